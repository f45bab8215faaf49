//! How a total differs from that of an earlier period (NUM-8).

use rust_decimal::{Decimal, RoundingStrategy};

use crate::figures::{Metric, Phrase, Total, plain};

/// A difference, and the number that `--format json` gives for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Percent, or percentage points for a percentage; below zero for less. `None` where no such number may be told.
    pub value: Option<Decimal>,
    /// What may be said.
    pub difference: Difference,
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
    /// From one number to another: where the base is below 10, or everything is gone, a percentage misleads.
    Numbers {
        /// The earlier total.
        from: Phrase,
        /// The later one.
        to: Phrase,
        /// Whether the later one is larger.
        up: bool,
        /// Their unit.
        unit: String,
    },
}

/// How far, and to which side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Whether it is more than before.
    pub up: bool,
    /// By how much; above zero.
    pub by: Decimal,
    /// Whether a total was approximate.
    pub approximate: bool,
}

impl Change {
    /// The difference from `base` to `current`, which are shown with `unit`. Percentages have at most two decimals, none
    /// where a total is approximate.
    pub fn between(current: Option<&Total>, base: Option<&Total>, metric: &Metric, unit: &str) -> Self {
        let (Some(current), Some(base)) = (current, base) else {
            return Self { value: None, difference: Difference::Unknown };
        };
        let approximate = current.bound().is_approximate() || base.bound().is_approximate();
        if approximate && current.interval.overlaps(&base.interval) {
            return Self { value: None, difference: Difference::Unsure };
        }
        if current.value == base.value {
            return Self { value: Some(Decimal::ZERO), difference: Difference::Same };
        }
        if metric.is_percent() {
            return Self::stepped(current.value.saturating_sub(base.value), approximate, Difference::Points);
        }
        let up = current.value > base.value;
        let percent = percent(current.value, base.value).filter(|_| base.value >= Decimal::TEN);
        let gone = |percent: &Decimal| rounded(*percent, approximate) <= Decimal::from(-100);
        match percent.filter(|percent| !gone(percent)) {
            Some(percent) => Self::stepped(percent, approximate, Difference::Percent),
            None => {
                let (from, to, unit) = (base.phrase, current.phrase, unit.to_owned());
                Self { value: None, difference: Difference::Numbers { from, to, up, unit } }
            }
        }
    }

    fn stepped(by: Decimal, approximate: bool, difference: impl Fn(Step) -> Difference) -> Self {
        let value = rounded(by, approximate);
        if value.is_zero() {
            return Self { value: Some(value), difference: Difference::NearlySame };
        }
        let step = Step { up: value > Decimal::ZERO, by: value.abs(), approximate };
        Self { value: Some(value), difference: difference(step) }
    }
}

impl Difference {
    /// `增长6.51%`, `下降约3%`, `提高1.5个百分点`, `由8场次增至20场次`, `持平`, `—`.
    pub fn chinese(&self) -> String {
        match self {
            Self::Unknown => "—".to_owned(),
            Self::Same => "持平".to_owned(),
            Self::NearlySame => "基本持平".to_owned(),
            Self::Unsure => "含约数，增减不定".to_owned(),
            Self::Percent(step) => step.chinese(["增长", "下降"], "%"),
            Self::Points(step) => step.chinese(["提高", "降低"], "个百分点"),
            Self::Numbers { from, to, up, unit } => {
                let verb = if *up { "增至" } else { "减至" };
                format!("由{}{verb}{}", from.chinese(unit), to.chinese(unit))
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
            Self::Points(step) => step.english(" percentage points"),
            Self::Numbers { from, to, unit, .. } => format!("from {} to {}", from.english(unit), to.english(unit)),
        }
    }
}

impl Step {
    fn chinese(&self, [more, less]: [&str; 2], unit: &str) -> String {
        let (verb, about) = (if self.up { more } else { less }, if self.approximate { "约" } else { "" });
        format!("{verb}{about}{}{unit}", plain(self.by))
    }

    fn english(&self, unit: &str) -> String {
        let (verb, about) = (if self.up { "up" } else { "down" }, if self.approximate { "about " } else { "" });
        format!("{verb} {about}{}{unit}", plain(self.by))
    }
}

fn percent(current: Decimal, base: Decimal) -> Option<Decimal> {
    current.checked_sub(base)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(base)
}

fn rounded(value: Decimal, approximate: bool) -> Decimal {
    let places = if approximate { 0 } else { 2 };
    value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero).normalize()
}
