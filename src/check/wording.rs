//! Findings of `text/…`, but for figures: words, dates, qualifiers (NUM-4), numbers of documents (NUM-11).

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::{Captures, Regex};

use super::Rules;
use super::amounts::is_numeral;
use super::around::{after, before};
use super::digits::years_in;
use super::letters::Letters;
use super::text::{Role, Text};
use crate::base::{Day, is_han, next_digit};
use crate::diag::{Code, Finding, Message};

static FULL_DATE: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})日(?: ?[（(]?(?:星期|周|礼拜)([一二三四五六日天])[）)]?)?",
    )
});
static ISO_DATE: LazyLock<Regex> =
    LazyLock::new(|| super::pattern(r"((?:19|20)[0-9]{2})(?:-([0-9]{2})-([0-9]{2})|/([0-9]{1,2})/([0-9]{1,2}))"));
/// The last day of a span, behind its first one: `6月29日至31日`.
static LAST_DAY: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"^(?:(?:19|20)[0-9]{2}年)?([0-9]{1,2})月[0-9]{1,2}日?(?:[（(][^（）()]{1,4}[）)])?[至到\-~～—]{1,2}([0-9]{1,2})日",
    )
});

static DOUBLED: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(大约|大概|约|将近|接近|近|超过|超|逾|不足|最少|至少|最多)([0-9][0-9,]*(?:\.[0-9]+)?[千万亿]?|[一二两三四五六七八九十百千万]{1,8})(余|多(?:[\p{Han}]|$)|[\p{Han}]{0,2}(?:左右|上下|以上|以下|以内))",
    )
});
static FILLED: LazyLock<Regex> =
    LazyLock::new(|| super::pattern(r"([0-9][0-9,]*)(余)([人名个家场次期件份条户元万千亿篇项支棵亩])?"));
static MISPLACED: LazyLock<Regex> = LazyLock::new(|| super::pattern(r"([0-9]+(?:\.[0-9]+)?)(余|多)([万亿])"));
static ABOUT_EXACT: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(r"(大约|约|将近|近)([0-9][0-9,]{2,})(人|名|个|家|场|次|期|件|份|条|户|元|篇|项|单)")
});

/// The characters that a date goes on for from its 月 on: `月30日（星期五）`.
const LONGEST_DATE: usize = 12;

/// What follows the abbreviation of an agency, which is looked for backwards from here.
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(r"([〔\[【（(［{〈<])((?:19|20)?[0-9]{2})年?([〕\]】）)］}〉>]) ?(第?) ?([0-9]{1,5}) ?号")
});
/// Words that lead to a document and are no part of its number.
const LEADS: [&str; 7] = ["根据", "按照", "依据", "依照", "印发", "参照", "执行"];
/// How the abbreviation of an agency ends.
const AGENCY_ENDS: &str = "发函字办通知令规文联委政公报告决议复批呈纪要团";
static GOOD_DOCUMENT: LazyLock<Regex> =
    LazyLock::new(|| super::pattern(r"^[\p{Han}]{2,16}〔(?:19|20)[0-9]{2}〕[1-9][0-9]{0,4}号$"));

/// Everything that is wrong with the wording of one text.
pub(super) fn check_wording(text: &Text<'_>, letters: &Letters, rules: &Rules) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_words(text, rules, &mut findings);
    let has_digits = next_digit(text.folded.text.as_bytes(), 0).is_some();
    if has_digits || letters.may_have_one_of(&['百', '千', '万', '十']) {
        check_qualifiers(text, letters, &mut findings);
    }
    if has_digits {
        check_dates(text, &mut findings);
        if letters.may_have("号") {
            check_documents(text, &mut findings);
        }
    }
    findings
}

