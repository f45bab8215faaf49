//! Some places of a file written anew, and every other byte as it was: its encoding, its byte order mark, its line ends.

use std::ops::Range;

use encoding_rs::GB18030;

/// What stands in a place of the text that was read from a file, and what is to stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement<'r> {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// What is there then.
    pub by: &'r str,
}

/// The file with some replacements, which are in their order and don't meet. `text` is what was read from `bytes`. `None`
/// where a line of a replacement isn't in the file as it is in the text, or the encoding is neither UTF-8 nor that of the
/// country.
pub fn replaced(bytes: &[u8], text: &str, replacements: &[Replacement<'_>]) -> Option<Vec<u8>> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let (mark, content) = bytes.split_at(if bytes.starts_with(MARK) { MARK.len() } else { 0 });
    let (raw, is_unicode) = match std::str::from_utf8(content) {
        Ok(raw) => (raw.to_owned(), true),
        Err(_) => (GB18030.decode_without_bom_handling_and_without_replacement(content)?.into_owned(), false),
    };
    let raw_lines = lines_of(&raw);
    let lines: Vec<(usize, &str)> = text.split('\n').scan(0, with_start).collect();
    if lines.len() != raw_lines.len() {
        return None;
    }
    let (mut written, mut done) = (String::with_capacity(raw.len()), 0);
    for Replacement { range, by } in replacements {
        let line = |at: usize| lines.partition_point(|(start, _)| *start <= at).checked_sub(1);
        let (first, last) = (line(range.start)?, line(range.end)?);
        let is_same = |line: usize| raw_lines[line].content == lines[line].1;
        if !(first..=last).all(is_same) {
            return None;
        }
        let at = |line: usize, at: usize| raw_lines[line].start + (at - lines[line].0);
        written.push_str(raw.get(done..at(first, range.start))?);
        written.push_str(&by.replace('\n', raw_lines[first].end));
        done = at(last, range.end);
    }
    written.push_str(raw.get(done..)?);
    let encoded = if is_unicode { written.into_bytes() } else { GB18030.encode(&written).0.into_owned() };
    // Of several ways to write a character another program may have chosen another one.
    let is_exact = is_unicode || GB18030.encode(&raw).0 == content;
    is_exact.then(|| [mark, &encoded].concat())
}

fn with_start<'t>(next: &mut usize, line: &'t str) -> Option<(usize, &'t str)> {
    let start = *next;
    *next += line.len() + 1;
    Some((start, line))
}

/// A line of a file.
struct RawLine<'r> {
    start: usize,
    content: &'r str,
    end: &'static str,
}

/// The lines with the ends that they have; the last has none.
fn lines_of(raw: &str) -> Vec<RawLine<'_>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while let Some(found) = raw[start..].find(['\r', '\n']) {
        let at = start + found;
        let end = ["\r\n", "\r", "\n"].into_iter().find(|end| raw[at..].starts_with(end)).unwrap_or("\n");
        lines.push(RawLine { start, content: &raw[start..at], end });
        start = at + end.len();
    }
    lines.push(RawLine { start, content: &raw[start..], end: "" });
    lines
}

#[cfg(test)]
mod tests {
    use super::super::decode_text;
    use super::*;

    fn change(bytes: &[u8], from: &str, by: &str) -> Option<Vec<u8>> {
        let text = decode_text(bytes)?.into_owned();
        let at = text.find(from)?;
        replaced(bytes, &text, &[Replacement { range: at..at + from.len(), by }])
    }

    #[test]
    fn all_other_bytes_stay() {
        let text = "甲\r\n乙\n丙\r丁";
        let marked = format!("\u{feff}{text}").into_bytes();
        assert_eq!(change(&marked, "乙", "*"), Some("\u{feff}甲\r\n*\n丙\r丁".into()));
        assert_eq!(change(text.as_bytes(), "甲\n乙", "*\n"), Some("*\r\n\n丙\r丁".into()));
        let (of_country, ..) = GB18030.encode("联系人甲\r\n乙");
        assert_eq!(change(&of_country, "乙", "*"), Some(GB18030.encode("联系人甲\r\n*").0.into_owned()));
    }

    #[test]
    fn a_line_that_was_read_in_another_form_is_left_alone() {
        let decomposed = "e\u{301}\n乙";
        assert_eq!(change(decomposed.as_bytes(), "é", "*"), None);
        assert_eq!(change(decomposed.as_bytes(), "乙", "*"), Some("e\u{301}\n*".into()));
        let wide: Vec<u8> = "\u{feff}甲".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(change(&wide, "甲", "*"), None);
    }
}
