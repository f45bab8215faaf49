//! The text of a body as a reader sees it: tags that stand in a line are nothing, the others end it.

use super::fold::fold_into;
use crate::config::Config;
use crate::markdown::{Body, Filling, Value, WidgetCall, is_phrasing};
use crate::parse::Head;
use crate::parse::figure_words;

/// An element whose content isn't shown, or not in the line: how characters are read stands above them.
fn unseen_element(name: &str) -> Option<&'static str> {
    Some(match name {
        "rp" => "rp",
        "rt" => "rt",
        "script" => "script",
        "style" => "style",
        "template" => "template",
        "title" => "title",
        _ => return None,
    })
}

/// Adds the folded text of a body, blocks parted by line ends. Of widgets the post's own figures are in it, and the names of
/// files.
pub(super) fn add_body(body: &Body, head: &Head, config: &Config, folded: &mut String) {
    let mut done = 0;
    let mut html = HtmlText::default();
    for hole in &body.holes {
        html.add(body.html.get(done..hole.at).unwrap_or_default(), folded);
        done = hole.at;
        match &hole.what {
            Filling::Link(_) => {}
            Filling::Image(image) => {
                for text in [Some(&image.alt), image.title.as_ref()].into_iter().flatten() {
                    folded.push('\n');
                    fold_into(text, folded);
                    folded.push('\n');
                }
            }
            Filling::Widget(call) if matches!(call.name.as_str(), "attachment" | "video") => {
                folded.push('\n');
                fold_into(name_of_file(call), folded);
                folded.push('\n');
            }
            Filling::Widget(call) => match figure_words(call, head, config) {
                words if words.is_empty() => folded.push('\n'),
                words => fold_into(&words, folded),
            },
        }
    }
    html.add(body.html.get(done..).unwrap_or_default(), folded);
    folded.push('\n');
}

/// What the widget of a file says: its title, else its name.
fn name_of_file(call: &WidgetCall) -> &str {
    let text = |names: [&str; 2]| {
        let argument = call.args.iter().find(|one| one.name.as_deref().is_none_or(|name| names.contains(&name)))?;
        let Value::Text(text) = &argument.value else { return None };
        Some((argument.name.is_some(), text.as_str()))
    };
    let title = text(["title", "name"]).filter(|(is_named, _)| *is_named).map(|(_, title)| title);
    let file = || text(["file", "src"]).map(|(_, file)| stem(file.rsplit('/').next().unwrap_or(file)));
    title.or_else(file).unwrap_or_default()
}

/// A file's name as pages show it.
pub(super) fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Where in the HTML the reading is: a hole may stand inside a tag.
#[derive(Default)]
struct HtmlText {
    in_tag: bool,
    /// The unseen element that is open.
    unseen: Option<&'static str>,
}

impl HtmlText {
    fn add(&mut self, html: &str, folded: &mut String) {
        let mut rest = html;
        if self.in_tag {
            let Some((_, after)) = split_at_byte(rest, b'>') else { return };
            (self.in_tag, rest) = (false, after);
        }
        while let Some((text, tail)) = split_at_byte(rest, b'<') {
            self.add_text(text, folded);
            let name = tag_name(tail);
            self.enter(tail, name);
            if !is_phrasing(name) {
                folded.push('\n');
            }
            match split_at_byte(tail, b'>') {
                Some((_, after)) => rest = after,
                None => {
                    self.in_tag = true;
                    return;
                }
            }
        }
        self.add_text(rest, folded);
    }

    fn enter(&mut self, tag: &str, name: &str) {
        match self.unseen {
            Some(open) if tag.starts_with('/') && open == name => self.unseen = None,
            // A name that nobody wrote: what it is made of is found where it stands.
            None if tag.starts_with("caption class=\"table-name\"") => self.unseen = Some("caption"),
            // The mark of a footnote would lengthen the number that it stands behind.
            None if tag.starts_with("sup class=\"footnote-ref\"") => self.unseen = Some("sup"),
            None if !tag.starts_with('/') => self.unseen = unseen_element(name),
            _ => {}
        }
    }

    fn add_text(&self, text: &str, folded: &mut String) {
        if self.unseen.is_some() {
            return;
        }
        let mut rest = text;
        while let Some((before, tail)) = split_at_byte(rest, b'&') {
            fold_into(before, folded);
            match tail.split_once(';').filter(|(name, _)| name.len() < 10) {
                Some((name, after)) => {
                    folded.push(entity(name));
                    rest = after;
                }
                None => {
                    folded.push('&');
                    rest = tail;
                }
            }
        }
        fold_into(rest, folded);
    }
}

/// A text before and behind the first of some ASCII characters.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    let at = memchr::memchr(byte, text.as_bytes())?;
    Some((&text[..at], &text[at + 1..]))
}

fn tag_name(tag: &str) -> &str {
    let tag = tag.strip_prefix('/').unwrap_or(tag);
    let end = tag.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(tag.len());
    &tag[..end]
}

/// The character of an entity; a blank for those that no text of Miao's has.
fn entity(name: &str) -> char {
    let code = match name.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok(),
            None => number.parse().ok(),
        },
        None => None,
    };
    match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        _ => code.and_then(char::from_u32).unwrap_or(' '),
    }
}
