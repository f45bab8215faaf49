//! What should be mended before publishing (product section 9): in the sources, in what is attached, and in what was built.
//!
//! Owns the rules of privacy, wording and links, and the judgement of what is a finding. Opens no file: texts and bytes
//! are handed to it. It looks at texts folded for matching alone ([`folded`], [`peel`]), whose every byte knows its place
//! in the file. Start at [`check_sources`], then [`OutputCheck`]; `rules/` has the defaults that a portal may change.

mod allow;
mod amounts;
mod archive;
mod around;
mod attachments;
mod cells;
mod columns;
mod dates;
mod digits;
mod figures;
mod fix;
mod folded;
mod glance;
mod hiding;
mod labels;
mod letters;
mod lexicon;
mod links;
mod masks;
mod minors;
mod named;
mod names;
mod numbers;
mod office;
mod old_office;
mod once;
mod papers;
mod pdf;
mod peel;
mod persons;
mod privacy;
mod quiet;
mod repeated;
mod rtf;
mod rules;
mod spelt;
mod stated;
mod structure;
mod text;
mod wording;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use regex::Regex;

use crate::base::{Day, HANDFUL, Print, SitePath};
use crate::diag::{Code, Finding, Message, Place, Severity};
use crate::markdown::Body;
use crate::model::{Address, Facet, Post, PostId, Site};

pub use allow::settle_allowed;
pub use attachments::is_readable;
pub use figures::check_figures;
pub use fix::{Fix, fixes_of, is_fixable};
pub use hiding::hide_among;
pub use links::Addresses;
pub use once::tell_once;
pub use quiet::QuietPosts;
pub use rules::Rules;

use letters::Letters;
use quiet::{Enquiry, Grounds};
use text::{Role, Text};

/// What is looked at besides the site itself.
#[derive(Debug, Default)]
pub struct Sources<'s> {
    /// Texts that pages are made with: site.toml, templates, strings.
    pub texts: &'s [(SitePath, Arc<str>)],
    /// Files that are published, and ledgers, with their bytes.
    pub files: &'s [(SitePath, Arc<[u8]>)],
    /// What is published now at the addresses of notices that are over, by the paths of their posts.
    pub published: BTreeMap<SitePath, String>,
    /// Posts in which nothing is to be found, as a check before has left it.
    pub quiet: BTreeSet<PostId>,
}

/// What the sources came to.
#[derive(Debug, Default)]
pub struct Findings {
    /// What was found.
    pub findings: Vec<Finding>,
    /// Addresses elsewhere that texts link to, each with the first place that does.
    pub external: BTreeMap<String, Place>,
    /// The numbers that were met, allowed ones too.
    numbers: BTreeSet<String>,
    /// The posts in which nothing was found, and what that rests on.
    quiet: BTreeMap<PostId, Grounds>,
}

impl Findings {
    fn absorb(&mut self, other: Self) {
        self.findings.extend(other.findings);
        for (url, place) in other.external {
            self.external.entry(url).or_insert(place);
        }
        self.numbers.extend(other.numbers);
        self.quiet.extend(other.quiet);
    }
}

