//! What a file system tells of a file without reading it.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// What changes whenever somebody writes a file: its length, its times and, where there is one, its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Stamp {
    /// In bytes.
    pub length: u64,
    /// When what it holds changed, in nanoseconds since 1970.
    pub modified: i64,
    /// When the file system's own notes on it changed; nobody can set that back.
    pub changed: i64,
    /// Its number on its disk: a file that was put in its place has another.
    pub number: u64,
}

impl Stamp {
    /// Of a file that would be written now.
    pub fn now() -> Self {
        let modified = nanoseconds(SystemTime::now());
        Self { modified, changed: modified, ..Self::default() }
    }

    /// Of a file.
    pub fn of(found: &Metadata) -> Self {
        let (changed, number) = notes(found);
        Self { length: found.len(), modified: modified(found), changed, number }
    }

    /// Whether the file was written so shortly before another one that one more write could have left the same stamp.
    pub fn is_young(&self, than: &Self) -> bool {
        // Where times are told in whole seconds, two seconds may pass unseen; elsewhere a tick of the kernel's clock.
        let coarse = self.changed == 0 || self.modified % 1_000_000_000 == 0;
        let tick = if coarse { 2_000_000_000 } else { 20_000_000 };
        self.modified.max(self.changed) > than.modified.max(than.changed).saturating_sub(tick)
    }
}

fn modified(found: &Metadata) -> i64 {
    found.modified().map_or(0, nanoseconds)
}

/// Since 1970; 0 where that isn't known.
fn nanoseconds(time: SystemTime) -> i64 {
    time.duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}

#[cfg(unix)]
fn notes(found: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (found.ctime().saturating_mul(1_000_000_000).saturating_add(found.ctime_nsec()), found.ino())
}

#[cfg(not(unix))]
fn notes(_: &Metadata) -> (i64, u64) {
    (0, 0)
}
