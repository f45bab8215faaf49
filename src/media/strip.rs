//! Pictures without their metadata and without a loss: only what shows them is left, and the label of AI.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::{Png, PngChunk};
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;

use super::ends::end_of_picture;
use super::late::laid_out;
use super::metadata::{PNG_KEPT, WEBP_KEPT, XMP_HEADER, XMP_KEYWORD, has_thumbnail, is_kept_segment};
use super::{AiLabel, Format, Picture};

/// The marker that ends a JPEG.
const END_OF_JPEG: [u8; 2] = [0xFF, 0xD9];

/// Flags of a WebP's VP8X chunk.
const WEBP_ICC: u8 = 0x20;
const WEBP_ALPHA: u8 = 0x10;
const WEBP_EXIF: u8 = 0x08;
const WEBP_XMP: u8 = 0x04;

/// The file without its metadata; `None` where it can't be taken apart.
pub(super) fn strip(bytes: &Bytes, picture: &Picture) -> Option<Vec<u8>> {
    let label = picture.label.as_ref();
    let bytes = &bytes.slice(..end_of_picture(bytes, picture.format).unwrap_or(bytes.len()));
    match picture.format {
        Format::Jpeg => strip_jpeg(bytes, picture.orientation, label),
        Format::Png => strip_png(bytes, picture.orientation, label),
        Format::Webp => strip_webp(bytes, picture.orientation, label),
        Format::Gif => Some(strip_gif(bytes, label)),
        _ => Some(bytes.to_vec()),
    }
}

fn strip_jpeg(bytes: &Bytes, orientation: u8, label: Option<&AiLabel>) -> Option<Vec<u8>> {
    let mut jpeg = Jpeg::from_bytes(laid_out(bytes)).ok()?;
    jpeg.segments_mut().retain(|segment| is_kept_segment(segment.marker(), segment.contents()));
    for segment in jpeg.segments_mut() {
        if has_thumbnail(segment.marker(), segment.contents()) {
            let plain = [segment.contents().get(..12).unwrap_or_default(), &[0, 0]].concat();
            *segment = JpegSegment::new_with_contents(markers::APP0, plain.into());
        }
    }
    // JFIF, where there is one, comes first.
    let first = usize::from(jpeg.segments().first().is_some_and(|segment| segment.marker() == markers::APP0));
    if let Some(label) = label {
        let packet = [XMP_HEADER, label.packet().as_bytes()].concat();
        jpeg.segments_mut().insert(first, JpegSegment::new_with_contents(markers::APP1, packet.into()));
    }
    if orientation != 1 {
        let exif = [b"Exif\0\0", &exif_of_orientation(orientation)[..]].concat();
        jpeg.segments_mut().insert(first, JpegSegment::new_with_contents(markers::APP1, exif.into()));
    }
    let mut stripped = jpeg.encoder().bytes().to_vec();
    // One that was cut off ends like any other, so that whoever keeps it can tell that it is whole.
    if !stripped.ends_with(&END_OF_JPEG) {
        stripped.extend(END_OF_JPEG);
    }
    Some(stripped)
}

