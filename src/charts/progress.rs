//! How far a target is reached: one bar, and a mark where the target lies.

use super::drawing::{Anchor, Drawing, Lane, Text};
use super::letters::{Letters, ROOM};
use super::measure::{Em, Part};
use super::{Amount, Heading, NOTHING};

const LINE: Em = Em(150);
const BAR: Em = Em(110);
/// Texts are broken into so many lines.
const LINES: usize = 3;

pub(super) fn progress(reached: Option<&Amount>, (target, share): (&Amount, &str), heading: &Heading) -> String {
    let written = reached.map_or(NOTHING, |reached| reached.text.as_str());
    let beside = Letters::Bold.width(written) + Letters::Bold.width(share) + Em(80) <= ROOM;
    let above = Letters::Bold.broken(written, (ROOM, ROOM), LINES);
    let share = Letters::Bold.broken(share, (ROOM, ROOM), LINES);
    let below = Letters::Plain.broken(&target.text, (ROOM, ROOM), LINES);
    let first_share = if beside { 0 } else { above.len() };
    let lane = Lane { class: "c-bar", y: LINE.times((first_share + share.len()).max(1)) + Em(10), height: BAR };
    let foot = lane.y + BAR + Em(40);
    let mut drawing = Drawing::new("progress", foot + LINE.times(below.len().max(1)) - Em(20), heading);
    let text = |class, anchor, x, y, text| Text { class, anchor, x, dx: Em(0), y, text };
    let most = reached.map_or(target.value, |reached| reached.high.max(reached.value).max(target.value));
    let aim = Part::of(target.value, most);
    drawing.rect(Lane { class: "c-track", ..lane }, Part::NONE, &aim.to_string(), ".12");
    for (line, written) in above.iter().enumerate() {
        drawing.text(&text("c-value", Anchor::Start, Part::NONE, LINE.times(line) + Em(110), written));
    }
    for (line, written) in share.iter().enumerate() {
        let y = LINE.times(first_share + line) + Em(110);
        drawing.text(&text("c-value", Anchor::End, Part::ALL, y, written));
    }
    if let Some(reached) = reached {
        drawing.bar(lane, (Part::NONE, Part::ALL), reached, most);
    }
    drawing.stroke("c-target", (aim, lane.y - Em(20)), (aim, foot), &[("stroke-width", "3")]);
    let (anchor, x) = at_mark(aim, &below);
    for (line, written) in below.iter().enumerate() {
        drawing.text(&text("c-note", anchor, x, foot + LINE.times(line) + Em(115), written));
    }
    drawing.finish()
}

/// Lines that end or begin at the mark, where there is more room; moved to the edge where there is too little.
fn at_mark(aim: Part, lines: &[String]) -> (Anchor, Part) {
    let widest = lines.iter().map(|line| Letters::Plain.width(line)).max();
    let (before, width) = (aim.times(ROOM), widest.unwrap_or(Em(0)));
    match aim.0 > Part::ALL.0 / 2 {
        true if before >= width => (Anchor::End, aim),
        true => (Anchor::Start, Part::NONE),
        false if ROOM - before >= width => (Anchor::Start, aim),
        false => (Anchor::End, Part::ALL),
    }
}
