//! Amounts as people write them: `约1.2万余`, `三百多`, `五万八千`.
//!
//! A pattern says the same (the tests compare), but tries each character of a text anew; this looks for the number first.

use std::ops::Range;
use std::sync::LazyLock;

use crate::base::CharSet;

/// What puts a bound on the number behind it, the longer ones first.
const BEFORE: [&str; 8] = ["超过", "将近", "不足", "大约", "超", "约", "近", "逾"];

/// The amounts of a text, in their order, in bytes of it; `with_single` those too that may be one numeral alone, as 三 of
/// `三场` is.
pub(super) fn amounts_in(text: &str, with_single: bool) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = DIGITS.find(text, at)?;
            let Some(number) = number_end(text, start, with_single) else {
                at = start + text[start..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let from = at;
            at = end_of_amount(text, number);
            let bound = BEFORE.iter().find(|word| text[from..start].ends_with(**word)).map_or(0, |word| word.len());
            return Some(start - bound..at);
        }
    })
}

/// Digits and numerals.
static DIGITS: LazyLock<CharSet> = LazyLock::new(|| CharSet::of(|one| one.is_ascii_digit() || is_numeral(one), false));

/// Whether a character is a numeral that stands in amounts.
pub(super) fn is_numeral(character: char) -> bool {
    matches!(
        character,
        '〇' | '零' | '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千'
    )
}

/// What the numerals before it are taken times, behind digits too.
fn is_multiplier(character: char) -> bool {
    matches!(character, '百' | '千' | '万' | '亿')
}

/// The end of the number that begins there: digits, or numerals, of which one alone is a number only before 万 and 亿, but
/// for `with_single`; and what follows 万 and the like of it: 八千 of `5万8千` and `五万八千`.
fn number_end(text: &str, start: usize, with_single: bool) -> Option<usize> {
    let is_myriad = |one: char| matches!(one, '万' | '亿');
    let mut end = match digits_end(text, start) {
        Some(end) => end,
        None => {
            let end = run_end(text, start, is_numeral);
            match text[start..end].chars().count() {
                0 => return None,
                1 if !with_single && !text[end..].starts_with(is_myriad) => return None,
                _ => end,
            }
        }
    };
    loop {
        // 83.4 万元, as programs set it.
        let is_apart = text[end..].strip_prefix(' ').is_some_and(|rest| rest.starts_with(is_myriad));
        let multiplied = run_end(text, end + usize::from(is_apart), is_multiplier);
        if multiplied == end {
            return Some(end);
        }
        end = digits_end(text, multiplied).unwrap_or_else(|| run_end(text, multiplied, is_numeral));
    }
}

/// The end of the digits that stand there, with commas and decimals; `None` where there are none.
fn digits_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    if !rest.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let whole = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
    let point = rest[whole..].strip_prefix('.');
    let places = point.map_or(0, |places| places.bytes().take_while(u8::is_ascii_digit).count());
    Some(start + whole + if places > 0 { places + 1 } else { 0 })
}

/// The end of the characters there that are of a kind.
fn run_end(text: &str, start: usize, is_it: impl Fn(char) -> bool) -> usize {
    let rest = &text[start..];
    start + rest.find(|one| !is_it(one)).unwrap_or(rest.len())
}

/// The end of what follows a number: 余 or 多 before or behind 千, 万 or 亿.
fn end_of_amount(text: &str, number: usize) -> usize {
    let next = |at: usize, is_it: fn(char) -> bool| {
        at + text[at..].chars().next().filter(|one| is_it(*one)).map_or(0, char::len_utf8)
    };
    let is_more = |one: char| matches!(one, '余' | '多');
    let unit = next(next(number, is_more), |one| matches!(one, '千' | '万' | '亿'));
    next(unit, is_more)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;

    fn by_pattern(text: &str) -> Vec<Range<usize>> {
        let amount = Regex::new(
            r"(?x)(?:超过|将近|不足|大约|超|约|近|逾)?
            (?:[0-9][0-9,]*(?:\.[0-9]+)?|[〇零一二两三四五六七八九十百千]{2,}|[〇零一二两三四五六七八九十百千][万亿]
                (?:[万亿百千]*(?:[0-9][0-9,]*(?:\.[0-9]+)?|[〇零一二两三四五六七八九十百千]+))?)
            (?:(?:\x20[万亿]|[百千万亿])[百千万亿]*(?:[0-9][0-9,]*(?:\.[0-9]+)?|[〇零一二两三四五六七八九十百千]+)?)*
            (?:余|多)?[千万亿]?(?:余|多)?",
        );
        amount.expect("a pattern").find_iter(text).map(|found| found.range()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]
        #[test]
        fn the_same_as_by_the_pattern(text in "[超过将近不足大约逾0-9,.〇一三十百千万亿余多人，青 ]{0,24}") {
            prop_assert_eq!(amounts_in(&text, false).collect::<Vec<_>>(), by_pattern(&text), "{}", text);
        }
    }

    #[test]
    fn amounts_are_found_whole() {
        let text = "超过1,200余人，约3.5万元，三百多名，一人，近十余万份，2023.五万八千元，5万8千元，五万余元，一万人，\
                    1亿3000万，二万份，十万，百人，万人，3百名，三月，83.4 万元，\
                    3 百";
        let found: Vec<&str> = amounts_in(text, false).map(|range| &text[range]).collect();
        assert_eq!(
            found,
            [
                "超过1,200余",
                "约3.5万",
                "三百多",
                "2023",
                "五万八千",
                "5万8千",
                "五万余",
                "一万",
                "1亿3000万",
                "二万",
                "十万",
                "3百",
                "83.4 万",
                "3"
            ]
        );
    }
}
