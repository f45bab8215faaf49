//! The first row of a ledger: what each column is.

use std::collections::{BTreeMap, BTreeSet};

use super::dates::read_day;
use super::report::Report;
use super::sheet::{Cell, Meaning, Row, Sheet};
use crate::base::half_width;
use crate::config::Config;
use crate::diag::{Code, Finding, Message};
use crate::figures::{Decimal, Kind, Metric};
use crate::tables::nearest;
use crate::words::Words;

/// The names that a header may use.
pub(super) struct Vocabulary<'c> {
    /// Metrics by id and label, and the labels that kinds declare.
    pub(super) config: &'c Config,
    /// The names under which labels are shown.
    pub(super) words: &'c Words,
    /// The kind of the post.
    pub(super) kind: Option<&'c Kind>,
}

/// What a column is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Column<'c> {
    /// The day of each row.
    Day,
    /// Figures of a metric, and the unit in which its bare numbers are, where that is not the metric's: `万元`.
    Figure(&'c Metric, Option<String>),
    /// Texts under a label.
    Label(String),
}

/// The columns by their index from 0. One that is not there is not read.
pub(super) type Columns<'c> = BTreeMap<usize, Column<'c>>;

/// What a header says.
enum Header<'c> {
    Column(Column<'c>),
    RowNumbers,
    WrongUnit(&'c Metric, String),
    Foreign,
}

/// Reads the first row; `None` where it names no columns, which is told.
pub(super) fn read_columns<'c>(
    sheet: &Sheet,
    vocabulary: &Vocabulary<'c>,
    report: &mut Report<'_>,
) -> Option<Columns<'c>> {
    let Some((header, rows)) = sheet.rows.split_first() else {
        report.refuse("ledger-empty");
        return None;
    };
    if let Some((cell, id)) = no_header(header, rows, vocabulary) {
        report.tell(Finding::error(Code::FiguresUnreadable, sheet.place(report.path, header, cell), id));
        return None;
    }
    let mut columns = Columns::new();
    let mut taken = BTreeSet::new();
    for cell in header.cells.iter().filter(|cell| !cell.repeats) {
        let Some(column) = read_column(sheet, cell, vocabulary, report) else { continue };
        if taken.insert(identity(&column)) {
            columns.insert(cell.column, column);
        } else {
            let message = Message::new("ledger-column-twice").with("column", &cell.text);
            report.tell(Finding::error(Code::FiguresUnreadable, sheet.place(report.path, header, cell), message));
        }
    }
    tell_unnamed(sheet, header, rows, report);
    Some(columns)
}

/// A first row that is a title, or data, or cut by the wrong comma.
fn no_header<'s>(header: &'s Row, rows: &[Row], vocabulary: &Vocabulary<'_>) -> Option<(&'s Cell, &'static str)> {
    let first = header.cells.first()?;
    let alone = header.cells.len() == 1 && matches!(vocabulary.header(&first.text), Header::Foreign);
    if alone && first.text.contains('，') {
        return Some((first, "ledger-fullwidth-comma"));
    }
    if alone && rows.iter().any(|row| row.cells.len() > 1) {
        return Some((first, "ledger-title-row"));
    }
    let data = header.cells.iter().find(|cell| is_number(cell) || cell_is_day(cell));
    data.map(|cell| (cell, "ledger-header-is-data"))
}

fn cell_is_day(cell: &Cell) -> bool {
    matches!(cell.meaning, Meaning::Day(_)) || read_day(&cell.text).is_some()
}

fn read_column<'c>(
    sheet: &Sheet,
    cell: &Cell,
    vocabulary: &Vocabulary<'c>,
    report: &mut Report<'_>,
) -> Option<Column<'c>> {
    let (header, rows) = sheet.rows.split_first()?;
    let place = sheet.place(report.path, header, cell);
    match vocabulary.header(&cell.text) {
        Header::Column(column) => return Some(column),
        Header::RowNumbers => {}
        Header::WrongUnit(metric, unit) => {
            let message = Message::new("ledger-column-unit")
                .with("column", &cell.text)
                .with("unit", unit)
                .with("label", &metric.label)
                .with("expected", &metric.unit);
            report.tell(Finding::error(Code::FiguresUnreadable, place, message));
        }
        Header::Foreign if holds_numbers(rows, cell.column) => {
            report.tell(Finding::error(Code::FiguresUnknown, place, vocabulary.unknown(&cell.text)));
        }
        Header::Foreign => {
            let label = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
            if vocabulary.kind.is_some_and(|kind| !kind.labels.is_empty()) {
                let message = Message::new("ledger-column-undeclared").with("column", &label);
                report.tell(Finding::warning(Code::HeadUnknownKey, place, message));
            }
            return Some(Column::Label(label));
        }
    }
    None
}

