//! The one way to read a site: every read is recorded, so that it is known what an output was made of.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::answers::canonical;
use super::{
    Address, Card, Category, CategoryId, HomeFile, ListKey, Outline, Post, PostId, PublishedFile, Reference, Site,
    Taxonomy,
};
use crate::base::{Day, Print, SitePath};
use crate::config::Config;
use crate::figures::Metric;
use crate::stats::{Period, PostFacts, Query, QueryError, StatResult};

/// A part of the site that can change by itself. Cut where edits differ: the text of a post changes its body alone, its
/// title its card too. It names what it means as it is called in every site, so that it can be compared with another's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Facet {
    /// What lists show of a post.
    Card(SitePath),
    /// A post without its body.
    Outline(SitePath),
    /// The whole of a post.
    Post(SitePath),
    /// Title, address, head and body of a category.
    Category(String),
    /// Head and body of the home page.
    Home,
    /// Which categories are in no other, and their order.
    TopCategories,
    /// Which posts a list has, in which order.
    List(ListName),
    /// Which are the first posts of a list.
    ListStart(ListName, usize),
    /// How many posts a list has.
    ListLength(ListName),
    /// All posts with their days, the newest first.
    Days,
    /// Which posts are like one.
    Related(SitePath),
    /// What is earlier and later than a post.
    Neighbours(SitePath),
    /// The address of a term; also that no post has it.
    TermAddress(String, String),
    /// The address of a taxonomy; also that it has no terms.
    TaxonomyAddress(String),
    /// A taxonomy's terms with their counts.
    Taxonomy(String),
    /// Where a link of a file leads.
    Reference(SitePath, String),
    /// Which post a head names.
    Named(SitePath, String),
    /// Address, length and size of a file; also that there is none.
    File(SitePath),
    /// What a file holds.
    Bytes(SitePath),
    /// Which files a folder has.
    Folder(String),
    /// One result of the statistics, by its query's arguments.
    Statistic(Vec<(String, String)>),
    /// The half-year that pages speak of.
    HalfYear,
    /// All addresses, with the days of their last changes.
    Addresses,
    /// A shard of the search index.
    SearchShard(u32),
    /// A part of the search index's cards.
    SearchCards(usize),
    /// A file of the search index's readings.
    SearchReadings(u32),
    /// Which posts are found by the search, with their numbers and days.
    SearchOrder,
    /// All categories, hidden ones too.
    Categories,
    /// site.toml.
    Config,
    /// All that posts state.
    AllFacts,
    /// All posts without their bodies, the newest first.
    Outlines,
    /// What posts state that state a metric, or any, and what lists show of them.
    Stating(Option<String>),
    /// The day of the build.
    Today,
    /// What any template gets of the theme: its strings, the addresses of its files, the names of its templates.
    Theme,
    /// A template, with all those that it is made with.
    Template(String),
    /// What every page shows of the site: `site` of the templates.
    Frame,
    /// A file of the theme.
    ThemeFile(String),
}

impl Facet {
    /// Whether it is a part of the search index.
    pub fn is_of_search(&self) -> bool {
        matches!(self, Self::SearchShard(_) | Self::SearchCards(_) | Self::SearchReadings(_) | Self::SearchOrder)
    }
}

/// A list, as it is called in every site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ListName {
    /// All posts, pinned ones first.
    Home,
    /// All posts, the newest first.
    Newest,
    /// Standalone pages.
    Pages,
    /// Events.
    Events,
    /// A category, by its folder.
    Category(String),
    /// The same, the newest first.
    CategoryNewest(String),
    /// The posts of a category alone.
    Neighbours(String),
    /// A term of a taxonomy.
    Term(String, String),
}

/// A query, and its answer.
pub struct Asked {
    /// What was asked.
    pub query: Query,
    /// The answer.
    pub result: Arc<StatResult>,
}

/// What a post states.
#[derive(Debug, Clone, Copy)]
pub struct Told<'s> {
    /// All of it.
    pub facts: &'s PostFacts,
    /// The print of that, which takes less time than to read it.
    pub print: Print,
}

/// A view of a site that records what is read through it. One is made for each output.
pub struct Lens {
    site: Arc<Site>,
    reads: RefCell<BTreeSet<Facet>>,
}

impl Lens {
    /// A view with nothing read yet.
    pub fn new(site: Arc<Site>) -> Self {
        Self { site, reads: RefCell::default() }
    }

