//! Films of phones, MP4 and MOV: their boxes of notes tell where and with what a film was taken.

/// Boxes that hold boxes on the way to the notes.
const CONTAINERS: [&[u8; 4]; 4] = [b"moov", b"trak", b"mdia", b"minf"];

/// Boxes of notes.
const NOTES: [&[u8; 4]; 3] = [b"udta", b"meta", b"uuid"];

/// Boxes that are nested deeper are no film's.
const DEEPEST: usize = 6;

/// Whether a film tells where it was taken (PII-X1).
pub(super) fn tells_place(bytes: &[u8]) -> bool {
    let mut told = false;
    visit(bytes, 0..bytes.len(), 0, &mut |range| {
        let notes = bytes.get(range).unwrap_or_default();
        let says = |name: &[u8]| notes.windows(name.len()).any(|part| part == name);
        told |= says(b"\xA9xyz")
            || says(b"loci")
            || says(b"location.ISO6709")
            || says(b"GPSCoordinates")
            || says(b"GPSLatitude");
    });
    told || matroska_tells_place(bytes)
}

/// WebM has its notes as tags, by name.
fn matroska_tells_place(bytes: &[u8]) -> bool {
    const TAG: &[u8] = b"LOCATION";
    bytes.starts_with(&[0x1A, 0x45, 0xDF, 0xA3]) && bytes.windows(TAG.len()).any(|part| part == TAG)
}

/// Calls `found` with the range of each box of notes, its head of eight bytes included.
fn visit(bytes: &[u8], range: std::ops::Range<usize>, depth: usize, found: &mut impl FnMut(std::ops::Range<usize>)) {
    let mut at = range.start;
    while let Some(head) = bytes.get(at..at + 8).filter(|_| at + 8 <= range.end && depth < DEEPEST) {
        let kind = [head[4], head[5], head[6], head[7]];
        let stated = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let (start, length) = match stated {
            0 => (at + 8, range.end - at),
            1 => {
                let Some(long) = bytes.get(at + 8..at + 16) else { return };
                let long = long.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
                (at + 16, usize::try_from(long).unwrap_or(usize::MAX))
            }
            short => (at + 8, short as usize),
        };
        let end = at.saturating_add(length).min(range.end);
        if end < start {
            return;
        }
        if NOTES.contains(&&kind) {
            found(at..end);
        } else if CONTAINERS.contains(&&kind) {
            visit(bytes, start..end, depth + 1, found);
        }
        at = end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
        let length = u32::try_from(contents.len() + 8).expect("short");
        [&length.to_be_bytes()[..], kind, contents].concat()
    }

    #[test]
    fn the_place_of_a_film_is_found_in_its_notes_alone() {
        let notes = boxed(b"udta", &boxed(b"\xA9xyz", b"\0\x12\x15\xC7+00.0000+000.0000/"));
        let film = [boxed(b"ftyp", b"isom"), boxed(b"mdat", b"data"), boxed(b"moov", &notes)].concat();
        assert!(tells_place(&film));
        let silent = [boxed(b"ftyp", b"isom"), boxed(b"mdat", b"\xA9xyz"), boxed(b"moov", b"")].concat();
        assert!(!tells_place(&silent));
        for end in 0..film.len() {
            tells_place(&film[..end]);
        }
        assert!(tells_place(b"\x1A\x45\xDF\xA3 tags LOCATION +00.0000+000.0000/"));
        assert!(!tells_place(b"\x1A\x45\xDF\xA3 tags ENCODER"));
    }
}
