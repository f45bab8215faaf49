//! What is found by two ways is told once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::argument;
use crate::base::SitePath;
use crate::diag::{Code, Finding};

/// Words that were told of a line, and the columns that they are about.
type Told = Vec<(&'static str, Range<usize>)>;

/// Of findings about the qualifiers of one number, keeps the first: figures are read as numbers, and the head or the
/// ledger that they stand in as a text beside that.
pub fn tell_once(findings: &mut Vec<Finding>) {
    leave_out_unread_heads(findings);
    leave_out_links_of_cells(findings);
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

/// A link of a workbook is told with the cell that shows the same number.
fn leave_out_links_of_cells(findings: &mut Vec<Finding>) {
    let number_of = |finding: &Finding| {
        let place = finding.place.as_ref()?;
        Some((place.path.clone(), finding.code, argument(finding, "masked")?.to_owned()))
    };
    let is_cell = |finding: &Finding| {
        let position = finding.place.as_ref().and_then(|place| place.position.as_ref());
        position.is_some_and(|position| position.cell.is_some())
    };
    let of_cells: BTreeSet<_> = findings.iter().filter(|one| is_cell(one)).filter_map(number_of).collect();
    findings.retain(|one| is_cell(one) || number_of(one).is_none_or(|number| !of_cells.contains(&number)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{CellName, Message, Place, Position};

    #[test]
    fn a_link_is_told_with_its_cell() {
        let at = |line: usize, name: Option<&str>| {
            let cell = |name: &str| CellName { sheet: "台账".to_owned(), name: name.to_owned(), column: 1 };
            let cell = name.map(|name| Box::new(cell(name)));
            let position = Position { line, column: 1, width: 1, excerpt: String::new(), cell };
            let place = Place { path: SitePath::new("static/a.xlsx").expect("a path"), position: Some(position) };
            Finding::error(Code::PrivacyPhone, place, Message::new("privacy-phone").with("masked", "138****0000"))
        };
        let mut findings = vec![at(1, Some("A1")), at(2, None), at(3, Some("A3"))];
        tell_once(&mut findings);
        assert_eq!(findings, [at(1, Some("A1")), at(3, Some("A3"))]);
        let mut alone = vec![at(2, None)];
        tell_once(&mut alone);
        assert_eq!(alone.len(), 1);
    }
}
