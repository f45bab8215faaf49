//! What is found by two ways is told once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::base::SitePath;
use crate::diag::{Code, Finding};

/// Words that were told of a line, and the columns that they are about.
type Told = Vec<(&'static str, Range<usize>)>;

/// Of findings about the qualifiers of one number, keeps the first: figures are read as numbers, and the head or the
/// ledger that they stand in as a text beside that.
pub fn tell_once(findings: &mut Vec<Finding>) {
    leave_out_unread_heads(findings);
    let mut lines: BTreeMap<(SitePath, usize), Told> = BTreeMap::new();
    findings.retain(|finding| {
        let place = finding.place.as_ref().filter(|_| finding.code == Code::TextQualifier);
        let Some((path, position)) = place.and_then(|place| Some((&place.path, place.position.as_ref()?))) else {
            return true;
        };
        let columns = position.column..position.column + position.width;
        let told = lines.entry((path.clone(), position.line)).or_default();
        let meets = |other: &Range<usize>| columns.start < other.end && other.start < columns.end;
        if told.iter().any(|(id, other)| *id != finding.message.id && meets(other)) {
            return false;
        }
        told.push((finding.message.id, columns));
        true
    });
}

/// Of a head that can't be read nobody knows what it lacks.
fn leave_out_unread_heads(findings: &mut Vec<Finding>) {
    let path_of = |finding: &Finding| finding.place.as_ref().map(|place| place.path.clone());
    let broken = findings.iter().filter(|finding| finding.code == Code::HeadSyntax);
    let broken: BTreeSet<SitePath> = broken.filter_map(path_of).collect();
    if !broken.is_empty() {
        let is_unread = |finding: &Finding| path_of(finding).is_some_and(|path| broken.contains(&path));
        findings.retain(|finding| finding.code != Code::HeadSource || !is_unread(finding));
    }
}
