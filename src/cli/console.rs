//! Where messages go: findings to people on the standard error, to programs as JSON on the standard output.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};

use crate::base::SitePath;
use crate::diag::{Finding, Message, Severity};
use crate::report::{Messages, Speech, json_line, sarif, terminal_text};

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
        self.print_all(findings)
    }

    /// A word of the program.
    pub fn plain(&self, id: &'static str) -> String {
        self.messages.plain(id)
    }

    /// Whether somebody sits before a terminal and wants to be told how far it is.
    pub fn shows_progress(&self) -> bool {
        !self.quiet && !self.json && std::io::stderr().is_terminal()
    }

    /// Whether a program reads what was asked for.
    pub fn is_for_programs(&self) -> bool {
        self.json
    }

    fn print_all(&self, findings: &[Finding]) -> bool {
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

    /// Prints every finding by file, the file with the worst first. Gives whether any is an error.
    pub fn grouped(&self, findings: &mut Vec<Finding>) -> bool {
        findings.sort();
        findings.dedup();
        let mut worst: BTreeMap<Option<SitePath>, Severity> = BTreeMap::new();
        for finding in findings.iter() {
            let own = worst.entry(file_of(finding)).or_insert(finding.severity);
            *own = finding.severity.min(*own);
        }
        let rank = |finding: &Finding| worst.get(&file_of(finding)).copied();
        findings.sort_by_cached_key(|finding| (rank(finding), file_of(finding)));
        self.print_all(findings)
    }

    /// Prints all findings as one SARIF object. Gives whether any is an error.
    pub fn sarif(&self, findings: &mut Vec<Finding>) -> bool {
        findings.sort();
        findings.dedup();
        print(&sarif(findings, &self.messages));
        findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Asks a question that is answered with yes or no; nobody who could answer means no.
    pub fn ask(&self, question: &Message) -> bool {
        if !std::io::stdin().is_terminal() {
            return false;
        }
        complain(&self.messages.text(question));
        let mut answer = String::new();
        let read = std::io::stdin().read_line(&mut answer);
        read.is_ok() && matches!(answer.trim().to_lowercase().as_str(), "y" | "yes" | "是")
    }

    /// Says how something went; nothing where quiet was asked for.
    pub fn say(&self, message: &Message) {
        if !self.quiet && !self.json {
            print(&self.messages.text(message));
        }
    }

    /// Says how far a long work is, on a line that the next one replaces; only where somebody watches a terminal.
    pub fn progress(&self, message: &Message) {
        if self.shows_progress() {
            let _ = write!(std::io::stderr(), "\r{}", self.messages.text(message));
        }
    }

    /// Clears the line of [`Self::progress`].
    pub fn end_progress(&self) {
        if self.shows_progress() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
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

fn file_of(finding: &Finding) -> Option<SitePath> {
    finding.place.as_ref().map(|place| place.path.clone())
}

/// A closed pipe is no reason to stop: whoever reads has read enough.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
