//! Parts of a whole as a ring. Each part has a number that leads to its name below, so that no colour has to be told
//! from another.

use super::drawing::{Anchor, Drawing, Lane, Text};
use super::letters::{Letters, ROOM};
use super::measure::{Em, Hundredths, Part};
use super::{Heading, Slice};
use crate::figures::Decimal;

/// The ring's own drawing is 120 units high and wide, shown at this height: ten units are one em.
const RING: Em = Em(1200);
const RADIUS: &str = "42";
/// The length of a circle of that radius, in hundredths. Validators of HTML don't know `pathLength`.
const AROUND: i64 = 26_389;
const LINE: Em = Em(175);
/// The room in the hole of the ring.
const HOLE: Em = Em(520);
/// Names and numbers are broken into so many lines; the table has them whole.
const LINES: usize = 3;
/// Shades of the one colour; what comes after has the last.
const SHADES: [(&str, &str); 6] =
    [("c-1", "1"), ("c-2", ".8"), ("c-3", ".64"), ("c-4", ".5"), ("c-5", ".38"), ("c-6", ".28")];

pub(super) fn donut(slices: &[Slice], whole: &[String; 2], heading: &Heading) -> String {
    let keys: Vec<Key> = slices.iter().enumerate().map(|(index, slice)| Key::of(index, slice)).collect();
    let count: usize = keys.iter().map(Key::lines).sum();
    let rows = i32::try_from(count).unwrap_or(0) * LINE.0;
    let mut drawing = Drawing::new("donut", RING + Em(rows + 60), heading);
    ring(&mut drawing, slices, whole);
    let mut y = RING + Em(40);
    for (index, key) in keys.iter().enumerate() {
        let (class, opacity) = shade(index);
        drawing.rect(Lane { class, y: y + Em(28), height: Em(100) }, Part::NONE, "1em", opacity);
        for (line, text) in key.name.iter().enumerate() {
            let place = y + LINE.times(line) + Em(115);
            drawing.text(&at("c-label", Anchor::Start, (Part::NONE, Em(150)), place, text));
        }
        let first = if key.beside { 0 } else { key.name.len() };
        for (line, text) in key.number.iter().enumerate() {
            let place = y + LINE.times(first + line) + Em(115);
            drawing.text(&at("c-value", Anchor::End, (Part::ALL, Em(0)), place, text));
        }
        y = y + LINE.times(key.lines());
    }
    drawing.finish()
}

/// What a part is: its name in lines, and its number beside them or, where there is no room, below.
struct Key {
    name: Vec<String>,
    number: Vec<String>,
    beside: bool,
}

impl Key {
    fn of(index: usize, slice: &Slice) -> Self {
        let name = format!("{} {}", index + 1, slice.label);
        let (name_room, whole) = (ROOM - Em(150), format!("{} {}", slice.amount.text, slice.share));
        let beside = Letters::Plain.width(&name) + Letters::Bold.width(&whole) + Em(230) <= ROOM;
        // The number and its share are in two lines rather than torn anywhere.
        let number = if Letters::Bold.width(&whole) <= ROOM {
            vec![whole]
        } else {
            let parts = [&slice.amount.text, &slice.share].into_iter();
            parts.flat_map(|part| Letters::Bold.broken(part, (ROOM, ROOM), LINES)).collect()
        };
        Self { name: Letters::Plain.broken(&name, (name_room, name_room), LINES), number, beside }
    }

    fn lines(&self) -> usize {
        if self.beside { 1 } else { self.name.len() + self.number.len() }
    }
}

fn at<'t>(class: &'static str, anchor: Anchor, (x, dx): (Part, Em), y: Em, text: &'t str) -> Text<'t> {
    Text { class, anchor, x, dx, y, text }
}

fn shade(index: usize) -> (&'static str, &'static str) {
    SHADES[index.min(SHADES.len() - 1)]
}

