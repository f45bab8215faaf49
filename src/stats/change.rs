//! How a total differs from that of an earlier period (NUM-8).
//!
//! Where a total is approximate, interval is divided by interval. A percentage is then told only where the interval for
//! which it stands, rounded to ones or tens, holds every change that the totals allow; else both totals are named.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::{Bound, End, Interval, Metric, Phrase, Total, plain};

/// A difference, and the number that `--format json` gives for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Percent, or percentage points for a percentage; below zero for less. `None` where no such number may be told.
    pub value: Option<Decimal>,
    /// What may be said.
    pub difference: Difference,
    /// It in words: Chinese, unless the result was put into English.
    pub text: String,
}

/// What may be said of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// One of the totals isn't stated.
    Unknown,
    /// Both are the same exact number.
    Same,
    /// They differ by less than is shown.
    NearlySame,
    /// The totals are too approximate to say which is larger.
    Unsure,
    /// So many percent more or less.
    Percent(Step),
    /// So many percentage points more or less.
    Points(Step),
    /// From one number to another: where a percentage misleads, or the totals are too approximate for one.
    Numbers {
        /// The earlier total, with its unit.
        from: (Phrase, String),
        /// The later one.
        to: (Phrase, String),
        /// Whether the later one is larger.
        up: bool,
    },
}

/// How far, and to which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Whether it is more than before.
    pub up: bool,
    /// By how much; above zero.
    pub by: Decimal,
    /// On which side of that the true change lies.
    pub bound: Bound,
}

/// A base below this says nothing in percent.
const LEAST_BASE: Decimal = Decimal::TEN;

/// Ten times as much, in percent more: from here on the two numbers are told.
const TENFOLD: Decimal = Decimal::from_parts(900, 0, 0, false, 0);

/// A total, and the unit that it is shown with.
type Shown<'t> = (Option<&'t Total>, &'t str);

impl Change {
    /// The difference from `base` to `current`. Percentages of exact totals have at most two decimals, those of
    /// approximate ones none.
    pub fn between(current: Shown<'_>, base: Shown<'_>, metric: &Metric) -> Self {
        let (value, difference) = match (current, base) {
            ((Some(now), unit), (Some(before), unit_before)) => {
                let rated = if now.bound().is_approximate() || before.bound().is_approximate() {
                    approximate(now, before, metric)
                } else {
                    exact(now.value, before.value, metric)
                };
                rated.unwrap_or_else(|| {
                    let up = now.interval.middle() > before.interval.middle();
                    let (from, to) = ((before.phrase, unit_before.to_owned()), (now.phrase, unit.to_owned()));
                    (None, Difference::Numbers { from, to, up })
                })
            }
            _ => (None, Difference::Unknown),
        };
        let text = difference.chinese();
        Self { value, difference, text }
    }
}

/// What is told, and its number.
type Told = (Option<Decimal>, Difference);

/// The change from one number to another; `None` where it takes both to tell it.
fn exact(now: Decimal, before: Decimal, metric: &Metric) -> Option<Told> {
    if now == before {
        return Some((Some(Decimal::ZERO), Difference::Same));
    }
    let by = now.saturating_sub(before);
    let by = if metric.is_percent() {
        by
    } else {
        let percent = by.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(before).filter(|_| before >= LEAST_BASE)?;
        Some(percent).filter(|percent| *percent < TENFOLD)?
    };
    let by = by.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize();
    if by.is_zero() {
        return Some((Some(by), Difference::NearlySame));
    }
    let gone = !metric.is_percent() && by <= -Decimal::ONE_HUNDRED;
    (!gone).then(|| stepped(by > Decimal::ZERO, by.abs(), Bound::Exact, metric))
}

/// The change from one interval to another; `None` where it takes both to tell it.
fn approximate(now: &Total, before: &Total, metric: &Metric) -> Option<Told> {
    if now.interval.overlaps(&before.interval) {
        return Some((None, Difference::Unsure));
    }
    let up = now.interval.middle() > before.interval.middle();
    let change = if metric.is_percent() {
        now.interval.minus(&before.interval)
    } else {
        percent(&now.interval, &before.interval)?
    };
    // Nothing goes down by 100 %: then it is gone.
    let most = if up || metric.is_percent() { Decimal::MAX } else { Decimal::from(99) };
    let (by, bound) = told(&if up { change } else { change.negated() }).filter(|(by, _)| *by <= most)?;
    Some(stepped(up, by, bound, metric))
}

fn stepped(up: bool, by: Decimal, bound: Bound, metric: &Metric) -> Told {
    let step = Step { up, by, bound };
    let value = if up { by } else { -by };
    (Some(value), if metric.is_percent() { Difference::Points(step) } else { Difference::Percent(step) })
}

