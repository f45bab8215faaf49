//! Numbers as people write them: `3,200`, `38.4万`, `1亿3000万`, `三百八十四`, `二〇二三`, `九十八点五`.
//!
//! A number is read as pieces, each a coefficient with its multipliers (`2千` and `5百` of `3万2千5百`), and then
//! evaluated. What two readers could take for two numbers (`3万2`, `三四百`) is refused.

use rust_decimal::Decimal;

use super::scan::{Scanner, THIN_SPACE};
use super::words::{digit, han_digit, multiplier};
use super::{FigureProblem, ProblemKind};

/// A number that was read.
#[derive(Debug)]
pub(super) struct Numeral {
    /// Its value.
    pub(super) value: Decimal,
    /// Its first character.
    pub(super) start: usize,
    /// The character after its last one.
    pub(super) end: usize,
    /// Whether 万 or 亿 comes last, so that the digits before it needn't end in zero to be round.
    pub(super) scaled: bool,
    /// Whether it is a multiplier alone, as in 近千; 百万 is a number.
    pub(super) bare: bool,
    /// Whether digits follow 万 directly: `1万7200`.
    pub(super) mixed: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Script {
    Arabic,
    Han,
}

/// The digits of a piece.
struct Coefficient {
    value: Decimal,
    /// How many digits stand before the point.
    digits: usize,
    decimal: bool,
    script: Script,
}

/// A coefficient with its multipliers. One of them at least is there.
struct Piece {
    start: usize,
    zero_before: bool,
    coefficient: Option<Coefficient>,
    small: Option<u32>,
    big: Vec<u32>,
}

impl Piece {
    fn has_multiplier(&self) -> bool {
        self.small.is_some() || !self.big.is_empty()
    }
}

/// Reads the number that comes next; `None` where there is none.
pub(super) fn numeral(scanner: &mut Scanner) -> Result<Option<Numeral>, FigureProblem> {
    let start = scanner.at;
    let mut pieces = Vec::new();
    while let Some(piece) = piece(scanner, pieces.is_empty())? {
        pieces.push(piece);
    }
    let Some(last) = pieces.last() else { return Ok(None) };
    let scaled = !last.big.is_empty();
    let one = last.small.map_or(last.big.len(), |small| if small == 10 { 2 } else { 1 + last.big.len() });
    let bare = pieces.len() == 1 && last.coefficient.is_none() && one == 1;
    let mut tower = Tower::default();
    for (index, piece) in pieces.iter().enumerate() {
        let is_last = index + 1 == pieces.len();
        tower.put(piece, is_last).map_err(|kind| scanner.problem(kind, piece.start))?;
    }
    let value = tower.value().ok_or_else(|| scanner.problem(ProblemKind::TooLarge, start))?;
    Ok(Some(Numeral { value, start, end: scanner.at, scaled, bare, mixed: tower.mixed }))
}

fn piece(scanner: &mut Scanner, first: bool) -> Result<Option<Piece>, FigureProblem> {
    let start = scanner.at;
    let (zero_before, coefficient) = match scanner.peek().and_then(digit) {
        Some(_) => (false, Some(arabic(scanner)?)),
        None => han(scanner, first)?,
    };
    let small = take_multiplier(scanner, coefficient.is_some(), |power| power <= 1000);
    let mut big = Vec::new();
    while let Some(power) = take_multiplier(scanner, coefficient.is_some(), |power| power > 1000) {
        big.push(power);
    }
    let piece = Piece { start, zero_before, coefficient, small, big };
    let says_something = piece.coefficient.is_some() || piece.has_multiplier();
    if zero_before && !says_something {
        return Err(scanner.problem(ProblemKind::Numeral, start));
    }
    Ok(says_something.then_some(piece))
}

/// Takes a multiplier, over a space where digits stand before it (`38.4 万`), unless it begins the unit.
fn take_multiplier(scanner: &mut Scanner, over_space: bool, wanted: impl Fn(u32) -> bool) -> Option<u32> {
    let back = scanner.at;
    if over_space {
        scanner.skip_gaps();
    }
    let found = if scanner.at_own_unit() {
        None
    } else {
        scanner.take(|character| multiplier(character).filter(|power| wanted(*power)))
    };
    if found.is_none() {
        scanner.at = back;
    }
    found
}

fn arabic(scanner: &mut Scanner) -> Result<Coefficient, FigureProblem> {
    let start = scanner.at;
    let mut digits = Digits::default();
    let first_group = digits.take_run(scanner, digit);
    while separator(scanner, first_group)? {
        scanner.at += 1;
        digits.take_run(scanner, digit);
    }
    let whole = digits.len();
    if scanner.peek() == Some('.') {
        let point = scanner.at;
        scanner.at += 1;
        if digits.take_run(scanner, digit) == 0 {
            return Err(scanner.problem(ProblemKind::DecimalPoint, point));
        }
    }
    let value = digits.value(whole).map_err(|kind| scanner.problem(kind, start))?;
    Ok(Coefficient { value, digits: whole, decimal: digits.len() > whole, script: Script::Arabic })
}

/// Whether a thousands separator comes next, with just three digits after it.
fn separator(scanner: &Scanner, first_group: usize) -> Result<bool, FigureProblem> {
    let is_digit = |places| scanner.ahead(places).and_then(digit).is_some();
    let group = first_group <= 3 && (1..=3).all(is_digit) && !is_digit(4);
    match scanner.peek() {
        Some(',' | THIN_SPACE) if group => Ok(true),
        Some(',' | ' ' | THIN_SPACE) if is_digit(1) => {
            Err(FigureProblem { kind: ProblemKind::Separator, at: scanner.at, width: 1 })
        }
        _ => Ok(false),
    }
}

/// Reads Chinese digits: whether a zero stood before them, and their number. Within a number, zeros before other digits
/// only say that a place is empty (一千零二十).
fn han(scanner: &mut Scanner, first: bool) -> Result<(bool, Option<Coefficient>), FigureProblem> {
    let start = scanner.at;
    let mut zero_before = false;
    while !first && scanner.take(|character| (han_digit(character) == Some(0)).then_some(())).is_some() {
        zero_before = true;
    }
    let mut digits = Digits::default();
    let whole = digits.take_run(scanner, han_digit);
    if digits.is_choice() {
        return Err(scanner.problem(ProblemKind::Range, start));
    }
    let point = scanner.peek() == Some('点') && scanner.ahead(1).and_then(han_digit).is_some();
    if point && !(first && whole == 0) {
        scanner.at += 1;
        digits.take_run(scanner, han_digit);
    }
    if digits.len() == 0 {
        return Ok((zero_before, None));
    }
    let value = digits.value(whole).map_err(|kind| scanner.problem(kind, start))?;
    let decimal = digits.len() > whole;
    Ok((zero_before, Some(Coefficient { value, digits: whole, decimal, script: Script::Han })))
}

/// Digits in the order in which they stand.
#[derive(Default)]
struct Digits(Vec<u8>);

impl Digits {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn take_run(&mut self, scanner: &mut Scanner, digit: impl Fn(char) -> Option<u8>) -> usize {
        let before = self.len();
        while let Some(digit) = scanner.take(&digit) {
            self.0.push(digit);
        }
        self.len() - before
    }

