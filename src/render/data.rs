//! The open data (STAT-8): posts and figures for programs and spreadsheets, and their definitions.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use serde_json::{Value, json};

use super::Page;
use crate::base::{SitePath, Spreadsheet};
use crate::figures::{Figure, plain};
use crate::model::{ListKey, Outline};
use crate::stats::{PostFacts, RecordFacts, Span};

/// A published post in data/posts.json.
#[derive(Serialize)]
struct PostEntry<'p> {
    title: &'p str,
    url: String,
    path: &'p str,
    date: Option<String>,
    updated: Option<String>,
    category: Option<String>,
    kind: Option<&'p str>,
    source: Option<&'p str>,
    summary: &'p str,
    terms: &'p BTreeMap<String, Vec<String>>,
    /// The post whose figures these repeat.
    same_as: Option<String>,
    figures: Vec<FigureEntry<'p>>,
    records: Vec<RecordEntry<'p>>,
}

/// A record of a post there.
#[derive(Serialize)]
struct RecordEntry<'p> {
    date: Option<String>,
    labels: &'p BTreeMap<String, String>,
    figures: Vec<FigureEntry<'p>>,
}

/// A figure of a post there.
#[derive(Serialize)]
struct FigureEntry<'p> {
    metric: &'p str,
    label: &'p str,
    value: String,
    unit: &'p str,
    bound: &'static str,
    text: String,
    /// Whether it adds to totals; what doesn't is stated elsewhere too.
    counted: bool,
}

/// data/posts.json, written straight from its parts: of ten thousand posts a tree of values would take longer than all of
/// that.
#[derive(Serialize)]
struct PostsDocument<'p> {
    name: &'p str,
    url: String,
    as_of: String,
    posts: Vec<PostEntry<'p>>,
}

