//! The body of one post: Markdown in, HTML with holes out.
//!
//! Owns the dialect: CommonMark with what product.md adds, and what is right for Chinese (TXT-1 to TXT-4, MASK-4).
//! Never knows another post, the address of anything, which widgets exist, or how wide a photo is: links between
//! posts, images and widgets stay symbolic and leave a [`Hole`] each, so that a body is a function of its file alone.
//!
//! The way of a body, in the order of the modules:
//!
//! 1. `prepare` takes out what Markdown would spoil (widget calls, masks, single tildes, years at the start of a line)
//!    and leaves a noncharacter in its place. Code is recognised by the parser, so whatever was taken out is put back
//!    as it was wherever a marker turns up in code.
//! 2. comrak parses.
//! 3. `write` walks the tree once, without recursion, and writes HTML, plain text and holes side by side.
//! 4. `html` cleans the page where, and only where, the body holds raw HTML.
//!
//! Start at [`render`].

mod body;
mod headings;
mod highlight;
mod html;
mod links;
mod masked_ids;
mod prepare;
mod text;
mod write;

pub use body::{
    Argument, Body, Filling, Gap, Heading, Hole, ImageRef, Labels, LinkRef, Options, PlainText, Value, WidgetCall,
};
pub use html::is_phrasing;
pub use text::{count_words, excerpt};

use std::ops::Range;
use std::sync::OnceLock;

use comrak::Arena;
use comrak::nodes::Node;

use crate::base::SitePath;
use crate::diag::{Checked, Finding, Place};
use prepare::{Prepared, Trouble};

/// How many findings one body tells. A file that is not Markdown at all would otherwise tell one for each brace.
const MOST_FINDINGS: usize = 100;

/// How often a body is parsed again to free it from an unclosed `<script>` or comment.
const MOST_REPAIRS: usize = 8;

/// Renders the part `body` (in bytes) of the file `source` that lies at `path`.
///
/// The findings are widget calls that can't be read (errors) and shortcodes of Zola and Hugo that stay text
/// (warnings), at most a hundred, in the order of the file.
pub fn render(path: &SitePath, source: &str, body: Range<usize>, options: &Options) -> Checked<Body> {
    let Checked { value: (body, _), findings } = render_with_text(path, source, body, options);
    Checked::new(body, findings)
}

/// The same, with the whole text without markup, which nobody keeps: a line a block, cells parted by a space; no code blocks, no
/// widgets.
pub fn render_with_text(
    path: &SitePath,
    source: &str,
    body: Range<usize>,
    options: &Options,
) -> Checked<(Body, PlainText)> {
    let text = source.get(body.clone()).unwrap_or_default();
    let mut prepared = prepare::prepare(text);
    let mut attempt = 0;
    loop {
        let arena = Arena::new();
        let root = comrak::parse_document(&arena, prepared.text(), dialect());
        let repair = if options.raw_html || attempt == MOST_REPAIRS { None } else { unclosed(&prepared, root) };
        let Some(at) = repair else {
            let (made, plain, troubles) = write::write(root, &prepared, body.start, options);
            return Checked::new((made, plain), findings(path, source, body.start, troubles));
        };
        prepared.make_literal(at);
        attempt += 1;
    }
}

fn unclosed(prepared: &Prepared, root: Node<'_>) -> Option<usize> {
    html::unclosed_block(root).and_then(|position| prepared.less_than_at(position))
}

fn findings(path: &SitePath, source: &str, start: usize, mut troubles: Vec<Trouble>) -> Vec<Finding> {
    troubles.sort_by_key(|trouble| trouble.span.start);
    troubles.truncate(MOST_FINDINGS);
    let place = |span: Range<usize>| Place::span(path, source, start + span.start..start + span.end);
    troubles.into_iter().map(|trouble| trouble.into_finding(place)).collect()
}

/// The extensions in use. Bare addresses become links in `write`, because comrak's own `autolink` takes the Chinese
/// that follows for a part of the address.
fn dialect() -> &'static comrak::Options<'static> {
    static DIALECT: OnceLock<comrak::Options<'static>> = OnceLock::new();
    DIALECT.get_or_init(|| {
        let mut options = comrak::Options::default();
        options.extension.table = true;
        options.extension.tasklist = true;
        options.extension.footnotes = true;
        options.extension.strikethrough = true;
        options.extension.alerts = true;
        options.extension.description_lists = true;
        options.extension.cjk_friendly_emphasis = true;
        options
    })
}
