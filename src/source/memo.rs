//! What former looks at pictures brought. A look reads the whole file, so that nothing in it goes unseen; a file that
//! the system says is the same need not be read again.

use std::collections::BTreeMap;
use std::fs::Metadata;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use crate::base::SitePath;
use crate::media::Picture;

/// Looks at pictures, by path: those of former builds, and those of this one.
#[derive(Debug, Default)]
pub struct PictureMemo {
    before: BTreeMap<SitePath, Look>,
    now: Mutex<BTreeMap<SitePath, Look>>,
}

/// One look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Look {
    stamp: Stamp,
    picture: Option<Arc<Picture>>,
}

/// What the system says of a file; it changes with each change of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Stamp {
    length: u64,
    /// Nanoseconds since 1970.
    modified: u128,
    /// The same of the last change of anything about the file, where the system tells: it can't be set back.
    changed: i128,
    /// The number of the file on its disk, where there is one.
    file: u64,
}

/// Counts up where the same file would be seen otherwise than before.
const LOOK: u32 = 1;

impl PictureMemo {
    /// The memo that [`Self::text`] wrote; an empty one where it is damaged or of another version.
    pub fn read(text: &str) -> Self {
        let (version, looks) = text.split_once('\n').unwrap_or_default();
        let looks: BTreeMap<String, Look> = match version == LOOK.to_string() {
            true => serde_json::from_str(looks).unwrap_or_default(),
            false => BTreeMap::new(),
        };
        let before = looks.into_iter().filter_map(|(path, look)| Some((SitePath::new(&path)?, look))).collect();
        Self { before, now: Mutex::default() }
    }

    /// All looks of this run, to be read by the next one.
    pub fn text(&self) -> String {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let looks: BTreeMap<&str, &Look> = now.iter().map(|(path, look)| (path.as_str(), look)).collect();
        format!("{LOOK}\n{}", serde_json::to_string(&looks).unwrap_or_default())
    }

    /// The prints of all pictures that were seen in this run.
    pub fn prints(&self) -> std::collections::BTreeSet<u128> {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.values().filter_map(|look| look.picture.as_ref()).map(|picture| picture.print).collect()
    }

    /// What is known of a file that is still the same; `None` where it has to be looked at.
    pub(super) fn recall(&self, path: &SitePath, metadata: &Metadata) -> Option<Option<Arc<Picture>>> {
        let stamp = Stamp::of(metadata)?;
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let known = now.get(path).or_else(|| self.before.get(path)).filter(|look| look.stamp == stamp)?.clone();
        now.insert(path.clone(), known.clone());
        Some(known.picture)
    }

    pub(super) fn note(&self, path: &SitePath, metadata: &Metadata, picture: Option<Arc<Picture>>) {
        if let Some(stamp) = Stamp::of(metadata) {
            let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
            now.insert(path.clone(), Look { stamp, picture });
        }
    }
}

impl Stamp {
    fn of(metadata: &Metadata) -> Option<Self> {
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?.as_nanos();
        let (changed, file) = last_change(metadata);
        Some(Self { length: metadata.len(), modified, changed, file })
    }
}

#[cfg(unix)]
fn last_change(metadata: &Metadata) -> (i128, u64) {
    use std::os::unix::fs::MetadataExt;
    (i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn last_change(_: &Metadata) -> (i128, u64) {
    (0, 0)
}
