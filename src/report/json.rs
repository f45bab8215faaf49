//! One finding as a line of JSON (product section 6).

use serde::Serialize;

use super::Messages;
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

/// The finding as one line, without its end.
pub fn json_line(finding: &Finding, messages: &Messages) -> String {
    let place = finding.place.as_ref();
    let position = place.and_then(|place| place.position.as_ref());
    let line = Line {
        code: finding.code.as_str(),
        severity: finding.severity.as_str(),
        path: place.map(|place| place.path.as_str()),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        message: messages.text(&finding.message),
        help: messages.help(&finding.message),
    };
    serde_json::to_string(&line).unwrap_or_default()
}
