//! What the address of a link or an image is, and bare addresses in text.

use crate::base::is_wide;

/// What an address is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// Something that this portal has to have: a hole.
    Portal,
    /// An address elsewhere, or an anchor of the same page: written as it is.
    AsWritten,
    /// Something that runs a script, or nothing at all: no link.
    None,
}

/// Schemes that are links of their own right. Others, such as the `c:` of a path on somebody's disk, are left for the
/// check of links to find broken.
const SCHEMES: [&str; 12] =
    ["http", "https", "mailto", "tel", "sms", "ftp", "ftps", "geo", "magnet", "webcal", "weixin", "xmpp"];

/// Schemes that run a script or smuggle in a page.
const DANGEROUS: [&str; 5] = ["javascript", "vbscript", "data", "livescript", "mocha"];

/// Says what an address is. A scheme is recognised as browsers do: in any case, and with control characters and spaces
/// inside.
pub(super) fn classify(url: &str) -> Target {
    let trimmed = url.trim();
    if trimmed.is_empty() {
        return Target::None;
    }
    if trimmed.starts_with('#') || trimmed.starts_with("//") {
        return Target::AsWritten;
    }
    match scheme(trimmed) {
        Some(scheme) if DANGEROUS.contains(&scheme.as_str()) => Target::None,
        Some(scheme) if SCHEMES.contains(&scheme.as_str()) => Target::AsWritten,
        _ => Target::Portal,
    }
}

fn scheme(url: &str) -> Option<String> {
    let end = url.find([':', '/', '?', '#']).filter(|&end| url[end..].starts_with(':'))?;
    let name = decode_percent(&url[..end.min(64)].to_ascii_lowercase());
    let visible = name.chars().filter(|character| !character.is_control() && !character.is_whitespace());
    Some(visible.filter(|character| !matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}')).collect())
}

fn decode_percent(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A bare address in a text: its bytes, and whether `http://` has to be put in front.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bare {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) needs_scheme: bool,
}

/// The first bare address at or behind `from`: `https://…`, `http://…` or `www.…` at the start of a word. It ends
/// before white space, before the first Chinese character or full-width mark, and before marks that end a sentence.
pub(super) fn find_bare(text: &str, from: usize) -> Option<Bare> {
    let mut at = from;
    loop {
        let start = at + next_candidate(&text[at..])?;
        let needs_scheme = text[start..].starts_with('w');
        let end = start + address_length(&text[start..]);
        let host = text[start..end].trim_start_matches("https://").trim_start_matches("http://");
        let word_before = text[..start].chars().next_back().is_some_and(|before| before.is_ascii_alphanumeric());
        let sound = host.contains('.') && host.starts_with(|first: char| first.is_ascii_alphanumeric());
        if sound && !word_before && (!needs_scheme || host.len() > 4) {
            return Some(Bare { start, end, needs_scheme });
        }
        at = end.max(start + "www.".len());
    }
}

/// Where an address may begin. Looks no farther than the next one, so that many cost no more than one.
fn next_candidate(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = memchr::memchr2(b':', b'w', &text.as_bytes()[from..]) {
        let at = from + found;
        if text[at..].starts_with("www.") {
            return Some(at);
        }
        let scheme = ["https", "http"].iter().find(|scheme| text[..at].ends_with(*scheme));
        if let Some(scheme) = scheme.filter(|_| text[at..].starts_with("://")) {
            return Some(at - scheme.len());
        }
        from = at + 1;
    }
    None
}

fn address_length(text: &str) -> usize {
    let stops = |character: char| character.is_whitespace() || is_wide(character) || "<>\"`|{}\\^".contains(character);
    let mut end = text.find(stops).unwrap_or(text.len());
    let count = |bracket: char| text[..end].matches(bracket).count();
    let mut surplus = count(')').saturating_sub(count('('));
    while let Some(last) = text[..end].chars().next_back() {
        if last == ')' && surplus > 0 {
            surplus -= 1;
        } else if !".,;:!?'*_~".contains(last) {
            break;
        }
        end -= last.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_are_no_links() {
        for url in
            ["javascript:alert(1)", "JaVaScRiPt:x", "java\nscript:x", " \u{1}javascript:x", "data:text/html,x", ""]
        {
            assert_eq!(classify(url), Target::None, "{url:?}");
        }
    }

    #[test]
    fn other_addresses_are_told_apart() {
        for url in ["https://a.example/", "mailto:a@b.example", "tel:0475", "#锚", "//a.example/x"] {
            assert_eq!(classify(url), Target::AsWritten, "{url}");
        }
        for url in ["other.md", "../a/b.md#x", "@/news/a.md", "/news/a/", "a/b:c.md", "c:\\x", "?q=a:b"] {
            assert_eq!(classify(url), Target::Portal, "{url}");
        }
    }

    #[test]
    fn a_bare_address_ends_where_chinese_begins() {
        let found = |text: &str| find_bare(text, 0).map(|bare| text[bare.start..bare.end].to_owned());
        assert_eq!(found("详见https://a.example/x_y，谢谢").as_deref(), Some("https://a.example/x_y"));
        assert_eq!(found("登录www.a.example报名").as_deref(), Some("www.a.example"));
        assert_eq!(found("(http://a.example/b).").as_deref(), Some("http://a.example/b"));
        assert_eq!(found("a ftp://x.y www. http:// b"), None);
        assert_eq!(found("&://"), None);
    }
}
