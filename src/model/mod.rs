//! The portal as a whole: posts, categories, terms, lists and facts, all computed from the documents.
//!
//! [`assemble`] makes a [`Site`]; from then on it is read only through a [`Lens`], which records what was read. Opens no
//! file and knows nothing of templates.

mod address;
mod addresses;
mod answers;
mod assemble;
mod categories;
mod facts;
mod files;
mod lens;
mod listed;
mod lists;
mod post;
mod prints;
mod references;
mod related;
mod slug;
mod terms;

pub use address::Address;
pub use addresses::{addresses, count_addresses};
pub use answers::KnownAnswers;
pub use assemble::{BuildChoices, Ingredients, assemble, reassemble};
use categories::Categories;
pub use categories::{Category, CategoryId};
pub use files::{PublishedFile, PublishedRendition};
pub use lens::{Asked, Facet, Lens, ListName, Told};
pub use listed::is_document;
use lists::List;
pub use lists::{ListKey, order_posts, page_address, page_count};
pub use post::{Card, Outline, Post, PostId};
pub use references::{Reference, Target};
pub use slug::{Slugs, slug_of};
pub use terms::{Taxonomy, Term};

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use rapidhash::{RapidHashMap, RapidHashSet};

use crate::base::{Day, Later, Print, SitePath};
use crate::config::Config;
use crate::diag::{Finding, Place};
use crate::figures::Metric;
use crate::markdown::Body;
use crate::parse::{IndexHead, Located};
use crate::stats::{Catalog, Period, PostFacts, Reach};

/// Everything that pages are made of. Two sites made of the same sources are the same.
///
/// Its parts are shared with the sites before and after it as far as they are made of the same.
#[derive(Debug)]
pub struct Site {
    /// site.toml.
    pub config: Arc<Config>,
    /// The day of the build.
    pub today: Day,
    /// Posts and standalone pages, in the order of their files.
    pub posts: Vec<Arc<Post>>,
    /// The same as they were stated: a notice that came down still has here what it counted.
    stated: Vec<Arc<Post>>,
    post_of_path: Part<PostOfPath>,
    /// Markdown files that are not built this time: drafts and posts of the future.
    unbuilt: facts::Unbuilt,
    categories: Part<Categories>,
    /// Head and body of `content/_index.md`.
    pub home: Option<HomeFile>,
    home_print: Print,
    /// Where `content/_index.md` is.
    pub home_path: SitePath,
    lists: Part<Lists>,
    facts: Part<Facts>,
    files: Part<Files>,
    related: Part<Vec<Vec<PostId>>>,
    aliases: Part<Aliases>,
    /// The texts of the `_index.md` files.
    index_texts: BTreeMap<SitePath, Later<Arc<str>>>,
    /// Slugs that were made once.
    pub slugs: Arc<Slugs>,
    /// The prints of the cards of those that state a metric, or any: made when one is asked for.
    stating: OnceLock<BTreeMap<Option<String>, Print>>,
}

/// The posts by their files.
type PostOfPath = RapidHashMap<SitePath, PostId>;

/// Head and body of the home page.
pub type HomeFile = (Arc<IndexHead>, Later<Body>);

/// A part of a site, and the print of all that it was made from.
#[derive(Debug)]
struct Part<T> {
    made_from: Print,
    value: Arc<T>,
}

impl<T> Part<T> {
    /// The part of the site before, where it was made from the same; else a new one. What `make` reads is all in
    /// `made_from`.
    fn of(before: Option<&Self>, made_from: Print, make: impl FnOnce() -> T) -> Self {
        let value = match before {
            Some(before) if before.made_from == made_from => Arc::clone(&before.value),
            _ => Arc::new(make()),
        };
        Self { made_from, value }
    }
}

impl<T> Deref for Part<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// Lists of posts, and the terms that make some of them.
#[derive(Debug)]
struct Lists {
    all: BTreeMap<ListKey, List>,
    taxonomies: Vec<Taxonomy>,
    /// Where each post stands among its category's, oldest first.
    positions: Vec<Option<usize>>,
}

/// What the posts state, and what was answered from it.
#[derive(Debug)]
struct Facts {
    /// In the order of the posts.
    all: Vec<Arc<PostFacts>>,
    reaches: Vec<Reach>,
    half_year: Period,
    /// The metrics that some post states.
    stated: RapidHashSet<String>,
    /// The labels that records have.
    labels: BTreeSet<String>,
    /// The titles of the categories, by folder.
    category_titles: BTreeMap<String, String>,
    totals: answers::PeriodTotals,
    concerned: OnceLock<answers::Concerned>,
    /// For each metric the print of all that answers about it are made from.
    made_from_of_metrics: OnceLock<BTreeMap<String, Print>>,
    findings: Vec<Finding>,
}

/// Files that are published as they are.
#[derive(Debug)]
struct Files {
    all: BTreeMap<SitePath, PublishedFile>,
    /// Pictures that can't be published, and where they would be. What is wrong with them is told.
    unshown: BTreeMap<SitePath, Address>,
    findings: Vec<Finding>,
}

/// Addresses that lead to other pages.
#[derive(Debug)]
struct Aliases {
    all: Vec<(Located<String>, Address)>,
    findings: Vec<Finding>,
}

