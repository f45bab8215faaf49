//! What is wrong with the arguments of a query, and the nearest thing that would be right.

use super::PeriodProblem;

/// An argument that can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Its name.
    pub argument: String,
    /// What it says; empty where it is missing.
    pub value: String,
    /// Why it can't be used.
    pub problem: QueryProblem,
    /// The nearest name or value that could be.
    pub nearest: Option<String>,
}

/// Why an argument can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryProblem {
    /// No query has such an argument.
    UnknownArgument,
    /// It is given twice.
    Repeated,
    /// It is needed and isn't there.
    Missing,
    /// There is no such metric, category, kind, grouping, comparison or form.
    UnknownValue,
    /// It is no period.
    Period(PeriodProblem),
    /// It is no number from 1.
    NotANumber,
    /// It means nothing without another argument.
    Needs(&'static str),
    /// The period has more groups than anyone could read.
    TooManyGroups,
}

impl QueryProblem {
    /// The id of its message; the messages get `argument`, `value`, `nearest` and `needs`.
    pub fn message(&self) -> &'static str {
        match self {
            Self::UnknownArgument => "query-unknown-argument",
            Self::Repeated => "query-repeated",
            Self::Missing => "query-missing",
            Self::UnknownValue => "query-unknown-value",
            Self::Period(PeriodProblem::Form) => "query-period-form",
            Self::Period(PeriodProblem::NoSuchDay) => "query-period-no-such-day",
            Self::Period(PeriodProblem::Backwards) => "query-period-backwards",
            Self::NotANumber => "query-not-a-number",
            Self::Needs(_) => "query-needs",
            Self::TooManyGroups => "query-too-many-groups",
        }
    }
}

impl QueryError {
    /// An error in a value.
    pub(super) fn new(argument: &str, value: &str, problem: QueryProblem) -> Self {
        Self { argument: argument.to_owned(), value: value.to_owned(), problem, nearest: None }
    }

    /// An error in a value that could have been one of several.
    pub(super) fn unknown<'a>(argument: &str, value: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let nearest = nearest(value, known).map(str::to_owned);
        Self { nearest, ..Self::new(argument, value, QueryProblem::UnknownValue) }
    }

    /// The values that fill its message; `nearest` is `none` where there is no near one.
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        let needs = if let QueryProblem::Needs(other) = self.problem { other } else { "" };
        let nearest = self.nearest.clone().unwrap_or_else(|| "none".to_owned());
        vec![
            ("argument", self.argument.clone()),
            ("value", self.value.clone()),
            ("nearest", nearest),
            ("needs", needs.to_owned()),
        ]
    }
}

/// The known word that is likest, where one is like enough: at most a third of its characters differ, or one does.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted: String = word.to_lowercase();
    let distance = |known: &str| strsim::damerau_levenshtein(&wanted, &known.to_lowercase());
    let found = known.into_iter().map(|known| (distance(known), known)).min()?;
    let allowed = (word.chars().count() / 3).max(1);
    (found.0 <= allowed && found.0 < found.1.chars().count()).then_some(found.1)
}
