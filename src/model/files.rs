//! Files that are published as they are: pictures and attachments of posts, and static/.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use quick_xml::events::Event;

use super::categories::folder_address;
use super::{Address, Post};
use crate::base::SitePath;
use crate::config::Config;
use crate::diag::{Code, Finding, Place};
use crate::parse::{Records, split_dated_name};
use crate::source::{Asset, AssetBytes};

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedFile {
    /// Its address.
    pub address: Address,
    /// The same, ready for `href`.
    pub url: String,
    /// The file.
    pub asset: Asset,
}

/// Which of the portal's files are published, and where.
pub(super) fn publish_files(
    assets: &BTreeMap<SitePath, Asset>,
    posts: &[Post],
    unbuilt: &BTreeSet<SitePath>,
    config: &Config,
    findings: &mut Vec<Finding>,
) -> BTreeMap<SitePath, PublishedFile> {
    let homes = Homes::new(posts, unbuilt);
    let mut published = BTreeMap::new();
    for (path, asset) in assets {
        let Some(address) = homes.address(path, config) else { continue };
        if path.extension() == "svg" && runs_script(&asset.bytes) {
            findings.push(Finding::error(Code::FileScript, Place::file(path), "svg-script"));
            continue;
        }
        let url = address.url(config.base_url.path());
        published.insert(path.clone(), PublishedFile { address, url, asset: asset.clone() });
    }
    published
}

/// Where the files of each folder go.
struct Homes<'p> {
    bundles: HashMap<&'p str, &'p Post>,
    silent: HashSet<String>,
    ledgers: HashSet<String>,
}

impl<'p> Homes<'p> {
    fn new(posts: &'p [Post], unbuilt: &BTreeSet<SitePath>) -> Self {
        let bundles = posts.iter().filter_map(|post| Some((post.bundle.as_deref()?, post)));
        let unbuilt = unbuilt.iter().filter(|path| path.file_name() == "index.md");
        // What was only named as a ledger is for Miao to read: it may hold more than the page shows.
        let ledgers = posts.iter().filter_map(|post| match &post.head.records {
            Records::File(name) => Some(format!("{}/{}", post.path.folder(), name.value)),
            _ => post.head.ledger.as_ref().map(ToString::to_string),
        });
        Self {
            ledgers: ledgers.collect(),
            silent: unbuilt.map(|path| path.folder().to_owned()).collect(),
            bundles: bundles.collect(),
        }
    }

    fn address(&self, path: &SitePath, config: &Config) -> Option<Address> {
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
        Some(folder_address(folder, config).file(split_dated_name(path.file_name()).1))
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
            Ok(Event::DocType(text)) if lower(&*text).contains("<!entity") => return true,
            Ok(Event::PI(text)) if lower(&*text).starts_with("xml-stylesheet") => return true,
            Ok(_) => {}
            Err(_) => return true,
        }
    }
}

fn is_active(attribute: &quick_xml::events::attributes::Attribute<'_>) -> bool {
    let name = lower(attribute.key.local_name().as_ref());
    let value = quick_xml::escape::unescape(&attribute.value).map(|value| value.into_owned()).unwrap_or_default();
    let value: String =
        value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase();
    name.starts_with("on")
        || value.contains("javascript:")
        || value.contains("vbscript:")
        || value.starts_with("data:text")
}

fn lower(text: &(impl AsRef<str> + ?Sized)) -> String {
    text.as_ref().to_ascii_lowercase()
}
