//! The portal as a whole: posts, categories, terms, lists and facts, all computed from the documents.
//!
//! [`assemble`] makes a [`Site`]; from then on it is read only through a [`Lens`], which records what was read. Opens no
//! file and knows nothing of templates.

mod address;
mod assemble;
mod categories;
mod facts;
mod files;
mod lens;
mod lists;
mod post;
mod references;
mod related;
mod slug;
mod terms;

pub use address::Address;
pub use assemble::{BuildChoices, assemble, figure_words};
pub use categories::{Category, CategoryId};
pub use files::{PublishedFile, PublishedRendition};
pub use lens::{Asked, Facet, Lens};
pub use lists::{ListKey, order_posts, page_address, page_count};
pub use post::{Post, PostId};
pub use references::{Reference, Target};
pub use slug::slug_of;
pub use terms::{Taxonomy, Term};

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::base::{Day, SitePath};
use crate::config::Config;
use crate::diag::Place;
use crate::figures::Metric;
use crate::markdown::Body;
use crate::parse::{IndexHead, Located};
use crate::stats::{Catalog, Period, PostFacts, Query, StatResult};

/// Everything that pages are made of. Two sites made of the same sources are the same.
#[derive(Debug)]
pub struct Site {
    /// site.toml.
    pub config: Arc<Config>,
    /// The day of the build.
    pub today: Day,
    /// Posts and standalone pages, in the order of their files.
    pub posts: Vec<Post>,
    post_of_path: HashMap<SitePath, PostId>,
    /// Markdown files that are not built this time: drafts and posts of the future.
    unbuilt: BTreeSet<SitePath>,
    /// Categories, a parent before its children.
    pub categories: Vec<Category>,
    top_categories: Vec<CategoryId>,
    category_of_folder: HashMap<String, CategoryId>,
    /// Head and body of `content/_index.md`.
    pub home: Option<(IndexHead, Body)>,
    /// Where `content/_index.md` is.
    pub home_path: SitePath,
    lists: BTreeMap<ListKey, Vec<PostId>>,
    /// The taxonomies that have terms, in the order of site.toml.
    pub taxonomies: Vec<Taxonomy>,
    /// The half-year that pages speak of.
    half_year: Period,
    /// What the posts state, in the order of `posts`.
    pub facts: Vec<PostFacts>,
    /// Files that are published as they are, by their path in the portal.
    pub files: BTreeMap<SitePath, PublishedFile>,
    /// Addresses that lead to other pages.
    pub aliases: Vec<(Located<String>, Address)>,
    totals: lens::PeriodTotals,
    /// The titles of the categories, by folder.
    category_titles: BTreeMap<String, String>,
    /// The labels that records have.
    labels: BTreeSet<String>,
    /// The texts of the `_index.md` files.
    index_texts: BTreeMap<SitePath, Arc<str>>,
    related: Vec<Vec<PostId>>,
    /// Where each post stands among its category's, oldest first.
    positions: Vec<Option<usize>>,
}

impl Site {
    /// The post of a file.
    pub fn post_at(&self, path: &SitePath) -> Option<&Post> {
        self.post_of_path.get(path).map(|id| self.post(*id))
    }

    /// The post with an id of this site.
    pub fn post(&self, id: PostId) -> &Post {
        &self.posts[id.0]
    }

    /// The category with an id of this site.
    pub fn category(&self, id: CategoryId) -> &Category {
        &self.categories[id.0]
    }

    /// The posts of a list, in its order; empty where there is no such list.
    pub fn list(&self, key: &ListKey) -> &[PostId] {
        self.lists.get(key).map_or(&[], Vec::as_slice)
    }

    /// What queries can name.
    pub fn catalog(&self) -> Catalog<'_> {
        Catalog {
            metrics: &self.config.metrics,
            kinds: &self.config.kinds,
            categories: &self.category_titles,
            taxonomies: &self.config.taxonomies,
            labels: &self.labels,
        }
    }

    /// The metrics that some post states, in the order of site.toml.
    pub fn stated_metrics(&self) -> Vec<&Metric> {
        let stated: BTreeSet<&str> = self.facts.iter().flat_map(PostFacts::metric_ids).collect();
        let ids = self.config.metric_order.iter().filter(|id| stated.contains(id.as_str()));
        ids.filter_map(|id| self.config.metrics.get(id)).collect()
    }

    /// The answer to a query.
    pub fn answer(&self, query: &Query) -> StatResult {
        crate::stats::run(query, &self.facts, &self.catalog(), self.today)
    }

    /// The text of a Markdown file that is built.
    pub fn text_of(&self, path: &SitePath) -> Option<&str> {
        self.post_at(path).map(|post| &*post.text).or_else(|| self.index_texts.get(path).map(|text| &**text))
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
        self.positions.get(id.0).copied().flatten()
    }

    /// The place of a whole post, for findings that no single line is to blame for.
    pub fn place_of(&self, id: PostId) -> Place {
        Place::file(&self.post(id).path)
    }
}
