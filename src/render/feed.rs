//! Atom feeds (SD-3): of the site and of each category, with the full text of the newest posts.

use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

use super::Page;
use super::absolute::with_absolute_addresses;
use super::bodies::Origin;
use crate::base::{Day, Moment};
use crate::diag::Finding;
use crate::model::{Address, CategoryId, ListKey, Post};

/// How many posts a feed has.
const ENTRIES: usize = 20;

impl Page<'_> {
    /// The feed of the site, or of a category.
    pub(super) fn feed(&self, category: Option<CategoryId>) -> Result<Vec<u8>, Vec<Finding>> {
        let lens = &self.pages.lens;
        let config = lens.config();
        let (title, address, key) = match category {
            None => (config.name.clone(), Address::home(), ListKey::Newest),
            Some(id) => {
                let category = lens.category(id);
                let title = format!("{} - {}", category.title, config.name);
                (title, category.address.clone(), ListKey::CategoryNewest(id))
            }
        };
        // What has come down is gone from feeds too (PII-T1); a post without a date has no place in time.
        let posts = lens.list(&key).iter().map(|id| lens.post(*id)).filter(|post| !post.expired && post.date.is_some());
        let entries: Vec<Entry> = posts.take(ENTRIES).map(|post| self.entry(post)).collect::<Result<_, _>>()?;
        let page = config.base_url.permalink(&address.url(config.base_url.path()));
        let own = config.base_url.permalink(&address.file("atom.xml").url(config.base_url.path()));
        let feed = Feed {
            title: Text::plain(title),
            id: page.clone(),
            updated: entries
                .iter()
                .map(|entry| entry.updated)
                .max()
                .unwrap_or_else(|| fixed(Moment::of_day(lens.today()))),
            authors: vec![person(config.organisation.organiser.as_ref().unwrap_or(&config.name))],
            generator: Some(Generator { value: "Miao".into(), uri: None, version: None }),
            links: vec![link(&own, "self", "application/atom+xml"), link(&page, "alternate", "text/html")],
            subtitle: (!config.description.is_empty()).then(|| Text::plain(config.description.clone())),
            lang: Some(config.language.tag().to_owned()),
            entries,
            ..Feed::default()
        };
        Ok(feed.to_string().into_bytes())
    }

    fn entry(&self, post: &Post) -> Result<Entry, Vec<Finding>> {
        let config = self.pages.lens.config();
        let permalink = config.base_url.permalink(&post.url);
        // Its findings are told with the post's own page.
        let body = self.body(&Origin::post(post), &post.body, &mut Vec::new())?;
        let body = with_absolute_addresses(&body, &permalink).into_owned();
        let author = post.head.author.as_ref().or(post.head.source.as_ref());
        let tags = post.head.terms.get("tags").into_iter().flatten();
        Ok(Entry {
            title: Text::plain(post.title.clone()),
            id: tag_uri(config.base_url.host(), post),
            updated: fixed(post.changed().unwrap_or(Moment::of_day(Day::MIN))),
            published: post.date.map(fixed),
            authors: author.map(|name| person(name)).into_iter().collect(),
            categories: tags.map(|term| Category { term: term.clone(), ..Category::default() }).collect(),
            links: vec![link(&permalink, "alternate", "text/html")],
            summary: (!post.summary.is_empty()).then(|| Text::plain(post.summary.clone())),
            content: Some(Content {
                base: Some(permalink),
                content_type: Some("html".into()),
                value: Some(body),
                ..Content::default()
            }),
            ..Entry::default()
        })
    }
}

/// An id that stays when the portal moves to another address or the title changes.
fn tag_uri(host: &str, post: &Post) -> String {
    let day = post.day().unwrap_or(Day::MIN);
    format!("tag:{host},{day}:{}", post.address.url(""))
}

fn fixed(moment: Moment) -> FixedDateTime {
    moment.rfc3339().parse().unwrap_or_default()
}

fn person(name: &str) -> Person {
    Person { name: name.to_owned(), ..Person::default() }
}

fn link(href: &str, rel: &str, mime: &str) -> Link {
    Link { href: href.to_owned(), rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..Link::default() }
}
