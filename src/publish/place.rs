//! One file or folder in its place: made, moved there, or compared with what should be there.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// One folder of the output. A link in its place would lead the files elsewhere.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match fs::symlink_metadata(folder) {
            Ok(found) if found.is_dir() => Ok(()),
            _ => Err(named(folder, io::Error::new(io::ErrorKind::AlreadyExists, "a file or a link is in the way"))),
        },
        Err(error) => Err(named(folder, error)),
    }
}

/// Puts a whole file in the place of another, or of none.
pub(super) fn replace(from: &Path, to: &Path) -> io::Result<()> {
    match fs::rename(from, to) {
        Ok(()) => Ok(()),
        // The output folder may be on another disk than its parent: then the file is made whole beside its place first.
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let beside = to.with_extension("miao-tmp");
            fs::copy(from, &beside).and_then(|_| fs::rename(&beside, to)).map_err(|error| named(to, error))
        }
        Err(error) => Err(named(to, error)),
    }
}

/// How much of a file is compared at a time.
const PIECE: usize = 64 * 1024;

/// Whether a file, and no link, has these bytes.
pub(super) fn holds(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let Ok(found) = fs::symlink_metadata(path) else { return Ok(false) };
    if !found.is_file() || found.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut file = File::open(path).map_err(|error| named(path, error))?;
    let mut read = vec![0; bytes.len().min(PIECE)];
    for piece in bytes.chunks(PIECE) {
        let read = &mut read[..piece.len()];
        match file.read_exact(read) {
            Ok(()) if read == piece => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(named(path, error)),
        }
    }
    Ok(true)
}

pub(super) fn same_files(one: &Path, other: &Path) -> io::Result<bool> {
    let Ok(found) = fs::symlink_metadata(other) else { return Ok(false) };
    let source = fs::metadata(one).map_err(|error| named(one, error))?;
    if !found.is_file() || found.len() != source.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (mut left, mut right) = (vec![0; PIECE], vec![0; PIECE]);
    loop {
        let count = one.read(&mut left)?;
        if count == 0 {
            return Ok(true);
        }
        other.read_exact(&mut right[..count])?;
        if left[..count] != right[..count] {
            return Ok(false);
        }
    }
}

/// The error, with the path that it is about.
pub(super) fn named(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
