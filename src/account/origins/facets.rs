//! One part of the site that a page read, as a line.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::tree::Node;
use super::{Detail, MOST_BELOW, Teller};
use crate::base::SitePath;
use crate::diag::Message;
use crate::figures::Phrase;
use crate::model::{Facet, Lens, ListName, Site, Target};
use crate::stats::{Period, StatResult};

/// What parts of a site are told together, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    Own,
    Posts,
    Cards,
    Figures,
    Lists,
    Terms,
    Links,
    Files,
    Site,
}

impl Group {
    /// The id of its heading.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Self::Own => "explain-own",
            Self::Posts => "explain-posts",
            Self::Cards => "explain-cards",
            Self::Figures => "explain-figures",
            Self::Lists => "explain-lists",
            Self::Terms => "explain-terms",
            Self::Links => "explain-links",
            Self::Files => "explain-files",
            Self::Site => "explain-site",
        }
    }
}

/// The group of a facet; `own` are the files that the page is that of.
pub(super) fn group_of(facet: &Facet, own: &BTreeSet<SitePath>) -> Group {
    let own = |path: &SitePath| own.contains(path);
    let is_index = |folder: &str| own_index(folder).is_some_and(|path| own(&path));
    match facet {
        Facet::Post(path) | Facet::Outline(path) | Facet::Card(path) | Facet::Bytes(path) | Facet::File(path)
            if own(path) =>
        {
            Group::Own
        }
        Facet::Category(folder) if is_index(folder) => Group::Own,
        Facet::Home if is_index("") => Group::Own,
        Facet::Post(_) | Facet::Outline(_) | Facet::Outlines => Group::Posts,
        Facet::Card(_) => Group::Cards,
        Facet::Category(_)
        | Facet::Home
        | Facet::TopCategories
        | Facet::Categories
        | Facet::List(_)
        | Facet::ListStart(..)
        | Facet::ListLength(_)
        | Facet::Days
        | Facet::Related(_)
        | Facet::Neighbours(_) => Group::Lists,
        Facet::TermAddress(..) | Facet::TaxonomyAddress(_) | Facet::Taxonomy(_) => Group::Terms,
        Facet::Reference(..) | Facet::Named(..) => Group::Links,
        Facet::File(_) | Facet::Bytes(_) | Facet::Folder(_) => Group::Files,
        Facet::Statistic(_) | Facet::HalfYear | Facet::AllFacts | Facet::Stating(_) => Group::Figures,
        Facet::Config
        | Facet::Today
        | Facet::Theme
        | Facet::Template(_)
        | Facet::Frame
        | Facet::ThemeFile(_)
        | Facet::Addresses
        | Facet::SearchShard(_)
        | Facet::SearchCards(_)
        | Facet::SearchReadings(_)
        | Facet::SearchOrder => Group::Site,
    }
}

/// Whether another facet that was read too says more of the same.
pub(super) fn is_told_by_another(facet: &Facet, all: &BTreeSet<&Facet>) -> bool {
    let has = |facet: Facet| all.contains(&facet);
    match facet {
        Facet::Card(path) => has(Facet::Outline(path.clone())) || has(Facet::Post(path.clone())),
        Facet::Outline(path) => has(Facet::Post(path.clone())),
        Facet::File(path) => has(Facet::Bytes(path.clone())),
        Facet::ListStart(list, _) | Facet::ListLength(list) => has(Facet::List(list.clone())),
        Facet::TaxonomyAddress(id) => has(Facet::Taxonomy(id.clone())),
        _ => false,
    }
}

/// Whether it is a word of a widget that could have named a file, and doesn't.
pub(super) fn names_nothing(facet: &Facet, site: &Site) -> bool {
    let Facet::Reference(from, written) = facet else { return false };
    let is_word = !written.contains(['/', '.', ':', '#', '?']);
    is_word && matches!(site.resolve(from, written).target, Target::Relative(_))
}

