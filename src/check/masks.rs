//! Masks in a folded text: whether they hide enough (MASK-3).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::around::{after, before};

/// A masked number that shows too much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WeakMask {
    /// Where, in bytes of the folded text.
    pub range: Range<usize>,
    /// Whether it is an identity card, else a telephone.
    pub is_identity: bool,
    /// The mask that would do.
    pub better: String,
}

static MASKED: LazyLock<Regex> = LazyLock::new(|| super::pattern(r"[0-9][0-9*＊●█■某×?？_xX]{7,19}"));

/// Masks that hide less than four digits of a telephone, or less than eight characters of an identity card or not all of
/// the birth date.
pub(super) fn find_weak_masks(text: &str) -> Vec<WeakMask> {
    if !text.contains(['*', '＊', '●', '█', '■', '×', '某', 'x', 'X', '?', '？', '_']) {
        return Vec::new();
    }
    MASKED.find_iter(text).filter_map(|found| weak(text, found.range())).collect()
}

fn weak(text: &str, range: Range<usize>) -> Option<WeakMask> {
    let characters: Vec<char> = text[range.clone()].chars().collect();
    let touches = text[..range.start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
        || text[range.end..].starts_with(|c: char| c.is_ascii_alphanumeric());
    if touches {
        return None;
    }
    let hidden: Vec<bool> = characters
        .iter()
        .enumerate()
        .map(|(at, one)| !(one.is_ascii_digit() || (at + 1 == characters.len() && matches!(one, 'x' | 'X'))))
        .collect();
    let is_mask = |one: &char| !matches!(one, 'x' | 'X' | '×' | '?' | '？' | '_');
    let in_a_row = characters.windows(2).any(|pair| pair[0] == pair[1] && !pair[0].is_ascii_digit());
    if !hidden.contains(&true) || !(characters.iter().any(|one| !one.is_ascii_digit() && is_mask(one)) || in_a_row) {
        return None;
    }
    let count = hidden.iter().filter(|hidden| **hidden).count();
    let shown = characters.len() - count;
    let near = |words: &[&str]| {
        let (before, after) = (before(text, range.start, 16), after(text, range.end, 8));
        words.iter().any(|word| before.contains(word) || after.contains(word))
    };
    let weak =
        |is_identity, better: &str| Some(WeakMask { range: range.clone(), is_identity, better: better.to_owned() });
    let second = characters.get(1).copied().unwrap_or(' ');
    let looks_mobile = characters[0] == '1' && (('3'..='9').contains(&second) || hidden.get(1) == Some(&true));
    let is_mobile = characters.len() == 11 || (near(&["电话", "手机", "联系"]) && (8..=12).contains(&characters.len()));
    if looks_mobile && is_mobile && shown > 7 {
        let head: String = characters.iter().take(3).collect();
        let tail: String = characters[characters.len() - 4..].iter().collect();
        let shown_whole = |part: &str| part.chars().all(|one| one.is_ascii_digit());
        let better =
            if shown_whole(&head) && shown_whole(&tail) { format!("{head}****{tail}") } else { "138****1234".into() };
        return weak(false, &better);
    }
    if characters.len() == 18 {
        let covers_birth = hidden[6..14].iter().all(|hidden| *hidden);
        if count < 8 || !covers_birth {
            return weak(true, "1525**********1234");
        }
    } else if (14..=20).contains(&characters.len()) && shown > 10 && near(&["身份证", "证件", "学籍号"]) {
        return weak(true, "1525**********1234");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mask_has_to_hide_enough() {
        for good in [
            "138****1234、139****5678",
            "35*************123",
            "1525**********1234",
            "尺寸1920×1080",
            "12*34",
            "138xxxx1234",
        ] {
            assert_eq!(find_weak_masks(good), [], "{good}");
        }
        let weak = find_weak_masks("13812**1234，和152525199003*70011");
        assert_eq!(weak.iter().map(|weak| weak.is_identity).collect::<Vec<_>>(), [false, true]);
        assert_eq!(weak[0].better, "138****1234");
    }
}
