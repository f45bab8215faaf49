//! What surrounds every page.

use super::Pages;
use super::days::day_view;
use crate::base::Moment;
use crate::model::{Address, CategoryId, Lens, ListKey};
use crate::view::{FeedLink, LinkView, NavItem, OrganisationView, PageView, SiteView, SpecialUrls};
use crate::words::Words;

/// What kind of page one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageKind {
    /// The home page.
    Home,
    /// A page of a category.
    Category,
    /// A post.
    Post,
    /// A standalone page.
    Page,
    /// All terms of a taxonomy.
    Taxonomy,
    /// A page of a term.
    Term,
    /// The archive.
    Archive,
    /// The statistics.
    Stats,
    /// The calendar.
    Calendar,
    /// The open data.
    Data,
    /// The sitemap for people.
    Sitemap,
    /// The search page.
    Search,
    /// What is shown where there is nothing.
    NotFound,
}

impl PageKind {
    /// The kind's name in templates.
    pub fn name(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Category => "category",
            Self::Post => "post",
            Self::Page => "page",
            Self::Taxonomy => "taxonomy",
            Self::Term => "term",
            Self::Archive => "archive",
            Self::Stats => "stats",
            Self::Calendar => "calendar",
            Self::Data => "data",
            Self::Sitemap => "sitemap",
            Self::Search => "search",
            Self::NotFound => "404",
        }
    }
}

/// What a page's head is made of.
#[derive(Debug, Clone)]
pub struct PageFacts {
    /// Its kind.
    pub kind: PageKind,
    /// For `<h1>`.
    pub title: String,
    /// One sentence; may be empty.
    pub description: String,
    /// Its address.
    pub url: String,
    /// Which page of a list, from 1.
    pub number: usize,
    /// The category that it belongs to.
    pub category: Option<CategoryId>,
    /// Breadcrumbs between the category and the page.
    pub between: Vec<LinkView>,
}

impl PageFacts {
    /// A page with a title and an address.
    pub fn new(kind: PageKind, title: String, url: String) -> Self {
        Self { kind, title, url, description: String::new(), number: 1, category: None, between: Vec::new() }
    }
}

/// `site`: the same on every page. The lens is that of the page that asks, so that the page depends on it.
pub fn site_view(lens: &Lens, words: &Words) -> SiteView {
    let config = lens.config();
    let base = config.base_url.path();
    let url = |address: Address| address.url(base);
    let nav = lens.top_categories().into_iter().filter(|category| !category.head.hidden);
    let nav = nav.map(|category| NavItem {
        id: category.folder.clone(),
        title: category.title.clone(),
        url: category.url.clone(),
    });
    let pages = lens.list(&ListKey::Pages).iter().map(|id| {
        let page = lens.card(*id);
        LinkView { title: page.title.clone(), url: page.url.clone() }
    });
    SiteView {
        name: config.name.clone(),
        description: config.description.clone(),
        language: config.language.tag().to_owned(),
        base_url: config.base_url.as_text(),
        home_url: url(Address::home()),
        as_of: day_view(Moment::of_day(lens.today()), words.language()),
        nav: nav.collect(),
        pages: pages.collect(),
        organisation: organisation_view(lens),
        urls: SpecialUrls {
            archive: url(Address::home().page("archive")),
            stats: url(Address::home().page("stats")),
            calendar: url(Address::home().page("calendar")),
            calendar_ics: url(Address::home().file("calendar.ics")),
            data: url(Address::home().page("data")),
            sitemap: url(Address::home().page("sitemap")),
            search: url(Address::home().page("search")),
            feed: url(Address::home().file("atom.xml")),
            tags: lens.taxonomy_address("tags").map(|(_, url)| url.to_owned()),
        },
        extra: config.extra.0.clone(),
    }
}

