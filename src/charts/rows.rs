//! Bars, one below the other. Each has its name and its number above it, so that both have room on a phone and the bars
//! have all of the width; where there are many with short names, these stand beside them instead.

use super::drawing::{Anchor, Drawing, Lane, Text};
use super::letters::{Letters, ROOM};
use super::measure::{Em, Part};
use super::{Amount, Heading, Item, NOTHING, Pair};
use crate::figures::Decimal;

const LINE: Em = Em(150);
const BAR: Em = Em(70);
const GAP: Em = Em(80);
/// How far below the top of a line its letters stand.
const BASE: Em = Em(108);
/// Names, numbers and notes are broken into so many lines; the table has them whole.
const LINES: usize = 3;
/// Between a name and the number beside it.
const APART: Em = Em(80);
/// A name that has to be broken stands beside its number only where it has so much room there.
const BESIDE: Em = Em(900);
/// From so many rows on, short names stand beside their bars.
const MANY: usize = 9;

/// A name, its number, and the bars below, in lines that have room.
struct Row<'a> {
    label: Vec<String>,
    value: Vec<String>,
    /// Whether the number stands beside the first line of the name, not below the last.
    beside: bool,
    stated: bool,
    bars: Vec<(&'static str, &'a Amount)>,
    note: Vec<String>,
}

impl<'a> Row<'a> {
    fn of(label: &str, amount: Option<&Amount>, bars: Vec<(&'static str, &'a Amount)>, note: &str) -> Self {
        let value = written(amount);
        let first = ROOM - Letters::Bold.width(value) - APART;
        let beside = first >= BESIDE || Letters::Plain.width(label) <= first;
        let label = Letters::Plain.broken(label, (if beside { first } else { ROOM }, ROOM), LINES);
        let value = Letters::Bold.broken(value, (ROOM, ROOM), LINES);
        let note = Letters::Plain.broken(note, (ROOM, ROOM), LINES);
        Self { label, value, beside, stated: amount.is_some(), bars, note }
    }

    /// How many lines stand above the bars.
    fn lines(&self) -> usize {
        if self.beside { self.label.len().max(1) } else { self.label.len() + self.value.len() }
    }

    fn height(&self) -> Em {
        LINE.times(self.lines() + self.note.len()) + BAR.times(self.bars.len())
    }

    fn draw(&self, drawing: &mut Drawing, top: Em, most: Decimal) {
        let left = |class, y, text| Text { class, anchor: Anchor::Start, x: Part::NONE, dx: Em(0), y, text };
        for (line, text) in self.label.iter().enumerate() {
            drawing.text(&left("c-label", top + LINE.times(line) + BASE, text));
        }
        let class = if self.stated { "c-value" } else { "c-none" };
        let first = if self.beside { 0 } else { self.label.len() };
        for (line, text) in self.value.iter().enumerate() {
            let y = top + LINE.times(first + line) + BASE;
            drawing.text(&Text { class, anchor: Anchor::End, x: Part::ALL, dx: Em(0), y, text });
        }
        let mut y = top + LINE.times(self.lines());
        for (class, amount) in &self.bars {
            drawing.bar(Lane { class, y, height: BAR - Em(6) }, (Part::NONE, Part::ALL), amount, most);
            y = y + BAR;
        }
        for (line, text) in self.note.iter().enumerate() {
            drawing.text(&left("c-note", y + LINE.times(line) + BASE, text));
        }
    }
}

/// Bars of one colour.
pub(super) fn bars(items: &[Item], heading: &Heading) -> String {
    let most = most(items.iter().filter_map(|item| item.amount.as_ref()));
    let short = |item: &Item| {
        Letters::Plain.width(&item.label) <= Em(600) && Letters::Bold.width(written(item.amount.as_ref())) <= Em(490)
    };
    if items.len() >= MANY && items.iter().all(short) {
        return beside(items, most, heading);
    }
    let rows = items.iter().map(|item| {
        let bars = item.amount.iter().map(|amount| ("c-bar", amount)).collect();
        Row::of(&item.label, item.amount.as_ref(), bars, "")
    });
    below(&rows.collect::<Vec<_>>(), most, ("bar", heading))
}

/// A bar and below it that of an earlier period, which says so.
pub(super) fn pairs(pairs: &[Pair], heading: &Heading) -> String {
    let most = most(pairs.iter().flat_map(|pair| pair.now.iter().chain(&pair.before)));
    let rows = pairs.iter().map(|pair| {
        let now = pair.now.iter().map(|amount| ("c-bar", amount));
        let before = pair.before.iter().map(|amount| ("c-was", amount));
        Row::of(&pair.label, pair.now.as_ref(), now.chain(before).collect(), &pair.note)
    });
    below(&rows.collect::<Vec<_>>(), most, ("compare", heading))
}

fn below(rows: &[Row<'_>], most: Decimal, (kind, heading): (&'static str, &Heading)) -> String {
    let whole = rows.iter().fold(Em(0), |sum, row| sum + row.height() + GAP);
    let mut drawing = Drawing::new(kind, whole.max(LINE + GAP) - GAP + Em(10), heading);
    let mut y = Em(0);
    for row in rows {
        row.draw(&mut drawing, y, most);
        y = y + row.height() + GAP;
    }
    drawing.finish()
}

/// Short names and numbers beside their bars: a row takes one line.
fn beside(items: &[Item], most: Decimal, heading: &Heading) -> String {
    let room = (Part(3400), Part(3800));
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
