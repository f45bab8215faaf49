//! A text that is looked at: its file, its source, and what is matched in it.

use std::ops::Range;

use super::folded::Folded;
use super::{numbers, peel};
use crate::base::{Day, SitePath, is_digit};
use crate::diag::{Place, Position};
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
}

impl<'t> Text<'t> {
    /// The head and the body of a Markdown file.
    pub(super) fn of_markdown(path: &'t SitePath, source: &'t str, post: Option<&'t Post>) -> [Self; 2] {
        let (head, body) = crate::parse::parts_of(source);
        let text = |folded, role| Self { path, source, folded, role, post, at: None };
        [text(peel::toml(source, head), Role::Head), text(peel::markdown(source, body), Role::Body)]
    }

    /// Another file.
    pub(super) fn of_file(path: &'t SitePath, source: &'t str, folded: Folded, post: Option<&'t Post>) -> Self {
        Self { path, source, folded, role: Role::File, post, at: None }
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
        Place::span(self.path, self.source, self.folded.source(self.source, range))
    }

    /// The same, with the characters of the range itself hidden.
    pub(super) fn hidden_place(&self, range: Range<usize>) -> Place {
        let mut place = self.place(range);
        if let Some(position) = place.position.as_mut().filter(|_| self.at.is_none()) {
            let (start, end) = (position.column - 1, position.column - 1 + position.width);
            let kept = if position.width > 8 { 4 } else { 1 };
            let hide = |(at, one): (usize, char)| {
                let inside = at >= start + kept && at + (kept - 1) < end.max(start + kept);
                if inside && !one.is_whitespace() { '*' } else { one }
            };
            position.excerpt = position.excerpt.chars().enumerate().map(hide).collect();
        }
        place
    }
}

/// A line in which every number of a person is masked, with as many characters as before.
pub(super) fn masked_line(line: &str, today: Day) -> String {
    let folded = Folded::plain(line);
    let found = numbers::find_numbers(&folded.text, today);
    if found.is_empty() {
        return line.to_owned();
    }
    let hidden: Vec<Range<usize>> = found
        .into_iter()
        .map(|number| folded.source(line, number.range))
        .map(|range| {
            let skip: usize = line[range.clone()].chars().take(3).map(char::len_utf8).sum();
            let last: usize = line[range.clone()].chars().rev().take(4).map(char::len_utf8).sum();
            range.start + skip..range.end.saturating_sub(last).max(range.start + skip)
        })
        .collect();
    let hide = |(at, one): (usize, char)| {
        if is_digit(one) && hidden.iter().any(|range| range.contains(&at)) { '*' } else { one }
    };
    line.char_indices().map(hide).collect()
}
