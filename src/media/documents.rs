//! Attachments of offices: who they say has written them.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use quick_xml::events::Event;

use super::embedded::embedded_photos;
use super::inspect;
use super::metadata::{exif_of_container, exif_of_tiff, find, is_located};

/// Properties longer than this are none.
const LONGEST: u64 = 256 * 1024;

/// Longer photos in a document are cut; what they tell stands at their beginning.
const LONGEST_PICTURE: u64 = 16 * 1024 * 1024;

/// Longer names are none; nor is the head of a stream longer, in bytes.
const LONGEST_NAME: usize = 1024;

/// A JPEG holds no longer Exif block.
const LONGEST_EXIF: usize = 64 * 1024;

/// More pictures of one document aren't looked at.
const MOST_PICTURES: usize = 200;

/// The endings of office files that are archives.
const OFFICE: [&str; 6] = ["docx", "xlsx", "pptx", "docm", "xlsm", "pptm"];

/// The endings of office files from before 2007.
const OLD_OFFICE: [&str; 6] = ["doc", "xls", "ppt", "wps", "et", "dps"];

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
        office if OFFICE.contains(&office) => xml_author(bytes, "docProps/core.xml"),
        "odt" | "ods" | "odp" => xml_author(bytes, "meta.xml"),
        old if OLD_OFFICE.contains(&old) => old_office_author(bytes),
        "pdf" => pdf_author(bytes).or_else(|| packed_objects(bytes).iter().find_map(|objects| pdf_author(objects))),
        _ => None,
    };
    author.map(|name| name.trim().to_owned()).filter(|name| !NOBODY.contains(&name.to_lowercase().as_str()))
}

/// Whether a photo inside a document, a page or an archive tells where it was taken.
pub(super) fn tells_place(extension: &str, bytes: &[u8]) -> bool {
    match extension {
        "pdf" => holds_located_exif(bytes),
        old if OLD_OFFICE.contains(&old) => holds_located_exif(bytes),
        // What a drone wrote beside its film.
        "srt" | "vtt" => [&b"GPS("[..], b"GPS (", b"[latitude"].into_iter().any(|words| find(bytes, words).is_some()),
        "ico" | "cur" => icons_of(bytes).any(|icon| photo_tells_place(&icon)),
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
        || exif_of_container(bytes).is_some_and(|exif| is_located(&exif))
}

/// The icons of a file that are PNG pictures, each with what follows it.
fn icons_of(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    const PNG: &[u8] = b"\x89PNG\r\n\x1A\n";
    let starts = bytes.windows(PNG.len()).enumerate().filter(|(_, part)| *part == PNG).take(MOST_PICTURES);
    starts.filter_map(|(at, _)| bytes.get(at..).map(<[u8]>::to_vec))
}

/// A scan or photo stands in a PDF, and in an office file from before 2007, as the JPEG that it was.
fn holds_located_exif(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"Exif\0\0";
    let blocks = bytes.windows(MARK.len()).enumerate().filter(|(_, part)| *part == MARK);
    blocks.take(MOST_PICTURES).any(|(at, _)| {
        let tiff = bytes.get(at + MARK.len()..).unwrap_or_default();
        let tiff = tiff.get(..LONGEST_EXIF).unwrap_or(tiff);
        exif_of_tiff(tiff).is_some_and(|exif| is_located(&exif))
    })
}

/// The author in the properties of an office file; `part` is where its archive has them.
fn xml_author(bytes: &[u8], part: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    archive.by_name(part).ok()?.take(LONGEST).read_to_string(&mut text).ok()?;
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut inside = false;
    let mut author = String::new();
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return None,
            Event::Start(tag) => {
                inside = matches!(tag.local_name().as_ref(), "creator" | "initial-creator" | "lastModifiedBy")
            }
            Event::Text(part) if inside => author.push_str(&part),
            Event::End(_) if inside && !author.trim().is_empty() => return Some(author),
            Event::End(_) => inside = false,
            _ => {}
        }
    }
}