    /// Two Chinese digits that rise mean the one or the other: 三四百 is 300 or 400.
    fn is_choice(&self) -> bool {
        matches!(self.0.as_slice(), &[one, two] if one > 0 && two > one)
    }

    /// The number, its point after so many digits.
    fn value(&self, whole: usize) -> Result<Decimal, ProblemKind> {
        let (whole, decimals) = self.0.split_at(whole.min(self.len()));
        let used = decimals.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        let leading = whole.iter().take_while(|digit| **digit == 0).count();
        if whole.len() - leading > 16 {
            return Err(ProblemKind::TooLarge);
        }
        if used > 12 {
            return Err(ProblemKind::TooPrecise);
        }
        let digits = whole[leading..].iter().chain(&decimals[..used]);
        let number = digits.fold(0_i128, |number, digit| number * 10 + i128::from(*digit));
        let scale = u32::try_from(used).unwrap_or_default();
        Decimal::try_from_i128_with_scale(number, scale).map_err(|_| ProblemKind::TooLarge)
    }
}

/// What the pieces so far add up to: so many 亿, so many 万, and the rest.
#[derive(Default)]
struct Tower {
    above: Option<Decimal>,
    middle: Option<Decimal>,
    section: Decimal,
    /// The last multiplier: what follows must be smaller.
    step: Option<u32>,
    arabic: bool,
    mixed: bool,
    overflow: bool,
}

impl Tower {
    fn put(&mut self, piece: &Piece, is_last: bool) -> Result<(), ProblemKind> {
        let value = self.piece_value(piece, is_last)?;
        if self.step.is_some_and(|step| value >= Decimal::from(step)) {
            return Err(ProblemKind::Numeral);
        }
        self.section = self.section.saturating_add(value);
        self.arabic |= piece.coefficient.as_ref().is_some_and(|digits| digits.script == Script::Arabic);
        self.step = Some(piece.small.unwrap_or(1));
        for (index, power) in piece.big.iter().enumerate() {
            self.raise(*power, index)?;
        }
        Ok(())
    }

