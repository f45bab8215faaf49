//! What stands above a cell: the heads of the columns of the tables in a folded text.
//!
//! A row is a block whose cells are parted by `|`; rows that follow one another are a table. Its head is the first of them
//! that has two cells: offices write the name of a list above it.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use super::around::blocks;
use super::folded::{ASIDE, BLOCK};

/// The columns of a text.
pub(super) struct Columns<'t> {
    text: &'t str,
    /// The head of the table that the text is a row of, where it is no more than that.
    above: Option<&'t str>,
    /// Looked for when they are first asked for: most texts have no number.
    tables: OnceCell<Vec<Table>>,
    marks: OnceCell<Marks>,
    /// The cells of the head that was asked for last, with where it ends: one row may have very many.
    last_head: RefCell<(usize, Vec<Range<usize>>)>,
}

struct Table {
    head: Range<usize>,
    end: usize,
}

/// Where the marks of a text stand, so that no row is gone through for each of its cells.
struct Marks {
    bars: Vec<usize>,
    /// What ends a block or parts what stands beside it.
    ends: Vec<(usize, char)>,
}

impl<'t> Columns<'t> {
    /// Those of the tables in a text, or, with `above`, of the table that the text is a row of.
    pub(super) fn of(text: &'t str, above: Option<&'t str>) -> Self {
        let (tables, marks, last_head) = (OnceCell::new(), OnceCell::new(), RefCell::default());
        Self { text, above, tables, marks, last_head }
    }

    /// The head of the column that a place lies in; nothing where there is none.
    pub(super) fn head_of(&self, at: usize) -> &'t str {
        let marks = self.marks.get_or_init(|| Marks::of(self.text));
        let before = marks.ends.partition_point(|(end, _)| *end < at).checked_sub(1).map(|index| marks.ends[index]);
        // A cell of a workbook may have several lines.
        let start = match before {
            Some((_, ASIDE)) => return "",
            Some((end, _)) if self.above.is_none() => end + BLOCK.len_utf8(),
            _ => 0,
        };
        let bars = marks.bars.partition_point(|bar| *bar < start)..marks.bars.partition_point(|bar| *bar < at);
        let Some(first) = marks.bars[bars.clone()].first() else { return "" };
        let column = bars.len() - usize::from(self.text[start..*first].trim().is_empty());
        self.head_cell(at, column).map_or("", str::trim)
    }

    /// Whether the row that a place lies in is the only one of its table.
    pub(super) fn is_only_row(&self, at: usize) -> bool {
        let tables = self.tables.get_or_init(|| tables(self.text));
        let Some(table) = tables.get(tables.partition_point(|table| table.end <= at)) else { return false };
        let rows = self.text[table.head.end.min(table.end)..table.end].split(BLOCK);
        let mut rows = rows.filter(|row| !row.trim().is_empty() && !is_rule(row));
        self.above.is_none() && table.head.end <= at && rows.next().is_some() && rows.next().is_none()
    }

    fn head_cell(&self, at: usize, column: usize) -> Option<&'t str> {
        let (end, head) = self.head_row(at)?;
        let mut last = self.last_head.borrow_mut();
        if last.0 != end || last.1.is_empty() {
            // What stands beside a row follows behind it.
            let row = head.split([ASIDE, BLOCK]).next().unwrap_or_default();
            *last = (end, cell_ranges(row));
        }
        last.1.get(column).and_then(|cell| head.get(cell.clone()))
    }

    fn head_row(&self, at: usize) -> Option<(usize, &'t str)> {
        if let Some(above) = self.above {
            return Some((usize::MAX, above));
        }
        let tables = self.tables.get_or_init(|| tables(self.text));
        let table = tables.get(tables.partition_point(|table| table.end <= at))?;
        (table.head.end <= at).then(|| (table.head.end, &self.text[table.head.clone()]))
    }
}

impl Marks {
    fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let of_blocks = blocks(text).map(|(start, block)| start + block.len());
        let of_blocks =
            of_blocks.filter(|end| text[..*end].ends_with(BLOCK)).map(|end| (end - BLOCK.len_utf8(), BLOCK));
        let mut ends: Vec<(usize, char)> = of_blocks.collect();
        if memchr::memchr(ASIDE as u8, bytes).is_some() {
            ends.extend(memchr::memchr_iter(ASIDE as u8, bytes).map(|at| (at, ASIDE)));
            ends.sort_unstable();
        }
        Self { bars: memchr::memchr_iter(b'|', bytes).collect(), ends }
    }
}

/// The cells of a row; a `|` before the first parts nothing.
pub(super) fn cells(row: &str) -> impl Iterator<Item = &str> {
    let row = row.trim_start();
    row.strip_prefix('|').unwrap_or(row).split('|')
}

/// Where the cells of a row stand in it.
pub(super) fn cell_ranges(row: &str) -> Vec<Range<usize>> {
    let whole = row.trim_start();
    let mut at = row.len() - whole.strip_prefix('|').unwrap_or(whole).len();
    let range = |cell: &str| {
        let start = at;
        at += cell.len() + 1;
        start..start + cell.len()
    };
    cells(row).map(range).collect()
}

/// Whether a row can be the head of others.
pub(super) fn is_head(row: &str) -> bool {
    cells(row).filter(|cell| !cell.trim().is_empty()).count() > 1
}

fn tables(text: &str) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut before, mut is_open) = (0..0, false);
    for (start, row) in blocks(text) {
        let here = start..start + row.len();
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
