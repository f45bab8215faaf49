//! The text of office documents since 2007, and of those of OpenDocument: XML in ZIP.
//!
//! Read are also what is said about a page and not on it: comments, notes, descriptions of pictures, names of sheets,
//! headers, links, and documents in the document.

use std::io::{Cursor, Read};
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::archive::MOST_NESTED;
use super::attachments::{Contents, MOST_UNPACKED, Part, contents_of, part};
use super::columns::is_head;
use super::folded::BLOCK;
use crate::base::SitePath;
use crate::ledger::all_cells;

const MOST_PARTS: usize = 256;

/// Documents in a document, by the ends of their names.
const EMBEDDED: [&str; 6] = [".xlsx", ".xlsm", ".docx", ".docm", ".pptx", ".xls"];

/// Attributes that somebody reads: descriptions of pictures, names, hints, links.
const SPOKEN: [&str; 9] =
    ["descr", "title", "display", "tooltip", "prompt", "promptTitle", "error", "errorTitle", "Target"];

/// The rows of all sheets, hidden ones too; the line is the row. Then comments, text boxes and properties.
pub(super) fn workbook(bytes: &[u8], depth: usize) -> Option<Contents> {
    let rows = all_cells(bytes)?;
    let mut parts: Vec<Part> =
        rows.into_iter().map(|row| Part { at: Some(row.position), ..part(row.text, 1) }).collect();
    parts.chunk_by_mut(is_of_one_sheet).for_each(tell_heads);
    let mut contents = Contents::from(parts);
    contents.absorb(document(bytes, depth, |name| is_beside_cells(name) || is_property(name)));
    Some(contents)
}

fn is_of_one_sheet(one: &Part, other: &Part) -> bool {
    let sheet = |part: &'_ Part| part.at.as_ref().and_then(|at| Some(at.cell.as_ref()?.sheet.clone()));
    sheet(one) == sheet(other)
}

fn is_row(part: &Part) -> bool {
    part.source.starts_with('|')
}

/// Tells the rows of a table what stands above them.
fn tell_heads(rows: &mut [Part]) {
    let at = rows.iter().position(|row| is_head(&row.folded.text)).unwrap_or(0);
    if at >= rows.len() || !is_row(&rows[at]) {
        return;
    }
    let head: Arc<str> = rows[at].folded.text.trim_end_matches(BLOCK).into();
    for row in &mut rows[at + 1..] {
        row.above = Some(head.clone());
    }
}

fn is_beside_cells(name: &str) -> bool {
    let folders =
        ["xl/comments", "xl/threadedComments/", "xl/drawings/", "xl/worksheets/", "xl/embeddings/", "xl/pivotCache/"];
    name == "xl/workbook.xml" || folders.iter().any(|folder| name.starts_with(folder))
}

/// The text of a document, its notes and comments, its links and what is put into it.
pub(super) fn is_of_word(name: &str) -> bool {
    name.starts_with("word/")
}

/// Slides, what is noted to them, and what is said about them.
pub(super) fn is_of_slides(name: &str) -> bool {
    ["ppt/slides/", "ppt/notesSlides/", "ppt/comments", "ppt/embeddings/"].iter().any(|folder| name.starts_with(folder))
}

/// Title, subject, keywords and the like: whoever downloads the file reads them too.
pub(super) fn is_property(name: &str) -> bool {
    matches!(name, "docProps/core.xml" | "docProps/custom.xml")
}

/// The paragraphs of an office document; the line is the number of the paragraph.
pub(super) fn document(bytes: &[u8], depth: usize, wanted: impl Fn(&str) -> bool) -> Option<Contents> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let is_embedded = |name: &str| EMBEDDED.iter().any(|end| name.ends_with(end));
    let is_read = |name: &str| name.ends_with(".xml") || name.ends_with(".rels") || is_embedded(name);
    let names = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned()));
    let names: Vec<String> = names.filter(|name| is_read(name) && wanted(name)).collect();
    let mut contents = Contents { is_partial: names.len() > MOST_PARTS, ..Contents::default() };
    let mut left = MOST_UNPACKED;
    for name in names.into_iter().take(MOST_PARTS) {
        let file = archive.by_name(&name).ok()?;
        let mut unpacked = Vec::new();
        file.take(left as u64).read_to_end(&mut unpacked).ok()?;
        left -= unpacked.len();
        if left == 0 {
            return None;
        }
        if is_embedded(&name) {
            let path = SitePath::new(name.rsplit('/').next().unwrap_or_default());
            let inside = path.filter(|_| depth < MOST_NESTED).and_then(|path| contents_of(&path, &unpacked, depth + 1));
            contents.absorb(inside);
            continue;
        }
        let from = contents.parts.len();
        paragraphs(&String::from_utf8_lossy(&unpacked), &mut contents.parts);
        contents.parts[from..].chunk_by_mut(|one, other| is_row(one) == is_row(other)).for_each(tell_heads);
    }
    Some(contents)
}

/// Adds the paragraphs of a part of a document.
pub(super) fn paragraphs(xml: &str, parts: &mut Vec<Part>) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut page = Page { parts, line: String::new(), number: 0, in_row: false, in_cells: false, twice: Twice::Once };
    let mut said = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::Eof) | Err(_) => break,
            // Line ends between tags only make the file easier to read.
            Ok(Event::Text(text)) if text.as_ref().contains('\n') && text.as_ref().trim().is_empty() => {}
            Ok(Event::Text(text)) => page.text(text.as_ref()),
            Ok(Event::GeneralRef(reference)) => page.text(match reference.as_ref() as &str {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                _ => "",
            }),
            Ok(Event::Start(tag)) => {
                page.attributes(&tag);
                page.start(local(&tag));
                match local(&tag) {
                    "Choice" => page.twice = Twice::First(Vec::new()),
                    "Fallback" => page.twice = Twice::Again(std::mem::take(&mut said)),
                    _ => {}
                }
            }
            Ok(Event::Empty(tag)) => {
                page.attributes(&tag);
                match local(&tag) {
                    "br" | "cr" | "line-break" => page.text("\n"),
                    "tab" | "s" => page.text(" "),
                    _ => {}
                }
            }
            Ok(Event::End(tag)) => {
                page.end(local_name(tag.name().as_ref()));
                if matches!(local_name(tag.name().as_ref()), "Choice" | "Fallback") {
                    said = std::mem::replace(&mut page.twice, Twice::Once).lines();
                }
            }
            Ok(_) => {}
        }
    }
    page.end_line();
}

