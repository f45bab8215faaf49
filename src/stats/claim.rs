//! Which figures of a post count in a period: the post's claim.

use crate::figures::{Figure, Metric, Nature};

use super::mean::Weight;
use super::result::Why;
use super::{PostFacts, RecordFacts, Span};

/// One figure that counts, and where it is stated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'f> {
    pub(super) post: &'f PostFacts,
    /// The record that states it; `None` for the head.
    pub(super) record: Option<&'f RecordFacts>,
    pub(super) figure: Figure,
    /// The days that it is for.
    pub(super) span: Option<Span>,
    /// Of a rate, what it weighs, where that is stated beside it.
    pub(super) weight: Option<Weight>,
}

/// What a post states of a metric within a period.
///
/// A metric in the head and in the records is one figure: the head says how much, the records break it down and say
/// when. Where all of them lie in the period, the head's figure counts; where only some do, those count.
#[derive(Debug, Clone)]
pub(super) struct Claim<'f> {
    pub(super) post: &'f PostFacts,
    head: Option<Part<'f>>,
    records: Vec<Part<'f>>,
    /// Why something of it doesn't count.
    pub(super) left_out: Option<Why>,
}

impl<'f> Claim<'f> {
    /// What `post` states of `metric` in the days of `period`, where `None` is all days; `None` where it states nothing.
    pub(super) fn of(post: &'f PostFacts, metric: &Metric, period: Option<&Span>) -> Option<Self> {
        if metric.counts_posts() {
            // A standalone page is in no category and is no post.
            if post.category.is_empty() {
                return None;
            }
            return Some(Self::split(post, Some(Part::of_head(post, Figure::one(), metric)), Vec::new(), period));
        }
        let head = post.figures.get(metric.id.as_str()).map(|figure| Part::of_head(post, *figure, metric));
        let records: Vec<Part> =
            post.records.iter().filter_map(|record| Part::of_record(post, record, metric)).collect();
        if head.is_none() && records.is_empty() {
            return None;
        }
        let mut claim = Self::split(post, head, records, period);
        if post.repeats.is_some() && !post.own.contains(metric.id.as_str()) {
            let concerned = !claim.is_empty() || claim.left_out.is_some();
            claim = Self { post, head: None, records: Vec::new(), left_out: concerned.then_some(Why::Repeats) };
        }
        Some(claim)
    }

    fn split(post: &'f PostFacts, head: Option<Part<'f>>, records: Vec<Part<'f>>, period: Option<&Span>) -> Self {
        if records.is_empty() {
            let (inside, left_out) = placed(post.span, period);
            return Self { post, head: head.filter(|_| inside), records, left_out };
        }
        let count = records.len();
        let mut left_out = None;
        let mut inside = records;
        inside.retain(|part| {
            let (inside, why) = placed(part.span, period);
            left_out = left_out.or(why);
            inside
        });
        let head = head.filter(|_| inside.len() == count);
        Self { post, head, records: inside, left_out }
    }

    /// Whether nothing of it counts.
    pub(super) fn is_empty(&self) -> bool {
        self.head.is_none() && self.records.is_empty()
    }

    /// The figures that make up what the post states as a whole.
    pub(super) fn whole(&self) -> &[Part<'f>] {
        match &self.head {
            Some(head) => std::slice::from_ref(head),
            None => &self.records,
        }
    }

    /// The figures to put into groups: the records where they belong to different groups, as `same_group` tells.
    pub(super) fn broken_down(&self, same_group: impl Fn(&Part<'f>, &Part<'f>) -> bool) -> &[Part<'f>] {
        let together = self.records.windows(2).all(|pair| same_group(&pair[0], &pair[1]));
        let like_head = || self.head.iter().zip(self.records.first()).all(|(head, first)| same_group(head, first));
        if together && like_head() { self.whole() } else { &self.records }
    }

    /// Drops the figures that `keep` refuses, and says why where none is left.
    pub(super) fn keep(&mut self, keep: impl Fn(&Part<'f>) -> bool, why: Why) {
        let before = self.whole().len();
        self.head = self.head.take().filter(&keep);
        self.records.retain(&keep);
        if self.whole().len() < before {
            self.left_out = Some(why);
        }
    }
}

impl<'f> Part<'f> {
    fn of_head(post: &'f PostFacts, figure: Figure, metric: &Metric) -> Self {
        let weight = weighing(metric).and_then(|per| post.stated(per)).map(|total| Weight::of(&total));
        Self { post, record: None, figure, span: post.span, weight }
    }

    fn of_record(post: &'f PostFacts, record: &'f RecordFacts, metric: &Metric) -> Option<Self> {
        let figure = *record.figures.get(metric.id.as_str())?;
        let weight = weighing(metric).and_then(|per| crate::figures::sum(record.figures.get(per)));
        let weight = weight.map(|total| Weight::of(&total));
        Some(Self { post, record: Some(record), figure, span: record.span(post), weight })
    }
}

/// The metric that weighs a rate.
fn weighing(metric: &Metric) -> Option<&str> {
    metric.per.as_deref().filter(|_| metric.nature == Nature::Rate)
}

/// Whether days lie inside a period, and why they don't count where they concern it and don't.
fn placed(span: Option<Span>, period: Option<&Span>) -> (bool, Option<Why>) {
    match (span, period) {
        (_, None) => (true, None),
        (None, Some(_)) => (false, Some(Why::Undated)),
        (Some(span), Some(period)) if period.contains(&span) => (true, None),
        (Some(span), Some(period)) => (false, period.overlaps(&span).then_some(Why::Overlaps)),
    }
}
