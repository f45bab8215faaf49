//! The text of files that readers can download: PDF, Word, Excel, RTF, SVG, CSV, plain text, and archives of these.
//!
//! A damaged or hostile file costs a bounded time and memory and is told as one that can't be looked into.

use std::sync::Arc;

use super::archive::{archive, book};
use super::folded::Folded;
use super::office::{document, is_of_slides, is_of_word, is_property, workbook};
use super::pdf::pdf_text;
use super::{old_office, peel, rtf};
use crate::base::{SitePath, is_digit};
use crate::diag::Position;
use crate::source::decode_text;

/// How many bytes one stream of a PDF, or one part of a document, may unpack to.
pub(super) const MOST_UNPACKED: usize = 32 * 1024 * 1024;

/// How many characters of a text without lines of its own are shown.
const LONGEST_EXCERPT: usize = 200;

/// A part of a file's text.
pub(super) struct Part {
    /// The text that `folded` came from.
    pub source: String,
    /// As it is matched.
    pub folded: Folded,
    /// Where it stands, in a file that isn't text with lines.
    pub at: Option<Position>,
    /// The head of the table that it is a row of.
    pub above: Option<Arc<str>>,
}

/// What could be read of a file.
#[derive(Default)]
pub(super) struct Contents {
    /// Its texts.
    pub parts: Vec<Part>,
    /// Whether there is more that could not be read.
    pub is_partial: bool,
}

impl From<Vec<Part>> for Contents {
    fn from(parts: Vec<Part>) -> Self {
        Self { parts, is_partial: false }
    }
}

impl Contents {
    /// What stands in a file beside other texts of it.
    pub(super) fn absorb(&mut self, other: Option<Self>) {
        match other {
            Some(other) => {
                self.parts.extend(other.parts);
                self.is_partial |= other.is_partial;
            }
            None => self.is_partial = true,
        }
    }
}

/// Whether a file of such a name is looked into. Of some it is known that they can't be, which is told of each.
pub fn is_readable(path: &SitePath) -> bool {
    let extension = path.extension();
    let extension = extension.as_str();
    is_text(extension) || is_old_office(extension) || is_closed(extension) || is_packed(extension)
}

/// Text that is read line by line, or as markup.
fn is_text(extension: &str) -> bool {
    // A file without an extension is one where its bytes are text.
    matches!(
        extension,
        "" | "svg"
            | "csv"
            | "tsv"
            | "txt"
            | "json"
            | "geojson"
            | "xml"
            | "kml"
            | "html"
            | "htm"
            | "xhtml"
            | "ics"
            | "vcf"
    ) || matches!(
        extension,
        "vtt" | "srt" | "js" | "css" | "md" | "rtf" | "toml" | "yaml" | "yml" | "log" | "ini" | "sql" | "conf" | "tex"
    )
}

/// Documents and archives whose texts are packed.
fn is_packed(extension: &str) -> bool {
    matches!(
        extension,
        "pdf" | "docx" | "docm" | "pptx" | "odt" | "ods" | "odp" | "xlsx" | "xlsm" | "zip" | "epub" | "ofd"
    )
}

/// Files that could say anything, and that can't be looked into.
fn is_closed(extension: &str) -> bool {
    matches!(extension, "rar" | "7z" | "xlsb" | "gz" | "tgz" | "tar" | "bz2" | "xz" | "mdb" | "accdb" | "dbf" | "caj")
}

/// Whether a file of that name is one of an office program from before 2007, or of WPS.
fn is_old_office(extension: &str) -> bool {
    matches!(extension, "doc" | "dot" | "wps" | "wpt" | "xls" | "xlt" | "et" | "ett" | "ppt" | "pps" | "dps" | "dpt")
}

/// Whether such a file has words that people have written, and not only data.
pub(super) fn has_prose(path: &SitePath) -> bool {
    let is_old = is_old_office(&path.extension());
    let kinds = [
        "pdf", "docx", "docm", "pptx", "odt", "odp", "ods", "txt", "rtf", "csv", "tsv", "xlsx", "xlsm", "html", "htm",
        "svg",
    ];
    is_old || kinds.contains(&path.extension().as_str())
}

