//! The head of a post or page, and that of a category's `_index.md`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::event::{EventHead, Publicity, read_event, read_publicity};
use super::foreign::QUIET_KEYS;
use super::records::{Records, read_records};
use super::stated::{Located, StatedFigure, read_figures};
use crate::base::{Moment, SitePath};
use crate::config::Config;
use crate::diag::{Code, Finding, Message};
use crate::stats::Period;
use crate::tables::{Extra, Keyed, TableReader, free_value, nearest};

/// The head of a post or a standalone page (product section 2).
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Head {
    /// `title`.
    pub title: Option<String>,
    /// `date`.
    pub date: Option<Moment>,
    /// `updated`, or Hugo's `lastmod`.
    pub updated: Option<Moment>,
    /// `draft`.
    pub draft: bool,
    /// `summary`, or `description`.
    pub summary: Option<String>,
    /// `slug`.
    pub slug: Option<Located<String>>,
    /// Zola's `path` or Hugo's `url`: the whole address.
    pub path: Option<Located<String>>,
    /// `aliases`: addresses that lead here.
    pub aliases: Vec<Located<String>>,
    /// `weight`.
    pub weight: Option<i64>,
    /// `pinned`.
    pub pinned: bool,
    /// `template`.
    pub template: Option<Located<String>>,
    /// Terms by taxonomy.
    pub terms: Arc<BTreeMap<String, Vec<String>>>,
    /// `keywords`.
    pub keywords: Vec<String>,
    /// `author` or `authors`.
    pub author: Option<String>,
    /// `source`.
    pub source: Option<String>,
    /// `source_url`, where it is a web address.
    pub source_url: Option<String>,
    /// `organisers`.
    pub organisers: Vec<String>,
    /// `editor`.
    pub editor: Option<String>,
    /// `reviewer`.
    pub reviewer: Option<String>,
    /// `doc_no`.
    pub doc_no: Option<String>,
    /// `cover`: a file of the bundle.
    pub cover: Option<Located<String>>,
    /// `gallery`.
    pub gallery: bool,
    /// `kind`.
    pub kind: Option<Located<String>>,
    /// `period` of the figures.
    pub period: Option<Period>,
    /// `[event]`.
    pub event: Option<EventHead>,
    /// `[figures]`.
    pub figures: Vec<StatedFigure>,
    /// Metrics that `[figures]` has and that could not be read.
    pub unreadable: Vec<String>,
    /// `[[records]]`, or the name of a ledger.
    pub records: Records,
    /// The file of the bundle that the records were read from.
    pub ledger: Option<SitePath>,
    /// `same_as`.
    pub same_as: Option<Located<String>>,
    /// `publicity`.
    pub publicity: Option<Publicity>,
    /// `people`: who can be seen.
    pub people: Option<String>,
    /// `consent_ref`: where the consent is filed (PII-X4).
    pub consent_ref: Option<String>,
    /// `allow`: findings that are right here, each with its reason.
    pub allow: Vec<Located<String>>,
    /// What `allow` has silenced while the file was read.
    pub silenced: Vec<Code>,
    /// `[extra]`, or Hugo's `[params]`. Left out where a head is kept: it is of no type that bytes would tell again.
    #[serde(skip)]
    pub extra: Extra,
}

/// How the posts of a category are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// The newest first.
    #[default]
    Date,
    /// The lightest first.
    Weight,
    /// By title.
    Title,
}

/// How often a category has to be renewed (GOV-C1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateClass {
    /// Within two weeks.
    News,
    /// Within half a year.
    Notice,
    /// Never.
    Static,
}

/// The head of an `_index.md`.
#[derive(Debug, Clone, Default)]
pub struct IndexHead {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: String,
    /// `keywords`.
    pub keywords: Vec<String>,
    /// `column_type`, for `ColumnType`.
    pub column_type: Option<String>,
    /// `sort_by`.
    pub sort_by: SortBy,
    /// `paginate_by`; `None` where the portal's counts.
    pub paginate_by: Option<usize>,
    /// `kind` of its posts.
    pub kind: Option<Located<String>>,
    /// `template` of the category itself.
    pub template: Option<Located<String>>,
    /// `page_template` of its posts.
    pub page_template: Option<Located<String>>,
    /// `weight`: the lightest comes first in the navigation.
    pub weight: Option<i64>,
    /// `hidden`: neither in the navigation nor on the home page.
    pub hidden: bool,
    /// `draft`: not built unless drafts are.
    pub draft: bool,
    /// `aliases`.
    pub aliases: Vec<Located<String>>,
    /// `update_class`: how often it has to be renewed.
    pub update_class: Option<UpdateClass>,
    /// `allow`: findings that are right here, each with its reason.
    pub allow: Vec<Located<String>>,
    /// What `allow` has silenced while the file was read.
    pub silenced: Vec<Code>,
    /// `[extra]`.
    pub extra: Extra,
}

