//! Texts as they are compared: full width is half width, capitals are small, accents are gone.

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::base::{begins_with_common_han, is_han};

/// Adds a text to `folded` in the form that tokens are made of. `client/search.js` does the same with
/// `normalize("NFKD")`.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    let bytes = text.as_bytes();
    // Most of a text stays as it is, and is taken over in long pieces.
    let (mut taken, mut at) = (0, 0);
    while at < bytes.len() {
        at += match bytes[at..] {
            ref rest if begins_with_common_han(rest) => 3,
            [b'A'..=b'Z' | 0x80.., ..] => {
                folded.push_str(&text[taken..at]);
                let length = text[at..].chars().next().map_or(1, |character| fold_one(character, folded));
                taken = at + length;
                length
            }
            _ => 1,
        };
    }
    folded.push_str(&text[taken..]);
}

/// One character that may not stay as it is; says how long it is.
fn fold_one(character: char, folded: &mut String) -> usize {
    match character {
        '\0'..='\x7F' => folded.push(character.to_ascii_lowercase()),
        '\u{2014}' | '\u{2018}'..='\u{201D}' | '\u{3001}' | '\u{3002}' | '\u{3008}'..='\u{3011}' => {
            folded.push(character)
        }
        // Full width is ASCII, further up.
        '\u{FF01}'..='\u{FF5E}' => folded.push(char::from((character as u32 - 0xFEE0) as u8).to_ascii_lowercase()),
        rare => fold_rare(rare, folded),
    }
    character.len_utf8()
}

/// One character that may become others.
fn fold_rare(character: char, folded: &mut String) {
    let normalizer = DecomposingNormalizerBorrowed::new_nfkd();
    let parts = normalizer.normalize_iter(std::iter::once(character));
    folded.extend(parts.filter(|part| !is_silent(*part)).flat_map(char::to_lowercase));
}

/// Accents, and marks that only choose a form of a letter or a character.
fn is_silent(character: char) -> bool {
    matches!(character, '\u{0300}'..='\u{036F}' | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200D}' | '\u{00AD}')
        || matches!(character, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

/// A character of a Han run.
pub(super) fn is_ideograph(character: char) -> bool {
    // Nearly all of them are these.
    matches!(character, '\u{4E00}'..='\u{9FFF}') || is_han(character)
}

/// How many bytes of a text are the run of Han characters that it begins with.
pub(super) fn length_of_run(text: &str) -> usize {
    let (bytes, mut at) = (text.as_bytes(), 0);
    while at < bytes.len() {
        at += match bytes[at..] {
            ref rest if begins_with_common_han(rest) => 3,
            [..0x80, ..] => return at,
            _ => match text[at..].chars().next().filter(|character| is_ideograph(*character)) {
                Some(rare) => rare.len_utf8(),
                None => return at,
            },
        };
    }
    at
}

/// A character of a word that is no Han run.
pub(super) fn is_of_word(character: char) -> bool {
    // Most of what stands between two runs is one of these.
    let is_mark = matches!(character, '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3002}' | '\u{3008}'..='\u{3011}');
    !is_mark && character.is_alphanumeric() && !is_ideograph(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_of_no_word() {
        for character in '\0'..=char::MAX {
            let is_of_word = character.is_alphanumeric() && !is_ideograph(character);
            assert_eq!(super::is_of_word(character), is_of_word, "U+{:04X}", character as u32);
        }
    }

    #[test]
    fn each_character_is_folded_as_unicode_says() {
        for character in ('\0'..='\u{FFFF}').chain(['\u{1D400}', '\u{20000}', '\u{2F800}', '\u{1F33F}']) {
            let (mut quickly, mut slowly) = (String::new(), String::new());
            fold_into(&format!("春{character}a{character}"), &mut quickly);
            for one in ['春', character, 'a', character] {
                fold_rare(one, &mut slowly);
            }
            assert_eq!(quickly, slowly, "U+{:04X}", character as u32);
        }
    }
}
