//! A build: sources in, outputs out, one path for all of it.
//!
//! [`load_portal`] reads and plans, [`render_all`] renders every output and hands it to whoever publishes. Neither knows
//! what called them.

mod load;
mod render;

pub use load::{BuildRequest, Portal, load_portal};
pub use render::render_all;
