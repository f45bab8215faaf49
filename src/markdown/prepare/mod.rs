//! What is taken out of a body before Markdown sees it, and how it comes back.
//!
//! Markdown would read the stars of `张*三、李*四` as emphasis, the quotes and stars inside a widget's arguments as
//! markup, and `2023. ` as a list. Each such thing is replaced by a noncharacter (U+FDD0 and its neighbours, which no
//! text may hold: they are replaced in the source first), and put back when the page is written. The parser alone
//! decides what code is: a marker that turns up in code, in an address or in a comment gives the source back there,
//! byte for byte, and says nothing.
//!
//! Markdown takes a noncharacter for a letter, so `**{{ figure("jobs") }}**个` is still bold.

mod mask;
mod scan;
mod widget;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use comrak::nodes::{LineColumn, Sourcepos};

use super::body::WidgetCall;
use crate::diag::{Code, Finding, Message, Place, Severity};
pub(super) use scan::prepare;

/// Opens the number of a [`Mark`]; the number and [`MARK_END`] follow.
pub(super) const MARK: char = '\u{FDD0}';
/// Closes the number of a [`Mark`].
pub(super) const MARK_END: char = '\u{FDD1}';

/// The markers of one character each, and what they stand for.
const LITERALS: [(char, &str); 6] =
    [('\u{FDD2}', " "), ('\u{FDD3}', "*"), ('\u{FDD4}', "~"), ('\u{FDD5}', "."), ('\u{FDD6}', ")"), ('\u{FDD7}', "<")];
const SPACE: &str = "\u{FDD2}";
const STAR: &str = "\u{FDD3}";
const TILDE: &str = "\u{FDD4}";
const DOT: &str = "\u{FDD5}";
const PARENTHESIS: &str = "\u{FDD6}";
const LESS_THAN: &str = "\u{FDD7}";

/// Something that is wrong in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Trouble {
    severity: Severity,
    message: Message,
    /// Bytes of the body.
    pub(super) span: Range<usize>,
}

impl Trouble {
    pub(super) fn error(message: Message, span: Range<usize>) -> Self {
        Self { severity: Severity::Error, message, span }
    }

    fn warning(message: Message, span: Range<usize>) -> Self {
        Self { severity: Severity::Warning, message, span }
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.message = self.message.with(name, value);
        self
    }

    /// The finding, where `place` knows the place of a span of the body.
    pub(super) fn into_finding(self, place: impl Fn(Range<usize>) -> Place) -> Finding {
        let place = Some(place(self.span));
        Finding { place, severity: self.severity, code: Code::WidgetArgument, message: self.message }
    }
}

/// What stands behind a marker with a number.
#[derive(Debug)]
pub(super) enum Mark {
    /// A widget's call; the marker stands for all of it.
    Call(WidgetCall),
    /// Braces that something is wrong with; the marker stands for the two characters that open them.
    Braces {
        /// Offset of the two characters in the body.
        opening: usize,
        /// What is wrong.
        trouble: Trouble,
    },
}

impl Mark {
    fn span(&self) -> Range<usize> {
        match self {
            Self::Call(call) => call.span.clone(),
            Self::Braces { opening, .. } => *opening..opening + 2,
        }
    }
}

/// A replacement: bytes of the prepared text, and the bytes of the body that they replace.
#[derive(Debug)]
struct Edit {
    prepared: Range<usize>,
    source: Range<usize>,
}

/// A body with its markers.
#[derive(Debug)]
pub(super) struct Prepared<'s> {
    source: &'s str,
    text: Cow<'s, str>,
    edits: Vec<Edit>,
    marks: Vec<Mark>,
    lines: OnceCell<Vec<usize>>,
}

/// A stretch of text between markers, or a marker with a number.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Text.
    Text(&'t str),
    /// Index of a [`Mark`].
    Mark(usize),
}

impl<'s> Prepared<'s> {
    /// What the parser gets.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether there are any markers.
    pub(super) fn has_markers(&self) -> bool {
        !self.edits.is_empty()
    }

