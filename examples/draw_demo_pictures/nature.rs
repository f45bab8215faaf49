//! Land and sky: what lies behind the people.

use std::f32::consts::TAU;

use crate::paper::{Ink, Pair, Paper, Scatter};

/// A row of hills across the sheet.
#[derive(Clone, Copy)]
pub(crate) struct Hills {
    /// Height of their middle line, in pixels from the top.
    pub(crate) level: f32,
    /// How far they rise above that line.
    pub(crate) rise: f32,
    /// How many hills there are.
    pub(crate) count: f32,
    /// How far they are shifted, in parts of one hill.
    pub(crate) shift: f32,
}

impl Hills {
    /// The height of the hills at `x`.
    pub(crate) fn height_at(&self, x: f32) -> f32 {
        let turn = (x / 1600.0 * self.count + self.shift) * TAU;
        self.level - self.rise * (turn.sin() * 0.7 + (turn * 0.43 + 1.3).sin() * 0.3)
    }

    /// Draws them, down to the foot of the sheet.
    pub(crate) fn draw(&self, paper: &mut Paper, ink: Ink) {
        let mut outline: Vec<Pair> = (0..=200).map(|step| step as f32 * 8.0).map(|x| (x, self.height_at(x))).collect();
        outline.extend([(1600.0, 1200.0), (0.0, 1200.0)]);
        paper.polygon(&outline, ink);
    }
}

/// A sun with a soft glow.
pub(crate) fn sun(paper: &mut Paper, at: Pair, radius: f32, rgb: u32) {
    for (size, opacity) in [(3.2, 0.10), (2.3, 0.14), (1.6, 0.22)] {
        paper.circle(at, radius * size, Ink::Veil(rgb, opacity));
    }
    paper.circle(at, radius, Ink::Flat(rgb));
}

/// A cloud, by the middle of its flat foot.
pub(crate) fn cloud(paper: &mut Paper, at: Pair, size: f32) {
    let ink = Ink::Veil(0xffffff, 0.9);
    let (x, y) = at;
    let outline = [
        ((x - size * 1.25, y - size * 0.02), (x - size * 1.05, y - size * 0.35)),
        ((x - size * 0.75, y - size * 0.62), (x - size * 0.5, y - size * 0.42)),
        ((x - size * 0.35, y - size * 0.95), (x + size * 0.08, y - size * 0.78)),
        ((x + size * 0.42, y - size * 0.72), (x + size * 0.48, y - size * 0.42)),
        ((x + size * 0.85, y - size * 0.58), (x + size * 1.0, y - size * 0.25)),
        ((x + size * 1.3, y - size * 0.05), (x + size * 1.1, y)),
    ];
    paper.blob((x - size * 1.1, y), &outline, ink);
}

/// A tree with a round crown, by the foot of its trunk.
pub(crate) fn tree(paper: &mut Paper, at: Pair, height: f32, crown: [u32; 2]) {
    let (x, y) = at;
    paper.oval((x, y), (height * 0.28, height * 0.03), Ink::Veil(0x2b4a2a, 0.18));
    paper.line(&[(x, y), (x, y - height * 0.6)], height * 0.055, Ink::Flat(0x8a6a4a));
    paper.line(&[(x, y - height * 0.38), (x + height * 0.1, y - height * 0.52)], height * 0.03, Ink::Flat(0x8a6a4a));
    paper.oval((x, y - height * 0.68), (height * 0.27, height * 0.32), Ink::Fade(crown[0], crown[1]));
    paper.oval((x - height * 0.08, y - height * 0.76), (height * 0.12, height * 0.15), Ink::Veil(0xffffff, 0.13));
}

/// A poplar, slim and tall.
pub(crate) fn poplar(paper: &mut Paper, at: Pair, height: f32, crown: [u32; 2]) {
    let (x, y) = at;
    paper.line(&[(x, y), (x, y - height * 0.3)], height * 0.035, Ink::Flat(0x9b8467));
    let (wide, top) = (height * 0.13, y - height);
    let sides = [
        ((x + wide * 0.6, y - height * 0.85), (x + wide, y - height * 0.42)),
        ((x + wide * 0.9, y - height * 0.14), (x, y - height * 0.14)),
        ((x - wide * 0.9, y - height * 0.14), (x - wide, y - height * 0.42)),
        ((x - wide * 0.6, y - height * 0.85), (x, top)),
    ];
    paper.blob((x, top), &sides, Ink::Fade(crown[0], crown[1]));
}

