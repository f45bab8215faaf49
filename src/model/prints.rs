//! The prints of a site's parts: of each post, of what each stage reads of all of them, and of each facet.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;
use std::sync::Arc;

use super::categories::Categories;
use super::lists::print_of_posts;
use super::post::Prints;
use super::{Card, Facet, ListName, Post, Reference, Site, Target};
use crate::base::{Day, Print, Printer, SitePath};
use crate::parse::{Digest, Document, Head, Records};
use crate::source::{Asset, AssetBytes};

impl Prints {
    /// Of a post's parts. `document` and `head` are the prints of its file and of the file's head.
    pub(super) fn of(card: &mut Card, head: &Head, kind: Option<&str>, digest: &Digest, made: MadeFrom) -> Self {
        // An id is good for one site only; the folder beside it says the same in all of them.
        let category = card.category.take();
        let shown = Print::of(card);
        card.category = category;
        let figures = |figures: &[crate::parse::StatedFigure], printer: &mut Printer| {
            figures.iter().for_each(|stated| (&stated.metric, stated.figure).hash(printer));
        };
        let mut stated = Printer::default();
        (&card.path, head.period, card.date, &card.folder, kind, &head.terms, &head.same_as, card.expired)
            .hash(&mut stated);
        figures(&head.figures, &mut stated);
        for record in head.records.rows() {
            (record.day, &record.labels, record.figures.len()).hash(&mut stated);
            figures(&record.figures, &mut stated);
        }
        let ledger = match &head.records {
            Records::File(name) => Some(&name.value),
            _ => None,
        };
        let start = card.event.as_ref().map(|event| event.start);
        Self {
            made,
            whole: Print::of(&(made.document, shown, kind)),
            outline: Print::of(&(made.head, shown, kind)),
            card: shown,
            path: Print::of(&card.path),
            order: Print::of(&(card.pinned, head.weight, card.date, start, card.is_page(), &card.folder)),
            title: Print::of(&card.title),
            terms: Print::of(&(&head.terms, card.expired)),
            facts: stated.print(),
            place: Print::of(&(&card.bundle, &card.address, card.expired, ledger, &head.ledger)),
            names: Print::of(&(&card.cover, &digest.names)),
            aliases: Print::of(&(&head.aliases, &card.address)),
        }
    }
}

/// What a post was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct MadeFrom {
    /// Its file, with all that it was read with.
    pub(super) document: Print,
    /// The head of its file.
    pub(super) head: Print,
    /// The day that says whether it has to come down.
    pub(super) today: Day,
}

impl MadeFrom {
    /// Of a document that is made a post on a day.
    pub(super) fn of(document: &Document, today: Day) -> Self {
        Self { document: document.print, head: document.head_print, today }
    }
}

/// What each stage reads of all posts together.
pub(super) struct SitePrints {
    /// Which posts there are, in which order.
    pub(super) paths: Print,
    /// What lists are made from.
    pub(super) lists: Print,
    /// What facts are made from.
    pub(super) facts: Print,
    /// What says which files are published.
    pub(super) places: Print,
    /// What aliases are made from.
    pub(super) aliases: Print,
}

impl SitePrints {
    pub(super) fn of(
        stated: &[Arc<Post>],
        categories: &super::Part<Categories>,
        unbuilt: &super::facts::Unbuilt,
        config: Print,
        choices: super::BuildChoices,
    ) -> Self {
        let by_title = categories.all.iter().any(|category| category.head.sort_by == crate::parse::SortBy::Title);
        let down = stated.iter().any(|post| post.expired && post.bundle.is_none());
        let (mut paths, mut lists, mut facts, mut places, mut aliases) = <[Printer; 5]>::default().into();
        for post in stated {
            let prints = &post.prints;
            prints.path.hash(&mut paths);
            (prints.order, prints.terms, by_title.then_some(prints.title)).hash(&mut lists);
            prints.facts.hash(&mut facts);
            (prints.place, down.then_some(prints.names)).hash(&mut places);
            prints.aliases.hash(&mut aliases);
        }
        let common = Print::of(&(paths.print(), categories.made_from, config));
        Self {
            paths: paths.print(),
            lists: Print::of(&(common, lists.print())),
            facts: Print::of(&(common, facts.print(), unbuilt, choices.today, choices.future)),
            places: Print::of(&(common, places.print(), unbuilt.keys().collect::<Vec<_>>())),
            aliases: Print::of(&(common, aliases.print())),
        }
    }
}

