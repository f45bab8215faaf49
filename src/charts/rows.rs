//! Bars, one below the other. Each has its name and its number above it, so that both have room on a phone and the bars
//! have all of the width; where there are many with short names, these stand beside them instead.

use super::drawing::{Anchor, Drawing, Lane, Text};
use super::letters::{ROOM, broken, width};
use super::measure::{Em, Part};
use super::{Amount, Heading, Item, NOTHING, Pair};
use crate::figures::Decimal;

const LINE: Em = Em(150);
const BAR: Em = Em(70);
const GAP: Em = Em(80);
/// How far below the top of a line its letters stand.
const BASE: Em = Em(108);
/// Names are broken into so many lines; the table has them whole.
const LINES: usize = 2;
/// From so many rows on, short names stand beside their bars.
const MANY: usize = 9;

/// A name, its number, and the bars below.
struct Row<'a> {
    label: &'a str,
    value: &'a str,
    bars: Vec<(&'static str, &'a Amount)>,
    note: Option<&'a str>,
}

/// Bars of one colour.
pub(super) fn bars(items: &[Item], heading: &Heading) -> String {
    let most = most(items.iter().filter_map(|item| item.amount.as_ref()));
    let short = |item: &Item| width(&item.label) <= Em(560) && width(written(item.amount.as_ref())) <= Em(490);
    if items.len() >= MANY && items.iter().all(short) {
        return beside(items, most, heading);
    }
    let rows = items.iter().map(|item| Row {
        label: &item.label,
        value: written(item.amount.as_ref()),
        bars: item.amount.iter().map(|amount| ("c-bar", amount)).collect(),
        note: None,
    });
    below(&rows.collect::<Vec<_>>(), most, ("bar", heading))
}

/// A bar and below it that of an earlier period, which says so.
pub(super) fn pairs(pairs: &[Pair], heading: &Heading) -> String {
    let most = most(pairs.iter().flat_map(|pair| pair.now.iter().chain(&pair.before)));
    let rows = pairs.iter().map(|pair| {
        let now = pair.now.iter().map(|amount| ("c-bar", amount));
        let before = pair.before.iter().map(|amount| ("c-was", amount));
        Row {
            label: &pair.label,
            value: written(pair.now.as_ref()),
            bars: now.chain(before).collect(),
            note: Some(&pair.note),
        }
    });
    below(&rows.collect::<Vec<_>>(), most, ("compare", heading))
}

fn below(rows: &[Row<'_>], most: Decimal, (kind, heading): (&str, &Heading)) -> String {
    let labels: Vec<Vec<String>> = rows.iter().map(|row| label_lines(row.label, row.value)).collect();
    let heights = rows.iter().zip(&labels).map(|(row, label)| height(row, label.len()));
    let whole = heights.fold(Em(0), |sum, height| sum + height + GAP);
    let mut drawing = Drawing::new(kind, whole.max(LINE + GAP) - GAP + Em(10), heading);
    let mut y = Em(0);
    for (row, label) in rows.iter().zip(&labels) {
        draw_row(&mut drawing, row, (label, y), most);
        y = y + height(row, label.len()) + GAP;
    }
    drawing.finish()
}

/// The name in lines: the number takes a part of the first.
fn label_lines(label: &str, value: &str) -> Vec<String> {
    let first = Em((ROOM - width(value) - Em(80)).0.max(500));
    broken(label, first, ROOM, LINES)
}

fn height(row: &Row<'_>, lines: usize) -> Em {
    let lines = i32::try_from(lines.max(1)).unwrap_or(1) + i32::from(row.note.is_some());
    let bars = i32::try_from(row.bars.len()).unwrap_or(0);
    Em(LINE.0 * lines + BAR.0 * bars)
}

fn draw_row(drawing: &mut Drawing, row: &Row<'_>, (label, top): (&[String], Em), most: Decimal) {
    let left = |class, y, text| Text { class, anchor: Anchor::Start, x: Part::NONE, dx: Em(0), y, text };
    let mut y = top;
    for line in label {
        drawing.text(&left("c-label", y + BASE, line));
        y = y + LINE;
    }
    y = y.max(top + LINE);
    let class = if row.value == NOTHING { "c-none" } else { "c-value" };
    let value = Text { class, anchor: Anchor::End, x: Part::ALL, dx: Em(0), y: top + BASE, text: row.value };
    drawing.text(&value);
    for (class, amount) in &row.bars {
        drawing.bar(Lane { class, y, height: BAR - Em(6) }, (Part::NONE, Part::ALL), amount, most);
        y = y + BAR;
    }
    if let Some(note) = row.note {
        drawing.text(&left("c-note", y + BASE, note));
    }
}

/// Short names and numbers beside their bars: a row takes one line.
fn beside(items: &[Item], most: Decimal, heading: &Heading) -> String {
    let room = (Part(3200), Part(4000));
    let count = i32::try_from(items.len()).unwrap_or(0);
    let mut drawing = Drawing::new("bar", Em(LINE.0 * count + 10), heading);
    let mut y = Em(0);
    for item in items {
        let value = written(item.amount.as_ref());
        let class = if item.amount.is_some() { "c-value" } else { "c-none" };
        let text = |class, anchor, x, text| Text { class, anchor, x, dx: Em(0), y: y + BASE, text };
        drawing.text(&text("c-label", Anchor::Start, Part::NONE, &item.label));
        drawing.text(&text(class, Anchor::End, Part::ALL, value));
        if let Some(amount) = &item.amount {
            drawing.bar(Lane { class: "c-bar", y: y + Em(32), height: Em(86) }, room, amount, most);
        }
        y = y + LINE;
    }
    drawing.finish()
}

fn written(amount: Option<&Amount>) -> &str {
    amount.map_or(NOTHING, |amount| amount.text.as_str())
}

/// The most that one of them can be: the length of the longest bar.
pub(super) fn most<'a>(amounts: impl Iterator<Item = &'a Amount>) -> Decimal {
    amounts.map(|amount| amount.high.max(amount.value)).max().unwrap_or_default()
}
