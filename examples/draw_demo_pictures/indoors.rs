//! Pictures of what stands on a table or in a room.

use crate::nature::{Hills, cloud, poplar, seedling, sun, tree};
use crate::paper::{Ink, Pair, Paper};
use crate::people::{Arms, Person, Wears};
use crate::things::{books, open_book, star};

const LEAF: [u32; 2] = [0x8cc063, 0x4f9447];
const COVERS: [u32; 5] = [0xd9694f, 0x4f8fb0, 0xe3b04b, 0x6fa85c, 0x9a79b5];

/// A window with a view of the hills.
fn window(paper: &mut Paper, at: Pair, size: Pair) {
    let ((x, y), (wide, high)) = (at, size);
    paper.card((x - 24.0, y - 24.0), (wide + 48.0, high + 48.0), 16.0, Ink::Flat(0xffffff));
    paper.rect(at, size, Ink::Fade(0xbfe0ee, 0xeef6ef));
    paper.circle((x + wide * 0.78, y + high * 0.25), high * 0.09, Ink::Flat(0xfbe3a0));
    let hill = |from: f32, top: f32, to: f32| {
        [
            ((x + wide * 0.5, y + high * top), (x + wide, y + high * to)),
            ((x + wide, y + high), (x + wide, y + high)),
            ((x, y + high), (x, y + high)),
            ((x, y + high * from), (x, y + high * from)),
        ]
    };
    paper.blob((x, y + high * 0.62), &hill(0.62, 0.4, 0.66), Ink::Flat(0xbcd9b4));
    paper.blob((x, y + high * 0.8), &hill(0.8, 0.62, 0.7), Ink::Flat(0x8cc063));
    for bar in [0.0, 0.5, 1.0] {
        paper.rect((x + wide * bar - 9.0, y - 6.0), (18.0, high + 12.0), Ink::Flat(0xffffff));
    }
    paper.rect((x, y + high * 0.42), (wide, 14.0), Ink::Flat(0xffffff));
    paper.card((x - 44.0, y + high + 18.0), (wide + 88.0, 26.0), 8.0, Ink::Flat(0xefe3cd));
}

fn table(paper: &mut Paper, top: f32) {
    paper.rect((0.0, top), (1600.0, 1200.0 - top), Ink::Fade(0xd9b98a, 0xc49e6c));
    paper.rect((0.0, top), (1600.0, 16.0), Ink::Veil(0xffffff, 0.28));
    for grain in 0..5 {
        let y = top + 60.0 + grain as f32 * 52.0;
        paper.bend([(0.0, y), (700.0, y + 22.0), (1600.0, y - 6.0)], 3.0, Ink::Veil(0x8a6a4a, 0.16));
    }
}

/// Books on a table, and a seedling that grows out of an open one.
pub(crate) fn growing(paper: &mut Paper) {
    window(paper, (520.0, 120.0), (640.0, 520.0));
    table(paper, 860.0);
    for x in [150.0, 1290.0] {
        paper.oval((x + 150.0, 1010.0), (240.0, 24.0), Ink::Veil(0x3b3020, 0.16));
    }
    books(paper, (110.0, 1010.0), (330.0, 66.0), &[COVERS[0], COVERS[1], COVERS[2], COVERS[3]]);
    books(paper, (1230.0, 1010.0), (290.0, 62.0), &[COVERS[4], COVERS[3], COVERS[0]]);
    apple(paper, (1400.0, 790.0), 40.0);
    open_book(paper, (800.0, 1070.0), 640.0);
    paper.oval((800.0, 905.0), (92.0, 26.0), Ink::Flat(0x8a6a4a));
    seedling(paper, (800.0, 905.0), 400.0, LEAF);
}

fn apple(paper: &mut Paper, at: Pair, size: f32) {
    let (x, y) = at;
    paper.circle((x - size * 0.35, y), size * 0.85, Ink::Flat(0xd5533f));
    paper.circle((x + size * 0.35, y), size * 0.85, Ink::Flat(0xd5533f));
    paper.circle((x - size * 0.5, y - size * 0.3), size * 0.2, Ink::Veil(0xffffff, 0.4));
    paper.bend([(x, y - size * 0.5), (x, y - size), (x + size * 0.25, y - size * 1.25)], 7.0, Ink::Flat(0x6d4c33));
    paper.oval((x + size * 0.55, y - size * 1.1), (size * 0.35, size * 0.18), Ink::Flat(0x6aa84f));
}

