//! What Tera says of a template, as findings.

use std::collections::BTreeMap;
use std::ops::Range;

use tera::ErrorKind;

use super::ThemeFiles;
use super::folding::Folded;
use super::functions::{SEE_PROBLEM, take_problem};
use crate::diag::{Code, Finding, Message, Place};

/// Templates as they were written, and as Tera got them.
pub(super) struct Sources<'s> {
    /// As they were written.
    pub files: &'s ThemeFiles,
    /// As Tera got them, where that is something else.
    pub folded: &'s BTreeMap<String, Folded>,
}

impl Sources<'_> {
    /// The place of what Tera says of a part of a template.
    fn place(&self, name: &str, span: Range<usize>) -> Option<Place> {
        let file = self.files.get(name)?;
        let written = |at: usize| self.folded.get(name).map_or(at, |folded| folded.unfolded(at));
        Some(Place::span(&file.path, file.text().unwrap_or(""), written(span.start)..written(span.end)))
    }

    /// The same of a line and a column.
    fn place_of_line(&self, name: &str, line: usize, column: usize) -> Option<Place> {
        let folded = self.folded.get(name).map(|folded| folded.text.as_str());
        let text = folded.or_else(|| self.files.get(name)?.text())?;
        let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        let rest = text.get(start..).unwrap_or("");
        let before: usize = rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
        self.place(name, start + before..start + before + 1)
    }
}

/// An error of a template, with its place where Tera tells one.
pub(super) fn template_findings(error: &tera::Error, sources: &Sources<'_>) -> Vec<Finding> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span().range.clone();
            vec![finding_at(report.filename(), span, report.message(), sources)]
        }
        // Unknown names come as ready-made reports, several in one message.
        _ => message_findings(&full_message(error), sources),
    }
}

fn full_message(error: &tera::Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

fn finding_at(name: &str, span: Range<usize>, said: &str, sources: &Sources<'_>) -> Finding {
    let problem = if said.contains(SEE_PROBLEM) { take_problem() } else { None };
    let message = problem.unwrap_or_else(|| template_error(said));
    match sources.place(name, span) {
        Some(place) => Finding::error(Code::ThemeTemplate, place, message),
        None => nowhere(message),
    }
}

fn template_error(said: &str) -> Message {
    Message::new("template-error").with("detail", said.trim().trim_start_matches("error: "))
}

fn nowhere(message: Message) -> Finding {
    Finding::error_somewhere(Code::ThemeTemplate, None, message)
}

fn message_findings(said: &str, sources: &Sources<'_>) -> Vec<Finding> {
    let reports: Vec<&str> = said.split("\n\n").filter(|report| report.contains(" --> ")).collect();
    if reports.is_empty() {
        return vec![nowhere(Message::new("template-error").with("detail", said.trim()))];
    }
    reports.iter().map(|report| reported(report, sources)).collect()
}

/// One report: its first line says what, ` --> file:line:column` where.
fn reported(report: &str, sources: &Sources<'_>) -> Finding {
    let said = report.lines().find(|line| !line.trim().is_empty() && !line.contains("-->")).unwrap_or(report);
    let message = template_error(said);
    let place = report.lines().find_map(|line| {
        let (_, position) = line.split_once("--> ")?;
        let mut parts = position.trim().rsplitn(3, ':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let name = parts.next()?.trim_matches(['[', ']', ' ']);
        sources.place_of_line(name, line, column)
    });
    match place {
        Some(place) => Finding::error(Code::ThemeTemplate, place, message),
        None => nowhere(message),
    }
}
