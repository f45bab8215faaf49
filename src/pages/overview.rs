//! Pages that show the portal as a whole: archive, calendar, sitemap.

use std::collections::BTreeMap;

use super::Pages;
use super::chrome::{PageFacts, PageKind};
use super::days::month_text;
use crate::model::{Address, CategoryId, ListKey, PostId};
use crate::view::{
    ArchiveMonth, ArchiveView, ArchiveYear, CalendarView, LinkView, PageView, SitemapGroup, SitemapView,
};

/// Up to so many posts the whole archive is one page; above, each year has its own, so that no phone has to load it all.
const ON_ONE_PAGE: usize = 300;

/// Posts by year and month, both descending.
type ByMonth = BTreeMap<std::cmp::Reverse<i16>, BTreeMap<std::cmp::Reverse<i8>, Vec<PostId>>>;

impl Pages<'_> {
    /// The years that have an archive page of their own; none in a small portal.
    pub fn archive_years(&self) -> Vec<i16> {
        if self.lens.list_length(&ListKey::Newest) <= ON_ONE_PAGE {
            return Vec::new();
        }
        self.by_month().0.into_keys().map(|year| year.0).collect()
    }

    fn by_month(&self) -> (ByMonth, Vec<PostId>) {
        let mut months = ByMonth::new();
        let mut undated = Vec::new();
        for (id, day) in self.lens.days() {
            match day {
                Some(day) => months
                    .entry(std::cmp::Reverse(day.year()))
                    .or_default()
                    .entry(std::cmp::Reverse(day.month()))
                    .or_default()
                    .push(id),
                None => undated.push(id),
            }
        }
        (months, undated)
    }

    /// `page` and `archive`; `year` is the year of the page, `None` on the first.
    pub fn archive_page(&self, year: Option<i16>) -> (PageView, ArchiveView) {
        let (months, undated) = self.by_month();
        let paged = self.lens.list_length(&ListKey::Newest) > ON_ONE_PAGE;
        let address = Address::home().page("archive");
        let title = self.words.get("archive");
        let own = year.map_or_else(|| address.clone(), |year| address.page(&year.to_string()));
        let mut facts = PageFacts::new(PageKind::Archive, title.clone(), own.url(self.base_path()));
        if let Some(year) = year {
            facts.title = self.words.fill("archive_year", &[("year", &year.to_string())]);
            facts.between = vec![LinkView { title, url: address.url(self.base_path()) }];
        }
        let years = months.into_iter().filter(|(key, _)| year.is_none_or(|year| key.0 == year));
        let years = years.map(|(key, months)| {
            let with_posts = !paged || year.is_some();
            let url = (!with_posts).then(|| address.page(&key.0.to_string()).url(self.base_path()));
            self.archive_year(key.0, months, url)
        });
        let view = ArchiveView {
            year,
            total: self.lens.list(&ListKey::Newest).len(),
            years: years.collect(),
            undated: if year.is_none() { self.cards(&undated) } else { Vec::new() },
        };
        (self.simple_page(&facts), view)
    }

    fn archive_year(
        &self,
        year: i16,
        months: BTreeMap<std::cmp::Reverse<i8>, Vec<PostId>>,
        url: Option<String>,
    ) -> ArchiveYear {
        let count = months.values().map(Vec::len).sum();
        let months = months.into_iter().map(|(month, ids)| ArchiveMonth {
            month: month.0,
            label: month_text(month.0, self.language()),
            id: format!("{year}-{:02}", month.0),
            count: ids.len(),
            posts: if url.is_none() { self.cards(&ids) } else { Vec::new() },
        });
        ArchiveYear { year, count, months: months.collect(), url }
    }

    /// `page` and `calendar`.
    pub fn calendar_page(&self) -> (PageView, CalendarView) {
        let url = Address::home().page("calendar").url(self.base_path());
        let facts = PageFacts::new(PageKind::Calendar, self.words.get("calendar"), url);
        let events = self.lens.list(&ListKey::Events).iter().rev().filter_map(|id| self.event(self.lens.card(*id)));
        let past = events.filter(|event| event.over).take(100).collect();
        (self.simple_page(&facts), CalendarView { upcoming: self.upcoming(usize::MAX), past })
    }

    /// `page` and `sitemap`, the one for people.
    pub fn sitemap_page(&self) -> (PageView, SitemapView) {
        let url = Address::home().page("sitemap").url(self.base_path());
        let facts = PageFacts::new(PageKind::Sitemap, self.words.get("sitemap"), url);
        let tops = self.lens.top_categories();
        let taxonomies = self
            .lens
            .taxonomies()
            .iter()
            .map(|taxonomy| LinkView { title: self.words.taxonomy(&taxonomy.id), url: taxonomy.url.clone() });
        let view = SitemapView {
            categories: tops.into_iter().map(|category| self.sitemap_group(category.id)).collect(),
            taxonomies: taxonomies.collect(),
            pages: self.lens.list(&ListKey::Pages).iter().map(|id| self.link(*id)).collect(),
        };
        (self.simple_page(&facts), view)
    }

    fn sitemap_group(&self, id: CategoryId) -> SitemapGroup {
        let category = self.lens.category(id);
        SitemapGroup {
            title: category.title.clone(),
            url: category.url.clone(),
            count: self.lens.list_length(&ListKey::CategoryNewest(id)),
            children: category.children.iter().map(|child| self.sitemap_group(*child)).collect(),
        }
    }
}
