//! Totals, and what has become of them since the year before.

use std::collections::BTreeMap;

use super::{Summary, query};
use crate::config::Language;
use crate::figures::Metric;
use crate::model::Site;
use crate::stats::{Difference, Period, StatResult};
use crate::view::SummaryTotal;

/// The total of a metric in a period, of the whole site or of a category, beside that of the year before.
pub(super) fn ask(site: &Site, metric: &Metric, period: Period, category: Option<&str>) -> StatResult {
    let mut arguments = BTreeMap::from([
        ("metric", metric.id.clone()),
        ("period", period.to_string()),
        ("compare", "last-year".to_owned()),
    ]);
    arguments.extend(category.map(|category| ("category", category.to_owned())));
    let query = query(site, &arguments).expect("invariant: metric, period and category are those of the site");
    site.answer(&query)
}

/// Whether the year before stated it too.
pub(super) fn has_base(result: &StatResult) -> bool {
    result.total.value.is_some() && result.compare.as_ref().is_some_and(|compared| compared.total.value.is_some())
}

impl Summary<'_> {
    /// The total of a metric; `None` where nothing is stated.
    pub(super) fn total(&self, metric: &Metric, result: &StatResult) -> Option<SummaryTotal> {
        let phrase = result.total.phrase?;
        let language = self.language();
        let before = result.compare.as_ref().filter(|_| has_base(result));
        let change = before.filter(|compared| compared.change.difference != Difference::Unknown);
        Some(SummaryTotal {
            metric: self.pages.metric_view(metric),
            text: language.figure_text(phrase, &result.shown_unit),
            posts: result.sources.len(),
            approximate: result.approximate,
            last_year: before
                .and_then(|compared| Some(language.figure_text(compared.total.phrase?, &result.shown_unit))),
            change: change.map(|compared| match language {
                Language::Chinese => compared.change.difference.chinese(),
                Language::English => compared.change.difference.english(),
            }),
        })
    }
}
