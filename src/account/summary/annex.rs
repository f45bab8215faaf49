//! What has to be looked at before the summary is handed in, and each term of each total.

use super::Summary;
use crate::base::{SitePath, Spreadsheet};
use crate::config::Language;
use crate::figures::{Metric, Phrase, plain};
use crate::stats::Source;
use crate::view::{SummaryAnnex, SummaryNote, SummaryTerm};

impl Summary<'_> {
    fn note(&self, path: &SitePath, metric: &Metric, text: String) -> Option<SummaryNote> {
        let post = self.link(self.site.post_at(path)?);
        Some(SummaryNote { post, label: metric.label.clone(), text })
    }

    /// The figures of totals that are not exact.
    pub(super) fn approximate(&self) -> Vec<SummaryNote> {
        let sources =
            self.results.iter().flat_map(|(metric, result)| result.sources.iter().map(move |source| (metric, source)));
        let loose = sources.filter(|(_, source)| source.bound.is_approximate());
        let text = |metric: &Metric, source: &Source| self.language().figure_text(source.phrase, &metric.unit);
        loose.filter_map(|(metric, source)| self.note(&source.path, metric, text(metric, source))).collect()
    }

    /// What posts of the period have to state and don't.
    pub(super) fn missing(&self) -> Vec<SummaryNote> {
        let mut notes = Vec::new();
        for (metric, result) in &self.results {
            let required = |path: &&SitePath| {
                let place = self.site.facts().iter().find(|facts| facts.path == **path);
                let kind = place.and_then(|facts| self.config().kinds.get(facts.kind.as_ref()?));
                kind.is_some_and(|kind| kind.requires.contains(&metric.id))
            };
            notes.extend(
                result.silent.iter().filter(required).filter_map(|path| self.note(path, metric, String::new())),
            );
        }
        notes
    }

    /// What concerns the period and doesn't count.
    pub(super) fn left_out(&self) -> Vec<SummaryNote> {
        let left =
            self.results.iter().flat_map(|(metric, result)| result.left_out.iter().map(move |left| (metric, left)));
        let why = |why: &str| self.pages.words.get(&format!("why_{}", why.replace('-', "_")));
        left.filter_map(|(metric, left)| self.note(&left.path, metric, why(left.why.as_str()))).collect()
    }

    /// Each term of each total.
    pub(super) fn annex(&self) -> Vec<SummaryAnnex> {
        let annexes = self.results.iter().filter_map(|(metric, result)| {
            let total = self.total(metric, result)?;
            let terms = result.sources.iter().filter_map(|source| self.term(metric, source)).collect();
            Some(SummaryAnnex { total, terms })
        });
        annexes.collect()
    }

    fn term(&self, metric: &Metric, source: &Source) -> Option<SummaryTerm> {
        let post = self.site.post_at(&source.path)?;
        Some(SummaryTerm {
            post: self.link(post),
            path: source.path.to_string(),
            value: plain(source.value),
            bound: source.bound.as_str().to_owned(),
            text: self.in_full(source.phrase, &metric.unit),
        })
    }

    fn in_full(&self, phrase: Phrase, unit: &str) -> String {
        match self.language() {
            Language::Chinese => phrase.table(unit),
            Language::English => self.language().figure_text(phrase, unit),
        }
    }

    /// The annex as a spreadsheet: a row for each term, and one for each total.
    pub fn csv(&self) -> Vec<u8> {
        let mut sheet = Spreadsheet::new(&[
            "metric", "label", "unit", "row", "title", "path", "url", "value", "low", "high", "bound", "text",
        ]);
        for (metric, result) in &self.results {
            for term in result.sources.iter().filter_map(|source| self.term(metric, source)) {
                let (id, label, unit) = (&metric.id, &metric.label, &metric.unit);
                let (title, url) = (&term.post.title, &term.post.url);
                sheet.row(&[
                    id,
                    label,
                    unit,
                    "term",
                    title,
                    &term.path,
                    url,
                    &term.value,
                    "",
                    "",
                    &term.bound,
                    &term.text,
                ]);
            }
            let total = &result.total;
            let Some(phrase) = total.phrase else { continue };
            let number = |value: Option<_>| value.map(plain).unwrap_or_default();
            let text = self.language().figure_text(phrase, &result.shown_unit);
            sheet.row(&[
                &metric.id,
                &metric.label,
                &result.shown_unit,
                "total",
                "",
                "",
                "",
                &number(total.value),
                &number(total.low),
                &number(total.high),
                phrase.bound.as_str(),
                &text,
            ]);
        }
        sheet.finish()
    }
}
