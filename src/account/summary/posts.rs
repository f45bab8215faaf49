//! The posts of the period: by category, and by date.

use std::collections::BTreeMap;

use super::{Summary, totals};
use crate::base::SitePath;
use crate::config::Language;
use crate::figures::Metric;
use crate::model::{CategoryId, Post};
use crate::stats::{PostFacts, StatResult};
use crate::view::{SummaryCategory, SummaryFigure, SummaryPost};

impl Summary<'_> {
    /// The posts whose days lie in the period, by date and then by file. Standalone pages are none.
    pub(super) fn posts_in_period(&self) -> Vec<(&Post, &PostFacts)> {
        let days = self.period.span();
        let pairs = self.site.posts.iter().map(|post| &**post).zip(self.site.facts());
        let inside =
            pairs.filter(|(post, facts)| !post.is_page() && facts.span.is_some_and(|span| days.contains(&span)));
        let mut inside: Vec<_> = inside.collect();
        inside.sort_by(|(_, one), (_, two)| (one.span, &one.path).cmp(&(two.span, &two.path)));
        inside
    }

    /// What the posts of each category state, those of its inner categories with them.
    pub(super) fn categories(&self) -> Vec<SummaryCategory> {
        let figures = self.figures_by_post();
        let tops: Vec<CategoryId> = self.pages.lens.top_categories().into_iter().map(|category| category.id).collect();
        let mut categories = Vec::new();
        for id in tops {
            let category = self.site.category(id);
            let inside =
                self.site.posts.iter().zip(self.site.facts()).filter(|(_, facts)| facts.is_in(&category.folder));
            let mut stating: Vec<_> = inside.filter(|(post, _)| figures.contains_key(&post.path)).collect();
            stating.sort_by(|(_, one), (_, two)| (one.span, &one.path).cmp(&(two.span, &two.path)));
            if stating.is_empty() {
                continue;
            }
            let posts = stating.into_iter().map(|(post, facts)| self.post(post, facts, &figures)).collect();
            let totals = self.totals_of(&category.folder);
            let ordinal = self.ordinal(categories.len() + 1);
            categories.push(SummaryCategory { ordinal, title: category.title.clone(), totals, posts });
        }
        categories
    }

    /// Totals of a category that say more than its posts do one by one.
    fn totals_of(&self, folder: &str) -> Vec<crate::view::SummaryTotal> {
        let stated = self.results.iter().filter(|(_, result)| result.sources.len() > 1);
        let totals = stated.filter_map(|(metric, _)| {
            let result = totals::ask(self.site, metric, self.period, Some(folder));
            self.total(metric, &result).filter(|total| total.posts > 1)
        });
        totals.collect()
    }

    /// Posts that are about a single day.
    pub(super) fn events(&self) -> Vec<SummaryPost> {
        let figures = self.figures_by_post();
        let dated = self.posts_in_period().into_iter().filter(|(post, _)| post.head.period.is_none());
        dated.map(|(post, facts)| self.post(post, facts, &figures)).collect()
    }

    /// The figures that count, by the post that states them.
    fn figures_by_post(&self) -> BTreeMap<SitePath, Vec<SummaryFigure>> {
        let mut figures: BTreeMap<SitePath, Vec<SummaryFigure>> = BTreeMap::new();
        for (metric, result) in &self.results {
            for (path, figure) in self.figures_of(metric, result) {
                figures.entry(path).or_default().push(figure);
            }
        }
        figures
    }

    fn figures_of(&self, metric: &Metric, result: &StatResult) -> Vec<(SitePath, SummaryFigure)> {
        let figure = |source: &crate::stats::Source| {
            let text = self.language().figure_text(source.phrase, &metric.unit);
            (source.path.clone(), SummaryFigure { metric: self.pages.metric_view(metric), text })
        };
        result.sources.iter().map(figure).collect()
    }

    fn post(&self, post: &Post, facts: &PostFacts, figures: &BTreeMap<SitePath, Vec<SummaryFigure>>) -> SummaryPost {
        let kind = facts.kind.as_ref().and_then(|kind| self.config().kinds.get(kind));
        let day = facts.span.filter(|span| span.from == span.to).map(|span| self.day(span.from));
        SummaryPost {
            title: post.title.clone(),
            url: self.permalink(post),
            path: post.path.to_string(),
            day,
            kind: kind.map(|kind| kind.label.clone()),
            summary: self.sentence(&post.summary),
            figures: figures.get(&post.path).cloned().unwrap_or_default(),
        }
    }

    /// A summary as a whole sentence, so that figures can follow it.
    fn sentence(&self, summary: &str) -> String {
        let stop = if self.language() == Language::Chinese { "。" } else { "." };
        let summary = summary.trim_end();
        let ended =
            summary.trim_end_matches(['”', '’', '）', '"', ')']).ends_with(['。', '！', '？', '…', '.', '!', '?']);
        if summary.is_empty() || ended { summary.to_owned() } else { format!("{summary}{stop}") }
    }

    /// `一` to `九十九` as headings of official texts have them (TXT-9); `1`, `2` in English.
    fn ordinal(&self, number: usize) -> String {
        const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        match (self.language(), number) {
            (Language::English, _) | (_, 0 | 100..) => number.to_string(),
            (Language::Chinese, 1..10) => DIGITS[number].to_owned(),
            (Language::Chinese, 10..20) => format!("十{}", DIGITS[number % 10]),
            (Language::Chinese, _) => format!("{}十{}", DIGITS[number / 10], DIGITS[number % 10]),
        }
    }
}
