//! What is read line by line: TOML, and text without markup.

use std::ops::Range;

use crate::base::{is_digit, is_han};
use crate::check::folded::Folded;

/// The part `range` of a TOML text: no comments, a block a line, and nothing of `[figures]`, which are amounts and have
/// been read already.
pub(in crate::check) fn toml(source: &str, range: Range<usize>) -> Folded {
    let mut folded = Folded::default();
    let (mut at, mut in_figures, mut in_text) = (range.start, false, false);
    for line in source.get(range).unwrap_or_default().split_inclusive('\n') {
        let trimmed = line.trim();
        if !in_text && trimmed.starts_with('[') && !trimmed.contains('=') {
            in_figures = trimmed.starts_with("[figures");
        }
        let quoted = line.matches("\"\"\"").count() + line.matches("'''").count();
        let shown = if in_text { line.len() } else { comment_start(line) };
        let is_amount = in_figures && !trimmed.starts_with('[');
        let end = line.trim_end_matches('\n').len();
        if !is_amount {
            push_decoded(&mut folded, source, at..at + shown.min(end));
        }
        if shown < end {
            folded.comments.push(at + shown..at + end);
        }
        in_text ^= quoted % 2 == 1;
        at += line.len();
        if in_text { folded.push('\n', at - 1) } else { folded.end_block(at - 1) }
    }
    folded
}

/// Adds a part of a TOML text. `\u0031` is the character that it stands for.
fn push_decoded(folded: &mut Folded, source: &str, range: Range<usize>) {
    let mut at = range.start;
    while let Some(found) = source[at..range.end].find('\\') {
        let escape = at + found;
        folded.push_text(source, at..escape);
        let length = match source.as_bytes().get(escape + 1) {
            Some(b'u') => 6,
            Some(b'U') => 10,
            _ => 2,
        };
        let end = (escape + length).min(range.end);
        let code = source.get(escape + 2..end).and_then(|code| u32::from_str_radix(code, 16).ok());
        let (decoded, end) = match code.and_then(char::from_u32).filter(|_| length > 2) {
            Some(character) => (Some(character), end),
            None => (None, escape + 1),
        };
        match decoded {
            Some(character) => folded.push_decoded(character, escape),
            None => folded.push_text(source, escape..end),
        }
        at = end;
    }
    folded.push_text(source, at..range.end);
}

/// Text without markup: a block a line.
pub(in crate::check) fn lines(source: &str) -> Folded {
    let mut folded = Folded::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        folded.push_text(source, at..at + line.trim_end_matches('\n').len());
        at += line.len();
        folded.end_block(at.saturating_sub(1));
    }
    folded
}

/// JSON and scripts: the same, with `\u7535` as the character that it stands for.
pub(in crate::check) fn escaped(source: &str) -> Folded {
    let mut folded = Folded::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        push_decoded(&mut folded, source, at..at + line.trim_end_matches('\n').len());
        at += line.len();
        folded.end_block(at.saturating_sub(1));
    }
    folded
}

/// Calendars and cards: a line that begins with a blank goes on with the one before it (RFC 5545, 3.1).
pub(in crate::check) fn unfolded(source: &str) -> Folded {
    let mut folded = Folded::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let is_more = at > 0 && line.starts_with([' ', '\t']);
        if at > 0 && !is_more {
            folded.end_block(at - 1);
        }
        let shown = line.trim_end_matches('\n').len();
        folded.push_text(source, at + usize::from(is_more)..at + shown.max(usize::from(is_more)));
        at += line.len();
    }
    folded.end_block(at.saturating_sub(1));
    folded
}

/// Text without markup whose lines are broken where they happened to be full: a block a line, but that digits go on in the
/// next one, and what names a number stands before it.
pub(in crate::check) fn wrapped(source: &str) -> Folded {
    let mut folded = Folded::default();
    let mut at = 0;
    for line in source.split_inclusive('\n') {
        let shown = line.trim_end_matches('\n');
        folded.push_text(source, at..at + shown.len());
        at += line.len();
        let goes_on = |one: char| is_digit(one) || is_han(one) || matches!(one, ':' | '：' | '-');
        let goes_on = shown.trim_end().ends_with(goes_on);
        let is_next = source[at..].trim_start_matches([' ', '\u{3000}']).starts_with(is_digit);
        if goes_on && is_next { folded.push('\n', at - 1) } else { folded.end_block(at.saturating_sub(1)) }
    }
    folded
}

/// A row of a table with its cells behind `|`: one block, for a line end in a cell parts nothing.
pub(in crate::check) fn row(source: &str) -> Folded {
    let mut folded = Folded::plain(source);
    folded.end_block(source.len());
    folded
}

/// The rows of a CSV file, parted by what its first line has most of.
pub(in crate::check) fn cells(source: &str) -> Folded {
    let first = source.lines().next().unwrap_or_default();
    let by = [',', ';', '\t'].into_iter().max_by_key(|mark| (first.matches(*mark).count(), *mark == ','));
    cells_by(source, by.unwrap_or(','))
}

/// Rows of cells that `mark` parts, as those of a Markdown table. A line end in quotes ends none.
pub(in crate::check) fn cells_by(source: &str, mark: char) -> Folded {
    let mut folded = Folded::default();
    let (mut in_quotes, mut begins) = (false, true);
    let (mut from, mut is_first) = (0, true);
    for (at, character) in source.char_indices() {
        if is_first {
            folded.push('|', at);
        }
        is_first = false;
        let is_mark = character == mark && !in_quotes;
        if is_mark || character == '\n' {
            folded.push_text(source, from..at);
            from = at + character.len_utf8();
        }
        match character {
            '\n' if in_quotes => folded.push('\n', at),
            '\n' => {
                folded.end_block(at);
                is_first = true;
            }
            _ if is_mark => folded.push('|', at),
            '"' => in_quotes = !in_quotes && begins,
            _ => {}
        }
        begins = is_mark || is_first;
    }
    folded.push_text(source, from..source.len());
    folded.end_block(source.len());
    folded
}

/// Where the comment of a line of TOML begins; its length where it has none.
fn comment_start(line: &str) -> usize {
    let mut quote = None;
    let mut escaped = false;
    for (at, character) in line.char_indices() {
        match (quote, character) {
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(open), close) if open == close && !escaped => quote = None,
            (None, '"' | '\'') => quote = Some(character),
            (None, '#') => return at,
            _ => {}
        }
        escaped = false;
    }
    line.len()
}
