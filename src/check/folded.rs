//! A text as checks see it: markup dropped, widths folded, and every byte still knowing where it came from.
//!
//! Only for matching (conventions, section 4): nothing of it is ever written. Digits and letters of full width become
//! ASCII, spaces of all widths one blank, dashes a hyphen; invisible characters are gone. Full-width punctuation stays.

use std::ops::Range;
use std::sync::LazyLock;

use crate::base::CharSet;

/// Ends a block: a paragraph, an item, a row. No number and no sentence reaches over it.
pub(super) const BLOCK: char = '\u{2029}';

/// Parts text that stands beside other text: an address behind its link, an attribute.
pub(super) const ASIDE: char = '\u{1F}';

/// A folded text and the way back.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// What is matched.
    pub text: String,
    /// Where stretches of it begin, here and in the source. Within one, bytes correspond one to one.
    runs: Vec<(usize, usize)>,
    /// The texts of links, in bytes of the source: they may speak of another post.
    pub links: Vec<Range<usize>>,
    /// Comments, in bytes of the source: nobody reads them on a page, and a number in them gets around all the same.
    pub comments: Vec<Range<usize>>,
}

impl Folded {
    /// Text that is folded and otherwise as it stands.
    pub(super) fn plain(source: &str) -> Self {
        Self::plain_part(source, 0..source.len())
    }

    /// The same, of a part of a text.
    pub(super) fn plain_part(source: &str, range: Range<usize>) -> Self {
        let mut folded = Self::default();
        folded.push_text(source, range);
        folded
    }

    /// The bytes of the source that a range of the text comes from, what was dropped in between included.
    pub(super) fn source(&self, source: &str, range: Range<usize>) -> Range<usize> {
        let start = self.source_at(range.start);
        let last = self.text.get(..range.end).and_then(|text| text.char_indices().next_back()).map_or(0, |(at, _)| at);
        let last = self.source_at(last.max(range.start));
        let rest = source.get(last..).unwrap_or_default();
        let width = match rest.chars().next() {
            Some('&') if !self.text[..range.end].ends_with('&') => rest.find(';').map_or(1, |at| at + 1),
            Some(character) => character.len_utf8(),
            None => 0,
        };
        start..(last + width).max(start)
    }

    /// The same without the stars of bold and italics; digits that stars stand between keep them, for they may be a mask.
    pub(super) fn without_stars(&self) -> Self {
        let mut plain = Self { links: self.links.clone(), ..Self::default() };
        let mut rest = self.text.as_str();
        while let Some(found) = rest.find('*') {
            let at = self.text.len() - rest.len();
            plain.push_part(self, at..at + found);
            let stars = rest[found..].bytes().take_while(|byte| *byte == b'*').count();
            let behind = &rest[found + stars..];
            let between = rest[..found].ends_with(|c: char| c.is_ascii_digit())
                && behind.starts_with(|c: char| c.is_ascii_digit());
            if between {
                plain.push_part(self, at + found..at + found + stars);
            }
            rest = behind;
        }
        let at = self.text.len() - rest.len();
        plain.push_part(self, at..self.text.len());
        plain
    }

    /// Adds a part of another folded text, run by run.
    fn push_part(&mut self, other: &Self, range: Range<usize>) {
        let first = other.runs.partition_point(|(text, _)| *text <= range.start).saturating_sub(1);
        let mut at = range.start;
        for (index, (text, source)) in other.runs.iter().enumerate().skip(first) {
            let end = other.runs.get(index + 1).map_or(range.end, |(next, _)| (*next).min(range.end));
            if at < end {
                self.begin(source + (at - text));
                self.text.push_str(&other.text[at..end]);
                at = end;
            }
            if at >= range.end {
                return;
            }
        }
    }

    /// Where one byte of the text comes from.
    pub(super) fn source_at(&self, at: usize) -> usize {
        let before = self.runs.partition_point(|(text, _)| *text <= at);
        before.checked_sub(1).and_then(|index| self.runs.get(index)).map_or(at, |(text, source)| source + (at - text))
    }

