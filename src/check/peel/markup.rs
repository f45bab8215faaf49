//! Markdown and HTML without their marks.

use std::ops::Range;

use super::tags::{LONGEST_MARKUP, entity, is_inline, is_looks, is_name, tag_end};
use crate::base::is_wide;
use crate::check::folded::{ASIDE, Folded};

/// The part `range` of a Markdown file. Addresses and attributes follow behind the block that they stand in.
pub(in crate::check) fn markdown(source: &str, range: Range<usize>) -> Folded {
    let mut peeler = Peeler::new(source, range, true);
    peeler.run();
    peeler.finish()
}

/// A text with tags: HTML, SVG, XML.
pub(in crate::check) fn html(source: &str) -> Folded {
    let mut peeler = Peeler::new(source, 0..source.len(), false);
    peeler.run();
    peeler.finish()
}

/// The bytes at which a tag, an entity or a line may begin or end, and in Markdown what else does.
const MARKUP: [bool; 256] = with_bytes([false; 256], b"\n<&");
const MARKDOWN: [bool; 256] = with_bytes(MARKUP, b"\\[]!`~{");

const fn with_bytes(mut table: [bool; 256], bytes: &[u8]) -> [bool; 256] {
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

struct Peeler<'s> {
    source: &'s str,
    at: usize,
    end: usize,
    is_markdown: bool,
    folded: Folded,
    /// Stretches of the source that stand beside the text, to follow behind the block.
    asides: Vec<Range<usize>>,
    /// Where the texts of open links end, and where their addresses do.
    links: Vec<(usize, usize)>,
}

impl<'s> Peeler<'s> {
    fn new(source: &'s str, range: Range<usize>, is_markdown: bool) -> Self {
        let end = range.end.min(source.len());
        let mut folded = Folded::default();
        folded.text.reserve(range.len());
        Self { source, at: range.start.min(end), end, is_markdown, folded, asides: Vec::new(), links: Vec::new() }
    }

    fn run(&mut self) {
        if self.is_markdown {
            self.line_start();
        }
        let special = if self.is_markdown { &MARKDOWN } else { &MARKUP };
        while self.at < self.end {
            let rest = &self.source.as_bytes()[self.at..self.end];
            let plain = rest.iter().position(|byte| special[usize::from(*byte)]).unwrap_or(rest.len());
            if plain > 0 {
                self.folded.push_text(self.source, self.at..self.at + plain);
                self.at += plain;
                continue;
            }
            self.special(rest[0]);
        }
    }

    fn finish(mut self) -> Folded {
        self.end_block(self.end);
        self.folded
    }