/// Looks at everything that a site is made of.
pub fn check_sources(site: &Arc<Site>, addresses: &Addresses<'_>, rules: &Rules, sources: &Sources<'_>) -> Findings {
    let portal = Portal::new(site, rules, sources, addresses);
    let mut found = Findings::default();
    let looked_at = || site.posts.par_iter().with_max_len(HANDFUL).filter(|post| !sources.quiet.contains(&post.id));
    let look_at_posts = || looked_at().map(|post| portal.post(post)).collect::<Vec<_>>();
    let (of_figures, posts) = rayon::join(|| check_figures(site), look_at_posts);
    posts.into_iter().for_each(|one| found.absorb(one));
    for category in site.categories() {
        if let Some(source) = site.text_of(&category.path) {
            found.absorb(portal.index(&category.path, source, &category.body, &category.address));
        }
    }
    if let Some((_, body)) = &site.home
        && let Some(source) = site.text_of(&site.home_path)
    {
        found.absorb(portal.index(&site.home_path, source, body, &Address::home()));
    }
    let files: Vec<Findings> = sources.files.par_iter().map(|(path, bytes)| portal.file(path, bytes)).collect();
    files.into_iter().for_each(|one| found.absorb(one));
    let indexes = site.categories().iter().map(|category| &category.path);
    let mut folders = BTreeSet::new();
    let of_theme = sources.files.iter().map(|(path, _)| path).filter(|path| path.below("themes").is_some());
    for path in site.files().keys().chain(indexes).chain(of_theme) {
        portal.name(path, &mut folders, &mut found);
    }
    for (path, source) in sources.texts {
        let folded = if path.extension() == "toml" { peel::toml(source, 0..source.len()) } else { peel::html(source) };
        let text = Text::of_file(path, source, folded, None);
        found.findings.extend(privacy::check_numbers(&text, rules, site.today, &mut found.numbers));
        found.findings.extend(wording::check_wording(&text, &Letters::of(&text.folded.text), rules));
    }
    found.findings.extend(structure::check_categories(site, rules));
    found.findings.extend(of_figures);
    found
}

/// What a watcher shows with an open page: the findings of one post, page or category, without what its head allows. What
/// only the whole portal tells, and what stands in attachments, is left to [`check_sources`].
/// `outputs` are the paths of all files of the site.
pub fn check_page(site: &Arc<Site>, outputs: &[SitePath], rules: &Rules, path: &SitePath) -> Vec<Finding> {
    let addresses = Addresses::new(site, outputs.iter());
    let sources = Sources::default();
    let portal = Portal::new(site, rules, &sources, &addresses);
    let category = site.categories().iter().find(|category| category.path == *path);
    let home = site.home.as_ref().filter(|_| site.home_path == *path);
    let mut found = match (site.post_at(path), category, site.text_of(path)) {
        (Some(post), ..) => portal.post(post),
        (None, None, Some(source)) if home.is_some() => {
            home.map(|(_, body)| portal.index(path, source, body, &Address::home())).unwrap_or_default()
        }
        (None, Some(category), Some(source)) => portal.index(path, source, &category.body, &category.address),
        _ => Findings::default(),
    };
    match category {
        Some(_) => found.findings.extend(structure::check_categories(site, rules)),
        None => found.findings.extend(figures::check_figures(site)),
    }
    let is_here = |finding: &Finding| finding.place.as_ref().is_some_and(|place| place.path == *path);
    let mut findings = settle_allowed(site, found.findings, &BTreeSet::new());
    findings.retain(|finding| is_here(finding) && finding.code != Code::HeadAllow);
    findings
}

/// A portal that is looked at.
struct Portal<'p> {
    site: &'p Arc<Site>,
    rules: &'p Rules,
    sources: &'p Sources<'p>,
    addresses: &'p Addresses<'p>,
    /// The files whose names have numbers, which are told of the files.
    named: BTreeSet<SitePath>,
    labels: stated::Labels,
    /// The posts with folders of their own, by these.
    bundles: BTreeMap<&'p str, PostId>,
}

impl<'p> Portal<'p> {
    fn new(site: &'p Arc<Site>, rules: &'p Rules, sources: &'p Sources<'p>, addresses: &'p Addresses<'p>) -> Self {
        let bundles = site.posts.iter().filter_map(|post| Some((post.bundle.as_deref()?, post.id))).collect();
        let labels = stated::Labels::of(&site.config);
        let portal = Self { site, rules, sources, addresses, named: BTreeSet::new(), labels, bundles };
        let named = named::files_with_numbers(site, |path| portal.bundle_of(path));
        Self { named, ..portal }
    }

