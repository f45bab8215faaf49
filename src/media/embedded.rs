//! Photos inside a text: `data:` addresses of drawings, pages and style sheets.

use std::ops::Range;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{Treatment, inspect, make, stripped};

/// More photos of one text aren't looked at.
const MOST_PICTURES: usize = 200;

/// What stands before the bytes of a picture.
const MARK: &[u8] = b";base64,";

/// Programs leave the padding out, and put in what is none.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes of all photos in a text.
pub(super) fn embedded_photos(text: &[u8]) -> Vec<Vec<u8>> {
    embedded_in(text).into_iter().map(|(_, bytes)| bytes).collect()
}

/// For each photo that holds more than its picture: where it stands in a text, and the same without what it tells.
/// Nothing, where that can't be taken out.
pub(super) fn photos_to_replace(text: &[u8]) -> Vec<(Range<usize>, String)> {
    let told = embedded_in(text).into_iter().filter_map(|(range, bytes)| {
        let picture = inspect(bytes.clone()).filter(|picture| picture.personal)?;
        let plain = stripped(&picture);
        let made = if plain.is_empty() { None } else { make(bytes, &picture, &plain).ok() };
        debug_assert!(plain.iter().all(|rendition| rendition.treatment == Treatment::Stripped));
        let file = made.and_then(|making| making.files.into_iter().next()).unwrap_or_default();
        Some((range, LENIENT.encode(file)))
    });
    told.collect()
}

/// Where data stand in a text, and what they are.
fn embedded_in(text: &[u8]) -> Vec<(Range<usize>, Vec<u8>)> {
    let marks = text.windows(MARK.len()).enumerate().filter(|(_, part)| *part == MARK);
    let data = marks.take(MOST_PICTURES).filter_map(|(at, _)| {
        let start = at + MARK.len();
        let is_data = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
        let rest = text.get(start..)?;
        let length = rest.iter().take_while(|byte| is_data(byte) || byte.is_ascii_whitespace()).count();
        let digits: Vec<u8> = rest[..length].iter().copied().filter(|byte| is_data(byte)).collect();
        Some((start..start + length, LENIENT.decode(digits).ok()?))
    });
    data.collect()
}
