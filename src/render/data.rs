//! The open data (STAT-8): posts and figures for programs and spreadsheets, and their definitions.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use serde::Serialize;
use serde_json::{Value, json};

use super::Page;
use super::pieces::Whole;
use crate::base::{Print, Spreadsheet};
use crate::config::Config;
use crate::figures::{Figure, plain};
use crate::model::{Card, Outline, Told};
use crate::plan::{Job, data_file};
use crate::stats::{PostFacts, RecordFacts, Span};

/// A published post in data/posts.json.
#[derive(Serialize)]
struct PostEntry<'p> {
    title: &'p str,
    url: String,
    path: &'p str,
    date: Option<String>,
    updated: Option<String>,
    category: Option<&'p str>,
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
/// that. The posts stand last, so that they can be put between its beginning and its end.
#[derive(Serialize)]
struct PostsDocument<'p> {
    name: &'p str,
    url: String,
    as_of: String,
    posts: [PostEntry<'p>; 0],
}

/// How many posts make a piece of a file, which is written by one thread in one go, and again where one of them has changed.
const POSTS_A_PIECE: usize = 256;

/// About how many bytes a post is.
const USUAL_ENTRY: usize = 1024;

/// About how many bytes its rows of figures.csv are.
const USUAL_ROWS: usize = 640;

/// A post of it, with all of the site that it is written from.
struct Published<'p> {
    post: Outline<'p>,
    told: Told<'p>,
    category: Option<&'p str>,
    /// The address of the post whose figures it repeats.
    same_as: Option<&'p str>,
}

/// All that it is written from, but for what site.toml says.
impl Hash for Published<'_> {
    fn hash<H: Hasher>(&self, printer: &mut H) {
        (self.post.print(), self.told.print, self.category, self.same_as).hash(printer);
    }
}

/// A post of figures.csv.
struct Stating<'p> {
    told: Told<'p>,
    card: &'p Card,
}

/// All that its rows are written from, but for what site.toml says.
impl Hash for Stating<'_> {
    fn hash<H: Hasher>(&self, printer: &mut H) {
        (self.told.print, &self.card.url, &self.card.title).hash(printer);
    }
}

