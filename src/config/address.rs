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

    /// What follows the portal's own address in another, from the root of the site: nothing, or with `/`, `?` or `#`. As
    /// browsers have it, schemes and hosts are the same in any case; `http:`, `https:` and neither lead to one site.
    pub fn after<'a>(&self, address: &'a str) -> Option<&'a str> {
        let rest = match address.find("//")? {
            0 => &address[2..],
            at if ["http:", "https:"].iter().any(|scheme| scheme.eq_ignore_ascii_case(&address[..at])) => {
                &address[at + 2..]
            }
            _ => return None,
        };
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (_, own) = self.origin.split_once("//")?;
        let of_scheme = |scheme: &str| Some(url::Url::parse(&format!("{scheme}//{authority}")).ok()?.origin());
        let is_own = own.eq_ignore_ascii_case(authority)
            || ["http:", "https:"]
                .into_iter()
                .filter_map(of_scheme)
                .any(|origin| origin.ascii_serialization().split_once("//").is_some_and(|(_, host)| host == own));
        let rest = path.strip_prefix(self.path.as_str()).filter(|_| is_own)?;
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
        assert_eq!(after("https://青春.example", "https://青春.example/a/"), Some("/a/"));
        assert_eq!(after("https://portal.example/youth", "http://portal.example/youth/a/"), Some("/a/"));
        for other in [
            "https://portal.example/youths/",
            "https://portal.example:8443/youth/",
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
