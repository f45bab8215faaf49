//! Photos inside a text: `data:` addresses of drawings, pages and style sheets.

use std::ops::Range;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::{inspect, make, stripped};

/// A longer head of an address, in bytes, is none.
const LONGEST_HEAD: usize = 128;

/// What such an address begins with.
const SCHEME: &[u8] = b"data:";

/// Programs leave the padding out, and put in what is none.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// The bytes of all photos in a text.
pub(super) fn embedded_photos(text: &[u8]) -> Vec<Vec<u8>> {
    addresses_in(text).filter_map(|address| address.bytes()).collect()
}

/// For each photo that holds more than its picture: where its address stands in a text, and one of the same without what
/// it tells. Nothing, where that can't be taken out.
pub(super) fn photos_to_replace(text: &[u8]) -> Vec<(Range<usize>, String)> {
    let told = addresses_in(text).filter_map(|address| {
        let bytes = address.bytes()?;
        let picture = inspect(bytes.clone()).filter(|picture| picture.personal)?;
        let plain = stripped(&picture);
        let made = if plain.is_empty() { None } else { make(bytes, &picture, &plain).ok() };
        let file = made.and_then(|making| making.files.into_iter().next()).unwrap_or_default();
        let media_type = picture.format.media_type();
        Some((address.range, format!("data:{media_type};base64,{}", LENIENT.encode(file))))
    });
    told.collect()
}

/// An address that holds what it leads to.
struct Address<'t> {
    /// Where it stands in its text.
    range: Range<usize>,
    /// Whether its data are letters that stand for bytes.
    is_base64: bool,
    data: &'t [u8],
}

impl Address<'_> {
    fn bytes(&self) -> Option<Vec<u8>> {
        let plain = unescaped(self.data);
        if !self.is_base64 {
            return Some(plain);
        }
        let digits: Vec<u8> = plain.into_iter().filter(|byte| !byte.is_ascii_whitespace()).collect();
        LENIENT.decode(digits).ok()
    }
}

/// The addresses of data in a text; what they hold ends at the quote, the bracket or the tag that they stand in.
fn addresses_in(text: &[u8]) -> impl Iterator<Item = Address<'_>> {
    let starts = text.windows(SCHEME.len()).enumerate().filter(|(_, part)| part.eq_ignore_ascii_case(SCHEME));
    starts.filter_map(|(start, _)| {
        let rest = text.get(start..)?;
        let head = rest.get(..LONGEST_HEAD).unwrap_or(rest);
        let comma = head.iter().position(|byte| *byte == b',')?;
        let head = &head[..comma];
        let ends = |byte: &u8| matches!(byte, b'"' | b'\'' | b'<' | b'>' | b')');
        if head.iter().any(ends) {
            return None;
        }
        let data = &rest[comma + 1..];
        let length = data.iter().position(ends).unwrap_or(data.len());
        Some(Address {
            range: start..start + comma + 1 + length,
            is_base64: head.to_ascii_lowercase().ends_with(b";base64"),
            data: &data[..length],
        })
    })
}

/// Data without what stands for bytes: `%2B`, and the line ends of XML, `&#10;`.
fn unescaped(data: &[u8]) -> Vec<u8> {
    const LONGEST_REFERENCE: usize = 8;
    let mut plain = Vec::with_capacity(data.len());
    let mut at = 0;
    while let Some(byte) = data.get(at) {
        let rest = &data[at..];
        let end_of_reference = || rest.iter().take(LONGEST_REFERENCE).position(|byte| *byte == b';');
        match byte {
            b'%' if let Some(escaped) = hexadecimal(rest.get(1..3)) => {
                plain.push(escaped);
                at += 3;
            }
            // Whatever such a reference stands for, it is no letter of base64.
            b'&' if rest.starts_with(b"&#")
                && let Some(end) = end_of_reference() =>
            {
                plain.push(b'\n');
                at += end + 1;
            }
            _ => {
                plain.push(*byte);
                at += 1;
            }
        }
    }
    plain
}

fn hexadecimal(digits: Option<&[u8]>) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits?).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_read_however_they_are_written() {
        for written in [
            "data:image/png;base64,aGVs\nbG8+",
            "DATA:image/png;BASE64,aGVs&#10;bG8+",
            "data:image/png;base64,aGVs&#xA;bG8%2B",
            "data:;charset=utf-8;base64,aGVsbG8+",
            "data:image/png,hello%3E",
        ] {
            for text in [format!("<image href=\"{written}\"/>"), format!("url({written})"), format!("'{written}'")] {
                assert_eq!(embedded_photos(text.as_bytes()), [b"hello>".to_vec()], "{text}");
            }
        }
        assert_eq!(embedded_photos(b"<p>data: 1, 2</p> data:"), [b" 2".to_vec()]);
        assert_eq!(embedded_photos("data:".as_bytes()), Vec::<Vec<u8>>::new());
        assert_eq!(photos_to_replace(b"<image href=\"data:image/png;base64,aGVsbG8+\"/>"), []);
    }
}
