//! CSV as Excel and WPS open it: a byte order mark, CRLF, and no cell that is taken for a formula (STAT-8).

use std::borrow::Cow;

use super::is_han;

/// Excel takes a CSV file for UTF-8 only with this mark.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Rows of cells, the names of the columns first.
///
/// Written by hand: of a large portal's figures there are a hundred thousand cells and more, and one way to quote is all
/// that they need.
pub struct Spreadsheet {
    text: String,
}

impl Spreadsheet {
    /// A sheet with these columns and no row yet.
    pub fn new(columns: &[&str]) -> Self {
        let mut sheet = Self { text: BYTE_ORDER_MARK.to_owned() };
        sheet.row(columns);
        sheet
    }

    /// Rows that follow those of another sheet, without anything before them; about how many bytes they take.
    pub fn rows(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity) }
    }

    /// Adds a row, which has a cell for each column, and more than one.
    pub fn row(&mut self, cells: &[&str]) {
        for (number, cell) in cells.iter().enumerate() {
            if number > 0 {
                self.text.push(',');
            }
            push_quoted(&mut self.text, &neutral(cell));
        }
        self.text.push_str("\r\n");
    }

    /// The file, or the part of one.
    pub fn finish(self) -> Vec<u8> {
        self.text.into_bytes()
    }
}

/// A cell by RFC 4180: in quotation marks where something in it would end it, those in it doubled.
fn push_quoted(text: &mut String, cell: &str) {
    if !cell.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
        return text.push_str(cell);
    }
    text.push('"');
    for (number, part) in cell.split('"').enumerate() {
        text.push_str(if number > 0 { "\"\"" } else { "" });
        text.push_str(part);
    }
    text.push('"');
}

/// A cell that no spreadsheet takes for a formula.
fn neutral(cell: &str) -> Cow<'_, str> {
    // Most cells begin with a character of Chinese or a digit.
    if cell.starts_with(|first: char| first.is_ascii_alphanumeric() || is_han(first)) {
        return Cow::from(cell);
    }
    let first = cell.trim_start().chars().next();
    let formula =
        matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠')) || cell.starts_with(['\t', '\r']);
    if formula { Cow::from(format!("'{cell}")) } else { Cow::from(cell) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@a", "\t=1", " =1", "＝1"] {
            assert_eq!(neutral(cell), format!("'{cell}"));
        }
        assert_eq!(neutral("青年-1"), "青年-1");
    }

    #[test]
    fn a_sheet_is_rfc_4180_with_a_mark() {
        let mut sheet = Spreadsheet::new(&["a", "b"]);
        sheet.row(&["1,2", "say \"x\""]);
        assert_eq!(String::from_utf8(sheet.finish()).expect("UTF-8"), "\u{feff}a,b\r\n\"1,2\",\"say \"\"x\"\"\"\r\n");
    }

    #[test]
    fn a_reader_of_csv_gets_the_cells_that_were_written() {
        let rows = [["", "\"", "青\r\n年"], ["a,b", "\"\"", " "], ["\n", "c\"", "，"]];
        let mut sheet = Spreadsheet::new(&["a", "b", "c"]);
        rows.iter().for_each(|row| sheet.row(row));
        let bytes = sheet.finish();
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let read: Vec<Vec<String>> =
            reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
        assert_eq!(read, rows);
    }
}
