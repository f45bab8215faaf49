//! Results of queries as templates show them, the statistics page and the open data's page.

use tera::Value;

use super::Pages;
use super::chrome::{PageFacts, PageKind};
use super::days::{day_view, month_text};
use super::questions::first_message;
use crate::base::{Day, Moment, SitePath};
use crate::config::Language;
use crate::diag::Message;
use crate::figures::{Bound, Decimal, Metric, plain};
use crate::model::{Address, CategoryId};
use crate::stats::{By, Grain, GroupResult, LeftOut, Period, Span, StatResult, TotalView};
use crate::view::{
    DataFile, DataView, KeyFigure, LeftOutView, LinkView, MetricView, PageView, StatCompareView, StatGroupView,
    StatSourceView, StatView, StatsMetricView, StatsPageView,
};

/// What stands where nothing is stated (STAT-6).
const NOTHING: &str = "—";

impl Pages<'_> {
    /// The result of a query, for the widget `stat`.
    pub fn stat(&self, arguments: &[(String, String)]) -> Result<StatView, Message> {
        let asked = self.lens.statistic(arguments).map_err(|errors| first_message(&errors))?;
        let shown = asked.query.show.map(|show| show.as_str());
        let usual = if asked.query.by.is_some() { "table" } else { "number" };
        Ok(self.stat_view(&asked.result, asked.query.by.as_ref(), shown.unwrap_or(usual)))
    }

    /// The same as a value, for the function `stat(...)` of templates.
    pub fn stat_value(&self, arguments: &[(String, String)]) -> Result<Value, Message> {
        self.stat(arguments).map(|view| Value::from_serializable(&view))
    }

    /// A query by its arguments; `None` where one of them can't be used.
    fn ask(&self, arguments: &[(&str, &str)]) -> Option<crate::model::Asked> {
        let owned: Vec<(String, String)> =
            arguments.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.lens.statistic(&owned).ok()
    }

    fn stat_view(&self, result: &StatResult, by: Option<&By>, show: &str) -> StatView {
        let metric = self.lens.config().metrics.get(&result.metric).cloned().unwrap_or_else(Metric::posts);
        let (text, number) = self.total_texts(&result.total, &result.shown_unit);
        let links = |paths: Vec<&SitePath>| paths.into_iter().filter_map(|path| self.link_to(path)).collect();
        StatView {
            show: show.to_owned(),
            metric: metric_view(&metric),
            period: self.period_label(result.period),
            period_id: if result.period == Period::ALL { String::new() } else { result.period.to_string() },
            as_of: day_view(Moment::of_day(result.as_of), self.language()),
            text,
            number,
            unit: result.shown_unit.clone(),
            value: result.total.value.map(plain),
            by: by.map_or("", by_name).to_owned(),
            by_label: by.map(|by| self.by_label(by)).unwrap_or_default(),
            groups: self.groups(result, by),
            compare: result.compare.as_ref().map(|compared| StatCompareView {
                period: self.period_label(compared.period),
                text: self.total_texts(&compared.total, &result.shown_unit).0,
                change: compared.change.difference.chinese(),
            }),
            sources: result
                .sources
                .iter()
                .filter_map(|source| {
                    let post = self.lens.card_at(&source.path)?;
                    Some(StatSourceView {
                        title: post.title.clone(),
                        url: post.url.clone(),
                        day: post.date.map(|date| day_view(date, self.language())),
                        text: self.language().figure_text(source.phrase, &metric.unit),
                    })
                })
                .collect(),
            approximate: result.approximate,
            silent: links(result.silent.iter().collect()),
            left_out: result.left_out.iter().filter_map(|left| self.left_out(left)).collect(),
        }
    }

    fn left_out(&self, left: &LeftOut) -> Option<LeftOutView> {
        let LinkView { title, url } = self.link_to(&left.path)?;
        let why = self.words.get(&format!("why_{}", left.why.as_str().replace('-', "_")));
        Some(LeftOutView { title, url, why })
    }

    fn link_to(&self, path: &SitePath) -> Option<LinkView> {
        let post = self.lens.card_at(path)?;
        Some(LinkView { title: post.title.clone(), url: post.url.clone() })
    }

    /// A total with its unit, and without.
    fn total_texts(&self, total: &TotalView, unit: &str) -> (String, String) {
        let Some(phrase) = total.phrase else { return (NOTHING.to_owned(), NOTHING.to_owned()) };
        let text = self.language().figure_text(phrase, unit);
        let number = text.strip_suffix(unit).unwrap_or(&text).trim_end().to_owned();
        (text, number)
    }

    fn period_label(&self, period: Period) -> String {
        if period == Period::ALL {
            return self.words.get("all_time");
        }
        match self.language() {
            Language::Chinese => period.chinese(),
            Language::English => period.english(),
        }
    }

    fn groups(&self, result: &StatResult, by: Option<&By>) -> Vec<StatGroupView> {
        let groups = result.groups.as_deref().unwrap_or_default();
        let most = groups.iter().filter_map(|group| group.total.value).max().unwrap_or_default();
        let share = |group: &GroupResult| {
            let part = group.total.value.and_then(|value| value.checked_mul(Decimal::from(100))?.checked_div(most));
            part.and_then(|part| u8::try_from(part.round()).ok()).unwrap_or(0)
        };
        let views = groups.iter().map(|group| StatGroupView {
            key: group.key.clone(),
            label: self.group_label(group, by),
            text: self.total_texts(&group.total, &result.shown_unit).0,
            number: group.total.phrase.map_or_else(|| NOTHING.to_owned(), |phrase| phrase.table("")),
            value: group.total.value.map(plain),
            share: share(group),
            url: self.group_url(group, by),
        });
        views.collect()
    }

    /// What people call the groups: `月份`, `栏目`, the taxonomy, or the record's label as written.
    fn by_label(&self, by: &By) -> String {
        match by {
            By::Key { taxonomy: Some(taxonomy), .. } => self.words.taxonomy(taxonomy),
            By::Key { label, .. } => label.clone(),
            _ => self.words.get(&format!("by_{}", by_name(by))),
        }
    }

    /// `3月` where all groups are of one year; else what the result calls it.
    fn group_label(&self, group: &GroupResult, by: Option<&By>) -> String {
        let period = Period::parse_fixed(&group.key).ok().filter(|_| matches!(by, Some(By::Time(_))));
        match (period, self.language()) {
            (Some(period), Language::Chinese) if period.grain() == Grain::Month => {
                format!("{}年{}", period.from().year(), month_text(period.from().month(), Language::Chinese))
            }
            (Some(period), Language::English) => period.english(),
            _ => group.label.clone(),
        }
    }

    fn group_url(&self, group: &GroupResult, by: Option<&By>) -> Option<String> {
        match by? {
            By::Category => self.lens.category_of(&group.key).map(|id| self.lens.category(id).url.clone()),
            By::Key { taxonomy: Some(taxonomy), .. } => self.lens.term_url(taxonomy, &group.key).map(str::to_owned),
            _ => None,
        }
    }

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
        let summed = |metric: &&Metric| metric.nature != crate::figures::Nature::Rate;
        config
            .metric_order
            .iter()
            .filter_map(|id| config.metrics.get(id))
            .filter(fits)
            .filter(summed)
            .cloned()
            .collect()
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
            metric: metric_view(metric),
            text,
            number,
            unit: result.shown_unit.clone(),
            value: plain(value),
            period: self.period_label(result.period),
            last_year: before.map(|compared| self.total_texts(&compared.total, &result.shown_unit).0),
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
        let metrics: Vec<Metric> =
            config.metric_order.iter().filter_map(|id| config.metrics.get(id)).cloned().collect();
        let mut view = StatsPageView {
            period: self.period_label(period),
            period_id: period.to_string(),
            key_figures: self.key_figures(None, 8),
            metrics: Vec::new(),
            unstated: Vec::new(),
        };
        for metric in &metrics {
            match self.metric_sections(metric, &period.to_string()) {
                Some(sections) => view.metrics.push(sections),
                None => view.unstated.push(metric_view(metric)),
            }
        }
        (self.simple_page(&facts), view)
    }

    fn metric_sections(&self, metric: &Metric, period: &str) -> Option<StatsMetricView> {
        let of = |by: &str| self.ask(&[("metric", &metric.id), ("period", period), ("by", by)]);
        let (by_category, by_month) = (of("category")?, of("month")?);
        by_category.result.total.value?;
        let mut months = self.stat_view(&by_month.result, by_month.query.by.as_ref(), "table");
        // Figures that are told for the half-year as a whole belong to no month.
        if months.groups.iter().all(|group| group.value.is_none()) {
            months.groups.clear();
        }
        Some(StatsMetricView {
            by_category: self.stat_view(&by_category.result, by_category.query.by.as_ref(), "table"),
            by_month: months,
        })
    }

    /// `page` and `data`.
    pub fn data_page(&self) -> (PageView, DataView) {
        let url = Address::home().page("data").url(self.base_path());
        let facts = PageFacts::new(PageKind::Data, self.words.get("data"), url);
        let config = self.lens.config();
        let span = self.span_of_facts();
        let day = |day: Day| day_view(Moment::of_day(day), self.language());
        let files = self.data_files();
        let view = DataView {
            metrics: config.metric_order.iter().filter_map(|id| config.metrics.get(id)).map(metric_view).collect(),
            from: span.map(|span| day(span.from)),
            until: span.map(|span| day(span.to)),
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
        let posts = self.lens.list(&crate::model::ListKey::Newest);
        let listed = posts.iter().filter(|id| !self.lens.card(**id).expired).count();
        let figures = self.lens.facts().iter().map(crate::stats::PostFacts::count_figures).sum();
        let metrics = self.lens.config().metric_order.len();
        let file = |name: &str, format: &str, key: &str, rows: usize| DataFile {
            name: name.to_owned(),
            url: Address::home().page("data").file(name).url(self.base_path()),
            format: format.to_owned(),
            key: key.to_owned(),
            rows,
        };
        vec![
            file("posts.json", "JSON", "data_posts", listed),
            file("figures.csv", "CSV", "data_figures", figures),
            file("datapackage.json", "JSON", "data_package", metrics),
        ]
    }

    /// From the first to the last day that figures are for.
    pub fn span_of_facts(&self) -> Option<Span> {
        let stated = self.lens.facts().iter().filter(|facts| facts.count_figures() > 0).filter_map(|facts| facts.span);
        stated.reduce(|one, other| Span { from: one.from.min(other.from), to: one.to.max(other.to) })
    }
}

/// A metric as templates see it.
pub fn metric_view(metric: &Metric) -> MetricView {
    MetricView {
        id: metric.id.clone(),
        label: metric.label.clone(),
        unit: metric.unit.clone(),
        nature: metric.nature.as_str().to_owned(),
        definition: metric.definition.clone(),
    }
}

fn by_name(by: &By) -> &str {
    match by {
        By::Time(Grain::Month) => "month",
        By::Time(Grain::Quarter) => "quarter",
        By::Time(Grain::Half) => "half",
        By::Time(_) => "year",
        By::Category => "category",
        By::Kind => "kind",
        By::Key { label, .. } => label,
    }
}
