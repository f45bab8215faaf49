//! What is found by two ways is told once.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::SitePath;
use crate::diag::{Code, Finding};

/// Words that were told of a line, and the columns that they are about.
type Told = Vec<(&'static str, Range<usize>)>;

/// Of findings about the qualifiers of one number, keeps the first: figures are read as numbers, and the head or the
/// ledger that they stand in as a text beside that.
pub fn tell_once(findings: &mut Vec<Finding>) {
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
