//! How much room a text takes, guessed without its font; and breaking it into lines.

use super::measure::Em;

/// The width that a chart can count on: that of the narrowest phone, or of any at the largest size of letters. The
/// theme keeps the letters small enough for it.
pub(super) const ROOM: Em = Em(1800);

/// The width of a text: a Han character is as wide as it is high, others about half.
pub(super) fn width(text: &str) -> Em {
    Em(text.chars().map(character_width).sum())
}

fn character_width(character: char) -> i32 {
    match character {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | 'i' | 'j' | 'l' => 32,
        'M' | 'W' | 'm' | 'w' | '%' | '@' => 92,
        'A'..='Z' => 70,
        '\0'..='\u{7F}' => 58,
        '\u{1800}'..='\u{18AF}' => 70,
        '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' => 0,
        '\u{80}'..='\u{10FF}' => 66,
        _ => 100,
    }
}

/// A text in at most `lines` lines, the first not wider than `first` and the others than `rest`; what is left over is cut
/// with an ellipsis. Breaks at a space where there is one in the second half of a line, else anywhere: Han has no spaces.
pub(super) fn broken(text: &str, first: Em, rest: Em, lines: usize) -> Vec<String> {
    let mut left = text.trim();
    let mut broken = Vec::new();
    while !left.is_empty() {
        let room = if broken.is_empty() { first } else { rest };
        let fits = fitting(left, room);
        if fits == left.len() {
            broken.push(left.to_owned());
            break;
        }
        if broken.len() + 1 == lines {
            let kept = fitting(left, room - width("…"));
            broken.push(format!("{}…", left[..kept].trim_end()));
            break;
        }
        let (line, after) = left.split_at(break_before(left, fits));
        broken.push(line.trim_end().to_owned());
        left = after.trim_start();
    }
    broken
}

/// How many bytes of a text fit; at least its first character.
fn fitting(text: &str, room: Em) -> usize {
    let mut used = 0;
    for (at, character) in text.char_indices() {
        used += character_width(character);
        if used > room.0 && at > 0 {
            return at;
        }
    }
    text.len()
}

fn break_before(text: &str, most: usize) -> usize {
    let in_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && (c as u32) < 0x1100);
    let cuts = in_word(text[..most].chars().next_back()) && in_word(text[most..].chars().next());
    match text[..most].rfind(' ') {
        Some(space) if cuts && space > most / 3 => space,
        _ => closing(text, most),
    }
}

/// No line begins with a mark that closes: it takes the character before with it.
fn closing(text: &str, most: usize) -> usize {
    let begins = |at: usize| text[at..].chars().next();
    let closes = |c: char| "，。、；：！？）》」』”’…％%,.;:!?)]".contains(c);
    let before = text[..most].char_indices().next_back().map_or(0, |(at, _)| at);
    if begins(most).is_some_and(closes) && before > 0 { before } else { most }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_name_takes_two_lines() {
        let name = "全旗中小学校开学第一课主题教育实践活动";
        assert_eq!(broken(name, Em(1000), Em(1800), 2), ["全旗中小学校开学第一", "课主题教育实践活动"]);
        assert_eq!(broken(name, Em(500), Em(600), 2), ["全旗中小学", "校开学第一…"]);
    }

    #[test]
    fn words_stay_whole_where_that_is_possible() {
        assert_eq!(broken("Young volunteers of the county", Em(1000), Em(1000), 3)[0], "Young volunteers");
        assert_eq!(broken("二星章（个人）", Em(600), Em(600), 2), ["二星章（个", "人）"]);
    }
}
