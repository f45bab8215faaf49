//! Taxonomies and their terms.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Address, Post, PostId};
use crate::config::Config;

/// A taxonomy that some post uses.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// `tags`, `series`, `place` …
    pub id: String,
    /// Its address.
    pub address: Address,
    /// The same, ready for `href`.
    pub url: String,
    /// Its terms, those with most posts first, then by name.
    pub terms: Vec<Term>,
    by_name: std::collections::HashMap<String, usize>,
}

/// A term.
#[derive(Debug, Clone)]
pub struct Term {
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: Address,
    /// The same, ready for `href`.
    pub url: String,
    /// How many posts have it.
    pub count: usize,
}

impl Taxonomy {
    /// The term of a name.
    pub fn term(&self, name: &str) -> Option<&Term> {
        self.by_name.get(name).map(|at| &self.terms[*at])
    }
}

/// The posts of terms, by taxonomy and name.
type PostsOfTerms<'p> = BTreeMap<(&'p str, &'p str), Vec<PostId>>;

/// The taxonomies of site.toml that have terms, and the posts of each term, in the order that they have in `ids`.
pub(super) fn collect_terms<'p>(
    ids: &[PostId],
    posts: &'p [Arc<Post>],
    config: &Config,
) -> (Vec<Taxonomy>, PostsOfTerms<'p>) {
    let mut posts_of = PostsOfTerms::new();
    for id in ids {
        for (taxonomy, names) in &*posts[id.0].head.terms {
            for name in names {
                posts_of.entry((taxonomy, name)).or_default().push(*id);
            }
        }
    }
    let taxonomies = config.taxonomies.iter().filter_map(|id| {
        let mut terms: Vec<Term> = posts_of
            .range((id.as_str(), "")..)
            .take_while(|((taxonomy, _), _)| taxonomy == id)
            .map(|((_, name), posts)| make_term(id, name, posts.len(), config))
            .collect();
        terms.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.name.cmp(&other.name)));
        let address = Address::home().page(id);
        let url = address.url(config.base_url.path());
        let by_name = terms.iter().enumerate().map(|(at, term)| (term.name.clone(), at)).collect();
        (!terms.is_empty()).then(|| Taxonomy { id: id.clone(), address, url, terms, by_name })
    });
    (taxonomies.collect(), posts_of)
}

fn make_term(taxonomy: &str, name: &str, count: usize, config: &Config) -> Term {
    let part = config.terms.get(name).cloned().unwrap_or_else(|| term_part(name));
    let address = Address::home().page(taxonomy).page(&part);
    let url = address.url(config.base_url.path());
    Term { name: name.to_owned(), address, url, count }
}

/// The term itself, but for what no folder can be called. A name that had to be changed is told apart from its like.
fn term_part(name: &str) -> String {
    let safe: String = name.chars().map(|c| if c.is_control() || matches!(c, '/' | '\\') { '-' } else { c }).collect();
    let safe = safe.trim_start_matches('.').trim();
    // `page` is where the pages of a list are, and `index.html` the list itself.
    if safe == name && safe.len() <= 160 && !matches!(safe, "page" | "index.html") {
        return safe.to_owned();
    }
    let head: String = safe.chars().take(40).collect();
    format!("{head}-{:08x}", rapidhash::v3::rapidhash_v3(name.as_bytes()) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_its_own_address_where_it_can_be() {
        assert_eq!(term_part("希望工程"), "希望工程");
        assert_eq!(term_part("C#"), "C#");
        for bad in ["..", "../../etc", "a/b", ".hidden", "page", "index.html", &"长".repeat(200)] {
            let part = term_part(bad);
            assert!(part != bad && !part.starts_with('.') && !part.contains('/') && part.len() < 200, "{part}");
        }
    }
}
