//! One look at a folder tree.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::Stamp;
use crate::base::{Later, SitePath, ready};
use crate::diag::Finding;
use crate::media::Picture;

/// What was found under some folders of the portal.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Files that are text to Miao: Markdown, TOML, templates, styles, scripts, SVG.
    pub texts: BTreeMap<SitePath, SourceText>,
    /// Ledgers, whose encoding is settled where they are read: CSV and XLSX.
    pub ledgers: BTreeMap<SitePath, Arc<[u8]>>,
    /// All files but Markdown, which may be published as they are.
    pub assets: BTreeMap<SitePath, Asset>,
    /// Whether there are symbolic links: then a file can have changed under another path than its own.
    pub has_links: bool,
}

/// A file that is text to Miao. One that is known from before is read when somebody looks; should it have changed in
/// this moment, that is seen by the next look at its stamp.
#[derive(Debug, Clone)]
pub struct SourceText {
    text: Later<Arc<str>>,
    /// What the disk told of it before it was read, where it was asked.
    pub stamp: Option<Stamp>,
}

impl SourceText {
    /// A text that was read.
    pub fn of(text: Arc<str>, stamp: Option<Stamp>) -> Self {
        Self { text: ready(text), stamp }
    }

    /// A text that is read later.
    pub(super) fn unread(text: Later<Arc<str>>, stamp: Stamp) -> Self {
        Self { text, stamp: Some(stamp) }
    }

    /// The text.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The text for those who may never look at it.
    pub fn later(&self) -> Later<Arc<str>> {
        Arc::clone(&self.text)
    }

    /// Whether both came from one look at the disk.
    pub fn is_one_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.text, &other.text)
    }
}

/// What the disk tells of the files at or below some names, before any of them is read.
#[derive(Debug, Clone)]
pub struct Listing {
    /// When it was asked.
    pub when: Stamp,
    pub(super) parts: Vec<ListedPart>,
}

/// What lies at or below one name.
#[derive(Debug, Clone)]
pub(super) struct ListedPart {
    pub(super) name: String,
    pub(super) files: Vec<ListedFile>,
    pub(super) findings: Vec<Finding>,
    pub(super) has_links: bool,
}

/// One file.
#[derive(Debug, Clone)]
pub(super) struct ListedFile {
    pub(super) path: SitePath,
    pub(super) full: PathBuf,
    /// `None` where it was gone already.
    pub(super) stamp: Option<Stamp>,
}

impl Listing {
    /// The files with what the disk told of them; `None` where something has to be told of one.
    pub fn stamps(&self) -> Option<Vec<(&SitePath, Stamp)>> {
        if self.parts.iter().any(|part| !part.findings.is_empty()) {
            return None;
        }
        self.parts.iter().flat_map(|part| &part.files).map(|file| Some((&file.path, file.stamp?))).collect()
    }
}

impl Sources {
    /// Forgets what lies at or below a path.
    pub(super) fn forget(&mut self, path: &SitePath) {
        let gone = |known: &SitePath| known == path || known.below(path.as_str()).is_some();
        self.texts.retain(|known, _| !gone(known));
        self.ledgers.retain(|known, _| !gone(known));
        self.assets.retain(|known, _| !gone(known));
    }
}

/// A file that may be published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Its length in bytes.
    pub length: u64,
    /// What it is, where it is a picture or a film.
    pub picture: Option<Arc<Picture>>,
    /// Where its bytes are.
    pub bytes: AssetBytes,
    /// What the disk told of it.
    pub stamp: Stamp,
}

impl Asset {
    /// What it is, where it is a still picture that can be shown as one.
    pub fn still(&self) -> Option<&Picture> {
        self.picture.as_deref().filter(|picture| !picture.is_film())
    }

    /// What it is, where it is a film.
    pub fn film(&self) -> Option<&Picture> {
        self.picture.as_deref().filter(|picture| picture.is_film())
    }
}

/// Where the bytes of an asset are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssetBytes {
    /// In a file; read only when it is published.
    File(PathBuf),
    /// In memory.
    Memory(Arc<[u8]>),
}
