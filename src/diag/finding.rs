//! One finding, and a value that carries some.

use super::{Code, Message, Place};

/// How bad a finding is. Errors fail a build; the others don't.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It can't be built right.
    Error,
    /// It is built, but somebody should look.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word that `--format json` prints.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// Something that a person should know about. Two findings are equal where everything that is shown is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Finding {
    /// Where; `None` where no file is to blame.
    pub place: Option<Place>,
    /// How bad.
    pub severity: Severity,
    /// What kind.
    pub code: Code,
    /// What it says.
    pub message: Message,
}

impl Finding {
    /// An error at a place.
    pub fn error(code: Code, place: Place, message: impl Into<Message>) -> Self {
        Self::error_somewhere(code, Some(place), message)
    }

    /// An error that no file, or none that is known, is to blame for.
    pub fn error_somewhere(code: Code, place: Option<Place>, message: impl Into<Message>) -> Self {
        Self { place, severity: Severity::Error, code, message: message.into() }
    }

    /// A warning at a place.
    pub fn warning(code: Code, place: Place, message: impl Into<Message>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }
}

/// A value, and what was found while it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked<T> {
    /// The value; where there are errors, the best that could be made.
    pub value: T,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl<T> Checked<T> {
    /// A value with nothing found.
    pub fn clean(value: T) -> Self {
        Self { value, findings: Vec::new() }
    }

    /// A value with findings.
    pub fn new(value: T, findings: Vec<Finding>) -> Self {
        Self { value, findings }
    }

    /// Hands the findings to `sink` and gives the value.
    pub fn take(self, sink: &mut Vec<Finding>) -> T {
        sink.extend(self.findings);
        self.value
    }
}
