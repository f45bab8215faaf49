//! What one run leaves to the next, cut in parts that are read and written at the same time.

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::recall::program_print;
use crate::base::Print;

/// How many things make a part.
pub(super) const PART: usize = 512;

/// Parts with what is needed to tell them apart, and to tell that they are whole and of this program.
pub(super) fn bundle(mut parts: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
    let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
    let head = (program_print(), print_of_parts(&parts), lengths);
    parts.insert(0, postcard::to_allocvec(&head).unwrap_or_default());
    parts
}

/// The parts of a bundle; nothing where it is damaged or of another program.
pub(super) fn unbundle(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let ((program, print, lengths), mut left): ((Print, Print, Vec<usize>), &[u8]) =
        postcard::take_from_bytes(bytes).ok()?;
    let mut parts = Vec::with_capacity(lengths.len());
    for length in lengths {
        let (part, after) = left.split_at_checked(length)?;
        parts.push(part);
        left = after;
    }
    (program == program_print() && print == print_of_parts(&parts)).then_some(parts)
}

fn print_of_parts(parts: &[impl AsRef<[u8]> + Sync]) -> Print {
    let prints: Vec<Print> = parts.par_iter().map(|part| Print::of_bytes(part.as_ref())).collect();
    Print::of(&prints)
}

/// Things as the bytes of parts.
pub(super) fn parts_of<T: Serialize + Sync>(things: &[T]) -> Vec<Vec<u8>> {
    things.par_chunks(PART).map(|part| postcard::to_allocvec(part).unwrap_or_default()).collect()
}

/// Things from parts; nothing where one of them is damaged.
pub(super) fn read_parts<T: DeserializeOwned + Send>(parts: &[&[u8]]) -> Option<Vec<T>> {
    let parts: Vec<Option<Vec<T>>> = parts.par_iter().map(|part| postcard::from_bytes(part).ok()).collect();
    let parts: Vec<Vec<T>> = parts.into_iter().collect::<Option<_>>()?;
    // Of one size from the beginning: to move what was read again and again would cost more than to read it.
    let mut things = Vec::with_capacity(parts.iter().map(Vec::len).sum());
    parts.into_iter().for_each(|part| things.extend(part));
    Some(things)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundle_that_is_damaged_is_none() {
        let bytes = bundle(vec![b"one".to_vec(), Vec::new(), b"another".to_vec()]).concat();
        assert_eq!(unbundle(&bytes), Some(vec![&b"one"[..], &b""[..], &b"another"[..]]));
        for cut in 0..bytes.len() {
            assert_eq!(unbundle(&bytes[..cut]), None, "cut at {cut}");
        }
        let mut other = bytes.clone();
        if let Some(last) = other.last_mut() {
            *last ^= 1;
        }
        assert_eq!(unbundle(&other), None);
    }
}
