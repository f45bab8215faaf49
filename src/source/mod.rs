//! The files of a portal as they are: the only module that reads the disk.
//!
//! A scan gives texts decoded, pictures measured, and everything else by its length alone; nothing outside the portal's
//! root is ever opened, whatever a symbolic link says. Start at [`Disk`].

#![expect(clippy::disallowed_methods, reason = "this is the only module that reads the disk")]

mod decode;
mod disk;
mod memo;
mod replace;
mod scan;
mod stamp;

pub(crate) use decode::decode_text;
pub use disk::{Disk, FolderIdentity, OpenFile, find_root, is_passed_over_name};
pub use memo::PictureMemo;
pub use replace::{Replacement, replaced};
pub use scan::{Asset, AssetBytes, Listing, SourceText, Sources};
pub use stamp::Stamp;

/// All that a build reads of a portal: folders, and a file.
pub const SOURCES: [&str; 4] = ["content", "site.toml", "static", "themes"];
