//! Where a picture ends in its file: what follows is no part of it, and may be a second picture, a film, or what a phone
//! noted.

use img_parts::jpeg::markers;

use super::Format;

/// Whether a file that was made here has its end, by its first and last eight bytes and its length in bytes: it was
/// written in one go, so that what was lost of it was lost from the end.
pub fn is_whole(first: &[u8; 8], last: &[u8; 8], length: u64) -> bool {
    match first {
        [0xFF, 0xD8, 0xFF, ..] => last.ends_with(&[0xFF, 0xD9]),
        [0x89, b'P', b'N', b'G', ..] => last.starts_with(b"IEND"),
        [b'R', b'I', b'F', b'F', size @ ..] => u64::from(u32::from_le_bytes(*size)) + 8 == length,
        first => first.iter().any(|byte| *byte != 0),
    }
}

/// How many bytes of a file are the picture; `None` where it ends in the middle, or where that can't be told.
pub(super) fn end_of_picture(bytes: &[u8], format: Format) -> Option<usize> {
    let end = match format {
        Format::Jpeg => end_of_jpeg(bytes)?,
        Format::Png => end_of_png(bytes)?,
        Format::Webp => u32_at(bytes, 4, u32::from_le_bytes)?.checked_add(8)?,
        // Some programs leave the length out.
        Format::Bmp => u32_at(bytes, 2, u32::from_le_bytes).filter(|length| *length > 0).unwrap_or(bytes.len()),
        _ => bytes.len(),
    };
    (end <= bytes.len()).then_some(end)
}

/// Segments of a stated length, and after each beginning of a scan bytes in which a marker can be told from data.
fn end_of_jpeg(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        let marker = jpeg_marker(bytes, at)?;
        at = marker.end;
        if marker.kind == markers::EOI {
            return Some(at);
        }
    }
}

/// A marker of a JPEG.
pub(super) struct Marker {
    /// Where it stands, in bytes of the file.
    pub(super) at: usize,
    /// What it begins.
    pub(super) kind: u8,
    /// Where the segment ends that belongs to it, or itself where none does.
    pub(super) end: usize,
}

/// The next marker at or behind `at`; `None` where the file ends before, or in the middle of one.
pub(super) fn jpeg_marker(bytes: &[u8], at: usize) -> Option<Marker> {
    let at = next_marker(bytes, at)?;
    let kind = *bytes.get(at + 1)?;
    let length = match kind {
        0x01 | 0xD0..=0xD9 => 0,
        _ => usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?])),
    };
    Some(Marker { at, kind, end: at + 2 + length })
}

/// The next `FF` that begins a marker: not one that stands for itself in the data of a scan, and none that fills up.
fn next_marker(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match *bytes.get(at + 1)? {
            0x00 | 0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

/// More chunks than this are no picture's, and would fill the memory.
const MOST_CHUNKS: usize = 100_000;

fn end_of_png(bytes: &[u8]) -> Option<usize> {
    let mut at = 8_usize;
    for _ in 0..MOST_CHUNKS {
        let length = u32_at(bytes, at, u32::from_be_bytes)?;
        let kind = bytes.get(at + 4..at + 8)?;
        at = at.checked_add(length)?.checked_add(12)?;
        if kind == b"IEND" {
            return Some(at);
        }
    }
    None
}

fn u32_at(bytes: &[u8], at: usize, read: fn([u8; 4]) -> u32) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    usize::try_from(read(four)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jpeg_ends_at_its_mark_and_not_at_one_that_is_data() {
        let scan = [0xFF, 0xDA, 0, 4, 1, 2, 9, 0xFF, 0x00, 0xFF, 0xD0, 7];
        let noted = [0xFF, 0xE1, 0, 6, 0xFF, 0xD9, 0xFF, 0xDA];
        let whole = [&[0xFF, 0xD8][..], &noted, &scan, &[0xFF, 0xC4, 0, 3, 5], &scan, &[0xFF, 0xD9]].concat();
        let followed = [&whole[..], b"ftyp\xFF\xDA\x01"].concat();
        assert_eq!(end_of_picture(&followed, Format::Jpeg), Some(whole.len()));
        for cut in 0..whole.len() {
            assert_eq!(end_of_picture(&whole[..cut], Format::Jpeg), None, "cut at {cut}");
        }
    }

    #[test]
    fn a_made_file_that_lost_its_end_is_seen() {
        let ends = |bytes: &[u8]| {
            let end = |part: Option<&[u8; 8]>| *part.expect("eight bytes");
            is_whole(&end(bytes.first_chunk()), &end(bytes.last_chunk()), bytes.len() as u64)
        };
        let whole: [&[u8]; 3] =
            [b"\xFF\xD8\xFF\xDB....\xFF\xD9", b"\x89PNG\r\n\x1A\n....\0\0\0\0IEND....", b"RIFF\x08\0\0\0WEBPVP8 "];
        for bytes in whole {
            assert!(ends(bytes), "{bytes:?}");
            let lost = [&bytes[..bytes.len() - 2], &[0, 0]].concat();
            assert!(!bytes.starts_with(b"\xFF") || !ends(&lost), "{lost:?}");
            assert!(!ends(&bytes[..bytes.len() - 1]), "{bytes:?}");
            assert!(!ends(&vec![0; bytes.len()]));
        }
    }

    #[test]
    fn other_pictures_say_how_long_they_are() {
        let png =
            [&b"\x89PNG\r\n\x1a\n"[..], &[0, 0, 0, 1], b"IDAT", &[7, 0, 0, 0, 0], &[0, 0, 0, 0], b"IEND", &[0; 4]];
        let png = png.concat();
        assert_eq!(end_of_picture(&[&png[..], b"more"].concat(), Format::Png), Some(png.len()));
        assert_eq!(end_of_picture(&png[..png.len() - 1], Format::Png), None);
        assert_eq!(end_of_picture(b"RIFF\x04\0\0\0WEBPmore", Format::Webp), Some(12));
        assert_eq!(end_of_picture(b"RIFF\xFF\xFF\xFF\xFFWEBP", Format::Webp), None);
        assert_eq!(end_of_picture(b"BM\x08\0\0\0..more", Format::Bmp), Some(8));
        assert_eq!(end_of_picture(b"BM\0\0\0\0..more", Format::Bmp), Some(12));
    }
}
