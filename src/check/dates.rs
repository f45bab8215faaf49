//! `text/date`: days that no month has, and weekdays that a day isn't (NUM-10).

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use super::around::before;
use super::digits::{numeral, years_in};
use super::folded::BLOCK;
use super::text::{Role, Text};
use crate::base::Day;
use crate::diag::{Code, Finding, Message};

/// What the month of a date ends with.
static MONTH: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("月"));
/// Dates as tables and programs have them. What only points part may be anything, unless a weekday stands behind it.
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"((?:19|20)[0-9]{2})(?:-([0-9]{2})-([0-9]{2})|/([0-9]{1,2})/([0-9]{1,2})|\.([0-9]{1,2})\.([0-9]{1,2}))",
    )
});
/// What goes on from one day to another of the same month: `6月29日至31日`.
static SPAN: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(r"^(?:[（(][^（）()\u{2029}]{1,4}[）)])?(?:[至到\-~～—]{1,2}|、|和)([0-9]{1,2})日")
});
/// The weekday behind a date, or those of two dates.
static WEEKDAY_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    let day = "(?:星期|周|礼拜)([一二三四五六日天])";
    let second = "(?:[至到—~～、和及-]{1,2}(?:星期|周|礼拜)?([一二三四五六日天]))?";
    let time =
        "(?: |上午|下午|早上|中午|晚上?|凌晨|全天|[0-9]{1,2}[:：][0-9]{2}|[0-9]{1,2}[时点](?:[0-9]{1,2}分|半|整)?)";
    super::pattern(&format!(
        "^(?:{time}{{0,3}}[（(] ?(?:农历[^，。（）()]{{2,8}}[，, ])?[本这下上]?{day}{second}| ?{day}{second}|(?:[，,]| ?[|]) ?{day}(?:[|，。；,; \u{2029}]|$))"
    ))
});

/// The characters behind a date that are looked at for its weekday.
const LONGEST_TAIL: usize = 24;

/// A date as it is written.
#[derive(Clone)]
struct Written {
    range: Range<usize>,
    year: Option<i16>,
    month: i16,
    day: i16,
}

impl Written {
    fn in_year(&self, year: i16) -> Option<Day> {
        Day::new(year, i8::try_from(self.month).ok()?, i8::try_from(self.day).ok()?).ok()
    }

    /// Whether there is such a day. Without a year, 29 February may have been one.
    fn exists(&self, own_year: Option<i16>) -> bool {
        match self.year {
            Some(year) => self.in_year(year).is_some(),
            None => own_year.into_iter().chain([2024]).any(|year| self.in_year(year).is_some()),
        }
    }
}

/// Everything that is wrong with the dates of one text.
pub(super) fn check_dates(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let folded = text.folded.text.as_str();
    let own_year = text.post.and_then(|post| post.day()).map(Day::year);
    let mut previous: Option<Written> = None;
    for date in dates_in(folded) {
        check_one(text, &date, previous.as_ref(), own_year, findings);
        previous = Some(date);
    }
    if text.role == Role::Body {
        for (date, has_points) in numeric_dates_in(folded) {
            if !has_points || WEEKDAY_BEHIND.is_match(tail(folded, date.range.end)) {
                check_one(text, &date, None, own_year, findings);
            }
        }
    }
}

fn check_one(
    text: &Text<'_>,
    date: &Written,
    previous: Option<&Written>,
    own_year: Option<i16>,
    findings: &mut Vec<Finding>,
) {
    let folded = text.folded.text.as_str();
    let impossible = |range: Range<usize>| {
        let message = Message::new("text-date-impossible").with("date", &folded[range.clone()]);
        Finding::warning(Code::TextDate, text.place(range), message)
    };
    if !date.exists(own_year) {
        findings.push(impossible(date.range.clone()));
        return;
    }
    let mut named = weekdays_behind(folded, date, previous);
    if let Some(last) = span_from(folded, date) {
        if last.exists(own_year) {
            named.extend(weekdays_behind(folded, &last, Some(date)));
        } else {
            findings.push(impossible(last.range.clone()));
        }
    }
    named.extend(weekday_ahead(folded, &date.range).map(|named| (date.clone(), named)));
    let wrong = named.into_iter().filter_map(|(date, named)| weekday_finding(text, &date, named, own_year));
    findings.extend(wrong);
}

