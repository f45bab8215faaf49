//! Periods: stretches of days with a name (product.md, section 5; NUM-9).

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::base::Day;

/// Days from one to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first day.
    pub from: Day,
    /// The last day, not before the first.
    pub to: Day,
}

impl Span {
    /// A single day.
    pub fn day(day: Day) -> Self {
        Self { from: day, to: day }
    }

    /// Whether all of `other` lies in it.
    pub fn contains(&self, other: &Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// Whether the two share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Grain {
    /// One day.
    Day,
    /// A calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// Six months from January or July.
    Half,
    /// A calendar year.
    Year,
    /// From any day to any other.
    Range,
    /// All days: what a query without a period asks for.
    All,
}

/// A stretch of days with a name. Two are equal where their names are: a range that happens to be a year is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    span: Span,
    grain: Grain,
}

/// Why a period can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PeriodProblem {
    /// It has none of the forms of a period.
    Form,
    /// The month, quarter, half or day doesn't exist.
    NoSuchDay,
    /// The range ends before it begins.
    Backwards,
}

/// The names of periods that depend on the day of the build.
pub(super) const RELATIVE: [&str; 8] =
    ["this-year", "this-half", "this-quarter", "this-month", "last-year", "last-half", "last-quarter", "last-month"];

impl Period {
    /// All days.
    pub const ALL: Self = Self { span: Span { from: Day::MIN, to: Day::MAX }, grain: Grain::All };

    /// The calendar period of that grain in which `day` lies; of a range or all days, the day itself.
    pub fn around(day: Day, grain: Grain) -> Self {
        let months = match grain {
            Grain::Month => 1,
            Grain::Quarter => 3,
            Grain::Half => 6,
            Grain::Year => 12,
            Grain::Day | Grain::Range | Grain::All => return Self { span: Span::day(day), grain: Grain::Day },
        };
        let first = (day.month() - 1) / months * months + 1;
        let month = |month| Day::new(day.year(), month, 1).unwrap_or(day);
        let span = Span { from: month(first), to: month(first + months - 1).last_of_month() };
        Self { span, grain }
    }

    /// A span as a period.
    pub fn range(span: Span) -> Self {
        Self { span, grain: Grain::Range }
    }

    /// Reads a period; names such as `this-half` are those seen from the day `as_of`.
    ///
    /// # Errors
    /// Where the text is no period.
    pub fn parse(text: &str, as_of: Day) -> Result<Self, PeriodProblem> {
        let relative = text.strip_prefix("this-").map(|grain| (grain, false));
        let relative = relative.or_else(|| text.strip_prefix("last-").map(|grain| (grain, true)));
        let Some((grain, last)) = relative else {
            return if text == "all" { Ok(Self::ALL) } else { Self::parse_fixed(text) };
        };
        let grain = match grain {
            "year" => Grain::Year,
            "half" => Grain::Half,
            "quarter" => Grain::Quarter,
            "month" => Grain::Month,
            _ => return Err(PeriodProblem::Form),
        };
        let this = Self::around(as_of, grain);
        if last { this.previous().ok_or(PeriodProblem::NoSuchDay) } else { Ok(this) }
    }

    /// Reads a period that means the same on every day, as in the head of a post.
    ///
    /// # Errors
    /// Where the text is no such period.
    pub fn parse_fixed(text: &str) -> Result<Self, PeriodProblem> {
        let Some((from, to)) = text.split_once("..") else { return calendar(text) };
        let day = |text| {
            calendar(text).and_then(|period| match period.grain {
                Grain::Day => Ok(period.span.from),
                _ => Err(PeriodProblem::Form),
            })
        };
        let span = Span { from: day(from.trim())?, to: day(to.trim())? };
        if span.to < span.from { Err(PeriodProblem::Backwards) } else { Ok(Self::range(span)) }
    }

    /// Its days.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The days that it is limited to; `None` of all time.
    pub fn days(&self) -> Option<Span> {
        (self.grain != Grain::All).then_some(self.span)
    }

