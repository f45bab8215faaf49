//! Fonts as far as text needs them: which characters the codes are, and how wide they are.

use encoding_rs::{BIG5, GB18030, UTF_16BE};
use lopdf::{Dictionary, Document, Object};

use super::unicode::{ToUnicode, code_of};

/// A font.
pub(super) struct Font {
    to_unicode: Option<ToUnicode>,
    codes: Codes,
    widths: Widths,
    /// Whether its lines run downwards.
    pub is_vertical: bool,
}

/// Which codes a font has.
enum Codes {
    /// Of one byte, each with its characters where they are known.
    Single(Vec<String>),
    /// In an encoding of a country, as the first byte tells.
    Country(&'static encoding_rs::Encoding),
    /// UTF-16.
    Unicode,
    /// Of two bytes, whose characters the font alone knows.
    Own,
}

/// How wide characters are, in parts of the size.
struct Widths {
    /// First and last code, and their width.
    spans: Vec<(u32, u32, f32)>,
    other: f32,
    /// Whether the widths are only guessed.
    is_guessed: bool,
}

/// Some characters in a row.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Glyphs {
    /// What they are.
    pub text: String,
    /// How many codes.
    pub count: usize,
    /// How many of them are blanks of one byte, which word spacing makes wider.
    pub blanks: usize,
    /// Their width together, in parts of the size.
    pub width: f32,
    /// How many of them nobody knows.
    pub unknown: usize,
    /// Whether the width is only guessed.
    pub is_guessed: bool,
}

impl Font {
    /// Reads a font; `unpack` gives what is in a stream.
    pub(super) fn read<'d>(
        document: &'d Document,
        font: &'d Dictionary,
        mut unpack: impl FnMut(&'d lopdf::Stream) -> Option<Vec<u8>>,
    ) -> Self {
        let name = |key: &[u8]| font.get_deref(key, document).and_then(Object::as_name).unwrap_or_default();
        let stream = font.get_deref(b"ToUnicode", document).and_then(Object::as_stream).ok();
        let to_unicode = stream.and_then(&mut unpack).map(|bytes| ToUnicode::read(&bytes));
        let encoding = name(b"Encoding");
        if name(b"Subtype") != b"Type0" {
            let codes = Codes::Single(if to_unicode.is_some() { Vec::new() } else { characters_of(document, font) });
            return Self { to_unicode, codes, widths: Widths::of_simple(document, font), is_vertical: false };
        }
        Self {
            to_unicode,
            codes: codes_of(encoding),
            widths: Widths::of_composite(document, font),
            is_vertical: encoding.ends_with(b"-V"),
        }
    }

    /// What a string shows.
    pub(super) fn glyphs(&self, bytes: &[u8]) -> Glyphs {
        let mut glyphs = Glyphs { is_guessed: self.widths.is_guessed, ..Glyphs::default() };
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.length_at(rest).clamp(1, rest.len());
            let (code, behind) = rest.split_at(length);
            match self.characters(code) {
                Some(text) => glyphs.text.push_str(&text),
                None => {
                    glyphs.unknown += 1;
                    glyphs.text.push(char::REPLACEMENT_CHARACTER);
                }
            }
            glyphs.count += 1;
            glyphs.blanks += usize::from(code == [b' ']);
            glyphs.width += self.widths.of(code_of(code), matches!(self.codes, Codes::Country(_)) && length == 1);
            rest = behind;
        }
        glyphs
    }

    fn length_at(&self, bytes: &[u8]) -> usize {
        match &self.codes {
            Codes::Single(_) => 1,
            Codes::Country(_) if bytes[0] <= 0x80 => 1,
            // Four bytes are told from two by the second.
            Codes::Country(_) if bytes.get(1).is_some_and(u8::is_ascii_digit) => 4,
            Codes::Country(_) => 2,
            // Two units that are one character.
            Codes::Unicode if matches!(bytes[0], 0xd8..=0xdb) => 4,
            Codes::Unicode => 2,
            Codes::Own => self.to_unicode.as_ref().and_then(|map| map.length_at(bytes)).unwrap_or(2),
        }
    }

    fn characters(&self, code: &[u8]) -> Option<String> {
        let number = code_of(code);
        let mapped = self.to_unicode.as_ref().and_then(|map| {
            // Some programs write codes of one byte as two.
            let is_single = matches!(self.codes, Codes::Single(_));
            map.text_of(code.len(), number).or_else(|| map.text_of(2, number).filter(|_| is_single))
        });
        mapped.or_else(|| match &self.codes {
            Codes::Single(characters) => characters.get(number as usize).filter(|one| !one.is_empty()).cloned(),
            Codes::Country(encoding) => Some(encoding.decode_without_bom_handling(code).0.into_owned()),
            Codes::Unicode => Some(UTF_16BE.decode_without_bom_handling(code).0.into_owned()),
            Codes::Own => None,
        })
    }
}

