//! Raw HTML of a body: what of it may stay, and that it can't swallow what follows it.
//!
//! Two steps, because a sanitiser alone would lose text. [`contain`] looks at one piece of raw HTML at a time and
//! takes out what an unclosed tag would pull the rest of the post into: scripts, comments, quotes. [`clean`] then
//! sends the whole page through ammonia, once, and only where a body has raw HTML at all.

mod clean;
mod contain;

use comrak::nodes::{LineColumn, Node, NodeHtmlBlock, NodeValue};

pub(super) use clean::clean;
pub(super) use contain::{Containment, attribute_of, contain, next_picture, swallows, tag_name};

/// Whether an element, in lower case, stands in a line and doesn't break its text (phrasing content, and what browsers still show
/// as such).
pub fn is_phrasing(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "rb"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "wbr"
    )
}

/// Whether a comment says that the summary ends here: `<!-- more -->`.
pub(super) fn is_more(html: &str) -> bool {
    comment(html).is_some_and(|inner| inner.trim().eq_ignore_ascii_case("more"))
}

/// The inside of a comment, where the HTML is nothing but one.
pub(super) fn comment(html: &str) -> Option<&str> {
    let inner = html.trim().strip_prefix("<!--")?.strip_suffix("-->")?;
    (!inner.contains("-->")).then_some(inner)
}

/// Where a block of raw HTML begins that is never closed and therefore takes in the rest of the post.
pub(super) fn unclosed_block(root: Node<'_>) -> Option<LineColumn> {
    root.descendants().find_map(|node| match &node.data().value {
        NodeValue::HtmlBlock(block) if !is_closed(block) => Some(node.data().sourcepos.start),
        _ => None,
    })
}

fn is_closed(block: &NodeHtmlBlock) -> bool {
    let text = &block.literal;
    match block.block_type {
        1 => {
            let lower = text.to_ascii_lowercase();
            ["</script>", "</pre>", "</style>", "</textarea>"].iter().any(|end| lower.contains(end))
        }
        2 => text.contains("-->"),
        3 => text.contains("?>"),
        4 => text.contains('>'),
        5 => text.contains("]]>"),
        _ => true,
    }
}

/// The text between the tags.
pub(super) fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        let Some(end) = rest[at..].find('>') else { break };
        if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
        rest = &rest[at + end + 1..];
    }
    if !rest.starts_with('<') {
        text.push_str(rest);
    }
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (reference, character)| text.replace(reference, character))
}
