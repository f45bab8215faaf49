//! Attachments of offices: who they say has written them.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use quick_xml::events::Event;

use super::embedded::embedded_photos;
use super::inspect;
use super::metadata::is_located;

/// Properties longer than this are none.
const LONGEST: u64 = 256 * 1024;

/// Longer photos in a document are cut; what they tell stands at their beginning.
const LONGEST_PICTURE: u64 = 16 * 1024 * 1024;

/// A JPEG holds no longer Exif block.
const LONGEST_EXIF: usize = 64 * 1024;

/// More pictures of one document aren't looked at.
const MOST_PICTURES: usize = 200;

/// The endings of office files that are archives.
const OFFICE: [&str; 6] = ["docx", "xlsx", "pptx", "docm", "xlsm", "pptm"];

/// The endings of texts in which photos stand as `data:` addresses.
const TEXTS: [&str; 6] = ["html", "htm", "xhtml", "css", "js", "svg"];

/// The endings of photos in archives.
const PHOTOS: [&str; 8] = [".jpg", ".jpeg", ".jpe", ".png", ".webp", ".heic", ".tif", ".tiff"];

/// Names that programs write and that are nobody's.
const NOBODY: [&str; 8] =
    ["", "admin", "administrator", "user", "microsoft office user", "python-docx", "openpyxl", "apache poi"];

/// The person whom a document names as its author (PII-X2), by the ending of its name and its bytes.
pub fn document_author(extension: &str, bytes: &[u8]) -> Option<String> {
    let author = match extension {
        office if OFFICE.contains(&office) => office_author(bytes),
        "pdf" => pdf_author(bytes),
        _ => None,
    };
    author.map(|name| name.trim().to_owned()).filter(|name| !NOBODY.contains(&name.to_lowercase().as_str()))
}

/// Whether a photo inside a document, a page or an archive tells where it was taken.
pub(super) fn tells_place(extension: &str, bytes: &[u8]) -> bool {
    match extension {
        "pdf" => pdf_tells_place(bytes),
        text if TEXTS.contains(&text) => embedded_photos(bytes).iter().any(|photo| photo_tells_place(photo)),
        _ => photos_of_archive(bytes).iter().any(|photo| photo_tells_place(photo)),
    }
}

fn photos_of_archive(bytes: &[u8]) -> Vec<Vec<u8>> {
    if !bytes.starts_with(b"PK\x03\x04") {
        return Vec::new();
    }
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else { return Vec::new() };
    let is_photo = |name: &str| PHOTOS.iter().any(|ending| name.to_lowercase().ends_with(ending));
    let names: Vec<String> =
        archive.file_names().flatten().filter(|name| is_photo(name)).map(Cow::into_owned).collect();
    let photos = names.into_iter().take(MOST_PICTURES).filter_map(|name| {
        let mut bytes = Vec::new();
        archive.by_name(&name).ok()?.take(LONGEST_PICTURE).read_to_end(&mut bytes).ok()?;
        Some(bytes)
    });
    photos.collect()
}

fn photo_tells_place(bytes: &[u8]) -> bool {
    inspect(bytes.to_vec()).is_some_and(|picture| picture.located)
        || exif::Reader::new()
            .continue_on_error(true)
            .read_from_container(&mut Cursor::new(bytes))
            .or_else(|error| error.distill_partial_result(|_| {}))
            .is_ok_and(|exif| is_located(&exif))
}

/// A scan or photo stands in a PDF as the JPEG that it was.
fn pdf_tells_place(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"Exif\0\0";
    let blocks = bytes.windows(MARK.len()).enumerate().filter(|(_, part)| *part == MARK);
    blocks.take(MOST_PICTURES).any(|(at, _)| {
        let tiff = bytes.get(at + MARK.len()..).unwrap_or_default();
        let tiff = tiff.get(..LONGEST_EXIF).unwrap_or(tiff);
        let read = exif::Reader::new().continue_on_error(true).read_raw(tiff.to_vec());
        read.or_else(|error| error.distill_partial_result(|_| {})).is_ok_and(|exif| is_located(&exif))
    })
}

