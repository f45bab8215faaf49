//! Answers to queries: those that were given already, and which posts one can be made from.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rapidhash::RapidHashMap;
use serde::{Deserialize, Serialize};

use super::{PostId, Site, Told};
use crate::base::{Print, Printer};
use crate::figures::{Kind, Metric};
use crate::stats::{Addend, PostFacts, Query, Reach, StatResult};

/// The arguments of a query, in an order of their own.
pub(super) type Arguments = Vec<(String, String)>;

/// The arguments in an order of their own, without how the result is shown: equal ones have equal results.
pub(super) fn canonical(arguments: &[(String, String)]) -> Arguments {
    let asking = arguments.iter().filter(|(name, value)| name != "show" && !value.trim().is_empty());
    let mut parts: Arguments = asking.map(|(name, value)| (name.clone(), value.trim().to_owned())).collect();
    parts.sort();
    parts
}

/// Results that were asked for already, by the text of their queries. Equal queries have equal results, so it doesn't
/// matter which page asks first.
#[derive(Debug, Default)]
pub(super) struct PeriodTotals {
    results: Mutex<BTreeMap<Arguments, Arc<StatResult>>>,
    prints: Mutex<BTreeMap<Arguments, Print>>,
}

impl PeriodTotals {
    fn known_print(&self, arguments: &[(String, String)]) -> Option<Print> {
        lock(&self.prints).get(arguments).copied()
    }

    fn keep_print(&self, arguments: &[(String, String)], print: Print) {
        lock(&self.prints).insert(arguments.to_vec(), print);
    }

