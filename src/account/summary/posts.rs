//! The posts of the period: by category and kind, and by date.

use std::collections::{BTreeMap, BTreeSet};

use super::Summary;
use super::totals::Scope;
use crate::base::{Day, SitePath};
use crate::config::Language;
use crate::model::{CategoryId, Post};
use crate::stats::PostFacts;
use crate::view::{SummaryCategory, SummaryFigure, SummaryKind, SummaryPost};

/// The figures that count, by the post that states them.
pub(super) type Figures = BTreeMap<SitePath, Vec<SummaryFigure>>;

impl Summary<'_> {
    fn posts_with_facts(&self) -> impl Iterator<Item = (&Post, &PostFacts)> {
        self.site.posts.iter().map(|post| &**post).zip(self.site.facts().iter().map(|facts| &**facts))
    }

    /// How many posts are about days of the period, or have records of it that count. Of standalone pages, those that
    /// state a figure that counts.
    pub(super) fn count_posts(&self, figures: &Figures) -> usize {
        let days = self.period.span();
        let told =
            |post: &Post, facts: &PostFacts| !post.is_page() && facts.span.is_some_and(|span| days.contains(&span));
        let concerns = |post: &Post, facts: &PostFacts| told(post, facts) || figures.contains_key(&facts.path);
        self.posts_with_facts().filter(|(post, facts)| concerns(post, facts)).count()
    }

    /// What the posts of each category state, those of its inner categories with them; last what posts of none do.
    pub(super) fn categories(&self, figures: &Figures) -> Vec<SummaryCategory> {
        let tops: Vec<CategoryId> = self.pages.lens.top_categories().into_iter().map(|category| category.id).collect();
        let mut categories = Vec::new();
        for id in tops {
            let category = self.site.category(id);
            let posts = self.stating(figures, |facts| facts.is_in(&category.folder));
            if posts.is_empty() {
                continue;
            }
            let totals = self.totals_of(Scope::Category(&category.folder));
            let ordinal = self.ordinal(categories.len() + 1);
            categories.push(SummaryCategory { ordinal, title: category.title.clone(), totals, posts });
        }
        let posts = self.stating(figures, |facts| facts.category.is_empty());
        if !posts.is_empty() {
            let title = self.pages.words.get("report_pages");
            let ordinal = self.ordinal(categories.len() + 1);
            categories.push(SummaryCategory { ordinal, title, totals: Vec::new(), posts });
        }
        categories
    }

    /// The posts of some kind that state figures, by their days.
    fn stating(&self, figures: &Figures, wanted: impl Fn(&PostFacts) -> bool) -> Vec<SummaryPost> {
        let stating = self.posts_with_facts().filter(|(post, facts)| wanted(facts) && figures.contains_key(&post.path));
        let mut stating: Vec<_> = stating.collect();
        stating.sort_by(|(_, one), (_, two)| (one.span, &one.path).cmp(&(two.span, &two.path)));
        stating.into_iter().map(|(post, facts)| self.post(post, facts, figures)).collect()
    }

    /// What the posts of each kind state.
    pub(super) fn kinds(&self, figures: &Figures) -> Vec<SummaryKind> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let stating = self.posts_with_facts().filter(|(post, _)| figures.contains_key(&post.path));
        for kind in stating.filter_map(|(_, facts)| facts.kind.as_deref()) {
            *counts.entry(kind).or_default() += 1;
        }
        let kinds = counts.into_iter().filter_map(|(id, posts)| {
            let label = self.config().kinds.get(id)?.label.clone();
            Some(SummaryKind { label, posts, totals: self.totals_of(Scope::Kind(id)) })
        });
        kinds.collect()
    }

    /// What happened on a day of the period that isn't still to come. Of posts that tell the same, one is named: the one
    /// whose figures the others repeat.
    pub(super) fn events(&self, figures: &Figures) -> Vec<SummaryPost> {
        let days = self.period.span();
        let happened = |day: &Day| days.from <= *day && *day <= days.to && *day <= self.site.today;
        let dated = self.posts_with_facts().filter(|(post, _)| !post.is_page());
        let dated = dated.filter_map(|(post, facts)| Some((day_of(post, facts).filter(happened)?, post, facts)));
        let mut dated: Vec<(Day, &Post, &PostFacts)> = dated.collect();
        dated.sort_by(|(one, _, first), (two, _, second)| (one, &first.path).cmp(&(two, &second.path)));
        let named: BTreeSet<&SitePath> = dated.iter().map(|(.., facts)| &facts.path).collect();
        let told_elsewhere = |facts: &PostFacts| facts.repeats.as_ref().is_some_and(|path| named.contains(path));
        let own = dated.iter().filter(|(.., facts)| !told_elsewhere(facts));
        own.map(|(day, post, facts)| SummaryPost { day: Some(self.day(*day)), ..self.post(post, facts, figures) })
            .collect()
    }

    pub(super) fn figures_by_post(&self) -> Figures {
        let mut figures = Figures::new();
        for (metric, answered) in &self.answers {
            for source in &answered.result.sources {
                let text = self.language().figure_text(source.phrase, metric.unit_of(source.events));
                let figure = SummaryFigure { metric: self.pages.metric_view(metric), text };
                figures.entry(source.path.clone()).or_default().push(figure);
            }
        }
        figures
    }

    fn post(&self, post: &Post, facts: &PostFacts, figures: &Figures) -> SummaryPost {
        let kind = facts.kind.as_ref().and_then(|kind| self.config().kinds.get(kind));
        let period = self.period.span();
        let day = facts.span.filter(|span| span.from == span.to && period.contains(span));
        SummaryPost {
            title: post.title.clone(),
            url: self.permalink(post),
            path: post.path.to_string(),
            day: day.map(|span| self.day(span.from)),
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

/// The day on which what a post tells of happened: its event's first, else its own, where it is about a single day.
fn day_of(post: &Post, facts: &PostFacts) -> Option<Day> {
    let event = post.head.event.as_ref().map(|event| event.start.day());
    let own = facts.span.filter(|span| post.head.period.is_none() && span.from == span.to).map(|span| span.from);
    event.or(own)
}
