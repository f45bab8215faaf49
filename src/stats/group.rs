//! Groups: by time, by category or kind, by terms and by what records have under a label.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Day;
use crate::figures::Metric;

use super::claim::{Claim, Part};
use super::query::MOST_GROUPS;
use super::tally::Tally;
use super::{By, Grain, Period, PostFacts, Query};

/// What makes one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key<'f> {
    /// The first day of a period.
    Day(Day),
    /// A folder, kind, term or text.
    Text(&'f str),
}

/// The groups to which a figure belongs.
#[derive(PartialEq)]
enum Keys<'f> {
    One(Key<'f>),
    /// Each of a post's terms.
    Terms(&'f [String]),
    /// Its days lie in no single period.
    Crosses,
    /// It has no key.
    None,
}

/// Figures in groups, and the posts that are in none.
pub(super) struct Groups<'f> {
    pub(super) tallies: BTreeMap<Key<'f>, Tally<'f>>,
    pub(super) crossing: Vec<&'f PostFacts>,
    pub(super) keyless: Vec<&'f PostFacts>,
}

impl<'f> Groups<'f> {
    /// Puts the figures of claims into groups. A figure with several terms is in the group of each.
    pub(super) fn of(claims: &[Claim<'f>], by: &'f By, query: &'f Query) -> Self {
        let mut groups = Self { tallies: BTreeMap::new(), crossing: Vec::new(), keyless: Vec::new() };
        for (part, keys) in keyed(claims, by, query) {
            groups.put(part, keys, &query.metric);
        }
        groups
    }

    fn put(&mut self, part: &Part<'f>, keys: Keys<'f>, metric: &Metric) {
        match keys {
            Keys::One(key) => self.add(key, part, metric),
            Keys::Terms(_) => keys.all().into_iter().for_each(|key| self.add(key, part, metric)),
            Keys::Crosses => note(&mut self.crossing, part.post),
            Keys::None => note(&mut self.keyless, part.post),
        }
    }

    fn add(&mut self, key: Key<'f>, part: &Part<'f>, metric: &Metric) {
        self.tallies.entry(key).or_insert_with(|| Tally::new(metric)).add(part);
    }
}

/// What the groups that are shown leave of a total, and whether they count something twice.
pub(super) struct Beside<'f> {
    /// The figures that are in none of these groups.
    pub(super) rest: Tally<'f>,
    /// Whether a figure is in more than one of them.
    pub(super) overlapping: bool,
}

impl<'f> Beside<'f> {
    /// Looks at each figure: which of the groups is it in, of those that `shown` tells?
    pub(super) fn of(claims: &[Claim<'f>], by: &'f By, query: &'f Query, shown: impl Fn(&Key<'f>) -> bool) -> Self {
        let mut beside = Self { rest: Tally::new(&query.metric), overlapping: false };
        for (part, keys) in keyed(claims, by, query) {
            match keys.all().iter().filter(|key| shown(key)).count() {
                0 => beside.rest.add(part),
                count => beside.overlapping |= count > 1,
            }
        }
        beside
    }
}

impl<'f> Keys<'f> {
    /// Each key once.
    fn all(&self) -> BTreeSet<Key<'f>> {
        match self {
            Keys::One(key) => BTreeSet::from([*key]),
            Keys::Terms(terms) => terms.iter().map(|term| Key::Text(term)).collect(),
            Keys::Crosses | Keys::None => BTreeSet::new(),
        }
    }
}

/// The figures that are put into groups, and into which.
fn keyed<'f, 'c>(
    claims: &'c [Claim<'f>],
    by: &'f By,
    query: &'f Query,
) -> impl Iterator<Item = (&'c Part<'f>, Keys<'f>)> {
    claims.iter().flat_map(move |claim| {
        let parts = claim.broken_down(|one, two| keys(one, by, query) == keys(two, by, query));
        parts.iter().map(move |part| (part, keys(part, by, query)))
    })
}

fn note<'f>(posts: &mut Vec<&'f PostFacts>, post: &'f PostFacts) {
    if !posts.last().is_some_and(|last| std::ptr::eq(*last, post)) {
        posts.push(post);
    }
}

fn keys<'f>(part: &Part<'f>, by: &'f By, query: &Query) -> Keys<'f> {
    let text = |text: Option<&'f str>| text.map_or(Keys::None, |text| Keys::One(Key::Text(text)));
    match by {
        By::Time(grain) => match part.span {
            None => Keys::None,
            Some(span) => {
                let period = Period::around(span.from, *grain);
                let inside = period.span().contains(&span);
                if inside { Keys::One(Key::Day(period.from())) } else { Keys::Crosses }
            }
        },
        By::Category => text(child(&part.post.category, query.category.as_deref())),
        By::Kind => text(part.post.kind.as_deref()),
        By::Key { label, taxonomy } => {
            let own = part.record.and_then(|record| record.labels.get(label)).filter(|text| !text.is_empty());
            let terms = || taxonomy.as_ref().and_then(|taxonomy| part.post.terms.get(taxonomy));
            match (own, terms().filter(|terms| !terms.is_empty())) {
                (Some(own), _) => text(Some(own)),
                (None, Some(terms)) => Keys::Terms(terms),
                (None, None) => Keys::None,
            }
        }
    }
}

/// The category directly inside `parent` in which a folder lies: `a/b` of `a/b/c` inside `a`; the parent for its own
/// posts.
fn child<'f>(folder: &'f str, parent: Option<&str>) -> Option<&'f str> {
    let start = match parent {
        Some(parent) if folder.len() > parent.len() => parent.len() + 1,
        Some(_) => folder.len(),
        None => 0,
    };
    let length = folder.get(start..)?.find('/').map_or(folder.len(), |slash| start + slash);
    folder.get(..length).filter(|folder| !folder.is_empty())
}

/// All periods of a grain that share a day with `period`, in their order; of all days, those from the first to the last
/// that has a figure. Where they were too many to read, only those that have one.
pub(super) fn periods(period: &Period, grain: Grain, tallies: &BTreeMap<Key, Tally>) -> Vec<Period> {
    let mut stated = tallies.keys().filter_map(|key| if let Key::Day(day) = key { Some(*day) } else { None });
    let stated: Vec<Day> = stated.by_ref().collect();
    let (from, to) = match (period.grain(), stated.first(), stated.last()) {
        (Grain::All, Some(first), Some(last)) => (*first, *last),
        (Grain::All, ..) => return Vec::new(),
        _ => (period.from(), period.to()),
    };
    let first = Period::around(from, grain);
    let all = std::iter::successors(Some(first), Period::next).take_while(|period| period.from() <= to);
    let limit = usize::try_from(MOST_GROUPS).unwrap_or(usize::MAX);
    let all: Vec<Period> = all.take(limit + 1).collect();
    if all.len() <= limit { all } else { stated.into_iter().map(|day| Period::around(day, grain)).collect() }
}