/// A seedling with two leaves: the sign of the portal. `at` is the foot of its stem.
pub(crate) fn seedling(paper: &mut Paper, at: Pair, height: f32, leaf: [u32; 2]) {
    let (x, y) = at;
    let neck = (x, y - height * 0.5);
    paper.bend([at, (x - height * 0.04, y - height * 0.25), neck], height * 0.07, Ink::Flat(leaf[1]));
    for (side, reach) in [(-1.0, 0.52), (1.0, 0.62)] {
        let tip = (x + side * height * reach, y - height * (0.42 + reach * 0.75));
        let above = (x + side * height * 0.06, y - height * (0.55 + reach * 0.55));
        let below = (x + side * height * reach * 0.95, y - height * 0.46);
        paper.blob(neck, &[(above, tip), (below, neck)], Ink::Fade(leaf[0], leaf[1]));
        let middle = (x + side * height * 0.22, y - height * 0.66);
        let end = (x + side * height * reach * 0.72, y - height * (0.42 + reach * 0.52));
        paper.bend([neck, middle, end], height * 0.016, Ink::Veil(0xffffff, 0.45));
    }
}

/// A strip of ground that grass or flowers grow on.
#[derive(Clone, Copy)]
pub(crate) struct Strip {
    /// Upper left corner.
    pub(crate) at: Pair,
    /// Width and height.
    pub(crate) size: Pair,
    /// How many tufts.
    pub(crate) count: usize,
    /// Another seed scatters them in another way.
    pub(crate) seed: u32,
}

impl Strip {
    fn places(&self) -> Vec<(Pair, f32)> {
        let mut scatter = Scatter::new(self.seed);
        let mut places: Vec<(Pair, f32)> = (0..self.count)
            .map(|_| {
                let x = scatter.between(self.at.0, self.at.0 + self.size.0);
                let y = scatter.between(self.at.1, self.at.1 + self.size.1);
                ((x, y), scatter.between(0.6, 1.2))
            })
            .collect();
        // What stands nearer is drawn later.
        places.sort_by(|one, other| one.0.1.total_cmp(&other.0.1));
        places
    }
}

/// Tufts of grass.
pub(crate) fn grass(paper: &mut Paper, strip: Strip, height: f32, rgb: u32) {
    for ((x, y), scale) in strip.places() {
        let tall = height * scale;
        for lean in [-0.45, -0.12, 0.2, 0.5] {
            let tip = (x + lean * tall, y - tall * (1.0 - lean.abs() * 0.5));
            let blade = [((x + lean * tall * 0.3, y - tall * 0.6), tip), ((x + lean * tall * 0.5, y), (x + 5.0, y))];
            paper.blob((x - 5.0, y), &blade, Ink::Flat(rgb));
        }
    }
}

/// Small flowers on thin stems.
pub(crate) fn flowers(paper: &mut Paper, strip: Strip, size: f32, colors: &[u32]) {
    for (index, ((x, y), scale)) in strip.places().into_iter().enumerate() {
        let head = (x, y - size * 3.0 * scale);
        let rgb = colors.get(index % colors.len().max(1)).copied().unwrap_or(0xffffff);
        paper.line(&[(x, y), head], size * 0.25, Ink::Flat(0x4f8a3d));
        for turn in 0..5 {
            let angle = turn as f32 * TAU / 5.0;
            let petal = (head.0 + angle.cos() * size * 0.6, head.1 + angle.sin() * size * 0.6);
            paper.circle(petal, size * 0.5, Ink::Flat(rgb));
        }
        paper.circle(head, size * 0.38, Ink::Flat(0xf2c14e));
    }
}

/// A dune with a lit and a shaded side, by its crest; `wide` is how far it reaches to either side.
pub(crate) fn dune(paper: &mut Paper, crest: Pair, wide: f32, sand: [u32; 2]) {
    let (x, y) = crest;
    let foot = 1200.0;
    let light = [
        ((x - wide * 0.35, y + 25.0), (x - wide, y + 190.0)),
        ((x - wide * 1.1, foot), (x - wide * 1.2, foot)),
        ((x, foot), (x + wide * 1.3, foot)),
        ((x + wide * 1.2, y + 210.0), (x + wide, y + 170.0)),
        ((x + wide * 0.4, y + 60.0), crest),
    ];
    paper.blob(crest, &light, Ink::Flat(sand[0]));
    let shade = [
        ((x + wide * 0.4, y + 60.0), (x + wide, y + 170.0)),
        ((x + wide * 1.2, y + 210.0), (x + wide * 1.3, foot)),
        ((x + wide * 0.6, foot), (x + wide * 0.25, foot)),
        ((x + wide * 0.42, y + 330.0), (x + wide * 0.12, y + 210.0)),
        ((x - wide * 0.06, y + 110.0), crest),
    ];
    paper.blob(crest, &shade, Ink::Fade(sand[1], sand[0]));
}
