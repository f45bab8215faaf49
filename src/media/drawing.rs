//! Drawings (SVG): how large they are, and what their programs noted in them.

use std::ops::Range;
use std::sync::LazyLock;

use quick_xml::events::{BytesStart, Event};
use regex::Regex;

use super::embedded::photos_to_replace;

/// Longer sides are a mistake.
const LONGEST_SIDE: f64 = 100_000.0;

/// Width and height, as stated or as its view box has them; `None` where it says neither.
pub fn drawing_size(bytes: &[u8]) -> Option<(usize, usize)> {
    let text = String::from_utf8_lossy(bytes);
    let mut reader = quick_xml::Reader::from_str(&text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                return (tag.local_name().as_ref() == "svg").then(|| size_of(&tag)).flatten();
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// The drawing as it is published: without what its program noted (who drew it, where it lies on somebody's disk), and
/// its photos without what they tell. One that can't be read stays as it is: whoever publishes refuses it.
pub fn published_drawing(bytes: Vec<u8>) -> Vec<u8> {
    // A mark of the encoding, which a parser passes over without counting it.
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").map(<[u8]>::to_vec).unwrap_or(bytes);
    let Some(mut edits) = std::str::from_utf8(&bytes).ok().and_then(notes_of_programs) else { return bytes };
    edits.extend(photos_to_replace(&bytes));
    if edits.is_empty() {
        return bytes;
    }
    edits.sort_by_key(|(range, _)| range.start);
    let mut published = Vec::with_capacity(bytes.len());
    let mut done = 0;
    // A photo inside something that goes, goes with it.
    for (range, text) in edits {
        if range.start >= done {
            published.extend_from_slice(bytes.get(done..range.start).unwrap_or_default());
            published.extend_from_slice(text.as_bytes());
            done = range.end;
        }
    }
    published.extend_from_slice(bytes.get(done..).unwrap_or_default());
    published
}

/// What is to be taken out of a drawing: `<metadata>`, and the elements and attributes of Inkscape. `None` where it can't
/// be read to its end.
fn notes_of_programs(text: &str) -> Option<Vec<(Range<usize>, String)>> {
    static NOTED: LazyLock<Regex> = LazyLock::new(|| {
        let written = r#"\s(?:inkscape|sodipodi):[\w.-]+\s*=\s*(?:"[^"]*"|'[^']*')"#;
        Regex::new(written).expect("invariant: the pattern is sound")
    });
    let mut reader = quick_xml::Reader::from_str(text);
    let mut edits = Vec::new();
    // How deep in an element that goes, and where it begins.
    let (mut depth, mut start) = (0_usize, 0);
    loop {
        let before = usize::try_from(reader.buffer_position()).ok()?;
        let event = reader.read_event().ok()?;
        let after = usize::try_from(reader.buffer_position()).ok()?;
        match event {
            Event::Eof => return Some(edits),
            Event::Start(_) if depth > 0 => depth += 1,
            Event::Start(tag) if is_note(&tag) => (depth, start) = (1, before),
            Event::Empty(tag) if depth == 0 && is_note(&tag) => edits.push((before..after, String::new())),
            Event::Start(_) | Event::Empty(_) if depth == 0 => {
                let tag = text.get(before..after)?;
                let noted = NOTED.find_iter(tag).map(|found| before + found.start()..before + found.end());
                edits.extend(noted.map(|range| (range, String::new())));
            }
            Event::End(_) if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    edits.push((start..after, String::new()));
                }
            }
            _ => {}
        }
    }
}

fn is_note(tag: &BytesStart<'_>) -> bool {
    let name = tag.name();
    let prefix = name.prefix().map(|prefix| prefix.as_ref().to_owned()).unwrap_or_default();
    name.local_name().as_ref() == "metadata" || matches!(prefix.as_str(), "inkscape" | "sodipodi")
}

fn size_of(tag: &BytesStart<'_>) -> Option<(usize, usize)> {
    let attribute = |name: &str| {
        let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
        Some(found.value.into_owned())
    };
    let pixels = |text: String| text.trim().trim_end_matches("px").parse::<f64>().ok();
    let stated = attribute("width").and_then(pixels).zip(attribute("height").and_then(pixels));
    let (width, height) = stated.or_else(|| {
        let view = attribute("viewBox")?;
        let numbers = view.split([' ', ',']).filter(|part| !part.is_empty()).map(|part| part.parse().ok());
        match numbers.collect::<Option<Vec<f64>>>()?[..] {
            [_, _, width, height] => Some((width, height)),
            _ => None,
        }
    })?;
    let side = |side: f64| (1.0..=LONGEST_SIDE).contains(&side).then(|| side.round() as usize);
    side(width).zip(side(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_says_how_large_it_is() {
        let size = |head: &str| drawing_size(format!("<?xml version=\"1.0\"?>\n{head}").as_bytes());
        assert_eq!(size("<svg width=\"40\" height=\"30px\"><g/></svg>"), Some((40, 30)));
        assert_eq!(size("<svg viewBox=\"0 0 96.4, 48\"/>"), Some((96, 48)));
        assert_eq!(size("<svg width=\"100%\" height=\"100%\" viewBox=\"0 0 8 6\"/>"), Some((8, 6)));
        for none in [
            "<svg/>",
            "<svg viewBox=\"0 0 8\"/>",
            "<html width=\"1\" height=\"1\"/>",
            "",
            "<svg width=\"0\" height=\"9\"/>",
        ] {
            assert_eq!(size(none), None, "{none}");
        }
    }
    #[test]
    fn what_a_program_noted_of_a_drawing_goes() {
        let published = |text: &str| String::from_utf8(published_drawing(text.as_bytes().to_vec())).expect("text");
        let drawn = "<svg xmlns:inkscape=\"i\" inkscape:export-filename=\"/home/a/b.png\" width=\"4\"><!-- 甲 -->\
             <sodipodi:namedview><inkscape:grid/></sodipodi:namedview><inkscape:page/>\
             <metadata><rdf:RDF><dc:creator>乙</dc:creator></rdf:RDF></metadata><g inkscape:label='丙' id=\"g\"/></svg>";
        assert_eq!(published(drawn), "<svg xmlns:inkscape=\"i\" width=\"4\"><!-- 甲 --><g id=\"g\"/></svg>");
        assert_eq!(published("\u{FEFF}<svg> <metadata>x</metadata> <g/></svg>"), "<svg>  <g/></svg>");
        for same in ["<svg width=\"4\"><g/></svg>", "<svg><metadata>", "no drawing", ""] {
            assert_eq!(published(same), same);
        }
    }
}