/// Reads the head of a post or a standalone page.
pub(super) fn read_head(reader: &TableReader<'_>, config: &Config) -> Head {
    accept_quietly(reader);
    let (description, summary) = (reader.plain_text("description"), reader.plain_text("summary"));
    let (lastmod, updated) = (reader.moment("lastmod"), reader.moment("updated"));
    let date = reader.moment("date").map(|moment| moment.value);
    let (figures, unreadable) = read_figures(reader, config);
    let mut head = Head {
        unreadable,
        title: reader.plain_text("title"),
        date,
        updated: updated.or(lastmod).map(|moment| moment.value),
        draft: reader.flag("draft").unwrap_or(false),
        summary: summary.or(description),
        slug: located(reader, "slug"),
        path: located(reader, "url").or(located(reader, "path")),
        aliases: located_list(reader, "aliases"),
        weight: reader.integer("weight").map(|weight| weight.value),
        pinned: reader.flag("pinned").unwrap_or(false),
        template: located(reader, "template"),
        terms: Arc::new(read_terms(reader, config)),
        keywords: list(reader, "keywords"),
        kind: read_kind(reader, config),
        period: read_period(reader),
        event: read_event(reader, date),
        figures,
        records: read_records(reader, config),
        same_as: located(reader, "same_as"),
        publicity: read_publicity(reader),
        extra: read_extra(reader),
        ..Head::default()
    };
    read_people(reader, &mut head, config);
    read_pictures(reader, &mut head);
    head
}

/// Who wrote, edited and reviewed it, and where it comes from.
fn read_people(reader: &TableReader<'_>, head: &mut Head, config: &Config) {
    let authors = list(reader, "authors");
    let author = list(reader, "author");
    let named = if author.is_empty() { authors } else { author };
    head.author = (!named.is_empty()).then(|| named.join(config.language.list_comma()));
    head.source = reader.plain_text("source");
    head.source_url = read_web_address(reader, "source_url");
    head.organisers = list(reader, "organisers");
    head.editor = reader.plain_text("editor");
    head.reviewer = reader.plain_text("reviewer");
    head.doc_no = reader.plain_text("doc_no");
    if let Some(people) = reader.text("people") {
        if matches!(people.value.as_str(), "none" | "adults" | "minors") {
            head.people = Some(people.value);
        } else {
            reader.unusable("people", &people, "none, adults, minors");
        }
    }
    head.consent_ref = reader.plain_text("consent_ref");
    head.allow = located_list(reader, "allow");
}

fn read_pictures(reader: &TableReader<'_>, head: &mut Head) {
    head.cover = located(reader, "cover");
    head.gallery = reader.flag("gallery").unwrap_or(false);
}

/// Reads the head of a category.
pub(super) fn read_index_head(reader: &TableReader<'_>, config: &Config) -> IndexHead {
    accept_quietly(reader);
    for key in ["transparent", "render", "redirect_to", "paginate_reversed", "date", "sitemap_priority"] {
        reader.knows(key);
    }
    let summary = reader.plain_text("summary");
    IndexHead {
        title: reader.plain_text("title"),
        description: reader.plain_text("description").or(summary).unwrap_or_default(),
        keywords: list(reader, "keywords"),
        column_type: reader.plain_text("column_type"),
        sort_by: read_sort_by(reader),
        paginate_by: read_paginate_by(reader),
        kind: read_kind(reader, config),
        template: located(reader, "template"),
        page_template: located(reader, "page_template"),
        weight: reader.integer("weight").map(|weight| weight.value),
        hidden: reader.flag("hidden").unwrap_or(false),
        draft: reader.flag("draft").unwrap_or(false),
        aliases: located_list(reader, "aliases"),
        update_class: read_update_class(reader),
        allow: located_list(reader, "allow"),
        silenced: Vec::new(),
        extra: read_extra(reader),
    }
}

fn read_sort_by(reader: &TableReader<'_>) -> SortBy {
    let Some(stated) = reader.text("sort_by") else { return SortBy::Date };
    match stated.value.as_str() {
        // Zola's other orders are no mistakes here, and no reason to fail.
        "date" | "update_date" | "none" | "permalink" => SortBy::Date,
        "weight" => SortBy::Weight,
        "title" | "title_bytes" | "slug" => SortBy::Title,
        _ => {
            reader.unusable("sort_by", &stated, "date, weight, title");
            SortBy::Date
        }
    }
}

