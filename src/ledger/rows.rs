//! The rows below the first: figures, labels and days.

use std::collections::BTreeMap;

use super::columns::{Column, Columns, fold};
use super::dates::read_day;
use super::report::{Report, info};
use super::sheet::{Cell, Meaning, Row, Sheet};
use crate::base::Day;
use crate::config::Config;
use crate::diag::{Code, Finding, Message};
use crate::figures::{FigureProblem, Metric, ProblemKind, Reading, read_float, read_text};
use crate::parse::{Record, StatedFigure, odd_figure, unreadable_figure};

/// A row and what is needed to read it.
#[derive(Clone, Copy)]
struct Line<'s> {
    sheet: &'s Sheet,
    row: &'s Row,
    config: &'s Config,
}

/// Reads all rows but the first. A cell that can't be read is told and left out.
pub(super) fn read_records(
    sheet: &Sheet,
    columns: &Columns<'_>,
    config: &Config,
    report: &mut Report<'_>,
) -> Vec<Record> {
    if let [header] = &sheet.rows[..]
        && let Some(first) = header.cells.first()
    {
        let place = sheet.place(report.path, header, first);
        report.tell(Finding::warning(Code::FiguresUnreadable, place, "ledger-no-rows"));
    }
    let mut records = Vec::new();
    for row in sheet.rows.iter().skip(1) {
        let Some(first) = row.cells.iter().find(|cell| !cell.repeats) else { continue };
        if is_total(&first.text) {
            let message = Message::new("ledger-total-skipped").with("name", &first.text);
            report.tell(info(Code::FiguresUnreadable, sheet.place(report.path, row, first), message));
            continue;
        }
        let record = Line { sheet, row, config }.record(first, columns, report);
        // Rows that were numbered before anything was filled in say nothing yet.
        if record.day.is_some() || !record.figures.is_empty() || !record.labels.is_empty() {
            records.push(record);
        }
    }
    records
}

/// A row that adds up the others: as a record it would count everything twice.
fn is_total(text: &str) -> bool {
    let folded = fold(text);
    let name = folded.trim_end_matches([':', '：']);
    matches!(name, "合计" | "总计" | "小计" | "共计" | "总和" | "total" | "subtotal" | "grandtotal" | "sum")
}

impl Line<'_> {
    fn record(self, first: &Cell, columns: &Columns<'_>, report: &mut Report<'_>) -> Record {
        let place = self.sheet.place(report.path, self.row, first);
        let mut record = Record { day: None, figures: Vec::new(), labels: BTreeMap::new(), place };
        for cell in &self.row.cells {
            match columns.get(&cell.column) {
                _ if cell.meaning == Meaning::Failed => self.tell_formula("ledger-cell-failed", cell, report),
                Some(_) if cell.meaning == Meaning::Uncomputed => {
                    self.tell_formula("ledger-cell-uncomputed", cell, report);
                }
                Some(Column::Day) => record.day = self.day(cell, report),
                Some(Column::Label(label)) => {
                    record.labels.insert(label.clone(), cell.text.clone());
                }
                Some(Column::Figure(metric, unit)) if !cell.repeats => {
                    record.figures.extend(self.figure(cell, metric, unit.as_deref(), report));
                }
                Some(Column::Figure(..)) | None => {}
            }
        }
        record
    }

    fn tell_formula(self, id: &'static str, cell: &Cell, report: &mut Report<'_>) {
        let message = Message::new(id).with("value", &cell.text);
        let place = self.sheet.place(report.path, self.row, cell);
        report.tell(Finding::error(Code::FiguresUnreadable, place, message));
    }

    fn day(self, cell: &Cell, report: &mut Report<'_>) -> Option<Day> {
        let day = match cell.meaning {
            Meaning::Day(day) => Some(day),
            Meaning::Written => read_day(&cell.text),
            // People type 20230314; a bare 45000 is a date whose format got lost.
            Meaning::Number(_) => read_day(&cell.text),
            Meaning::Other | Meaning::Failed | Meaning::Uncomputed => None,
        };
        if day.is_none() {
            let message = Message::new("ledger-date-unreadable").with("value", &cell.text);
            report.tell(Finding::error(Code::HeadDate, self.sheet.place(report.path, self.row, cell), message));
        }
        day
    }

    fn figure(self, cell: &Cell, metric: &Metric, unit: Option<&str>, report: &mut Report<'_>) -> Option<StatedFigure> {
        if states_nothing(cell) {
            return None;
        }
        let place_of = |at: usize, width: usize| {
            let length = cell.text.chars().count();
            let start = at.min(length);
            let meant = if width == 0 { 0..length } else { start..(start + width).min(length) };
            self.sheet.place_within(report.path, self.row, cell, meant)
        };
        match self.reading(cell, metric, unit) {
            Ok(reading) => {
                let place = place_of(0, 0);
                for warning in &reading.warnings {
                    let finding = odd_figure(warning.kind, metric, place_of(warning.at, warning.width));
                    report.tell(finding);
                }
                Some(StatedFigure { metric: metric.id.clone(), figure: reading.figure, place })
            }
            Err(problem) => {
                let finding = unreadable_figure(&problem, metric, place_of(problem.at, problem.width));
                report.tell(finding);
                None
            }
        }
    }

    fn reading(self, cell: &Cell, metric: &Metric, unit: Option<&str>) -> Result<Reading, FigureProblem> {
        let metrics = &self.config.metrics;
        match (cell.meaning, unit) {
            (Meaning::Number(number), None) => read_float(number, metric),
            (Meaning::Number(_) | Meaning::Written, Some(unit)) if !fold(&cell.text).ends_with(unit) => {
                read_text(&format!("{}{unit}", cell.text), metric, metrics)
            }
            (Meaning::Number(_) | Meaning::Written, _) => read_text(&cell.text, metric, metrics),
            _ => Err(FigureProblem { kind: ProblemKind::WrongType, at: 0, width: 0 }),
        }
    }
}

/// Zero, not stated and not applicable are three things (STAT-6); the last two are not figures.
fn states_nothing(cell: &Cell) -> bool {
    let nothing = matches!(cell.text.as_str(), "—" | "——" | "-" | "--" | "–" | "－" | "/" | "／" | "…" | "……" | "无");
    cell.meaning == Meaning::Written && nothing
}
