//! Paths inside a portal.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A path relative to the portal's root, or to its output folder, with forward slashes on every system.
///
/// It never begins with a slash and has no empty, `.` or `..` segment, so joining it to a root can't leave the root.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Takes a path with forward slashes; `None` where it would leave its root or says nothing.
    pub fn new(path: &str) -> Option<Self> {
        let sound = !path.is_empty()
            && !path.bytes().any(|byte| matches!(byte, b'\\' | b'\0'))
            && path.split('/').all(|segment| !matches!(segment, "" | "." | ".."));
        sound.then(|| Self(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds it: `content/news` of `content/news/a.md`; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last segment.
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// What follows the last dot of the file name, in lower case; empty where there is none.
    pub fn extension(&self) -> String {
        match self.file_name().rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
            _ => String::new(),
        }
    }

    /// The path below `folder`, where it lies there.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }

    /// This path with one more part, which may itself have slashes.
    pub fn join(&self, part: &str) -> Option<Self> {
        Self::new(&format!("{}/{part}", self.0))
    }

    /// What `reference` names when it is written in a file of `folder`: `../b/c.md` from `content/a` is
    /// `content/b/c.md`. `None` where it climbs out of the root.
    pub fn resolve(folder: &str, reference: &str) -> Option<Self> {
        let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
        for segment in reference.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                other => segments.push(other),
            }
        }
        Self::new(&segments.join("/"))
    }
}

impl TryFrom<String> for SitePath {
    type Error = &'static str;

    fn try_from(path: String) -> Result<Self, Self::Error> {
        Self::new(&path).ok_or("a path that leaves its root")
    }
}

impl From<SitePath> for String {
    fn from(path: SitePath) -> Self {
        path.as_str().to_owned()
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_never_leaves_its_root() {
        for bad in ["", "/etc/passwd", "a/../b", "..", "a//b", "a\\b", "./a"] {
            assert!(SitePath::new(bad).is_none(), "{bad}");
        }
        assert_eq!(SitePath::resolve("content/a", "../b/c.md").map(|p| p.to_string()), Some("content/b/c.md".into()));
        assert!(SitePath::resolve("a", "../../b").is_none());
    }

    #[test]
    fn parts_are_read_from_the_end() {
        let path = SitePath::new("content/news/图 1.JPG").expect("sound");
        assert_eq!((path.folder(), path.file_name(), path.extension().as_str()), ("content/news", "图 1.JPG", "jpg"));
        assert_eq!(path.below("content"), Some("news/图 1.JPG"));
    }
}
