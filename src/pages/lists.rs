//! Pages of posts: categories and terms, and their pagers.

use super::Pages;
use super::chrome::{PageFacts, PageKind};
use crate::model::{Address, CategoryId, ListKey, PostId, page_address, page_count};
use crate::view::{
    CategoryBlock, CategoryView, LinkView, ListView, PageLink, PageView, TaxonomyView, TermPageView, TermView,
};

impl Pages<'_> {
    /// How many posts are on one page of a category.
    pub fn per_page(&self, category: Option<CategoryId>) -> usize {
        let stated = category.and_then(|id| self.lens.category(id).head.paginate_by);
        stated.unwrap_or(self.lens.config().paginate_by)
    }

    /// `list`: page `number` of the list `ids`, whose first page is `first`.
    pub(super) fn list(&self, ids: &[PostId], first: &Address, number: usize, per_page: usize) -> ListView {
        let count = page_count(ids.len(), per_page);
        let start = (number - 1).saturating_mul(per_page).min(ids.len());
        let end = start.saturating_add(per_page).min(ids.len());
        let url = |number: usize| page_address(first, number).url(self.base_path());
        ListView {
            posts: self.cards(&ids[start..end]),
            total: ids.len(),
            number,
            count,
            previous: (number > 1).then(|| url(number - 1)),
            next: (number < count).then(|| url(number + 1)),
            pages: pager(number, count)
                .into_iter()
                .map(|page| PageLink {
                    number: page,
                    url: if page == 0 { String::new() } else { url(page) },
                    current: page == number,
                })
                .collect(),
        }
    }

    /// `page`, `category` and `list` of a page of a category.
    pub fn category_page(&self, id: CategoryId, number: usize, body: String) -> (PageView, CategoryView, ListView) {
        let category = self.lens.category(id);
        let list =
            self.list(self.lens.list(&ListKey::Category(id)), &category.address, number, self.per_page(Some(id)));
        let url = page_address(&category.address, number).url(self.base_path());
        let mut facts = PageFacts::new(PageKind::Category, category.title.clone(), url);
        facts.category = Some(id);
        facts.number = number;
        facts.description = category.head.description.clone();
        let mut page = self.page(&facts);
        self.add_meta(&mut page, &facts, None);
        self.add_breadcrumbs(&mut page);
        let view = CategoryView {
            title: category.title.clone(),
            url: category.url.clone(),
            description: category.head.description.clone(),
            body: if number == 1 { body } else { String::new() },
            children: category.children.iter().map(|child| self.category_block(*child)).collect(),
            key_figures: if number == 1 { self.key_figures(Some(id), 4) } else { Vec::new() },
            feed_url: category.address.file("atom.xml").url(self.base_path()),
        };
        (page, view, list)
    }

    /// A category with its latest three.
    pub(super) fn category_block(&self, id: CategoryId) -> CategoryBlock {
        let category = self.lens.category(id);
        let key = ListKey::CategoryNewest(id);
        CategoryBlock {
            title: category.title.clone(),
            url: category.url.clone(),
            description: category.head.description.clone(),
            count: self.lens.list_length(&key),
            posts: self.cards(self.lens.list_start(&key, 3)),
        }
    }

    /// `page` and `taxonomy` of the page of all terms; `None` where no post uses the taxonomy.
    pub fn taxonomy_page(&self, id: &str) -> Option<(PageView, TaxonomyView)> {
        let taxonomy = self.lens.taxonomy(id)?;
        let label = self.words.taxonomy(id);
        let facts = PageFacts::new(PageKind::Taxonomy, label.clone(), taxonomy.url.clone());
        let terms = taxonomy.terms.iter().map(|term| TermView {
            name: term.name.clone(),
            url: term.url.clone(),
            count: term.count,
        });
        let view = TaxonomyView { id: id.to_owned(), label, url: taxonomy.url.clone(), terms: terms.collect() };
        Some((self.simple_page(&facts), view))
    }

    /// `page`, `term` and `list` of a page of a term.
    pub fn term_page(&self, taxonomy: &str, name: &str, number: usize) -> Option<(PageView, TermPageView, ListView)> {
        let (_, all_url) = self.lens.taxonomy_address(taxonomy)?;
        let (address, term_url) = self.lens.term_address(taxonomy, name)?;
        let label = self.words.taxonomy(taxonomy);
        let key = ListKey::Term { taxonomy: taxonomy.to_owned(), term: name.to_owned() };
        let list = self.list(self.lens.list(&key), address, number, self.lens.config().paginate_by);
        let url = page_address(address, number).url(self.base_path());
        let mut facts = PageFacts::new(PageKind::Term, name.to_owned(), url);
        facts.number = number;
        facts.description = self.words.fill("term_description", &[("taxonomy", &label), ("name", name)]);
        facts.between = vec![LinkView { title: label.clone(), url: all_url.to_owned() }];
        let view = TermPageView {
            name: name.to_owned(),
            url: term_url.to_owned(),
            taxonomy: taxonomy.to_owned(),
            taxonomy_label: label,
            taxonomy_url: all_url.to_owned(),
        };
        Some((self.simple_page(&facts), view, list))
    }

    /// `page` with what every page has and nothing more.
    pub(super) fn simple_page(&self, facts: &PageFacts) -> PageView {
        let mut page = self.page(facts);
        self.add_meta(&mut page, facts, None);
        self.add_breadcrumbs(&mut page);
        page
    }
}

/// The pages to offer: the first, the last, and those around the open one; 0 stands for a gap.
fn pager(number: usize, count: usize) -> Vec<usize> {
    let near = |page: usize| page == 1 || page == count || page.abs_diff(number) <= 2;
    let mut shown = Vec::new();
    let candidates = [1].into_iter().chain(number.saturating_sub(3).max(2)..=(number + 3).min(count)).chain([count]);
    for page in candidates.filter(|page| *page <= count) {
        if near(page) && !shown.contains(&page) {
            let last = shown.last().copied().unwrap_or(0);
            if page > last + 1 && last > 0 {
                shown.push(0);
            }
            shown.push(page);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pager_leaves_out_what_is_far() {
        assert_eq!(pager(1, 1), [1]);
        assert_eq!(pager(1, 3), [1, 2, 3]);
        assert_eq!(pager(5, 20), [1, 0, 3, 4, 5, 6, 7, 0, 20]);
        assert_eq!(pager(20, 20), [1, 0, 18, 19, 20]);
    }
}
