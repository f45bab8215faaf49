//! What is staged is moved into place, all or nothing as far as can be told before.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::PoisonError;
use std::{fs, io};

use super::super::manifest::{Manifest, NAME};
use super::super::place::{holds, make_folder, named, replace};
use super::{Publisher, Summary, TREE};
use crate::base::SitePath;

impl Publisher {
    /// Moves everything into place, and removes what former builds made and `files`, all files of this one, lack.
    pub(super) fn move_into_place(&self, files: BTreeSet<SitePath>) -> io::Result<Summary> {
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
