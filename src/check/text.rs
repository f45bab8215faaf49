//! A text that is looked at: its file, its source, and what is matched in it.

use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::digits::masked;
use super::folded::{Fold, Folded, fold};
use super::numbers::Number;
use super::spelt::digit_of;
use super::{numbers, peel};
use crate::base::{Day, SitePath};
use crate::diag::{Lines, Place, Position};
use crate::model::Post;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The head of a post, page or category.
    Head,
    /// Its body.
    Body,
    /// Another file that is published, a theme's file, or site.toml.
    File,
    /// Something that was built.
    Output,
}

/// One text.
pub(super) struct Text<'t> {
    /// The file that is to blame.
    pub path: &'t SitePath,
    /// As it stands.
    pub source: &'t str,
    /// As it is matched.
    pub folded: Folded,
    /// What it is.
    pub role: Role,
    /// The post that it is of.
    pub post: Option<&'t Post>,
    /// Where in its file `source` stands, where it is no text with lines: a cell, a page.
    pub at: Option<Position>,
    /// The head of the table that it is a row of.
    pub above: Option<Arc<str>>,
    /// The lines of `source`: most texts have nothing that a place is asked for.
    pub lines: Rc<OnceCell<Lines>>,
}

impl<'t> Text<'t> {
    /// The head and the body of a Markdown file.
    pub(super) fn of_markdown(path: &'t SitePath, source: &'t str, post: Option<&'t Post>) -> [Self; 2] {
        let (head, body) = crate::parse::parts_of(source);
        let text =
            |folded, role| Self { path, source, folded, role, post, at: None, above: None, lines: Rc::default() };
        [text(peel::toml(source, head), Role::Head), text(peel::markdown(source, body), Role::Body)]
    }

    /// Another file.
    pub(super) fn of_file(path: &'t SitePath, source: &'t str, folded: Folded, post: Option<&'t Post>) -> Self {
        Self { path, source, folded, role: Role::File, post, at: None, above: None, lines: Rc::default() }
    }

    /// What is written for readers: of a head, the keys before its tables, whose figures have been read already.
    pub(super) fn prose(&self) -> &str {
        let text = self.folded.text.as_str();
        match self.role {
            Role::Head => &text[..text.find("\u{2029}[").unwrap_or(text.len())],
            _ => text,
        }
    }

    /// The place of a range of the folded text. What it shows of the line has no number of a person in it.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        if let Some(position) = &self.at {
            return Place { path: self.path.clone(), position: Some(position.clone()) };
        }
        let lines = self.lines.get_or_init(|| Lines::of(self.source));
        lines.place(self.path, self.source, self.folded.source(self.source, range))
    }

    /// The same, with the characters of the range itself hidden.
    pub(super) fn hidden_place(&self, range: Range<usize>) -> Place {
        let (head, tail) = match self.place(range.clone()).position.map_or(0, |position| position.width) {
            0..=8 => (1, 0),
            9..=13 => (3, 4),
            _ => (4, 4),
        };
        self.place_with(range, |written| {
            let end = written.chars().count().saturating_sub(tail).max(head);
            let hide =
                |(at, one): (usize, char)| if (head..end).contains(&at) && !one.is_whitespace() { '*' } else { one };
            written.chars().enumerate().map(hide).collect()
        })
    }

    /// The place of an address or a date, of which only what comes before `hidden_from` in it is shown.
    pub(super) fn place_hidden_from(&self, range: Range<usize>, hidden_from: usize) -> Place {
        let shown = self.folded.text[range.clone()].get(..hidden_from).map_or(1, |shown| shown.chars().count());
        self.place_with(range, |written| {
            let hide = |(at, one): (usize, char)| if at < shown || one.is_whitespace() { one } else { '*' };
            written.chars().enumerate().map(hide).collect()
        })
    }

    /// The place of a number, which shows as much of it as what is told of it does.
    pub(super) fn place_of_number(&self, number: &Number) -> Place {
        let prefix = prefix_of(&self.folded.text[number.range.clone()], number);
        self.place_with(number.range.clone(), |written| masked_as_written(written, &number.digits, prefix))
    }

    /// A place whose line shows what `hide` leaves of the range.
    fn place_with(&self, range: Range<usize>, hide: impl Fn(&str) -> String) -> Place {
        let mut place = self.place(range);
        if let Some(position) = place.position.as_mut().filter(|_| self.at.is_none()) {
            let byte = |count: usize| position.excerpt.char_indices().nth(count).map(|(at, _)| at);
            let shown = position.shown();
            let start = byte(shown.start).unwrap_or(position.excerpt.len());
            let end = byte(shown.end).unwrap_or(position.excerpt.len());
            let hidden = hide(&position.excerpt[start..end]);
            position.excerpt.replace_range(start..end, &hidden);
        }
        place
    }
}