    fn post(&self, post: &Post) -> Findings {
        let mut found = Findings::default();
        let [head, body] = Text::of_markdown(&post.path, &post.text, Some(post));
        found.findings.extend(structure::check_head(post, &head, self.sources));
        self.name(&post.path, &mut BTreeSet::new(), &mut found);
        // Of a notice that came down nothing else is published.
        if post.expired {
            return found;
        }
        self.text(&head, &mut found);
        let body = self.text_with_stars(body, &post.body, &mut found);
        found.findings.extend(cells::check_cells(post, &self.site.config));
        found.findings.extend(stated::check_stated(post, &[&head, &body], &self.site.config, &self.labels));
        let enquiry = Enquiry::new(self.site, self.addresses);
        found.findings.extend(links::check_cover(post, &enquiry));
        links::note_links_of_head(post, &head, &mut found.external);
        self.aliases(post, &mut found);
        self.body(&body, (&post.body, &post.address), &enquiry, &mut found);
        let grounds = enquiry.grounds();
        if found.findings.is_empty() && found.numbers.is_empty() {
            found.quiet.extend(grounds.map(|grounds| (post.id, grounds)));
        }
        found
    }

    fn index(&self, path: &SitePath, source: &str, body: &Body, address: &Address) -> Findings {
        let mut found = Findings::default();
        let [head, text] = Text::of_markdown(path, source, None);
        self.text(&head, &mut found);
        let text = self.text_with_stars(text, body, &mut found);
        self.body(&text, (body, address), &Enquiry::new(self.site, self.addresses), &mut found);
        found
    }

    /// A body: its stars may be a mask where people are looked for, and are markup where words are. Gives it without.
    fn text_with_stars<'t>(&self, text: Text<'t>, body: &Body, found: &mut Findings) -> Text<'t> {
        found.findings.extend(privacy::check_lost_masks(&text, body, self.site.today));
        let letters = Letters::of(&text.folded.text);
        self.privacy(&text, &letters, found);
        let text =
            if text.folded.text.contains('*') { Text { folded: text.folded.without_stars(), ..text } } else { text };
        found.findings.extend(wording::check_wording(&text, &letters, self.rules));
        text
    }

    fn text(&self, text: &Text<'_>, found: &mut Findings) {
        let letters = Letters::of(&text.folded.text);
        self.privacy(text, &letters, found);
        found.findings.extend(wording::check_wording(text, &letters, self.rules));
    }

    fn privacy(&self, text: &Text<'_>, letters: &Letters, found: &mut Findings) {
        let with = (self.rules, self.site.today);
        let findings = privacy::check_privacy(text, letters, with, &mut found.numbers).into_iter();
        found.findings.extend(findings.filter(|finding| !named::is_told_of_file(&self.named, text, finding)));
    }

    fn body(&self, text: &Text<'_>, page: (&Body, &Address), enquiry: &Enquiry<'_>, found: &mut Findings) {
        found.findings.extend(links::check_links(text, page, enquiry, &mut found.external));
        found.findings.extend(structure::check_pictures(page.0, text, self.site.config.language));
    }

    fn file(&self, path: &SitePath, bytes: &[u8]) -> Findings {
        let mut found = Findings::default();
        let contents = attachments::contents_of(path, bytes, 0);
        if contents.as_ref().is_none_or(|contents| contents.is_partial) {
            let finding = Finding::warning(Code::FileUnreadable, Place::file(path), "attachment-unreadable");
            found.findings.push(Finding { severity: Severity::Info, ..finding });
        }
        // What its head says of a post, such as who has agreed, holds for what lies in its folder.
        let owner = self.owner_of(path);
        for part in contents.unwrap_or_default().parts {
            let text = Text::of_file(path, &part.source, part.folded, owner);
            let text = Text { at: part.at, above: part.above, ..text };
            let letters = Letters::of(&text.folded.text);
            self.privacy(&text, &letters, &mut found);
            if attachments::has_prose(path) {
                found.findings.extend(wording::check_wording(&text, &letters, self.rules));
            }
        }
        found
    }

    /// Numbers in the addresses that lead to a post: whatever an address may be elsewhere, these are its own.
    fn aliases(&self, post: &Post, found: &mut Findings) {
        for alias in &post.head.aliases {
            for part in alias.value.split('/') {
                let numbers = numbers::find_numbers(&folded::Folded::plain(part).text, self.site.today);
                for number in numbers.iter().filter(|number| !self.rules.allows(&number.digits)) {
                    if found.numbers.insert(number.digits.clone()) {
                        let place = alias.place.clone();
                        found.findings.push(privacy::number_finding(number, place, Role::File, false));
                    }
                }
            }
        }
    }

    /// The post in whose folder a file lies.
    fn owner_of(&self, path: &SitePath) -> Option<&'p Post> {
        let mut folder = path.folder();
        loop {
            if let Some(id) = self.bundles.get(folder) {
                return Some(self.site.post(*id));
            }
            folder = folder.rsplit_once('/')?.0;
        }
    }

    fn bundle_of(&self, path: &SitePath) -> Option<&'p str> {
        self.owner_of(path)?.bundle.as_deref()
    }

    /// A file's name is published with it, and those of the folders that nothing was said of yet.
    fn name(&self, path: &SitePath, folders: &mut BTreeSet<String>, found: &mut Findings) {
        for number in named::numbers_in_name(path, self.bundle_of(path), self.site.today, folders) {
            if !self.rules.allows(&number.digits) {
                found.numbers.insert(number.digits.clone());
                found.findings.push(privacy::number_finding(&number, Place::file(path), Role::File, false));
            }
        }
    }
}

