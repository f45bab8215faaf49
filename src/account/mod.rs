//! What the statistics say, told outside the pages: one query as a table, CSV or JSON, and a period as the draft of a
//! work summary.
//!
//! Pure: gets a [`crate::model::Site`] and gives text. The words of tables are in `messages/`, those of summaries in the
//! templates of the theme. Start at [`ask`] and [`Summary`].

mod answer;
mod summary;
mod table;

pub use answer::{Answer, ask};
pub use summary::Summary;
