//! Masks that can be written into a source (MASK-2): only where every character of the number stands in the text.

use std::ops::Range;

use super::Rules;
use super::digits::masked;
use super::numbers::{Kind, find_numbers};
use super::text::Text;
use crate::base::{Day, SitePath, is_digit};

/// One replacement in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// The bytes that are replaced.
    pub range: Range<usize>,
    /// What is there then.
    pub masked: String,
    /// The line, from 1.
    pub line: usize,
}

/// The masks that a Markdown file could have, in its order. Those that can't be mapped exactly are left to people: where
/// markup or a line end stands inside the number, or where it is an address that a mask would break.
pub fn fixes_of(path: &SitePath, source: &str, rules: &Rules, today: Day) -> Vec<Fix> {
    let mut fixes: Vec<Fix> = Vec::new();
    for text in Text::of_markdown(path, source, None) {
        for number in find_numbers(&text.folded.text, today) {
            let range = text.folded.source(source, number.range.clone());
            let written = source.get(range.clone()).unwrap_or_default();
            let certain = !matches!(number.kind, Kind::PossibleCard | Kind::BankCard);
            let exact = written.chars().all(|one| is_digit(one) || matches!(one, 'X' | 'x' | ' ' | '-'));
            let in_address = source[..range.start].ends_with("tel:");
            if certain && exact && !in_address && !rules.allows(&number.digits) {
                let line = source[..range.start].matches('\n').count() + 1;
                fixes.push(Fix { range, masked: masked(&number.digits), line });
            }
        }
    }
    fixes.sort_by_key(|fix| fix.range.start);
    fixes
}
