//! The dark and light modules of QR codes.
//!
//! A code with a fixed mask is made of its text by exclusive or alone, its correction too: what one bit of the text changes
//! is the same in all codes of one size and level. A site has a code on each page, so that the library is asked for a few
//! hundred of them, then once for what each bit changes; all others are put together from that.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, QrSegmentMode, Version};

/// How many codes are asked of the library: it takes about as long to learn what all bits change.
const ASKED: usize = 400;

/// The modules of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Modules {
    /// How many a row has, and how many rows there are.
    pub(super) size: usize,
    /// Row by row, 64 in a word from the lowest bit on; dark ones are 1.
    words: Vec<u64>,
}

impl Modules {
    fn of(code: &QrCode) -> Self {
        let size = usize::try_from(code.size()).unwrap_or_default();
        let mut modules = Self { size, words: Vec::with_capacity(size * size.div_ceil(64)) };
        for (row, from) in (0..size).flat_map(|row| (0..size).step_by(64).map(move |from| (row, from))) {
            let dark = |bit: usize| u64::from(code.get_module((from + bit) as i32, row as i32)) << bit;
            modules.words.push((0..64.min(size - from)).map(dark).sum());
        }
        modules
    }

    /// The rows, from the top.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[u64]> {
        self.words.chunks(self.size.div_ceil(64).max(1))
    }

    fn change(&mut self, other: &Self) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word ^= other);
    }
}

/// The codes of a site.
#[derive(Default)]
pub(super) struct Codes {
    asked: AtomicUsize,
    /// By the length of their texts in bytes.
    blanks: RwLock<BTreeMap<usize, Arc<Blank>>>,
    /// By their size and level of correction.
    changes: RwLock<BTreeMap<(usize, QrCodeEcc), Arc<Changes>>>,
}

/// The code of a text of zeros.
struct Blank {
    modules: Modules,
    changes: Arc<Changes>,
}

/// What each bit of a text changes, as far as it was asked for.
struct Changes(Vec<OnceLock<Modules>>);

impl Codes {
    /// The code of a text; `None` where it is too long for one.
    pub(super) fn of(&self, text: &str) -> Option<Modules> {
        let segments = QrSegment::make_segments(text);
        let is_bytes = matches!(&segments[..], [one] if one.mode() == QrSegmentMode::Byte);
        if !is_bytes || self.asked.fetch_add(1, Ordering::Relaxed) < ASKED {
            return encode(&segments).map(|code| Modules::of(&code));
        }
        self.put_together(text.as_bytes())
    }

    fn put_together(&self, text: &[u8]) -> Option<Modules> {
        let blank = self.blank(text.len())?;
        let mut modules = blank.modules.clone();
        for (at, byte) in text.iter().enumerate() {
            let mut bits = *byte;
            while bits != 0 {
                let bit = bits.trailing_zeros();
                bits &= bits - 1;
                let known = blank.changes.0.get(at * 8 + bit as usize)?;
                modules.change(known.get_or_init(|| change_of(&blank.modules, text.len(), at, bit)));
            }
        }
        Some(modules)
    }

    fn blank(&self, length: usize) -> Option<Arc<Blank>> {
        let known = self.blanks.read().unwrap_or_else(PoisonError::into_inner).get(&length).cloned();
        known.or_else(|| {
            let code = encode(&[QrSegment::make_bytes(&vec![0; length])])?;
            let modules = Modules::of(&code);
            let mut changes = self.changes.write().unwrap_or_else(PoisonError::into_inner);
            let changes = changes.entry((modules.size, code.error_correction_level()));
            // No code has more bits of text than modules.
            let none = || Arc::new(Changes((0..modules.size * modules.size).map(|_| OnceLock::new()).collect()));
            let blank = Arc::new(Blank { changes: Arc::clone(changes.or_insert_with(none)), modules });
            self.blanks.write().unwrap_or_else(PoisonError::into_inner).insert(length, Arc::clone(&blank));
            Some(blank)
        })
    }
}

/// What one bit of a text of so many bytes changes.
fn change_of(blank: &Modules, length: usize, at: usize, bit: u32) -> Modules {
    let mut bytes = vec![0; length];
    bytes[at] = 1 << bit;
    let mut changed = encode(&[QrSegment::make_bytes(&bytes)]).map_or_else(|| blank.clone(), |code| Modules::of(&code));
    changed.change(blank);
    changed
}

/// The mask is always the same: trying all eight for the evenest picture takes longer than rendering the page, and a
/// camera of today reads any.
fn encode(segments: &[QrSegment]) -> Option<QrCode> {
    let mask = Some(Mask::new(3));
    QrCode::encode_segments_advanced(segments, QrCodeEcc::Medium, Version::MIN, Version::MAX, mask, true).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_together_is_what_the_library_makes() {
        let codes = Codes::default();
        // Around the lengths at which a code grows, or has a lower level of correction, and where it counts in two bytes.
        for length in (1..90).chain([122, 123, 180, 181, 300]) {
            let text: String = (0..length).map(|at| char::from(b"abz/-09:.~"[(at * 7 + length) % 10])).collect();
            let made = encode(&[QrSegment::make_bytes(text.as_bytes())]).map(|code| Modules::of(&code));
            assert_eq!(codes.put_together(text.as_bytes()), made, "{text}");
        }
        assert_eq!(codes.put_together(&[b'a'; 3_000]), None);
    }

    #[test]
    fn the_first_codes_and_the_later_ones_are_alike() {
        let codes = Codes::default();
        for text in ["https://portal.example/hope-project/aid-2022/", "HTTPS://PORTAL.EXAMPLE", "12355", "春风"] {
            let first = codes.of(text);
            codes.asked.store(ASKED, Ordering::Relaxed);
            assert!(first.is_some() && first == codes.of(text), "{text}");
            codes.asked.store(0, Ordering::Relaxed);
        }
    }
}
