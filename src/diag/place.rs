//! Where a finding is: a file and, within it, a line, a column and the line itself.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::base::{SitePath, hide_broken_numbers};

/// A file, and the position in it where there is one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The file, relative to the portal's root.
    pub path: SitePath,
    /// Where in the file; `None` where the whole file is meant.
    pub position: Option<Position>,
}

/// A stretch of one line of a text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// How many characters of the line are meant; at least 1.
    pub width: usize,
    /// The line, without its end, and without digits that are a person's number together with those of another line; of a long
    /// one what is around the place ([`Position::shown`]).
    pub excerpt: String,
    /// The cell, where the line is a row of a workbook's sheet.
    pub cell: Option<Box<CellName>>,
}

/// A cell of a workbook.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CellName {
    /// The name of its sheet.
    pub sheet: String,
    /// Its name there: `C4`.
    pub name: String,
    /// The number of its column, from 1.
    pub column: usize,
}

impl Place {
    /// A whole file.
    pub fn file(path: &SitePath) -> Self {
        Self { path: path.clone(), position: None }
    }

    /// A byte range of a file's text. A range that reaches over the line's end is cut there; one outside the text is
    /// moved to its end.
    pub fn span(path: &SitePath, text: &str, range: Range<usize>) -> Self {
        Self { path: path.clone(), position: Some(Position::of(text, range)) }
    }
}

/// How many characters of a line are shown at most before a place of it is shown with what is around it alone.
const FAR: usize = 1000;

/// How many characters around such a place are shown.
const BEFORE: usize = 100;
const BEHIND: usize = 200;

impl Position {
    fn of(text: &str, range: Range<usize>) -> Self {
        let start = floor_boundary(text, range.start);
        let end = floor_boundary(text, range.end.max(start));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let before = text[..line_start.saturating_sub(1)].rsplit('\n').next().unwrap_or_default();
        let after = text.get(line_end + 1..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count() + 1;
        let column = text[line_start..start].chars().count() + 1;
        let shown = [before, &text[line_start..line_end], after];
        Self::in_line(shown, (line, column), start - line_start..end - line_start)
    }

    /// The place of some bytes of a line, given between those before and behind it, whose number, and whose first column there,
    /// are known.
    fn in_line([before, text, after]: [&str; 3], (line, column): (usize, usize), bytes: Range<usize>) -> Self {
        let end = bytes.end.min(text.len()).max(bytes.start);
        let width = text[bytes.start..end].chars().count().max(1);
        let excerpt = excerpt(text.trim_end_matches('\r'), column, bytes.start..end);
        let excerpt = hide_broken_numbers(before, &excerpt, after).into_owned();
        Self { line, column, width, excerpt, cell: None }
    }

    /// Which characters of the excerpt are meant. Of a long line it has only what is around them.
    pub fn shown(&self) -> Range<usize> {
        let before = self.column.saturating_sub(1);
        let start = if before > FAR { BEFORE } else { before };
        start..start + self.width
    }

    /// Whether the excerpt has no beginning of its line.
    pub fn is_far(&self) -> bool {
        self.column.saturating_sub(1) > FAR
    }
}

/// What is shown of a line. Many places in one long line would else cost its length each.
fn excerpt(line: &str, column: usize, bytes: Range<usize>) -> String {
    if line.len() <= FAR {
        return line.to_owned();
    }
    let is_far = column - 1 > FAR;
    let bytes = bytes.start.min(line.len())..bytes.end.min(line.len());
    let behind = line[bytes.end..].char_indices().nth(BEHIND).map_or(line.len(), |(at, _)| bytes.end + at);
    if is_far {
        let from = line[..bytes.start].char_indices().rev().nth(BEFORE - 1).map_or(0, |(at, _)| at);
        let (before, behind) = (&line[from..bytes.start], &line[bytes.end..behind]);
        return without_numbers(before) + &line[bytes] + &without_numbers(behind);
    }
    let Some(end) = line.char_indices().nth(FAR).map(|(at, _)| at.max(behind)).filter(|end| *end < line.len()) else {
        return line.to_owned();
    };
    let zone = line[..end].char_indices().rev().nth(BEHIND - 1).map_or(0, |(at, _)| at).max(bytes.end);
    // A number that begins before is hidden whole.
    let is_part = |one: char| one.is_ascii() || is_numeral(one);
    let zone = line[..zone].trim_end_matches(is_part).len().max(bytes.end);
    line[..zone].to_owned() + &without_numbers(&line[zone..end])
}

/// What is cut may have cut a number of a person, which nobody would know for one any more: all are hidden there.
fn without_numbers(text: &str) -> String {
    text.chars().map(|one| if is_numeral(one) { '*' } else { one }).collect()
}

fn is_numeral(one: char) -> bool {
    one.is_numeric() || "零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖".contains(one)
}

/// The lines of a text, for many places in it: each is found without going through all that stands before.
#[derive(Debug)]
pub struct Lines {
    /// Where they begin.
    starts: Vec<usize>,
    /// How many characters begin before every [`STRIDE`]th byte.
    characters: Vec<usize>,
}

const STRIDE: usize = 256;

impl Lines {
    /// Those of a text.
    pub fn of(text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut count = 0;
        let characters = text.as_bytes().chunks(STRIDE).map(|chunk| {
            let before = count;
            count += begun(chunk);
            before
        });
        Self { starts: std::iter::once(0).chain(ends).collect(), characters: characters.collect() }
    }

