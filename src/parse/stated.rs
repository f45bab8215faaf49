//! What a head states, with the place where it does.

use toml::Spanned;
use toml::de::DeValue;

use crate::config::Config;
use crate::diag::{Code, Finding, Message, Place};
use crate::figures::{Figure, FigureProblem, Metric, ProblemKind, Reading, WarningKind};
use crate::tables::{TableReader, integer_of, nearest};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub place: Place,
}

/// One figure of a post or a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StatedFigure {
    /// The metric's id.
    pub metric: String,
    /// The figure.
    pub figure: Figure,
    /// Where it is stated.
    pub place: Place,
}

/// Reads `[figures]`: what it states, and the names of what could not be read.
pub fn read_figures(reader: &TableReader<'_>, config: &Config) -> (Vec<StatedFigure>, Vec<String>) {
    let Some(table) = reader.table("figures") else { return (Vec::new(), Vec::new()) };
    let (mut figures, mut unreadable) = (Vec::new(), Vec::new());
    for (key, value) in table.entries() {
        let figure = match config.metrics.get(key.value) {
            Some(metric) => read_figure(&table, metric, value, config),
            None => {
                table.report(unknown_metric(key.value, table.source().place(key.span.clone()), config));
                None
            }
        };
        match figure {
            Some(figure) => figures.push(figure),
            None => unreadable.push(key.value.to_owned()),
        }
    }
    reader.report_all(table.finish());
    (figures, unreadable)
}

/// Reads one figure; what can't be read is told at the character that is to blame.
pub(super) fn read_figure(
    table: &TableReader<'_>,
    metric: &Metric,
    value: &Spanned<DeValue<'_>>,
    config: &Config,
) -> Option<StatedFigure> {
    let place = table.source().place(value.span());
    match reading_of(value.get_ref(), metric, config) {
        Ok(reading) => {
            for warning in &reading.warnings {
                let at = place_of_characters(table, value, warning.at, warning.width);
                table.report(odd_figure(warning.kind, metric, at));
            }
            Some(StatedFigure { metric: metric.id.clone(), figure: reading.figure, place })
        }
        Err(problem) => {
            let at = place_of_characters(table, value, problem.at, problem.width);
            table.report(unreadable_figure(&problem, metric, at));
            None
        }
    }
}

/// `posts` is counted by Miao, not stated; any other name that no metric has may be a slip.
pub(super) fn unknown_metric(name: &str, place: Place, config: &Config) -> Finding {
    let message = match nearest(name, config.metrics.keys().map(String::as_str)) {
        Some(near) => Message::new("figure-unknown-near").with("name", name).with("nearest", near),
        None => Message::new("figure-unknown").with("name", name),
    };
    Finding::error(Code::FiguresUnknown, place, message)
}

/// What is odd about a figure that was read as it stands.
pub fn odd_figure(kind: WarningKind, metric: &Metric, place: Place) -> Finding {
    Finding::warning(code_of(kind), place, described(Message::new(kind.message()), metric))
}

/// Why a figure can't be read.
pub fn unreadable_figure(problem: &FigureProblem, metric: &Metric, place: Place) -> Finding {
    let mut message = described(Message::new(problem.kind.message()), metric);
    message.args.extend(problem.kind.arguments());
    Finding::error(Code::FiguresUnreadable, place, message)
}

/// A rate over 100 % is its own kind of finding; the rest is about how bounds are written (NUM-4).
fn code_of(warning: WarningKind) -> Code {
    match warning {
        WarningKind::OverHundred => Code::FiguresRate,
        _ => Code::TextQualifier,
    }
}

fn described(message: Message, metric: &Metric) -> Message {
    let unit = if metric.unit.is_empty() { "none" } else { &metric.unit };
    message.with("label", &metric.label).with("expected", unit)
}

fn reading_of(value: &DeValue<'_>, metric: &Metric, config: &Config) -> Result<Reading, FigureProblem> {
    let whole = |kind| FigureProblem { kind, at: 0, width: 0 };
    match value {
        DeValue::String(text) => crate::figures::read_text(text, metric, &config.metrics),
        DeValue::Integer(_) => match integer_of(value) {
            Some(number) => crate::figures::read_integer(number, metric),
            None => Err(whole(ProblemKind::TooLarge)),
        },
        DeValue::Float(number) => match number.as_str().replace('_', "").parse() {
            Ok(number) => crate::figures::read_float(number, metric),
            Err(_) => Err(whole(ProblemKind::NotFinite)),
        },
        DeValue::Table(table) => {
            let inner = table.get("value").ok_or_else(|| whole(ProblemKind::NoNumber))?;
            let reading = match inner.get_ref() {
                DeValue::Table(_) => return Err(whole(ProblemKind::WrongType)),
                plain => reading_of(plain, metric, config)?,
            };
            match table.get("bound").map(|bound| bound.get_ref().as_str()) {
                None => Ok(reading),
                Some(Some(bound)) => crate::figures::with_bound(reading, bound, metric),
                Some(None) => Err(whole(ProblemKind::WrongType)),
            }
        }
        _ => Err(whole(ProblemKind::WrongType)),
    }
}

/// The place of some characters of a text value; of the whole value where it is no text.
fn place_of_characters(table: &TableReader<'_>, value: &Spanned<DeValue<'_>>, at: usize, width: usize) -> Place {
    match value.get_ref() {
        DeValue::String(text) => table.source().place_in_text(value.span(), text, at, width),
        _ => table.source().place(value.span()),
    }
}
