//! The dark and light modules of QR codes.
//!
//! A code with a fixed mask is made of its text by exclusive or alone, its correction too: what one bit of the text changes
//! is the same in all codes of one size and level. A site has a code on each page, and most are of one size, so that the
//! library is asked for some hundreds of these, then once for what each bit changes; all others are put together from that.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, QrSegmentMode, Version};

/// The largest code that is put together. Of longer texts that takes as long as asking the library, or longer.
const LARGEST: usize = 41;

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
    /// By the length of their texts in bytes.
    of_lengths: RwLock<BTreeMap<usize, Arc<OfLength>>>,
    /// By their size and level of correction.
    shapes: Mutex<BTreeMap<(usize, QrCodeEcc), Arc<Shape>>>,
}

/// The codes of texts of one length.
struct OfLength {
    shape: Arc<Shape>,
    /// The first of them, which the others are made of: most of a site begin alike.
    first: OnceLock<Option<(Vec<u8>, Modules)>>,
}

/// The codes of one size and level of correction.
struct Shape {
    /// How many the library was asked for.
    asked: AtomicUsize,
    /// What each bit of a text changes, as far as it was asked for.
    changes: Vec<OnceLock<Modules>>,
}

impl Codes {
    /// The code of a text; `None` where it is too long for one.
    pub(super) fn of(&self, text: &str) -> Option<Modules> {
        let segments = QrSegment::make_segments(text);
        let is_bytes = matches!(&segments[..], [one] if one.mode() == QrSegmentMode::Byte);
        let known = self.of_lengths.read().unwrap_or_else(PoisonError::into_inner).get(&text.len()).cloned();
        let known = known.filter(|_| is_bytes);
        if let Some(codes) = known.as_ref().filter(|codes| codes.shape.pays()) {
            return codes.put_together(text.as_bytes());
        }
        let code = encode(&segments)?;
        let modules = Modules::of(&code);
        match known {
            Some(codes) => drop(codes.shape.asked.fetch_add(1, Ordering::Relaxed)),
            None if is_bytes && modules.size <= LARGEST => {
                self.note(text.len(), (modules.size, code.error_correction_level()));
            }
            None => {}
        }
        Some(modules)
    }

    /// Notes that the library was asked for a code of a length that wasn't known, and which shape it has.
    fn note(&self, length: usize, shape: (usize, QrCodeEcc)) {
        let mut shapes = self.shapes.lock().unwrap_or_else(PoisonError::into_inner);
        let shape = Arc::clone(shapes.entry(shape).or_insert_with(|| Arc::new(Shape::of(shape.0))));
        drop(shapes);
        shape.asked.fetch_add(1, Ordering::Relaxed);
        let of_length = Arc::new(OfLength { shape, first: OnceLock::new() });
        self.of_lengths.write().unwrap_or_else(PoisonError::into_inner).entry(length).or_insert(of_length);
    }
}

impl Shape {
    fn of(size: usize) -> Self {
        // No code has more bits of text than modules.
        Self { asked: AtomicUsize::new(0), changes: (0..size * size).map(|_| OnceLock::new()).collect() }
    }

    /// Whether so many codes were asked for that there will be as many again: about as many as there are bits to ask for.
    fn pays(&self) -> bool {
        self.asked.load(Ordering::Relaxed) > self.changes.len() / 2
    }
}

impl OfLength {
    fn put_together(&self, text: &[u8]) -> Option<Modules> {
        let first = self.first.get_or_init(|| {
            let code = encode(&[QrSegment::make_bytes(text)])?;
            Some((text.to_vec(), Modules::of(&code)))
        });
        let first = first.as_ref()?;
        let mut modules = first.1.clone();
        for (at, (own, other)) in first.0.iter().zip(text).enumerate() {
            let mut bits = own ^ other;
            while bits != 0 {
                let bit = bits.trailing_zeros();
                bits &= bits - 1;
                let known = self.shape.changes.get(at * 8 + bit as usize)?;
                modules.change(known.get_or_init(|| change_of(first, at, bit)));
            }
        }
        Some(modules)
    }
}

/// What one bit changes of a text, and of all others of its length.
fn change_of((text, modules): &(Vec<u8>, Modules), at: usize, bit: u32) -> Modules {
    let mut bytes = text.clone();
    bytes[at] ^= 1 << bit;
    let changed = encode(&[QrSegment::make_bytes(&bytes)]).map(|code| Modules::of(&code));
    let mut changed = changed.unwrap_or_else(|| modules.clone());
    changed.change(modules);
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

    /// Codes of which all that can be put together are.
    fn learned(lengths: &[usize]) -> Codes {
        let codes = Codes::default();
        for length in lengths {
            assert!(codes.of(&"a".repeat(*length)).is_some());
        }
        for shape in codes.shapes.lock().expect("unbroken").values() {
            shape.asked.store(usize::MAX / 2, Ordering::Relaxed);
        }
        codes
    }

    #[test]
    fn what_is_put_together_is_what_the_library_makes() {
        // Over all lengths at which a code grows or has another level of correction.
        let lengths: Vec<usize> = (1..150).collect();
        let codes = learned(&lengths);
        for length in lengths {
            // The second differs from the first in all bytes, the third in some.
            for (step, shift) in [(7, 0), (7, 3), (9, 0)] {
                let letter = |at: usize| char::from(b"abz/-09:.~"[(at * step + length + shift) % 10]);
                let text: String = (0..length).map(letter).collect();
                let made = encode(&QrSegment::make_segments(&text)).map(|code| Modules::of(&code));
                assert_eq!(codes.of(&text), made, "{text}");
            }
        }
        let shapes = codes.shapes.lock().expect("unbroken");
        let has_learned = |shape: &Arc<Shape>| shape.changes.iter().any(|change| change.get().is_some());
        assert!(shapes.len() > 6 && shapes.values().all(has_learned));
        assert!(shapes.keys().all(|(size, _)| *size <= LARGEST));
    }

    #[test]
    fn the_library_is_asked_until_it_pays() {
        let codes = Codes::default();
        let text = "https://portal.example/hope-project/aid-2022/";
        let made = codes.of(text);
        let has_learned = |codes: &Codes| {
            let shapes = codes.shapes.lock().expect("unbroken");
            shapes.values().any(|shape| shape.changes.iter().any(|change| change.get().is_some()))
        };
        let mut count = 1;
        while !has_learned(&codes) && count < 10_000 {
            assert_eq!(codes.of(text), made);
            assert!(codes.of(&text.replace("2022", "2023")).is_some_and(|other| Some(other) != made));
            count += 2;
        }
        assert!((400..1_000).contains(&count), "{count}");
    }

    #[test]
    fn other_texts_are_left_to_the_library() {
        let codes = learned(&[22, 5, 6, 300]);
        for text in ["HTTPS://PORTAL.EXAMPLE", "12355", "春风", &"长".repeat(100)] {
            assert!(codes.of(text).is_some_and(|modules| Some(modules) == Codes::default().of(text)), "{text}");
        }
        assert_eq!(codes.of(&"长".repeat(2_000)), None);
    }
}
