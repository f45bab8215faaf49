//! Queries: what is asked, read from arguments that are all text (product.md, section 5).

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Day;
use crate::figures::{Kind, Metric};

use super::arguments::nearest;
use super::period::RELATIVE;
use super::{Grain, Period, PostFacts, QueryError, QueryProblem};

/// What a portal has that queries name.
#[derive(Debug, Clone, Copy)]
pub struct Catalog<'a> {
    /// The metrics by id; `posts` is known without being among them.
    pub metrics: &'a BTreeMap<String, Metric>,
    /// The kinds by id.
    pub kinds: &'a BTreeMap<String, Kind>,
    /// The titles of the categories, by folder below content/.
    pub categories: &'a BTreeMap<String, String>,
    /// The taxonomies: `tags`, `series`, `place`.
    pub taxonomies: &'a [String],
    /// The labels that records have.
    pub labels: &'a BTreeSet<String>,
}

/// A question about one metric.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Which metric.
    pub metric: Metric,
    /// Only posts of this category and those inside it.
    pub category: Option<String>,
    /// Only posts of this kind.
    pub kind: Option<String>,
    /// Only posts that have all of these terms: taxonomy and term.
    pub terms: Vec<(String, String)>,
    /// When; all days where it isn't said.
    pub period: Period,
    /// Into which groups.
    pub by: Option<By>,
    /// With which period to compare.
    pub compare: Option<Compare>,
    /// How many of the largest groups; at least 1.
    pub top: Option<usize>,
    /// In which form it wants to be shown.
    pub show: Option<Show>,
}

/// What groups are made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// Months, quarters, halves or years.
    Time(Grain),
    /// Categories: those directly inside the one that is asked for, or all of the first level.
    Category,
    /// Kinds.
    Kind,
    /// What records have under a label; where they haven't, the post's terms in a taxonomy.
    Key {
        /// The label.
        label: String,
        /// The taxonomy of that name.
        taxonomy: Option<String>,
    },
}

/// Which period is the base of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compare {
    /// 同比: the same period a year before.
    LastYear,
    /// 环比: the adjacent period.
    Previous,
}

/// The form in which a result is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Show {
    /// The number.
    Number,
    /// Bars.
    Bar,
    /// A line.
    Line,
    /// A ring of shares.
    Donut,
    /// A table.
    Table,
    /// Progress towards a target.
    Progress,
    /// Two periods side by side.
    Compare,
}

const ARGUMENTS: [&str; 7] = ["metric", "category", "kind", "period", "by", "compare", "top"];
const SHOWS: [(&str, Show); 7] = [
    ("number", Show::Number),
    ("bar", Show::Bar),
    ("line", Show::Line),
    ("donut", Show::Donut),
    ("table", Show::Table),
    ("progress", Show::Progress),
    ("compare", Show::Compare),
];
const TIMES: [(&str, Grain); 4] =
    [("month", Grain::Month), ("quarter", Grain::Quarter), ("half", Grain::Half), ("year", Grain::Year)];
const COMPARISONS: [(&str, Compare); 2] = [("last-year", Compare::LastYear), ("previous", Compare::Previous)];

/// What an argument can say, where that is the same in every portal; empty where it depends on site.toml.
pub fn choices(argument: &str) -> Vec<&'static str> {
    match argument {
        "show" => SHOWS.iter().map(|(name, _)| *name).collect(),
        "compare" => COMPARISONS.iter().map(|(name, _)| *name).collect(),
        _ => Vec::new(),
    }
}

/// More groups than this are refused where a period has them all.
pub(super) const MOST_GROUPS: i64 = 1200;

impl Show {
    /// The name of the form.
    pub fn as_str(self) -> &'static str {
        SHOWS.iter().find(|(_, show)| *show == self).map_or("number", |(name, _)| name)
    }
}

