//! Figures: a number and its bound, as people write it, as intervals, as sums, and as it is shown.
//!
//! Owns the arithmetic of NUM-5 and NUM-6, the reading of what stands in heads and ledgers, and the words of Chinese and
//! English numbers. Never rounds what is stored, never uses binary floats in arithmetic, and knows nothing of posts or
//! periods (`stats` does). Start at [`read_text`], then [`Figure`], [`Sum`] and [`Phrase`].

mod bound;
mod figure;
mod formula;
mod interval;
mod metric;
mod numeral;
mod problem;
mod read;
mod scan;
mod show;
mod sum;
mod words;

pub use bound::Bound;
pub use figure::Figure;
pub use formula::{Formula, FormulaFault, FormulaProblem};
pub use interval::{End, Interval};
pub use metric::{Kind, Metric, Nature};
pub use problem::{FigureProblem, FigureWarning, ProblemKind, WarningKind};
pub use read::{Reading, read_float, read_integer, read_text, with_bound};
pub use rust_decimal::Decimal;
pub use show::{Phrase, plain};
pub use sum::{Sum, Total, sum};
pub use words::{width_of_bound_before, width_of_bound_behind};

#[cfg(test)]
mod tests;