    pub(super) fn get_or_compute(&self, key: Arguments, compute: impl FnOnce() -> StatResult) -> Arc<StatResult> {
        if let Some(result) = lock(&self.results).get(&key) {
            return Arc::clone(result);
        }
        // Computed outside the lock: two pages may do the same work once, but none waits for another.
        let result = Arc::new(compute());
        lock(&self.results).insert(key, Arc::clone(&result));
        result
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// For each metric the posts, by their numbers, that can have to do with it: those that state it, and those whose kind
/// lets them, which may be silent of it. A query needn't look at the others.
#[derive(Debug, Default)]
pub(super) struct Concerned(RapidHashMap<String, Vec<usize>>);

impl Concerned {
    pub(super) fn of(all: &[Arc<PostFacts>], kinds: &BTreeMap<String, Kind>) -> Self {
        let mut posts_of: RapidHashMap<String, Vec<usize>> = RapidHashMap::default();
        for (at, facts) in all.iter().enumerate() {
            let kind = facts.kind.as_ref().and_then(|kind| kinds.get(kind));
            let of_kind = kind.into_iter().flat_map(|kind| kind.requires.iter().chain(&kind.allows));
            for id in facts.metric_ids().chain(of_kind.map(String::as_str)) {
                match posts_of.get_mut(id) {
                    Some(posts) if posts.last() == Some(&at) => {}
                    Some(posts) => posts.push(at),
                    None => drop(posts_of.insert(id.to_owned(), vec![at])),
                }
            }
        }
        Self(posts_of)
    }

    fn with(&self, metric: &str) -> &[usize] {
        self.0.get(metric).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What is known of answers, for another run.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct KnownAnswers {
    /// The print of all that any of them is made from.
    made_from: Print,
    /// The same of the answers about one metric.
    of_metrics: BTreeMap<String, Print>,
    /// The prints of the answers, by the arguments of their queries.
    prints: Vec<(Arguments, Print)>,
}

impl Site {
    /// The answer to a query.
    pub fn answer(&self, query: &Query) -> StatResult {
        crate::stats::run(query, self.facts_for(query).into_iter(), &self.catalog(), self.today)
    }

    /// The figures that a query's total is made of.
    pub fn addends(&self, query: &Query) -> Vec<Addend<'_>> {
        crate::stats::addends(query, self.facts_for(query).into_iter(), &self.catalog())
    }

    /// The facts of the posts that a query may ask for.
    fn facts_for(&self, query: &Query) -> Vec<&PostFacts> {
        let (facts, is_asked) = (&self.facts, Reach::asked_by(query));
        let asked = |at: &usize| facts.reaches.get(*at).is_some_and(|reach| is_asked(*reach));
        let named = |at: usize| facts.all.get(at).map(|facts| &**facts);
        match query.metric.counts_posts() {
            true => (0..facts.all.len()).filter(asked).filter_map(named).collect(),
            false => self.concerned().with(&query.metric.id).iter().copied().filter(asked).filter_map(named).collect(),
        }
    }

    fn concerned(&self) -> &Concerned {
        self.facts.concerned.get_or_init(|| Concerned::of(&self.facts.all, &self.config.kinds))
    }

    /// What a post states. The print is that of what it is made from, and of what others repeat.
    pub(super) fn told(&self, id: PostId) -> Option<Told<'_>> {
        let (facts, post) = (self.facts.all.get(id.0)?, self.stated.get(id.0)?);
        Some(Told { facts, print: Print::of(&(post.prints.facts, &facts.repeats, &facts.own)) })
    }

    /// The print of the answer to a query, or of why it can't be answered.
    pub(super) fn statistic_print(&self, arguments: &[(String, String)]) -> Print {
        let totals = &self.facts.totals;
        if let Some(print) = totals.known_print(arguments) {
            return print;
        }
        let pairs = arguments.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let print = match Query::parse(pairs, &self.catalog(), self.today) {
            Ok(query) => {
                let result = totals.get_or_compute(arguments.to_vec(), || self.answer(&query));
                Print::of_shown(&result)
            }
            Err(errors) => Print::of_shown(&errors),
        };
        totals.keep_print(arguments, print);
        print
    }

    /// For each metric the print of all that answers about it are made from.
    fn made_from_of_metrics(&self) -> &BTreeMap<String, Print> {
        self.facts.made_from_of_metrics.get_or_init(|| self.find_made_from_of_metrics())
    }

    fn find_made_from_of_metrics(&self) -> BTreeMap<String, Print> {
        let told: Vec<Print> = (0..self.facts.all.len())
            .map(|at| self.told(PostId(at)).map(|told| told.print).unwrap_or_default())
            .collect();
        let catalog = Print::of(&(self.config.print, &self.facts.category_titles, &self.facts.labels, self.today));
        let print_of = |metric: &Metric| {
            if metric.counts_posts() {
                return Print::of(&(catalog, &told));
            }
            let mut printer = Printer::default();
            catalog.hash(&mut printer);
            self.concerned().with(&metric.id).iter().for_each(|at| (at, told.get(*at)).hash(&mut printer));
            printer.print()
        };
        self.config.metrics.iter().map(|(id, metric)| (id.clone(), print_of(metric))).collect()
    }

    /// What is known of answers, for another run.
    pub fn known_answers(&self) -> KnownAnswers {
        let prints = lock(&self.facts.totals.prints);
        KnownAnswers {
            made_from: self.facts.made_from,
            of_metrics: self.made_from_of_metrics().clone(),
            prints: prints.iter().map(|(arguments, print)| (arguments.clone(), *print)).collect(),
        }
    }

    /// Takes the prints of answers that another run has given; each is good where it was made from the same.
    pub fn recall_answers(&self, known: KnownAnswers) {
        let KnownAnswers { made_from, of_metrics, prints } = known;
        let is_whole = made_from == self.facts.made_from;
        if is_whole {
            // Then this is what would be found, and need not be looked for.
            let _ = self.facts.made_from_of_metrics.set(of_metrics.clone());
        }
        let now = self.made_from_of_metrics();
        let is_good = |arguments: &Arguments| {
            let metric = arguments.iter().find(|(name, _)| name == "metric");
            is_whole || metric.is_some_and(|(_, id)| now.contains_key(id) && now.get(id) == of_metrics.get(id))
        };
        lock(&self.facts.totals.prints).extend(prints.into_iter().filter(|(arguments, _)| is_good(arguments)));
    }
}
