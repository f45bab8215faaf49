//! Small cells (PII-T2): rows that tell of very few people by what they have in common, such as village, school and sex.

use crate::config::Config;
use crate::diag::{Code, Finding, Message};
use crate::figures::{Decimal, Metric};
use crate::model::Post;
use crate::parse::{Record, StatedFigure};

/// Rows with fewer people than this let a neighbour guess who they are.
const LEAST: i64 = 5;

/// A row that is told apart by fewer texts than this is a part of the whole, not a cell.
const TEXTS: usize = 2;

/// Units in which people are counted.
const PEOPLE: [&str; 8] = ["人", "名", "位", "人次", "people", "persons", "children", "pupils"];

/// A finding for each metric of people of which a post's records, published row by row, have small cells: at the first.
pub(super) fn check_cells(post: &Post, config: &Config) -> Vec<Finding> {
    let metrics = config.metrics.values().filter(|metric| PEOPLE.contains(&metric.unit.as_str()));
    metrics.filter_map(|metric| small_cells(post, metric)).collect()
}

fn small_cells(post: &Post, metric: &Metric) -> Option<Finding> {
    let mut cells = post.head.records.rows().iter().filter(|row| is_cell(row)).filter_map(|row| small(row, metric));
    let first = cells.next()?;
    let message = Message::new("privacy-small-cell").with("label", &metric.label).with("count", cells.count() + 1);
    Some(Finding::warning(Code::PrivacySmallCell, first.place.clone(), message))
}

fn is_cell(row: &Record) -> bool {
    row.labels.values().filter(|text| !text.is_empty()).count() >= TEXTS
}

fn small<'r>(row: &'r Record, metric: &Metric) -> Option<&'r StatedFigure> {
    let few = |stated: &&StatedFigure| {
        let value = stated.figure.value();
        value > Decimal::ZERO && value < Decimal::from(LEAST)
    };
    row.figures.iter().filter(|stated| stated.metric == metric.id).find(few)
}
