//! What the posts state, in the form in which statistics are made of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rapidhash::RapidHashSet;
use rayon::prelude::*;

use super::categories::Categories;
use super::{BuildChoices, Facts, Post, PostOfPath, Site};
use crate::base::{Day, SitePath};
use crate::config::Config;
use crate::diag::{Code, Finding, Message};
use crate::figures::{Figure, Metric};
use crate::parse::{Record, StatedFigure};
use crate::stats::{Grain, Period, PostFacts, Reach, RecordFacts};

/// Files that aren't built this time, and the post whose figures each repeats, as its head says (`same_as`).
pub(super) type Unbuilt = BTreeMap<SitePath, Option<String>>;

/// The paths of all posts: those that are built, and those that aren't this time.
pub(super) struct KnownPaths<'s> {
    pub built: &'s PostOfPath,
    pub unbuilt: &'s Unbuilt,
}

impl KnownPaths<'_> {
    /// The post that another one names, built or not.
    fn find(&self, from: &SitePath, named: &str) -> Option<SitePath> {
        let known = |path: &SitePath| self.built.contains_key(path) || self.unbuilt.contains_key(path);
        candidates(from, named).into_iter().find(known)
    }

    /// Where a way through posts that aren't built leads: what a draft repeats is repeated by those that repeat the draft.
    fn past_unbuilt(&self, first: SitePath) -> SitePath {
        let mut seen = BTreeSet::from([first.clone()]);
        let mut at = first;
        while let Some(next) = self.unbuilt.get(&at).and_then(|named| self.find(&at, named.as_deref()?)) {
            if !seen.insert(next.clone()) {
                break;
            }
            at = next;
        }
        at
    }
}

/// The facts of each post, in the order of `posts`. Those of a site `before`, which was made with the same, are taken over
/// where their posts are the same.
pub(super) fn facts_of(
    posts: &[Arc<Post>],
    (categories, config): (&Categories, &Config),
    choices: BuildChoices,
    paths: &KnownPaths<'_>,
    before: Option<&Site>,
) -> Facts {
    let mut findings = Vec::new();
    let all = facts_of_posts(posts, (categories, &config.metrics), paths, before, &mut findings);
    let half_year = half_year(&all, choices.today);
    let titles = categories.all.iter().map(|category| (category.folder.clone(), category.title.clone()));
    let labels = labels_of(&all, config);
    let (stated, reaches) = (stated_metrics(&all), all.iter().map(|facts| Reach::of(facts)).collect());
    Facts {
        half_year,
        stated,
        reaches,
        labels,
        category_titles: titles.collect(),
        totals: Default::default(),
        concerned: Default::default(),
        made_from_of_metrics: Default::default(),
        all,
        findings,
    }
}

/// The metrics that some post states.
fn stated_metrics(facts: &[Arc<PostFacts>]) -> RapidHashSet<String> {
    // Few metrics are stated by many posts: each is copied once.
    let mut stated = RapidHashSet::default();
    for id in facts.iter().flat_map(|facts| facts.metric_ids()) {
        if !stated.contains(id) {
            stated.insert(id.to_owned());
        }
    }
    stated
}

/// The labels that kinds declare and records have.
fn labels_of(facts: &[Arc<PostFacts>], config: &Config) -> BTreeSet<String> {
    let declared = config.kinds.values().flat_map(|kind| kind.labels.iter().cloned());
    let used = facts.iter().flat_map(|facts| facts.records.iter().flat_map(|record| record.labels.keys().cloned()));
    declared.chain(used).collect()
}