    /// Adds one character that stands for what is at `at` in the source.
    pub(super) fn push(&mut self, character: char, at: usize) {
        self.begin(at);
        self.text.push(character);
    }

    /// Adds a character that is written in another way at `at`, folded.
    pub(super) fn push_decoded(&mut self, character: char, at: usize) {
        match fold(character) {
            Fold::Same => self.push(character, at),
            Fold::To(other) => self.push(other, at),
            Fold::Drop => {}
        }
    }

    /// Ends a block, once.
    pub(super) fn end_block(&mut self, at: usize) {
        if !self.text.is_empty() && !self.text.ends_with(BLOCK) {
            self.push(BLOCK, at);
        }
    }

    /// Adds a part of the source, folded.
    pub(super) fn push_text(&mut self, source: &str, range: Range<usize>) {
        let (mut at, end) = (range.start, range.end);
        while at < end {
            let plain = FOLDING.find(&source[..end], at).unwrap_or(end) - at;
            if plain > 0 {
                self.begin(at);
                self.text.push_str(&source[at..at + plain]);
                at += plain;
                continue;
            }
            let Some(character) = source[at..end].chars().next() else { return };
            match fold(character) {
                Fold::Same => self.push(character, at),
                Fold::To(other) => self.push(other, at),
                Fold::Drop => {}
            }
            at += character.len_utf8();
        }
    }

    fn begin(&mut self, at: usize) {
        if self.source_at_end() != Some(at) {
            self.runs.push((self.text.len(), at));
        }
    }

    fn source_at_end(&self) -> Option<usize> {
        self.runs.last().map(|(text, source)| source + (self.text.len() - text))
    }
}

/// What a character is in a folded text.
pub(super) enum Fold {
    /// Itself.
    Same,
    /// Another.
    To(char),
    /// Nothing.
    Drop,
}

/// What doesn't fold to itself, and what is seldom enough to be asked one by one.
static FOLDING: LazyLock<CharSet> = LazyLock::new(|| CharSet::of(|one| !matches!(fold(one), Fold::Same), true));

pub(super) fn fold(character: char) -> Fold {
    let shifted = |from: char, to: char| {
        let code = u32::from(character) - u32::from(from) + u32::from(to);
        char::from_u32(code).map_or(Fold::Same, Fold::To)
    };
    match character {
        '\u{FF10}'..='\u{FF19}' => shifted('\u{FF10}', '0'),
        '\u{FF21}'..='\u{FF3A}' => shifted('\u{FF21}', 'A'),
        '\u{FF41}'..='\u{FF5A}' => shifted('\u{FF41}', 'a'),
        '\u{1D7CE}'..='\u{1D7FF}' => {
            char::from_digit((u32::from(character) - 0x1D7CE) % 10, 10).map_or(Fold::Same, Fold::To)
        }
        // The Roman ten, as the last character of an identity card.
        '\u{2169}' | '\u{2179}' => Fold::To('X'),
        '\u{FF0B}' => Fold::To('+'),
        '\u{FF0E}' => Fold::To('.'),
        '\u{FF20}' => Fold::To('@'),
        '\u{FF0D}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => Fold::To('-'),
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => Fold::To(' '),
        '\u{2022}' | '\u{30FB}' | '\u{FF65}' | '\u{2027}' => Fold::To('·'),
        '\u{AD}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}'
        | '\u{FEFF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{20E3}' => Fold::Drop,
        _ => Fold::Same,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_knows_where_it_comes_from() {
        let source = "电话１３\u{200B}8—0，好";
        let folded = Folded::plain(source);
        assert_eq!(folded.text, "电话138-0，好");
        let found = folded.text.find("138-0").expect("there");
        assert_eq!(&source[folded.source(source, found..found + 5)], "１３\u{200B}8—0");
        let good = folded.text.find('好').expect("there");
        assert_eq!(&source[folded.source(source, good..good + 3)], "好");
    }
}