/// The last day of a span that begins with a date, with the place of all of it.
fn span_from(text: &str, date: &Written) -> Option<Written> {
    let behind = &text[date.range.end..];
    let goes_on = behind.starts_with(['（', '(', '至', '到', '-', '~', '～', '—', '、', '和']);
    let found = if goes_on { SPAN.captures(tail(text, date.range.end))? } else { return None };
    let range = date.range.start..date.range.end + found[0].len();
    Some(Written { range, day: found[1].parse().ok()?, ..*date })
}

/// The weekdays that are named behind a date, each with the date that it is of: of two, the first is that of the date before,
/// where the two are joined.
fn weekdays_behind(text: &str, date: &Written, previous: Option<&Written>) -> Vec<(Written, char)> {
    let behind = tail(text, date.range.end);
    // Behind most dates stands none.
    let found = if behind.contains(['周', '期', '拜']) { WEEKDAY_BEHIND.captures(behind) } else { None };
    let Some(found) = found else { return Vec::new() };
    let named = |index: usize| found.get(index).and_then(|day| day.as_str().chars().next());
    let first = named(1).or_else(|| named(3)).or_else(|| named(5));
    match (first, named(2).or_else(|| named(4))) {
        (Some(first), None) => vec![(date.clone(), first)],
        (Some(first), Some(second)) => {
            let Some(previous) = previous.filter(|previous| are_joined(text, previous, date)) else {
                return Vec::new();
            };
            let year = date.year.or(previous.year);
            vec![
                (Written { year: previous.year.or(year), ..previous.clone() }, first),
                (Written { year, ..date.clone() }, second),
            ]
        }
        _ => Vec::new(),
    }
}

/// Whether nothing stands between two dates but what joins them, or the second is the last of a span from the first.
fn are_joined(text: &str, first: &Written, second: &Written) -> bool {
    let is_span = second.range.start == first.range.start;
    let between = text.get(first.range.end..second.range.start).unwrap_or_default().trim();
    let is_joiner = |one: char| "至到—-~～、和及".contains(one);
    is_span || (1..=2).contains(&between.chars().count()) && between.chars().all(is_joiner)
}

/// The weekday that a date in brackets stands behind: `周四（6月30日）`, which isn't any of them: `每周四（6月30日除外）`.
fn weekday_ahead(text: &str, date: &Range<usize>) -> Option<char> {
    let ahead = before(text, date.start, 8).strip_suffix(['（', '('])?;
    let day = ahead.chars().next_back().filter(|day| "一二三四五六日天".contains(*day))?;
    let week = &ahead[..ahead.len() - day.len_utf8()];
    let week = ["星期", "周", "礼拜"].iter().find_map(|word| week.strip_suffix(word))?;
    (!week.ends_with('每') && text[date.end..].starts_with(['）', ')'])).then_some(day)
}

fn weekday_finding(text: &Text<'_>, date: &Written, named: char, own_year: Option<i16>) -> Option<Finding> {
    let year = date.year.or(own_year)?;
    let day = date.in_year(year)?;
    let named = if named == '天' { '日' } else { named };
    let meant = if date.year.is_some() { Vec::new() } else { years_meant(text, date.range.start, day) };
    let is_right = |year: i16| date.in_year(year).is_some_and(|day| weekday(day) == named);
    let right = weekday(day);
    (named != right && !meant.into_iter().any(is_right)).then(|| {
        let written = format!("{year}年{}月{}日", date.month, date.day);
        let message = Message::new("date-weekday").with("date", written).with("right", right);
        Finding::warning(Code::TextDate, text.place(date.range.clone()), message)
    })
}

fn weekday(date: Day) -> char {
    ['一', '二', '三', '四', '五', '六', '日'][date.weekday().to_monday_zero_offset() as usize]
}

/// The years that a date without one may be of, besides that of its post: one that is named before it or in the title, and
/// the one in which it lies nearest to the post.
fn years_meant(text: &Text<'_>, at: usize, in_own_year: Day) -> Vec<i16> {
    let own = in_own_year.year();
    let ahead = before(&text.folded.text, at, 120);
    let title = text.post.map(|post| post.title.as_str()).unwrap_or_default();
    let mut years: Vec<i16> = [ahead, title].into_iter().flat_map(years_in).collect();
    let says = |words: &[&str]| words.iter().any(|word| ahead.contains(word));
    years.extend(says(&["去年", "上年"]).then_some(own - 1));
    years.extend(says(&["明年", "来年", "次年"]).then_some(own + 1));
    let posted = text.post.and_then(|post| post.day());
    // Farther away than half a year, another year is nearer.
    years.extend(posted.filter(|day| day.month() - in_own_year.month() > 6).map(|_| own + 1));
    years.extend(posted.filter(|day| in_own_year.month() - day.month() > 6).map(|_| own - 1));
    years
}