/// All changes in percent from a number of one interval to a number of another.
fn percent(now: &Interval, before: &Interval) -> Option<Interval> {
    if before.low.at < LEAST_BASE {
        return None;
    }
    let ratio = now.over(before)?;
    let moved = |end: End| {
        let at = end.at.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?;
        Some(End { at, ..end })
    };
    let percent = Interval { low: moved(ratio.low)?, high: moved(ratio.high)? };
    (percent.high.at < TENFOLD).then_some(percent)
}

/// The number, of ones or else of tens, that stands with a bound for no less than `change` (NUM-5): 约36 for all between
/// 35.5 and 36.5; 超30, 近40 or 约40 where tens have to do. 近10 and 约10 could be next to nothing, so that of tens 超10 is
/// the least.
fn told(change: &Interval) -> Option<(Decimal, Bound)> {
    let half = Decimal::new(5, 1);
    let about = |grain: Decimal| {
        let number =
            (change.middle() / grain).round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero) * grain;
        let reach = grain * half;
        (number, Bound::About, Interval { low: End::closed(number - reach), high: End::closed(number + reach) })
    };
    let ten = Decimal::TEN;
    let floor = (change.low.at / ten).floor() * ten;
    let ceiling = (change.high.at / ten).ceil() * ten;
    let candidates = [
        about(Decimal::ONE),
        (floor, Bound::AtLeast, Interval { low: End::closed(floor), high: End::open(floor + ten) }),
        (ceiling, Bound::AtMost, Interval { low: End::open(ceiling - ten), high: End::closed(ceiling) }),
        about(ten),
    ];
    let [by_ones, by_tens @ ..] = candidates;
    let by_tens =
        by_tens.into_iter().filter(|(number, bound, _)| *number > ten || *number == ten && *bound == Bound::AtLeast);
    let by_ones = Some(by_ones).filter(|(number, ..)| *number > Decimal::ZERO);
    let mut candidates = by_ones.into_iter().chain(by_tens);
    let (number, bound, _) = candidates.find(|(.., stands_for)| stands_for.encloses(change))?;
    Some((number.normalize(), bound))
}

impl Difference {
    /// On which side of the number that is told the true change lies; `None` where no such number is told.
    pub fn bound(&self) -> Option<Bound> {
        match self {
            Self::Same => Some(Bound::Exact),
            Self::NearlySame => Some(Bound::About),
            Self::Percent(step) | Self::Points(step) => Some(step.bound),
            Self::Unknown | Self::Unsure | Self::Numbers { .. } => None,
        }
    }

    /// `增长6.51%`, `下降约3%`, `提高1.5个百分点`, `由8场次增至20场次`, `持平`, `—`.
    pub fn chinese(&self) -> String {
        match self {
            Self::Unknown => "—".to_owned(),
            Self::Same => "持平".to_owned(),
            Self::NearlySame => "基本持平".to_owned(),
            Self::Unsure => "因含约数，不作增减比较".to_owned(),
            Self::Percent(step) => step.chinese(["增长", "下降"], "%"),
            Self::Points(step) => step.chinese(["提高", "降低"], "个百分点"),
            Self::Numbers { from, to, up } => {
                let verb = match (to.1.as_str(), up) {
                    ("%" | "％", true) => "升至",
                    ("%" | "％", false) => "降至",
                    (_, true) => "增至",
                    (_, false) => "减至",
                };
                format!("由{}{verb}{}", from.0.chinese(&from.1), to.0.chinese(&to.1))
            }
        }
    }

    /// `up 6.51%`, `down about 3%`, `up 1.5 percentage points`, `from 8 to 20`, `unchanged`, `—`.
    pub fn english(&self) -> String {
        match self {
            Self::Unknown => "—".to_owned(),
            Self::Same => "unchanged".to_owned(),
            Self::NearlySame => "nearly unchanged".to_owned(),
            Self::Unsure => "too approximate to compare".to_owned(),
            Self::Percent(step) => step.english("%"),
            Self::Points(step) => {
                step.english(if step.by == Decimal::ONE { " percentage point" } else { " percentage points" })
            }
            Self::Numbers { from, to, up } => {
                let verb = if *up { "up" } else { "down" };
                format!("{verb} from {} to {}", from.0.english(&from.1), to.0.english(&to.1))
            }
        }
    }
}

impl Step {
    fn chinese(&self, [more, less]: [&str; 2], unit: &str) -> String {
        let verb = if self.up { more } else { less };
        let bound = match self.bound {
            Bound::Exact => "",
            Bound::AtLeast => "超",
            Bound::AtMost => "近",
            Bound::About => "约",
        };
        format!("{verb}{bound}{}{unit}", plain(self.by))
    }

    fn english(&self, unit: &str) -> String {
        let verb = if self.up { "up" } else { "down" };
        let bound = match self.bound {
            Bound::Exact => "",
            Bound::AtLeast => "over ",
            Bound::AtMost => "nearly ",
            Bound::About => "about ",
        };
        format!("{verb} {bound}{}{unit}", plain(self.by))
    }
}
