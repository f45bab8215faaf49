//! A source written anew: only by `miao check --fix`, and only after a person agreed.

use std::fs;
use std::io;
use std::path::Path;

use crate::base::SitePath;

/// Replaces what a file of the portal says, whole or not at all, where it still says `before`.
///
/// # Errors
/// The file has changed meanwhile, is a link, or can't be written.
pub fn rewrite_source(root: &Path, path: &SitePath, before: &[u8], after: &[u8]) -> io::Result<()> {
    let file = root.join(path.as_str());
    if file.is_symlink() || fs::read(&file)? != before {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "the file is a link, or has changed"));
    }
    let beside = file.with_file_name(format!(".{}.miao-{}", path.file_name(), std::process::id()));
    let permissions = fs::metadata(&file)?.permissions();
    let written = fs::write(&beside, after)
        .and_then(|()| fs::set_permissions(&beside, permissions))
        .and_then(|()| fs::rename(&beside, &file));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}
