//! What is told of a finding, in one language, wherever it is told.
//!
//! The one place where messages, help and lines lose the numbers of people (product section 6): a name of a file, an
//! address, a wrong value may be one. Paths of places stay as they are, since they say where to go.

use super::Messages;
use crate::base::hide_personal_numbers;
use crate::check::hide_numbers_of_line;
use crate::diag::Finding;

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it says.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The line that it is about, with as many characters as it has.
    pub excerpt: String,
    /// The cell that it is about: `台账!C4`.
    pub cell: Option<String>,
}

impl Told {
    /// What is told of a finding.
    pub fn of(finding: &Finding, messages: &Messages) -> Self {
        let position = finding.place.as_ref().and_then(|place| place.position.as_ref());
        let cell = position.and_then(|position| position.cell.as_ref());
        Self {
            message: hidden(&messages.text(&finding.message)),
            help: messages.help(&finding.message).map(|help| hidden(&help)),
            excerpt: position.map(|position| hidden(&position.excerpt)).unwrap_or_default(),
            cell: cell.map(|cell| format!("{}!{}", hidden(&cell.sheet), cell.name)),
        }
    }
}

/// What is certainly a number goes by what stands around it; what only looks like one goes in any case.
fn hidden(text: &str) -> String {
    hide_personal_numbers(&hide_numbers_of_line(text)).into_owned()
}
