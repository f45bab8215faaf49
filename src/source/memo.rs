//! What former looks at pictures brought. A look reads the whole file, so that nothing in it goes unseen; a file that
//! the system says is the same need not be read again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use super::Stamp;
use crate::base::SitePath;
use crate::media::Picture;

/// Looks at pictures, by path: those of former builds, and those of this one.
#[derive(Debug, Default)]
pub struct PictureMemo {
    before: BTreeMap<SitePath, Look>,
    now: Mutex<BTreeMap<SitePath, Look>>,
    /// Held while a large file is in memory, so that there is one at a time.
    large: Mutex<()>,
}

/// One look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Look {
    stamp: Stamp,
    picture: Option<Arc<Picture>>,
}

/// Counts up where the same file would be seen otherwise than before.
const LOOK: u32 = 3;

impl PictureMemo {
    /// The memo that [`Self::to_bytes`] gave, from a file with the stamp `left`; an empty one where it is damaged or of
    /// another version. A picture that was saved so shortly before that nobody can tell is looked at again.
    pub fn read(bytes: &[u8], left: &Stamp) -> Self {
        let before = looks_of(bytes).into_iter().filter(|(_, look)| !look.stamp.is_young(left)).collect();
        Self { before, ..Self::default() }
    }

    /// The prints of all pictures in what [`Self::to_bytes`] gave.
    pub fn prints_in(bytes: &[u8]) -> BTreeSet<u128> {
        prints_of(&looks_of(bytes))
    }

    /// All looks of this run, to be read by the next one.
    pub fn to_bytes(&self) -> Vec<u8> {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        postcard::to_allocvec(&(LOOK, &*now)).unwrap_or_default()
    }

    /// The prints of all pictures that were seen in this run.
    pub fn prints(&self) -> BTreeSet<u128> {
        prints_of(&self.now.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is known of a file that is still the same; `None` where it has to be looked at.
    pub(super) fn recall(&self, path: &SitePath, stamp: Stamp) -> Option<Option<Arc<Picture>>> {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let known = now.get(path).or_else(|| self.before.get(path)).filter(|look| look.stamp == stamp)?.clone();
        now.insert(path.clone(), known.clone());
        Some(known.picture)
    }

    /// Waits until no other large file is looked at; `None` for one of usual length, in bytes.
    pub(super) fn turn(&self, length: u64) -> Option<MutexGuard<'_, ()>> {
        const LARGE: u64 = 32 * 1024 * 1024;
        (length > LARGE).then(|| self.large.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn note(&self, path: &SitePath, stamp: Stamp, picture: Option<Arc<Picture>>) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        now.insert(path.clone(), Look { stamp, picture });
    }
}

fn looks_of(bytes: &[u8]) -> BTreeMap<SitePath, Look> {
    let read: Result<(u32, BTreeMap<SitePath, Look>), _> = postcard::from_bytes(bytes);
    read.ok().filter(|(version, _)| *version == LOOK).map(|(_, looks)| looks).unwrap_or_default()
}

fn prints_of(looks: &BTreeMap<SitePath, Look>) -> BTreeSet<u128> {
    looks.values().filter_map(|look| look.picture.as_ref()).map(|picture| picture.print).collect()
}
