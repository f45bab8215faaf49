//! What stands around a place of a folded text, in the same block; and its blocks, one by one.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::{Finder, FinderRev};

use super::folded::{ASIDE, BLOCK};

/// What parts blocks, found from either side.
static END: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("\u{2029}"));
static BEGIN: LazyLock<FinderRev<'_>> = LazyLock::new(|| FinderRev::new("\u{2029}"));

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
    let start = BEGIN.rfind(&text.as_bytes()[..at]).map_or(0, |found| found + BLOCK.len_utf8());
    let end = END.find(&text.as_bytes()[at..]).map_or(text.len(), |found| at + found);
    start..end
}

/// The blocks of a text, each with what ends it, and with where it begins.
pub(super) fn blocks(text: &str) -> impl Iterator<Item = (usize, &str)> {
    debug_assert!(END.needle() == BLOCK.to_string().as_bytes());
    let mut ends = END.find_iter(text.as_bytes()).map(|at| at + BLOCK.len_utf8());
    let mut start = 0;
    std::iter::from_fn(move || {
        let end = ends.next().unwrap_or(text.len());
        let block = (start, text.get(start..end).filter(|block| !block.is_empty())?);
        start = end;
        Some(block)
    })
}
