//! What should be mended before publishing, beyond what a build can't do without (product.md, section 9).
//!
//! Pure: looks at a [`crate::model::Site`] and says what it finds; opens no file and prints nothing.

mod figures;
mod repeated;

pub use figures::check_figures;
