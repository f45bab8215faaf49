//! QR codes, so that a page can be passed on by the camera of another phone, or from paper back to the screen.

use fast_qr::{ECL, QRBuilder};

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

/// The code of a text; `None` where it is too long for one.
pub(super) fn draw_qr(text: &str) -> Option<QrDrawing> {
    let code = QRBuilder::new(text.as_bytes()).ecl(ECL::M).build().ok()?;
    let mut path = String::new();
    for row in 0..code.size {
        let dark: Vec<bool> = code[row].iter().take(code.size).map(|module| module.value()).collect();
        let mut column = 0;
        while column < code.size {
            let length = dark[column..].iter().take_while(|module| **module).count();
            if length > 0 {
                path.push_str(&format!("M{} {}.5h{length}", column + QUIET, row + QUIET));
            }
            column += length.max(1);
        }
    }
    Some(QrDrawing { size: code.size + 2 * QUIET, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dark modules of a drawing, row by row.
    fn modules(drawing: &QrDrawing) -> Vec<Vec<bool>> {
        let mut rows = vec![vec![false; drawing.size]; drawing.size];
        for line in drawing.path.split('M').skip(1) {
            let (x, rest) = line.split_once(' ').expect("a place");
            let (y, length) = rest.split_once(".5h").expect("a line");
            let (x, y, length): (usize, usize, usize) =
                (x.parse().expect("x"), y.parse().expect("y"), length.parse().expect("length"));
            rows[y][x..x + length].fill(true);
        }
        rows
    }

    #[test]
    fn a_code_has_its_three_corners_and_light_around_it() {
        let drawing = draw_qr("https://portal.example/hope-project/aid-2022/").expect("short enough");
        let rows = modules(&drawing);
        let last = drawing.size - QUIET - 7;
        for (top, left) in [(QUIET, QUIET), (QUIET, last), (last, QUIET)] {
            let corner: Vec<&[bool]> = rows[top..top + 7].iter().map(|row| &row[left..left + 7]).collect();
            assert!(corner[0].iter().all(|dark| *dark) && corner[6].iter().all(|dark| *dark));
            assert_eq!(corner[1], [true, false, false, false, false, false, true]);
            assert_eq!(corner[3], [true, false, true, true, true, false, true]);
        }
        assert!(rows[..QUIET].iter().flatten().all(|dark| !dark) && rows.iter().all(|row| !row[QUIET - 1]));
        assert!(drawing.path.len() < 3_500, "{}", drawing.path.len());
    }

    #[test]
    fn what_is_too_long_has_no_code() {
        assert_eq!(draw_qr(&"长".repeat(2_000)), None);
    }
}
