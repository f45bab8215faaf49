//! Pictures of what happens outside.

use crate::nature::{Hills, Strip, cloud, dune, flowers, grass, poplar, seedling, sun, tree};
use crate::paper::{Ink, Pair, Paper, hanging, point_on_bend};
use crate::people::{Arms, Person, Wears, crowd};
use crate::things::{bunting, sheep, tent, windows, yurt};

const LEAF: [u32; 2] = [0x8cc063, 0x4f9447];
const SPRING: [u32; 2] = [0xa8cf72, 0x6aa84f];
const COATS: [u32; 6] = [0xd9694f, 0x4f8fb0, 0xe3b04b, 0x6fa85c, 0x9a79b5, 0xf0ece2];

fn meadow(paper: &mut Paper) {
    Hills { level: 640.0, rise: 70.0, count: 1.6, shift: 0.1 }.draw(paper, Ink::Fade(0xbcd9b4, 0xa9cf8f));
    Hills { level: 730.0, rise: 60.0, count: 1.2, shift: 0.55 }.draw(paper, Ink::Fade(0xa5cf7b, 0x86bb5f));
    Hills { level: 850.0, rise: 45.0, count: 0.9, shift: 0.2 }.draw(paper, Ink::Fade(0x8cc063, 0x6aa84f));
}

fn clouds(paper: &mut Paper) {
    cloud(paper, (360.0, 300.0), 120.0);
    cloud(paper, (900.0, 200.0), 85.0);
    cloud(paper, (1330.0, 380.0), 100.0);
}

/// Grassland with yurts, sheep and a stream.
pub(crate) fn grassland(paper: &mut Paper) {
    sun(paper, (1270.0, 230.0), 72.0, 0xfbe3a0);
    clouds(paper);
    meadow(paper);
    let stream = [
        ((1150.0, 800.0), (820.0, 860.0)),
        ((470.0, 930.0), (760.0, 1010.0)),
        ((1040.0, 1090.0), (700.0, 1200.0)),
        ((760.0, 1200.0), (1010.0, 1200.0)),
        ((1230.0, 1080.0), (930.0, 1000.0)),
        ((640.0, 930.0), (900.0, 872.0)),
        ((1180.0, 815.0), (1330.0, 770.0)),
    ];
    paper.blob((1320.0, 766.0), &stream, Ink::Fade(0xc8e6ee, 0x8cc3d6));
    for (at, wide) in [((330.0, 770.0), 190.0), ((560.0, 745.0), 130.0), ((1120.0, 735.0), 110.0)] {
        yurt(paper, at, wide);
    }
    for (at, size) in [
        ((250.0, 930.0), 84.0),
        ((420.0, 960.0), 96.0),
        ((120.0, 985.0), 92.0),
        ((1190.0, 900.0), 70.0),
        ((1310.0, 930.0), 80.0),
        ((1420.0, 890.0), 66.0),
    ] {
        sheep(paper, at, size);
    }
    grass(paper, Strip { at: (0.0, 1090.0), size: (660.0, 110.0), count: 60, seed: 3 }, 62.0, 0x4f8f3f);
    grass(paper, Strip { at: (1080.0, 1080.0), size: (520.0, 120.0), count: 48, seed: 5 }, 62.0, 0x4f8f3f);
    flowers(
        paper,
        Strip { at: (0.0, 1120.0), size: (1600.0, 80.0), count: 34, seed: 7 },
        15.0,
        &[0xf6f1e4, 0xf0a8a0, 0xf7d774],
    );
}