    /// Its first day.
    pub fn from(&self) -> Day {
        self.span.from
    }

    /// Its last day.
    pub fn to(&self) -> Day {
        self.span.to
    }

    /// How long it is.
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// The same period a year before, for 同比. 29 February becomes the 28th. `None` for all days.
    pub fn last_year(&self) -> Option<Self> {
        let before = |day: Day| day.checked_sub(jiff::Span::new().years(1)).ok();
        match self.grain {
            Grain::All => None,
            Grain::Day => Some(Self::around(before(self.span.from)?, Grain::Day)),
            Grain::Range => {
                let to = before(self.span.to)?;
                let ends_month = self.span.to == self.span.to.last_of_month();
                let to = if ends_month { to.last_of_month() } else { to };
                Some(Self::range(Span { from: before(self.span.from)?, to }))
            }
            grain => Some(Self::around(before(self.span.from)?, grain)),
        }
    }

    /// The adjacent period before it, for 环比: of the same name, or for a range, of as many whole months or days.
    /// `None` for all days.
    pub fn previous(&self) -> Option<Self> {
        let to = self.span.from.yesterday().ok()?;
        match self.grain {
            Grain::All => None,
            Grain::Range => {
                let from = match self.whole_months() {
                    Some(months) => self.span.from.checked_sub(jiff::Span::new().months(months)).ok()?,
                    None => to.checked_sub(self.span.to - self.span.from).ok()?,
                };
                Some(Self::range(Span { from, to }))
            }
            grain => Some(Self::around(to, grain)),
        }
    }

    /// The adjacent period of the same name after it; `None` at the end of time, for ranges and for all days.
    pub(super) fn next(&self) -> Option<Self> {
        match self.grain {
            Grain::All | Grain::Range => None,
            grain => self.span.to.tomorrow().ok().map(|day| Self::around(day, grain)),
        }
    }

    fn whole_months(&self) -> Option<i32> {
        let whole = self.span.from.day() == 1 && self.span.to == self.span.to.last_of_month();
        let count = |day: Day| i32::from(day.year()) * 12 + i32::from(day.month());
        whole.then(|| count(self.span.to) - count(self.span.from) + 1)
    }

    /// `2023年上半年` (NUM-9), `2023年1月1日至6月30日`, `全部`.
    pub fn chinese(&self) -> String {
        let Span { from, to } = self.span;
        let (year, number) = (from.year(), self.number());
        match self.grain {
            Grain::All => "全部".to_owned(),
            Grain::Year => format!("{year}年"),
            Grain::Half => format!("{year}年{}半年", if number == 1 { "上" } else { "下" }),
            Grain::Quarter => {
                format!("{year}年第{}季度", ["一", "二", "三", "四"][usize::from(number.clamp(1, 4)) - 1])
            }
            Grain::Month => format!("{year}年{number}月"),
            Grain::Day => chinese_day(from),
            Grain::Range if from.year() == to.year() => {
                format!("{}至{}月{}日", chinese_day(from), to.month(), to.day())
            }
            Grain::Range => format!("{}至{}", chinese_day(from), chinese_day(to)),
        }
    }

    /// `the first half of 2023`, `March 2023`, `1 January to 30 June 2023`, `all time`.
    pub fn english(&self) -> String {
        let Span { from, to } = self.span;
        let (year, number) = (from.year(), self.number());
        match self.grain {
            Grain::All => "all time".to_owned(),
            Grain::Year => year.to_string(),
            Grain::Half => format!("the {} half of {year}", if number == 1 { "first" } else { "second" }),
            Grain::Quarter => format!(
                "the {} quarter of {year}",
                ["first", "second", "third", "fourth"][usize::from(number.clamp(1, 4)) - 1]
            ),
            Grain::Month => from.strftime("%B %Y").to_string(),
            Grain::Day => from.strftime("%-d %B %Y").to_string(),
            Grain::Range if from.year() == to.year() => {
                format!("{} to {}", from.strftime("%-d %B"), to.strftime("%-d %B %Y"))
            }
            Grain::Range => format!("{} to {}", from.strftime("%-d %B %Y"), to.strftime("%-d %B %Y")),
        }
    }

