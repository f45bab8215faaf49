//! One pass over the bytes of a body that replaces what Markdown must not see.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::widget::is_name_character;
use super::{DOT, Edit, Mark, PARENTHESIS, Prepared, SPACE, STAR, TILDE, Trouble, marker, mask, widget};
use crate::diag::Message;

/// How many braces with something wrong are looked at; those that follow are text.
const MOST_TROUBLES: usize = 2000;

/// Digits from which on a number at the start of a line is a year or an amount and no place in a list (TXT-4).
const YEAR_DIGITS: usize = 4;

/// Replaces widget calls, masks, single tildes, numbers that open no list, spaces in the names of files, and characters
/// that no page may hold.
pub(in crate::markdown) fn prepare(text: &str) -> Prepared<'_> {
    let mut scan = Scan {
        text,
        out: String::new(),
        copied: 0,
        edits: Vec::new(),
        marks: Vec::new(),
        troubles: 0,
        masks: mask::Plan::default(),
    };
    scan.run();
    scan.finish()
}

struct Scan<'s> {
    text: &'s str,
    out: String,
    copied: usize,
    edits: Vec<Edit>,
    marks: Vec<Mark>,
    troubles: usize,
    masks: mask::Plan,
}

/// The bytes at which something may have to be done.
const INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = byte != b'\t' as usize && byte != b'\r' as usize;
        byte += 1;
    }
    table[0x7F] = true;
    table[0xC2] = true;
    table[0xEF] = true;
    table[b'*' as usize] = true;
    table[b'~' as usize] = true;
    table[b'{' as usize] = true;
    table[b'(' as usize] = true;
    table[b'&' as usize] = true;
    table[b'\\' as usize] = true;
    table
};

