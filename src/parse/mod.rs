//! One Markdown file as a [`Document`]: its head read key by key, its body as HTML with holes for what only the whole
//! site knows. Pure and local to the file, so that files can be read in any order and at the same time.

mod digest;
mod document;
mod event;
mod foreign;
mod head;
mod kept;
mod records;
mod split;
mod stated;

pub use digest::{Digest, figure_words, name_of};
pub use document::{
    Document, DocumentKind, KnownDigests, ParseContext, is_home, parse_document, parse_facts, parts_of,
    split_dated_name,
};
pub use event::{EventHead, Publicity};
pub use head::{Head, IndexHead, SortBy, UpdateClass};
pub use kept::KeptPost;
pub use records::{Record, Records, day_of_cell};
pub use stated::{Located, StatedFigure, odd_figure, read_figures, unreadable_figure};
