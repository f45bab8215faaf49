//! What stands around a place of a folded text, in the same block.

use std::ops::Range;

use super::folded::{ASIDE, BLOCK};

/// The characters before a place that belong to the same block, at most `most`.
pub(super) fn before(text: &str, at: usize, most: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    let start =
        head.rfind([BLOCK, ASIDE]).map_or(0, |found| found + head[found..].chars().next().map_or(0, char::len_utf8));
    let head = &head[start..];
    head.char_indices().rev().nth(most.saturating_sub(1)).map_or(head, |(from, _)| &head[from..])
}

/// The characters behind a place that belong to the same block, at most `most`.
pub(super) fn after(text: &str, at: usize, most: usize) -> &str {
    let tail = text.get(at..).unwrap_or_default();
    let tail = &tail[..tail.find([BLOCK, ASIDE]).unwrap_or(tail.len())];
    tail.char_indices().nth(most).map_or(tail, |(to, _)| &tail[..to])
}

/// The whole block around a place, and where it begins.
pub(super) fn block(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind(BLOCK).map_or(0, |found| found + BLOCK.len_utf8());
    let end = text[at..].find(BLOCK).map_or(text.len(), |found| at + found);
    start..end
}
