//! How much room a text takes, guessed without its font; and breaking it into lines.

use super::measure::Em;

/// The width that a chart can count on: that of the narrowest phone, or of any at the largest size of letters. The
/// theme keeps the letters small enough for it.
pub(super) const ROOM: Em = Em(1800);

/// How heavy letters are: numbers are bold, and bold letters are wider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    Plain,
    Bold,
}

impl Letters {
    /// The width of a text: a Han character is as wide as it is high, others as in the widest of the usual fonts, so that
    /// what has room here has it on any phone.
    pub(super) fn width(self, text: &str) -> Em {
        Em(text.chars().map(|character| self.character(character)).fold(0, i32::saturating_add))
    }

    fn character(self, character: char) -> i32 {
        let (plain, bold) = match character {
            ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | 'i' | 'j' | 'l' | 'I' => (35, 40),
            'f' | 't' | 'r' | '(' | ')' | '-' | '/' => (41, 49),
            'M' | 'W' | 'm' | 'w' | '%' | '@' => (100, 110),
            'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => (59, 67),
            'E' | 'F' | 'J' | 'L' | 'P' | 'S' | 'T' | 'Y' | 'Z' => (69, 77),
            'A'..='Z' => (79, 86),
            '\0'..='\u{7F}' => (64, 72),
            '\u{1800}'..='\u{18AF}' => (70, 80),
            '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' => (0, 0),
            '\u{80}'..='\u{10FF}' => (70, 80),
            _ => (100, 100),
        };
        if self == Self::Bold { bold } else { plain }
    }

    /// A text in at most `lines` lines, the first not wider than `first` and the others than `rest`; what is left over is
    /// cut with an ellipsis. Breaks at a space rather than inside a word, in Han (which has no spaces) after a comma where
    /// there is one, and never inside a number that has room on a line.
    pub(super) fn broken(self, text: &str, (first, rest): (Em, Em), lines: usize) -> Vec<String> {
        let mut left = text.trim();
        let mut broken = Vec::new();
        while !left.is_empty() {
            let room = if broken.is_empty() { first } else { rest };
            let fits = self.fitting(left, room);
            if fits == left.len() {
                broken.push(left.to_owned());
                break;
            }
            if broken.len() + 1 == lines {
                let kept = self.fitting(left, room - self.width("…"));
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
    fn fitting(self, text: &str, room: Em) -> usize {
        let mut used = 0_i32;
        for (at, character) in text.char_indices() {
            used = used.saturating_add(self.character(character));
            if used > room.0 && at > 0 {
                return at;
            }
        }
        text.len()
    }
}

fn break_before(text: &str, most: usize) -> usize {
    let in_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && (c as u32) < 0x1100);
    let cuts = in_word(text[..most].chars().next_back()) && in_word(text[most..].chars().next());
    if cuts && let Some(space) = text[..most].rfind(' ') {
        return space;
    }
    if let Some(comma) = after_comma(&text[..most]) {
        return comma;
    }
    let word = text[..most].trim_end_matches(|c| in_word(Some(c))).len();
    if cuts && word > 0 { word } else { closing(text, most) }
}

/// Behind the last comma in the second half of a line.
fn after_comma(line: &str) -> Option<usize> {
    let (at, mark) = line.char_indices().rfind(|(_, c)| "，、；：".contains(*c))?;
    let end = at + mark.len_utf8();
    (end * 2 >= line.len()).then_some(end)
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
        let broken = |first, rest| Letters::Plain.broken(name, (Em(first), Em(rest)), 2);
        assert_eq!(broken(1000, 1800), ["全旗中小学校开学第一", "课主题教育实践活动"]);
        assert_eq!(broken(500, 600), ["全旗中小学", "校开学第一…"]);
    }

    #[test]
    fn words_stay_whole_where_that_is_possible() {
        let broken = |text, room| Letters::Plain.broken(text, (Em(room), Em(room)), 3);
        assert_eq!(broken("Young volunteers of the county", 1000)[0], "Young volunteers");
        assert_eq!(broken("A revitalisation", 600), ["A", "revitalisati", "on"]);
        assert_eq!(broken("about 120,389,003 people", 700), ["about", "120,389,003", "people"]);
        assert_eq!(broken("二星章（个人）", 600), ["二星章（个", "人）"]);
    }

    #[test]
    fn han_breaks_after_a_comma_and_numbers_stay_whole() {
        let broken = |text, room| Letters::Plain.broken(text, (Em(room), Em(room)), 3);
        let note = "上年同期80余名，由80余名增至100余名";
        assert_eq!(broken(note, 1500), ["上年同期80余名，", "由80余名增至100余名"]);
        assert_eq!(broken("由85.5%升至超100%", 760), ["由85.5%升至超", "100%"]);
        assert_eq!(broken("12345678", 300), ["1234", "5678"]);
    }

    #[test]
    fn bold_letters_are_wider() {
        for text in ["120,389,003", "about", "Rural", "%"] {
            assert!(Letters::Bold.width(text) > Letters::Plain.width(text), "{text}");
        }
    }
}
