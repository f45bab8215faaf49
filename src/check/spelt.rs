//! Numbers of people that are spelt in other digits: `一三八…`, `①③⑧…`.

use std::ops::Range;

use super::digits::{check_character, has_identity_shape};
use super::numbers::{Kind, Number};
use crate::base::Day;

/// How many bytes the shortest such number has at least: eleven digits of three bytes.
const SHORTEST: usize = 33;

/// The digit that a character spells.
pub(super) fn digit_of(character: char) -> Option<char> {
    let from = |first: char, digit: u32| char::from_digit(u32::from(character) - u32::from(first) + digit, 10);
    match character {
        '①'..='⑨' => from('①', 1),
        '❶'..='❾' => from('❶', 1),
        '➀'..='➈' => from('➀', 1),
        '⓪' | '⓿' | '〇' | '零' => Some('0'),
        '一' | '幺' | '壹' => Some('1'),
        '二' | '贰' => Some('2'),
        '三' | '叁' => Some('3'),
        '四' | '肆' => Some('4'),
        '五' | '伍' => Some('5'),
        '六' | '陆' => Some('6'),
        '七' | '柒' => Some('7'),
        '八' | '捌' => Some('8'),
        '九' | '玖' => Some('9'),
        _ => None,
    }
}

/// All such numbers in a folded text, in their order.
pub(super) fn find_spelt_numbers(text: &str, today: Day) -> Vec<Number> {
    let mut found = Vec::new();
    let mut at = SHORTEST;
    // A run that is long enough has a character at one of these places.
    while at <= text.len() {
        let run = run_around(text, at - 1);
        if run.len() >= SHORTEST {
            found.extend(number_of(text, run.clone(), today));
        }
        at = at.max(run.end) + SHORTEST;
    }
    found
}

/// The digits around a byte, and what may join them.
fn run_around(text: &str, at: usize) -> Range<usize> {
    let mut start = at;
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let is_part = |one: char| matches!(one, ' ' | '-' | '·') || digit_of(one).is_some();
    if !text[start..].starts_with(is_part) {
        return start..start;
    }
    let behind = text[start..].len() - text[start..].trim_start_matches(is_part).len();
    text[..start].trim_end_matches(is_part).len()..start + behind
}

fn number_of(text: &str, run: Range<usize>, today: Day) -> Option<Number> {
    let joins = |one: char| matches!(one, ' ' | '-' | '·');
    let written = text[run.clone()].trim_matches(joins);
    let digits: String = written.chars().filter_map(digit_of).collect();
    let start = run.start + (text[run.clone()].len() - text[run].trim_start_matches(joins).len());
    let end = start + written.len();
    let number = |kind, digits, end| Some(Number { kind, range: start..end, digits });
    match digits.len() {
        11 if digits.starts_with('1') && digits.as_bytes()[1] >= b'3' => number(Kind::Mobile, digits, end),
        17 if text[end..].starts_with(['X', 'x']) => {
            let digits = digits + "X";
            is_identity(&digits, today).then_some(()).and_then(|()| number(Kind::Identity, digits, end + 1))
        }
        18 if is_identity(&digits, today) => number(Kind::Identity, digits, end),
        _ => None,
    }
}

fn is_identity(digits: &str, today: Day) -> bool {
    has_identity_shape(digits, today) && check_character(digits) == digits.chars().next_back()
}

#[cfg(test)]
mod tests {
    use super::super::tests::{identity, mobile};
    use super::*;

    fn spelt(number: &str, digits: &str) -> String {
        let spell = |one: char| one.to_digit(10).and_then(|at| digits.chars().nth(at as usize)).unwrap_or(one);
        number.chars().map(spell).collect()
    }

    #[test]
    fn other_digits_hide_no_number() {
        let today = Day::new(2023, 7, 10).expect("a day");
        let found = |text: &str| find_spelt_numbers(text, today).into_iter().map(|one| one.digits).collect::<Vec<_>>();
        let (phone, card) = (mobile(38, 1_234_567), identity("150525", "19900101", 1));
        for digits in ["零一二三四五六七八九", "〇幺二三四五六七八九", "⓪①②③④⑤⑥⑦⑧⑨"]
        {
            for before in ["", "甲", "联系电话：", "这是一段比较长的话，后面才说到号码，"] {
                for number in [&phone, &card] {
                    let written = spelt(number, digits);
                    assert_eq!(
                        found(&format!("{before}{written}。")),
                        std::slice::from_ref(number),
                        "{before}{written}"
                    );
                }
            }
            let parted = spelt(&format!("{} {} {}", &phone[..3], &phone[3..7], &phone[7..]), digits);
            assert_eq!(found(&format!("甲{parted} 乙")), std::slice::from_ref(&phone));
        }
    }

    #[test]
    fn counting_is_no_number() {
        let today = Day::new(2023, 7, 10).expect("a day");
        for text in [
            "一二三四五六七八九十，一二三四五六七八九〇一",
            "一九四九年一〇月一日，二〇二三年五月四日",
            "一三五七九二四六八〇，一三五七九二四六八〇一二",
            "①②③④⑤⑥⑦⑧⑨⑩",
        ] {
            assert_eq!(find_spelt_numbers(text, today), [], "{text}");
        }
    }
}
