//! What stands above a cell: the heads of the columns of the tables in a folded text.
//!
//! A row is a block whose cells are parted by `|`; rows that follow one another are a table. Its head is the first of them
//! that has two cells: offices write the name of a list above it.

use std::cell::OnceCell;
use std::ops::Range;

use super::folded::{ASIDE, BLOCK};

/// The columns of a text.
pub(super) struct Columns<'t> {
    text: &'t str,
    /// The head of the table that the text is a row of, where it is no more than that.
    above: Option<&'t str>,
    /// Looked for when they are first asked for: most texts have no number.
    tables: OnceCell<Vec<Table>>,
}

struct Table {
    head: Range<usize>,
    end: usize,
}

impl<'t> Columns<'t> {
    /// Those of the tables in a text, or, with `above`, of the table that the text is a row of.
    pub(super) fn of(text: &'t str, above: Option<&'t str>) -> Self {
        Self { text, above, tables: OnceCell::new() }
    }

    /// The head of the column that a place lies in; nothing where there is none.
    pub(super) fn head_of(&self, at: usize) -> &'t str {
        let before = self.text.get(..at).unwrap_or_default();
        // A cell of a workbook may have several lines.
        let start = before.rfind(BLOCK).filter(|_| self.above.is_none()).map_or(0, |end| end + BLOCK.len_utf8());
        let row = &before[start..];
        if !row.contains('|') || row.contains(ASIDE) {
            return "";
        }
        let column = cells(row).count().saturating_sub(1);
        // What stands beside a row follows behind it.
        let head = self.head_row(at).and_then(|head| head.split([ASIDE, BLOCK]).next());
        head.and_then(|head| cells(head).nth(column)).map_or("", str::trim)
    }

    fn head_row(&self, at: usize) -> Option<&'t str> {
        if self.above.is_some() {
            return self.above;
        }
        let tables = self.tables.get_or_init(|| tables(self.text));
        let table = tables.get(tables.partition_point(|table| table.end <= at))?;
        (table.head.end <= at).then(|| &self.text[table.head.clone()])
    }
}

/// The cells of a row; a `|` before the first parts nothing.
pub(super) fn cells(row: &str) -> impl Iterator<Item = &str> {
    let row = row.trim_start();
    row.strip_prefix('|').unwrap_or(row).split('|')
}

/// Whether a row can be the head of others.
pub(super) fn is_head(row: &str) -> bool {
    cells(row).filter(|cell| !cell.trim().is_empty()).count() > 1
}

fn tables(text: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut at, mut before, mut is_open) = (0, 0..0, false);
    for row in text.split_inclusive(BLOCK) {
        let here = at..at + row.len();
        at = here.end;
        // Tags leave line ends between rows.
        if row.trim().is_empty() {
            continue;
        }
        let is_row = row.contains('|');
        match tables.last_mut().filter(|_| is_row && is_open) {
            // Below a head of Markdown; a blank line before it has left no trace.
            Some(table) if is_rule(row) && table.head != before => {
                table.end = before.start;
                tables.push(Table { head: before, end: here.end });
            }
            Some(table) => {
                if !is_head(&text[table.head.clone()]) && is_head(row) && !is_rule(row) {
                    table.head = here.clone();
                }
                table.end = here.end;
            }
            None if is_row => tables.push(Table { head: here.clone(), end: here.end }),
            None => {}
        }
        (before, is_open) = (here, is_row);
    }
    tables
}

/// The line between the head of a Markdown table and its rows.
fn is_rule(row: &str) -> bool {
    row.contains('-') && row.chars().all(|one| matches!(one, '|' | '-' | ':') || one.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str, above: Option<&str>) -> String {
        let text = text.replace('¶', "\u{2029}");
        let at = text.find('#').expect("a place");
        Columns::of(&text, above).head_of(at).to_owned()
    }

    #[test]
    fn a_cell_has_the_head_of_its_column() {
        assert_eq!(head("| 姓名 | 电话 |¶|---|---|¶| 甲 | # |¶", None), "电话");
        assert_eq!(head("姓名 | 电话¶甲 | #¶", None), "电话");
        assert_eq!(head("|名单¶|姓名|电话¶||#¶", None), "电话", "what stands over the head names the list");
        assert_eq!(head("|电话¶|#¶", None), "电话");
        assert_eq!(head("|甲|电话¶文¶|乙|#¶", None), "", "the head of another table");
        assert_eq!(head("| # | 电话¶| 甲 | 乙¶", None), "", "a head has none");
        assert_eq!(head("文#¶", None), "");
        assert_eq!(head("\n¶\n|电话\n|甲\n¶\n¶\n|#¶", None), "电话", "tags leave line ends");
        assert_eq!(head("| 电话 |¶|---|¶| 1 |¶| 数 |¶|---|¶| # |¶", None), "数", "a second table");
        assert_eq!(head("| 甲 | #", Some("| 姓名 | 手机")), "手机");
        assert_eq!(head("| 甲 | 乙 | #", Some("| 姓名 | 手机")), "");
    }
}
