//! How narrow a chart can be, in its own letters: where these are large and the screen is small, charts of short names and
//! numbers keep them as large as the text around, and only those of long ones have smaller letters.

use super::drawing::{Anchor, Text};
use super::letters::{Letters, ROOM};
use super::measure::{Em, Part};

/// Widths that charts tell of, in `em`; the next would be [`ROOM`].
const STEPS: [i32; 5] = [8, 10, 12, 14, 16];
/// Between two texts of a line.
const APART: Em = Em(50);
/// Texts that are less than so far apart across the chart are in one line.
const HIGH: Em = Em(110);

/// A text that is in the chart: where its point lies along and across, and how far it reaches from there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    x: Part,
    y: Em,
    before: Em,
    after: Em,
}

impl Placed {
    pub(super) fn of(text: &Text<'_>) -> Self {
        let letters = if matches!(text.class, "c-value" | "c-total") { Letters::Bold } else { Letters::Plain };
        let width = letters.width(text.text);
        let before = match text.anchor {
            Anchor::Start => Em(0),
            Anchor::Middle => Em(width.0 / 2),
            Anchor::End => width,
        };
        Self { x: text.x, y: text.y, before: before - text.dx, after: width - before + text.dx }
    }

    fn fits(&self, width: Em) -> bool {
        let point = self.x.times(width);
        point >= self.before && point + self.after <= width
    }

    fn meets(&self, other: &Self, width: Em) -> bool {
        let (one, two) = (self.x.times(width), other.x.times(width));
        let beside = one + self.after + APART > two - other.before && two + other.after + APART > one - self.before;
        beside && self.y.max(other.y) - self.y.min(other.y) < HIGH
    }
}

/// The least of the widths, not below `least`, in which texts stay in the chart and off one another, if one is less than
/// the usual.
pub(super) fn narrowest(texts: &[Placed], least: i32) -> Option<i32> {
    // What touches at the usual width is meant to: a number and its mark.
    let apart: Vec<(usize, usize)> = (0..texts.len())
        .flat_map(|two| (0..two).map(move |one| (one, two)))
        .filter(|(one, two)| !texts[*one].meets(&texts[*two], ROOM))
        .collect();
    STEPS.into_iter().filter(|width| *width >= least).find(|width| {
        let width = Em(width * 100);
        texts.iter().all(|text| text.fits(width))
            && !apart.iter().any(|(one, two)| texts[*one].meets(&texts[*two], width))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(anchor: Anchor, x: Part, text: &str) -> Placed {
        Placed::of(&Text { class: "c-label", anchor, x, dx: Em(0), y: Em(100), text })
    }

    #[test]
    fn a_chart_is_as_narrow_as_its_texts_let_it() {
        let name = placed(Anchor::Start, Part::NONE, "少先队");
        assert_eq!(narrowest(&[name, placed(Anchor::End, Part::ALL, "超四百")], 0), Some(8));
        assert_eq!(narrowest(&[name, placed(Anchor::End, Part::ALL, "超四百七十场次")], 0), Some(12));
        assert_eq!(narrowest(&[name, placed(Anchor::End, Part::ALL, "超四百七十场次零七十场次十")], 0), None);
        assert_eq!(narrowest(&[name], 12), Some(12), "as wide as a ring");
        let middle = placed(Anchor::Middle, Part(1000), "三月份");
        assert_eq!(narrowest(&[middle], 0), Some(16), "a text stays inside");
    }
}
