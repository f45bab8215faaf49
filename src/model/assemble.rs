//! From documents to a site.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::categories::{Categories, folder_address, make_categories, slug_or_name};
use super::facts::{KnownPaths, Unbuilt, facts_of};
use super::files::publish_files;
use super::lists::make_lists;
use super::post::Prints;
use super::prints::{MadeFrom, SitePrints, print_of_assets};
use super::related::relate;
use super::{Address, Aliases, Card, HomeFile, Part, Post, PostId, PostOfPath, Site, Slugs};
use crate::base::{Day, Later, Moment, Print, SitePath, ready};
use crate::config::Config;
use crate::diag::{Checked, Code, Finding, Message, Place};
use crate::markdown::Body;
use crate::parse::{Digest, Document, DocumentKind, Head, IndexHead, Located, is_home, name_of, split_dated_name};
use crate::source::Asset;

/// What the person who builds has asked for.
#[derive(Debug, Clone, Copy)]
pub struct BuildChoices {
    /// The day of the build.
    pub today: Day,
    /// Whether drafts are built.
    pub drafts: bool,
    /// Whether posts of the future are built.
    pub future: bool,
}

/// Documents, sorted by what they are.
#[derive(Default)]
struct Sorted {
    home: Option<(SitePath, Arc<IndexHead>, Later<Body>, Print)>,
    other_home: Option<SitePath>,
    indexes: Vec<Arc<Document>>,
    posts: Vec<Arc<Document>>,
    unbuilt: Unbuilt,
}

/// What a site is made of.
pub struct Ingredients<'a> {
    /// site.toml.
    pub config: Arc<Config>,
    /// The Markdown files, in the order of their paths.
    pub documents: Vec<Arc<Document>>,
    /// The files of content/ and static/.
    pub assets: &'a BTreeMap<SitePath, Asset>,
    /// What the person who builds has asked for.
    pub choices: BuildChoices,
    /// Slugs that were made once.
    pub slugs: Arc<Slugs>,
}

/// Makes the site. `assets` are the files of content/ and static/.
pub fn assemble(
    config: Arc<Config>,
    documents: Vec<Arc<Document>>,
    assets: &BTreeMap<SitePath, Asset>,
    choices: BuildChoices,
) -> Checked<Site> {
    reassemble(Ingredients { config, documents, assets, choices, slugs: Arc::default() }, None)
}

/// Makes the site. What it has in common with the one `before` is shared and not made again.
pub fn reassemble(ingredients: Ingredients<'_>, before: Option<&Site>) -> Checked<Site> {
    let Ingredients { config, documents, assets, choices, slugs } = ingredients;
    let mut findings = Vec::new();
    let index_texts = index_texts(&documents);
    let sorted = sort_documents(documents, choices);
    let mut with_posts: Vec<&str> = sorted.posts.iter().filter_map(|post| top_folder(&post.path)).collect();
    // In the order of their paths posts of one folder follow one another.
    with_posts.dedup();
    let with_posts: BTreeSet<String> = with_posts.into_iter().map(str::to_owned).collect();
    let indexes: Vec<(&SitePath, Print)> = sorted.indexes.iter().map(|index| (&index.path, index.print)).collect();
    let from = Print::of(&(config.print, indexes, &with_posts));
    let categories = Part::of(before.map(|site| &site.categories), from, || {
        make_categories(sorted.indexes, with_posts.into_iter(), &config, &slugs)
    });
    let known = before.filter(|site| site.config.print == config.print && site.categories.made_from == from);
    let making = Making { categories: &categories, config: &config, choices, slugs: &slugs };
    let stated = make_posts(sorted.posts, &making, known, &mut findings);
    let posts: Vec<Arc<Post>> = stated.iter().map(shown).collect();
    let prints = SitePrints::of(&stated, &categories, &sorted.unbuilt, config.print, choices);
    let post_of_path = Part::of(before.map(|site| &site.post_of_path), prints.paths, || {
        posts.iter().map(|post| (post.path.clone(), post.id)).collect::<PostOfPath>()
    });
    let make_facts = || {
        Part::of(before.map(|site| &site.facts), prints.facts, || {
            let paths = KnownPaths { built: &post_of_path, unbuilt: &sorted.unbuilt };
            facts_of(&stated, (&categories, &config), choices, &paths, known)
        })
    };
    let make_all_lists =
        || Part::of(before.map(|site| &site.lists), prints.lists, || make_lists(&posts, &categories, &config));
    let (facts, lists) = rayon::join(make_facts, make_all_lists);
    let from = Print::of(&(prints.places, print_of_assets(assets)));
    let files = Part::of(before.map(|site| &site.files), from, || {
        publish_files(assets, &stated, &sorted.unbuilt, &config, &slugs)
    });
    let related =
        Part::of(before.map(|site| &site.related), prints.lists, || relate(&posts, &lists.all, &lists.positions));
    let aliases = Part::of(before.map(|site| &site.aliases), prints.aliases, || collect_aliases(&posts, &categories));
    findings.extend(facts.findings.iter().chain(&files.findings).chain(&aliases.findings).cloned());
    findings.extend(sorted.other_home.as_ref().map(second_home));
    let (home_path, home, home_print) = home_of(sorted.home);
    let site = Site {
        today: choices.today,
        post_of_path,
        unbuilt: sorted.unbuilt,
        categories,
        home,
        home_path,
        home_print,
        lists,
        facts,
        files,
        aliases,
        related,
        index_texts,
        posts,
        stated,
        config,
        slugs,
        stating: OnceLock::new(),
    };
    Checked::new(site, findings)
}

