//! MP4, MOV and 3GP: boxes in boxes, each with its length and its kind.

use std::ops::Range;

use super::super::metadata::find;
use super::{Edit, Notes, Part, is_label, label_in};

/// Boxes that hold boxes on the way to what is looked for.
const CONTAINERS: [&[u8; 4]; 5] = [b"moov", b"trak", b"mdia", b"minf", b"stbl"];

/// Boxes of notes.
const NOTES: [&[u8; 4]; 3] = [b"udta", b"meta", b"uuid"];

/// Kinds of samples that tell where a camera was, moment by moment: GoPro's and Google's.
const TRAVELS: [&[u8]; 2] = [b"gpmd", b"camm"];

/// Kinds of samples that are words, in which drones write where they are.
const WORDS: [&[u8]; 5] = [b"tx3g", b"text", b"wvtt", b"stpp", b"sbtl"];

/// How those words begin.
const WORDS_OF_PLACES: [&[u8]; 5] = [b"GPS(", b"GPS (", b"GPS:", b"latitude", b"Latitude"];

/// More boxes than this in a row are no film's, and would fill the memory.
const MOST_BOXES: usize = 100_000;

/// How notes name a place.
const PLACES: [&[u8]; 6] =
    [b"\xA9xyz", b"loci", b"location.ISO6709", b"GPSCoordinates", b"GPSLatitude", b"GPSLongitude"];

/// Boxes that are nested deeper are no film's.
const DEEPEST: usize = 8;

/// A box, of a kind of four letters.
type Found = Part<[u8; 4]>;

/// What the notes of a film tell.
pub(super) fn look_at(bytes: &[u8]) -> Notes {
    let mut notes = Notes::default();
    let mut has_words = false;
    visit(bytes, 0..bytes.len(), 0, &mut |found| {
        let inside = found.held(bytes);
        match &found.kind {
            b"tkhd" => notes.size = notes.size.or_else(|| size_of(inside)),
            b"stsd" => {
                // The number of entries and the length of the first stand before its kind.
                let kind = inside.get(12..16).unwrap_or_default();
                notes.bound |= TRAVELS.contains(&kind);
                has_words |= WORDS.contains(&kind);
            }
            // Notes that are packed with all the rest.
            b"cmov" => notes.bound = true,
            kind => {
                let tells = PLACES.iter().any(|name| find(inside, name).is_some());
                notes.located |= tells;
                // A label that stands with a place, and no room for the label alone.
                let is_packet = matches!(kind, b"uuid" | b"XMP_") && is_label(inside);
                notes.bound |= tells && is_packet && label_alone(inside).is_none();
                notes.label = notes.label.take().or_else(|| label_in(inside));
            }
        }
    });
    notes.bound |= has_words && WORDS_OF_PLACES.iter().any(|words| find(bytes, words).is_some());
    notes.bound |= children(bytes, 0..bytes.len()).len() >= MOST_BOXES;
    notes.located |= notes.bound;
    notes.personal = !edits(bytes).is_empty();
    notes
}

/// Takes the notes out, in place.
pub(super) fn strip(bytes: &mut [u8]) {
    for Edit { part, held } in edits(bytes) {
        let Some(room) = bytes.get_mut(part.range.clone()) else { continue };
        // A key of another kind is what some players stumble over.
        if let Some(kind) = room.get_mut(4..8).filter(|kind| held.is_none() && *kind != b"mdta") {
            kind.copy_from_slice(b"free");
        }
        let held = held.unwrap_or_default().into_iter().chain(std::iter::repeat(0));
        room.iter_mut().skip(part.contents - part.range.start).zip(held).for_each(|(byte, new)| *byte = new);
    }
}

/// Whether a picture of boxes holds others than those that show it.
pub(super) fn holds_more_than_pictures(bytes: &[u8]) -> bool {
    let is_room = |found: &Found| matches!(&found.kind, b"free" | b"skip") && !says_something(bytes, found);
    let shows = |found: &Found| matches!(&found.kind, b"ftyp" | b"meta" | b"mdat" | b"moov") || is_room(found);
    !children(bytes, 0..bytes.len()).iter().all(shows)
}