    /// Which month, quarter or half of its year it is, from 1.
    fn number(&self) -> u8 {
        let months = match self.grain {
            Grain::Quarter => 3,
            Grain::Half => 6,
            _ => 1,
        };
        ((self.span.from.month() - 1) / months + 1).unsigned_abs()
    }
}

fn chinese_day(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// The text that reads as the same period: `2023-H1`, `2023-01-01..2023-06-30`, `all`.
impl fmt::Display for Period {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Span { from, to } = self.span;
        let (year, number) = (from.year(), self.number());
        match self.grain {
            Grain::All => formatter.write_str("all"),
            Grain::Year => write!(formatter, "{year:04}"),
            Grain::Half => write!(formatter, "{year:04}-H{number}"),
            Grain::Quarter => write!(formatter, "{year:04}-Q{number}"),
            Grain::Month => write!(formatter, "{year:04}-{number:02}"),
            Grain::Day => write!(formatter, "{from}"),
            Grain::Range => write!(formatter, "{from}..{to}"),
        }
    }
}

/// `2023`, `2023-H1`, `2023-Q1`, `2023-03`, `2023-03-14`.
fn calendar(text: &str) -> Result<Period, PeriodProblem> {
    let mut parts = text.split('-');
    let year = digits(parts.next().unwrap_or_default(), 4).ok_or(PeriodProblem::Form)?;
    let (part, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return Err(PeriodProblem::Form);
    }
    let (grain, month) = match part {
        None => (Grain::Year, 1),
        Some(part) => within_year(part).ok_or(PeriodProblem::Form)??,
    };
    let (grain, day) = match (grain, day) {
        (grain, None) => (grain, 1),
        (Grain::Month, Some(day)) => (Grain::Day, digits(day, 2).ok_or(PeriodProblem::Form)?),
        _ => return Err(PeriodProblem::Form),
    };
    let narrow = |number: i16| i8::try_from(number).map_err(|_| PeriodProblem::NoSuchDay);
    let first = Day::new(year, narrow(month)?, narrow(day)?).map_err(|_| PeriodProblem::NoSuchDay)?;
    if year == 0 { Err(PeriodProblem::NoSuchDay) } else { Ok(Period::around(first, grain)) }
}

/// The grain and the first month of `H1`, `Q3` or `03`.
fn within_year(part: &str) -> Option<Result<(Grain, i16), PeriodProblem>> {
    let named = |letters: [char; 2], grain, months: i16| {
        let number = digits(part.strip_prefix(letters)?, 1)?;
        let exists = (1..=12 / months).contains(&number);
        Some(if exists { Ok((grain, (number - 1) * months + 1)) } else { Err(PeriodProblem::NoSuchDay) })
    };
    let month = || Some(Ok((Grain::Month, digits(part, 2)?)));
    named(['H', 'h'], Grain::Half, 6).or_else(|| named(['Q', 'q'], Grain::Quarter, 3)).or_else(month)
}

