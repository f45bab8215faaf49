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

    /// The number in the middle.
    pub fn middle(&self) -> Decimal {
        let half = Decimal::new(5, 1);
        self.low.at.saturating_mul(half).saturating_add(self.high.at.saturating_mul(half))
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
