//! The home page.

use super::Pages;
use super::chrome::{PageFacts, PageKind};
use crate::model::{Address, ListKey};
use crate::view::{CardView, EventView, HomeView, PageView, ShownCard};

impl Pages<'_> {
    /// `page` and `home`.
    pub fn home_page(&self, body: String) -> (PageView, HomeView) {
        let config = self.lens.config();
        let (_, index) = self.lens.home();
        let title = index.and_then(|(head, _)| head.title.clone()).unwrap_or_else(|| config.name.clone());
        let mut facts = PageFacts::new(PageKind::Home, title, Address::home().url(self.base_path()));
        let described = index.map(|(head, _)| head.description.clone()).filter(|text| !text.is_empty());
        facts.description = described.unwrap_or_else(|| config.description.clone());
        let mut page = self.page(&facts);
        let (lead, latest) = self.stories();
        self.add_meta(&mut page, &facts, lead.as_ref().and_then(|card| card.thumbnail.as_ref()));
        self.add_website(&mut page);
        let categories = self.lens.top_categories().into_iter().filter(|category| !category.head.hidden);
        let view = HomeView {
            body,
            lead,
            latest,
            key_figures: self.key_figures(None, 6),
            upcoming: self.upcoming(5),
            categories: categories.map(|category| self.category_block(category.id)).collect(),
        };
        (page, view)
    }

    /// The story that leads, and at most nine after it: pinned ones first, then the newest.
    fn stories(&self) -> (Option<CardView>, Vec<CardView>) {
        let listed = self.lens.list(&ListKey::Home);
        let shown = listed.iter().copied().filter(|id| !self.lens.card(*id).expired).take(10);
        let mut cards: Vec<CardView> = shown.map(|id| self.card(id)).collect();
        if cards.is_empty() {
            return (None, cards);
        }
        // A picture leads better than a line of text, but nothing goes before what was pinned.
        let with_picture = if cards[0].pinned { None } else { cards.iter().position(|card| card.thumbnail.is_some()) };
        let lead = cards.remove(with_picture.unwrap_or(0));
        (Some(lead), cards)
    }

    /// Events to come or under way, the next one first.
    pub(super) fn upcoming(&self, most: usize) -> Vec<EventView> {
        let events = self.lens.list(&ListKey::Events).iter().filter_map(|id| self.event(self.lens.card(*id)));
        events.filter(|event| !event.over).take(most).collect()
    }

    /// `page` and the latest posts of the page that is shown where there is nothing.
    pub fn not_found_page(&self) -> (PageView, Vec<ShownCard>) {
        let url = Address::home().file("404.html").url(self.base_path());
        let facts = PageFacts::new(PageKind::NotFound, self.words.get("not_found"), url);
        let mut page = self.page(&facts);
        self.add_meta(&mut page, &facts, None);
        (page, self.cards(self.lens.list_start(&ListKey::Newest, 5)))
    }
}
