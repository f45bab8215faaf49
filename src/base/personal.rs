//! Numbers of people by their shape alone, so that nothing that is said repeats one.
//!
//! What is published is judged with all that stands around (`check`); here a number that is none costs a few stars.

use std::borrow::Cow;
use std::ops::Range;

use super::is_digit;

/// The fewest digits of a number of a person.
const FEWEST: usize = 11;
/// The most: those of a bank card.
const MOST: usize = 19;
/// How many groups of digits a number is written in at most.
const MOST_GROUPS: usize = 5;

/// Some digits that stand together, with the X that may end them.
struct Group {
    range: Range<usize>,
    digits: String,
}

/// The text with as many characters, in which whatever has the shape of an identity card, a mobile or a bank card is
/// masked (MASK-2).
pub fn hide_personal_numbers(text: &str) -> Cow<'_, str> {
    if text.chars().filter(|one| is_digit(*one)).take(FEWEST).count() < FEWEST {
        return Cow::Borrowed(text);
    }
    let groups = groups_of(text);
    let (mut shown, mut done) = (String::with_capacity(text.len()), 0);
    let mut at = 0;
    while at < groups.len() {
        let joined = joined(text, &groups[at..]);
        let longest = (1..=joined).rev().find_map(|count| Some((count, shape_of(&groups[at..at + count])?)));
        let Some((count, ends)) = longest else {
            at += 1;
            continue;
        };
        let range = groups[at].range.start..groups[at + count - 1].range.end;
        shown.push_str(&text[done..range.start]);
        shown.extend(masked(&text[range.clone()], ends));
        done = range.end;
        at += count;
    }
    shown.push_str(&text[done..]);
    Cow::Owned(shown)
}

/// A line whose digits at either end, where together with those of the line before or behind they have the shape of a
/// number of a person, are hidden: what each line shows for itself would add up.
pub fn hide_broken_numbers<'l>(before: &str, line: &'l str, after: &str) -> Cow<'l, str> {
    let is_end =
        |line: &str| line.chars().rev().find(|one| !is_between(*one)).is_some_and(|one| is_digit(one) || is_x(one));
    let begins = |line: &str| line.chars().find(|one| !is_margin(*one)).is_some_and(is_digit);
    let (from_before, to_after) = (is_end(before) && begins(line), is_end(line) && begins(after));
    if !from_before && !to_after {
        return Cow::Borrowed(line);
    }
    let (tail, head) = (tail_of(before), head_of(after));
    let (own_head, own_tail) = (head_of(line), tail_of(line));
    let mut hidden: Vec<Range<usize>> = Vec::new();
    if from_before {
        hidden.extend(joins(&tail, own_head.iter()).map(|count| 0..own_head[count - 1].range.end));
    }
    if to_after && joins(&own_tail, head.iter()).is_some() {
        hidden.extend(own_tail.first().map(|first| first.range.start..line.len()));
    }
    let is_between_both = from_before && to_after && own_head.len() == own_tail.len();
    if is_between_both && joins(&tail, own_head.iter().chain(&head)).is_some() {
        hidden.push(0..line.len());
    }
    let is_hidden = |at: usize, one: char| is_digit(one) && hidden.iter().any(|range| range.contains(&at));
    Cow::Owned(line.char_indices().map(|(at, one)| if is_hidden(at, one) { '*' } else { one }).collect())
}

/// Whether some groups at the end of a line and some at the beginning of the next are one number; how many of the latter.
fn joins<'g>(tail: &[Group], head: impl Iterator<Item = &'g Group> + Clone) -> Option<usize> {
    (0..tail.len()).find_map(|from| {
        let mut digits: String = tail[from..].iter().map(|group| group.digits.as_str()).collect();
        head.clone().enumerate().find_map(|(index, group)| {
            digits.push_str(&group.digits);
            let ends = ends_of(&digits).filter(|(head, _)| *head > 0 || digits.starts_with("62"));
            ends.map(|_| index + 1)
        })
    })
}

