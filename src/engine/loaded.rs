//! A portal that can be rendered: the site as it is now, what is planned of it, and the prints of its parts.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::load::plan;
use super::memory::{FacetId, Memory};
use crate::base::{Print, SitePath};
use crate::diag::Finding;
use crate::model::{Facet, Lens, Site};
use crate::plan::{Job, Output};
use crate::render::{KnownPieces, PublishedFiles, Renderer};
use crate::search::SearchIndex;
use crate::stats::{Grain, Period, PostFacts, Span};
use crate::theme::Theme;

/// A portal that can be rendered.
pub(super) struct Loaded {
    pub(super) renderer: Renderer,
    pub(super) outputs: BTreeMap<SitePath, Output>,
    /// What the plan has found.
    pub(super) found: Vec<Finding>,
    /// What the outputs were planned from.
    planned_from: Print,
    /// Whether the theme is another than that of the portal before.
    pub(super) is_new_theme: bool,
    /// Whether there may be other outputs than there were in the portal before.
    pub(super) is_new_plan: bool,
    /// The prints that were asked for already.
    prints: Mutex<Vec<Option<Print>>>,
}

/// A total that a change has moved: `资助资金 2023-H1: 38.4万元 -> 40.9万元`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedTotal {
    /// The metric's label.
    pub label: String,
    /// The period, as queries name it.
    pub period: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

impl Loaded {
    /// `left` is what another run has left.
    pub(super) fn new(site: Arc<Site>, theme: Arc<Theme>, before: Option<Self>, left: Option<LeftFiles>) -> Self {
        let shape = Print::of(&(site.plan_print(), theme.print()));
        let mut renderer = Renderer::new(site, theme, before.as_ref().map(|before| &before.renderer));
        let follows_another_run = left.as_ref().is_some_and(|left| left.search.is_some());
        if let Some(LeftFiles { search, pieces, published }) = left {
            renderer.recall(search, pieces, published);
        }
        let is_new_theme =
            before.as_ref().is_some_and(|before| before.renderer.theme().print() != renderer.theme().print());
        // What is wrong with a plan has places in heads, which may have moved.
        let before = before.filter(|before| before.planned_from == shape && before.found.is_empty());
        let is_new_plan = before.is_none();
        let (outputs, found) = match before {
            Some(before) => {
                // Whoever waits for a page need not wait until ten thousand cards are taken down.
                rayon::spawn(move || drop(before.renderer));
                (before.outputs, before.found)
            }
            // Both take long and use one thread each: what is asked first of a plan is whether the index is as it was.
            None if follows_another_run => rayon::join(|| planned(&renderer), || renderer.prepare_search()).0,
            None => planned(&renderer),
        };
        Self { renderer, outputs, found, planned_from: shape, is_new_theme, is_new_plan, prints: Mutex::default() }
    }

    pub(super) fn print_of(&self, job: &Job) -> Print {
        job.print(self.renderer.site())
    }

    /// The print that a facet has now.
    pub(super) fn now(&self, memory: &Memory, id: FacetId) -> Print {
        let mut prints = self.prints.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(print) = prints.get(id as usize).copied().flatten() {
            return print;
        }
        let print = memory.facet(id).map_or(Print::NOTHING, |facet| self.renderer.print(facet));
        if prints.len() <= id as usize {
            prints.resize(id as usize + 1, None);
        }
        prints[id as usize] = Some(print);
        print
    }