/// Dunes, a net of straw that holds the sand, and what was planted in it.
pub(crate) fn dunes(paper: &mut Paper) {
    sun(paper, (330.0, 260.0), 80.0, 0xf7d78c);
    cloud(paper, (1180.0, 270.0), 100.0);
    dune(paper, (1180.0, 470.0), 620.0, [0xecd3a0, 0xd5b277]);
    dune(paper, (420.0, 560.0), 700.0, [0xf0d9aa, 0xdcb97f]);
    dune(paper, (1420.0, 660.0), 560.0, [0xf3dfb6, 0xdfc08a]);
    paper.blob(
        (0.0, 820.0),
        &[((700.0, 730.0), (1600.0, 850.0)), ((1600.0, 1200.0), (1600.0, 1200.0)), ((0.0, 1200.0), (0.0, 1200.0))],
        Ink::Fade(0xf2dcae, 0xe6c88f),
    );
    straw_net(paper);
    for (x, height) in [(70.0, 300.0), (210.0, 340.0), (340.0, 280.0), (1500.0, 300.0)] {
        poplar(paper, (x, 850.0), height, SPRING);
    }
    for (at, coat) in [((820.0, 960.0), 0x4f8fb0), ((1130.0, 930.0), 0xd9694f)] {
        Person::new(at, 250.0, [coat, 0x3f4f63, 0x2a2420]).wearing(Wears::Vest).with_arms(Arms::Reaching).draw(paper);
    }
    for at in [(900.0, 962.0), (1210.0, 932.0)] {
        seedling(paper, at, 92.0, LEAF);
    }
}

/// Squares of straw in perspective, with a sapling in each second one.
fn straw_net(paper: &mut Paper) {
    let rows = [905.0, 955.0, 1020.0, 1100.0, 1205.0_f32];
    let across = |y: f32, column: f32| 800.0 + (column - 5.0) * (130.0 + (y - 900.0) * 0.55);
    for y in rows {
        paper.line(&[(-20.0, y + 8.0), (1620.0, y)], 5.0 + (y - 880.0) * 0.02, Ink::Flat(0xc49a58));
    }
    for column in 0..=10 {
        let column = column as f32;
        paper.line(&[(across(905.0, column), 905.0), (across(1205.0, column), 1205.0)], 7.0, Ink::Flat(0xc49a58));
    }
    for (row, pair) in rows.windows(2).enumerate() {
        for column in 0..10 {
            if (row + column) % 2 == 0 {
                let y = f32::midpoint(pair[0], pair[1]) + 14.0;
                seedling(paper, (across(y, column as f32 + 0.5), y), (pair[1] - pair[0]) * 0.8, LEAF);
            }
        }
    }
}

/// The light in which a fair is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Light {
    /// A bright spring morning.
    Morning,
    /// A warm summer evening.
    Evening,
}

/// A job fair: a row of tents on a square, and people who look around.
pub(crate) fn job_fair(paper: &mut Paper, light: Light) {
    let (far, crown, square) = match light {
        Light::Morning => (Ink::Fade(0xd7e6dc, 0xc3d9c4), SPRING, Ink::Fade(0xe9ddc6, 0xd8c7a6)),
        Light::Evening => (Ink::Fade(0xd9b9a4, 0xc3a58f), [0x7fa05c, 0x527a45], Ink::Fade(0xe0b48c, 0xb98a72)),
    };
    match light {
        Light::Morning => clouds(paper),
        Light::Evening => sun(paper, (800.0, 560.0), 110.0, 0xffd08a),
    }
    for (left, top, wide) in
        [(60.0, 430.0, 210.0), (250.0, 500.0, 180.0), (1130.0, 460.0, 200.0), (1310.0, 390.0, 220.0)]
    {
        paper.rect((left, top), (wide, 400.0), far);
        windows(paper, (left + 28.0, top + 36.0), (26.0, 32.0), (((wide - 40.0) / 40.0) as usize, 5));
    }
    for (x, height) in
        [(30.0, 420.0), (480.0, 380.0), (560.0, 430.0), (1010.0, 400.0), (1100.0, 350.0), (1560.0, 440.0)]
    {
        poplar(paper, (x, 800.0), height, crown);
    }
    paper.rect((0.0, 780.0), (1600.0, 420.0), square);
    for row in 0..4 {
        let y = 860.0 + row as f32 * row as f32 * 28.0 + row as f32 * 40.0;
        paper.line(&[(0.0, y), (1600.0, y)], 3.0, Ink::Veil(0xb29f7c, 0.35));
    }
    bunting(paper, (-40.0, 300.0), (800.0, 300.0), 90.0);
    bunting(paper, (800.0, 300.0), (1640.0, 300.0), 90.0);
    for (index, roof) in [0x3f9a4a, 0xd9694f, 0xe3b04b, 0x4f8fb0].into_iter().enumerate() {
        let left = 70.0 + index as f32 * 375.0;
        tent(paper, (left, 920.0), 330.0, [roof, COATS[(index + 2) % 5]]);
    }
    let near: Vec<Pair> = [110.0, 290.0, 520.0, 690.0, 880.0, 1090.0, 1270.0, 1470.0]
        .into_iter()
        .enumerate()
        .map(|(index, x)| (x, 1080.0 + [0.0, 55.0, 20.0, 70.0][index % 4]))
        .collect();
    crowd(paper, &near, 300.0, &COATS);
}