/// The author in the properties of an office file from before 2007: a list of numbers and places, then the values.
fn old_office_author(bytes: &[u8]) -> Option<String> {
    /// The mark of the set of properties that holds title and author.
    const SUMMARY: [u8; 16] = *b"\xE0\x85\x9F\xF2\xF9\x4F\x68\x10\xAB\x91\x08\x00\x2B\x27\xB3\xD9";
    /// How many bytes stand before that mark.
    const HEAD: usize = 28;
    const AUTHOR: u32 = 4;
    const LAST_AUTHOR: u32 = 8;
    const MOST_PROPERTIES: u32 = 64;
    let number = |at: usize| -> Option<u32> { Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?)) };
    let at = find(bytes, &SUMMARY)?;
    let section = at.checked_sub(HEAD)?.checked_add(number(at + SUMMARY.len())? as usize)?;
    let count = number(section + 4)?.min(MOST_PROPERTIES) as usize;
    let entries = (0..count).filter_map(|index| number(section + 8 + index * 8).zip(number(section + 12 + index * 8)));
    let named = entries.filter(|(id, _)| matches!(*id, AUTHOR | LAST_AUTHOR));
    let mut values = named.filter_map(|(_, offset)| property_text(bytes.get(section.checked_add(offset as usize)?..)?));
    values.find(|author| !author.trim().is_empty())
}

/// A text among the properties: its type, its length, and itself, which ends with a zero.
fn property_text(value: &[u8]) -> Option<String> {
    let number = |at: usize| -> Option<u32> { Some(u32::from_le_bytes(*value.get(at..)?.first_chunk()?)) };
    let length = (number(4)? as usize).min(LONGEST_NAME);
    let text = match number(0)? {
        0x1E => encoding_rs::GBK.decode_without_bom_handling(value.get(8..8 + length)?).0.into_owned(),
        0x1F => encoding_rs::UTF_16LE.decode_without_bom_handling(value.get(8..8 + length * 2)?).0.into_owned(),
        _ => return None,
    };
    Some(text.split('\0').next().unwrap_or_default().to_owned())
}

/// The objects of a PDF that newer programs pack together, unpacked.
fn packed_objects(bytes: &[u8]) -> Vec<Vec<u8>> {
    const MARK: &[u8] = b"/ObjStm";
    const BEGIN: &[u8] = b"stream";
    let marks = bytes.windows(MARK.len()).enumerate().filter(|(_, part)| *part == MARK).take(MOST_PICTURES);
    let unpacked = marks.filter_map(|(at, _)| {
        let head = bytes.get(at..)?;
        let near = head.get(..LONGEST_NAME).unwrap_or(head);
        let packed = head.get(find(near, BEGIN)? + BEGIN.len()..)?;
        let packed = packed.strip_prefix(b"\r").unwrap_or(packed);
        let packed = packed.strip_prefix(b"\n").unwrap_or(packed);
        let mut objects = Vec::new();
        // What ends in the middle may hold it all the same.
        let _ = flate2::read::ZlibDecoder::new(packed).take(LONGEST).read_to_end(&mut objects);
        Some(objects)
    });
    unpacked.collect()
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

    /// The properties of an office file from before 2007, with an author in GBK.
    fn old_office(author: &[u8]) -> Vec<u8> {
        let word = |number: u32| number.to_le_bytes();
        let section = [&word(0)[..], &word(1), &word(4), &word(16), &word(0x1E), &word(author.len() as u32), author];
        let summary = b"\xE0\x85\x9F\xF2\xF9\x4F\x68\x10\xAB\x91\x08\x00\x2B\x27\xB3\xD9";
        [&b"sectors before"[..], &[0; 28], summary, &word(48), &section.concat()].concat()
    }

    #[test]
    fn authors_are_found_in_older_and_other_files() {
        let name = "阿木古楞";
        let (encoded, _, _) = encoding_rs::GBK.encode(name);
        assert_eq!(document_author("doc", &old_office(&[&encoded, &b"\0"[..]].concat())).as_deref(), Some(name));
        assert_eq!(document_author("wps", &old_office(b"Administrator\0")), None);
        for end in 0..old_office(b"name\0").len() {
            let _ = document_author("xls", &old_office(b"name\0")[..end]);
        }
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packed.write_all(b"5 0 <</Author <FEFF963F6728>>>").expect("packed");
        let objects = packed.finish().expect("packed");
        let pdf = [&b"%PDF-1.7 <</Type /ObjStm /N 1>>\r\nstream\r\n"[..], &objects, b"endstream"].concat();
        assert_eq!(document_author("pdf", &pdf).as_deref(), Some("阿木"));
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("meta.xml", zip::write::SimpleFileOptions::default()).expect("begun");
        let meta = format!("<office:meta><meta:initial-creator>{name}</meta:initial-creator></office:meta>");
        archive.write_all(meta.as_bytes()).expect("written");
        let archive = archive.finish().expect("whole").into_inner();
        assert_eq!(document_author("odt", &archive).as_deref(), Some(name));
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