impl Page<'_> {
    /// data/posts.json: every post, the newest first, but for notices that have come down. One post is one line, so that
    /// what changed can be seen by comparing lines.
    pub(super) fn posts_json(&self) -> Vec<u8> {
        let lens = &self.pages.lens;
        let config = lens.config();
        let outlines = lens.outlines();
        let published = outlines.iter().filter(|(post, _)| !post.expired).map(|&(post, told)| {
            let category = post.category.map(|id| lens.category(id).folder.as_str());
            let repeated = told.facts.repeats.as_ref().and_then(|path| lens.card_at(path));
            let same_as = repeated.map(|card| card.url.as_str());
            Published { post, told, category, same_as }
        });
        // What is read is noted by this thread alone; the writing needs no lens.
        let published: Vec<Published<'_>> = published.collect();
        let (url, as_of) = (config.base_url.as_text(), lens.today().to_string());
        let empty = json_bytes(&PostsDocument { name: &config.name, url, as_of, posts: [] });
        let Some(beginning) = empty.strip_suffix(END_OF_EMPTY).filter(|_| !published.is_empty()) else { return empty };
        let Some(whole) = self.whole(&Job::PostsJson) else { return Vec::new() };
        let whole = Whole { beginning, between: b",", end: b"\n  ]\n}\n", ..whole };
        self.of_posts(whole, &published, |posts| posts_bytes(posts, config))
    }

    /// data/figures.csv: one row for each figure of a head or a record, the columns' ids first. What people call the
    /// columns is in labels.csv and in datapackage.json. Of one metric alone: data/figures/<metric>.csv.
    pub(super) fn figures_csv(&self, only: Option<&str>) -> Vec<u8> {
        let lens = &self.pages.lens;
        let config = lens.config();
        let stating = lens.stating(only).into_iter().map(|(told, card)| Stating { told, card });
        let job = only.map_or(Job::FiguresCsv, |metric| Job::MetricCsv(metric.to_owned()));
        let Some(whole) = self.whole(&job) else { return Vec::new() };
        let whole = Whole { beginning: &Spreadsheet::new(&COLUMNS).finish(), ..whole };
        self.of_posts(whole, &stating.collect::<Vec<_>>(), |posts| {
            let mut rows = Spreadsheet::rows(posts.len() * USUAL_ROWS);
            posts.iter().for_each(|post| add_rows(&mut rows, post, only, config));
            rows.finish()
        })
    }

    /// A file of the open data without anything in it.
    fn whole(&self, job: &Job) -> Option<Whole<'static>> {
        let path = data_file(job).and_then(|address| address.output())?;
        // One metric's file has its rows alone, so that pieces of one file are none of another's.
        let common = Print::of(&(self.pages.lens.config().print, &path));
        Some(Whole { path, common, beginning: b"", between: b"", end: b"" })
    }

    /// A file of posts, of which those that are as they were aren't written again.
    fn of_posts<T: Hash + Sync>(
        &self,
        whole: Whole<'_>,
        posts: &[T],
        write: impl Fn(&[T]) -> Vec<u8> + Sync,
    ) -> Vec<u8> {
        let pieces: Vec<&[T]> = posts.chunks(POSTS_A_PIECE).collect();
        self.renderer.pieces.put_together(whole, &pieces, |posts| write(posts))
    }

    /// data/labels.csv: the columns of all these files, and below each what people call it (STAT-8).
    pub(super) fn labels_csv(&self) -> Vec<u8> {
        let mut sheet = Spreadsheet::new(&COLUMNS);
        let labels = COLUMNS.map(|column| self.pages.words.get(&format!("column_{column}")));
        sheet.row(&labels.each_ref().map(String::as_str));
        sheet.finish()
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

/// How posts.json ends without posts, behind the beginning of their list.
const END_OF_EMPTY: &[u8] = b"]\n}\n";

/// Some posts as they stand in the document, a line each, without the brackets around all of them.
fn posts_bytes(posts: &[Published<'_>], config: &Config) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(posts.len() * USUAL_ENTRY);
    for post in posts {
        bytes.extend_from_slice(if bytes.is_empty() { b"\n    " } else { b",\n    " });
        // Writing into memory can't fail.
        let _ = serde_json::to_writer(&mut bytes, &post_entry(post, config));
    }
    bytes
}

fn post_entry<'p>(published: &Published<'p>, config: &'p Config) -> PostEntry<'p> {
    let Published { post, told: Told { facts, .. }, category, same_as } = *published;
    let stated = post.head().figures.iter();
    let figures = stated.filter_map(|stated| figure_entry(&stated.metric, &stated.figure, (facts, None), config));
    PostEntry {
        title: &post.card().title,
        url: config.base_url.permalink(&post.url),
        path: post.card().path.as_str(),
        date: post.date.map(|date| date.machine()),
        updated: post.head().updated.map(|date| date.machine()),
        category,
        kind: post.kind(),
        source: post.head().source.as_deref(),
        summary: &post.card().summary,
        terms: &post.head().terms,
        same_as: same_as.map(|url| config.base_url.permalink(url)),
        figures: figures.collect(),
        records: facts.records.iter().map(|record| record_entry(record, facts, config)).collect(),
    }
}

fn record_entry<'p>(record: &'p RecordFacts, facts: &'p PostFacts, config: &'p Config) -> RecordEntry<'p> {
    let stated = record.figures.iter();
    let figures = stated.filter_map(|(metric, figure)| figure_entry(metric, figure, (facts, Some(record)), config));
    RecordEntry { date: record.day.map(|day| day.to_string()), labels: &record.labels, figures: figures.collect() }
}

fn figure_entry<'p>(
    metric: &str,
    figure: &Figure,
    (facts, record): (&PostFacts, Option<&RecordFacts>),
    config: &'p Config,
) -> Option<FigureEntry<'p>> {
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

/// The rows of one post, of all metrics or of one.
fn add_rows(sheet: &mut Spreadsheet, post: &Stating<'_>, only: Option<&str>, config: &Config) {
    let Stating { told: Told { facts, .. }, card } = post;
    let wanted = |metric: &str| only.is_none_or(|only| only == metric);
    let url = config.base_url.permalink(&card.url);
    let mut add = |metric: &str, figure: &Figure, record: Option<&RecordFacts>, (days, part): (&[String; 2], &str)| {
        let known = config.metrics.get(metric);
        sheet.row(&[
            &url,
            &card.title,
            &days[0],
            &days[1],
            metric,
            known.map_or("", |metric| &metric.label),
            &plain(figure.value()),
            known.map_or("", |metric| &metric.unit),
            figure.bound().as_str(),
            part,
            if facts.counts(metric, record) { "yes" } else { "no" },
        ]);
    };
    let days = days_of(facts.span);
    for (metric, figure) in facts.figures.iter().filter(|(metric, _)| wanted(metric)) {
        add(metric, figure, None, (&days, ""));
    }
    for record in &facts.records {
        let part = record.labels.iter().map(|(name, text)| format!("{name}={text}")).collect::<Vec<_>>().join("; ");
        let part = if part.is_empty() { "record".to_owned() } else { part };
        let days = days_of(record.span(facts));
        for (metric, figure) in record.figures.iter().filter(|(metric, _)| wanted(metric)) {
            add(metric, figure, Some(record), (&days, &part));
        }
    }
}

/// The first and the last day; empty where there is none.
fn days_of(span: Option<Span>) -> [String; 2] {
    span.map(|span| [span.from.to_string(), span.to.to_string()]).unwrap_or_default()
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