/// Where the home page's file is or would be, what is in it, and its print.
fn home_of(home: Option<(SitePath, Arc<IndexHead>, Later<Body>, Print)>) -> (SitePath, Option<HomeFile>, Print) {
    match home {
        Some((path, head, body, print)) => (path, Some((head, body)), print),
        None => (SitePath::new("content/_index.md").expect("invariant: a sound path"), None, Print::NOTHING),
    }
}

/// Two files can't both be the home page.
fn second_home(path: &SitePath) -> Finding {
    let message = Message::new("address-taken").with("url", "/").with("other", "content/_index.md");
    Finding::error(Code::HeadSlug, Place::file(path), message)
}

fn index_texts(documents: &[Arc<Document>]) -> BTreeMap<SitePath, Later<Arc<str>>> {
    let indexes = documents.iter().filter(|document| matches!(document.kind, DocumentKind::Index(_)));
    indexes.map(|document| (document.path.clone(), Arc::clone(&document.text))).collect()
}

fn sort_documents(documents: Vec<Arc<Document>>, choices: BuildChoices) -> Sorted {
    let mut sorted = Sorted::default();
    let hidden = draft_folders(&documents, choices);
    for document in documents {
        let below_draft = hidden.iter().any(|folder| document.path.below(folder).is_some());
        match &document.kind {
            DocumentKind::Index(_) if is_home(&document.path) && sorted.home.is_some() => {
                sorted.other_home = Some(document.path.clone());
            }
            DocumentKind::Index(head) if is_home(&document.path) => {
                let (head, body) = (Arc::clone(head), Arc::clone(&document.body));
                sorted.home = Some((document.path.clone(), head, body, document.print));
            }
            DocumentKind::Index(_) if below_draft => {
                sorted.unbuilt.insert(document.path.clone(), None);
            }
            DocumentKind::Index(_) => sorted.indexes.push(document),
            DocumentKind::Post(head) if below_draft || !is_built(&document.path, head, choices) => {
                let repeated = head.same_as.as_ref().map(|named| named.value.clone());
                sorted.unbuilt.insert(document.path.clone(), repeated);
            }
            DocumentKind::Post(_) => sorted.posts.push(document),
        }
    }
    sorted
}

/// Folders whose `_index.md` is a draft; nothing below them is built.
fn draft_folders(documents: &[Arc<Document>], choices: BuildChoices) -> Vec<String> {
    let drafts = documents.iter().filter(|document| match &document.kind {
        DocumentKind::Index(head) => head.draft && !choices.drafts,
        DocumentKind::Post(_) => false,
    });
    drafts.map(|document| document.path.folder().to_owned()).collect()
}

