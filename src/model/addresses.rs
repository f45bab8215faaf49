//! All addresses that are worth finding.

use super::{Address, ListKey, Site};

/// How many [`addresses`] there are.
pub fn count_addresses(site: &Site) -> usize {
    let posts = site.posts.iter().filter(|post| !post.expired).count();
    let of_taxonomies: usize = site.taxonomies().iter().map(|taxonomy| 1 + taxonomy.terms.len()).sum();
    1 + site.categories().len() + posts + of_taxonomies + SPECIAL.len()
}

/// The pages that every site has besides.
const SPECIAL: [&str; 5] = ["archive", "stats", "calendar", "data", "sitemap"];

/// Addresses with the day of their last change, where that is known: neither notices that came down nor redirects.
pub fn addresses(site: &Site) -> Vec<(String, Option<String>)> {
    let base = site.config.base_url.path();
    let newest = |key: &ListKey| {
        let days = site.list(key).iter().filter_map(|id| site.post(*id).changed());
        days.max().map(|moment| moment.machine())
    };
    let mut found = vec![(Address::home().url(base), newest(&ListKey::Newest))];
    for category in site.categories() {
        found.push((category.url.clone(), newest(&ListKey::CategoryNewest(category.id))));
    }
    for post in site.posts.iter().filter(|post| !post.expired) {
        found.push((post.url.clone(), post.changed().map(|moment| moment.machine())));
    }
    for taxonomy in site.taxonomies() {
        found.push((taxonomy.url.clone(), None));
        found.extend(taxonomy.terms.iter().map(|term| (term.url.clone(), None)));
    }
    found.extend(SPECIAL.map(|part| (Address::home().page(part).url(base), None)));
    found
}
