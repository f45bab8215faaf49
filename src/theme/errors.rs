//! What Tera says of a template, as findings.

use tera::ErrorKind;

use super::ThemeFiles;
use super::functions::{SEE_PROBLEM, take_problem};
use crate::base::SitePath;
use crate::diag::{Code, Finding, Message, Place};

/// An error of a template, with its place where Tera tells one.
pub(super) fn template_findings(error: &tera::Error, files: &ThemeFiles) -> Vec<Finding> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span().range.clone();
            vec![finding_at(report.filename(), span, report.message(), files)]
        }
        // Unknown names come as ready-made reports, several in one message.
        _ => message_findings(&full_message(error), files),
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

fn finding_at(name: &str, span: std::ops::Range<usize>, said: &str, files: &ThemeFiles) -> Finding {
    let problem = if said.contains(SEE_PROBLEM) { take_problem() } else { None };
    let message = problem.unwrap_or_else(|| template_error(said));
    match files.get(name) {
        Some(file) => {
            let place = Place::span(&file.path, file.text().unwrap_or(""), span);
            Finding::error(Code::ThemeTemplate, place, message)
        }
        None => nowhere(message),
    }
}

fn template_error(said: &str) -> Message {
    Message::new("template-error").with("detail", said.trim().trim_start_matches("error: "))
}

fn nowhere(message: Message) -> Finding {
    Finding::error_somewhere(Code::ThemeTemplate, None, message)
}

fn message_findings(said: &str, files: &ThemeFiles) -> Vec<Finding> {
    let reports: Vec<&str> = said.split("\n\n").filter(|report| report.contains(" --> ")).collect();
    if reports.is_empty() {
        return vec![nowhere(Message::new("template-error").with("detail", said.trim()))];
    }
    reports.iter().map(|report| reported(report, files)).collect()
}

/// One report: its first line says what, ` --> file:line:column` where.
fn reported(report: &str, files: &ThemeFiles) -> Finding {
    let said = report.lines().find(|line| !line.trim().is_empty() && !line.contains("-->")).unwrap_or(report);
    let message = template_error(said);
    let place = report.lines().find_map(|line| {
        let (_, position) = line.split_once("--> ")?;
        let mut parts = position.trim().rsplitn(3, ':');
        let column: usize = parts.next()?.parse().ok()?;
        let line: usize = parts.next()?.parse().ok()?;
        let name = parts.next()?.trim_matches(['[', ']', ' ']);
        let file = files.get(name)?;
        Some(place_of_line(&file.path, file.text()?, line, column))
    });
    match place {
        Some(place) => Finding::error(Code::ThemeTemplate, place, message),
        None => nowhere(message),
    }
}

fn place_of_line(path: &SitePath, text: &str, line: usize, column: usize) -> Place {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or("");
    let before: usize = rest.chars().take(column.saturating_sub(1)).map(char::len_utf8).sum();
    Place::span(path, text, start + before..start + before + 1)
}
