//! Reads TOML key by key, so that each unknown key and each unusable value becomes a finding with its place, and one bad
//! value doesn't hide the next. Heads and site.toml are both read through [`TableReader`].

mod dates;
mod free;
mod reader;

pub use dates::{moment_of_datetime, moment_of_text};
pub use free::{Extra, free_value};
pub(crate) use reader::integer_of;
pub use reader::{Codes, Keyed, TableReader, TomlText, nearest, parse_table, without_echoes};
