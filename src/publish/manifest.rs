//! Which files of the output folder Miao made.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use crate::base::SitePath;

/// The list of files that Miao made, kept in the output folder itself: it has to survive the loss of every cache, or
/// pages of deleted posts would stay public.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    /// The files, by their paths in the output folder.
    pub files: BTreeSet<SitePath>,
}

/// Its name. Web servers pass over names with a leading dot.
pub(super) const NAME: &str = ".miao-manifest";

impl Manifest {
    /// Reads the manifest of a folder; empty where there is none. Lines that are no sound paths are passed over, so that
    /// a damaged list can't make Miao delete anything outside.
    pub fn read(folder: &Path) -> io::Result<Self> {
        match fs::read_to_string(folder.join(NAME)) {
            Ok(text) => Ok(Self { files: text.lines().filter_map(SitePath::new).collect() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// The text of its file.
    pub(super) fn text(&self) -> String {
        self.files.iter().fold(String::new(), |text, path| text + path.as_str() + "\n")
    }
}
