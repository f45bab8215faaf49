//! Bytes of a text file as text. Staff write UTF-8 mostly, but Notepad and WPS still save GBK and UTF-16.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030};
use icu_normalizer::ComposingNormalizerBorrowed;

use crate::base::begins_with_common_han;

/// The text with line ends as `\n` and no byte order mark; `None` where the bytes are no text.
pub(crate) fn decode_text(bytes: &[u8]) -> Option<Cow<'_, str>> {
    let text = if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        strictly(encoding, &bytes[mark..])?
    } else {
        match simdutf8::basic::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => strictly(GB18030, bytes)?,
        }
    };
    Some(if is_plain(&text) { text } else { Cow::Owned(mended(&text)) })
}

fn mended(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    composed(if text.contains(is_forbidden) { text.replace(is_forbidden, "") } else { text })
}

/// Whether nothing has to be done to any character of a text, as with nearly all texts.
fn is_plain(text: &str) -> bool {
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() {
        at += match bytes[at..] {
            // Nearly all characters are told by their first byte: Han, full width, ASCII.
            ref rest if begins_with_common_han(rest) => 3,
            [0xEF, 0xBC, _, ..] => 3,
            [b' '..=b'~' | b'\n', ..] => 1,
            _ => match text[at..].chars().next().filter(|character| stays(*character)) {
                Some(character) => character.len_utf8(),
                None => return false,
            },
        };
    }
    true
}

/// Whether a character stays as it is, whatever stands beside it.
fn stays(character: char) -> bool {
    is_never_part_of_another(character) && !is_forbidden(character) && character != '\r'
}

/// The text in NFC (TXT-5), as browsers and validators compare it.
fn composed(text: String) -> String {
    let normalizer = ComposingNormalizerBorrowed::new_nfc();
    if normalizer.is_normalized(&text) { text } else { normalizer.normalize(&text).into_owned() }
}

/// Characters that NFC leaves alone, whatever stands beside them, and that nearly all texts are made of: Latin letters, common
/// punctuation, Han, full width.
fn is_never_part_of_another(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{2FF}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3029}' | '\u{4E00}'..='\u{9FFF}' | '\u{FF00}'..='\u{FF60}'
    )
}

/// Characters that neither HTML nor XML can hold, and that nobody types on purpose.
fn is_forbidden(character: char) -> bool {
    matches!(character, '\0'..='\x08' | '\x0B' | '\x0C' | '\x0E'..='\x1F' | '\x7F'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}')
}

fn strictly<'b>(encoding: &'static Encoding, bytes: &'b [u8]) -> Option<Cow<'b, str>> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_passed_over_is_in_nfc_in_any_order() {
        let normalizer = ComposingNormalizerBorrowed::new_nfc();
        let plain: Vec<char> = ('\0'..='\u{FFFF}').filter(|character| is_never_part_of_another(*character)).collect();
        assert!(plain.len() > 21_000);
        let all: String = plain.iter().collect();
        let backwards: String = plain.iter().rev().collect();
        assert!(normalizer.is_normalized(&all) && normalizer.is_normalized(&backwards));
        assert!(plain.iter().all(|character| normalizer.is_normalized(&format!("e{character}\u{3131}"))));
    }

    #[test]
    fn a_text_is_plain_where_each_character_stays() {
        for character in ('\0'..='\u{FFFF}').chain(['\u{1F33F}', '\u{20000}', '\u{2F800}']) {
            assert_eq!(is_plain(&format!("青a{character}b")), stays(character), "U+{:04X}", character as u32);
        }
    }

    #[test]
    fn reads_what_editors_save() {
        let gbk = GB18030.encode("青年\r\n").0.into_owned();
        assert_eq!(decode_text(&gbk).as_deref(), Some("青年\n"));
        assert_eq!(decode_text("\u{feff}a".as_bytes()).as_deref(), Some("a"));
        assert_eq!(decode_text("e\u{301}".as_bytes()).as_deref(), Some("é"));
        assert_eq!(decode_text("a\u{8}b\u{85}".as_bytes()).as_deref(), Some("ab"));
        assert_eq!(decode_text(&[0xFF, 0xFE, 0x52, 0x97]).as_deref(), Some("青"));
        assert_eq!(decode_text(&[0x89, 0x50, 0xFF, 0xFF, 0x00]), None);
    }
}
