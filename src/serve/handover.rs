//! What one run leaves to the next one, beside the output folder: how a session begins and ends.

use std::sync::Arc;

use super::Seen;
use crate::engine::{BuildRequest, Left, Present, Session};
use crate::publish::{OutputFolder, Stamped};
use crate::render::PublishedFiles;
use crate::source::{Disk, Stamp};

/// Opens a portal with what the last run has left in the output folder and beside it.
pub fn open_session(disk: Disk, request: BuildRequest, output: &OutputFolder, seen: &Seen) -> Session {
    let ((memory, left), posts) = rayon::join(|| output.memory(), || output.posts_left());
    let (listing, published) = (Some(Arc::clone(seen.sources())), published_files(output));
    let present = Some(Present { files: seen.outputs(), since: left });
    let left_behind = Left { posts: &posts, memory: &memory, listing, published, present };
    let (mut session, _) = Session::reopen(disk, request, left_behind);
    mistrust_copies_of_young(&mut session, &left);
    session
}

/// Opens a portal with the posts that the last run has left, to look at it and build nothing.
pub fn open_to_look(disk: &Disk, request: &BuildRequest, output: Option<&OutputFolder>) -> Session {
    let posts = output.map(OutputFolder::posts_left).unwrap_or_default();
    Session::reopen(disk.clone(), request.clone(), Left { posts: &posts, ..Left::nothing() }).0
}

/// Leaves to the next run the posts alone.
pub fn leave_posts(session: &Session, output: &OutputFolder) {
    if let Some(posts) = session.leaving_posts() {
        output.leave_posts(&posts);
    }
}

/// The files that are published now.
pub fn published_files(output: &OutputFolder) -> Arc<PublishedFiles> {
    let output = output.clone();
    Arc::new(move |path| output.read_published(path))
}

/// Takes for stale the copies of files that were saved so shortly before the last run ended that nobody can tell whether
/// they were saved once more.
fn mistrust_copies_of_young(session: &mut Session, left: &Stamp) {
    let Some(site) = session.site().map(Arc::clone) else { return };
    let young = site.files().values().filter(|file| file.asset.stamp.is_young(left));
    for copy in young.filter_map(|file| file.address.output()) {
        session.forget(&copy);
    }
}

/// Leaves to the next run what this one knows; `left` are the published files as it leaves them.
pub fn leave(session: &Session, output: &OutputFolder, left: &Stamped) {
    let leaving = session.leaving(left);
    if let Some(posts) = &leaving.posts {
        output.leave_posts(posts);
    }
    output.remember(&leaving.memory);
}
