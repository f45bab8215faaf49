//! What a body becomes, and what its rendering is told.

use std::ops::Range;

/// How a body is rendered.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Options {
    /// Whether raw HTML passes as it is (`raw_html = true` in site.toml). Else it is cleaned.
    pub raw_html: bool,
    /// Whether a heading of level 1 that opens the body is the title and no part of the page: for posts without one.
    pub take_title: bool,
    /// The words that the markup needs.
    pub labels: Labels,
}

/// Words for people inside the markup, in the language of the portal. A number follows those marked with #.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Labels {
    /// Title of `> [!NOTE]`.
    pub note: String,
    /// Title of `> [!TIP]`.
    pub tip: String,
    /// Title of `> [!IMPORTANT]`.
    pub important: String,
    /// Title of `> [!WARNING]`.
    pub warning: String,
    /// Title of `> [!CAUTION]`.
    pub caution: String,
    /// Names the scroll region of a table, # (A11Y-4).
    pub table: String,
    /// Names the list of footnotes.
    pub footnotes: String,
    /// Names the mark of a footnote, #.
    pub footnote: String,
    /// Names the way back from a footnote, #.
    pub back: String,
    /// Names a ticked box of a task list.
    pub done: String,
    /// Names an empty box of a task list.
    pub open: String,
}

/// A rendered body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// The HTML, without what the holes will hold.
    pub html: String,
    /// The holes in the order of their offsets.
    pub holes: Vec<Hole>,
    /// The headings that are in the HTML, in order; with the levels that keep the page at one `<h1>` and leave none out.
    pub headings: Vec<Heading>,
    /// Whether there is any text besides code blocks and widgets.
    pub has_text: bool,
    /// Byte offset in `html` at which `<!-- more -->` stands, always between two blocks of the top level.
    pub more: Option<usize>,
    /// The text of a heading of level 1 that opens the body, whether or not it was taken as the title.
    pub first_heading: Option<String>,
    /// The text of the first paragraph that has some; not of lists, tables or quotes.
    pub first_paragraph: PlainText,
    /// The text before `<!-- more -->`.
    pub before_more: Option<PlainText>,
    /// How many words, by TXT-13: see [`crate::markdown::count_words`].
    pub words: usize,
    /// Whether there is a code block.
    pub has_code: bool,
}

impl Body {
    /// Whether the text calls a widget.
    pub fn calls(&self, name: &str) -> bool {
        self.holes.iter().any(|hole| matches!(&hole.what, Filling::Widget(call) if call.name == name))
    }
}

/// A place in the HTML that a later stage fills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hole {
    /// Byte offset in the HTML.
    pub at: usize,
    /// What belongs there.
    pub what: Filling,
}

/// What belongs in a hole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filling {
    /// The address inside `href=""`; it has to be escaped for an attribute.
    Link(LinkRef),
    /// A whole `<img>` or, where it stands alone, a whole `<figure>`.
    Image(ImageRef),
    /// What a widget makes: phrasing content where it is in a line, else a block.
    Widget(WidgetCall),
}

/// A link to something of this portal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkRef {
    /// As written, so perhaps percent-encoded: `other.md#anchor`, `@/news/a.md`, `notice.pdf`, `/news/a/`.
    pub target: String,
    /// Bytes of the file that hold the link.
    pub span: Range<usize>,
}

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageRef {
    /// As written: a file of the bundle, a path of the portal, or an address elsewhere.
    pub target: String,
    /// What it shows; empty where nothing was written.
    pub alt: String,
    /// The title in quotes behind the address; often meant as a caption.
    pub title: Option<String>,
    /// How wide it is to be in pixels, where raw HTML says so.
    pub width: Option<usize>,
    /// Whether the image is a block: nothing else is in its paragraph, and no `<p>` is around it.
    pub alone: bool,
    /// Bytes of the file that hold the image.
    pub span: Range<usize>,
}

/// A call `{{ name(…) }}`. Whether a widget has that name is not known here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WidgetCall {
    /// The name.
    pub name: String,
    /// The arguments as written; no name is there twice.
    pub args: Vec<Argument>,
    /// Whether it stands in a line of text, and not alone in its paragraph.
    pub in_line: bool,
    /// Bytes of the file that hold the call.
    pub span: Range<usize>,
}

/// An argument of a widget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The name; `None` for a value alone, of which there is at most one, and first.
    pub name: Option<String>,
    /// The value.
    pub value: Value,
    /// Bytes of the file that hold name and value.
    pub span: Range<usize>,
}

/// A value of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text in quotes.
    Text(String),
    /// A number as written: `3`, `-0.5`.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `[…]` of the others.
    List(Vec<Value>),
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 1 to 6, as in the HTML.
    pub level: u8,
    /// Unique in the body.
    pub id: String,
    /// Its text without markup.
    pub text: String,
}

/// Text without markup, and where in it the widgets of its lines stood.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlainText {
    /// The text.
    pub text: String,
    /// The places of widgets, in order.
    pub gaps: Vec<Gap>,
}

/// A place in a [`PlainText`] where a widget stood in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// Byte offset in the text.
    pub at: usize,
    /// Index of the widget in [`Body::holes`].
    pub hole: usize,
}

impl Body {
    /// Everything in the body that may name a file: what links and images lead to, and the texts in widgets' arguments.
    pub fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for hole in &self.holes {
            match &hole.what {
                Filling::Link(link) => names.push(link.target.as_str()),
                Filling::Image(image) => names.push(image.target.as_str()),
                Filling::Widget(call) => names.extend(call.args.iter().filter_map(|argument| match &argument.value {
                    Value::Text(text) => Some(text.as_str()),
                    _ => None,
                })),
            }
        }
        names
    }
}

impl PlainText {
    /// The text with what `words` gives for each widget (the index is one of [`Body::holes`]), so that a summary can
    /// say `136个` where the body says `{{ figure("jobs") }}`.
    pub fn fill(&self, mut words: impl FnMut(usize) -> String) -> String {
        let mut filled = String::with_capacity(self.text.len());
        let mut done = 0;
        for gap in &self.gaps {
            filled.push_str(&self.text[done..gap.at]);
            filled.push_str(&words(gap.hole));
            done = gap.at;
        }
        filled.push_str(&self.text[done..]);
        filled
    }

    /// A part of it; gaps at the ends of the part belong to it.
    pub(super) fn part(&self, range: Range<usize>) -> Self {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let inside = |gap: &&Gap| range.contains(&gap.at) || gap.at == range.end;
        let moved = |gap: &Gap| Gap { at: gap.at - range.start, hole: gap.hole };
        let gaps: Vec<Gap> = self.gaps.iter().filter(inside).map(moved).collect();
        let end = text.trim_end().len().max(gaps.last().map_or(0, |gap| gap.at));
        Self { text: text[..end].to_owned(), gaps }
    }
}
