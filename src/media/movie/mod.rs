//! Films of phones: what their notes tell, and films without them.
//!
//! Notes are taken out in place: where they stood is room of the same length that players pass over, so that nothing a
//! film says of where its pictures are has to be written anew.

mod boxes;
mod matroska;

use std::ops::Range;

use super::label::GOOGLE_CREDIT;
use super::metadata::{find, model_named_in, packet_in};
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

/// What is to be written over a part of a film, of the same length.
#[derive(Debug)]
struct Edit<Kind> {
    part: Part<Kind>,
    /// What it holds from now on, where it isn't to become room.
    held: Option<Vec<u8>>,
}

/// What the notes of a film tell.
pub(super) fn look_at(bytes: &[u8], format: Format) -> Notes {
    match format {
        Format::Matroska => matroska::look_at(bytes),
        Format::Ogg => ogg(bytes),
        _ => boxes::look_at(bytes),
    }
}

/// The film without its notes, of the same length; the label that says AI made it stays.
pub(super) fn strip(mut bytes: Vec<u8>, format: Format) -> Vec<u8> {
    match format {
        Format::Matroska => matroska::strip(&mut bytes),
        Format::Ogg => {}
        _ => boxes::strip(&mut bytes),
    }
    bytes
}

/// Whether a picture of boxes (AVIF) holds others than those that show it.
pub(super) fn holds_more_than_pictures(bytes: &[u8]) -> bool {
    boxes::holds_more_than_pictures(bytes)
}

/// Pages of Ogg have checksums, so that nothing is taken out of them: one that tells a place isn't published.
fn ogg(bytes: &[u8]) -> Notes {
    /// Notes stand in the first pages.
    const NOTES: usize = 256 * 1024;
    let beginning = bytes.get(..NOTES).unwrap_or(bytes);
    let located = find(&beginning.to_ascii_uppercase(), b"LOCATION=").is_some();
    Notes { located, bound: located, label: label_in(beginning), ..Notes::default() }
}

/// Whether a note is, or holds, a label that says AI made a film.
fn is_label(note: &[u8]) -> bool {
    find(note, b"AIGC").is_some() || find(note, GOOGLE_CREDIT.as_bytes()).is_some() || model_named_in(note).is_some()
}

/// The label in a note.
fn label_in(note: &[u8]) -> Option<AiLabel> {
    let packet = packet_in(note);
    let texts = if packet.is_empty() { vec![String::from_utf8_lossy(note).into_owned()] } else { Vec::new() };
    is_label(note).then(|| AiLabel::find(&packet, &texts, model_named_in(note))).flatten()
}
