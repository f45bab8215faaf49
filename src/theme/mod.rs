//! A theme: its templates, strings, styles and files, with what it builds on merged in.
//!
//! Wraps Tera, which nothing else imports but for its values. Gets files from whoever read them; opens none itself.

mod assets;
mod builtin;
mod errors;
mod files;
mod folding;
mod functions;
mod load;
mod modules;
mod qr;
mod reach;
mod report;

pub use assets::ThemeAsset;
pub use builtin::{builtin_theme, builtin_theme_names};
pub use files::{Manifest, ThemeFile, ThemeFiles, extends_of};
pub use functions::{AnswerStat, with_scope};
pub use load::{Theme, load_theme};
