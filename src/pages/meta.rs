//! META tags of government pages (conventions section 1) and share cards (SD-6).

use super::Pages;
use super::chrome::{PageFacts, PageKind};
use crate::model::{Category, Post};
use crate::view::{ImageView, MetaTag, PageView};

impl Pages<'_> {
    /// The tags that every page has; `image` is what a share card shows.
    pub(super) fn add_meta(&self, page: &mut PageView, facts: &PageFacts, image: Option<&ImageView>) {
        let config = self.lens.config();
        let mut tags = Tags(Vec::new());
        tags.name("SiteName", &config.name);
        tags.name("SiteDomain", config.base_url.host());
        tags.name("SiteIDCode", config.organisation.site_id_code.as_deref().unwrap_or(""));
        if let Some(id) = facts.category {
            let category = self.lens.category(id);
            let own = facts.kind == PageKind::Category;
            tags.column(category, own);
        }
        tags.name("description", &page.description);
        tags.share(page, self.locale(), &config.name, facts.kind == PageKind::Post);
        if let Some(image) = image {
            let url = self.permalink(&image.url);
            tags.add("property", "og:image", &url);
            tags.add("itemprop", "image", &url);
        }
        page.meta = tags.0;
    }

    /// The tags of a post, besides those of every page.
    pub(super) fn add_article_meta(&self, page: &mut PageView, post: &Post, image: Option<&ImageView>) {
        let mut tags = Tags(std::mem::take(&mut page.meta));
        tags.name("ArticleTitle", &post.title);
        tags.name("PubDate", &post.date.map(|date| date.minutes()).unwrap_or_default());
        tags.name("ContentSource", post.head.source.as_deref().unwrap_or(""));
        tags.name("Keywords", &keywords_of(post));
        tags.name("Author", post.head.author.as_deref().unwrap_or(""));
        if let Some(image) = image {
            tags.name("Image", &self.permalink(&image.url));
        }
        tags.name("Url", &page.permalink);
        if let Some(date) = post.date {
            tags.add("property", "article:published_time", &date.rfc3339());
        }
        if let Some(updated) = post.head.updated {
            tags.add("property", "article:modified_time", &updated.rfc3339());
        }
        page.meta = tags.0;
    }

    fn locale(&self) -> &'static str {
        match self.language() {
            crate::config::Language::Chinese => "zh_CN",
            crate::config::Language::English => "en",
        }
    }
}

/// The keywords of a post: its own, else its tags.
fn keywords_of(post: &Post) -> String {
    let tags = post.head.terms.get("tags").filter(|_| post.head.keywords.is_empty());
    keyword_list(tags.unwrap_or(&post.head.keywords))
}

/// Keywords as META-5 wants them, however they were written.
fn keyword_list(stated: &[String]) -> String {
    let words = stated.iter().flat_map(|text| text.split([',', '，', ';', '；', '、']));
    words.map(str::trim).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(",")
}

struct Tags(Vec<MetaTag>);

impl Tags {
    fn name(&mut self, name: &'static str, content: &str) {
        self.add("name", name, content);
    }

    /// An empty tag is worse than none (META-1).
    fn add(&mut self, attribute: &'static str, name: &'static str, content: &str) {
        let content = content.trim();
        if !content.is_empty() {
            self.0.push(MetaTag { attribute, name, content: content.to_owned() });
        }
    }

    /// The tags of a column; a post repeats its name and type (META-7).
    fn column(&mut self, category: &Category, own: bool) {
        self.name("ColumnName", &category.title);
        if own {
            let description =
                if category.head.description.is_empty() { &category.title } else { &category.head.description };
            self.name("ColumnDescription", description);
            let keywords = keyword_list(&category.head.keywords);
            self.name("ColumnKeywords", if keywords.is_empty() { &category.title } else { &keywords });
        }
        self.name("ColumnType", category.head.column_type.as_deref().unwrap_or(&category.title));
    }

    fn share(&mut self, page: &PageView, locale: &str, site: &str, article: bool) {
        self.add("property", "og:title", &page.title);
        self.add("property", "og:type", if article { "article" } else { "website" });
        self.add("property", "og:url", &page.permalink);
        self.add("property", "og:description", &page.description);
        self.add("property", "og:site_name", site);
        self.add("property", "og:locale", locale);
        self.add("itemprop", "name", &page.title);
        self.add("itemprop", "description", &page.description);
    }
}
