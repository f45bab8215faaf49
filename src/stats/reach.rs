//! When posts may state something: kept side by side, it tells of most posts that they needn't be gone to.

use super::{Grain, Period, PostFacts, Query, Span};

/// The days that a post may state something for; without a span any.
#[derive(Debug, Clone, Copy)]
pub struct Reach(Option<Span>);

impl Reach {
    /// That of a post: records may have days of their own.
    pub fn of(post: &PostFacts) -> Self {
        Self(post.span.filter(|_| post.records.is_empty()))
    }

    /// Whether nothing is stated for some days.
    pub(super) fn is_elsewhere(self, days: &Span) -> bool {
        self.0.is_some_and(|span| !days.overlaps(&span))
    }

    /// Tells of which a query may ask.
    pub fn asked_by(query: &Query) -> impl Fn(Self) -> bool + use<> {
        let days = |period: Period| (period.grain() != Grain::All).then(|| period.span());
        let (period, base) = (days(query.period), query.base().map(days));
        let lies_in = |reach: Self, days: &Option<Span>| days.is_none_or(|days| !reach.is_elsewhere(&days));
        move |reach| lies_in(reach, &period) || base.is_some_and(|base| lies_in(reach, &base))
    }
}
