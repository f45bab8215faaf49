//! Films of phones: what their notes tell, and films without them.
//!
//! Notes are taken out in place: where they stood is room of the same length that players pass over, so that nothing a
//! film says of where its pictures are has to be written anew.

mod boxes;
mod matroska;

use std::ops::Range;

use super::{AiLabel, Format};

/// What a film tells besides what it shows.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// Width and height in pixels as it is seen, where it says so.
    pub(super) size: Option<(usize, usize)>,
    /// Whether it tells where it was taken (PII-X1).
    pub(super) located: bool,
    /// Whether there are notes that can be taken out.
    pub(super) personal: bool,
    /// The label that says AI made it (PII-X3).
    pub(super) label: Option<AiLabel>,
    /// Whether the place is told all along the film, where it can't be taken out.
    pub(super) bound: bool,
}

/// A part of a film's file, in bytes of it.
#[derive(Debug, Clone)]
struct Part<Kind> {
    kind: Kind,
    /// All of it.
    range: Range<usize>,
    /// Where what it holds begins.
    contents: usize,
}

impl<Kind> Part<Kind> {
    fn inside(&self) -> Range<usize> {
        self.contents..self.range.end
    }

    /// What it holds.
    fn held<'f>(&self, film: &'f [u8]) -> &'f [u8] {
        film.get(self.inside()).unwrap_or_default()
    }
}

/// What the notes of a film tell.
pub(super) fn look_at(bytes: &[u8], format: Format) -> Notes {
    if format == Format::Matroska { matroska::look_at(bytes) } else { boxes::look_at(bytes) }
}

/// The film without its notes, of the same length; the label that says AI made it stays.
pub(super) fn strip(mut bytes: Vec<u8>, format: Format) -> Vec<u8> {
    if format == Format::Matroska {
        matroska::strip(&mut bytes)
    } else {
        boxes::strip(&mut bytes)
    }
    bytes
}

/// Whether a note is, or holds, the label that says AI made a film.
fn is_label(note: &[u8]) -> bool {
    super::metadata::find(note, b"AIGC").is_some()
}

/// The label in a note.
fn label_in(note: &[u8]) -> Option<AiLabel> {
    AiLabel::find("", &[String::from_utf8_lossy(note).into_owned()], None)
}