    fn piece_value(&mut self, piece: &Piece, is_last: bool) -> Result<Decimal, ProblemKind> {
        let first = self.step.is_none();
        let small = Decimal::from(piece.small.unwrap_or(1));
        let Some(digits) = &piece.coefficient else {
            return if first || piece.small == Some(10) { Ok(small) } else { Err(ProblemKind::Numeral) };
        };
        if digits.decimal && !is_last {
            return Err(ProblemKind::Numeral);
        }
        match self.step {
            None if digits.script == Script::Han && digits.digits > 1 && piece.small.is_some() => {
                Err(ProblemKind::Numeral)
            }
            None => Ok(digits.value.saturating_mul(small)),
            Some(_) if piece.has_multiplier() && digits.decimal => Err(ProblemKind::Numeral),
            Some(_) if piece.has_multiplier() => Ok(digits.value.saturating_mul(small)),
            Some(step) => self.last_digits(piece.zero_before, digits, step),
        }
    }

    /// The value of digits that end a number and have no multiplier of their own.
    fn last_digits(&mut self, zero_before: bool, digits: &Coefficient, step: u32) -> Result<Decimal, ProblemKind> {
        let places = step.ilog10() as usize;
        if step == 10 || zero_before || (digits.digits == 0 && digits.decimal) {
            return Ok(digits.value);
        }
        if digits.decimal {
            return Err(ProblemKind::Numeral);
        }
        if digits.script == Script::Han && digits.digits == 1 && !self.arabic && step > 1 {
            return Ok(digits.value.saturating_mul(Decimal::from(step / 10)));
        }
        self.mixed = digits.script == Script::Arabic;
        if digits.digits == places && step > 1 { Ok(digits.value) } else { Err(ProblemKind::Numeral) }
    }

    fn raise(&mut self, power: u32, index: usize) -> Result<(), ProblemKind> {
        let factor = Decimal::from(power);
        let below = self.section.checked_mul(factor);
        if power == 10_000 {
            let too_much = self.above.is_some() && below.is_none_or(|below| below >= Decimal::from(100_000_000));
            if index > 0 || self.middle.is_some() || too_much {
                return Err(ProblemKind::Numeral);
            }
            self.middle = below;
        } else {
            let whole = self.section.saturating_add(self.middle.take().unwrap_or_default());
            if self.above.is_some() {
                return Err(ProblemKind::Numeral);
            }
            self.above = whole.checked_mul(factor);
            self.overflow |= self.above.is_none();
        }
        self.overflow |= below.is_none();
        self.section = Decimal::ZERO;
        self.step = Some(power);
        Ok(())
    }

    fn value(&self) -> Option<Decimal> {
        let above = self.above.unwrap_or_default();
        let below = self.middle.unwrap_or_default().checked_add(self.section)?;
        if self.overflow { None } else { above.checked_add(below) }
    }
}
