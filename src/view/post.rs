//! A post (or a standalone page) in full.

use serde::Serialize;

use super::{DayView, EventView, ImageView, LinkView, ShownCard, TermView};

/// `post`: a post in full; also a standalone page, whose lists are then empty.
#[derive(Debug, Clone, Serialize)]
pub struct PostView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Its date.
    pub day: Option<DayView>,
    /// When it was last changed, where the head says so.
    pub updated: Option<DayView>,
    /// 来源.
    pub source: Option<SourceView>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Who edited it (shown in the editing line).
    pub editor: Option<String>,
    /// Who reviewed it.
    pub reviewer: Option<String>,
    /// Who organised what it tells of.
    pub organisers: Vec<String>,
    /// 文号.
    pub doc_no: Option<String>,
    /// The summary, only where the author wrote one; empty otherwise.
    pub summary: String,
    /// Characters as TXT-13 counts them.
    pub words: usize,
    /// Minutes to read, at least 1.
    pub reading_minutes: usize,
    /// The text as HTML, safe to print; its headings begin with `h2`.
    pub body: String,
    /// Headings of the text, for a table of contents.
    pub toc: Vec<TocEntry>,
    /// The post's figures, in the order of site.toml.
    pub figures: Vec<FigureRow>,
    /// What the figures are for, where the post says it: `2023年上半年`, else its day; empty where it has neither (STAT-2).
    pub figures_period: String,
    /// Its records as a table.
    pub records: Option<RecordsView>,
    /// The post whose figures these repeat.
    pub same_as: Option<LinkView>,
    /// The pages whose totals hold these figures; empty where the figures are of another time than those totals, or are
    /// told elsewhere.
    pub counts_in: Vec<LinkView>,
    /// What those totals are of: `2023年上半年`.
    pub totals_period: String,
    /// The event that it announces.
    pub event: Option<EventView>,
    /// The cover.
    pub cover: Option<ImageView>,
    /// All pictures of the bundle, where `gallery = true` and the text has no gallery of its own; the cover is not among
    /// them if it is shown.
    pub gallery: Vec<ImageView>,
    /// Files of the bundle to load down that the text doesn't place itself.
    pub attachments: Vec<AttachmentView>,
    /// Its terms, taxonomy by taxonomy, in the order of site.toml.
    pub terms: Vec<TaxonomyTerms>,
    /// Other posts of its series, newest first.
    pub series: Vec<LinkView>,
    /// The one before it in its category.
    pub earlier: Option<LinkView>,
    /// The one after it in its category.
    pub later: Option<LinkView>,
    /// Posts that share its tags or its category, at most five.
    pub related: Vec<ShownCard>,
    /// The period of a notice, where it has one.
    pub publicity: Option<PublicityView>,
    /// `[extra]` of its head, free for themes.
    pub extra: tera::Value,
}

/// 来源: where a post comes from.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// The name.
    pub name: String,
    /// The original, for a reprint.
    pub url: Option<String>,
}

/// A heading of the text.
#[derive(Debug, Clone, Serialize)]
pub struct TocEntry {
    /// 2 to 6.
    pub level: u8,
    /// For `href="#…"`, already encoded.
    pub anchor: String,
    /// Its text.
    pub text: String,
}

/// One figure of a post.
#[derive(Debug, Clone, Serialize)]
pub struct FigureRow {
    /// The metric's id.
    pub metric: String,
    /// The metric's label.
    pub label: String,
    /// As it is told in running text: `38.4万元`, `80余场次`.
    pub text: String,
    /// As a table tells it: the full number with its bound, `384000`, `80余`.
    pub number: String,
    /// The unit.
    pub unit: String,
    /// For `<data value>`: `384000`.
    pub value: String,
    /// Whether it is a bound and no exact number.
    pub approximate: bool,
    /// What is counted; empty where site.toml doesn't say.
    pub definition: String,
    /// Its place on the statistics page.
    pub url: String,
}

/// Records as a table.
#[derive(Debug, Clone, Serialize)]
pub struct RecordsView {
    /// Column heads, with units.
    pub columns: Vec<String>,
    /// Whether a column holds numbers.
    pub numeric: Vec<bool>,
    /// The cells; `—` where one says nothing.
    pub rows: Vec<Vec<String>>,
}

/// A file to load down.
#[derive(Debug, Clone, Serialize)]
pub struct AttachmentView {
    /// Its address.
    pub url: String,
    /// Its name as it is shown, without the ending.
    pub name: String,
    /// Its type in capitals: `PDF`.
    pub format: String,
    /// `86 KB`.
    pub size: String,
}

/// A video of the bundle.
#[derive(Debug, Clone, Serialize)]
pub struct VideoView {
    /// Its address.
    pub url: String,
    /// What it shows.
    pub title: String,
    /// MIME type.
    pub mime: String,
    /// `8.2 MB`.
    pub size: String,
    /// Width in pixels, where the film says so.
    pub width: Option<usize>,
    /// Height in pixels.
    pub height: Option<usize>,
    /// Whether its file says that AI made it (GOV-W5).
    pub ai: bool,
    /// Picture to show before it plays.
    pub poster: Option<ImageView>,
    /// The file of captions (`.vtt`) of the same name beside it.
    pub captions: Option<String>,
}

/// The terms of one taxonomy that a post has.
#[derive(Debug, Clone, Serialize)]
pub struct TaxonomyTerms {
    /// `tags`, `series`, `place` …
    pub taxonomy: String,
    /// What people call it: `标签`.
    pub label: String,
    /// The terms.
    pub terms: Vec<TermView>,
}

/// How long a notice is public (PII-T1).
#[derive(Debug, Clone, Serialize)]
pub struct PublicityView {
    /// First day.
    pub from: Option<DayView>,
    /// Last day.
    pub until: Option<DayView>,
    /// Past its last day: `body`, `figures`, `gallery`, `attachments` and `summary` are empty then.
    pub expired: bool,
}
