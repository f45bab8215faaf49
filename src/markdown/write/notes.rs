//! Footnotes. The parser has moved them to the end and numbered them in the order of their first mention.

use std::collections::BTreeMap;
use std::fmt::Write;

use comrak::nodes::{Node, NodeFootnoteReference, NodeValue};

use super::Writer;

/// What is known of the footnotes.
#[derive(Default)]
pub(super) struct Notes {
    /// The id of each footnote.
    ids: BTreeMap<u32, String>,
    /// The ids of the mentions of each footnote.
    mentions: BTreeMap<u32, Vec<String>>,
    /// The number of the footnote in hand; 0 before the first.
    number: u32,
    /// Whether the way back of the footnote in hand is written.
    went_back: bool,
}

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, reference: &NodeFootnoteReference) {
        let number = reference.ix;
        let id = self.ids.unique(&format!("fnref-{number}"));
        let _ = write!(self.sheet.html, "<sup class=\"footnote-ref\" id=\"{id}\">");
        self.notes.mentions.entry(number).or_default().push(id);
        if self.link_ends.is_empty() {
            let note = self.note_id(number);
            let _ = write!(self.sheet.html, "<a href=\"#{note}\" role=\"doc-noteref\" aria-label=\"");
            self.sheet.attribute(&self.options.labels.footnote);
            let _ = write!(self.sheet.html, " {number}\">{number}</a></sup>");
        } else {
            let _ = write!(self.sheet.html, "{number}</sup>");
        }
    }

    fn note_id(&mut self, number: u32) -> String {
        let ids = &mut self.ids;
        self.notes.ids.entry(number).or_insert_with(|| ids.unique(&format!("fn-{number}"))).clone()
    }

    pub(super) fn open_note(&mut self) {
        self.sheet.line();
        if self.notes.number == 0 {
            self.sheet.push("<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"");
            self.sheet.attribute(&self.options.labels.footnotes);
            self.sheet.push("\">\n<ol>\n");
        }
        self.notes.number += 1;
        self.notes.went_back = false;
        let id = self.note_id(self.notes.number);
        let _ = write!(self.sheet.html, "<li id=\"{id}\">");
    }

    /// Writes the way back at the end of the last paragraph of a footnote.
    pub(super) fn back_to_text(&mut self, paragraph: Node<'_>) {
        let in_note =
            paragraph.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::FootnoteDefinition(_)));
        if in_note && paragraph.next_sibling().is_none() {
            self.write_ways_back();
        }
    }

    fn write_ways_back(&mut self) {
        self.notes.went_back = true;
        let number = self.notes.number;
        let ids = self.notes.mentions.get(&number).cloned().unwrap_or_default();
        for (index, id) in ids.iter().enumerate() {
            let _ = write!(
                self.sheet.html,
                " <a class=\"footnote-back\" href=\"#{id}\" role=\"doc-backlink\" aria-label=\""
            );
            self.sheet.attribute(&self.options.labels.back);
            let mention = if index == 0 { String::new() } else { format!("-{}", index + 1) };
            let _ = write!(self.sheet.html, " {number}{mention}\">↩</a>");
        }
    }

    pub(super) fn close_note(&mut self) {
        if !self.notes.went_back && self.notes.mentions.contains_key(&self.notes.number) {
            self.sheet.line();
            self.sheet.push("<p>");
            self.write_ways_back();
            self.sheet.push("</p>\n");
        }
        self.sheet.push("</li>\n");
    }

    pub(super) fn end_notes(&mut self) {
        if self.notes.number > 0 {
            self.sheet.push("</ol>\n</div>\n");
        }
    }
}
