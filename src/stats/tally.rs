//! Adding up by the nature of a metric: flows are summed, of a stock the latest counts, of rates the mean is taken.

use crate::base::Day;
use crate::figures::{Metric, Nature, Sum, Total};

use super::claim::Part;
use super::mean::{Weighed, mean};
use super::{PostFacts, Span};

/// Figures that are being put together. They may come in any order, but those of one post come together.
pub(super) struct Tally<'f> {
    kind: TallyKind<'f>,
    /// How many events the figures are about, as far as posts and days tell: 1 where all are of one post and of the same
    /// days, more than 1 else (NUM-7).
    pub(super) events: usize,
    last: Option<(&'f PostFacts, Option<Span>)>,
}

enum TallyKind<'f> {
    Flow(Sum),
    Stock(Option<Latest<'f>>),
    Rate(Vec<Weighed>),
}

/// The figures of the latest day. Of two posts of one day, the one whose path comes later counts.
struct Latest<'f> {
    day: Option<Day>,
    post: &'f PostFacts,
    sum: Sum,
}

impl<'f> Tally<'f> {
    /// An empty tally for a metric.
    pub(super) fn new(metric: &Metric) -> Self {
        let kind = match metric.nature {
            Nature::Flow => TallyKind::Flow(Sum::default()),
            Nature::Stock => TallyKind::Stock(None),
            Nature::Rate => TallyKind::Rate(Vec::new()),
        };
        Self { kind, events: 0, last: None }
    }

    /// Adds one figure.
    pub(super) fn add(&mut self, part: &Part<'f>) {
        if !self.last.is_some_and(|(post, span)| std::ptr::eq(post, part.post) && span == part.span) {
            self.events += 1;
            self.last = Some((part.post, part.span));
        }
        match &mut self.kind {
            TallyKind::Flow(sum) => sum.add(&part.figure),
            TallyKind::Stock(latest) => Latest::add(latest, part),
            TallyKind::Rate(terms) => terms.push(Weighed { figure: part.figure, weight: part.weight }),
        }
    }

    /// What the figures come to; `None` where there are none, or nothing can be said.
    pub(super) fn total(&self) -> Option<Total> {
        match &self.kind {
            TallyKind::Flow(sum) => sum.total(),
            TallyKind::Stock(latest) => latest.as_ref()?.sum.total(),
            TallyKind::Rate(terms) => mean(terms),
        }
    }

    /// Of a stock, the post whose figure counted.
    pub(super) fn latest(&self) -> Option<&'f PostFacts> {
        match &self.kind {
            TallyKind::Stock(latest) => latest.as_ref().map(|latest| latest.post),
            _ => None,
        }
    }

    /// Whether a figure that was added is a term of the total: of a stock, only what is as late as the latest is.
    pub(super) fn counts(&self, part: &Part<'f>) -> bool {
        match &self.kind {
            TallyKind::Stock(latest) => latest.as_ref().is_some_and(|latest| {
                std::ptr::eq(latest.post, part.post) && latest.day == part.span.map(|span| span.to)
            }),
            _ => true,
        }
    }
}

impl<'f> Latest<'f> {
    fn add(latest: &mut Option<Self>, part: &Part<'f>) {
        let key = (part.span.map(|span| span.to), &part.post.path);
        match latest {
            Some(known) if (known.day, &known.post.path) > key => {}
            Some(known) if (known.day, &known.post.path) == key => known.sum.add(&part.figure),
            _ => {
                let mut sum = Sum::default();
                sum.add(&part.figure);
                *latest = Some(Self { day: key.0, post: part.post, sum });
            }
        }
    }
}
