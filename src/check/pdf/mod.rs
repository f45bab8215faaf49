//! The text of PDF: what its pages show, in the order and nearness in which they show it, and what stands beside them.
//!
//! Read on a thread of its own and with bounds on what is unpacked, so that a page without end ends nothing else.

mod beside;
mod content;
mod font;
mod layout;
mod unicode;

#[cfg(test)]
mod tests;

use std::sync::mpsc;
use std::time::Duration;

use icu_normalizer::ComposingNormalizerBorrowed;
use lopdf::{Document, LoadOptions};

use super::attachments::MOST_UNPACKED;
use content::Reader;

const MOST_PAGES: usize = 1000;
/// How long a PDF may take.
const LONGEST: Duration = Duration::from_secs(10);

/// What a PDF says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PdfText {
    /// The texts of pages and of what stands beside them, each with the number of its page.
    pub texts: Vec<(usize, String)>,
    /// Whether that is all of it.
    pub is_whole: bool,
}

/// The text of a PDF; `None` where nothing of it can be read.
pub(super) fn pdf_text(bytes: &[u8]) -> Option<PdfText> {
    let (sender, receiver) = mpsc::channel();
    let bytes = bytes.to_vec();
    let read = move || {
        let _ = sender.send(text_of(&bytes));
    };
    std::thread::Builder::new().stack_size(16 * 1024 * 1024).spawn(read).ok()?;
    receiver.recv_timeout(LONGEST).ok().flatten()
}

/// A text in which characters are those that people write: browsers take the glyph of 生 for the radical of that form.
fn without_radicals(text: String) -> String {
    let is_radical = |one: char| matches!(one, '\u{2E80}'..='\u{2FD5}');
    if !text.contains(is_radical) {
        return text;
    }
    let normalizer = ComposingNormalizerBorrowed::new_nfkc();
    let plain = |one: char| normalizer.normalize_iter(std::iter::once(one)).next().unwrap_or(one);
    text.chars().map(|one| if is_radical(one) { plain(one) } else { one }).collect()
}

fn text_of(bytes: &[u8]) -> Option<PdfText> {
    let options = LoadOptions { max_decompressed_size: Some(MOST_UNPACKED), ..Default::default() };
    let document = Document::load_mem_with_options(bytes, options).ok()?;
    if document.is_encrypted() {
        return None;
    }
    let mut reader = Reader::new(&document);
    let mut read = PdfText { texts: Vec::new(), is_whole: true };
    for (index, page) in document.page_iter().enumerate() {
        if index >= MOST_PAGES {
            read.is_whole = false;
            break;
        }
        let number = index + 1;
        let (shown, is_whole) = reader.page(page);
        read.is_whole &= is_whole;
        if !shown.trim().is_empty() {
            read.texts.push((number, without_radicals(shown)));
        }
        read.texts.extend(beside::of_page(&document, page).into_iter().map(|text| (number, text)));
    }
    read.texts.extend(beside::of_document(&document).into_iter().map(|text| (1, text)));
    Some(read)
}