/// A part of a document while it is read.
struct Page<'p> {
    parts: &'p mut Vec<Part>,
    line: String,
    number: usize,
    in_row: bool,
    /// Whether these are the cells of a sheet, which are read otherwise.
    in_cells: bool,
    twice: Twice,
}

/// Programs write what older ones can't read twice, the second time for those.
enum Twice {
    /// What is read stands here alone.
    Once,
    /// It will be said again; the lines so far.
    First(Vec<String>),
    /// It is said again; the lines of the first time.
    Again(Vec<String>),
}

impl Twice {
    fn lines(self) -> Vec<String> {
        match self {
            Self::First(lines) => lines,
            Self::Once | Self::Again(_) => Vec::new(),
        }
    }
}

impl Page<'_> {
    fn text(&mut self, text: &str) {
        if !self.in_cells {
            self.line.push_str(text);
        }
    }

    fn start(&mut self, name: &str) {
        match name {
            "sheetData" => self.in_cells = true,
            "tc" | "table-cell" => self.text("|"),
            "tr" | "table-row" => self.in_row = true,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        const ENDS: [&str; 14] = [
            "comment",
            "threadedComment",
            "property",
            "title",
            "subject",
            "creator",
            "keywords",
            "description",
            "category",
            "lastModifiedBy",
            "user-defined",
            "definedName",
            "formula1",
            "formula2",
        ];
        match name {
            "sheetData" => self.in_cells = false,
            "tr" | "table-row" => {
                self.in_row = false;
                self.end_line();
            }
            "p" | "h" if !self.in_row => self.end_line(),
            // Pieces of a page of OFD, each at most a line.
            "TextObject" => self.text("\n"),
            "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                self.line = without_codes(&self.line);
                self.end_line();
            }
            name if ENDS.contains(&name) => self.end_line(),
            _ => {}
        }
    }

    /// What attributes say stands for itself.
    fn attributes(&mut self, tag: &BytesStart<'_>) {
        if self.in_cells {
            return;
        }
        let is_name = matches!(local(tag), "sheet" | "definedName");
        for attribute in tag.attributes().flatten() {
            let key = attribute.key;
            let key = local_name(key.as_ref());
            // What a pivot table was made of is kept with it.
            let is_kept = local(tag) == "s" && key == "v";
            let is_spoken = SPOKEN.contains(&key) || (is_name && key == "name") || is_kept;
            if !is_spoken {
                continue;
            }
            let value = attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0).unwrap_or_default();
            // Links into the package itself say nothing.
            if value.chars().filter(|one| crate::base::is_digit(*one)).count() > 7 {
                self.number += 1;
                self.parts.push(part(value.into_owned(), self.number));
            }
        }
    }

    fn end_line(&mut self) {
        self.number += 1;
        let line = std::mem::take(&mut self.line);
        let is_said = match &mut self.twice {
            Twice::Once => false,
            Twice::First(lines) => {
                lines.push(line.clone());
                false
            }
            Twice::Again(lines) => lines.contains(&line),
        };
        if !line.trim().is_empty() && !is_said {
            self.parts.push(part(line, self.number));
        }
    }
}

/// A header of a sheet without what sets its place and its font: `&C`, `&12`, `&"宋体,常规"`.
fn without_codes(header: &str) -> String {
    let mut parts = header.split('&');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = match part.chars().next() {
            Some('"') => part[1..].find('"').map_or(part.len(), |end| end + 2),
            Some(first) if first.is_ascii_digit() => part.find(|one: char| !one.is_ascii_digit()).unwrap_or(part.len()),
            first => first.map_or(0, char::len_utf8),
        };
        text.push(' ');
        text.push_str(&part[code..]);
    }
    text
}

fn local<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    let name: &str = tag.as_ref();
    local_name(name.split([' ', '\t', '\n', '/']).next().unwrap_or_default())
}

fn local_name(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_twice_for_older_programs_is_read_once() {
        let line = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
        let twice = |first: &str, again: &str| {
            let (first, again) = (line(first), line(again));
            format!(
                "<mc:AlternateContent><mc:Choice>{first}</mc:Choice><mc:Fallback>{again}</mc:Fallback></mc:AlternateContent>"
            )
        };
        let read = |xml: &str| {
            let mut parts = Vec::new();
            paragraphs(&format!("<w:document>{xml}</w:document>"), &mut parts);
            parts.into_iter().map(|part| part.source.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(read(&(twice("甲", "甲") + &line("甲"))), ["甲", "甲"]);
        // What only one of them says is read all the same.
        assert_eq!(read(&(twice("甲", "乙") + &twice("丙", "甲"))), ["甲", "乙", "丙", "甲"]);
    }

    #[test]
    fn headers_of_sheets_lose_their_codes() {
        assert_eq!(without_codes("&L甲&C&\"宋体,常规\"&12乙&R丙 1"), " 甲   乙 丙 1");
        for odd in ["", "&", "&&", "&\"", "&1", "&中"] {
            without_codes(odd);
        }
    }
}
