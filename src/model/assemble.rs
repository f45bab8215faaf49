//! From documents to a site.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::categories::{Categories, folder_address, make_categories, slug_or_name};
use super::facts::{KnownPaths, facts_of, half_year};
use super::files::publish_files;
use super::lists::collect_lists;
use super::related::{positions_of, relate};
use super::terms::collect_terms;
use super::{Address, ListKey, Post, PostId, Site, order_posts};
use crate::base::{Day, Moment, SitePath};
use crate::config::Config;
use crate::diag::{Checked, Code, Finding, Message, Place};
use crate::markdown::{Body, Filling, Value, WidgetCall, excerpt};
use crate::parse::{Document, DocumentKind, Head, IndexHead, Located, SortBy, is_home, split_dated_name};
use crate::source::Asset;
use crate::stats::PostFacts;

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
    home: Option<(SitePath, IndexHead, Body)>,
    other_home: Option<SitePath>,
    indexes: Vec<Document>,
    posts: Vec<Document>,
    unbuilt: BTreeSet<SitePath>,
}

/// Makes the site. `assets` are the files of content/ and static/.
pub fn assemble(
    config: Arc<Config>,
    documents: Vec<Document>,
    assets: &BTreeMap<SitePath, Asset>,
    choices: BuildChoices,
) -> Checked<Site> {
    let mut findings = Vec::new();
    let index_texts = index_texts(&documents);
    let sorted = sort_documents(documents, choices);
    let with_posts: BTreeSet<String> = sorted.posts.iter().filter_map(|post| top_folder(&post.path)).collect();
    let categories = make_categories(sorted.indexes, with_posts.into_iter(), &config);
    let mut posts = make_posts(sorted.posts, &categories, &config, choices, &mut findings);
    let post_of_path: HashMap<_, _> = posts.iter().map(|post| (post.path.clone(), post.id)).collect();
    let paths = KnownPaths { built: &post_of_path, unbuilt: &sorted.unbuilt };
    let facts = facts_of(&posts, &categories, &config.metrics, &paths, &mut findings);
    let files = publish_files(assets, &posts, &sorted.unbuilt, &config, &mut findings);
    posts.iter_mut().filter(|post| post.expired).for_each(take_down);
    let mut lists = collect_lists(&posts, &categories);
    let (taxonomies, posts_of_terms) = collect_terms(&posts, &config);
    for ((taxonomy, term), mut ids) in posts_of_terms {
        order_posts(&mut ids, &posts, SortBy::Date);
        lists.insert(ListKey::Term { taxonomy, term }, ids);
    }
    let titles = categories.all.iter().map(|category| (category.folder.clone(), category.title.clone()));
    let category_titles = titles.collect();
    let labels = labels_of(&facts, &config);
    let positions = positions_of(&posts, &lists);
    let related = relate(&posts, &lists);
    let aliases = collect_aliases(&posts, &categories, &mut findings);
    findings.extend(sorted.other_home.as_ref().map(second_home));
    let (home_path, home) = match sorted.home {
        Some((path, head, body)) => (path, Some((head, body))),
        None => (SitePath::new("content/_index.md").expect("invariant: a sound path"), None),
    };
    let site = Site {
        today: choices.today,
        post_of_path,
        unbuilt: sorted.unbuilt,
        categories: categories.all,
        top_categories: categories.top,
        category_of_folder: categories.of_folder,
        home,
        home_path,
        lists,
        taxonomies,
        half_year: half_year(&facts, choices.today),
        facts,
        files,
        aliases,
        totals: Default::default(),
        related,
        positions,
        category_titles,
        labels,
        index_texts,
        posts,
        config,
    };
    Checked::new(site, findings)
}

/// Two files can't both be the home page.
fn second_home(path: &SitePath) -> Finding {
    let message = Message::new("address-taken").with("url", "/").with("other", "content/_index.md");
    Finding::error(Code::HeadSlug, Place::file(path), message)
}

fn index_texts(documents: &[Document]) -> BTreeMap<SitePath, Arc<str>> {
    let indexes = documents.iter().filter(|document| matches!(document.kind, DocumentKind::Index(_)));
    indexes.map(|document| (document.path.clone(), Arc::clone(&document.text))).collect()
}

/// The labels that kinds declare and records have.
fn labels_of(facts: &[PostFacts], config: &Config) -> BTreeSet<String> {
    let declared = config.kinds.values().flat_map(|kind| kind.labels.iter().cloned());
    let used = facts.iter().flat_map(|facts| facts.records.iter().flat_map(|record| record.labels.keys().cloned()));
    declared.chain(used).collect()
}

fn sort_documents(documents: Vec<Document>, choices: BuildChoices) -> Sorted {
    let mut sorted = Sorted::default();
    let hidden = draft_folders(&documents, choices);
    for document in documents {
        let below_draft = hidden.iter().any(|folder| document.path.below(folder).is_some());
        match document.kind {
            DocumentKind::Index(_) if is_home(&document.path) && sorted.home.is_some() => {
                sorted.other_home = Some(document.path);
            }
            DocumentKind::Index(head) if is_home(&document.path) => {
                sorted.home = Some((document.path, *head, document.body));
            }
            DocumentKind::Index(_) if below_draft => {
                sorted.unbuilt.insert(document.path);
            }
            DocumentKind::Index(_) => sorted.indexes.push(document),
            DocumentKind::Post(ref head) if below_draft || !is_built(&document.path, head, choices) => {
                sorted.unbuilt.insert(document.path);
            }
            DocumentKind::Post(_) => sorted.posts.push(document),
        }
    }
    sorted
}

