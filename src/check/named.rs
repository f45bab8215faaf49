//! Numbers in the names of files and folders, which are published with them: told once, of the file.

use std::collections::BTreeSet;

use super::folded::Folded;
use super::numbers::{FEWEST_DIGITS, Number, find_numbers};
use super::text::{Role, Text};
use crate::base::{Day, SitePath, is_digit};
use crate::diag::Finding;
use crate::model::Site;

/// What stands around an address in a source.
const AROUND: [char; 12] = ['(', ')', '<', '>', '"', '\'', '[', ']', '“', '”', '`', '|'];

/// The numbers in what a file calls itself. Of a page that is the name of its folder; a folder of `static/`, or of the folder
/// `bundle` of a post, is told of the first file in it.
pub(super) fn numbers_in_name(
    path: &SitePath,
    bundle: Option<&str>,
    today: Day,
    seen: &mut BTreeSet<String>,
) -> Vec<Number> {
    let folder = path.folder();
    let inside = bundle.unwrap_or("static");
    let (own, folders) = match path.file_name() {
        "index.md" | "_index.md" => (folder.rsplit('/').next().unwrap_or_default(), ""),
        name => (name, folder.strip_prefix(inside).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default()),
    };
    let ends = folders.match_indices('/').map(|(at, _)| at).chain([folders.len()]);
    let new = ends.map(|end| &folders[..end]);
    let new = new.filter(|folder| !folder.is_empty() && seen.insert(format!("{inside}/{folder}")));
    let names = new.filter_map(|folder| folder.rsplit('/').next()).chain([own]);
    names.flat_map(|name| find_numbers(&Folded::plain(name).text, today)).collect()
}

/// The files of a site whose own names, or those of their folders in `static/`, have numbers.
pub(super) fn files_with_numbers<'s>(
    site: &Site,
    bundle_of: impl Fn(&SitePath) -> Option<&'s str>,
) -> BTreeSet<SitePath> {
    let has_digits = |path: &SitePath| path.as_str().chars().filter(|one| is_digit(*one)).count() >= FEWEST_DIGITS;
    let has_number =
        |path: &SitePath| !numbers_in_name(path, bundle_of(path), site.today, &mut BTreeSet::new()).is_empty();
    site.files().keys().filter(|path| has_digits(path) && has_number(path)).cloned().collect()
}

/// Whether a finding of a text is about the name of a file that the text leads to, and that is told of the file.
pub(super) fn is_told_of_file(files: &BTreeSet<SitePath>, text: &Text<'_>, finding: &Finding) -> bool {
    let is_source = !files.is_empty() && text.role != Role::File;
    let position = finding.place.as_ref().and_then(|place| place.position.as_ref()).filter(|_| is_source);
    let Some(position) = position else { return false };
    let Some(line) = text.source.split('\n').nth(position.line - 1) else { return false };
    let Some((at, _)) = line.char_indices().nth(position.column - 1) else { return false };
    let is_around = |one: char| one.is_whitespace() || AROUND.contains(&one);
    let start =
        line[..at].rfind(is_around).map_or(0, |found| found + line[found..].chars().next().map_or(0, char::len_utf8));
    let end = line[at..].find(is_around).map_or(line.len(), |found| at + found);
    let written = percent_encoding::percent_decode_str(&line[start..end]).decode_utf8_lossy();
    let written = written.split(['#', '?']).next().unwrap_or_default();
    let path = match written.strip_prefix('/') {
        Some(path) => SitePath::resolve("static", path),
        None => SitePath::resolve(text.path.folder(), written),
    };
    path.is_some_and(|path| files.contains(&path))
}