fn facts_of_posts(
    posts: &[Arc<Post>],
    (categories, metrics): (&Categories, &BTreeMap<String, Metric>),
    paths: &KnownPaths<'_>,
    before: Option<&Site>,
    findings: &mut Vec<Finding>,
) -> Vec<Arc<PostFacts>> {
    let names = Names(metrics.keys().map(|id| (id.clone(), Arc::from(id.as_str()))).collect());
    let made = |post: &Post| PostFacts {
        span: post.span(),
        category: post.category.map(|id| categories.all[id.0].folder.clone()).unwrap_or_default(),
        kind: post.kind.clone(),
        terms: Arc::clone(&post.head.terms),
        figures: names.figures(&post.head.figures),
        records: post.head.records.rows().iter().map(|record| names.record(record, post.expired)).collect(),
        ..PostFacts::new(post.path.clone())
    };
    let facts = posts.par_iter().enumerate().map(|(at, post)| {
        let known = before.and_then(|site| taken_over(site, at, post));
        known.map_or_else(|| Arc::new(made(post)), Arc::clone)
    });
    let mut facts: Vec<Arc<PostFacts>> = facts.collect();
    for (facts, post) in facts.iter_mut().zip(posts).filter(|(_, post)| post.head.same_as.is_some()) {
        Arc::make_mut(facts).repeats = repeated(post, paths, findings);
    }
    for id in circles(&facts) {
        let named = posts[id].head.same_as.as_ref();
        findings.extend(named.map(|named| {
            let message = Message::new("same-as-circle").with("target", &named.value);
            Finding::error(Code::LinkBroken, named.place.clone(), message)
        }));
        Arc::make_mut(&mut facts[id]).repeats = None;
    }
    count_once(&mut facts);
    facts
}

/// What a post stated in a site before, where it is the same post and had nothing to do with what others repeat.
fn taken_over<'s>(before: &'s Site, at: usize, post: &Arc<Post>) -> Option<&'s Arc<PostFacts>> {
    let at = before.index_of(at, &post.path).filter(|at| before.stated[*at].prints.facts == post.prints.facts)?;
    let alone = |facts: &&Arc<PostFacts>| facts.repeats.is_none() && facts.own.is_empty();
    before.facts.all.get(at).filter(alone)
}

/// Lets each figure count once among the posts that repeat one another: in the one that all of them repeat, or, where
/// that one isn't built or doesn't state it, in the first of the others that does. A figure is never lost to a draft,
/// and what a post states beyond the others is nobody's repetition.
fn count_once(facts: &mut [Arc<PostFacts>]) {
    for told in tellings(facts).into_values() {
        let Some(first) = told.first().map(|index| facts[*index].path.clone()) else { continue };
        let mut counted: BTreeSet<Arc<str>> = BTreeSet::new();
        for index in told {
            let facts = Arc::make_mut(&mut facts[index]);
            let metrics = facts.metrics();
            facts.own = metrics.difference(&counted).cloned().collect();
            counted.extend(metrics);
            facts.repeats = (facts.path != first).then(|| first.clone());
        }
    }
}

/// The posts that tell of one event, by the path of the one that all of them repeat, which needn't be built: the
/// shortest way to it first, then the earliest, those without a day last, then in the order of their paths.
fn tellings(facts: &[Arc<PostFacts>]) -> BTreeMap<SitePath, Vec<usize>> {
    // Most posts repeat nothing and are repeated by none.
    let repeated: BTreeSet<&SitePath> = facts.iter().filter_map(|facts| facts.repeats.as_ref()).collect();
    let is_told = |facts: &PostFacts| facts.repeats.is_some() || repeated.contains(&facts.path);
    let told: Vec<usize> = if repeated.is_empty() {
        Vec::new()
    } else {
        (0..facts.len()).filter(|index| is_told(&facts[*index])).collect()
    };
    let by_path: BTreeMap<&SitePath, usize> = told.iter().map(|index| (&facts[*index].path, *index)).collect();
    let mut roots: Vec<Option<(SitePath, usize)>> = vec![None; facts.len()];
    let mut groups: BTreeMap<SitePath, Vec<(usize, usize)>> = BTreeMap::new();
    for index in told {
        // The way up, as far as it isn't known from another post.
        let (mut way, mut at) = (Vec::new(), Some(index));
        while let Some(here) = at.filter(|here| roots[*here].is_none()) {
            way.push(here);
            at = facts[here].repeats.as_ref().and_then(|path| by_path.get(path)).copied();
        }
        let mut above = at.and_then(|here| roots[here].clone());
        for here in way.into_iter().rev() {
            let (root, depth) = match (above, &facts[here].repeats) {
                (Some((root, depth)), _) => (root, depth + 1),
                (None, Some(unbuilt)) => (unbuilt.clone(), 1),
                (None, None) => (facts[here].path.clone(), 0),
            };
            groups.entry(root.clone()).or_default().push((depth, here));
            roots[here] = Some((root.clone(), depth));
            above = Some((root, depth));
        }
    }
    groups.retain(|_, told| told.len() > 1 || told.iter().any(|(depth, _)| *depth > 0));
    let ordered = groups.into_iter().map(|(root, mut told)| {
        told.sort_by_key(|(depth, index)| {
            let from = facts[*index].span.map(|span| span.from);
            (*depth, from.is_none(), from, &facts[*index].path)
        });
        (root, told.into_iter().map(|(_, index)| index).collect())
    });
    ordered.collect()
}

