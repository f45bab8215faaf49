//! Answering a query.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::base::{Day, SitePath};
use crate::figures::{Figure, Metric, Nature, Phrase, Total};

use super::claim::{Claim, Part};
use super::group::{Beside, Groups, Key, periods};
use super::tally::Tally;
use super::{
    By, Catalog, Change, Compared, Grain, GroupResult, LeftOut, Period, PostFacts, Query, Reach, RecordFacts, Source,
    Span, StatResult, Target, TotalView, Why,
};

/// Answers a query from the facts of all posts, in whatever order they come. `as_of` is the day of the build: of periods
/// that begin after it, nothing is known yet.
pub fn run<'f>(
    query: &Query,
    posts: impl Iterator<Item = &'f PostFacts> + Clone,
    catalog: &Catalog,
    as_of: Day,
) -> StatResult {
    let metric = &query.metric;
    let picked = Picked::of(query, posts.clone(), query.period, catalog);
    let tally = picked.tally(metric);
    let total = total_of(&tally, metric, query.period, as_of);
    let base = query.base().map(|period| (period, Picked::of(query, posts, period, catalog).tally(metric)));
    // Two totals are compared in one unit: the persons of one event are as many 人次.
    let events = base.iter().map(|(_, base)| base.events).fold(tally.events, usize::max);
    let shown_unit = metric.unit_of(events);
    let groups = query.by.as_ref().map(|by| (by, Groups::of(&picked.claims, by, query)));
    let sources = sources(&picked, metric, &tally, groups.as_ref().map(|(_, groups)| groups));
    let mut left_out = picked.left_out();
    let mut ungrouped = Vec::new();
    let mut shown = None;
    let mut groups_left_out = 0;
    let mut beside = None;
    if let Some((by, groups)) = groups {
        let crossing = groups.crossing.iter().map(|post| LeftOut { path: post.path.clone(), why: Why::CrossesGroups });
        left_out.extend(crossing);
        ungrouped = groups.keyless.iter().map(|post| post.path.clone()).collect();
        let mut kept = group_results(query, by, &groups, catalog, as_of);
        groups_left_out = keep_top(&mut kept, query.top);
        beside = (metric.nature == Nature::Flow).then(|| beside_groups(&picked.claims, by, query, &kept));
        shown = Some(kept);
    }
    left_out.sort();
    StatResult {
        metric: metric.id.clone(),
        label: metric.label.clone(),
        unit: metric.unit.clone(),
        period: query.period,
        as_of,
        total: TotalView::of(total.as_ref(), metric.unit_of(tally.events)),
        compare: base.map(|base| compared(base, metric, (total.as_ref(), shown_unit, as_of))),
        groups: shown,
        sources,
        approximate: total.map_or(0, |total| total.approximate),
        silent: picked.silent,
        left_out,
        shown_unit: shown_unit.to_owned(),
        definition: metric.definition.clone(),
        period_label: query.period.chinese(),
        target: target(metric, query.period, total.as_ref()),
        groups_left_out,
        ungrouped,
        rest: beside.as_ref().and_then(|beside| beside.rest.total()),
        overlapping: beside.is_some_and(|beside| beside.overlapping),
    }
}

fn beside_groups<'f>(claims: &[Claim<'f>], by: &'f By, query: &'f Query, kept: &[GroupResult]) -> Beside<'f> {
    let keys: BTreeSet<Key<'_>> =
        kept.iter().map(|group| group.period.map_or(Key::Text(&group.key), |period| Key::Day(period.from()))).collect();
    Beside::of(claims, by, query, |key| keys.contains(key))
}

/// One figure that a total is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Addend<'f> {
    /// The post that states it.
    pub post: &'f PostFacts,
    /// The record that states it; `None` for the head.
    pub record: Option<&'f RecordFacts>,
    /// The figure.
    pub figure: Figure,
    /// Whether its weight in a mean is approximate, so that the mean is, though this needn't be.
    pub weighs_about: bool,
}