    /// Another view of the same site, with nothing read yet.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self::new(Arc::clone(&self.site))
    }

    /// What was read so far; from now on it is as if nothing had been.
    pub fn take_reads(&self) -> BTreeSet<Facet> {
        self.reads.take()
    }

    fn record(&self, facet: Facet) {
        self.reads.borrow_mut().insert(facet);
    }

    /// site.toml.
    pub fn config(&self) -> &Config {
        self.record(Facet::Config);
        &self.site.config
    }

    /// The day of the build.
    pub fn today(&self) -> Day {
        self.record(Facet::Today);
        self.site.today
    }

    /// Notes that something was read that the site doesn't hold.
    pub fn note(&self, facet: Facet) {
        self.record(facet);
    }

    /// A post for a list.
    pub fn card(&self, id: PostId) -> &Card {
        let post = self.site.post(id);
        self.record(Facet::Card(post.path.clone()));
        &post.card
    }

    /// A post without its body.
    pub fn outline(&self, id: PostId) -> Outline<'_> {
        let post = self.site.post(id);
        self.record(Facet::Outline(post.path.clone()));
        Outline(post)
    }

    /// A post in full.
    pub fn post(&self, id: PostId) -> &Post {
        let post = self.site.post(id);
        self.record(Facet::Post(post.path.clone()));
        post
    }

    /// A category.
    pub fn category(&self, id: CategoryId) -> &Category {
        let category = self.site.category(id);
        self.record(Facet::Category(category.folder.clone()));
        category
    }

    /// The categories that are in no other, in their order.
    pub fn top_categories(&self) -> Vec<&Category> {
        self.record(Facet::TopCategories);
        self.site.categories.top.iter().map(|id| self.category(*id)).collect()
    }

    /// The home page's head and body, and its file.
    pub fn home(&self) -> (&SitePath, Option<&HomeFile>) {
        self.record(Facet::Home);
        (&self.site.home_path, self.site.home.as_ref())
    }

    /// The posts of a list.
    pub fn list(&self, key: &ListKey) -> &[PostId] {
        self.record(Facet::List(self.site.name_of(key)));
        self.site.list(key)
    }

    /// The first posts of a list, at most `most`.
    pub fn list_start(&self, key: &ListKey, most: usize) -> &[PostId] {
        self.record(Facet::ListStart(self.site.name_of(key), most));
        let ids = self.site.list(key);
        &ids[..ids.len().min(most)]
    }

    /// How many posts a list has.
    pub fn list_length(&self, key: &ListKey) -> usize {
        self.record(Facet::ListLength(self.site.name_of(key)));
        self.site.list(key).len()
    }

    /// All posts with their days, the newest first.
    pub fn days(&self) -> impl Iterator<Item = (PostId, Option<Day>)> {
        self.record(Facet::Days);
        self.site.list(&ListKey::Newest).iter().map(|id| (*id, self.site.post(*id).day()))
    }

    /// The taxonomies that have terms.
    pub fn taxonomies(&self) -> &[Taxonomy] {
        // Also those that have no terms yet.
        for id in &self.site.config.taxonomies {
            self.record(Facet::Taxonomy(id.clone()));
        }
        self.site.taxonomies()
    }

    /// A taxonomy, where it has terms.
    pub fn taxonomy(&self, id: &str) -> Option<&Taxonomy> {
        self.record(Facet::Taxonomy(id.to_owned()));
        self.site.taxonomy(id)
    }

    /// The address of a taxonomy, where it has terms.
    pub fn taxonomy_address(&self, id: &str) -> Option<(&Address, &str)> {
        self.record(Facet::TaxonomyAddress(id.to_owned()));
        self.site.taxonomy(id).map(|taxonomy| (&taxonomy.address, taxonomy.url.as_str()))
    }

    /// The address of a term, where some post has it.
    pub fn term_address(&self, taxonomy: &str, name: &str) -> Option<(&Address, &str)> {
        self.record(Facet::TermAddress(taxonomy.to_owned(), name.to_owned()));
        let term = self.site.taxonomy(taxonomy)?.term(name)?;
        Some((&term.address, &term.url))
    }

    /// Where a link of a file leads.
    pub fn resolve(&self, from: &SitePath, written: &str) -> Reference {
        self.record(Facet::Reference(from.clone(), written.to_owned()));
        self.site.resolve(from, written)
    }

    /// The post that a path in the head of `post` names.
    pub fn named_post(&self, post: &Post, named: &str) -> Option<PostId> {
        self.record(Facet::Named(post.path.clone(), named.to_owned()));
        self.site.named_post(post, named)
    }

    /// Posts that are like one.
    pub fn related(&self, id: PostId) -> &[PostId] {
        self.record(Facet::Related(self.site.post(id).path.clone()));
        self.site.related(id)
    }

    /// What is earlier and later in the post's own category.
    pub fn neighbours(&self, id: PostId) -> (Option<PostId>, Option<PostId>) {
        self.record(Facet::Neighbours(self.site.post(id).path.clone()));
        self.site.neighbours(id)
    }

    /// The address of a term; `None` where no post has it.
    pub fn term_url(&self, taxonomy: &str, name: &str) -> Option<&str> {
        self.term_address(taxonomy, name).map(|(_, url)| url)
    }

    /// A published file.
    pub fn file(&self, path: &SitePath) -> Option<&PublishedFile> {
        self.record(Facet::File(path.clone()));
        self.site.files().get(path)
    }

    /// A published file, to copy what it holds.
    pub fn bytes_of(&self, path: &SitePath) -> Option<&PublishedFile> {
        self.record(Facet::Bytes(path.clone()));
        self.site.files().get(path)
    }

    /// The published files of a folder, in the order of their names.
    pub fn files_of(&self, folder: &str) -> Vec<(&SitePath, &PublishedFile)> {
        self.record(Facet::Folder(folder.to_owned()));
        let found: Vec<_> = self.site.files_of(folder).collect();
        for (path, _) in &found {
            self.record(Facet::File((*path).clone()));
        }
        found
    }

    /// The result of a query, by its arguments.
    ///
    /// # Errors
    /// All arguments that can't be used.
    pub fn statistic(&self, arguments: &[(String, String)]) -> Result<Asked, Vec<QueryError>> {
        let pairs = arguments.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let key = canonical(arguments);
        self.record(Facet::Statistic(key.clone()));
        let query = Query::parse(pairs, &self.site.catalog(), self.site.today)?;
        let result = self.site.facts.totals.get_or_compute(key, || self.site.answer(&query));
        Ok(Asked { query, result })
    }

    /// The half-year that key figures and the statistics page speak of.
    pub fn half_year(&self) -> Period {
        self.record(Facet::HalfYear);
        self.site.facts.half_year
    }

    /// The category of a folder.
    pub fn category_of(&self, folder: &str) -> Option<CategoryId> {
        self.record(Facet::Category(folder.to_owned()));
        self.site.categories.of_folder.get(folder).copied()
    }

    /// The text of a Markdown file, to show a line of it.
    pub fn text_of(&self, path: &SitePath) -> Option<&str> {
        self.site.text_of(path)
    }

    /// A look at the site for what `facet` stands for, and nothing else.
    pub fn look<T>(&self, facet: Facet, look: impl FnOnce(&Site) -> T) -> T {
        self.record(facet);
        look(&self.site)
    }

    /// All categories, hidden ones too, in the order of their folders.
    pub fn categories(&self) -> &[Category] {
        self.record(Facet::Categories);
        self.site.categories()
    }

    /// All addresses of pages that are worth finding, with the days of their last changes.
    pub fn addresses(&self) -> Vec<(String, Option<String>)> {
        self.record(Facet::Addresses);
        super::addresses(&self.site)
    }

    /// All that posts state, for the open data.
    pub fn facts(&self) -> &[Arc<PostFacts>] {
        self.record(Facet::AllFacts);
        self.site.facts()
    }

    /// All posts without their bodies, the newest first, with what they state: for the open data, which is made of so many
    /// that each by itself would take longer to note than to read.
    pub fn outlines(&self) -> Vec<(Outline<'_>, Told<'_>)> {
        self.record(Facet::Outlines);
        self.record(Facet::AllFacts);
        let newest = self.site.list(&ListKey::Newest).iter();
        newest.filter_map(|id| Some((Outline(self.site.post(*id)), self.site.told(*id)?))).collect()
    }

    /// The posts that state a metric, or any, in the order of their paths: all that they state, and what lists show of them.
    pub fn stating(&self, metric: Option<&str>) -> Vec<(Told<'_>, &Card)> {
        self.record(Facet::Stating(metric.map(str::to_owned)));
        let told = self.site.posts.iter().filter_map(|post| Some((self.site.told(post.id)?, &*post.card)));
        let stating = told.filter(|(told, _)| match metric {
            Some(metric) => told.facts.states(metric),
            None => told.facts.metric_ids().next().is_some(),
        });
        stating.collect()
    }

    /// How many posts haven't come down.
    pub fn count_open(&self) -> usize {
        // What posts state has come down with them, so that it says this too.
        self.record(Facet::AllFacts);
        self.site.list(&ListKey::Newest).iter().filter(|id| !self.site.post(**id).expired).count()
    }

    /// The metrics that some post states.
    pub fn stated_metrics(&self) -> Vec<&Metric> {
        self.record(Facet::AllFacts);
        self.record(Facet::Config);
        self.site.stated_metrics()
    }

    /// The post of a file, for a list.
    pub fn card_at(&self, path: &SitePath) -> Option<&Card> {
        self.record(Facet::Card(path.clone()));
        self.site.post_at(path).map(|post| &*post.card)
    }
}

impl Site {
    /// The post that a path in the head of `post` names.
    pub(super) fn named_post(&self, post: &Post, named: &str) -> Option<PostId> {
        let candidates = super::facts::candidates(&post.path, named);
        candidates.iter().find_map(|path| self.post_at(path)).map(|found| found.id)
    }

    /// The published files of a folder, in the order of their names.
    pub(super) fn files_of(&self, folder: &str) -> impl Iterator<Item = (&SitePath, &PublishedFile)> {
        let prefix = format!("{folder}/");
        let from = self.files().range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded));
        let inside = from.take_while(move |(path, _)| path.as_str().starts_with(&prefix));
        inside.filter(move |(path, _)| path.folder().len() + 1 == path.as_str().len() - path.file_name().len())
    }
}
