//! Relations that figures have to satisfy: the `check` of a kind (product.md, section 4), over intervals.
//!
//! A formula is refuted only where no value within the bounds of its figures satisfies it. Intervals are wider than the
//! truth where a metric is named twice (`a - a` may be anything near zero), so a doubt never becomes a contradiction.

mod syntax;
mod truth;

use std::collections::BTreeSet;

pub use syntax::{FormulaFault, FormulaProblem};

use super::{Decimal, Interval};
use truth::Judgement;

/// A condition on the figures of one post or record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Formula {
    text: String,
    condition: Condition,
    names: BTreeSet<String>,
}

/// What is true or false.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Condition {
    Compare(Comparison, Box<Amount>, Box<Amount>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// What is a number.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Amount {
    Metric(String),
    Constant(Decimal),
    Negative(Box<Amount>),
    Calculated(Operation, Box<Amount>, Box<Amount>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Operation {
    Plus,
    Minus,
    Times,
    Over,
}

impl Formula {
    /// Reads a condition such as `funds == students * per_student`; `known` are the ids of the metrics.
    ///
    /// # Errors
    /// What can't be read, with the characters at which it goes wrong.
    pub fn read<'n>(text: &str, known: impl IntoIterator<Item = &'n str>) -> Result<Self, FormulaProblem> {
        let known: BTreeSet<&str> = known.into_iter().collect();
        let condition = syntax::read(text, &known)?;
        let mut names = BTreeSet::new();
        condition.collect_names(&mut names);
        Ok(Self { text: text.trim().to_owned(), condition, names })
    }

    /// The condition as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The ids of the metrics that it names.
    pub fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    /// Whether no values satisfy it. `figure` gives what each metric may be; where it gives nothing for one, there is
    /// nothing to judge.
    pub fn is_refuted(&self, figure: impl Fn(&str) -> Option<Interval>) -> bool {
        let all_stated = self.names.iter().all(|name| figure(name).is_some());
        all_stated && !Judgement::of(&self.condition, &figure).may_hold
    }
}

impl Condition {
    fn collect_names(&self, names: &mut BTreeSet<String>) {
        match self {
            Self::Compare(_, left, right) => {
                left.collect_names(names);
                right.collect_names(names);
            }
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.collect_names(names)),
            Self::Not(inner) => inner.collect_names(names),
        }
    }
}

impl Amount {
    fn collect_names(&self, names: &mut BTreeSet<String>) {
        match self {
            Self::Metric(name) => {
                names.insert(name.clone());
            }
            Self::Constant(_) => {}
            Self::Negative(inner) => inner.collect_names(names),
            Self::Calculated(_, left, right) => {
                left.collect_names(names);
                right.collect_names(names);
            }
        }
    }
}

#[cfg(test)]
mod tests;
