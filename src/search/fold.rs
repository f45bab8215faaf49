//! Texts as they are compared: full width is half width, capitals are small, accents are gone.

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::base::is_han;

/// Adds a text to `folded` in the form that tokens are made of. `client/search.js` does the same with
/// `normalize("NFKD")`.
pub(super) fn fold_into(text: &str, folded: &mut String) {
    for character in text.chars() {
        if character.is_ascii() {
            folded.push(character.to_ascii_lowercase());
        } else if matches!(character, '\u{4E00}'..='\u{9FFF}') {
            folded.push(character);
        } else {
            fold_rare(character, folded);
        }
    }
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
    is_han(character)
}

/// A character of a word that is no Han run.
pub(super) fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() && !is_ideograph(character)
}
