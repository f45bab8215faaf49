//! On which side of the stated number the true value lies.

use serde::{Deserialize, Serialize};

/// The bound of a figure (NUM-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// The number itself.
    Exact,
    /// The number or a little more: `80余`, `超10万`.
    AtLeast,
    /// The number or a little less: `近200`, `不足30`.
    AtMost,
    /// A little more or less: `约50`, `100左右`.
    About,
}

impl Bound {
    /// All bounds, in the order in which they are explained.
    pub const ALL: [Self; 4] = [Self::Exact, Self::AtLeast, Self::AtMost, Self::About];

    /// The name in heads and in JSON: `at-least`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::AtLeast => "at-least",
            Self::AtMost => "at-most",
            Self::About => "about",
        }
    }

    /// The bound of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|bound| bound.as_str() == name)
    }

    /// Whether the true value may differ from the stated one.
    pub fn is_approximate(self) -> bool {
        self != Self::Exact
    }

    /// The bound of a number that carries two. The weaker claim wins: where they point to different sides, nothing is
    /// known but that the number is about right (`约3200余` is about 3200).
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Exact, bound) | (bound, Self::Exact) => bound,
            (one, two) if one == two => one,
            _ => Self::About,
        }
    }
}