/// The most posts of a circle that is looked for.
const LONGEST_CIRCLE: usize = 100;

/// Posts whose `same_as` leads back to themselves: none of them would be counted.
fn circles(facts: &[Arc<PostFacts>]) -> Vec<usize> {
    let repeating =
        facts.iter().enumerate().filter_map(|(id, facts)| Some((&facts.path, (id, facts.repeats.as_ref()?))));
    let repeating: BTreeMap<&SitePath, (usize, &SitePath)> = repeating.collect();
    let mut found: Vec<usize> = Vec::new();
    for (start, (id, first)) in &repeating {
        let mut at = *first;
        // Nobody writes a longer circle, and a long chain must not cost the square of its length.
        for _ in 0..LONGEST_CIRCLE {
            let Some((_, next)) = repeating.get(at).filter(|_| at != *start) else { break };
            at = next;
        }
        if at == *start {
            found.push(*id);
        }
    }
    found.sort_unstable();
    found
}

/// A half-year that has hardly begun says nothing: for so many months the last one is shown.
const MONTHS_OF_GRACE: i8 = 3;

/// The half-year that pages speak of: this one, or the last while this one is young; where nothing is stated for it, the
/// latest before it for which something is.
fn half_year(facts: &[Arc<PostFacts>], today: Day) -> Period {
    let this = Period::around(today, Grain::Half);
    let young = (today.month() - 1) % 6 < MONTHS_OF_GRACE;
    let usual = if young { this.previous().unwrap_or(this) } else { this };
    let stated = facts.iter().filter(|facts| facts.count_figures() > 0).filter_map(|facts| facts.span);
    let halves = stated.map(|span| Period::around(span.to, Grain::Half));
    halves.filter(|half| half.from() <= usual.from()).max_by_key(Period::from).unwrap_or(usual)
}

/// The metrics' ids, each held once for all the figures that name it.
struct Names(BTreeMap<String, Arc<str>>);

impl Names {
    fn figures(&self, stated: &[StatedFigure]) -> BTreeMap<Arc<str>, Figure> {
        let named = stated.iter().filter_map(|stated| Some((Arc::clone(self.0.get(&stated.metric)?), stated.figure)));
        named.collect()
    }

    /// What labels say of people goes when a notice comes down; that the figures count does not (PII-T1).
    fn record(&self, record: &Record, expired: bool) -> RecordFacts {
        let labels = if expired { BTreeMap::new() } else { record.labels.clone() };
        RecordFacts { day: record.day, labels, figures: self.figures(&record.figures) }
    }
}

/// The path of the post whose figures these repeat, built or not.
fn repeated(post: &Post, paths: &KnownPaths<'_>, findings: &mut Vec<Finding>) -> Option<SitePath> {
    let named = post.head.same_as.as_ref()?;
    match paths.find(&post.path, &named.value) {
        Some(path) if path == post.path => {
            let message = Message::new("same-as-circle").with("target", &named.value);
            findings.push(Finding::error(Code::LinkBroken, named.place.clone(), message));
            None
        }
        // A draft that leads back here repeats this post.
        Some(path) => Some(paths.past_unbuilt(path)).filter(|path| *path != post.path),
        None => {
            let message = Message::new("same-as-missing").with("target", &named.value);
            findings.push(Finding::error(Code::LinkBroken, named.place.clone(), message));
            None
        }
    }
}

/// What a path in a head may mean: from the root, from content/, or beside the post; with its ending or without.
pub(super) fn candidates(post: &SitePath, named: &str) -> Vec<SitePath> {
    let name = named.trim_start_matches("@/").trim_start_matches('/');
    let beside_bundle = if post.file_name() == "index.md" { above(post.folder()) } else { "" };
    let folders = ["", "content", post.folder(), beside_bundle];
    let endings = ["", ".md", "/index.md"];
    let pairs = folders.iter().flat_map(|folder| endings.iter().map(move |ending| (folder, ending)));
    pairs.filter_map(|(folder, ending)| SitePath::resolve(folder, &format!("{name}{ending}"))).collect()
}

fn above(folder: &str) -> &str {
    folder.rsplit_once('/').map_or("", |(above, _)| above)
}
