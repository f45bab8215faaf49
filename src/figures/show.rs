//! Numbers as they are shown to people: in Chinese with 万 and 亿 (NUM-3) and the words of NUM-4, and in English.
//!
//! Running text has at most two decimals of 万 or 亿. An exact number is rounded as people round it, 15790 to 1.58万; one
//! with a bound to the side on which the bound stays true, 15790余 to 1.57万余 and 近15790 to 近1.58万. The full number
//! stands in tables ([`Phrase::table`]), in files and in `<data value>` ([`plain`]).

use rust_decimal::{Decimal, RoundingStrategy};

use super::{Bound, Figure};

/// A number and what is said about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// The number.
    pub number: Decimal,
    /// Its bound.
    pub bound: Bound,
    /// Whether an at-least is known to stay below the next round number, which 余 promises and 超 doesn't (NUM-6).
    pub firm: bool,
}

/// The number in decimal digits, without an exponent or zeros at the end: `384000`, `98.5`. The string of
/// `<data value>`, JSON and CSV.
pub fn plain(value: Decimal) -> String {
    // Nearly all figures are whole numbers that a register holds.
    match u64::try_from(value.mantissa()) {
        Ok(whole) if value.scale() == 0 => whole.to_string(),
        _ => value.normalize().to_string(),
    }
}

impl Figure {
    /// What is said about the figure.
    pub fn phrase(&self) -> Phrase {
        Phrase { number: self.value(), bound: self.bound(), firm: true }
    }
}

/// How many decimals running text has at most.
const PLACES: u32 = 2;

impl Phrase {
    /// Chinese running text with a unit, which may be empty: `38.4万元`, `80余场次`, `近200人`, `超100%`.
    pub fn chinese(&self, unit: &str) -> String {
        let (number, scale) = if keeps_digits(unit) { (self.rounded(Decimal::ONE), "") } else { self.scaled() };
        self.worded(self.bound, &plain(number), scale, unit)
    }

    /// Chinese with all digits, for tables: `384000元`, `20000余人`.
    pub fn table(&self, unit: &str) -> String {
        self.worded(self.bound, &plain(self.number), "", unit)
    }

    /// English running text without a unit but the percent sign: `over 80`, `nearly 200`, `about 50`, `384,000`.
    pub fn english(&self, unit: &str) -> String {
        self.english_number(self.rounded(Decimal::ONE), unit)
    }

    fn english_number(&self, number: Decimal, unit: &str) -> String {
        let rounded = number != self.number && !self.bound.is_approximate();
        let word = match if rounded { Bound::About } else { self.bound } {
            Bound::Exact => "",
            Bound::AtLeast => "over ",
            Bound::AtMost => "nearly ",
            Bound::About => "about ",
        };
        let percent = if matches!(unit, "%" | "％") { "%" } else { "" };
        format!("{word}{}{percent}", grouped(&plain(number)))
    }

    /// English running text with a unit: `over 80 sessions`, `1 session`, `98.5%`.
    pub fn english_with_unit(&self, unit: &str) -> String {
        beside_unit(self.english(unit), unit)
    }

    /// English with all digits, for tables: `384,000.125 yuan`.
    pub fn english_table(&self, unit: &str) -> String {
        beside_unit(self.english_number(self.number, unit), unit)
    }

    fn worded(&self, bound: Bound, digits: &str, scale: &str, unit: &str) -> String {
        let fillable = !matches!(unit, "%" | "％") && (!scale.is_empty() || !digits.contains('.'));
        match bound {
            Bound::Exact => format!("{digits}{scale}{unit}"),
            Bound::AtLeast if self.firm && fillable => format!("{digits}{scale}余{unit}"),
            Bound::AtLeast => format!("超{digits}{scale}{unit}"),
            Bound::AtMost => format!("近{digits}{scale}{unit}"),
            Bound::About => format!("约{digits}{scale}{unit}"),
        }
    }

    /// The number in 亿, 万 or ones: the largest of which there is one, after rounding.
    fn scaled(&self) -> (Decimal, &'static str) {
        let limit = power("万");
        let small = ["", "万"].into_iter().map(|scale| (self.rounded(power(scale)), scale));
        small.into_iter().find(|(number, _)| *number < limit).unwrap_or((self.rounded(power("亿")), "亿"))
    }

    /// The number in units of `power`, with two decimals, to the side on which the bound stays true. What is something is
    /// never told as nothing.
    fn rounded(&self, power: Decimal) -> Decimal {
        let strategy = match self.bound {
            Bound::Exact | Bound::About => RoundingStrategy::MidpointAwayFromZero,
            Bound::AtLeast => RoundingStrategy::ToZero,
            Bound::AtMost => RoundingStrategy::AwayFromZero,
        };
        if power == Decimal::ONE && self.number.scale() <= PLACES {
            return self.number.normalize();
        }
        let number = self.number.checked_div(power).unwrap_or(self.number);
        let rounded = number.round_dp_with_strategy(PLACES, strategy).normalize();
        if rounded.is_zero() { number.normalize() } else { rounded }
    }
}

fn beside_unit(number: String, unit: &str) -> String {
    match unit {
        "" | "%" | "％" => number,
        unit if number == "1" => format!("{number} {}", singular(unit)),
        unit => format!("{number} {unit}"),
    }
}

/// Units in which a number is never told in 万: percentages, and units that begin with a multiplier themselves.
fn keeps_digits(unit: &str) -> bool {
    matches!(unit.chars().next(), Some('%' | '％' | '‰' | '十' | '百' | '千' | '万' | '亿'))
}

/// The English unit of a single thing: units are written as they follow larger numbers.
fn singular(unit: &str) -> String {
    const OTHER: [(&str, &str); 6] = [
        ("people", "person"),
        ("persons", "person"),
        ("children", "child"),
        ("men", "man"),
        ("women", "woman"),
        ("series", "series"),
    ];
    let (front, last) = unit.rsplit_once(' ').map_or(("", unit), |(front, last)| (front, last));
    let one = if let Some((_, one)) = OTHER.iter().find(|(many, _)| *many == last) {
        (*one).to_owned()
    } else if let Some(stem) = last.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        format!("{stem}y")
    } else {
        let hissing = ["ches", "shes", "sses", "xes"].into_iter().any(|ending| last.ends_with(ending));
        let plural = last.len() > 2 && last.ends_with('s') && !last.ends_with("ss");
        let cut = if hissing { 2 } else { usize::from(plural) };
        last[..last.len() - cut].to_owned()
    };
    if front.is_empty() { one } else { format!("{front} {one}") }
}

fn power(scale: &str) -> Decimal {
    match scale {
        "万" => Decimal::from(10_000),
        "亿" => Decimal::from(100_000_000),
        _ => Decimal::ONE,
    }
}

/// Commas between groups of three digits before the point.
fn grouped(digits: &str) -> String {
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(decimals) = decimals {
        text.push('.');
        text.push_str(decimals);
    }
    text
}
