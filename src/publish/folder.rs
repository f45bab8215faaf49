//! Which folder may be written.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::manifest::{Manifest, NAME};
use super::place::named;
use crate::base::SitePath;
use crate::source::SOURCES;

/// A folder that a site may be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFolder {
    path: PathBuf,
    /// The portal's root, where the folder lies in it.
    root: Option<PathBuf>,
}

/// Why a folder can't be written to.
#[derive(Debug)]
pub enum UnusableFolder {
    /// It holds the sources, or lies among them: writing there would overwrite what people wrote.
    HoldsSources(PathBuf),
    /// It is a link of the portal to a folder elsewhere.
    LeadsOut(PathBuf),
    /// It is a file.
    IsFile(PathBuf),
    /// The system refuses.
    Refused(PathBuf, io::Error),
}

/// What people write; the output may neither hold it nor lie in it.
fn written_by_people() -> impl Iterator<Item = &'static str> {
    SOURCES.into_iter().chain([".git"])
}

/// Whether a path is one of those that people write, or lies in one.
pub(super) fn is_among_sources(root: &Path, path: &Path) -> bool {
    written_by_people().any(|name| path.starts_with(resolve(&root.join(name)).unwrap_or_default()))
}

impl OutputFolder {
    /// Takes `path`, which need not be there yet, as the output folder of the portal at `root`.
    pub fn new(root: &Path, path: &Path) -> Result<Self, UnusableFolder> {
        let stated = root.join(path);
        let path = resolve(&stated).map_err(|error| UnusableFolder::Refused(path.to_path_buf(), error))?;
        // Nothing outside the portal is written because a link in it says so; who wants that names the folder itself.
        if stated.starts_with(root) && !path.starts_with(root) && !has_parents(&stated) {
            return Err(UnusableFolder::LeadsOut(stated));
        }
        if path.is_file() {
            return Err(UnusableFolder::IsFile(path));
        }
        let among_sources = is_among_sources(root, &path);
        let linked_sources =
            written_by_people().any(|name| fs::canonicalize(root.join(name)).is_ok_and(|s| s.starts_with(&path)));
        if root.starts_with(&path) || among_sources || linked_sources {
            return Err(UnusableFolder::HoldsSources(path));
        }
        let root = resolve(root).ok().filter(|root| path.starts_with(root));
        Ok(Self { path, root })
    }

    /// Makes a folder and those above it, but never the portal's root or above: a portal that is moved away in the middle
    /// of a build doesn't come back in its old place as a folder with nothing but a site in it.
    pub(super) fn make(&self, folder: &Path) -> io::Result<()> {
        let Some((root, inside)) = self.root.as_ref().and_then(|root| Some((root, folder.strip_prefix(root).ok()?)))
        else {
            return fs::create_dir_all(folder).map_err(|error| named(folder, error));
        };
        let mut made = root.clone();
        for part in inside {
            made.push(part);
            match fs::create_dir(&made) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists || !made.is_dir() => {
                    return Err(named(&made, error));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The folder, absolute and with no links in it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The files that Miao made here the last time it published.
    pub fn published(&self) -> BTreeSet<SitePath> {
        Manifest::read(&self.path).unwrap_or_default().files
    }

    /// Whether the list of these files is there, without which none of them is known to be Miao's.
    pub(super) fn is_published(&self) -> bool {
        self.path.join(NAME).is_file()
    }

    /// One of these files; `None` where it isn't there, or a link leads elsewhere.
    pub fn read_published(&self, path: &SitePath) -> Option<Vec<u8>> {
        let full = self.path.join(path.as_str());
        if fs::canonicalize(&full).ok()? != full {
            return None;
        }
        fs::read(full).ok()
    }

    /// The folder beside it that may be deleted at any time.
    pub fn cache(&self) -> PathBuf {
        self.path.parent().unwrap_or(&self.path).join(".miao")
    }
}

fn has_parents(path: &Path) -> bool {
    path.components().any(|component| component == Component::ParentDir)
}

/// An absolute path with all links of its existing part followed and no `..` left in the rest.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::ParentDir => {
                resolved.pop();
            }
            other => resolved.push(other),
        }
        if let Ok(real) = fs::canonicalize(&resolved) {
            resolved = real;
        }
    }
    Ok(resolved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_never_written_over() {
        let portal = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(portal.path()).expect("there");
        fs::create_dir(root.join("content")).expect("made");
        fs::write(root.join("site.toml"), "").expect("written");
        for bad in [".", "..", "content", "content/public", "x/../content", "/", "site.toml"] {
            assert!(OutputFolder::new(&root, Path::new(bad)).is_err(), "{bad}");
        }
        let good = OutputFolder::new(&root, Path::new("public")).expect("usable");
        assert_eq!((good.path(), good.cache()), (root.join("public").as_path(), root.join(".miao")));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_out_of_the_portal_is_not_followed() {
        let (portal, elsewhere) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let root = fs::canonicalize(portal.path()).expect("there");
        std::os::unix::fs::symlink(elsewhere.path(), root.join("public")).expect("linked");
        assert!(matches!(OutputFolder::new(&root, Path::new("public")), Err(UnusableFolder::LeadsOut(_))));
        assert!(OutputFolder::new(&root, elsewhere.path()).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_sources_is_seen_through() {
        let portal = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(portal.path()).expect("there");
        fs::create_dir(root.join("content")).expect("made");
        std::os::unix::fs::symlink(root.join("content"), root.join("public")).expect("linked");
        assert!(OutputFolder::new(&root, Path::new("public")).is_err());
    }
}
