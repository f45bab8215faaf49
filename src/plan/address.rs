//! From the path of an address to a file of the site, and back. The only way there.

use percent_encoding::percent_decode_str;

use crate::base::SitePath;

/// What a path asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// The page of a folder: `/news/` is `news/index.html`.
    Page(SitePath),
    /// A file, or a folder that was asked for without its slash.
    File {
        /// The file.
        file: SitePath,
        /// The page, where it is a folder.
        page: SitePath,
    },
    /// The site's root, where it lies below a path and was asked for without it.
    Root,
}

/// Reads a path, as it came and without its query, of a site that lies below `base` (empty, or `/path`). `None` where
/// there can't be such a file.
pub fn target_of(path: &str, base: &str) -> Option<Target> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    if !base.is_empty() && matches!(decoded.strip_prefix(base), Some("")) || !base.is_empty() && decoded == "/" {
        return Some(Target::Root);
    }
    let inside = decoded.strip_prefix(base)?.strip_prefix('/')?;
    if inside.is_empty() {
        return SitePath::new("index.html").map(Target::Page);
    }
    match inside.strip_suffix('/') {
        Some(folder) => Some(Target::Page(SitePath::new(folder)?.join("index.html")?)),
        None => {
            let file = SitePath::new(inside)?;
            let page = file.join("index.html")?;
            Some(Target::File { file, page })
        }
    }
}

/// The address that a file of the site has, below its root and not encoded: `/news/` of `news/index.html`.
pub fn address_of(output: &SitePath) -> String {
    let path = output.as_str();
    let page = path.strip_suffix("index.html").filter(|folder| folder.is_empty() || folder.ends_with('/'));
    format!("/{}", page.unwrap_or(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str) -> Option<Target> {
        SitePath::new(path).map(Target::Page)
    }

    #[test]
    fn addresses_name_files() {
        assert_eq!(target_of("/", ""), page("index.html"));
        assert_eq!(target_of("/news/%E9%9D%92/", ""), page("news/青/index.html"));
        assert!(matches!(target_of("/a.css", ""), Some(Target::File { file, .. }) if file.as_str() == "a.css"));
        assert_eq!(target_of("/youth/news/", "/youth"), page("news/index.html"));
        assert_eq!((target_of("/", "/youth"), target_of("/youth", "/youth")), (Some(Target::Root), Some(Target::Root)));
    }

    #[test]
    fn files_have_addresses() {
        let cases = [("index.html", "/"), ("news/index.html", "/news/"), ("a/oldindex.html", "/a/oldindex.html")];
        for (path, address) in cases {
            assert_eq!(SitePath::new(path).map(|path| address_of(&path)).as_deref(), Some(address));
        }
    }

    #[test]
    fn no_address_leads_out() {
        let bad = [
            "/../site.toml",
            "/%2e%2e/site.toml",
            "/a/..%2f..%2fsite.toml",
            "/..%5csite.toml",
            "/a%00.html",
            "//etc/passwd",
            "/%2fetc/passwd",
            "/./a",
            "/a//b",
            "/..",
            "/%ff",
            "",
            "a",
            "/a/%2e./b/",
            "/youth2/",
        ];
        for path in bad {
            assert_eq!(target_of(path, if path.starts_with("/youth") { "/youth" } else { "" }), None, "{path}");
        }
    }
}
