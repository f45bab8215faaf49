//! The mean of rates, weighted by what they are rates of.
//!
//! Means are rounded to two decimals, halves away from zero; the ends of their intervals are rounded outwards. Where
//! the rates are exact but their weights are not, the interval still holds every mean that the weights allow.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::{Bound, End, Figure, Interval, Phrase, Total};

/// A rate and what it weighs.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    pub(super) figure: Figure,
    /// What the metric `per` is there; `None` where it isn't stated, which only a single rate may lack.
    pub(super) weight: Option<Weight>,
}

/// What a rate weighs: as stated, and at least and at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weight {
    value: Decimal,
    low: Decimal,
    high: Decimal,
}

impl Weight {
    /// The weight that a total is.
    pub(super) fn of(total: &Total) -> Self {
        Self { value: total.value, low: total.interval.low.at, high: total.interval.high.at }
    }

    /// Whether it isn't one number.
    pub(super) fn is_about(&self) -> bool {
        self.low < self.high
    }
}

/// The weighted mean. A single rate is its own mean. `None` where nothing weighs anything.
pub(super) fn mean(terms: &[Weighed]) -> Option<Total> {
    if let [only] = terms {
        return crate::figures::sum([&only.figure]);
    }
    let value = quotient(terms.iter().map(|term| Some((term.figure.value(), term.weight?.value))))?;
    let interval = Interval { low: end(terms, Side::Low)?, high: end(terms, Side::High)? };
    let approximate = terms.iter().filter(|term| term.is_loose() || term.weighs_about()).count();
    let value_shown = rounded(value, RoundingStrategy::MidpointAwayFromZero);
    if approximate == 0 || interval.is_point() {
        let total = Total::exactly(value_shown);
        return Some(Total { approximate, terms: terms.len(), ..total });
    }
    let phrase = phrase(terms, value, &interval);
    Some(Total { value: value_shown, interval: outwards(interval), phrase, approximate, terms: terms.len() })
}

impl Weighed {
    fn is_loose(&self) -> bool {
        self.figure.bound().is_approximate()
    }

    fn weighs_about(&self) -> bool {
        self.weight.is_some_and(|weight| weight.is_about())
    }
}

/// What is said of an uncertain mean: no digits that its rates don't have, and none beyond ones. As of a sum, 近 is said
/// only where the mean can't be a step lower, and 约 of the middle of what it may be (NUM-6).
fn phrase(terms: &[Weighed], value: Decimal, interval: &Interval) -> Phrase {
    let bounds = terms.iter().filter(|term| term.is_loose()).map(|term| term.figure.bound());
    let weighed_about = terms.iter().any(Weighed::weighs_about);
    let bound = if weighed_about { Bound::About } else { bounds.fold(Bound::Exact, Bound::and) };
    let grains = terms.iter().filter(|term| weighed_about || term.is_loose()).map(|term| term.figure.grain());
    let places = grains.max().unwrap_or(Decimal::ONE).min(Decimal::ONE).scale();
    let to = |value: Decimal, strategy| value.round_dp_with_strategy(places, strategy).normalize();
    let (number, bound) = match bound {
        Bound::AtLeast => (to(value, RoundingStrategy::ToZero), bound),
        Bound::AtMost if interval.low.at >= to(value, RoundingStrategy::AwayFromZero) - Decimal::new(1, places) => {
            (to(value, RoundingStrategy::AwayFromZero), bound)
        }
        _ => (to(interval.middle(), RoundingStrategy::MidpointAwayFromZero), Bound::About),
    };
    Phrase { number, bound, firm: false }
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    Low,
    High,
}

/// The smallest or largest mean that rates and weights allow. It is reached where the rates beyond it weigh as much as
/// they can and the others as little; taking rates from that side, each helps as long as it lies beyond the mean so far.
fn end(terms: &[Weighed], side: Side) -> Option<End> {
    let ends = terms.iter().map(|term| {
        let interval = term.figure.interval();
        if side == Side::Low { interval.low } else { interval.high }
    });
    let included = ends.clone().all(|end| end.included);
    if !terms.iter().any(Weighed::weighs_about) {
        let pairs = ends.zip(terms).map(|(end, term)| Some((end.at, term.weight?.value)));
        return quotient(pairs).map(|at| End { at, included });
    }
    let mut rates: Vec<(Decimal, Weight)> =
        ends.zip(terms).map(|(end, term)| Some((end.at, term.weight?))).collect::<Option<_>>()?;
    rates.sort_by(|one, two| if side == Side::Low { one.0.cmp(&two.0) } else { two.0.cmp(&one.0) });
    let (mut above, mut below) = sums(rates.iter().map(|(rate, weight)| Some((*rate, weight.low))))?;
    for (rate, weight) in &rates {
        let (scaled, more) = (rate.checked_mul(below)?, weight.high.checked_sub(weight.low)?);
        let helps = if side == Side::Low { scaled < above } else { scaled > above };
        if !helps && !below.is_zero() {
            break;
        }
        above = above.checked_add(rate.checked_mul(more)?)?;
        below = below.checked_add(more)?;
    }
    above.checked_div(below).map(|at| End { at, included })
}

fn quotient(pairs: impl Iterator<Item = Option<(Decimal, Decimal)>>) -> Option<Decimal> {
    let (above, below) = sums(pairs)?;
    above.checked_div(below)
}

/// The sum of rates by weights, and of weights.
fn sums(mut pairs: impl Iterator<Item = Option<(Decimal, Decimal)>>) -> Option<(Decimal, Decimal)> {
    pairs.try_fold((Decimal::ZERO, Decimal::ZERO), |(above, below), pair| {
        let (rate, weight) = pair?;
        Some((above.checked_add(rate.checked_mul(weight)?)?, below.checked_add(weight)?))
    })
}

fn rounded(value: Decimal, strategy: RoundingStrategy) -> Decimal {
    value.round_dp_with_strategy(2, strategy).normalize()
}

fn outwards(interval: Interval) -> Interval {
    let moved = |end: End, strategy| {
        let at = rounded(end.at, strategy);
        End { at, included: end.included && at == end.at }
    };
    let low = moved(interval.low, RoundingStrategy::ToZero);
    Interval { low, high: moved(interval.high, RoundingStrategy::AwayFromZero) }
}
