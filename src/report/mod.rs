//! Findings as people and programs read them: on a terminal with the line and a mark beneath it, or as JSON, one object a
//! line. The words come from `messages/`, one file a language; this is the only module that chooses among them.

mod json;
mod messages;
mod sarif;
mod terminal;
mod told;

pub use json::json_line;
pub use messages::{Messages, Speech};
pub use sarif::sarif;
pub use terminal::terminal_text;
pub use told::Told;
