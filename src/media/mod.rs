//! Pictures, attachments and films: what a file is, what is made of it, and what somebody should know about it.
//!
//! Pure: bytes in, values or bytes out. [`inspect`] looks at a file once and says all that the rest of a build needs, so
//! that pages can be rendered before a pixel is; [`renditions`] decides from that what a picture becomes, and [`make`]
//! makes it. Never reads or writes a file, and knows no address.

mod concerns;
mod documents;
mod drawing;
mod embedded;
mod ends;
mod inspect;
mod label;
mod late;
mod make;
mod metadata;
mod movie;
mod nature;
mod picture;
mod pixels;
mod renditions;
mod scans;
mod strip;

pub use concerns::{LARGEST_VIDEO, LONGEST_PICTURE, check_bytes, check_file, fault_finding, is_video};
pub use documents::document_author;
pub use drawing::{drawing_size, published_drawing};
pub use ends::is_whole;
pub use inspect::{inspect, inspect_named, print_of, too_long};
pub use label::AiLabel;
pub use make::{MAKER, Making, Unmade, make, pixels_of};
pub use nature::{BEGINNING, may_be_picture};
pub use picture::{Fault, Format, Picture};
pub use renditions::{Rendition, Treatment, renditions, stripped};
