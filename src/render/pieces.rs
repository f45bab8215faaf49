//! Outputs that are made of many pieces, of which an edit changes one or two: the others are taken from the file that was
//! published.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::PublishedFiles;
use crate::base::{Print, SitePath};

/// The pieces of files as they were made last, by the paths of these.
pub type KnownPieces = BTreeMap<SitePath, Vec<Piece>>;

/// A piece of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// The print of all that it was made from.
    made_from: Print,
    /// Where in the file it begins.
    at: usize,
    length: usize,
    /// The print of its bytes.
    print: Print,
}

/// A file but for its pieces.
pub(super) struct Whole<'f> {
    /// Where it is published.
    pub path: SitePath,
    /// The print of what all its pieces are made from.
    pub common: Print,
    /// What stands around the pieces.
    pub beginning: &'f [u8],
    pub between: &'f [u8],
    pub end: &'f [u8],
}

/// The pieces of the outputs of one site.
#[derive(Default)]
pub(super) struct Pieces {
    before: KnownPieces,
    now: Mutex<KnownPieces>,
    published: Option<Arc<PublishedFiles>>,
}

impl Pieces {
    /// Those that another run has left, whose files are in `published`.
    pub(super) fn recalled(before: KnownPieces, published: Arc<PublishedFiles>) -> Self {
        Self { before, now: Mutex::default(), published: Some(published) }
    }

    /// Of a site that comes after another.
    pub(super) fn after(before: &Self) -> Self {
        Self { before: before.known(), now: Mutex::default(), published: before.published.clone() }
    }

    /// The pieces of all files as they were made last.
    pub(super) fn known(&self) -> KnownPieces {
        let mut known = self.before.clone();
        known.extend(self.now.lock().unwrap_or_else(PoisonError::into_inner).clone());
        known
    }

    /// The bytes of a file with a piece for each of `things`. `make` makes one, of that thing and of what is common to all.
    pub(super) fn put_together<T: Hash + Sync>(
        &self,
        whole: Whole<'_>,
        things: &[T],
        make: impl Fn(&T) -> Vec<u8> + Sync,
    ) -> Vec<u8> {
        let before = self.before.get(&whole.path).map(Vec::as_slice).unwrap_or_default();
        let read = self.published.as_ref().filter(|_| !before.is_empty());
        let published = read.and_then(|read| read(&whole.path)).unwrap_or_default();
        let made = things.par_iter().map(|thing| {
            let made_from = Print::of(&(whole.common, thing));
            let bytes = found(made_from, before, &published).map_or_else(|| Cow::Owned(make(thing)), Cow::Borrowed);
            (made_from, Print::of_bytes(&bytes), bytes)
        });
        let (bytes, pieces) = joined(&whole, &made.collect::<Vec<_>>());
        self.now.lock().unwrap_or_else(PoisonError::into_inner).insert(whole.path, pieces);
        bytes
    }
}

/// A piece that was made from the same, where it still stands in the file.
fn found<'p>(made_from: Print, before: &[Piece], published: &'p [u8]) -> Option<&'p [u8]> {
    let piece = before.iter().find(|piece| piece.made_from == made_from)?;
    let bytes = published.get(piece.at..piece.at.checked_add(piece.length)?)?;
    (Print::of_bytes(bytes) == piece.print).then_some(bytes)
}

fn joined(whole: &Whole<'_>, made: &[(Print, Print, Cow<'_, [u8]>)]) -> (Vec<u8>, Vec<Piece>) {
    let of_pieces: usize = made.iter().map(|(.., bytes)| bytes.len() + whole.between.len()).sum();
    let mut joined = Vec::with_capacity(whole.beginning.len() + of_pieces + whole.end.len());
    let mut pieces = Vec::with_capacity(made.len());
    joined.extend_from_slice(whole.beginning);
    for (number, (made_from, print, bytes)) in made.iter().enumerate() {
        if number > 0 {
            joined.extend_from_slice(whole.between);
        }
        pieces.push(Piece { made_from: *made_from, at: joined.len(), length: bytes.len(), print: *print });
        joined.extend_from_slice(bytes);
    }
    joined.extend_from_slice(whole.end);
    (joined, pieces)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    /// A file of numbers after `before`, and how many of its pieces had to be made.
    fn file_of(pieces: &Pieces, numbers: &[u32]) -> (String, usize) {
        let path = SitePath::new("data/numbers").expect("sound");
        let whole = Whole { path, common: Print::of("common"), beginning: b"[", between: b",", end: b"]" };
        let count = AtomicUsize::new(0);
        let bytes = pieces.put_together(whole, numbers, |number| {
            count.fetch_add(1, Ordering::Relaxed);
            number.to_string().into_bytes()
        });
        (String::from_utf8(bytes).expect("text"), count.into_inner())
    }

    #[test]
    fn only_what_is_new_is_made() {
        let first = Pieces::default();
        assert_eq!(file_of(&first, &[1, 22, 333]), ("[1,22,333]".to_owned(), 3));
        let published: Arc<PublishedFiles> = Arc::new(|_| Some(b"[1,22,333]".to_vec()));
        let recalled = || Pieces::recalled(first.known(), Arc::clone(&published));
        assert_eq!(file_of(&recalled(), &[1, 22, 333]), ("[1,22,333]".to_owned(), 0));
        assert_eq!(file_of(&recalled(), &[4, 1, 5, 333]), ("[4,1,5,333]".to_owned(), 2));
        assert_eq!(file_of(&recalled(), &[]), ("[]".to_owned(), 0));
    }

    #[test]
    fn a_file_that_is_not_as_it_was_is_made_anew() {
        let first = Pieces::default();
        file_of(&first, &[1, 22, 333]);
        for (left, made) in [("[1,22,33", 1), ("[1,29,333]", 1), ("", 3), ("[1,22,333", 0)] {
            let pieces = Pieces::recalled(first.known(), Arc::new(|_| Some(left.as_bytes().to_vec())));
            assert_eq!(file_of(&pieces, &[1, 22, 333]), ("[1,22,333]".to_owned(), made), "{left}");
        }
        let lost = Pieces::recalled(first.known(), Arc::new(|_| None));
        assert_eq!(file_of(&lost, &[1, 22, 333]), ("[1,22,333]".to_owned(), 3));
    }
}
