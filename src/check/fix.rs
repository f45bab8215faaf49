//! Masks that can be written into a source (MASK-2): only where what stands in the file is known character by character.

use std::ops::Range;

use super::digits::masked;
use super::letters::Letters;
use super::masks::{WeakMask, find_weak_masks};
use super::numbers::{Kind, Number, find_numbers};
use super::text::{Role, Text};
use super::{Rules, peel};
use crate::base::{Day, SitePath, is_digit};

/// One replacement in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The bytes that are replaced.
    pub range: Range<usize>,
    /// The mask, as people are asked for it.
    pub masked: String,
    /// What is there then: the mask, with the bold and the line end that stood in the number.
    pub written: String,
    /// The line, from 1.
    pub line: usize,
}

/// Whether masks are written into such files: posts, pages, categories, and tables as text.
pub fn is_fixable(path: &SitePath) -> bool {
    matches!(path.extension().as_str(), "md" | "csv")
}

/// The masks that a file could have, in its order. Those that can't be mapped exactly are left to people: where a link or
/// code stands inside the number, or where it is an address that a mask would break.
pub fn fixes_of(path: &SitePath, source: &str, rules: &Rules, today: Day) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    let texts = match path.extension().as_str() {
        "csv" => vec![Text::of_file(path, source, peel::cells(source), None)],
        _ => Vec::from(Text::of_markdown(path, source, None)),
    };
    for text in texts {
        let numbers = find_numbers(&text.folded.text, today);
        let unallowed = numbers.iter().filter(|number| !rules.allows(&number.digits));
        fixes.extend(unallowed.filter_map(|number| fix_of(&text, number)));
        let weak = find_weak_masks(&text.folded.text, &Letters::of(&text.folded.text)).into_iter();
        let weak = weak.filter(|weak| weak.is_exact && !numbers.iter().any(|one| overlap(&one.range, &weak.range)));
        fixes.extend(weak.filter_map(|weak| fix_of_mask(&text, weak)));
    }
    fixes.sort_by_key(|fix| fix.range.start);
    // Of a mask in groups a part may look like one too.
    fixes.dedup_by(|second, first| overlap(&first.range, &second.range));
    fixes
}

fn overlap(first: &Range<usize>, second: &Range<usize>) -> bool {
    first.start < second.end && second.start < first.end
}

/// The mask that hides enough in the place of one that doesn't, where that stands in the source as it is.
fn fix_of_mask(text: &Text<'_>, weak: WeakMask) -> Option<Fix> {
    if !is_fixable(text.path) {
        return None;
    }
    let range = text.folded.source(text.source, weak.range.clone());
    let is_plain = text.source.get(range.clone())? == &text.folded.text[weak.range];
    let line = text.source.get(..range.start)?.matches('\n').count() + 1;
    is_plain.then(|| Fix { range, masked: weak.better.clone(), written: weak.better, line })
}

/// The mask of one number of a text, where it can be written.
pub(super) fn fix_of(text: &Text<'_>, number: &Number) -> Option<Fix> {
    let is_certain = !matches!(number.kind, Kind::PossibleCard | Kind::BankCard);
    if !is_certain || !is_fixable(text.path) || text.role == Role::Output || text.at.is_some() {
        return None;
    }
    let range = text.folded.source(text.source, number.range.clone());
    let (before, after) = (text.source.get(..range.start)?, text.source.get(range.end..)?);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    // A mask outside of quotes is no TOML.
    let is_bare = text.role == Role::Head && !before[line_start..].contains(['"', '\'', '#']);
    if is_bare || before.ends_with("tel:") {
        return None;
    }
    let masked = masked(&number.digits);
    let [ahead, behind] = what_stays(text.source.get(range.clone())?, before, after)?;
    let written = format!("{ahead}{masked}{behind}");
    Some(Fix { range, masked, written, line: before.matches('\n').count() + 1 })
}