/// A pair of glasses through which the land is bright and clear.
pub(crate) fn bright_eyes(paper: &mut Paper) {
    landscape(paper);
    paper.rect((0.0, 0.0), (1600.0, 1200.0), Ink::Veil(0xf7f3e8, 0.62));
    let lenses = [((500.0, 590.0), 290.0), ((1100.0, 590.0), 290.0)];
    paper.look_through(&lenses);
    paper.rect((0.0, 0.0), (1600.0, 1200.0), Ink::Fade(0x9fd2ea, 0xf3f6e6));
    landscape(paper);
    paper.look_at_all();
    for (at, radius) in lenses {
        paper.ring(at, radius, 40.0, Ink::Flat(0x2f6f43));
        paper.ring(at, radius - 22.0, 5.0, Ink::Veil(0xffffff, 0.55));
        paper.bend(
            [(at.0 - 210.0, at.1 - 60.0), (at.0 - 190.0, at.1 - 180.0), (at.0 - 80.0, at.1 - 220.0)],
            20.0,
            Ink::Veil(0xffffff, 0.6),
        );
    }
    paper.bend([(785.0, 560.0), (800.0, 500.0), (815.0, 560.0)], 40.0, Ink::Flat(0x2f6f43));
    paper.line(&[(206.0, 540.0), (60.0, 470.0)], 40.0, Ink::Flat(0x2f6f43));
    paper.line(&[(1394.0, 540.0), (1540.0, 470.0)], 40.0, Ink::Flat(0x2f6f43));
}

fn landscape(paper: &mut Paper) {
    sun(paper, (1180.0, 420.0), 60.0, 0xfbd98a);
    cloud(paper, (420.0, 460.0), 80.0);
    Hills { level: 660.0, rise: 70.0, count: 1.6, shift: 0.1 }.draw(paper, Ink::Fade(0xb5d9a8, 0x9ccb80));
    Hills { level: 760.0, rise: 50.0, count: 1.2, shift: 0.5 }.draw(paper, Ink::Fade(0x8cc063, 0x5f9f4a));
    for (x, height) in [(330.0, 230.0), (420.0, 190.0), (1010.0, 220.0), (1230.0, 190.0)] {
        poplar(paper, (x, 800.0), height, [0x9ccb70, 0x4f9447]);
    }
    tree(paper, (620.0, 840.0), 240.0, [0x7fbf5a, 0x3f8a3f]);
    tree(paper, (1120.0, 850.0), 220.0, [0x7fbf5a, 0x3f8a3f]);
}

/// A livestream: a telephone on its stand, and what the fields gave.
pub(crate) fn livestream(paper: &mut Paper) {
    sun(paper, (250.0, 230.0), 66.0, 0xfbe3a0);
    cloud(paper, (1330.0, 220.0), 100.0);
    Hills { level: 560.0, rise: 45.0, count: 1.4, shift: 0.3 }.draw(paper, Ink::Fade(0xc4deb8, 0xa9cf8f));
    for row in 0..9 {
        let (near, far) = (-900.0 + row as f32 * 425.0, 480.0 + row as f32 * 80.0);
        let ink = Ink::Fade(0xa5cf7b, if row % 2 == 0 { 0x6aa84f } else { 0x86bb5f });
        paper.polygon(&[(far, 590.0), (far + 80.0, 590.0), (near + 425.0, 1200.0), (near, 1200.0)], ink);
    }
    Person::new((430.0, 1130.0), 760.0, [0xd9694f, 0x3f4f63, 0x2a2420]).with_arms(Arms::Reaching).draw(paper);
    table(paper, 930.0);
    crate_of(paper, (90.0, 1110.0), potato);
    crate_of(paper, (640.0, 1110.0), corn);
    crate_of(paper, (1260.0, 1110.0), tomato);
    phone(paper, (960.0, 200.0));
}

