//! Line breaks within a paragraph: between Chinese characters they leave nothing (TXT-1).
//!
//! A break goes where either neighbour is Chinese, whatever markup lies between. Quotes, dashes and dots that Chinese
//! shares with other scripts tell nothing by themselves; the character beyond them does.

use comrak::nodes::{Node, NodeValue};

use crate::base::is_wide;
use crate::markdown::prepare::is_marker;

/// Whether nothing is left of a break behind `text`.
pub(super) fn joins(text: &str, wide_ahead: bool) -> bool {
    wide_ahead || ends_wide(text).unwrap_or_default()
}

/// Whether a text ends in Chinese; `None` where it doesn't tell.
pub(super) fn ends_wide(text: &str) -> Option<bool> {
    text.chars().rev().find(|&character| !is_shared(character)).map(is_wide)
}

fn begins_wide(text: &str) -> Option<bool> {
    let text = text.trim_start_matches(is_indent);
    text.chars().find(|&character| !is_shared(character)).map(is_wide)
}

/// A mark that Chinese shares with other scripts, or a marker of ours.
fn is_shared(character: char) -> bool {
    matches!(character, '“' | '”' | '‘' | '’' | '—' | '…' | '·') || is_marker(character)
}

/// White space that indents a paragraph in a word processor.
pub(super) fn is_indent(character: char) -> bool {
    matches!(character, '\u{3000}' | '\u{2002}' | '\u{2003}' | '\u{A0}' | ' ' | '\t')
}

/// Whether what follows a break in its paragraph is Chinese.
pub(super) fn wide_ahead(node: Node<'_>) -> bool {
    let mut next = following(node);
    while let Some(node) = next {
        let data = node.data();
        match &data.value {
            NodeValue::Text(text) => return begins_wide(text).unwrap_or_default(),
            NodeValue::Code(code) => return begins_wide(&code.literal).unwrap_or_default(),
            NodeValue::HtmlInline(_) | NodeValue::FootnoteReference(_) => next = following(node),
            NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::Image(_) => return false,
            _ => next = node.first_child().or_else(|| following(node)),
        }
    }
    false
}

/// Whether the line behind a break is indented by two ideographic spaces, as a new paragraph is in Chinese.
pub(super) fn begins_paragraph(node: Node<'_>) -> bool {
    node.next_sibling()
        .is_some_and(|next| matches!(&next.data().value, NodeValue::Text(text) if text.starts_with("\u{3000}\u{3000}")))
}

/// The next node behind this one within the same paragraph.
fn following(node: Node<'_>) -> Option<Node<'_>> {
    let mut node = node;
    loop {
        if let Some(next) = node.next_sibling() {
            return Some(next);
        }
        node = node.parent().filter(|parent| !parent.data().value.block())?;
    }
}
