//! `figures/missing`, `figures/contradiction` and `figures/repeated`: what posts state, against what site.toml says of
//! their kind and against one another. A rate over 100 % is told where it is read.

use std::collections::BTreeMap;

use super::repeated::repeated_figures;
use crate::config::{Config, Language};
use crate::diag::{Code, Finding, Message, Place};
use crate::figures::{Figure, Formula, Interval, Kind, Metric, Nature, Phrase};
use crate::model::{Post, Site};
use crate::parse::{Record, StatedFigure};
use crate::stats::{PostFacts, RecordFacts};

/// Everything that is wrong with the figures of a site that could be read. Notices that came down are checked too: what
/// they state still counts.
pub fn check_figures(site: &Site) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (post, facts) in site.posts.iter().zip(site.facts()) {
        let checked = CheckedPost { site, post, facts };
        if let Some(kind) = facts.kind.as_ref().and_then(|kind| site.config.kinds.get(kind)) {
            findings.extend(checked.missing(kind));
            kind.checks.iter().for_each(|formula| findings.extend(checked.refuted(formula)));
        }
        findings.extend(checked.records_that_differ());
    }
    findings.extend(repeated_figures(site).into_iter().map(|(id, other, metric)| {
        let (post, facts) = (&site.posts[id], &site.facts()[id]);
        CheckedPost { site, post, facts }.repeated(&site.posts[other], &metric)
    }));
    findings
}

/// What a record states and where, next to what it counts as.
type RecordPair<'s> = (&'s RecordFacts, Option<&'s Record>);

struct CheckedPost<'s> {
    site: &'s Site,
    post: &'s Post,
    facts: &'s PostFacts,
}

impl CheckedPost<'_> {
    fn config(&self) -> &Config {
        &self.site.config
    }

    /// Where the head states a metric; the whole file where it doesn't, or where a notice came down.
    fn place_of(&self, metric: &str) -> Place {
        place_in(&self.post.head.figures, metric).unwrap_or_else(|| Place::file(&self.post.path))
    }

    /// Of an event that is still to come, nothing can be stated yet.
    fn is_to_come(&self) -> bool {
        let event = self.post.head.event.as_ref();
        event.is_some_and(|event| event.end.unwrap_or(event.start).day() >= self.site.today)
    }

    fn missing(&self, kind: &Kind) -> Vec<Finding> {
        if self.facts.repeats.is_some() || self.is_to_come() {
            return Vec::new();
        }
        let metrics = kind.requires.iter().filter_map(|id| self.config().metrics.get(id));
        let lacking = metrics.filter(|metric| {
            let unreadable = self.post.head.unreadable.contains(&metric.id);
            !metric.counts_posts() && !unreadable && !self.facts.states(&metric.id)
        });
        let place = match &self.post.head.kind {
            Some(stated) => stated.place.clone(),
            None => Place::file(&self.post.path),
        };
        lacking
            .map(|metric| {
                let message = Message::new("figures-missing").with("kind", &kind.label);
                let message = message.with("label", &metric.label).with("metric", &metric.id);
                Finding::error(Code::FiguresMissing, place.clone(), message)
            })
            .collect()
    }

    /// The post as a whole, and each of its records, that contradict a formula.
    fn refuted(&self, formula: &Formula) -> Vec<Finding> {
        let mut findings = Vec::new();
        let whole = |name: &str| self.stated_as_a_whole(name);
        let in_head = formula.names().iter().any(|name| self.facts.figures.contains_key(name.as_str()));
        if in_head && formula.is_refuted(|name| whole(name).map(|(_, interval)| interval)) {
            let first = formula.names().iter().find(|name| self.facts.figures.contains_key(name.as_str()));
            let place = first.map_or_else(|| Place::file(&self.post.path), |name| self.place_of(name));
            findings.push(self.contradicted(formula, place, |name| Some(whole(name)?.0)));
        }
        for (record, stated) in self.records() {
            let figure = |name: &str| record.figures.get(name);
            if formula.is_refuted(|name| figure(name).map(Figure::interval)) {
                let first = formula.names().iter().next().and_then(|name| place_in(&stated?.figures, name));
                let place = first.unwrap_or_else(|| Place::file(&self.post.path));
                findings.push(self.contradicted(formula, place, |name| figure(name).map(Figure::phrase)));
            }
        }
        findings
    }

    /// What the head states of a metric; of a flow that only the records state, what they add up to.
    fn stated_as_a_whole(&self, name: &str) -> Option<(Phrase, Interval)> {
        if let Some(figure) = self.facts.figures.get(name) {
            return Some((figure.phrase(), figure.interval()));
        }
        let metric = self.config().metrics.get(name).filter(|metric| metric.nature == Nature::Flow)?;
        let total = self.facts.stated(&metric.id)?;
        Some((total.phrase, total.interval))
    }

    fn contradicted(&self, formula: &Formula, place: Place, said: impl Fn(&str) -> Option<Phrase>) -> Finding {
        let metrics = formula.names().iter().filter_map(|name| self.config().metrics.get(name));
        let values: Vec<String> = metrics
            .filter_map(|metric| Some(format!("{} {}", metric.label, self.words(said(&metric.id)?, metric))))
            .collect();
        let values = values.join(self.config().language.list_comma());
        let message = Message::new("figures-check-failed").with("check", formula.text()).with("values", values);
        Finding::error(Code::FiguresContradiction, place, message)
    }

    fn records_that_differ(&self) -> Vec<Finding> {
        if self.facts.records.is_empty() {
            return Vec::new();
        }
        let stated =
            self.facts.figures.iter().filter_map(|(id, figure)| Some((self.config().metrics.get(&**id)?, figure)));
        let differing = stated.filter_map(|(metric, figure)| {
            let recorded = crate::stats::contradiction(self.facts, metric)?;
            let message = Message::new("figures-records-differ").with("label", &metric.label);
            let message = message
                .with("stated", self.words(figure.phrase(), metric))
                .with("recorded", self.words(recorded.phrase, metric));
            Some(Finding::error(Code::FiguresContradiction, self.place_of(&metric.id), message))
        });
        differing.collect()
    }

    fn repeated(&self, other: &Post, metric: &Metric) -> Finding {
        let value = self.facts.figures.get(metric.id.as_str()).map(|figure| self.words(figure.phrase(), metric));
        let message = Message::new("figures-repeated").with("label", &metric.label).with("other", &other.path);
        let message = message.with("value", value.unwrap_or_default());
        Finding::warning(Code::FiguresRepeated, self.place_of(&metric.id), message)
    }

    /// The records as they count, each with where it stands.
    fn records(&self) -> impl Iterator<Item = RecordPair<'_>> {
        let rows = self.post.head.records.rows();
        self.facts.records.iter().enumerate().map(|(index, record)| (record, rows.get(index)))
    }

    /// All digits: two numbers that differ must look different.
    fn words(&self, phrase: Phrase, metric: &Metric) -> String {
        match self.config().language {
            Language::Chinese => phrase.table(&metric.unit),
            Language::English => self.config().language.figure_text(phrase, &metric.unit),
        }
    }
}

fn place_in(figures: &[StatedFigure], metric: &str) -> Option<Place> {
    figures.iter().find(|stated| stated.metric == metric).map(|stated| stated.place.clone())
}

/// The metrics of a site that are summed: of these, a figure that stands twice is counted twice.
pub(super) fn summed_metrics(config: &Config) -> BTreeMap<&str, &Metric> {
    let summed = config.metrics.values().filter(|metric| metric.nature == Nature::Flow && !metric.counts_posts());
    summed.map(|metric| (metric.id.as_str(), metric)).collect()
}