fn crate_of(paper: &mut Paper, at: Pair, fruit: fn(&mut Paper, Pair)) {
    let (x, y) = at;
    for (dx, dy) in [(70.0, 190.0), (160.0, 205.0), (250.0, 190.0), (115.0, 165.0), (205.0, 165.0)] {
        fruit(paper, (x + dx, y - dy + 20.0));
    }
    for board in 0..3 {
        let top = y - 150.0 + board as f32 * 50.0;
        paper.card((x, top), (320.0, 44.0), 6.0, Ink::Fade(0xc99a5f, 0xb98a52));
    }
    for post in [14.0, 282.0] {
        paper.card((x + post, y - 156.0), (24.0, 160.0), 5.0, Ink::Flat(0xa3783f));
    }
}

fn potato(paper: &mut Paper, at: Pair) {
    paper.oval(at, (52.0, 42.0), Ink::Fade(0xdcb98a, 0xc79e68));
    paper.circle((at.0 - 14.0, at.1 - 8.0), 4.0, Ink::Flat(0xa37d4c));
    paper.circle((at.0 + 18.0, at.1 + 6.0), 4.0, Ink::Flat(0xa37d4c));
}

fn tomato(paper: &mut Paper, at: Pair) {
    paper.oval(at, (50.0, 46.0), Ink::Fade(0xe2664f, 0xc94a38));
    star(paper, (at.0, at.1 - 34.0), 22.0, Ink::Flat(0x5f9f4a));
    paper.circle((at.0 - 18.0, at.1 - 14.0), 8.0, Ink::Veil(0xffffff, 0.4));
}

fn corn(paper: &mut Paper, at: Pair) {
    let (x, y) = at;
    paper.oval((x, y - 26.0), (32.0, 78.0), Ink::Fade(0xf6d265, 0xe3ad3c));
    for row in 0..6 {
        let high = y - 84.0 + row as f32 * 20.0;
        paper.bend([(x - 26.0, high), (x, high + 10.0), (x + 26.0, high)], 3.0, Ink::Veil(0xb98a2a, 0.5));
    }
    for side in [-1.0, 1.0] {
        let leaf =
            [((x + side * 66.0, y - 30.0), (x + side * 40.0, y - 92.0)), ((x + side * 14.0, y - 20.0), (x, y + 50.0))];
        paper.blob((x, y + 50.0), &leaf, Ink::Fade(0x9ccb70, 0x6aa84f));
    }
}

fn phone(paper: &mut Paper, at: Pair) {
    let (x, y) = at;
    paper.line(&[(x + 150.0, y + 560.0), (x + 150.0, y + 760.0)], 22.0, Ink::Flat(0x5d6468));
    paper.card((x + 20.0, y + 742.0), (260.0, 26.0), 12.0, Ink::Flat(0x5d6468));
    paper.card((x, y), (300.0, 590.0), 38.0, Ink::Flat(0x2b3338));
    paper.card((x + 16.0, y + 20.0), (268.0, 550.0), 26.0, Ink::Fade(0xd8ecf2, 0xcfe6bd));
    Person::new((x + 120.0, y + 560.0), 430.0, [0xd9694f, 0x3f4f63, 0x2a2420]).with_arms(Arms::Reaching).draw(paper);
    paper.card((x + 16.0, y + 430.0), (268.0, 140.0), 26.0, Ink::Flat(0xd9b98a));
    corn(paper, (x + 215.0, y + 430.0));
    paper.card((x + 34.0, y + 44.0), (92.0, 34.0), 17.0, Ink::Flat(0xd5533f));
    paper.circle((x + 54.0, y + 61.0), 8.0, Ink::Flat(0xffffff));
    paper.card((x + 72.0, y + 56.0), (42.0, 10.0), 5.0, Ink::Flat(0xffffff));
    for (dx, dy, size) in [(330.0, 300.0, 30.0), (372.0, 200.0, 38.0), (340.0, 90.0, 24.0)] {
        heart(paper, (x + dx, y + dy), size);
    }
}

