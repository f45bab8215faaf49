//! The output folder and the cache beside it: the only module that writes the disk.
//!
//! Everything that changed is first written whole into a staging folder outside the output folder; only when all of it is
//! there is it moved into place, file by file. So a build that fails leaves the output folder as it was, one that is
//! killed leaves whole files only, and files that didn't change keep their time. Start at [`Publisher`].

#![expect(clippy::disallowed_methods, reason = "this is the only module that writes the disk")]

mod compressed;
mod darkroom;
mod document;
mod folder;
mod holding;
mod manifest;
mod memory;
mod place;
mod rewrite;
mod staging;
mod starter;

pub use darkroom::Darkroom;
pub use document::{DocumentError, write_document};
pub use folder::{OutputFolder, UnusableFolder};
pub use holding::Holding;
pub use manifest::Manifest;
pub use memory::Stamped;
pub use rewrite::rewrite_source;
pub use staging::{Publisher, Summary};
pub use starter::{StarterError, write_starter};
