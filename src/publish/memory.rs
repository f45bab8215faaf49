//! What a build leaves for the next one, in the cache beside the output folder.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::PathBuf;

use rayon::prelude::*;

use super::OutputFolder;
use crate::base::{Print, SitePath};
use crate::source::Stamp;

/// The names of what is kept, before the print of the output folder.
const MEMORY: &str = "memory";
const POSTS: &str = "posts";
const GLANCE: &str = "glance";
const QUIET: &str = "quiet";

/// Published files in the order of their paths, with what the disk tells of them; `None` of one that isn't there.
pub type Stamped = [(SitePath, Option<Stamp>)];

/// What is told of one of them; `None` where it isn't there, or is none of them.
fn stamp_in(files: &Stamped, path: &SitePath) -> Option<Stamp> {
    let at = files.binary_search_by(|(it, _)| it.cmp(path)).ok()?;
    files[at].1
}

impl OutputFolder {
    /// What the last build into this folder remembered, and the stamp of that; nothing where there is none.
    pub fn memory(&self) -> (Vec<u8>, Stamp) {
        self.kept(MEMORY)
    }

    /// Keeps what the next build may want. Nothing depends on it: where it can't be written, it isn't there.
    /// It is written part after part.
    pub fn remember(&self, parts: &[Vec<u8>]) {
        self.keep(MEMORY, parts);
    }

    /// The posts that a build into this folder has left; nothing where there are none.
    pub fn posts_left(&self) -> Vec<u8> {
        self.kept(POSTS).0
    }

    /// Leaves to the next build the posts, part after part.
    pub fn leave_posts(&self, parts: &[Vec<u8>]) {
        self.keep(POSTS, parts);
    }

    /// What the last build into this folder saw of sources and outputs, and the stamp of that; nothing where there is
    /// none.
    pub fn glance_left(&self) -> (Vec<u8>, Stamp) {
        self.kept(GLANCE)
    }

    /// Leaves to the next build what this one saw of sources and outputs.
    pub fn leave_glance(&self, bytes: &[u8]) {
        self.keep(GLANCE, &[bytes]);
    }

    /// In which posts the last check found nothing; nothing where there was none.
    pub fn quiet_posts(&self) -> Vec<u8> {
        self.kept(QUIET).0
    }

    /// Leaves to the next check in which posts this one found nothing.
    pub fn leave_quiet_posts(&self, bytes: &[u8]) {
        self.keep(QUIET, &[bytes]);
    }

    /// What the disk tells of all published files, in the order of their paths; `None` of one that isn't there.
    pub fn stamps(&self) -> Vec<(SitePath, Option<Stamp>)> {
        self.stamps_after(&[], self.published(), &BTreeSet::new())
    }

    /// The same of `files`, where it was `before`, and nothing but `written` was written since. Whoever else wrote
    /// meanwhile is found out by the next build.
    pub fn stamps_after(
        &self,
        before: &Stamped,
        files: BTreeSet<SitePath>,
        written: &BTreeSet<SitePath>,
    ) -> Vec<(SitePath, Option<Stamp>)> {
        let stamped = |path: SitePath| {
            let known = stamp_in(before, &path).filter(|_| !written.contains(&path));
            let stamp = known.or_else(|| self.stamp(&path));
            (path, stamp)
        };
        files.into_par_iter().map(stamped).collect()
    }

    fn kept(&self, name: &str) -> (Vec<u8>, Stamp) {
        let path = self.kept_path(name);
        // A link would lead elsewhere.
        let found = fs::symlink_metadata(&path).ok().filter(|found| found.is_file() && !self.cache().is_symlink());
        let bytes = found.as_ref().and_then(|_| fs::read(&path).ok()).unwrap_or_default();
        (bytes, found.map(|found| Stamp::of(&found)).unwrap_or_default())
    }

    fn keep(&self, name: &str, parts: &[impl AsRef<[u8]>]) {
        let (cache, path) = (self.cache(), self.kept_path(name));
        if cache.is_symlink() || self.make(&cache).is_err() {
            return;
        }
        let beside = cache.join(format!("{name}-{}.new", std::process::id()));
        let write = |mut file: fs::File| parts.iter().try_for_each(|part| file.write_all(part.as_ref()));
        if fs::File::create(&beside).and_then(write).and_then(|()| fs::rename(&beside, &path)).is_err() {
            let _ = fs::remove_file(&beside);
        }
    }

    /// What the disk tells of a published file; `None` where there is none, or something that is no file.
    pub fn stamp(&self, path: &SitePath) -> Option<Stamp> {
        let found = fs::symlink_metadata(self.path().join(path.as_str())).ok()?;
        found.is_file().then(|| Stamp::of(&found))
    }

    /// Several output folders may have one cache.
    fn kept_path(&self, name: &str) -> PathBuf {
        self.cache().join(format!("{name}-{}", self.print()))
    }

    /// What tells it from others that have the same cache.
    pub(super) fn print(&self) -> Print {
        Print::of(&*self.path().file_name().unwrap_or_default().to_string_lossy())
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::publish::Publisher;

    #[test]
    fn only_what_was_written_is_looked_at_again() {
        let portal = tempfile::tempdir().expect("a folder");
        let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
        let path = |name: &str| SitePath::new(name).expect("sound");
        let publisher = Publisher::begin(&output).expect("begun");
        let files = BTreeSet::from(["a.html", "b.html", "c.html"].map(path));
        files.iter().for_each(|path| publisher.put(path, b"1").expect("staged"));
        assert_eq!(publisher.to_write(), files);
        publisher.publish(files).expect("published");
        let before = output.stamps();
        fs::write(output.path().join("a.html"), "22").expect("written");
        fs::write(output.path().join("b.html"), "22").expect("written");
        let after = output.stamps_after(&before, output.published(), &BTreeSet::from([path("a.html")]));
        let lengths: Vec<_> = after.iter().map(|(_, stamp)| stamp.map(|stamp| stamp.length)).collect();
        assert_eq!(lengths, [Some(2), Some(1), Some(1)]);
        assert_eq!(output.stamps_after(&[], output.published(), &BTreeSet::new()), output.stamps());
    }
}
