//! A portal with one post and its ledger.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::SitePath;
use crate::config::{Config, Language, read_config};
use crate::diag::Finding;
use crate::figures::plain;
use crate::ledger::read_ledgers;
use crate::markdown;
use crate::parse::{Document, DocumentKind, Head, ParseContext, Record, parse_document};
use crate::source::{Asset, AssetBytes, Sources};
use crate::words::Words;

const SITE: &str = r#"
name = "x"
base_url = "https://x.example"

[metrics.funds]
label = "资助资金"
unit = "元"

[metrics.students]
label = "受助学生"
unit = "名"
summed_unit = "人次"

[metrics.attendance]
label = "参学率"
unit = "%"
nature = "rate"

[metrics.badges]
label = "二星章（个人）"
unit = "名"

[kinds.donation]
labels = ["学校", "donor"]
"#;

/// What came of a ledger.
pub(super) struct Outcome {
    pub(super) head: Head,
    pub(super) findings: Vec<Finding>,
}

pub(super) fn path(path: &str) -> SitePath {
    SitePath::new(path).expect("a sound path")
}

fn config() -> Config {
    let read = read_config(&path("site.toml"), SITE);
    assert!(read.findings.is_empty(), "{:?}", read.findings);
    read.value
}

fn post(head: &str, config: &Config) -> Document {
    let text: Arc<str> = format!("+++\n{head}\n+++\n").into();
    let markdown = markdown::Options::default();
    let known = Default::default();
    let context = ParseContext { config, markdown: Arc::new(markdown), print: Default::default(), known: &known };
    let document = parse_document(&path("content/aid/a/index.md"), &text, &context);
    assert!(document.findings.is_empty(), "{:?}", document.findings);
    document.value
}

/// Reads a post whose head is `head`, beside these files.
pub(super) fn read(head: &str, files: &[(&str, &[u8])]) -> Outcome {
    let config = config();
    let mut sources = Sources::default();
    for (name, bytes) in files {
        let path = path(&format!("content/aid/a/{name}"));
        let asset = Asset {
            length: bytes.len() as u64,
            picture: None,
            bytes: AssetBytes::Memory(Arc::from(*bytes)),
            stamp: Default::default(),
        };
        if matches!(path.extension().as_str(), "csv" | "xlsx") {
            sources.ledgers.insert(path.clone(), Arc::from(*bytes));
        }
        sources.assets.insert(path, asset);
    }
    let words = Words::new(Language::Chinese, BTreeMap::from([("label_donor".to_owned(), "捐赠方".to_owned())]));
    let mut documents = [Arc::new(post(head, &config))];
    let mut findings = Vec::new();
    read_ledgers(&mut documents, &sources, &config, &words, &mut findings);
    let [document] = documents;
    let DocumentKind::Post(head) = &document.kind else { panic!("a post") };
    Outcome { head: Head::clone(head), findings }
}

pub(super) fn csv(text: &str) -> Outcome {
    read("kind = 'donation'\nrecords = 'a.csv'", &[("a.csv", text.as_bytes())])
}

pub(super) fn xlsx(bytes: &[u8]) -> Outcome {
    read("kind = 'donation'\nrecords = 'a.xlsx'", &[("a.xlsx", bytes)])
}

fn shown(record: &Record) -> String {
    let day = record.day.map(|day| day.to_string());
    let labels = record.labels.iter().map(|(name, text)| format!("{name}={text}"));
    let figures = record.figures.iter().map(|stated| {
        let (value, bound) = (plain(stated.figure.value()), stated.figure.bound().as_str());
        format!("{}:{value}{}", stated.metric, if bound == "exact" { String::new() } else { format!(" {bound}") })
    });
    day.into_iter().chain(labels).chain(figures).collect::<Vec<_>>().join(" ")
}

impl Outcome {
    /// Each row on a line: its day, its labels, its figures.
    pub(super) fn rows(&self) -> Vec<String> {
        self.head.records.rows().iter().map(shown).collect()
    }

    /// Each finding: code, message, and the place as line:column+width.
    pub(super) fn told(&self) -> Vec<String> {
        let told = self.findings.iter().map(|finding| {
            let position = finding.place.as_ref().and_then(|place| place.position.as_ref());
            let at = position.map(|at| format!(" {}:{}+{}", at.line, at.column, at.width)).unwrap_or_default();
            format!("{} {}{at}", finding.code.as_str(), finding.message.id)
        });
        told.collect()
    }

    /// The rows, where nothing is to be told.
    pub(super) fn clean(&self) -> Vec<String> {
        assert_eq!(self.told(), Vec::<String>::new());
        self.rows()
    }
}
