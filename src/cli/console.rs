//! Where messages go: findings to people on the standard error, to programs as JSON on the standard output.

use std::io::{IsTerminal, Write};

use crate::diag::{Finding, Message, Severity};
use crate::report::{Messages, Speech, json_line, terminal_text};

/// Prints in one language.
pub struct Console {
    messages: Messages,
    quiet: bool,
    json: bool,
}

impl Console {
    /// For one call.
    pub fn new(speech: Speech, quiet: bool, json: bool) -> Self {
        Self { messages: Messages::new(speech), quiet, json }
    }

    /// Prints every finding, sorted by place, and says how many there were. Gives whether any is an error.
    pub fn findings(&self, findings: &mut Vec<Finding>) -> bool {
        findings.sort();
        findings.dedup();
        let colour = std::io::stderr().is_terminal();
        for finding in findings.iter() {
            if self.json {
                print(&json_line(finding, &self.messages));
            } else if !self.quiet || finding.severity == Severity::Error {
                complain(&terminal_text(finding, &self.messages, colour));
                complain("");
            }
        }
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        if errors + warnings > 0 && !self.json && (!self.quiet || errors > 0) {
            complain(
                &self
                    .messages
                    .text(&Message::new("findings-counted").with("errors", errors).with("warnings", warnings)),
            );
        }
        errors > 0
    }

    /// Says how something went; nothing where quiet was asked for.
    pub fn say(&self, message: &Message) {
        if !self.quiet && !self.json {
            print(&self.messages.text(message));
        }
    }

    /// Writes what was asked for, whether quiet or not.
    pub fn write(&self, bytes: &[u8]) {
        // A closed pipe is no reason to stop: whoever reads has read enough.
        let _ = std::io::stdout().write_all(bytes);
    }

    /// Says something beside what was asked for, where it can't be taken for a part of it.
    pub fn remark(&self, message: &Message) {
        if !self.quiet {
            complain(&format!("{}: {}", self.messages.plain("severity-info"), self.messages.text(message)));
        }
    }

    /// Says what went wrong that no file of the portal is to blame for.
    pub fn fail(&self, message: &Message) {
        complain(&format!("{}: {}", self.messages.plain("severity-error"), self.messages.text(message)));
        if let Some(help) = self.messages.help(message) {
            complain(&format!("{}: {help}", self.messages.plain("severity-help")));
        }
    }
}

/// A closed pipe is no reason to stop: whoever reads has read enough.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
