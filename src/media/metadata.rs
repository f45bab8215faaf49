//! What a picture's file holds besides the picture.

use std::io::{Cursor, Read};

use exif::{In, Tag};
use img_parts::jpeg::{Jpeg, markers};
use img_parts::png::Png;
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

use super::Format;
use super::late::laid_out;
use super::strip::gif_notes;

/// What stands beside the pixels of a file.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    /// The TIFF of its Exif block.
    pub(super) exif: Option<Bytes>,
    /// Those of further blocks, which no program reads.
    pub(super) more_exif: Vec<Bytes>,
    /// Its XMP packet.
    pub(super) xmp: String,
    /// Its other texts: comments, and text chunks of a PNG.
    pub(super) texts: Vec<String>,
    /// Whether it is signed (C2PA) or noted (IPTC) as the work of a trained model: the IPTC term.
    pub(super) model: Option<String>,
    /// Whether there is anything that isn't needed to show it.
    pub(super) personal: bool,
    /// Whether parts of it may be see-through.
    pub(super) alpha: bool,
    /// Whether it moves.
    pub(super) animated: bool,
}

/// The name before the XMP packet of a JPEG.
pub(super) const XMP_HEADER: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";

/// What a JPEG's notes of IPTC stand behind: caption, credit.
const PHOTOSHOP_HEADER: &[u8] = b"Photoshop 3.0\0";

/// The keyword of the XMP packet of a PNG.
pub(super) const XMP_KEYWORD: &[u8] = b"XML:com.adobe.xmp";

/// The numbers of Exif's texts that may hold a label: description, software, comment, and Windows' title and comment.
const TEXT_TAGS: [u16; 5] = [0x010E, 0x0131, 0x9286, 0x9C9B, 0x9C9C];

/// A text chunk that unpacks to more than this is not read on.
const LONGEST_TEXT: u64 = 256 * 1024;

/// Chunks of a PNG that show it; whatever else a program puts there goes.
pub(super) const PNG_KEPT: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"cICP", b"sBIT", b"bKGD",
    b"pHYs", b"acTL", b"fcTL", b"fdAT", b"hIST",
];

/// Chunks of a WebP that show it.
pub(super) const WEBP_KEPT: [&[u8; 4]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];

/// Reads what stands beside the pixels; `None` where the file is not whole enough to be taken apart.
pub(super) fn read_metadata(bytes: &Bytes, format: Format) -> Option<Metadata> {
    match format {
        Format::Jpeg => of_jpeg(&Jpeg::from_bytes(laid_out(bytes)).ok()?),
        Format::Png => of_png(&Png::from_bytes(bytes.clone()).ok()?),
        Format::Webp => of_webp(&WebP::from_bytes(bytes.clone()).ok()?),
        Format::Gif => Some(of_gif(bytes)),
        Format::Avif => Some(Metadata { xmp: packet_in(bytes), ..Metadata::default() }),
        _ => Some(Metadata::default()),
    }
}

fn of_gif(bytes: &[u8]) -> Metadata {
    let notes = gif_notes(bytes);
    let comments = notes.iter().filter(|note| note.starts_with(&[0x21, 0xFE]));
    Metadata {
        xmp: packet_in(bytes),
        texts: comments.map(|note| String::from_utf8_lossy(note).into_owned()).collect(),
        personal: !notes.is_empty(),
        ..Metadata::default()
    }
}

