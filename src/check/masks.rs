//! Masks in a folded text: whether they hide enough (MASK-3), alone and together, and whether the page still has them
//! (MASK-4).

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::around::{after, before};
use super::letters::Letters;
use super::peel;

/// A masked number that shows too much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WeakMask {
    /// Where, in bytes of the folded text.
    pub range: Range<usize>,
    /// Whether it is an identity card, else a telephone.
    pub is_identity: bool,
    /// The mask that would do.
    pub better: String,
    /// Whether that is the mask of this number, else an example.
    pub is_exact: bool,
}

/// A number with stars, as a page has to show it.
static STARRED: LazyLock<Regex> = LazyLock::new(|| super::pattern(r"[0-9]{2,}\*{2,}[0-9]{2,}"));

static MASKED: LazyLock<Regex> = LazyLock::new(|| super::pattern(r"[0-9][0-9*＊●█■某×?？_xX]{7,19}"));

/// A mask of a telephone in groups.
static GROUPED: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"1[3-9][0-9*＊●█■某×xX](?:[- ·][0-9*＊●█■某×xX]{4}[- ·]?|[0-9*＊●█■某×xX]{4}[- ·])[0-9*＊●█■某×xX]{4}",
    )
});

/// Masks that hide less than four digits of a telephone, or less than eight characters of an identity card or not all of
/// the birth date.
pub(super) fn find_weak_masks(text: &str, letters: &Letters) -> Vec<WeakMask> {
    const SIGNS: [char; 12] = ['*', '＊', '●', '█', '■', '×', '某', 'x', 'X', '?', '？', '_'];
    if !letters.may_have_one_of(&SIGNS) || !text.contains(SIGNS) {
        return Vec::new();
    }
    MASKED.find_iter(text).chain(GROUPED.find_iter(text)).filter_map(|found| weak(text, found.range())).collect()
}

/// How many masks of a text are compared with one another.
const MOST_COMPARED: usize = 300;

/// Masks that are good alone, behind another mask of the same number with which they show too much: 138****1234 and
/// 1380000****. Two masks are of one number where they have digits in common and contradict one another nowhere. Of
/// identity cards every good mask hides the birth date, which is enough however many there are.
pub(super) fn find_masks_together(text: &str, letters: &Letters) -> Vec<Range<usize>> {
    const SIGNS: [char; 7] = ['*', '＊', '●', '█', '■', '×', '某'];
    let mut seen: Vec<Vec<char>> = Vec::new();
    let mut found = Vec::new();
    if !letters.may_have_one_of(&SIGNS) || !text.contains(SIGNS) {
        return found;
    }
    for mask in MASKED.find_iter(text).filter(|mask| !touches_other(text, &mask.range())) {
        let characters: Vec<char> = mask.as_str().chars().collect();
        let is_masked = characters.len() == 11 && hidden_in(&characters).contains(&true);
        if !is_masked || seen.len() >= MOST_COMPARED || seen.contains(&characters) {
            continue;
        }
        if seen.iter().any(|other| show_too_much_together(other, &characters)) {
            found.push(mask.range());
        }
        seen.push(characters);
    }
    found
}

fn show_too_much_together(one: &[char], other: &[char]) -> bool {
    /// Fewer digits than these are shared by many numbers: those of a network, of a county.
    const SHARED: usize = 3;
    let (first, second) = (hidden_in(one), hidden_in(other));
    let both: Vec<usize> = (0..one.len()).filter(|at| !first[*at] && !second[*at]).collect();
    let hidden: Vec<usize> = (0..one.len()).filter(|at| first[*at] && second[*at]).collect();
    let is_one_number = both.len() >= SHARED && both.iter().all(|at| one[*at] == other[*at]);
    let is_enough = hidden.len() >= 4;
    let (alone, beside) = (first.iter().filter(|at| **at).count(), second.iter().filter(|at| **at).count());
    is_one_number && !is_enough && hidden.len() < alone.min(beside)
}

/// Masked numbers of a body whose stars aren't in the page that is made of it, so that what is left looks whole. `text` is
/// the folded source with its stars, `html` the body as it was rendered.
pub(super) fn find_lost_masks(text: &str, html: &str) -> Vec<Range<usize>> {
    let mut masks = STARRED.find_iter(text).peekable();
    if masks.peek().is_none() {
        return Vec::new();
    }
    let shown = peel::html(html).text.replace('＊', "*");
    let stands_alone = |digits: &str| {
        shown.match_indices(digits).any(|(at, _)| {
            let touches = |one: char| one.is_ascii_digit() || one == '*';
            !shown[..at].ends_with(touches) && !shown[at + digits.len()..].starts_with(touches)
        })
    };
    let is_lost = |mask: &str| !shown.contains(mask) && stands_alone(&mask.replace('*', ""));
    masks.filter(|mask| is_lost(mask.as_str())).map(|mask| mask.range()).collect()
}

