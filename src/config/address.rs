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

    /// What follows the portal's own address, spelled as it is here, in another: nothing, or with `/`, `?` or `#`.
    pub fn after_spelled<'a>(&self, address: &'a str) -> Option<&'a str> {
        self.after_path(address.strip_prefix(self.origin.as_str())?)
    }

    /// The same however it is spelled: schemes and hosts in any case, and with `http:`, `https:` or neither, which lead to
    /// one site.
    pub fn after<'a>(&self, address: &'a str) -> Option<&'a str> {
        let (scheme, rest) = address.split_once("//")?;
        let is_web = scheme.is_empty() || ["http:", "https:"].iter().any(|web| web.eq_ignore_ascii_case(scheme));
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len()));
        self.after_path(path).filter(|_| is_web && self.is_at(scheme, authority))
    }

    /// Whether a host, with a port or without, is the portal's.
    fn is_at(&self, scheme: &str, authority: &str) -> bool {
        let Some((own_scheme, own)) = self.origin.split_once("//") else { return false };
        let scheme = if scheme.is_empty() { own_scheme } else { scheme };
        let place =
            |origin: &str| url::Url::parse(origin).ok().map(|url| (url.host_str().map(str::to_owned), url.port()));
        own.eq_ignore_ascii_case(authority) || place(&format!("{scheme}//{authority}")) == place(&self.origin)
    }

    fn after_path<'a>(&self, path: &'a str) -> Option<&'a str> {
        let rest = path.strip_prefix(self.path.as_str())?;
        Some(rest).filter(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
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
    fn own_addresses_are_known_however_they_are_written() {
        let after = |base: &str, address: &'static str| BaseUrl::parse(base).expect("sound").after(address);
        for own in ["https://portal.example/a/?b#c", "http://portal.example/a/?b#c", "//portal.example/a/?b#c"] {
            assert_eq!(after("https://portal.example", own), Some("/a/?b#c"), "{own}");
        }
        assert_eq!(after("https://portal.example", "HTTPS://Portal.EXAMPLE"), Some(""));
        assert_eq!(after("https://portal.example", "https://portal.example:443#a"), Some("#a"));
        let spelled =
            |address: &'static str| BaseUrl::parse("https://a.example/b").expect("sound").after_spelled(address);
        assert_eq!((spelled("https://a.example/b/c"), spelled("https://a.example/bc")), (Some("/c"), None));
        assert_eq!((spelled("HTTPS://a.example/b/c"), spelled("//a.example/b")), (None, None));
        assert_eq!(after("https://青春.example", "https://青春.example/a/"), Some("/a/"));
        assert_eq!(after("https://portal.example/youth", "http://portal.example/youth/a/"), Some("/a/"));
        for other in [
            "https://portal.example/youths/",
            "https://portal.example:8443/youth/",
            "https://portal.example:80/youth/",
            "http://portal.example:443/youth/",
            "https://portal.example\\youth/",
            "https://portal.example.cn/youth/",
            "https://www.portal.example/youth/",
            "ftp://portal.example/youth/",
            "mailto:a@portal.example//youth/",
            "/youth/",
            "a//portal.example/youth/",
        ] {
            assert_eq!(after("https://portal.example/youth", other), None, "{other}");
        }
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
