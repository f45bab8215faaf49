//! The address under which a portal is published.

/// `https://portal.example/path`, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BaseUrl {
    origin: String,
    host: String,
    path: String,
}

impl BaseUrl {
    /// Takes an http or https address with a host and without query or fragment; a slash at the end doesn't matter.
    pub fn parse(text: &str) -> Option<Self> {
        let url = url::Url::parse(text.trim()).ok()?;
        let sound = matches!(url.scheme(), "http" | "https") && url.query().is_none() && url.fragment().is_none();
        let host = url.host_str().filter(|_| sound && url.username().is_empty())?.to_owned();
        let origin = url.origin().ascii_serialization();
        Some(Self { origin, host, path: url.path().trim_end_matches('/').to_owned() })
    }

    /// `https://portal.example/path`, with no slash at the end.
    pub fn as_text(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }

    /// The host alone, for `SiteDomain` (META-4).
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The path under which the site's root is: empty, or `/path`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The full address of `url`, an address on this site that has the path in it already.
    pub fn permalink(&self, url: &str) -> String {
        format!("{}{url}", self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let base = BaseUrl::parse("https://portal.example/youth/").expect("sound");
        assert_eq!((base.as_text().as_str(), base.path()), ("https://portal.example/youth", "/youth"));
        assert_eq!(base.permalink("/youth/a/"), "https://portal.example/youth/a/");
        assert_eq!(base.host(), "portal.example");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for bad in
            ["", "portal.example", "ftp://a.example", "https://", "https://a.example/?q=1", "javascript:alert(1)"]
        {
            assert!(BaseUrl::parse(bad).is_none(), "{bad}");
        }
    }
}