/// A school with a running track; `wall` and `roof` make it one or another.
pub(crate) fn school(paper: &mut Paper, wall: [u32; 2], roof: u32) {
    cloud(paper, (330.0, 230.0), 105.0);
    cloud(paper, (1290.0, 290.0), 90.0);
    Hills { level: 640.0, rise: 60.0, count: 1.3, shift: 0.4 }.draw(paper, Ink::Fade(0xc4deb8, 0xa9cf8f));
    for (x, height) in [(90.0, 430.0), (210.0, 380.0), (1400.0, 400.0), (1520.0, 450.0)] {
        poplar(paper, (x, 860.0), height, SPRING);
    }
    paper.rect((300.0, 460.0), (1000.0, 400.0), Ink::Fade(wall[0], wall[1]));
    paper.polygon(&[(270.0, 460.0), (330.0, 400.0), (1270.0, 400.0), (1330.0, 460.0)], Ink::Flat(roof));
    paper.rect((300.0, 646.0), (1000.0, 14.0), Ink::Veil(roof, 0.55));
    windows(paper, (350.0, 500.0), (84.0, 100.0), (3, 2));
    windows(paper, (922.0, 500.0), (84.0, 100.0), (3, 2));
    draw_entrance(paper, roof);
    paper.rect((0.0, 850.0), (1600.0, 350.0), Ink::Fade(0x9ccb70, 0x79b257));
    let track =
        [((800.0, 850.0), (1640.0, 1010.0)), ((1640.0, 1200.0), (1640.0, 1200.0)), ((-40.0, 1200.0), (-40.0, 1200.0))];
    paper.blob((-40.0, 1010.0), &track, Ink::Flat(0xd07a5c));
    for lane in [1030.0, 1085.0, 1150.0] {
        paper.bend([(-40.0, lane + 40.0), (800.0, lane - 120.0), (1640.0, lane + 40.0)], 5.0, Ink::Veil(0xffffff, 0.8));
    }
    for (index, (at, coat)) in [
        ((430.0, 1050.0), 0x4f8fb0),
        ((600.0, 1095.0), 0xe3b04b),
        ((1010.0, 1100.0), 0xd9694f),
        ((1190.0, 1050.0), 0x6fa85c),
    ]
    .into_iter()
    .enumerate()
    {
        let pack = [0xd9694f, 0x4f9447, 0x4f8fb0, 0xe3b04b][index];
        let arms = if index % 2 == 0 { Arms::Down } else { Arms::Waving };
        Person::new(at, 210.0, [coat, 0x3f4f63, 0x2a2420]).wearing(Wears::Rucksack(pack)).with_arms(arms).draw(paper);
    }
    tree(paper, (150.0, 960.0), 330.0, LEAF);
    tree(paper, (1460.0, 960.0), 330.0, LEAF);
}

fn draw_entrance(paper: &mut Paper, roof: u32) {
    paper.rect((715.0, 380.0), (170.0, 480.0), Ink::Fade(0xfffdf6, 0xf2e7d2));
    paper.polygon(&[(695.0, 390.0), (800.0, 300.0), (905.0, 390.0)], Ink::Flat(roof));
    seedling(paper, (800.0, 560.0), 110.0, LEAF);
    paper.card((735.0, 660.0), (130.0, 190.0), 14.0, Ink::Fade(0x9a7b58, 0x7f6245));
    paper.rect((797.0, 664.0), (6.0, 186.0), Ink::Veil(0x000000, 0.25));
    for step in 0..3 {
        let step = step as f32;
        paper.rect((700.0 - step * 14.0, 846.0 + step * 12.0), (200.0 + step * 28.0, 12.0), Ink::Flat(0xdcd2be));
    }
}

