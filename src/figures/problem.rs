//! Why a figure can't be read, and what is odd about one that can. Offsets are in characters from 0.

/// A figure that can't be read, and where it goes wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureProblem {
    /// Why.
    pub kind: ProblemKind,
    /// The first character that is to blame, counted from 0.
    pub at: usize,
    /// How many characters are to blame; 0 where nothing was written.
    pub width: usize,
}

/// Why a figure can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Nothing is written.
    Empty,
    /// There is no number.
    NoNumber,
    /// A number that isn't told: `数十`, `几百`.
    Vague,
    /// Below zero.
    Negative,
    /// More than 10^15.
    TooLarge,
    /// More than six decimals.
    TooPrecise,
    /// Not a number at all: infinite, or none.
    NotFinite,
    /// A boolean, a date, a list: no figure.
    WrongType,
    /// Two numbers: a range or a choice.
    Range,
    /// A percent sign where the metric is no percentage.
    Percent,
    /// The unit of another metric.
    OtherUnit {
        /// The unit that is written.
        unit: String,
        /// The label of the first metric that has it.
        metric: String,
    },
    /// The unit in which several of the metric's figures are added up (NUM-7): 人次 for a metric in 人.
    SummedUnit {
        /// The unit that is written.
        unit: String,
    },
    /// Text that is neither number, bound nor unit.
    UnknownText {
        /// That text.
        text: String,
    },
    /// A comma where no group of three digits ends.
    Separator,
    /// A decimal point without digits on both sides.
    DecimalPoint,
    /// Digits and 万 千 百 in an order that makes no one number: `3万2`.
    Numeral,
    /// A bound that has no such name.
    UnknownBound {
        /// The name that is written.
        name: String,
    },
}

impl ProblemKind {
    /// The id of its message.
    pub fn message(&self) -> &'static str {
        match self {
            Self::Empty => "figure-empty",
            Self::NoNumber => "figure-no-number",
            Self::Vague => "figure-vague",
            Self::Negative => "figure-negative",
            Self::TooLarge => "figure-too-large",
            Self::TooPrecise => "figure-too-precise",
            Self::NotFinite => "figure-not-finite",
            Self::WrongType => "figure-wrong-type",
            Self::Range => "figure-range",
            Self::Percent => "figure-percent",
            Self::OtherUnit { .. } => "figure-other-unit",
            Self::SummedUnit { .. } => "figure-summed-unit",
            Self::UnknownText { .. } => "figure-unknown-text",
            Self::Separator => "figure-separator",
            Self::DecimalPoint => "figure-decimal-point",
            Self::Numeral => "figure-numeral",
            Self::UnknownBound { .. } => "figure-unknown-bound",
        }
    }

    /// The values that fill its message. Whoever reads a head adds `label` and `expected`, the metric's
    /// label and unit (`none` for no unit).
    pub fn arguments(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::OtherUnit { unit, metric } => vec![("unit", unit.clone()), ("other", metric.clone())],
            Self::SummedUnit { unit } => vec![("unit", unit.clone())],
            Self::UnknownText { text } => vec![("text", text.clone())],
            Self::UnknownBound { name } => vec![("name", name.clone())],
            _ => Vec::new(),
        }
    }
}

/// Something odd about a figure that was read as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FigureWarning {
    /// What.
    pub kind: WarningKind,
    /// The first character that is meant, counted from 0.
    pub at: usize,
    /// How many characters are meant.
    pub width: usize,
}

/// What is odd about a figure (NUM-3, NUM-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WarningKind {
    /// Two bounds on one number: `约3200余`.
    DoubledBound,
    /// 余 or 多 after a number that is not round: `53余`.
    NotRound,
    /// 余 or 多 before 万 after a single digit: `3余万`, where `3万余` is meant.
    MisplacedBound,
    /// A bound on a number that looks counted: `约3217`.
    LooksExact,
    /// A percentage that is, or may be, over 100.
    OverHundred,
    /// 万 in the middle of the digits: `1万7200`.
    MixedForm,
    /// A bound on zero.
    BoundedZero,
}

impl WarningKind {
    /// The id of its message.
    pub fn message(self) -> &'static str {
        match self {
            Self::DoubledBound => "figure-doubled-bound",
            Self::NotRound => "figure-not-round",
            Self::MisplacedBound => "figure-misplaced-bound",
            Self::LooksExact => "figure-looks-exact",
            Self::OverHundred => "figure-over-hundred",
            Self::MixedForm => "figure-mixed-form",
            Self::BoundedZero => "figure-bounded-zero",
        }
    }
}
