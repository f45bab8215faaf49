//! `miao check --fix`: the masks that the conventions use, written into posts after asking (MASK-2).

use super::check::rules_of;
use super::{CONTENT_IS_WRONG, Console};
use crate::base::SitePath;
use crate::check::{Fix, fixes_of};
use crate::diag::Message;
use crate::engine::Session;
use crate::publish::rewrite_source;
use crate::source::Disk;

/// Writes the masks.
///
/// # Errors
/// The exit code, where a file can't be written.
pub(super) fn run(console: &Console, disk: &Disk, session: &Session, yes: bool) -> Result<(), u8> {
    let Some(site) = session.site() else { return Ok(()) };
    let rules = rules_of(disk, site, &mut Vec::new());
    let mut written = 0;
    for path in site.posts.iter().filter(|post| !post.expired).map(|post| &post.path) {
        let (Some(text), Some(bytes)) = (site.text_of(path), disk.read_bytes(path)) else { continue };
        let fixes = fixes_of(path, text, &rules, site.today);
        if fixes.is_empty() {
            continue;
        }
        let Some(line_end) = line_end_of(&bytes, text) else {
            console.say(&Message::new("fix-not-exact").with("path", path));
            continue;
        };
        let chosen: Vec<Fix> = fixes.into_iter().filter(|fix| yes || asks(console, path, fix)).collect();
        if chosen.is_empty() {
            continue;
        }
        let masked = masked(text, &chosen).replace('\n', line_end);
        match rewrite_source(disk.root(), path, &bytes, masked.as_bytes()) {
            Ok(()) => written += chosen.len(),
            Err(error) => {
                console.fail(&Message::new("fix-failed").with("path", path).with("detail", error));
                return Err(CONTENT_IS_WRONG);
            }
        }
    }
    console.say(&Message::new("fix-done").with("count", written));
    Ok(())
}

/// The line end of a file that says byte for byte what was checked; a file in another encoding is left to people.
fn line_end_of(bytes: &[u8], text: &str) -> Option<&'static str> {
    ["\n", "\r\n"].into_iter().find(|end| text.replace('\n', end).as_bytes() == bytes)
}

fn asks(console: &Console, path: &SitePath, fix: &Fix) -> bool {
    console.ask(&Message::new("fix-ask").with("path", path).with("line", fix.line).with("masked", &fix.masked))
}

fn masked(text: &str, fixes: &[Fix]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for fix in fixes {
        masked.push_str(&text[done..fix.range.start]);
        masked.push_str(&fix.masked);
        done = fix.range.end;
    }
    masked.push_str(&text[done..]);
    masked
}
