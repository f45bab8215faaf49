//! ZIP archives: the names in them, and the files whose text can be read.
//!
//! An archive in an archive isn't unpacked: its name is looked at, and its bytes are not.

use std::io::{Cursor, Read};

use super::attachments::{MOST_UNPACKED, Part, is_readable, part, parts_of};
use crate::base::SitePath;
use crate::diag::Position;
use crate::source::decode_text;

/// How many files of an archive are looked at.
const MOST_FILES: usize = 2000;

/// The names of the files, each at the line of its number, and the texts of those that can be read, each at its own line
/// there. `None` where there are too many, they unpack to too much, or one is locked or damaged.
pub(super) fn archive(bytes: &[u8]) -> Option<Vec<Part>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > MOST_FILES {
        return None;
    }
    let mut parts = Vec::new();
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).ok()?;
        // Windows writes names in the encoding of the country.
        let name = decode_text(file.name_raw()).unwrap_or_default().into_owned();
        parts.push(part(name.clone(), index + 1));
        let Some(path) = inner_path(&name).filter(|path| path.extension() != "zip" && is_readable(path)) else {
            continue;
        };
        let mut content = Vec::new();
        file.take(left as u64).read_to_end(&mut content).ok()?;
        left = left.checked_sub(content.len()).filter(|left| *left > 0)?;
        parts.extend(parts_of(&path, &content)?.into_iter().map(|part| within(&name, part)));
    }
    Some(parts)
}

/// What a file in the archive counts as: its last name, whatever folder it pretends to lie in.
fn inner_path(name: &str) -> Option<SitePath> {
    SitePath::new(name.rsplit(['/', '\\']).next()?)
}

/// A part of a file in the archive: what is shown of it begins with the file's name.
fn within(name: &str, part: Part) -> Part {
    let position = part.at.unwrap_or_else(|| {
        let excerpt = part.source.lines().next().unwrap_or_default().chars().take(200).collect();
        Position { line: 1, column: 1, width: 1, excerpt, cell: None }
    });
    let excerpt = format!("{name}: {}", position.excerpt);
    Part { at: Some(Position { excerpt, ..position }), ..part }
}
