//! One look at a file: what it is, what it tells, whether it is whole.

use img_parts::Bytes;
use rapidhash::v3::{RapidSecrets, rapidhash_v3_seeded};

use super::ends::end_of_picture;
use super::label::AiLabel;
use super::metadata::{Exif, Metadata, exif_of_container, read_metadata};
use super::nature::{Nature, nature_of, promised};
use super::{Fault, Format, Picture, movie};

/// More pixels than this are refused before one of them is decoded: 120 million are the largest photo that a phone
/// takes, and four hundred megabytes.
const MOST_PIXELS: usize = 120_000_000;

/// The longest side that any format made here has.
const LONGEST_SIDE: usize = 65_000;

/// What a picture or a film is; `None` where the bytes are neither.
pub fn inspect(bytes: Vec<u8>) -> Option<Picture> {
    look_at(&Bytes::from(bytes))
}

/// The same of a file whose name ends in `extension`. What is named as a picture and isn't known may still tell what a
/// photo tells, and so it isn't published. `None` where it is neither, or empty.
pub fn inspect_named(bytes: Vec<u8>, extension: &str) -> Option<Picture> {
    let bytes = Bytes::from(bytes);
    look_at(&bytes).or_else(|| promised(extension).filter(|_| !bytes.is_empty()).map(|format| damaged(format, &bytes)))
}

fn look_at(bytes: &Bytes) -> Option<Picture> {
    match nature_of(bytes) {
        Nature::Known(format @ (Format::Mp4 | Format::Matroska | Format::Ogg)) => Some(film(bytes, format)),
        Nature::Known(format) => Some(still(bytes, format)),
        Nature::Foreign => Some(damaged(Format::Foreign, bytes)),
        Nature::Other => None,
    }
}

/// A film, by its notes. One that tells where it was taken in a way that can't be taken out isn't published.
fn film(bytes: &[u8], format: Format) -> Picture {
    let notes = movie::look_at(bytes, format);
    let plain = Picture::plain(format, notes.size.unwrap_or_default(), print_of(bytes), bytes.len() as u64);
    Picture {
        animated: true,
        located: notes.located,
        personal: notes.personal,
        label: notes.label,
        fault: notes.bound.then_some(Fault::Unstripped),
        ..plain
    }
}

fn still(bytes: &Bytes, format: Format) -> Picture {
    let size = imagesize::blob_size(bytes).ok().filter(|size| size.width > 0 && size.height > 0);
    let Some(size) = size else { return damaged(format, bytes) };
    let end = end_of_picture(bytes, format);
    // What isn't a whole PNG isn't taken apart: it may have any number of parts.
    let read = if end.is_none() && format == Format::Png { None } else { read_metadata(bytes, format) };
    let is_whole = read.is_some() && end.is_some();
    let mut metadata = read.unwrap_or_else(|| Metadata { personal: true, ..Metadata::default() });
    if metadata.exif.is_none() {
        metadata.exif = exif_of_container(bytes).map(|exif| Bytes::copy_from_slice(exif.buf()));
    }
    metadata.personal |= end.is_some_and(|end| end < bytes.len());
    let Exif { orientation, located } = metadata.read_exif();
    let turned = orientation >= 5;
    let high = height_of(size.height);
    let (width, height) = if turned { (high, size.width) } else { (size.width, high) };
    let mut picture = Picture {
        width,
        height,
        format,
        orientation,
        alpha: metadata.alpha,
        animated: metadata.animated || (format == Format::Gif),
        print: print_of(bytes),
        length: bytes.len() as u64,
        located: located || metadata.xmp.contains("GPSLatitude") || metadata.xmp.contains("GPSLongitude"),
        personal: metadata.personal,
        label: AiLabel::find(&metadata.xmp, &metadata.texts, metadata.model),
        fault: None,
    };
    let tells_more = metadata.exif.is_some()
        || !metadata.xmp.is_empty()
        || (format == Format::Avif && movie::holds_more_than_pictures(bytes));
    let is_deep = format == Format::Png && bytes.get(24) == Some(&16);
    picture.fault = fault_of(&picture, tells_more, is_whole, is_deep);
    picture
}

/// `is_deep` is whether it has sixteen bits a channel, which take the memory of three pictures until they are eight.
fn fault_of(picture: &Picture, tells_more: bool, is_whole: bool, is_deep: bool) -> Option<Fault> {
    let sides = picture.width.max(picture.height);
    // What is see-through is scaled beside a copy of itself.
    let most = MOST_PIXELS / if is_deep { 3 } else { 1 + usize::from(picture.alpha) };
    match picture.format {
        Format::Avif if tells_more || picture.located => Some(Fault::Unstripped),
        _ if picture.width.saturating_mul(picture.height) > most || sides > LONGEST_SIDE => Some(Fault::TooLarge),
        // Of a JPEG that is cut off, what is there can be shown.
        Format::Jpeg if !is_whole => Some(Fault::CutOff),
        _ if !is_whole => Some(Fault::Damaged),
        _ => None,
    }
}

/// A bitmap whose rows begin at the top has a height below zero.
fn height_of(stated: usize) -> usize {
    u32::try_from(stated).map_or(stated, |height| height.cast_signed().unsigned_abs() as usize)
}

/// What begins like a picture, or is named as one, and can't be read may hide what a whole one tells.
fn damaged(format: Format, bytes: &[u8]) -> Picture {
    let fault = if format == Format::Foreign { Fault::Foreign } else { Fault::Damaged };
    let plain = Picture::plain(format, (0, 0), print_of(bytes), bytes.len() as u64);
    Picture { personal: true, fault: Some(fault), ..plain }
}

/// A file that is named as a picture, or begins like one, and is longer than any that is read; `length` in bytes.
pub fn too_long(length: u64) -> Picture {
    Picture { personal: true, fault: Some(Fault::TooLong), ..Picture::plain(Format::Foreign, (0, 0), 0, length) }
}

/// The hash of a file by which pictures are known.
pub fn print_of(bytes: &[u8]) -> u128 {
    let hash = |seed| u128::from(rapidhash_v3_seeded(bytes, &RapidSecrets::seed(seed)));
    hash(1) << 64 | hash(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The beginning of a JPEG of 40 by 30 pixels.
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
        let size =
            |orientation| inspect(jpeg(orientation)).map(|picture| (picture.width, picture.height, picture.fault));
        assert_eq!(size(1), Some((40, 30, Some(Fault::CutOff))));
        assert_eq!(size(6), Some((30, 40, Some(Fault::CutOff))));
    }

    #[test]
    fn rubbish_is_no_picture_and_no_panic() {
        for length in 0..jpeg(6).len() {
            let _ = inspect(jpeg(6)[..length].to_vec());
        }
        assert_eq!(inspect(b"not a picture".to_vec()), None);
        let named = |bytes: &[u8], extension| inspect_named(bytes.to_vec(), extension).map(|picture| picture.fault);
        assert_eq!(named(b"not a picture", "jpg"), Some(Some(Fault::Damaged)));
        assert_eq!(named(b"\0\0\0\x18ftypheic\0\0\0\0", "heic"), Some(Some(Fault::Foreign)));
        assert_eq!(named(b"", "jpg"), None);
        let damaged = inspect([b"\xFF\xD8\xFF", &[9; 40][..]].concat()).and_then(|picture| picture.fault);
        assert_eq!(damaged, Some(Fault::Damaged));
    }
}