/// A line in which every number of a person is masked, with as many characters as before.
pub(super) fn masked_line(line: &str, today: Day) -> String {
    let folded = Folded::plain(line);
    let mut masked = line.to_owned();
    for number in numbers::find_numbers(&folded.text, today).iter().rev() {
        let prefix = prefix_of(&folded.text[number.range.clone()], number);
        let range = folded.source(line, number.range.clone());
        let hidden = masked_as_written(&line[range.clone()], &number.digits, prefix);
        masked.replace_range(range, &hidden);
    }
    masked
}

/// The digit, or the X of an identity card, that a character is in a folded text.
pub(super) fn digit_written(one: char) -> Option<char> {
    let folded = match fold(one) {
        Fold::To(folded) => folded,
        _ => one,
    };
    match folded {
        '0'..='9' => Some(folded),
        'X' | 'x' => Some('X'),
        _ => digit_of(one),
    }
}

/// How many digits stand before those of the number itself: `+86`.
pub(super) fn prefix_of(text: &str, number: &Number) -> usize {
    let digits = text.bytes().filter(u8::is_ascii_digit).count() + usize::from(number.digits.ends_with('X'));
    digits.saturating_sub(number.digits.len())
}

/// A number as it is written, or its beginning, with the mask that it has everywhere ([`masked`]) and what joins its groups.
/// What is spelled as codes is hidden whole.
fn masked_as_written(written: &str, digits: &str, prefix: usize) -> String {
    if written.contains(['&', '\\']) {
        return written.chars().map(|one| if one.is_ascii_digit() { '*' } else { one }).collect();
    }
    let mask: Vec<char> = masked(digits).chars().collect();
    let mut count = 0;
    let hide = |one: char| {
        if digit_written(one).is_none() {
            return one;
        }
        count += 1;
        let is_hidden = count > prefix && mask.get(count - 1 - prefix) == Some(&'*');
        if is_hidden { '*' } else { one }
    };
    written.chars().map(hide).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_mask_however_it_is_written() {
        let number: String = ["138", "1234", "5678"].concat();
        let grouped = |at: [usize; 2]| [&number[..at[0]], &number[at[0]..at[1]], &number[at[1]..]].join(" ");
        assert_eq!(masked(&number), "138****5678");
        for (written, shown) in [
            (number.clone(), "138****5678"),
            (grouped([4, 8]), "138* ***5 678"),
            (format!("+86 {}", grouped([3, 7])), "+86 138 **** 5678"),
            (format!("{}**{}", &number[..5], &number[5..]), "138******5678"),
        ] {
            let line = format!("电话{written}。");
            let path = SitePath::new("content/a.md").expect("a path");
            let text = Text::of_file(&path, &line, peel::lines(&line), None);
            let found = numbers::find_numbers(&text.folded.text, Day::new(2023, 7, 10).expect("a day"));
            let place = text.place_of_number(&found[0]).position.expect("a position");
            assert_eq!(place.excerpt, format!("电话{shown}。"));
            assert_eq!(masked_line(&line, Day::new(2023, 7, 10).expect("a day")), format!("电话{shown}。"));
        }
    }
}
