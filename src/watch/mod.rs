//! Which files may have changed, however they were saved: in place, by rename, in bursts, by a checkout of thousands.
//!
//! It only says where to look; what is there is read by whoever listens, and compared by content, so that one report too
//! many costs nothing. It never reports what Miao writes. Start at [`watch`].

mod batch;
mod links;
mod watcher;

pub use watcher::{Seen, Watching, watch};

/// The folders of a portal that are looked at; of the root itself only its files.
const FOLDERS: [&str; 4] = ["content", "themes", "static", "data"];