    /// The same as [`Place::span`] of the text that these are the lines of.
    pub fn place(&self, path: &SitePath, text: &str, range: Range<usize>) -> Place {
        let start = floor_boundary(text, range.start);
        let end = floor_boundary(text, range.end.max(start));
        let line = self.starts.partition_point(|line| *line <= start);
        let from = line.checked_sub(1).map_or(0, |before| self.starts[before]);
        let to = self.starts.get(line).map_or(text.len(), |next| next - 1);
        let column = self.count(text, start) - self.count(text, from) + 1;
        let before = line.checked_sub(2).map_or("", |before| &text[self.starts[before]..from - 1]);
        let after = self.starts.get(line).map_or("", |next| text[*next..].split('\n').next().unwrap_or_default());
        let position = Position::in_line([before, &text[from..to], after], (line, column), start - from..end - from);
        Place { path: path.clone(), position: Some(position) }
    }

    /// How many characters stand before a byte.
    fn count(&self, text: &str, at: usize) -> usize {
        let chunk = at / STRIDE;
        let Some(before) = self.characters.get(chunk) else { return begun(text.as_bytes()) };
        before + begun(&text.as_bytes()[chunk * STRIDE..at])
    }
}

/// How many characters begin in some bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_characters() {
        let text = "第一行\n标题 = 坏\n";
        let start = text.find('坏').expect("there");
        let position = Position::of(text, start..start + 3);
        assert_eq!((position.line, position.column, position.width), (2, 6, 1));
        assert_eq!(position.excerpt, "标题 = 坏");
    }

    #[test]
    fn lines_do_not_add_up_to_a_number() {
        let text = format!("甲{}\n{:06}乙\n{:05}", "13900", 55, 66);
        let excerpt = |needle: &str| {
            let at = text.find(needle).expect("there");
            Position::of(&text, at..at + needle.len()).excerpt
        };
        assert_eq!([excerpt("甲"), excerpt("乙"), excerpt("66")], ["甲*****", "******乙", "00066"].map(str::to_owned));
    }

    #[test]
    fn a_range_outside_the_text_is_no_panic() {
        let position = Position::of("好", 1..99);
        assert_eq!((position.line, position.column), (1, 1));
        let backwards = Range { start: 5, end: 2 };
        assert_eq!(Position::of("", backwards).line, 1);
    }

    #[test]
    fn lines_give_the_same_places() {
        let text = format!("第一行\n{}\n\n尾", "字a".repeat(1500));
        let path = SitePath::new("a.md").expect("a path");
        let lines = Lines::of(&text);
        for at in (0..text.len() + 3).step_by(7) {
            assert_eq!(lines.place(&path, &text, at..at + 9), Place::span(&path, &text, at..at + 9), "{at}");
        }
        assert_eq!(Lines::of("").place(&path, "", 0..0), Place::span(&path, "", 0..0));
    }

    #[test]
    fn of_a_long_line_what_is_around_is_shown() {
        let text = "字12、".repeat(2000);
        for at in [6, 401, 1900] {
            let position = Position::of(&text, at * 8 + 3..at * 8 + 5);
            assert_eq!((position.column, position.width), (at * 4 + 2, 2));
            assert!(position.excerpt.chars().count() <= FAR);
            let shown: String = position.excerpt.chars().skip(position.shown().start).take(2).collect();
            assert_eq!(shown, "12");
            assert!(position.excerpt.contains("字**、"), "what a cut leaves of a number is hidden");
        }
    }
}