fn heart(paper: &mut Paper, at: Pair, size: f32) {
    let (x, y) = at;
    let sides = [
        ((x - size * 1.5, y - size * 0.1), (x - size * 0.95, y - size * 0.75)),
        ((x - size * 0.4, y - size * 1.25), (x, y - size * 0.5)),
        ((x + size * 0.4, y - size * 1.25), (x + size * 0.95, y - size * 0.75)),
        ((x + size * 1.5, y - size * 0.1), (x, y + size * 0.8)),
    ];
    paper.blob((x, y + size * 0.8), &sides, Ink::Flat(0xe2664f));
}

/// A cut pomegranate between two badges: seeds that keep together.
pub(crate) fn badges(paper: &mut Paper) {
    for ray in 0..12 {
        let angle = |turn: f32| (turn / 12.0) * std::f32::consts::TAU;
        let (one, two) = (angle(ray as f32), angle(ray as f32 + 0.5));
        let reach = 1300.0;
        let corners = [
            (800.0, 620.0),
            (800.0 + one.cos() * reach, 620.0 + one.sin() * reach),
            (800.0 + two.cos() * reach, 620.0 + two.sin() * reach),
        ];
        paper.polygon(&corners, Ink::Veil(0xffffff, 0.28));
    }
    pomegranate(paper, (800.0, 640.0), 290.0);
    badge(paper, (310.0, 700.0), 2);
    badge(paper, (1290.0, 700.0), 3);
}

fn pomegranate(paper: &mut Paper, at: Pair, size: f32) {
    let (x, y) = at;
    let crown = [
        (x - size * 0.24, y - size * 0.9),
        (x - size * 0.34, y - size * 1.34),
        (x - size * 0.1, y - size * 1.12),
        (x, y - size * 1.42),
        (x + size * 0.1, y - size * 1.12),
        (x + size * 0.34, y - size * 1.34),
        (x + size * 0.24, y - size * 0.9),
    ];
    paper.polygon(&crown, Ink::Flat(0xb83a35));
    paper.circle(at, size, Ink::Fade(0xd9533f, 0xb2302f));
    paper.circle(at, size * 0.84, Ink::Flat(0xfbe9d0));
    for (ring, count) in [(0.0, 1), (0.2, 6), (0.4, 12), (0.6, 18)] {
        for seed in 0..count {
            let angle = seed as f32 / count as f32 * std::f32::consts::TAU + ring;
            let place = (x + angle.cos() * size * ring * 1.12, y + angle.sin() * size * ring * 1.12);
            paper.circle(place, size * 0.088, Ink::Fade(0xe8584e, 0xc0282f));
            paper.circle((place.0 - size * 0.026, place.1 - size * 0.032), size * 0.024, Ink::Veil(0xffffff, 0.6));
        }
    }
    for side in [-1.0, 1.0] {
        let leaf = [
            ((x + side * size * 0.7, y + size * 1.0), (x + side * size * 1.1, y + size * 0.82)),
            ((x + side * size * 0.95, y + size * 1.34), (x, y + size * 1.02)),
        ];
        paper.blob((x, y + size * 1.02), &leaf, Ink::Fade(LEAF[0], LEAF[1]));
    }
}

fn badge(paper: &mut Paper, at: Pair, stars: usize) {
    let (x, y) = at;
    for side in [-1.0, 1.0] {
        let ribbon = [
            (x + side * 20.0, y - 300.0),
            (x + side * 110.0, y - 300.0),
            (x + side * 70.0, y - 90.0),
            (x - side * 10.0, y - 90.0),
        ];
        paper.polygon(&ribbon, Ink::Fade(0x3f9a4a, 0x2f7a3c));
    }
    paper.circle((x, y + 6.0), 172.0, Ink::Veil(0x6b4a20, 0.18));
    paper.circle(at, 166.0, Ink::Fade(0xf6d98a, 0xdca83f));
    paper.circle(at, 138.0, Ink::Fade(0xfffaf0, 0xf6e7c8));
    seedling(paper, (x, y + 52.0), 140.0, LEAF);
    for number in 0..stars {
        let offset = number as f32 - (stars as f32 - 1.0) / 2.0;
        star(paper, (x + offset * 58.0, y + 92.0 - offset.abs() * 10.0), 27.0, Ink::Flat(0xd5533f));
    }
}

