//! A picture as a telephone leaves it: lying on its side, with a note how to turn it and a place that nobody was at.

use std::error::Error;

use jpeg_encoder::{ColorType, Encoder};

use crate::nature::{Hills, Strip, cloud, flowers, grass, poplar, sun};
use crate::paper::{Ink, Paper};
use crate::people::{Arms, Person, Wears};

/// The orientation of Exif that says: turn me a quarter to the right.
const TURN_RIGHT: u16 = 6;

/// A volunteer between poplars, on a sheet of 1200 by 1600.
pub(crate) fn portrait(paper: &mut Paper) {
    sun(paper, (930.0, 300.0), 80.0, 0xfbe3a0);
    cloud(paper, (330.0, 380.0), 120.0);
    Hills { level: 900.0, rise: 60.0, count: 1.6, shift: 0.2 }.draw(paper, Ink::Fade(0xbcd9b4, 0xa9cf8f));
    Hills { level: 1020.0, rise: 40.0, count: 1.1, shift: 0.6 }.draw(paper, Ink::Fade(0xa5cf7b, 0x86bb5f));
    paper.rect((0.0, 1140.0), (1200.0, 460.0), Ink::Fade(0x86bb5f, 0x5f9f4a));
    for (x, height) in [(140.0, 620.0), (300.0, 540.0), (960.0, 560.0), (1090.0, 660.0)] {
        poplar(paper, (x, 1190.0), height, [0xa8cf72, 0x5f9f4a]);
    }
    Person::new((620.0, 1460.0), 780.0, [0xd9694f, 0x3f4f63, 0x2a2420])
        .wearing(Wears::Vest)
        .with_arms(Arms::Waving)
        .draw(paper);
    grass(paper, Strip { at: (0.0, 1460.0), size: (1200.0, 140.0), count: 70, seed: 11 }, 60.0, 0x4f8f3f);
    let petals = [0xf6f1e4, 0xf0a8a0, 0xf7d774];
    flowers(paper, Strip { at: (0.0, 1490.0), size: (1200.0, 100.0), count: 26, seed: 13 }, 15.0, &petals);
}

/// The sheet as a JPEG that lies on its left side.
pub(crate) fn lying(paper: &Paper) -> Result<Vec<u8>, Box<dyn Error>> {
    let pixels = paper.pixels();
    let (wide, high) = (pixels.width() as usize, pixels.height() as usize);
    let mut rgb = Vec::with_capacity(wide * high * 3);
    for row in 0..wide {
        for column in 0..high {
            let dot = pixels.pixels()[column * wide + (wide - 1 - row)];
            rgb.extend([dot.red(), dot.green(), dot.blue()]);
        }
    }
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 82);
    encoder.set_optimized_huffman_tables(true);
    encoder.add_app_segment(1, exif())?;
    encoder.encode(&rgb, u16::try_from(high)?, u16::try_from(wide)?, ColorType::Rgb)?;
    Ok(bytes)
}

/// One entry of a directory of Exif.
fn entry(tag: u16, kind: u16, count: u32, value: [u8; 4]) -> Vec<u8> {
    [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
}

/// The orientation, and a place in the Atlantic where longitude and latitude are both nothing.
fn exif() -> Vec<u8> {
    const DIRECTORY: u32 = 8;
    const PLACE: u32 = DIRECTORY + 2 + 2 * 12 + 4;
    const DEGREES: u32 = PLACE + 2 + 4 * 12 + 4;
    let [low, high] = TURN_RIGHT.to_le_bytes();
    let nothing: Vec<u8> = [0_u32, 1, 0, 1, 0, 1].iter().flat_map(|number| number.to_le_bytes()).collect();
    [
        b"Exif\0\0II\x2A\0".to_vec(),
        DIRECTORY.to_le_bytes().to_vec(),
        2_u16.to_le_bytes().to_vec(),
        entry(0x0112, 3, 1, [low, high, 0, 0]),
        entry(0x8825, 4, 1, PLACE.to_le_bytes()),
        vec![0; 4],
        4_u16.to_le_bytes().to_vec(),
        entry(1, 2, 2, *b"N\0\0\0"),
        entry(2, 5, 3, DEGREES.to_le_bytes()),
        entry(3, 2, 2, *b"E\0\0\0"),
        entry(4, 5, 3, DEGREES.to_le_bytes()),
        vec![0; 4],
        nothing,
    ]
    .concat()
}
