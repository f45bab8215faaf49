//! What a build leaves for the next one, in the cache beside the output folder.

use std::fs;
use std::path::PathBuf;

use super::OutputFolder;
use crate::base::{Print, SitePath};
use crate::source::Stamp;

impl OutputFolder {
    /// What the last build into this folder remembered, and the stamp of that; nothing where there is none.
    pub fn memory(&self) -> (Vec<u8>, Stamp) {
        let path = self.memory_path();
        // A link would lead elsewhere.
        let found = fs::symlink_metadata(&path).ok().filter(|found| found.is_file());
        let bytes = found.as_ref().and_then(|_| fs::read(&path).ok()).unwrap_or_default();
        (bytes, found.map(|found| Stamp::of(&found)).unwrap_or_default())
    }

    /// Keeps what the next build may want. Nothing depends on it: where it can't be written, it isn't there.
    pub fn remember(&self, bytes: &[u8]) {
        let (cache, path) = (self.cache(), self.memory_path());
        if cache.is_symlink() || self.make(&cache).is_err() {
            return;
        }
        let beside = cache.join(format!("memory-{}.new", std::process::id()));
        if fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &path)).is_err() {
            let _ = fs::remove_file(&beside);
        }
    }

    /// What the disk tells of a published file; `None` where there is none, or something that is no file.
    pub fn stamp(&self, path: &SitePath) -> Option<Stamp> {
        let found = fs::symlink_metadata(self.path().join(path.as_str())).ok()?;
        found.is_file().then(|| Stamp::of(&found))
    }

    /// Several output folders may have one cache.
    fn memory_path(&self) -> PathBuf {
        self.cache().join(format!("memory-{}", self.print()))
    }

    /// What tells it from others that have the same cache.
    pub(super) fn print(&self) -> Print {
        Print::of(&*self.path().file_name().unwrap_or_default().to_string_lossy())
    }
}
