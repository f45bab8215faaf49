//! The draft of a work summary, as its templates see it.

use serde::Serialize;

use super::{DayView, LinkView, MetricView};

/// The draft of a work summary.
#[derive(Debug, Clone, Serialize)]
pub struct SummaryView {
    /// The portal's name.
    pub name: String,
    /// The organisation that it is the summary of; `none` where site.toml doesn't say.
    pub organisation: Option<String>,
    /// The period in words: `2023年上半年`.
    pub period: String,
    /// Its id: `2023-H1`.
    pub period_id: String,
    /// The period that totals are compared with, in words; `none` where nothing is.
    pub last_year: Option<String>,
    /// First day of the period.
    pub from: DayView,
    /// Last day of the period.
    pub to: DayView,
    /// The day that the numbers are seen from.
    pub as_of: DayView,
    /// Whether the period is not over on that day.
    pub running: bool,
    /// How many posts are about the period, or have records of it.
    pub posts: usize,
    /// How many of them state a figure that counts.
    pub stating: usize,
    /// The totals of all metrics that are stated, in the order of site.toml.
    pub totals: Vec<SummaryTotal>,
    /// What the posts of each category state, in the order of the navigation.
    pub categories: Vec<SummaryCategory>,
    /// What the posts of each kind state, in the order of the ids.
    pub kinds: Vec<SummaryKind>,
    /// What happened on a day, by date; of posts that tell the same, the one whose figures the others repeat.
    pub events: Vec<SummaryPost>,
    /// Every figure in the totals that is not exact.
    pub approximate: Vec<SummaryNote>,
    /// What the kind of a post requires and the post doesn't state.
    pub missing: Vec<SummaryNote>,
    /// Figures that concern the period and don't count, and why.
    pub left_out: Vec<SummaryNote>,
    /// Each term of each total.
    pub annex: Vec<SummaryAnnex>,
}

/// The total of a metric.
#[derive(Debug, Clone, Serialize)]
pub struct SummaryTotal {
    /// The metric.
    pub metric: MetricView,
    /// The total with its unit, as NUM-6 allows to tell it.
    pub text: String,
    /// It with all digits, for tables.
    pub full: String,
    /// How many posts it rests on.
    pub posts: usize,
    /// How many terms it has: figures of heads, or of records.
    pub terms: usize,
    /// How many of its terms are approximate.
    pub approximate: usize,
    /// The same total of a year before; `none` where it isn't stated.
    pub last_year: Option<String>,
    /// How it has changed since: `增长6.51%`; `none` where last year's isn't stated.
    pub change: Option<String>,
    /// Whether `change` names both totals: `由8场次增至20场次`.
    pub change_names_both: bool,
}

/// What the posts of a category state.
#[derive(Debug, Clone, Serialize)]
pub struct SummaryCategory {
    /// Its place in the list, as headings have it: `一`, or `1` in English.
    pub ordinal: String,
    /// Its title.
    pub title: String,
    /// Totals of all metrics that its posts state.
    pub totals: Vec<SummaryTotal>,
    /// Its posts that state something, by date.
    pub posts: Vec<SummaryPost>,
}

/// What the posts of a kind state.
#[derive(Debug, Clone, Serialize)]
pub struct SummaryKind {
    /// Its label.
    pub label: String,
    /// How many posts of it state something.
    pub posts: usize,
    /// Totals of all metrics that they state.
    pub totals: Vec<SummaryTotal>,
}

/// A post.
#[derive(Debug, Clone, Serialize)]
pub struct SummaryPost {
    /// Its title.
    pub title: String,
    /// Its address, in full.
    pub url: String,
    /// Its file.
    pub path: String,
    /// Its day; `none` where it is about a longer time, about no day or about one outside the period.
    pub day: Option<DayView>,
    /// The label of its kind; `none` where it has no kind.
    pub kind: Option<String>,
    /// The summary in its head; empty where there is none.
    pub summary: String,
    /// Its figures that count in the period, in the order of site.toml.
    pub figures: Vec<SummaryFigure>,
}

/// A figure of a post.
#[derive(Debug, Clone, Serialize)]
pub struct SummaryFigure {
    /// The metric.
    pub metric: MetricView,
    /// The figure with its unit: `近200人`.
    pub text: String,
}

/// Something to look at before the summary is handed in.
#[derive(Debug, Clone, Serialize)]
pub struct SummaryNote {
    /// The post, with its full address.
    pub post: LinkView,
    /// The label of the metric.
    pub label: String,
    /// Which of its records is meant, by day and labels; empty where it is the post itself.
    pub part: String,
    /// The figure with its unit, or why it doesn't count; empty where something is missing.
    pub text: String,
}

/// The terms of a total.
#[derive(Debug, Clone, Serialize)]
pub struct SummaryAnnex {
    /// The total.
    pub total: SummaryTotal,
    /// Its terms, by file.
    pub terms: Vec<SummaryTerm>,
}

/// One term of a total.
#[derive(Debug, Clone, Serialize)]
pub struct SummaryTerm {
    /// The post, with its full address.
    pub post: LinkView,
    /// The file that states it.
    pub path: String,
    /// Which of its records states it, by day and labels; empty for the head.
    pub part: String,
    /// The number with all its digits: `384000`.
    pub value: String,
    /// The bound: `exact`, `at-least`, `at-most` or `about`.
    pub bound: String,
    /// The figure with all its digits and its unit.
    pub text: String,
}