/// What follows a date, as far as it may be its weekday.
fn tail(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    let rest = rest.char_indices().nth(LONGEST_TAIL).map_or(rest, |(end, _)| &rest[..end]);
    rest.find(BLOCK).map_or(rest, |end| &rest[..end + BLOCK.len_utf8()])
}

/// The dates of a text that have 月 in them, in their order: `2023年6月30日`, `六月三十日`.
fn dates_in(text: &str) -> impl Iterator<Item = Written> + '_ {
    MONTH.find_iter(text.as_bytes()).filter_map(|at| {
        let behind = &text[at + "月".len()..];
        let (day, width) = number_at(behind)?;
        let rest = &behind[width..];
        let end = text.len() - rest.len()
            + rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('日').map(|after| rest.len() - after.len())?;
        let (month, start) = number_before(text, at, 2)?;
        let ahead = text[..start].trim_end_matches(' ');
        let year = ahead.strip_suffix('年').and_then(|ahead| number_before(ahead, ahead.len(), 4));
        let year = year.filter(|(year, _)| (1900..2100).contains(year));
        let start = year.map_or(start, |(_, start)| start);
        Some(Written { range: start..end, year: year.map(|(year, _)| year), month, day })
    })
}

/// The dates of a text that are digits and marks, each with whether the marks are points.
fn numeric_dates_in(text: &str) -> impl Iterator<Item = (Written, bool)> + '_ {
    let touches = |one: char| one.is_ascii_alphanumeric() || "-/_.=".contains(one);
    NUMERIC.captures_iter(text).filter_map(move |found| {
        let range = found.get(0)?.range();
        if text[..range.start].ends_with(touches) || text[range.end..].starts_with(touches) {
            return None;
        }
        let number = |index: usize| found.get(index).and_then(|part| part.as_str().parse::<i16>().ok());
        let of = |month: usize| Some((number(month)?, number(month + 1)?));
        let (month, day) = of(2).or_else(|| of(4)).or_else(|| of(6))?;
        Some((Written { range, year: number(1), month, day }, found.get(6).is_some()))
    })
}

/// The number of one or two digits, or of numerals, that a text begins with, behind a blank too; and its width.
fn number_at(text: &str) -> Option<(i16, usize)> {
    let rest = text.strip_prefix(' ').unwrap_or(text);
    let blank = text.len() - rest.len();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let width = match digits {
        0 => rest.find(|one| numeral(one).is_none()).unwrap_or(rest.len()),
        _ => digits,
    };
    Some((read(&rest[..width], 2)?, blank + width))
}

/// The number of at most `most` digits, or of numerals, that ends at a place, before a blank too; and where it begins.
fn number_before(text: &str, end: usize, most: usize) -> Option<(i16, usize)> {
    let ahead = text[..end].trim_end_matches(' ');
    let digits = ahead.bytes().rev().take_while(u8::is_ascii_digit).count();
    let start = match digits {
        0 => ahead.trim_end_matches(|one| numeral(one).is_some()).len(),
        _ => ahead.len() - digits,
    };
    Some((read(&ahead[start..], most)?, start))
}

/// Reads digits, or numerals as dates have them: 三十一, 二〇二三.
fn read(written: &str, most: usize) -> Option<i16> {
    if written.is_empty() || written.starts_with(|first: char| first.is_ascii_digit()) {
        return written.parse().ok().filter(|_| written.len() <= most);
    }
    let numerals: Vec<i16> = written.chars().map(|one| numeral(one).map(i16::from)).collect::<Option<_>>()?;
    match numerals[..] {
        [a, b, c, d] if most == 4 => {
            [a, b, c, d].iter().try_fold(0, |year, digit| (*digit < 10).then(|| year * 10 + digit))
        }
        [one] => Some(one),
        [10, ones @ 1..10] => Some(10 + ones),
        [tens @ 1..10, 10] => Some(tens * 10),
        [tens @ 1..10, 10, ones @ 1..10] => Some(tens * 10 + ones),
        _ => None,
    }
}
