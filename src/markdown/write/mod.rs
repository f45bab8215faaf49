//! Writes the tree as HTML, holes, plain text and headings, in one walk.
//!
//! The walk keeps its own stack, so that no nesting can exhaust the program's. `blocks`, `inlines`, `notes` and `raw`
//! hold what is written for each kind of node; `sheet` is what it is written on. Start at [`write`].

mod blocks;
mod breaks;
mod inlines;
mod notes;
mod raw;
mod sheet;
mod survey;

use std::ops::Range;

use comrak::nodes::{Node, NodeValue, Sourcepos, TableAlignment};

use super::body::{Body, Gap, Heading, Options, PlainText};
use super::headings::{Ids, Outline};
use super::prepare::{Piece, Prepared, Trouble, is_marker, pieces, restore_literals};
use super::text::count_words;
use sheet::Sheet;
pub(super) use sheet::escape;
use survey::Survey;

/// Writes a tree. `start` is where the body begins in its file, in bytes.
pub(super) fn write(
    root: Node<'_>,
    prepared: &Prepared<'_>,
    start: usize,
    options: &Options,
) -> (Body, PlainText, Vec<Trouble>) {
    let survey = survey::survey(root, options.raw_html);
    let mut writer = Writer::new(prepared, start, options, survey);
    writer.first_heading =
        writer.survey.opens_with_title.then(|| root.first_child().map(|node| writer.plain_text(node))).flatten();
    writer.walk(root);
    writer.finish()
}

/// What is known while a tree is written.
struct Writer<'w> {
    prepared: &'w Prepared<'w>,
    options: &'w Options,
    survey: Survey,
    /// Where the body begins in its file.
    start: usize,
    sheet: Sheet,
    plain: PlainText,
    /// Whether the last character written is Chinese (TXT-1).
    after_wide: bool,
    /// Whether nothing of the line was written yet, so that an indent is taken away (TXT-4).
    at_line_start: bool,
    ids: Ids,
    outline: Outline,
    headings: Vec<Heading>,
    first_heading: Option<String>,
    first_paragraph: Option<Range<usize>>,
    paragraph_start: usize,
    before_more: Option<usize>,
    /// Whether `<!-- more -->` was met inside a block that is still open.
    more_is_due: bool,
    /// What closes the links that are open.
    link_ends: Vec<&'static str>,
    /// Raw elements that are open in the paragraph in hand.
    open_tags: Vec<String>,
    /// The raw element whose content is left out.
    skipped_tag: Option<String>,
    table: Table,
    notes: notes::Notes,
    has_code: bool,
    troubles: Vec<Trouble>,
}

/// The table in hand.
#[derive(Default)]
struct Table {
    /// How many tables there were.
    number: usize,
    alignments: Vec<TableAlignment>,
    column: usize,
    in_head: bool,
    has_body: bool,
}

/// Whether the children of a node are written by the walk.
#[derive(PartialEq, Eq)]
enum Children {
    Walk,
    /// The node is done, and its end is not visited.
    Skip,
}

impl<'w> Writer<'w> {
    fn new(prepared: &'w Prepared<'w>, start: usize, options: &'w Options, survey: Survey) -> Self {
        let length = prepared.text().len();
        let cleaned = survey.raw_html == survey::RawHtml::Cleaned;
        Self {
            prepared,
            options,
            survey,
            start,
            sheet: Sheet::new(length + length / 4, cleaned),
            plain: PlainText { text: String::with_capacity(length), gaps: Vec::new() },
            after_wide: false,
            at_line_start: true,
            ids: Ids::default(),
            outline: Outline::default(),
            headings: Vec::new(),
            first_heading: None,
            first_paragraph: None,
            paragraph_start: 0,
            before_more: None,
            more_is_due: false,
            link_ends: Vec::new(),
            open_tags: Vec::new(),
            skipped_tag: None,
            table: Table::default(),
            notes: notes::Notes::default(),
            has_code: false,
            troubles: Vec::new(),
        }
    }

    fn walk(&mut self, root: Node<'_>) {
        let mut next = Some((root, true));
        while let Some((node, entering)) = next {
            let descend = entering && self.enter(node) == Children::Walk;
            if !entering {
                self.leave(node);
            }
            next = match node.first_child() {
                Some(child) if descend => Some((child, true)),
                None if descend => Some((node, false)),
                _ if node.same_node(root) => None,
                _ => {
                    self.settle_more(node);
                    node.next_sibling().map(|sibling| (sibling, true)).or(node.parent().map(|parent| (parent, false)))
                }
            };
        }
        self.end_notes();
    }

