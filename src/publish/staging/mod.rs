//! Writing: staged first, moved when all is there.

mod moving;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use super::OutputFolder;
use super::darkroom::is_copy;
use super::manifest::Manifest;
use super::place::{holds, named, same_files};
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

    fn clear_staging(&self) {
        // Nothing depends on it: what is left of it is removed by hand or never noticed.
        let _ = fs::remove_dir_all(&self.staging);
        let _ = fs::remove_dir(self.output.cache());
    }
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