    /// Where a text stands in the body; `None` where it doesn't, as it may be written otherwise.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        self.source.find(text)
    }

    /// What stands behind a number.
    pub(super) fn mark(&self, index: usize) -> Option<&Mark> {
        self.marks.get(index)
    }

    /// The source of a mark.
    pub(super) fn source_of_mark(&self, index: usize) -> &'s str {
        self.marks.get(index).and_then(|mark| self.source.get(mark.span())).unwrap_or_default()
    }

    /// The text with every marker turned back into what stood in the source.
    pub(super) fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !self.has_markers() || !text.contains(is_marker) {
            return Cow::Borrowed(text);
        }
        let literal = restore_literals(text);
        let mut restored = String::with_capacity(literal.len());
        for piece in pieces(&literal) {
            restored.push_str(match piece {
                Piece::Text(text) => text,
                Piece::Mark(index) => self.source_of_mark(index),
            });
        }
        Cow::Owned(restored)
    }

    /// The bytes of the body that a node covers. The parser may be wrong about the end of nodes that it has changed,
    /// so a range that makes no sense is cut to its first character.
    pub(super) fn span(&self, position: Sourcepos) -> Range<usize> {
        let start = self.to_source(self.offset(position.start));
        let end = self.to_source(behind(&self.text, self.offset(position.end)));
        if end > start { start..end } else { start..behind(self.source, start) }
    }

    /// The offset of the first `<` at or behind a position of the parser.
    pub(super) fn less_than_at(&self, position: LineColumn) -> Option<usize> {
        let offset = self.offset(position);
        self.text.as_bytes()[offset..].iter().position(|&byte| byte == b'<').map(|found| offset + found)
    }

    /// Turns the `<` at an offset of the prepared text into text that is no markup.
    pub(super) fn make_literal(&mut self, at: usize) {
        let source = self.to_source(at);
        let later = self.edits.partition_point(|edit| edit.prepared.start <= at);
        for edit in &mut self.edits[later..] {
            edit.prepared.start += LESS_THAN.len() - 1;
            edit.prepared.end += LESS_THAN.len() - 1;
        }
        self.edits.insert(later, Edit { prepared: at..at + LESS_THAN.len(), source: source..source + 1 });
        self.text.to_mut().replace_range(at..=at, LESS_THAN);
        self.lines = OnceCell::new();
    }

    fn offset(&self, position: LineColumn) -> usize {
        let lines = self.lines.get_or_init(|| line_starts(&self.text));
        let start = lines.get(position.line.saturating_sub(1)).copied().unwrap_or(self.text.len());
        let mut offset = (start + position.column.saturating_sub(1)).min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn to_source(&self, offset: usize) -> usize {
        let before = self.edits.partition_point(|edit| edit.prepared.start <= offset);
        match before.checked_sub(1).and_then(|index| self.edits.get(index)) {
            None => offset,
            Some(edit) if offset < edit.prepared.end => edit.source.start,
            Some(edit) => edit.source.end + (offset - edit.prepared.end),
        }
    }
}

/// The offset behind the character at `at`, or the end of the text.
fn behind(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(text.len(), |character| at + character.len_utf8())
}

/// Where the lines begin, with line ends as CommonMark has them.
fn line_starts(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for (at, &byte) in bytes.iter().enumerate() {
        if byte == b'\n' || byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
            starts.push(at + 1);
        }
    }
    starts
}

/// Whether a character is one of the markers.
pub(super) fn is_marker(character: char) -> bool {
    matches!(character, '\u{FDD0}'..='\u{FDD7}')
}

/// The text with the markers of one character each turned back into what they stand for.
pub(super) fn restore_literals(text: &str) -> Cow<'_, str> {
    let is_literal = |character: char| matches!(character, '\u{FDD2}'..='\u{FDD7}');
    if !text.contains(is_literal) {
        return Cow::Borrowed(text);
    }
    let mut restored = String::with_capacity(text.len());
    for character in text.chars() {
        match LITERALS.iter().find(|(marker, _)| *marker == character) {
            Some((_, literal)) => restored.push_str(literal),
            None => restored.push(character),
        }
    }
    Cow::Owned(restored)
}

/// Splits a text at its markers with numbers. Broken markers are left out.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            if rest.is_empty() {
                return None;
            }
            let at = rest.find([MARK, MARK_END]).unwrap_or(rest.len());
            if at > 0 {
                let (head, tail) = rest.split_at(at);
                rest = tail;
                return Some(Piece::Text(head));
            }
            let inner = &rest[MARK.len_utf8()..];
            let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
            match (inner[..digits].parse(), inner[digits..].strip_prefix(MARK_END)) {
                (Ok(index), Some(tail)) if rest.starts_with(MARK) => {
                    rest = tail;
                    return Some(Piece::Mark(index));
                }
                _ => rest = inner,
            }
        }
    })
}

/// The marker for a number.
pub(super) fn marker(index: usize) -> String {
    format!("{MARK}{index}{MARK_END}")
}