/// What of a number as it is written has to stay before and behind its mask: bold that begins or ends within it, and the
/// line end, so that the next line stays one. `None` where anything else stands in it.
fn what_stays(written: &str, before: &str, after: &str) -> Option<[String; 2]> {
    let is_mark = |one: char| matches!(one, '*' | '_');
    let is_joint = |one: char| is_digit(one) || matches!(one, 'X' | 'x' | ' ' | '-');
    let is_known = |part: &str| part.chars().all(|one| is_joint(one) || is_mark(one));
    let line_break = ["\\\n", "\n"].into_iter().find(|end| written.contains(end));
    if let Some(line_break) = line_break {
        // Bold that a line end stands in is bold twice.
        let is_plain = written.split(line_break).all(|part| is_known(part) && !part.contains(is_mark));
        return is_plain.then(|| [String::new(), line_break.to_owned()]);
    }
    if !is_known(written) {
        return None;
    }
    let mut open: Vec<&str> = Vec::new();
    for marks in written.split(|one| !is_mark(one)).filter(|marks| !marks.is_empty()) {
        if open.last() == Some(&marks) {
            open.pop();
        } else {
            open.push(marks);
        }
    }
    match open.as_slice() {
        [] => Some([String::new(), String::new()]),
        [marks] if after.starts_with(marks) => Some([(*marks).to_owned(), String::new()]),
        [marks] if before.ends_with(marks) => Some([String::new(), (*marks).to_owned()]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{identity, mobile, today};
    use super::*;
    use crate::config::{CheckConfig, PrivacyConfig};

    fn fixed(name: &str, source: &str) -> String {
        let path = SitePath::new(name).expect("a path");
        let rules = Rules::new(&CheckConfig::default(), &PrivacyConfig::default(), &[]).value;
        let mut text = source.to_owned();
        for fix in fixes_of(&path, source, &rules, today()).into_iter().rev() {
            text.replace_range(fix.range, &fix.written);
        }
        text
    }

    #[test]
    fn masks_are_written_where_bold_or_a_line_end_stands_in_a_number() {
        let (id, phone) = (identity("152525", "19900307", 12), mobile(38, 12_345_678));
        let (hidden, mask) = (masked(&id), masked(&phone));
        let (a, b) = id.split_at(10);
        for (source, expected) in [
            (format!("甲{a}**{b}**乙"), format!("甲**{hidden}**乙")),
            (format!("甲**{a}**{b}乙"), format!("甲**{hidden}**乙")),
            (format!("甲{}**{}**{}乙", &a[..4], &a[4..], b), format!("甲{hidden}乙")),
            (format!("甲{a}\n{b}，乙"), format!("甲{hidden}\n，乙")),
            (format!("甲**{a}**\n**{b}**乙"), format!("甲**{a}**\n**{b}**乙")),
            (format!("甲{a}\\\n{b}，乙"), format!("甲{hidden}\\\n，乙")),
            (format!("甲***{a}***{b}乙"), format!("甲***{hidden}***乙")),
            ("甲13812**5678乙".to_owned(), "甲138****5678乙".to_owned()),
            ("甲1505251999****555X乙".to_owned(), "甲1505**********555X乙".to_owned()),
            ("甲138****5678乙".to_owned(), "甲138****5678乙".to_owned()),
            (format!("[甲](tel:{phone})"), format!("[甲](tel:{phone})")),
            (format!("甲{}<b>{}</b>", &phone[..5], &phone[5..]), format!("甲{}<b>{}</b>", &phone[..5], &phone[5..])),
        ] {
            assert_eq!(fixed("content/a.md", &source), expected, "{source}");
        }
        assert_eq!(fixed("content/a/b.csv", &format!("甲,{phone}\n")), format!("甲,{mask}\n"));
        assert_eq!(
            fixed("content/a.md", &format!("+++\na = \"{phone}\"\n+++\n")),
            format!("+++\na = \"{mask}\"\n+++\n")
        );
        let bare = format!("+++\na = {phone}\n+++\n");
        assert_eq!(fixed("content/a.md", &bare), bare, "a mask outside of quotes is no TOML");
    }
}