/// A TIFF with one entry.
fn exif_of_orientation(orientation: u8) -> [u8; 26] {
    [b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
}

fn strip_png(bytes: &Bytes, orientation: u8, label: Option<&AiLabel>) -> Option<Vec<u8>> {
    let mut png = Png::from_bytes(bytes.clone()).ok()?;
    png.chunks_mut().retain(|chunk| PNG_KEPT.contains(&&chunk.kind()));
    if orientation != 1 {
        let at = 1.min(png.chunks().len());
        let exif = exif_of_orientation(orientation).to_vec();
        png.chunks_mut().insert(at, PngChunk::new(*b"eXIf", exif.into()));
    }
    if let Some(label) = label {
        let at = 1.min(png.chunks().len());
        png.chunks_mut().insert(at, PngChunk::new(*b"iTXt", xmp_text(label)));
    }
    Some(png.encoder().bytes().to_vec())
}

/// The contents of the text chunk that holds XMP in a PNG.
pub(super) fn xmp_text(label: &AiLabel) -> Bytes {
    [XMP_KEYWORD, &[0, 0, 0, 0, 0], label.packet().as_bytes()].concat().into()
}

fn strip_webp(bytes: &Bytes, orientation: u8, label: Option<&AiLabel>) -> Option<Vec<u8>> {
    let mut webp = WebP::from_bytes(bytes.clone()).ok()?;
    webp.chunks_mut().retain(|chunk| WEBP_KEPT.contains(&&chunk.id()));
    if label.is_some() && !webp.has_chunk(*b"VP8X") {
        return wrap_webp(&webp.encoder().bytes(), None, label);
    }
    let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
    let notes = flag(orientation != 1, WEBP_EXIF) | flag(label.is_some(), WEBP_XMP);
    for chunk in webp.chunks_mut() {
        if let (b"VP8X", RiffContent::Data(header)) = (&chunk.id(), chunk.content_mut()) {
            let mut flags = header.to_vec();
            if let Some(first) = flags.first_mut() {
                *first = *first & !(WEBP_EXIF | WEBP_XMP) | notes;
            }
            *header = flags.into();
        }
    }
    if orientation != 1 {
        webp.chunks_mut().push(data_chunk(*b"EXIF", exif_of_orientation(orientation).to_vec().into()));
    }
    if let Some(label) = label {
        webp.chunks_mut().push(data_chunk(*b"XMP ", label.packet().into()));
    }
    Some(webp.encoder().bytes().to_vec())
}

/// A WebP with a colour profile and a label around its picture.
pub(super) fn wrap_webp(bytes: &Bytes, icc: Option<&Bytes>, label: Option<&AiLabel>) -> Option<Vec<u8>> {
    let mut webp = WebP::from_bytes(bytes.clone()).ok()?;
    let (width, height) = webp.dimensions()?;
    let sees_through = webp.has_chunk(*b"ALPH")
        || webp.chunk_by_id(*b"VP8L").and_then(|chunk| chunk.content().data()?.get(4).copied()).unwrap_or(0) & 0x10
            != 0;
    let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
    let flags = flag(icc.is_some(), WEBP_ICC) | flag(sees_through, WEBP_ALPHA) | flag(label.is_some(), WEBP_XMP);
    let side = |side: u32| side.saturating_sub(1).to_le_bytes();
    let (w, h) = (side(width), side(height));
    let header = vec![flags, 0, 0, 0, w[0], w[1], w[2], h[0], h[1], h[2]];
    webp.remove_chunks_by_id(*b"VP8X");
    webp.chunks_mut().insert(0, data_chunk(*b"VP8X", header.into()));
    if let Some(icc) = icc {
        webp.chunks_mut().insert(1, data_chunk(*b"ICCP", icc.clone()));
    }
    if let Some(label) = label {
        webp.chunks_mut().push(data_chunk(*b"XMP ", label.packet().into()));
    }
    Some(webp.encoder().bytes().to_vec())
}

fn data_chunk(id: [u8; 4], contents: Bytes) -> RiffChunk {
    RiffChunk::new(id, RiffContent::Data(contents))
}

/// What a GIF holds besides what shows it: comments, and what programs noted of it.
pub(super) fn gif_notes(bytes: &[u8]) -> Vec<&[u8]> {
    let notes = gif_blocks(bytes).into_iter().filter(|block| !block.shows);
    notes.filter_map(|block| bytes.get(block.range)).collect()
}

fn strip_gif(bytes: &[u8], label: Option<&AiLabel>) -> Vec<u8> {
    const TRAILER: u8 = 0x3B;
    let mut stripped = Vec::with_capacity(bytes.len());
    for (number, block) in gif_blocks(bytes).into_iter().filter(|block| block.shows).enumerate() {
        stripped.extend_from_slice(bytes.get(block.range).unwrap_or_default());
        if let Some(label) = label.filter(|_| number == 0) {
            stripped.extend(gif_packet(label));
        }
    }
    if stripped.last() != Some(&TRAILER) {
        stripped.push(TRAILER);
    }
    stripped
}

/// XMP stands in a GIF as it is; the bytes behind it lead a reader of data blocks to their end, wherever it comes from.
fn gif_packet(label: &AiLabel) -> Vec<u8> {
    let mut block = b"\x21\xFF\x0BXMP DataXMP".to_vec();
    block.extend(label.packet().as_bytes());
    block.push(1);
    block.extend((0..=255).rev());
    block.push(0);
    block
}

/// A part of a GIF, and whether it is needed to show it.
struct GifBlock {
    range: std::ops::Range<usize>,
    shows: bool,
}

/// The parts of a GIF. What follows the last whole one shows nothing: where a picture ends in the middle, so does what
/// is known of it.
fn gif_blocks(bytes: &[u8]) -> Vec<GifBlock> {
    let Some(flags) = bytes.get(10) else { return Vec::new() };
    let mut at = 13 + palette_of_gif(*flags);
    let mut blocks = vec![GifBlock { range: 0..at.min(bytes.len()), shows: true }];
    while let Some((end, shows)) = gif_block(bytes, at) {
        blocks.push(GifBlock { range: at..end, shows });
        at = end;
    }
    let is_end = bytes.get(at) == Some(&0x3B);
    let ends = [(at..at + usize::from(is_end), true), (at + usize::from(is_end)..bytes.len(), false)];
    blocks.extend(
        ends.into_iter().filter(|(range, _)| !range.is_empty()).map(|(range, shows)| GifBlock { range, shows }),
    );
    blocks
}

/// How many bytes the palette has whose flags these are.
fn palette_of_gif(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Where the block at `at` ends, and whether it is needed to show the picture; `None` at the end of the last whole one.
fn gif_block(bytes: &[u8], at: usize) -> Option<(usize, bool)> {
    match *bytes.get(at)? {
        0x2C => {
            let palette = palette_of_gif(*bytes.get(at + 9)?);
            Some((after_gif_data(bytes, at + 11 + palette)?, true))
        }
        0x21 => {
            let kind = *bytes.get(at + 1)?;
            let repeats = matches!(bytes.get(at + 3..at + 14), Some(b"NETSCAPE2.0" | b"ANIMEXTS1.0"));
            Some((after_gif_data(bytes, at + 2)?, kind != 0xFE && (kind != 0xFF || repeats)))
        }
        _ => None,
    }
}

/// Where the data blocks that begin at `at` end.
fn after_gif_data(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let length = usize::from(*bytes.get(at)?);
        at += 1 + length;
        if length == 0 {
            return Some(at);
        }
    }
}
