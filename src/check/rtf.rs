//! The text of RTF (1.9), as far as checks need it: paragraphs, cells, and characters in each of their spellings.

use crate::source::decode_text;

/// Groups that hold no text of the document.
const UNSEEN: [&str; 9] =
    ["fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "themedata", "pict", "objdata"];

/// The text, a line a paragraph or row; `None` where it is no RTF.
pub(super) fn text_of(bytes: &[u8]) -> Option<String> {
    let rest = bytes.strip_prefix(b"{").filter(|rest| rest.starts_with(b"\\rtf"))?;
    let mut reader = Reader { rest, text: String::new(), raw: Vec::new(), groups: Vec::new(), group: Group::default() };
    while reader.step() {}
    reader.flush();
    Some(reader.text)
}

/// What holds until a group is closed.
#[derive(Clone, Copy)]
struct Group {
    is_unseen: bool,
    /// How many characters follow each `\u` for readers that don't know it.
    spare: usize,
}

impl Default for Group {
    fn default() -> Self {
        Self { is_unseen: false, spare: 1 }
    }
}

struct Reader<'b> {
    rest: &'b [u8],
    text: String,
    /// Bytes in the encoding of the document that are still to be decoded together.
    raw: Vec<u8>,
    groups: Vec<Group>,
    group: Group,
}

/// Deeper groups count as one: nobody writes them.
const DEEPEST: usize = 1000;

impl Reader<'_> {
    /// Takes one piece; `false` at the end.
    fn step(&mut self) -> bool {
        let Some((first, rest)) = self.rest.split_first() else { return false };
        self.rest = rest;
        match first {
            b'{' if self.groups.len() < DEEPEST => self.groups.push(self.group),
            b'}' => self.group = self.groups.pop().unwrap_or(self.group),
            b'\\' => self.control(),
            b'\r' | b'\n' | b'{' => {}
            byte => self.byte(*byte),
        }
        true
    }

    fn byte(&mut self, byte: u8) {
        if !self.group.is_unseen {
            self.raw.push(byte);
        }
    }

    fn control(&mut self) {
        let Some((first, rest)) = self.rest.split_first() else { return };
        match first {
            b'\'' => {
                let code = rest.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
                let byte = code.and_then(|code| u8::from_str_radix(code, 16).ok());
                self.rest = if byte.is_some() { &rest[2..] } else { rest };
                byte.into_iter().for_each(|byte| self.byte(byte));
            }
            b'*' => {
                self.group.is_unseen = true;
                self.rest = rest;
            }
            letter if letter.is_ascii_alphabetic() => self.word(),
            mark => {
                self.rest = rest;
                match mark {
                    b'~' => self.byte(b' '),
                    b'_' => self.byte(b'-'),
                    b'\r' | b'\n' => self.byte(b'\n'),
                    b'\\' | b'{' | b'}' => self.byte(*mark),
                    _ => {}
                }
            }
        }
    }

    fn word(&mut self) {
        let length = self.rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (name, rest) = self.rest.split_at(length);
        let name = std::str::from_utf8(name).unwrap_or_default();
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest[sign..].iter().take(10).take_while(|byte| byte.is_ascii_digit()).count();
        let (number, rest) = rest.split_at(if digits > 0 { sign + digits } else { 0 });
        let number = std::str::from_utf8(number).ok().and_then(|number| number.parse::<i64>().ok());
        self.rest = rest.strip_prefix(b" ").unwrap_or(rest);
        match name {
            "par" | "line" | "row" | "sect" | "page" => self.byte(b'\n'),
            "cell" => self.byte(b'|'),
            "tab" => self.byte(b' '),
            "uc" => self.group.spare = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1).min(8),
            "u" => self.character(number.unwrap_or_default()),
            "bin" => {
                let length = number.and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
                self.rest = self.rest.get(length..).unwrap_or_default();
            }
            _ if UNSEEN.contains(&name) => self.group.is_unseen = true,
            _ => {}
        }
    }

    /// `\u-25163?`: a unit of UTF-16, and what older readers show in its place.
    fn character(&mut self, code: i64) {
        if !self.group.is_unseen {
            self.flush();
            // Half a pair says nothing of a number; what is beyond is never a digit.
            let code = u32::try_from(if code < 0 { code + 0x1_0000 } else { code }).ok();
            self.text.push(code.and_then(char::from_u32).unwrap_or(' '));
        }
        for _ in 0..self.group.spare {
            match self.rest {
                [b'\\', b'\'', ..] => self.rest = self.rest.get(4..).unwrap_or_default(),
                [b'{' | b'}' | b'\\', ..] | [] => return,
                [_, rest @ ..] => self.rest = rest,
            }
        }
    }

    /// Characters of several bytes stand in a row, so a row is decoded at once.
    fn flush(&mut self) {
        let raw = std::mem::take(&mut self.raw);
        let decoded = decode_text(&raw).unwrap_or_else(|| raw.iter().map(|byte| char::from(*byte)).collect());
        self.text.push_str(&decoded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_each_spelling() {
        let rtf = b"{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun 1;}}{\\*\\generator x;}\\f0\\fs24 a\\'ba\\'c5\\b 138\\b0 0000\\u49?\\u-25163 ?\\par {\\uc2\\u21495\\'ba\\'c5}b\\cell c\\row \\{d\\}}";
        let text = text_of(rtf).expect("RTF");
        assert_eq!(
            text.lines().collect::<Vec<_>>(),
            ["a号13800001\u{9DB5}", "号b|c", "{d}"].map(|line| line.to_owned())
        );
    }

    #[test]
    fn nothing_breaks_it() {
        for text in [
            "",
            "{\\rtf",
            "{\\rtf1\\'",
            "{\\rtf1\\u",
            "{\\rtf1\\u-",
            "{\\rtf1\\bin99 x",
            "{\\rtf1}}}}\\",
            "{\\rtf1\\u99999999999?",
        ] {
            let _ = text_of(text.as_bytes());
        }
        let deep = format!("{{\\rtf1{}138", "{".repeat(100_000));
        assert!(text_of(deep.as_bytes()).is_some_and(|text| text.contains("138")));
    }
}