/// Whether a segment of a JPEG is needed to show it: no application's but JFIF, the colour profile and Adobe's note of
/// how colours are coded, and no comment.
pub(super) fn is_kept_segment(marker: u8, contents: &[u8]) -> bool {
    match marker {
        markers::APP0 => contents.starts_with(b"JFIF\0"),
        markers::APP2 => contents.starts_with(b"ICC_PROFILE\0"),
        markers::APP14 => contents.starts_with(b"Adobe"),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// Whether a segment is JFIF's with a small picture in it, which shows what was cut away from the large one.
pub(super) fn has_thumbnail(marker: u8, contents: &[u8]) -> bool {
    marker == markers::APP0 && contents.starts_with(b"JFIF\0") && contents.len() > 14
}

fn of_jpeg(jpeg: &Jpeg) -> Option<Metadata> {
    /// A signed claim is cut into segments, each with a head of its own.
    const CLAIM_HEAD: usize = 16;
    let mut claim = Vec::new();
    let mut found = Metadata { exif: jpeg.exif(), ..Metadata::default() };
    for segment in jpeg.segments() {
        let contents = segment.contents();
        found.personal |= !is_kept_segment(segment.marker(), contents) || has_thumbnail(segment.marker(), contents);
        if segment.marker() == markers::APP1 {
            found.take_jpeg_note(segment.contents());
        } else if segment.marker() == markers::COM || contents.starts_with(PHOTOSHOP_HEADER) {
            found.texts.push(String::from_utf8_lossy(contents).into_owned());
        } else if segment.marker() == markers::APP11 {
            claim.extend_from_slice(contents.get(CLAIM_HEAD..).unwrap_or_default());
        }
    }
    found.model = model_named_in(&claim);
    Some(found)
}

fn of_png(png: &Png) -> Option<Metadata> {
    let mut found = Metadata { exif: png.exif(), ..Metadata::default() };
    for chunk in png.chunks() {
        let (kind, contents) = (chunk.kind(), chunk.contents());
        found.personal |= !PNG_KEPT.contains(&&kind);
        match &kind {
            b"IHDR" => found.alpha |= contents.get(9).is_some_and(|colour| matches!(colour, 4 | 6)),
            b"tRNS" => found.alpha = true,
            b"acTL" => found.animated = true,
            b"tEXt" | b"zTXt" | b"iTXt" => found.take_png_text(&kind, contents),
            b"caBX" => found.model = model_named_in(contents),
            _ => {}
        }
    }
    Some(found)
}

impl Metadata {
    /// Exif or XMP; longer packets go on in further segments, behind 40 bytes that say to which they belong.
    fn take_jpeg_note(&mut self, contents: &[u8]) {
        const CONTINUED: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
        const CONTINUED_HEAD: usize = 40;
        if let Some(packet) = contents.strip_prefix(XMP_HEADER) {
            self.xmp.push_str(&String::from_utf8_lossy(packet));
        } else if let Some(packet) = contents.strip_prefix(CONTINUED) {
            self.xmp.push_str(&String::from_utf8_lossy(packet.get(CONTINUED_HEAD..).unwrap_or_default()));
        } else if let Some(exif) = contents.strip_prefix(b"Exif\0\0") {
            self.more_exif.push(Bytes::copy_from_slice(exif));
        }
    }

    fn take_png_text(&mut self, kind: &[u8; 4], contents: &[u8]) {
        // Many packed texts could fill the memory and take hours.
        if self.texts.iter().map(String::len).sum::<usize>() > LONGEST_TEXT as usize * 4 {
            return;
        }
        let Some(text) = png_text(kind, contents) else { return };
        if contents.starts_with(XMP_KEYWORD) {
            self.xmp.push_str(&text);
            return;
        }
        // Older programs write Exif and XMP as a hexadecimal dump into a text.
        let keyword =
            String::from_utf8_lossy(contents.split(|byte| *byte == 0).next().unwrap_or_default()).into_owned();
        if keyword.starts_with("Raw profile type") {
            self.take_raw_profile(&keyword, &text);
        }
        self.texts.push(format!("{keyword}\0{text}"));
    }

    fn take_raw_profile(&mut self, keyword: &str, text: &str) {
        let digits: String = text.lines().skip(3).flat_map(str::chars).filter(char::is_ascii_hexdigit).collect();
        let bytes: Vec<u8> = digits
            .as_bytes()
            .chunks_exact(2)
            .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect();
        if keyword.ends_with("xmp") {
            self.xmp.push_str(&String::from_utf8_lossy(&bytes));
        } else if let Some(tiff) = bytes.strip_prefix(b"Exif\0\0").filter(|_| self.exif.is_none()) {
            self.exif = Some(Bytes::copy_from_slice(tiff));
        }
    }

    /// What Exif says: the orientation, whether there is a place, and the comments that may hold a label.
    pub(super) fn read_exif(&mut self) -> Exif {
        let mut read = Exif {
            orientation: 1,
            located: self.more_exif.iter().filter_map(|tiff| exif_of_tiff(tiff)).any(|exif| is_located(&exif)),
        };
        let Some(exif) = self.exif.as_ref().and_then(|tiff| exif_of_tiff(tiff)) else { return read };
        let orientation = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
        read.orientation =
            orientation.and_then(|value| u8::try_from(value).ok()).filter(|v| (1..=8).contains(v)).unwrap_or(1);
        read.located |= is_located(&exif);
        // In whatever part of Exif a program wrote them.
        let texts = exif.fields().filter(|field| TEXT_TAGS.contains(&field.tag.number()));
        self.texts.extend(texts.map(|field| text_of(&field.value)));
        read
    }
}

/// The Exif of a TIFF, as far as it can be read.
pub(super) fn exif_of_tiff(tiff: &[u8]) -> Option<exif::Exif> {
    let read = exif::Reader::new().continue_on_error(true).read_raw(tiff.to_vec());
    read.or_else(|error| error.distill_partial_result(|_| {})).ok()
}

/// The Exif of a picture's file of any kind, as far as it can be read.
pub(super) fn exif_of_container(bytes: &[u8]) -> Option<exif::Exif> {
    let read = exif::Reader::new().continue_on_error(true).read_from_container(&mut Cursor::new(bytes));
    read.or_else(|error| error.distill_partial_result(|_| {})).ok()
}

/// Whether Exif says where a photo was taken.
pub(super) fn is_located(exif: &exif::Exif) -> bool {
    exif.fields().any(|field| {
        matches!(field.tag, Tag::GPSLatitude | Tag::GPSLongitude | Tag::GPSDestLatitude | Tag::GPSAreaInformation)
    })
}

/// What Exif says that a build needs.
pub(super) struct Exif {
    pub(super) orientation: u8,
    pub(super) located: bool,
}

fn text_of(value: &exif::Value) -> String {
    match value {
        exif::Value::Ascii(parts) => parts.iter().map(|part| String::from_utf8_lossy(part)).collect(),
        exif::Value::Undefined(bytes, _) => {
            let text = bytes.get(8..).unwrap_or_default();
            if bytes.starts_with(b"UNICODE\0") {
                return wide_text(text);
            }
            String::from_utf8_lossy(if bytes.starts_with(b"ASCII\0\0\0") || bytes.starts_with(&[0; 8]) {
                text
            } else {
                bytes
            })
            .into_owned()
        }
        // Against the standard, some programs write it as bytes.
        exif::Value::Byte(bytes) if bytes.contains(&0) => wide_text(bytes),
        exif::Value::Byte(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        _ => String::new(),
    }
}

/// The term of IPTC for a work of a trained model, where a signed claim (C2PA) holds it: the claim itself is about the
/// bytes of the original and would be wrong of what is made of it.
pub(super) fn model_named_in(claim: &[u8]) -> Option<String> {
    const TERMS: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";
    let term = |name: &str| find(claim, name.as_bytes()).map(|_| format!("{TERMS}{name}"));
    // The second name ends in the first but for a letter.
    term("compositeWithTrainedAlgorithmicMedia").or_else(|| term("trainedAlgorithmicMedia"))
}

/// The XMP packet somewhere in a file whose format isn't taken apart, or that stands with others in one; empty where there
/// is none. What stands around it may be left out.
pub(super) fn packet_in(bytes: &[u8]) -> String {
    let marks: [(&[u8], &[u8]); 2] = [(b"<x:xmpmeta", b"</x:xmpmeta>"), (b"<rdf:RDF", b"</rdf:RDF>")];
    let packet = marks.into_iter().find_map(|(begin, end)| {
        let from = find(bytes, begin)?;
        let rest = bytes.get(from..)?;
        rest.get(..find(rest, end)? + end.len())
    });
    String::from_utf8_lossy(packet.unwrap_or_default()).into_owned()
}

/// Where a text is in bytes.
pub(super) fn find(bytes: &[u8], text: &[u8]) -> Option<usize> {
    bytes.windows(text.len()).position(|part| part == text)
}

/// UTF-16 in the order of bytes that makes more of it plain letters: programs don't agree on one.
fn wide_text(bytes: &[u8]) -> String {
    let read = |unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    let (little, big) = (read(u16::from_le_bytes), read(u16::from_be_bytes));
    let plain = |text: &str| text.chars().filter(char::is_ascii).count();
    if plain(&little) >= plain(&big) { little } else { big }
}

/// The text of a `tEXt`, `zTXt` or `iTXt` chunk.
fn png_text(kind: &[u8; 4], contents: &[u8]) -> Option<String> {
    let end = contents.iter().position(|byte| *byte == 0)?;
    let rest = contents.get(end + 1..)?;
    let (packed, text) = match kind {
        b"tEXt" => (false, rest),
        b"zTXt" => (true, rest.get(1..)?),
        _ => {
            let packed = *rest.first()? == 1;
            let mut parts = rest.get(2..)?.splitn(3, |byte| *byte == 0);
            (packed, parts.nth(2)?)
        }
    };
    let mut plain = Vec::new();
    match packed {
        true => drop(flate2::read::ZlibDecoder::new(text).take(LONGEST_TEXT).read_to_end(&mut plain)),
        false => plain.extend_from_slice(text),
    }
    Some(String::from_utf8_lossy(&plain).into_owned())
}

fn of_webp(webp: &WebP) -> Option<Metadata> {
    let mut found = Metadata { exif: webp.exif(), ..Metadata::default() };
    for chunk in webp.chunks() {
        let kind = chunk.id();
        found.personal |= !WEBP_KEPT.contains(&&kind);
        let contents = chunk.content().data().cloned().unwrap_or_default();
        match &kind {
            b"VP8X" => {
                let flags = contents.first().copied().unwrap_or(0);
                found.alpha |= flags & 0x10 != 0;
                found.animated |= flags & 0x02 != 0;
            }
            b"VP8L" => found.alpha |= contents.get(4).is_some_and(|byte| byte & 0x10 != 0),
            b"C2PA" => found.model = model_named_in(&contents),
            b"XMP " => found.xmp = String::from_utf8_lossy(&contents).into_owned(),
            _ => {}
        }
    }
    // A header before Exif's TIFF is against the format, and common.
    found.exif = found.exif.map(|exif| exif.strip_prefix(b"Exif\0\0").map(Bytes::copy_from_slice).unwrap_or(exif));
    Some(found)
}
