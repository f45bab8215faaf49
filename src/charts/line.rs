//! A line through time. Zero is the lower edge; where nothing is stated the line is broken.

use super::drawing::{Anchor, Drawing, Text};
use super::letters::{ROOM, width};
use super::measure::{Em, Part};
use super::rows::most;
use super::{Amount, Heading, Item, NOTHING};
use crate::figures::Decimal;

/// Where the highest point lies, below the unit and its own number.
const TOP: Em = Em(340);
const PLOT: Em = Em(760);
const BOTTOM: Em = Em(TOP.0 + PLOT.0);

/// Up to so many points each is marked; of more the line itself is seen.
const MARKED: usize = 40;

/// Points in slots of equal width.
pub(super) fn line(points: &[Item], unit: &str, heading: &Heading) -> String {
    let most = most(points.iter().filter_map(|point| point.amount.as_ref()));
    let mut drawing = Drawing::new("line", BOTTOM + Em(190), heading);
    drawing.text(&at("c-note", Anchor::Start, (Part::NONE, Em(110)), unit));
    drawing.stroke("c-axis", (Part::NONE, BOTTOM), (Part::ALL, BOTTOM), &[("stroke-opacity", ".5")]);
    segments(&mut drawing, points, most);
    for (index, point) in points.iter().enumerate() {
        match &point.amount {
            Some(amount) => mark(&mut drawing, middle(index, points.len()), amount, (most, points.len() <= MARKED)),
            None if points.len() <= MARKED => {
                let at_zero = (middle(index, points.len()), BOTTOM - Em(30));
                drawing.text(&at("c-none", Anchor::Middle, at_zero, NOTHING));
            }
            None => {}
        }
    }
    for index in numbered(points) {
        if let Some(amount) = &points[index].amount {
            let place = (middle(index, points.len()), height(amount.high.max(amount.value), most) - Em(60));
            drawing.text(&inside("c-value", place, &amount.text));
        }
    }
    for index in named(points) {
        let place = (middle(index, points.len()), BOTTOM + Em(150));
        drawing.text(&inside("c-label", place, &points[index].label));
    }
    drawing.finish()
}

fn at<'t>(class: &'static str, anchor: Anchor, (x, y): (Part, Em), text: &'t str) -> Text<'t> {
    Text { class, anchor, x, dx: Em(0), y, text }
}

/// A text below or above its point, moved where it would leave the chart.
fn inside<'t>(class: &'static str, (x, y): (Part, Em), text: &'t str) -> Text<'t> {
    let half = width(text).0 / 2;
    match x.times(ROOM).0 {
        left if left < half => at(class, Anchor::Start, (Part::NONE, y), text),
        left if ROOM.0 - left < half => at(class, Anchor::End, (Part::ALL, y), text),
        _ => at(class, Anchor::Middle, (x, y), text),
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

/// The points whose numbers are written: all where there is room, else the highest, the last, the first and the lowest as
/// far as they don't meet.
fn numbered(points: &[Item]) -> Vec<usize> {
    let stated: Vec<(usize, &Amount)> =
        points.iter().enumerate().filter_map(|(index, point)| Some((index, point.amount.as_ref()?))).collect();
    let highest = stated.iter().rev().max_by_key(|(_, amount)| amount.value).map(|(index, _)| *index);
    let lowest = stated.iter().min_by_key(|(_, amount)| amount.value).map(|(index, _)| *index);
    let ends = [stated.last(), stated.first()].map(|end| end.map(|(index, _)| *index));
    let all = stated.iter().map(|(index, _)| *index);
    let wanted = [highest, ends[0], ends[1], lowest].into_iter().flatten().chain(all);
    let mut kept: Vec<usize> = Vec::new();
    for index in wanted {
        let text = |index: usize| points[index].amount.as_ref().map_or(Em(0), |amount| width(&amount.text));
        let meets = |other: &usize| {
            let needed = (text(index).0 + text(*other).0) / 2 + 25;
            distance(index, *other, points.len()) < Em(needed)
        };
        if !kept.iter().any(meets) {
            kept.push(index);
        }
    }
    kept.sort_unstable();
    kept
}

/// Every so many-th point is named, so that names don't meet.
fn named(points: &[Item]) -> Vec<usize> {
    let widest = points.iter().map(|point| width(&point.label)).max().unwrap_or(Em(0));
    let step = (1..=points.len()).find(|step| distance(0, *step, points.len()) >= widest + Em(50));
    (0..points.len()).step_by(step.unwrap_or(points.len().max(1))).collect()
}

/// How far two points lie apart where there is least room.
fn distance(one: usize, other: usize, count: usize) -> Em {
    let slots = i64::try_from(one.abs_diff(other)).unwrap_or(0);
    let count = i64::try_from(count.max(1)).unwrap_or(1);
    Em(i32::try_from(slots * i64::from(ROOM.0) / count).unwrap_or(ROOM.0))
}
