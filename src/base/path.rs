//! Paths inside a portal.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use serde::de::{Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A path relative to the portal's root, or to its output folder, with forward slashes on every system.
///
/// It never begins with a slash and has no empty, `.` or `..` segment, so joining it to a root can't leave the root.
#[derive(Debug, Clone, Eq, PartialOrd, Ord, Hash)]
#[expect(clippy::derived_hash_with_manual_eq, reason = "equal paths have equal texts")]
pub struct SitePath(Arc<str>);

impl PartialEq for SitePath {
    /// Most that are compared are copies of one another, which need not be read.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || *self.0 == *other.0
    }
}

impl SitePath {
    /// Takes a path with forward slashes; `None` where it would leave its root or says nothing.
    pub fn new(path: &str) -> Option<Self> {
        is_sound(path).then(|| Self(path.into()))
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

/// Whether a path stays below its root, by one look at each byte: a build reads a hundred thousand of them.
fn is_sound(path: &str) -> bool {
    let mut segment = 0;
    let mut dots = 0;
    for byte in path.bytes() {
        match byte {
            b'\\' | b'\0' => return false,
            b'/' if is_no_name(segment, dots) => return false,
            b'/' => (segment, dots) = (0, 0),
            byte => {
                segment += 1;
                dots += usize::from(byte == b'.');
            }
        }
    }
    !is_no_name(segment, dots)
}

/// Whether a segment of so many bytes, of which so many are dots, is empty, `.` or `..`.
fn is_no_name(bytes: usize, dots: usize) -> bool {
    bytes == dots && bytes <= 2
}

impl Serialize for SitePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for SitePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(PathVisitor)
    }
}

thread_local! {
    /// The path that was read last: of the places in a head each names the same file.
    static LAST: Cell<Option<SitePath>> = const { Cell::new(None) };
}

/// Takes a text without a copy of its own.
struct PathVisitor;

impl Visitor<'_> for PathVisitor {
    type Value = SitePath;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a path that stays below its root")
    }

    fn visit_str<E: serde::de::Error>(self, path: &str) -> Result<SitePath, E> {
        let again = LAST.take().filter(|last| last.as_str() == path);
        let read = again.or_else(|| SitePath::new(path));
        LAST.set(read.clone());
        read.ok_or_else(|| E::invalid_value(Unexpected::Str(path), &self))
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
        for bad in ["", "/etc/passwd", "a/../b", "..", "a//b", "a\\b", "./a", ".", "a/", "a/.", "a/..", "a\0"] {
            assert!(SitePath::new(bad).is_none(), "{bad}");
        }
        for good in ["...", "a.", ".a", "..a/b", "a/...", "a/.b/c"] {
            assert!(SitePath::new(good).is_some(), "{good}");
        }
        assert_eq!(SitePath::resolve("content/a", "../b/c.md").map(|p| p.to_string()), Some("content/b/c.md".into()));
        assert!(SitePath::resolve("a", "../../b").is_none());
    }

    #[test]
    fn what_was_kept_is_read_again() {
        let paths = ["a/b.md", "a/b.md", "c.md"].map(|path| SitePath::new(path).expect("sound"));
        let kept = postcard::to_allocvec(&paths[..]).expect("kept");
        let read: Vec<SitePath> = postcard::from_bytes(&kept).expect("read");
        assert_eq!(read, paths);
        assert!(Arc::ptr_eq(&read[0].0, &read[1].0));
        let unsound = postcard::to_allocvec("../a.md").expect("kept");
        assert!(postcard::from_bytes::<SitePath>(&unsound).is_err());
    }

    #[test]
    fn parts_are_read_from_the_end() {
        let path = SitePath::new("content/news/图 1.JPG").expect("sound");
        assert_eq!((path.folder(), path.file_name(), path.extension().as_str()), ("content/news", "图 1.JPG", "jpg"));
        assert_eq!(path.below("content"), Some("news/图 1.JPG"));
    }
}
