//! What people build and use.

use crate::nature::seedling;
use crate::paper::{Ink, Pair, Paper, hanging, point_on_bend};
use crate::people::Person;

/// A market tent with a striped roof and somebody behind its table, by the left end of its foot.
pub(crate) fn tent(paper: &mut Paper, at: Pair, wide: f32, colors: [u32; 2]) {
    let ([roof, coat], (x, y), high) = (colors, at, wide * 0.95);
    let eaves = y - high * 0.62;
    paper.rect((x + wide * 0.05, eaves), (wide * 0.9, high * 0.4), Ink::Veil(0xfffaf0, 0.55));
    for post in [x + wide * 0.04, x + wide * 0.96] {
        paper.line(&[(post, y), (post, eaves)], wide * 0.025, Ink::Flat(0x8d8577));
    }
    Person::new((x + wide * 0.5, y), high * 0.57, [coat, 0x3f4f63, 0x2a2420]).draw(paper);
    draw_roof(paper, (x, eaves), wide, roof);
    paper.rect((x + wide * 0.1, y - high * 0.27), (wide * 0.8, high * 0.26), Ink::Fade(0xffffff, 0xe9e3d6));
    paper.card((x + wide * 0.07, y - high * 0.3), (wide * 0.86, high * 0.045), 4.0, Ink::Flat(0xcaa36e));
    seedling(paper, (x + wide * 0.5, y - high * 0.06), high * 0.15, [roof, roof]);
    for leaf in 0..4 {
        let left = x + wide * (0.16 + leaf as f32 * 0.19);
        paper.card((left, y - high * 0.325), (wide * 0.1, high * 0.025), 2.0, Ink::Flat(0xfdfdf8));
    }
}

fn draw_roof(paper: &mut Paper, eaves: Pair, wide: f32, roof: u32) {
    let ((x, y), stripes) = (eaves, 8);
    let top = y - wide * 0.28;
    for stripe in 0..stripes {
        let part = |share: f32| (stripe as f32 + share) / stripes as f32;
        let ink = Ink::Flat(if stripe % 2 == 0 { roof } else { 0xfffdf7 });
        let upper = |share: f32| x + wide * (0.16 + part(share) * 0.68);
        let lower = |share: f32| x - wide * 0.03 + wide * 1.06 * part(share);
        paper.polygon(&[(upper(0.0), top), (upper(1.0), top), (lower(1.0), y), (lower(0.0), y)], ink);
        let radius = wide * 1.06 / stripes as f32 / 2.0;
        paper.circle((lower(0.5), y), radius, ink);
    }
    paper.rect((x - wide * 0.03, y - 4.0), (wide * 1.06, 5.0), Ink::Veil(0x000000, 0.07));
}

/// A string of small flags that sags between two points.
pub(crate) fn bunting(paper: &mut Paper, from: Pair, to: Pair, sag: f32) {
    let string = hanging(from, to, sag);
    paper.bend(string, 4.0, Ink::Flat(0x9b8f7d));
    let flags = ((to.0 - from.0) / 62.0) as usize;
    for flag in 0..flags {
        let (x, y) = point_on_bend(string, (flag as f32 + 0.5) / flags as f32);
        let rgb = [0x4fae54, 0xe8b94a, 0xd5533f, 0x5b9bc0][flag % 4];
        paper.polygon(&[(x - 20.0, y), (x + 20.0, y), (x, y + 42.0)], Ink::Flat(rgb));
    }
}

/// A felt tent, by the middle of its foot.
pub(crate) fn yurt(paper: &mut Paper, at: Pair, wide: f32) {
    let ((x, y), half) = (at, wide / 2.0);
    paper.oval((x, y), (half * 1.15, wide * 0.05), Ink::Veil(0x2b4a2a, 0.2));
    paper.card((x - half, y - wide * 0.3), (wide, wide * 0.31), wide * 0.04, Ink::Fade(0xfffdf6, 0xe9e1d0));
    let roof = [
        ((x - half * 0.55, y - wide * 0.5), (x, y - wide * 0.52)),
        ((x + half * 0.55, y - wide * 0.5), (x + half * 1.06, y - wide * 0.28)),
    ];
    paper.blob((x - half * 1.06, y - wide * 0.28), &roof, Ink::Fade(0xffffff, 0xf2ead9));
    paper.card((x - half * 0.2, y - wide * 0.555), (half * 0.4, wide * 0.06), 6.0, Ink::Flat(0xc9874a));
    paper.rect((x - half, y - wide * 0.24), (wide, wide * 0.035), Ink::Flat(0x4f8fb0));
    paper.card((x - half * 0.2, y - wide * 0.23), (half * 0.4, wide * 0.24), 6.0, Ink::Flat(0xb9543f));
}

