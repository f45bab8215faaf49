//! Results of queries, as templates show them.

use serde::Serialize;

use super::{DayView, LinkView};

/// A metric of site.toml.
#[derive(Debug, Clone, Serialize)]
pub struct MetricView {
    /// Its id: `funds`.
    pub id: String,
    /// Its label: `资助资金`.
    pub label: String,
    /// Its unit.
    pub unit: String,
    /// `flow`, `stock` or `rate`.
    pub nature: String,
    /// What is counted; may be empty.
    pub definition: String,
}

/// A number to be told large.
#[derive(Debug, Clone, Serialize)]
pub struct KeyFigure {
    /// The metric.
    pub metric: MetricView,
    /// `40.9万元`.
    pub text: String,
    /// The part of `text` before the unit: `40.9万`.
    pub number: String,
    /// The unit that belongs to it: `元`.
    pub unit: String,
    /// For `<data value>`.
    pub value: String,
    /// `2023年上半年`.
    pub period: String,
    /// The same a year before, where it was stated: `35万元`.
    pub last_year: Option<String>,
    /// How many posts it rests on.
    pub posts: usize,
    /// Whether one of its terms is approximate.
    pub approximate: bool,
    /// Its place on the statistics page.
    pub url: String,
}

/// `stat` in a widget, and what the function `stat(...)` returns.
#[derive(Debug, Clone, Serialize)]
pub struct StatView {
    /// How it should be shown: `number` `table` (`bar` `line` `donut` `progress` `compare` are shown as tables for now).
    pub show: String,
    /// The metric.
    pub metric: MetricView,
    /// `2023年上半年`; `全部` where no period was asked for.
    pub period: String,
    /// The same for machines: `2023-H1`; empty where no period was asked for.
    pub period_id: String,
    /// The day that the figures are as of.
    pub as_of: DayView,
    /// The total: `40.9万元`, `—` where nothing is stated.
    pub text: String,
    /// The part of `text` before the unit.
    pub number: String,
    /// The unit shown, the summed unit where posts were summed.
    pub unit: String,
    /// For `<data value>`; `none` where nothing is stated.
    pub value: Option<String>,
    /// What the groups are: `month`, `category`, `kind` …; empty where there are none.
    pub by: String,
    /// What people call the groups, for the head of the column: `月份`, `栏目`, the label of a taxonomy, or a record's
    /// label as it is written; empty where there are none. The theme's strings `by_month` `by_quarter` `by_half`
    /// `by_year` `by_category` `by_kind` hold the words.
    pub by_label: String,
    /// The groups.
    pub groups: Vec<StatGroupView>,
    /// The period compared with, its total and the change, where asked for.
    pub compare: Option<StatCompareView>,
    /// The posts that it rests on.
    pub sources: Vec<StatSourceView>,
    /// How many terms were approximate.
    pub approximate: usize,
    /// Posts in range whose kind should state the figure and that don't.
    pub silent: Vec<LinkView>,
    /// Posts whose figures don't count, and why.
    pub left_out: Vec<LeftOutView>,
}

/// One row of a grouped result.
#[derive(Debug, Clone, Serialize)]
pub struct StatGroupView {
    /// `2023-03`, `hope-project`.
    pub key: String,
    /// `3月`, `希望工程`.
    pub label: String,
    /// `38.4万元`, `—`.
    pub text: String,
    /// The full number with its bound: `384000`, `80余`, `—`.
    pub number: String,
    /// For `<data value>`; `none` where nothing is stated.
    pub value: Option<String>,
    /// Share of the largest group, 0 to 100, for a bar.
    pub share: u8,
    /// Where the group leads (category, term); `none` for a period.
    pub url: Option<String>,
}

/// A post whose figure doesn't count.
#[derive(Debug, Clone, Serialize)]
pub struct LeftOutView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Why, in words of the theme: `why_repeats` …
    pub why: String,
}

/// What a result is compared with.
#[derive(Debug, Clone, Serialize)]
pub struct StatCompareView {
    /// `2022年上半年`.
    pub period: String,
    /// Its total.
    pub text: String,
    /// `增长12.5%`; empty where it can't be told (NUM-8).
    pub change: String,
}

/// A post that a result rests on.
#[derive(Debug, Clone, Serialize)]
pub struct StatSourceView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its date.
    pub day: Option<DayView>,
    /// What it states: `38.4万元`.
    pub text: String,
}

/// `stats`: the statistics page.
#[derive(Debug, Clone, Serialize)]
pub struct StatsPageView {
    /// `2023年上半年`.
    pub period: String,
    /// `2023-H1`.
    pub period_id: String,
    /// The key figures of the period, at most eight.
    pub key_figures: Vec<KeyFigure>,
    /// For each metric that is stated in the period: its total, grouped by category. Its anchor is the metric's id.
    pub metrics: Vec<StatsMetricView>,
    /// Metrics that nobody stated in the period.
    pub unstated: Vec<MetricView>,
}

/// One metric on the statistics page.
#[derive(Debug, Clone, Serialize)]
pub struct StatsMetricView {
    /// By category, for the period.
    pub by_category: StatView,
    /// By month, for the period; no groups where the figures are not dated to months.
    pub by_month: StatView,
}