impl<'c> Vocabulary<'c> {
    fn header(&self, text: &str) -> Header<'c> {
        let folded = fold(text);
        if matches!(folded.as_str(), "date" | "日期") {
            return Header::Column(Column::Day);
        }
        if let Some(metric) = self.metric(&folded) {
            return Header::Column(Column::Figure(metric, None));
        }
        if let Some(label) = self.label(&folded) {
            return Header::Column(Column::Label(label.to_owned()));
        }
        if let Some((name, unit)) = split_unit(&folded)
            && let Some(metric) = self.metric(name)
        {
            return header_with_unit(metric, unit);
        }
        if matches!(folded.as_str(), "序号" | "no" | "no." | "#") { Header::RowNumbers } else { Header::Foreign }
    }

    /// The metric of that id or label. Posts are counted, not stated.
    fn metric(&self, folded: &str) -> Option<&'c Metric> {
        let mut metrics = self.config.metrics.values().filter(|metric| !metric.counts_posts());
        let by_id = self.config.metrics.values().find(|metric| !metric.counts_posts() && fold(&metric.id) == folded);
        by_id.or_else(|| metrics.find(|metric| fold(&metric.label) == folded))
    }

    /// The label that a kind declares under that name, or that is shown under it.
    fn label(&self, folded: &str) -> Option<&'c str> {
        let own = self.kind.into_iter().chain(self.config.kinds.values());
        let mut labels = own.flat_map(|kind| kind.labels.iter().map(String::as_str));
        labels.find(|label| {
            let displayed = self.words.find(&format!("label_{label}"));
            fold(label) == folded || displayed.is_some_and(|displayed| fold(displayed) == folded)
        })
    }

    fn unknown(&self, name: &str) -> Message {
        let metrics = self.config.metrics.values().filter(|metric| !metric.counts_posts());
        let labels = self.config.kinds.values().flat_map(|kind| kind.labels.iter().map(String::as_str));
        let known = metrics.flat_map(|metric| [metric.id.as_str(), metric.label.as_str()]).chain(labels);
        let named = split_unit(name).map_or(name, |(name, _)| name);
        match nearest(named, known) {
            Some(near) => Message::new("ledger-column-unknown-near").with("column", name).with("nearest", near),
            None => Message::new("ledger-column-unknown").with("column", name),
        }
    }
}

/// Numbers in another unit would be wrong figures: only those that are the metric's own by so many 万 can be read.
fn header_with_unit<'c>(metric: &'c Metric, unit: &str) -> Header<'c> {
    let mut units = [Some(&metric.unit), metric.summed_unit.as_ref()].into_iter().flatten().map(|unit| fold(unit));
    if units.clone().any(|own| own == unit) {
        return Header::Column(Column::Figure(metric, None));
    }
    let raised = units.any(|own| unit.strip_suffix(own.as_str()).is_some_and(is_multiplier));
    if raised {
        return Header::Column(Column::Figure(metric, Some(unit.to_owned())));
    }
    Header::WrongUnit(metric, unit.to_owned())
}

fn is_multiplier(text: &str) -> bool {
    matches!(text, "百" | "千" | "万" | "百万" | "千万" | "亿")
}

/// `name(unit)` or `name/unit`, of a folded header.
fn split_unit(text: &str) -> Option<(&str, &str)> {
    let bracketed = |open, close| text.strip_suffix(close).and_then(|text: &str| text.rsplit_once(open));
    bracketed('(', ')').or_else(|| bracketed('（', '）')).or_else(|| text.rsplit_once('/'))
}

/// A header without spaces and line breaks, in half-width forms and lower case: what two spellings have in common.
pub(super) fn fold(text: &str) -> String {
    let folded = text.chars().map(half_width).filter(|character| !character.is_whitespace());
    folded.flat_map(char::to_lowercase).collect()
}

fn identity(column: &Column<'_>) -> String {
    match column {
        Column::Day => "date".to_owned(),
        Column::Figure(metric, _) => format!("figure {}", metric.id),
        Column::Label(label) => format!("label {label}"),
    }
}

/// Whether a column has cells, and all of them are numbers.
fn holds_numbers(rows: &[Row], column: usize) -> bool {
    let mut cells = rows.iter().filter_map(|row| row.cell(column)).peekable();
    cells.peek().is_some() && cells.all(is_number)
}

fn is_number(cell: &Cell) -> bool {
    let written: String = fold(&cell.text).chars().filter(|character| !matches!(character, ',' | '%')).collect();
    matches!(cell.meaning, Meaning::Number(_)) || written.parse::<Decimal>().is_ok()
}

/// Cells above which no name stands, one finding for each such column.
fn tell_unnamed(sheet: &Sheet, header: &Row, rows: &[Row], report: &mut Report<'_>) {
    let mut told = BTreeSet::new();
    for row in rows {
        for cell in &row.cells {
            let named = header.cell(cell.column).is_some_and(|name| !name.repeats);
            if !named && !cell.repeats && told.insert(cell.column) {
                let place = sheet.place(report.path, row, cell);
                report.tell(Finding::error(Code::FiguresUnreadable, place, "ledger-column-unnamed"));
            }
        }
    }
}