impl Page<'_> {
    /// data/posts.json: every post, the newest first, but for notices that have come down.
    pub(super) fn posts_json(&self) -> Vec<u8> {
        let lens = &self.pages.lens;
        let config = lens.config();
        let posts = lens.list(&ListKey::Newest).iter().map(|id| lens.outline(*id)).filter(|post| !post.expired);
        let facts: HashMap<&SitePath, &PostFacts> = lens.facts().iter().map(|facts| (&facts.path, facts)).collect();
        let entries: Vec<PostEntry<'_>> =
            posts.filter_map(|post| Some(self.post_entry(post, facts.get(&post.card().path)?))).collect();
        let (url, as_of) = (config.base_url.as_text(), lens.today().to_string());
        json_bytes(&PostsDocument { name: &config.name, url, as_of, posts: entries })
    }

    fn post_entry<'p>(&'p self, post: Outline<'p>, facts: &'p PostFacts) -> PostEntry<'p> {
        let lens = &self.pages.lens;
        let config = lens.config();
        let card = post.card();
        let stated = post.head().figures.iter();
        let figures = stated.filter_map(|stated| self.figure_entry(&stated.metric, &stated.figure, (facts, None)));
        let same_as = facts.repeats.as_ref().and_then(|path| lens.card_at(path));
        PostEntry {
            title: &card.title,
            url: config.base_url.permalink(&post.url),
            path: card.path.as_str(),
            date: post.date.map(|date| date.machine()),
            updated: post.head().updated.map(|date| date.machine()),
            category: post.category.map(|id| lens.category(id).folder.clone()),
            kind: post.kind(),
            source: post.head().source.as_deref(),
            summary: &card.summary,
            terms: &post.head().terms,
            same_as: same_as.map(|repeated| config.base_url.permalink(&repeated.url)),
            figures: figures.collect(),
            records: facts.records.iter().map(|record| self.record_entry(record, facts)).collect(),
        }
    }

    fn record_entry<'p>(&'p self, record: &'p RecordFacts, facts: &'p PostFacts) -> RecordEntry<'p> {
        let stated = record.figures.iter();
        let figures = stated.filter_map(|(metric, figure)| self.figure_entry(metric, figure, (facts, Some(record))));
        RecordEntry { date: record.day.map(|day| day.to_string()), labels: &record.labels, figures: figures.collect() }
    }

    fn figure_entry<'p>(
        &'p self,
        metric: &str,
        figure: &Figure,
        (facts, record): (&PostFacts, Option<&RecordFacts>),
    ) -> Option<FigureEntry<'p>> {
        let config = self.pages.lens.config();
        let metric = config.metrics.get(metric)?;
        Some(FigureEntry {
            metric: &metric.id,
            label: &metric.label,
            value: plain(figure.value()),
            unit: &metric.unit,
            bound: figure.bound().as_str(),
            text: config.language.figure_text(figure.phrase(), &metric.unit),
            counted: facts.counts(&metric.id, record),
        })
    }

    /// data/figures.csv: one row for each figure of a head or a record, the columns' ids first. What people call the
    /// columns is in labels.csv and in datapackage.json. Of one metric alone: data/figures/<metric>.csv.
    pub(super) fn figures_csv(&self, only: Option<&str>) -> Vec<u8> {
        let mut sheet = Spreadsheet::new(&COLUMNS);
        for facts in self.pages.lens.facts() {
            for row in self.rows(facts, only) {
                sheet.row(&row.each_ref().map(String::as_str));
            }
        }
        sheet.finish()
    }

    /// data/labels.csv: the columns of all these files, and below each what people call it (STAT-8).
    pub(super) fn labels_csv(&self) -> Vec<u8> {
        let mut sheet = Spreadsheet::new(&COLUMNS);
        let labels = COLUMNS.map(|column| self.pages.words.get(&format!("column_{column}")));
        sheet.row(&labels.each_ref().map(String::as_str));
        sheet.finish()
    }

    fn rows(&self, facts: &PostFacts, only: Option<&str>) -> Vec<[String; 11]> {
        let wanted = |metric: &str| only.is_none_or(|only| only == metric);
        if !facts.metric_ids().any(wanted) {
            return Vec::new();
        }
        let lens = &self.pages.lens;
        let Some(post) = lens.card_at(&facts.path) else { return Vec::new() };
        let config = lens.config();
        let row = |metric: &str, figure: &Figure, record: Option<(&RecordFacts, &str)>| {
            let span = record.map_or(facts.span, |(record, _)| record.span(facts));
            let counted = if facts.counts(metric, record.map(|(record, _)| record)) { "yes" } else { "no" };
            let known = config.metrics.get(metric);
            let day = |pick: fn(Span) -> crate::base::Day| span.map(|span| pick(span).to_string()).unwrap_or_default();
            [
                config.base_url.permalink(&post.url),
                post.title.clone(),
                day(|span| span.from),
                day(|span| span.to),
                metric.to_owned(),
                known.map(|metric| metric.label.clone()).unwrap_or_default(),
                plain(figure.value()),
                known.map(|metric| metric.unit.clone()).unwrap_or_default(),
                figure.bound().as_str().to_owned(),
                record.map(|(_, part)| part).unwrap_or_default().to_owned(),
                counted.to_owned(),
            ]
        };
        let of_head = facts.figures.iter().filter(|(metric, _)| wanted(metric));
        let mut rows: Vec<_> = of_head.map(|(metric, figure)| row(metric, figure, None)).collect();
        for record in &facts.records {
            let part = record.labels.iter().map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join("; ");
            let part = if part.is_empty() { "record".to_owned() } else { part };
            let figures = record.figures.iter().filter(|(metric, _)| wanted(metric));
            rows.extend(figures.map(|(metric, figure)| row(metric, figure, Some((record, &part)))));
        }
        rows
    }

    /// data/datapackage.json: what the files hold, as Frictionless describes it.
    pub(super) fn data_package(&self) -> Vec<u8> {
        let lens = &self.pages.lens;
        let config = lens.config();
        let fields: Vec<Value> = COLUMNS.iter().map(|column| {
            json!({ "name": column, "type": column_type(column), "title": self.pages.words.get(&format!("column_{column}")) })
        }).collect();
        let metrics: Vec<Value> = config
            .metric_order
            .iter()
            .filter_map(|id| config.metrics.get(id))
            .map(|metric| {
                json!({
                    "id": metric.id, "label": metric.label, "unit": metric.unit, "nature": metric.nature.as_str(),
                    "per": metric.per, "summed_unit": metric.summed_unit, "definition": metric.definition,
                })
            })
            .collect();
        let sheet = |name: &str, path: &str, title: &str, fields: &[Value]| {
            json!({
                "name": name, "path": path, "title": title, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                "profile": "tabular-data-resource", "dialect": { "header": true, "lineTerminator": "\r\n" },
                "schema": { "fields": fields, "missingValues": [""] },
            })
        };
        let table = |name: &str, path: &str, title: &str| sheet(name, path, title, &fields);
        let texts = COLUMNS.map(|column| json!({ "name": column, "type": "string" }));
        let mut resources = vec![
            table("figures", "figures.csv", &config.name),
            sheet("labels", "labels.csv", &self.pages.words.get("data_labels"), &texts),
            json!({
                "name": "posts", "path": "posts.json", "format": "json",
                "mediatype": "application/json", "encoding": "utf-8",
            }),
        ];
        // Names of resources are unique and of few characters; ids of metrics may have others.
        let stated = lens.stated_metrics().into_iter().enumerate();
        resources.extend(stated.map(|(index, metric)| {
            let path = format!("figures/{}.csv", metric.id);
            table(&format!("metric-{}", index + 1), &path, &metric.label)
        }));
        json_bytes(&json!({
            "name": "miao-portal", "title": config.name, "description": config.description,
            "homepage": config.base_url.as_text(), "created": format!("{}T00:00:00+08:00", lens.today()),
            "resources": resources,
            "metrics": metrics,
        }))
    }
}

/// The columns of figures.csv, in their order.
const COLUMNS: [&str; 11] =
    ["url", "title", "from", "to", "metric", "label", "value", "unit", "bound", "record", "counted"];

fn column_type(column: &str) -> &'static str {
    match column {
        "from" | "to" => "date",
        "value" => "number",
        _ => "string",
    }
}

fn json_bytes(document: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(document).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}