impl<'s> Scan<'s> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        self.line_start(0);
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            at = match byte {
                // Most of a Chinese text: characters of three bytes, its commas among them.
                0xE0..=0xEE => at + 3,
                0xEF if bytes.get(at + 1) == Some(&0xBC) => at + 3,
                _ if INTERESTING[usize::from(byte)] => self.look(at),
                _ => at + 1,
            };
        }
    }

    /// Deals with the byte at `at`; gives where to go on.
    fn look(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        match bytes[at] {
            b'\n' => {
                self.line_start(at + 1);
                at + 1
            }
            b'*' => self.stars(at),
            b'~' => self.tildes(at),
            b'{' => self.brace(at),
            b'(' if at > 0 && bytes[at - 1] == b']' => self.address(at + 1),
            b'(' => at + 1,
            b'&' => self.reference(at),
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => at + 2,
            b'\\' => at + 1,
            0xC2 => self.two_bytes(at),
            0xEF => self.three_bytes(at),
            0 => self.replace(at..at + 1, "\u{FFFD}"),
            _ => self.replace(at..at + 1, " "),
        }
    }

    fn replace(&mut self, source: Range<usize>, with: &str) -> usize {
        self.out.push_str(&self.text[self.copied..source.start]);
        let start = self.out.len();
        self.out.push_str(with);
        self.copied = source.end;
        self.edits.push(Edit { prepared: start..self.out.len(), source: source.clone() });
        source.end
    }

    fn finish(mut self) -> Prepared<'s> {
        let text = if self.edits.is_empty() {
            Cow::Borrowed(self.text)
        } else {
            self.out.push_str(&self.text[self.copied..]);
            Cow::Owned(self.out)
        };
        Prepared { source: self.text, text, edits: self.edits, marks: self.marks, lines: OnceCell::new() }
    }

    /// A number of four or more digits at the start of a line opens no list, behind `>` and bullets neither.
    fn line_start(&mut self, start: usize) {
        let bytes = self.text.as_bytes();
        let at = skip_containers(bytes, start);
        let digits = bytes[at..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let sign = at + digits;
        if digits < YEAR_DIGITS || !matches!(bytes.get(sign + 1), None | Some(b' ' | b'\t' | b'\n' | b'\r')) {
            return;
        }
        match bytes.get(sign) {
            Some(b'.') => self.replace(sign..sign + 1, DOT),
            Some(b')') => self.replace(sign..sign + 1, PARENTHESIS),
            _ => return,
        };
    }

    fn stars(&mut self, at: usize) -> usize {
        let end = at + run_length(self.text, at);
        let literal = self.masks.literal_stars(self.text, at);
        if literal > 0 {
            self.replace(at..at + literal, &STAR.repeat(literal));
        }
        end
    }

    /// Only `~~` strikes (TXT-3).
    fn tildes(&mut self, at: usize) -> usize {
        match run_length(self.text, at) {
            1 => self.replace(at..at + 1, TILDE),
            length => at + length,
        }
    }

    /// Spaces in the name of a file, as telephones and file managers write them: `![现场](照片 1.jpg)`. Markdown would
    /// take neither a link nor a picture from that.
    fn address(&mut self, at: usize) -> usize {
        let Some(name) = spaced_name(&self.text[at..]) else { return at };
        let start = at + name.start;
        for (space, _) in self.text[start..at + name.end].match_indices(' ') {
            self.replace(start + space..start + space + 1, SPACE);
        }
        at + name.end
    }

    /// C1 control characters, which a page must not hold.
    fn two_bytes(&mut self, at: usize) -> usize {
        match self.text.as_bytes().get(at + 1) {
            Some(0x80..=0x9F) => self.replace(at..at + 2, " "),
            _ => at + 2,
        }
    }

    /// Noncharacters: a page must not hold them, and the markers are made of them.
    fn three_bytes(&mut self, at: usize) -> usize {
        match self.text.as_bytes()[at + 1..] {
            [0xB7, 0x90..=0xAF, ..] | [0xBF, 0xBE | 0xBF, ..] => self.replace(at..at + 3, "\u{FFFD}"),
            _ => at + 3,
        }
    }

    /// A numeric reference to a character that a page must not hold stays text.
    fn reference(&mut self, at: usize) -> usize {
        let forbidden = self.text[at + 1..].strip_prefix('#').and_then(code_point).is_some_and(is_forbidden);
        if forbidden { self.replace(at..at + 1, "&amp;") } else { at + 1 }
    }

    fn brace(&mut self, at: usize) -> usize {
        let rest = &self.text[at + 1..];
        if rest.starts_with('%') {
            return self.body_shortcode(at);
        }
        if !rest.starts_with('{') || self.troubles > MOST_TROUBLES {
            return at + 1;
        }
        match self.meaning(at) {
            Meaning::Text => at + 1,
            Meaning::Call => self.call(at),
            Meaning::Wrong(trouble) => self.wrong(at, trouble),
        }
    }

    fn call(&mut self, at: usize) -> usize {
        match widget::read(self.text, at) {
            Ok(call) => {
                let span = call.span.clone();
                self.marks.push(Mark::Call(call));
                let with = marker(self.marks.len() - 1);
                self.replace(span, &with)
            }
            Err(_) if self.follows_formula(at) => at + 1,
            Err(trouble) => self.wrong(at, trouble),
        }
    }

    /// Leaves the two characters at `at` as text and remembers what is wrong.
    fn wrong(&mut self, at: usize, trouble: Trouble) -> usize {
        self.troubles += 1;
        self.marks.push(Mark::Braces { opening: at, trouble });
        let with = marker(self.marks.len() - 1);
        self.replace(at..at + 2, &with)
    }

    /// Zola's `{% name() %}` is no syntax of Miao: text, and a warning.
    fn body_shortcode(&mut self, at: usize) -> usize {
        let inner = self.text[at + 2..].trim_start_matches([' ', '\t']);
        let name = name_length(inner);
        if name == 0 || !inner[name..].starts_with('(') || self.troubles > MOST_TROUBLES {
            return at + 2;
        }
        self.wrong(at, Trouble::warning(Message::new("markdown-body-shortcode"), at..at + 2))
    }

    /// What two braces are meant to be. Braces that formulas are full of (`\frac{{a}}`, `x_{{n}}`) are text, and so are
    /// `{{ and }}` and everything that doesn't begin like a call.
    fn meaning(&self, at: usize) -> Meaning {
        let rest = &self.text[at + 2..];
        if rest.starts_with(['<', '%']) {
            return Meaning::Wrong(Trouble::warning(Message::new("markdown-foreign-shortcode"), at..at + 2));
        }
        let inner = rest.trim_start();
        let name = name_length(inner);
        let after = inner[name..].trim_start();
        if name == 0 {
            return Meaning::Text;
        }
        if after.starts_with(['(', '（']) {
            return Meaning::Call;
        }
        if self.follows_formula(at) {
            return Meaning::Text;
        }
        let end = self.text.len() - after.len();
        if after.starts_with("}}") && matches!(&inner[..name], "and" | "or") {
            return Meaning::Text;
        }
        if after.starts_with("}}") {
            return Meaning::Wrong(no_parentheses(at..end + 2));
        }
        if begins_argument(after) {
            return Meaning::Wrong(no_parentheses(at..at + 2));
        }
        let line = inner[name..].split('\n').next().unwrap_or_default();
        let unclosed = line.trim().is_empty() && !rest[..rest.len() - inner.len()].contains('\n');
        if unclosed { Meaning::Wrong(unclosed_call(at)) } else { Meaning::Text }
    }

    fn follows_formula(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.text.as_bytes().get(before));
        before.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"_^{}$\\".contains(byte))
    }
}