/// The figures that the total of a query is made of, by path and then as they stand in the post.
pub fn addends<'f>(query: &Query, posts: impl Iterator<Item = &'f PostFacts>, catalog: &Catalog) -> Vec<Addend<'f>> {
    let metric = &query.metric;
    let picked = Picked::of(query, posts, query.period, catalog);
    let tally = picked.tally(metric);
    let parts: Vec<&Part<'f>> = picked.claims.iter().flat_map(Claim::whole).filter(|part| tally.counts(part)).collect();
    let several = parts.len() > 1;
    let term = |part: &&Part<'f>| {
        let weighs_about = several && part.weight.is_some_and(|weight| weight.is_about());
        Addend { post: part.post, record: part.record, figure: part.figure, weighs_about }
    };
    parts.iter().map(term).collect()
}

/// The posts that a query asks for, by path.
struct Picked<'f> {
    claims: Vec<Claim<'f>>,
    silent: Vec<SitePath>,
}

impl<'f> Picked<'f> {
    fn of(query: &Query, posts: impl Iterator<Item = &'f PostFacts>, period: Period, catalog: &Catalog) -> Self {
        let metric = &query.metric;
        let days = period.days();
        let days = days.as_ref();
        let mut picked = Self { claims: Vec::new(), silent: Vec::new() };
        // Most posts lie elsewhere in time, which is seen before anything else is asked.
        let may_concern = |post: &&PostFacts| days.is_none_or(|days| !Reach::of(post).is_elsewhere(days));
        for post in posts.filter(may_concern).filter(|post| query.selects(post)) {
            match Claim::of(post, metric, days) {
                Some(claim) => picked.claims.push(claim),
                None if is_silent(post, &metric.id, days, catalog) => picked.silent.push(post.path.clone()),
                None => {}
            }
        }
        picked.claims.retain(|claim| !claim.is_empty() || claim.left_out.is_some());
        picked.claims.sort_by(|one, two| one.post.path.cmp(&two.post.path));
        picked.silent.sort();
        picked.drop_unweighted(metric);
        picked
    }

    /// A mean needs the weight of each of its rates; a rate that is alone needs none.
    fn drop_unweighted(&mut self, metric: &Metric) {
        let count: usize = self.claims.iter().map(|claim| claim.whole().len()).sum();
        if metric.nature == Nature::Rate && count > 1 {
            self.claims.iter_mut().for_each(|claim| claim.keep(|part| part.weight.is_some(), Why::Unweighted));
        }
    }

    fn tally(&self, metric: &Metric) -> Tally<'f> {
        let mut tally = Tally::new(metric);
        self.claims.iter().flat_map(Claim::whole).for_each(|part| tally.add(part));
        tally
    }

    fn left_out(&self) -> Vec<LeftOut> {
        let named = |claim: &Claim| Some(LeftOut { path: claim.post.path.clone(), why: claim.left_out? });
        self.claims.iter().filter_map(named).collect()
    }
}

/// Whether a post lies in range, could state the metric and doesn't. One that repeats another's figures needn't.
fn is_silent(post: &PostFacts, metric: &str, days: Option<&Span>, catalog: &Catalog) -> bool {
    let in_range = days.is_none_or(|days| post.span.is_some_and(|span| days.contains(&span)));
    let kind = post.kind.as_ref().and_then(|kind| catalog.kinds.get(kind));
    in_range && post.repeats.is_none() && kind.is_some_and(|kind| kind.may_state(metric))
}

/// What a tally comes to. Posts are known to be none where there are none, unless the period is still to come.
fn total_of(tally: &Tally, metric: &Metric, period: Period, as_of: Day) -> Option<Total> {
    let known = metric.counts_posts() && (period.grain() == Grain::All || period.from() <= as_of);
    tally.total().or_else(|| known.then(|| Total::exactly(Decimal::ZERO)))
}