/// The groups at the end of a line.
fn tail_of(line: &str) -> Vec<Group> {
    let start = line.char_indices().rev().find(|(_, one)| !is_digit(*one) && !is_between(*one) && !is_x(*one));
    let start = start.map_or(0, |(at, one)| at + one.len_utf8());
    let mut groups = shifted(groups_of(&line[start..]), start);
    groups.split_off(groups.len().saturating_sub(MOST_GROUPS))
}

/// The groups at the beginning of a line.
fn head_of(line: &str) -> Vec<Group> {
    let start = line.find(|one| !is_margin(one)).unwrap_or(line.len());
    let end = line[start..].find(|one| !is_digit(one) && !is_between(one) && !is_x(one));
    let end = end.map_or(line.len(), |end| start + end);
    let mut groups = shifted(groups_of(&line[start..end]), start);
    groups.truncate(MOST_GROUPS);
    groups
}

fn shifted(groups: Vec<Group>, by: usize) -> Vec<Group> {
    let shift = |group: Group| Group { range: group.range.start + by..group.range.end + by, ..group };
    groups.into_iter().map(shift).collect()
}

/// What joins the groups of a number at a line end: blanks, hyphens, the stars of bold.
fn is_between(one: char) -> bool {
    one.is_whitespace() || matches!(one, '-' | '*' | '_')
}

/// What begins a line before its text: also the sign of a quotation.
fn is_margin(one: char) -> bool {
    is_between(one) || one == '>'
}

fn is_x(one: char) -> bool {
    matches!(one, 'X' | 'x' | 'Ｘ' | 'ｘ')
}

fn groups_of(text: &str) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (at, one) in text.char_indices() {
        let end = at + one.len_utf8();
        let digit = match super::half_width(one) {
            digit @ '0'..='9' => digit,
            'X' | 'x' => 'X',
            _ => continue,
        };
        match groups.last_mut().filter(|last| last.range.end == at && !last.digits.ends_with('X')) {
            Some(last) => {
                last.range.end = end;
                last.digits.push(digit);
            }
            None if digit != 'X' => groups.push(Group { range: at..end, digits: digit.to_string() }),
            None => {}
        }
    }
    groups
}

/// How many of some groups stand so near to one another that they could be one number.
fn joined(text: &str, groups: &[Group]) -> usize {
    let is_near = |pair: &&[Group]| matches!(&text[pair[0].range.end..pair[1].range.start], " " | "-" | "." | "\u{a0}");
    1 + groups.windows(2).take(MOST_GROUPS - 1).take_while(is_near).count()
}

/// How many digits a number shows before and behind its mask; `None` where some groups are no number.
fn shape_of(groups: &[Group]) -> Option<(usize, usize)> {
    let digits: String = groups.iter().map(|group| group.digits.as_str()).collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.digits.len()).collect();
    let ends = ends_of(&digits)?;
    let is_usual = match lengths.as_slice() {
        [_] => true,
        lengths if digits.len() < 15 => {
            let own = if lengths[0] < 3 || digits.starts_with("0086") { &lengths[1..] } else { lengths };
            matches!(own, [11] | [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [4, 3, 4])
        }
        lengths if digits.len() == 18 => lengths[0] >= 4,
        lengths => lengths.iter().rev().skip(1).all(|length| *length == 4),
    };
    is_usual.then_some(ends)
}

/// The same of all digits of a number, of which those before the number itself are shown.
fn ends_of(digits: &str) -> Option<(usize, usize)> {
    let is_mobile =
        |own: &str| own.starts_with('1') && own.as_bytes().get(1).is_some_and(|second| (b'3'..=b'9').contains(second));
    // A character that is no number of X ends nothing but an identity card.
    let plain = digits.trim_end_matches('X');
    let prefix = match plain.len() {
        FEWEST => Some(0),
        12 if plain.starts_with('0') => Some(1),
        13 if plain.starts_with("86") => Some(2),
        15 if plain.starts_with("0086") => Some(4),
        _ => None,
    };
    if let Some(prefix) = prefix.filter(|prefix| is_mobile(&plain[*prefix..])) {
        return Some((prefix + 3, 4));
    }
    match digits.len() {
        15 if plain.len() == 15 && is_day(&digits[8..12]) => Some((4, 3)),
        18 if is_day(&digits[10..14]) && matches!(&digits[6..8], "18" | "19" | "20") => Some((4, 4)),
        16..=MOST if plain.len() == digits.len() => {
            let is_card = digits.starts_with("62") || digits.starts_with("60") || digits.starts_with(['4', '5']);
            is_card.then_some((0, 4))
        }
        _ => None,
    }
}

