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
    /// The line, without its end, and without digits that are a person's number together with those of another line.
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

impl Position {
    fn of(text: &str, range: Range<usize>) -> Self {
        let start = floor_boundary(text, range.start);
        let end = floor_boundary(text, range.end.max(start));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let excerpt = text[line_start..line_end].trim_end_matches('\r');
        let before = text[..line_start.saturating_sub(1)].rsplit('\n').next().unwrap_or_default();
        let after = text.get(line_end + 1..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        Self {
            line: text[..start].matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
            width: text[start..end.min(line_end).max(start)].chars().count().max(1),
            excerpt: hide_broken_numbers(before, excerpt, after).into_owned(),
            cell: None,
        }
    }
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
}
