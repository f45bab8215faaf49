//! Files that are published: attachments and static/ as they are, pictures as what is made of them.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use quick_xml::events::Event;

use super::categories::folder_address;
use super::facts::Unbuilt;
use super::{Address, Files, Post, Slugs};
use crate::base::SitePath;
use crate::config::Config;
use crate::diag::{Code, Finding, Place};
use crate::media::{Rendition, Treatment, fault_finding, renditions, stripped};
use crate::parse::{Records, split_dated_name};
use crate::source::{Asset, AssetBytes};

/// A file that is published, as it is or as what is made of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Where links to it lead: its address, or that of the largest picture that is made of it.
    pub address: Address,
    /// The same, ready for `href`.
    pub url: String,
    /// The file.
    pub asset: Asset,
    /// What is made of a picture; empty where the file itself is published.
    pub renditions: Vec<PublishedRendition>,
}

/// Something made of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedRendition {
    /// Its address.
    pub address: Address,
    /// The same, ready for `href`.
    pub url: String,
    /// What it is.
    pub rendition: Rendition,
}

/// Which of the portal's files are published, and where.
pub(super) fn publish_files(
    assets: &BTreeMap<SitePath, Asset>,
    posts: &[Arc<Post>],
    unbuilt: &Unbuilt,
    config: &Config,
    slugs: &Slugs,
) -> Files {
    let mut findings: Vec<Finding> = Vec::new();
    let homes = Homes::new(posts, unbuilt);
    let (mut published, mut unshown) = (BTreeMap::new(), BTreeMap::new());
    for (path, asset) in assets {
        let Some(address) = homes.address(path, config, slugs) else { continue };
        if path.extension() == "svg" && runs_script(&asset.bytes) {
            findings.push(Finding::error(Code::FileScript, Place::file(path), "svg-script"));
            unshown.insert(path.clone(), address);
            continue;
        }
        if let Some(picture) = &asset.picture {
            findings.extend(fault_finding(path, picture));
            if !picture.is_shown() {
                unshown.insert(path.clone(), address);
                continue;
            }
        }
        let renditions = published_renditions(path, asset, &address, config);
        let address = renditions.last().map_or(address, |largest| largest.address.clone());
        let url = address.url(config.base_url.path());
        published.insert(path.clone(), PublishedFile { address, url, asset: asset.clone(), renditions });
    }
    Files { all: published, unshown, findings }
}

/// What is made of a picture, each with its address. static/ is for files that are named as they lie there.
fn published_renditions(path: &SitePath, asset: &Asset, own: &Address, config: &Config) -> Vec<PublishedRendition> {
    let Some(picture) = &asset.picture else { return Vec::new() };
    let made = if path.below("static").is_some() { stripped(picture) } else { renditions(picture) };
    let published = made.into_iter().map(|rendition| {
        let address = match rendition.treatment {
            Treatment::Stripped => own.clone(),
            Treatment::Scaled | Treatment::Softened => own.beside(&rendition_name(path, picture.print, rendition)),
        };
        PublishedRendition { url: address.url(config.base_url.path()), address, rendition }
    });
    published.collect()
}

/// `fair-1a2b3c4d-1080.webp`: readable, of one file alone, and another one as soon as the picture is, so that no cache
/// between here and a reader keeps showing a photo that was replaced.
fn rendition_name(path: &SitePath, print: u128, rendition: Rendition) -> String {
    const LONGEST_STEM: usize = 180;
    let name = path.file_name();
    let mut end = name.rfind('.').unwrap_or(name.len()).min(LONGEST_STEM);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}-{:08x}-{}.{}", &name[..end], print as u32, rendition.width, rendition.format.extension())
}

/// Where the files of each folder go.
struct Homes<'p> {
    bundles: HashMap<&'p str, &'p Post>,
    silent: HashSet<String>,
    ledgers: HashSet<String>,
    withdrawn: HashSet<SitePath>,
}

impl<'p> Homes<'p> {
    fn new(posts: &'p [Arc<Post>], unbuilt: &Unbuilt) -> Self {
        let bundles = posts.iter().filter_map(|post| Some((post.bundle.as_deref()?, &**post)));
        let unbuilt = unbuilt.keys().filter(|path| matches!(path.file_name(), "index.md" | "_index.md"));
        // What was only named as a ledger is for Miao to read: it may hold more than the page shows.
        let ledgers = posts.iter().filter_map(|post| match &post.head.records {
            Records::File(name) => Some(format!("{}/{}", post.path.folder(), name.value)),
            _ => post.head.ledger.as_ref().map(ToString::to_string),
        });
        Self {
            ledgers: ledgers.collect(),
            withdrawn: withdrawn_files(posts),
            silent: unbuilt.map(|path| path.folder().to_owned()).collect(),
            bundles: bundles.collect(),
        }
    }