fn is_built(path: &SitePath, head: &Head, choices: BuildChoices) -> bool {
    let future = date_of(path, head).is_some_and(|date| date.day() > choices.today);
    (choices.drafts || !head.draft) && (choices.future || !future)
}

fn date_of(path: &SitePath, head: &Head) -> Option<Moment> {
    head.date.or_else(|| split_dated_name(name_of(path)).0.map(Moment::of_day))
}

/// The folder that a post's category and address come from, below content/, and its own folder if it is a bundle.
fn folders_of(path: &SitePath) -> (&str, Option<String>) {
    let is_bundle = path.file_name() == "index.md" && path.folder() != "content";
    (holding_folder(path), is_bundle.then(|| path.folder().to_owned()))
}

/// The folder that a post's category and address come from, below content/.
fn holding_folder(path: &SitePath) -> &str {
    let folder = path.folder();
    if path.file_name() != "index.md" || folder == "content" {
        return below_content(folder);
    }
    below_content(folder.rsplit_once('/').map_or("content", |(above, _)| above))
}

fn below_content(folder: &str) -> &str {
    folder.strip_prefix("content").unwrap_or(folder).trim_start_matches('/')
}

fn top_folder(path: &SitePath) -> Option<&str> {
    holding_folder(path).split('/').next().filter(|top| !top.is_empty())
}

/// What posts are made with.
struct Making<'m> {
    categories: &'m Categories,
    config: &'m Config,
    choices: BuildChoices,
    slugs: &'m Slugs,
}

/// The posts as they are stated. Those of a site before, which was made with the same, are taken over where their
/// documents are the same.
fn make_posts(
    documents: Vec<Arc<Document>>,
    making: &Making<'_>,
    before: Option<&Site>,
    findings: &mut Vec<Finding>,
) -> Vec<Arc<Post>> {
    let posts = documents.into_par_iter().enumerate().map(|(at, document)| {
        let id = PostId(at);
        let made = MadeFrom::of(&document, making.choices.today);
        let known = before.and_then(|site| site.stated.get(site.index_of(at, &document.path)?));
        match known.filter(|post| post.prints.made == made) {
            Some(post) if post.id == id => Arc::clone(post),
            Some(post) => Arc::new(Post { id, ..Post::clone(post) }),
            None => Arc::new(make_post(id, &document, made, making)),
        }
    });
    let posts: Vec<Arc<Post>> = posts.collect();
    findings.extend(posts.iter().flat_map(|post: &Arc<Post>| post.found.iter().cloned()));
    posts
}

fn make_post(id: PostId, document: &Document, made: MadeFrom, making: &Making<'_>) -> Post {
    let mut found = Vec::new();
    let Document { path, kind, digest, body, text, .. } = document.clone();
    let head = match kind {
        DocumentKind::Post(head) => head,
        DocumentKind::Index(_) => Arc::default(),
    };
    let (folder, bundle) = folders_of(&path);
    let category = making.categories.holding(folder);
    let of_category = category.map(|id| &making.categories.all[id.0]);
    let address = address_of(&path, folder, &head, making, &mut found);
    let kind = head.kind.as_ref().map(|kind| kind.value.clone());
    let kind = kind.or_else(|| of_category.and_then(|category| category.kind.clone()));
    let mut card = Card {
        bundle,
        url: address.url(making.config.base_url.path()),
        address,
        title: title_of(&path, &head, &digest),
        date: date_of(&path, &head),
        category,
        folder: of_category.map(|category| category.folder.clone()).unwrap_or_default(),
        summary: digest.summary.clone(),
        expired: head.publicity.is_some_and(|publicity| publicity.is_over(making.choices.today)),
        pinned: head.pinned,
        cover: head.cover.as_ref().map(|cover| cover.value.clone()),
        alts: alts_of(&head),
        place: head.terms.get("place").and_then(|places| places.first().cloned()),
        tags: head.terms.get("tags").cloned().unwrap_or_default(),
        event: head.event.clone(),
        path,
    };
    let prints = Prints::of(&mut card, &head, kind.as_deref(), &digest, made);
    Post { id, card: Arc::new(card), head, digest, body, kind, text, prints, found }
}

