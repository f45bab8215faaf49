//! `link/…`: what a link or a picture of the portal doesn't reach (GOV-C3).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Range};
use std::sync::{LazyLock, OnceLock};

use memchr::memmem::Finder;
use percent_encoding::percent_decode_str;
use rapidhash::RapidHashMap;

use super::quiet::Enquiry;
use super::text::Text;
use crate::base::SitePath;
use crate::diag::{Code, Finding, Message, Place};
use crate::markdown::{Body, Filling, Value};
use crate::model::{Address, Post, PublishedFile, Site, Target};

/// Every address of a site, and what stands at it.
pub struct Addresses<'s> {
    site: &'s Site,
    /// Outputs by their addresses without the first slash; pages with and without the last.
    outputs: RapidHashMap<&'s str, &'s str>,
    /// The same in lower case, to tell a slip of case; made when a first address isn't there.
    lower: OnceLock<RapidHashMap<String, String>>,
}

/// What a link is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leads {
    Link,
    Picture,
}

impl<'s> Addresses<'s> {
    /// Those of `outputs`, the paths of all files of the site.
    pub fn new(site: &'s Site, outputs: impl ExactSizeIterator<Item = &'s SitePath>) -> Self {
        let mut known = RapidHashMap::with_capacity_and_hasher(outputs.len() * 3, Default::default());
        for path in outputs.map(SitePath::as_str) {
            known.insert(path, path);
            if let Some(folder) = path.strip_suffix("index.html") {
                known.insert(folder, path);
                known.insert(folder.trim_end_matches('/'), path);
            }
        }
        Self { site, outputs: known, lower: OnceLock::new() }
    }

    /// The output that stands at an address from the root of the site, or the one that differs in case alone.
    pub(super) fn output(&self, address: &str) -> Result<&'s str, Option<String>> {
        let path = address.trim_start_matches('/');
        if let Some(output) = self.outputs.get(path) {
            return Ok(output);
        }
        #[expect(clippy::iter_over_hash_type, reason = "of two that differ in case alone the smaller is kept")]
        let lowered = || {
            let mut lowered = RapidHashMap::<String, String>::default();
            for (address, output) in &self.outputs {
                let near = lowered.entry(address.to_lowercase()).or_insert_with(|| (*output).to_owned());
                if *output < near.as_str() {
                    *near = (*output).to_owned();
                }
            }
            lowered
        };
        Err(self.lower.get_or_init(lowered).get(&path.to_lowercase()).cloned())
    }
}