impl Sources<'_> {
    /// Whether what is published still has a line of a notice that is over.
    fn is_still_shown(&self, post: &Post) -> bool {
        let Some(page) = self.published.get(&post.path) else { return false };
        let (page, [_, body]) = (peel::html(page).text, Text::of_markdown(&post.path, &post.text, None));
        let plain: String = page.split_whitespace().collect();
        let lines = body.folded.text.split([folded::BLOCK, folded::ASIDE, '|', '。']);
        let lines = lines.map(|line| line.split_whitespace().collect::<String>().replace(['*', '_'], ""));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty() && !post.title.contains(line)).collect();
        let is_there = |line: &String| plain.contains(line);
        // A short line, such as a name, may stand in any page; all of them don't by chance.
        let is_long = |line: &&String| line.chars().count() >= 6;
        lines.iter().filter(is_long).any(is_there) || !lines.is_empty() && lines.iter().all(is_there)
    }
}

/// Looks at what is built, from any number of threads: a number of a person that stands in no source.
pub struct OutputCheck<'c> {
    rules: &'c Rules,
    today: Day,
    addresses: &'c Addresses<'c>,
    /// The numbers that stand in sources.
    known: &'c BTreeSet<String>,
    /// The posts that need not be looked at.
    still_quiet: &'c BTreeSet<PostId>,
    /// Those of the others in whose sources nothing was found, and what that rests on.
    quiet_sources: &'c BTreeMap<PostId, Grounds>,
    /// Those in whose built texts nothing was found either.
    quiet: Mutex<BTreeMap<PostId, Grounds>>,
    /// Numbers that stand in none, by their digits, and addresses that nothing stands at: each with what is told of the
    /// first place that has it, whichever thread comes first.
    numbers: Mutex<BTreeMap<String, Finding>>,
    unreached: Mutex<BTreeMap<String, Finding>>,
}

impl<'c> OutputCheck<'c> {
    /// After the sources, whose numbers aren't told again.
    pub fn new(
        site: &Site,
        addresses: &'c Addresses<'c>,
        rules: &'c Rules,
        sources: &'c Sources<'c>,
        found: &'c Findings,
    ) -> Self {
        Self {
            rules,
            today: site.today,
            addresses,
            known: &found.numbers,
            still_quiet: &sources.quiet,
            quiet_sources: &found.quiet,
            quiet: Mutex::default(),
            numbers: Mutex::default(),
            unreached: Mutex::default(),
        }
    }

    /// Whether the text of a post need not be looked at.
    pub fn is_quiet(&self, post: PostId) -> bool {
        self.still_quiet.contains(&post)
    }

    /// One output.
    pub fn look(&self, path: &SitePath, text: &str) {
        self.examine(path, text);
    }

    /// The text of a post as its output has it, which was made without a finding from these parts of the site.
    pub fn look_at_text(&self, post: PostId, path: &SitePath, text: &str, facets: BTreeSet<Facet>) {
        let addresses = self.examine(path, text);
        if let Some((addresses, sources)) = addresses.zip(self.quiet_sources.get(&post)) {
            let mut grounds = Grounds { facets, addresses };
            grounds.absorb(sources);
            self.quiet.lock().unwrap_or_else(PoisonError::into_inner).insert(post, grounds);
        }
    }