/// The print of what is known of the portal's files without reading them.
pub(super) fn print_of_assets(assets: &BTreeMap<SitePath, Asset>) -> Print {
    let mut printer = Printer::default();
    assets.iter().for_each(|(path, asset)| (path, print_of_asset(asset)).hash(&mut printer));
    printer.print()
}

fn print_of_asset(asset: &Asset) -> Print {
    match &asset.bytes {
        AssetBytes::Memory(bytes) => Print::of(&(asset.length, &asset.picture, Print::of_bytes(bytes))),
        AssetBytes::File(_) => Print::of(&(asset.length, &asset.picture, asset.stamp)),
    }
}

impl Site {
    /// The print of a part of the site: it is the same as long as whoever reads that part finds the same.
    pub fn print(&self, facet: &Facet) -> Print {
        match facet {
            Facet::Card(path) => self.of_post(path, |post| post.prints.card),
            Facet::Outline(path) => self.of_post(path, |post| post.prints.outline),
            Facet::Post(path) => self.of_post(path, Post::print),
            Facet::Category(folder) => self.category_print(folder),
            Facet::Home => self.home_print,
            Facet::TopCategories => Print::of(&self.folders(&self.categories.top)),
            Facet::List(name) => self.key_of(name).map_or(Print::NOTHING, |key| self.list_print(&key)),
            Facet::ListStart(name, most) => {
                let ids = self.key_of(name).map_or(&[][..], |key| self.list(&key));
                print_of_posts(&ids[..ids.len().min(*most)], &self.posts)
            }
            Facet::ListLength(name) => Print::of(&self.key_of(name).map_or(0, |key| self.list(&key).len())),
            Facet::Days => Print::of(&self.newest(|post| (post.prints.path, post.day()))),
            Facet::Related(path) => self.of_post(path, |post| print_of_posts(self.related(post.id), &self.posts)),
            Facet::Neighbours(path) => self.of_post(path, |post| {
                let (earlier, later) = self.neighbours(post.id);
                let path = |id| self.post(id).prints.path;
                Print::of(&(earlier.map(path), later.map(path)))
            }),
            Facet::TermAddress(taxonomy, term) => {
                Print::of(&self.taxonomy(taxonomy).and_then(|found| found.term(term)).map(|term| &term.url))
            }
            Facet::TaxonomyAddress(taxonomy) => Print::of(&self.taxonomy(taxonomy).map(|taxonomy| &taxonomy.url)),
            Facet::Taxonomy(taxonomy) => self.terms_print(taxonomy),
            Facet::Reference(from, written) => self.reference_print(&self.resolve(from, written)),
            Facet::Named(from, named) => {
                let found = self.post_at(from).and_then(|post| self.named_post(post, named));
                Print::of(&found.map(|id| self.post(id).prints.path))
            }
            Facet::File(path) => {
                let file = self.files.all.get(path);
                Print::of(&file.map(|file| (&file.url, file.asset.length, &file.asset.picture)))
            }
            Facet::Bytes(path) => Print::of(&self.files.all.get(path).map(|file| print_of_asset(&file.asset))),
            Facet::Folder(folder) => Print::of(&self.files_of(folder).map(|(path, _)| path).collect::<Vec<_>>()),
            Facet::Statistic(arguments) => self.statistic_print(arguments),
            Facet::HalfYear => Print::of(&self.facts.half_year),
            Facet::Config => self.config.print,
            Facet::AllFacts => self.facts.made_from,
            Facet::Outlines => Print::of(&self.newest(|post| post.prints.outline)),
            Facet::Stating(metric) => self.stating_print(metric.as_deref()),
            Facet::Addresses => Print::of(&super::addresses(self)),
            Facet::Categories => self.categories.made_from,
            Facet::Today => Print::of(&self.today),
            // These are parts of the theme or of the search index, and not known here.
            Facet::Theme
            | Facet::Template(_)
            | Facet::Frame
            | Facet::ThemeFile(_)
            | Facet::SearchShard(_)
            | Facet::SearchCards(_)
            | Facet::SearchReadings(_)
            | Facet::SearchOrder => Print::NOTHING,
        }
    }

    fn of_post(&self, path: &SitePath, print: impl FnOnce(&Post) -> Print) -> Print {
        self.post_at(path).map_or(Print::NOTHING, print)
    }

