//! How far a target is reached: one bar, and a mark where the target lies.

use super::drawing::{Anchor, Drawing, Lane, Text};
use super::measure::{Em, Part};
use super::{Amount, Heading, NOTHING};

const BAR: Lane = Lane { class: "c-bar", y: Em(160), height: Em(110) };

pub(super) fn progress(reached: Option<&Amount>, (target, share): (&Amount, &str), heading: &Heading) -> String {
    let mut drawing = Drawing::new("progress", Em(440), heading);
    let text = |class, anchor, x, y, text| Text { class, anchor, x, dx: Em(0), y, text };
    let most = reached.map_or(target.value, |reached| reached.high.max(reached.value).max(target.value));
    let aim = Part::of(target.value, most);
    drawing.rect(Lane { class: "c-track", ..BAR }, Part::NONE, &aim.to_string(), ".12");
    let written = reached.map_or(NOTHING, |reached| reached.text.as_str());
    drawing.text(&text("c-value", Anchor::Start, Part::NONE, Em(110), written));
    drawing.text(&text("c-value", Anchor::End, Part::ALL, Em(110), share));
    if let Some(reached) = reached {
        drawing.bar(BAR, (Part::NONE, Part::ALL), reached, most);
    }
    let (above, below) = (BAR.y - Em(20), BAR.y + BAR.height + Em(40));
    drawing.stroke("c-target", (aim, above), (aim, below), &[("stroke-width", "3")]);
    let anchor = if aim.0 > 5000 { Anchor::End } else { Anchor::Start };
    drawing.text(&text("c-note", anchor, aim, Em(425), &target.text));
    drawing.finish()
}
