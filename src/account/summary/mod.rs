//! A period as the draft of a work summary (STAT-5): everything that posts state about it, from metadata alone.

mod annex;
mod posts;
mod totals;

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use self::totals::{Answered, Scope};
use crate::base::{Day, Moment};
use crate::config::{Config, Language};
use crate::figures::Metric;
use crate::model::{Lens, Post, Site};
use crate::pages::{Pages, day_view};
use crate::stats::{Period, Query};
use crate::view::{DayView, LinkView, SummaryView};
use crate::words::Words;

/// Everything that is asked of the statistics for one summary.
pub struct Summary<'s> {
    site: &'s Arc<Site>,
    pages: Pages<'s>,
    period: Period,
    /// The totals of all metrics in the order of site.toml, compared with the year before.
    answers: Vec<(Metric, Answered<'s>)>,
}

impl<'s> Summary<'s> {
    /// The summary of a period, which has to have a beginning and an end.
    pub fn of(site: &'s Arc<Site>, words: &'s Words, period: Period) -> Self {
        let metrics = site.config.metric_order.iter().filter_map(|id| site.config.metrics.get(id)).cloned();
        let answers = metrics.map(|metric| {
            let answered = totals::ask(site, &metric, period, Scope::Site);
            (metric, answered)
        });
        let pages = Pages::new(Rc::new(Lens::new(Arc::clone(site))), words);
        Self { site, pages, period, answers: answers.collect() }
    }

    /// What the templates see.
    pub fn view(&self) -> SummaryView {
        let config = self.config();
        let figures = self.figures_by_post();
        let last_year = self.period.last_year().map(|period| self.period_words(period));
        SummaryView {
            name: config.name.clone(),
            organisation: config.organisation.organiser.clone(),
            period: self.period_words(self.period),
            period_id: self.period.to_string(),
            last_year: last_year
                .filter(|_| self.answers.iter().any(|(_, answered)| totals::has_base(&answered.result))),
            from: self.day(self.period.from()),
            to: self.day(self.period.to()),
            as_of: self.day(self.site.today),
            running: self.site.today < self.period.to(),
            posts: self.count_posts(&figures),
            stating: figures.len(),
            totals: self.answers.iter().filter_map(|(metric, answered)| self.total(metric, answered)).collect(),
            categories: self.categories(&figures),
            kinds: self.kinds(&figures),
            events: self.events(&figures),
            approximate: self.approximate(),
            missing: self.missing(),
            left_out: self.left_out(),
            annex: self.annex(),
        }
    }

    fn config(&self) -> &Config {
        &self.site.config
    }

    fn language(&self) -> Language {
        self.config().language
    }

    fn period_words(&self, period: Period) -> String {
        match self.language() {
            Language::Chinese => period.chinese(),
            Language::English => period.english(),
        }
    }

    fn day(&self, day: Day) -> DayView {
        day_view(Moment::of_day(day), self.language())
    }

    fn permalink(&self, post: &Post) -> String {
        self.config().base_url.permalink(&post.url)
    }

    fn link(&self, post: &Post) -> LinkView {
        LinkView { title: post.title.clone(), url: self.permalink(post) }
    }
}

/// The arguments of a query, as if someone had typed them.
fn query(site: &Site, arguments: &BTreeMap<&str, String>) -> Option<Query> {
    let pairs = arguments.iter().map(|(name, value)| (*name, value.as_str()));
    Query::parse(pairs, &site.catalog(), site.today).ok()
}
