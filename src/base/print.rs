//! Fingerprints: two things with the same print are the same.

use std::cell::Cell;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rapidhash::v3::rapidhash_v3;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Buffers that are larger are given back.
const LARGEST_BUFFER: usize = 64 * 1024;

thread_local! {
    /// What prints are made in: a build makes a hundred thousand of them, most of a few bytes.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// A fingerprint of what something holds. It is the same in every run and on every machine, so that what was remembered
/// by one run can be compared with what another one finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Print(u64);

impl Print {
    /// The print of what is not there.
    pub const NOTHING: Self = Self(0);

    /// The print of a value.
    pub fn of(value: &(impl Hash + ?Sized)) -> Self {
        let mut printer = Printer(BUFFER.take());
        value.hash(&mut printer);
        let print = printer.print();
        if printer.0.capacity() <= LARGEST_BUFFER {
            printer.0.clear();
            BUFFER.set(printer.0);
        }
        print
    }

    /// The print of how a value is shown to those who look for mistakes: for what holds numbers that are equal and written
    /// otherwise.
    pub fn of_shown(value: &impl fmt::Debug) -> Self {
        let mut shown = Shown::default();
        // It takes whatever comes.
        let _ = fmt::write(&mut shown, format_args!("{value:?}"));
        shown.fold();
        shown.before
    }

    /// The print of bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(rapidhash_v3(bytes))
    }
}

/// A text whose print is made as it is written, piece by piece: of some nobody wants to see the whole.
#[derive(Default)]
struct Shown {
    before: Print,
    piece: Vec<u8>,
}

impl Shown {
    const PIECE: usize = 4096;

    fn fold(&mut self) {
        self.before = Print::of(&(self.before, &self.piece));
        self.piece.clear();
    }
}

impl fmt::Write for Shown {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.piece.extend_from_slice(text.as_bytes());
        if self.piece.len() >= Self::PIECE {
            self.fold();
        }
        Ok(())
    }
}

/// Its bytes as they are: what is remembered has a hundred thousand of them, and as numbers of any length they would take
/// more room and more time.
impl Serialize for Print {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0.to_le_bytes())
    }
}

impl<'de> Deserialize<'de> for Print {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(PrintVisitor)
    }
}

struct PrintVisitor;

impl Visitor<'_> for PrintVisitor {
    type Value = Print;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("eight bytes")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Print, E> {
        let bytes = bytes.try_into().map_err(|_| E::invalid_length(bytes.len(), &self))?;
        Ok(Print(u64::from_le_bytes(bytes)))
    }
}

/// Many prints, one behind the other in one piece of memory that copies share: of the parts of a search index there are
/// hundreds of thousands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prints(Arc<[u8]>);

impl Prints {
    /// The print at a place; that of nothing behind the last one.
    pub fn get(&self, at: usize) -> Print {
        self.numbers().get(at).map_or(Print::NOTHING, |bytes| Print(u64::from_le_bytes(*bytes)))
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = Print> + '_ {
        self.numbers().iter().map(|bytes| Print(u64::from_le_bytes(*bytes)))
    }

    fn numbers(&self) -> &[[u8; size_of::<u64>()]] {
        self.0.as_chunks().0
    }
}

impl FromIterator<Print> for Prints {
    fn from_iter<I: IntoIterator<Item = Print>>(prints: I) -> Self {
        let mut bytes = Vec::new();
        prints.into_iter().for_each(|print| bytes.extend_from_slice(&print.0.to_le_bytes()));
        Self(bytes.into())
    }
}

impl Serialize for Prints {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(&self.0)
    }
}

impl<'de> Deserialize<'de> for Prints {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(PrintsVisitor)
    }
}

struct PrintsVisitor;

impl Visitor<'_> for PrintsVisitor {
    type Value = Prints;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("eight bytes for each print")
    }

    fn visit_bytes<E: serde::de::Error>(self, bytes: &[u8]) -> Result<Prints, E> {
        match bytes.len() % size_of::<u64>() {
            0 => Ok(Prints(bytes.into())),
            _ => Err(E::invalid_length(bytes.len(), &self)),
        }
    }
}

impl fmt::Display for Print {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}", self.0)
    }
}

/// Collects what a print is made of.
///
/// Numbers are taken with their smallest byte first, whatever the machine does, and a length as eight bytes.
#[derive(Debug, Clone, Default)]
pub struct Printer(Vec<u8>);

impl Printer {
    /// The print of all that was put in.
    pub fn print(&self) -> Print {
        Print::of_bytes(&self.0)
    }
}

impl Hasher for Printer {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn write_u16(&mut self, number: u16) {
        self.write(&number.to_le_bytes());
    }

    fn write_u32(&mut self, number: u32) {
        self.write(&number.to_le_bytes());
    }

    fn write_u64(&mut self, number: u64) {
        self.write(&number.to_le_bytes());
    }

    fn write_u128(&mut self, number: u128) {
        self.write(&number.to_le_bytes());
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn finish(&self) -> u64 {
        self.print().0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_print_is_kept_as_nine_bytes() {
        for print in [Print::NOTHING, Print(u64::MAX), Print::of("青年")] {
            let kept = postcard::to_allocvec(&print).expect("kept");
            assert_eq!((kept.len(), postcard::from_bytes(&kept)), (9, Ok(print)));
        }
        assert!(postcard::from_bytes::<Print>(&[7, 0, 0, 0, 0, 0, 0, 0]).is_err());
    }

    #[test]
    fn prints_are_kept_in_one_piece() {
        let all = [Print::of("青年"), Print::NOTHING, Print(u64::MAX)];
        let prints: Prints = all.into_iter().collect();
        let kept = postcard::to_allocvec(&prints).expect("kept");
        assert_eq!((kept.len(), postcard::from_bytes(&kept)), (25, Ok(prints.clone())));
        assert_eq!([0, 1, 2, 3].map(|at| prints.get(at)), [all[0], all[1], all[2], Print::NOTHING]);
        assert!(postcard::from_bytes::<Prints>(&[3, 0, 0, 0]).is_err());
    }

    #[test]
    fn a_print_is_the_same_everywhere() {
        // Written down once: another value here means that nothing remembered by others is recognised.
        assert_eq!(Print::of(&("青年", 3_usize, Some(1_u32))), Print::of(&("青年", 3_u64, Some(1_u32))));
        assert_ne!(Print::of(&("a", "bc")), Print::of(&("ab", "c")));
        assert_eq!(Print::of_bytes("青年".as_bytes()), Print(rapidhash_v3("青年".as_bytes())));
    }
}