/// The links, pictures and widgets of one body. `address` is that of its page.
pub(super) fn check_links(
    text: &Text<'_>,
    (body, address): (&Body, &Address),
    enquiry: &Enquiry<'_>,
    external: &mut BTreeMap<String, Place>,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut check = |target: &str, span: Range<usize>, leads: Leads| {
        let link = Link { text, address, enquiry, target, span: Some(span), leads };
        findings.extend(link.finding(body, external));
    };
    for hole in &body.holes {
        match &hole.what {
            Filling::Link(link) => check(&link.target, link.span.clone(), Leads::Link),
            Filling::Image(image) => check(&image.target, image.span.clone(), Leads::Picture),
            Filling::Widget(call) if call.name == "video" || call.name == "attachment" => {
                for argument in call.args.iter().filter(|one| one.name.as_deref() == Some("poster")) {
                    if let Value::Text(target) = &argument.value {
                        check(target, argument.span.clone(), Leads::Picture);
                    }
                }
            }
            Filling::Widget(_) => {}
        }
    }
    for target in anchors_within(&body.html) {
        for span in places_of(&target, &BTreeSet::new(), text.source) {
            let link = Link { text, address, enquiry, target: &target, span, leads: Leads::Link };
            findings.extend(link.anchor(anchor_of(&target), body));
        }
    }
    // Addresses that mean harm are left out too, and told elsewhere.
    let empty = body.html.matches("href=\"\"").count();
    for (at, end) in text.source.match_indices("]()").take(empty) {
        let place = Place::span(text.path, text.source, at..at + end.len());
        findings.push(Finding::error(Code::LinkBroken, place, "link-empty"));
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (target, leads) in raw_addresses(&body.html) {
        let count = counts.entry(target.clone()).or_default();
        let span = places_of(&target, &BTreeSet::new(), text.source).into_iter().nth(*count).flatten();
        *count += 1;
        let link = Link { text, address, enquiry, target: &target, span, leads };
        findings.extend(if target.starts_with('/') { link.rooted_finding() } else { link.raw_finding() });
    }
    let written: BTreeSet<String> = written_links(&body.html).collect();
    for target in &written {
        if external.contains_key(target) {
            continue;
        }
        for span in places_of(target, &written, text.source) {
            let link = Link { text, address, enquiry, target, span, leads: Leads::Link };
            match link.own_address() {
                Some(own) => findings.extend(link.at_root(own)),
                // Without a scheme it can't be tried by itself.
                None if target.starts_with("//") => {}
                None => drop(external.entry(target.clone()).or_insert_with(|| link.place())),
            }
        }
    }
    findings
}

/// The addresses of other sites that a post's head states, which its page links to.
pub(super) fn note_links_of_head(post: &Post, head: &Text<'_>, external: &mut BTreeMap<String, Place>) {
    let register = post.head.event.as_ref().and_then(|event| event.register.as_deref());
    for url in [post.head.source_url.as_deref(), register].into_iter().flatten().filter(|url| has_host(url)) {
        let place = || match head.source.find(url) {
            Some(at) => Place::span(head.path, head.source, at..at + url.len()),
            None => Place::file(head.path),
        };
        external.entry(url.to_owned()).or_insert_with(place);
    }
}

/// The picture that a post's head names for its cover, where there is none of that name.
pub(super) fn check_cover(post: &Post, enquiry: &Enquiry<'_>) -> Option<Finding> {
    let cover = post.head.cover.as_ref()?;
    let is_shown = match enquiry.lens.resolve(&post.path, &cover.value).target {
        Target::File(path) => {
            let is_picture = |file: &PublishedFile| file.asset.still().is_some() || path.extension() == "svg";
            enquiry.lens.file(&path).is_some_and(is_picture)
        }
        // The build tells why.
        Target::Unshown(_) => true,
        _ => false,
    };
    let message = Message::new("link-picture-missing").with("target", &cover.value);
    (!is_shown).then(|| Finding::error(Code::LinkImage, cover.place.clone(), message))
}

/// The addresses in a page's HTML that lead to a place of the same page.
fn anchors_within(html: &str) -> BTreeSet<String> {
    static ANCHOR: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("href=\"#"));
    let found = ANCHOR.find_iter(html.as_bytes()).filter_map(|at| {
        let value = &html[at + ANCHOR.needle().len() - 1..];
        Some(value[..value.find('"')?].replace("&amp;", "&"))
    });
    found.collect()
}

/// Where a text holds an address, as it is or decoded, and none of the longer ones that begin alike.
fn spans_of(target: &str, all: &BTreeSet<String>, source: &str) -> Vec<Range<usize>> {
    let longer = all.range::<str, _>((Bound::Excluded(target), Bound::Unbounded));
    let longer: Vec<&String> = longer.take_while(|other| other.starts_with(target)).collect();
    let is_longer = |at: usize| {
        longer.iter().any(|other| source[at..].starts_with(*other) || source[at..].starts_with(&decoded(other)))
    };
    let forms = BTreeSet::from([target.to_owned(), decoded(target)]);
    let found = forms.iter().flat_map(|form| source.match_indices(form.as_str()));
    let mut found: Vec<Range<usize>> = found.map(|(at, form)| at..at + form.len()).collect();
    found.retain(|span| !is_longer(span.start));
    found.sort_by_key(|span| span.start);
    found
}

