//! The vocabulary that every other module speaks: paths inside a portal, days, and what kind of character one is.
//!
//! Owns no behaviour of the generator and imports nothing of it. Start at [`SitePath`].

mod character;
mod moment;
mod path;
mod spreadsheet;

pub use character::{is_cjk_punctuation, is_han, is_wide};
pub use moment::{Day, Moment};
pub use path::SitePath;
pub use spreadsheet::Spreadsheet;
