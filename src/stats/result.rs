//! What a query answers: the JSON of product.md, section 5, and beside it what widgets show.

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::base::{Day, SitePath};
use crate::figures::{Bound, Phrase, Total, plain};

use super::{Change, Period};

/// The answer to a query. It serialises to the contract's JSON; what follows `left_out` is an addition to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatResult {
    /// The id of the metric.
    pub metric: String,
    /// Its label.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// The period that was asked for.
    #[serde(serialize_with = "display")]
    pub period: Period,
    /// The day of the build.
    #[serde(serialize_with = "display")]
    pub as_of: Day,
    /// The total of the period.
    pub total: TotalView,
    /// The comparison, where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compare: Option<Compared>,
    /// The groups, where they were asked for: periods in their order, others from the largest to the smallest and then
    /// by key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub groups: Option<Vec<GroupResult>>,
    /// The posts that the numbers rest on, by path; for a stock, those whose figures were the latest.
    pub sources: Vec<Source>,
    /// How many terms of the total were approximate (NUM-6).
    pub approximate: usize,
    /// Posts in range whose kind requires or allows the metric and that don't state it, by path.
    #[serde(serialize_with = "paths")]
    pub silent: Vec<SitePath>,
    /// Posts whose figures don't count, or not in a group, by path.
    pub left_out: Vec<LeftOut>,
    /// The unit that the total is shown with: the summed unit where several events are summed (NUM-7), here or in the
    /// total that it is compared with, for the two are told in one.
    pub shown_unit: String,
    /// What the metric counts.
    pub definition: String,
    /// The period in Chinese, `2023年上半年`, unless the result was put [into English](StatResult::in_english).
    pub period_label: String,
    /// The target of the period, else of its year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// How many groups `top` left out.
    #[serde(skip_serializing_if = "is_zero")]
    pub groups_left_out: usize,
    /// Posts that count in the total but have no key of the groups, such as no tag, by path.
    #[serde(serialize_with = "paths", skip_serializing_if = "Vec::is_empty")]
    pub ungrouped: Vec<SitePath>,
    /// What is in none of the groups that are shown; `None` where that is nothing, or can't be told beside groups, as of a
    /// stock.
    #[serde(skip)]
    pub rest: Option<Total>,
    /// Whether a figure is in more than one of the groups that are shown, so that these add up to more than the total.
    #[serde(skip)]
    pub overlapping: bool,
}

/// A total, or that nothing is stated: then all but the text is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TotalView {
    /// The sum of the values as stated.
    #[serde(serialize_with = "optional_decimal")]
    pub value: Option<Decimal>,
    /// The lower end of the interval.
    #[serde(serialize_with = "optional_decimal")]
    pub low: Option<Decimal>,
    /// The upper end of the interval.
    #[serde(serialize_with = "optional_decimal")]
    pub high: Option<Decimal>,
    /// The bound that is said.
    #[serde(serialize_with = "optional_bound")]
    pub bound: Option<Bound>,
    /// What is shown, in Chinese unless the result was put [into English](StatResult::in_english); `—` where nothing is
    /// stated.
    pub text: String,
    /// The unit of `text`: the summed unit where this total by itself is of several events (NUM-7).
    #[serde(skip)]
    pub unit: String,
    /// What is said, for other languages and tables.
    #[serde(skip)]
    pub phrase: Option<Phrase>,
}

/// The same total of another period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    /// That period.
    #[serde(serialize_with = "display")]
    pub period: Period,
    /// Its total.
    pub total: TotalView,
    /// The difference from it.
    #[serde(serialize_with = "change")]
    pub change: Change,
}

/// One group of a total.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GroupResult {
    /// A folder, kind, term or text of a record, or a period.
    pub key: String,
    /// The total of the group.
    #[serde(flatten)]
    pub total: TotalView,
    /// What people call it; a period in Chinese unless the result was put [into English](StatResult::in_english).
    pub label: String,
    /// The period that it is, where groups are periods.
    #[serde(skip)]
    pub period: Option<Period>,
}

/// A post that states a part of the total.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    /// Its path.
    #[serde(serialize_with = "path")]
    pub path: SitePath,
    /// What it states within the period.
    #[serde(serialize_with = "decimal")]
    pub value: Decimal,
    /// Its bound.
    #[serde(serialize_with = "bound")]
    pub bound: Bound,
    /// What is said of it: of several records, what NUM-6 allows.
    #[serde(skip)]
    pub phrase: Phrase,
    /// How many events it is about, as far as that can be told: 1, or more (NUM-7).
    #[serde(skip)]
    pub events: usize,
}