/// A classroom before the lesson begins.
pub(crate) fn classroom(paper: &mut Paper) {
    window(paper, (90.0, 190.0), (330.0, 430.0));
    window(paper, (1180.0, 190.0), (330.0, 430.0));
    paper.card((500.0, 190.0), (600.0, 380.0), 14.0, Ink::Flat(0xb98a56));
    paper.rect((522.0, 212.0), (556.0, 336.0), Ink::Fade(0x3f7a5c, 0x2f6449));
    seedling(paper, (800.0, 500.0), 190.0, [0xf4f8ec, 0xe3eed6]);
    for (x, y, wide) in [(570.0, 270.0, 120.0), (570.0, 310.0, 80.0), (930.0, 270.0, 100.0), (930.0, 310.0, 70.0)] {
        paper.line(&[(x, y), (x + wide, y)], 7.0, Ink::Veil(0xffffff, 0.5));
    }
    paper.rect((0.0, 740.0), (1600.0, 460.0), Ink::Fade(0xe0c79d, 0xcfae7d));
    Person::new((990.0, 830.0), 400.0, [0x4f8fb0, 0x3f4f63, 0x2a2420])
        .wearing(Wears::Dress)
        .with_arms(Arms::Waving)
        .draw(paper);
    for (row, y) in [900.0, 1110.0_f32].into_iter().enumerate() {
        for column in 0..4 {
            let wide = 250.0 + row as f32 * 50.0;
            let x = 800.0 + (column as f32 - 1.5) * (wide + 110.0);
            pupil_at_desk(paper, (x, y), wide, (row * 3 + column) % 5);
        }
    }
}

fn pupil_at_desk(paper: &mut Paper, at: Pair, wide: f32, which: usize) {
    let (x, y) = at;
    let high = wide * 0.75;
    paper.card((x - high * 0.26, y - high * 0.42), (high * 0.52, high * 0.6), high * 0.16, Ink::Flat(COVERS[which]));
    paper.circle((x, y - high * 0.56), high * 0.19, Ink::Flat([0x2a2420, 0x3a2c22][which % 2]));
    paper.card((x - wide / 2.0, y), (wide, 30.0), 8.0, Ink::Flat(0xc08a4f));
    paper.rect((x - wide * 0.46, y + 30.0), (wide * 0.92, wide * 0.22), Ink::Fade(0xd9aa6c, 0xc4935a));
    paper.card((x - wide * 0.36, y - 14.0), (wide * 0.26, 16.0), 4.0, Ink::Flat(0xfdfdf8));
    paper.card((x + wide * 0.14, y - 16.0), (wide * 0.22, 18.0), 4.0, Ink::Flat(COVERS[(which + 2) % 5]));
}

/// A corner with shelves where children read.
pub(crate) fn reading_corner(paper: &mut Paper) {
    window(paper, (1040.0, 150.0), (430.0, 400.0));
    paper.rect((0.0, 860.0), (1600.0, 340.0), Ink::Fade(0xd9b98a, 0xc49e6c));
    shelves(paper, (110.0, 180.0));
    paper.oval((1030.0, 1060.0), (480.0, 110.0), Ink::Flat(0x7fb88a));
    paper.oval((1030.0, 1060.0), (400.0, 84.0), Ink::Flat(0x9ccba0));
    for (index, x) in [830.0, 1060.0, 1290.0].into_iter().enumerate() {
        let coat = [COVERS[0], COVERS[2], COVERS[1]][index];
        reader(paper, (x, 1060.0 + [0.0, 34.0, 0.0][index]), 300.0, coat);
    }
    seedling(paper, (694.0, 772.0), 210.0, LEAF);
    paper.card((642.0, 762.0), (104.0, 118.0), 14.0, Ink::Fade(0xe3b04b, 0xcf9636));
}

