//! What one finding hides of its line is hidden in the lines of all others too.

use std::collections::BTreeMap;

use crate::base::SitePath;
use crate::diag::{Finding, Position};

/// What is shown of a line from a column on, in characters.
type Hidden = Vec<(usize, Vec<char>)>;

/// Hides in the lines of all findings what those of privacy hide: a name or an address is nothing that its line alone tells.
pub fn hide_among(findings: &mut [Finding]) {
    let mut hidden: BTreeMap<(SitePath, usize), Hidden> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.code.as_str().starts_with("privacy/")) {
        let Some((path, position)) = place_of(finding) else { continue };
        let shown = position.shown();
        let written = position.excerpt.chars().skip(shown.start).take(shown.len()).collect();
        hidden.entry((path.clone(), position.line)).or_default().push((position.column, written));
    }
    if hidden.is_empty() {
        return;
    }
    for finding in findings {
        let Some(of_line) = place_of(finding).and_then(|(path, position)| hidden.get(&(path.clone(), position.line)))
        else {
            continue;
        };
        if let Some(position) = finding.place.as_mut().and_then(|place| place.position.as_mut()) {
            position.excerpt = overlaid(position, of_line);
        }
    }
}

/// The place of a finding in a text with lines.
fn place_of(finding: &Finding) -> Option<(&SitePath, &Position)> {
    let place = finding.place.as_ref()?;
    Some((&place.path, place.position.as_ref().filter(|position| position.cell.is_none())?))
}

fn overlaid(position: &Position, hidden: &Hidden) -> String {
    let mut excerpt: Vec<char> = position.excerpt.chars().collect();
    // The excerpt of a long line begins within it.
    let first = position.column.saturating_sub(position.shown().start);
    for (column, written) in hidden {
        for (index, one) in written.iter().enumerate() {
            let at = (column + index).checked_sub(first);
            if let Some(there) = at.and_then(|at| excerpt.get_mut(at)).filter(|_| *one == '*') {
                *there = '*';
            }
        }
    }
    excerpt.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Code, Message, Place};

    #[test]
    fn a_line_is_hidden_wherever_it_is_shown() {
        let path = SitePath::new("content/a.md").expect("a path");
        for before in ["", "远".repeat(1200).as_str()] {
            let line = format!("{before}受助学生李晓梅，奈团发文");
            let at = |words: &str| line.find(words).expect("there");
            let place = |words: &str| Place::span(&path, &line, at(words)..at(words) + words.len());
            let mut name = Finding::error(Code::PrivacyMinor, place("李晓梅"), Message::new("privacy-minor"));
            let position = name.place.as_mut().and_then(|place| place.position.as_mut()).expect("a position");
            position.excerpt = position.excerpt.replace("李晓梅", "李**");
            let number = Finding::warning(Code::TextDocNo, place("奈团发文"), Message::new("document-number-form"));
            let mut findings = [name, number];
            hide_among(&mut findings);
            let shown = |finding: &Finding| place_of(finding).expect("a place").1.excerpt.clone();
            assert!(
                findings.iter().all(|one| shown(one).ends_with("受助学生李**，奈团发文")),
                "{}",
                shown(&findings[1])
            );
        }
    }
}
