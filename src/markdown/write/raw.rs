//! Raw HTML on its way through.

use comrak::nodes::{Node, NodeValue};

use super::survey::RawHtml;
use super::{Children, Writer};
use crate::markdown::html::{self, Containment};
use crate::markdown::prepare::{Mark, Piece, pieces, restore_literals};

/// How many neighbours are searched for the end of a raw element.
const FARTHEST_END: usize = 500;

impl Writer<'_> {
    pub(super) fn html_block(&mut self, literal: &str) -> Children {
        self.sheet.line();
        if html::is_more(literal) {
            self.more_is_due = true;
            return Children::Skip;
        }
        match self.survey.raw_html {
            RawHtml::Absent => {}
            RawHtml::Kept => self.raw(literal),
            RawHtml::Shown => {
                self.sheet.push("<p>");
                self.sheet.text(&self.prepared.restore(literal));
                self.sheet.push("</p>\n");
            }
            RawHtml::Cleaned => self.raw(&self.contained(literal)),
        }
        self.plain_line();
        self.plain.text.push_str(&html::text_of(&self.without_markers(&self.contained(literal))));
        self.plain_line();
        Children::Skip
    }

    fn contained(&self, literal: &str) -> String {
        let restore = |tag: &str| self.prepared.restore(tag).into_owned();
        html::contain(literal, Containment { restore: &restore, drop_details: self.survey.drop_details })
    }

    /// Writes HTML as it is, with the widgets that stand between its tags.
    fn raw(&mut self, html: &str) {
        let literal = restore_literals(html);
        let mut before = "";
        let mut in_tag = false;
        let mut pieces = pieces(&literal).peekable();
        while let Some(piece) = pieces.next() {
            match piece {
                Piece::Text(text) => {
                    in_tag = ends_in_tag(text).unwrap_or(in_tag);
                    before = text;
                    self.sheet.push(text);
                }
                Piece::Mark(index) if in_tag => self.sheet.push(self.prepared.source_of_mark(index)),
                Piece::Mark(index) => {
                    let after = pieces.peek().map_or("", |next| if let Piece::Text(text) = next { text } else { "x" });
                    self.raw_mark(index, !is_room_for_block(before, after));
                    before = "";
                }
            }
        }
    }

    fn raw_mark(&mut self, index: usize, in_line: bool) {
        match self.prepared.mark(index) {
            Some(Mark::Call(_)) => {
                self.widget(index, in_line);
            }
            Some(Mark::Braces { trouble, .. }) => {
                self.troubles.push(trouble.clone());
                self.sheet.text(self.prepared.source_of_mark(index));
            }
            None => {}
        }
    }

    pub(super) fn html_inline(&mut self, node: Node<'_>, literal: &str) {
        if html::is_more(literal) {
            self.more_is_due = true;
        }
        let tag = self.prepared.restore(literal).into_owned();
        match self.survey.raw_html {
            RawHtml::Absent => {}
            RawHtml::Kept => self.sheet.push(&tag),
            RawHtml::Shown => self.sheet.text(&tag),
            RawHtml::Cleaned => self.inline_tag(node, &tag),
        }
    }

    fn inline_tag(&mut self, node: Node<'_>, tag: &str) {
        let Some((name, closes)) = html::tag_name(tag) else { return };
        if html::swallows(&name) {
            if !closes && is_closed_later(node, &name) {
                self.skipped_tag = Some(name);
            }
            return;
        }
        if name == "details" || name == "summary" {
            return;
        }
        if closes {
            let Some(at) = self.open_tags.iter().rposition(|open| *open == name) else { return };
            self.open_tags.remove(at);
        } else if !is_void(&name) {
            self.open_tags.push(name);
        }
        self.sheet.push(tag);
    }

    /// Closes the raw elements that the paragraph in hand has left open, so that they end with it.
    pub(super) fn close_tags(&mut self) {
        self.skipped_tag = None;
        while let Some(name) = self.open_tags.pop() {
            self.sheet.push("</");
            self.sheet.push(&name);
            self.sheet.push(">");
        }
    }

    /// Leaves out what lies inside a script, and its end.
    pub(super) fn skip_inside(&mut self, value: &NodeValue) -> Children {
        if let NodeValue::HtmlInline(tag) = value
            && let Some((name, true)) = html::tag_name(tag)
            && self.skipped_tag.as_ref() == Some(&name)
        {
            self.skipped_tag = None;
        }
        Children::Skip
    }
}

/// Whether a text ends inside a tag; `None` where it has neither beginning nor end of one.
fn ends_in_tag(text: &str) -> Option<bool> {
    match (text.rfind('<'), text.rfind('>')) {
        (None, None) => None,
        (open, close) => Some(open > close),
    }
}

/// Whether a block may stand between two pieces of raw HTML: alone between tags of which the first holds blocks.
fn is_room_for_block(before: &str, after: &str) -> bool {
    let (before, after) = (before.trim_end(), after.trim_start());
    let alone = (before.is_empty() || before.ends_with('>')) && (after.is_empty() || after.starts_with('<'));
    let tag = before.rfind('<').and_then(|at| html::tag_name(&before[at..]));
    alone && tag.is_none_or(|(name, closes)| closes || holds_blocks(&name))
}

fn holds_blocks(name: &str) -> bool {
    matches!(
        name,
        "article"
            | "aside"
            | "blockquote"
            | "dd"
            | "details"
            | "div"
            | "figure"
            | "footer"
            | "header"
            | "li"
            | "section"
            | "td"
            | "th"
    )
}

fn is_closed_later(node: Node<'_>, name: &str) -> bool {
    node.following_siblings().skip(1).take(FARTHEST_END).any(|sibling| match &sibling.data().value {
        NodeValue::HtmlInline(tag) => html::tag_name(tag).is_some_and(|(other, closes)| closes && other == name),
        _ => false,
    })
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "source" | "track" | "wbr"
    )
}