    /// Looks at an output; where there is nothing in it that anything could be told of, gives the addresses that it leads to.
    fn examine(&self, path: &SitePath, text: &str) -> Option<BTreeSet<String>> {
        let is_html = path.extension() == "html";
        let shown = SitePath::new(&format!("public/{path}"))?;
        let mut numbers = Vec::new();
        if glance::may_hold_number(text, is_html) {
            let folded = if is_html { peel::html(text) } else { peel::lines(text) };
            let text = Text { role: Role::Output, ..Text::of_file(&shown, text, folded, None) };
            let is_told = |digits: &str| self.known.contains(digits);
            numbers = privacy::unallowed_numbers(&text, (self.rules, self.today), is_told);
        }
        let [reached, unreached] = if is_html { self.addresses.led_to(text, path) } else { Default::default() };
        let is_quiet = numbers.is_empty() && unreached.is_empty();
        keep_first(&self.numbers, numbers.into_iter().filter_map(|(digits, finding)| Some((digits, finding?))));
        let missing = unreached.into_iter().map(|target| {
            let message = Message::new("link-built-missing").with("target", &target);
            (target, Finding::error(Code::LinkBroken, Place::file(&shown), message))
        });
        keep_first(&self.unreached, missing);
        is_quiet.then_some(reached)
    }

    /// What is to be left to the next check: `quiet`, which this one began with, and the posts that were looked at; `None`
    /// where that is nothing new. `print` tells what parts of the site are.
    pub fn leave(
        &self,
        site: &Site,
        mut quiet: QuietPosts,
        print: impl Fn(&Facet) -> Print + Sync,
    ) -> Option<QuietPosts> {
        let found = std::mem::take(&mut *self.quiet.lock().unwrap_or_else(PoisonError::into_inner));
        quiet.follow(site, self.still_quiet, found, print).then_some(quiet)
    }

    /// What was found. A broken address that a source is blamed for already isn't told again.
    pub fn finish(self, told: &[Finding]) -> Vec<Finding> {
        let found =
            [self.numbers, self.unreached].map(|found| found.into_inner().unwrap_or_else(PoisonError::into_inner));
        let findings = found.into_iter().flat_map(BTreeMap::into_values);
        let is_link =
            |finding: &Finding| matches!(finding.code, Code::LinkBroken | Code::LinkImage | Code::LinkAttachment);
        let blamed: Vec<String> = told
            .iter()
            .filter(|one| is_link(one))
            .filter_map(|one| argument(one, "target"))
            .map(links::decoded)
            .collect();
        let is_new = |finding: &Finding| {
            // Pages have addresses encoded, sources as somebody wrote them.
            let target = links::decoded(argument(finding, "target").unwrap_or_default());
            let name = target.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            !is_link(finding) || !blamed.iter().any(|other| other.contains(name))
        };
        findings.filter(is_new).collect()
    }
}

/// Keeps of each key what is told of the first place.
fn keep_first(kept: &Mutex<BTreeMap<String, Finding>>, found: impl Iterator<Item = (String, Finding)>) {
    let mut found = found.peekable();
    if found.peek().is_none() {
        return;
    }
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    for (key, finding) in found {
        let first = kept.entry(key).or_insert_with(|| finding.clone());
        if finding.place < first.place {
            *first = finding;
        }
    }
}

fn argument<'f>(finding: &'f Finding, name: &str) -> Option<&'f str> {
    finding.message.args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
}

/// A line, or a message, in which every number of a person is masked, with as many characters as before.
pub fn hide_numbers_of_line(line: &str) -> String {
    // Whatever the day of the build: a birth date that is still to come tells no one.
    Day::new(2099, 12, 31).map_or_else(|_| line.to_owned(), |last| text::masked_line(line, last))
}

/// A pattern of this module; its tests compile each.
fn pattern(written: &str) -> Regex {
    Regex::new(written).expect("invariant: the patterns of this module are sound")
}
