//! One finding as text for a terminal.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Messages, Told};
use crate::diag::{Finding, Place, Severity};

/// The finding with its place, its line and what to do.
pub fn terminal_text(finding: &Finding, messages: &Messages, colour: bool) -> String {
    let name = messages.plain(match finding.severity {
        Severity::Error => "severity-error",
        Severity::Warning => "severity-warning",
        Severity::Info => "severity-info",
    });
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let Told { message: title, help, excerpt, .. } = Told::of(finding, messages);
    let help_name = messages.plain("severity-help");
    let titled = level.with_name(name.as_str()).primary_title(title.as_str()).id(finding.code.as_str());
    let place = finding.place.as_ref();
    let mut group = match place.and_then(|place| place.position.as_ref()) {
        Some(position) => {
            let shown = position.shown();
            let start = byte_of(&excerpt, shown.start);
            let end = byte_of(&excerpt, shown.end).max(start);
            let snippet = Snippet::source(excerpt.as_str()).line_start(position.line);
            let snippet = snippet.annotation(AnnotationKind::Primary.span(start..end));
            if position.is_far() {
                // Counted in the excerpt, the column would be another.
                let origin = Origin::path(path_of(place)).line(position.line).char_column(position.column);
                titled.element(origin).element(snippet)
            } else {
                titled.element(snippet.path(path_of(place)))
            }
        }
        None => match place {
            Some(place) => titled.element(Origin::path(place.path.as_str())),
            None => Group::with_title(titled),
        },
    };
    if let Some(help) = &help {
        group = group.element(Level::HELP.with_name(help_name.as_str()).message(help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).render(&[group])
}

fn path_of(place: Option<&Place>) -> &str {
    place.map_or("", |place| place.path.as_str())
}

fn byte_of(text: &str, characters: usize) -> usize {
    text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at)
}
