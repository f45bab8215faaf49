//! What is wrong with the portal, for the overlay of an open page, and what should be mended in that page before
//! publishing: text only, in the language of the program.

use serde::Serialize;

use crate::diag::{Finding, Message, Severity};
use crate::report::{Messages, Told};

/// How many errors an overlay shows; a broken theme can have one for each page.
const SHOWN: usize = 20;

/// Words for people who look at a page.
pub struct Wording {
    messages: Messages,
    language: &'static str,
}

/// An overlay.
#[derive(Debug, Serialize)]
pub(super) struct Overlay {
    language: &'static str,
    title: String,
    note: String,
    close: String,
    more: usize,
    problems: Vec<Problem>,
}

/// What should be mended in a page before publishing: a line that can be unfolded, and never in the way.
#[derive(Debug, Serialize)]
pub(super) struct Remarks {
    language: &'static str,
    title: String,
    more: usize,
    problems: Vec<Problem>,
}

#[derive(Debug, Serialize)]
struct Problem {
    severity: &'static str,
    place: String,
    message: String,
    help: Option<String>,
    /// The line, cut into what stands before the mistake, the mistake, and what follows.
    excerpt: Option<[String; 3]>,
}

impl Wording {
    /// In one language; `language` is its tag.
    pub fn new(messages: Messages, language: &'static str) -> Self {
        Self { messages, language }
    }

    /// The overlay of these findings; `None` where no error is among them.
    pub(super) fn overlay(&self, findings: &[Finding]) -> Option<Overlay> {
        let errors: Vec<&Finding> = findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
        if errors.is_empty() {
            return None;
        }
        Some(Overlay {
            language: self.language,
            title: self.messages.plain("overlay-title"),
            note: self.messages.plain("overlay-note"),
            close: self.messages.plain("overlay-close"),
            more: errors.len().saturating_sub(SHOWN),
            problems: errors.into_iter().take(SHOWN).map(|finding| self.problem(finding)).collect(),
        })
    }

    /// What `miao check` finds in a page, the worst first; `None` where that is nothing.
    pub(super) fn remarks(&self, findings: &[Finding]) -> Option<Remarks> {
        if findings.is_empty() {
            return None;
        }
        let mut findings: Vec<&Finding> = findings.iter().collect();
        findings.sort_by_key(|finding| finding.severity);
        Some(Remarks {
            language: self.language,
            title: self.messages.text(&Message::new("remarks-title").with("count", findings.len())),
            more: findings.len().saturating_sub(SHOWN),
            problems: findings.into_iter().take(SHOWN).map(|finding| self.problem(finding)).collect(),
        })
    }

    /// The page of a portal of which no page has ever been made.
    pub(super) fn empty_page(&self) -> Vec<u8> {
        format!(
            "<!doctype html><html lang=\"{}\"><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>Miao</title><body><p>{}</p></body></html>",
            self.language,
            self.messages.plain("overlay-empty")
        )
        .into_bytes()
    }

    fn problem(&self, finding: &Finding) -> Problem {
        let place = finding.place.as_ref();
        let position = place.and_then(|place| place.position.as_ref());
        let path = place.map_or("", |place| place.path.as_str());
        let told = Told::of(finding, &self.messages);
        Problem {
            severity: finding.severity.as_str(),
            place: position.map_or(path.to_owned(), |at| format!("{path}:{}:{}", at.line, at.column)),
            message: told.message,
            help: told.help,
            excerpt: position.map(|at| cut(&told.excerpt, at.shown().start, at.width)),
        }
    }
}

fn cut(line: &str, before: usize, width: usize) -> [String; 3] {
    let mut characters = line.chars();
    let before = characters.by_ref().take(before).collect();
    let marked = characters.by_ref().take(width).collect();
    [before, marked, characters.collect()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::SitePath;
    use crate::diag::{Code, Place};
    use crate::report::Speech;

    #[test]
    fn no_number_of_a_person_is_shown() {
        let path = SitePath::new("content/a.md").expect("a path");
        let number = format!("139{:08}", 55);
        let source = format!("x = \"{number}\"");
        let place = Place::span(&path, &source, 5..16);
        let message = Message::new("key-unknown").with("key", &number);
        let finding = Finding::error(Code::HeadUnknownKey, place, message);
        let overlay = Wording::new(Messages::new(Speech::English), "en").overlay(&[finding]).expect("an overlay");
        let shown = serde_json::to_string(&overlay).expect("JSON");
        assert!(!shown.contains(&number) && shown.matches("139****0055").count() >= 2, "{shown}");
    }

    #[test]
    fn a_line_is_cut_at_characters() {
        assert_eq!(cut("资金 = \"三\"", 5, 3), ["资金 = ", "\"三\"", ""].map(str::to_owned));
        assert_eq!(cut("a", 7, 3), ["a", "", ""].map(str::to_owned));
    }
}