fn own_index(folder: &str) -> Option<SitePath> {
    SitePath::resolve("content", &format!("{folder}/_index.md"))
}

impl Teller<'_> {
    fn site(&self) -> &Site {
        &self.origins.site
    }

    /// The line of a facet.
    pub(super) fn node(&self, facet: &Facet, detail: Detail) -> Node {
        match facet {
            Facet::Card(path) | Facet::Outline(path) | Facet::Post(path) => Node::leaf(self.post(path)),
            Facet::Category(folder) => Node::leaf(self.category(folder)),
            Facet::Home => Node::leaf(self.titled(&self.site().home_path, &self.site().config.name)),
            Facet::Statistic(arguments) => self.figure(arguments, detail),
            Facet::Reference(from, written) => Node::leaf(self.link(from, written, &self.target(from, written))),
            Facet::Named(from, named) => Node::leaf(self.link(from, named, &self.named(from, named))),
            Facet::File(path) | Facet::Bytes(path) => Node::leaf(self.file(path)),
            other => Node::leaf(self.say(self.message(other))),
        }
    }

    /// What a facet is, where a message says it all.
    fn message(&self, facet: &Facet) -> Message {
        match facet {
            Facet::List(name) => Message::new("explain-list").with("list", self.list(name)),
            Facet::ListStart(name, most) => {
                Message::new("explain-list-start").with("list", self.list(name)).with("count", most)
            }
            Facet::ListLength(name) => Message::new("explain-list-length").with("list", self.list(name)),
            Facet::TopCategories => Message::new("explain-top-categories"),
            Facet::Days => Message::new("explain-days"),
            Facet::Related(path) => Message::new("explain-related").with("path", path),
            Facet::Neighbours(path) => Message::new("explain-neighbours").with("path", path),
            Facet::TermAddress(taxonomy, term) => {
                Message::new("explain-term").with("taxonomy", taxonomy).with("name", term)
            }
            Facet::TaxonomyAddress(taxonomy) => Message::new("explain-taxonomy-address").with("taxonomy", taxonomy),
            Facet::Taxonomy(taxonomy) => Message::new("explain-taxonomy").with("taxonomy", taxonomy),
            Facet::Folder(folder) => Message::new("explain-folder").with("path", folder),
            Facet::HalfYear => {
                let period = Lens::new(Arc::clone(&self.origins.site)).half_year();
                Message::new("explain-half-year").with("period", self.period(period))
            }
            Facet::AllFacts => Message::new("explain-all-facts"),
            Facet::Outlines => Message::new("explain-outlines"),
            Facet::Stating(None) => Message::new("explain-stating-any"),
            Facet::Stating(Some(id)) => {
                let metric = self.site().config.metrics.get(id);
                Message::new("explain-stating").with("metric", metric.map_or(id, |metric| &metric.label))
            }
            Facet::Addresses => Message::new("explain-addresses"),
            Facet::SearchShard(_) => Message::new("explain-search-words"),
            Facet::SearchCards(_) => Message::new("explain-search-cards"),
            Facet::SearchReadings(_) => Message::new("explain-search-readings"),
            Facet::SearchOrder => Message::new("explain-search-order"),
            Facet::Categories => Message::new("explain-categories"),
            Facet::Config => Message::new("explain-config"),
            Facet::Today => Message::new("explain-today").with("day", self.site().today),
            Facet::Theme => Message::new("explain-theme").with("name", &self.site().config.theme),
            Facet::Template(name) => Message::new("explain-template").with("name", name),
            Facet::ThemeFile(name) => Message::new("explain-theme-file").with("name", name),
            // The others have lines of their own.
            _ => Message::new("explain-frame"),
        }
    }

    fn titled(&self, path: &SitePath, title: &str) -> String {
        format!("{path}  {title}")
    }

    fn gone(&self, path: impl ToString) -> String {
        self.say(Message::new("explain-gone").with("path", path))
    }

    fn post(&self, path: &SitePath) -> String {
        self.site().post_at(path).map_or_else(|| self.gone(path), |post| self.titled(path, &post.title))
    }

    fn file(&self, path: &SitePath) -> String {
        if self.site().files().contains_key(path) { path.to_string() } else { self.gone(path) }
    }

    fn category(&self, folder: &str) -> String {
        match self.site().category_of(folder) {
            Some(category) => self.titled(&category.path, &category.title),
            None => self.gone(format!("content/{folder}")),
        }
    }

    fn list(&self, name: &ListName) -> String {
        let of_category =
            |folder: &str| self.site().category_of(folder).map_or(folder, |category| &category.title).to_owned();
        match name {
            ListName::Home | ListName::Newest => self.plain("list-all"),
            ListName::Pages => self.plain("list-pages"),
            ListName::Events => self.plain("list-events"),
            ListName::Category(folder) | ListName::CategoryNewest(folder) => {
                self.say(Message::new("list-category").with("title", of_category(folder)))
            }
            ListName::Neighbours(folder) => {
                self.say(Message::new("list-category-alone").with("title", of_category(folder)))
            }
            ListName::Term(taxonomy, term) => {
                self.say(Message::new("list-term").with("taxonomy", taxonomy).with("name", term))
            }
        }
    }

    /// What was written, and where it leads; the file that it stands in where that is not the page's own.
    fn link(&self, from: &SitePath, written: &str, target: &str) -> String {
        let link = format!("{written} → {target}");
        if self.origins.own.contains(from) { link } else { format!("{from}: {link}") }
    }

    fn target(&self, from: &SitePath, written: &str) -> String {
        let site = self.site();
        match site.resolve(from, written).target {
            Target::Unbuilt(path) => self.say(Message::new("explain-unbuilt").with("path", path)),
            Target::Missing(written) => self.gone(written),
            there => super::data::target(there, site).unwrap_or_default(),
        }
    }

    fn named(&self, from: &SitePath, named: &str) -> String {
        let lens = Lens::new(Arc::clone(&self.origins.site));
        let found = self.site().post_at(from).and_then(|post| lens.named_post(post, named));
        found.map_or_else(|| self.gone(named), |id| self.site().post(id).path.to_string())
    }

    fn period(&self, period: Period) -> String {
        match self.language {
            crate::config::Language::Chinese => period.chinese(),
            crate::config::Language::English => period.english(),
        }
    }

    /// A query, its answer, and what that rests on.
    fn figure(&self, arguments: &[(String, String)], detail: Detail) -> Node {
        let Ok(asked) = Lens::new(Arc::clone(&self.origins.site)).statistic(arguments) else {
            let stated: Vec<String> = arguments.iter().map(|(name, value)| format!("{name}={value}")).collect();
            return Node::leaf(self.say(Message::new("explain-unanswered").with("query", stated.join(" · "))));
        };
        let result = &asked.result;
        let name = self.query(arguments, result);
        if detail == Detail::Name {
            return Node::leaf(name);
        }
        let total = self.amount(result.total.phrase, &result.shown_unit);
        let text = format!("{name}  {total}");
        let source = |source: &crate::stats::Source| {
            Node::leaf(format!("{}  {}", source.path, self.amount(Some(source.phrase), &result.unit)))
        };
        Node { text, below: self.cut(result.sources.iter().map(source).collect(), MOST_BELOW) }
    }

    fn query(&self, arguments: &[(String, String)], result: &StatResult) -> String {
        let period = (result.period != Period::ALL).then(|| self.period(result.period));
        let others = arguments.iter().filter(|(name, _)| name != "metric" && name != "period");
        let others = others.map(|(name, value)| format!("{name}={value}"));
        let parts: Vec<String> = [Some(result.label.clone()), period].into_iter().flatten().chain(others).collect();
        parts.join(" · ")
    }

    fn amount(&self, phrase: Option<Phrase>, unit: &str) -> String {
        phrase.map_or_else(|| self.plain("stats-nothing"), |phrase| self.language.figure_text(phrase, unit))
    }
}