/// What is to be room: notes, without the label that says AI made the film and what leads to it.
fn edits(bytes: &[u8]) -> Vec<Edit<[u8; 4]>> {
    let mut edits = Vec::new();
    visit(bytes, 0..bytes.len(), 0, &mut |found| {
        if NOTES.contains(&&found.kind) {
            add_edits(bytes, found, DEEPEST, &mut edits);
        }
    });
    edits
}

fn add_edits(bytes: &[u8], note: Found, depth: usize, edits: &mut Vec<Edit<[u8; 4]>>) {
    let inside = note.held(bytes);
    let room = |part| Edit { part, held: None };
    match &note.kind {
        _ if !is_label(inside) => edits.extend(Some(note).filter(|note| says_something(bytes, note)).map(room)),
        b"udta" if depth > 0 => {
            for child in children(bytes, note.inside()) {
                add_edits(bytes, child, depth - 1, edits);
            }
        }
        b"meta" => {
            // Apple's begin with a box at once, others with four bytes of version and flags.
            let is_plain = inside.get(4..8).is_some_and(|kind| kind == b"hdlr");
            let from = if is_plain { note.contents } else { note.contents + 4 };
            edits.extend(notes_beside_label(bytes, &children(bytes, from..note.range.end)).into_iter().map(room));
        }
        b"uuid" | b"XMP_" => edits.extend(label_alone(inside).map(|held| Edit { part: note, held: Some(held) })),
        _ => {}
    }
}

/// A note of XMP with the label alone; `None` where it holds no more, or there is no room.
fn label_alone(note: &[u8]) -> Option<Vec<u8>> {
    let from = [&b"<?xpacket"[..], b"<x:xmpmeta", b"<rdf:RDF"].into_iter().filter_map(|mark| find(note, mark)).min()?;
    let label = label_in(note)?;
    let fits = |packet: &String| from + packet.len() <= note.len();
    let packet = [label.packet(), label.bare_packet()].into_iter().find(fits)?;
    let room = note.len() - from - packet.len();
    let alone = [note.get(..from)?, packet.as_bytes(), &vec![b' '; room]].concat();
    (alone != note).then_some(alone)
}

/// The keys and values of a list of notes that aren't the label.
fn notes_beside_label(bytes: &[u8], parts: &[Found]) -> Vec<Found> {
    let of_kind = |kind: &'static [u8; 4]| parts.iter().filter(move |part| &part.kind == kind);
    // Before the first key stand version, flags and a count.
    let keys: Vec<Found> =
        of_kind(b"keys").flat_map(|keys| children(bytes, keys.contents + 8..keys.range.end)).collect();
    let is_label_in = |found: &Found| is_label(found.held(bytes));
    let names_label: Vec<bool> = keys.iter().map(is_label_in).collect();
    let items = of_kind(b"ilst").flat_map(|list| children(bytes, list.inside()));
    let others = items.filter(|item| !is_named_label(item, &names_label) && !is_label_in(item));
    let keys = keys.iter().zip(&names_label).filter(|(_, is_label)| !**is_label).map(|(key, _)| key.clone());
    keys.chain(others).filter(|found| says_something(bytes, found)).collect()
}

fn says_something(bytes: &[u8], found: &Found) -> bool {
    found.held(bytes).iter().any(|byte| *byte != 0)
}

/// Whether an item of a list is, by the number that it has for a kind, the value of a key that names the label.
fn is_named_label(item: &Found, keys: &[bool]) -> bool {
    let number = usize::try_from(u32::from_be_bytes(item.kind)).unwrap_or(0);
    number.checked_sub(1).and_then(|index| keys.get(index)).copied().unwrap_or(false)
}

