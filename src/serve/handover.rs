//! What one run leaves to the next one, beside the output folder: how a session begins and ends.

use std::sync::Arc;

use super::Seen;
use crate::base::SitePath;
use crate::engine::{BuildRequest, Left, Session, Stamps};
use crate::plan::Job;
use crate::publish::{OutputFolder, Stamped};
use crate::render::PublishedFiles;
use crate::source::{Disk, Stamp};

/// Opens a portal with what the last run has left in the output folder and beside it.
pub fn open_session(disk: Disk, request: BuildRequest, output: &OutputFolder, seen: &Seen) -> Session {
    let ((memory, left), posts) = rayon::join(|| output.memory(), || output.posts_left());
    let (listing, published) = (Some(Arc::clone(seen.sources())), published_files(output));
    let (mut session, stamps) =
        Session::reopen(disk, request, Left { posts: &posts, memory: &memory, listing, published });
    mistrust(&mut session, seen.outputs(), &stamps, &left);
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

/// Takes for stale what was not left as it is by the last run, or so shortly before it that nobody can tell.
fn mistrust(session: &mut Session, now: &Stamped, stamps: &Stamps, left: &Stamp) {
    let site = session.site().map(Arc::clone);
    let young = |path: &SitePath| {
        let file = site.as_ref().and_then(|site| site.files().get(path));
        file.is_some_and(|file| file.asset.stamp.is_young(left))
    };
    // All three are in the order of their paths, so that one pass over them compares them.
    let (mut stamps, mut now) = (stamps.iter().peekable(), now.iter().peekable());
    let wrong = session.outputs().filter(|planned| {
        while stamps.next_if(|(path, _)| **path < planned.path).is_some() {}
        while now.next_if(|(path, _)| *path < planned.path).is_some() {}
        let known = stamps.next_if(|(path, _)| **path == planned.path).map(|(_, stamp)| *stamp);
        let seen = now.next_if(|(path, _)| *path == planned.path).and_then(|(_, stamp)| *stamp);
        let is_left = known.is_some_and(|known| !known.is_young(left) && seen == Some(known));
        !is_left || matches!(&planned.job, Job::File(path) if young(path))
    });
    let wrong: Vec<SitePath> = wrong.map(|planned| planned.path.clone()).collect();
    wrong.iter().for_each(|path| session.forget(path));
}

/// Leaves to the next run what this one knows; `left` are the published files as it leaves them.
pub fn leave(session: &Session, output: &OutputFolder, left: &Stamped) {
    let stamps = left.iter().filter_map(|(path, stamp)| Some((path.clone(), (*stamp)?)));
    let leaving = session.leaving(&stamps.collect());
    if let Some(posts) = &leaving.posts {
        output.leave_posts(posts);
    }
    output.remember(&leaving.memory);
}