fn shelves(paper: &mut Paper, at: Pair) {
    let (x, y) = at;
    paper.card((x, y), (520.0, 700.0), 12.0, Ink::Flat(0xb98a56));
    for shelf in 0..4 {
        let top = y + 20.0 + shelf as f32 * 168.0;
        paper.rect((x + 20.0, top), (480.0, 150.0), Ink::Fade(0x8a6238, 0x9a7246));
        let mut left = x + 34.0;
        for book in 0..11 {
            let wide = 24.0 + ((book * 5 + shelf * 3) % 4) as f32 * 5.0;
            let high = 96.0 + ((book * 7 + shelf * 5) % 5) as f32 * 9.0;
            if left + wide < x + 490.0 && (book + shelf) % 6 != 4 {
                let rgb = COVERS[(book * 2 + shelf) % 5];
                paper.card((left, top + 150.0 - high), (wide, high), 4.0, Ink::Flat(rgb));
                paper.rect((left, top + 164.0 - high), (wide, 7.0), Ink::Veil(0xffffff, 0.4));
            }
            left += wide + 9.0;
        }
    }
}

/// A child that sits on the floor with a book, by the middle of its foot.
fn reader(paper: &mut Paper, at: Pair, height: f32, coat: u32) {
    let ((x, y), h) = (at, height);
    paper.oval((x, y), (h * 0.34, h * 0.05), Ink::Veil(0x2b3a2a, 0.2));
    paper.line(&[(x - h * 0.26, y - h * 0.07), (x + h * 0.26, y - h * 0.07)], h * 0.14, Ink::Flat(0x3f4f63));
    paper.card((x - h * 0.19, y - h * 0.6), (h * 0.38, h * 0.5), h * 0.14, Ink::Flat(coat));
    paper.circle((x, y - h * 0.74), h * 0.15, Ink::Flat(0xf0c9a4));
    let hair = [
        ((x - h * 0.18, y - h * 0.95), (x, y - h * 0.93)),
        ((x + h * 0.18, y - h * 0.95), (x + h * 0.155, y - h * 0.74)),
        ((x, y - h * 0.86), (x - h * 0.155, y - h * 0.74)),
    ];
    paper.blob((x - h * 0.155, y - h * 0.74), &hair, Ink::Flat(0x2a2420));
    for side in [-1.0, 1.0] {
        let page = [
            (x, y - h * 0.2),
            (x + side * h * 0.24, y - h * 0.27),
            (x + side * h * 0.24, y - h * 0.47),
            (x, y - h * 0.4),
        ];
        paper.polygon(&page, Ink::Flat(if side < 0.0 { 0x4f9447 } else { 0x3f8a3f }));
        paper.circle((x + side * h * 0.22, y - h * 0.3), h * 0.045, Ink::Flat(0xf0c9a4));
    }
}

/// School bags in a row, ready to be given out.
pub(crate) fn school_bags(paper: &mut Paper) {
    window(paper, (560.0, 110.0), (480.0, 380.0));
    table(paper, 900.0);
    for (index, x) in [240.0, 620.0, 1000.0, 1380.0].into_iter().enumerate() {
        bag(paper, (x, 1040.0), COVERS[[1, 0, 3, 2][index]]);
    }
}

fn bag(paper: &mut Paper, at: Pair, rgb: u32) {
    let ((x, y), dark) = (at, crate::people::darker(rgb));
    paper.oval((x, y), (165.0, 20.0), Ink::Veil(0x3b3020, 0.2));
    paper.ring((x, y - 400.0), 44.0, 18.0, Ink::Flat(dark));
    paper.card((x - 145.0, y - 390.0), (290.0, 390.0), 90.0, Ink::Flat(rgb));
    paper.card((x - 120.0, y - 190.0), (240.0, 160.0), 36.0, Ink::Flat(dark));
    paper.line(&[(x - 100.0, y - 250.0), (x + 100.0, y - 250.0)], 8.0, Ink::Veil(0xffffff, 0.5));
    paper.line(&[(x - 86.0, y - 160.0), (x + 86.0, y - 160.0)], 6.0, Ink::Veil(0xffffff, 0.4));
    seedling(paper, (x, y - 275.0), 78.0, [0xffffff, 0xffffff]);
}
