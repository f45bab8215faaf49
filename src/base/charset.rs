//! Sets of characters, for looking through long texts.

/// A set of characters, as a bit for each. A pattern of characters asks for each character of a text whether it is one of
/// the few; of Chinese, in which no two follow one another as expected, that is slow. Here one look answers.
pub struct CharSet {
    bits: [u64; PLANE / 64],
    /// Whether it has any of those whose first of three bytes ends with these four bits, as a bit for each.
    leads: u16,
    /// Whether it has the characters above, all of them or none.
    beyond: bool,
}

/// How many characters have a bit.
const PLANE: usize = 0x1_0000;

impl CharSet {
    /// All characters below U+10000 for which `is_in` holds; of those above all or none.
    pub fn of(is_in: impl Fn(char) -> bool, beyond: bool) -> Self {
        let mut set = Self::of_all(('\0'..='\u{FFFF}').filter(|character| is_in(*character)));
        set.beyond = beyond;
        set
    }

    /// Those of a list, each below U+10000.
    pub fn of_all(characters: impl IntoIterator<Item = char>) -> Self {
        let mut set = Self { bits: [0; PLANE / 64], leads: 0, beyond: false };
        for code in characters.into_iter().map(|character| character as usize) {
            debug_assert!(code < PLANE, "the characters above are in a set together");
            let row: Option<&mut u64> = set.bits.get_mut(code / 64);
            row.into_iter().for_each(|row| *row |= 1 << (code % 64));
            set.leads |= 1 << (code / 0x1000 % 16);
        }
        set
    }

    /// Whether a character is in the set.
    pub fn has(&self, character: char) -> bool {
        let code = character as usize;
        self.bits.get(code / 64).map_or(self.beyond, |row| row >> (code % 64) & 1 != 0)
    }

    /// Where the first character of the set stands at or behind the byte `from`, which begins a character.
    pub fn find(&self, text: &str, from: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut rest = bytes.get(from..)?;
        loop {
            let (row, bit, after) = match rest {
                // Most of a Chinese text first.
                [one @ 0xE0..0xF0, _, _, after @ ..] if self.leads >> (one & 0xF) & 1 == 0 => {
                    rest = after;
                    continue;
                }
                [one @ 0xE0..0xF0, two, three, after @ ..] => {
                    (usize::from(one & 0xF) << 6 | usize::from(two & 0x3F), three & 0x3F, after)
                }
                [one @ 0..0x80, after @ ..] => (usize::from(one >> 6), one & 0x3F, after),
                [one @ 0xC0..0xE0, two, after @ ..] => (usize::from(one & 0x1F), two & 0x3F, after),
                [_, _, _, _, after @ ..] if !self.beyond => {
                    rest = after;
                    continue;
                }
                [] => return None,
                _ => return Some(bytes.len() - rest.len()),
            };
            if self.bits[row] >> bit & 1 != 0 {
                return Some(bytes.len() - rest.len());
            }
            rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_is_found_where_it_stands() {
        let set = CharSet::of(|one| matches!(one, '7' | 'é' | '九' | '\u{FFFF}'), false);
        let with_beyond = CharSet::of(|_| false, true);
        assert_eq!(CharSet::of_all(['7', 'é', '九', '\u{FFFF}']).bits, set.bits);
        for one in ('\0'..='\u{FFFF}').chain(['\u{1F600}', '\u{10FFFF}']) {
            let text = format!("aß青\u{1F33F}{one}b");
            let is_in = matches!(one, '7' | 'é' | '九' | '\u{FFFF}');
            assert_eq!(set.find(&text, 0), is_in.then_some(10), "{:x}", u32::from(one));
            assert_eq!(set.find(&text, 10), is_in.then_some(10));
            assert_eq!(with_beyond.find(&text, 10), (u32::from(one) > 0xFFFF).then_some(10));
        }
        assert_eq!((set.find("", 0), set.find("九", 3)), (None, None));
        for one in '\0'..=char::MAX {
            let is_in = matches!(one, '7' | 'é' | '九' | '\u{FFFF}');
            assert_eq!((set.has(one), with_beyond.has(one)), (is_in, u32::from(one) > 0xFFFF), "{:x}", u32::from(one));
        }
    }
}