/// A sheep, by the place below its body.
pub(crate) fn sheep(paper: &mut Paper, at: Pair, size: f32) {
    let (x, y) = at;
    for leg in [-0.28, -0.12, 0.14, 0.28] {
        paper.line(&[(x + size * leg, y - size * 0.3), (x + size * leg, y)], size * 0.07, Ink::Flat(0x4b443d));
    }
    for (dx, dy, r) in
        [(-0.3, 0.42, 0.24), (0.0, 0.36, 0.28), (0.28, 0.42, 0.24), (-0.12, 0.6, 0.24), (0.15, 0.6, 0.22)]
    {
        paper.circle((x + size * dx, y - size * dy), size * r, Ink::Flat(0xfdfaf2));
    }
    paper.oval((x + size * 0.56, y - size * 0.56), (size * 0.14, size * 0.18), Ink::Flat(0x4b443d));
    paper.oval((x + size * 0.47, y - size * 0.68), (size * 0.09, size * 0.05), Ink::Flat(0x4b443d));
}

/// A stack of books, by the left end of its foot; the first colour lies at the bottom.
pub(crate) fn books(paper: &mut Paper, at: Pair, size: Pair, colors: &[u32]) {
    for (index, rgb) in colors.iter().enumerate() {
        let y = at.1 - size.1 * (index as f32 + 1.0);
        let x = at.0 + [0.0, 26.0, 8.0, 34.0][index % 4];
        paper.card((x, y), (size.0, size.1), 10.0, Ink::Flat(*rgb));
        paper.card((x + 16.0, y + size.1 * 0.2), (size.0 - 16.0, size.1 * 0.6), 6.0, Ink::Fade(0xfffdf5, 0xebe3d2));
        paper.rect((x + 16.0, y + size.1 * 0.48), (size.0 - 22.0, 2.0), Ink::Veil(0x8a7d68, 0.35));
        paper.card((x, y), (34.0, size.1), 10.0, Ink::Flat(*rgb));
        paper.rect((x + 44.0, y), (22.0, size.1 * 0.2), Ink::Veil(0xffffff, 0.25));
    }
}

/// A book that lies open, by the middle of its lower edge.
pub(crate) fn open_book(paper: &mut Paper, at: Pair, wide: f32) {
    let (x, y) = at;
    paper.oval((x, y + 4.0), (wide * 0.54, wide * 0.05), Ink::Veil(0x3b3020, 0.16));
    for side in [-1.0, 1.0] {
        let (outer, high) = (x + side * wide * 0.5, wide * 0.3);
        let cover =
            [(x, y + 8.0), (outer + side * 12.0, y - 4.0), (outer + side * 12.0, y - high), (x, y - high + 10.0)];
        paper.polygon(&cover, Ink::Flat(0x3f8f4a));
        let page = [
            ((x + side * wide * 0.25, y - high - 34.0), (outer, y - high)),
            ((outer, y - high * 0.5), (outer, y - 14.0)),
            ((x + side * wide * 0.25, y - 46.0), (x, y)),
        ];
        paper.blob((x, y - high + 14.0), &page, Ink::Fade(0xffffff, 0xf1ead9));
        for row in 0..5 {
            let line = y - high * 0.82 + row as f32 * high * 0.14;
            let from = (x + side * wide * 0.07, line + 12.0);
            let towards = (x + side * wide * 0.25, line - 18.0);
            paper.bend([from, towards, (x + side * wide * 0.42, line - 2.0)], 5.0, Ink::Veil(0x8a7d68, 0.4));
        }
    }
    paper.line(&[(x, y - wide * 0.27), (x, y)], 4.0, Ink::Veil(0x8a7d68, 0.5));
}

/// A wall of windows, by its upper left corner: columns and rows.
pub(crate) fn windows(paper: &mut Paper, at: Pair, pane: Pair, grid: (usize, usize)) {
    for row in 0..grid.1 {
        for column in 0..grid.0 {
            let (x, y) = (at.0 + column as f32 * pane.0 * 1.5, at.1 + row as f32 * pane.1 * 1.65);
            paper.card((x - 5.0, y - 5.0), (pane.0 + 10.0, pane.1 + 10.0), 5.0, Ink::Flat(0xffffff));
            paper.rect((x, y), pane, Ink::Fade(0xa9d3e6, 0xd8ecf2));
            paper.polygon(&[(x, y + pane.1), (x, y + pane.1 * 0.4), (x + pane.0 * 0.6, y)], Ink::Veil(0xffffff, 0.35));
            paper.rect((x + pane.0 / 2.0 - 2.5, y), (5.0, pane.1), Ink::Flat(0xffffff));
        }
    }
}

/// A star with five points, by its centre.
pub(crate) fn star(paper: &mut Paper, at: Pair, radius: f32, ink: Ink) {
    let corners: Vec<Pair> = (0..10)
        .map(|corner| {
            let angle = std::f32::consts::PI * (corner as f32 / 5.0 - 0.5);
            let reach = if corner % 2 == 0 { radius } else { radius * 0.42 };
            (at.0 + angle.cos() * reach, at.1 + angle.sin() * reach)
        })
        .collect();
    paper.polygon(&corners, ink);
}
