//! The text of files that readers can download: PDF, Word, Excel, RTF, SVG, CSV, plain text, and archives of these.
//!
//! A damaged or hostile file costs a bounded time and memory and is told as one that can't be looked into.

use std::io::{Cursor, Read};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use quick_xml::events::Event;

use super::archive::archive;
use super::columns::is_head;
use super::folded::{BLOCK, Folded};
use super::{old_office, peel, rtf};
use crate::base::SitePath;
use crate::diag::Position;
use crate::ledger::all_cells;
use crate::source::decode_text;

/// How many bytes one stream of a PDF, or one part of a document, may unpack to.
pub(super) const MOST_UNPACKED: usize = 32 * 1024 * 1024;
const MOST_PAGES: usize = 1000;
const MOST_PARTS: usize = 64;
/// How long a PDF may take.
const LONGEST: Duration = Duration::from_secs(10);

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

/// Whether the text of such a file can be read.
pub fn is_readable(path: &SitePath) -> bool {
    matches!(
        path.extension().as_str(),
        "pdf"
            | "docx"
            | "docm"
            | "pptx"
            | "odt"
            | "ods"
            | "odp"
            | "xlsx"
            | "xlsm"
            | "svg"
            | "csv"
            | "tsv"
            | "txt"
            | "json"
            | "xml"
            | "html"
            | "htm"
            | "ics"
            | "vcf"
            | "vtt"
            | "srt"
            | "js"
            | "md"
            | "rtf"
            | "zip"
    ) || is_old_office(&path.extension())
}

/// Whether a file of that name is one of an office program from before 2007, or of WPS.
fn is_old_office(extension: &str) -> bool {
    matches!(extension, "doc" | "dot" | "wps" | "wpt" | "xls" | "xlt" | "et" | "ett" | "ppt" | "pps" | "dps" | "dpt")
}

/// Whether such a file has sentences, and not only data.
pub(super) fn has_prose(path: &SitePath) -> bool {
    matches!(path.extension().as_str(), "pdf" | "docx" | "docm" | "pptx" | "odt" | "odp" | "txt" | "rtf")
}

/// The texts of a file; `None` where it can't be looked into.
pub(super) fn parts_of(path: &SitePath, bytes: &[u8]) -> Option<Vec<Part>> {
    match path.extension().as_str() {
        "pdf" => pdf(bytes),
        "docx" | "docm" => document(bytes, |name| name.starts_with("word/") || is_property(name)),
        "pptx" => document(bytes, |name| is_of_slides(name) || is_property(name)),
        "odt" | "ods" | "odp" => document(bytes, |name| matches!(name, "content.xml" | "styles.xml" | "meta.xml")),
        "xlsx" | "xlsm" => workbook(bytes),
        "svg" | "html" | "htm" | "xml" => text(bytes, peel::html),
        "rtf" => rtf::text_of(bytes).map(|text| lines_of(&text)),
        "zip" => archive(bytes),
        extension if is_old_office(extension) => old_office(bytes),
        "csv" => text(bytes, peel::cells),
        "tsv" => text(bytes, |source| peel::cells_by(source, '\t')),
        _ => text(bytes, peel::lines),
    }
}

/// What is saved under the name of an old office file: that, or what offices rename to it, a newer file, RTF or HTML.
fn old_office(bytes: &[u8]) -> Option<Vec<Part>> {
    if bytes.starts_with(b"PK") {
        let sheets = workbook(bytes);
        return sheets.or_else(|| document(bytes, |name| name.starts_with("word/") || is_of_slides(name)));
    }
    let lines = old_office::text_of(bytes).or_else(|| rtf::text_of(bytes)).map(|text| lines_of(&text));
    lines.or_else(|| text(bytes, peel::html))
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
    let folded = peel::lines(&source);
    let excerpt: String = source.chars().take(200).map(|one| if one.is_control() { ' ' } else { one }).collect();
    Part { source, folded, at: Some(Position { line, column: 1, width: 1, excerpt, cell: None }), above: None }
}

impl Part {
    fn is_row(&self) -> bool {
        self.source.starts_with('|')
    }
}

fn is_of_one_sheet(one: &Part, other: &Part) -> bool {
    let sheet = |part: &'_ Part| part.at.as_ref().and_then(|at| Some(at.cell.as_ref()?.sheet.clone()));
    sheet(one) == sheet(other)
}

/// Tells the rows of a table what stands above them.
fn tell_heads(rows: &mut [Part]) {
    let at = rows.iter().position(|row| is_head(&row.folded.text)).unwrap_or(0);
    if at >= rows.len() || !rows[at].is_row() {
        return;
    }
    let head: Arc<str> = rows[at].folded.text.trim_end_matches(BLOCK).into();
    for row in &mut rows[at + 1..] {
        row.above = Some(head.clone());
    }
}