/// Where a text holds an address as one of its own, and no part of another; nothing once, where that isn't found.
fn places_of(target: &str, all: &BTreeSet<String>, source: &str) -> Vec<Option<Range<usize>>> {
    let spans = spans_of(target, all, source);
    let is_part = |one: char| one.is_ascii_alphanumeric() || "/?#&%._~:-".contains(one);
    let alone = |span: &&Range<usize>| !source[..span.start].ends_with(is_part);
    let own: Vec<_> = spans.iter().filter(alone).cloned().map(Some).collect();
    match (own.is_empty(), spans.into_iter().next()) {
        (true, first) => vec![first],
        (false, _) => own,
    }
}

/// Addresses with a host that the body's HTML holds already.
fn written_links(html: &str) -> impl Iterator<Item = String> + '_ {
    static LINK: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("href=\""));
    LINK.find_iter(html.as_bytes()).filter_map(|at| {
        let value = &html[at + LINK.needle().len()..];
        let value = &value[..value.find('"')?];
        has_host(value).then(|| value.replace("&amp;", "&"))
    })
}

fn has_host(address: &str) -> bool {
    let is_scheme = |scheme: &str| ["http", "https"].iter().any(|web| web.eq_ignore_ascii_case(scheme));
    address.starts_with("//") || address.split_once(':').is_some_and(|(scheme, _)| is_scheme(scheme))
}

/// Addresses without a host that the body's HTML holds already, because raw HTML was written; what those of Markdown become
/// is a hole.
fn raw_addresses(html: &str) -> Vec<(String, Leads)> {
    let found = memchr::memchr_iter(b'=', html.as_bytes()).filter_map(|at| {
        let is_after = |name: &str| html[..at].ends_with(name);
        let leads = if is_after(" href") {
            Leads::Link
        } else if is_after(" src") || is_after(" poster") {
            Leads::Picture
        } else {
            return None;
        };
        let mut rest = html[at + 1..].chars();
        let quote = rest.next().filter(|quote| matches!(quote, '"' | '\''))?;
        let (value, _) = rest.as_str().split_once(quote)?;
        Some((value.replace("&amp;", "&"), leads)).filter(|(value, _)| is_relative(value))
    });
    found.collect()
}

/// Whether an address names something of this site, other than a place of the page itself.
fn is_relative(address: &str) -> bool {
    let has_scheme = address.find([':', '/', '?', '#']).is_some_and(|at| address[at..].starts_with(':'));
    !address.is_empty() && !has_scheme && !address.starts_with(['#', '?']) && !address.starts_with("//")
}

/// Whether an address is one of the computer that the post was written on: nobody else gets there.
fn leads_to_own_computer(target: &str) -> bool {
    let Ok(url) = url::Url::parse(target) else { return false };
    // `D:` reads like a scheme.
    url.scheme().len() == 1 || url.scheme() == "file"
}

struct Link<'l> {
    text: &'l Text<'l>,
    address: &'l Address,
    enquiry: &'l Enquiry<'l>,
    target: &'l str,
    /// Where it is written; `None` where that isn't found.
    span: Option<Range<usize>>,
    leads: Leads,
}

