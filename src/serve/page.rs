//! A page on its way to a browser: what tells two states of it apart, and the script that refreshes it.

use std::ops::Range;

use bytes::Bytes;
use rapidhash::v3::rapidhash_v3;

/// A page with the script that refreshes it, which is in no file.
pub(super) fn with_script(html: &[u8], look: &Look) -> Bytes {
    let at = last_body_end(html);
    let tag = format!("<script src=\"/__miao/refresh.js\" data-print=\"{}\" defer></script>", look.print);
    [&html[..at], tag.as_bytes(), &html[at..]].concat().into()
}

/// What a reader sees of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    /// The same where the page is, whatever the names of its style sheets.
    pub(super) print: String,
    /// The addresses of its style sheets.
    pub(super) styles: Vec<String>,
}

impl Look {
    /// Of a page.
    pub(super) fn of(html: &[u8]) -> Self {
        let links = style_links(html);
        let mut rest = Vec::with_capacity(html.len());
        let mut from = 0;
        for link in &links {
            rest.extend_from_slice(&html[from..link.start]);
            from = link.end;
        }
        rest.extend_from_slice(&html[from..]);
        let styles = links.into_iter().map(|link| String::from_utf8_lossy(&html[link]).into_owned()).collect();
        Self { print: print(&rest), styles }
    }
}

/// Sixteen characters that are the same for equal bytes only.
pub(super) fn print(bytes: &[u8]) -> String {
    format!("{:016x}", rapidhash_v3(bytes))
}

/// Where the addresses of style sheets stand.
fn style_links(html: &[u8]) -> Vec<Range<usize>> {
    let mut links = Vec::new();
    let mut from = 0;
    while let Some(at) = find(&html[from..], b"<link").map(|at| from + at) {
        let end = find(&html[at..], b">").map_or(html.len(), |end| at + end);
        let tag = &html[at..end];
        if find(tag, b"stylesheet").is_some() {
            links.extend(address_in(tag).map(|address| at + address.start..at + address.end));
        }
        from = end;
    }
    links
}

fn address_in(tag: &[u8]) -> Option<Range<usize>> {
    let start = find(tag, b"href=")? + b"href=".len();
    let quote = *tag.get(start)?;
    if !matches!(quote, b'"' | b'\'') {
        let length = tag[start..].iter().position(u8::is_ascii_whitespace).unwrap_or(tag.len() - start);
        return Some(start..start + length);
    }
    let length = tag[start + 1..].iter().position(|byte| *byte == quote)?;
    Some(start + 1..start + 1 + length)
}

fn last_body_end(html: &[u8]) -> usize {
    let end = b"</body>";
    html.windows(end.len()).rposition(|window| window.eq_ignore_ascii_case(end)).unwrap_or(html.len())
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_style_sheet_is_no_other_page() {
        let one = b"<link rel=\"stylesheet\" href=\"/a.1.css\"><link rel=\"icon\" href=\"/i.svg\"><body>x</body>";
        let other = b"<link rel=\"stylesheet\" href=\"/a.2.css\"><link rel=\"icon\" href=\"/i.svg\"><body>x</body>";
        let third = b"<link rel=\"stylesheet\" href=\"/a.2.css\"><link rel=\"icon\" href=\"/j.svg\"><body>x</body>";
        assert_eq!((Look::of(one).print, Look::of(one).styles), (Look::of(other).print, vec!["/a.1.css".to_owned()]));
        assert_ne!(Look::of(other).print, Look::of(third).print);
    }

    #[test]
    fn the_script_stands_at_the_end_of_the_body() {
        let look = Look { print: "p".into(), styles: Vec::new() };
        let text = |html: &[u8]| String::from_utf8(with_script(html, &look).to_vec()).expect("text");
        assert!(text(b"<body>a</BODY></html>").ends_with("defer></script></BODY></html>"));
        assert!(text(b"a").starts_with("a<script"));
        for html in [
            &b""[..],
            b"<link",
            b"<link rel=stylesheet href=",
            b"<link rel=stylesheet href=\"",
            b"<link stylesheet href=a>",
        ] {
            Look::of(html);
        }
    }
}