/// Width and height of a track as it is seen: a quarter turn exchanges them. `None` where it shows nothing.
fn size_of(track: &[u8]) -> Option<(usize, usize)> {
    let times = if *track.first()? == 1 { 36 } else { 24 };
    let matrix = times + 16;
    let fixed = |at: usize| -> Option<u32> {
        let four: [u8; 4] = track.get(at..at + 4)?.try_into().ok()?;
        Some(u32::from_be_bytes(four))
    };
    let (width, height) = ((fixed(matrix + 36)? >> 16) as usize, (fixed(matrix + 40)? >> 16) as usize);
    let is_turned = fixed(matrix)? == 0 && fixed(matrix + 4)? != 0;
    let size = if is_turned { (height, width) } else { (width, height) };
    (width > 0 && height > 0).then_some(size)
}

/// Calls `told` for each box of notes, header of a track and table of samples.
fn visit(bytes: &[u8], range: Range<usize>, depth: usize, told: &mut impl FnMut(Found)) {
    for found in children(bytes, range) {
        if NOTES.contains(&&found.kind) || matches!(&found.kind, b"tkhd" | b"stsd" | b"cmov") {
            told(found);
        } else if CONTAINERS.contains(&&found.kind) && depth < DEEPEST {
            visit(bytes, found.inside(), depth + 1, told);
        }
    }
}

