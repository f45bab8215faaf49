//! Pages that are made of other pages.

use serde::Serialize;

use super::{CardView, DayView, EventView, KeyFigure, LinkView, MetricView, ShownCard, TermView};

/// `list`: one page of a list of posts.
#[derive(Debug, Clone, Serialize)]
pub struct ListView {
    /// The posts of this page.
    pub posts: Vec<ShownCard>,
    /// How many posts the whole list has.
    pub total: usize,
    /// This page, from 1.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// The pages to offer: the first, the last and those around this one; a gap has `number = 0`.
    pub pages: Vec<PageLink>,
}

/// One page of a list in its pager.
#[derive(Debug, Clone, Serialize)]
pub struct PageLink {
    /// From 1; 0 stands for pages that are left out.
    pub number: usize,
    /// Its address.
    pub url: String,
    /// The page that is open.
    pub current: bool,
}

/// `home`.
#[derive(Debug, Clone, Serialize)]
pub struct HomeView {
    /// Body of `content/_index.md` as HTML; may be empty.
    pub body: String,
    /// The story that leads: pinned, or the newest with a picture, or the newest.
    pub lead: Option<CardView>,
    /// The newest after it, pinned ones first, at most nine.
    pub latest: Vec<CardView>,
    /// The half-year's key figures, at most six.
    pub key_figures: Vec<KeyFigure>,
    /// Events to come, the next one first, at most five.
    pub upcoming: Vec<EventView>,
    /// Each top category with its latest three.
    pub categories: Vec<CategoryBlock>,
}

/// A category on the home page.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryBlock {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// One sentence; may be empty.
    pub description: String,
    /// How many posts it has, nested ones included.
    pub count: usize,
    /// Its latest three.
    pub posts: Vec<ShownCard>,
}

/// `category`; the posts are in `list`.
#[derive(Debug, Clone, Serialize)]
pub struct CategoryView {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// One sentence; may be empty.
    pub description: String,
    /// Its body as HTML, shown above the list on the first page; may be empty.
    pub body: String,
    /// Categories inside it.
    pub children: Vec<CategoryBlock>,
    /// Its key figures, at most four.
    pub key_figures: Vec<KeyFigure>,
    /// Address of its feed.
    pub feed_url: String,
}

/// `taxonomy`: all terms of one.
#[derive(Debug, Clone, Serialize)]
pub struct TaxonomyView {
    /// `tags`.
    pub id: String,
    /// What people call it: `标签`.
    pub label: String,
    /// Its address.
    pub url: String,
    /// Its terms, those with most posts first.
    pub terms: Vec<TermView>,
}

/// `term`: one term; its posts are in `list`.
#[derive(Debug, Clone, Serialize)]
pub struct TermPageView {
    /// Its name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The taxonomy: `tags`.
    pub taxonomy: String,
    /// What people call the taxonomy.
    pub taxonomy_label: String,
    /// The taxonomy's page.
    pub taxonomy_url: String,
}

/// `archive`. A small portal has all its posts on one page; a large one has a page for each year.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveView {
    /// The year of this page; `none` on the first page.
    pub year: Option<i16>,
    /// How many posts the whole archive has.
    pub total: usize,
    /// The years, newest first.
    pub years: Vec<ArchiveYear>,
    /// Posts with no date.
    pub undated: Vec<ShownCard>,
}

/// A year of the archive.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveYear {
    /// The year.
    pub year: i16,
    /// How many posts it has.
    pub count: usize,
    /// Its own page; `none` where its posts are on this page.
    pub url: Option<String>,
    /// Its months, newest first.
    pub months: Vec<ArchiveMonth>,
}

/// A month of the archive.
#[derive(Debug, Clone, Serialize)]
pub struct ArchiveMonth {
    /// 1 to 12.
    pub month: i8,
    /// `3月` or `March`.
    pub label: String,
    /// `2023-03`, an id for anchors.
    pub id: String,
    /// How many posts it has.
    pub count: usize,
    /// Its posts, newest first; empty where the year has its own page.
    pub posts: Vec<ShownCard>,
}

/// `calendar`.
#[derive(Debug, Clone, Serialize)]
pub struct CalendarView {
    /// Events to come or under way, the next one first.
    pub upcoming: Vec<EventView>,
    /// Events that are over, the latest first, at most 100.
    pub past: Vec<EventView>,
}

/// `data`: the open data.
#[derive(Debug, Clone, Serialize)]
pub struct DataView {
    /// The files.
    pub files: Vec<DataFile>,
    /// A file for each metric that is stated; its name is the metric's label.
    pub metric_files: Vec<DataFile>,
    /// The codebook: every metric.
    pub metrics: Vec<MetricView>,
    /// First day that figures speak of.
    pub from: Option<DayView>,
    /// Last day that figures speak of.
    pub until: Option<DayView>,
}

/// A file of the open data.
#[derive(Debug, Clone, Serialize)]
pub struct DataFile {
    /// File name.
    pub name: String,
    /// Its address.
    pub url: String,
    /// `CSV`, `JSON` …
    pub format: String,
    /// Key of the theme's strings that says what it holds: `data_posts`.
    pub key: String,
    /// Number of rows or entries.
    pub rows: usize,
}

/// `sitemap`: the sitemap for people.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapView {
    /// Top categories with what is inside.
    pub categories: Vec<SitemapGroup>,
    /// Taxonomies.
    pub taxonomies: Vec<LinkView>,
    /// Standalone pages.
    pub pages: Vec<LinkView>,
}

/// `search`: the search page, whose results its script makes.
#[derive(Debug, Clone, Serialize)]
pub struct SearchView {
    /// Address of the script, for `<script type="module" src="…">`.
    pub script: String,
    /// What the script needs, for `data-search="…"` on the element that holds the form and the results.
    pub data: String,
    /// Top categories, for readers without script and for searches without a result.
    pub categories: Vec<LinkView>,
    /// The tags of the most posts.
    pub tags: Vec<LinkView>,
}

/// A category in the sitemap.
#[derive(Debug, Clone, Serialize)]
pub struct SitemapGroup {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// How many posts it has, nested ones included.
    pub count: usize,
    /// Categories inside it.
    pub children: Vec<SitemapGroup>,
}
