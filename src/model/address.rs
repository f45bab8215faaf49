//! Addresses on the site.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::base::SitePath;

/// What a part of an address can't hold as it is.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b']')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'\'')
    .add(b'&');

/// The longest name of a file or folder that every file system takes, in bytes, less what temporary names add.
const LONGEST_NAME: usize = 240;

/// The address of a page or a file: its parts from the site's root on, not encoded. The home page has none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Address {
    parts: Vec<String>,
    is_file: bool,
}

impl Address {
    /// The home page.
    pub fn home() -> Self {
        Self::default()
    }

    /// The page below this one.
    #[must_use]
    pub fn page(&self, part: &str) -> Self {
        let mut parts = self.parts.clone();
        parts.push(part.to_owned());
        Self { parts, is_file: false }
    }

    /// The file below this page.
    #[must_use]
    pub fn file(&self, name: &str) -> Self {
        let mut parts = self.parts.clone();
        parts.extend(name.split('/').map(str::to_owned));
        Self { parts, is_file: true }
    }

    /// The file of that name in the folder of this one.
    #[must_use]
    pub fn beside(&self, name: &str) -> Self {
        let mut parts = self.parts.clone();
        parts.pop();
        parts.push(name.to_owned());
        Self { parts, is_file: true }
    }

    /// An address that somebody wrote: `/a/b/`, `a/b`, `/a/b.html`. `None` where it would leave the site or can't be an
    /// address; a part with an ending such as `.html` is a file.
    pub fn parse(text: &str) -> Option<Self> {
        let decoded = percent_encoding::percent_decode_str(text.trim()).decode_utf8().ok()?;
        let unsound = |part: &&str| {
            matches!(*part, "." | ".." | ".miao-manifest")
                || part.contains(['\\', '\0', '\n', '\r', ':'])
                || part.len() > LONGEST_NAME
        };
        if decoded.contains("://") || decoded.contains(['?', '#']) {
            return None;
        }
        let parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty()).collect();
        if parts.iter().any(unsound) {
            return None;
        }
        let is_file = !decoded.ends_with('/') && parts.last().is_some_and(|last| has_page_ending(last));
        Some(Self { parts: parts.into_iter().map(str::to_owned).collect(), is_file })
    }

    /// The address for `href`, below the path that the portal is published under.
    pub fn url(&self, base_path: &str) -> String {
        let mut url = String::with_capacity(base_path.len() + 32);
        url.push_str(base_path);
        url.push('/');
        for (index, part) in self.parts.iter().enumerate() {
            url.extend(utf8_percent_encode(part, ENCODED));
            if index + 1 < self.parts.len() || !self.is_file {
                url.push('/');
            }
        }
        url
    }

    /// The file of the output folder that it is served from; `None` where a part can't be a file name.
    pub fn output(&self) -> Option<SitePath> {
        if self.parts.iter().any(|part| part.len() > LONGEST_NAME) {
            return None;
        }
        let mut path = self.parts.join("/");
        if !self.is_file {
            path.push_str(if path.is_empty() { "index.html" } else { "/index.html" });
        }
        SitePath::new(&path)
    }

    /// The first part; empty for the home page.
    pub fn first_part(&self) -> &str {
        self.parts.first().map_or("", String::as_str)
    }
}

fn has_page_ending(part: &str) -> bool {
    let ending = part.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    matches!(ending.as_str(), "html" | "htm" | "php" | "asp" | "aspx" | "jsp" | "shtml" | "xml" | "txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_encoded_and_files_are_not() {
        let address = Address::home().page("tags").page("希望 工程");
        assert_eq!(address.url("/youth"), "/youth/tags/%E5%B8%8C%E6%9C%9B%20%E5%B7%A5%E7%A8%8B/");
        assert_eq!(address.output().map(|p| p.to_string()).as_deref(), Some("tags/希望 工程/index.html"));
        assert_eq!(Address::home().url(""), "/");
        assert_eq!(Address::home().file("a/b.png").url(""), "/a/b.png");
    }

    #[test]
    fn an_address_never_leaves_the_site() {
        for bad in ["../a", "/a/../../b", "https://a.example/", "a\\b", "/a?b", "%2e%2e/a", "C:/x"] {
            assert!(Address::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(Address::parse("/old/page.html").map(|a| a.url("")).as_deref(), Some("/old/page.html"));
        assert_eq!(Address::parse("/old/v1.2").map(|a| a.url("")).as_deref(), Some("/old/v1.2/"));
    }
}