fn digits(text: &str, count: usize) -> Option<i16> {
    let sound = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if sound { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn period(text: &str) -> Period {
        Period::parse(text, day("2023-07-10")).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
    }

    #[test]
    fn periods_have_days_and_names() {
        let rows = [
            ("2023", "2023-01-01", "2023-12-31", "2023年", "2023"),
            ("2023-H1", "2023-01-01", "2023-06-30", "2023年上半年", "the first half of 2023"),
            ("2023-H2", "2023-07-01", "2023-12-31", "2023年下半年", "the second half of 2023"),
            ("2023-Q1", "2023-01-01", "2023-03-31", "2023年第一季度", "the first quarter of 2023"),
            ("2023-Q4", "2023-10-01", "2023-12-31", "2023年第四季度", "the fourth quarter of 2023"),
            ("2024-02", "2024-02-01", "2024-02-29", "2024年2月", "February 2024"),
            ("2023-03-14", "2023-03-14", "2023-03-14", "2023年3月14日", "14 March 2023"),
            (
                "2023-01-01..2023-06-30",
                "2023-01-01",
                "2023-06-30",
                "2023年1月1日至6月30日",
                "1 January to 30 June 2023",
            ),
            (
                "2022-12-01..2023-02-28",
                "2022-12-01",
                "2023-02-28",
                "2022年12月1日至2023年2月28日",
                "1 December 2022 to 28 February 2023",
            ),
        ];
        for (text, from, to, chinese, english) in rows {
            let period = period(text);
            assert_eq!((period.to_string().as_str(), period.from(), period.to()), (text, day(from), day(to)));
            assert_eq!((period.chinese().as_str(), period.english().as_str()), (chinese, english));
        }
        assert_eq!((period("all"), period("all").to_string().as_str()), (Period::ALL, "all"));
        assert_eq!(period("2023-h1"), period("2023-H1"));
    }

    #[test]
    fn relative_names_are_seen_from_the_day_of_the_build() {
        let rows = [
            ("this-year", "2023"),
            ("this-half", "2023-H2"),
            ("this-quarter", "2023-Q3"),
            ("this-month", "2023-07"),
            ("last-year", "2022"),
            ("last-half", "2023-H1"),
            ("last-quarter", "2023-Q2"),
            ("last-month", "2023-06"),
        ];
        for (text, same) in rows {
            assert_eq!(period(text), period(same), "{text}");
            assert!(RELATIVE.contains(&text) && Period::parse_fixed(text).is_err());
        }
    }

    #[test]
    fn periods_have_one_before_and_one_a_year_before() {
        let rows = [
            ("2023", "2022", "2022"),
            ("2023-H1", "2022-H2", "2022-H1"),
            ("2023-Q1", "2022-Q4", "2022-Q1"),
            ("2023-03", "2023-02", "2022-03"),
            ("2024-02-29", "2024-02-28", "2023-02-28"),
            ("2023-01-01..2023-05-31", "2022-08-01..2022-12-31", "2022-01-01..2022-05-31"),
            ("2023-03-11..2023-03-20", "2023-03-01..2023-03-10", "2022-03-11..2022-03-20"),
            ("2023-02-01..2025-02-28", "2021-01-01..2023-01-31", "2022-02-01..2024-02-29"),
        ];
        for (text, previous, last_year) in rows {
            assert_eq!(period(text).previous(), Some(period(previous)), "{text}");
            assert_eq!(period(text).last_year(), Some(period(last_year)), "{text}");
        }
        assert_eq!((Period::ALL.previous(), Period::ALL.last_year()), (None, None));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        use PeriodProblem::*;
        let rows = [
            ("", Form),
            ("23", Form),
            ("2023年", Form),
            ("2023-H3", NoSuchDay),
            ("2023-Q5", NoSuchDay),
            ("2023-Q0", NoSuchDay),
            ("2023-13", NoSuchDay),
            ("2023-00", NoSuchDay),
            ("2023-3", Form),
            ("2023-02-30", NoSuchDay),
            ("2023-H1-01", Form),
            ("2023-03-14-15", Form),
            ("0000", NoSuchDay),
            ("２０２３", Form),
            ("2023-06-30..2023-01-01", Backwards),
            ("2023-01..2023-06", Form),
            ("..", Form),
            ("next-year", Form),
            ("this-week", Form),
        ];
        for (text, problem) in rows {
            assert_eq!(Period::parse(text, day("2023-07-10")), Err(problem), "{text}");
        }
    }

    #[test]
    fn the_ends_of_time_are_no_panic() {
        for text in ["0001", "9999", "9999-12-31", "0001-01-01..9999-12-31", "9999-Q4"] {
            let period = period(text);
            let _ = (period.previous(), period.last_year(), period.next(), period.chinese(), period.english());
        }
    }
}
