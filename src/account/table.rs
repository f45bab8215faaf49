//! Columns that line up on a terminal, where Han characters are two cells wide.

use unicode_width::UnicodeWidthStr;

/// To which side a column's texts are moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Towards {
    Left,
    Right,
}

/// Rows of texts.
pub(super) struct Table {
    columns: Vec<Towards>,
    rows: Vec<Vec<String>>,
}

const BETWEEN: &str = "  ";

impl Table {
    pub(super) fn new(columns: &[Towards]) -> Self {
        Self { columns: columns.to_vec(), rows: Vec::new() }
    }

    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    pub(super) fn text(&self) -> String {
        self.lines().join("\n")
    }

    /// Each row, moved in a little and without blanks at its end.
    pub(super) fn lines(&self) -> Vec<String> {
        let width_of = |column: usize| self.rows.iter().filter_map(|row| Some(row.get(column)?.width())).max();
        let widths: Vec<usize> = (0..self.columns.len()).map(|column| width_of(column).unwrap_or(0)).collect();
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).zip(&self.columns).map(|((cell, width), towards)| {
                let blanks = " ".repeat(width - cell.width());
                if *towards == Towards::Left { format!("{cell}{blanks}") } else { format!("{blanks}{cell}") }
            });
            let cells: Vec<String> = cells.collect();
            format!("{BETWEEN}{}", cells.join(BETWEEN)).trim_end().to_owned()
        };
        self.rows.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_cells() {
        let mut table = Table::new(&[Towards::Left, Towards::Right]);
        table.row(vec!["合计".into(), "9元".into()]);
        table.row(vec!["all".into(), "38.4万元".into()]);
        assert_eq!(table.lines(), ["  合计       9元", "  all   38.4万元"]);
    }
}
