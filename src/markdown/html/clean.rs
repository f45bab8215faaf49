//! Which elements and attributes a page may hold.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use ammonia::Builder;

use super::contain::with_descriptions;

/// No obsolete element (`center`, `font`), none that loads or asks for something (`iframe`, `form`).
const TAGS: [&str; 69] = [
    "a",
    "abbr",
    "article",
    "aside",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "video",
];

const ATTRIBUTES: [&str; 8] = ["class", "id", "lang", "dir", "title", "role", "tabindex", "aria-label"];

const TAG_ATTRIBUTES: [(&str, &[&str]); 18] = [
    ("a", &["href", "hreflang"]),
    ("audio", &["controls", "preload", "src"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "height", "loading", "src", "width"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start"]),
    ("q", &["cite"]),
    ("source", &["src", "type"]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("th", &["colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("video", &["controls", "height", "poster", "preload", "src", "width"]),
];

/// The page without scripts, handlers, styles, frames and forms, well nested, each id once.
pub(in crate::markdown) fn clean(html: &str) -> String {
    let seen: Mutex<HashSet<String>> = Mutex::default();
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.into_iter().collect())
        .generic_attributes(ATTRIBUTES.into_iter().collect())
        .tag_attributes(tag_attributes())
        .url_schemes(["http", "https", "mailto", "tel", "sms", "ftp", "geo", "magnet", "webcal", "weixin"].into())
        .link_rel(None)
        .attribute_filter(move |_, name, value| {
            if name == "id" {
                let new = seen.lock().unwrap_or_else(PoisonError::into_inner).insert(value.to_owned());
                return (new && is_id(value)).then_some(Cow::Borrowed(value));
            }
            let loads = matches!(name, "src" | "poster") && is_elsewhere(value);
            (is_sound(name, value) && !loads).then_some(Cow::Borrowed(value))
        });
    with_descriptions(builder.clean(html).to_string())
}

/// Whether an address is not of this site: pages load nothing from elsewhere (product section 7).
fn is_elsewhere(address: &str) -> bool {
    let address = address.trim_start();
    address.starts_with("//")
        || address.starts_with("\\\\")
        || address.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        })
}

fn tag_attributes() -> HashMap<&'static str, HashSet<&'static str>> {
    TAG_ATTRIBUTES.into_iter().map(|(tag, names)| (tag, names.iter().copied().collect())).collect()
}

fn is_id(value: &str) -> bool {
    !value.is_empty() && !value.contains(char::is_whitespace)
}

/// Whether an attribute may have this value, by what a validator accepts.
fn is_sound(name: &str, value: &str) -> bool {
    match name {
        "alt" | "controls" | "open" | "reversed" => true,
        "width" | "height" => is_number(value, 0),
        "colspan" | "rowspan" | "span" => is_number(value, 1),
        "start" => is_number(value.strip_prefix('-').unwrap_or(value), 0),
        "tabindex" => value == "0",
        "dir" => matches!(value, "ltr" | "rtl" | "auto"),
        "loading" => matches!(value, "lazy" | "eager"),
        "role" => matches!(value, "region" | "note" | "doc-noteref" | "doc-endnotes" | "doc-backlink"),
        "scope" => matches!(value, "col" | "row" | "colgroup" | "rowgroup"),
        _ => !value.trim().is_empty(),
    }
}

fn is_number(value: &str, least: u32) -> bool {
    value.len() <= 5
        && value.bytes().all(|byte| byte.is_ascii_digit())
        && value.parse().is_ok_and(|number: u32| number >= least)
}
