//! WebM and Matroska: elements in elements, each with its name and its length.

use std::ops::Range;

use super::super::metadata::find;
use super::{Notes, Part, is_label, label_in};

const SEGMENT: u32 = 0x1853_8067;
const CLUSTER: u32 = 0x1F43_B675;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const VIDEO: u32 = 0xE0;
const PIXEL_WIDTH: u32 = 0xB0;
const PIXEL_HEIGHT: u32 = 0xBA;
const INFO: u32 = 0x1549_A966;
const TITLE: u32 = 0x7BA9;
const FILE_NAME: u32 = 0x7384;
const TRACK_NAME: u32 = 0x536E;
const TAGS: u32 = 0x1254_C367;
const TAG: u32 = 0x7373;
const SIMPLE_TAG: u32 = 0x67C8;
const ATTACHMENTS: u32 = 0x1941_A469;
const CHECKSUM: u32 = 0xBF;

/// What stands in the place of what was taken out.
const VOID: u8 = 0xEC;

/// An element, of a kind that is a number.
type Found = Part<u32>;

/// What the notes of a film tell.
pub(super) fn look_at(bytes: &[u8]) -> Notes {
    let mut notes = Notes::default();
    for part in parts(bytes) {
        let inside = part.held(bytes);
        match part.kind {
            TRACKS => notes.size = notes.size.or_else(|| size_in(bytes, &part)),
            TAGS | INFO => {
                let tells = part.kind == TAGS && find(&inside.to_ascii_uppercase(), b"LOCATION").is_some();
                notes.located |= tells;
                notes.label = notes.label.take().or_else(|| label_in(inside));
            }
            _ => {}
        }
    }
    notes.personal = !blanks(bytes).is_empty();
    notes
}

/// Takes the notes out, in place.
pub(super) fn strip(bytes: &mut [u8]) {
    for range in blanks(bytes) {
        if let Some(room) = bytes.get_mut(range) {
            void(room);
        }
    }
}

/// Makes an element of nothing out of as many bytes.
fn void(room: &mut [u8]) {
    let length = room.len();
    room.fill(0);
    match (room, length) {
        ([name, size, ..], 2..=8) => (*name, *size) = (VOID, 0x80 | (length - 2) as u8),
        ([name, rest @ ..], 9..) => {
            *name = VOID;
            rest[..8].copy_from_slice(&(((length - 9) as u64) | 1 << 56).to_be_bytes());
        }
        _ => {}
    }
}

/// What is to be room: tags, attachments, titles and names, without the label that says AI made the film.
fn blanks(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut blanks = Vec::new();
    for part in parts(bytes) {
        match part.kind {
            TAGS if is_label(part.held(bytes)) => add_blanks(bytes, &part, &mut blanks),
            TAGS | ATTACHMENTS => blanks.push(part.range),
            INFO | TRACKS => add_blanks(bytes, &part, &mut blanks),
            _ => {}
        }
    }
    blanks
}

/// The notes in a part. A checksum over one that has some would be wrong then.
fn add_blanks(bytes: &[u8], part: &Found, blanks: &mut Vec<Range<usize>>) {
    let before = blanks.len();
    let mut checksum = None;
    for child in children(bytes, part.inside()) {
        let holds_label = is_label(child.held(bytes));
        match child.kind {
            TAG if holds_label => add_blanks(bytes, &child, blanks),
            TRACK => add_blanks(bytes, &child, blanks),
            TAG | SIMPLE_TAG | TITLE | FILE_NAME | TRACK_NAME if !holds_label => blanks.push(child.range),
            CHECKSUM => checksum = Some(child.range),
            _ => {}
        }
    }
    blanks.extend(checksum.filter(|_| blanks.len() > before));
}

/// Width and height in pixels of the first track that shows something.
fn size_in(bytes: &[u8], tracks: &Found) -> Option<(usize, usize)> {
    let videos = children(bytes, tracks.inside()).into_iter().filter(|track| track.kind == TRACK);
    videos.flat_map(|track| children(bytes, track.inside())).filter(|part| part.kind == VIDEO).find_map(|video| {
        let sides = children(bytes, video.inside());
        let side = |name: u32| sides.iter().find(|side| side.kind == name).map(|side| number_in(bytes, side));
        side(PIXEL_WIDTH).zip(side(PIXEL_HEIGHT)).filter(|(width, height)| *width > 0 && *height > 0)
    })
}

fn number_in(bytes: &[u8], element: &Found) -> usize {
    let digits = element.held(bytes);
    digits.iter().take(4).fold(0, |sum, byte| sum << 8 | usize::from(*byte))
}

/// The parts of the film: what its segments hold.
fn parts(bytes: &[u8]) -> Vec<Found> {
    let segments = children(bytes, 0..bytes.len()).into_iter().filter(|found| found.kind == SEGMENT);
    segments.flat_map(|segment| children(bytes, segment.inside())).collect()
}

/// The elements of a range, up to the first that can't be one. A cluster of unknown length, as it comes out of a
/// camera that was still running, ends where the range does; what follows it is found among what it holds.
fn children(bytes: &[u8], range: Range<usize>) -> Vec<Found> {
    let mut all = Vec::new();
    let mut at = range.start;
    while let Some(found) = element_at(bytes, at, range.end) {
        let is_open = found.kind == CLUSTER && found.range.end == range.end;
        at = if is_open { found.contents } else { found.range.end };
        all.push(found);
    }
    all
}

