//! The words that put a bound on a number (NUM-4), and the digits and multipliers that are written as words.

use super::Bound;
use super::scan::Scanner;

/// A word that puts a bound on the number beside it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    text: &'static str,
    /// The bound.
    pub(super) bound: Bound,
    /// Whether it stands for the digits that are not told, so that the number before it has to be round: 余.
    pub(super) fills: bool,
}

const fn word(text: &'static str, bound: Bound) -> Word {
    Word { text, bound, fills: false }
}

const fn filler(text: &'static str, bound: Bound) -> Word {
    Word { text, bound, fills: true }
}

const BEFORE: &[Word] = &[
    word("超过", Bound::AtLeast),
    word("超出", Bound::AtLeast),
    word("超", Bound::AtLeast),
    word("已超", Bound::AtLeast),
    word("逾", Bound::AtLeast),
    word("突破", Bound::AtLeast),
    word("多于", Bound::AtLeast),
    word("高于", Bound::AtLeast),
    word("大于", Bound::AtLeast),
    word("不少于", Bound::AtLeast),
    word("不低于", Bound::AtLeast),
    word("不下于", Bound::AtLeast),
    word("不下", Bound::AtLeast),
    word("至少", Bound::AtLeast),
    word("最少", Bound::AtLeast),
    word(">=", Bound::AtLeast),
    word("≥", Bound::AtLeast),
    word(">", Bound::AtLeast),
    word("近", Bound::AtMost),
    word("将近", Bound::AtMost),
    word("接近", Bound::AtMost),
    word("不足", Bound::AtMost),
    word("不到", Bound::AtMost),
    word("不满", Bound::AtMost),
    word("未满", Bound::AtMost),
    word("不超过", Bound::AtMost),
    word("未超过", Bound::AtMost),
    word("不多于", Bound::AtMost),
    word("不高于", Bound::AtMost),
    word("少于", Bound::AtMost),
    word("低于", Bound::AtMost),
    word("小于", Bound::AtMost),
    word("至多", Bound::AtMost),
    word("最多", Bound::AtMost),
    word("<=", Bound::AtMost),
    word("≤", Bound::AtMost),
    word("<", Bound::AtMost),
    word("约", Bound::About),
    word("大约", Bound::About),
    word("约为", Bound::About),
    word("约有", Bound::About),
    word("约计", Bound::About),
    word("约莫", Bound::About),
    word("大概", Bound::About),
    word("大致", Bound::About),
    word("≈", Bound::About),
    word("~", Bound::About),
];

/// Words that put a bound only on a bare 百, 千, 万 or 亿: 上百, 过万.
const BEFORE_BARE: &[Word] = &[word("上", Bound::AtLeast), word("过", Bound::AtLeast)];

const AFTER: &[Word] = &[
    filler("余", Bound::AtLeast),
    filler("多", Bound::AtLeast),
    filler("有余", Bound::AtLeast),
    filler("几", Bound::AtLeast),
    filler("来", Bound::About),
    filler("许", Bound::About),
    word("出头", Bound::AtLeast),
    word("开外", Bound::AtLeast),
    word("以上", Bound::AtLeast),
    word("及以上", Bound::AtLeast),
    word("之上", Bound::AtLeast),
    word("+", Bound::AtLeast),
    word("以下", Bound::AtMost),
    word("及以下", Bound::AtMost),
    word("以内", Bound::AtMost),
    word("之内", Bound::AtMost),
    word("不到", Bound::AtMost),
    word("左右", Bound::About),
    word("上下", Bound::About),
    word("前后", Bound::About),
];

/// How many bytes at the end of a text put a bound on a number right behind it: those of 不少于 in `提供不少于`.
pub fn width_of_bound_before(text: &str) -> usize {
    let last = text.as_bytes().last();
    let words = BEFORE.iter().filter(|word| word.text.as_bytes().last() == last && text.ends_with(word.text));
    words.map(|word| word.text.len()).max().unwrap_or(0)
}

/// How many bytes at the beginning of a text put a bound on a number, with its unit, right before it: those of 以上.
pub fn width_of_bound_behind(text: &str) -> usize {
    let first = text.chars().next();
    let words = AFTER.iter().filter(|word| word.text.chars().next() == first);
    let words = words.filter(|word| !word.fills && text.starts_with(word.text));
    words.map(|word| word.text.len()).max().unwrap_or(0)
}

/// The longest bound before a number that comes next, and its width.
pub(super) fn bound_before(scanner: &Scanner) -> Option<(Word, usize)> {
    longest(scanner, BEFORE).or_else(|| {
        let bare = scanner.ahead(1).and_then(multiplier).is_some_and(|power| power > 10);
        if bare { longest(scanner, BEFORE_BARE) } else { None }
    })
}

/// The longest bound after a number that comes next, and its width.
pub(super) fn bound_after(scanner: &Scanner) -> Option<(Word, usize)> {
    longest(scanner, AFTER)
}

fn longest(scanner: &Scanner, words: &[Word]) -> Option<(Word, usize)> {
    // Most often the number itself comes next.
    if scanner.peek().is_none_or(|next| next.is_ascii_digit()) {
        return None;
    }
    let found = words.iter().filter_map(|word| Some((*word, scanner.finds(word.text)?)));
    found.max_by_key(|(_, width)| *width)
}

/// The value of an Arabic digit.
pub(super) fn digit(character: char) -> Option<u8> {
    character.to_digit(10).and_then(|digit| u8::try_from(digit).ok())
}

/// The value of a Chinese digit, the forms of account books included.
pub(super) fn han_digit(character: char) -> Option<u8> {
    Some(match character {
        '〇' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '贰' | '两' | '貳' | '兩' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The value of a multiplier.
pub(super) fn multiplier(character: char) -> Option<u32> {
    Some(match character {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Whether a number can begin with this character.
pub(super) fn begins_number(character: char) -> bool {
    digit(character).is_some() || han_digit(character).is_some() || multiplier(character).is_some()
}