fn sources(picked: &Picked, metric: &Metric, tally: &Tally, groups: Option<&Groups>) -> Vec<Source> {
    let latest = |post: &PostFacts| {
        let groups = groups.into_iter().flat_map(|groups| groups.tallies.values());
        groups.chain([tally]).any(|tally| tally.latest().is_some_and(|latest| std::ptr::eq(latest, post)))
    };
    let counted = |claim: &&Claim| metric.nature != Nature::Stock || latest(claim.post);
    let source = |claim: &Claim| {
        let tally = match claim.whole() {
            [only] => return Some((only.figure.value(), only.figure.phrase(), 1)),
            parts => parts.iter().fold(Tally::new(metric), |mut tally, part| {
                tally.add(part);
                tally
            }),
        };
        tally.total().map(|total| (total.value, total.phrase, tally.events))
    };
    let claims = picked.claims.iter().filter(counted);
    let named = |claim: &Claim| {
        let (value, phrase, events) = source(claim)?;
        Some(Source { path: claim.post.path.clone(), value, bound: phrase.bound, phrase, events })
    };
    claims.filter_map(named).collect()
}

fn group_results(query: &Query, by: &By, groups: &Groups, catalog: &Catalog, as_of: Day) -> Vec<GroupResult> {
    let metric = &query.metric;
    let empty = Tally::new(metric);
    if let By::Time(grain) = by {
        let periods = periods(&query.period, *grain, &groups.tallies);
        return periods
            .into_iter()
            .map(|period| {
                let tally = groups.tallies.get(&Key::Day(period.from())).unwrap_or(&empty);
                let total = total_of(tally, metric, period, as_of);
                let group =
                    group_result(period.to_string(), period.chinese(), total.as_ref(), metric.unit_of(tally.events));
                GroupResult { period: Some(period), ..group }
            })
            .collect();
    }
    let texts = groups.tallies.iter().filter_map(|(key, tally)| match key {
        Key::Text(text) => Some((*text, tally)),
        Key::Day(_) => None,
    });
    let mut results: Vec<GroupResult> = texts
        .map(|(key, tally)| {
            let (label, unit) = (label(key, by, catalog).to_owned(), metric.unit_of(tally.events));
            group_result(key.to_owned(), label, tally.total().as_ref(), unit)
        })
        .collect();
    results.sort_by_key(|group| Reverse(group.total.value));
    results
}

fn group_result(key: String, label: String, total: Option<&Total>, unit: &str) -> GroupResult {
    GroupResult { key, total: TotalView::of(total, unit), label, period: None }
}

fn label<'k>(key: &'k str, by: &By, catalog: &'k Catalog) -> &'k str {
    let label = match by {
        By::Category => catalog.categories.get(key),
        By::Kind => catalog.kinds.get(key).map(|kind| &kind.label),
        By::Time(_) | By::Key { .. } => None,
    };
    label.map_or(key, String::as_str)
}

/// Keeps the largest groups in the order in which they stand, and says how many it dropped. Of equal ones the first stay.
fn keep_top(groups: &mut Vec<GroupResult>, top: Option<usize>) -> usize {
    let Some(top) = top.filter(|top| *top < groups.len()) else { return 0 };
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by_key(|index| Reverse(groups[*index].total.value));
    let mut kept = order;
    kept.truncate(top);
    kept.sort_unstable();
    let dropped = groups.len() - top;
    let mut index = 0;
    groups.retain(|_| {
        let keep = kept.binary_search(&index).is_ok();
        index += 1;
        keep
    });
    dropped
}

fn compared(
    (period, tally): (Period, Tally),
    metric: &Metric,
    (current, unit, as_of): (Option<&Total>, &str, Day),
) -> Compared {
    let total = total_of(&tally, metric, period, as_of);
    let change = Change::between((current, unit), (total.as_ref(), unit), metric);
    Compared { period, total: TotalView::of(total.as_ref(), metric.unit_of(tally.events)), change }
}

/// The target of the period itself, else of the year in which it lies.
fn target(metric: &Metric, period: Period, total: Option<&Total>) -> Option<Target> {
    let year = Period::around(period.from(), Grain::Year);
    let within_year = period.grain() != Grain::All && year.span().contains(&period.span());
    let names = [Some(period.to_string()), within_year.then(|| year.to_string())];
    let (period, value) = names.into_iter().flatten().find_map(|name| {
        let value = *metric.target.get(&name)?;
        Some((name, value))
    })?;
    let text = Phrase { number: value, bound: crate::figures::Bound::Exact, firm: true }.chinese(&metric.unit);
    let percent = total.and_then(|total| total.value.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(value));
    Some(Target { period, value, text, percent: percent.map(|percent| percent.round_dp(1).normalize()) })
}
