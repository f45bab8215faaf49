//! What stands in lines: text, emphasis, links, images, widgets.

use std::borrow::Cow;

use comrak::nodes::{Ast, Node, NodeLink, NodeValue};

use super::blocks::can_split;
use super::{Children, Writer, breaks};
use crate::diag::Message;
use crate::markdown::body::{Filling, Gap, ImageRef, LinkRef};
use crate::markdown::links::{self, Target};
use crate::markdown::prepare::{Mark, Piece, Trouble, is_marker, pieces, restore_literals};

impl Writer<'_> {
    pub(super) fn enter_inline(&mut self, node: Node<'_>, data: &Ast) -> Children {
        match &data.value {
            NodeValue::Text(text) => self.text(text),
            NodeValue::SoftBreak => self.soft_break(node),
            NodeValue::LineBreak => self.line_break(),
            NodeValue::Code(code) => self.code(&code.literal),
            NodeValue::HtmlInline(html) => self.html_inline(node, html),
            NodeValue::FootnoteReference(reference) => self.note_reference(reference),
            NodeValue::Emph => self.sheet.push("<em>"),
            NodeValue::Strong => self.sheet.push("<strong>"),
            NodeValue::Strikethrough => self.sheet.push("<del>"),
            NodeValue::Link(link) => self.open_link(data, link),
            NodeValue::Image(link) => {
                self.image(node, link, false);
                return Children::Skip;
            }
            _ => {}
        }
        Children::Walk
    }

    pub(super) fn leave_inline(&mut self, value: &NodeValue) {
        match value {
            NodeValue::Emph => self.sheet.push("</em>"),
            NodeValue::Strong => self.sheet.push("</strong>"),
            NodeValue::Strikethrough => self.sheet.push("</del>"),
            NodeValue::Link(_) => {
                let end = self.link_ends.pop().unwrap_or_default();
                self.sheet.push(end);
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let text = if self.at_line_start { text.trim_start_matches(breaks::is_indent) } else { text };
        if !self.prepared.has_markers() || !text.contains(is_marker) {
            return self.words(text);
        }
        let literal = restore_literals(text);
        for piece in pieces(&literal) {
            match piece {
                Piece::Text(text) => self.words(text),
                Piece::Mark(index) => self.mark(index),
            }
        }
    }

    /// Writes words that hold no markers, and links the bare addresses among them.
    fn words(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.at_line_start = false;
        self.after_wide = breaks::ends_wide(text).unwrap_or(self.after_wide);
        self.plain.text.push_str(text);
        let mut done = 0;
        while self.link_ends.is_empty()
            && let Some(bare) = links::find_bare(text, done)
        {
            let address = &text[bare.start..bare.end];
            self.sheet.text(&text[done..bare.start]);
            self.sheet.push(if bare.needs_scheme { "<a href=\"http://" } else { "<a href=\"" });
            self.address(address);
            self.sheet.push("\">");
            self.sheet.text(address);
            self.sheet.push("</a>");
            done = bare.end;
        }
        self.sheet.text(&text[done..]);
    }

    fn mark(&mut self, index: usize) {
        match self.prepared.mark(index) {
            Some(Mark::Call(_)) => {
                if let Some(hole) = self.widget(index, true) {
                    self.plain.gaps.push(Gap { at: self.plain.text.len(), hole });
                }
                self.at_line_start = false;
                self.after_wide = false;
            }
            Some(Mark::Braces { trouble, .. }) => {
                self.troubles.push(trouble.clone());
                self.words(self.prepared.source_of_mark(index));
            }
            None => {}
        }
    }

    /// Leaves a hole for a widget; gives its number.
    pub(super) fn widget(&mut self, index: usize, in_line: bool) -> Option<usize> {
        let Some(Mark::Call(call)) = self.prepared.mark(index) else { return None };
        let mut call = call.clone();
        call.in_line = in_line;
        for span in call.args.iter_mut().map(|argument| &mut argument.span).chain([&mut call.span]) {
            *span = span.start + self.start..span.end + self.start;
        }
        Some(self.sheet.hole(Filling::Widget(call)))
    }

    fn code(&mut self, literal: &str) {
        let code = self.prepared.restore(literal);
        self.at_line_start = false;
        self.after_wide = breaks::ends_wide(&code).unwrap_or_default();
        self.plain.text.push_str(&code);
        self.sheet.push("<code>");
        self.sheet.text(&code);
        self.sheet.push("</code>");
    }

    fn soft_break(&mut self, node: Node<'_>) {
        let paragraph = node.parent().filter(|parent| can_split(parent));
        if let Some(paragraph) = paragraph.filter(|_| breaks::begins_paragraph(node)) {
            return self.split_paragraph(paragraph);
        }
        self.at_line_start = true;
        if self.after_wide || breaks::wide_ahead(node) {
            return;
        }
        self.sheet.push("\n");
        self.plain.text.push(' ');
    }

    fn line_break(&mut self) {
        self.sheet.push("<br>\n");
        self.plain.text.push('\n');
        self.at_line_start = true;
        self.after_wide = false;
    }

    fn open_link(&mut self, data: &Ast, link: &NodeLink) {
        self.check_address(&link.url);
        let url = self.prepared.restore(&link.url);
        match links::classify(&url) {
            Target::None => return self.link_ends.push(""),
            Target::AsWritten => {
                self.sheet.push("<a href=\"");
                self.address(url.trim());
            }
            Target::Portal => {
                let target = url.trim().to_owned();
                self.sheet.push("<a href=\"");
                self.sheet.hole(Filling::Link(LinkRef { target, span: self.span(data.sourcepos) }));
            }
        }
        if !link.title.is_empty() {
            self.sheet.push("\" title=\"");
            self.sheet.attribute(&self.prepared.restore(&link.title));
        }
        self.sheet.push("\">");
        self.link_ends.push("</a>");
    }

    /// Writes an address into an attribute.
    fn address(&mut self, url: &str) {
        // Writing into a string can't fail.
        let _ = comrak::html::escape_href(&mut self.sheet.html, &one_fragment(url), false);
    }

    /// A call can't make a part of an address.
    fn check_address(&mut self, url: &str) {
        for piece in pieces(url) {
            if let Piece::Mark(index) = piece
                && let Some(Mark::Call(call)) = self.prepared.mark(index)
            {
                self.troubles.push(Trouble::error(Message::new("markdown-widget-misplaced"), call.span.clone()));
            }
        }
    }

    /// Leaves a hole for an image.
    pub(super) fn image(&mut self, node: Node<'_>, link: &NodeLink, alone: bool) {
        self.check_address(&link.url);
        let alt = self.plain_text(node);
        let url = self.prepared.restore(&link.url);
        let is_picture = url.trim_start().to_ascii_lowercase().starts_with("data:image/");
        if links::classify(&url) == Target::None && !is_picture {
            return self.words(&alt);
        }
        let title = (!link.title.is_empty()).then(|| self.prepared.restore(&link.title).into_owned());
        let span = self.span(node.data().sourcepos);
        let target = url.trim().to_owned();
        self.sheet.hole(Filling::Image(ImageRef { target, alt, title, width: None, alone, span }));
        self.at_line_start = false;
        self.after_wide = false;
    }
}

/// An address has one `#`; a further one is a character of the fragment and has to be encoded.
fn one_fragment(url: &str) -> Cow<'_, str> {
    match url.split_once('#') {
        Some((before, fragment)) if fragment.contains('#') => {
            Cow::Owned(format!("{before}#{}", fragment.replace('#', "%23")))
        }
        _ => Cow::Borrowed(url),
    }
}
