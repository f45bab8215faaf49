//! What the surroundings say: the day, and the language. Nothing else asks them.

#![expect(clippy::disallowed_methods, reason = "this is the place where the surroundings are asked")]

use crate::base::{Day, Moment};

/// The day in Beijing.
pub(super) fn today() -> Day {
    Moment::of_instant(jiff::Timestamp::now()).day()
}

/// The language of the environment, as the C library would take it.
pub(super) fn language_of_environment() -> Option<String> {
    let stated = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let mut stated = stated.filter(|tag| !tag.is_empty());
    stated.next()
}

/// The folder that the program was called in.
pub(super) fn current_folder() -> std::path::PathBuf {
    std::env::current_dir().unwrap_or_else(|_| std::path::PathBuf::from("."))
}