/// The ring from twelve o'clock: each part is the one dash of a circle.
fn ring(drawing: &mut Drawing, slices: &[Slice], whole: &[String; 2]) {
    let height = RING.to_string();
    drawing.open("svg", &[("viewBox", "-60 -60 120 120"), ("width", "100%"), ("height", &height)]);
    for radius in ["51", "33"] {
        let edge = [("class", "c-ring"), ("r", radius), ("fill", "none"), ("stroke", "currentColor")];
        drawing.empty("circle", &edge);
    }
    let sum: Decimal = slices.iter().fold(Decimal::ZERO, |sum, slice| sum.saturating_add(slice.amount.value));
    let mut start = Decimal::ZERO;
    for (index, slice) in slices.iter().enumerate() {
        let from = Part::of(start, sum);
        start = start.saturating_add(slice.amount.value);
        let length = Part::of(start, sum).0 - from.0;
        if length > 0 {
            arc(drawing, index, (from, length));
        }
    }
    // Its number is outside; a part too small for one is found by its place in the list.
    let mut start = Decimal::ZERO;
    for (index, slice) in slices.iter().enumerate() {
        let from = Part::of(start, sum).0;
        start = start.saturating_add(slice.amount.value);
        let to = Part::of(start, sum).0;
        if to - from >= 250 && slices.len() > 1 {
            number(drawing, index, (from + to) / 2);
        }
    }
    total(drawing, whole);
    drawing.close("svg");
}

/// The whole in the hole: the number, its word (`about`) above it where both have no room side by side, and the unit.
fn total(drawing: &mut Drawing, whole: &[String; 2]) {
    let [number, unit] = whole;
    let split = number.split_once(' ').filter(|_| Letters::Bold.width(number) > HOLE);
    let lines = match split {
        Some((word, number)) => vec![("-9", "c-note", word), ("4", "c-total", number), ("16", "c-note", unit)],
        None => vec![("0", "c-total", number.as_str()), ("13", "c-note", unit)],
    };
    for (y, class, text) in lines {
        // As large as the letters around it, or as small as the hole wants.
        let wide = Letters::Bold.width(text).max(HOLE);
        let size = Hundredths(i64::from(HOLE.0) * 1000 / i64::from(wide.0)).to_string();
        drawing.leaf("text", &[("class", class), ("y", y), ("text-anchor", "middle"), ("font-size", &size)], text);
    }
}

fn arc(drawing: &mut Drawing, index: usize, (from, length): (Part, u32)) {
    let (class, opacity) = shade(index);
    // A gap between parts, where they are not too small to lose it.
    let drawn = if (300..10_000).contains(&length) { length - 40 } else { length };
    // A gap as long as the circle, so that rounding never begins a second dash.
    let dashes = format!("{} {}", along(drawn), Hundredths(AROUND + 1));
    let offset = Hundredths(-along(from.0).0).to_string();
    let class = format!("c-arc {class}");
    drawing.empty(
        "circle",
        &[
            ("class", class.as_str()),
            ("r", RADIUS),
            ("fill", "none"),
            ("stroke", "currentColor"),
            ("stroke-width", "16"),
            ("stroke-opacity", opacity),
            ("stroke-dasharray", &dashes),
            ("stroke-dashoffset", &offset),
            ("transform", "rotate(-90)"),
        ],
    );
}

/// How long so many ten-thousandths of the circle are.
fn along(part: u32) -> Hundredths {
    Hundredths(i64::from(part) * AROUND / i64::from(Part::ALL.0))
}

/// The number of a part outside the ring, upright: turned there and back, which needs no sines.
fn number(drawing: &mut Drawing, index: usize, at: u32) {
    let hundredths = i64::from(at) * 36_000 / i64::from(Part::ALL.0);
    let (there, back) = (Hundredths(hundredths), Hundredths(-hundredths));
    let turned = format!("rotate({there}) translate(0 -55.5) rotate({back})");
    let attributes = [
        ("class", "c-number"),
        ("transform", turned.as_str()),
        ("y", "3"),
        ("text-anchor", "middle"),
        ("font-size", "8.5"),
    ];
    drawing.leaf("text", &attributes, &(index + 1).to_string());
}
