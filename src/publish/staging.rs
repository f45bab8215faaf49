//! Writing: staged first, moved when all is there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::OutputFolder;
use super::darkroom::is_copy;
use super::manifest::{Manifest, NAME};
use super::place::{holds, make_folder, named, replace, same_files};
use crate::base::SitePath;
use crate::source::AssetBytes;

/// How the names of staging folders begin.
const STAGING: &str = "staging-";

/// The folder in a staging folder that becomes the output folder as it is, where there is none yet.
const TREE: &str = "tree";

/// The file in a staging folder that the build which made it holds locked.
const LOCK: &str = "lock";

/// Takes the files of one build, from any number of threads, and publishes them all or none.
pub struct Publisher {
    output: OutputFolder,
    staging: PathBuf,
    lock: OnceLock<File>,
    /// Whether there is no output folder yet: then files are staged in their places, and moved all at once.
    is_first: bool,
    before: Manifest,
    /// What will go into place; of a file that was put twice, the last.
    staged: Mutex<BTreeMap<SitePath, PathBuf>>,
    foreign: Mutex<Vec<SitePath>>,
    next: AtomicUsize,
}

/// What a build did to the output folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files that are new or different.
    pub written: usize,
    /// Files that were right already.
    pub unchanged: usize,
    /// Files of former builds that don't belong any more.
    pub removed: usize,
}

impl Publisher {
    /// Prepares to publish into `output`. Touches nothing in it.
    pub fn begin(output: &OutputFolder) -> io::Result<Self> {
        Self::begin_after(output, Manifest::read(output.path())?.files)
    }

    /// The same where it is known which files Miao made there.
    pub fn begin_after(output: &OutputFolder, files: BTreeSet<SitePath>) -> io::Result<Self> {
        let cache = output.cache();
        let staging = cache.join(format!("{STAGING}{}", std::process::id()));
        if cache.is_symlink() {
            return Err(named(&cache, io::Error::new(io::ErrorKind::AlreadyExists, "a link is in the way")));
        }
        let before = Manifest { files };
        let is_first = output.path().symlink_metadata().is_err();
        clear_abandoned(&cache);
        Ok(Self {
            output: output.clone(),
            staging,
            lock: OnceLock::new(),
            is_first,
            before,
            staged: Mutex::default(),
            foreign: Mutex::default(),
            next: AtomicUsize::new(0),
        })
    }

    /// Takes one file. Where the output folder has the very same bytes already, nothing is written.
    pub fn put(&self, path: &SitePath, bytes: &[u8]) -> io::Result<()> {
        if self.is_right(path, |place| holds(place, bytes))? {
            return Ok(());
        }
        let staged = self.stage(path)?;
        File::create(&staged).and_then(|mut file| file.write_all(bytes)).map_err(|error| named(&staged, error))?;
        self.remember(path, staged);
        Ok(())
    }

    /// Takes a file that is published as it is.
    pub fn put_asset(&self, path: &SitePath, bytes: &AssetBytes) -> io::Result<()> {
        match bytes {
            AssetBytes::Memory(bytes) => self.put(path, bytes),
            AssetBytes::File(source) => {
                if self.is_right(path, |place| same_files(source, place))? {
                    return Ok(());
                }
                let staged = self.stage(path)?;
                // Through a new file, not `fs::copy`: a source that nobody may write must not make a page like that.
                let mut from = File::open(source).map_err(|error| named(source, error))?;
                File::create(&staged)
                    .and_then(|mut to| io::copy(&mut from, &mut to))
                    .map_err(|error| named(&staged, error))?;
                self.remember(path, staged);
                Ok(())
            }
        }
    }

