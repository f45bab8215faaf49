//! What is possible: conditions and amounts over intervals. `None` for an amount means that it may be anything.

use super::{Amount, Comparison, Condition, Interval, Operation};

/// Whether values within the bounds can make a condition true, and whether they can make it false.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judgement {
    pub(super) may_hold: bool,
    may_fail: bool,
}

impl Judgement {
    pub(super) fn of(condition: &Condition, figure: &impl Fn(&str) -> Option<Interval>) -> Self {
        match condition {
            Condition::Compare(comparison, left, right) => match (amount(left, figure), amount(right, figure)) {
                (Some(left), Some(right)) => Self::compared(*comparison, &left, &right),
                _ => Self { may_hold: true, may_fail: true },
            },
            Condition::All(parts) => parts.iter().map(|part| Self::of(part, figure)).fold(
                Self { may_hold: true, may_fail: false },
                |all, part| Self { may_hold: all.may_hold && part.may_hold, may_fail: all.may_fail || part.may_fail },
            ),
            Condition::Any(parts) => parts.iter().map(|part| Self::of(part, figure)).fold(
                Self { may_hold: false, may_fail: true },
                |any, part| Self { may_hold: any.may_hold || part.may_hold, may_fail: any.may_fail && part.may_fail },
            ),
            Condition::Not(inner) => Self::of(inner, figure).turned(),
        }
    }

    fn turned(self) -> Self {
        Self { may_hold: self.may_fail, may_fail: self.may_hold }
    }

    fn compared(comparison: Comparison, left: &Interval, right: &Interval) -> Self {
        match comparison {
            Comparison::Equal => Self {
                may_hold: left.overlaps(right),
                may_fail: !(left.is_point() && right.is_point() && left.low.at == right.low.at),
            },
            Comparison::NotEqual => Self::compared(Comparison::Equal, left, right).turned(),
            Comparison::Less => Self { may_hold: left.may_be_below(right), may_fail: right.may_be_at_most(left) },
            Comparison::AtMost => Self { may_hold: left.may_be_at_most(right), may_fail: right.may_be_below(left) },
            Comparison::Greater => Self::compared(Comparison::Less, right, left),
            Comparison::AtLeast => Self::compared(Comparison::AtMost, right, left),
        }
    }
}

fn amount(amount: &Amount, figure: &impl Fn(&str) -> Option<Interval>) -> Option<Interval> {
    match amount {
        Amount::Metric(name) => figure(name),
        Amount::Constant(number) => Some(Interval::point(*number)),
        Amount::Negative(inner) => Some(self::amount(inner, figure)?.negated()),
        Amount::Calculated(operation, left, right) => {
            let (left, right) = (self::amount(left, figure)?, self::amount(right, figure)?);
            match operation {
                Operation::Plus => Some(left.plus(&right)),
                Operation::Minus => Some(left.plus(&right.negated())),
                Operation::Times => left.times(&right),
                Operation::Over => left.over(&right),
            }
        }
    }
}
