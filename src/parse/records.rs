//! `[[records]]`: rows of figures and labels, each with its own day if it has one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::de::DeValue;

use super::stated::{Located, StatedFigure, read_figure, stated_metric, unknown_metric};
use crate::base::Day;
use crate::config::Config;
use crate::diag::{Code, Finding, Message, Place};
use crate::tables::{TableReader, moment_of_datetime, moment_of_text};

/// The records of a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Records {
    /// None.
    #[default]
    None,
    /// Rows that stand in the head, or that were read from its ledger.
    Rows(Vec<Record>),
    /// The name of a ledger of the bundle, not read yet.
    File(Located<String>),
}

impl Records {
    /// The rows that are there.
    pub fn rows(&self) -> &[Record] {
        match self {
            Self::Rows(rows) => rows,
            Self::None | Self::File(_) => &[],
        }
    }
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Record {
    /// Its day, where it has one of its own.
    pub day: Option<Day>,
    /// Its figures.
    pub figures: Vec<StatedFigure>,
    /// Its labels, by their names.
    pub labels: BTreeMap<String, String>,
    /// Where it stands.
    pub place: Place,
}

pub(super) fn read_records(reader: &TableReader<'_>, config: &Config) -> Records {
    let Some(value) = reader.raw("records") else { return Records::None };
    let place = reader.source().place(value.span());
    match value.get_ref() {
        DeValue::String(name) if !name.trim().is_empty() => {
            Records::File(Located { value: name.trim().to_owned(), place })
        }
        DeValue::Array(rows) => {
            let tables = rows.iter().filter_map(|row| match row.get_ref().as_table() {
                Some(table) => Some(TableReader::new(reader.source(), table)),
                None => {
                    reader.wrong_type("records", row.span(), "value-wants-table");
                    None
                }
            });
            Records::Rows(tables.map(|table| read_record(reader, &table, &place, config)).collect())
        }
        _ => {
            reader.wrong_type("records", value.span(), "value-wants-records");
            Records::None
        }
    }
}

fn read_record(reader: &TableReader<'_>, table: &TableReader<'_>, place: &Place, config: &Config) -> Record {
    let mut record = Record { day: None, figures: Vec::new(), labels: BTreeMap::new(), place: place.clone() };
    let mut findings = Vec::new();
    for (key, value) in table.entries() {
        if key.value == "date" {
            record.day = table.moment("date").map(|moment| moment.value.day());
        } else if let Some(metric) = stated_metric(key.value, config) {
            let figure = read_figure(table, metric, value, config);
            record.figures.extend(figure);
        } else {
            if matches!(value.get_ref(), DeValue::Integer(_) | DeValue::Float(_)) && !is_label(key.value, config) {
                let place = table.source().place(key.span.clone());
                findings.push(unknown_metric(key.value, place, config));
                continue;
            }
            match label_of(value.get_ref()) {
                Some(label) => {
                    record.labels.insert(key.value.to_owned(), label);
                }
                None => findings.push(not_a_label(table, key.value, value.span())),
            }
        }
    }
    reader.report_all(findings);
    reader.report_all(table.take_findings());
    record
}

/// A number under a name that no kind declares as a label is a figure, and its name may be a slip.
fn is_label(name: &str, config: &Config) -> bool {
    config.kinds.values().any(|kind| kind.labels.iter().any(|label| label == name))
}

fn not_a_label(table: &TableReader<'_>, key: &str, span: std::ops::Range<usize>) -> Finding {
    let message = Message::new("record-label-unreadable").with("key", key);
    Finding::error(Code::HeadValue, table.source().place(span), message)
}

/// A label is a text; a number or a day in its place is told as it is written.
fn label_of(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.trim().to_owned()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Datetime(datetime) => moment_of_datetime(datetime).map(|moment| moment.day().to_string()),
        _ => None,
    }
}

/// The day of a ledger's cell, where it is one.
pub fn day_of_cell(text: &str) -> Option<Day> {
    moment_of_text(text).map(|moment| moment.day())
}
