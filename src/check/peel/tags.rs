//! The parts of tags, and which of them matter.

use crate::markdown::is_phrasing;

/// How far a link's text or a tag reaches at most, in bytes.
pub(super) const LONGEST_MARKUP: usize = 4096;

/// Where a tag ends: at the first `>` that is in no quotes.
pub(in crate::check) fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate().skip(1).take(LONGEST_MARKUP * 8) {
        match (quote, byte) {
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    None
}

pub(super) fn is_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.')
}

/// Whether an element doesn't break the text that it stands in; pictures and parts of drawings don't either.
pub(in crate::check) fn is_inline(name: &str) -> bool {
    is_phrasing(name) || matches!(name, "img" | "svg" | "tspan" | "use")
}

pub(super) fn is_looks(name: &str) -> bool {
    matches!(
        name,
        "style"
            | "class"
            | "id"
            | "d"
            | "points"
            | "viewbox"
            | "width"
            | "height"
            | "transform"
            | "srcset"
            | "sizes"
            | "integrity"
            | "xmlns"
            | "rel"
            | "type"
            | "for"
            | "fill"
            | "stroke"
            | "x"
            | "y"
            | "cx"
            | "cy"
            | "r"
    )
}

/// The character that `&name;` stands for.
pub(in crate::check) fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "shy" | "zwj" | "zwnj" => '\u{200B}',
        "middot" => '·',
        "ndash" | "mdash" => '-',
        _ => return None,
    })
}
