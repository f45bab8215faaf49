//! The page of the open data, which says what each file holds (STAT-8).

use std::collections::BTreeMap;

use super::Pages;
use super::chrome::{PageFacts, PageKind};
use super::days::day_view;
use crate::base::{Day, Moment};
use crate::model::Address;
use crate::stats::Span;
use crate::view::{DataFile, DataView, PageView};

impl Pages<'_> {
    /// `page` and `data`.
    pub fn data_page(&self) -> (PageView, DataView) {
        let url = Address::home().page("data").url(self.base_path());
        let facts = PageFacts::new(PageKind::Data, self.words.get("data"), url);
        let config = self.lens.config();
        let span = self.span_of_facts();
        let day = |day: Day| day_view(Moment::of_day(day), self.language());
        let files = self.data_files();
        let view = DataView {
            metrics: config
                .metric_order
                .iter()
                .filter_map(|id| config.metrics.get(id))
                .map(|metric| self.metric_view(metric))
                .collect(),
            from: span.map(|span| day(span.from)),
            until: span.map(|span| day(span.to)),
            metric_files: self.metric_files(),
            files,
        };
        let mut page = self.page(&facts);
        self.add_meta(&mut page, &facts, None);
        self.add_breadcrumbs(&mut page);
        self.add_dataset(&mut page, &view.files, span.map(|span| (span.from.to_string(), span.to.to_string())));
        (page, view)
    }

    /// The files of the open data.
    fn data_files(&self) -> Vec<DataFile> {
        let figures = self.lens.facts().iter().map(|facts| facts.count_figures()).sum();
        let metrics = self.lens.config().metric_order.len();
        let file = |name: &str, format: &str, key: &str, rows: usize| DataFile {
            name: name.to_owned(),
            url: Address::home().page("data").file(name).url(self.base_path()),
            format: format.to_owned(),
            key: key.to_owned(),
            rows,
        };
        vec![
            file("posts.json", "JSON", "data_posts", self.lens.count_open()),
            file("figures.csv", "CSV", "data_figures", figures),
            file("labels.csv", "CSV", "data_labels", 1),
            file("datapackage.json", "JSON", "data_package", metrics),
        ]
    }

    /// A file for each metric that is stated.
    fn metric_files(&self) -> Vec<DataFile> {
        let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
        for id in self.lens.facts().iter().flat_map(|facts| facts.metric_ids()) {
            *rows.entry(id).or_default() += 1;
        }
        let folder = Address::home().page("data").page("figures");
        let files = self.lens.stated_metrics().into_iter().map(|metric| DataFile {
            name: metric.label.clone(),
            url: folder.file(&format!("{}.csv", metric.id)).url(self.base_path()),
            format: "CSV".to_owned(),
            key: "data_metric".to_owned(),
            rows: rows.get(metric.id.as_str()).copied().unwrap_or_default(),
        });
        files.collect()
    }

    /// From the first to the last day that figures are for.
    pub fn span_of_facts(&self) -> Option<Span> {
        let stated = self.lens.facts().iter().filter(|facts| facts.count_figures() > 0).filter_map(|facts| facts.span);
        stated.reduce(|one, other| Span { from: one.from.min(other.from), to: one.to.max(other.to) })
    }
}
