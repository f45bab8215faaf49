//! Lists of posts and their orders.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::{Arc, OnceLock};

use super::Lists;
use super::categories::Categories;
use super::related::positions_of;
use super::terms::collect_terms;
use super::{Address, CategoryId, Post, PostId};
use crate::base::{Print, Printer};
use crate::config::Config;
use crate::parse::SortBy;

/// A list that pages show.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListKey {
    /// All posts, pinned ones first, then the newest.
    Home,
    /// All posts, the newest first, pinned or not: feeds and the archive.
    Newest,
    /// The posts of a category and of those inside it, by its order.
    Category(CategoryId),
    /// The same, the newest first: its feed.
    CategoryNewest(CategoryId),
    /// The posts of a category alone, oldest first: what is earlier and later.
    Neighbours(CategoryId),
    /// The posts of a term.
    Term {
        /// The taxonomy.
        taxonomy: String,
        /// The term's name.
        term: String,
    },
    /// Standalone pages, by weight and title.
    Pages,
    /// Posts that announce an event, by its beginning.
    Events,
}

/// The posts of a list, in its order.
#[derive(Debug, Default)]
pub(super) struct List {
    ids: Vec<PostId>,
    print: OnceLock<Print>,
}

impl List {
    /// Of posts in their order.
    pub(super) fn new(ids: Vec<PostId>) -> Self {
        Self { ids, print: OnceLock::new() }
    }

    /// The posts.
    pub(super) fn ids(&self) -> &[PostId] {
        &self.ids
    }

    /// The print of which posts these are, in which order.
    pub(super) fn print(&self, posts: &[Arc<Post>]) -> Print {
        *self.print.get_or_init(|| print_of_posts(&self.ids, posts))
    }
}

/// The print of which posts these are, in which order.
pub(super) fn print_of_posts(ids: &[PostId], posts: &[Arc<Post>]) -> Print {
    let mut printer = Printer::default();
    ids.iter().for_each(|id| posts[id.0].prints.path.hash(&mut printer));
    printer.print()
}

/// Sorts posts as a list shows them: pinned ones first, ties by date and then by file, so that the order is total.
pub fn order_posts(ids: &mut [PostId], posts: &[Arc<Post>], by: SortBy) {
    ids.sort_by(|one, other| {
        let (one, other) = (&posts[one.0], &posts[other.0]);
        other.pinned.cmp(&one.pinned).then_with(|| compare(one, other, by))
    });
}

fn compare(one: &Post, other: &Post, by: SortBy) -> Ordering {
    let wanted = match by {
        SortBy::Date => Ordering::Equal,
        SortBy::Weight => one.head.weight.unwrap_or(i64::MAX).cmp(&other.head.weight.unwrap_or(i64::MAX)),
        SortBy::Title => one.title.cmp(&other.title),
    };
    wanted.then_with(|| newest_first(one, other))
}

/// The newest first; posts without a date last.
fn newest_first(one: &Post, other: &Post) -> Ordering {
    Reverse(one.date).cmp(&Reverse(other.date)).then_with(|| one.path.cmp(&other.path))
}

/// All lists, and the taxonomies that make some of them.
pub(super) fn make_lists(posts: &[Arc<Post>], categories: &Categories, config: &Config) -> Lists {
    let mut lists = collect_lists(posts, categories);
    // What is taken from the newest first is nearly in its order already, which costs the least to sort.
    let newest = lists.get(&ListKey::Newest).map(Vec::as_slice).unwrap_or_default();
    let (taxonomies, posts_of_terms) = collect_terms(newest, posts, config);
    let of_terms = posts_of_terms.into_iter().map(|((taxonomy, term), mut ids)| {
        order_posts(&mut ids, posts, SortBy::Date);
        (ListKey::Term { taxonomy: taxonomy.to_owned(), term: term.to_owned() }, ids)
    });
    lists.extend(of_terms.collect::<Vec<_>>());
    let positions = positions_of(posts, &lists);
    let all = lists.into_iter().map(|(key, ids)| (key, List::new(ids))).collect();
    Lists { all, taxonomies, positions }
}

/// All lists but those of terms.
fn collect_lists(posts: &[Arc<Post>], categories: &Categories) -> BTreeMap<ListKey, Vec<PostId>> {
    let mut lists: BTreeMap<ListKey, Vec<PostId>> = BTreeMap::new();
    let ids =
        |wanted: fn(&Post) -> bool| posts.iter().filter(|post| wanted(post)).map(|post| post.id).collect::<Vec<_>>();
    let mut newest = ids(|post| !post.is_page());
    newest.sort_by(|one, other| newest_first(&posts[one.0], &posts[other.0]));
    let mut home = newest.clone();
    order_posts(&mut home, posts, SortBy::Date);
    add_category_lists(&newest, posts, categories, &mut lists);
    let mut pages = ids(|post| post.is_page());
    order_posts(&mut pages, posts, SortBy::Weight);
    let mut events = ids(|post| !post.is_page() && post.event.is_some());
    events.sort_by_key(|id| (posts[id.0].event.as_ref().map(|event| event.start), posts[id.0].path.clone()));
    lists.extend([
        (ListKey::Home, home),
        (ListKey::Newest, newest),
        (ListKey::Pages, pages),
        (ListKey::Events, events),
    ]);
    lists
}

fn add_category_lists(
    newest: &[PostId],
    posts: &[Arc<Post>],
    categories: &Categories,
    lists: &mut BTreeMap<ListKey, Vec<PostId>>,
) {
    for id in newest {
        let Some(own) = posts[id.0].category else { continue };
        lists.entry(ListKey::Neighbours(own)).or_default().push(*id);
        let mut above = Some(own);
        while let Some(category) = above {
            lists.entry(ListKey::CategoryNewest(category)).or_default().push(*id);
            above = categories.all[category.0].parent;
        }
    }
    for category in &categories.all {
        let mut listed = lists.get(&ListKey::CategoryNewest(category.id)).cloned().unwrap_or_default();
        order_posts(&mut listed, posts, category.head.sort_by);
        lists.insert(ListKey::Category(category.id), listed);
        if let Some(neighbours) = lists.get_mut(&ListKey::Neighbours(category.id)) {
            neighbours.reverse();
        }
    }
}

/// How many pages a list of `posts` has; one even where it is empty.
pub fn page_count(posts: usize, per_page: usize) -> usize {
    posts.div_ceil(per_page.max(1)).max(1)
}

/// The address of a page of a list.
pub fn page_address(first: &Address, number: usize) -> Address {
    if number == 1 { first.clone() } else { first.page("page").page(&number.to_string()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_list_has_a_page() {
        assert_eq!((page_count(0, 20), page_count(20, 20), page_count(21, 20)), (1, 1, 2));
        assert_eq!(page_count(7, usize::MAX), 1);
    }
}
