//! A portal beside the people who write it: every save is rendered, published and shown.
//!
//! One thread owns the portal ([`Keeper`]); the watcher and the server only send it [`Event`]s and never see the portal
//! itself. A page that somebody looks at is made at once, all others in idle slices. Start at [`Keeper::run`] and, for
//! what speaks HTTP, at [`Server::start`].

mod developer;
mod event;
mod glance;
mod handover;
mod host;
mod inspector;
mod keeper;
mod overlay;
mod page;
mod publication;
mod reply;
mod server;
mod tabs;

pub use event::{Event, Outcome, Told};
pub use glance::{Glance, Seen};
pub use handover::{leave, leave_posts, open_session, open_to_look, published_files};
pub use host::KnownHosts;
pub use keeper::Keeper;
pub use overlay::Wording;
pub use publication::{in_the_way, unreadable_pictures};
pub use server::{ListenError, Server};
