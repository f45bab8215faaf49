//! How large a drawing (SVG) is: what it says of itself, in pixels of the screen.

use quick_xml::events::{BytesStart, Event};

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
}
