//! What has to be looked at before the summary is handed in, and each term of each total.

use super::Summary;
use super::totals::Answered;
use crate::base::{SitePath, Spreadsheet};
use crate::figures::{Metric, plain};
use crate::stats::Addend;
use crate::view::{SummaryAnnex, SummaryNote, SummaryTerm};

impl Summary<'_> {
    fn note(&self, path: &SitePath, metric: &Metric, text: String) -> Option<SummaryNote> {
        let post = self.link(self.site.post_at(path)?);
        Some(SummaryNote { post, label: metric.label.clone(), part: String::new(), text })
    }

    /// The terms that make totals approximate: by their own bound, or by what they weigh in a mean.
    pub(super) fn approximate(&self) -> Vec<SummaryNote> {
        let terms =
            self.answers.iter().flat_map(|(metric, answered)| answered.terms.iter().map(move |term| (metric, term)));
        let loose = terms.filter(|(_, term)| term.figure.bound().is_approximate() || term.weighs_about);
        let noted = loose.filter_map(|(metric, term)| {
            let mut text = self.language().figure_text(term.figure.phrase(), &metric.unit);
            if let Some(per) = metric.per.as_ref().filter(|_| term.weighs_about) {
                let label = self.config().metrics.get(per).map_or(per, |metric| &metric.label);
                text.push_str(&self.pages.words.fill("weighed_about", &[("name", label)]));
            }
            Some(SummaryNote { part: self.part(term), ..self.note(&term.post.path, metric, text)? })
        });
        noted.collect()
    }

    /// What posts of the period have to state and don't.
    pub(super) fn missing(&self) -> Vec<SummaryNote> {
        let mut notes = Vec::new();
        for (metric, answered) in &self.answers {
            let required = |path: &&SitePath| {
                let kind = self.site.post_at(path).and_then(|post| self.config().kinds.get(post.kind.as_ref()?));
                kind.is_some_and(|kind| kind.requires.contains(&metric.id))
            };
            let silent = answered.result.silent.iter().filter(required);
            notes.extend(silent.filter_map(|path| self.note(path, metric, String::new())));
        }
        notes
    }

    /// What concerns the period and doesn't count.
    pub(super) fn left_out(&self) -> Vec<SummaryNote> {
        let left = self
            .answers
            .iter()
            .flat_map(|(metric, answered)| answered.result.left_out.iter().map(move |left| (metric, left)));
        let why = |why: &str| self.pages.words.get(&format!("why_{}", why.replace('-', "_")));
        left.filter_map(|(metric, left)| self.note(&left.path, metric, why(left.why.as_str()))).collect()
    }

    /// Each term of each total.
    pub(super) fn annex(&self) -> Vec<SummaryAnnex> {
        let annexes = self.answers.iter().filter_map(|(metric, answered)| {
            let total = self.total(metric, answered)?;
            Some(SummaryAnnex { total, terms: self.terms(metric, answered) })
        });
        annexes.collect()
    }

    fn terms(&self, metric: &Metric, answered: &Answered<'_>) -> Vec<SummaryTerm> {
        answered.terms.iter().filter_map(|term| self.term(metric, term)).collect()
    }

    fn term(&self, metric: &Metric, term: &Addend<'_>) -> Option<SummaryTerm> {
        let post = self.site.post_at(&term.post.path)?;
        Some(SummaryTerm {
            post: self.link(post),
            path: term.post.path.to_string(),
            part: self.part(term),
            value: plain(term.figure.value()),
            bound: term.figure.bound().as_str().to_owned(),
            text: self.language().full_text(term.figure.phrase(), &metric.unit),
        })
    }

    /// Which record of a post a term is: its day and its labels; its place among the records where it has neither.
    fn part(&self, term: &Addend<'_>) -> String {
        let Some(record) = term.record else { return String::new() };
        let day = record.day.map(|day| self.day(day).text);
        let labels = record.labels.iter().filter(|(_, text)| !text.is_empty());
        let labels = labels.map(|(label, text)| format!("{label} {text}"));
        let parts: Vec<String> = day.into_iter().chain(labels).collect();
        if !parts.is_empty() {
            return parts.join(self.language().list_comma());
        }
        let place = term.post.records.iter().position(|other| std::ptr::eq(other, record)).unwrap_or_default() + 1;
        self.pages.words.fill("record_number", &[("number", &place.to_string())])
    }

    /// The annex as a spreadsheet: a row for each term, and one for each total.
    pub fn csv(&self) -> Vec<u8> {
        let mut sheet = Spreadsheet::new(&[
            "metric", "label", "unit", "row", "title", "path", "url", "value", "low", "high", "bound", "text", "part",
        ]);
        for (metric, answered) in &self.answers {
            let (id, label) = (metric.id.as_str(), metric.label.as_str());
            for term in self.terms(metric, answered) {
                let (title, url) = (term.post.title.as_str(), term.post.url.as_str());
                let said = [term.value.as_str(), "", "", &term.bound, &term.text, &term.part];
                sheet.row(&[&[id, label, &metric.unit, "term", title, &term.path, url], &said[..]].concat());
            }
            let total = &answered.result.total;
            let Some(phrase) = total.phrase else { continue };
            let number = |value: Option<_>| value.map(plain).unwrap_or_default();
            let text = self.language().figure_text(phrase, &total.unit);
            let numbers = [total.value, total.low, total.high].map(number);
            let [value, low, high] = numbers.each_ref().map(String::as_str);
            let unit = total.unit.as_str();
            let said = [value, low, high, phrase.bound.as_str(), &text, ""];
            sheet.row(&[&[id, label, unit, "total", "", "", ""], &said[..]].concat());
        }
        sheet.finish()
    }
}
