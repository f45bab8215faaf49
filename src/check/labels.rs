//! What the words directly in front of a number call it: a telephone, an order, an amount.
//!
//! Only what ends right at the number counts. A word that stands farther away, or as part of another, says nothing: an
//! order's number may stand in one line with the courier's telephone.

use super::around::before;
use super::lexicon::lexicon;
use super::names::is_name;
use crate::base::is_han;

/// What a label says of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// That it is what is looked for.
    Own,
    /// That it is something else: an order, a meeting, an amount.
    Other,
}

/// How much of a text is looked through for a label, in characters.
const LONGEST: usize = 64;

/// The fewest digits of a number in front of which the label of both may stand: `订单号A、B`.
const LISTED: usize = 7;

/// What the label that ends at a place calls the number there. `own` are the words of what is looked for.
pub(super) fn label_before(text: &str, at: usize, own: &[String]) -> Option<Label> {
    let before = without_listed(before(text, at, LONGEST));
    let label = without_joints(before);
    let is_parted = before[label.len()..].contains(['：', ':', '=']);
    match without_brackets(label).filter(|_| is_parted) {
        Some((_, inner)) if is_unit(inner) => Some(Label::Other),
        Some((label, _)) => label_of(label, own),
        None => label_of(label, own),
    }
}

/// Whether nothing but what joins a label to its number stands between a place and the beginning of its cell.
pub(super) fn begins_cell(text: &str, at: usize) -> bool {
    let before = without_joints(without_listed(before(text, at, LONGEST)));
    before.is_empty() || before.ends_with('|')
}

/// What the head of a column calls what stands below it.
pub(super) fn label_of_head(head: &str, own: &[String]) -> Option<Label> {
    let head = without_joints(head);
    match without_brackets(head) {
        Some((_, inner)) if is_unit(inner) => Some(Label::Other),
        Some((label, _)) => label_of(label, own).or_else(|| label_of(head, own)),
        None => label_of(head, own),
    }
}

/// Whether a text that begins behind a number begins with a unit: `元`, `（元）`, and in a table the cell `元`.
pub(super) fn begins_with_unit(behind: &str) -> bool {
    let behind = behind.trim_start_matches(' ');
    if let Some(cell) = behind.strip_prefix('|') {
        return is_unit(cell.split(['|', super::folded::BLOCK]).next().unwrap_or_default());
    }
    if let Some(inner) = behind.strip_prefix(['（', '(']) {
        return inner.split_once(['）', ')']).is_some_and(|(inner, _)| is_unit(inner));
    }
    lexicon().units.iter().filter_map(|unit| behind.strip_prefix(unit.as_str())).any(ends_unit)
}

/// Whether no other word goes on where a unit ends: 元旦 and 人事科 begin with one and are none.
fn ends_unit(rest: &str) -> bool {
    !rest.starts_with(is_han) || lexicon().behind_unit.iter().any(|word| rest.starts_with(word.as_str()))
}

fn is_unit(word: &str) -> bool {
    let word = word.trim_matches([' ', '*']).trim_start_matches("单位：");
    lexicon().units.iter().any(|unit| word == unit || word.strip_suffix('元') == Some(unit))
}

/// The longest of all words that a label ends with tells.
fn label_of(label: &str, own: &[String]) -> Option<Label> {
    let words = lexicon();
    let as_own = longest(label, own).max(longest(label, &words.person_numbers));
    let amount = if is_name_at_end(label) { 0 } else { longest(label, &words.amounts) };
    let as_other = longest(label, &words.other).max(amount);
    if as_own.max(as_other) > 0 {
        return Some(if as_own >= as_other { Label::Own } else { Label::Other });
    }
    let stem = &label[..label.len() - longest_end(label, &words.number_words)];
    (stem.len() < label.len() && !stem.ends_with(counts)).then_some(Label::Other)
}

/// Whether a label is the name of a person, as far as its last mark: `联系人：张力量`, which is no amount of anything.
fn is_name_at_end(label: &str) -> bool {
    let name: Vec<char> = label.chars().rev().take(4).take_while(|one| is_han(*one)).collect();
    let name: Vec<char> = name.into_iter().rev().collect();
    (2..=3).contains(&name.len()) && is_name(&name)
}

