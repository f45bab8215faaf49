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
#[derive(Debug, PartialEq, Eq)]
enum Joint {
    Touches,
    SameLine,
    OtherLine,
}

/// The text of a page: a blank between pieces that stand apart on a line, a line end between lines.
pub(super) fn text_of(pieces: &[Piece]) -> String {
    let mut text = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match index.checked_sub(1).map(|before| joint(&pieces[before], piece)) {
            None | Some(Joint::Touches) => {}
            Some(Joint::SameLine) => text.push(' '),
            Some(Joint::OtherLine) => text.push('\n'),
        }
        text.push_str(&piece.text);
    }
    text
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
    if ahead.abs() <= size * 0.2 + one.doubt { Joint::Touches } else { Joint::SameLine }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, x: f32, y: f32) -> Piece {
        let width = 5.0 * f32::from(u16::try_from(text.len()).expect("short"));
        Piece { text: text.to_owned(), start: (x, y), end: (x + width, y), size: 10.0, doubt: 0.0 }
    }

    #[test]
    fn what_touches_is_one_word() {
        let shown = |pieces: &[Piece]| text_of(pieces);
        assert_eq!(shown(&[piece("12", 0.0, 0.0), piece("34", 10.5, 0.0), piece("5", 20.5, 1.0)]), "12345");
        assert_eq!(shown(&[piece("12", 0.0, 0.0), piece("34", 30.0, 0.0), piece("5", 0.0, -12.0)]), "12 34\n5");
        assert_eq!(shown(&[piece("1", f32::NAN, 0.0), piece("2", 0.0, f32::INFINITY)]), "1\n2");
        assert_eq!(shown(&[]), "");
    }
}
