//! Results of queries as templates show them.

use tera::Value;

use super::Pages;
use super::days::day_view;
use super::groups::by_name;
use super::questions::first_message;
use crate::base::{Moment, SitePath};
use crate::charts::{Chart, NOTHING, draw};
use crate::config::Language;
use crate::diag::Message;
use crate::figures::{Bound, Decimal, Metric, Phrase, plain};
use crate::model::Asked;
use crate::stats::{Compare, Difference, LeftOut, Period, Query, Show, Source, StatResult, TotalView};
use crate::view::{
    LeftOutView, LinkView, MetricView, StatCompareView, StatSourceView, StatTargetView, StatTotalView, StatView,
};

/// So many sources, silent posts and posts left out are named; all are in the open data.
const NAMED: usize = 100;

/// A result in the form in which it is shown.
pub(super) struct Told<'a> {
    pub(super) query: &'a Query,
    pub(super) result: &'a StatResult,
    pub(super) show: Show,
    /// The groups of the period compared with, where they are shown beside these.
    pub(super) before: Option<&'a StatResult>,
    /// Whether posts are named: not where the same page names them elsewhere.
    pub(super) named: bool,
}

impl Pages<'_> {
    /// The result of a query, for the widget `stat`, and what its author should know.
    pub fn stat(&self, arguments: &[(String, String)]) -> Result<(StatView, Option<Message>), Message> {
        let asked = self.lens.statistic(arguments).map_err(|errors| first_message(&errors))?;
        let form = super::forms::Form::of(&asked.query);
        let mut given = arguments.to_vec();
        given.extend(form.completing.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let asked = self.lens.statistic(&given).map_err(|errors| first_message(&errors))?;
        let (show, advice) = form.fitting(&asked);
        Ok((self.shown(&asked, show, true), advice))
    }

    /// The same as a value, for the function `stat(...)` of templates.
    pub fn stat_value(&self, arguments: &[(String, String)]) -> Result<Value, Message> {
        self.stat(arguments).map(|(view, _)| Value::from_serializable(&view))
    }

    /// A query by its arguments; `None` where one of them can't be used.
    pub(super) fn ask(&self, arguments: &[(&str, &str)]) -> Option<Asked> {
        let owned: Vec<(String, String)> =
            arguments.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.lens.statistic(&owned).ok()
    }

    /// A result as a view.
    pub(super) fn shown(&self, asked: &Asked, show: Show, named: bool) -> StatView {
        let before = (show == Show::Compare).then(|| self.groups_before(asked)).flatten();
        let before = before.as_ref().map(|asked| asked.result.as_ref());
        self.stat_view(&Told { query: &asked.query, result: &asked.result, show, before, named })
    }

    /// The same groups of the period that a result is compared with.
    fn groups_before(&self, asked: &Asked) -> Option<Asked> {
        self.ask_again(&asked.query, &asked.result.compare.as_ref()?.period.to_string())
    }

    /// The groups of a query in a period, all of them.
    fn ask_again(&self, query: &Query, period: &str) -> Option<Asked> {
        let mut arguments = vec![("metric", query.metric.id.as_str()), ("by", by_name(query.by.as_ref()?))];
        if query.period != Period::ALL {
            arguments.push(("period", period));
        }
        arguments.extend(query.category.iter().map(|category| ("category", category.as_str())));
        arguments.extend(query.kind.iter().map(|kind| ("kind", kind.as_str())));
        arguments.extend(query.terms.iter().map(|(taxonomy, term)| (taxonomy.as_str(), term.as_str())));
        self.ask(&arguments)
    }

    fn stat_view(&self, told: &Told<'_>) -> StatView {
        let Told { query, result, show, .. } = *told;
        let by = query.by.as_ref();
        let metric = self.metric_named(&result.metric);
        let (text, number) = self.total_texts(&result.total, &result.shown_unit);
        let most = if told.named { NAMED } else { 0 };
        let links = |paths: &[SitePath]| paths.iter().take(most).filter_map(|path| self.link_to(path)).collect();
        let mut view = StatView {
            show: show.as_str().to_owned(),
            title: String::new(),
            chart: String::new(),
            metric: self.metric_view(&metric),
            period: self.period_label(result.period),
            period_id: if result.period == Period::ALL { String::new() } else { result.period.to_string() },
            as_of: day_view(Moment::of_day(result.as_of), self.language()),
            total: self.total_view(&result.total, &result.shown_unit),
            text,
            number,
            full: self.full_text(&result.total, &result.shown_unit),
            unit: result.shown_unit.clone(),
            value: result.total.value.map(plain),
            by: by.map_or("", by_name).to_owned(),
            by_label: by.map(|by| self.by_label(by)).unwrap_or_default(),
            groups: self.groups(told),
            groups_left_out: result.groups_left_out,
            rest: None,
            note: String::new(),
            scope: self.scope(query),
            compare: self.compared(told),
            target: self.target(result, &metric),
            source_count: result.sources.len(),
            sources: result.sources.iter().take(most).filter_map(|source| self.source(source, &metric)).collect(),
            approximate: result.approximate,
            silent_count: result.silent.len(),
            silent: links(&result.silent),
            left_out: result.left_out.iter().take(most).filter_map(|left| self.left_out(left)).collect(),
        };
        view.title = self.stat_title(&view);
        let rest = self.rest(told);
        view.rest = rest.as_ref().map(|rest| self.rest_view(rest, &result.shown_unit));
        let chart = self.chart(told, &view, rest.as_ref());
        view.note = self.note(told, matches!(chart, Some((Chart::Donut { .. }, _))));
        view.chart = chart.map(|(chart, heading)| draw(&chart, &heading)).unwrap_or_default();
        view
    }

    fn metric_named(&self, id: &str) -> Metric {
        self.lens.config().metrics.get(id).cloned().unwrap_or_else(Metric::posts)
    }

    /// `资助资金，按栏目，希望工程，2023年上半年`.
    fn stat_title(&self, view: &StatView) -> String {
        let name = view.by_label.to_lowercase();
        let by = (!view.by.is_empty()).then(|| self.words.fill("grouped_by", &[("name", &name)]));
        let parts = [Some(view.metric.label.clone()), by].into_iter().flatten();
        let parts = parts.chain(view.scope.iter().cloned()).chain([view.period.clone()]);
        parts.collect::<Vec<_>>().join(&self.words.get("comma"))
    }

    /// What the query was narrowed to.
    fn scope(&self, query: &Query) -> Vec<String> {
        let category = query.category.as_ref().map(|folder| {
            let found = self.lens.category_of(folder);
            found.map_or_else(|| folder.clone(), |id| self.lens.category(id).title.clone())
        });
        let kind = query.kind.as_ref().map(|id| {
            let found = self.lens.config().kinds.get(id);
            found.map_or_else(|| id.clone(), |kind| kind.label.clone())
        });
        let terms = query.terms.iter().map(|(_, term)| term.clone());
        category.into_iter().chain(kind).chain(terms).collect()
    }

    fn compared(&self, told: &Told<'_>) -> Option<StatCompareView> {
        let result = told.result;
        let compared = result.compare.as_ref()?;
        let text = self.total_texts(&compared.total, &result.shown_unit).0;
        Some(StatCompareView {
            period: self.period_label(compared.period),
            told: self.told_before(told.query, &text),
            total: self.total_view(&compared.total, &result.shown_unit),
            text,
            full: self.full_text(&compared.total, &result.shown_unit),
            value: compared.total.value.map(plain),
            change: self.change_text(&compared.change.difference),
        })
    }

    /// A difference in the language of the page; empty where it can't be told.
    pub(super) fn change_text(&self, difference: &Difference) -> String {
        match (difference, self.language()) {
            (Difference::Unknown, _) => String::new(),
            (difference, Language::Chinese) => difference.chinese(),
            (difference, Language::English) => difference.english(),
        }
    }

    /// `上年同期35万元`, `上期35万元`.
    pub(super) fn told_before(&self, query: &Query, text: &str) -> String {
        match query.compare {
            Some(Compare::Previous) => self.words.fill("previous_period", &[("name", text)]),
            _ => self.words.fill("last_year", &[("name", text)]),
        }
    }

    fn target(&self, result: &StatResult, metric: &Metric) -> Option<StatTargetView> {
        let target = result.target.as_ref()?;
        let period = Period::parse_fixed(&target.period).map(|period| self.period_label(period));
        // Reckoned from the total as it is told, so that a reader comes to the same: 约800 of 1000 is 约80%.
        let told = result.total.phrase.map(|phrase| phrase.number);
        let percent = told.and_then(|told| told.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(target.value));
        let percent = percent.map(|percent| self.percent_text(percent, result.total.is_approximate()));
        let aim = Phrase { number: target.value, bound: Bound::Exact, firm: true };
        Some(StatTargetView {
            period: period.unwrap_or_else(|_| target.period.clone()),
            text: self.language().figure_text(aim, &metric.unit),
            full: self.language().full_text(aim, &metric.unit),
            percent: percent.unwrap_or_else(|| NOTHING.to_owned()),
        })
    }

    /// Percent with at most one decimal, and with none where a term was approximate. What is something is never told as
    /// 0 %.
    pub(super) fn percent_text(&self, percent: Decimal, approximate: bool) -> String {
        let (bound, decimals) = if approximate { (Bound::About, 0) } else { (Bound::Exact, 1) };
        let number = percent.round_dp(decimals).normalize();
        if number.is_zero() && !percent.is_zero() {
            let least = Phrase { number: Decimal::new(1, decimals), bound: Bound::Exact, firm: true };
            return self.words.fill("percent_below", &[("text", &self.language().figure_text(least, "%"))]);
        }
        self.language().figure_text(Phrase { number, bound, firm: true }, "%")
    }

    fn source(&self, source: &Source, metric: &Metric) -> Option<StatSourceView> {
        let post = self.lens.card_at(&source.path)?;
        Some(StatSourceView {
            title: post.title.clone(),
            url: post.url.clone(),
            day: post.date.map(|date| day_view(date, self.language())),
            text: self.language().figure_text(source.phrase, metric.unit_of(source.events)),
            path: source.path.to_string(),
            value: plain(source.value),
            bound: source.bound.as_str().to_owned(),
        })
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
    pub(super) fn total_texts(&self, total: &TotalView, unit: &str) -> (String, String) {
        let Some(phrase) = total.phrase else { return (NOTHING.to_owned(), NOTHING.to_owned()) };
        let text = self.language().figure_text(phrase, unit);
        let number = text.strip_suffix(unit).unwrap_or(&text).trim_end().to_owned();
        (text, number)
    }

    fn total_view(&self, total: &TotalView, unit: &str) -> StatTotalView {
        StatTotalView {
            value: total.value.map(plain),
            low: total.low.map(plain),
            high: total.high.map(plain),
            bound: total.bound.map(|bound| bound.as_str().to_owned()),
            text: self.total_texts(total, unit).0,
        }
    }

    /// A total with all digits, as tables tell it.
    fn full_text(&self, total: &TotalView, unit: &str) -> String {
        total.phrase.map_or_else(|| NOTHING.to_owned(), |phrase| self.language().full_text(phrase, unit))
    }

    pub(super) fn period_label(&self, period: Period) -> String {
        if period == Period::ALL {
            return self.words.get("all_time");
        }
        match self.language() {
            Language::Chinese => period.chinese(),
            Language::English => period.english(),
        }
    }

    /// A metric as templates see it; the one that Miao brings speaks the language of the page.
    pub fn metric_view(&self, metric: &Metric) -> MetricView {
        let own = metric.counts_posts() && *metric == Metric::posts();
        let said = |key: &str, text: &str| if own { self.words.get(key) } else { text.to_owned() };
        MetricView {
            id: metric.id.clone(),
            label: said("posts_metric", &metric.label),
            unit: said("posts_unit", &metric.unit),
            nature: metric.nature.as_str().to_owned(),
            definition: said("posts_definition", &metric.definition),
        }
    }
}
