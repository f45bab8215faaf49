//! A single file that someone asked for, such as the draft of a report.

use std::fs;
use std::io;
use std::path::Path;

use super::folder::{is_among_sources, resolve};

/// Why a file can't be written.
#[derive(Debug)]
pub enum DocumentError {
    /// It is, or would be, among the sources of the portal.
    IsSource,
    /// The system refuses.
    Refused(io::Error),
}

/// Writes a file; one that is there is replaced as a whole, but never a source of the portal at `root`.
pub fn write_document(root: &Path, path: &Path, bytes: &[u8]) -> Result<(), DocumentError> {
    let path = resolve(path).map_err(DocumentError::Refused)?;
    if is_among_sources(root, &path) {
        return Err(DocumentError::IsSource);
    }
    let beside = path.with_file_name(format!(".{}.part", path.file_name().unwrap_or_default().to_string_lossy()));
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        // What is half written is of use to nobody, and that it can't be removed either is no news.
        let _ = fs::remove_file(&beside);
    }
    written.map_err(DocumentError::Refused)
}
