//! Keeps a piece of raw HTML from reaching beyond itself.

use std::borrow::Cow;

/// A tag longer than this is no tag. It bounds how far a quote that is never closed is searched for.
const LONGEST_TAG: usize = 8192;

/// Elements whose content is not read as HTML, or not shown: they go with what is in them, and where they are not
/// closed, their tags go alone.
const SWALLOWING: [&str; 16] = [
    "script",
    "style",
    "template",
    "iframe",
    "noscript",
    "noembed",
    "noframes",
    "xmp",
    "textarea",
    "title",
    "select",
    "object",
    "svg",
    "math",
    "plaintext",
    "frameset",
];

/// Elements that browsers open again in every block that follows where they are not closed.
const FORMATTING: [&str; 14] =
    ["a", "b", "i", "em", "strong", "u", "s", "small", "code", "span", "del", "ins", "mark", "sub"];

/// Whether an element takes in what follows it as something other than HTML.
pub(in crate::markdown) fn swallows(name: &str) -> bool {
    SWALLOWING.contains(&name)
}

/// The name of the tag that a text begins with, in lower case, and whether it closes.
pub(in crate::markdown) fn tag_name(tag: &str) -> Option<(String, bool)> {
    let inner = tag.strip_prefix('<')?;
    let (inner, closes) = inner.strip_prefix('/').map_or((inner, false), |inner| (inner, true));
    let end = inner.find(|character: char| !character.is_ascii_alphanumeric() && character != '-');
    let name = &inner[..end.unwrap_or(inner.len())];
    name.starts_with(|first: char| first.is_ascii_alphabetic()).then(|| (name.to_ascii_lowercase(), closes))
}

/// What of raw HTML is taken out.
#[derive(Clone, Copy)]
pub(in crate::markdown) struct Containment<'r> {
    /// Gives the source for what stands for it inside a tag.
    pub(in crate::markdown) restore: &'r dyn Fn(&str) -> String,
    /// Whether `<details>` goes because the body opens more of them than it closes.
    pub(in crate::markdown) drop_details: bool,
}

/// The piece without comments and scripts; what is no tag, or a tag that never ends, becomes text. A heading of level
/// 1 becomes one of level 2, since the page's own is its title.
pub(in crate::markdown) fn contain(html: &str, containment: Containment<'_>) -> String {
    let html = &without_data(html);
    let mut container = Container {
        html,
        lower: html.to_ascii_lowercase(),
        out: String::new(),
        open: Vec::new(),
        never: Vec::new(),
        containment,
    };
    let mut at = 0;
    while let Some(skip) = html[at..].find('<') {
        container.out.push_str(&html[at..at + skip]);
        at = container.tag(at + skip);
    }
    container.out.push_str(&html[at..]);
    for name in container.open.iter().rev() {
        container.out.push_str("</");
        container.out.push_str(name);
        container.out.push('>');
    }
    container.out
}

/// The piece without the data of `data:` addresses, which no page shows and which make a tag longer than any.
fn without_data(html: &str) -> Cow<'_, str> {
    const MARK: &str = ";base64,";
    let is_data = |one: char| one.is_ascii_alphanumeric() || matches!(one, '+' | '/' | '=');
    let Some((before, rest)) = html.split_once(MARK) else { return Cow::Borrowed(html) };
    let mut out = before.to_owned();
    for behind in rest.split(MARK) {
        out.push_str(MARK);
        out.push_str(behind.trim_start_matches(is_data));
    }
    Cow::Owned(out)
}

struct Container<'h> {
    html: &'h str,
    lower: String,
    out: String,
    /// Formatting elements that are open.
    open: Vec<String>,
    /// Elements that are known not to be closed any more.
    never: Vec<String>,
    containment: Containment<'h>,
}