    fn enter(&mut self, node: Node<'_>) -> Children {
        if let NodeValue::Heading(heading) = node.data().value {
            return self.enter_heading(node, heading.level);
        }
        let data = node.data();
        if self.skipped_tag.is_some() && !data.value.block() {
            return self.skip_inside(&data.value);
        }
        if data.value.block() { self.enter_block(node, &data) } else { self.enter_inline(node, &data) }
    }

    fn leave(&mut self, node: Node<'_>) {
        let data = node.data();
        if data.value.block() { self.leave_block(node, &data.value) } else { self.leave_inline(&data.value) }
    }

    fn finish(self) -> (Body, PlainText, Vec<Trouble>) {
        let finished = self.sheet.finish(|written| self.prepared.find(written).map(|at| at + self.start));
        let index = |gap: &Gap| finished.indexes.get(gap.hole).copied().flatten().map(|hole| Gap { at: gap.at, hole });
        let plain = PlainText { gaps: self.plain.gaps.iter().filter_map(index).collect(), text: self.plain.text };
        let body = Body {
            words: count_words(&plain.text),
            first_paragraph: self.first_paragraph.map(|range| plain.part(range)).unwrap_or_default(),
            before_more: self.before_more.map(|end| plain.part(0..end)),
            has_text: !plain.text.trim().is_empty(),
            html: finished.html,
            holes: finished.holes,
            more: finished.more,
            headings: self.headings,
            first_heading: self.first_heading,
            has_code: self.has_code,
        };
        (body, plain, self.troubles)
    }

    /// The bytes of the file that a node covers.
    fn span(&self, position: Sourcepos) -> Range<usize> {
        let span = self.prepared.span(position);
        span.start + self.start..span.end + self.start
    }

    /// The text of a node and of all in it, without markup and widgets.
    fn plain_text(&self, node: Node<'_>) -> String {
        let mut text = String::new();
        for inner in node.descendants() {
            match &inner.data().value {
                NodeValue::Text(part) => text.push_str(&self.without_markers(part)),
                NodeValue::Code(code) => text.push_str(&self.prepared.restore(&code.literal)),
                NodeValue::SoftBreak if breaks::joins(&text, breaks::wide_ahead(inner)) => {}
                NodeValue::SoftBreak | NodeValue::LineBreak => text.push(' '),
                _ => {}
            }
        }
        text.trim().to_owned()
    }

    fn without_markers(&self, text: &str) -> String {
        if !text.contains(is_marker) {
            return text.to_owned();
        }
        let literal = restore_literals(text);
        let words = pieces(&literal).map(|piece| match piece {
            Piece::Text(text) => text,
            Piece::Mark(index) => self.braces(index),
        });
        words.collect()
    }

    /// The braces that a mark with something wrong stands for; nothing for a call.
    fn braces(&self, index: usize) -> &'w str {
        match self.prepared.mark(index) {
            Some(super::prepare::Mark::Braces { .. }) => self.prepared.source_of_mark(index),
            _ => "",
        }
    }

    /// Ends a line of the plain text.
    fn plain_line(&mut self) {
        if !self.plain_is_at_line_start() {
            self.plain.text.push('\n');
        }
    }

    fn plain_is_at_line_start(&self) -> bool {
        let has_widget = self.plain.gaps.last().is_some_and(|gap| gap.at == self.plain.text.len());
        !has_widget && (self.plain.text.is_empty() || self.plain.text.ends_with('\n'))
    }

    /// Begins text that stands for itself: a paragraph, a heading, a cell.
    fn begin_text(&mut self) {
        self.after_wide = false;
        self.at_line_start = true;
        self.skipped_tag = None;
    }

    /// Notes the end of the summary between two blocks of the top level.
    fn settle_more(&mut self, node: Node<'_>) {
        let is_top = node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document));
        if self.more_is_due && is_top {
            self.more_is_due = false;
            self.sheet.line();
            self.sheet.more();
            self.before_more.get_or_insert(self.plain.text.len());
        }
    }
}
