//! What is found in one ledger.

use crate::base::SitePath;
use crate::diag::{Code, Finding, Message, Place, Severity};

/// How many findings of one ledger are told: a column that is wrong all the way down should not bury the rest.
const MOST: usize = 100;

/// Collects the findings of one ledger.
pub(super) struct Report<'l> {
    /// The ledger.
    pub(super) path: &'l SitePath,
    findings: Vec<Finding>,
    untold: usize,
}

impl<'l> Report<'l> {
    /// Nothing found yet.
    pub(super) fn new(path: &'l SitePath) -> Self {
        Self { path, findings: Vec::new(), untold: 0 }
    }

    /// Adds a finding.
    pub(super) fn tell(&mut self, finding: Finding) {
        if self.findings.len() < MOST {
            self.findings.push(finding);
        } else {
            self.untold += 1;
        }
    }

    /// Adds an error about the ledger as a whole.
    pub(super) fn refuse(&mut self, message: impl Into<Message>) {
        self.tell(Finding::error(Code::FiguresUnreadable, Place::file(self.path), message));
    }

    /// The findings, and how many there were besides.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        if self.untold > 0 {
            let message = Message::new("ledger-more-findings").with("count", self.untold);
            let place = Place::file(self.path);
            self.findings.push(Finding::error(Code::FiguresUnreadable, place, message));
        }
        self.findings
    }
}

/// Something worth knowing that needs no mending.
pub(super) fn info(code: Code, place: Place, message: impl Into<Message>) -> Finding {
    Finding { severity: Severity::Info, ..Finding::warning(code, place, message) }
}