fn organisation_view(lens: &Lens) -> OrganisationView {
    let stated = &lens.config().organisation;
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    OrganisationView {
        organiser: stated.organiser.clone(),
        undertaker: stated.undertaker.clone(),
        phone: stated.phone.clone(),
        phone_url: stated.phone.as_deref().map(|phone| format!("tel:{}", digits(phone))),
        email: stated.email.clone(),
        address: stated.address.clone(),
        site_id_code: stated.site_id_code.clone(),
        icp: stated.icp.clone(),
        police: stated.police.clone(),
        police_url: stated
            .police
            .as_deref()
            .map(|police| format!("https://beian.mps.gov.cn/#/query/webSearch?code={}", digits(police))),
        conac_id: stated.conac_id.clone(),
        conac_url: stated
            .conac_id
            .as_deref()
            .map(|id| format!("https://bszs.conac.cn/sitename?method=show&id={}", encoded(id))),
        report_errors: stated.report_errors.clone(),
    }
}

fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

impl Pages<'_> {
    /// `page`, but for its meta tags and structured data, which depend on the kind.
    pub(super) fn page(&self, facts: &PageFacts) -> PageView {
        let config = self.lens.config();
        let section = facts.category.map(|id| self.top_category(id)).unwrap_or_default();
        PageView {
            kind: facts.kind.name(),
            title: facts.title.clone(),
            window_title: self.window_title(facts),
            description: self.page_description(facts),
            url: facts.url.clone(),
            permalink: config.base_url.permalink(&facts.url),
            section,
            breadcrumbs: self.breadcrumbs(facts),
            meta: Vec::new(),
            json_ld: Vec::new(),
            feeds: self.feeds(facts.category),
            noindex: facts.kind == PageKind::NotFound,
        }
    }

    /// What the page says of itself; else what the theme says of pages of its kind, if it does.
    fn page_description(&self, facts: &PageFacts) -> String {
        if !facts.description.is_empty() {
            return facts.description.clone();
        }
        let key = format!("{}_description", facts.kind.name());
        let values = [("name", self.lens.config().name.as_str()), ("title", facts.title.as_str())];
        self.words.find(&key).map(|_| self.words.fill(&key, &values)).unwrap_or_default()
    }

    fn window_title(&self, facts: &PageFacts) -> String {
        let name = &self.lens.config().name;
        if facts.kind == PageKind::Home {
            return name.clone();
        }
        let number = if facts.number > 1 {
            format!(" · {}", self.words.fill("page_number", &[("n", &facts.number.to_string())]))
        } else {
            String::new()
        };
        format!("{}{number} - {name}", facts.title)
    }

    fn top_category(&self, id: CategoryId) -> String {
        self.ancestors(id).first().map(|top| self.lens.category(*top).folder.clone()).unwrap_or_default()
    }

    /// A category and what it is inside of, the top first.
    pub(super) fn ancestors(&self, id: CategoryId) -> Vec<CategoryId> {
        let mut chain = vec![id];
        while let Some(parent) = chain.last().and_then(|last| self.lens.category(*last).parent) {
            chain.push(parent);
        }
        chain.reverse();
        chain
    }

    fn breadcrumbs(&self, facts: &PageFacts) -> Vec<LinkView> {
        let home = LinkView { title: self.words.get("home"), url: Address::home().url(self.base_path()) };
        let mut crumbs = vec![home];
        if let Some(id) = facts.category {
            crumbs.extend(self.ancestors(id).into_iter().map(|id| self.category_link(id)));
        }
        crumbs.extend(facts.between.iter().cloned());
        let own = facts.kind != PageKind::Home && facts.kind != PageKind::Category;
        if own {
            crumbs.push(LinkView { title: facts.title.clone(), url: facts.url.clone() });
        }
        crumbs
    }

    fn feeds(&self, category: Option<CategoryId>) -> Vec<FeedLink> {
        let config = self.lens.config();
        let site = FeedLink { title: config.name.clone(), url: Address::home().file("atom.xml").url(self.base_path()) };
        let mut feeds = vec![site];
        if let Some(id) = category {
            let category = self.lens.category(id);
            let title = format!("{} - {}", category.title, config.name);
            feeds.push(FeedLink { title, url: category.address.file("atom.xml").url(self.base_path()) });
        }
        feeds
    }
}
