//! Which characters belong to Chinese text. Rules of line breaks, emphasis and excerpts all ask here.

use super::{EightBytes, first_mark};

/// A Han character, the iteration mark `々` and the zero `〇` included.
pub fn is_han(character: char) -> bool {
    matches!(character,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{2FA1F}' | '\u{30000}'..='\u{323AF}')
}

/// Where the first ASCII digit stands at or behind the byte `from`. Most of a text has none.
pub fn next_digit(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(eight) = EightBytes::at(bytes, at) {
        match eight.ascii(b'0', b'9') {
            0 => at += 8,
            digits => return Some(at + first_mark(digits)),
        }
    }
    Some(at + bytes.get(at..)?.iter().position(u8::is_ascii_digit)?)
}

/// Whether text begins with one of the Han characters that nearly all Chinese is written with, U+4E00 to U+9FFF, of three
/// bytes each; told by its bytes, for those who go over long texts.
#[inline]
pub fn begins_with_common_han(text: &[u8]) -> bool {
    matches!(text, [0xE4, 0xB8..=0xBF, _, ..] | [0xE5..=0xE9, _, _, ..])
}

/// A digit, of half or of full width.
pub fn is_digit(character: char) -> bool {
    matches!(character, '0'..='9' | '０'..='９')
}

/// The half-width form of a full-width one.
pub fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Punctuation that is set in Chinese text: full-width marks, CJK brackets, and the quotes, dashes and dots that
/// Chinese shares with other scripts.
pub fn is_cjk_punctuation(character: char) -> bool {
    matches!(character,
        '\u{3000}'..='\u{3004}' | '\u{3006}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' | '\u{FF3B}'..='\u{FF40}' | '\u{FF5B}'..='\u{FF65}'
        | '“' | '”' | '‘' | '’' | '—' | '…' | '·')
}

/// Han, kana, Chinese punctuation or a full-width form: a character beside which a line break is no space (TXT-1).
pub fn is_wide(character: char) -> bool {
    is_han(character)
        || is_cjk_punctuation(character)
        || matches!(character, '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF10}'..='\u{FF19}'
            | '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '\u{FFE0}'..='\u{FFE6}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_digit_is_found_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for length in 0..20 {
                let mut bytes = vec![0xE4; length];
                bytes.push(byte);
                for from in 0..=length {
                    assert_eq!(next_digit(&bytes, from), byte.is_ascii_digit().then_some(length), "{byte:x}");
                }
                assert_eq!(next_digit(&bytes, length + 1), None);
            }
        }
    }

    #[test]
    fn common_characters_are_told_by_their_bytes() {
        for character in '\0'..='\u{FFFF}' {
            let text = format!("{character}a");
            let is_common = matches!(character, '\u{4E00}'..='\u{9FFF}');
            assert_eq!(begins_with_common_han(text.as_bytes()), is_common, "U+{:04X}", character as u32);
        }
        assert!(!begins_with_common_han(b""));
    }

    #[test]
    fn tells_chinese_from_other_text() {
        assert!(is_han('青') && is_han('〇') && !is_han('，') && !is_han('a'));
        assert!(is_cjk_punctuation('，') && is_cjk_punctuation('“') && !is_cjk_punctuation(','));
        assert!(is_digit('9') && is_digit('０') && !is_digit('九') && !is_digit('a'));
        assert!(is_wide('９') && is_wide('。') && !is_wide('9') && !is_wide(' '));
    }
}
