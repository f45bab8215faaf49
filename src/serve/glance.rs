//! Whether anything has changed at all since the last build, told from what the disk says of the files: none is read.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{Print, SitePath};
use crate::engine::{BuildRequest, Session, program_print};
use crate::publish::{OutputFolder, Stamped};
use crate::source::{Disk, Listing, SOURCES, Stamp};

/// All that a build was made from and all that it left, as the disk tells of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    program: Print,
    request: Print,
    sources: Print,
    /// The published files; also how many.
    outputs: (Print, usize),
    /// How many posts it built.
    pub posts: usize,
    /// How many outputs it made; compressed copies are none.
    pub made: usize,
}

/// What is seen of the portal before anything is read: what is saved later is in no glance.
#[derive(Debug, Clone)]
pub struct Seen {
    sources: Arc<Listing>,
    /// The published files, in the order of their paths.
    outputs: Vec<(SitePath, Option<Stamp>)>,
}

impl Seen {
    /// Looks at all sources and published files, at each once.
    pub fn of(disk: &Disk, output: &OutputFolder) -> Self {
        let (sources, outputs) = rayon::join(|| disk.look(&SOURCES), || output.stamps());
        Self { sources: Arc::new(sources), outputs }
    }

    /// The published files.
    pub fn outputs(&self) -> &Stamped {
        &self.outputs
    }

    /// The sources.
    pub fn sources(&self) -> &Arc<Listing> {
        &self.sources
    }

    /// The print of the sources; `None` where something has to be told of one, or one was saved so shortly before `since`
    /// that one more save could go unseen.
    fn print_of_sources(&self, since: &Stamp) -> Option<Print> {
        let sources = self.sources.stamps()?;
        let is_settled = sources.iter().all(|(_, stamp)| !stamp.is_young(since));
        is_settled.then(|| Print::of(&sources))
    }
}

impl Glance {
    /// What the last build has left, where another one would do the very same and has nothing to tell.
    pub fn still_true(seen: &Seen, request: &BuildRequest, output: &OutputFolder) -> Option<Self> {
        let (bytes, left) = output.glance_left();
        let known: Self = postcard::from_bytes(&bytes).ok()?;
        // Sources first: a file that was saved since then is told by its stamp alone.
        let same = known.program == program_print()
            && known.request == Print::of(request)
            && Some(known.sources) == seen.print_of_sources(&left)
            && Some(known.outputs) == print_of(&seen.outputs, Some(&left));
        same.then_some(known)
    }

    /// Leaves to the next build what this one was made from, and the published files as it left them. Only for one that
    /// had nothing to tell.
    pub fn leave(seen: &Seen, request: &BuildRequest, session: &Session, output: &OutputFolder, left: &Stamped) {
        let Some((sources, outputs)) = seen.print_of_sources(&seen.sources.when).zip(print_of(left, None)) else {
            return;
        };
        let glance = Self {
            program: program_print(),
            request: Print::of(request),
            sources,
            outputs,
            posts: session.count_posts(),
            made: session.outputs().count(),
        };
        if let Ok(bytes) = postcard::to_allocvec(&glance) {
            output.leave_glance(&bytes);
        }
    }

    /// How many files are published.
    pub fn files(&self) -> usize {
        self.outputs.1
    }
}

/// The print of published files, and how many there are. `None` where one of them isn't there, or was written so shortly
/// before `since` that one more write could go unseen.
fn print_of(files: &Stamped, since: Option<&Stamp>) -> Option<(Print, usize)> {
    let is_settled = |stamp: Stamp| since.is_none_or(|since| !stamp.is_young(since));
    let all_settled = files.iter().all(|(_, stamp)| stamp.is_some_and(is_settled));
    all_settled.then(|| (Print::of(files), files.len()))
}
