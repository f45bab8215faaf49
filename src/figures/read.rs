//! Reading a figure: bounds, a number, its unit, in the orders in which people write them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::numeral::{Numeral, numeral};
use super::scan::Scanner;
use super::words::{Word, begins_number, bound_after, bound_before, multiplier};
use super::{Bound, Figure, FigureProblem, FigureWarning, Metric, Nature, ProblemKind, WarningKind};

/// A figure that was read, and what is odd about it. A figure with warnings is what was written, never a repair of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The figure.
    pub figure: Figure,
    /// What is odd, in the order in which it was noticed.
    pub warnings: Vec<FigureWarning>,
}

/// Reads a written figure of `metric`: `38.4万`, `80余场次`, `约三百人`, `百分之九十八`. `all` are the portal's metrics, of
/// which the units are known, so that another metric's unit is told from text that means nothing.
///
/// # Errors
/// What can't be read, with the characters at which it goes wrong.
pub fn read_text(text: &str, metric: &Metric, all: &BTreeMap<String, Metric>) -> Result<Reading, FigureProblem> {
    let own = [Some(metric.unit.as_str()), metric.summed_unit.as_deref()];
    let scanner = Scanner::new(text, own.into_iter().flatten());
    let mut reader = Reader { text, metric, all, scanner, bounds: Vec::new(), has_unit: false };
    let number = reader.number()?;
    let number = reader.tail(number)?;
    reader.finish(&number)
}

/// Reads a figure that is a whole number in TOML.
///
/// # Errors
/// `Negative`, or `TooLarge`.
pub fn read_integer(value: i64, metric: &Metric) -> Result<Reading, FigureProblem> {
    plain_number(Decimal::from(value), value.to_string().len(), metric)
}

/// Reads a figure that is a number with decimals in TOML, as the shortest decimal that means the same: 0.1 is one tenth.
///
/// # Errors
/// `Negative`, `TooLarge`, `TooPrecise`, or `NotFinite`.
pub fn read_float(value: f64, metric: &Metric) -> Result<Reading, FigureProblem> {
    let problem = |kind, width| FigureProblem { kind, at: 0, width };
    if !value.is_finite() {
        return Err(problem(ProblemKind::NotFinite, 3));
    }
    let text = value.to_string();
    if value.abs() >= 1e18 {
        return Err(problem(if value < 0.0 { ProblemKind::Negative } else { ProblemKind::TooLarge }, text.len()));
    }
    let number = Decimal::from_str_exact(&text).map_err(|_| problem(ProblemKind::TooPrecise, text.len()))?;
    plain_number(number, text.len(), metric)
}

fn plain_number(value: Decimal, width: usize, metric: &Metric) -> Result<Reading, FigureProblem> {
    let figure = Figure::new(value, Bound::Exact).map_err(|kind| FigureProblem { kind, at: 0, width })?;
    let over = over_hundred(&figure, metric).then_some(WarningKind::OverHundred);
    let warnings = over.into_iter().map(|kind| FigureWarning { kind, at: 0, width }).collect();
    Ok(Reading { figure, warnings })
}

/// The table form of a head, `{ value = 80, bound = "at-least" }`: what was read of its value, with the named bound.
/// Where the value is a text with a bound of its own, the two are joined as in [`Bound::and`].
///
/// # Errors
/// `UnknownBound` for any name but `exact`, `at-least`, `at-most` and `about`; its offsets are those of the name.
pub fn with_bound(reading: Reading, name: &str, metric: &Metric) -> Result<Reading, FigureProblem> {
    let Some(bound) = Bound::from_name(name) else {
        let kind = ProblemKind::UnknownBound { name: name.to_owned() };
        return Err(FigureProblem { kind, at: 0, width: name.chars().count() });
    };
    let Reading { figure, mut warnings } = reading;
    let own = figure.bound();
    let joined = figure.bounded(own.and(bound));
    let mut warn = |kind| warnings.push(FigureWarning { kind, at: 0, width: 0 });
    if own.is_approximate() && own != bound {
        warn(WarningKind::DoubledBound);
    }
    if !own.is_approximate() {
        let odd = [
            (joined.bound().is_approximate() && joined.value().is_zero(), WarningKind::BoundedZero),
            (looks_exact(&joined, metric), WarningKind::LooksExact),
            (over_hundred(&joined, metric) && !over_hundred(&figure, metric), WarningKind::OverHundred),
        ];
        odd.into_iter().filter(|(is, _)| *is).for_each(|(_, kind)| warn(kind));
    }
    Ok(Reading { figure: joined, warnings })
}

