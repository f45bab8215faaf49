//! Eight bytes of a text at once, for looking through long ones.

/// Eight bytes that follow one another. What is asked of them is answered by the highest bit of each for which it is so, the
/// first byte lowest.
#[derive(Clone, Copy)]
pub struct EightBytes(u64);

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * EACH;

impl EightBytes {
    /// Those at the place `at`; `None` where fewer are left.
    #[inline]
    pub fn at(bytes: &[u8], at: usize) -> Option<Self> {
        bytes.get(at..)?.first_chunk().map(|block| Self(u64::from_le_bytes(*block)))
    }

    /// Which are ASCII from `first` to `last`.
    #[inline]
    pub fn ascii(self, first: u8, last: u8) -> u64 {
        self.reaching(first) & !self.reaching(last + 1) & !self.0 & HIGH
    }

    /// Which are `least` or more, beyond ASCII.
    #[inline]
    pub fn beyond_ascii(self, least: u8) -> u64 {
        self.reaching(least & 0x7F) & self.0 & HIGH
    }

    /// Seven bits and what is added to them leave the highest bit for the answer.
    #[inline]
    fn reaching(self, least: u8) -> u64 {
        (self.0 & !HIGH) + (0x80 - u64::from(least)) * EACH
    }
}

/// How many of eight bytes stand before the first that was marked.
#[inline]
pub fn first_mark(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_told_by_its_own_bit() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut block = *b"<p>a\x7F\xEE \x80";
                block[place] = byte;
                let eight = EightBytes::at(&block, 0).expect("eight of them");
                let marks = eight.ascii(b'0', b'9') | eight.ascii(b'&', b'&') | eight.beyond_ascii(0xEF);
                let is_it = byte.is_ascii_digit() || byte == b'&' || byte >= 0xEF;
                assert_eq!(marks, if is_it { 0x80 << (8 * place) } else { 0 }, "{byte:x} {place}");
                assert!(!is_it || first_mark(marks) == place);
            }
        }
        assert!(EightBytes::at(b"1234567", 0).is_none() && EightBytes::at(b"12345678", 1).is_none());
    }
}