/// Volunteers who plant saplings.
pub(crate) fn planting(paper: &mut Paper) {
    sun(paper, (1330.0, 220.0), 66.0, 0xfbe3a0);
    clouds(paper);
    meadow(paper);
    for (x, height) in
        [(90.0, 250.0), (190.0, 290.0), (300.0, 240.0), (1330.0, 270.0), (1430.0, 300.0), (1530.0, 250.0)]
    {
        poplar(paper, (x, 820.0), height, SPRING);
    }
    for (row, y) in [880.0, 960.0_f32].into_iter().enumerate() {
        for step in 0..7 {
            let at = (140.0 + step as f32 * 225.0 + row as f32 * 90.0, y);
            paper.oval(at, (38.0, 10.0), Ink::Flat(0x9a7b58));
            seedling(paper, at, 74.0 + row as f32 * 14.0, LEAF);
        }
    }
    for (index, x) in [300.0, 640.0, 1000.0, 1330.0].into_iter().enumerate() {
        let coat = [0xf0ece2, 0x4f8fb0, 0xe3b04b, 0xd9694f][index];
        let arms = [Arms::Reaching, Arms::Down, Arms::Reaching, Arms::Waving][index];
        let person = Person::new((x, 1130.0), 390.0, [coat, 0x3f4f63, 0x2a2420]).wearing(Wears::Vest);
        person.with_arms(arms).draw(paper);
    }
    shovel(paper, (418.0, 1130.0));
    for (x, height) in [(480.0, 150.0), (1170.0, 160.0)] {
        paper.oval((x, 1140.0), (70.0, 16.0), Ink::Flat(0x8a6a4a));
        seedling(paper, (x, 1138.0), height, LEAF);
    }
    grass(paper, Strip { at: (0.0, 1170.0), size: (1600.0, 40.0), count: 70, seed: 11 }, 46.0, 0x4f8f3f);
}

fn shovel(paper: &mut Paper, foot: Pair) {
    let (x, y) = foot;
    paper.line(&[(x, y - 60.0), (x, y - 300.0)], 12.0, Ink::Flat(0xb98a56));
    paper.line(&[(x - 24.0, y - 302.0), (x + 24.0, y - 302.0)], 12.0, Ink::Flat(0xb98a56));
    let blade = [
        ((x + 40.0, y - 30.0), (x, y)),
        ((x - 40.0, y - 30.0), (x - 34.0, y - 80.0)),
        ((x, y - 84.0), (x + 34.0, y - 80.0)),
    ];
    paper.blob((x + 34.0, y - 80.0), &blade, Ink::Flat(0x8d979c));
}

/// A service station of the neighbourhood: a small house with a counter, benches and books.
pub(crate) fn station(paper: &mut Paper) {
    cloud(paper, (300.0, 210.0), 100.0);
    cloud(paper, (1320.0, 180.0), 90.0);
    Hills { level: 660.0, rise: 50.0, count: 1.5, shift: 0.2 }.draw(paper, Ink::Fade(0xc4deb8, 0xa9cf8f));
    for (x, height) in [(110.0, 430.0), (1500.0, 460.0)] {
        poplar(paper, (x, 880.0), height, SPRING);
    }
    paper.rect((0.0, 860.0), (1600.0, 340.0), Ink::Fade(0xe9ddc6, 0xd8c7a6));
    paper.rect((420.0, 430.0), (760.0, 440.0), Ink::Fade(0xfffaf0, 0xf0e4cd));
    paper.polygon(&[(380.0, 440.0), (460.0, 330.0), (1140.0, 330.0), (1220.0, 440.0)], Ink::Flat(0x3f8f4a));
    paper.circle((800.0, 345.0), 74.0, Ink::Flat(0xfffdf6));
    seedling(paper, (800.0, 392.0), 92.0, LEAF);
    draw_counter(paper);
    paper.card((960.0, 560.0), (150.0, 310.0), 12.0, Ink::Fade(0x9a7b58, 0x7f6245));
    paper.card((980.0, 584.0), (110.0, 120.0), 8.0, Ink::Fade(0xa9d3e6, 0xd8ecf2));
    paper.circle((1090.0, 730.0), 9.0, Ink::Flat(0xe3b04b));
    bunting(paper, (380.0, 440.0), (1220.0, 440.0), 30.0);
    crowd(paper, &[(560.0, 1010.0), (730.0, 1040.0)], 310.0, &COATS[1..]);
    bench(paper, (1120.0, 1060.0));
    crowd(paper, &[(1050.0, 1090.0), (1470.0, 1100.0)], 300.0, &COATS[2..]);
    tree(paper, (230.0, 1060.0), 520.0, LEAF);
    grass(paper, Strip { at: (0.0, 1150.0), size: (1600.0, 50.0), count: 60, seed: 13 }, 40.0, 0x6aa84f);
}