fn check_words(text: &Text<'_>, rules: &Rules, findings: &mut Vec<Finding>) {
    let folded = &text.folded.text;
    if !rules.any_word.is_match(folded) {
        return;
    }
    for word in &rules.words {
        for (at, wrong) in folded.match_indices(&word.wrong) {
            let end = at + wrong.len();
            let around = format!("{}{wrong}{}", before(folded, at, 20), after(folded, end, 20));
            if word.exception.as_ref().is_some_and(|exception| exception.is_match(&around)) {
                continue;
            }
            let message = Message::new("words-wrong").with("wrong", wrong).with("right", &word.right);
            let finding = Finding::warning(Code::TextWords, text.place(at..end), message);
            findings.push(Finding { severity: word.severity, ..finding });
        }
    }
}

fn check_dates(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let folded = &text.folded.text;
    let own_year = text.post.and_then(|post| post.day()).map(Day::year);
    for month in MONTH.find_iter(folded.as_bytes()) {
        let end = folded[month..].char_indices().nth(LONGEST_DATE).map_or(folded.len(), |(at, _)| month + at);
        let start = date_start(folded, month);
        let found = FULL_DATE.captures_at(&folded[..end], start);
        let is_it = |whole: regex::Match<'_>| {
            whole.range().contains(&month) && !folded[..whole.start()].ends_with(|c: char| c.is_ascii_digit())
        };
        if let Some(found) = found.filter(|found| found.get(0).is_some_and(is_it)) {
            findings.extend(date_finding(text, &found, own_year));
        }
        findings.extend(last_day_finding(text, start));
    }
    if text.role == Role::Body {
        for found in ISO_DATE.captures_iter(folded) {
            let Some(whole) = found.get(0) else { continue };
            let touches = |c: char| c.is_ascii_alphanumeric() || "-/_.=".contains(c);
            if folded[..whole.start()].ends_with(touches) || folded[whole.end()..].starts_with(touches) {
                continue;
            }
            findings.extend(date_finding(text, &found, own_year));
        }
    }
}

/// The last day of a span that begins there, where no month has it.
fn last_day_finding(text: &Text<'_>, start: usize) -> Option<Finding> {
    let found = LAST_DAY.captures(&text.folded.text[start..])?;
    let number = |index: usize| found.get(index).and_then(|part| part.as_str().parse::<i8>().ok());
    let (month, day) = (number(1)?, number(2)?);
    let is_impossible = (1..=12).contains(&month) && Day::new(2024, month, day).is_err();
    is_impossible.then(|| {
        let whole = start..start + found[0].len();
        let message = Message::new("text-date-impossible").with("date", &found[0]);
        Finding::warning(Code::TextDate, text.place(whole), message)
    })
}

/// Where the date that has a 月 at `month` begins: at the year, else at the month's number.
fn date_start(text: &str, month: usize) -> usize {
    let digits = |end: usize, most: usize| {
        let run = text[..end].bytes().rev().take(most).take_while(u8::is_ascii_digit).count();
        end - run
    };
    let number = digits(month, 2);
    match text[..number].strip_suffix('年') {
        Some(before) if number < month => digits(before.len(), 4),
        _ => number,
    }
}

/// Whether one of some words stands right behind a digit, or behind its blank. Words are found many bytes at a time.
fn is_behind_digit(text: &str, words: &[Finder<'_>]) -> bool {
    let is_behind =
        |at: usize| text.as_bytes()[..at].iter().rev().find(|byte| **byte != b' ').is_some_and(u8::is_ascii_digit);
    words.iter().any(|word| word.find_iter(text.as_bytes()).any(is_behind))
}

/// Whether one of some words stands right before a digit or a numeral.
fn is_before_digit<'f>(text: &str, mut words: impl Iterator<Item = &'f Finder<'static>>) -> bool {
    let is_before = |at: usize| text[at..].starts_with(|one: char| one.is_ascii_digit() || is_numeral(one));
    words.any(|word| word.find_iter(text.as_bytes()).any(|at| is_before(at + word.needle().len())))
}

