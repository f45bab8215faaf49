//! The search page.

use serde_json::{Map, Value, json};

use super::Pages;
use super::chrome::{PageFacts, PageKind};
use crate::model::{Address, Facet, Site};
use crate::search::{CARDS_A_PART, SearchIndex, SearchSize, script_name, syllables_name};
use crate::view::{LinkView, PageView, SearchView};

/// How many tags the page offers, those of the most posts.
const MOST_TAGS: usize = 12;

/// The strings of a theme that the script shows.
const STRINGS: [&str; 12] = [
    "search_hint",
    "search_loading",
    "search_count",
    "search_none",
    "search_try",
    "search_failed",
    "search_all_categories",
    "search_all_years",
    "search_undated",
    "search_short",
    "search_everywhere",
    "search_listed",
];

impl Pages<'_> {
    /// `page` and `search`.
    pub fn search_page(&self) -> (PageView, SearchView) {
        let address = Address::home().page("search");
        let facts = PageFacts::new(PageKind::Search, self.words.get("search"), address.url(self.base_path()));
        let tops = self.lens.top_categories().into_iter().filter(|category| !category.head.hidden);
        let categories = tops.map(|category| LinkView { title: category.title.clone(), url: category.url.clone() });
        let view = SearchView {
            script: Address::home().page("assets").file(&script_name()).url(self.base_path()),
            data: self.search_data(&address).to_string(),
            categories: categories.collect(),
            tags: self.most_used_tags(),
        };
        (self.simple_page(&facts), view)
    }

    fn most_used_tags(&self) -> Vec<LinkView> {
        let Some(taxonomy) = self.lens.taxonomy("tags") else { return Vec::new() };
        let mut terms: Vec<_> = taxonomy.terms.iter().collect();
        terms.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.name.cmp(&other.name)));
        let links = terms.into_iter().take(MOST_TAGS);
        links.map(|term| LinkView { title: term.name.clone(), url: term.url.clone() }).collect()
    }

    /// What the script has to know before it fetches anything.
    fn search_data(&self, address: &Address) -> Value {
        let (size, years) = self.lens.look(Facet::SearchOrder, |site| {
            let order = SearchIndex::order(site);
            (SearchSize::of(order.len()), years(site, &order))
        });
        let listed = self.lens.categories().iter().filter(|category| !category.head.hidden);
        let categories: Vec<Value> = listed.map(|category| json!([category.folder, category.title])).collect();
        let strings: Map<String, Value> =
            STRINGS.iter().map(|key| ((*key).to_owned(), Value::from(self.words.get(key)))).collect();
        json!({
            "base": address.url(self.base_path()),
            "syllables": Address::home().page("assets").file(&syllables_name()).url(self.base_path()),
            "posts": size.posts, "shards": size.shards, "sounds": size.syllables, "readings": size.readings, "cards": CARDS_A_PART,
            "years": years, "categories": categories, "strings": strings,
        })
    }
}

/// The years, each with the number of its first post; 0 are those without a date, which come first.
fn years(site: &Site, order: &[crate::model::PostId]) -> Vec<(i16, usize)> {
    let mut years: Vec<(i16, usize)> = Vec::new();
    for (number, id) in order.iter().enumerate() {
        let year = site.post(*id).day().map_or(0, crate::base::Day::year);
        if years.last().is_none_or(|(last, _)| *last != year) {
            years.push((year, number));
        }
    }
    years
}