    /// Takes a picture that was made. Its copy has its time, by which the next build knows it without reading either.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn put_picture(&self, path: &SitePath, made: &Path) -> io::Result<()> {
        if self.is_right(path, |place| Ok(is_copy(made, place)))? {
            return Ok(());
        }
        let staged = self.stage(path)?;
        let mut from = File::open(made).map_err(|error| named(made, error))?;
        let time = from.metadata()?.modified()?;
        File::create(&staged)
            .and_then(|mut to| io::copy(&mut from, &mut to).and_then(|_| to.set_modified(time)))
            .map_err(|error| named(&staged, error))?;
        self.remember(path, staged);
        Ok(())
    }

    /// Whether the published file is right as it is, as `is_it` says; what was put before it then isn't. Else notes what
    /// stands in its place and no build of Miao made. Where there is no output folder nobody is asked.
    fn is_right(&self, path: &SitePath, is_it: impl FnOnce(&Path) -> io::Result<bool>) -> io::Result<bool> {
        if self.is_first {
            return Ok(false);
        }
        let place = self.place_of(path);
        let is_right = is_it(&place)?;
        if is_right {
            self.unstage(path);
        } else if !self.before.files.contains(path) && place.symlink_metadata().is_ok() {
            self.foreign.lock().unwrap_or_else(PoisonError::into_inner).push(path.clone());
        }
        Ok(is_right)
    }

    /// Where a file is staged: in its place, where there is no output folder yet.
    fn stage(&self, path: &SitePath) -> io::Result<PathBuf> {
        if !self.is_first {
            return self.stage_anywhere();
        }
        let folder = self.staging.join(TREE).join(path.folder());
        // Most folders have one file.
        let made = fs::create_dir(&folder);
        if made.is_err_and(|error| error.kind() != io::ErrorKind::AlreadyExists) {
            self.output.make(&folder)?;
        }
        self.hold()?;
        Ok(self.staging.join(TREE).join(path.as_str()))
    }

    /// A new path in the staging folder. Threads get folders of their own, so that none waits for another's.
    fn stage_anywhere(&self) -> io::Result<PathBuf> {
        let lane = self.staging.join(rayon::current_thread_index().unwrap_or(0).to_string());
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let path = lane.join(number.to_string());
        if !lane.is_dir() {
            self.output.make(&lane)?;
            self.hold()?;
        }
        Ok(path)
    }

    /// Says to other builds that this one is alive.
    fn hold(&self) -> io::Result<()> {
        if self.lock.get().is_none() {
            let path = self.staging.join(LOCK);
            let file = File::create(&path).map_err(|error| named(&path, error))?;
            // Another thread may have been first, and then holds it.
            if file.try_lock().is_ok() {
                let _ = self.lock.set(file);
            }
        }
        Ok(())
    }

    fn remember(&self, path: &SitePath, staged: PathBuf) {
        let mut all = self.staged.lock().unwrap_or_else(PoisonError::into_inner);
        let before = all.insert(path.clone(), staged.clone()).filter(|before| *before != staged);
        // What was put before it is of no use any more; if it stays, it goes with the staging folder.
        before.map(fs::remove_file);
    }

    /// What was put before is wrong: the published file is right as it is.
    fn unstage(&self, path: &SitePath) {
        let before = self.staged.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        before.map(fs::remove_file);
    }

    /// What was staged so far, and where it lies.
    pub(super) fn staged_files(&self) -> BTreeMap<SitePath, PathBuf> {
        self.staged.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The files that will be written.
    pub fn to_write(&self) -> BTreeSet<SitePath> {
        self.staged_files().into_keys().collect()
    }

    /// Where a file of the site goes.
    pub(super) fn place_of(&self, path: &SitePath) -> PathBuf {
        self.output.path().join(path.as_str())
    }

    /// Whether a former build published the file, and it is still there.
    pub(super) fn has_published(&self, path: &SitePath) -> bool {
        self.before.files.contains(path) && self.place_of(path).is_file()
    }

    /// Files that stand in the way and that Miao didn't make: they stay, so the build can't be published.
    pub fn foreign_files(&self) -> Vec<SitePath> {
        let mut foreign = self.foreign.lock().unwrap_or_else(PoisonError::into_inner).clone();
        // Somebody may have moved them away since.
        foreign.retain(|path| self.place_of(path).symlink_metadata().is_ok());
        foreign.sort();
        foreign
    }

    /// Throws away what was staged.
    pub fn abandon(self) {
        self.clear_staging();
    }

    /// Moves everything into place, and removes what former builds made and `files`, all files of this one, lack.
    pub fn publish(self, files: BTreeSet<SitePath>) -> io::Result<Summary> {
        let outcome = self.move_into_place(files);
        self.clear_staging();
        outcome
    }

    fn move_into_place(&self, files: BTreeSet<SitePath>) -> io::Result<Summary> {
        let mut before = Cow::Borrowed(&self.before.files);
        if self.is_first {
            if self.move_at_once(&files)? {
                return Ok(Summary { written: files.len(), unchanged: 0, removed: 0 });
            }
            // An output folder has appeared since: what another build has made there may not belong any more.
            before = Cow::Owned(self.made_meanwhile()?);
        }
        self.output.make(self.output.path())?;
        let mut staged = std::mem::take(&mut *self.staged.lock().unwrap_or_else(PoisonError::into_inner));
        staged.retain(|path, _| files.contains(path));
        let stale: Vec<SitePath> = before.difference(&files).cloned().collect();
        let folders = folders_of(&staged);
        self.refuse_what_is_in_the_way(staged.keys(), &folders, &stale)?;
        let after = Manifest { files };
        // Until all is done the list names old files and new ones: whoever finishes the work knows all that is Miao's.
        let mut both = Cow::Borrowed(&after);
        if !stale.is_empty() {
            both.to_mut().files.extend(stale.iter().cloned());
        }
        self.write_manifest(&both)?;
        let removed = self.remove_stale(&stale)?;
        for folder in &folders {
            make_folder(&self.output.path().join(folder))?;
        }
        for (path, from) in &staged {
            replace(from, &self.place_of(path))?;
        }
        if !stale.is_empty() {
            self.write_manifest(&after)?;
        }
        let written = staged.len();
        Ok(Summary { written, unchanged: after.files.len().saturating_sub(written), removed })
    }

    /// Makes the staged tree the output folder; `false` where that can't be done, and files have to be moved one by one.
    fn move_at_once(&self, files: &BTreeSet<SitePath>) -> io::Result<bool> {
        if !self.staged.lock().unwrap_or_else(PoisonError::into_inner).keys().eq(files) {
            return Ok(false);
        }
        let tree = self.staging.join(TREE);
        let list = tree.join(NAME);
        self.output.make(&tree)?;
        let text = Manifest { files: files.clone() }.text();
        fs::write(&list, text).map_err(|error| named(&list, error))?;
        if self.output.path().symlink_metadata().is_err() && fs::rename(&tree, self.output.path()).is_ok() {
            return Ok(true);
        }
        fs::remove_file(&list).map_err(|error| named(&list, error))?;
        Ok(false)
    }

    /// What Miao has made in an output folder that wasn't there when this build began.
    ///
    /// # Errors
    /// Where something stands there that Miao didn't make.
    fn made_meanwhile(&self) -> io::Result<BTreeSet<SitePath>> {
        let known = Manifest::read(self.output.path())?.files;
        let foreign = self.staged_files().into_keys().find(|path| {
            let is_there = self.place_of(path).symlink_metadata().is_ok();
            is_there && !known.contains(path)
        });
        match foreign {
            Some(path) => Err(named(&self.place_of(&path), io::Error::from(io::ErrorKind::AlreadyExists))),
            None => Ok(known),
        }
    }

    /// Nothing is moved where something will be refused: a folder in the place of a file, or a file in that of a folder
    /// that isn't about to go.
    fn refuse_what_is_in_the_way<'p>(
        &self,
        files: impl Iterator<Item = &'p SitePath>,
        folders: &BTreeSet<&str>,
        stale: &[SitePath],
    ) -> io::Result<()> {
        for place in files.map(|path| self.place_of(path)) {
            if fs::symlink_metadata(&place).is_ok_and(|found| found.is_dir()) {
                return Err(named(&place, io::Error::from(io::ErrorKind::IsADirectory)));
            }
        }
        for folder in folders {
            let place = self.output.path().join(folder);
            let is_file = fs::symlink_metadata(&place).is_ok_and(|found| !found.is_dir());
            if is_file && !stale.iter().any(|path| path.as_str() == *folder) {
                return Err(named(&place, io::Error::from(io::ErrorKind::NotADirectory)));
            }
        }
        Ok(())
    }

    fn remove_stale(&self, stale: &[SitePath]) -> io::Result<usize> {
        let mut removed = 0;
        for path in stale {
            if self.leads_out(path) {
                continue;
            }
            match fs::remove_file(self.place_of(path)) {
                Ok(()) => removed += 1,
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
                Err(error) => return Err(named(&self.place_of(path), error)),
            }
            self.remove_empty_folders(path);
        }
        Ok(removed)
    }

    /// Whether a folder on the way to a file is a link: what is behind it isn't Miao's.
    fn leads_out(&self, path: &SitePath) -> bool {
        let mut folder = self.output.path().to_path_buf();
        path.folder().split('/').filter(|part| !part.is_empty()).any(|part| {
            folder.push(part);
            folder.is_symlink()
        })
    }

    fn remove_empty_folders(&self, path: &SitePath) {
        let mut folder = path.folder();
        while !folder.is_empty() && fs::remove_dir(self.output.path().join(folder)).is_ok() {
            folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        }
    }

    fn write_manifest(&self, manifest: &Manifest) -> io::Result<()> {
        let path = self.output.path().join(NAME);
        let text = manifest.text();
        if holds(&path, text.as_bytes())? {
            return Ok(());
        }
        let staged = self.stage_anywhere()?;
        fs::write(&staged, text).map_err(|error| named(&staged, error))?;
        replace(&staged, &path)
    }

    fn clear_staging(&self) {
        // Nothing depends on it: what is left of it is removed by hand or never noticed.
        let _ = fs::remove_dir_all(&self.staging);
        let _ = fs::remove_dir(self.output.cache());
    }
}

