//! Intervals of decimals, each end of which belongs to it or doesn't.

use rust_decimal::Decimal;

/// One end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct End {
    /// Where it lies.
    pub at: Decimal,
    /// Whether the number there belongs to the interval.
    pub included: bool,
}

/// All numbers between two ends (NUM-5): `[300, 400)` for 300余.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    /// The lower end.
    pub low: End,
    /// The upper end.
    pub high: End,
}

impl End {
    /// An end that belongs to its interval.
    pub fn closed(at: Decimal) -> Self {
        Self { at, included: true }
    }

    /// An end that doesn't belong to its interval.
    pub fn open(at: Decimal) -> Self {
        Self { at, included: false }
    }

    /// The end of the sum of two intervals: it is reached only where both ends are.
    fn plus(self, other: Self) -> Self {
        Self { at: self.at.saturating_add(other.at), included: self.included && other.included }
    }
}

impl Interval {
    /// The interval of one number.
    pub fn point(at: Decimal) -> Self {
        Self { low: End::closed(at), high: End::closed(at) }
    }

    /// Whether there is only one number in it.
    pub fn is_point(&self) -> bool {
        self.low.at == self.high.at
    }

    /// Whether `value` lies in it.
    pub fn contains(&self, value: Decimal) -> bool {
        let above = value > self.low.at || (self.low.included && value == self.low.at);
        let below = value < self.high.at || (self.high.included && value == self.high.at);
        above && below
    }

    /// Whether all of `other` lies in it.
    pub fn encloses(&self, other: &Self) -> bool {
        let low =
            other.low.at > self.low.at || (other.low.at == self.low.at && (self.low.included || !other.low.included));
        let high = other.high.at < self.high.at
            || (other.high.at == self.high.at && (self.high.included || !other.high.included));
        low && high
    }

    /// Whether the two share a number: whether both can be true of one thing.
    pub fn overlaps(&self, other: &Self) -> bool {
        !self.lies_below(other) && !other.lies_below(self)
    }

    /// Whether each number in it is smaller than each in `other`.
    pub fn lies_below(&self, other: &Self) -> bool {
        let meet = self.high.included && other.low.included;
        self.high.at < other.low.at || (self.high.at == other.low.at && !meet)
    }

    /// The interval of all sums of a number from each.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        Self { low: self.low.plus(other.low), high: self.high.plus(other.high) }
    }

    /// The interval of all differences of a number from each.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        self.plus(&other.negated())
    }

    /// The interval of the same numbers below zero.
    #[must_use]
    pub fn negated(&self) -> Self {
        let turned = |end: End| End { at: -end.at, ..end };
        Self { low: turned(self.high), high: turned(self.low) }
    }

    /// The interval of all products of a number from each; `None` where they are too large to be told.
    pub(super) fn times(&self, other: &Self) -> Option<Self> {
        let corners = [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)];
        Self::around(corners.map(|(one, two)| {
            // Nothing times anything is nothing, however open the other end is.
            let by_nothing = [one, two].into_iter().any(|end| end.included && end.at.is_zero());
            let at = one.at.checked_mul(two.at)?;
            let exact = at.is_zero() || at.scale() == one.at.scale() + two.at.scale();
            Some((End { at, included: by_nothing || (one.included && two.included) }, exact))
        }))
    }

    /// The interval of all quotients of a number from each; `None` where the divisor may be nothing.
    pub fn over(&self, other: &Self) -> Option<Self> {
        let sided = other.low.at > Decimal::ZERO || other.high.at < Decimal::ZERO;
        if !sided {
            return None;
        }
        let corners = [(self.low, other.low), (self.low, other.high), (self.high, other.low), (self.high, other.high)];
        Self::around(corners.map(|(one, two)| {
            let at = one.at.checked_div(two.at)?;
            let exact = at.checked_mul(two.at) == Some(one.at);
            let nothing = one.included && one.at.is_zero();
            Some((End { at, included: nothing || (one.included && two.included) }, exact))
        }))
    }

    /// From the smallest of some ends to the largest. One that had to be rounded is moved outwards by a digit.
    fn around(corners: [Option<(End, bool)>; 4]) -> Option<Self> {
        let mut around: Option<Self> = None;
        for corner in corners {
            let (end, exact) = corner?;
            let digit = if exact { Decimal::ZERO } else { Decimal::new(1, end.at.scale()) };
            let low = End { at: end.at.checked_sub(digit)?, ..end };
            let high = End { at: end.at.checked_add(digit)?, ..end };
            around = Some(match around {
                None => Self { low, high },
                Some(so_far) => Self {
                    low: outermost(so_far.low, low, |one, two| one < two),
                    high: outermost(so_far.high, high, |one, two| one > two),
                },
            });
        }
        around
    }

    /// Whether some number in it is smaller than some number of `other`.
    pub(super) fn may_be_below(&self, other: &Self) -> bool {
        self.low.at < other.high.at
    }

    /// Whether some number in it is smaller than some number of `other`, or the same.
    pub(super) fn may_be_at_most(&self, other: &Self) -> bool {
        let meet = self.low.included && other.high.included && self.low.at == other.high.at;
        meet || self.may_be_below(other)
    }

    /// The number in the middle.
    pub fn middle(&self) -> Decimal {
        let half = Decimal::new(5, 1);
        self.low.at.saturating_mul(half).saturating_add(self.high.at.saturating_mul(half))
    }
}

/// The end that lies further out; of two at one place, one that is included.
fn outermost(one: End, two: End, further: impl Fn(Decimal, Decimal) -> bool) -> End {
    if one.at == two.at {
        End { at: one.at, included: one.included || two.included }
    } else if further(two.at, one.at) {
        two
    } else {
        one
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(low: i64, low_in: bool, high: i64, high_in: bool) -> Interval {
        let end = |at: i64, included| End { at: at.into(), included };
        Interval { low: end(low, low_in), high: end(high, high_in) }
    }

    #[test]
    fn an_open_end_is_left_out() {
        let half_open = span(300, true, 400, false);
        assert!(half_open.contains(300.into()) && !half_open.contains(400.into()));
        assert!(!half_open.overlaps(&span(400, true, 500, true)));
        assert!(span(300, true, 400, true).overlaps(&span(400, true, 500, true)));
        assert!(half_open.encloses(&span(310, true, 400, false)) && !half_open.encloses(&span(310, true, 400, true)));
    }

    #[test]
    fn a_sum_reaches_its_end_only_where_both_terms_do() {
        let sum = span(1, true, 2, false).plus(&Interval::point(5.into()));
        assert_eq!(sum, span(6, true, 7, false));
        assert_eq!(sum.middle(), Decimal::new(65, 1));
    }
}