/// The range of a file's name with spaces in it, at the start of what follows `](`.
fn spaced_name(rest: &str) -> Option<Range<usize>> {
    // Longer ones are no name, and a look at each would take its time.
    const LONGEST: usize = 1024;
    let line = rest.bytes().take(LONGEST).take_while(|byte| !matches!(byte, b'\n' | b'\r'));
    let mut depth = 0_usize;
    let end = line.into_iter().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return true,
            b')' => depth -= 1,
            _ => {}
        }
        false
    });
    let inside = &rest[..end?];
    let title = [" \"", " '"].iter().filter_map(|quote| inside.find(quote)).min().unwrap_or(inside.len());
    let name = inside[..title].trim_end();
    let start = name.len() - name.trim_start().len();
    let name = name.trim_start();
    let file = name.split(['#', '?']).next().unwrap_or_default();
    let is_file = file.rsplit_once('.').is_some_and(|(_, ending)| {
        (1..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    });
    (is_file && name.contains(' ') && !name.starts_with('<')).then_some(start..start + name.len())
}

enum Meaning {
    Text,
    Call,
    Wrong(Trouble),
}

fn no_parentheses(span: Range<usize>) -> Trouble {
    Trouble::error(Message::new("markdown-widget-no-parentheses"), span)
}

fn unclosed_call(at: usize) -> Trouble {
    Trouble::error(Message::new("markdown-widget-unclosed"), at..at + 2)
}

/// Whether a text begins like an argument: with a quote, or `name=`.
fn begins_argument(text: &str) -> bool {
    let name = name_length(text);
    text.starts_with(['"', '\'', '“', '”']) || name > 0 && text[name..].trim_start().starts_with(['=', '＝'])
}

fn name_length(text: &str) -> usize {
    let starts = text.starts_with(|character: char| character.is_alphabetic());
    if starts { text.find(|character| !is_name_character(character)).unwrap_or(text.len()) } else { 0 }
}

/// How often the byte at `at` is repeated.
fn run_length(text: &str, at: usize) -> usize {
    let bytes = &text.as_bytes()[at..];
    bytes.iter().take_while(|&&byte| byte == bytes[0]).count()
}

/// The offset behind white space, `>` and bullets.
fn skip_containers(bytes: &[u8], start: usize) -> usize {
    let mut at = start;
    loop {
        match bytes[at..] {
            [b' ' | b'\t' | b'>', ..] => at += 1,
            [b'-' | b'+' | b'*', b' ' | b'\t', ..] => at += 2,
            _ => return at,
        }
    }
}

/// The code point of a numeric reference without its `&#`. Digits beyond any code point give one that is forbidden.
fn code_point(reference: &str) -> Option<u32> {
    let (digits, radix) = match reference.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (reference, 10),
    };
    let mut value = None;
    for digit in digits.chars().map_while(|character| character.to_digit(radix)) {
        value = Some(value.unwrap_or(0u32).saturating_mul(radix).saturating_add(digit));
    }
    value
}

fn is_forbidden(code_point: u32) -> bool {
    let control = code_point < 0x20 && ![0x09, 0x0A, 0x0D].contains(&code_point) || (0x7F..=0x9F).contains(&code_point);
    let noncharacter = (0xFDD0..=0xFDEF).contains(&code_point) || code_point & 0xFFFE == 0xFFFE;
    control || noncharacter || char::from_u32(code_point).is_none()
}
