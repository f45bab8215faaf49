//! Names of minors in the lists and tables below words that say whose they are: `受助学生名单`.

use std::ops::Range;

use super::is_adult;
use crate::check::around::blocks;
use crate::check::lexicon::{has_one_of, lexicon};
use crate::check::names::is_whole_name;
use crate::check::persons::{Told, What};

/// The most characters of a line that is an entry of a list, and of one that introduces it.
const LONGEST_ENTRY: usize = 60;

/// Whether a block says that what follows are the names of children.
pub(super) fn introduces_children(block: &str) -> bool {
    let block = block.trim();
    let is_short = || block.chars().take(LONGEST_ENTRY + 1).count() <= LONGEST_ENTRY;
    ["名单", "名册"].iter().any(|list| block.contains(list))
        && is_short()
        && speaks_of_children(block)
        && !is_adult(block)
}

fn speaks_of_children(block: &str) -> bool {
    has_one_of(block, &lexicon().child_heads) || has_one_of(block, &lexicon().children)
}

/// The names that stand alone in the lines below such words, up to the first line that has none.
pub(super) fn minors_in_lists(text: &str) -> Vec<Told> {
    let mut told = Vec::new();
    let mut is_grave = None;
    for (start, block) in blocks(text) {
        if introduces_children(block) {
            is_grave = Some(has_one_of(block, &lexicon().aid));
            continue;
        }
        if block.trim().is_empty() {
            continue;
        }
        let Some(grave) = is_grave else { continue };
        let names: Vec<Range<usize>> = names_alone(block);
        if names.is_empty() {
            is_grave = None;
        }
        told.extend(names.into_iter().map(|name| Told {
            what: What::Minor,
            range: start + name.start..start + name.end,
            is_grave: grave,
        }));
    }
    told
}

/// The parts of an entry that are a whole name: the first, and those right behind it.
fn names_alone(entry: &str) -> Vec<Range<usize>> {
    if entry.contains('|') || entry.chars().count() > LONGEST_ENTRY || is_adult(entry) {
        return Vec::new();
    }
    let is_mark = |one: char| {
        one.is_whitespace() || matches!(one, '、' | '，' | ',' | '*' | '\u{2029}') || one.is_ascii_digit() || one == '.'
    };
    let mut names = Vec::new();
    let mut at = 0;
    for part in entry.split(is_mark) {
        let range = at..at + part.len();
        at = range.end + entry[range.end..].chars().next().map_or(0, char::len_utf8);
        if part.is_empty() {
            continue;
        }
        if !is_whole_name(part) {
            break;
        }
        names.push(range);
    }
    names
}