/// All folders that files lie in, each behind those that it lies in.
fn folders_of(files: &BTreeMap<SitePath, PathBuf>) -> BTreeSet<&str> {
    let mut folders = BTreeSet::new();
    for folder in files.keys().map(SitePath::folder).filter(|folder| !folder.is_empty()) {
        let ends = folder.match_indices('/').map(|(at, _)| at).chain([folder.len()]);
        folders.extend(ends.map(|end| &folder[..end]));
    }
    folders
}

/// Removes what builds left behind that were killed: a staging folder that no process holds the lock of.
fn clear_abandoned(cache: &Path) {
    let Ok(entries) = fs::read_dir(cache) else { return };
    for folder in entries.flatten().map(|entry| entry.path()) {
        let is_staging = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(STAGING));
        let abandoned = File::open(folder.join(LOCK)).map_or(true, |lock| lock.try_lock().is_ok());
        if is_staging && abandoned {
            let _ = fs::remove_dir_all(&folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> SitePath {
        SitePath::new(text).expect("sound")
    }

    fn publish(root: &Path, files: &[(&str, &str)]) -> Summary {
        let output = OutputFolder::new(root, Path::new("public")).expect("usable");
        let publisher = Publisher::begin(&output).expect("begun");
        for (name, text) in files {
            publisher.put(&path(name), text.as_bytes()).expect("staged");
        }
        publisher.publish(files.iter().map(|(name, _)| path(name)).collect()).expect("published")
    }

    #[test]
    fn what_no_longer_belongs_goes_and_the_rest_keeps_its_time() {
        let portal = tempfile::tempdir().expect("a folder");
        let root = portal.path();
        publish(root, &[("a/index.html", "1"), ("b/c/index.html", "2")]);
        fs::write(root.join("public/own.txt"), "mine").expect("written");
        let time = |name: &str| fs::metadata(root.join("public").join(name)).and_then(|found| found.modified()).ok();
        let before = time("a/index.html");
        let summary = publish(root, &[("a/index.html", "1"), ("d.html", "3")]);
        assert_eq!(summary, Summary { written: 1, unchanged: 1, removed: 1 });
        assert_eq!(time("a/index.html"), before);
        assert!(!root.join("public/b").exists() && root.join("public/own.txt").exists());
        assert!(!root.join(".miao").exists());
    }

    #[test]
    fn of_what_is_put_twice_the_last_is_published() {
        let portal = tempfile::tempdir().expect("a folder");
        publish(portal.path(), &[("a.html", "old"), ("b.html", "old")]);
        let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
        let publisher = Publisher::begin(&output).expect("begun");
        for (name, text) in
            [("a.html", "new"), ("a.html", "newer"), ("b.html", "new"), ("b.html", "old"), ("c.html", "x")]
        {
            publisher.put(&path(name), text.as_bytes()).expect("staged");
        }
        let summary = publisher.publish([path("a.html"), path("b.html")].into()).expect("published");
        assert_eq!(summary, Summary { written: 1, unchanged: 1, removed: 0 });
        let text = |name: &str| fs::read_to_string(portal.path().join("public").join(name)).ok();
        assert_eq!(
            (text("a.html").as_deref(), text("b.html").as_deref(), text("c.html")),
            (Some("newer"), Some("old"), None)
        );
    }

    #[test]
    fn a_build_that_is_abandoned_leaves_everything_as_it_was() {
        let portal = tempfile::tempdir().expect("a folder");
        publish(portal.path(), &[("a.html", "old")]);
        let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
        let publisher = Publisher::begin(&output).expect("begun");
        publisher.put(&path("a.html"), b"new").expect("staged");
        publisher.put(&path("b.html"), b"new").expect("staged");
        publisher.abandon();
        assert_eq!(fs::read_to_string(portal.path().join("public/a.html")).ok().as_deref(), Some("old"));
        assert!(!portal.path().join("public/b.html").exists());
    }

    #[test]
    fn a_portal_that_is_moved_away_does_not_come_back() {
        let parent = tempfile::tempdir().expect("a folder");
        let (root, away) = (parent.path().join("portal"), parent.path().join("away"));
        fs::create_dir(&root).expect("made");
        publish(&root, &[("a.html", "old")]);
        let output = OutputFolder::new(&root, Path::new("public")).expect("usable");
        let publisher = Publisher::begin(&output).expect("begun");
        publisher.put(&path("a.html"), b"new").expect("staged");
        fs::rename(&root, &away).expect("moved");
        assert!(publisher.put(&path("b.html"), b"new").is_err());
        assert!(publisher.publish([path("a.html")].into()).is_err());
        output.remember(&[b"what the next build may want".to_vec()]);
        assert!(!root.exists());
        assert_eq!(fs::read_to_string(away.join("public/a.html")).ok().as_deref(), Some("old"));
        // A folder in the portal that isn't there yet is made, as is one elsewhere that somebody has named.
        for folder in [away.join("a/b/site"), parent.path().join("c/d")] {
            let output = OutputFolder::new(&away, &folder).expect("usable");
            let publisher = Publisher::begin(&output).expect("begun");
            publisher.put(&path("a.html"), b"new").expect("staged");
            publisher.publish([path("a.html")].into()).expect("published");
            assert!(folder.join("a.html").is_file());
        }
    }

    #[test]
    fn a_foreign_file_that_is_moved_away_is_in_the_way_no_longer() {
        let portal = tempfile::tempdir().expect("a folder");
        publish(portal.path(), &[("b.html", "old")]);
        let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
        fs::write(output.path().join("a.html"), "mine").expect("written");
        let publisher = Publisher::begin(&output).expect("begun");
        publisher.put(&path("a.html"), b"new").expect("staged");
        assert_eq!(publisher.foreign_files(), [path("a.html")]);
        fs::remove_file(output.path().join("a.html")).expect("moved away");
        assert_eq!(publisher.foreign_files(), []);
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_leaves_everything_as_it_was() {
        let portal = tempfile::tempdir().expect("a folder");
        publish(portal.path(), &[("a.html", "old"), ("gone", "old")]);
        let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
        fs::write(output.path().join("news"), "mine").expect("written");
        let late = |files: [&str; 2]| {
            let publisher = Publisher::begin(&output).expect("begun");
            files.map(path).iter().for_each(|path| publisher.put(path, b"new").expect("staged"));
            publisher.publish(files.map(path).into())
        };
        assert!(late(["b/index.html", "news/index.html"]).is_err());
        assert!(!output.path().join("b").exists());
        let listed = Manifest::read(output.path()).expect("a list").files;
        assert_eq!(listed, [path("a.html"), path("gone")].into());
        // A file of Miao's own that doesn't belong any more makes room.
        late(["b/index.html", "gone/index.html"]).expect("published");
        assert!(output.path().join("gone/index.html").is_file() && output.path().join("news").is_file());
    }

    #[test]
    fn a_folder_in_the_place_of_a_file_leaves_everything_as_it_was() {
        let portal = tempfile::tempdir().expect("a folder");
        publish(portal.path(), &[("a.html", "old"), ("b.html", "old")]);
        let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
        fs::remove_file(output.path().join("b.html"))
            .and_then(|()| fs::create_dir(output.path().join("b.html")))
            .expect("made");
        let publisher = Publisher::begin(&output).expect("begun");
        let files = ["a.html", "b.html"].map(path);
        files.iter().for_each(|path| publisher.put(path, b"new").expect("staged"));
        assert!(publisher.publish(files.into()).is_err());
        assert_eq!(fs::read_to_string(output.path().join("a.html")).ok().as_deref(), Some("old"));
    }

    #[test]
    fn a_folder_that_appears_meanwhile_keeps_what_is_not_of_miao() {
        let portal = tempfile::tempdir().expect("a folder");
        let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
        let text = || fs::read_to_string(output.path().join("a.html")).ok();
        for (listed, left) in [("a.html\ndraft.html\n", "late"), ("draft.html\n", "theirs")] {
            let publisher = Publisher::begin(&output).expect("begun");
            publisher.put(&path("a.html"), b"late").expect("staged");
            fs::create_dir(output.path()).expect("made");
            for name in ["a.html", "draft.html"] {
                fs::write(output.path().join(name), "theirs").expect("written");
            }
            fs::write(output.path().join(NAME), listed).expect("written");
            assert_eq!(publisher.publish([path("a.html")].into()).is_ok(), left == "late");
            assert_eq!(text().as_deref(), Some(left));
            // What only the other build made goes, unless nothing is published.
            assert_eq!(output.path().join("draft.html").exists(), left == "theirs");
            fs::remove_dir_all(output.path()).expect("emptied");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_output_folder_is_not_followed() {
        let portal = tempfile::tempdir().expect("a folder");
        let elsewhere = tempfile::tempdir().expect("a folder");
        fs::create_dir(portal.path().join("public")).expect("made");
        std::os::unix::fs::symlink(elsewhere.path(), portal.path().join("public/a")).expect("linked");
        let output = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
        let publisher = Publisher::begin(&output).expect("begun");
        publisher.put(&path("a/index.html"), b"new").expect("staged");
        assert!(publisher.publish([path("a/index.html")].into()).is_err());
        assert_eq!(fs::read_dir(elsewhere.path()).expect("there").count(), 0);
    }
}
