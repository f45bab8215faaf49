//! What a post states: its figures, its records, and where they count.

use super::Pages;
use super::days::day_view;
use crate::figures::{Figure, Metric};
use crate::model::{Address, Post};
use crate::parse::{Record, StatedFigure};
use crate::stats::Span;
use crate::view::{FigureRow, LinkView, RecordsView};

impl Pages<'_> {
    /// One figure as a row of the post's table, and as the widget `figure` shows it.
    pub fn figure_row(&self, stated: &StatedFigure) -> Option<FigureRow> {
        let metric = self.lens.config().metrics.get(&stated.metric)?;
        Some(FigureRow {
            metric: metric.id.clone(),
            label: metric.label.clone(),
            text: self.figure_text(&stated.figure, metric),
            number: self.language().table_text(stated.figure.phrase()),
            unit: metric.unit.clone(),
            value: crate::figures::plain(stated.figure.value()),
            approximate: stated.figure.bound().is_approximate(),
            definition: metric.definition.clone(),
            url: self.metric_url(metric),
        })
    }

    fn figure_text(&self, figure: &Figure, metric: &Metric) -> String {
        self.language().figure_text(figure.phrase(), &metric.unit)
    }

    /// What a post's figures are for: its period, else its day.
    pub(super) fn figures_period(&self, post: &Post) -> String {
        let day = || post.date.map(|date| day_view(date, self.language()).text).unwrap_or_default();
        post.head.period.map_or_else(day, |period| self.period_label(period))
    }

    /// The place of a metric on the statistics page.
    pub(super) fn metric_url(&self, metric: &Metric) -> String {
        format!("{}#{}", Address::home().page("stats").url(self.base_path()), metric.id)
    }

    /// Figures come in the order of site.toml, however the head has them.
    pub(super) fn order_figures(&self, rows: &mut [FigureRow]) {
        let order = &self.lens.config().metric_order;
        rows.sort_by_key(|row| order.iter().position(|id| *id == row.metric).unwrap_or(usize::MAX));
    }

    /// Records as a table: the day where rows have one, the labels, then the figures.
    pub(super) fn records(&self, post: &Post) -> Option<RecordsView> {
        let rows = post.head.records.rows();
        if rows.is_empty() {
            return None;
        }
        let config = self.lens.config();
        let dated = rows.iter().any(|row| row.day.is_some());
        let kind = post.kind.as_ref().and_then(|kind| config.kinds.get(kind));
        let mut labels: Vec<String> = kind.map(|kind| kind.labels.clone()).unwrap_or_default();
        labels.extend(rows.iter().flat_map(|row| row.labels.keys().cloned()).filter(|label| !label.is_empty()));
        let mut seen = std::collections::BTreeSet::new();
        labels.retain(|label| rows.iter().any(|row| row.labels.contains_key(label)) && seen.insert(label.clone()));
        let stated = |metric: &&Metric| rows.iter().any(|row| row.figures.iter().any(|f| f.metric == metric.id));
        let metrics: Vec<&Metric> =
            config.metric_order.iter().filter_map(|id| config.metrics.get(id)).filter(stated).collect();
        let mut columns: Vec<String> = if dated { vec![self.words.get("date")] } else { Vec::new() };
        columns
            .extend(labels.iter().map(|label| self.words.find(&format!("label_{label}")).unwrap_or(label).to_owned()));
        columns.extend(metrics.iter().map(|metric| format!("{}（{}）", metric.label, metric.unit)));
        let mut numeric = vec![false; columns.len() - metrics.len()];
        numeric.resize(columns.len(), true);
        let rows = rows.iter().map(|row| self.record_cells(row, dated, &labels, &metrics)).collect();
        Some(RecordsView { columns, numeric, rows })
    }

    fn record_cells(&self, row: &Record, dated: bool, labels: &[String], metrics: &[&Metric]) -> Vec<String> {
        let nothing = || "—".to_owned();
        let day = dated.then(|| row.day.map_or_else(nothing, |day| day.to_string()));
        let texts = labels.iter().map(|label| row.labels.get(label).cloned().unwrap_or_else(nothing));
        let numbers = metrics.iter().map(|metric| {
            let stated = row.figures.iter().find(|stated| stated.metric == metric.id);
            stated.map_or_else(nothing, |stated| self.language().table_text(stated.figure.phrase()))
        });
        day.into_iter().chain(texts).chain(numbers).collect()
    }

    /// Where a post's figures are part of a total: on the statistics page and in its categories, where the days that they
    /// are for lie in the half-year of these.
    pub(super) fn counts_in(&self, post: &Post) -> Vec<LinkView> {
        let own = post.span();
        let of_records = post.head.records.rows().iter().map(|row| row.day.map(Span::day).or(own));
        let half_year = self.lens.half_year().span();
        let counts = |span: Span| half_year.contains(&span);
        if post.head.same_as.is_some() || !of_records.chain([own]).flatten().any(counts) {
            return Vec::new();
        }
        let url = Address::home().page("stats").url(self.base_path());
        let stats = LinkView { title: self.words.get("stats"), url };
        let categories = post.category.into_iter().flat_map(|id| self.ancestors(id));
        [stats].into_iter().chain(categories.map(|id| self.category_link(id))).collect()
    }

    pub(super) fn same_as(&self, post: &Post) -> Option<LinkView> {
        let named = post.head.same_as.as_ref()?;
        self.lens.named_post(post, &named.value).map(|id| self.link(id))
    }
}
