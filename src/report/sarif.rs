//! Findings as SARIF 2.1.0, for editors and code hosts.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Messages, Told};
use crate::diag::{Finding, Place, Severity};

/// All findings as one log, on one line.
pub fn sarif(findings: &[Finding], messages: &Messages) -> String {
    let codes: BTreeSet<&str> = findings.iter().map(|finding| finding.code.as_str()).collect();
    let rules: Vec<Value> = codes.iter().map(|code| json!({ "id": code })).collect();
    let results: Vec<Value> = findings.iter().map(|finding| result(finding, messages)).collect();
    let driver = json!({ "name": "miao", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results }],
    })
    .to_string()
}

fn result(finding: &Finding, messages: &Messages) -> Value {
    let told = Told::of(finding, messages);
    let text = match &told.help {
        Some(help) => format!("{}\n{help}", told.message),
        None => told.message.clone(),
    };
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    };
    let locations: Vec<Value> = finding.place.iter().map(|place| location(place, told.cell.as_deref())).collect();
    json!({ "ruleId": finding.code.as_str(), "level": level, "message": { "text": text }, "locations": locations })
}

fn location(place: &Place, cell: Option<&str>) -> Value {
    const UNSAFE: &percent_encoding::AsciiSet =
        &percent_encoding::CONTROLS.add(b' ').add(b'"').add(b'%').add(b'#').add(b'?').add(b'[').add(b']');
    let uri = percent_encoding::utf8_percent_encode(place.path.as_str(), UNSAFE).to_string();
    let mut physical = json!({ "artifactLocation": { "uri": uri } });
    if let Some(position) = &place.position {
        let end = position.column + position.width;
        physical["region"] = json!({ "startLine": position.line, "startColumn": position.column, "endColumn": end });
    }
    let mut location = json!({ "physicalLocation": physical });
    if let Some(cell) = cell {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": cell }]);
    }
    location
}
