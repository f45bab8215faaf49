//! The `ToUnicode` of a font: which characters its codes are (PDF 32000-1, 9.10.3).

/// Codes of one length in a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    /// How many bytes a code has.
    length: usize,
    first: u32,
    last: u32,
    /// What the first is, in UTF-16; of the others the last unit is higher by as much as they are.
    units: Vec<u16>,
}

/// What the codes of a font are.
#[derive(Debug, Default)]
pub(super) struct ToUnicode {
    spans: Vec<Span>,
    /// Which codes there can be: how long, from where to where.
    spaces: Vec<(usize, u32, u32)>,
}

/// A word of the file.
enum Token<'t> {
    Code(usize, u32, Vec<u16>),
    Open,
    Close,
    Word(&'t [u8]),
}

impl ToUnicode {
    /// Reads a map. What is damaged in it is passed over.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut pending: Vec<Token<'_>> = Vec::new();
        let mut rest = bytes;
        while let Some(token) = next_token(&mut rest) {
            match token {
                Token::Word(b"endbfchar") => map.add_characters(&pending),
                Token::Word(b"endbfrange") => map.add_ranges(&pending),
                Token::Word(b"endcodespacerange") => map.add_spaces(&pending),
                Token::Word(_) => {}
                other => {
                    pending.push(other);
                    continue;
                }
            }
            pending.clear();
        }
        map.spans.sort();
        map
    }

    fn add_characters(&mut self, tokens: &[Token<'_>]) {
        for pair in tokens.as_chunks::<2>().0 {
            if let [Token::Code(length, code, _), Token::Code(.., units)] = pair {
                self.spans.push(Span { length: *length, first: *code, last: *code, units: units.clone() });
            }
        }
    }

    fn add_ranges(&mut self, tokens: &[Token<'_>]) {
        let mut rest = tokens;
        while let [Token::Code(length, first, _), Token::Code(_, last, _), behind @ ..] = rest {
            rest = match behind {
                [Token::Code(.., units), behind @ ..] => {
                    self.spans.push(Span { length: *length, first: *first, last: *last, units: units.clone() });
                    behind
                }
                [Token::Open, listed @ ..] => {
                    let end = listed.iter().position(|one| matches!(one, Token::Close)).unwrap_or(listed.len());
                    for (code, one) in (*first..=*last).zip(&listed[..end]) {
                        if let Token::Code(.., units) = one {
                            self.spans.push(Span { length: *length, first: code, last: code, units: units.clone() });
                        }
                    }
                    listed.get(end + 1..).unwrap_or_default()
                }
                _ => return,
            };
        }
    }

    fn add_spaces(&mut self, tokens: &[Token<'_>]) {
        for pair in tokens.as_chunks::<2>().0 {
            if let [Token::Code(length, first, _), Token::Code(_, last, _)] = pair {
                self.spaces.push((*length, *first, *last));
            }
        }
    }

    /// How many bytes the first code of a string has.
    pub(super) fn length_at(&self, bytes: &[u8]) -> Option<usize> {
        (1..=bytes.len().min(4)).find(|length| {
            let code = code_of(&bytes[..*length]);
            let of_byte = |number: u32, place: usize| (number >> (8 * place)) & 0xff;
            let is_in = |first: u32, last: u32| {
                (0..*length).all(|at| (of_byte(first, at)..=of_byte(last, at)).contains(&of_byte(code, at)))
            };
            self.spaces.iter().any(|(own, first, last)| own == length && is_in(*first, *last))
        })
    }

    /// What a code is.
    pub(super) fn text_of(&self, length: usize, code: u32) -> Option<String> {
        let behind = self.spans.partition_point(|span| (span.length, span.first) <= (length, code));
        let span = self.spans.get(behind.checked_sub(1)?)?;
        if span.length != length || span.last < code {
            return None;
        }
        let mut units = span.units.clone();
        if let Some(unit) = units.last_mut() {
            *unit = unit.wrapping_add(u16::try_from(code - span.first).ok()?);
        }
        Some(String::from_utf16_lossy(&units))
    }
}

/// A code as a number.
pub(super) fn code_of(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| (code << 8) | u32::from(*byte))
}

fn next_token<'t>(rest: &mut &'t [u8]) -> Option<Token<'t>> {
    const LONGEST: usize = 64;
    let start = rest.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let text = &rest[start..];
    let (token, length) = match text[0] {
        b'[' => (Token::Open, 1),
        b']' => (Token::Close, 1),
        b'<' if text.get(1) != Some(&b'<') => {
            let end = text.iter().position(|byte| *byte == b'>').unwrap_or(text.len() - 1);
            let digits = text[1..end.max(1)].iter().filter_map(|byte| char::from(*byte).to_digit(16)).take(LONGEST);
            (code_token(&digits.collect::<Vec<_>>()), end + 1)
        }
        b'%' => {
            let end = text.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(text.len());
            (Token::Word(b""), end)
        }
        first => {
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'[' | b']' | b'<' | b'%');
            let end = text.iter().skip(1).position(is_end).map_or(text.len(), |end| end + 1);
            // Two signs that open a dictionary are a word.
            let end = if first == b'<' { 2.min(text.len()) } else { end };
            (Token::Word(&text[..end]), end)
        }
    };
    *rest = &text[length..];
    Some(token)
}

fn code_token(digits: &[u32]) -> Token<'static> {
    let bytes: Vec<u8> =
        digits.chunks(2).filter_map(|pair| u8::try_from(pair[0] * 16 + pair.get(1).unwrap_or(&0)).ok()).collect();
    let units = match bytes.as_slice() {
        [one] => vec![u16::from(*one)],
        more => more.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)).collect(),
    };
    Token::Code(bytes.len(), code_of(&bytes), units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_in_each_of_their_forms() {
        let map = ToUnicode::read(
            b"/CMapName /A def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n\
              2 beginbfchar <0003> <0020> <0004> <D83DDE00> endbfchar % a remark <\n\
              2 beginbfrange <0010><0019><0030> <0020> <0021> [<4E00> <4E8C>] endbfrange << /a 1 >> end",
        );
        let told = [0x3, 0x4, 0x10, 0x19, 0x21].map(|code| map.text_of(2, code).unwrap_or_default());
        assert_eq!(told, [" ", "😀", "0", "9", "二"]);
        assert_eq!((map.text_of(2, 0x1a), map.text_of(1, 0x10), map.text_of(2, 2)), (None, None, None));
        assert_eq!((map.length_at(&[0, 0x10, 0]), map.length_at(&[0])), (Some(2), None));
    }

    #[test]
    fn nothing_breaks_it() {
        for text in ["<", "<<", "[", "<0", "endbfrange", "<00> <ffffffff> [", "<00> <ffffffff> [ <00> endbfrange", "%"]
        {
            let map = ToUnicode::read(text.as_bytes());
            assert_eq!(map.text_of(1, 77), None, "{text}");
        }
    }
}
