//! One finding as a line of JSON (product section 6).

use serde::Serialize;

use super::{Messages, Told};
use crate::diag::Finding;

#[derive(Serialize)]
struct Line<'f> {
    code: &'f str,
    severity: &'f str,
    path: Option<&'f str>,
    line: Option<usize>,
    column: Option<usize>,
    message: String,
    help: Option<String>,
}

/// The finding as one line, without its end. In a workbook the line is the row of the sheet and the column that of the
/// cell, and the message begins with their names: `台账!C4: …`.
pub fn json_line(finding: &Finding, messages: &Messages) -> String {
    let place = finding.place.as_ref();
    let position = place.and_then(|place| place.position.as_ref());
    let cell = position.and_then(|position| position.cell.as_ref());
    let told = Told::of(finding, messages);
    let line = Line {
        code: finding.code.as_str(),
        severity: finding.severity.as_str(),
        path: place.map(|place| place.path.as_str()),
        line: position.map(|position| position.line),
        column: position.map(|position| cell.map_or(position.column, |cell| cell.column)),
        message: match told.cell {
            Some(cell) => format!("{cell}: {}", told.message),
            None => told.message,
        },
        help: told.help,
    };
    serde_json::to_string(&line).unwrap_or_default()
}