/// The word that is found.
fn text_of<'f>(word: &'f Finder<'_>) -> &'f str {
    std::str::from_utf8(word.needle()).unwrap_or_default()
}

/// What the month of a date ends with.
static MONTH: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("月"));
/// What words end with that put a bound on the number behind them.
static BOUNDS: LazyLock<[Finder<'_>; 9]> =
    LazyLock::new(|| ["约", "近", "过", "超", "逾", "足", "少", "多", "概"].map(Finder::new));
/// What says that a number is larger.
static MORE: LazyLock<[Finder<'_>; 2]> = LazyLock::new(|| ["余", "多"].map(Finder::new));
/// What a number of a document ends with.
static NUMBERED: LazyLock<[Finder<'_>; 1]> = LazyLock::new(|| ["号"].map(Finder::new));

fn date_finding(text: &Text<'_>, found: &Captures<'_>, own_year: Option<i16>) -> Option<Finding> {
    let whole = found.get(0)?;
    let number = |index: usize| found.get(index).and_then(|part| part.as_str().parse::<i16>().ok());
    // Of a date with strokes the groups are the next ones.
    let of_slashes = found.len() > 5;
    let (stated, month, day) = match number(2) {
        None if of_slashes => (number(1), number(4)?, number(5)?),
        month => (number(1), month?, number(3)?),
    };
    let place = || text.place(whole.range());
    let date = |year: i16| Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    // Without a year, 29 February may have been one.
    let Some(date) =
        date(stated.or(own_year).unwrap_or(2024)).or_else(|| if stated.is_none() { date(2024) } else { None })
    else {
        let message = Message::new("text-date-impossible").with("date", whole.as_str());
        return Some(Finding::warning(Code::TextDate, place(), message));
    };
    if of_slashes {
        return None;
    }
    let named = found.get(4)?.as_str();
    let year = stated.or(own_year)?;
    let date = if date.year() == year { date } else { return None };
    let named = if named == "天" { "日" } else { named };
    let meant = if stated.is_some() { Vec::new() } else { years_meant(text, whole.start(), date) };
    let is_right = |year: i16| Day::new(year, date.month(), date.day()).is_ok_and(|date| weekday(date) == named);
    let right = weekday(date);
    (named != right && !meant.into_iter().any(is_right)).then(|| {
        let day = format!("{year}年{month}月{day}日");
        Finding::warning(Code::TextDate, place(), Message::new("date-weekday").with("date", day).with("right", right))
    })
}

fn weekday(date: Day) -> &'static str {
    ["一", "二", "三", "四", "五", "六", "日"][date.weekday().to_monday_zero_offset() as usize]
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

fn check_qualifiers(text: &Text<'_>, letters: &Letters, findings: &mut Vec<Finding>) {
    let folded = text.prose();
    let mut told = Vec::new();
    let bounds = BOUNDS.iter().filter(|word| letters.may_have(text_of(word)));
    if is_before_digit(folded, bounds) {
        for found in DOUBLED.captures_iter(folded) {
            let Some(whole) = found.get(0).filter(|whole| is_qualifier(folded, whole.start(), &found[1])) else {
                continue;
            };
            told.push((whole.range(), Message::new("qualifier-doubled").with("words", whole.as_str())));
        }
        for found in ABOUT_EXACT.captures_iter(folded) {
            let Some(whole) = found.get(0).filter(|whole| is_qualifier(folded, whole.start(), &found[1])) else {
                continue;
            };
            if significant(&found[2]) >= 4 {
                told.push((whole.range(), Message::new("qualifier-exact").with("words", whole.as_str())));
            }
        }
    }
    if letters.may_have_one_of(&['余', '多']) && is_behind_digit(folded, &*MORE) {
        for found in FILLED.captures_iter(folded) {
            let Some(whole) = found.get(0) else { continue };
            let decimal = folded[..whole.start()].ends_with(['.', ',']);
            let is_multiple = found.get(3).is_some_and(|unit| matches!(unit.as_str(), "万" | "千" | "亿"));
            if !decimal && !is_multiple && !found[1].ends_with('0') {
                told.push((whole.range(), Message::new("qualifier-not-round").with("words", whole.as_str())));
            }
        }
        for found in MISPLACED.captures_iter(folded) {
            let Some(whole) =
                found.get(0).filter(|whole| !found[1].ends_with('0') || found[1].len() > 4 || whole.len() < 7)
            else {
                continue;
            };
            if !found[1].ends_with('0') {
                let right = format!("{}{}{}", &found[1], &found[3], &found[2]);
                let message = Message::new("qualifier-misplaced").with("words", whole.as_str()).with("right", right);
                told.push((whole.range(), message));
            }
        }
    }
    told.sort_by_key(|(range, _)| range.start);
    told.dedup_by(|second, first| second.0.start < first.0.end);
    findings.extend(
        told.into_iter().map(|(range, message)| Finding::warning(Code::TextQualifier, text.place(range), message)),
    );
}

/// Whether a word puts a bound on the number behind it: 预约, 附近 and their like don't.
fn is_qualifier(text: &str, at: usize, word: &str) -> bool {
    let previous = text[..at].chars().next_back();
    let compounds = match word {
        "约" => "预契条合公节签特大盟履违邀赴制失相",
        "近" => "附最临靠接亲远新邻就贴",
        "超" => "高反远",
        _ => "",
    };
    !previous.is_some_and(|previous| compounds.contains(previous))
}

/// How many digits of a number say something.
fn significant(number: &str) -> usize {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    digits.trim_end_matches('0').len()
}

fn check_documents(text: &Text<'_>, findings: &mut Vec<Finding>) {
    let folded = &text.folded.text;
    if !is_behind_digit(folded, &*NUMBERED) {
        return;
    }
    for found in DOCUMENT.captures_iter(folded) {
        let Some(whole) = found.get(0) else { continue };
        let houses = ["楼", "院", "店", "线", "车", "机", "门", "厅", "馆"];
        let is_house = houses.iter().any(|word| folded[whole.end()..].starts_with(word));
        let ahead = before(folded, whole.start(), 15);
        let agency = &ahead[ahead.rfind(|one| !is_han(one)).map_or(0, |at| at + width_at(ahead, at))..];
        let agency =
            LEADS.iter().filter_map(|lead| agency.rsplit_once(lead)).map(|(_, name)| name).next().unwrap_or(agency);
        if is_house
            || !agency.ends_with(|one| AGENCY_ENDS.contains(one))
            || is_document_number(&format!("{agency}{}", whole.as_str()))
        {
            continue;
        }
        let year = if found[2].len() == 2 { format!("20{}", &found[2]) } else { found[2].to_owned() };
        let right = format!("{}〔{year}〕{}号", tail(agency), found[5].trim_start_matches('0'));
        let from = whole.start() - tail(agency).len();
        let words = &folded[from..whole.end()];
        let message = Message::new("document-number").with("words", words).with("right", right);
        findings.push(Finding::warning(Code::TextDocNo, text.place(from..whole.end()), message));
    }
}

fn width_at(text: &str, at: usize) -> usize {
    text[at..].chars().next().map_or(0, char::len_utf8)
}

/// The end of a run of Han characters that may be an agency's abbreviation.
fn tail(name: &str) -> &str {
    let count = name.chars().count();
    name.char_indices().nth(count.saturating_sub(6)).map_or(name, |(at, _)| &name[at..])
}

/// The numbers of documents alone.
pub(super) fn check_wording_documents(text: &Text<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    check_documents(text, &mut findings);
    findings
}

/// `doc_no` of a head.
pub(super) fn is_document_number(text: &str) -> bool {
    GOOD_DOCUMENT.is_match(text.trim())
}
