//! The text of office files from before 2007, as far as checks need it: `.doc`, `.xls`, `.ppt`, and those of WPS.
//!
//! These are file systems of their own, whose texts stand in them as they are: in UTF-16 or, where they are Latin, in single
//! bytes. So all that could be a text is read from the bytes, hidden sheets and what was deleted but never cleaned up with
//! it: whoever downloads the file can read that too. Numbers in cells of a sheet are binary and stand in records.

use crate::base::is_han;

const SIGNATURE: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The fewest characters in a row that are taken for a text.
const SHORTEST: usize = 6;

/// The fewest digits of a number in a cell that is worth telling: those of a telephone.
const SMALLEST: f64 = 1e9;

/// Above, not each whole number has a binary form of its own.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// The texts, one a line; `None` where the file is of another kind.
pub(super) fn text_of(bytes: &[u8]) -> Option<String> {
    if !bytes.starts_with(&SIGNATURE) {
        return None;
    }
    let mut lines = Lines::default();
    // A text of a presentation may begin at any byte.
    for start in [0, 1] {
        let units = bytes.get(start..)?.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair));
        lines.add(units.map(|unit| char::from_u32(unit.into())), is_of_text);
    }
    lines.add(bytes.iter().map(|byte| Some(char::from(*byte))), |character| character.is_ascii_graphic());
    lines.text.extend(numbers(bytes).map(|number| format!("{number}\n")));
    Some(lines.text)
}

fn is_of_text(character: char) -> bool {
    let is_sign = matches!(character, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·');
    character.is_ascii_graphic() || is_sign || is_han(character)
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    fn add(&mut self, characters: impl Iterator<Item = Option<char>>, is_of_text: impl Fn(char) -> bool) {
        let mut line = String::new();
        let mut count = 0;
        for character in characters.chain([None]) {
            match character {
                Some(character) if is_of_text(character) => {
                    line.push(character);
                    count += 1;
                }
                // Blanks, the ends of cells and fields.
                Some(' ' | '\t' | '\u{7}' | '\u{a0}' | '\u{13}'..='\u{15}') if count > 0 => line.push(' '),
                _ => {
                    if count >= SHORTEST {
                        self.text.push_str(line.trim_end());
                        self.text.push('\n');
                    }
                    line.clear();
                    count = 0;
                }
            }
        }
    }
}

/// The whole numbers in cells that could be a telephone or longer. A record is its kind, its length, row, column and form,
/// and the number.
fn numbers(bytes: &[u8]) -> impl Iterator<Item = u64> {
    const NUMBER: [u8; 4] = [0x03, 0x02, 0x0e, 0x00];
    let records = bytes.windows(18).filter(|record| record.starts_with(&NUMBER));
    let values = records.filter_map(|record| Some(f64::from_le_bytes(*record.last_chunk::<8>()?)));
    let whole = values.filter(|value| (SMALLEST..LARGEST).contains(value) && value.fract() == 0.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, positive and small enough")]
    whole.map(|value| value as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(contents: &[u8]) -> Vec<u8> {
        [&SIGNATURE[..], &[0; 504], contents, &[0xff; 64]].concat()
    }

    fn wide(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn texts_are_read_in_each_of_their_forms() {
        let text = text_of(&file(&wide("联系人：示例\u{7}0475-4212345\r第二段的文字。"))).expect("an old file");
        assert!(text.contains("联系人：示例 0475-4212345\n第二段的文字。\n"), "{text}");
        let shifted = [&[1], &wide("放映材料的说明")[..]].concat();
        assert!(text_of(&file(&shifted)).expect("an old file").contains("放映材料的说明\n"));
        assert!(text_of(&file(b"\x01office@example.org\x02")).expect("an old file").contains("office@example.org\n"));
    }

    #[test]
    fn numbers_of_cells_are_read() {
        let cell = |value: f64| [&[0x03, 0x02, 0x0e, 0x00, 1, 0, 2, 0, 15, 0][..], &value.to_le_bytes()].concat();
        let cells = [cell(10_012_345_678.0), cell(0.5), cell(-1e12), cell(f64::NAN), cell(1e300), cell(86.0)].concat();
        let text = text_of(&file(&cells)).expect("an old file");
        assert_eq!(
            text.lines().filter(|line| line.bytes().all(|byte| byte.is_ascii_digit())).collect::<Vec<_>>(),
            ["10012345678"]
        );
    }

    #[test]
    fn other_files_are_none() {
        for bytes in [&b""[..], b"PK\x03\x04", &SIGNATURE[..7]] {
            assert_eq!(text_of(bytes), None);
        }
        assert_eq!(text_of(&SIGNATURE).as_deref(), Some(""));
    }
}
