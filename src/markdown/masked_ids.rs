//! Numbers of people in the ids of headings: an address is passed on where the page isn't, so it has no more of a number than
//! a mask shows (MASK-2), and a mask stays one.

use std::ops::Range;

use crate::base::{half_width, is_digit};

/// A heading's text with `-` for the marks that hide digits: without them `138****1234` would be one number.
pub(super) fn with_masks_as_hyphens(text: &str) -> String {
    let hides = |one: char| matches!(one, '*' | '＊' | '×' | '●' | '○' | '█' | '■' | '□' | '?' | '？');
    let mut written = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if !hides(character) || !written.ends_with(is_digit) {
            written.push(character);
            continue;
        }
        while characters.next_if(|next| hides(*next)).is_some() {}
        if characters.peek().copied().is_some_and(is_digit) {
            written.push('-');
        }
    }
    written
}

/// An id in which numbers of people are cut as their masks are: `电话-138-8000`.
pub(super) fn without_numbers(id: &str) -> String {
    if id.chars().filter(|one| is_digit(*one)).count() < MOBILE {
        return id.to_owned();
    }
    let groups = groups(id);
    let (mut cut, mut done, mut first) = (String::with_capacity(id.len()), 0, 0);
    while first < groups.len() {
        let (next, shown) = match number_from(id, &groups[first..]) {
            Some((count, shown)) => (first + count, Some(shown)),
            None => (first + 1, None),
        };
        if let Some((head, tail)) = shown {
            let range = groups[first].start..groups[next - 1].end;
            let digits: Vec<char> = id[range.clone()].chars().filter(|one| is_digit(*one)).collect();
            cut.push_str(&id[done..range.start]);
            cut.extend(&digits[..head]);
            cut.extend((head > 0).then_some('-'));
            cut.extend(&digits[digits.len() - tail..]);
            done = range.end;
        }
        first = next;
    }
    cut.push_str(&id[done..]);
    cut
}

/// How many digits a mobile telephone has: no number of a person has fewer.
const MOBILE: usize = 11;

/// Digits in a row.
fn groups(id: &str) -> Vec<Range<usize>> {
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, character) in id.char_indices().filter(|(_, one)| is_digit(*one)) {
        let end = at + character.len_utf8();
        match groups.last_mut().filter(|group| group.end == at) {
            Some(group) => group.end = end,
            None => groups.push(at..end),
        }
    }
    groups
}

/// Of how many groups the number is that begins with the first, and how many of its digits a mask shows at both ends.
fn number_from(id: &str, groups: &[Range<usize>]) -> Option<(usize, (usize, usize))> {
    let mut digits = String::new();
    for (at, group) in groups.iter().enumerate() {
        if at > 0 && &id[groups[at - 1].end..group.start] != "-" {
            return None;
        }
        digits.extend(id[group.clone()].chars().map(half_width));
        let ends_with_x = id[group.end..].starts_with('x');
        if let Some(shown) = shown_of(&digits, at == 0, ends_with_x) {
            return Some((at + 1, shown));
        }
    }
    None
}

/// How many digits of a number of a person are shown; `None` where it is none.
fn shown_of(digits: &str, is_one_group: bool, ends_with_x: bool) -> Option<(usize, usize)> {
    let is_mobile =
        |digits: &str| digits.starts_with('1') && digits.as_bytes().get(1).is_some_and(|second| *second > b'2');
    let is_birth =
        || matches!(digits.get(6..8), Some("18" | "19" | "20")) && matches!(digits.get(10..11), Some("0" | "1"));
    match digits.len() {
        11 if is_mobile(digits) => Some((3, 4)),
        13 if digits.starts_with("86") && is_mobile(&digits[2..]) => Some((5, 4)),
        17 if ends_with_x && is_birth() => Some((4, 3)),
        18 if is_birth() => Some((4, 4)),
        16 | 19 if digits.starts_with("62") => Some((0, 4)),
        15.. if is_one_group && !ends_with_x => Some((0, 4)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_stays_a_mask() {
        assert_eq!(with_masks_as_hyphens("电话138****1234、139＊＊＊＊5678"), "电话138-1234、139-5678");
        assert_eq!(with_masks_as_hyphens("138●●●●1234，张*三，5*"), "138-1234，张*三，5");
    }

    #[test]
    fn an_id_shows_what_a_mask_shows() {
        let phone: String = ["138", "0013", "8000"].concat();
        let spaced = ["138", "0013", "8000"].join("-");
        let wide: String = phone.chars().filter_map(|one| char::from_u32(u32::from(one) + 0xFEE0)).collect();
        let card = ["150525", "19900101", "001"].concat();
        assert_eq!(without_numbers(&format!("电话-{phone}")), "电话-138-8000");
        assert_eq!(without_numbers(&format!("2023-{spaced}-甲")), "2023-138-8000-甲");
        assert_eq!(without_numbers(&format!("86{phone}")), "86138-8000");
        assert_eq!(without_numbers(&wide), "１３８-８０００");
        assert_eq!(without_numbers(&format!("g{card}x")), "g1505-001x");
        assert_eq!(without_numbers(&format!("{card}1")), "1505-0011");
        assert_eq!(without_numbers(&["6222", "0212", "3456", "7890128"].concat()), "0128");
        for id in ["2023-06-30-143015", "2023-2024学年", "奈团联发20232号", "12355-0475-4212345", "第一章"] {
            assert_eq!(without_numbers(id), id);
        }
    }
}