/// The rows of all sheets, hidden ones too; the line is the row. Then comments, text boxes and properties.
fn workbook(bytes: &[u8]) -> Option<Vec<Part>> {
    let rows = all_cells(bytes)?;
    let mut parts: Vec<Part> =
        rows.into_iter().map(|row| Part { at: Some(row.position), ..part(row.text, 1) }).collect();
    parts.chunk_by_mut(is_of_one_sheet).for_each(tell_heads);
    parts.extend(document(bytes, |name| is_beside_cells(name) || is_property(name)).unwrap_or_default());
    Some(parts)
}

fn is_beside_cells(name: &str) -> bool {
    ["xl/comments", "xl/threadedComments/", "xl/drawings/"].iter().any(|folder| name.starts_with(folder))
}

/// Slides, what is noted to them, and what is said about them.
fn is_of_slides(name: &str) -> bool {
    ["ppt/slides/", "ppt/notesSlides/", "ppt/comments"].iter().any(|folder| name.starts_with(folder))
}

/// Title, subject, keywords and the like: whoever downloads the file reads them too.
fn is_property(name: &str) -> bool {
    matches!(name, "docProps/core.xml" | "docProps/custom.xml")
}

/// The paragraphs of an office document; the line is the number of the paragraph.
fn document(bytes: &[u8], wanted: impl Fn(&str) -> bool) -> Option<Vec<Part>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
    let names: Vec<String> = names.filter(|name| name.ends_with(".xml") && wanted(name)).take(MOST_PARTS).collect();
    let mut parts = Vec::new();
    let mut left = MOST_UNPACKED;
    for name in names {
        let file = archive.by_name(&name).ok()?;
        let mut xml = Vec::new();
        file.take(left as u64).read_to_end(&mut xml).ok()?;
        left -= xml.len();
        if left == 0 {
            return None;
        }
        let from = parts.len();
        paragraphs(&String::from_utf8_lossy(&xml), &mut parts);
        parts[from..].chunk_by_mut(|one, other| one.is_row() == other.is_row()).for_each(tell_heads);
    }
    Some(parts)
}

fn paragraphs(xml: &str, parts: &mut Vec<Part>) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut line, mut in_row, mut number) = (String::new(), false, 0);
    let mut end = |line: &mut String, parts: &mut Vec<Part>| {
        number += 1;
        if !line.trim().is_empty() {
            parts.push(part(std::mem::take(line), number));
        }
        line.clear();
    };
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => break,
            Ok(Event::Text(text)) => line.push_str(text.as_ref()),
            Ok(Event::GeneralRef(reference)) => line.push_str(match reference.as_ref() as &str {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                _ => "",
            }),
            Ok(Event::Start(tag)) if matches!(local(&tag), "tc" | "table-cell") => line.push('|'),
            Ok(Event::Start(tag)) => in_row |= matches!(local(&tag), "tr" | "table-row"),
            Ok(Event::Empty(tag)) if matches!(local(&tag), "tab" | "br" | "s" | "line-break") => line.push(' '),
            Ok(Event::End(tag)) => match local_name(tag.name().as_ref()) {
                "tr" | "table-row" => {
                    in_row = false;
                    end(&mut line, parts);
                }
                "p" | "h" if !in_row => end(&mut line, parts),
                "comment" | "threadedComment" | "property" | "title" | "subject" | "creator" | "keywords"
                | "description" | "category" | "lastModifiedBy" | "user-defined" => end(&mut line, parts),
                _ => {}
            },
            Ok(_) => {}
        }
    }
    end(&mut line, parts);
}

fn local<'t>(tag: &'t quick_xml::events::BytesStart<'_>) -> &'t str {
    let name: &str = tag.as_ref();
    local_name(name.split([' ', '\t', '\n', '/']).next().unwrap_or_default())
}

fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The pages of a PDF; the line is the page. Read on a thread of its own, so that a page without end ends nothing else.
fn pdf(bytes: &[u8]) -> Option<Vec<Part>> {
    let (sender, receiver) = mpsc::channel();
    let bytes = bytes.to_vec();
    let read = move || {
        let _ = sender.send(pages(&bytes));
    };
    std::thread::Builder::new().stack_size(16 * 1024 * 1024).spawn(read).ok()?;
    let pages = receiver.recv_timeout(LONGEST).ok().flatten()?;
    Some(pages.into_iter().map(|(number, text)| part(text, number as usize)).collect())
}

fn pages(bytes: &[u8]) -> Option<Vec<(u32, String)>> {
    let options = lopdf::LoadOptions { max_decompressed_size: Some(MOST_UNPACKED), ..Default::default() };
    let document = lopdf::Document::load_mem_with_options(bytes, options).ok()?;
    if document.is_encrypted() {
        return None;
    }
    let numbers = document.get_pages().into_keys().take(MOST_PAGES);
    Some(
        numbers
            .filter_map(|number| Some((number, document.extract_text_with_limit(&[number], MOST_UNPACKED).ok()?)))
            .collect(),
    )
}
