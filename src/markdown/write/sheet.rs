//! The HTML that is being written, and the holes in it.
//!
//! A page that will be cleaned afterwards holds markers in place of holes; [`Sheet::finish`] cleans it and finds them
//! again. Any other page is written with its holes at once.

use crate::markdown::body::{Filling, Hole, ImageRef};
use crate::markdown::html;
use crate::markdown::links::{self, Target};
use crate::markdown::prepare::{Piece, marker, pieces};

/// What stands behind a marker.
enum Slot {
    Hole(Filling),
    /// Markup of ours that the cleaning would take out.
    Html(&'static str, String),
    More,
}

/// HTML and holes.
pub(super) struct Sheet {
    pub(super) html: String,
    holes: Vec<Hole>,
    more: Option<usize>,
    slots: Option<Vec<Slot>>,
}

/// What a sheet becomes.
pub(super) struct Finished {
    pub(super) html: String,
    pub(super) holes: Vec<Hole>,
    pub(super) more: Option<usize>,
    /// For each hole in the order of writing, its index among `holes`; `None` where the cleaning took it away.
    pub(super) indexes: Vec<Option<usize>>,
}

impl Sheet {
    pub(super) fn new(capacity: usize, will_be_cleaned: bool) -> Self {
        let slots = will_be_cleaned.then(Vec::new);
        Self { html: String::with_capacity(capacity), holes: Vec::new(), more: None, slots }
    }

    pub(super) fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    pub(super) fn text(&mut self, text: &str) {
        escape(&mut self.html, text);
    }

    pub(super) fn attribute(&mut self, value: &str) {
        escape_attribute(&mut self.html, value);
    }

    /// Begins a new line unless one has begun.
    pub(super) fn line(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// Leaves a hole; gives its number in the order of writing, for [`Finished::indexes`].
    pub(super) fn hole(&mut self, what: Filling) -> usize {
        match &self.slots {
            None => {
                self.holes.push(Hole { at: self.html.len(), what });
                self.holes.len() - 1
            }
            Some(_) => self.slot(Slot::Hole(what)),
        }
    }

    /// Writes a void element that the cleaning must not take out, with one attribute whose value is text.
    pub(super) fn protected(&mut self, start: &'static str, value: String) {
        if self.slots.is_some() {
            self.slot(Slot::Html(start, value));
        } else {
            protected(&mut self.html, start, &value);
        }
    }

    /// Notes that the summary ends here. Only the first note counts.
    pub(super) fn more(&mut self) {
        if self.slots.is_some() {
            self.slot(Slot::More);
        } else {
            self.more.get_or_insert(self.html.len());
        }
    }

    fn slot(&mut self, slot: Slot) -> usize {
        let Some(slots) = &mut self.slots else { return 0 };
        slots.push(slot);
        self.html.push_str(&marker(slots.len() - 1));
        slots.len() - 1
    }

    /// `place_of` gives where in its file an address is written.
    pub(super) fn finish(self, place_of: impl Fn(&str) -> Option<usize>) -> Finished {
        let Some(slots) = self.slots else {
            let indexes = (0..self.holes.len()).map(Some).collect();
            return Finished { html: self.html, holes: self.holes, more: self.more, indexes };
        };
        let cleaned = html::clean(&self.html);
        let mut finished =
            Finished { html: String::with_capacity(cleaned.len()), holes: Vec::new(), more: None, indexes: Vec::new() };
        finished.indexes.resize(slots.len(), None);
        let mut slots: Vec<Option<Slot>> = slots.into_iter().map(Some).collect();
        for piece in pieces(&cleaned) {
            match piece {
                Piece::Text(text) => finished.push_with_pictures(text, &place_of),
                Piece::Mark(index) => {
                    let slot = slots.get_mut(index).and_then(Option::take);
                    finished.fill(index, slot);
                }
            }
        }
        finished
    }
}

impl Finished {
    /// Writes cleaned HTML. A picture of the portal is a hole like any other: what is published of it is not its file.
    fn push_with_pictures(&mut self, html: &str, place_of: &impl Fn(&str) -> Option<usize>) {
        let mut rest = html;
        while let Some((before, tag, after)) = html::next_picture(rest) {
            self.html.push_str(before);
            match image_of(tag, place_of) {
                Some(image) => self.holes.push(Hole { at: self.html.len(), what: Filling::Image(image) }),
                None => self.html.push_str(tag),
            }
            rest = after;
        }
        self.html.push_str(rest);
    }

    fn fill(&mut self, index: usize, slot: Option<Slot>) {
        match slot {
            Some(Slot::Hole(what)) => {
                if let Some(entry) = self.indexes.get_mut(index) {
                    *entry = Some(self.holes.len());
                }
                self.holes.push(Hole { at: self.html.len(), what });
            }
            Some(Slot::Html(start, value)) => protected(&mut self.html, start, &value),
            Some(Slot::More) => {
                self.more.get_or_insert(self.html.len());
            }
            None => {}
        }
    }
}

/// The picture of an `<img>` as a sanitiser writes it; `None` where it isn't of the portal.
fn image_of(tag: &str, place_of: &impl Fn(&str) -> Option<usize>) -> Option<ImageRef> {
    let attribute = |name: &str| html::attribute_of(tag, name).map(html::text_of);
    let target = attribute("src").filter(|target| links::classify(target) == Target::Portal)?;
    let span = place_of(&target).map(|at| at..at + target.len()).unwrap_or_default();
    Some(ImageRef {
        alt: attribute("alt").unwrap_or_default(),
        title: attribute("title"),
        width: attribute("width").and_then(|width| width.parse().ok()).filter(|width| *width > 0),
        alone: false,
        target,
        span,
    })
}

fn protected(html: &mut String, start: &str, value: &str) {
    html.push_str(start);
    if !value.is_empty() {
        html.push_str(" aria-label=\"");
        escape_attribute(html, value);
        html.push('"');
    }
    html.push('>');
}

/// Writes text so that it is no markup.
pub(in crate::markdown) fn escape(html: &mut String, text: &str) {
    escape_with(html, text, false);
}

/// Writes the value of an attribute in double quotes.
fn escape_attribute(html: &mut String, value: &str) {
    escape_with(html, value, true);
}

fn escape_with(html: &mut String, text: &str, quotes: bool) {
    let mut rest = text;
    while let Some(at) = next_special(rest.as_bytes(), quotes) {
        html.push_str(&rest[..at]);
        html.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    html.push_str(rest);
}

/// The first byte that text can't have as it is.
fn next_special(bytes: &[u8], quotes: bool) -> Option<usize> {
    if quotes {
        return bytes.iter().position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"'));
    }
    memchr::memchr3(b'&', b'<', b'>', bytes)
}
