//! What has to be known of a whole body before its first line is written.

use comrak::nodes::{Node, NodeValue};

use crate::markdown::html;

/// Raw HTML nested deeper than this is shown as text: the sanitiser takes the product of depth and length.
const DEEPEST: usize = 500;

/// What becomes of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawHtml {
    /// There is none, but for comments.
    Absent,
    /// It passes as it is.
    Kept,
    /// The page is cleaned when it is written.
    Cleaned,
    /// It is shown as text.
    Shown,
}

/// What was found.
pub(super) struct Survey {
    pub(super) raw_html: RawHtml,
    /// Whether the body opens with a heading of level 1.
    pub(super) opens_with_title: bool,
    /// Whether more `<details>` are opened than closed.
    pub(super) drop_details: bool,
}

/// Looks at every node once.
pub(super) fn survey(root: Node<'_>, keep_html: bool) -> Survey {
    let opens_with_title = root.first_child().is_some_and(is_first_level);
    let mut tags = Tags::default();
    for node in root.descendants() {
        match &node.data().value {
            NodeValue::HtmlInline(literal) => tags.count(literal),
            NodeValue::HtmlBlock(block) => tags.count(&block.literal),
            _ => {}
        }
    }
    let raw_html = match (tags.any, keep_html) {
        (false, _) => RawHtml::Absent,
        (true, true) => RawHtml::Kept,
        (true, false) if tags.deepest > DEEPEST => RawHtml::Shown,
        (true, false) => RawHtml::Cleaned,
    };
    Survey { raw_html, opens_with_title, drop_details: tags.details > 0 }
}

fn is_first_level(node: Node<'_>) -> bool {
    matches!(&node.data().value, NodeValue::Heading(heading) if heading.level == 1)
}

#[derive(Default)]
struct Tags {
    any: bool,
    depth: usize,
    deepest: usize,
    details: i64,
}

impl Tags {
    fn count(&mut self, literal: &str) {
        if html::comment(literal).is_some() {
            return;
        }
        self.any = true;
        for (at, _) in literal.match_indices('<') {
            let Some((name, closes)) = html::tag_name(&literal[at..]) else { continue };
            let step = if closes { -1 } else { 1 };
            if name == "details" {
                self.details += step;
            }
            if !is_closed_by_others(&name) {
                self.depth = if closes { self.depth.saturating_sub(1) } else { self.depth + 1 };
                self.deepest = self.deepest.max(self.depth);
            }
        }
    }
}

/// Elements that have no end tag or need none.
fn is_closed_by_others(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "dd"
            | "dt"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "li"
            | "link"
            | "meta"
            | "option"
            | "p"
            | "source"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "track"
            | "wbr"
    )
}
