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
    /// How it differs from a year before: `增长6.51%`; empty where that can't be told (NUM-8).
    pub change: String,
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
    /// How it is shown: `number` `bar` `line` `donut` `table` `progress` `compare`.
    pub show: String,
    /// What it is called: `资助资金，按栏目，2023年上半年`.
    pub title: String,
    /// The chart as SVG, safe to print; empty where it is shown without one, or where nothing is stated.
    pub chart: String,
    /// The metric.
    pub metric: MetricView,
    /// `2023年上半年`; `全部` where no period was asked for.
    pub period: String,
    /// The same for machines: `2023-H1`; empty where no period was asked for.
    pub period_id: String,
    /// The day that the figures are as of.
    pub as_of: DayView,
    /// The total as data.
    pub total: StatTotalView,
    /// The total: `40.9万元`, `—` where nothing is stated.
    pub text: String,
    /// The part of `text` before the unit.
    pub number: String,
    /// The total as tables tell it, with all digits and its unit: `409000元`.
    pub full: String,
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
    /// How many groups `top` left out.
    pub groups_left_out: usize,
    /// What of the total the groups that `top` left out and figures without a group have, where it can be told; a row of
    /// the table, and a part of a ring.
    pub rest: Option<StatRestView>,
    /// What has to be said beside the groups, such as that some figures belong to none of them; may be empty.
    pub note: String,
    /// What the query was narrowed to: titles of a category, kind or terms.
    pub scope: Vec<String>,
    /// The period compared with, its total and the change, where asked for.
    pub compare: Option<StatCompareView>,
    /// The target of the period or its year, where there is one.
    pub target: Option<StatTargetView>,
    /// How many posts it rests on.
    pub source_count: usize,
    /// The posts that it rests on, at most 100.
    pub sources: Vec<StatSourceView>,
    /// How many terms were approximate.
    pub approximate: usize,
    /// How many posts in range have a kind that should state the figure and don't.
    pub silent_count: usize,
    /// These posts, at most 100.
    pub silent: Vec<LinkView>,
    /// Posts whose figures don't count, and why; at most 100.
    pub left_out: Vec<LeftOutView>,
}

/// A total as data (product section 5).
#[derive(Debug, Clone, Serialize)]
pub struct StatTotalView {
    /// The sum of what was stated; `none` where nothing is, as the three after it.
    pub value: Option<String>,
    /// The least that it can be.
    pub low: Option<String>,
    /// The most that it can be.
    pub high: Option<String>,
    /// `exact`, `at-least`, `at-most` or `about`.
    pub bound: Option<String>,
    /// `40.9万元`, `—`.
    pub text: String,
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
    /// The least that it can be.
    pub low: Option<String>,
    /// The most that it can be.
    pub high: Option<String>,
    /// `exact`, `at-least`, `at-most` or `about`.
    pub bound: Option<String>,
    /// Share of the largest group, 0 to 100, for a bar.
    pub share: u8,
    /// The same group in the period compared with, where a comparison by groups was asked for: its number, or `—`.
    pub before: Option<String>,
    /// Where the group leads (category, term); `none` for a period.
    pub url: Option<String>,
}

/// What of a total belongs to no group that is shown.
#[derive(Debug, Clone, Serialize)]
pub struct StatRestView {
    /// `其余3组`.
    pub label: String,
    /// `1.5万元`, `约110人次`.
    pub text: String,
    /// The full number with its bound: `15000`, `约110`.
    pub number: String,
    /// For `<data value>`.
    pub value: String,
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
    /// `上年同期35万元`, `上期35万元`.
    pub told: String,
    /// Its total as data.
    pub total: StatTotalView,
    /// Its total.
    pub text: String,
    /// The same as tables tell it, with all digits: `350000元`.
    pub full: String,
    /// For `<data value>`; `none` where nothing is stated.
    pub value: Option<String>,
    /// `增长12.5%`; empty where it can't be told (NUM-8).
    pub change: String,
}

/// What was aimed at.
#[derive(Debug, Clone, Serialize)]
pub struct StatTargetView {
    /// The period that the target is for: `2023年`.
    pub period: String,
    /// The target: `80万元`.
    pub text: String,
    /// The same as tables tell it, with all digits: `800000元`.
    pub full: String,
    /// How much of it is reached: `51.1%`, `约48%`; `—` where nothing is stated.
    pub percent: String,
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
    /// Its file: `content/hope-project/aid.md`.
    pub path: String,
    /// The number of it.
    pub value: String,
    /// `exact`, `at-least`, `at-most` or `about`.
    pub bound: String,
}

/// `stats`: the statistics page.
#[derive(Debug, Clone, Serialize)]
pub struct StatsPageView {
    /// `2023年上半年`.
    pub period: String,
    /// `2023-H1`.
    pub period_id: String,
    /// Its first day.
    pub from: DayView,
    /// Its last day.
    pub until: DayView,
    /// The key figures of the period, at most eight.
    pub key_figures: Vec<KeyFigure>,
    /// The areas of work that have figures, in the order of the categories; first the figures of several of them.
    pub areas: Vec<StatsArea>,
    /// Each metric that is stated in the period, in the order of the areas. Its anchor is the metric's id.
    pub metrics: Vec<StatsMetricView>,
    /// Whether one of them has a target.
    pub has_targets: bool,
    /// Whether one of them was stated a year before too.
    pub has_compared: bool,
    /// Metrics that nobody stated in the period.
    pub unstated: Vec<MetricView>,
}

/// An area of work on the statistics page.
#[derive(Debug, Clone, Serialize)]
pub struct StatsArea {
    /// The folder of its category; empty for figures of several categories.
    pub id: String,
    /// For anchors: `area-jobs`.
    pub anchor: String,
    /// What it is called.
    pub title: String,
    /// The category's address.
    pub url: Option<String>,
    /// How many metrics it has.
    pub count: usize,
}

/// One metric on the statistics page.
#[derive(Debug, Clone, Serialize)]
pub struct StatsMetricView {
    /// The `id` of its area.
    pub area: String,
    /// By category, for the period, and compared with the year before; its chart only where there are several.
    pub by_category: StatView,
    /// By month, for the period, without its sources; no groups where fewer than two months have figures.
    pub by_month: StatView,
    /// The total beside that of the year before, without its sources; `none` where that isn't stated.
    pub compared: Option<StatView>,
    /// How far the target is reached, without its sources; `none` where there is no target.
    pub progress: Option<StatView>,
}
