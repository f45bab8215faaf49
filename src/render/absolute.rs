//! A body outside its page: in a feed reader there is no page that an address could be relative to.

use std::borrow::Cow;

use url::Url;

use super::html::escaped;

/// Attributes that hold an address.
const ADDRESSES: [&str; 4] = [" href", " src", " poster", " cite"];

/// The attribute that holds several, each with its width.
const CANDIDATES: &str = " srcset";

/// The HTML with every address made absolute, as seen from the page at `permalink`.
///
/// Expects what the bodies here are: attributes in double quotes, and no bare quotes in text.
pub(super) fn with_absolute_addresses<'h>(html: &'h str, permalink: &str) -> Cow<'h, str> {
    let Ok(page) = Url::parse(permalink) else { return Cow::Borrowed(html) };
    let mut absolute = String::with_capacity(html.len() + html.len() / 8);
    let mut done = 0;
    for (at, sign) in html.match_indices("=\"") {
        let start = at + sign.len();
        let several = html[..at].ends_with(CANDIDATES);
        if start < done || !several && !ADDRESSES.iter().any(|name| html[..at].ends_with(name)) {
            continue;
        }
        let end = html[start..].find('"').map_or(html.len(), |length| start + length);
        absolute.push_str(&html[done..start]);
        match several {
            true => absolute.push_str(&joined_candidates(&page, &html[start..end])),
            false => absolute.push_str(&joined(&page, &html[start..end])),
        }
        done = end;
    }
    absolute.push_str(&html[done..]);
    Cow::Owned(absolute)
}

/// `a.webp 240w, b.webp 480w`, each address made absolute.
fn joined_candidates(page: &Url, written: &str) -> String {
    let one = |candidate: &str| match candidate.split_once(' ') {
        Some((address, width)) => format!("{} {width}", joined(page, address)),
        None => joined(page, candidate),
    };
    written.split(", ").map(one).collect::<Vec<_>>().join(", ")
}

/// An address as it is written in HTML, made absolute; one that can't be joined stays.
fn joined(page: &Url, written: &str) -> String {
    let plain = written.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&#39;", "'");
    let plain = plain.replace("&#x27;", "'").replace("&amp;", "&");
    match page.join(&plain) {
        Ok(url) if Url::parse(&plain).is_err() => escaped(url.as_str()),
        _ => written.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_joined_to_the_page() {
        let html = r##"<a href="/b/?x=1&amp;y=2">b</a> <a href="#n">n</a> <img src="c.png" alt=" src=x"> <a href="mailto:a@b.example">m</a> <a href="https://o.example/">o</a> <source srcset="a.webp 1w, /b.webp 2w">"##;
        let wanted = r##"<a href="https://a.example/b/?x=1&amp;y=2">b</a> <a href="https://a.example/p/#n">n</a> <img src="https://a.example/p/c.png" alt=" src=x"> <a href="mailto:a@b.example">m</a> <a href="https://o.example/">o</a> <source srcset="https://a.example/p/a.webp 1w, https://a.example/b.webp 2w">"##;
        assert_eq!(with_absolute_addresses(html, "https://a.example/p/"), wanted);
        assert_eq!(with_absolute_addresses("", "https://a.example/p/"), "");
    }
}
