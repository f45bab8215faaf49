//! The characters of a written figure, folded to one form and walked through once.

use super::{FigureProblem, ProblemKind};

/// A text as folded characters, and where the reading stands. Folding keeps the number of characters, so that offsets
/// are those of the text: full-width forms become ASCII, spaces of all widths and invisible characters one space.
pub(super) struct Scanner {
    chars: Vec<char>,
    /// The next character to be read.
    pub(super) at: usize,
    units: Vec<Vec<char>>,
}

/// The space that a thousands group may be set off with (GB/T 15835): kept apart from other spaces.
pub(super) const THIN_SPACE: char = '\u{2009}';

impl Scanner {
    /// Begins to read `text`, in which `units` are units of the figure's own metric: a 千 or 万 that begins one (千克,
    /// 万元) is no multiplier.
    pub(super) fn new<'u>(text: &str, units: impl IntoIterator<Item = &'u str>) -> Self {
        let units = units.into_iter().filter(|unit| !unit.is_empty()).map(folded).collect();
        Self { chars: folded(text), at: 0, units }
    }

    /// How many characters there are.
    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character so many places after the next one.
    pub(super) fn ahead(&self, places: usize) -> Option<char> {
        self.chars.get(self.at + places).copied()
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.ahead(0)
    }

    /// What is left to read.
    pub(super) fn rest(&self) -> &[char] {
        self.chars.get(self.at..).unwrap_or_default()
    }

    /// Goes past spaces.
    pub(super) fn skip_gaps(&mut self) {
        while matches!(self.peek(), Some(' ' | THIN_SPACE)) {
            self.at += 1;
        }
    }

    /// How many characters of `word` come next; `None` where it doesn't.
    pub(super) fn finds(&self, word: &str) -> Option<usize> {
        let mut width = 0;
        for character in word.chars() {
            if self.ahead(width) != Some(fold(character)) {
                return None;
            }
            width += 1;
        }
        (width > 0).then_some(width)
    }

    /// Goes past the next character where `wanted` knows what it stands for.
    pub(super) fn take<T>(&mut self, wanted: impl Fn(char) -> Option<T>) -> Option<T> {
        let found = wanted(self.peek()?)?;
        self.at += 1;
        Some(found)
    }

    /// Whether a unit of the figure's own metric comes next.
    pub(super) fn at_own_unit(&self) -> bool {
        self.units.iter().any(|unit| self.rest().starts_with(unit))
    }

    /// A problem with the characters from `from` up to the place of reading, at least one.
    pub(super) fn problem(&self, kind: ProblemKind, from: usize) -> FigureProblem {
        FigureProblem { kind, at: from, width: self.at.saturating_sub(from).max(1) }
    }

    /// A problem with everything from `from` on.
    pub(super) fn problem_to_end(&self, kind: ProblemKind, from: usize) -> FigureProblem {
        FigureProblem { kind, at: from, width: self.len().saturating_sub(from) }
    }
}

/// The text in the form in which it is compared.
fn folded(text: &str) -> Vec<char> {
    text.chars().map(fold).collect()
}

fn fold(character: char) -> char {
    match character {
        '\u{2009}' | '\u{202F}' | '\u{00A0}' => THIN_SPACE,
        '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(character as u32 - 0xFEE0).unwrap_or(character),
        other if other.is_whitespace() => ' ',
        other => other,
    }
}
