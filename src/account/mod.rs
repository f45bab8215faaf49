//! What is known of a site, told outside the pages: one query as a table, CSV or JSON, a period as the draft of a work
//! summary, and what a page was made from.
//!
//! Pure: gets a [`crate::model::Site`] and gives text. The words of tables are in `messages/`, those of summaries in the
//! templates of the theme. Start at [`ask`], [`Summary`] and [`Origins`].

mod answer;
mod origins;
mod summary;
mod table;

pub use answer::{Answer, ask};
pub use origins::Origins;
pub use summary::Summary;