impl Container<'_> {
    /// Deals with the `<` at `at`; gives where to go on.
    fn tag(&mut self, at: usize) -> usize {
        let rest = &self.html[at..];
        if rest.starts_with("<!--") {
            return self.skip_to("-->", at);
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            return self.skip_to(">", at);
        }
        match (tag_name(rest), tag_end(rest)) {
            (Some((name, closes)), Some(length)) => self.element(at, length, name, closes),
            _ => self.literal(at),
        }
    }

    fn literal(&mut self, at: usize) -> usize {
        self.out.push_str("&lt;");
        at + 1
    }

    fn skip_to(&mut self, end: &str, at: usize) -> usize {
        match self.find_once(end, at) {
            Some(found) => found + end.len(),
            None => self.literal(at),
        }
    }

    /// Finds a text behind `at`; one that is not there is searched for only once.
    fn find_once(&mut self, wanted: &str, at: usize) -> Option<usize> {
        if self.never.iter().any(|other| other == wanted) {
            return None;
        }
        let found = self.lower[at..].find(wanted).map(|found| at + found);
        if found.is_none() {
            self.never.push(wanted.to_owned());
        }
        found
    }

    fn element(&mut self, at: usize, length: usize, name: String, closes: bool) -> usize {
        let end = at + length;
        if swallows(&name) {
            let close = if closes { None } else { self.find_once(&format!("</{name}"), end) };
            return match close {
                Some(close) => self.html[close..].find('>').map_or(self.html.len(), |found| close + found + 1),
                None => end,
            };
        }
        if matches!(name.as_str(), "details" | "summary") && self.containment.drop_details {
            return end;
        }
        let mut tag = (self.containment.restore)(&self.html[at..end]);
        if name == "h1" {
            let number = 2 + usize::from(closes);
            tag.replace_range(number..=number, "2");
        }
        self.note(name, closes);
        self.out.push_str(&tag);
        end
    }

    fn note(&mut self, name: String, closes: bool) {
        if !FORMATTING.contains(&name.as_str()) {
            return;
        }
        if !closes {
            self.open.push(name);
        } else if let Some(at) = self.open.iter().rposition(|other| *other == name) {
            self.open.remove(at);
        }
    }
}

/// How many bytes the tag at the start of a text takes, quotes included.
pub(super) fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, &byte) in text.as_bytes().iter().take(LONGEST_TAG).enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Adds an empty description to every image that has none, so that the page is valid.
pub(super) fn with_descriptions(html: String) -> String {
    let html = without_empty_sources(html);
    if !html.contains("<img") {
        return html;
    }
    let mut out = String::with_capacity(html.len() + 16);
    let mut rest = html.as_str();
    while let Some(at) = rest.find("<img") {
        let length = tag_end(&rest[at..]).unwrap_or(rest.len() - at);
        let tag = &rest[at..at + length];
        out.push_str(&rest[..at]);
        match tag.strip_suffix('>') {
            // A picture that may not be loaded leaves what it shows.
            Some(_) if !tag.contains(" src=") => out.push_str(attribute_of(tag, "alt").unwrap_or_default()),
            Some(open) if !tag.contains(" alt=") => {
                out.push_str(open);
                out.push_str(" alt=\"\">");
            }
            _ => out.push_str(tag),
        }
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}

/// A `<source>` whose address was taken away says nothing, and is no valid element.
fn without_empty_sources(html: String) -> String {
    let mut kept = String::new();
    let mut rest = html.as_str();
    while let Some(at) = rest.find("<source") {
        let length = tag_end(&rest[at..]).unwrap_or(rest.len() - at);
        kept.push_str(&rest[..at]);
        if rest[at..at + length].contains(" src=") {
            kept.push_str(&rest[at..at + length]);
        }
        rest = &rest[at + length..];
    }
    if kept.is_empty() && rest.len() == html.len() { html } else { kept + rest }
}

/// The value of an attribute as a sanitiser writes it, in double quotes; `None` where the tag doesn't have it.
pub(in crate::markdown) fn attribute_of<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

/// What stands before the first `<img>` of cleaned HTML, that tag, and what follows it.
pub(in crate::markdown) fn next_picture(html: &str) -> Option<(&str, &str, &str)> {
    let at = html.find("<img ")?;
    let end = at + tag_end(&html[at..])?;
    Some((&html[..at], &html[at..end], &html[end..]))
}
