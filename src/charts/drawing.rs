//! Writing SVG: elements with classes, and attributes that do where there is no style sheet.

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use super::measure::{Em, Part};
use super::narrow::{Placed, narrowest};
use super::{Amount, Heading};

/// How wide a ring is, in `em`: what is in it shrinks where it does.
const RING: i32 = 12;

/// An SVG that is being written.
pub(super) struct Drawing {
    writer: Writer<Vec<u8>>,
    kind: &'static str,
    texts: Vec<Placed>,
}

/// Which end of a text lies at its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text at a point.
pub(super) struct Text<'t> {
    pub(super) class: &'static str,
    pub(super) anchor: Anchor,
    pub(super) x: Part,
    /// Added to `x`.
    pub(super) dx: Em,
    /// The line on which the letters stand.
    pub(super) y: Em,
    pub(super) text: &'t str,
}

/// Where a bar lies across the chart, and what it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lane {
    pub(super) class: &'static str,
    pub(super) y: Em,
    pub(super) height: Em,
}

impl Drawing {
    /// A chart of a kind with a height; its width is that of what it stands in.
    pub(super) fn new(kind: &'static str, height: Em, heading: &Heading) -> Self {
        let mut drawing = Self { writer: Writer::new(Vec::new()), kind, texts: Vec::new() };
        drawing.open(
            "svg",
            &[
                ("class", &format!("chart chart-{kind}")),
                ("xmlns", "http://www.w3.org/2000/svg"),
                ("width", "100%"),
                ("height", &height.to_string()),
                ("fill", "currentColor"),
                ("overflow", "visible"),
                ("role", "img"),
            ],
        );
        drawing.leaf("title", &[], &heading.title);
        drawing.leaf("desc", &[], &heading.description);
        drawing
    }

    pub(super) fn finish(mut self) -> String {
        self.close("svg");
        let svg = String::from_utf8(self.writer.into_inner()).unwrap_or_default();
        let class = format!("chart-{}", self.kind);
        match narrowest(&self.texts, if self.kind == "donut" { RING } else { 0 }) {
            Some(width) => svg.replacen(&class, &format!("{class} w-{width}"), 1),
            None => svg,
        }
    }

    pub(super) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    pub(super) fn close(&mut self, name: &str) {
        self.event(Event::End(BytesEnd::new(name)));
    }

    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())));
    }

    /// An element with a text; characters that XML can't have are left out.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        let text: String = text.chars().filter(|c| !c.is_control() && !('\u{FFFE}'..='\u{FFFF}').contains(c)).collect();
        self.open(name, attributes);
        self.event(Event::Text(BytesText::new(&text)));
        self.close(name);
    }

    pub(super) fn text(&mut self, text: &Text<'_>) {
        self.texts.push(Placed::of(text));
        let (x, dx, y) = (text.x.to_string(), text.dx.to_string(), text.y.to_string());
        let mut attributes = vec![("class", text.class), ("x", x.as_str()), ("y", y.as_str())];
        if text.dx != Em(0) {
            attributes.push(("dx", &dx));
        }
        match text.anchor {
            Anchor::Start => {}
            Anchor::Middle => attributes.push(("text-anchor", "middle")),
            Anchor::End => attributes.push(("text-anchor", "end")),
        }
        self.leaf("text", &attributes, text.text);
    }

    /// A solid rectangle; `opacity` is for where no style sheet reaches.
    pub(super) fn rect(&mut self, lane: Lane, x: Part, width: &str, opacity: &str) {
        let (x, y, height) = (x.to_string(), lane.y.to_string(), lane.height.to_string());
        let mut attributes =
            vec![("class", lane.class), ("x", &x), ("y", &y), ("width", width), ("height", height.as_str())];
        if !opacity.is_empty() {
            attributes.push(("fill-opacity", opacity));
        }
        self.empty("rect", &attributes);
    }

    /// A straight line with further attributes.
    pub(super) fn stroke(&mut self, class: &str, from: (Part, Em), to: (Part, Em), more: &[(&str, &str)]) {
        let (x1, y1, x2, y2) = (from.0.to_string(), from.1.to_string(), to.0.to_string(), to.1.to_string());
        let mut attributes =
            vec![("class", class), ("x1", &x1), ("y1", &y1), ("x2", &x2), ("y2", &y2), ("stroke", "currentColor")];
        attributes.extend(more);
        self.empty("line", &attributes);
    }

    /// A bar from `start`, which `room` is the whole length of: the mark of zero, solid up to the least that the amount
    /// can be, and hatched to the most. The hatching is the dashes of a line as thick as the bar, so that it needs no
    /// pattern with an id.
    pub(super) fn bar(
        &mut self,
        lane: Lane,
        (start, room): (Part, Part),
        amount: &Amount,
        most: crate::figures::Decimal,
    ) {
        let zero = Lane { class: "c-zero", ..lane };
        self.rect(zero, start, "1.5", "");
        let reach = |value| {
            let part = Part::of(value, most).0;
            // What is not nothing can be seen.
            let seen = if value.is_zero() { 0 } else { part.max(40) };
            Part(start.0 + seen * room.0 / Part::ALL.0)
        };
        let (low, high) = (reach(amount.low), reach(amount.high));
        if low > start {
            let opacity = if lane.class == "c-was" { ".45" } else { "" };
            self.rect(lane, start, &Part(low.0 - start.0).to_string(), opacity);
        }
        if amount.is_approximate() && high > low {
            let middle = lane.y + Em(lane.height.0 / 2);
            let thick = lane.height.to_string();
            let class = if lane.class == "c-was" { "c-span c-was" } else { "c-span" };
            let dashes = [("stroke-width", thick.as_str()), ("stroke-dasharray", "2 2")];
            self.stroke(class, (low, middle), (high, middle), &dashes);
        }
    }

    fn event(&mut self, event: Event<'_>) {
        // Writing to a Vec never fails.
        let _ = self.writer.write_event(event);
    }
}
