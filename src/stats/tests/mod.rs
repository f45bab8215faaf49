//! Tests of the whole module, on a small portal of invented posts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::*;
use crate::base::{Day, SitePath};
use crate::figures::{Bound, Decimal, Figure, Kind, Metric, Nature, read_text};

mod answering;
mod asking;
mod comparing;
mod speed;

/// What the tests' portal declares.
pub(super) struct Portal {
    pub(super) metrics: BTreeMap<String, Metric>,
    ids: BTreeMap<String, Arc<str>>,
    kinds: BTreeMap<String, Kind>,
    categories: BTreeMap<String, String>,
    taxonomies: Vec<String>,
    labels: BTreeSet<String>,
}

impl Portal {
    pub(super) fn new() -> Self {
        let metric = |id: &str, label: &str, unit: &str, nature| Metric {
            id: id.into(),
            label: label.into(),
            unit: unit.into(),
            nature,
            per: None,
            summed_unit: None,
            definition: format!("{label}的口径"),
            target: BTreeMap::new(),
        };
        let target = BTreeMap::from([("2023".to_owned(), Decimal::from(800_000))]);
        let declared = [
            Metric { target, ..metric("funds", "资助资金", "元", Nature::Flow) },
            Metric { summed_unit: Some("人次".into()), ..metric("people", "服务青年", "人", Nature::Flow) },
            metric("sessions", "活动场次", "场次", Nature::Flow),
            metric("members", "团员", "名", Nature::Stock),
            Metric { per: Some("people".into()), ..metric("attendance", "出勤率", "%", Nature::Rate) },
        ];
        let kind = |id: &str, label: &str, requires: &[&str], allows: &[&str]| Kind {
            id: id.into(),
            label: label.into(),
            requires: requires.iter().map(|id| (*id).to_owned()).collect(),
            allows: allows.iter().map(|id| (*id).to_owned()).collect(),
            ..Kind::default()
        };
        let kinds =
            [kind("donation", "希望工程", &["funds"], &["people"]), kind("training", "培训", &["sessions"], &[])];
        let categories = [("aid", "助学"), ("aid/batches", "批次"), ("news", "动态")];
        Self {
            metrics: declared.iter().cloned().map(|metric| (metric.id.clone(), metric)).collect(),
            ids: declared.iter().map(|metric| (metric.id.clone(), metric.id.as_str().into())).collect(),
            kinds: kinds.into_iter().map(|kind| (kind.id.clone(), kind)).collect(),
            categories: categories.into_iter().map(|(id, title)| (id.to_owned(), title.to_owned())).collect(),
            taxonomies: ["tags", "series", "place"].map(str::to_owned).to_vec(),
            labels: ["donor", "town"].map(str::to_owned).into(),
        }
    }

    pub(super) fn catalog(&self) -> Catalog<'_> {
        Catalog {
            metrics: &self.metrics,
            kinds: &self.kinds,
            categories: &self.categories,
            taxonomies: &self.taxonomies,
            labels: &self.labels,
        }
    }

    pub(super) fn parse(&self, arguments: &[(&str, &str)]) -> Result<Query, Vec<QueryError>> {
        Query::parse(arguments.iter().copied(), &self.catalog(), as_of())
    }

    pub(super) fn ask(&self, posts: &[PostFacts], arguments: &[(&str, &str)]) -> StatResult {
        let query = self.parse(arguments).unwrap_or_else(|errors| panic!("{errors:?}"));
        run(&query, posts.iter(), &self.catalog(), as_of())
    }

    /// A post of a category and a day or period, with figures as they stand in heads.
    pub(super) fn post(&self, path: &str, days: &str, figures: &[(&str, &str)]) -> PostFacts {
        let mut post = PostFacts::new(SitePath::new(&format!("content/{path}.md")).expect("a path"));
        post.category = path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        post.span = (!days.is_empty()).then(|| Period::parse_fixed(days).expect("a period").span());
        post.figures = self.figures(figures);
        post
    }

    pub(super) fn record(&self, day: &str, labels: &[(&str, &str)], figures: &[(&str, &str)]) -> RecordFacts {
        RecordFacts {
            day: (!day.is_empty()).then(|| day.parse().expect("a day")),
            labels: labels.iter().map(|(label, text)| ((*label).to_owned(), (*text).to_owned())).collect(),
            figures: self.figures(figures),
        }
    }

    fn figures(&self, figures: &[(&str, &str)]) -> BTreeMap<Arc<str>, Figure> {
        let read = |text, id: &str| read_text(text, &self.metrics[id], &self.metrics).expect("a figure").figure;
        figures.iter().map(|(id, text)| (self.ids[*id].clone(), read(text, id))).collect()
    }
}

pub(super) fn as_of() -> Day {
    "2023-07-10".parse().expect("a day")
}

/// Keys and texts of a result's groups.
pub(super) fn groups(result: &StatResult) -> Vec<(&str, &str)> {
    let groups = result.groups.as_deref().unwrap_or_default();
    groups.iter().map(|group| (group.key.as_str(), group.total.text.as_str())).collect()
}

/// Paths and reasons of what a result left out.
pub(super) fn left_out(result: &StatResult) -> Vec<(&str, &str)> {
    result.left_out.iter().map(|left| (left.path.as_str(), left.why.as_str())).collect()
}

/// Paths and values of a result's sources.
pub(super) fn sources(result: &StatResult) -> Vec<(&str, String)> {
    result.sources.iter().map(|source| (source.path.as_str(), source.value.to_string())).collect()
}