    fn special(&mut self, byte: u8) {
        let rest = &self.source[self.at..self.end];
        let taken = match byte {
            b'\n' => self.line_end(),
            b'<' => self.tag(rest),
            b'&' => self.entity(rest),
            b'\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                self.folded.push_text(self.source, self.at + 1..self.at + 2);
                2
            }
            // A line break that stays one: the line end itself comes next.
            b'\\' if rest[1..].starts_with(['\n', '\r']) => 1,
            b'`' => rest.bytes().take_while(|byte| *byte == b'`').count(),
            b'~' if rest.starts_with("~~") => 2,
            b'!' if rest.starts_with("![") => 1,
            b'[' => self.open_bracket(rest),
            b']' => self.close_bracket(),
            b'{' if rest.starts_with("{{") => self.widget(rest),
            _ => 0,
        };
        if taken == 0 {
            self.folded.push_text(self.source, self.at..self.at + 1);
            self.at += 1;
        } else {
            self.at += taken;
        }
    }

    /// A line break is nothing beside a Chinese character (TXT-1), and else may stand between two parts of a number.
    fn line_end(&mut self) -> usize {
        let at = self.at;
        if !self.is_markdown {
            // In HTML, only tags part blocks.
            self.folded.push('\n', at);
            let next = self.source[at + 1..self.end].trim_start_matches([' ', '\t', '\n']);
            return self.end - at - next.len();
        }
        self.at += 1;
        if !self.line_start() {
            let next = self.source[self.at..self.end].chars().next();
            let before = self.folded.text.trim_end_matches([' ', '\t']).chars().next_back();
            if !(before.is_some_and(is_wide) || next.is_some_and(is_wide)) {
                self.folded.push('\n', at);
            }
        }
        let taken = self.at - at;
        self.at = at;
        taken
    }

    /// Goes past the marks that a line begins with. Gives whether a block ends before it.
    fn line_start(&mut self) -> bool {
        let line = &self.source[self.at..self.end];
        let line = &line[..line.find('\n').unwrap_or(line.len())];
        let text = line.trim_start_matches([' ', '\t', '>', '\u{3000}']);
        let is_fence = text.starts_with("```") || text.starts_with("~~~");
        let mark = marker_length(text);
        let ends = text.trim().is_empty() || is_fence || mark > 0 || text.contains('|') || is_note(text);
        let at = self.at;
        self.at += line.len() - text.len() + if is_fence { text.len() } else { mark };
        if ends {
            self.end_block(at);
        }
        ends
    }

    fn end_block(&mut self, at: usize) {
        for aside in std::mem::take(&mut self.asides) {
            self.folded.push(ASIDE, aside.start);
            self.folded.push_text(self.source, aside);
        }
        self.folded.end_block(at);
    }

    /// A link's text stays where it is; its address stands beside it. Other brackets are text.
    fn open_bracket(&mut self, rest: &str) -> usize {
        if rest.starts_with("[^") {
            return rest.find(']').filter(|end| *end < 80 && !rest[..*end].contains('\n')).map_or(0, |end| end + 1);
        }
        let Some(close) = matching(rest, '[', ']') else { return 0 };
        let behind = &rest[close + 1..];
        let length = match behind.chars().next() {
            Some('(') => matching(behind, '(', ')').map(|end| end + 1),
            Some('[') => matching(behind, '[', ']').map(|end| end + 1),
            _ => None,
        };
        let Some(length) = length else { return 0 };
        self.folded.links.push(self.at..self.at + close);
        self.links.push((self.at + close, self.at + close + 1 + length));
        1
    }

    fn close_bracket(&mut self) -> usize {
        match self.links.last() {
            Some(&(close, end)) if close == self.at => {
                self.links.pop();
                self.asides.push(close + 2..end.saturating_sub(1));
                end - close
            }
            _ => 0,
        }
    }

    fn widget(&mut self, rest: &str) -> usize {
        let Some(end) = rest.find("}}").filter(|end| *end < LONGEST_MARKUP) else { return 0 };
        self.asides.push(self.at + 2..self.at + end);
        end + 2
    }

    fn tag(&mut self, rest: &str) -> usize {
        if rest.starts_with("<!--") {
            let Some(end) = rest.find("-->") else { return 0 };
            self.folded.comments.push(self.at + 4..self.at + end.max(4));
            return end + 3;
        }
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let end = data.find("]]>").unwrap_or(data.len());
            self.folded.push_text(self.source, self.at + 9..self.at + 9 + end);
            return (9 + end + 3).min(rest.len());
        }
        let is_tag = rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        let Some(end) = tag_end(rest).filter(|_| is_tag) else { return 0 };
        let inside = &rest[1..end];
        let name: String = inside.trim_start_matches('/').chars().take_while(|c| is_name(*c)).collect();
        let behind = inside.trim_start_matches('/').as_bytes().get(name.len());
        if matches!(behind, Some(b':' | b'@')) && !inside.contains('"') {
            self.asides.push(self.at + 1..self.at + end);
            return end + 1;
        }
        self.attributes(inside);
        let name = name.to_ascii_lowercase();
        if name == "br" {
            self.folded.push('\n', self.at);
        } else if matches!(name.as_str(), "td" | "th") {
            if !inside.starts_with('/') {
                self.folded.push('|', self.at);
            }
        } else if !is_inline(&name) {
            self.end_block(self.at);
        }
        let skipped = if name == "style" && !inside.starts_with('/') { rest[end..].find("</").unwrap_or(0) } else { 0 };
        end + 1 + skipped.saturating_sub(1)
    }

    /// Every value in quotes may be read or heard, but for those that only say how something looks.
    fn attributes(&mut self, tag: &str) {
        let start = self.at + 1;
        let mut from = 0;
        while let Some(equals) = tag[from..].find('=').map(|at| from + at) {
            let value = tag[equals + 1..].trim_start();
            let value_at = tag.len() - value.len();
            let name = tag[from..equals].rsplit([' ', '\n', '\t', '"', '\'']).next().unwrap_or("").to_lowercase();
            let (inner, end) = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => match value[1..].find(quote) {
                    Some(close) => (value_at + 1..value_at + 1 + close, value_at + close + 2),
                    None => return,
                },
                _ => {
                    let length = value.find([' ', '>', '\n']).unwrap_or(value.len());
                    (value_at..value_at + length, value_at + length)
                }
            };
            if !is_looks(&name) && !inner.is_empty() {
                self.asides.push(start + inner.start..start + inner.end);
            }
            from = end.max(equals + 1);
            if from >= tag.len() || !tag.is_char_boundary(from) {
                return;
            }
        }
    }

    fn entity(&mut self, rest: &str) -> usize {
        let Some(end) = rest.as_bytes().iter().take(12).position(|byte| *byte == b';') else { return 0 };
        let Some(character) = entity(&rest[1..end]) else { return 0 };
        self.folded.push_decoded(character, self.at);
        end + 1
    }
}

/// Where a bracket closes, in the same paragraph.
fn matching(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        if at > LONGEST_MARKUP || (character == '\n' && before == '\n') {
            return None;
        }
        if before != '\\' && character == open {
            depth += 1;
        } else if before != '\\' && character == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
        before = character;
    }
    None
}

/// The length of a mark that begins an item, a heading or a row.
fn marker_length(text: &str) -> usize {
    let marks = text.bytes().take_while(|byte| *byte == b'#').count();
    if marks > 0 && (text.len() == marks || text[marks..].starts_with(' ')) {
        return marks;
    }
    if let Some(rest) = text.strip_prefix(['-', '*', '+']) {
        return usize::from(rest.starts_with([' ', '\t']) || rest.is_empty());
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let is_item = (1..=2).contains(&digits) && text[digits..].starts_with(['.', ')']);
    if is_item && text[digits + 1..].starts_with(' ') { digits + 1 } else { 0 }
}

/// Whether a line begins a footnote or says where a link leads.
fn is_note(text: &str) -> bool {
    text.starts_with('[') && text.find("]:").is_some_and(|at| at < 80)
}