/// The codes of the maps that every reader knows by name (PDF 32000-1, table 118).
fn codes_of(encoding: &[u8]) -> Codes {
    let starts = |names: &[&str]| names.iter().any(|name| encoding.starts_with(name.as_bytes()));
    if starts(&["UniGB-", "UniCNS-", "UniJIS-", "UniKS-"]) {
        return Codes::Unicode;
    }
    if starts(&["GB-EUC-", "GBK-EUC-", "GBKp-EUC-", "GBK2K-", "GBpc-EUC-"]) {
        return Codes::Country(GB18030);
    }
    if starts(&["B5pc-", "ETen-B5-", "ETenms-B5-", "HKscs-B5-"]) {
        return Codes::Country(BIG5);
    }
    Codes::Own
}

/// What the 256 codes of a simple font are.
fn characters_of(document: &Document, font: &Dictionary) -> Vec<String> {
    let Ok(encoding) = font.get_font_encoding(document) else { return Vec::new() };
    (0..=u8::MAX).map(|code| encoding.bytes_to_string(&[code]).unwrap_or_default()).collect()
}

impl Widths {
    fn of_simple(document: &Document, font: &Dictionary) -> Self {
        let get = |key: &[u8]| font.get_deref(key, document);
        let first = get(b"FirstChar").and_then(Object::as_i64).ok().and_then(|first| u32::try_from(first).ok());
        // Those of Type3 are in units of its own.
        let scale =
            get(b"FontMatrix").and_then(Object::as_array).ok().and_then(|matrix| matrix.first()?.as_float().ok());
        let scale = scale.unwrap_or(0.001);
        let widths = get(b"Widths").and_then(Object::as_array).ok();
        let Some((first, widths)) = first.zip(widths) else { return Self::of_known(document, font) };
        let width = |one: &Object| document.dereference(one).ok().and_then(|(_, one)| one.as_float().ok());
        let spans = (first..).zip(widths.iter().take(256));
        let spans = spans.filter_map(|(code, one)| Some((code, code, width(one)? * scale))).collect();
        Self { spans, other: 0.0, is_guessed: false }
    }

    /// Those of fonts that every reader has, which a file need not tell; close enough for digits.
    fn of_known(document: &Document, font: &Dictionary) -> Self {
        let name = font.get_deref(b"BaseFont", document).and_then(Object::as_name).unwrap_or_default();
        let name = String::from_utf8_lossy(name);
        let other = if name.contains("Courier") {
            0.6
        } else if name.contains("Times") {
            0.5
        } else {
            0.556
        };
        Self { spans: Vec::new(), other, is_guessed: true }
    }

    fn of_composite(document: &Document, font: &Dictionary) -> Self {
        let descendants = font.get_deref(b"DescendantFonts", document).and_then(Object::as_array);
        let descendant = descendants.ok().and_then(|fonts| document.dereference(fonts.first()?).ok()?.1.as_dict().ok());
        let get = |key: &[u8]| descendant.and_then(|font| font.get_deref(key, document).ok());
        let other = get(b"DW").and_then(|width| width.as_float().ok()).unwrap_or(1000.0) / 1000.0;
        let mut spans = Vec::new();
        if let Some(listed) = get(b"W").and_then(|widths| widths.as_array().ok()) {
            read_spans(document, listed, &mut spans);
        }
        spans.sort_by_key(|(first, last, _)| (*first, *last));
        Self { spans, other, is_guessed: false }
    }

    fn of(&self, code: u32, is_half: bool) -> f32 {
        if is_half {
            return 0.5;
        }
        let behind = self.spans.partition_point(|(first, ..)| *first <= code);
        let span = behind.checked_sub(1).and_then(|at| self.spans.get(at)).filter(|(_, last, _)| *last >= code);
        span.map_or(self.other, |(.., width)| *width)
    }
}

/// `W` of a font: a code and the widths from there on, or two codes and the width of all between them.
fn read_spans(document: &Document, listed: &[Object], spans: &mut Vec<(u32, u32, f32)>) {
    let deref = |one: &'_ Object| document.dereference(one).ok().map(|(_, one)| one.clone());
    let number = |one: &Object| one.as_float().ok();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is no code is none of a string either"
    )]
    let code = |one: &Object| one.as_float().ok().map(|code| code as u32);
    let mut rest = listed;
    while let [first, second, behind @ ..] = rest {
        let Some((first, second)) = code(first).zip(deref(second)) else { return };
        rest = match (second.as_array(), behind) {
            (Ok(widths), behind) => {
                spans.extend((first..).zip(widths).filter_map(|(at, one)| Some((at, at, number(one)? / 1000.0))));
                behind
            }
            (Err(_), [width, behind @ ..]) => {
                spans.extend(code(&second).zip(number(width)).map(|(last, width)| (first, last, width / 1000.0)));
                behind
            }
            (Err(_), []) => return,
        };
    }
}