/// How long the longest of some words is that a label ends with, also with a word for number behind: 订单号码. 0 is none.
fn longest(label: &str, words: &[String]) -> usize {
    let number = longest_end(label, &lexicon().number_words);
    let stem = label[..label.len() - number].trim_end_matches([' ', '_', '-']);
    let of_stem = Some(longest_end(stem, words)).filter(|length| *length > 0 && number > 0);
    longest_end(label, words).max(of_stem.map_or(0, |length| length + label.len() - stem.len()))
}

fn longest_end(label: &str, words: &[String]) -> usize {
    words.iter().filter(|word| ends_with_word(label, word)).map(String::len).max().unwrap_or_default()
}

/// Whether a label ends with a word; of letters a whole one: `No` is no end of `casino`, but one of `order_no` and `orderNo`.
fn ends_with_word(label: &str, word: &str) -> bool {
    let Some(at) = label.len().checked_sub(word.len()).filter(|at| label.is_char_boundary(*at)) else { return false };
    let (before, end) = label.split_at(at);
    if !end.eq_ignore_ascii_case(word) {
        return false;
    }
    let begins_anew = !before.ends_with(|one: char| one.is_ascii_alphanumeric())
        || before.ends_with(|one: char| one.is_ascii_lowercase())
            && end.starts_with(|one: char| one.is_ascii_uppercase());
    !end.starts_with(|one: char| one.is_ascii_alphanumeric()) || begins_anew
}

/// 5号 and 十二号 are a house or a day.
fn counts(one: char) -> bool {
    one.is_ascii_digit() || "一二三四五六七八九十百零〇几".contains(one)
}

/// A text without what may stand between a label and its number.
fn without_joints(text: &str) -> &str {
    text.trim_end_matches(|one: char| one.is_whitespace() || "：:=#＃“”\"'‘’（([【「《<*_`+~-为是".contains(one))
}

/// A text without numbers at its end that a list joins to the next one.
fn without_listed(text: &str) -> &str {
    let mut rest = text;
    loop {
        let before = rest.trim_end().trim_end_matches(['、', '/', '和', '及', '与', '或']).trim_end();
        let stem = before.trim_end_matches(|one: char| one.is_ascii_digit() || matches!(one, ' ' | '-'));
        let digits = before[stem.len()..].bytes().filter(u8::is_ascii_digit).count();
        if before.len() == rest.trim_end().len() || digits < LISTED {
            return rest;
        }
        rest = stem;
    }
}

/// What stands before the brackets that a text ends with, and in them.
fn without_brackets(text: &str) -> Option<(&str, &str)> {
    let (label, inner) = text.strip_suffix(['）', ')', '】', ']'])?.rsplit_once(['（', '(', '【', '['])?;
    Some((without_joints(label), inner))
}

#[cfg(test)]
mod tests {
    use super::super::tests::mobile;
    use super::*;

    fn label(before: &str) -> Option<Label> {
        label_before(&format!("{before}{}", mobile(38, 12_345_678)), before.len(), &lexicon().phone)
    }

    #[test]
    fn a_label_ends_at_its_number() {
        for own in [
            "电话",
            "手机号码：",
            "微信号 ",
            "电话（办公室）：",
            "Phone No. ",
            "WeChat ID: ",
            "号码：",
            "tel_",
            "订单电话 ",
        ] {
            assert_eq!(label(own), Some(Label::Own), "{own}");
        }
        for other in [
            "订单号：",
            "发票号码 ",
            "**受理号**：",
            "Order No. ",
            "orderNo = ",
            "invoice #",
            "№",
            "金额（元）：",
            "快递单号（顺丰）：",
            "编号为“",
            "订单号：13800138000、",
            "第",
        ] {
            assert_eq!(label(other), Some(Label::Other), "{other}");
        }
        for none in
            ["发票找王某", "商品（甲）", "编号1 王某 ", "（编号A1）", "幸福路5号", "Casino ", "订单号2，", "3月十二号"]
        {
            assert_eq!(label(none), None, "{none}");
        }
    }

    #[test]
    fn a_unit_goes_on_as_no_other_word() {
        for unit in ["元", " 万元，", "（元）", "次阅读", "人次", " | 元 |", "元用于助学"] {
            assert!(begins_with_unit(unit), "{unit}");
        }
        for word in ["元旦期间", "人社局", " 万主任", "百货大楼", "（元旦）", " | 王某 |"] {
            assert!(!begins_with_unit(word), "{word}");
        }
    }
}