fn draw_counter(paper: &mut Paper) {
    paper.card((490.0, 560.0), (400.0, 200.0), 10.0, Ink::Fade(0x6f8f9a, 0x8fb0b8));
    for shelf in 0..2 {
        let y = 640.0 + shelf as f32 * 70.0;
        for book in 0..11 {
            let rgb = COATS[(book + shelf) % 5];
            let high = 40.0 + (book * 7 % 4) as f32 * 5.0;
            paper.rect((520.0 + book as f32 * 30.0, y - high), (22.0, high), Ink::Flat(rgb));
        }
        paper.rect((505.0, y), (370.0, 8.0), Ink::Flat(0xf0e4cd));
    }
    Person::new((800.0, 862.0), 264.0, [0xf0ece2, 0x3f4f63, 0x2a2420]).wearing(Wears::Vest).draw(paper);
    paper.card((470.0, 750.0), (440.0, 26.0), 8.0, Ink::Flat(0xcaa36e));
    paper.rect((490.0, 776.0), (400.0, 94.0), Ink::Fade(0xe9d9b8, 0xdcc79d));
    for stripe in 0..10 {
        let rgb = if stripe % 2 == 0 { 0xd9694f } else { 0xfffdf7 };
        let x = 470.0 + stripe as f32 * 44.0;
        paper.rect((x, 520.0), (44.0, 56.0), Ink::Flat(rgb));
        paper.circle((x + 22.0, 576.0), 22.0, Ink::Flat(rgb));
    }
}

fn bench(paper: &mut Paper, at: Pair) {
    for leg in [30.0, 250.0] {
        paper.line(&[(at.0 + leg, at.1 - 80.0), (at.0 + leg, at.1)], 14.0, Ink::Flat(0x6d6a64));
    }
    for (y, high) in [(-150.0, 22.0), (-115.0, 22.0), (-80.0, 26.0)] {
        paper.card((at.0, at.1 + y), (280.0, high), 8.0, Ink::Flat(0xb98a56));
    }
}

