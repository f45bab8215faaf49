//! The statistics page, and the key figures of the home page and of categories.

use std::collections::BTreeMap;

use super::Pages;
use super::chrome::{PageFacts, PageKind};
use super::days::day_view;
use crate::base::{Day, Moment};
use crate::figures::{Bound, Metric, Nature, plain};
use crate::model::{Address, CategoryId};
use crate::stats::{Show, StatResult};
use crate::view::{KeyFigure, LinkView, PageView, StatView, StatsArea, StatsMetricView, StatsPageView};

impl Pages<'_> {
    /// Key figures of the half-year: of the portal, or of a category; at most `most`.
    pub(super) fn key_figures(&self, category: Option<CategoryId>, most: usize) -> Vec<KeyFigure> {
        let period = self.lens.half_year().to_string();
        let folder = category.map(|id| self.lens.category(id).folder.clone());
        let metrics = self.metrics_of(category);
        let figures = metrics.iter().filter_map(|metric| self.key_figure(metric, &period, folder.as_deref()));
        figures.take(most).collect()
    }

    /// The metrics that may be stated there, in the order of site.toml; rates are no key figures.
    fn metrics_of(&self, category: Option<CategoryId>) -> Vec<Metric> {
        let config = self.lens.config();
        let kind = category.and_then(|id| config.kinds.get(self.lens.category(id).kind.as_ref()?));
        let fits = |metric: &&Metric| kind.is_none_or(|kind| kind.may_state(&metric.id));
        let summed = |metric: &&Metric| metric.nature != Nature::Rate;
        let metrics = config.metric_order.iter().filter_map(|id| config.metrics.get(id));
        metrics.filter(fits).filter(summed).cloned().collect()
    }

    fn key_figure(&self, metric: &Metric, period: &str, category: Option<&str>) -> Option<KeyFigure> {
        let asked = self.ask(&[
            ("metric", &metric.id),
            ("period", period),
            ("compare", "last-year"),
            ("category", category.unwrap_or("")),
        ])?;
        let result = &asked.result;
        let value = result.total.value?;
        let (text, number) = self.total_texts(&result.total, &result.shown_unit);
        let before = result.compare.as_ref().filter(|compared| compared.total.value.is_some());
        Some(KeyFigure {
            metric: self.metric_view(metric),
            text,
            number,
            unit: result.shown_unit.clone(),
            value: plain(value),
            period: self.period_label(result.period),
            last_year: before.map(|compared| self.total_texts(&compared.total, &result.shown_unit).0),
            change: before
                // What a part of a half-year has changed since a whole one says nothing.
                .filter(|_| result.period.to() <= result.as_of)
                .map(|compared| self.change_text(&compared.change.difference))
                .unwrap_or_default(),
            posts: result.sources.len(),
            approximate: result.approximate > 0 || result.total.bound != Some(Bound::Exact),
            url: self.metric_url(metric),
        })
    }

    /// `page` and `stats`.
    pub fn stats_page(&self) -> (PageView, StatsPageView) {
        let url = Address::home().page("stats").url(self.base_path());
        let mut facts = PageFacts::new(PageKind::Stats, self.words.get("stats"), url);
        let period = self.lens.half_year();
        facts.description = self.words.fill("stats_description", &[("period", &self.period_label(period))]);
        let config = self.lens.config();
        let (mut stated, mut unstated) = (Vec::new(), Vec::new());
        for metric in config.metric_order.iter().filter_map(|id| config.metrics.get(id)) {
            match self.metric_sections(metric, &period.to_string()) {
                Some(sections) => stated.push(sections),
                None => unstated.push(self.metric_view(metric)),
            }
        }
        let areas = self.areas(&stated);
        let place = |metric: &StatsMetricView| areas.iter().position(|area| area.id == metric.area);
        stated.sort_by_key(place);
        let day = |day: Day| day_view(Moment::of_day(day), self.language());
        let view = StatsPageView {
            period: self.period_label(period),
            period_id: period.to_string(),
            from: day(period.from()),
            until: day(period.to()),
            key_figures: self.key_figures(None, 8),
            areas,
            has_targets: stated.iter().any(|metric| metric.progress.is_some()),
            has_compared: stated.iter().any(|metric| metric.compared.is_some()),
            metrics: stated,
            unstated,
        };
        (self.simple_page(&facts), view)
    }

    /// The areas that metrics belong to: those of several categories first, then the categories in their order.
    fn areas(&self, metrics: &[StatsMetricView]) -> Vec<StatsArea> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for metric in metrics {
            *counts.entry(&metric.area).or_default() += 1;
        }
        let area = |id: &str, link: LinkView, url: Option<String>| {
            let count = counts.get(id).copied()?;
            let anchor = if id.is_empty() { "area".to_owned() } else { format!("area-{id}") };
            Some(StatsArea { id: id.to_owned(), anchor, title: link.title, url, count })
        };
        let several = LinkView { title: self.words.get("several_categories"), url: String::new() };
        let tops = self.lens.top_categories().into_iter();
        let tops = tops.filter_map(|category| {
            let link = LinkView { title: category.title.clone(), url: category.url.clone() };
            let url = Some(link.url.clone());
            area(&category.folder, link, url)
        });
        area("", several, None).into_iter().chain(tops).collect()
    }

    /// A metric on the statistics page; `None` where nobody states it in the period.
    fn metric_sections(&self, metric: &Metric, period: &str) -> Option<StatsMetricView> {
        let of =
            |more: &[(&str, &str)]| self.ask(&[&[("metric", metric.id.as_str()), ("period", period)], more].concat());
        let by_category = of(&[("by", "category"), ("compare", "last-year")])?;
        by_category.result.total.value?;
        let several = stated_groups(&by_category.result) > 1;
        let months = of(&[("by", "month")])?;
        let total = of(&[("compare", "last-year")])?;
        let compared = total.result.compare.as_ref().is_some_and(|compared| compared.total.value.is_some());
        let area = match by_category.result.groups.as_deref() {
            Some([only]) => self.lens.category_of(&only.key).map(|_| only.key.clone()),
            _ => None,
        };
        Some(StatsMetricView {
            area: area.unwrap_or_default(),
            by_category: self.shown(&by_category, if several { Show::Bar } else { Show::Table }, true),
            by_month: self.months(&months),
            compared: compared.then(|| self.shown(&total, Show::Compare, false)),
            progress: total.result.target.is_some().then(|| self.shown(&total, Show::Progress, false)),
        })
    }

    /// By month; figures that are told for the half-year as a whole belong to no month, and one month is no series.
    fn months(&self, asked: &crate::model::Asked) -> StatView {
        let months = asked.result.groups.as_ref().map_or(0, Vec::len);
        let stated = stated_groups(&asked.result);
        let show = if stated == months && stated > 2 { Show::Line } else { Show::Bar };
        let mut view = self.shown(asked, show, false);
        if stated < 2 {
            view.groups.clear();
            view.chart.clear();
        }
        view
    }
}

fn stated_groups(result: &StatResult) -> usize {
    result.groups.iter().flatten().filter(|group| group.total.value.is_some()).count()
}