/// NUM-4: a bound on a number that nobody would round to, such as 3217; multiples of five pass.
fn looks_exact(figure: &Figure, metric: &Metric) -> bool {
    let value = figure.value();
    figure.bound().is_approximate()
        && metric.nature != Nature::Rate
        && value >= Decimal::ONE_HUNDRED
        && !(value % Decimal::from(5)).is_zero()
}

fn over_hundred(figure: &Figure, metric: &Metric) -> bool {
    let reaches = match figure.bound() {
        Bound::AtLeast => figure.value() >= Decimal::ONE_HUNDRED,
        _ => figure.value() > Decimal::ONE_HUNDRED,
    };
    metric.nature == Nature::Rate && metric.is_percent() && reaches
}

/// A bound that was written, and where.
struct Written {
    word: Word,
    at: usize,
    width: usize,
    /// Whether 万 or the like follows it: `20余万`.
    inside: bool,
}

struct Reader<'a> {
    text: &'a str,
    metric: &'a Metric,
    all: &'a BTreeMap<String, Metric>,
    scanner: Scanner,
    bounds: Vec<Written>,
    has_unit: bool,
}

impl Reader<'_> {
    /// Reads up to the end of the number.
    fn number(&mut self) -> Result<Numeral, FigureProblem> {
        self.scanner.skip_gaps();
        if self.scanner.peek().is_none() {
            return Err(self.scanner.problem_to_end(ProblemKind::Empty, 0));
        }
        while let Some((word, width)) = bound_before(&self.scanner) {
            self.note(word, width);
            self.scanner.skip_gaps();
        }
        self.refuse_unsaid()?;
        self.refuse_sign()?;
        if let Some(width) = self.scanner.finds("百分之") {
            self.percent(width)?;
        }
        let start = self.scanner.at;
        let found = if self.scanner.at_own_unit() { None } else { numeral(&mut self.scanner)? };
        let number = found.ok_or_else(|| self.no_number(start))?;
        // 百分之百 is 100 %, while a 百 of its own is no number.
        Ok(Numeral { bare: number.bare && !self.has_unit, ..number })
    }

    fn note(&mut self, word: Word, width: usize) {
        self.bounds.push(Written { word, at: self.scanner.at, width, inside: false });
        self.scanner.at += width;
    }

    fn refuse_unsaid(&self) -> Result<(), FigureProblem> {
        let unsaid = ["数", "几", "好几", "若干", "许多", "多", "半"];
        match unsaid.into_iter().find_map(|word| self.scanner.finds(word)) {
            Some(width) => Err(FigureProblem { kind: ProblemKind::Vague, at: self.scanner.at, width }),
            None => Ok(()),
        }
    }

    fn refuse_sign(&self) -> Result<(), FigureProblem> {
        let minus = matches!(self.scanner.peek(), Some('-' | '−' | '–' | '负' | '﹣'));
        let number = self.scanner.rest().iter().skip(1).find(|character| **character != ' ');
        if minus && number.is_some_and(|character| begins_number(*character)) {
            return Err(FigureProblem { kind: ProblemKind::Negative, at: self.scanner.at, width: 1 });
        }
        Ok(())
    }

    fn no_number(&self, start: usize) -> FigureProblem {
        if self.scanner.peek() == Some('.') && self.scanner.ahead(1).is_some_and(begins_number) {
            return FigureProblem { kind: ProblemKind::DecimalPoint, at: start, width: 1 };
        }
        match self.scanner.rest().iter().position(|character| begins_number(*character)) {
            Some(width) if width > 0 => FigureProblem { kind: self.unknown(start, width), at: start, width },
            _ => self.scanner.problem_to_end(ProblemKind::NoNumber, 0),
        }
    }

    fn unknown(&self, at: usize, width: usize) -> ProblemKind {
        ProblemKind::UnknownText { text: self.text.chars().skip(at).take(width).collect() }
    }

    /// Reads what follows the number: bounds, 万 after a bound, and the unit, in any order.
    fn tail(&mut self, mut number: Numeral) -> Result<Numeral, FigureProblem> {
        loop {
            self.scanner.skip_gaps();
            if self.scanner.peek().is_none() {
                return Ok(number);
            }
            self.refuse_second_number()?;
            if self.raise(&mut number)? || self.unit()? {
                continue;
            }
            let Some((word, width)) = bound_after(&self.scanner) else { return Err(self.unknown_rest()) };
            self.note(word, width);
        }
    }

    fn unknown_rest(&self) -> FigureProblem {
        let at = self.scanner.at;
        let width = self.scanner.len() - at;
        FigureProblem { kind: self.unknown(at, width), at, width }
    }

    fn refuse_second_number(&self) -> Result<(), FigureProblem> {
        const BETWEEN: &str = "-–—−~至到或和、/±";
        let mut after = self.scanner.rest().iter().skip_while(|character| BETWEEN.contains(**character)).peekable();
        let joined = self.scanner.peek().is_some_and(|character| BETWEEN.contains(character));
        while after.next_if(|character| **character == ' ').is_some() {}
        if joined && after.peek().is_some_and(|character| begins_number(**character)) {
            return Err(self.scanner.problem_to_end(ProblemKind::Range, self.scanner.at));
        }
        Ok(())
    }

    /// Takes a unit. The longest that any metric has is the one that is meant: 人次 is not 人.
    fn unit(&mut self) -> Result<bool, FigureProblem> {
        let own_width = self.scanner.finds(&self.metric.unit);
        let summed = self.metric.summed_unit.as_deref().unwrap_or_default();
        if let Some(width) = self.scanner.finds(summed).filter(|width| Some(*width) > own_width) {
            let kind = ProblemKind::SummedUnit { unit: summed.to_owned() };
            return Err(FigureProblem { kind, at: self.scanner.at, width });
        }
        if let Some((width, unit, metric)) = self.other_unit().filter(|(width, ..)| Some(*width) > own_width) {
            let kind = ProblemKind::OtherUnit { unit: unit.to_owned(), metric: metric.label.clone() };
            return Err(FigureProblem { kind, at: self.scanner.at, width });
        }
        if own_width.is_none() && self.scanner.peek() == Some('%') {
            self.percent(1)?;
            return Ok(true);
        }
        let Some(width) = own_width else { return Ok(false) };
        if self.has_unit {
            return Err(self.unknown_rest());
        }
        self.has_unit = true;
        self.scanner.at += width;
        Ok(true)
    }

    /// The longest unit of any metric that comes next, and the first metric that has it. Percent signs are told apart
    /// elsewhere.
    fn other_unit(&self) -> Option<(usize, &str, &Metric)> {
        let units = self.all.values().filter(|metric| !metric.is_percent()).flat_map(|metric| {
            let units = [Some(metric.unit.as_str()), metric.summed_unit.as_deref()];
            units.into_iter().flatten().map(move |unit| (unit, metric))
        });
        let found = units.filter_map(|(unit, metric)| Some((self.scanner.finds(unit)?, unit, metric)));
        found.reduce(|best, next| if next.0 > best.0 { next } else { best })
    }

    /// Takes a percent sign, or 百分之.
    fn percent(&mut self, width: usize) -> Result<(), FigureProblem> {
        let takes_it = self.metric.nature == Nature::Rate && (self.metric.is_percent() || self.metric.unit.is_empty());
        if !takes_it {
            return Err(FigureProblem { kind: ProblemKind::Percent, at: self.scanner.at, width });
        }
        if self.has_unit {
            return Err(self.unknown_rest());
        }
        self.has_unit = true;
        self.scanner.at += width;
        Ok(())
    }

    /// Takes 万 and the like after a bound that stands directly behind the number: `20余万`.
    fn raise(&mut self, number: &mut Numeral) -> Result<bool, FigureProblem> {
        let at = self.scanner.at;
        let Some(bound) = self.bounds.last_mut().filter(|bound| bound.at >= number.end && bound.word.fills) else {
            return Ok(false);
        };
        if bound.inside || number.scaled || bound.at + bound.width != at || self.scanner.at_own_unit() {
            return Ok(false);
        }
        let Some(power) = self.scanner.take(|character| multiplier(character).filter(|power| *power >= 100)) else {
            return Ok(false);
        };
        bound.inside = true;
        let raised = number.value.checked_mul(Decimal::from(power));
        number.value = raised.ok_or_else(|| self.scanner.problem(ProblemKind::TooLarge, number.start))?;
        Ok(true)
    }

    fn finish(self, number: &Numeral) -> Result<Reading, FigureProblem> {
        if number.bare && self.bounds.is_empty() {
            return Err(FigureProblem { kind: ProblemKind::NoNumber, at: number.start, width: 1 });
        }
        let width = number.end - number.start;
        let bound = self.bounds.iter().fold(Bound::Exact, |bound, written| bound.and(written.word.bound));
        let problem = |kind| FigureProblem { kind, at: number.start, width };
        let figure = Figure::new(number.value, bound).map_err(problem)?;
        let warnings = self.warnings(number, &figure);
        Ok(Reading { figure, warnings })
    }

    fn warnings(&self, number: &Numeral, figure: &Figure) -> Vec<FigureWarning> {
        let width = number.end - number.start;
        let of_number = |kind| FigureWarning { kind, at: number.start, width };
        let of_bound = |kind, written: &Written| FigureWarning { kind, at: written.at, width: written.width };
        let ten = Decimal::TEN;
        let filled = self.bounds.iter().find(|written| written.word.fills && written.at >= number.end);
        let told_digits = |written: &Written| !written.inside && !number.scaled;
        let unscaled = !number.scaled && !filled.is_some_and(|written| written.inside);
        let mut warnings = Vec::new();
        if let Some(second) = self.bounds.get(1) {
            warnings.push(of_bound(WarningKind::DoubledBound, second));
        }
        if let Some(written) = filled.filter(|written| written.inside && self.single_digits(number)) {
            warnings.push(of_bound(WarningKind::MisplacedBound, written));
        }
        if let Some(written) = filled.filter(|written| told_digits(written) && !(figure.value() % ten).is_zero()) {
            warnings.push(of_bound(WarningKind::NotRound, written));
        } else if unscaled && looks_exact(figure, self.metric) {
            warnings.push(of_number(WarningKind::LooksExact));
        }
        let odd = [
            (over_hundred(figure, self.metric), WarningKind::OverHundred),
            (number.mixed, WarningKind::MixedForm),
            (figure.bound().is_approximate() && figure.value().is_zero(), WarningKind::BoundedZero),
        ];
        warnings.extend(odd.into_iter().filter(|(is, _)| *is).map(|(_, kind)| of_number(kind)));
        warnings
    }

    /// Whether the digits before the bound don't end in a zero: of `3余万`, but not of `20余万` and 百余万.
    fn single_digits(&self, number: &Numeral) -> bool {
        let last = self.text.chars().nth(number.end.saturating_sub(1)).unwrap_or('0');
        !matches!(last, '0' | '０') && multiplier(last).is_none()
    }
}
