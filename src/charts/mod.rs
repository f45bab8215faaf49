//! Charts as SVG, drawn at build time from typed amounts (STAT-7, A11Y-8).
//!
//! A chart has no width of its own: what lies along it is in percent, what lies across it in `em`. So it fills a phone as
//! it fills a page, its letters keep the size of the letters around it, and it grows with them. It has classes for the
//! theme and attributes for where no style sheet reaches (feeds, stills); no styles, ids, scripts or patterns.
//!
//! What is approximate is drawn solid up to the least that it can be, and hatched from there to the most. What is not
//! stated has no mark at all; zero has one. Coordinates are whole hundredths, so the same numbers give the same bytes.
//!
//! Never asks for data or words: what is written in a chart is handed in. Start at [`draw`].

mod donut;
mod drawing;
mod letters;
mod line;
mod measure;
mod narrow;
mod progress;
mod rows;
#[cfg(test)]
mod tests;

use crate::figures::Decimal;

/// What a chart is called, and what it says, for those who can't see it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Heading {
    /// Its title.
    pub title: String,
    /// What can be seen in it, in a sentence.
    pub description: String,
}

/// A number to draw, and how it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The number as stated; not below zero.
    pub value: Decimal,
    /// The least that it can be.
    pub low: Decimal,
    /// The most that it can be; the same as `low` where the number is exact.
    pub high: Decimal,
    /// As it is written: `38.4万元`, `80余`.
    pub text: String,
}

/// An amount with a name; none where it is not stated, which is not zero (STAT-6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The name.
    pub label: String,
    /// The amount.
    pub amount: Option<Amount>,
}

/// An amount beside that of an earlier period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The name.
    pub label: String,
    /// The amount.
    pub now: Option<Amount>,
    /// What it was.
    pub before: Option<Amount>,
    /// How the earlier one is written, with its period: `上年同期35万元`.
    pub note: String,
}

/// A part of a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice {
    /// Its name.
    pub label: String,
    /// How much.
    pub amount: Amount,
    /// How large a part, as it is written: `93.9%`.
    pub share: String,
}

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chart {
    /// Bars, one below the other.
    Bars(Vec<Item>),
    /// Two bars for each name: of this period and of an earlier one.
    Pairs(Vec<Pair>),
    /// Amounts in the order of time.
    Line {
        /// The points.
        points: Vec<Item>,
        /// What they are measured in, written above: `单位：元`.
        unit: String,
    },
    /// Parts of a whole.
    Donut {
        /// The parts, the largest first.
        slices: Vec<Slice>,
        /// The whole, written in the middle: the number and its unit.
        whole: [String; 2],
    },
    /// How far a target is reached.
    Progress {
        /// What is reached; `None` where nothing is stated.
        reached: Option<Amount>,
        /// The target.
        target: Amount,
        /// How much of the target that is, as it is written: `51.1%`.
        share: String,
    },
}

/// What stands where nothing is stated.
pub const NOTHING: &str = "—";

/// A chart as SVG.
pub fn draw(chart: &Chart, heading: &Heading) -> String {
    match chart {
        Chart::Bars(items) => rows::bars(items, heading),
        Chart::Pairs(pairs) => rows::pairs(pairs, heading),
        Chart::Line { points, unit } => line::line(points, unit, heading),
        Chart::Donut { slices, whole } => donut::donut(slices, whole, heading),
        Chart::Progress { reached, target, share } => progress::progress(reached.as_ref(), (target, share), heading),
    }
}

impl Amount {
    /// Whether it can be more than one number.
    fn is_approximate(&self) -> bool {
        self.low != self.high
    }
}
