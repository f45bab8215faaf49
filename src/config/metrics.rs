//! `[metrics.*]` and `[kinds.*]` of site.toml.

use std::collections::BTreeMap;

use toml::de::DeValue;

use crate::diag::{Finding, Message};
use crate::figures::{Decimal, Formula, FormulaFault, FormulaProblem, Kind, Metric, Nature};
use crate::stats::{Grain, Period};
use crate::tables::{Keyed, TableReader, integer_of, nearest};

/// The metrics by id, and their ids in the order of the file.
pub(super) fn read_metrics(reader: &TableReader<'_>) -> (BTreeMap<String, Metric>, Vec<String>) {
    let posts = Metric::posts();
    let mut order = Vec::new();
    let mut weights = Vec::new();
    let mut metrics = BTreeMap::from([(posts.id.clone(), posts)]);
    let Some(all) = reader.table("metrics") else { return (metrics, order) };
    for (key, _) in all.entries() {
        let Some(table) = all.table(key.value) else { continue };
        let metric = read_metric(key.value, &table);
        weights.extend(table.text("per"));
        reader.report_all(table.finish());
        order.push(metric.id.clone());
        metrics.insert(metric.id.clone(), metric);
    }
    // Only now: a rate may be weighted by a metric that comes after it.
    for per in weights {
        check_metric_name(reader, "per", &per, &metrics);
    }
    reader.report_all(all.finish());
    (metrics, order)
}

fn read_metric(id: &str, table: &TableReader<'_>) -> Metric {
    Metric {
        id: id.to_owned(),
        label: table.plain_text("label").unwrap_or_else(|| id.to_owned()),
        unit: table.plain_text("unit").unwrap_or_default(),
        nature: read_nature(table),
        per: table.plain_text("per"),
        summed_unit: table.plain_text("summed_unit"),
        definition: table.plain_text("definition").unwrap_or_default(),
        target: read_targets(table),
    }
}

fn read_nature(table: &TableReader<'_>) -> Nature {
    let Some(stated) = table.text("nature") else { return Nature::Flow };
    Nature::from_name(&stated.value).unwrap_or_else(|| {
        table.unusable("nature", &stated, "flow, stock, rate");
        Nature::Flow
    })
}

fn read_targets(table: &TableReader<'_>) -> BTreeMap<String, Decimal> {
    let Some(targets) = table.table("target") else { return BTreeMap::new() };
    let mut read = BTreeMap::new();
    for (key, value) in targets.entries() {
        let period = Period::parse_fixed(key.value).ok().filter(|period| period.grain() != Grain::All);
        let Some(period) = period else {
            let stated = Keyed { value: key.value.to_owned(), span: key.span };
            targets.unusable("target", &stated, "2023, 2023-H1, 2023-Q1, 2023-03");
            continue;
        };
        match target_of(value.get_ref()) {
            Some(number) if number > Decimal::ZERO => {
                read.insert(period.to_string(), number);
            }
            Some(number) => {
                let stated = Keyed { value: number.to_string(), span: value.span() };
                targets.unusable(key.value, &stated, "> 0");
            }
            None => targets.wrong_type(key.value, value.span(), "value-wants-number"),
        }
    }
    table.report_all(targets.finish());
    read
}

fn target_of(value: &DeValue<'_>) -> Option<Decimal> {
    let written = match value {
        DeValue::Integer(_) => return integer_of(value).map(Decimal::from),
        DeValue::Float(number) => number.as_str(),
        _ => return None,
    };
    written.replace('_', "").parse().ok()
}

/// The kinds by id.
pub(super) fn read_kinds(reader: &TableReader<'_>, metrics: &BTreeMap<String, Metric>) -> BTreeMap<String, Kind> {
    let mut kinds = BTreeMap::new();
    let Some(all) = reader.table("kinds") else { return kinds };
    for (key, _) in all.entries() {
        let Some(table) = all.table(key.value) else { continue };
        let kind = Kind {
            id: key.value.to_owned(),
            label: table.plain_text("label").unwrap_or_else(|| key.value.to_owned()),
            requires: metric_names(&table, "requires", metrics),
            allows: metric_names(&table, "allows", metrics),
            labels: table.texts("labels").map(|texts| texts.value).unwrap_or_default(),
            checks: read_checks(&table, metrics),
            schema: table.plain_text("schema"),
        };
        reader.report_all(table.finish());
        kinds.insert(kind.id.clone(), kind);
    }
    reader.report_all(all.finish());
    kinds
}

fn read_checks(table: &TableReader<'_>, metrics: &BTreeMap<String, Metric>) -> Vec<Formula> {
    let mut checks = Vec::new();
    for stated in table.placed_texts("check") {
        match Formula::read(&stated.value, metrics.keys().map(String::as_str)) {
            Ok(formula) => checks.push(formula),
            Err(problem) => table.report(bad_formula(table, &stated, &problem, metrics)),
        }
    }
    checks
}

fn bad_formula(
    table: &TableReader<'_>,
    stated: &Keyed<String>,
    problem: &FormulaProblem,
    metrics: &BTreeMap<String, Metric>,
) -> Finding {
    let near = |name: &str| nearest(name, metrics.keys().map(String::as_str)).unwrap_or("none").to_owned();
    let message = match &problem.fault {
        FormulaFault::UnknownMetric { name } => {
            Message::new("config-metric-unknown").with("key", "check").with("name", name).with("nearest", near(name))
        }
        FormulaFault::Syntax => Message::new("formula-syntax"),
        FormulaFault::TooLong => Message::new("formula-too-long"),
        FormulaFault::NoCondition => Message::new("formula-no-condition"),
        FormulaFault::Assignment => Message::new("formula-assignment"),
        FormulaFault::Unsupported => Message::new("formula-unsupported"),
    };
    let source = table.source();
    let place = source.place_in_text(stated.span.clone(), &stated.value, problem.at, problem.width);
    Finding::error(source.codes.value, place, message)
}

fn metric_names(table: &TableReader<'_>, key: &str, metrics: &BTreeMap<String, Metric>) -> Vec<String> {
    let Some(names) = table.texts(key) else { return Vec::new() };
    for name in &names.value {
        check_metric_name(table, key, &Keyed { value: name.clone(), span: names.span.clone() }, metrics);
    }
    names.value
}

fn check_metric_name(table: &TableReader<'_>, key: &str, name: &Keyed<String>, metrics: &BTreeMap<String, Metric>) {
    if metrics.contains_key(&name.value) {
        return;
    }
    let near = nearest(&name.value, metrics.keys().map(String::as_str)).unwrap_or("none");
    let message =
        Message::new("config-metric-unknown").with("key", key).with("name", &name.value).with("nearest", near);
    let source = table.source();
    table.report(Finding::error(source.codes.value, source.place(name.span.clone()), message));
}
