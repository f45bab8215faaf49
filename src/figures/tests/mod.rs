//! Tests of the whole module.

use std::collections::BTreeMap;

use super::*;

mod reading;
mod showing;
mod summing;

/// A metric with a unit, and nothing else of note.
pub(super) fn metric(id: &str, unit: &str, nature: Nature) -> Metric {
    Metric {
        id: id.into(),
        label: id.into(),
        unit: unit.into(),
        nature,
        per: None,
        summed_unit: None,
        definition: String::new(),
        target: BTreeMap::new(),
    }
}

/// A portal's metrics: `people` in 人 whose sums are 人次, `rate` in %, and one metric for each other unit.
pub(super) fn metrics() -> BTreeMap<String, Metric> {
    let plain = ["元", "场次", "场", "个", "名", "小时", "千克", "万元", "份"];
    let mut all: BTreeMap<String, Metric> =
        plain.into_iter().map(|unit| (unit.to_owned(), metric(unit, unit, Nature::Flow))).collect();
    let people = Metric { summed_unit: Some("人次".into()), ..metric("人", "人", Nature::Flow) };
    all.insert("人".into(), people);
    all.insert("%".into(), metric("%", "%", Nature::Rate));
    all.insert("元/人".into(), metric("元/人", "元/人", Nature::Rate));
    all.insert(String::new(), metric("", "", Nature::Flow));
    all
}

/// A figure from its number and bound.
pub(super) fn figure(value: &str, bound: Bound) -> Figure {
    Figure::new(value.parse().expect("a decimal"), bound).expect("a figure")
}
