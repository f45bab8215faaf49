//! What posts state, in the shape in which queries ask for it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::{Day, SitePath};
use crate::figures::{Figure, Metric, Nature, Sum, Total};

use super::Span;

/// One post with everything that a query can ask of it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PostFacts {
    /// Its file: `content/hope-project/aid.md`.
    pub path: SitePath,
    /// The days that its figures are for: the head's `period`, else its date; `None` where it has neither.
    pub span: Option<Span>,
    /// Its category: the folder below content/, such as `hope-project` or `a/b`; empty for none.
    pub category: String,
    /// The id of its kind, its category's where it has none of its own.
    pub kind: Option<String>,
    /// Its terms, by taxonomy: `tags`, `series`, `place`.
    pub terms: Arc<BTreeMap<String, Vec<String>>>,
    /// The figures of its head, by metric. The ids are best shared between posts: a query compares one in each.
    pub figures: BTreeMap<Arc<str>, Figure>,
    /// Its records, in their order.
    pub records: Vec<RecordFacts>,
    /// The post whose figures these repeat (`same_as`): they are shown there and here, and counted there.
    pub repeats: Option<SitePath>,
    /// The metrics that it states and the repeated post doesn't: these count here all the same.
    pub own: BTreeSet<Arc<str>>,
}

/// One record of a post.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct RecordFacts {
    /// Its own date, where it has one; else the post's days are its own.
    pub day: Option<Day>,
    /// Its texts, by label.
    pub labels: BTreeMap<String, String>,
    /// Its figures, by metric.
    pub figures: BTreeMap<Arc<str>, Figure>,
}

impl PostFacts {
    /// A post that states nothing yet.
    pub fn new(path: SitePath) -> Self {
        Self {
            path,
            span: None,
            category: String::new(),
            kind: None,
            terms: Arc::default(),
            figures: BTreeMap::new(),
            records: Vec::new(),
            repeats: None,
            own: BTreeSet::new(),
        }
    }

    /// How many figures its head and its records state.
    pub fn count_figures(&self) -> usize {
        self.figures.len() + self.records.iter().map(|record| record.figures.len()).sum::<usize>()
    }

    /// The metrics that its head or a record states.
    pub fn metrics(&self) -> BTreeSet<Arc<str>> {
        self.stated_ids().cloned().collect()
    }

    /// The ids of the metrics that its head and its records state, some of them more than once.
    pub fn metric_ids(&self) -> impl Iterator<Item = &str> {
        self.stated_ids().map(|id| &**id)
    }

    fn stated_ids(&self) -> impl Iterator<Item = &Arc<str>> {
        let of_records = self.records.iter().flat_map(|record| record.figures.keys());
        self.figures.keys().chain(of_records)
    }

    /// Whether what the head, or one of the records, states of a metric adds to totals, so that what counts adds up to the
    /// total of any period: figures that repeat another post's don't. Of a head and records that state the same, the head
    /// says how much, unless the records also say when.
    pub fn counts(&self, metric: &str, record: Option<&RecordFacts>) -> bool {
        let repeated = self.repeats.is_some() && !self.own.contains(metric);
        let mut recorded = self.records.iter().filter(|record| record.figures.contains_key(metric));
        let by_head = self.figures.contains_key(metric) && !recorded.any(|record| record.day.is_some());
        record.is_none() == by_head && !repeated
    }

    /// Whether its head or a record states the metric.
    pub fn states(&self, metric: &str) -> bool {
        self.figures.contains_key(metric) || self.records.iter().any(|record| record.figures.contains_key(metric))
    }

    /// What it states of a metric as a whole: the head's figure, else the sum of its records. For what is summed only.
    pub fn stated(&self, metric: &str) -> Option<Total> {
        let head = self.figures.get(metric);
        head.map_or_else(|| self.recorded(metric), |figure| crate::figures::sum([figure]))
    }

    fn recorded(&self, metric: &str) -> Option<Total> {
        let mut sum = Sum::default();
        self.records.iter().filter_map(|record| record.figures.get(metric)).for_each(|figure| sum.add(figure));
        sum.total()
    }

    /// Whether it lies in a category or in one inside it.
    pub fn is_in(&self, category: &str) -> bool {
        match self.category.strip_prefix(category) {
            Some(rest) => rest.is_empty() || rest.starts_with('/'),
            None => false,
        }
    }
}

impl RecordFacts {
    /// The days that its figures are for.
    pub fn span(&self, post: &PostFacts) -> Option<Span> {
        self.day.map(Span::day).or(post.span)
    }
}

/// What the records of a post add up to, where that can't be what its head states (`figures/contradiction`). A rate
/// doesn't add up, and neither does a stock that is stated for several days.
pub fn contradiction(post: &PostFacts, metric: &Metric) -> Option<Total> {
    let head = post.figures.get(metric.id.as_str())?;
    let dated =
        post.records.iter().any(|record| record.day.is_some() && record.figures.contains_key(metric.id.as_str()));
    if metric.nature == Nature::Rate || (metric.nature == Nature::Stock && dated) {
        return None;
    }
    let records = post.recorded(&metric.id)?;
    (!records.interval.overlaps(&head.interval())).then_some(records)
}
