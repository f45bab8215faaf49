//! Findings: what is wrong, where, and what to do, as plain values.
//!
//! A finding names its message by id and arguments; the words are in `messages/`, one file a language, and are chosen
//! only where a finding is shown (`report`). Every stage returns [`Checked`]: a value and what was found on the way.

mod code;
mod finding;
mod message;
mod place;

pub use code::Code;
pub use finding::{Checked, Finding, Severity};
pub use message::Message;
pub use place::{CellName, Lines, Place, Position};
