//! A glance at what was built: whether there may be a number of a person in it at all.
//!
//! Pages are many, nearly all of them have none, and taking one apart is slow. This goes over a text once, and errs on the
//! side of a closer look.

use super::digits::is_province_code;
use super::folded::{Fold, fold};
use super::numbers::{FEWEST_DIGITS, WIDEST_JOINT};
use super::peel::{entity, is_inline, tag_end};
use crate::base::{EightBytes, first_mark};

/// Whether a text may hold a number; of HTML, also one with tags, comments or entities anywhere in it.
pub(super) fn may_hold_number(text: &str, is_html: bool) -> bool {
    let mut glance = Glance { text, is_html, at: 0, run: Run::default() };
    while glance.at < text.len() {
        if glance.run.is_none() {
            // Nothing but a digit, or what may stand for one, begins a number.
            let Some(next) = next_beginning(text, glance.at) else { return false };
            glance.at = next;
        }
        // Most digits stand before Han characters, which part numbers and fold to nothing else.
        match text.as_bytes()[glance.at] {
            digit @ b'0'..=b'9' => {
                glance.at += 1;
                if glance.run.digit(digit - b'0') {
                    return true;
                }
                continue;
            }
            0xE4..=0xE9 => {
                glance.at += 3;
                glance.run = Run::default();
                continue;
            }
            _ => {}
        }
        if glance.step() {
            return true;
        }
    }
    false
}

/// Where a number may begin next: at a digit of any kind, or at an entity that may be one.
fn next_beginning(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    // Only digits of full width, of what is written so: most is punctuation.
    let is_wide = |at: usize| matches!(bytes.get(at + 1..at + 3), Some([0xBC, 0x90..=0x99]));
    let is_it = |at: &usize| bytes[*at] != 0xEF || is_wide(*at);
    let mut at = from;
    while let Some(eight) = EightBytes::at(bytes, at) {
        // Nothing else than a digit, `&`, or 0xEF and above begins a number.
        let mut marks = eight.ascii(b'0', b'9') | eight.ascii(b'&', b'&') | eight.beyond_ascii(0xEF);
        while marks != 0 {
            let found = at + first_mark(marks);
            if is_it(&found) {
                return Some(found);
            }
            marks &= marks - 1;
        }
        at += 8;
    }
    let begins = |byte: u8| byte.is_ascii_digit() || byte == b'&' || byte >= 0xEF;
    (at..bytes.len()).filter(|at| begins(bytes[*at])).find(is_it)
}

struct Glance<'t> {
    text: &'t str,
    is_html: bool,
    at: usize,
    run: Run,
}

impl Glance<'_> {
    /// Takes one character or one piece of markup. Gives whether there may be a number.
    fn step(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let Some(character) = rest.chars().next() else { return false };
        match character {
            '<' if self.is_html => return self.markup(rest),
            ']' if rest.starts_with("]]>") => self.at += 3,
            '&' if self.is_html => {
                let end = rest.bytes().take(12).position(|byte| byte == b';');
                let decoded = end.and_then(|end| Some((entity(&rest[1..end])?, end + 1)));
                let (character, taken) = decoded.unwrap_or(('&', 1));
                self.at += taken;
                return self.run.take(character);
            }
            _ => {
                self.at += character.len_utf8();
                return self.run.take(character);
            }
        }
        false
    }

    /// Tags that stand in a line and comments are nothing; others end a block.
    fn markup(&mut self, rest: &str) -> bool {
        if rest.starts_with("<!--") {
            let end = rest.find("-->").unwrap_or(rest.len());
            self.at += (end + 3).min(rest.len());
            return may_hold_number(&rest[4..end.max(4)], false);
        }
        if rest.starts_with("<![CDATA[") {
            self.at += 9;
            return false;
        }
        let is_tag = rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        let Some(end) = tag_end(rest).filter(|_| is_tag) else {
            self.at += 1;
            self.run = Run::default();
            return false;
        };
        self.at += end + 1;
        let inside = &rest[1..end];
        let name = inside.trim_start_matches('/');
        let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        if name.eq_ignore_ascii_case("br") {
            self.run.take(' ');
        } else if !is_inline(&name.to_ascii_lowercase()) {
            self.run = Run::default();
        }
        may_hold_number(inside, false)
    }
}

