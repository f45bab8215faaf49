//! A line through time. Zero is the lower edge; where nothing is stated the line is broken.

use super::drawing::{Anchor, Drawing, Text};
use super::letters::{Letters, ROOM};
use super::measure::{Em, Part};
use super::rows::most;
use super::{Amount, Heading, Item, NOTHING};
use crate::figures::Decimal;

/// Where the highest point lies, below the unit and its own number.
const TOP: Em = Em(340);
const PLOT: Em = Em(760);
const BOTTOM: Em = Em(TOP.0 + PLOT.0);

/// Between two texts, and how high one is.
const APART: Em = Em(40);
const HIGH: Em = Em(110);

/// Up to so many points each is marked; of more the line itself is seen.
const MARKED: usize = 40;

/// Up to so many points a dash has room where nothing is stated.
const DASHED: usize = 16;

/// Points in slots of equal width.
pub(super) fn line(points: &[Item], unit: &str, heading: &Heading) -> String {
    let most = most(points.iter().filter_map(|point| point.amount.as_ref()));
    let numbers = numbers(points, most);
    let mut drawing = Drawing::new("line", BOTTOM + Em(190), heading);
    for text in Letters::Plain.broken(unit, (ROOM, ROOM), 1) {
        drawing.text(&at("c-note", Anchor::Start, (Part::NONE, Em(110)), &text));
    }
    drawing.stroke("c-axis", (Part::NONE, BOTTOM), (Part::ALL, BOTTOM), &[("stroke-opacity", ".5")]);
    segments(&mut drawing, points, most);
    for (index, point) in points.iter().enumerate() {
        match &point.amount {
            Some(amount) => mark(&mut drawing, middle(index, points.len()), amount, (most, points.len() <= MARKED)),
            None if points.len() <= DASHED => {
                let x = middle(index, points.len());
                let dash = Writing::around((x, BOTTOM - Em(30)), Letters::Plain, NOTHING);
                if !numbers.iter().any(|number| number.meets(&dash)) {
                    drawing.text(&dash.text("c-none"));
                }
            }
            None => {}
        }
    }
    numbers.iter().for_each(|number| drawing.text(&number.text("c-value")));
    names(points).iter().for_each(|name| drawing.text(&name.text("c-label")));
    drawing.finish()
}

fn at<'t>(class: &'static str, anchor: Anchor, (x, y): (Part, Em), text: &'t str) -> Text<'t> {
    Text { class, anchor, x, dx: Em(0), y, text }
}

/// A text above or below its point, moved inwards where it would leave the chart.
struct Writing<'t> {
    text: &'t str,
    anchor: Anchor,
    place: (Part, Em),
    /// From where to where it reaches where there is least room.
    from: Em,
    to: Em,
}

impl<'t> Writing<'t> {
    fn around((x, y): (Part, Em), letters: Letters, text: &'t str) -> Self {
        let (width, middle) = (letters.width(text), x.times(ROOM));
        let half = Em(width.0 / 2);
        let (anchor, x, from) = match middle {
            left if left < half => (Anchor::Start, Part::NONE, Em(0)),
            left if ROOM - left < half => (Anchor::End, Part::ALL, ROOM - width),
            left => (Anchor::Middle, x, left - half),
        };
        Self { text, anchor, place: (x, y), from, to: from + width }
    }

    /// Whether two would touch if they stood at one height.
    fn above_or_below(&self, other: &Self) -> bool {
        self.from < other.to + APART && other.from < self.to + APART
    }

    fn meets(&self, other: &Self) -> bool {
        let (one, two) = (self.place.1, other.place.1);
        self.above_or_below(other) && one.max(two) - one.min(two) < HIGH
    }

    fn text(&self, class: &'static str) -> Text<'t> {
        at(class, self.anchor, self.place, self.text)
    }
}

/// The middle of a slot.
fn middle(index: usize, count: usize) -> Part {
    let hundredths = (index * 2 + 1) * 10_000 / (count.max(1) * 2);
    Part(u32::try_from(hundredths).unwrap_or(0))
}

fn height(value: Decimal, most: Decimal) -> Em {
    BOTTOM - Part::of(value, most).times(PLOT)
}

/// From each stated point to the next, where nothing lies between.
fn segments(drawing: &mut Drawing, points: &[Item], most: Decimal) {
    let place = |index: usize, amount: &Amount| (middle(index, points.len()), height(amount.value, most));
    for (index, pair) in points.windows(2).enumerate() {
        if let (Some(one), Some(other)) = (&pair[0].amount, &pair[1].amount) {
            let more = [("stroke-width", "2.5"), ("stroke-linecap", "round")];
            drawing.stroke("c-line", place(index, one), place(index + 1, other), &more);
        }
    }
}

/// A point; where it is approximate, hollow and with its interval.
fn mark(drawing: &mut Drawing, x: Part, amount: &Amount, (most, marked): (Decimal, bool)) {
    if amount.is_approximate() {
        let more = [("stroke-width", ".5em"), ("stroke-dasharray", "2 2")];
        drawing.stroke("c-span", (x, height(amount.low, most)), (x, height(amount.high, most)), &more);
    }
    if marked {
        let class = if amount.is_approximate() { "c-dot c-open" } else { "c-dot" };
        let (x, y) = (x.to_string(), height(amount.value, most).to_string());
        drawing.empty("circle", &[("class", class), ("cx", &x), ("cy", &y), ("r", "4")]);
    }
}

/// The numbers that are written: all where there is room, else the highest, the last, the first and the lowest as far as
/// they don't meet.
fn numbers(points: &[Item], most: Decimal) -> Vec<Writing<'_>> {
    let stated: Vec<(usize, &Amount)> =
        points.iter().enumerate().filter_map(|(index, point)| Some((index, point.amount.as_ref()?))).collect();
    let highest = stated.iter().rev().max_by_key(|(_, amount)| amount.value);
    let lowest = stated.iter().min_by_key(|(_, amount)| amount.value);
    let wanted = [highest, stated.last(), stated.first(), lowest].into_iter().flatten().chain(&stated);
    let mut kept: Vec<(usize, Writing<'_>)> = Vec::new();
    for (index, amount) in wanted {
        let top = height(amount.high.max(amount.value), most);
        let number = Writing::around((middle(*index, points.len()), top - Em(60)), Letters::Bold, &amount.text);
        if number.to - number.from <= ROOM && !kept.iter().any(|(_, other)| number.above_or_below(other)) {
            kept.push((*index, number));
        }
    }
    kept.sort_by_key(|(index, _)| *index);
    kept.into_iter().map(|(_, number)| number).collect()
}

/// The names that are written: of every so many-th point, so that they don't meet.
fn names(points: &[Item]) -> Vec<Writing<'_>> {
    let name = |index: usize| {
        Writing::around((middle(index, points.len()), BOTTOM + Em(150)), Letters::Plain, &points[index].label)
    };
    let of_step = |step: usize| (0..points.len()).step_by(step).map(name).collect::<Vec<_>>();
    let fits = |names: &[Writing<'_>]| {
        names.iter().all(|name| name.to - name.from <= ROOM) && !names.windows(2).any(|two| two[0].meets(&two[1]))
    };
    (1..=points.len()).map(of_step).find(|names| fits(names)).unwrap_or_default()
}
