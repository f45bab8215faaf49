//! Pieces of a page as lines: what touches is one word, what stands on one line is one line.

/// Some characters that one operator of a page shows.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// What they are.
    pub text: String,
    /// Where they begin.
    pub start: (f32, f32),
    /// Where they end.
    pub end: (f32, f32),
    /// How large they are.
    pub size: f32,
    /// How far the end may be from where it is said to be.
    pub doubt: f32,
}

/// How a piece stands to the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Touches,
    SameLine,
    /// So far away that it may be another cell of a table.
    FarOnLine,
    OtherLine,
}

/// A line, and where in it far gaps are, in bytes.
#[derive(Debug, Default)]
struct Line {
    text: String,
    gaps: Vec<usize>,
}

/// The text of a page: a blank between pieces that stand apart on a line, a line end between lines. Lines below one another
/// that fall into as many parts are rows of a table, their cells behind `|`.
pub(super) fn text_of(pieces: &[Piece]) -> String {
    let pieces = merged(pieces);
    let mut lines = vec![Line::default()];
    for (index, piece) in pieces.iter().enumerate() {
        let joint = index.checked_sub(1).map(|before| joint(&pieces[before], piece));
        if joint == Some(Joint::OtherLine) {
            lines.push(Line::default());
        }
        let Some(line) = lines.last_mut() else { continue };
        let is_cell = match joint {
            Some(Joint::Touches) => is_next_number(&line.text, piece, &pieces[index - 1]),
            joint => joint == Some(Joint::FarOnLine),
        };
        if is_cell {
            line.gaps.push(line.text.len());
        }
        if is_cell || joint == Some(Joint::SameLine) {
            line.text.push(' ');
        }
        line.text.push_str(&piece.text);
    }
    let count = |index: Option<usize>| index.and_then(|index| lines.get(index)).map_or(0, |line| line.gaps.len());
    let is_row = |index: usize| {
        let own = count(Some(index));
        own > 0 && (own == count(index.checked_sub(1)) || own == count(Some(index + 1)))
    };
    let shown: Vec<String> =
        lines.iter().enumerate().map(|(at, line)| if is_row(at) { line.as_row() } else { line.text.clone() }).collect();
    shown.join("\n")
}

/// Pieces with nothing at all between them as one: some programs show each character by itself.
fn merged(pieces: &[Piece]) -> Vec<Piece> {
    let mut merged: Vec<Piece> = Vec::new();
    for piece in pieces {
        match merged.last_mut() {
            Some(last) if gap_between(last, piece) <= last.size * NO_GAP && joint(last, piece) == Joint::Touches => {
                last.text.push_str(&piece.text);
                (last.end, last.doubt) = (piece.end, piece.doubt);
            }
            _ => merged.push(piece.clone()),
        }
    }
    merged
}

/// How far pieces of one word may be from one another, as a part of their size.
const NO_GAP: f32 = 0.05;

fn gap_between(one: &Piece, other: &Piece) -> f32 {
    (other.start.0 - one.end.0).hypot(other.start.1 - one.end.1)
}

impl Line {
    fn as_row(&self) -> String {
        let mut row = String::new();
        let mut from = 0;
        for gap in self.gaps.iter().copied().chain([self.text.len()]) {
            row.push('|');
            row.push_str(&self.text[from..gap]);
            from = gap;
        }
        row
    }
}

/// Whether digits that touch those of a line are another number: together they are none of a person's, but apart one is.
/// Cells may stand as near to one another as the parts of a word.
fn is_next_number(line: &str, piece: &Piece, before: &Piece) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let there = line.bytes().rev().take_while(u8::is_ascii_digit).count();
    let here = digits(&piece.text);
    let is_length = |count: usize| matches!(count, 11 | 18);
    let is_apart = gap_between(before, piece) > before.size * NO_GAP;
    there > 0 && here > 0 && is_apart && !is_length(there + here) && (is_length(there) || is_length(here))
}

fn joint(one: &Piece, other: &Piece) -> Joint {
    let size = one.size.max(other.size);
    let (x, y) = (one.end.0 - one.start.0, one.end.1 - one.start.1);
    let length = x.hypot(y);
    let along = if length > 0.001 { (x / length, y / length) } else { (1.0, 0.0) };
    let gap = (other.start.0 - one.end.0, other.start.1 - one.end.1);
    let ahead = gap.0 * along.0 + gap.1 * along.1;
    let aside = (gap.0 * along.1 - gap.1 * along.0).abs();
    // A comparison with what is no number is false: such a piece stands alone.
    let is_one_line = aside < size * 0.4 && ahead > -length - size;
    if !is_one_line {
        return Joint::OtherLine;
    }
    match ahead.abs() {
        gap if gap <= size * 0.2 + one.doubt => Joint::Touches,
        gap if gap <= size * 0.5 + one.doubt => Joint::SameLine,
        _ => Joint::FarOnLine,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, x: f32, y: f32) -> Piece {
        Piece { text: text.to_owned(), start: (x, y), end: (x + width(text), y), size: 10.0, doubt: 0.0 }
    }

    fn width(text: &str) -> f32 {
        5.0 * f32::from(u16::try_from(text.len()).expect("short"))
    }

    #[test]
    fn what_touches_is_one_word() {
        let shown = |pieces: &[Piece]| text_of(pieces);
        assert_eq!(shown(&[piece("12", 0.0, 0.0), piece("34", 10.5, 0.0), piece("5", 20.5, 1.0)]), "12345");
        assert_eq!(shown(&[piece("12", 0.0, 0.0), piece("34", 30.0, 0.0), piece("5", 0.0, -12.0)]), "12 34\n5");
        assert_eq!(shown(&[piece("1", f32::NAN, 0.0), piece("2", 0.0, f32::INFINITY)]), "1\n2");
        assert_eq!(shown(&[]), "");
    }

    #[test]
    fn cells_that_are_near_are_not_one_number() {
        let (id, phone) = ("1".repeat(18), "1".repeat(11));
        let beside = |one: &str, other: &str| text_of(&[piece(one, 0.0, 0.0), piece(other, width(one) + 1.9, 0.0)]);
        assert_eq!(beside(&id, &phone), format!("{id} {phone}"));
        assert_eq!(beside("1", &phone), format!("1 {phone}"));
        assert_eq!(beside(&phone[..3], &phone[3..]), phone);
        assert_eq!(beside(&id[..6], &id[6..]), id);
    }

    #[test]
    fn lines_of_as_many_parts_are_rows() {
        let row = |y: f32, cells: [&str; 2]| [piece(cells[0], 0.0, y), piece(cells[1], 100.0, y)];
        let pieces = [row(0.0, ["a", "b"]), row(-12.0, ["c", "d"])].concat();
        assert_eq!(text_of(&pieces), "|a| b\n|c| d");
        let pieces = [row(0.0, ["a", "b"]).to_vec(), vec![piece("c", 0.0, -12.0)]].concat();
        assert_eq!(text_of(&pieces), "a b\nc");
    }
}
