//! The vocabulary that every other module speaks: paths inside a portal, days, fingerprints, and what kind of
//! character one is.
//!
//! Owns no behaviour of the generator and imports nothing of it. Start at [`SitePath`].

mod character;
mod charset;
mod eight;
mod later;
mod moment;
mod natural;
mod path;
mod personal;
mod print;
mod spreadsheet;

pub use character::{begins_with_common_han, half_width, is_cjk_punctuation, is_digit, is_han, is_wide, next_digit};
pub use charset::CharSet;
pub use eight::{EightBytes, first_mark};
pub use later::{Later, later, ready};
pub use moment::{Day, Moment};
pub use natural::natural_order;
pub use path::SitePath;
pub use personal::{hide_broken_numbers, hide_personal_numbers};
pub use print::{Print, Printer, Prints};
pub use spreadsheet::Spreadsheet;

/// How many posts or outputs a thread takes at a time. With larger shares the last one is left to one thread, while the
/// others have nothing to do.
pub const HANDFUL: usize = 16;