/// A post whose figure doesn't count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LeftOut {
    /// Its path.
    #[serde(serialize_with = "path")]
    pub path: SitePath,
    /// Why.
    #[serde(serialize_with = "why")]
    pub why: Why,
}

/// Why a figure doesn't count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// Its days lie only partly in the period.
    Overlaps,
    /// It has no day.
    Undated,
    /// It repeats the figures of another post (`same_as`).
    Repeats,
    /// A rate beside which its weight isn't stated.
    Unweighted,
    /// It counts in the total, but its days lie in no single group.
    CrossesGroups,
}

impl Why {
    /// The id of its message.
    pub fn message(self) -> &'static str {
        match self {
            Self::Overlaps => "why-overlaps-period",
            Self::Undated => "why-undated",
            Self::Repeats => "why-repeats",
            Self::Unweighted => "why-unweighted",
            Self::CrossesGroups => "why-crosses-groups",
        }
    }

    /// The code in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overlaps => "overlaps-period",
            Self::Undated => "undated",
            Self::Repeats => "repeats",
            Self::Unweighted => "unweighted",
            Self::CrossesGroups => "crosses-groups",
        }
    }
}

/// What was aimed at.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Target {
    /// The period that the target is for.
    pub period: String,
    /// The number aimed at.
    #[serde(serialize_with = "decimal")]
    pub value: Decimal,
    /// It with its unit, in Chinese.
    pub text: String,
    /// The total in percent of it, with at most one decimal.
    #[serde(serialize_with = "optional_decimal")]
    pub percent: Option<Decimal>,
}

impl StatResult {
    /// The same with all texts in English, but for what site.toml says.
    #[must_use]
    pub fn in_english(mut self) -> Self {
        self.period_label = self.period.english();
        self.total.put_into_english();
        if let Some(compared) = &mut self.compare {
            compared.total.put_into_english();
            compared.change.text = compared.change.difference.english();
        }
        for group in self.groups.iter_mut().flatten() {
            group.total.put_into_english();
            if let Some(period) = group.period {
                group.label = period.english();
            }
        }
        if let Some(target) = &mut self.target {
            let phrase = Phrase { number: target.value, bound: Bound::Exact, firm: true };
            target.text = phrase.english_with_unit(&self.unit);
        }
        self
    }
}

impl TotalView {
    fn put_into_english(&mut self) {
        if let Some(phrase) = self.phrase {
            self.text = phrase.english_with_unit(&self.unit);
        }
    }

    /// Whether more than one number may be meant.
    pub fn is_approximate(&self) -> bool {
        self.bound.is_some_and(Bound::is_approximate)
    }

    /// What is shown of a total with a unit.
    pub fn of(total: Option<&Total>, unit: &str) -> Self {
        Self {
            value: total.map(|total| total.value),
            low: total.map(|total| total.interval.low.at),
            high: total.map(|total| total.interval.high.at),
            bound: total.map(Total::bound),
            text: total.map_or_else(|| "—".to_owned(), |total| total.phrase.chinese(unit)),
            unit: unit.to_owned(),
            phrase: total.map(|total| total.phrase),
        }
    }
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

fn display<S: Serializer>(value: &impl std::fmt::Display, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}

fn decimal<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&plain(*value))
}

fn optional_decimal<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => decimal(value, serializer),
        None => serializer.serialize_none(),
    }
}

fn bound<S: Serializer>(bound: &Bound, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(bound.as_str())
}

fn optional_bound<S: Serializer>(value: &Option<Bound>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => bound(value, serializer),
        None => serializer.serialize_none(),
    }
}

fn path<S: Serializer>(path: &SitePath, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(path.as_str())
}

fn paths<S: Serializer>(paths: &[SitePath], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(paths.iter().map(SitePath::as_str))
}

fn why<S: Serializer>(why: &Why, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(why.as_str())
}

fn change<S: Serializer>(change: &Change, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct View<'c> {
        #[serde(serialize_with = "optional_decimal")]
        value: Option<Decimal>,
        #[serde(serialize_with = "optional_bound")]
        bound: Option<Bound>,
        text: &'c str,
    }
    let bound = change.difference.bound();
    View { value: change.value, bound, text: &change.text }.serialize(serializer)
}