    /// The outputs that are to be rendered again, in the order of their paths. All prints are asked for at once, on all
    /// threads.
    pub(super) fn stale(&self, memory: &Memory) -> Vec<SitePath> {
        let renderer = &self.renderer;
        // Answers and parts of the search index take a thousand times as long as the rest: first those, one by one, so
        // that no thread is left alone with many of them.
        let slow = |facet: &&Facet| matches!(facet, Facet::Statistic(_)) || facet.is_of_search();
        let slow: Vec<&Facet> = memory.facets().iter().filter(slow).collect();
        slow.into_par_iter().with_max_len(1).for_each(|facet| {
            renderer.print(facet);
        });
        let all: Vec<Print> = memory.facets().par_iter().map(|facet| renderer.print(facet)).collect();
        let now = |id: FacetId| all.get(id as usize).copied().unwrap_or_default();
        let is_fresh = |output: &Output| {
            let trace = memory.traces.get(&output.path);
            trace.is_some_and(|trace| memory.is_fresh(trace, output.job.print(renderer.site()), now))
        };
        let stale = self.outputs.par_iter().filter(|(_, output)| !is_fresh(output)).map(|(path, _)| path.clone());
        let stale = stale.collect();
        *self.prints.lock().unwrap_or_else(PoisonError::into_inner) = all.into_iter().map(Some).collect();
        stale
    }
}

/// What another run has left of files of which an edit changes little, and the published files.
pub(super) struct LeftFiles {
    pub search: Option<SearchIndex>,
    pub pieces: KnownPieces,
    pub published: Arc<PublishedFiles>,
}

fn planned(renderer: &Renderer) -> (BTreeMap<SitePath, Output>, Vec<Finding>) {
    let mut found = Vec::new();
    let outputs = plan(renderer.site(), renderer.theme(), &mut found);
    (outputs.into_iter().map(|output| (output.path.clone(), output)).collect(), found)
}

/// The totals that are different now, of the half-years in which something else is stated.
pub(super) fn moved_totals(before: &Arc<Site>, after: &Arc<Site>) -> Vec<MovedTotal> {
    if before.shape() == after.shape() {
        return Vec::new();
    }
    let mut periods = periods_of_changes(before, after);
    let lens = |site: &Arc<Site>| Lens::new(Arc::clone(site));
    let (before, after) = (lens(before), lens(after));
    // A target or a definition moves nothing but what pages speak of.
    let usual = after.half_year();
    periods.extend(Some(usual).filter(|usual| !periods.contains(usual)));
    let total = |lens: &Lens, metric: &str, period: &str| {
        let arguments = [("metric", metric), ("period", period)].map(|(name, value)| (name.into(), value.into()));
        lens.statistic(&arguments).map_or_else(|_| "—".to_owned(), |asked| asked.result.total.text.clone())
    };
    let config = after.config();
    let metrics = config.metric_order.iter().filter_map(|id| config.metrics.get(id));
    let asked = metrics.flat_map(|metric| periods.iter().map(move |period| (metric, period.to_string())));
    let moved = asked.filter_map(|(metric, period)| {
        let (was, is) = (total(&before, &metric.id, &period), total(&after, &metric.id, &period));
        let label = metric.label.clone();
        (was != is).then_some(MovedTotal { label, period, before: was, after: is })
    });
    moved.collect()
}

/// Of a change in very many periods, such as a checkout, the latest are told.
const MOST_PERIODS: usize = 4;

/// The latest periods for which something is stated otherwise in one site than in the other, the latest first: half-years, and years
/// for what is stated for longer.
fn periods_of_changes(before: &Site, after: &Site) -> Vec<Period> {
    let (was, is) = (by_path(before), by_path(after));
    let gone = was.iter().filter(|(path, facts)| is.get(*path) != Some(facts));
    let come = is.iter().filter(|(path, facts)| was.get(*path) != Some(facts));
    let spans = gone.chain(come).flat_map(|(_, facts)| {
        facts.span.into_iter().chain(facts.records.iter().filter_map(|record| record.day.map(Span::day)))
    });
    let around = |span: Span| {
        let mut periods = [Grain::Half, Grain::Year].into_iter().map(|grain| Period::around(span.from, grain));
        periods.find(|period| span.to <= period.to())
    };
    let mut periods: Vec<Period> = spans.filter_map(around).collect();
    periods.sort_by_key(|period| Reverse((period.to(), period.from())));
    periods.dedup();
    periods.truncate(MOST_PERIODS);
    periods
}

fn by_path(site: &Site) -> BTreeMap<&SitePath, &Arc<PostFacts>> {
    site.facts().iter().map(|facts| (&facts.path, facts)).collect()
}
