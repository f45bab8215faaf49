//! What a head states, with the place where it does.

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::Config;
use crate::diag::{Code, Finding, Message, Place};
use crate::figures::{Figure, FigureProblem, Metric, ProblemKind, Reading, WarningKind};
use crate::tables::{TableReader, integer_of, nearest};

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where.
    pub place: Place,
}

/// One figure of a post or a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
        let figure = match stated_metric(key.value, config) {
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
    let reading = match value.get_ref().as_table() {
        Some(inner) => read_spelled_out(table, metric, value, inner, config),
        None => read_plain(table, metric, value, config),
    };
    Some(StatedFigure { metric: metric.id.clone(), figure: reading?.figure, place })
}

/// Reads a number, or a text that says one.
fn read_plain(
    table: &TableReader<'_>,
    metric: &Metric,
    value: &Spanned<DeValue<'_>>,
    config: &Config,
) -> Option<Reading> {
    told(table, metric, value, reading_of(value.get_ref(), metric, config))
}

/// The keys of a figure that is spelled out.
const KEYS: [&str; 2] = ["value", "bound"];

/// Reads `{ value = 80, bound = "at-least" }`. A key that is misspelled may be the bound: without it the figure would
/// say more than its post does, and so it doesn't count.
fn read_spelled_out(
    table: &TableReader<'_>,
    metric: &Metric,
    whole: &Spanned<DeValue<'_>>,
    inner: &DeTable<'_>,
    config: &Config,
) -> Option<Reading> {
    let unknown: Vec<_> =
        inner.iter().map(|(key, _)| key).filter(|key| !KEYS.contains(&key.get_ref().as_ref())).collect();
    for key in &unknown {
        table.report(unknown_key(key.get_ref(), table.source().place(key.span())));
    }
    let refuse =
        |at: &Spanned<DeValue<'_>>, kind| told(table, metric, at, Err(FigureProblem { kind, at: 0, width: 0 }));
    let Some(value) = inner.get("value") else { return refuse(whole, ProblemKind::NoNumber) };
    if value.get_ref().is_table() {
        return refuse(value, ProblemKind::WrongType);
    }
    let reading = read_plain(table, metric, value, config);
    let bounded = match inner.get("bound") {
        None => reading,
        Some(bound) => match bound.get_ref().as_str() {
            Some(name) => told(table, metric, bound, crate::figures::with_bound(reading?, name, metric)),
            None => refuse(bound, ProblemKind::WrongType),
        },
    };
    bounded.filter(|_| unknown.is_empty())
}

fn unknown_key(name: &str, place: Place) -> Finding {
    let near = nearest(name, KEYS.into_iter()).unwrap_or("none");
    let message = Message::new("figure-key-unknown").with("key", name).with("nearest", near);
    Finding::error(Code::FiguresUnreadable, place, message)
}

/// Tells what is wrong or odd about what was read from `value`, at its character.
fn told(
    table: &TableReader<'_>,
    metric: &Metric,
    value: &Spanned<DeValue<'_>>,
    outcome: Result<Reading, FigureProblem>,
) -> Option<Reading> {
    match outcome {
        Ok(mut reading) => {
            for warning in reading.warnings.drain(..) {
                let at = place_of_characters(table, value, warning.at, warning.width);
                table.report(odd_figure(warning.kind, metric, at));
            }
            Some(reading)
        }
        Err(problem) => {
            let at = place_of_characters(table, value, problem.at, problem.width);
            table.report(unreadable_figure(&problem, metric, at));
            None
        }
    }
}

/// The metric of that id, which a post may state: posts are counted by Miao.
pub(super) fn stated_metric<'c>(name: &str, config: &'c Config) -> Option<&'c Metric> {
    config.metrics.get(name).filter(|metric| !metric.counts_posts())
}

/// `posts` is counted by Miao, not stated; any other name that no metric has may be a slip, or a metric's label.
pub(super) fn unknown_metric(name: &str, place: Place, config: &Config) -> Finding {
    let stated = config.metrics.values().filter(|metric| !metric.counts_posts());
    let names = stated.clone().flat_map(|metric| [metric.id.as_str(), metric.label.as_str()]);
    let found = nearest(name, names);
    let id_of = |near: &str| stated.clone().find(|metric| metric.id == near || metric.label == near);
    let message = match found.and_then(id_of).map(|metric| &metric.id) {
        _ if config.metrics.get(name).is_some_and(Metric::counts_posts) => {
            Message::new("figure-counted").with("name", name)
        }
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