    fn address(&self, path: &SitePath, config: &Config, slugs: &Slugs) -> Option<Address> {
        if self.withdrawn.contains(path) {
            return None;
        }
        if let Some(name) = path.below("static") {
            return Some(Address::home().file(name));
        }
        if path.as_str().ends_with(".md") || self.ledgers.contains(path.as_str()) {
            return None;
        }
        let mut folder = path.folder();
        loop {
            if self.silent.contains(folder) {
                return None;
            }
            if let Some(post) = self.bundles.get(folder) {
                // What a notice showed goes when it comes down (PII-T1).
                return (!post.expired).then(|| post.address.file(path.below(folder).unwrap_or_default()));
            }
            match folder.rsplit_once('/') {
                Some((above, _)) => folder = above,
                None => break,
            }
        }
        let folder = path.folder().strip_prefix("content").unwrap_or("").trim_start_matches('/');
        Some(folder_address(folder, config, slugs).file(split_dated_name(path.file_name()).1))
    }
}

/// Files outside bundles that only notices name that have come down: they go with them (PII-T1).
fn withdrawn_files(posts: &[Arc<Post>]) -> HashSet<SitePath> {
    let down = posts.iter().filter(|post| post.expired && post.bundle.is_none());
    let mut files: HashSet<SitePath> = down.flat_map(|post| named_files(post)).collect();
    if !files.is_empty() {
        for kept in posts.iter().filter(|post| !post.expired).flat_map(|post| named_files(post)) {
            files.remove(&kept);
        }
    }
    files
}

/// The files that a post names: its cover, and what its text links to or shows.
fn named_files(post: &Post) -> Vec<SitePath> {
    let cover = post.cover.iter().map(String::as_str);
    cover.chain(post.digest.names.iter().map(String::as_str)).filter_map(|target| named_file(post, target)).collect()
}

fn named_file(post: &Post, target: &str) -> Option<SitePath> {
    let path = target.split(['#', '?']).next()?;
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    match path.strip_prefix('/') {
        Some(rooted) => SitePath::resolve("static", rooted),
        None => SitePath::resolve(post.path.folder(), path.trim_start_matches("@/")),
    }
}

/// Whether an SVG could run something: a script, a handler, a `javascript:` address, a frame. What can't be read
/// as XML can't be vouched for either.
fn runs_script(bytes: &AssetBytes) -> bool {
    let AssetBytes::Memory(bytes) = bytes else { return true };
    let mut reader = quick_xml::Reader::from_reader(&bytes[..]);
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return false,
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let name = lower(tag.local_name().as_ref());
                let harmful = ["script", "iframe", "embed", "object", "handler"].contains(&name.as_str());
                if harmful || tag.attributes().any(|attribute| attribute.map_or(true, |one| is_active(&one))) {
                    return true;
                }
            }
            // Entities of its own could hide anything, and a style sheet elsewhere could load it.
            Ok(Event::DocType(text)) if has_active_entity(&lower(&*text)) => return true,
            Ok(Event::PI(text)) if lower(&*text).starts_with("xml-stylesheet") => return true,
            Ok(_) => {}
            Err(_) => return true,
        }
    }
}

/// Whether a document type declares more than the names of Illustrator, which stand for addresses.
fn has_active_entity(declared: &str) -> bool {
    declared.split("<!entity").skip(1).any(|entity| {
        let mut words = entity.split_whitespace();
        let value = words.nth(1).unwrap_or_default();
        let value = value.split('>').next().unwrap_or_default();
        let is_address = |quote: char| {
            let inner = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
            inner.is_some_and(|inner| inner.starts_with("http") && !inner.contains(['<', '&', '%', quote]))
        };
        !is_address('"') && !is_address('\'')
    })
}

fn is_active(attribute: &quick_xml::events::attributes::Attribute<'_>) -> bool {
    let name = lower(attribute.key.local_name().as_ref());
    let value = quick_xml::escape::unescape(&attribute.value).map(|value| value.into_owned()).unwrap_or_default();
    let value: String =
        value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase();
    // An animation could turn a harmless link into a script later.
    let animates_link = name == "attributename" && (value.ends_with("href") || value.starts_with("on"));
    name.starts_with("on")
        || animates_link
        || value.contains("javascript:")
        || value.contains("vbscript:")
        || value.starts_with("data:text")
        || value.starts_with("data:image/svg")
}

fn lower(text: &(impl AsRef<str> + ?Sized)) -> String {
    text.as_ref().to_ascii_lowercase()
}
