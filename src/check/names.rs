//! Names of people as Chinese texts have them.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::lexicon;
use crate::base::is_han;

/// Mongolian names as they are written in Chinese: with no surname, and ends that many share.
static MONGOLIAN: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"^[\p{Han}]{1,4}?(?:其其格|图雅|高娃|格日勒|巴特尔|青格乐|青格勒|苏和|塔娜|托娅|嘎拉|朝鲁|宝音|布和|孟和|那日苏|日娜|巴雅尔|萨如拉)|^(?:其其格|格日勒|巴特尔|青格乐|青格勒|那日苏|巴雅尔|萨如拉|阿拉坦|苏日娜)",
    )
});

/// A name at the beginning of a run of Han characters: a surname, one or two characters, and then what can follow.
pub(super) fn name_after(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let run: Vec<char> = rest.chars().take(4).take_while(|one| is_han(*one)).collect();
    if run.len() < 2 {
        return None;
    }
    let ends = |end: usize| ends_name(&rest[end..]) || closes_bold(&text[..start], &rest[end..]);
    if let Some(name) = MONGOLIAN.find(rest).filter(|name| ends(name.end()) || acts(&rest[name.end()..])) {
        return Some(start..start + name.end());
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

/// Whether a text goes on with what somebody does.
fn acts(rest: &str) -> bool {
    lexicon().acts.iter().any(|word| rest.starts_with(word.as_str()))
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
    [4, 3, 2].into_iter().filter(|length| run.len() >= *length).find_map(|length| {
        let from = run.len() - length;
        let starts = from == 0
            || ["学生", "的", "和", "与", "是", "班", "级", "孩子", "叫", "给", "向", "为"]
                .iter()
                .any(|word| run[..from].iter().collect::<String>().ends_with(word));
        if !starts || !is_name(&run[from..]) {
            return None;
        }
        let skipped: usize = run[..from].iter().map(|one| one.len_utf8()).sum();
        Some(start + skipped..end)
    })
}

pub(super) fn is_name(characters: &[char]) -> bool {
    let text: String = characters.iter().collect();
    let is_double =
        characters.len() > 2 && lexicon().double_surnames.iter().any(|name| text.starts_with(name.as_str()));
    let is_single = characters.len() < 4 && characters.first().is_some_and(|first| lexicon().surnames.contains(*first));
    if !is_double && !is_single {
        return false;
    }
    !lexicon().no_names.iter().any(|word| text.starts_with(word.as_str()))
        && !characters[1..].iter().any(|one| "某们校级班年月日个名的了是在和与及等到上下学区镇村旗县市".contains(*one))
}

fn ends_name(rest: &str) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    !is_han(next) && !matches!(next, '*' | '＊' | '×' | '●' | '某' | '”' | '》')
        || lexicon().behind_name.iter().any(|word| rest.starts_with(word.as_str()))
}
