//! Blocks: paragraphs, headings, lists, tables, code.

use std::fmt::Write;

use comrak::nodes::{
    AlertType, Ast, ListType, Node, NodeAlert, NodeCodeBlock, NodeList, NodeTable, NodeValue, TableAlignment,
};

use super::{Children, Writer};
use crate::markdown::body::Heading;
use crate::markdown::prepare::{MARK, Mark, Piece, pieces};
use crate::markdown::{headings, highlight};

impl Writer<'_> {
    pub(super) fn enter_block(&mut self, node: Node<'_>, data: &Ast) -> Children {
        match &data.value {
            NodeValue::Document => return Children::Walk,
            NodeValue::Paragraph => return self.enter_paragraph(node),
            NodeValue::CodeBlock(code) => return self.code_block(code),
            NodeValue::HtmlBlock(block) => return self.html_block(&block.literal),
            NodeValue::ThematicBreak => self.open_line("<hr>\n"),
            NodeValue::BlockQuote | NodeValue::MultilineBlockQuote(_) => self.open_line("<blockquote>\n"),
            NodeValue::List(list) => self.open_list(node, list),
            NodeValue::Item(_) => self.open_line("<li>"),
            NodeValue::TaskItem(task) => self.open_task(task.symbol.is_some()),
            NodeValue::DescriptionList => self.open_line("<dl>\n"),
            NodeValue::DescriptionTerm => self.open_line("<dt>"),
            NodeValue::DescriptionDetails => self.open_line("<dd>"),
            NodeValue::Table(table) => self.open_table(table),
            NodeValue::TableRow(in_head) => self.open_row(*in_head),
            NodeValue::TableCell => self.open_cell(),
            NodeValue::Alert(alert) => self.open_alert(alert),
            NodeValue::FootnoteDefinition(_) => self.open_note(),
            _ => {}
        }
        Children::Walk
    }

    pub(super) fn leave_block(&mut self, node: Node<'_>, value: &NodeValue) {
        match value {
            NodeValue::Paragraph => self.leave_paragraph(node),
            NodeValue::Heading(_) => self.leave_heading(),
            NodeValue::BlockQuote | NodeValue::MultilineBlockQuote(_) => self.close_line("</blockquote>\n"),
            NodeValue::List(list) if list.list_type == ListType::Ordered => self.close_line("</ol>\n"),
            NodeValue::List(_) => self.close_line("</ul>\n"),
            NodeValue::Item(_) | NodeValue::TaskItem(_) => self.close("</li>\n"),
            NodeValue::DescriptionList => self.close_line("</dl>\n"),
            NodeValue::DescriptionTerm => self.close("</dt>\n"),
            NodeValue::DescriptionDetails => self.close("</dd>\n"),
            NodeValue::Table(_) => self.close_table(),
            NodeValue::TableRow(in_head) => self.close_row(*in_head),
            NodeValue::TableCell => self.close_cell(),
            NodeValue::Alert(_) => self.close_line("</div>\n"),
            NodeValue::FootnoteDefinition(_) => self.close_note(),
            _ => {}
        }
    }

    fn open_line(&mut self, html: &str) {
        self.sheet.line();
        self.sheet.push(html);
    }

    fn close(&mut self, html: &str) {
        self.plain_line();
        self.sheet.push(html);
    }

    fn close_line(&mut self, html: &str) {
        self.sheet.line();
        self.close(html);
    }

    fn enter_paragraph(&mut self, node: Node<'_>) -> Children {
        self.begin_text();
        self.paragraph_start = self.plain.text.len();
        if self.stands_alone(node) {
            self.write_alone(node);
            return Children::Skip;
        }
        if is_tight(node) {
            if node.previous_sibling().is_some() {
                self.sheet.line();
            }
        } else {
            self.open_line("<p>");
        }
        Children::Walk
    }

    fn leave_paragraph(&mut self, node: Node<'_>) {
        self.close_tags();
        self.end_plain_paragraph(node);
        if is_tight(node) {
            return;
        }
        self.back_to_text(node);
        match self.sheet.html.strip_suffix("<p>").map(str::len) {
            Some(length) => self.sheet.html.truncate(length),
            None => self.sheet.push("</p>\n"),
        }
    }

    /// Ends the paragraph in hand and begins another, where the source indents a line as a new paragraph.
    pub(super) fn split_paragraph(&mut self, node: Node<'_>) {
        self.close_tags();
        self.end_plain_paragraph(node);
        self.sheet.push("</p>\n<p>");
        self.begin_text();
        self.paragraph_start = self.plain.text.len();
    }

    fn end_plain_paragraph(&mut self, paragraph: Node<'_>) {
        let range = self.paragraph_start..self.plain.text.len();
        let has_text = !self.plain.text[range.clone()].trim().is_empty()
            || self.plain.gaps.last().is_some_and(|gap| gap.at >= range.start);
        let is_top = paragraph.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document));
        if has_text && is_top && self.first_paragraph.is_none() {
            self.first_paragraph = Some(range);
        }
        self.plain_line();
    }

    /// Whether a paragraph holds nothing but images and widgets, one a line.
    fn stands_alone(&self, paragraph: Node<'_>) -> bool {
        let mut in_line = 0;
        let mut any = false;
        for child in paragraph.children() {
            match &child.data().value {
                NodeValue::SoftBreak | NodeValue::LineBreak => in_line = 0,
                NodeValue::Image(_) => in_line += 1,
                NodeValue::Text(text) => match self.calls_only(text) {
                    Some(calls) => in_line += calls,
                    None => return false,
                },
                _ => return false,
            }
            if in_line > 1 {
                return false;
            }
            any |= in_line > 0;
        }
        any
    }

    /// How many calls a text holds, where it holds nothing else.
    fn calls_only(&self, text: &str) -> Option<usize> {
        let text = text.trim_matches(super::breaks::is_indent);
        if !text.is_empty() && !text.starts_with(MARK) {
            return None;
        }
        let mut calls = 0;
        for piece in pieces(text) {
            match piece {
                Piece::Text(text) if text.trim().is_empty() => {}
                Piece::Mark(index) if matches!(self.prepared.mark(index), Some(Mark::Call(_))) => calls += 1,
                _ => return None,
            }
        }
        Some(calls)
    }

    fn write_alone(&mut self, paragraph: Node<'_>) {
        for child in paragraph.children() {
            let data = child.data();
            self.sheet.line();
            match &data.value {
                NodeValue::Image(link) => self.image(child, link, true),
                NodeValue::Text(text) => {
                    for piece in pieces(text) {
                        if let Piece::Mark(index) = piece {
                            self.widget(index, false);
                        }
                    }
                }
                _ => continue,
            }
            self.sheet.push("\n");
        }
    }

    pub(super) fn enter_heading(&mut self, node: Node<'_>, level: u8) -> Children {
        let is_title = self.options.take_title && self.survey.opens_with_title && node.previous_sibling().is_none();
        let is_title =
            is_title && node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Document));
        if is_title || node.first_child().is_none() {
            return Children::Skip;
        }
        let explicit = take_explicit_id(node);
        let text = self.plain_text(node);
        let wanted = explicit.map_or_else(|| headings::id_of(&text), |id| self.prepared.restore(&id).into_owned());
        let id = self.ids.unique(&wanted);
        let level = self.outline.enter(level);
        self.sheet.line();
        self.begin_text();
        let _ = write!(self.sheet.html, "<h{level} id=\"");
        self.sheet.attribute(&id);
        self.sheet.push("\">");
        self.headings.push(Heading { level, id, text });
        Children::Walk
    }

    fn leave_heading(&mut self) {
        self.close_tags();
        self.plain_line();
        let level = self.outline.current();
        let _ = writeln!(self.sheet.html, "</h{level}>");
    }

    fn open_list(&mut self, node: Node<'_>, list: &NodeList) {
        self.sheet.line();
        let is_task = node.first_child().is_some_and(|item| matches!(item.data().value, NodeValue::TaskItem(_)));
        self.sheet.push(if list.list_type == ListType::Ordered { "<ol" } else { "<ul" });
        if is_task {
            self.sheet.push(" class=\"task-list\"");
        }
        if list.list_type == ListType::Ordered && list.start != 1 {
            let _ = write!(self.sheet.html, " start=\"{}\"", list.start);
        }
        self.sheet.push(">\n");
    }

    fn open_task(&mut self, done: bool) {
        self.open_line("<li class=\"task\">");
        let (start, label) = if done {
            ("<input type=\"checkbox\" disabled checked", &self.options.labels.done)
        } else {
            ("<input type=\"checkbox\" disabled", &self.options.labels.open)
        };
        self.sheet.protected(start, label.clone());
        self.sheet.push(" ");
    }

    /// A table scrolls in a region of its own that the keyboard reaches, and is called by its number and the heading that
    /// it stands under (A11Y-4).
    fn open_table(&mut self, table: &NodeTable) {
        self.table.number += 1;
        self.table.alignments.clone_from(&table.alignments);
        self.table.has_body = false;
        self.open_line("<div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
        let mut name = format!("{} {}", self.options.labels.table, self.table.number);
        if let Some(heading) = self.headings.last().filter(|heading| !heading.text.is_empty()) {
            name.push(' ');
            name.push_str(&heading.text);
        }
        self.sheet.attribute(&name);
        self.sheet.push("\">\n<table>\n<caption class=\"table-name\">");
        self.sheet.text(&name);
        self.sheet.push("</caption>\n");
    }

    fn close_table(&mut self) {
        self.close_line(if self.table.has_body { "</tbody>\n</table>\n</div>\n" } else { "</table>\n</div>\n" });
    }

    fn open_row(&mut self, in_head: bool) {
        self.table.column = 0;
        self.table.in_head = in_head;
        if in_head {
            self.open_line("<thead>\n");
        } else if !self.table.has_body {
            self.table.has_body = true;
            self.open_line("<tbody>\n");
        }
        self.open_line("<tr>\n");
    }

    fn close_row(&mut self, in_head: bool) {
        self.close(if in_head { "</tr>\n</thead>\n" } else { "</tr>\n" });
    }

    fn open_cell(&mut self) {
        self.begin_text();
        if self.table.column > 0 && !self.plain.text.ends_with(' ') && !self.plain_is_at_line_start() {
            self.plain.text.push(' ');
        }
        self.sheet.push(if self.table.in_head { "<th scope=\"col\"" } else { "<td" });
        let alignment = self.table.alignments.get(self.table.column).copied();
        self.sheet.push(match alignment {
            Some(TableAlignment::Left) => " class=\"align-left\">",
            Some(TableAlignment::Center) => " class=\"align-center\">",
            Some(TableAlignment::Right) => " class=\"align-right\">",
            _ => ">",
        });
        self.table.column += 1;
    }

    fn close_cell(&mut self) {
        self.close_tags();
        self.sheet.push(if self.table.in_head { "</th>\n" } else { "</td>\n" });
    }

    fn open_alert(&mut self, alert: &NodeAlert) {
        let labels = &self.options.labels;
        let (name, label) = match alert.alert_type {
            AlertType::Note => ("note", &labels.note),
            AlertType::Tip => ("tip", &labels.tip),
            AlertType::Important => ("important", &labels.important),
            AlertType::Warning => ("warning", &labels.warning),
            AlertType::Caution => ("caution", &labels.caution),
        };
        let title = alert.title.as_deref().map(|title| self.prepared.restore(title));
        self.sheet.line();
        let _ = write!(self.sheet.html, "<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">");
        self.sheet.text(title.as_deref().unwrap_or(label));
        self.sheet.push("</p>\n");
    }

    fn code_block(&mut self, block: &NodeCodeBlock) -> Children {
        let code = self.prepared.restore(&block.literal);
        let info = self.prepared.restore(&block.info);
        let language = info.split([' ', ',', '\t', '{', ';']).next().unwrap_or_default();
        self.has_code = true;
        self.open_line("<pre tabindex=\"0\"><code");
        if !language.is_empty() {
            self.sheet.push(" class=\"language-");
            self.sheet.attribute(language);
            self.sheet.push("\"");
        }
        self.sheet.push(">");
        match highlight::highlight(language, &code) {
            Some(html) => self.sheet.push(&html),
            None => self.sheet.text(&code),
        }
        self.sheet.push("</code></pre>\n");
        Children::Skip
    }
}

/// Whether a node is a paragraph that has its own `<p>`.
pub(super) fn can_split(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::Paragraph) && !is_tight(node)
}

/// Whether a paragraph goes without `<p>`: it lies in a tight list or is a term.
fn is_tight(paragraph: Node<'_>) -> bool {
    let Some(parent) = paragraph.parent() else { return false };
    if matches!(parent.data().value, NodeValue::DescriptionTerm) {
        return true;
    }
    parent.parent().is_some_and(|list| match &list.data().value {
        NodeValue::List(list) => list.tight,
        NodeValue::DescriptionItem(item) => item.tight,
        _ => false,
    })
}

/// Takes `{#id}` off the end of a heading.
fn take_explicit_id(heading: Node<'_>) -> Option<String> {
    let mut data = heading.last_child()?.data_mut();
    let text = data.value.text_mut()?;
    let (before, id) = headings::explicit_id(text)?;
    let (before, id) = (before.to_owned(), id.to_owned());
    *text = before.into();
    Some(id)
}
