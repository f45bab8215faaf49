//! The same figure in two posts that look like one event, and would be counted twice.
//!
//! Two posts look like one event where they state the same telling figure, agree in every other figure that both state,
//! lie near each other in time, and have a kind, a category, a second telling figure or most of a title in common. Where places are stated, they
//! have one in common too.

use std::collections::{BTreeMap, BTreeSet};

use super::figures::summed_metrics;
use crate::figures::{Decimal, Figure, Metric};
use crate::model::Site;
use crate::stats::{PostFacts, Span};

/// Smaller numbers are stated by many posts and tell nothing of an event.
const LEAST_TELLING: i64 = 20;

/// A figure that more posts state than this is no event's own.
const MOST_POSTS: usize = 50;

/// Days between two reports of one event.
const NEAR: i64 = 3;

/// Days between two reports whose titles are nearly the same.
const NEAR_BY_TITLE: i64 = 31;

/// Pairs of posts by their index, the later one first, with a metric that both state alike. Posts that say what they
/// repeat are counted once already.
pub(super) fn repeated_figures(site: &Site) -> Vec<(usize, usize, Metric)> {
    let metrics = summed_metrics(&site.config);
    let mut alike: BTreeMap<(&str, Figure), Vec<usize>> = BTreeMap::new();
    for (index, facts) in site.facts().iter().enumerate().filter(|(_, facts)| facts.repeats.is_none()) {
        for (metric, figure) in &facts.figures {
            if figure.value() >= Decimal::from(LEAST_TELLING) && metrics.contains_key(&**metric) {
                alike.entry((metric, *figure)).or_default().push(index);
            }
        }
    }
    let mut seen = BTreeSet::new();
    let mut pairs = Vec::new();
    for ((metric, _), posts) in alike.iter().filter(|(_, posts)| (2..=MOST_POSTS).contains(&posts.len())) {
        for (at, later) in posts.iter().enumerate() {
            let earlier = posts[..at].iter().find(|earlier| looks_like_one(site, **earlier, *later));
            if let Some(earlier) = earlier.filter(|earlier| seen.insert((*later, **earlier))) {
                pairs.push((*later, *earlier, metrics[metric].clone()));
            }
        }
    }
    pairs.sort_by_key(|(later, earlier, _)| (*later, *earlier));
    pairs
}

fn looks_like_one(site: &Site, one: usize, two: usize) -> bool {
    let (first, second) = (&site.facts()[one], &site.facts()[two]);
    let Some(days) = first.span.zip(second.span).map(|(one, two)| days_between(one, two)) else { return false };
    if days > NEAR_BY_TITLE {
        return false;
    }
    let titles = || strsim::sorensen_dice(&site.posts[one].title, &site.posts[two].title);
    let related = (first.kind.is_some() && first.kind == second.kind) || first.category == second.category;
    // Whichever category the two are told in.
    let related = related || have_several_alike(first, second);
    let near = (days <= NEAR && related) || titles() >= if days <= NEAR { 0.5 } else { 0.75 };
    near && agree(first, second) && !are_elsewhere(first, second)
}

/// Days that lie between two spans; none where they share one.
fn days_between(one: Span, two: Span) -> i64 {
    let gap = if one.to < two.from {
        two.from - one.to
    } else if two.to < one.from {
        one.from - two.to
    } else {
        return 0;
    };
    i64::from(gap.get_days())
}

/// Whether two telling figures of theirs are the same.
fn have_several_alike(one: &PostFacts, two: &PostFacts) -> bool {
    let is_alike = |(metric, figure): &(_, &Figure)| {
        figure.value() >= Decimal::from(LEAST_TELLING) && two.figures.get(*metric) == Some(*figure)
    };
    one.figures.iter().filter(is_alike).count() > 1
}

/// Whether each figure that both state can be the same.
fn agree(one: &PostFacts, two: &PostFacts) -> bool {
    let shared = one.figures.iter().filter_map(|(metric, figure)| Some((figure, two.figures.get(metric)?)));
    shared.into_iter().all(|(one, two)| one.interval().overlaps(&two.interval()))
}

fn are_elsewhere(one: &PostFacts, two: &PostFacts) -> bool {
    let places = |facts: &PostFacts| facts.terms.get("place").cloned().unwrap_or_default();
    let (one, two) = (places(one), places(two));
    !one.is_empty() && !two.is_empty() && !one.iter().any(|place| two.contains(place))
}
