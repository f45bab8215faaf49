//! Which characters a text has. Most words that rules look for are in no text at all, and this tells so without a search.

/// The characters of a text, a few hundred of them, as bits of a table: two characters may share one.
pub(super) struct Letters([u64; SIZE]);

const SIZE: usize = 64;

impl Letters {
    /// Those of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut table = [0; SIZE];
        let mut rest = text.as_bytes();
        // What `place` says of a character is its last two bytes of six bits.
        loop {
            let (index, bit, after) = match rest {
                [0xE0..0xF0, index, bit, after @ ..] => (*index, *bit, after),
                [one @ 0..0x80, after @ ..] => (one >> 6, *one, after),
                [index @ 0xC0..0xE0, bit, after @ ..] => (*index & 0x1F, *bit, after),
                [_, _, index, bit, after @ ..] => (*index, *bit, after),
                _ => return Self(table),
            };
            table[usize::from(index) % SIZE] |= 1 << (bit % 64);
            rest = after;
        }
    }

    /// Whether one of some characters may be in the text.
    pub(super) fn may_have_one_of(&self, characters: &[char]) -> bool {
        characters.iter().any(|character| self.may_hold(*character))
    }

    /// Whether a word may be in the text: all its characters are.
    pub(super) fn may_have(&self, word: &str) -> bool {
        word.chars().all(|character| self.may_hold(character))
    }

    fn may_hold(&self, character: char) -> bool {
        let (index, bit) = place(character);
        self.0[index] & bit != 0
    }
}

fn place(character: char) -> (usize, u64) {
    let code = character as usize;
    ((code >> 6) % SIZE, 1 << (code % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_is_there_may_be_there() {
        let text = "受助学生96名，QQ群";
        let letters = Letters::of(text);
        for (from, _) in text.char_indices() {
            for (to, _) in text.char_indices().filter(|(to, _)| *to > from) {
                assert!(letters.may_have(&text[from..to]), "{}", &text[from..to]);
            }
        }
        assert!(!letters.may_have("护照") && !letters.may_have("生日"));
        for one in ('\0'..=char::MAX).step_by(7) {
            let (index, bit) = place(one);
            let mut table = [0; SIZE];
            table[index] = bit;
            assert_eq!(Letters::of(&one.to_string()).0, table, "{:x}", u32::from(one));
        }
    }
}
