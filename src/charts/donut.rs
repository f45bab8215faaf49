//! Parts of a whole as a ring. Each part has a number that leads to its name below, so that no colour has to be told
//! from another.

use super::drawing::{Anchor, Drawing, Lane, Text};
use super::letters::{ROOM, broken, width};
use super::measure::{Em, Hundredths, Part};
use super::{Heading, Slice};
use crate::figures::Decimal;

/// The ring's own drawing is 120 units high and wide, shown at this height: ten units are one em.
const RING: Em = Em(1200);
const RADIUS: &str = "42";
/// The length of a circle of that radius, in hundredths. Validators of HTML don't know `pathLength`.
const AROUND: i64 = 26_389;
const LINE: Em = Em(175);
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
        y = y + LINE.times(key.lines());
        drawing.text(&at("c-value", Anchor::End, (Part::ALL, Em(0)), y - LINE + Em(115), &key.number));
    }
    drawing.finish()
}

/// What a part is: its name in lines, and its number beside them or, where there is no room, below.
struct Key {
    name: Vec<String>,
    number: String,
    beside: bool,
}

impl Key {
    fn of(index: usize, slice: &Slice) -> Self {
        let name = format!("{} {}", index + 1, slice.label);
        let number = format!("{} {}", slice.amount.text, slice.share);
        let beside = width(&name) + width(&number) + Em(230) <= ROOM;
        Self { name: broken(&name, ROOM - Em(150), ROOM - Em(150), 2), number, beside }
    }

    fn lines(&self) -> usize {
        self.name.len() + usize::from(!self.beside)
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
    for (text, (y, class)) in whole.iter().zip([("0", "c-total"), ("13", "c-note")]) {
        // As large as the letters around it, or as small as the hole wants.
        let size = Hundredths(450_000 / i64::from(width(text).0.max(450))).to_string();
        let attributes = [("class", class), ("y", y), ("text-anchor", "middle"), ("font-size", &size)];
        drawing.leaf("text", &attributes, text);
    }
    drawing.close("svg");
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