/// An evening among the dunes, with lanterns.
pub(crate) fn lanterns(paper: &mut Paper) {
    sun(paper, (1180.0, 430.0), 88.0, 0xffd59a);
    dune(paper, (1120.0, 520.0), 640.0, [0xd99a76, 0xa96a63]);
    dune(paper, (360.0, 580.0), 700.0, [0xe3aa7e, 0xb87869]);
    paper.blob(
        (0.0, 850.0),
        &[((800.0, 760.0), (1600.0, 870.0)), ((1600.0, 1200.0), (1600.0, 1200.0)), ((0.0, 1200.0), (0.0, 1200.0))],
        Ink::Fade(0xe8b98c, 0xc98f6d),
    );
    for (from, to) in
        [((-40.0, 240.0), (560.0, 330.0)), ((560.0, 330.0), (1080.0, 250.0)), ((1080.0, 250.0), (1640.0, 330.0))]
    {
        let string = hanging(from, to, 80.0);
        paper.bend(string, 4.0, Ink::Flat(0x5b4257));
        for lamp in 0..6 {
            let (x, y) = point_on_bend(string, (lamp as f32 + 0.5) / 6.0);
            let at = (x, y + 18.0);
            paper.circle(at, 40.0, Ink::Veil(0xffe9b0, 0.22));
            paper.circle(at, 15.0, Ink::Flat(0xfff0c2));
        }
    }
    for (x, foot) in [(560.0, 900.0), (1080.0, 900.0)] {
        paper.line(&[(x, foot), (x, 250.0 + (x - 1080.0).abs() * 0.153)], 12.0, Ink::Flat(0x5b4257));
    }
    let feet: Vec<Pair> = [
        (170.0, 1060.0),
        (330.0, 1090.0),
        (520.0, 1050.0),
        (720.0, 1100.0),
        (900.0, 1060.0),
        (1090.0, 1100.0),
        (1280.0, 1060.0),
        (1450.0, 1090.0),
    ]
    .to_vec();
    crowd(paper, &feet, 320.0, &COATS);
}

/// A basketball court beside a school.
pub(crate) fn court(paper: &mut Paper) {
    clouds(paper);
    Hills { level: 640.0, rise: 60.0, count: 1.4, shift: 0.7 }.draw(paper, Ink::Fade(0xc4deb8, 0xa9cf8f));
    for x in [80.0, 220.0, 370.0, 1250.0, 1390.0, 1530.0] {
        tree(paper, (x, 830.0), 360.0, LEAF);
    }
    paper.rect((0.0, 810.0), (1600.0, 390.0), Ink::Fade(0x6fae8a, 0x4f946f));
    paper.polygon(&[(420.0, 830.0), (1180.0, 830.0), (1480.0, 1200.0), (120.0, 1200.0)], Ink::Fade(0xdc9468, 0xcf7f55));
    for points in
        [[(420.0, 830.0), (120.0, 1200.0)], [(1180.0, 830.0), (1480.0, 1200.0)], [(420.0, 830.0), (1180.0, 830.0)]]
    {
        paper.line(&points, 7.0, Ink::Veil(0xffffff, 0.9));
    }
    paper.bend([(600.0, 832.0), (800.0, 1060.0), (1000.0, 832.0)], 7.0, Ink::Veil(0xffffff, 0.9));
    paper.line(&[(800.0, 840.0), (800.0, 480.0)], 22.0, Ink::Flat(0x8d979c));
    paper.card((660.0, 340.0), (280.0, 180.0), 10.0, Ink::Flat(0xfdfdf8));
    paper.card((750.0, 420.0), (100.0, 70.0), 4.0, Ink::Flat(0xd9694f));
    paper.rect((758.0, 428.0), (84.0, 62.0), Ink::Flat(0xfdfdf8));
    paper.line(&[(750.0, 520.0), (850.0, 520.0)], 10.0, Ink::Flat(0xd5533f));
    for net in 0..5 {
        let x = 755.0 + net as f32 * 22.0;
        paper.line(&[(x, 526.0), (775.0 + net as f32 * 12.0, 590.0)], 3.0, Ink::Flat(0xfdfdf8));
    }
    let players: [(Pair, u32, Arms); 4] = [
        ((500.0, 1080.0), 0x4f8fb0, Arms::Reaching),
        ((760.0, 1010.0), 0xe3b04b, Arms::Waving),
        ((980.0, 1100.0), 0xd9694f, Arms::Waving),
        ((1200.0, 1040.0), 0x6fa85c, Arms::Down),
    ];
    for (at, coat, arms) in players {
        Person::new(at, 280.0, [coat, 0x3f4f63, 0x2a2420]).with_arms(arms).draw(paper);
    }
    paper.circle((625.0, 890.0), 34.0, Ink::Flat(0xe08a3c));
    paper.bend([(595.0, 880.0), (625.0, 900.0), (655.0, 880.0)], 4.0, Ink::Flat(0x7a4a24));
    paper.line(&[(625.0, 857.0), (625.0, 923.0)], 4.0, Ink::Flat(0x7a4a24));
}
