//! CSV as office programs and people write it: any usual encoding, any usual delimiter, quotes where they are needed.

use encoding_rs::Encoding;

use super::report::Report;
use super::sheet::{Cell, MOST_CELLS, Meaning, Origin, Row, Sheet};
use crate::diag::{Code, Finding, Place};
use crate::source::decode_text;

/// What Excel and WPS begin a workbook with (ZIP, and the format before it), whatever its name says.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0"];

/// The rows of a CSV file; `None` where it is none, which is told.
pub(super) fn read_csv(bytes: &[u8], report: &mut Report<'_>) -> Option<Sheet> {
    if WORKBOOKS.iter().any(|magic| bytes.starts_with(magic)) {
        report.refuse("ledger-misnamed");
        return None;
    }
    // Zeros are UTF-16 without its mark, or no text at all.
    let sound = !bytes.contains(&0) || Encoding::for_bom(bytes).is_some();
    let Some(text) = decode_text(bytes).filter(|_| sound) else {
        report.refuse("ledger-no-text");
        return None;
    };
    let (delimiter, start) = delimiter(&text);
    let mut splitter = Splitter { text: &text, at: start, delimiter };
    let mut rows = Vec::new();
    let (mut line, mut count) = (1 + newlines(&text[..start]), 0);
    while splitter.at < text.len() {
        let begin = splitter.at;
        let cells = splitter.row(report);
        let bytes = begin..splitter.end_of_row();
        let next = line + newlines(&text[begin..splitter.at]);
        count += cells.len();
        if count > MOST_CELLS {
            report.refuse("ledger-too-many-cells");
            return None;
        }
        if !cells.is_empty() {
            rows.push(Row { line, cells, bytes });
        }
        line = next;
    }
    Some(Sheet { origin: Origin::Text(text.into_owned()), rows })
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// The delimiter, and where the rows begin: the one that Excel's first line `sep=;` names, else that which the first line
/// with text has most of.
fn delimiter(text: &str) -> (char, usize) {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    if let Some(named) = line.strip_prefix("sep=").and_then(|rest| rest.chars().next())
        && line.trim_end().chars().count() <= 5
    {
        let end = text.find('\n').map_or(text.len(), |at| at + 1);
        return (named, if text.starts_with("sep=") { end } else { 0 });
    }
    let mut quoted = false;
    let outside = line.chars().filter(|character| {
        quoted ^= *character == '"';
        !quoted
    });
    let outside: String = outside.collect();
    let counted = [',', ';', '\t'].map(|delimiter| (outside.matches(delimiter).count(), delimiter));
    // On a draw the comma wins, as it comes first.
    let best = counted.into_iter().reduce(|best, next| if next.0 > best.0 { next } else { best });
    (best.map_or(',', |(_, delimiter)| delimiter), 0)
}

struct Splitter<'t> {
    text: &'t str,
    at: usize,
    delimiter: char,
}

impl Splitter<'_> {
    /// The cells with text up to the end of the row, which is passed.
    fn row(&mut self, report: &mut Report<'_>) -> Vec<Cell> {
        let mut cells = Vec::new();
        for column in 0.. {
            let start = self.at;
            let text = self.cell(report);
            let text = text.trim();
            if !text.is_empty() {
                let bytes = start..self.at;
                cells.push(Cell { column, text: text.to_owned(), meaning: Meaning::Written, repeats: false, bytes });
            }
            let ended = self.text[self.at..].chars().next();
            self.at += ended.map_or(0, char::len_utf8);
            if ended != Some(self.delimiter) {
                break;
            }
        }
        cells
    }

    /// Where the row ends that was just passed.
    fn end_of_row(&self) -> usize {
        if self.text[..self.at].ends_with('\n') { self.at - 1 } else { self.at }
    }

    /// What a cell says; stops at the delimiter or the line's end. Text behind closing quotes belongs to the cell.
    fn cell(&mut self, report: &mut Report<'_>) -> String {
        let rest = &self.text[self.at..];
        let quote = rest.len() - rest.trim_start_matches(' ').len();
        if !rest[quote..].starts_with('"') {
            return self.plain().to_owned();
        }
        let opened = self.at + quote;
        self.at = opened + 1;
        let mut said = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(end) = rest.find('"') else {
                report.tell(self.unclosed(opened, report));
                self.at = self.text.len();
                return said;
            };
            said.push_str(&rest[..end]);
            self.at += end + 1;
            if !self.text[self.at..].starts_with('"') {
                break;
            }
            said.push('"');
            self.at += 1;
        }
        said.push_str(self.plain());
        said
    }

    fn plain(&mut self) -> &str {
        let rest = &self.text[self.at..];
        let end = rest.find([self.delimiter, '\n']).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn unclosed(&self, quote: usize, report: &Report<'_>) -> Finding {
        let mut place = Place::span(report.path, self.text, quote..quote + 1);
        if let Some(position) = place.position.as_mut().filter(|position| position.excerpt.len() > 1000) {
            (position.column, position.excerpt) = (1, "\"".to_owned());
        }
        Finding::error(Code::FiguresUnreadable, place, "ledger-quote-open")
    }
}