impl Query {
    /// Reads a query from its arguments; `as_of` is the day of the build. An empty value counts as none.
    ///
    /// # Errors
    /// All arguments that can't be used, each with the nearest that could be.
    pub fn parse<'t>(
        arguments: impl IntoIterator<Item = (&'t str, &'t str)>,
        catalog: &Catalog,
        as_of: Day,
    ) -> Result<Self, Vec<QueryError>> {
        let mut parser = Parser { catalog, given: BTreeMap::new(), errors: Vec::new() };
        arguments.into_iter().for_each(|(name, value)| parser.give(name, value));
        let query = parser.query(as_of);
        match query {
            Some(query) if parser.errors.is_empty() => Ok(query),
            _ => Err(parser.errors),
        }
    }

    /// Whether the query asks for this post, whatever it states and when.
    pub fn selects(&self, post: &PostFacts) -> bool {
        let has =
            |(taxonomy, term): &(String, String)| post.terms.get(taxonomy).is_some_and(|terms| terms.contains(term));
        self.category.as_ref().is_none_or(|category| post.is_in(category))
            && (self.kind.is_none() || self.kind == post.kind)
            && self.terms.iter().all(has)
    }

    /// The terms that are asked for and that aren't among those that `known` gives for their taxonomy, each with the nearest
    /// that is.
    pub fn unknown_terms<'k>(&self, known: impl Fn(&str) -> Vec<&'k str>) -> Vec<QueryError> {
        let asked = self.terms.iter().map(|(taxonomy, term)| (taxonomy, term, known(taxonomy)));
        let unknown = asked.filter(|(_, term, known)| !known.contains(&term.as_str()));
        unknown.map(|(taxonomy, term, known)| QueryError::unknown(argument_of(taxonomy), term, known)).collect()
    }

    /// The period that it is compared with.
    pub fn base(&self) -> Option<Period> {
        match self.compare? {
            Compare::LastYear => self.period.last_year(),
            Compare::Previous => self.period.previous(),
        }
    }
}

struct Parser<'a, 't> {
    catalog: &'a Catalog<'a>,
    given: BTreeMap<&'t str, &'t str>,
    errors: Vec<QueryError>,
}

impl<'a, 't> Parser<'a, 't> {
    fn give(&mut self, name: &'t str, value: &'t str) {
        let known = ARGUMENTS.contains(&name) || name == "show" || self.taxonomy(name).is_some();
        if !known {
            let singular = self.catalog.taxonomies.iter().map(|taxonomy| argument_of(taxonomy));
            let names = ARGUMENTS.into_iter().chain(["show"]).chain(singular);
            let nearest = nearest(name, names).map(str::to_owned);
            let error = QueryError::new(name, value, QueryProblem::UnknownArgument);
            self.errors.push(QueryError { nearest, ..error });
        } else if !value.trim().is_empty() && self.given.insert(name, value.trim()).is_some() {
            self.errors.push(QueryError::new(name, value, QueryProblem::Repeated));
        }
    }

