//! Lengths: across a chart in `em`, along it in percent; and amounts as lengths.

use std::fmt;
use std::ops::{Add, Sub};

use crate::figures::Decimal;

/// A length in hundredths of the size of the letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Em(pub(super) i32);

/// A part of the width, in hundredths of a percent: 0 to 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Part(pub(super) u32);

impl Part {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self(10_000);

    /// How much `value` is of `most`; both not below zero, and never more than all.
    pub(super) fn of(value: Decimal, most: Decimal) -> Self {
        let all = Decimal::from(Self::ALL.0);
        let share = value.checked_div(most).and_then(|share| share.checked_mul(all));
        let hundredths = share.and_then(|share| u32::try_from(share.round()).ok());
        Self(hundredths.unwrap_or(0).min(Self::ALL.0))
    }

    /// This part of `length`.
    pub(super) fn times(self, length: Em) -> Em {
        let hundredths = i64::from(self.0) * i64::from(length.0) / i64::from(Self::ALL.0);
        Em(i32::try_from(hundredths).unwrap_or(length.0))
    }
}

impl Em {
    /// So many of these.
    pub(super) fn times(self, count: usize) -> Self {
        Self(i32::try_from(count).unwrap_or(0).saturating_mul(self.0))
    }
}

impl Add for Em {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Em {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl fmt::Display for Em {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}em", Hundredths(i64::from(self.0)))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}%", Hundredths(i64::from(self.0)))
    }
}

/// A number of hundredths in decimal digits, without zeros at the end.
pub(super) struct Hundredths(pub(super) i64);

impl fmt::Display for Hundredths {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0.abs() / 100, self.0.abs() % 100);
        let sign = if self.0 < 0 { "-" } else { "" };
        match rest {
            0 => write!(formatter, "{sign}{whole}"),
            rest if rest % 10 == 0 => write!(formatter, "{sign}{whole}.{}", rest / 10),
            rest => write!(formatter, "{sign}{whole}.{rest:02}"),
        }
    }
}
