//! What the owner of the portal is told, and what it tells.

use std::io;
use std::time::Duration;

use super::developer::Developed;
use super::inspector::Inspected;
use super::reply::Answer;
use crate::base::SitePath;
use crate::diag::Finding;
use crate::engine::MovedTotal;
use crate::watch::Seen;

/// What reaches the thread that owns the portal.
pub enum Event {
    /// Files may have changed.
    Files(Seen),
    /// Somebody asks for the page at this path of an address, as it came, without its query.
    Request {
        /// `/news/a/`, percent-encoded.
        path: String,
        /// Where the answer goes.
        reply: tokio::sync::oneshot::Sender<Answer>,
    },
    /// A page is open in a browser and wants to be told when it changes.
    Tab {
        /// The path of its address.
        path: String,
        /// The state of the page, as [`super::tabs`] writes it; closed when the tab is.
        state: tokio::sync::watch::Sender<String>,
    },
    /// A picture was made, or could not be.
    Developed(Box<Developed>),
    /// A page that is open was looked at as `miao check` does.
    Inspected(Inspected),
    /// It is enough.
    Stop,
}

/// What is worth telling on a terminal.
#[derive(Debug)]
pub enum Told {
    /// So many of all outputs are rendered; only told of the first build.
    Progress {
        /// Rendered so far.
        done: usize,
        /// All of them.
        all: usize,
    },
    /// All pages can be looked at; so many of the round's pictures are made.
    Pictures {
        /// Made so far.
        done: usize,
        /// All that weren't made before.
        all: usize,
    },
    /// A round is over: everything is rendered and, where nothing is wrong, published.
    Round(Outcome),
    /// Totals have moved.
    Moved(Vec<MovedTotal>),
    /// Findings that weren't there before.
    Found(Vec<Finding>),
    /// There are no errors any more.
    Mended,
    /// The output folder can't be written.
    Unpublished(io::Error),
    /// The system is out of watches.
    OutOfWatches,
    /// The portal's folder, or its content, is gone.
    Away,
    /// It is back.
    Back,
}

/// What a round has done.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Whether it was the first.
    pub first: bool,
    /// What was rendered, in the order of the paths.
    pub rendered: Vec<SitePath>,
    /// From the report of the save to the last page.
    pub time: Duration,
    /// How many files of the output folder were written and removed; `None` where errors kept it as it was.
    pub published: Option<(usize, usize)>,
}
