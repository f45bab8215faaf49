//! Masks that can be written into a source (MASK-2): only where what stands in the file is known character by character.

use std::ops::Range;

use super::digits::masked;
use super::letters::Letters;
use super::masks::{WeakMask, find_weak_masks};
use super::numbers::{Kind, Number, find_numbers};
use super::text::{Role, Text, digit_written, prefix_of};
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
    let whole = text.folded.source(text.source, number.range.clone());
    // What joins a country's code to a number stays too.
    let prefix = prefix_of(&text.folded.text[number.range.clone()], number);
    let skipped = start_behind_digits(text.source.get(whole.clone())?, prefix)?;
    let range = whole.start + skipped..whole.end;
    let (before, after) = (text.source.get(..range.start)?, text.source.get(range.end..)?);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    // A mask outside of quotes is no TOML.
    let is_bare = || !before[line_start..].contains(['"', '\'', '#']) && before.matches("\"\"\"").count() % 2 == 0;
    let is_kept = text.role == Role::Head && (is_bare() || is_of_address(&before[line_start..]));
    if is_kept || leads_somewhere(before, after) {
        return None;
    }
    let masked = masked(&number.digits);
    let found = text.source.get(range.clone())?;
    let written = match what_stays(found, before, after) {
        Some([ahead, behind]) => format!("{ahead}{masked}{behind}"),
        None => masked_in_place(found, &masked)?,
    };
    Some(Fix { range, masked, written, line: before.matches('\n').count() + 1 })
}

/// Where a text begins behind so many digits, and behind what joins them to the next.
fn start_behind_digits(text: &str, count: usize) -> Option<usize> {
    if count == 0 {
        return Some(0);
    }
    let mut digits = text.char_indices().filter(|(_, one)| digit_written(*one).is_some());
    digits.nth(count).map(|(at, _)| at)
}

/// Keys of heads whose values are addresses, or the names of files.
const ADDRESSES: [&str; 12] = [
    "slug",
    "aliases",
    "path",
    "url",
    "source_url",
    "register",
    "cover",
    "image",
    "ledger",
    "same_as",
    "page_template",
    "template",
];

/// Whether a line of a head states an address.
fn is_of_address(line: &str) -> bool {
    let key = line.split('=').next().unwrap_or_default().trim();
    ADDRESSES.contains(&key)
}

/// Whether a number is a part of an address, or of the name of a file, which a mask would break.
fn leads_somewhere(before: &str, after: &str) -> bool {
    let is_part = |one: char| {
        one.is_ascii_graphic() && !matches!(one, '"' | '\'' | '<' | '>' | '(' | ')' | '[' | ']' | '|' | '`')
    };
    let ahead = &before[before.trim_end_matches(is_part).len()..];
    let behind = &after[..after.find(|one| !is_part(one)).unwrap_or(after.len())];
    let has_letters = |text: &str| text.bytes().any(|byte| byte.is_ascii_alphabetic());
    // Two numbers that a stroke parts lead nowhere.
    let is_path = ahead.contains(['/', '\\']) && (has_letters(ahead) || ahead.starts_with(['/', '.', '\\']));
    let is_address = is_path || ["tel:", "sms:", "mailto:", "?", "@"].iter().any(|mark| ahead.contains(mark));
    // The brackets of a link are still open: what it leads to may be a heading.
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let is_target = line.rfind("](").is_some_and(|at| !line[at..].contains([')', '"', ' ']));
    let is_named = behind.strip_prefix('.').is_some_and(|end| end.starts_with(|one: char| one.is_ascii_alphabetic()));
    is_address || is_named || is_target || behind.contains(['@', '?']) || behind.contains('/') && has_letters(behind)
}

/// A number with its mask digit by digit, where joints of all sorts and tags stand in it; `None` where it is spelled as codes.
/// The mask has stars of full width: plain ones beside tags might be taken for bold.
fn masked_in_place(written: &str, masked: &str) -> Option<String> {
    if written.contains(['&', '\\', '\n', '[', ']', '(', ')']) {
        return None;
    }
    let is_joint =
        |one: char| !one.is_alphanumeric() && !matches!(one, '<' | '>' | '`' | '~' | '*' | '_' | '/' | '"' | '=');
    if written.chars().all(|one| digit_written(one).is_some() || is_joint(one)) {
        return (written.chars().filter_map(digit_written).count() == masked.len()).then(|| masked.to_owned());
    }
    let mut mask = masked.chars();
    let mut in_tag = false;
    let mut result = String::new();
    for one in written.chars() {
        in_tag |= one == '<';
        match digit_written(one).filter(|_| !in_tag) {
            Some(_) => result.push(match mask.next()? {
                '*' => '＊',
                shown => shown,
            }),
            None => result.push(one),
        }
        in_tag &= one != '>';
    }
    mask.next().is_none().then_some(result)
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
            (format!("甲{}<b>{}</b>", &phone[..5], &phone[5..]), "甲138＊＊<b>＊＊5678</b>".to_owned()),
            (format!("甲{}~~{}~~", &phone[..3], &phone[3..]), "甲138~~＊＊＊＊5678~~".to_owned()),
            (format!("甲{}－{}\u{a0}{}", &phone[..3], &phone[3..7], &phone[7..]), "甲138****5678".to_owned()),
            (format!("甲{}.{}.{}", &phone[..3], &phone[3..7], &phone[7..]), "甲138****5678".to_owned()),
            (format!("甲+86 {phone}，+86-{phone}"), "甲+86 138****5678，+86-138****5678".to_owned()),
            (format!("甲{}&#49;{}", &phone[..3], &phone[4..]), format!("甲{}&#49;{}", &phone[..3], &phone[4..])),
            (format!("![甲](乙{phone}.jpg)"), format!("![甲](乙{phone}.jpg)")),
            (format!("甲0475-4212345/{phone}/乙"), "甲0475-4212345/138****5678/乙".to_owned()),
            (format!("https://a.example/?t={phone}"), format!("https://a.example/?t={phone}")),
            (format!("[甲](#乙-{phone})，{phone}"), format!("[甲](#乙-{phone})，138****5678")),
            (format!("![甲{phone}](乙.jpg)"), "![甲138****5678](乙.jpg)".to_owned()),
        ] {
            assert_eq!(fixed("content/a.md", &source), expected, "{source}");
        }
        assert_eq!(fixed("content/a/b.csv", &format!("甲,{phone}\n")), format!("甲,{mask}\n"));
        assert_eq!(
            fixed("content/a.md", &format!("+++\na = \"{phone}\"\n+++\n")),
            format!("+++\na = \"{mask}\"\n+++\n")
        );
        for key in ["slug", "source_url"] {
            let head = format!("+++\n{key} = \"{phone}\"\n+++\n");
            assert_eq!(fixed("content/a.md", &head), head, "an address");
        }
        let several = format!("+++\na = \"\"\"\n甲{phone}\n\"\"\"\n+++\n");
        assert_eq!(fixed("content/a.md", &several), several.replace(&phone, &mask));
        let bare = format!("+++\na = {phone}\n+++\n");
        assert_eq!(fixed("content/a.md", &bare), bare, "a mask outside of quotes is no TOML");
    }
}
