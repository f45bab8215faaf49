//! A table of cells, whatever file it comes from.

use std::ops::Range;

use crate::base::{Day, SitePath, is_digit};
use crate::diag::{CellName, Place, Position};

/// How many cells with something in them a ledger may have.
pub(super) const MOST_CELLS: usize = 500_000;

/// How many characters of a row are shown; a longer one is shown by its cell alone.
const LONGEST_EXCERPT: usize = 400;

/// What a cell holds, besides the text that it shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Meaning {
    /// Text that somebody wrote: all cells of a CSV file, the text cells of a workbook.
    Written,
    /// A number of a workbook, with the digits that it shows.
    Number(f64),
    /// A date of a workbook.
    Day(Day),
    /// A time, or true or false: never a figure.
    Other,
    /// A formula that failed.
    Failed,
    /// A formula for which no value is stored.
    Uncomputed,
}

/// A cell with something in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cell {
    /// Its column, from 0.
    pub(super) column: usize,
    /// What it shows, without spaces around; never empty.
    pub(super) text: String,
    /// What it holds.
    pub(super) meaning: Meaning,
    /// Whether it only repeats the cell above with which it is merged.
    pub(super) repeats: bool,
    /// Its bytes in a CSV file, quotes included.
    pub(super) bytes: Range<usize>,
}

/// A row with at least one cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Its line in a CSV file, its row in a workbook, from 1.
    pub(super) line: usize,
    /// Its cells in the order of their columns.
    pub(super) cells: Vec<Cell>,
    /// Its bytes in a CSV file, without the end of the line.
    pub(super) bytes: Range<usize>,
}

/// Where the rows of a sheet come from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Origin {
    /// The whole text of a CSV file.
    Text(String),
    /// The sheet of that name.
    Workbook(String),
}

/// The rows of a ledger that have cells.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    /// Where they come from.
    pub(super) origin: Origin,
    /// The rows in their order.
    pub(super) rows: Vec<Row>,
}

impl Row {
    /// The cell of a column.
    pub(super) fn cell(&self, column: usize) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at)
    }
}

impl Sheet {
    /// The place of a whole cell.
    pub(super) fn place(&self, path: &SitePath, row: &Row, cell: &Cell) -> Place {
        self.place_within(path, row, cell, 0..cell.text.chars().count())
    }

    /// The place of some characters of a cell's text. In a workbook the line is the row, and the excerpt is the row with
    /// the name of each cell.
    pub(super) fn place_within(&self, path: &SitePath, row: &Row, cell: &Cell, meant: Range<usize>) -> Place {
        let position = match &self.origin {
            Origin::Text(text) => position_in_text(path, text, row, cell, meant.clone()),
            Origin::Workbook(name) => position_in_workbook(name, row, cell, meant.clone()),
        };
        let short = position.excerpt.chars().nth(LONGEST_EXCERPT).is_none();
        let position = if short { position } else { self.position_in_cell(row, cell, meant) };
        Place { path: path.clone(), position: Some(position) }
    }

    /// Where a row is too long to be shown: the cell alone, in a workbook with its name.
    fn position_in_cell(&self, row: &Row, cell: &Cell, meant: Range<usize>) -> Position {
        let position = position_in_cell(row, cell, meant);
        let Origin::Workbook(sheet) = &self.origin else { return position };
        let named = named_cell(sheet, row, cell);
        let before = format!("{sheet}: {} ", named.name);
        let column = position.column + before.chars().count();
        Position { column, excerpt: before + &position.excerpt, cell: Some(Box::new(named)), ..position }
    }
}

fn position_in_text(path: &SitePath, text: &str, row: &Row, cell: &Cell, meant: Range<usize>) -> Position {
    let raw = text.get(cell.bytes.clone()).unwrap_or_default();
    // Without doubled quotes a cell says the same inside and outside its quotes: the very character can be shown.
    let bytes = match raw.find(&cell.text) {
        Some(at) => {
            let of = |count: usize| cell.text.chars().take(count).map(char::len_utf8).sum::<usize>();
            cell.bytes.start + at + of(meant.start)..cell.bytes.start + at + of(meant.end)
        }
        None => cell.bytes.clone(),
    };
    let (start, end) = (row.bytes.start, row.bytes.end);
    let line = text.get(start..end).unwrap_or_default();
    let place = Place::span(path, line, bytes.start.saturating_sub(start)..bytes.end.saturating_sub(start));
    let position = place.position.unwrap_or_else(|| position_in_cell(row, cell, meant));
    Position { line: position.line + row.line - 1, ..position }
}

pub(super) fn position_in_workbook(name: &str, row: &Row, cell: &Cell, meant: Range<usize>) -> Position {
    let mut excerpt = format!("{name}: ");
    let mut column = 1;
    for (index, one) in row.cells.iter().enumerate() {
        if index > 0 {
            excerpt.push_str(" | ");
        }
        excerpt.push_str(&column_name(one.column));
        excerpt.push_str(&row.line.to_string());
        excerpt.push(' ');
        if one.column == cell.column {
            column = excerpt.chars().count() + 1;
        }
        // A cell with line breaks is one line here.
        excerpt.extend(one.text.chars().map(|character| if character.is_control() { ' ' } else { character }));
    }
    let cell = Some(Box::new(named_cell(name, row, cell)));
    Position { line: row.line, column: column + meant.start, width: meant.len().max(1), excerpt, cell }
}

fn named_cell(sheet: &str, row: &Row, cell: &Cell) -> CellName {
    let name = format!("{}{}", column_name(cell.column), row.line);
    CellName { sheet: sheet.to_owned(), name, column: cell.column + 1 }
}

fn position_in_cell(row: &Row, cell: &Cell, meant: Range<usize>) -> Position {
    let mut excerpt: String = cell.text.chars().take(LONGEST_EXCERPT).collect();
    if cell.text[excerpt.len()..].starts_with(is_digit) {
        // The beginning of a number of a person would not be known for one.
        let kept = excerpt.trim_end_matches(is_digit).len();
        let hidden: String = excerpt[kept..].chars().map(|_| '*').collect();
        excerpt.replace_range(kept.., &hidden);
    }
    let shown = excerpt.chars().count();
    let start = meant.start.min(shown);
    Position { line: row.line, column: start + 1, width: meant.len().min(shown - start).max(1), excerpt, cell: None }
}

/// The letters of a column: 0 is A, 26 is AA.
fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_people_name_them() {
        let named: Vec<_> = [0, 25, 26, 27, 701, 702, 16383].into_iter().map(column_name).collect();
        assert_eq!(named, ["A", "Z", "AA", "AB", "ZZ", "AAA", "XFD"]);
    }
}