    /// The print of a taxonomy's terms with their counts.
    fn terms_print(&self, taxonomy: &str) -> Print {
        let terms = |taxonomy: &super::Taxonomy| {
            taxonomy.terms.iter().map(|term| Print::of(&(&term.name, &term.url, term.count))).collect::<Vec<_>>()
        };
        Print::of(&self.taxonomy(taxonomy).map(terms))
    }

    /// Something of all posts, the newest first.
    fn newest<T>(&self, of: impl Fn(&Post) -> T) -> Vec<T> {
        self.list(&super::ListKey::Newest).iter().map(|id| of(self.post(*id))).collect()
    }

    /// The print of what posts state that state a metric, or any, and of what lists show of them.
    fn stating_print(&self, metric: Option<&str>) -> Print {
        let prints = self.stating.get_or_init(|| {
            let mut printers: BTreeMap<Option<&str>, Printer> = BTreeMap::new();
            for post in &self.posts {
                let Some(told) = self.told(post.id) else { continue };
                let ids: BTreeSet<&str> = told.facts.metric_ids().collect();
                let any = (!ids.is_empty()).then_some(None);
                for id in any.into_iter().chain(ids.into_iter().map(Some)) {
                    (post.prints.card, told.print).hash(printers.entry(id).or_default());
                }
            }
            printers.into_iter().map(|(id, printer)| (id.map(str::to_owned), printer.print())).collect()
        });
        prints.get(&metric.map(str::to_owned)).copied().unwrap_or_default()
    }

    fn folders(&self, ids: &[super::CategoryId]) -> Vec<&str> {
        ids.iter().map(|id| self.category(*id).folder.as_str()).collect()
    }

    fn category_print(&self, folder: &str) -> Print {
        let Some(category) = self.category_of(folder) else {
            return Print::NOTHING;
        };
        let parent = category.parent.map(|id| self.category(id).folder.as_str());
        Print::of(&(
            category.print,
            &category.title,
            &category.url,
            &category.kind,
            parent,
            self.folders(&category.children),
        ))
    }

    fn list_print(&self, key: &super::ListKey) -> Print {
        self.lists.all.get(key).map_or(Print::NOTHING, |list| list.print(&self.posts))
    }

    fn reference_print(&self, reference: &Reference) -> Print {
        let (kind, path): (u8, &str) = match &reference.target {
            Target::Post(id) => (0, self.post(*id).path.as_str()),
            Target::Category(Some(id)) => (1, self.category(*id).folder.as_str()),
            Target::Category(None) => (2, ""),
            Target::File(path) => (3, path.as_str()),
            Target::Root(written) => (4, written),
            Target::Relative(written) => (5, written),
            Target::Unbuilt(path) => (6, path.as_str()),
            Target::Missing(written) => (7, written),
            Target::Unshown(path) => (8, path.as_str()),
        };
        Print::of(&(kind, path, &reference.suffix))
    }

    /// The list of a name, where the site has its category.
    fn key_of(&self, name: &ListName) -> Option<super::ListKey> {
        use super::ListKey;
        let of = |folder: &str| self.categories.of_folder.get(folder).copied();
        Some(match name {
            ListName::Home => ListKey::Home,
            ListName::Newest => ListKey::Newest,
            ListName::Pages => ListKey::Pages,
            ListName::Events => ListKey::Events,
            ListName::Category(folder) => ListKey::Category(of(folder)?),
            ListName::CategoryNewest(folder) => ListKey::CategoryNewest(of(folder)?),
            ListName::Neighbours(folder) => ListKey::Neighbours(of(folder)?),
            ListName::Term(taxonomy, term) => ListKey::Term { taxonomy: taxonomy.clone(), term: term.clone() },
        })
    }

    /// What a list is called in every site.
    pub(super) fn name_of(&self, key: &super::ListKey) -> ListName {
        use super::ListKey;
        let folder = |id: &super::CategoryId| self.category(*id).folder.clone();
        match key {
            ListKey::Home => ListName::Home,
            ListKey::Newest => ListName::Newest,
            ListKey::Pages => ListName::Pages,
            ListKey::Events => ListName::Events,
            ListKey::Category(id) => ListName::Category(folder(id)),
            ListKey::CategoryNewest(id) => ListName::CategoryNewest(folder(id)),
            ListKey::Neighbours(id) => ListName::Neighbours(folder(id)),
            ListKey::Term { taxonomy, term } => ListName::Term(taxonomy.clone(), term.clone()),
        }
    }
}