/// Digits in a row, with what may join two groups of them.
#[derive(Default)]
struct Run {
    digits: usize,
    /// The last of them, four bits each, the very last lowest.
    last: u128,
    /// Bytes since the last digit.
    gap: usize,
    after_blank: bool,
}

impl Run {
    fn is_none(&self) -> bool {
        self.digits == 0
    }

    fn take(&mut self, character: char) -> bool {
        let character = match fold(character) {
            Fold::Same => character,
            Fold::To(other) => other,
            Fold::Drop => return false,
        };
        let is_blank = character.is_whitespace();
        if let Some(digit) = character.to_digit(10) {
            return self.digit(digit as u8);
        }
        if is_blank || matches!(character, '-' | '·' | '.' | '/' | '*' | '_') {
            // A run of blanks counts once: line ends and what follows them are one.
            self.gap += if is_blank && self.after_blank { 0 } else { character.len_utf8() };
        } else {
            *self = Self::default();
        }
        self.after_blank = is_blank;
        if self.gap > WIDEST_JOINT {
            *self = Self::default();
        }
        false
    }

    /// Takes a digit: only with one can a number be whole.
    fn digit(&mut self, digit: u8) -> bool {
        self.last = self.last << 4 | u128::from(digit);
        (self.digits, self.gap, self.after_blank) = (self.digits + 1, 0, false);
        self.digits >= FEWEST_DIGITS && self.begins_like_one()
    }

    /// Whether the last digits begin as a mobile telephone, an identity card or a bank card does.
    fn begins_like_one(&self) -> bool {
        let back = |places: usize| (self.last >> (4 * places)) as u8 & 15;
        let mobile = back(10) == 1 && back(9) >= 3;
        let identity = self.digits >= 15 && is_province_code(back(14) * 10 + back(13));
        let card = self.digits >= 16 && (matches!(back(15), 4 | 5) || back(15) == 6 && matches!(back(14), 0 | 2));
        mobile || identity || card
    }
}

#[cfg(test)]
mod tests {
    use super::super::{numbers, peel};
    use super::*;
    use crate::base::Day;

    /// What may stand between two groups in a page, whether it is seen or not.
    const BETWEEN: [&str; 14] = [
        "",
        " ",
        "-",
        "\u{2014}",
        "\n        ",
        "<br>",
        "</b>",
        "<!-- 2 -->",
        "&nbsp;",
        "\u{200B}",
        "**",
        "<i title=\"7\">",
        "</span><span class=\"a\">",
        "\u{3000}",
    ];

    #[test]
    fn whatever_a_closer_look_finds_is_glimpsed() {
        let today = Day::new(2026, 11, 26).expect("a day");
        let mut met = 0;
        for number in ["13800138000", "150525189901010011", "11010519491231002X", "6222021234567890128"] {
            let wide: String = number.chars().map(of_full_width).collect();
            let spelt: String = number.chars().map(|one| format!("&#{};", u32::from(one))).collect();
            for written in [number.to_owned(), wide, spelt] {
                for (between, cut) in BETWEEN.iter().flat_map(|between| [3, 4, 7, 9].map(|cut| (between, cut))) {
                    let at = written.char_indices().nth(cut).map_or(written.len(), |(at, _)| at);
                    let page = format!("<p>2026年<b>身份证卡号{}{between}{}。</p>", &written[..at], &written[at..]);
                    if !numbers::find_numbers(&peel::html(&page).text, today).is_empty() {
                        met += 1;
                        assert!(may_hold_number(&page, true), "{page}");
                    }
                }
            }
        }
        assert!(met > 200, "{met}");
    }

    fn of_full_width(one: char) -> char {
        one.to_digit(10).and_then(|digit| char::from_u32(0xFF10 + digit)).unwrap_or(one)
    }

    #[test]
    fn most_pages_are_passed_by() {
        for page in [
            "<time datetime=\"2026-11-26\">2026-11-26</time> <a href=\"/a/2026/\">3290人次、图书1930册</a>",
            "<td>1380</td><td>0138</td><td>000</td>",
            "<p>2023-06-30 14:30 12355</p>",
            "<svg viewBox=\"0 0 360 240\"><path d=\"M1 2L380 20 380 40\"/></svg>",
        ] {
            assert!(!may_hold_number(page, true), "{page}");
        }
    }
}
