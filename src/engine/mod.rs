//! A build: sources in, outputs out, one path for all of it.
//!
//! A [`Session`] reads a portal, knows which outputs are still right, and renders those that aren't for whoever asks.
//! A build is a session that is asked once. [`load_portal`] is for those who only look at the site, [`load_facts`] for
//! those who want no more of it than its numbers.

mod explain;
mod facts;
mod inputs;
mod kept;
mod load;
mod loaded;
mod memory;
mod parts;
mod pull;
mod recall;
mod session;

pub use explain::{Explanation, Read, Remembered};
pub use facts::{Facts, load_facts};
pub use load::{BuildRequest, Portal, load_portal, own_theme_files, word_lists};
pub use loaded::MovedTotal;
pub use pull::{Depth, Progress, Pulled, Shown};
pub use recall::{Leaving, Present, Stamps, program_print};
pub use session::{Changes, Left, Refresh, Session, is_setting};
