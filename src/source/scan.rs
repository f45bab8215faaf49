//! One look at a folder tree.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::Stamp;
use crate::base::SitePath;
use crate::media::Picture;

/// What was found under some folders of the portal.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    /// Files that are text to Miao: Markdown, TOML, templates, styles, scripts, SVG.
    pub texts: BTreeMap<SitePath, Arc<str>>,
    /// Ledgers, whose encoding is settled where they are read: CSV and XLSX.
    pub ledgers: BTreeMap<SitePath, Arc<[u8]>>,
    /// All files but Markdown, which may be published as they are.
    pub assets: BTreeMap<SitePath, Asset>,
    /// Whether there are symbolic links: then a file can have changed under another path than its own.
    pub has_links: bool,
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
    /// What it is, where it is a picture that tells.
    pub picture: Option<Arc<Picture>>,
    /// Where its bytes are.
    pub bytes: AssetBytes,
    /// What the disk told of it.
    pub stamp: Stamp,
}

/// Where the bytes of an asset are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AssetBytes {
    /// In a file; read only when it is published.
    File(PathBuf),
    /// In memory.
    Memory(Arc<[u8]>),
}