/// Whether four digits can be a month and a day.
fn is_day(digits: &str) -> bool {
    let (month, day) = digits.split_at(2);
    ("01"..="12").contains(&month) && ("01"..="31").contains(&day)
}

/// A number as it is written, with its first and its last characters.
fn masked(written: &str, (head, tail): (usize, usize)) -> impl Iterator<Item = char> {
    let is_counted = |one: char| is_digit(one) || is_x(one);
    let all = written.chars().filter(|one| is_counted(*one)).count();
    let mut count = 0;
    written.chars().map(move |one| {
        count += usize::from(is_counted(one));
        if is_counted(one) && count > head && count + tail <= all { '*' } else { one }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// No number of anybody: the digits that a shape needs, and a serial.
    fn mobile(serial: u32) -> String {
        format!("139{serial:08}")
    }

    fn identity(serial: u32) -> String {
        format!("15252519900307{serial:03}X")
    }

    #[test]
    fn whatever_looks_like_a_number_of_a_person_is_hidden() {
        for (text, shown) in [
            (format!("没有 content/{}.md", mobile(55)), "没有 content/139****0055.md"),
            (format!("/x{}/", mobile(55)), "/x139****0055/"),
            (format!("约{}余人", mobile(55)), "约139****0055余人"),
            (format!("+86 {} 139-0000-0056", mobile(55)), "+86 139****0055 139-****-0056"),
            (format!("{}，{}", identity(1), identity(2)), "1525**********001X，1525**********002X"),
            ("１３９００００００５５".to_owned(), "１３９****００５５"),
            ("6222 0212 3456 7890 123".to_owned(), "**** **** **** ***0 123"),
        ] {
            assert_eq!(hide_personal_numbers(&text), shown);
        }
    }

    #[test]
    fn other_numbers_are_told_as_they_are() {
        for text in [
            "2023-03-14T10:30:00、2023-03-15",
            "0475-4212345",
            "共13812345670123元",
            "奈团发〔2023〕2号",
            "139****0055、1525**********001X",
            "mid=2247483647",
            "",
        ] {
            assert_eq!(hide_personal_numbers(text), text);
        }
    }

    #[test]
    fn what_a_line_end_breaks_is_hidden_on_both_lines() {
        for (lines, shown) in [
            (["", "又13900", "000055，", ""], ["又*****", "******，"]),
            (["", "> 又**13900", "> 000055** 吗", ""], ["> 又*******", "> ******** 吗"]),
            (["", "139 0000", "0055", ""], ["*** ****", "****"]),
            (["", "共136", "2023年", ""], ["共136", "2023年"]),
            (["", "0475-4212345", "0475-4212346", ""], ["0475-4212345", "0475-4212346"]),
        ] {
            let pairs = lines.windows(3).map(|three| hide_broken_numbers(three[0], three[1], three[2]).into_owned());
            assert_eq!(pairs.collect::<Vec<_>>(), shown, "{lines:?}");
        }
        assert_eq!(hide_broken_numbers("139", "0000", "0055"), "****");
    }

    #[test]
    fn nothing_breaks_it() {
        for text in ["", "X", "1X", "> ", "*", "１", "1 1 1 1 1 1 1 1 1 1 1 1 1"] {
            hide_personal_numbers(text);
            for other in ["", "1", "１X", "> 1", "*"] {
                hide_broken_numbers(text, other, text);
            }
        }
    }
}
