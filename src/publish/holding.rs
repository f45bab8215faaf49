//! Whether the output folder is still the one that was published.

use same_file::Handle;

use super::OutputFolder;
use crate::base::SitePath;

/// A published folder, held open: while it is, no folder that is put in its place can be taken for it.
#[derive(Debug)]
pub struct Holding {
    folder: OutputFolder,
    handle: Handle,
    /// One of its files: whoever empties a folder may leave the folder itself, and hidden files such as the list.
    witness: Option<SitePath>,
}

impl Holding {
    /// Holds the folder; `None` where nothing is published there.
    pub fn of(folder: &OutputFolder) -> Option<Self> {
        let handle = Handle::from_path(folder.path()).ok().filter(|_| folder.is_published())?;
        let witness = folder.published().pop_first();
        Some(Self { folder: folder.clone(), handle, witness })
    }

    /// The same folder, of whose files `witness` is now one.
    pub fn with(self, witness: Option<SitePath>) -> Self {
        Self { witness, ..self }
    }

    /// Whether what was published is still there, as far as a few looks can tell.
    pub fn is_kept(&self) -> bool {
        let is_same = Handle::from_path(self.folder.path()).is_ok_and(|now| now == self.handle);
        let is_there = |path: &SitePath| self.folder.path().join(path.as_str()).is_file();
        is_same && self.folder.is_published() && self.witness.as_ref().is_none_or(is_there)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn publish(folder: &OutputFolder) {
        fs::create_dir_all(folder.path()).expect("made");
        fs::write(folder.path().join("index.html"), "").expect("written");
        fs::write(folder.path().join(super::super::manifest::NAME), "index.html\n").expect("written");
    }

    #[test]
    fn a_folder_that_was_removed_emptied_or_replaced_is_not_kept() {
        let portal = tempfile::tempdir().expect("a folder");
        let folder = OutputFolder::new(portal.path(), Path::new("public")).expect("usable");
        assert!(Holding::of(&folder).is_none());
        publish(&folder);
        let holding = Holding::of(&folder).expect("published");
        assert!(holding.is_kept());
        fs::remove_file(folder.path().join("index.html")).expect("emptied");
        assert!(!holding.is_kept());
        fs::remove_dir_all(folder.path()).expect("removed");
        assert!(!holding.is_kept());
        publish(&folder);
        assert!(!holding.is_kept(), "another one");
        assert!(Holding::of(&folder).is_some_and(|holding| holding.is_kept()));
    }
}