fn element_at(bytes: &[u8], at: usize, end: usize) -> Option<Found> {
    let first = *bytes.get(at).filter(|_| at < end)?;
    let name_length = first.leading_zeros() as usize + 1;
    if name_length > 4 {
        return None;
    }
    let name = bytes.get(at..at + name_length)?.iter().fold(0, |sum, byte| sum << 8 | u32::from(*byte));
    let size_at = at + name_length;
    let size_length = bytes.get(size_at)?.leading_zeros() as usize + 1;
    if size_length > 8 {
        return None;
    }
    let contents = size_at + size_length;
    let digits = bytes.get(size_at..contents)?.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
    let most = (1_u64 << (7 * size_length)) - 1;
    let length = match digits & most {
        unknown if unknown == most => usize::MAX,
        known => usize::try_from(known).unwrap_or(usize::MAX),
    };
    let end = contents.saturating_add(length).min(end);
    (end >= contents).then_some(Found { kind: name, range: at..end, contents })
}

#[cfg(test)]
mod tests {
    use super::super::super::AiLabel;
    use super::*;

    fn element(name: u32, contents: &[u8]) -> Vec<u8> {
        let name: Vec<u8> = name.to_be_bytes().into_iter().skip_while(|byte| *byte == 0).collect();
        let length = u8::try_from(contents.len()).ok().filter(|length| *length < 127);
        let size = length.map_or_else(|| (0x4000 | contents.len() as u16).to_be_bytes().to_vec(), |l| vec![0x80 | l]);
        [name, size, contents.to_vec()].concat()
    }

    fn film(tags: &[u8], open: bool) -> Vec<u8> {
        let info = element(INFO, &element(0x4D80, b"muxer"));
        let tags = [info, tags.to_vec()].concat();
        let video = element(VIDEO, &[element(PIXEL_WIDTH, &[7, 128]), element(PIXEL_HEIGHT, &[4, 56])].concat());
        let tracks = element(TRACKS, &element(TRACK, &video));
        let block = element(0xA3, b"LOCATION");
        let (cluster, segment_size) = match open {
            true => ([&[0x1F, 0x43, 0xB6, 0x75, 0xFF][..], &block].concat(), vec![0xFF]),
            false => (element(CLUSTER, &block), vec![]),
        };
        let inside = [tracks, cluster, tags].concat();
        let segment = if open {
            [&[0x18, 0x53, 0x80, 0x67][..], &segment_size, &inside].concat()
        } else {
            element(SEGMENT, &inside)
        };
        [element(0x1A45_DFA3, b"head"), segment].concat()
    }

    fn tag(name: &str, value: &str) -> Vec<u8> {
        element(SIMPLE_TAG, &[element(0x45A3, name.as_bytes()), element(0x4487, value.as_bytes())].concat())
    }

    fn stripped(film: &[u8]) -> Vec<u8> {
        let mut bytes = film.to_vec();
        strip(&mut bytes);
        assert_eq!(bytes.len(), film.len(), "nothing moves");
        bytes
    }

    #[test]
    fn places_are_found_in_tags_and_taken_out() {
        let tags = element(TAGS, &element(TAG, &tag("LOCATION", "+00.0000+000.0000/")));
        for open in [false, true] {
            let told = film(&tags, open);
            let notes = look_at(&told);
            assert!(notes.located && notes.personal && notes.size == Some((1920, 1080)), "{notes:?}, {open}");
            let clean = stripped(&told);
            assert!(find(&clean, b"+00.0000").is_none());
            assert!(!look_at(&clean).located && !look_at(&clean).personal);
            assert_eq!(look_at(&clean).size, Some((1920, 1080)));
            for end in 0..told.len() {
                let _ = (look_at(&told[..end]), stripped(&told[..end]));
            }
        }
        assert!(!look_at(&film(b"", false)).located, "what a film shows is no tag");
    }

    #[test]
    fn titles_and_names_go_with_the_checksums_over_them() {
        let info = element(INFO, &[element(CHECKSUM, b"sums"), element(TITLE, "甲的短片".as_bytes())].concat());
        let tracks = element(TRACKS, &element(TRACK, &element(TRACK_NAME, b"Phone 7")));
        let told = film(&[info, tracks].concat(), false);
        let clean = stripped(&told);
        assert!(look_at(&told).personal && !look_at(&clean).personal);
        assert!(
            find(&clean, b"Phone 7").is_none() && find(&clean, b"sums").is_none() && find(&clean, b"muxer").is_some()
        );
    }

    #[test]
    fn a_label_stays_and_what_stands_beside_it_goes() {
        let both = [tag("LOCATION", "+00.0000+000.0000/"), tag("AIGC", "{\"Label\":\"1\"}")].concat();
        let told = film(&element(TAGS, &[element(TAG, &both), element(TAG, &tag("ARTIST", "甲"))].concat()), false);
        let label = Some(AiLabel { aigc: Some("{\"Label\":\"1\"}".to_owned()), source_type: None });
        let clean = stripped(&told);
        assert_eq!((look_at(&told).label, look_at(&clean).label), (label.clone(), label));
        assert!(find(&clean, b"+00.0000").is_none() && find(&clean, b"ARTIST").is_none());
        assert!(!look_at(&clean).personal, "there is nothing more to take out");
    }
}