/// Folders whose `_index.md` is a draft; nothing below them is built.
fn draft_folders(documents: &[Document], choices: BuildChoices) -> Vec<String> {
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

/// The name that an address is made of: that of the file, or of the bundle's folder.
fn name_of(path: &SitePath) -> &str {
    let stem = path.file_name().rsplit_once('.').map_or(path.file_name(), |(stem, _)| stem);
    if stem == "index" { path.folder().rsplit('/').next().unwrap_or(stem) } else { stem }
}

/// The folder that a post's category and address come from, below content/, and its own folder if it is a bundle.
fn folders_of(path: &SitePath) -> (&str, Option<String>) {
    let folder = path.folder();
    if path.file_name() != "index.md" || folder == "content" {
        return (below_content(folder), None);
    }
    let above = folder.rsplit_once('/').map_or("content", |(above, _)| above);
    (below_content(above), Some(folder.to_owned()))
}

fn below_content(folder: &str) -> &str {
    folder.strip_prefix("content").unwrap_or(folder).trim_start_matches('/')
}

fn top_folder(path: &SitePath) -> Option<String> {
    let (folder, _) = folders_of(path);
    let top = folder.split('/').next().filter(|top| !top.is_empty())?;
    Some(top.to_owned())
}

fn make_posts(
    sorted: Vec<Document>,
    categories: &Categories,
    config: &Config,
    choices: BuildChoices,
    findings: &mut Vec<Finding>,
) -> Vec<Post> {
    let mut posts = Vec::with_capacity(sorted.len());
    for document in sorted {
        let DocumentKind::Post(head) = document.kind else { continue };
        let (path, head, body) = (document.path, *head, document.body);
        let (folder, bundle) = folders_of(&path);
        let address = address_of(&path, folder, &head, config, findings);
        let category = categories.holding(folder);
        let kind = head.kind.as_ref().map(|kind| kind.value.clone());
        let expired = head.publicity.is_some_and(|publicity| publicity.is_over(choices.today));
        posts.push(Post {
            id: PostId(posts.len()),
            url: address.url(config.base_url.path()),
            title: title_of(&path, &head, &body),
            date: date_of(&path, &head),
            kind: kind.or_else(|| category.and_then(|id| categories.all[id.0].kind.clone())),
            summary: summary_of(&head, &body, config),
            bundle,
            address,
            category,
            expired,
            path,
            head,
            body,
            text: document.text,
        });
    }
    posts
}

/// Takes from a notice past its last day all but its title, its days and its place in lists (PII-T1). What was stated
/// has been counted by then; nothing that is made of the post afterwards can show more than this.
fn take_down(post: &mut Post) {
    let head = std::mem::take(&mut post.head);
    post.head = Head {
        title: head.title,
        date: head.date,
        publicity: head.publicity,
        weight: head.weight,
        pinned: head.pinned,
        aliases: head.aliases,
        allow: head.allow,
        silenced: head.silenced,
        ..Head::default()
    };
    post.kind = None;
    post.body = Body::default();
    post.summary.clear();
}

fn title_of(path: &SitePath, head: &Head, body: &Body) -> String {
    let heading = || body.first_heading.clone().filter(|heading| !heading.trim().is_empty());
    head.title.clone().or_else(heading).unwrap_or_else(|| split_dated_name(name_of(path)).1.to_owned())
}

/// `summary`, else the text before `<!-- more -->`, else the first paragraph (product section 2).
fn summary_of(head: &Head, body: &Body, config: &Config) -> String {
    if let Some(stated) = &head.summary {
        return stated.clone();
    }
    let words = |hole: usize| match body.holes.get(hole).map(|hole| &hole.what) {
        Some(Filling::Widget(call)) => figure_words(call, head, config),
        _ => String::new(),
    };
    match &body.before_more {
        Some(before) => before.fill(words),
        None => excerpt(&body.first_paragraph.fill(words)),
    }
}

/// What `{{ figure("jobs") }}` says, in a text without markup.
pub fn figure_words(call: &WidgetCall, head: &Head, config: &Config) -> String {
    let stated = call.args.first().and_then(|argument| match &argument.value {
        Value::Text(metric) if call.name == "figure" => head.figures.iter().find(|stated| stated.metric == *metric),
        _ => None,
    });
    let worded = stated.and_then(|stated| {
        let metric = config.metrics.get(&stated.metric)?;
        Some(config.language.figure_text(stated.figure.phrase(), &metric.unit))
    });
    worded.unwrap_or_default()
}

fn address_of(path: &SitePath, folder: &str, head: &Head, config: &Config, findings: &mut Vec<Finding>) -> Address {
    if let Some(stated) = &head.path {
        match Address::parse(&stated.value) {
            Some(address) => return address,
            None => findings.push(bad_address(stated)),
        }
    }
    let folder = folder_address(folder, config);
    let from_name = || folder.page(&slug_or_name(split_dated_name(name_of(path)).1, config));
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
fn collect_aliases(
    posts: &[Post],
    categories: &Categories,
    findings: &mut Vec<Finding>,
) -> Vec<(Located<String>, Address)> {
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
    aliases
}