/// The boxes of a range, up to the first that can't be one.
fn children(bytes: &[u8], range: Range<usize>) -> Vec<Found> {
    let mut all = Vec::new();
    let mut at = range.start;
    while let Some(head) = bytes.get(at..at + 8).filter(|_| at + 8 <= range.end && all.len() < MOST_BOXES) {
        let kind = [head[4], head[5], head[6], head[7]];
        let stated = u32::from_be_bytes([head[0], head[1], head[2], head[3]]);
        let (contents, length) = match stated {
            0 => (at + 8, range.end - at),
            1 => {
                let Some(long) = bytes.get(at + 8..at + 16) else { break };
                let long = long.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
                (at + 16, usize::try_from(long).unwrap_or(usize::MAX))
            }
            short => (at + 8, short as usize),
        };
        let end = at.saturating_add(length).min(range.end);
        if end < contents {
            break;
        }
        all.push(Found { kind, range: at..end, contents });
        at = end;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::super::AiLabel;
    use super::*;

    fn boxed(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
        let length = u32::try_from(contents.len() + 8).expect("short");
        [&length.to_be_bytes()[..], kind, contents].concat()
    }

    fn film(moov: &[u8]) -> Vec<u8> {
        [boxed(b"ftyp", b"isom"), boxed(b"moov", moov), boxed(b"mdat", b"\xA9xyz data")].concat()
    }

    fn stripped(film: &[u8]) -> Vec<u8> {
        let mut bytes = film.to_vec();
        strip(&mut bytes);
        assert_eq!(bytes.len(), film.len(), "nothing moves");
        bytes
    }

    fn says(bytes: &[u8], text: &[u8]) -> bool {
        find(bytes, text).is_some()
    }

    #[test]
    fn the_place_of_a_film_is_found_in_its_notes_alone_and_taken_out() {
        let place = boxed(b"udta", &boxed(b"\xA9xyz", b"\0\x12\x15\xC7+00.0000+000.0000/"));
        let track = boxed(b"trak", &boxed(b"udta", &boxed(b"name", b"Phone")));
        let told = film(&[track, place].concat());
        assert!(look_at(&told).located && look_at(&told).personal);
        let clean = stripped(&told);
        assert!(!says(&clean, b"+00.0000") && !says(&clean, b"Phone") && says(&clean, b"\xA9xyz data"));
        assert_eq!(look_at(&clean), Notes::default());
        for end in 0..told.len() {
            let _ = (look_at(&told[..end]), stripped(&told[..end]));
        }
    }

    #[test]
    fn a_label_stays_and_what_stands_beside_it_goes() {
        let key = |name: &[u8]| boxed(b"mdta", name);
        let keys = [&[0; 4][..], &2_u32.to_be_bytes(), &key(b"com.apple.quicktime.location.ISO6709"), &key(b"AIGC")];
        let item = |number: u32, text: &[u8]| boxed(&number.to_be_bytes(), &boxed(b"data", text));
        let list = [item(1, b"+00.0000+000.0000/"), item(2, b"{\"Label\":\"1\"}")].concat();
        let meta = [&[0; 4][..], &boxed(b"hdlr", b"mdta"), &boxed(b"keys", &keys.concat()), &boxed(b"ilst", &list)];
        let told = film(&boxed(b"udta", &[boxed(b"meta", &meta.concat()), boxed(b"\xA9mod", b"Phone 7")].concat()));
        let label = Some(AiLabel { aigc: Some("{\"Label\":\"1\"}".to_owned()), source_type: None });
        assert_eq!(look_at(&told).label, label);
        let clean = stripped(&told);
        assert_eq!(look_at(&clean).label, label);
        assert!(!says(&clean, b"+00.0000") && !says(&clean, b"Phone 7"));
        assert!(!look_at(&clean).personal && !look_at(&clean).located, "there is nothing more to take out");
    }

    #[test]
    fn labels_of_other_kinds_stay_too() {
        let trained = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
        let claim = boxed(b"uuid", format!("0123456789abcdef c2pa {trained}").as_bytes());
        let packet = format!(
            "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description exif:GPSLatitude='12,34N' \
             Iptc4xmpExt:DigitalSourceType='{trained}'/></rdf:RDF></x:xmpmeta>{}",
            " ".repeat(800)
        );
        let notes = boxed(b"uuid", format!("fedcba9876543210{packet}").as_bytes());
        let short = [film(b""), boxed(b"uuid", format!("fedcba9876543210{}", packet.trim()).as_bytes())].concat();
        assert!(look_at(&short).bound, "there is no room for the label alone");
        for (note, is_located) in [(claim, false), (notes, true)] {
            let told = [film(b""), note].concat();
            let label = Some(AiLabel { aigc: None, source_type: Some(trained.to_owned()) });
            assert_eq!((look_at(&told).label, look_at(&told).located), (label.clone(), is_located));
            let clean = stripped(&told);
            assert_eq!((look_at(&clean).label, look_at(&clean).located), (label, false));
            assert!(!look_at(&clean).personal && !says(&clean, b"GPSLatitude"));
        }
    }

    #[test]
    fn words_of_a_drone_that_tell_its_place_are_bound_to_their_film() {
        let samples = boxed(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &boxed(b"tx3g", b"")].concat());
        let track = boxed(b"trak", &boxed(b"mdia", &boxed(b"minf", &boxed(b"stbl", &samples))));
        assert!(!look_at(&film(&track)).bound, "captions alone tell none");
        let told = [film(&track), boxed(b"mdat", b"F/2.8, GPS (000.0000, 00.0000, 19)")].concat();
        assert!(look_at(&told).bound && look_at(&told).located);
        assert!(look_at(&film(&boxed(b"cmov", b"packed"))).bound);
    }

    #[test]
    fn a_film_says_how_large_it_is_seen() {
        let header = |turned: bool| {
            let side = |side: u32| (side << 16).to_be_bytes();
            let (a, b) = if turned { (0_u32, 0x0001_0000_u32) } else { (0x0001_0000, 0) };
            let matrix = [&a.to_be_bytes()[..], &b.to_be_bytes(), &[0; 28]].concat();
            boxed(b"trak", &boxed(b"tkhd", &[&[0; 40][..], &matrix, &side(1920), &side(1080)].concat()))
        };
        assert_eq!(look_at(&film(&header(false))).size, Some((1920, 1080)));
        assert_eq!(look_at(&film(&header(true))).size, Some((1080, 1920)));
        assert_eq!(look_at(&film(b"")).size, None);
    }

    #[test]
    fn a_track_of_places_is_bound_to_its_film() {
        let samples = boxed(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &boxed(b"gpmd", b"")].concat());
        let track = boxed(b"trak", &boxed(b"mdia", &boxed(b"minf", &boxed(b"stbl", &samples))));
        let notes = look_at(&film(&track));
        assert!(notes.bound && notes.located);
    }
}
