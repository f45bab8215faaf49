//! Ledgers: files of a bundle whose rows are the records of its post (product section 2).
//!
//! Owns the way from the bytes of a CSV or XLSX file to [`Record`](crate::parse::Record)s: encodings, delimiters, sheets,
//! the names of columns, dates as people type them. It opens no file, never repairs a number, and leaves the meaning of
//! figures to `figures`. Start at [`read_ledgers`]; then `csv` and `xlsx`, which both give a `Sheet`, `columns`, which
//! reads its first row, and `rows`, which reads the others.
//!
//! What is decided here, where the contract is silent:
//! - Hidden rows and columns of a workbook are data; hidden sheets are not read. The first visible sheet with rows counts.
//!   Another is told, and is an error where it has a column of the first: a sheet a month would lose all months but one.
//! - A formula counts with the value that the office program stored; one without a value is told. A number has the 15 digits that Excel and WPS show,
//!   so that what they compute as 9.899999999999999 is the 9.9 on the screen.
//! - A cell formatted as a percentage is read as what it shows: 0.985 is `98.5%`, right for a rate in % and an error for
//!   any other metric. Without that format 0.985 is 0.985 %.
//! - A column whose header has a unit in 万 or 亿 (`资助资金（万元）`) has its numbers in that unit.
//! - Cells merged downwards repeat their day or label in each row; a merged figure counts once, in its first row.
//! - A row of totals (合计) is left out and told; a column of row numbers (序号) is left out.
//! - Empty cells, and `—`, `-`, `/` and 无 in the column of a metric, state nothing (STAT-6).

mod columns;
mod container;
mod csv;
mod dates;
mod locate;
mod report;
mod rows;
mod sheet;
mod xlsx;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::Print;
use crate::config::Config;
use crate::diag::Finding;
use crate::parse::{Document, DocumentKind, Head, Record, Records};
use crate::source::Sources;
use crate::words::Words;

use columns::Vocabulary;
use locate::{Located, locate};
use report::Report;
pub use xlsx::{RowText, all_cells};

/// Reads the ledgers that heads name, and puts their rows into the heads. A ledger that can't be read leaves its post
/// without rows and says why in `findings`. `words` have the names under which labels are shown.
pub fn read_ledgers(
    documents: &mut [Arc<Document>],
    sources: &Sources,
    config: &Config,
    words: &Words,
    findings: &mut Vec<Finding>,
) {
    let kinds = kinds_of_folders(documents);
    let told = documents.par_iter_mut().map(|document| {
        let DocumentKind::Post(head) = &document.kind else { return Vec::new() };
        let Records::File(name) = &head.records else { return Vec::new() };
        let found = locate(name, document.path.folder(), sources);
        let kind = head.kind.as_ref().map(|kind| kind.value.as_str());
        let kind = kind.or_else(|| inherited_kind(document.path.folder(), &kinds));
        let vocabulary = Vocabulary { config, words, kind: kind.and_then(|kind| config.kinds.get(kind)) };
        let mut head = Head::clone(head);
        let findings = take_rows(&mut head, found, &vocabulary);
        let rows = Print::of(&(&head.records, &head.ledger));
        let document = Arc::make_mut(document);
        document.kind = DocumentKind::Post(Arc::new(head));
        document.print = Print::of(&(document.print, rows));
        document.head_print = Print::of(&(document.head_print, rows));
        findings
    });
    findings.extend(told.collect::<Vec<_>>().into_iter().flatten());
}

fn take_rows(head: &mut Head, found: Result<Located<'_>, Finding>, vocabulary: &Vocabulary<'_>) -> Vec<Finding> {
    let (rows, findings) = match found {
        Ok(located) => {
            let mut report = Report::new(&located.path);
            let rows = read_rows(&located, vocabulary, &mut report);
            let findings = report.finish();
            // The file itself is Miao's to read: it may hold more than the page shows.
            head.ledger = Some(located.path);
            (rows, findings)
        }
        Err(finding) => (Vec::new(), vec![finding]),
    };
    head.records = Records::Rows(rows);
    findings
}

fn read_rows(located: &Located<'_>, vocabulary: &Vocabulary<'_>, report: &mut Report<'_>) -> Vec<Record> {
    let sheet = match located.format {
        locate::Format::Csv => csv::read_csv(located.bytes, report),
        locate::Format::Xlsx => xlsx::read_xlsx(located.bytes, report),
    };
    let Some(sheet) = sheet else { return Vec::new() };
    match columns::read_columns(&sheet, vocabulary, report) {
        Some(columns) => rows::read_records(&sheet, &columns, vocabulary.config, report),
        None => Vec::new(),
    }
}

/// The kinds that categories state for their posts, by folder.
fn kinds_of_folders(documents: &[Arc<Document>]) -> BTreeMap<String, String> {
    let stated = documents.iter().filter_map(|document| match &document.kind {
        DocumentKind::Index(head) => Some((document.path.folder().to_owned(), head.kind.as_ref()?.value.clone())),
        DocumentKind::Post(_) => None,
    });
    stated.collect()
}

fn inherited_kind<'k>(folder: &str, kinds: &'k BTreeMap<String, String>) -> Option<&'k str> {
    let mut folder = folder;
    loop {
        if let Some(kind) = kinds.get(folder) {
            return Some(kind);
        }
        folder = folder.rsplit_once('/')?.0;
    }
}
