//! QR codes, so that a page can be passed on by the camera of another phone, or from paper back to the screen.

use super::modules::Modules;

/// The modules of light that have to surround a code.
const QUIET: usize = 4;

/// A code as a drawing of lines, one unit wide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct QrDrawing {
    /// Width and height, with the light around it.
    pub(super) size: usize,
    /// The dark modules, for the `d` of a path with a stroke of width 1 and no filling.
    pub(super) path: String,
}

/// Draws a code.
pub(super) fn draw_qr(modules: &Modules) -> Option<QrDrawing> {
    let size = modules.size;
    let mut pen = Pen { path: format!("M{QUIET} {QUIET}.5").into_bytes(), x: 0, y: 0 };
    // About a line for four modules, of six characters.
    pen.path.reserve(size * size * 2);
    let mut edges = Vec::with_capacity(size);
    for (number, row) in modules.rows().enumerate() {
        edges_of(row, size, &mut edges);
        for line in edges.chunks_exact(2) {
            pen.draw(line[0], number, line[1] - line[0]);
        }
    }
    Some(QrDrawing { size: size + 2 * QUIET, path: String::from_utf8(pen.path).ok()? })
}

/// Where a row changes from light to dark and back, in turns; behind its end it is light. Dark and light follow one
/// another as by chance, so that this looks at 64 modules at once and not at each.
fn edges_of(row: &[u64], size: usize, edges: &mut Vec<usize>) {
    edges.clear();
    let mut before = 0;
    for (index, word) in row.iter().enumerate() {
        let mut changes = word ^ (word << 1 | before);
        before = word >> 63;
        while changes != 0 {
            edges.push(index * 64 + changes.trailing_zeros() as usize);
            changes &= changes - 1;
        }
    }
    if edges.len() % 2 == 1 {
        edges.push(size);
    }
}

/// Draws lines from where it stands, which takes a third fewer characters than naming each place.
struct Pen {
    path: Vec<u8>,
    x: usize,
    y: usize,
}

impl Pen {
    fn draw(&mut self, x: usize, y: usize, length: usize) {
        let mut line = Line { bytes: [b'm'; LONGEST_LINE], length: 1 };
        if x < self.x {
            line.push(b'-');
        }
        line.push_number(x.abs_diff(self.x));
        line.push(b' ');
        line.push_number(y - self.y);
        line.push(b'h');
        line.push_number(length);
        self.path.extend_from_slice(&line.bytes[..line.length]);
        (self.x, self.y) = (x + length, y);
    }
}

/// The bytes of `m-123 123h123`, and some to spare.
const LONGEST_LINE: usize = 16;

/// What draws one line. Formatting it would be most of the work.
struct Line {
    bytes: [u8; LONGEST_LINE],
    length: usize,
}

impl Line {
    fn push(&mut self, byte: u8) {
        // Never longer than the longest.
        self.bytes[self.length % LONGEST_LINE] = byte;
        self.length += 1;
    }

    /// A number of at most three digits.
    fn push_number(&mut self, number: usize) {
        let digit = |power: usize| b'0' + (number / power % 10) as u8;
        if number >= 100 {
            self.push(digit(100));
        }
        if number >= 10 {
            self.push(digit(10));
        }
        self.push(digit(1));
    }
}

#[cfg(test)]
mod tests {
    use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

    use super::super::modules::Codes;
    use super::*;

    fn drawn(text: &str) -> QrDrawing {
        let modules = Codes::default().of(text).expect("short enough");
        draw_qr(&modules).expect("a drawing")
    }

    /// The dark modules of a drawing, row by row.
    fn modules(drawing: &QrDrawing) -> Vec<Vec<bool>> {
        let mut rows = vec![vec![false; drawing.size]; drawing.size];
        let number = |text: &str| text.parse::<i32>().expect("a number");
        let mut lines = drawing.path.split('m');
        let (mut x, mut y) = lines
            .next()
            .and_then(|start| start.strip_prefix('M')?.strip_suffix(".5")?.split_once(' '))
            .map(|(x, y)| (number(x), number(y)))
            .expect("a start");
        for line in lines {
            let (by, length) = line.split_once('h').expect("a line");
            let (across, down) = by.split_once(' ').expect("a place");
            (x, y) = (x + number(across), y + number(down));
            rows[y as usize][x as usize..(x + number(length)) as usize].fill(true);
            x += number(length);
        }
        rows
    }

    #[test]
    fn a_code_has_its_three_corners_and_light_around_it() {
        let drawing = drawn("https://portal.example/hope-project/aid-2022/");
        let rows = modules(&drawing);
        let last = drawing.size - QUIET - 7;
        for (top, left) in [(QUIET, QUIET), (QUIET, last), (last, QUIET)] {
            let corner: Vec<&[bool]> = rows[top..top + 7].iter().map(|row| &row[left..left + 7]).collect();
            assert!(corner[0].iter().all(|dark| *dark) && corner[6].iter().all(|dark| *dark));
            assert_eq!(corner[1], [true, false, false, false, false, false, true]);
            assert_eq!(corner[3], [true, false, true, true, true, false, true]);
        }
        assert!(rows[..QUIET].iter().flatten().all(|dark| !dark) && rows.iter().all(|row| !row[QUIET - 1]));
        assert!(drawing.path.len() < 2_600, "{}", drawing.path.len());
    }

    #[test]
    fn a_drawing_shows_each_module_as_it_is() {
        for length in [1, 60, 300, 1_000, 2_300] {
            let text = "a".repeat(length);
            let drawing = drawn(&text);
            let segments = QrSegment::make_segments(&text);
            let code = QrCode::encode_segments_advanced(
                &segments,
                QrCodeEcc::Medium,
                Version::MIN,
                Version::MAX,
                Some(Mask::new(3)),
                true,
            );
            let code = code.expect("short enough");
            assert_eq!(drawing.size - 2 * QUIET, code.size() as usize);
            for (y, row) in modules(&drawing).iter().enumerate() {
                for (x, dark) in row.iter().enumerate() {
                    let (column, row) = (x as i32 - QUIET as i32, y as i32 - QUIET as i32);
                    assert_eq!(*dark, code.get_module(column, row), "{length} {column} {row}");
                }
            }
        }
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert_eq!(Codes::default().of(&"长".repeat(2_000)), None);
    }
}
