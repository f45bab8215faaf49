//! What stands around a place of a folded text, in the same block.

use std::ops::Range;

use super::folded::{ASIDE, BLOCK};

/// The characters before a place that belong to the same block, at most `most`.
pub(super) fn before(text: &str, at: usize, most: usize) -> &str {
    let head = text.get(..at).unwrap_or_default();
    // No farther than that: a block may be the whole of a long text.
    let head = head.char_indices().rev().nth(most.saturating_sub(1)).map_or(head, |(from, _)| &head[from..]);
    head.rsplit([BLOCK, ASIDE]).next().unwrap_or(head)
}

/// The characters behind a place that belong to the same block, at most `most`.
pub(super) fn after(text: &str, at: usize, most: usize) -> &str {
    let tail = text.get(at..).unwrap_or_default();
    let tail = tail.char_indices().nth(most).map_or(tail, |(to, _)| &tail[..to]);
    tail.split([BLOCK, ASIDE]).next().unwrap_or(tail)
}

/// The whole block around a place, and where it begins.
pub(super) fn block(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind(BLOCK).map_or(0, |found| found + BLOCK.len_utf8());
    let end = text[at..].find(BLOCK).map_or(text.len(), |found| at + found);
    start..end
}
