//! The size of a picture as a reader sees it.

use std::io::{BufReader, Cursor, Read};

/// Width and height in pixels, after the orientation that a camera noted has been applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PictureSize {
    /// In pixels.
    pub width: usize,
    /// In pixels.
    pub height: usize,
}

/// How much of a file is read to find its size: camera data and a preview come before it.
const HEAD: u64 = 256 * 1024;

/// Reads the size from the beginning of a file; `None` where it doesn't tell.
pub(super) fn measure(file: impl Read) -> Option<PictureSize> {
    let mut head = Vec::new();
    BufReader::new(file).take(HEAD).read_to_end(&mut head).ok()?;
    let size = imagesize::reader_size(Cursor::new(&head)).ok()?;
    let turned = jpeg_orientation(&head).is_some_and(|orientation| (5..=8).contains(&orientation));
    let (width, height) = if turned { (size.height, size.width) } else { (size.width, size.height) };
    (width > 0 && height > 0).then_some(PictureSize { width, height })
}

/// The Orientation tag (0x0112) of a JPEG's Exif block.
fn jpeg_orientation(bytes: &[u8]) -> Option<u16> {
    if !bytes.starts_with(&[0xFF, 0xD8]) {
        return None;
    }
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        let length = usize::from(u16::from_be_bytes([*bytes.get(at + 2)?, *bytes.get(at + 3)?]));
        let segment = bytes.get(at + 4..at + 2 + length.max(2))?;
        if marker == 0xE1 && segment.starts_with(b"Exif\0\0") {
            return orientation_of_tiff(&segment[6..]);
        }
        if bytes.get(at) != Some(&0xFF) || marker == 0xDA {
            return None;
        }
        at += 2 + length.max(2);
    }
}

fn orientation_of_tiff(tiff: &[u8]) -> Option<u16> {
    let little = tiff.starts_with(b"II");
    let short = |at: usize| {
        let pair = [*tiff.get(at)?, *tiff.get(at + 1)?];
        Some(if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) })
    };
    let long = |at: usize| {
        let (first, second) = (u32::from(short(at)?), u32::from(short(at + 2)?));
        Some(if little { first | second << 16 } else { first << 16 | second })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = usize::from(short(directory)?);
    (0..entries).map(|entry| directory + 2 + entry * 12).find_map(|at| match short(at)? {
        0x0112 => short(at + 8),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn jpeg(orientation: u8) -> Vec<u8> {
        let tiff = [b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0];
        let mut bytes = vec![0xFF, 0xD8, 0xFF, 0xE1, 0, (8 + tiff.len()) as u8];
        bytes.extend(b"Exif\0\0");
        bytes.extend(tiff);
        bytes.extend([0xFF, 0xC0, 0, 11, 8, 0, 30, 0, 40, 1, 1, 0x11, 0]);
        bytes
    }

    #[test]
    fn a_turned_photo_is_measured_as_it_is_seen() {
        assert_eq!(measure(&jpeg(1)[..]), Some(PictureSize { width: 40, height: 30 }));
        assert_eq!(measure(&jpeg(6)[..]), Some(PictureSize { width: 30, height: 40 }));
    }

    #[test]
    fn rubbish_has_no_size() {
        for length in 0..jpeg(6).len() {
            let _ = measure(&jpeg(6)[..length]);
        }
        assert_eq!(measure(&b"not a picture"[..]), None);
    }
}