impl Link<'_> {
    fn finding(&self, body: &Body, external: &mut BTreeMap<String, Place>) -> Option<Finding> {
        let lens = &self.enquiry.lens;
        if let Some(own) = self.own_address() {
            return self.at_root(own);
        }
        if leads_to_own_computer(self.target) {
            return Some(self.own_computer());
        }
        if self.target.starts_with("//") || url::Url::parse(self.target).is_ok() {
            if self.target.starts_with("http") || self.target.starts_with("//") {
                external.entry(self.target.to_owned()).or_insert_with(|| self.place());
            }
            return None;
        }
        let reference = lens.resolve(self.text.path, self.target);
        let anchor = anchor_of(&reference.suffix);
        match reference.target {
            // Only an anchor is looked for in what is there.
            Target::Post(_) | Target::Category(Some(_)) if anchor.is_none() => None,
            Target::Post(id) => {
                let post = lens.post(id);
                self.anchor(anchor, &post.body).filter(|_| !post.expired)
            }
            Target::Category(Some(id)) => self.anchor(anchor, &lens.category(id).body),
            Target::Category(None) => anchor.and(None),
            // Without the post, the page can't be built: the build itself tells it.
            Target::Unbuilt(_) | Target::Missing(_) | Target::Unshown(_) => None,
            Target::File(_) => None,
            Target::Root(written) => self.at_root(&format!("{written}{}", reference.suffix)),
            Target::Relative(written) if written.is_empty() => self.anchor(anchor, body),
            Target::Relative(written) => self.relative(&written, &reference.suffix),
        }
    }

    /// The address from the root of the site, where it is written with the site before it.
    fn own_address(&self) -> Option<&str> {
        let base_url = &self.enquiry.lens.config().base_url;
        match self.leads {
            Leads::Link => base_url.after(self.target),
            // A page loads no picture from an address that is spelled otherwise, which the build tells.
            Leads::Picture => base_url.after_spelled(self.target),
        }
    }

    fn own_computer(&self) -> Finding {
        let message = Message::new("link-own-computer").with("target", self.target);
        Finding::error(Code::LinkBroken, self.place(), message)
    }

    /// What raw HTML doesn't reach: nobody but the browser resolves what is written there.
    fn raw_finding(&self) -> Option<Finding> {
        let cut = self.target.find(['#', '?']).unwrap_or(self.target.len());
        let (written, suffix) = self.target.split_at(cut);
        let found = self.relative(written, suffix)?;
        let lens = &self.enquiry.lens;
        match lens.resolve(self.text.path, self.target).target {
            Target::File(path) if lens.file(&path).is_some_and(|file| !file.renditions.is_empty()) => {
                let message = Message::new("link-original").with("target", self.target);
                Some(Finding::error(Code::LinkImage, self.place(), message))
            }
            Target::Unshown(_) => None,
            _ => Some(found),
        }
    }

    /// What raw HTML names from the root of the host, and the site doesn't have. What lies beside the site is not its own.
    fn rooted_finding(&self) -> Option<Finding> {
        let inside = self.target.strip_prefix(self.enquiry.lens.config().base_url.path())?;
        inside.starts_with('/').then(|| self.at_root(inside)).flatten()
    }

    /// An address that only the browser resolves: against that of the page.
    fn relative(&self, written: &str, suffix: &str) -> Option<Finding> {
        let page = url::Url::parse("http://site.invalid").ok()?.join(&self.address.url("")).ok()?;
        let joined = page.join(written).ok()?;
        self.at_root(&format!("{}{suffix}", joined.path()))
    }

    /// An address from the root of the site.
    fn at_root(&self, written: &str) -> Option<Finding> {
        let cut = written.find(['#', '?']).unwrap_or(written.len());
        let path = decoded(&written[..cut]);
        match self.enquiry.output(&path) {
            Ok(output) => {
                let anchor = anchor_of(&written[cut..])?;
                // What else may come to stand there isn't noted.
                self.enquiry.leave_open();
                let body = self.enquiry.addresses.body_at(output)?;
                self.anchor(Some(anchor), body)
            }
            Err(_) if self.enquiry.addresses.site.is_unshown(path.trim_start_matches('/')) => None,
            Err(near) => Some(self.missing(&path, near)),
        }
    }

    fn missing(&self, path: &str, near: Option<String>) -> Finding {
        let name = path.rsplit('/').next().unwrap_or_default();
        let is_file = name.rsplit_once('.').is_some_and(|(stem, end)| {
            !stem.is_empty() && (1..=5).contains(&end.len()) && !matches!(end, "html" | "htm" | "xml" | "md")
        });
        let (code, id) = match self.leads {
            Leads::Picture if is_film(name) => (Code::LinkAttachment, "link-file-missing"),
            Leads::Picture => (Code::LinkImage, "link-picture-missing"),
            Leads::Link if is_file => (Code::LinkAttachment, "link-file-missing"),
            Leads::Link => (Code::LinkBroken, "link-page-missing"),
        };
        let message = match near {
            Some(near) => Message::new("link-case").with("target", self.target).with("near", format!("/{near}")),
            None => Message { id, args: vec![("target", self.target.to_owned())] },
        };
        Finding::error(code, self.place(), message)
    }

    fn anchor(&self, anchor: Option<String>, body: &Body) -> Option<Finding> {
        let anchor = anchor?;
        let is_heading = body.headings.iter().any(|heading| heading.id == anchor);
        let is_written = || body.html.contains(&format!("id=\"{anchor}\""));
        if anchor.is_empty() || anchor == "top" || is_heading || is_written() {
            return None;
        }
        let known = body.headings.iter().map(|heading| heading.id.as_str());
        let message = match crate::tables::nearest(&anchor, known) {
            Some(near) => Message::new("link-anchor-near").with("anchor", &anchor).with("near", near),
            None => Message::new("link-anchor-missing").with("anchor", &anchor),
        };
        Some(Finding::error(Code::LinkAnchor, self.place(), message))
    }

    fn place(&self) -> Place {
        match &self.span {
            Some(span) => Place::span(self.text.path, self.text.source, span.clone()),
            None => Place::file(self.text.path),
        }
    }
}

