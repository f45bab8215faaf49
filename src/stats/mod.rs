//! Statistics: what posts state, asked by one kind of query wherever a number is wanted (product.md, section 5).
//!
//! Owns periods, the facts of posts, queries and their results. Never reads a file or the clock: the day of the build
//! is an argument. Start at [`Query::parse`] and [`run`]; [`PostFacts`] is what they work on.

mod arguments;
mod change;
mod claim;
mod facts;
mod group;
mod mean;
mod period;
mod query;
mod reach;
mod result;
mod run;
mod tally;

pub use arguments::{QueryError, QueryProblem};
pub use change::{Change, Difference, Step};
pub use facts::{PostFacts, RecordFacts, contradiction};
pub use period::{Grain, Period, PeriodProblem, Span};
pub use query::{By, Catalog, Compare, Query, Show, choices};
pub use reach::Reach;
pub use result::{Compared, GroupResult, LeftOut, Source, StatResult, Target, TotalView, Why};
pub use run::{Addend, addends, run};

#[cfg(test)]
mod tests;
