//! What site.toml declares: metrics, and kinds of activity with what their posts state.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Formula;

/// How the figures of a metric add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Summed over posts: what happened in the period.
    Flow,
    /// The latest one counts: what there is at a moment.
    Stock,
    /// Never summed; the mean is weighted by the metric `per`.
    Rate,
}

impl Nature {
    /// The name in site.toml: `flow`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Stock => "stock",
            Self::Rate => "rate",
        }
    }

    /// The nature of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Flow, Self::Stock, Self::Rate].into_iter().find(|nature| nature.as_str() == name)
    }
}

/// One thing that is counted or measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Its key in `[metrics]` and in heads.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// The unit of its numbers; `%` for a percentage; may be empty.
    pub unit: String,
    /// How it adds up.
    pub nature: Nature,
    /// For a rate, the id of the metric that weighs it.
    pub per: Option<String>,
    /// The unit of sums over several events: of several posts, or of records with different days (NUM-7).
    pub summed_unit: Option<String>,
    /// What is counted and what isn't.
    pub definition: String,
    /// Targets by the text of a period, in the metric's unit.
    pub target: BTreeMap<String, Decimal>,
}

impl Metric {
    /// The id of the metric that is always there: how many posts.
    pub const POSTS: &'static str = "posts";

    /// The metric `posts`, which no head states: each post counts as one.
    pub fn posts() -> Self {
        Self {
            id: Self::POSTS.to_owned(),
            label: "文章篇数".to_owned(),
            unit: "篇".to_owned(),
            nature: Nature::Flow,
            per: None,
            summed_unit: None,
            definition: "本站发布的文章数".to_owned(),
            target: BTreeMap::new(),
        }
    }

    /// Whether this is the metric `posts`.
    pub fn counts_posts(&self) -> bool {
        self.id == Self::POSTS
    }

    /// Whether its unit is the percent sign.
    pub fn is_percent(&self) -> bool {
        matches!(self.unit.as_str(), "%" | "％")
    }

    /// The unit to show with a number that comes from so many events (NUM-7). Only a flow is summed.
    pub fn unit_of(&self, events: usize) -> &str {
        match &self.summed_unit {
            Some(unit) if events > 1 && self.nature == Nature::Flow => unit,
            _ => &self.unit,
        }
    }
}

/// A kind of activity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kind {
    /// Its key in `[kinds]` and in heads.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Ids of metrics that each of its posts must state.
    pub requires: Vec<String>,
    /// Ids of metrics that its posts may state.
    pub allows: Vec<String>,
    /// Text columns that its records may have.
    pub labels: Vec<String>,
    /// What the figures of each of its posts and records have to satisfy.
    pub checks: Vec<Formula>,
    /// The schema.org type of its posts.
    pub schema: Option<String>,
}

impl Kind {
    /// Whether its posts must or may state the metric.
    pub fn may_state(&self, metric: &str) -> bool {
        self.requires.iter().chain(&self.allows).any(|id| id == metric)
    }
}