/// Which characters of a masked number are hidden.
fn hidden_in(characters: &[char]) -> Vec<bool> {
    // Behind a digit, the last character of an identity card; behind another X, and of a telephone, a mask.
    let is_x = |one: char| matches!(one, 'x' | 'X');
    let is_check = |at: usize| at + 1 == characters.len() && characters.len() == 18 && !is_x(characters[at - 1]);
    let is_shown = |(at, one): (usize, &char)| one.is_ascii_digit() || is_x(*one) && is_check(at);
    characters.iter().enumerate().map(|one| !is_shown(one)).collect()
}

/// Whether what looks like a mask is part of something longer.
fn touches_other(text: &str, range: &Range<usize>) -> bool {
    text[..range.start].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '.')
        || text[range.end..].starts_with(|c: char| c.is_ascii_alphanumeric())
}

fn weak(text: &str, range: Range<usize>) -> Option<WeakMask> {
    let characters: Vec<char> = text[range.clone()].chars().filter(|one| !matches!(one, '-' | ' ' | '·')).collect();
    if touches_other(text, &range) {
        return None;
    }
    let hidden = hidden_in(&characters);
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
    // 180*30*1800 is how large a shelf is, where nothing says that it is a number of somebody.
    let signs = characters.iter().filter(|one| !one.is_ascii_digit()).count();
    let is_size = signs > 1 && !characters.windows(2).any(|pair| pair.iter().all(|one| !one.is_ascii_digit()));
    if is_size && !near(&["电话", "手机", "联系", "身份证", "证件"]) {
        return None;
    }
    let weak = |is_identity, better: Option<String>| {
        let example = if is_identity { "1525**********1234" } else { "138****1234" };
        let is_exact = better.is_some();
        let better = better.unwrap_or_else(|| example.to_owned());
        Some(WeakMask { range: range.clone(), is_identity, better, is_exact })
    };
    // With the first characters and the last ones of the number, where the mask shows them.
    let masked = |head: usize, stars: usize| {
        let shown = hidden[..head].iter().chain(&hidden[characters.len() - 4..]).all(|hidden| !hidden);
        let part = |characters: &[char]| characters.iter().collect::<String>();
        let ends = || (part(&characters[..head]), part(&characters[characters.len() - 4..]));
        shown.then(ends).map(|(head, tail)| format!("{head}{}{tail}", "*".repeat(stars)))
    };
    let second = characters.get(1).copied().unwrap_or(' ');
    let looks_mobile = characters[0] == '1' && (('3'..='9').contains(&second) || hidden.get(1) == Some(&true));
    let is_mobile = characters.len() == 11 || (near(&["电话", "手机", "联系"]) && (8..=12).contains(&characters.len()));
    if looks_mobile && is_mobile && shown > 7 {
        return weak(false, masked(3, 4));
    }
    if characters.len() == 18 {
        let covers_birth = hidden[6..14].iter().all(|hidden| *hidden);
        if count < 8 || !covers_birth {
            return weak(true, masked(4, 10));
        }
    } else if (14..=20).contains(&characters.len()) && shown > 10 && near(&["身份证", "证件", "学籍号"]) {
        return weak(true, None);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_masks_of_one_number_hide_what_both_hide() {
        let found = |text: &str| {
            find_masks_together(text, &Letters::of(text)).into_iter().map(|at| text[at].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(found("138****1234，又写作1380000****"), ["1380000****"]);
        for text in [
            "138****1234、139****5678、138****9999",
            "138****1234，再说一遍138****1234",
            "138****1234、1390000****",
            "35*************123、1525**********1234",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn stars_that_the_page_lacks_are_missed() {
        let text = "电话138****1234、139****5678";
        let lost = |html: &str| find_lost_masks(text, html).into_iter().map(|at| &text[at]).collect::<Vec<_>>();
        assert_eq!(lost("<p>电话138****1234、139＊＊＊＊5678</p>"), [""; 0]);
        assert_eq!(lost("<p>电话138<strong>1234、139</strong>5678</p>"), ["138****1234", "139****5678"]);
        assert_eq!(lost("<p>电话</p>"), [""; 0], "what isn't shown at all isn't lost");
    }

    #[test]
    fn a_mask_has_to_hide_enough() {
        for good in [
            "138****1234、139****5678",
            "35*************123",
            "1525**********1234",
            "尺寸1920×1080",
            "12*34",
            "138xxxx1234",
            "手机1381234XXXX",
            "139-1234-xxxx",
        ] {
            assert_eq!(find_weak_masks(good, &Letters::of(good)), [], "{good}");
        }
        for text in ["138-00**-1234", "电话138 0013 **00", "138 0*138000"] {
            assert_eq!(find_weak_masks(text, &Letters::of(text)).len(), 1, "{text}");
        }
        for text in ["138 **** 1234", "138-****-1234", "138 0013 **8000**", "138 **0013** 8000", "1*2 2023 2024"] {
            assert_eq!(find_weak_masks(text, &Letters::of(text)), [], "{text}");
        }
        let text = "13812**1234，和152525199003*70011";
        let weak = find_weak_masks(text, &Letters::of(text));
        assert_eq!(weak.iter().map(|weak| weak.is_identity).collect::<Vec<_>>(), [false, true]);
        assert_eq!(weak[0].better, "138****1234");
    }
}
