//! Names of people as Chinese texts have them.

use std::ops::Range;
use std::sync::LazyLock;

use super::lexicon::{Beginnings, Endings, lexicon};
use crate::base::{CharSet, is_han};

/// The most characters of a name: Mongolian ones are long.
pub(super) const LONGEST_NAME: usize = 6;

static NO_NAMES: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(&lexicon().no_names));
static MONGOLIAN_ENDS: LazyLock<Endings> = LazyLock::new(|| Endings::of(lexicon().mongolian_ends.iter()));
static MONGOLIAN_NAMES: LazyLock<Endings> = LazyLock::new(|| Endings::of(lexicon().mongolian_names.iter()));
static ACTS: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(&lexicon().acts));
static BEHIND: LazyLock<Beginnings> = LazyLock::new(|| Beginnings::of(&lexicon().behind_name));

/// What a name begins with, and what a Mongolian one ends with.
static SIGNS: LazyLock<CharSet> = LazyLock::new(|| {
    let doubles: Vec<char> = lexicon().double_surnames.iter().filter_map(|name| name.chars().next()).collect();
    let is_sign = |one| lexicon().surnames.has(one) || doubles.contains(&one) || MONGOLIAN_LASTS.has(one);
    CharSet::of(is_sign, false)
});

/// Whether a text may have a name at all, whatever stands before it. Most sentences have none, and are asked nothing more.
pub(super) fn may_name_somebody(text: &str) -> bool {
    let mut at = 0;
    while let Some(sign) = SIGNS.find(text, at) {
        at = sign + text[sign..].chars().next().map_or(1, char::len_utf8);
        if has_mongolian_end(&text[..at]) || may_begin_name(&text[sign..]) {
            return true;
        }
    }
    false
}

/// The first characters of all that may stand right behind a name: what the patterns for children look for there too.
static BEHIND_FIRSTS: LazyLock<CharSet> = LazyLock::new(|| {
    let in_patterns = "*小都均年目上读现就来是等在今正".chars();
    CharSet::of_all(in_patterns.chain(BEHIND.firsts()).chain(ACTS.firsts()))
});

fn may_begin_name(text: &str) -> bool {
    let run: Vec<char> = text.chars().take(4).take_while(|one| is_han(*one)).collect();
    let mut width = run.first().map_or(0, |first| first.len_utf8());
    (2..=run.len()).any(|length| {
        width += run[length - 1].len_utf8();
        let next = text[width..].chars().next();
        next.is_none_or(|next| !is_han(next) || BEHIND_FIRSTS.has(next)) && is_name(&run[..length])
    })
}

/// A name at the beginning of a run of Han characters: a surname, one or two characters, and then what can follow.
pub(super) fn name_after(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let run: Vec<char> = rest.chars().take(4).take_while(|one| is_han(*one)).collect();
    if run.len() < 2 {
        return None;
    }
    let ends = |end: usize| ends_name(&rest[end..]) || closes_bold(&text[..start], &rest[end..]);
    if let Some(end) = mongolian_ends(rest).find(|end| ends(*end) || acts(&rest[*end..])) {
        return Some(start..start + end);
    }
    let width = |length: usize| run.iter().take(length).map(|one| one.len_utf8()).sum::<usize>();
    let is_there = |length: usize| run.len() >= length && is_name(&run[..length]);
    let whole = [4, 3, 2].into_iter().find(|length| is_there(*length) && ends(width(*length)));
    // Two characters begin other words too often, and 于 says where.
    let is_acting = |length: usize| run[0] != '于' && is_there(length) && acts(&rest[width(length)..]);
    let acting = || [4, 3].into_iter().find(|length| is_acting(*length));
    let length = whole.or_else(acting)?;
    Some(start..start + width(length))
}

/// Whether the stars behind a name close those before it, and mask nothing.
fn closes_bold(before: &str, behind: &str) -> bool {
    let stars = behind.len() - behind.trim_start_matches('*').len();
    stars > 0 && stars == before.len() - before.trim_end_matches('*').len()
}

/// Where a Mongolian name that a text begins with may end: in Chinese they have no surname, and ends that many share.
fn mongolian_ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    let ends = text.char_indices().take(LONGEST_NAME).take_while(|(_, one)| is_han(*one));
    ends.map(|(at, one)| at + one.len_utf8()).filter(|end| is_mongolian(&text[..*end]))
}

