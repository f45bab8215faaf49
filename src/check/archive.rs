//! ZIP archives: the names in them, and the files whose text can be read, archives in archives too.

use std::io::{Cursor, Read};

use super::attachments::{Contents, MOST_UNPACKED, Part, contents_of, is_readable, part};
use super::office::paragraphs;
use super::peel;
use crate::base::SitePath;
use crate::diag::Position;
use crate::source::decode_text;

/// How many files of an archive are looked at.
const MOST_FILES: usize = 2000;

/// How many archives may lie in one another.
pub(super) const MOST_NESTED: usize = 3;

/// The names of the files, each at the line of its number, and the texts of those that can be read, each at its own line
/// there. `None` where there are too many, they unpack to too much, or one is locked or damaged.
pub(super) fn archive(bytes: &[u8], depth: usize) -> Option<Contents> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > MOST_FILES || depth >= MOST_NESTED {
        return None;
    }
    let mut contents = Contents::default();
    // What lies deeper may unpack to less, so that all archives together unpack to little more than one.
    let mut left = MOST_UNPACKED >> (2 * depth);
    for index in 0..archive.len() {
        let file = archive.by_index(index).ok()?;
        // Windows writes names in the encoding of the country.
        let name = decode_text(file.name_raw()).unwrap_or_default().into_owned();
        contents.parts.push(part(name.clone(), index + 1));
        if file.is_dir() {
            continue;
        }
        let Some(path) = inner_path(&name).filter(is_readable) else { continue };
        let mut content = Vec::new();
        file.take(left as u64).read_to_end(&mut content).ok()?;
        left = left.checked_sub(content.len()).filter(|left| *left > 0)?;
        let inside = contents_of(&path, &content, depth + 1);
        contents.absorb(inside.map(|inside| Contents {
            parts: inside.parts.into_iter().map(|part| within(&name, part)).collect(),
            ..inside
        }));
    }
    Some(contents)
}

/// The pages of an OFD document, or of a book: XML and HTML in ZIP.
pub(super) fn book(bytes: &[u8]) -> Option<Contents> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.len() > MOST_FILES {
        return None;
    }
    let mut contents = Contents::default();
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).ok()?;
        let name = decode_text(file.name_raw()).unwrap_or_default().into_owned();
        let is_html = [".xhtml", ".html", ".htm", ".opf", ".ncx"].iter().any(|end| name.ends_with(end));
        if !is_html && !name.ends_with(".xml") {
            continue;
        }
        let mut content = Vec::new();
        file.take(left as u64).read_to_end(&mut content).ok()?;
        left = left.checked_sub(content.len()).filter(|left| *left > 0)?;
        let text = decode_text(&content)?.into_owned();
        if is_html {
            let folded = peel::html(&text);
            contents.parts.push(within(&name, Part { source: text, folded, at: None, above: None }));
        } else {
            let mut parts = Vec::new();
            paragraphs(&text, &mut parts);
            contents.parts.extend(parts.into_iter().map(|part| within(&name, part)));
        }
    }
    Some(contents)
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