fn read_update_class(reader: &TableReader<'_>) -> Option<UpdateClass> {
    let stated = reader.text("update_class")?;
    match stated.value.as_str() {
        "news" => Some(UpdateClass::News),
        "notice" => Some(UpdateClass::Notice),
        "static" => Some(UpdateClass::Static),
        _ => {
            reader.unusable("update_class", &stated, "news, notice, static");
            None
        }
    }
}

/// Zola's 0 means one page for all.
fn read_paginate_by(reader: &TableReader<'_>) -> Option<usize> {
    let stated = reader.integer("paginate_by")?;
    match usize::try_from(stated.value) {
        Ok(0) => Some(usize::MAX),
        Ok(count) => Some(count),
        Err(_) => {
            reader.wrong_type("paginate_by", stated.span, "value-wants-positive");
            None
        }
    }
}

fn accept_quietly(reader: &TableReader<'_>) {
    for key in QUIET_KEYS {
        reader.knows(key);
    }
}

/// Terms of the portal's taxonomies, from the head itself and from Zola's `[taxonomies]`.
fn read_terms(reader: &TableReader<'_>, config: &Config) -> BTreeMap<String, Vec<String>> {
    let mut terms: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut add = |taxonomy: &str, names: Vec<String>| {
        let known = terms.entry(taxonomy.to_owned()).or_default();
        for name in names {
            if !known.contains(&name) {
                known.push(name);
            }
        }
    };
    for taxonomy in &config.taxonomies {
        add(taxonomy, list(reader, taxonomy));
    }
    // A key that the contract names is right even where the portal has no such taxonomy.
    for usual in ["tags", "series", "place"] {
        reader.knows(usual);
    }
    let categories = list(reader, "categories");
    if !config.taxonomies.iter().any(|taxonomy| taxonomy == "categories") {
        add("tags", categories);
    }
    if let Some(table) = reader.table("taxonomies") {
        for taxonomy in &config.taxonomies {
            add(taxonomy, list(&table, taxonomy));
        }
        let more = list(&table, "categories");
        if !config.taxonomies.iter().any(|taxonomy| taxonomy == "categories") {
            add("tags", more);
        }
        for usual in ["tags", "series", "place"] {
            table.knows(usual);
        }
        reader.report_all(table.finish());
    }
    terms.retain(|taxonomy, names| config.taxonomies.contains(taxonomy) && !names.is_empty());
    terms
}

fn read_kind(reader: &TableReader<'_>, config: &Config) -> Option<Located<String>> {
    let stated = reader.text("kind")?;
    let place = reader.source().place(stated.span.clone());
    if !config.kinds.contains_key(&stated.value) {
        let near = nearest(&stated.value, config.kinds.keys().map(String::as_str)).unwrap_or("none");
        let message = Message::new("kind-unknown").with("name", &stated.value).with("nearest", near);
        reader.report(Finding::warning(Code::HeadValue, place.clone(), message));
    }
    Some(Located { value: stated.value, place })
}

/// A head states a period of the calendar; one that depends on the day of the build would change by itself.
fn read_period(reader: &TableReader<'_>) -> Option<Period> {
    let value = reader.raw("period")?;
    let stated = match value.get_ref() {
        toml::de::DeValue::String(text) => text.trim().to_owned(),
        toml::de::DeValue::Integer(year) => year.to_string(),
        toml::de::DeValue::Datetime(day) => day.to_string(),
        _ => {
            reader.wrong_type("period", value.span(), "value-wants-text");
            return None;
        }
    };
    let period = Period::parse_fixed(&stated);
    if period.is_err() {
        reader.unusable("period", &Keyed { value: stated, span: value.span() }, "2023, 2023-H1, 2023-Q1, 2023-03");
    }
    period.ok()
}

fn read_web_address(reader: &TableReader<'_>, key: &str) -> Option<String> {
    let stated = reader.text(key)?;
    let sound = url::Url::parse(&stated.value).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    if !sound {
        reader.unusable(key, &stated, "https://…");
    }
    sound.then_some(stated.value)
}

fn read_extra(reader: &TableReader<'_>) -> Extra {
    let params = reader.raw("params");
    match reader.raw("extra").or(params) {
        Some(value) => Extra(free_value(value.get_ref())),
        None => Extra::default(),
    }
}

fn located(reader: &TableReader<'_>, key: &str) -> Option<Located<String>> {
    let stated = reader.text(key)?;
    Some(Located { place: reader.source().place(stated.span.clone()), value: stated.value })
}

fn located_list(reader: &TableReader<'_>, key: &str) -> Vec<Located<String>> {
    let place = |span| reader.source().place(span);
    reader.placed_texts(key).into_iter().map(|text| Located { place: place(text.span), value: text.value }).collect()
}

fn list(reader: &TableReader<'_>, key: &str) -> Vec<String> {
    reader.texts(key).map(|texts| texts.value).unwrap_or_default()
}
