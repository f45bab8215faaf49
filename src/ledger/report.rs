//! What is found in one ledger.

use std::collections::BTreeMap;

use crate::base::SitePath;
use crate::diag::{Code, Finding, Message, Place, Severity};

/// How many findings of one ledger are told: a column that is wrong all the way down should not bury the rest.
const MOST: usize = 100;

/// Collects the findings of one ledger.
pub(super) struct Report<'l> {
    /// The ledger.
    pub(super) path: &'l SitePath,
    told: BTreeMap<Severity, Vec<Finding>>,
    /// How many there were besides, of each severity: they are counted, not kept.
    untold: BTreeMap<Severity, usize>,
}

impl<'l> Report<'l> {
    /// Nothing found yet.
    pub(super) fn new(path: &'l SitePath) -> Self {
        Self { path, told: BTreeMap::new(), untold: BTreeMap::new() }
    }

    /// Adds a finding.
    pub(super) fn tell(&mut self, finding: Finding) {
        let told = self.told.entry(finding.severity).or_default();
        if told.len() < MOST {
            told.push(finding);
        } else {
            *self.untold.entry(finding.severity).or_default() += 1;
        }
    }

    /// Adds an error about the ledger as a whole.
    pub(super) fn refuse(&mut self, message: impl Into<Message>) {
        self.tell(Finding::error(Code::FiguresUnreadable, Place::file(self.path), message));
    }

    /// The findings, the worst first; where there are too many, one more says how many. It is as bad as the worst of
    /// those, so that a ledger with warnings only still builds.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        let mut findings: Vec<_> = self.told.into_values().flatten().collect();
        for finding in findings.split_off(findings.len().min(MOST)) {
            *self.untold.entry(finding.severity).or_default() += 1;
        }
        if let Some(worst) = self.untold.keys().next() {
            let count: usize = self.untold.values().sum();
            let message = Message::new("ledger-more-findings").with("count", count);
            let place = Some(Place::file(self.path));
            findings.push(Finding { place, severity: *worst, code: Code::FiguresUnreadable, message });
        }
        findings
    }
}

/// Something worth knowing that needs no mending.
pub(super) fn info(code: Code, place: Place, message: impl Into<Message>) -> Finding {
    Finding { severity: Severity::Info, ..Finding::warning(code, place, message) }
}
