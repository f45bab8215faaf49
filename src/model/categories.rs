//! Categories: the folders of content/.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::{Address, Slugs};
use crate::base::{Later, Print, SitePath, ready};
use crate::config::Config;
use crate::markdown::Body;
use crate::parse::{Document, DocumentKind, IndexHead, split_dated_name};

/// A category of a [`super::Site`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CategoryId(pub(super) usize);

/// A folder of content/ with an `_index.md`, or a top folder that has posts.
#[derive(Debug, Clone)]
pub struct Category {
    /// Its id.
    pub id: CategoryId,
    /// The folder below content/: `hope-project`, `news/town`. It is the category's id in queries.
    pub folder: String,
    /// Its `_index.md`, or where that would be.
    pub path: SitePath,
    /// Its title.
    pub title: String,
    /// Its address.
    pub address: Address,
    /// The same, ready for `href`.
    pub url: String,
    /// The head of its `_index.md`.
    pub head: Arc<IndexHead>,
    /// The body of its `_index.md`.
    pub body: Later<Body>,
    /// The kind of its posts: its own, or that of what it is inside of.
    pub kind: Option<String>,
    /// The category that it is inside of.
    pub parent: Option<CategoryId>,
    /// The categories inside it, in their order.
    pub children: Vec<CategoryId>,
    /// The print of what its file says.
    pub(super) print: Print,
}

/// The categories, parents first, and which folder is which.
#[derive(Debug)]
pub(super) struct Categories {
    pub all: Vec<Category>,
    pub of_folder: HashMap<String, CategoryId>,
    /// Those that are in no other, in their order.
    pub top: Vec<CategoryId>,
}

impl Categories {
    /// The category that a file of `folder` (below content/) belongs to.
    pub(super) fn holding(&self, folder: &str) -> Option<CategoryId> {
        let mut folder = folder;
        loop {
            if let Some(id) = self.of_folder.get(folder) {
                return Some(*id);
            }
            folder = folder.rsplit_once('/')?.0;
        }
    }
}

/// The address of a folder below content/.
pub(super) fn folder_address(folder: &str, config: &Config, slugs: &Slugs) -> Address {
    let parts = folder.split('/').filter(|part| !part.is_empty());
    parts.fold(Address::home(), |address, part| address.page(&slug_or_name(split_dated_name(part).1, config, slugs)))
}

/// A slug; a name that has no letter and no digit stands for itself as far as it can.
pub(super) fn slug_or_name(name: &str, config: &Config, slugs: &Slugs) -> String {
    let slug = slugs.of(name, config.slugs);
    if slug.is_empty() { format!("x-{:x}", rapidhash::v3::rapidhash_v3(name.as_bytes()) as u32) } else { slug }
}

/// Makes the categories of the folders that have an `_index.md`, and of the top folders in `with_posts`.
pub(super) fn make_categories(
    indexes: Vec<Arc<Document>>,
    with_posts: impl Iterator<Item = String>,
    config: &Config,
    slugs: &Slugs,
) -> Categories {
    let mut folders: BTreeMap<String, Option<Arc<Document>>> = with_posts.map(|folder| (folder, None)).collect();
    for document in indexes {
        let folder = document.path.folder().strip_prefix("content/").unwrap_or("").to_owned();
        folders.insert(folder, Some(document));
    }
    let mut made = Categories { all: Vec::new(), of_folder: HashMap::new(), top: Vec::new() };
    // In this order a parent comes before what is inside it.
    for (folder, document) in folders {
        let id = CategoryId(made.all.len());
        let parent = folder.rsplit_once('/').and_then(|(above, _)| made.holding(above));
        let mut category = make_category(id, &folder, document, parent, &Making { config, slugs });
        category.kind = category.kind.or_else(|| made.all[parent?.0].kind.clone());
        made.all.push(category);
        made.of_folder.insert(folder, id);
    }
    made.top = link_children(&mut made.all);
    made
}

/// What addresses are made with.
struct Making<'m> {
    config: &'m Config,
    slugs: &'m Slugs,
}

fn make_category(
    id: CategoryId,
    folder: &str,
    document: Option<Arc<Document>>,
    parent: Option<CategoryId>,
    making: &Making<'_>,
) -> Category {
    let name = folder.rsplit('/').next().unwrap_or(folder);
    let path = SitePath::new(&format!("content/{folder}/_index.md"));
    let path = path.expect("invariant: a scanned folder is a sound path");
    let address = folder_address(folder, making.config, making.slugs);
    let print = document.as_ref().map_or(Print::NOTHING, |document| document.print);
    let heading = document.as_ref().and_then(|document| document.digest.heading.clone());
    let (head, body) = match document.as_ref().map(|document| (&document.kind, &document.body)) {
        Some((DocumentKind::Index(head), body)) => (Arc::clone(head), Arc::clone(body)),
        _ => (Arc::default(), ready(Body::default())),
    };
    let title = head.title.clone().or(heading).unwrap_or_else(|| name.to_owned());
    let url = address.url(making.config.base_url.path());
    let kind = head.kind.as_ref().map(|kind| kind.value.clone());
    let (folder, children) = (folder.to_owned(), Vec::new());
    Category { id, folder, path, title, address, url, head, body, kind, parent, children, print }
}

/// Puts each category among its parent's, in their order; gives those that have none.
fn link_children(all: &mut [Category]) -> Vec<CategoryId> {
    let mut top = Vec::new();
    let mut order: Vec<CategoryId> = all.iter().map(|category| category.id).collect();
    order.sort_by_key(|id| sort_key(&all[id.0]));
    for id in order {
        match all[id.0].parent {
            Some(parent) => all[parent.0].children.push(id),
            None => top.push(id),
        }
    }
    top
}

/// The lightest first, those without weight last, then by folder.
fn sort_key(category: &Category) -> (i64, String) {
    (category.head.weight.unwrap_or(i64::MAX), category.folder.clone())
}