/// `[extra.alt]`: what pictures show, by file name.
fn alts_of(head: &Head) -> BTreeMap<String, String> {
    let key = tera::value::Key::from("alt".to_owned());
    let all = head.extra.0.as_map().and_then(|extra| extra.get(&key)?.as_map());
    let texts = all.into_iter().flatten();
    texts.filter_map(|(name, text)| Some((name.to_string(), text.as_str()?.to_owned()))).collect()
}

/// A post as it is shown. From a notice past its last day all is taken but its title, its days and its place in lists
/// (PII-T1). What was stated has been counted; nothing that is made of the post can show more than this.
fn shown(stated: &Arc<Post>) -> Arc<Post> {
    if !stated.expired {
        return Arc::clone(stated);
    }
    let head = &stated.head;
    let kept = Head {
        title: head.title.clone(),
        date: head.date,
        publicity: head.publicity,
        weight: head.weight,
        pinned: head.pinned,
        aliases: head.aliases.clone(),
        allow: head.allow.clone(),
        silenced: head.silenced.clone(),
        ..Head::default()
    };
    let mut card = Card {
        summary: String::new(),
        cover: None,
        alts: BTreeMap::new(),
        place: None,
        tags: Vec::new(),
        event: None,
        ..Card::clone(&stated.card)
    };
    let digest = Digest::default();
    let prints = Prints::of(&mut card, &kept, None, &digest, stated.prints.made);
    Arc::new(Post {
        id: stated.id,
        card: Arc::new(card),
        head: Arc::new(kept),
        digest: Arc::new(digest),
        body: ready(Body::default()),
        kind: None,
        text: Arc::clone(&stated.text),
        prints,
        found: Vec::new(),
    })
}

fn title_of(path: &SitePath, head: &Head, digest: &Digest) -> String {
    let stated = head.title.clone().or_else(|| digest.heading.clone());
    stated.unwrap_or_else(|| split_dated_name(name_of(path)).1.to_owned())
}

fn address_of(path: &SitePath, folder: &str, head: &Head, making: &Making<'_>, findings: &mut Vec<Finding>) -> Address {
    let (config, slugs) = (making.config, making.slugs);
    if let Some(stated) = &head.path {
        match Address::parse(&stated.value) {
            Some(address) => return address,
            None => findings.push(bad_address(stated)),
        }
    }
    let folder = folder_address(folder, config, slugs);
    let from_name = || folder.page(&slug_or_name(split_dated_name(name_of(path)).1, config, slugs));
    let Some(stated) = &head.slug else { return from_name() };
    // A stated slug is kept as it is: it is in somebody's bookmarks already.
    let is_part = !stated.value.contains('/') && Address::parse(&stated.value).is_some();
    if is_part {
        folder.page(&stated.value)
    } else {
        findings.push(bad_address(stated));
        from_name()
    }
}

fn bad_address(stated: &Located<String>) -> Finding {
    let message = Message::new("address-unusable").with("value", &stated.value);
    Finding::error(Code::HeadSlug, stated.place.clone(), message)
}

/// Addresses that lead to posts and categories.
fn collect_aliases(posts: &[Arc<Post>], categories: &Categories) -> Aliases {
    let mut findings = Vec::new();
    let of_posts = posts.iter().flat_map(|post| post.head.aliases.iter().map(|alias| (alias, &post.address)));
    let of_categories = categories.all.iter().flat_map(|c| c.head.aliases.iter().map(|alias| (alias, &c.address)));
    let mut aliases: Vec<(Located<String>, Address)> = Vec::new();
    for (alias, target) in of_posts.chain(of_categories) {
        match Address::parse(&alias.value) {
            None => findings.push(bad_address(alias)),
            Some(address) if address == Address::home() => findings.push(bad_address(alias)),
            // An alias that names the page's own address says nothing.
            Some(address) if address == *target => {}
            Some(_) => aliases.push((alias.clone(), target.clone())),
        }
    }
    Aliases { all: aliases, findings }
}
