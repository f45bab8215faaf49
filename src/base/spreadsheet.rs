//! CSV as Excel and WPS open it: a byte order mark, CRLF, and no cell that is taken for a formula (STAT-8).

use std::borrow::Cow;

use super::is_han;

/// Excel takes a CSV file for UTF-8 only with this mark.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Rows of cells, the names of the columns first.
pub struct Spreadsheet {
    writer: csv::Writer<Vec<u8>>,
    is_whole: bool,
}

impl Spreadsheet {
    /// A sheet with these columns and no row yet.
    pub fn new(columns: &[&str]) -> Self {
        let mut sheet = Self { is_whole: true, ..Self::rows() };
        sheet.row(columns);
        sheet
    }

    /// Rows that follow those of another sheet, without anything before them.
    pub fn rows() -> Self {
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        Self { writer, is_whole: false }
    }

    /// Adds a row, which has a cell for each column. Writing into memory can't fail.
    pub fn row(&mut self, cells: &[&str]) {
        let _ = self.writer.write_record(cells.iter().map(|cell| Bytes(neutral(cell))));
    }

    /// The file, or the part of one.
    pub fn finish(self) -> Vec<u8> {
        let rows = self.writer.into_inner().unwrap_or_default();
        if self.is_whole { [BYTE_ORDER_MARK.as_bytes(), &rows].concat() } else { rows }
    }
}

/// A cell as the writer takes it.
struct Bytes<'c>(Cow<'c, str>);

impl AsRef<[u8]> for Bytes<'_> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
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
}