fn office_author(bytes: &[u8]) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    archive.by_name("docProps/core.xml").ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut inside = false;
    let mut author = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return None,
            Event::Start(tag) => inside = matches!(tag.local_name().as_ref(), "creator" | "lastModifiedBy"),
            Event::Text(part) if inside => author.push_str(&part),
            Event::End(_) if inside && !author.trim().is_empty() => return Some(author),
            Event::End(_) => inside = false,
            _ => {}
        }
    }
}

/// `/Author (…)` or `/Author <…>` of a PDF; those whose properties are packed say nothing here.
fn pdf_author(bytes: &[u8]) -> Option<String> {
    const KEY: &[u8] = b"/Author";
    let at = bytes.windows(KEY.len()).rposition(|part| part == KEY)? + KEY.len();
    let rest = bytes.get(at..)?;
    let start = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let value: Vec<u8> = match rest.get(start)? {
        b'(' => unescaped(rest.get(start + 1..)?),
        b'<' => {
            let digits: Vec<u8> = rest[start + 1..]
                .iter()
                .take_while(|byte| **byte != b'>')
                .copied()
                .filter(u8::is_ascii_hexdigit)
                .collect();
            let pairs = digits.chunks_exact(2).filter_map(|pair| std::str::from_utf8(pair).ok());
            pairs.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).take(1024).collect()
        }
        _ => return None,
    };
    Some(match value.strip_prefix(&[0xFE, 0xFF]) {
        Some(wide) => {
            let units: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(&value).into_owned(),
    })
}

fn unescaped(text: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut bytes = text.iter().copied();
    while let Some(byte) = bytes.next().filter(|byte| *byte != b')' && plain.len() < 1024) {
        plain.push(if byte == b'\\' { bytes.next().unwrap_or(byte) } else { byte });
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use base64::Engine;
    use base64::engine::general_purpose::STANDARD;

    use super::*;

    fn docx(creator: &str) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file("docProps/core.xml", options).expect("begun");
        let xml =
            format!("<cp:coreProperties><dc:title>表</dc:title><dc:creator>{creator}</dc:creator></cp:coreProperties>");
        archive.write_all(xml.as_bytes()).expect("written");
        archive.finish().expect("whole").into_inner()
    }

    #[test]
    fn authors_of_documents_are_found() {
        assert_eq!(document_author("docx", &docx("阿木古楞")).as_deref(), Some("阿木古楞"));
        assert_eq!(document_author("docx", &docx("Administrator")), None);
        assert_eq!(document_author("docx", b"PK no zip"), None);
        assert_eq!(document_author("pdf", b"<< /Author (Name \\(x\\)) >>").as_deref(), Some("Name (x)"));
        assert_eq!(document_author("pdf", b"<</Author <FEFF963F6728>>>").as_deref(), Some("阿木"));
        assert_eq!(document_author("pdf", b"%PDF /Author"), None);
    }

    /// Exif with a latitude and nothing else, as it stands in a JPEG.
    fn exif_with_place() -> Vec<u8> {
        let entry = |tag: u16, kind: u16, count: u32, value: u32| {
            [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
        };
        let first = [&[1, 0][..], &entry(0x8825, 4, 1, 26), &[0; 4]].concat();
        let place = [&[1, 0][..], &entry(2, 5, 3, 44), &[0; 4]].concat();
        let degrees = [1_u32; 6].iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
        [b"Exif\0\0II\x2A\0\x08\0\0\0", &first[..], &place, &degrees].concat()
    }

    #[test]
    fn places_in_scans_and_archives_are_found() {
        let exif = exif_with_place();
        assert!(tells_place("pdf", &[b"%PDF stream ", &exif[..]].concat()));
        assert!(!tells_place("pdf", b"%PDF stream Exif\0\0 and nothing"));
        let segment = [&[0xFF, 0xD8, 0xFF, 0xE1][..], &(exif.len() as u16 + 2).to_be_bytes(), &exif, &[0xFF, 0xD9]];
        let photo = segment.concat();
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("活动/IMG_1.JPG", zip::write::SimpleFileOptions::default()).expect("begun");
        archive.write_all(&photo).expect("written");
        let archive = archive.finish().expect("whole").into_inner();
        assert!(tells_place("zip", &archive) && tells_place("odt", &archive));
        let page = format!("<img src=\"data:image/jpeg;base64,{}\">", STANDARD.encode(&photo));
        assert!(tells_place("html", page.as_bytes()) && !tells_place("html", b"data:image/jpeg;base64,AAAA"));
    }
}