/// The texts of a file that lies in so many archives; `None` where it can't be looked into.
pub(super) fn contents_of(path: &SitePath, bytes: &[u8], depth: usize) -> Option<Contents> {
    let contents = match path.extension().as_str() {
        "pdf" => return pdf(bytes),
        "docx" | "docm" => return document(bytes, depth, |name| is_of_word(name) || is_property(name)),
        "pptx" => return document(bytes, depth, |name| is_of_slides(name) || is_property(name)),
        "odt" | "ods" | "odp" => {
            return document(bytes, depth, |name| matches!(name, "content.xml" | "styles.xml" | "meta.xml"));
        }
        "xlsx" | "xlsm" => return workbook(bytes, depth),
        "zip" => return archive(bytes, depth),
        "epub" | "ofd" => return book(bytes),
        extension if is_old_office(extension) => return old_office(bytes, depth),
        extension if is_closed(extension) => None,
        "" => Some(if is_plain(bytes) { text(bytes, peel::lines).unwrap_or_default() } else { Vec::new() }),
        "svg" | "html" | "htm" | "xhtml" | "xml" | "kml" => text(bytes, peel::html),
        "rtf" => rtf::text_of(bytes).map(|text| lines_of(&text)),
        "ics" | "vcf" => text(bytes, peel::unfolded),
        "json" | "geojson" | "webmanifest" | "js" => text(bytes, peel::escaped),
        "csv" => text(bytes, peel::cells),
        "tsv" => text(bytes, |source| peel::cells_by(source, '\t')),
        _ => text(bytes, peel::lines),
    };
    contents.map(Contents::from)
}

/// What is saved under the name of an old office file: that, or what offices rename to it, a newer file, RTF, HTML or a table
/// as text.
fn old_office(bytes: &[u8], depth: usize) -> Option<Contents> {
    if bytes.starts_with(b"PK") {
        let sheets = workbook(bytes, depth);
        return sheets.or_else(|| document(bytes, depth, |name| is_of_word(name) || is_of_slides(name)));
    }
    let lines = old_office::text_of(bytes).or_else(|| rtf::text_of(bytes)).map(|text| lines_of(&text));
    let is_other = || is_plain(bytes) && bytes.iter().any(|byte| matches!(byte, b'<' | b'\t' | b',' | b';'));
    lines.or_else(|| if is_other() { text(bytes, peel::html) } else { None }).map(Contents::from)
}

/// Whether bytes are those of a text in UTF-8 or the encoding of the country: none of them steers a machine.
fn is_plain(bytes: &[u8]) -> bool {
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    is_wide || !bytes.iter().any(|byte| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f))
}

fn text(bytes: &[u8], fold: impl Fn(&str) -> Folded) -> Option<Vec<Part>> {
    let source = decode_text(bytes)?.into_owned();
    let folded = fold(&source);
    Some(vec![Part { source, folded, at: None, above: None }])
}

/// A part for each line of a text.
fn lines_of(text: &str) -> Vec<Part> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(index, line)| part(line.to_owned(), index + 1)).collect()
}

/// A text without lines of its own, at a line of its file.
pub(super) fn part(source: String, line: usize) -> Part {
    let folded = if source.starts_with('|') { peel::row(&source) } else { peel::wrapped(&source) };
    part_of(source, folded, line)
}

fn part_of(source: String, folded: Folded, line: usize) -> Part {
    let at = Some(Position { line, column: 1, width: 1, excerpt: excerpt(&source), cell: None });
    Part { source, folded, at, above: None }
}

/// The beginning of a text as one line. A number that goes on behind it isn't shown.
fn excerpt(text: &str) -> String {
    let end = text.char_indices().nth(LONGEST_EXCERPT).map_or(text.len(), |(at, _)| at);
    let (mut shown, rest) = text.split_at(end);
    if rest.starts_with(is_digit) {
        shown = shown.trim_end_matches(|one| is_digit(one) || matches!(one, ' ' | '-'));
    }
    shown.chars().map(|one| if one.is_control() { ' ' } else { one }).collect()
}

/// The pages of a PDF; the line is the page.
fn pdf(bytes: &[u8]) -> Option<Contents> {
    let read = pdf_text(bytes)?;
    // A page may begin with a row, and is none itself.
    let page = |(page, text): (usize, String)| {
        let folded = peel::wrapped(&text);
        part_of(text, folded, page)
    };
    Some(Contents { parts: read.texts.into_iter().map(page).collect(), is_partial: !read.is_whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_as_it_is_decoded() {
        let path = SitePath::new("static/a.json").expect("a path");
        let contents = contents_of(&path, br#"{"a": "\u7535\u8bdd1"}"#, 0).expect("a text");
        assert!(contents.parts[0].folded.text.contains("电话1"));
    }

    #[test]
    fn line_ends_between_tags_are_no_text() {
        let mut parts = Vec::new();
        super::super::office::paragraphs(
            "<?xml?>\n<w:tbl>\n<w:tr><w:tc><w:p><w:t>甲</w:t></w:p></w:tc>\n</w:tr></w:tbl>",
            &mut parts,
        );
        assert_eq!(parts.iter().map(|part| part.source.as_str()).collect::<Vec<_>>(), ["|甲"]);
    }

    #[test]
    fn an_excerpt_ends_before_a_number_that_goes_on() {
        let text = format!("{}电话{:011}", "甲".repeat(190), 1);
        assert!(excerpt(&text).ends_with("甲电话"));
        assert_eq!(excerpt("甲\n乙1"), "甲 乙1");
    }
}
