//! The unit that a text has behind an amount.

use std::cmp::Reverse;

use crate::check::around::before;
use crate::figures::{Decimal, Metric};

/// Units that one person after another is counted by, whichever the metric has.
const PERSONS: [&str; 3] = ["人", "名", "位"];

/// The most bytes that the unit of a metric has in a text.
pub(super) fn widest_unit(metric: &Metric) -> usize {
    metric.summed_unit.as_deref().map_or(0, str::len).max(metric.unit.len()).max("场次".len())
}

/// A unit as a text has it.
pub(super) struct Unit {
    /// How many bytes of the text it takes before the amount: those of 百分之.
    pub ahead: usize,
    /// How many behind it.
    pub width: usize,
    /// How many of it the metric's own unit is.
    pub power: Decimal,
}

/// The words for a per cent, which stand before the number.
const PER_CENT: &str = "百分之";

/// What texts may count a metric by.
pub(super) struct Units {
    is_percent: bool,
    /// Each with how many of it the metric's own unit is, the longest first.
    alike: Vec<(String, Decimal)>,
}

impl Units {
    pub(super) fn of(metric: &Metric) -> Self {
        let own = metric.unit.as_str();
        let sessions =
            [("场", "场次"), ("场次", "场")].into_iter().find(|(unit, _)| *unit == own).map(|(_, other)| other);
        let persons = PERSONS.contains(&own).then_some(PERSONS).into_iter().flatten();
        let units = [metric.summed_unit.as_deref(), Some(own), sessions].into_iter().flatten().chain(persons);
        let units = units.map(|unit| (unit, Decimal::ONE)).chain(unit_without_power(own));
        let units = units.filter(|(unit, _)| !unit.is_empty());
        let mut alike: Vec<(String, Decimal)> = units.map(|(unit, power)| (unit.to_owned(), power)).collect();
        alike.sort_by_key(|(unit, _)| Reverse(unit.len()));
        Self { is_percent: metric.is_percent(), alike }
    }

    /// The one that stands beside an amount, where it isn't part of a longer word. `stated` is what the head says.
    pub(super) fn at(&self, ahead: &str, amount: &str, rest: &str, stated: Option<Decimal>) -> Option<Unit> {
        if self.is_percent {
            let sign = rest.chars().next().filter(|next| matches!(next, '%' | '％')).map_or(0, char::len_utf8);
            let words = if ahead.ends_with(PER_CENT) { PER_CENT.len() } else { 0 };
            return (sign + words > 0).then_some(Unit { ahead: words, width: sign, power: Decimal::ONE });
        }
        let (unit, power) = self.alike.iter().find(|(unit, _)| rest.starts_with(unit.as_str()))?;
        let behind = &rest[unit.len()..];
        let goes_on = matches!(unit.as_str(), "个" | "次" | "场" | "人" | "名" | "元" | "期")
            && behind.starts_with(['月', '小', '百', '点', '次', '均', '级', '单', '数', '星'])
            && !behind.starts_with("单位");
        // 5.8 is no sum in 元 where the figure is in 万元, but 5.8万 is, and so is 58000; unless 万 was lost.
        let has_lost_power = || stated.is_some() && amount.parse().ok() == stated;
        let is_whole =
            *power == Decimal::ONE || !amount.contains('.') || amount.contains(['千', '万', '亿']) || has_lost_power();
        (!goes_on && is_whole).then_some(Unit { ahead: 0, width: unit.len(), power: *power })
    }
}

/// How far before a number the unit in brackets is looked for, in characters.
const LONGEST_BRACKETS: usize = 20;

/// How many of a metric's unit one is of the unit that stands in brackets behind its label: `资助资金（万元）：`.
pub(super) fn power_in_brackets(ahead: &str, metric: &Metric) -> Option<Decimal> {
    let near = before(ahead, ahead.len(), LONGEST_BRACKETS);
    let near = near.trim_end_matches(['：', ':', ' ']).strip_suffix(['）', ')'])?;
    let (_, inside) = near.rsplit_once(['（', '('])?;
    let own = metric.unit.as_str();
    let of_larger = unit_without_power(inside).filter(|(unit, _)| *unit == own).map(|(_, power)| power);
    let of_smaller = || unit_without_power(own).filter(|(unit, _)| *unit == inside);
    of_larger.or_else(|| of_smaller().and_then(|(_, power)| Decimal::ONE.checked_div(power)))
}

/// The unit that is left of 万元, and how many of it that is.
fn unit_without_power(unit: &str) -> Option<(&str, Decimal)> {
    let powers = [('千', 1000), ('万', 10_000), ('亿', 100_000_000)];
    powers.into_iter().find_map(|(name, power)| Some((unit.strip_prefix(name)?, Decimal::from(power))))
}