impl Addresses<'_> {
    /// The body of the post or category whose page is an output.
    fn body_at(&self, output: &str) -> Option<&Body> {
        let is_it = |address: &Address| address.output().is_some_and(|path| path.as_str() == output);
        match self.site.posts.iter().find(|post| is_it(&post.address)) {
            // Of a notice that came down no heading is left.
            Some(post) => (!post.expired).then(|| &**post.body),
            None => self.site.categories().iter().find(|one| is_it(&one.address)).map(|one| &**one.body),
        }
    }

    /// The addresses of this site that a built page leads to, those first at which something stands, then the others.
    pub(super) fn led_to(&self, html: &str, page: &SitePath) -> [BTreeSet<String>; 2] {
        let base = self.site.config.base_url.path();
        let [mut reached, mut unreached] = <[BTreeSet<String>; 2]>::default();
        for at in memchr::memchr_iter(b'=', html.as_bytes()) {
            if !html[..at].ends_with("href") && !html[..at].ends_with("src") {
                continue;
            }
            let Some(value) = html[at + 1..].strip_prefix('"') else { continue };
            let Some(value) = value.find('"').map(|end| &value[..end]) else { continue };
            let cut = value.find(['#', '?']).unwrap_or(value.len());
            let path = &value[..cut];
            let Some(rooted) = path.strip_prefix(base).filter(|path| path.starts_with('/') && !path.starts_with("//"))
            else {
                continue;
            };
            let path = percent_decode_str(rooted).decode_utf8_lossy();
            match self.output(&path) {
                Ok(_) => drop(reached.insert(path.into_owned())),
                Err(_) if page.as_str() != "404.html" => drop(unreached.insert(rooted.to_owned())),
                Err(_) => {}
            }
        }
        [reached, unreached]
    }
}

/// Whether a name is that of a film or a sound.
fn is_film(name: &str) -> bool {
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    matches!(end.as_str(), "mp4" | "webm" | "mov" | "m4v" | "ogv" | "mp3" | "m4a" | "ogg" | "wav" | "pdf")
}

/// The anchor of `?query#anchor`, decoded.
fn anchor_of(suffix: &str) -> Option<String> {
    let (_, anchor) = suffix.split_once('#')?;
    // What follows is for the browser, which looks for it in the text.
    let anchor = match anchor.split_once(":~:") {
        Some(("", _)) => return None,
        Some((before, _)) => before,
        None => anchor,
    };
    Some(decoded(anchor))
}

/// An address as people write it.
pub(super) fn decoded(written: &str) -> String {
    percent_decode_str(written).decode_utf8_lossy().into_owned()
}
