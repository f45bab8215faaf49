//! Sums of figures, and what may be said of them (NUM-6).

use rust_decimal::Decimal;

use super::show::Phrase;
use super::{Bound, End, Figure, Interval};

/// A running sum. The order of its terms never matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    /// The exact terms: most terms are, and they have no interval of their own.
    exact_value: Decimal,
    /// The other terms as stated, and the interval of their sum.
    loose_value: Decimal,
    loose: Interval,
    /// The coarsest grain of the terms that are not exact.
    grain: Decimal,
    exact: usize,
    at_least: usize,
    at_most: usize,
    about: usize,
}

/// What figures add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The sum of the numbers as stated.
    pub value: Decimal,
    /// Between which ends the truth lies.
    pub interval: Interval,
    /// What is said: the number and its bound.
    pub phrase: Phrase,
    /// How many terms were not exact.
    pub approximate: usize,
    /// How many terms there are.
    pub terms: usize,
}

/// The sum of figures; `None` where there are none.
pub fn sum<'f>(figures: impl IntoIterator<Item = &'f Figure>) -> Option<Total> {
    let mut sum = Sum::default();
    figures.into_iter().for_each(|figure| sum.add(figure));
    sum.total()
}

impl Default for Sum {
    fn default() -> Self {
        let zero = Decimal::ZERO;
        let loose = Interval::point(zero);
        Self { exact_value: zero, loose_value: zero, loose, grain: zero, exact: 0, at_least: 0, at_most: 0, about: 0 }
    }
}

impl Sum {
    /// Adds a term. The limits of a figure keep millions of terms exact; beyond the largest decimal the sum stays there.
    pub fn add(&mut self, figure: &Figure) {
        match figure.bound() {
            Bound::Exact => {
                self.exact += 1;
                self.exact_value = self.exact_value.saturating_add(figure.value());
                return;
            }
            Bound::AtLeast => self.at_least += 1,
            Bound::AtMost => self.at_most += 1,
            Bound::About => self.about += 1,
        }
        self.loose_value = self.loose_value.saturating_add(figure.value());
        self.loose = self.loose.plus(&figure.interval());
        self.grain = self.grain.max(figure.grain());
    }

    /// What the terms add up to; `None` where there are none.
    pub fn total(&self) -> Option<Total> {
        let approximate = self.at_least + self.at_most + self.about;
        let terms = approximate + self.exact;
        let value = self.exact_value.saturating_add(self.loose_value);
        let interval = self.loose.plus(&Interval::point(self.exact_value));
        let phrase = self.phrase(value, &interval);
        (terms > 0).then_some(Total { value, interval, phrase, approximate, terms })
    }

    /// NUM-6: which number may be said, and with which word.
    fn phrase(&self, value: Decimal, interval: &Interval) -> Phrase {
        match (self.at_least, self.at_most, self.about) {
            (0, 0, 0) => Phrase { number: value, bound: Bound::Exact, firm: true },
            (_, 0, 0) => self.at_least_phrase(interval),
            (0, _, 0) => self.at_most_phrase(interval).unwrap_or_else(|| self.about_phrase(interval)),
            _ => self.about_phrase(interval),
        }
    }

    /// 超 is always true of the number rounded down; 余 promises that not even the next round number is reached.
    fn at_least_phrase(&self, interval: &Interval) -> Phrase {
        let number = step_down(interval.low.at, self.grain);
        let firm = self.told(number, Bound::AtLeast).encloses(interval);
        Phrase { number, bound: Bound::AtLeast, firm }
    }

    fn at_most_phrase(&self, interval: &Interval) -> Option<Phrase> {
        let number = step_up(interval.high.at, self.grain);
        let firm = self.told(number, Bound::AtMost).encloses(interval);
        firm.then_some(Phrase { number, bound: Bound::AtMost, firm })
    }

    fn about_phrase(&self, interval: &Interval) -> Phrase {
        let half = self.grain.saturating_mul(Decimal::new(5, 1));
        let number = step_down(interval.middle().saturating_add(half), self.grain);
        Phrase { number, bound: Bound::About, firm: true }
    }

    /// The interval that a round number with a bound stands for at this sum's grain.
    fn told(&self, number: Decimal, bound: Bound) -> Interval {
        match bound {
            Bound::AtLeast => Interval { low: End::closed(number), high: End::open(number.saturating_add(self.grain)) },
            _ => Interval { low: End::open(number.saturating_sub(self.grain)), high: End::closed(number) },
        }
    }
}

impl Total {
    /// The total that is one number.
    pub fn exactly(value: Decimal) -> Self {
        let phrase = Phrase { number: value, bound: Bound::Exact, firm: true };
        Self { value, interval: Interval::point(value), phrase, approximate: 0, terms: 1 }
    }

    /// The bound that is said of it.
    pub fn bound(&self) -> Bound {
        self.phrase.bound
    }
}

/// The largest multiple of `grain` that is not above `value`, which is not negative.
pub(super) fn step_down(value: Decimal, grain: Decimal) -> Decimal {
    value.checked_rem(grain).map_or(value, |rest| value - rest)
}

/// The smallest multiple of `grain` that is not below `value`, which is not negative.
pub(super) fn step_up(value: Decimal, grain: Decimal) -> Decimal {
    let down = step_down(value, grain);
    if down == value { value } else { down.saturating_add(grain) }
}
