//! Rows of tables that say what everything comes to: the row of totals, or the only row of numbers.

use std::ops::Range;

use super::candidate::Wanted;
use crate::check::around::blocks;
use crate::check::columns::{Columns, cells};
use crate::check::folded::BLOCK;

/// What the first cell says of a row that sums the others up.
const TOTALS: [&str; 4] = ["合计", "总计", "共计", "总数"];

/// The rows of totals of a text.
pub(super) struct Totals<'t> {
    columns: Columns<'t>,
    rows: Vec<Range<usize>>,
}

impl<'t> Totals<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let columns = Columns::of(text, None);
        let is_row = |row: &str| memchr::memchr(b'|', row.as_bytes()).is_some();
        let rows = is_row(text).then(|| blocks(text)).into_iter().flatten();
        let rows = rows.filter(|(_, row)| is_row(row)).filter(|(start, row)| {
            let first = cells(row).next().unwrap_or_default().trim_matches(is_bare);
            let is_only_row = || cells(row).all(is_number_or_nothing) && columns.is_only_row(*start);
            TOTALS.contains(&first) || is_only_row()
        });
        let rows = rows.map(|(start, row)| start..start + row.len()).collect();
        Self { columns, rows }
    }

    /// What stands above the cell of such a row that a place lies in.
    pub(super) fn head_of(&self, at: usize) -> Option<&'t str> {
        let row = self.rows.get(self.rows.partition_point(|row| row.end <= at))?;
        row.contains(&at).then(|| self.columns.head_of(at))
    }
}

/// Whether the amount that a text goes on from is all of its cell, and what stands above that names a metric.
pub(super) fn is_total_of(head: &str, rest: &str, wanted: &Wanted<'_>) -> bool {
    let metric = wanted.metric;
    let rest = rest.strip_prefix(metric.unit.as_str()).unwrap_or(rest);
    if !rest.trim_start_matches(is_bare).starts_with(['|', BLOCK]) {
        return false;
    }
    let head = head.trim_matches(is_bare);
    let (name, unit) = head.split_once(['（', '(', '/']).unwrap_or((head, ""));
    let (name, unit) = (name.trim(), unit.trim_end_matches(['）', ')']));
    (unit.is_empty() || unit == metric.unit) && (name == metric.label || wanted.label.is_named(name))
}

fn is_bare(one: char) -> bool {
    matches!(one, '*' | ' ')
}

fn is_number_or_nothing(cell: &str) -> bool {
    let cell = cell.trim_matches(['*', ' ', BLOCK]);
    cell.is_empty() || cell.starts_with(|first: char| first.is_ascii_digit())
}
