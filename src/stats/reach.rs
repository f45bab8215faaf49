//! When posts may state something: kept side by side, it tells of most posts that they needn't be gone to.

use super::{PostFacts, Query, Span};

/// The days that a post may state something for; without a span any.
#[derive(Debug, Clone, Copy)]
pub struct Reach(Option<Span>);

impl Reach {
    /// That of a post: records may have days of their own.
    pub fn of(post: &PostFacts) -> Self {
        Self(post.span.filter(|_| post.records.is_empty()))
    }

    /// Whether nothing is stated for some days, as is quickly seen: it is for others, and no record says when.
    pub(super) fn is_elsewhere(self, days: &Span) -> bool {
        self.0.is_some_and(|span| !days.overlaps(&span))
    }

    /// Tells of which a query may ask.
    pub fn asked_by(query: &Query) -> impl Fn(Self) -> bool + use<> {
        let (period, base) = (query.period.days(), query.base().map(|base| base.days()));
        let lies_in = |reach: Self, days: &Option<Span>| days.is_none_or(|days| !reach.is_elsewhere(&days));
        move |reach| lies_in(reach, &period) || base.is_some_and(|base| lies_in(reach, &base))
    }
}