impl Site {
    /// The print of all but what bodies say.
    pub fn shape(&self) -> Print {
        Print::of(&(self.skeleton(), self.facts.made_from))
    }

    /// The print of all that says which outputs there are: of figures only which metrics are stated.
    pub fn plan_print(&self) -> Print {
        let stated: Vec<&str> = self.stated_metrics().into_iter().map(|metric| metric.id.as_str()).collect();
        Print::of(&(self.skeleton(), stated))
    }

    /// The print of all but what bodies and figures say.
    fn skeleton(&self) -> Print {
        let parts = (self.categories.made_from, self.lists.made_from, self.files.made_from, self.aliases.made_from);
        Print::of(&(self.config.print, parts, self.home_print))
    }

    /// The print of all of it.
    pub fn whole(&self) -> Print {
        Print::of(&(self.shape(), self.posts.iter().map(|post| post.prints.whole).collect::<Vec<_>>(), self.today))
    }

    /// The post of a file.
    pub fn post_at(&self, path: &SitePath) -> Option<&Post> {
        self.post_of_path.get(path).map(|id| self.post(*id))
    }

    /// Which of the posts has a path; in most cases the one that stood at the same place in another site.
    fn index_of(&self, elsewhere: usize, path: &SitePath) -> Option<usize> {
        match self.stated.get(elsewhere) {
            Some(post) if post.path == *path => Some(elsewhere),
            _ => self.post_of_path.get(path).map(|id| id.0),
        }
    }

    /// The post with an id of this site.
    pub fn post(&self, id: PostId) -> &Post {
        &self.posts[id.0]
    }

    /// The category with an id of this site.
    pub fn category(&self, id: CategoryId) -> &Category {
        &self.categories.all[id.0]
    }

    /// Categories, a parent before its children.
    pub fn categories(&self) -> &[Category] {
        &self.categories.all
    }

    /// The category of a folder.
    pub fn category_of(&self, folder: &str) -> Option<&Category> {
        self.categories.of_folder.get(folder).map(|id| self.category(*id))
    }

    /// The posts of a list, in its order; empty where there is no such list.
    pub fn list(&self, key: &ListKey) -> &[PostId] {
        self.lists.all.get(key).map_or(&[], |list| list.ids())
    }

    /// The taxonomies that have terms, in the order of site.toml.
    pub fn taxonomies(&self) -> &[Taxonomy] {
        &self.lists.taxonomies
    }

    /// A taxonomy, where it has terms.
    pub fn taxonomy(&self, id: &str) -> Option<&Taxonomy> {
        self.taxonomies().iter().find(|taxonomy| taxonomy.id == id)
    }

    /// What the posts state, in the order of `posts`.
    pub fn facts(&self) -> &[Arc<PostFacts>] {
        &self.facts.all
    }

    /// Files that are published as they are, by their path in the portal.
    pub fn files(&self) -> &BTreeMap<SitePath, PublishedFile> {
        &self.files.all
    }

    /// Whether a picture would be at a path of the output if it could be shown; what is wrong with it is told already.
    pub fn is_unshown(&self, output: &str) -> bool {
        self.files.unshown.values().any(|address| address.output().is_some_and(|path| path.as_str() == output))
    }

    /// Addresses that lead to other pages.
    pub fn aliases(&self) -> &[(Located<String>, Address)] {
        &self.aliases.all
    }

    /// What queries can name.
    pub fn catalog(&self) -> Catalog<'_> {
        Catalog {
            metrics: &self.config.metrics,
            kinds: &self.config.kinds,
            categories: &self.facts.category_titles,
            taxonomies: &self.config.taxonomies,
            labels: &self.facts.labels,
        }
    }

    /// The metrics that some post states, in the order of site.toml.
    pub fn stated_metrics(&self) -> Vec<&Metric> {
        let is_stated = |id: &&String| self.facts.stated.contains(id.as_str());
        self.config.metric_order.iter().filter(is_stated).filter_map(|id| self.config.metrics.get(id)).collect()
    }

    /// The text of a Markdown file that is built.
    pub fn text_of(&self, path: &SitePath) -> Option<&str> {
        let text = self.post_at(path).map(|post| &post.text).or_else(|| self.index_texts.get(path))?;
        Some(text)
    }

    /// Posts that are like one, at most five.
    pub fn related(&self, id: PostId) -> &[PostId] {
        self.related.get(id.0).map_or(&[], Vec::as_slice)
    }

    /// What is earlier and later in the post's own category.
    pub fn neighbours(&self, id: PostId) -> (Option<PostId>, Option<PostId>) {
        let Some(category) = self.post(id).category else { return (None, None) };
        let order = self.list(&ListKey::Neighbours(category));
        let Some(at) = self.position_of(id) else { return (None, None) };
        (at.checked_sub(1).and_then(|at| order.get(at)).copied(), order.get(at + 1).copied())
    }

    fn position_of(&self, id: PostId) -> Option<usize> {
        self.lists.positions.get(id.0).copied().flatten()
    }

    /// The place of a whole post, for findings that no single line is to blame for.
    pub fn place_of(&self, id: PostId) -> Place {
        Place::file(&self.post(id).path)
    }
}