    /// The taxonomy that an argument names: `tag` and `tags` are one.
    fn taxonomy(&self, name: &str) -> Option<&'a str> {
        let mut taxonomies = self.catalog.taxonomies.iter().map(String::as_str);
        taxonomies.find(|taxonomy| *taxonomy == name || argument_of(taxonomy) == name)
    }

    fn query(&mut self, as_of: Day) -> Option<Query> {
        let metric = self.metric();
        let catalog = self.catalog;
        let categories = catalog.categories.iter().map(|(id, title)| (id.as_str(), title.as_str()));
        let kinds = catalog.kinds.iter().map(|(id, kind)| (id.as_str(), kind.label.as_str()));
        let category = self.named("category", categories);
        let kind = self.named("kind", kinds);
        let (period, by, top) = (self.period(as_of), self.by(), self.top());
        let compare = self.one_of("compare", &COMPARISONS);
        let show = self.one_of("show", &SHOWS);
        self.refuse_alone(period, by.as_ref());
        Some(Query { metric: metric?, category, kind, terms: self.terms(), period, by, compare, top, show })
    }

    fn metric(&mut self) -> Option<Metric> {
        let Some(name) = self.given.get("metric").copied() else {
            self.errors.push(QueryError::new("metric", "", QueryProblem::Missing));
            return None;
        };
        let metrics = self.catalog.metrics;
        if name == Metric::POSTS {
            return Some(metrics.get(name).cloned().unwrap_or_else(Metric::posts));
        }
        let names = metrics.values().map(|metric| (metric.id.as_str(), metric.label.as_str()));
        let names = names.chain([(Metric::POSTS, Metric::POSTS)]);
        let id = self.named("metric", names)?;
        metrics.get(&id).cloned()
    }

    /// The id that an argument names by itself or by its label.
    fn named(&mut self, argument: &str, known: impl Iterator<Item = (&'a str, &'a str)>) -> Option<String> {
        let name = self.given.get(argument).copied()?;
        let known: Vec<(&str, &str)> = known.collect();
        let by_id = known.iter().find(|(id, _)| *id == name);
        if let Some((id, _)) = by_id.or_else(|| known.iter().find(|(_, label)| *label == name)) {
            return Some((*id).to_owned());
        }
        let words = known.iter().flat_map(|(id, label)| [*id, *label]);
        self.errors.push(QueryError::unknown(argument, name, words));
        None
    }

    fn one_of<T: Copy>(&mut self, argument: &str, known: &[(&'static str, T)]) -> Option<T> {
        let name = self.given.get(argument).copied()?;
        let found = known.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
        if found.is_none() {
            self.errors.push(QueryError::unknown(argument, name, known.iter().map(|(known, _)| *known)));
        }
        found
    }

    fn terms(&self) -> Vec<(String, String)> {
        let fixed = |name: &str| ARGUMENTS.contains(&name) || name == "show";
        let given = self.given.iter().filter(|(name, _)| !fixed(name));
        given.filter_map(|(name, term)| Some((self.taxonomy(name)?.to_owned(), (*term).to_owned()))).collect()
    }

    fn period(&mut self, as_of: Day) -> Period {
        let Some(text) = self.given.get("period").copied() else { return Period::ALL };
        Period::parse(text, as_of).unwrap_or_else(|problem| {
            let error = QueryError::new("period", text, QueryProblem::Period(problem));
            self.errors.push(QueryError { nearest: nearest(text, RELATIVE).map(str::to_owned), ..error });
            Period::ALL
        })
    }

    fn by(&mut self) -> Option<By> {
        let name = self.given.get("by").copied()?;
        if let Some((_, grain)) = TIMES.iter().find(|(time, _)| *time == name) {
            return Some(By::Time(*grain));
        }
        let taxonomy = self.taxonomy(name);
        match name {
            "category" => Some(By::Category),
            "kind" => Some(By::Kind),
            _ if taxonomy.is_some() || self.catalog.labels.contains(name) => {
                Some(By::Key { label: name.to_owned(), taxonomy: taxonomy.map(str::to_owned) })
            }
            _ => {
                let catalog = self.catalog;
                let names = TIMES.iter().map(|(time, _)| *time).chain(["category", "kind"]);
                let names = names.chain(catalog.taxonomies.iter().map(|taxonomy| argument_of(taxonomy)));
                let names = names.chain(catalog.labels.iter().map(String::as_str));
                self.errors.push(QueryError::unknown("by", name, names));
                None
            }
        }
    }

    fn top(&mut self) -> Option<usize> {
        let text = self.given.get("top").copied()?;
        let top = text.parse().ok().filter(|top| *top > 0);
        if top.is_none() {
            self.errors.push(QueryError::new("top", text, QueryProblem::NotANumber));
        }
        top
    }

    /// Refuses what means nothing without something else.
    fn refuse_alone(&mut self, period: Period, by: Option<&By>) {
        if let Some(top) = self.given.get("top").filter(|_| !self.given.contains_key("by")) {
            self.errors.push(QueryError::new("top", top, QueryProblem::Needs("by")));
        }
        if let Some(compare) = self.given.get("compare").filter(|_| !self.given.contains_key("period")) {
            self.errors.push(QueryError::new("compare", compare, QueryProblem::Needs("period")));
        }
        let years = i64::from(period.to().year()) - i64::from(period.from().year()) + 1;
        let groups = match by {
            Some(By::Time(Grain::Month)) => years * 12,
            Some(By::Time(Grain::Quarter)) => years * 4,
            Some(By::Time(Grain::Half)) => years * 2,
            Some(By::Time(_)) => years,
            _ => 0,
        };
        if period.grain() != Grain::All && groups > MOST_GROUPS {
            self.errors.push(QueryError::new("by", self.given["by"], QueryProblem::TooManyGroups));
        }
    }
}

/// The argument that filters by a taxonomy: `tag` for `tags`, its own name for others.
fn argument_of(taxonomy: &str) -> &str {
    match taxonomy {
        "tags" => "tag",
        other => other,
    }
}
