//! Findings of `text/…`, but for figures and dates: words, qualifiers (NUM-4), numbers of documents (NUM-11).

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use super::Rules;
use super::amounts::is_numeral;
use super::around::{after, before};
use super::dates::check_dates;
use super::digits::numeral;
use super::letters::Letters;
use super::text::Text;
use crate::base::{is_han, next_digit};
use crate::diag::{Code, Finding, Message};

/// Two bounds on one number: one on each side of it, or both before it, as in 大约近百人.
static DOUBLED: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?[千万亿]?|[一二两三四五六七八九十百千万]{1,8})";
    let behind = r"(?:余|多(?:[\p{Han}]|$)|[\p{Han}]{0,2}(?:左右|上下|以上|以下|以内))";
    let second = "[有为]?(?:近|约|超过|逾|将近|不足)[0-9一二两三四五六七八九十百千万]";
    super::pattern(&format!(
        "(大约|大概|约|将近|接近|近|超过|超|逾|不足|不到|最少|至少|最多)(?:[有为达了]? ?{number} ?{behind}|{second})"
    ))
});
/// Both behind it: 300余人左右.
static BOTH_BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(r"[0-9一二两三四五六七八九十百千万] ?[余多][千万亿]?[\p{Han}]{0,2}?(?:左右|上下|以上|以下|以内)")
});
/// What [`BOTH_BEHIND`] ends with.
const BOUNDS_BEHIND: [&str; 5] = ["左右", "上下", "以上", "以下", "以内"];
static FILLED: LazyLock<Regex> =
    LazyLock::new(|| super::pattern(r"([0-9][0-9,]*)(余)([人名个家场次期件份条户元万千亿篇项支棵亩])?"));
static MISPLACED: LazyLock<Regex> = LazyLock::new(|| super::pattern(r"([0-9]+(?:\.[0-9]+)?)(余|多)([百千万亿])"));
static ABOUT_EXACT: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(r"(大约|约|将近|近)([0-9][0-9,]{2,})(人|名|个|家|场|次|期|件|份|条|户|元|篇|项|单)")
});

/// What follows the abbreviation of an agency, which is looked for backwards from here.
static DOCUMENT: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"([〔\[【（(［{〈<「『﹝]) ?((?:19|20)?[0-9]{2}|[一二三四五六七八九〇零○]{4})年? ?([〕\]】）)］}〉>」』﹞]) ?(第?) ?([0-9]{1,5}) ?号",
    )
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
    if has_digits || letters.may_have("月") {
        check_dates(text, &mut findings);
    }
    if has_digits && letters.may_have("号") {
        check_documents(text, &mut findings);
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

/// Whether one of some words stands right behind a digit, or behind its blank. Words are found many bytes at a time.
fn is_behind_digit(text: &str, words: &[Finder<'_>]) -> bool {
    let is_behind =
        |at: usize| text.as_bytes()[..at].iter().rev().find(|byte| **byte != b' ').is_some_and(u8::is_ascii_digit);
    words.iter().any(|word| word.find_iter(text.as_bytes()).any(is_behind))
}

/// Whether one of some words stands right before a digit or a numeral.
fn is_before_digit<'f>(text: &str, mut words: impl Iterator<Item = &'f Finder<'static>>) -> bool {
    let begins_number = |one: char| one.is_ascii_digit() || is_numeral(one) || one == '万';
    let is_before = |at: usize| {
        let rest = &text[at..];
        let behind = rest.trim_start_matches(['有', '为', '达', '了', ' ']);
        // 有了一 is no number: 有一百 is.
        let is_one = behind.strip_prefix('一').is_some_and(|rest| !rest.starts_with(['十', '百', '千', '万']));
        behind.starts_with(begins_number) && (behind.len() == rest.len() || !is_one)
    };
    words.any(|word| word.find_iter(text.as_bytes()).any(|at| is_before(at + word.needle().len())))
}

/// The word that is found.
fn text_of<'f>(word: &'f Finder<'_>) -> &'f str {
    std::str::from_utf8(word.needle()).unwrap_or_default()
}

/// What words end with that put a bound on the number behind them.
static BOUNDS: LazyLock<[Finder<'_>; 10]> =
    LazyLock::new(|| ["约", "近", "过", "超", "逾", "足", "少", "多", "概", "到"].map(Finder::new));
/// What says that a number is larger.
static MORE: LazyLock<[Finder<'_>; 2]> = LazyLock::new(|| ["余", "多"].map(Finder::new));
/// What a number of a document ends with.
static NUMBERED: LazyLock<[Finder<'_>; 1]> = LazyLock::new(|| ["号"].map(Finder::new));

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
    let may_be_behind = |word: &&str| letters.may_have(word) && folded.contains(*word);
    if letters.may_have_one_of(&['余', '多']) && BOUNDS_BEHIND.iter().any(may_be_behind) {
        let both = BOTH_BEHIND.find_iter(folded);
        told.extend(both.map(|both| (both.range(), Message::new("qualifier-doubled").with("words", both.as_str()))));
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
        let year = full_year(&found[2]);
        let right = format!("{}〔{year}〕{}号", tail(agency), found[5].trim_start_matches('0'));
        let from = whole.start() - tail(agency).len();
        let words = &folded[from..whole.end()];
        let message = Message::new("document-number").with("words", words).with("right", right);
        findings.push(Finding::warning(Code::TextDocNo, text.place(from..whole.end()), message));
    }
}

/// The year of a document as it is to be written, of 23 and of 二〇二三.
fn full_year(written: &str) -> String {
    let digit = |one: char| numeral(one).and_then(|value| char::from_digit(value.into(), 10)).unwrap_or(one);
    let year: String = written.chars().map(digit).collect();
    if year.len() == 2 { format!("20{year}") } else { year }
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
