//! What a link in a text leads to.

use percent_encoding::percent_decode_str;

use super::{CategoryId, PostId, Site};
use crate::base::SitePath;

/// A link, resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What it leads to.
    pub target: Target,
    /// `#anchor` and `?query` as written, to be appended to the address.
    pub suffix: String,
}

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A post or page.
    Post(PostId),
    /// A category, or the home page.
    Category(Option<CategoryId>),
    /// A file of the portal.
    File(SitePath),
    /// A picture of the portal that can't be published, which is told.
    Unshown(SitePath),
    /// An address from the root of the site.
    Root(String),
    /// Something relative to the page that only the reader's browser can resolve.
    Relative(String),
    /// A Markdown file that is not built this time: a draft, or a post of the future.
    Unbuilt(SitePath),
    /// A Markdown file that isn't there.
    Missing(String),
}

impl Site {
    /// Resolves what stands in a link of the file `from`. Markdown files are named as they lie on the disk, relative to
    /// `from`, from `@/` or from `/`.
    pub fn resolve(&self, from: &SitePath, written: &str) -> Reference {
        let cut = written.find(['#', '?']).unwrap_or(written.len());
        let (path, suffix) = written.split_at(cut);
        let suffix = suffix.to_owned();
        let decoded = percent_decode_str(path).decode_utf8_lossy().into_owned();
        let target = if decoded.to_ascii_lowercase().ends_with(".md") {
            self.resolve_markdown(from, &decoded)
        } else if let Some(rooted) = decoded.strip_prefix('/') {
            self.resolve_rooted(path, rooted)
        } else {
            self.resolve_relative(from, path, &decoded)
        };
        // Of a notice that has come down there is no heading left to lead to.
        let gone = matches!(target, Target::Post(id) if self.post(id).expired);
        Reference { target, suffix: if gone { String::new() } else { suffix } }
    }

    fn resolve_markdown(&self, from: &SitePath, written: &str) -> Target {
        let below_content = |name: &str| SitePath::resolve("content", name);
        let path = match written.strip_prefix("@/").or_else(|| written.strip_prefix('/')) {
            Some(name) => below_content(name.strip_prefix("content/").unwrap_or(name)),
            None => SitePath::resolve(from.folder(), written),
        };
        let Some(path) = path else { return Target::Missing(written.to_owned()) };
        if path == self.home_path {
            return Target::Category(None);
        }
        if let Some(folder) = path.as_str().strip_prefix("content/").and_then(|name| name.strip_suffix("/_index.md")) {
            return match self.categories.of_folder.get(folder) {
                Some(id) => Target::Category(Some(*id)),
                None => Target::Missing(path.to_string()),
            };
        }
        match self.post_of_path.get(&path) {
            Some(id) => Target::Post(*id),
            None if self.unbuilt.contains_key(&path) => Target::Unbuilt(path),
            None => Target::Missing(path.to_string()),
        }
    }

    fn resolve_rooted(&self, written: &str, rooted: &str) -> Target {
        match SitePath::resolve("static", rooted) {
            Some(path) if self.files().contains_key(&path) => Target::File(path),
            Some(path) if self.files.unshown.contains_key(&path) => Target::Unshown(path),
            _ => Target::Root(written.to_owned()),
        }
    }

    fn resolve_relative(&self, from: &SitePath, written: &str, decoded: &str) -> Target {
        match SitePath::resolve(from.folder(), decoded.trim_start_matches("@/")) {
            Some(path) if self.files().contains_key(&path) => Target::File(path),
            Some(path) if self.files.unshown.contains_key(&path) => Target::Unshown(path),
            _ => Target::Relative(written.to_owned()),
        }
    }
}
