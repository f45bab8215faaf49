//! One file under several names: a symbolic link inside the portal, and what it leads to.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The links of a portal that lead to somewhere else in it.
#[derive(Debug, Default)]
pub(super) struct Links {
    pairs: Vec<(PathBuf, PathBuf)>,
}

impl Links {
    /// Each link with what it leads to.
    pub(super) fn new(pairs: Vec<(PathBuf, PathBuf)>) -> Self {
        Self { pairs }
    }

    /// What links lead to outside of `folders`, which is to be watched too.
    pub(super) fn targets_outside<'l>(&'l self, folders: &'l [PathBuf]) -> impl Iterator<Item = &'l Path> {
        let targets = self.pairs.iter().map(|(_, target)| target.as_path());
        targets.filter(|target| !folders.iter().any(|folder| target.starts_with(folder)))
    }

    /// Whether a path is what a link leads to, or lies in it.
    pub(super) fn lead_to(&self, path: &Path) -> bool {
        self.pairs.iter().any(|(_, target)| path.starts_with(target))
    }

    /// Adds the other names of the paths.
    pub(super) fn add_names(&self, paths: &mut BTreeSet<PathBuf>) {
        let others = |path: &PathBuf| {
            let names = self.pairs.iter().flat_map(|(link, target)| [(link, target), (target, link)]);
            names.filter_map(|(from, to)| renamed(path, from, to)).collect::<Vec<_>>()
        };
        let more: Vec<PathBuf> = paths.iter().flat_map(others).collect();
        paths.extend(more);
    }
}

fn renamed(path: &Path, from: &Path, to: &Path) -> Option<PathBuf> {
    let rest = path.strip_prefix(from).ok()?;
    Some(if rest.as_os_str().is_empty() { to.to_path_buf() } else { to.join(rest) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_the_names_of_all_its_links() {
        let links = Links::new(vec![("/p/content/shared".into(), "/p/common".into())]);
        let mut paths = BTreeSet::from([PathBuf::from("/p/common/a.md")]);
        links.add_names(&mut paths);
        assert_eq!(paths, BTreeSet::from(["/p/common/a.md".into(), "/p/content/shared/a.md".into()]));
        assert_eq!(links.targets_outside(&["/p/content".into()]).collect::<Vec<_>>(), [Path::new("/p/common")]);
        assert!(links.lead_to(Path::new("/p/common/a.md")) && !links.lead_to(Path::new("/p/commons")));
    }
}
