//! `miao check --fix`: the masks that the conventions use, written into sources after asking (MASK-2).

use std::collections::BTreeSet;

use super::check::rules_of;
use super::{CONTENT_IS_WRONG, Console};
use crate::base::SitePath;
use crate::check::{Fix, fixes_of, is_fixable};
use crate::diag::Message;
use crate::engine::Session;
use crate::model::Site;
use crate::publish::rewrite_source;
use crate::source::{Disk, Replacement, replaced};

/// Writes the masks.
///
/// # Errors
/// The exit code, where a file can't be written.
pub(super) fn run(console: &Console, disk: &Disk, session: &Session, yes: bool) -> Result<(), u8> {
    let Some(site) = session.site() else { return Ok(()) };
    let rules = rules_of(disk, site, &mut Vec::new());
    let mut written = 0;
    for path in sources_of(site) {
        let (Some(text), Some(bytes)) = (disk.read_text(&path).value, disk.read_bytes(&path)) else { continue };
        let fixes = fixes_of(&path, &text, &rules, site.today);
        if fixes.is_empty() {
            continue;
        }
        let chosen: Vec<Fix> = fixes.into_iter().filter(|fix| yes || asks(console, &path, fix)).collect();
        if chosen.is_empty() {
            continue;
        }
        let replacements: Vec<Replacement<'_>> = chosen.iter().map(replacement).collect();
        let Some(masked) = replaced(&bytes, &text, &replacements) else {
            console.say(&Message::new("fix-not-exact").with("path", &path));
            continue;
        };
        match rewrite_source(disk.root(), &path, &bytes, &masked) {
            Ok(()) => written += chosen.len(),
            Err(error) => {
                console.fail(&Message::new("fix-failed").with("path", &path).with("detail", error));
                return Err(CONTENT_IS_WRONG);
            }
        }
    }
    console.say(&Message::new("fix-done").with("count", written));
    Ok(())
}

/// The files that a mask could be written into: posts that are public, pages, categories, and tables.
fn sources_of(site: &Site) -> BTreeSet<SitePath> {
    let posts = site.posts.iter().filter(|post| !post.expired);
    let posts = posts.flat_map(|post| std::iter::once(&post.path).chain(&post.head.ledger));
    let indexes = site.categories().iter().map(|category| &category.path);
    let all = posts.chain(indexes).chain([&site.home_path]).chain(site.files().keys());
    all.filter(|path| is_fixable(path)).cloned().collect()
}

fn replacement(fix: &Fix) -> Replacement<'_> {
    Replacement { range: fix.range.clone(), by: &fix.written }
}

fn asks(console: &Console, path: &SitePath, fix: &Fix) -> bool {
    console.ask(&Message::new("fix-ask").with("path", path).with("line", fix.line).with("masked", &fix.masked))
}