/// The last characters of all Mongolian names.
static MONGOLIAN_LASTS: LazyLock<CharSet> = LazyLock::new(|| {
    let names = lexicon().mongolian_ends.iter().chain(&lexicon().mongolian_names);
    CharSet::of_all(names.filter_map(|name| name.chars().next_back()))
});

fn is_mongolian(name: &str) -> bool {
    if !name.ends_with(|last| MONGOLIAN_LASTS.has(last)) {
        return false;
    }
    let is_whole = || MONGOLIAN_NAMES.of_text(name).any(|known| known == name);
    // Another word stands before it, or the end of one does.
    if name.contains(['学', '孩', '班', '儿', '童', '员', '生', '团', '同', '志'])
        || name.starts_with(['女', '男', '老', '的', '子'])
    {
        return false;
    }
    MONGOLIAN_ENDS.of_text(name).any(|end| name.len() > end.len()) || is_whole()
}

fn has_mongolian_end(text: &str) -> bool {
    text.ends_with(|last| MONGOLIAN_LASTS.has(last))
        && (MONGOLIAN_ENDS.of_text(text).next().is_some() || MONGOLIAN_NAMES.of_text(text).next().is_some())
}

/// Whether a text goes on with what somebody does.
fn acts(rest: &str) -> bool {
    ACTS.begin(rest)
}

/// A name at the end of a run of Han characters, with something before it that is no part of it.
pub(super) fn name_before(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let end = text[..range.end].trim_end_matches('*').len();
    let mut start = end;
    let mut run = Vec::new();
    for (at, character) in text[..end].char_indices().rev().take(8) {
        if !is_han(character) {
            break;
        }
        run.insert(0, character);
        start = at;
    }
    if end < range.end && !closes_bold(&text[..start], &text[end..range.end]) {
        return None;
    }
    let ahead = |from: usize| run[..from].iter().collect::<String>();
    let starts =
        |from: usize| from == 0 || lexicon().before_name.iter().any(|word| ahead(from).ends_with(word.as_str()));
    let width = |from: usize| run[..from].iter().map(|one| one.len_utf8()).sum::<usize>();
    let mut lengths = (2..=LONGEST_NAME.min(run.len())).rev().map(|length| run.len() - length);
    let mongolian = lengths.find(|from| starts(*from) && is_mongolian(&text[start + width(*from)..end]));
    let lengths = [4, 3, 2].into_iter().filter(|length| run.len() >= *length);
    let from = mongolian
        .or_else(|| lengths.map(|length| run.len() - length).find(|from| starts(*from) && is_name(&run[*from..])))?;
    Some(start + width(from)..end)
}

/// Whether a text is a name and nothing else.
pub(super) fn is_whole_name(text: &str) -> bool {
    let characters: Vec<char> = text.chars().collect();
    let is_han_alone = characters.iter().all(|one| is_han(*one));
    let is_mongolian = || (3..=LONGEST_NAME).contains(&characters.len()) && is_mongolian(text);
    is_han_alone && ((2..=4).contains(&characters.len()) && is_name(&characters) || is_mongolian())
}

pub(super) fn is_name(characters: &[char]) -> bool {
    let is_single = characters.len() < 4 && characters.first().is_some_and(|first| lexicon().surnames.has(*first));
    let starts = |word: &String| {
        let mut rest = characters.iter();
        word.chars().all(|one| rest.next() == Some(&one))
    };
    (is_single || characters.len() > 2 && lexicon().double_surnames.iter().any(starts))
        && !characters[1..].iter().any(|one| NO_PARTS.has(*one))
        && !NO_NAMES.begin_characters(characters)
}

/// What stands in no name but as its surname.
static NO_PARTS: LazyLock<CharSet> =
    LazyLock::new(|| CharSet::of_all("某们校级班年月日个名的了是在和与及等到上下学区镇村旗县市队团社组营赛".chars()));

fn ends_name(rest: &str) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    !is_han(next) && !matches!(next, '*' | '＊' | '×' | '●' | '某' | '”' | '》') || BEHIND.begin(rest)
}
