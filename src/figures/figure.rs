//! One stated number with its bound.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Bound, End, Interval, ProblemKind};

/// The largest value that a figure may have: 1000万亿. With at most [`PLACES`] decimals, sums of millions of figures
/// stay exact in the 28 digits of a decimal.
const MOST: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// How many decimals a figure may have.
const PLACES: u32 = 6;

/// A number and its bound. Two are equal where both are; `3.20` is `3.2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Figure {
    #[serde(with = "as_bytes")]
    value: Decimal,
    bound: Bound,
    /// The power of ten of the last digit that is not zero; kept because each sum asks for it.
    place: i8,
}

/// A decimal as the sixteen bytes that it is.
mod as_bytes {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        Decimal::serialize(value).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        <[u8; 16]>::deserialize(deserializer).map(Decimal::deserialize)
    }
}

impl Figure {
    /// A figure of zero or more, at most 10^15, with at most six decimals.
    ///
    /// # Errors
    /// `Negative`, `TooLarge` or `TooPrecise` for any other number.
    pub fn new(value: Decimal, bound: Bound) -> Result<Self, ProblemKind> {
        let value = value.normalize();
        if value.is_sign_negative() && !value.is_zero() {
            return Err(ProblemKind::Negative);
        }
        if value > MOST {
            return Err(ProblemKind::TooLarge);
        }
        if value.scale() > PLACES {
            return Err(ProblemKind::TooPrecise);
        }
        Ok(Self { value, bound, place: place(value) })
    }

    /// The figure that one thing is counted with.
    pub fn one() -> Self {
        Self { value: Decimal::ONE, bound: Bound::Exact, place: 0 }
    }

    /// The number as stated, in the metric's unit.
    pub fn value(&self) -> Decimal {
        self.value
    }

    /// Its bound.
    pub fn bound(&self) -> Bound {
        self.bound
    }

    /// The same number with another bound.
    #[must_use]
    pub fn bounded(self, bound: Bound) -> Self {
        Self { bound, ..self }
    }

    /// The place of the last digit that is not zero (NUM-5): 100 for 3200, 0.1 for 12.5; 1 for zero.
    pub fn grain(&self) -> Decimal {
        let places = u32::from(self.place.unsigned_abs());
        if self.place < 0 { Decimal::new(1, places) } else { Decimal::from(10_i64.pow(places)) }
    }

    /// The numbers that the figure may stand for (NUM-5): `[v, v+g)` for at least, `(v-g, v]` for at most,
    /// `[v-g/2, v+g/2]` for about; never below zero.
    pub fn interval(&self) -> Interval {
        let (value, grain) = (self.value, self.grain());
        let half = grain * Decimal::new(5, 1);
        match self.bound {
            Bound::Exact => Interval::point(value),
            Bound::AtLeast => Interval { low: End::closed(value), high: End::open(value + grain) },
            Bound::AtMost if value.is_zero() => Interval::point(value),
            Bound::AtMost => Interval { low: End::open(value - grain), high: End::closed(value) },
            Bound::About if value.is_zero() => Interval { low: End::closed(value), high: End::closed(half) },
            Bound::About => Interval { low: End::closed(value - half), high: End::closed(value + half) },
        }
    }
}

/// The place of the last digit that is not zero, as a power of ten; 0 for zero.
fn place(value: Decimal) -> i8 {
    let mut digits = value.mantissa();
    let mut place = -i8::try_from(value.scale()).unwrap_or_default();
    while digits != 0 && digits % 10 == 0 {
        digits /= 10;
        place += 1;
    }
    if digits == 0 { 0 } else { place }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(value: &str, bound: Bound) -> Interval {
        Figure::new(value.parse().expect("a decimal"), bound).expect("a figure").interval()
    }

    fn ends(low: End, high: End) -> Interval {
        Interval { low, high }
    }

    #[test]
    fn the_limit_is_what_it_says() {
        assert_eq!(MOST, Decimal::from(1_000_000_000_000_000_i64));
    }

    #[test]
    fn a_bound_reaches_to_the_next_round_number() {
        let number = |text: &str| text.parse::<Decimal>().expect("a decimal");
        assert_eq!(interval("3200", Bound::AtLeast), ends(End::closed(3200.into()), End::open(3300.into())));
        assert_eq!(interval("200", Bound::AtMost), ends(End::open(100.into()), End::closed(200.into())));
        assert_eq!(interval("50", Bound::About), ends(End::closed(45.into()), End::closed(55.into())));
        assert_eq!(interval("12.5", Bound::AtLeast), ends(End::closed(number("12.5")), End::open(number("12.6"))));
        assert_eq!(interval("409", Bound::Exact), Interval::point(409.into()));
    }

    #[test]
    fn no_interval_reaches_below_zero() {
        for bound in Bound::ALL {
            assert!(!interval("0", bound).low.at.is_sign_negative());
            assert!(!interval("1", bound).low.at.is_sign_negative());
        }
    }

    #[test]
    fn what_is_out_of_range_is_refused() {
        assert_eq!(Figure::new(Decimal::NEGATIVE_ONE, Bound::Exact), Err(ProblemKind::Negative));
        assert_eq!(Figure::new(Decimal::MAX, Bound::Exact), Err(ProblemKind::TooLarge));
        assert_eq!(Figure::new(Decimal::new(1, 7), Bound::Exact), Err(ProblemKind::TooPrecise));
        assert!(Figure::new(Decimal::new(10, 7), Bound::Exact).is_ok());
    }
}
