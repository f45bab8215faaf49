//! What a file is by its first bytes. Its name is given by people and programs, and is no proof: a photo may be called
//! `d.bin`, and a `.jpg` may be a text.

use super::Format;

/// How many bytes of a file have to be seen.
pub const BEGINNING: usize = 64;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// A picture or a film that Miao can take apart.
    Known(Format),
    /// A photo or a drawing of a kind that browsers don't show.
    Foreign,
    /// Anything else.
    Other,
}

/// How photos and drawings begin that browsers don't show: TIFF and the raw photos of cameras that are written like it,
/// other raw photos, Photoshop, GIMP, JPEG 2000, JPEG XR, JPEG XL.
const FOREIGN: [&[u8]; 14] = [
    b"II\x2A\0",
    b"MM\0\x2A",
    b"II\x2B\0",
    b"MM\0\x2B",
    b"IIRO",
    b"IIRS",
    b"IIU\0",
    b"FUJIFILMCCD-RAW",
    b"8BPS",
    b"gimp xcf",
    b"\0\0\0\x0CjP  \r\n",
    b"\0\0\0\x0CJXL \r\n",
    b"II\xBC\x01",
    b"\xFF\x0A",
];

/// Endings of such files, of the archives in which an iPhone wraps a photo that moves, and of packed drawings, which hardly
/// any server tells browsers to unpack.
const FOREIGN_ENDINGS: [&str; 21] = [
    "heic", "heif", "hif", "tif", "tiff", "dng", "cr2", "cr3", "nef", "arw", "orf", "rw2", "raf", "psd", "xcf", "jp2",
    "j2k", "jxr", "jxl", "livp", "svgz",
];

/// The first boxes of films that don't say of what kind they are, as old cameras write them. Before each stands its
/// length, which begins with no letter.
const OLD_FILMS: [&[u8; 4]; 5] = [b"moov", b"mdat", b"wide", b"skip", b"pnot"];

/// What a file is.
pub(super) fn nature_of(beginning: &[u8]) -> Nature {
    let begins = |mark: &[u8]| beginning.starts_with(mark);
    let has = |at: usize, mark: &[u8]| beginning.get(at..at + mark.len()) == Some(mark);
    if begins(&[0xFF, 0xD8, 0xFF]) {
        Nature::Known(Format::Jpeg)
    } else if begins(b"\x89PNG\r\n\x1A\n") {
        Nature::Known(Format::Png)
    } else if begins(b"RIFF") && has(8, b"WEBP") {
        Nature::Known(Format::Webp)
    } else if begins(b"GIF87a") || begins(b"GIF89a") {
        Nature::Known(Format::Gif)
    } else if begins(b"BM") && is_bitmap(beginning) {
        Nature::Known(Format::Bmp)
    } else if begins(&[0x1A, 0x45, 0xDF, 0xA3]) {
        Nature::Known(Format::Matroska)
    } else if begins(b"OggS") {
        Nature::Known(Format::Ogg)
    } else if has(4, b"ftyp") {
        of_brands(beginning)
    } else if OLD_FILMS.iter().any(|kind| has(4, *kind)) && matches!(beginning, [0..=8 | 14 | 15, ..]) {
        Nature::Known(Format::Mp4)
    } else if FOREIGN.iter().any(|mark| begins(mark)) {
        Nature::Foreign
    } else {
        Nature::Other
    }
}

/// What a name promises where the bytes tell nothing; `None` where it isn't a picture's.
pub(super) fn promised(extension: &str) -> Option<Format> {
    match extension {
        "jpg" | "jpeg" | "jpe" | "jfif" => Some(Format::Jpeg),
        "png" => Some(Format::Png),
        "webp" => Some(Format::Webp),
        "gif" => Some(Format::Gif),
        "bmp" => Some(Format::Bmp),
        "avif" => Some(Format::Avif),
        foreign if FOREIGN_ENDINGS.contains(&foreign) => Some(Format::Foreign),
        _ => None,
    }
}

/// Whether a file may be a picture or a film, by the ending of its name and its first [`BEGINNING`] bytes.
pub fn may_be_picture(extension: &str, beginning: &[u8]) -> bool {
    promised(extension).is_some() || nature_of(beginning) != Nature::Other
}

/// The two letters of a bitmap begin words too: the length of its second header tells.
fn is_bitmap(beginning: &[u8]) -> bool {
    matches!(beginning.get(14..18), Some([12 | 40 | 52 | 56 | 64 | 108 | 124, 0, 0, 0]))
}

/// Files of boxes say in the first one which of the many kinds they are.
fn of_brands(beginning: &[u8]) -> Nature {
    let stated = beginning.get(..4).map_or(0, |four| four.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)));
    let end = stated.clamp(12, BEGINNING).min(beginning.len());
    let mut brands = beginning.get(8..end).unwrap_or_default().chunks_exact(4);
    let Some(first) = brands.next() else { return Nature::Other };
    let is_heic = |brand: &[u8]| matches!(brand, [b'h', b'e', b'i' | b'v', _]);
    // The four bytes after the first are its version.
    let is_avif = |brand: &[u8]| matches!(brand, b"avif" | b"avis");
    match first {
        brand if is_avif(brand) => Nature::Known(Format::Avif),
        b"mif1" | b"msf1" | b"miaf" if brands.any(is_avif) => Nature::Known(Format::Avif),
        b"mif1" | b"msf1" | b"miaf" | b"crx " | b"jp2 " | b"jpx " | b"jxl " => Nature::Foreign,
        brand if is_heic(brand) || brands.any(is_heic) => Nature::Foreign,
        _ => Nature::Known(Format::Mp4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_first_bytes() {
        let known: [(&[u8], Format); 8] = [
            (b"\xFF\xD8\xFF\xE1", Format::Jpeg),
            (b"\x89PNG\r\n\x1A\n\0\0", Format::Png),
            (b"RIFF\x04\0\0\0WEBPVP8 ", Format::Webp),
            (b"GIF89a", Format::Gif),
            (b"\0\0\0\x18ftypavif\0\0\0\0mif1miaf", Format::Avif),
            (b"\0\0\0\x18ftypmif1\0\0\0\0avifmiaf", Format::Avif),
            (b"\0\0\0\x14ftypqt  \0\0\0\0qt  ", Format::Mp4),
            (b"\x1A\x45\xDF\xA3\x9F", Format::Matroska),
        ];
        for (beginning, format) in known {
            assert_eq!(nature_of(beginning), Nature::Known(format), "{beginning:?}");
        }
        let foreign: [&[u8]; 5] =
            [b"II\x2A\0\x08\0\0\0", b"8BPS\0\x01", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", b"\xFF\x0A\xFA", b"MM\0\x2A"];
        for beginning in foreign {
            assert_eq!(nature_of(beginning), Nature::Foreign, "{beginning:?}");
        }
        let words: [&[u8]; 3] = [b"BM is a shop in our town.", b"The wide road", b"\n\n\n\nskip"];
        let other: [&[u8]; 6] = [b"", b"%PDF-1.7", b"PK\x03\x04", b"RIFF\0\0\0\0WAVE", b"ID3", b"\xFF"];
        for beginning in other.into_iter().chain(words) {
            assert_eq!(nature_of(beginning), Nature::Other, "{beginning:?}");
        }
        assert!(may_be_picture("livp", b"PK\x03\x04") && may_be_picture("bin", b"\xFF\xD8\xFF"));
        assert!(!may_be_picture("zip", b"PK\x03\x04") && !may_be_picture("txt", b""));
    }
}
