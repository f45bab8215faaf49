//! Totals, and what has become of them since the year before.

use std::collections::BTreeMap;

use super::{Summary, query};
use crate::config::Language;
use crate::figures::Metric;
use crate::model::Site;
use crate::stats::{Addend, Difference, Period, Query, StatResult};
use crate::view::SummaryTotal;

/// What a total is asked of.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    /// The whole site.
    Site,
    /// A category, by its folder.
    Category(&'a str),
    /// A kind, by its id.
    Kind(&'a str),
}

/// A total, and the figures that it is made of.
pub(super) struct Answered<'s> {
    pub(super) result: StatResult,
    pub(super) terms: Vec<Addend<'s>>,
}

/// The total of a metric in a period beside that of the year before.
pub(super) fn ask<'s>(site: &'s Site, metric: &Metric, period: Period, scope: Scope<'_>) -> Answered<'s> {
    let mut arguments = BTreeMap::from([
        ("metric", metric.id.clone()),
        ("period", period.to_string()),
        ("compare", "last-year".to_owned()),
    ]);
    match scope {
        Scope::Site => {}
        Scope::Category(folder) => drop(arguments.insert("category", folder.to_owned())),
        Scope::Kind(id) => drop(arguments.insert("kind", id.to_owned())),
    }
    let query: Query =
        query(site, &arguments).expect("invariant: metric, period, category and kind are those of the site");
    Answered { result: site.answer(&query), terms: site.addends(&query) }
}

/// Whether the year before stated it too.
pub(super) fn has_base(result: &StatResult) -> bool {
    result.total.value.is_some() && result.compare.as_ref().is_some_and(|compared| compared.total.value.is_some())
}

impl Summary<'_> {
    /// The totals of all metrics that are stated in a part of the site.
    pub(super) fn totals_of(&self, scope: Scope<'_>) -> Vec<SummaryTotal> {
        let stated = self.answers.iter().filter(|(_, answered)| !answered.terms.is_empty());
        stated.filter_map(|(metric, _)| self.total(metric, &ask(self.site, metric, self.period, scope))).collect()
    }

    /// The total of a metric; `None` where nothing is stated.
    pub(super) fn total(&self, metric: &Metric, Answered { result, terms }: &Answered<'_>) -> Option<SummaryTotal> {
        let phrase = result.total.phrase?;
        let language = self.language();
        let before = result.compare.as_ref().filter(|_| has_base(result));
        let change = before.filter(|compared| compared.change.difference != Difference::Unknown);
        Some(SummaryTotal {
            metric: self.pages.metric_view(metric),
            text: language.figure_text(phrase, &result.shown_unit),
            full: language.full_text(phrase, &result.total.unit),
            posts: result.sources.len(),
            terms: terms.len(),
            approximate: result.approximate,
            last_year: before
                .and_then(|compared| Some(language.figure_text(compared.total.phrase?, &result.shown_unit))),
            change: change.map(|compared| match language {
                Language::Chinese => compared.change.difference.chinese(),
                Language::English => compared.change.difference.english(),
            }),
            change_names_both: change
                .is_some_and(|compared| matches!(compared.change.difference, Difference::Numbers { .. })),
        })
    }
}
