//! The one way to read a site: every read is recorded, so that it is known what an output was made of.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::{Arc, Mutex};

use super::{Category, CategoryId, ListKey, Post, PostId, PublishedFile, Reference, Site, Taxonomy};
use crate::base::{Day, SitePath};
use crate::config::Config;
use crate::figures::Metric;
use crate::stats::{Period, Query, QueryError, StatResult};

/// A part of the site that can change by itself. Cut where edits differ: the text of a post changes its body alone, its
/// title its card too.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// What lists show of a post: title, address, date, summary, cover.
    Card(SitePath),
    /// The whole of a post.
    Post(SitePath),
    /// Title, address, head and body of a category.
    Category(String),
    /// Which categories are in no other, and their order.
    TopCategories,
    /// Which posts a list has, in which order.
    List(ListKey),
    /// Which posts are like one.
    Related(SitePath),
    /// What is earlier and later than a post.
    Neighbours(SitePath),
    /// The address of a term.
    TermAddress(String, String),
    /// A taxonomy's terms with their counts.
    Taxonomy(String),
    /// Where a link of a file leads.
    Reference(SitePath, String),
    /// Address, length and size of a file; also that there is none.
    File(SitePath),
    /// One result of the statistics, by its query's arguments.
    Statistic(String),
    /// The half-year that pages speak of.
    HalfYear,
    /// The whole site.
    Everything,
    /// site.toml, and what every page shows of the site.
    Config,
    /// All that posts state.
    AllFacts,
    /// The day of the build.
    Today,
}

/// A query, and its answer.
pub struct Asked {
    /// What was asked.
    pub query: Query,
    /// The answer.
    pub result: Arc<StatResult>,
}

/// The arguments in an order of their own, without how the result is shown: equal texts have equal results.
fn canonical(arguments: &[(String, String)]) -> String {
    let asking = arguments.iter().filter(|(name, value)| name != "show" && !value.trim().is_empty());
    let mut parts: Vec<String> = asking.map(|(name, value)| format!("{name}={}", value.trim())).collect();
    parts.sort();
    parts.join("&")
}

/// Results that were asked for already, by the text of their queries. Equal queries have equal results, so it doesn't
/// matter which page asks first.
#[derive(Debug, Default)]
pub(super) struct PeriodTotals {
    results: Mutex<BTreeMap<String, Arc<StatResult>>>,
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

    /// What was read so far.
    pub fn reads(&self) -> BTreeSet<Facet> {
        self.reads.borrow().clone()
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

    /// A post for a list: only what [`Facet::Card`] names may be used.
    pub fn card(&self, id: PostId) -> &Post {
        let post = self.site.post(id);
        self.record(Facet::Card(post.path.clone()));
        post
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
        self.site.top_categories.iter().map(|id| self.category(*id)).collect()
    }

    /// The home page's head and body, and its file.
    pub fn home(&self) -> (&SitePath, Option<&(crate::parse::IndexHead, crate::markdown::Body)>) {
        self.record(Facet::Category(String::new()));
        (&self.site.home_path, self.site.home.as_ref())
    }

    /// The posts of a list.
    pub fn list(&self, key: &ListKey) -> &[PostId] {
        self.record(Facet::List(key.clone()));
        self.site.list(key)
    }

    /// The taxonomies that have terms.
    pub fn taxonomies(&self) -> &[Taxonomy] {
        for taxonomy in &self.site.taxonomies {
            self.record(Facet::Taxonomy(taxonomy.id.clone()));
        }
        &self.site.taxonomies
    }

    /// A taxonomy, where it has terms.
    pub fn taxonomy(&self, id: &str) -> Option<&Taxonomy> {
        self.record(Facet::Taxonomy(id.to_owned()));
        self.site.taxonomies.iter().find(|taxonomy| taxonomy.id == id)
    }

    /// Where a link of a file leads.
    pub fn resolve(&self, from: &SitePath, written: &str) -> Reference {
        self.record(Facet::Reference(from.clone(), written.to_owned()));
        self.site.resolve(from, written)
    }

    /// The post that a path in the head of `post` names.
    pub fn named_post(&self, post: &Post, named: &str) -> Option<PostId> {
        self.record(Facet::Reference(post.path.clone(), named.to_owned()));
        let candidates = super::facts::candidates(post, named);
        candidates.iter().find_map(|path| self.site.post_at(path)).map(|found| found.id)
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
        self.record(Facet::TermAddress(taxonomy.to_owned(), name.to_owned()));
        let found = self.site.taxonomies.iter().find(|known| known.id == taxonomy)?;
        found.term(name).map(|term| term.url.as_str())
    }

    /// A published file.
    pub fn file(&self, path: &SitePath) -> Option<&PublishedFile> {
        self.record(Facet::File(path.clone()));
        self.site.files.get(path)
    }

    /// The published files of a folder, in the order of their names.
    pub fn files_of(&self, folder: &str) -> Vec<(&SitePath, &PublishedFile)> {
        let prefix = format!("{folder}/");
        let from = self.site.files.range::<str, _>((Bound::Included(prefix.as_str()), Bound::Unbounded));
        let inside = from.take_while(|(path, _)| path.as_str().starts_with(&prefix));
        let found: Vec<_> = inside.filter(|(path, _)| path.folder() == folder).collect();
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
        let query = Query::parse(pairs, &self.site.catalog(), self.site.today)?;
        let key = canonical(arguments);
        self.record(Facet::Statistic(key.clone()));
        let result = self.site.totals.get_or_compute(key, || self.site.answer(&query));
        Ok(Asked { query, result })
    }

    /// The half-year that key figures and the statistics page speak of.
    pub fn half_year(&self) -> Period {
        self.record(Facet::HalfYear);
        self.site.half_year
    }

    /// The category of a folder.
    pub fn category_of(&self, folder: &str) -> Option<CategoryId> {
        self.record(Facet::Category(folder.to_owned()));
        self.site.category_of_folder.get(folder).copied()
    }

    /// The text of a Markdown file, to show a line of it.
    pub fn text_of(&self, path: &SitePath) -> Option<&str> {
        self.site.text_of(path)
    }

    /// Something of the whole site, which then depends on all of it.
    pub fn whole<T>(&self, look: impl FnOnce(&Site) -> T) -> T {
        self.record(Facet::Everything);
        look(&self.site)
    }

    /// All that posts state, for the open data.
    pub fn facts(&self) -> &[crate::stats::PostFacts] {
        self.record(Facet::AllFacts);
        &self.site.facts
    }

    /// The metrics that some post states.
    pub fn stated_metrics(&self) -> Vec<&Metric> {
        self.record(Facet::AllFacts);
        self.record(Facet::Config);
        self.site.stated_metrics()
    }

    /// The post of a file, for a list.
    pub fn card_at(&self, path: &SitePath) -> Option<&Post> {
        self.record(Facet::Card(path.clone()));
        self.site.post_at(path)
    }
}

impl PeriodTotals {
    fn get_or_compute(&self, key: String, compute: impl FnOnce() -> StatResult) -> Arc<StatResult> {
        let known = |results: &Mutex<BTreeMap<String, Arc<StatResult>>>| match results.lock() {
            Ok(results) => results.get(&key).cloned(),
            Err(_) => None,
        };
        if let Some(result) = known(&self.results) {
            return result;
        }
        // Computed outside the lock: two pages may do the same work once, but none waits for another.
        let result = Arc::new(compute());
        if let Ok(mut results) = self.results.lock() {
            results.insert(key, Arc::clone(&result));
        }
        result
    }
}
