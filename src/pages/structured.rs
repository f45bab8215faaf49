//! Structured data (conventions section 8): JSON-LD that says what the page shows, and nothing else (SD-1).

use serde::Serialize;
use serde_json::{Value, json};

use super::Pages;
use crate::base::Moment;
use crate::figures::{Nature, plain};
use crate::model::Post;
use crate::parse::EventHead;
use crate::view::{ImageView, PageView};

/// Text that is safe inside a script element: no `<` in it can end the element.
fn script_safe(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).unwrap_or_default();
    let mut safe = String::with_capacity(json.len() + 64);
    let mut written = 0;
    for (at, byte) in json.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'<' | b'>' | b'&')) {
        safe.push_str(&json[written..at]);
        safe.push_str(match byte {
            b'<' => "\\u003c",
            b'>' => "\\u003e",
            _ => "\\u0026",
        });
        written = at + 1;
    }
    safe.push_str(&json[written..]);
    safe
}

/// Adds a field where there is something to say.
fn put(object: &mut Value, key: &str, value: Option<impl Into<Value>>) {
    if let (Some(fields), Some(value)) = (object.as_object_mut(), value) {
        fields.insert(key.to_owned(), value.into());
    }
}

const SCHEMA: &str = "https://schema.org";

/// What stands on each post's page has a type, which is written faster than a [`Value`] is made.
#[derive(Serialize)]
struct Breadcrumbs<'p> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    items: Vec<ListItem<'p>>,
}

#[derive(Serialize)]
struct ListItem<'p> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'p str,
    item: String,
}

#[derive(Serialize)]
struct Article<'p> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    headline: &'p str,
    #[serde(rename = "mainEntityOfPage")]
    page: &'p str,
    #[serde(rename = "inLanguage")]
    language: &'static str,
    publisher: Organization<'p>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'p str>,
    author: Organization<'p>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<[String; 1]>,
}

#[derive(Serialize)]
struct Organization<'p> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'p str,
}

impl<'p> Organization<'p> {
    fn named(name: &'p str) -> Self {
        Self { kind: "Organization", name }
    }

    fn value(&self) -> Value {
        json!({ "@type": self.kind, "name": self.name })
    }
}

impl Pages<'_> {
    /// Where the page stands: on every page that has something above it.
    pub(super) fn add_breadcrumbs(&self, page: &mut PageView) {
        if page.breadcrumbs.len() < 2 {
            return;
        }
        let crumbs = (1..).zip(&page.breadcrumbs);
        let items = crumbs.map(|(position, crumb)| ListItem {
            kind: "ListItem",
            position,
            name: &crumb.title,
            item: self.permalink(&crumb.url),
        });
        let list = Breadcrumbs { context: SCHEMA, kind: "BreadcrumbList", items: items.collect() };
        let list = script_safe(&list);
        page.json_ld.push(list);
    }

    /// The site itself, on the home page.
    pub(super) fn add_website(&self, page: &mut PageView) {
        let config = self.lens.config();
        let mut site = json!({
            "@context": "https://schema.org", "@type": "WebSite", "name": config.name, "url": page.permalink,
            "inLanguage": config.language.tag(),
        });
        put(&mut site, "description", Some(config.description.clone()).filter(|text| !text.is_empty()));
        put(&mut site, "publisher", Some(self.publisher().value()));
        page.json_ld.push(script_safe(&site));
    }

    fn publisher(&self) -> Organization<'_> {
        let config = self.lens.config();
        Organization::named(config.organisation.organiser.as_ref().unwrap_or(&config.name))
    }

    /// A post: an article, and the event that it announces.
    pub(super) fn add_article(&self, page: &mut PageView, post: &Post, image: Option<&ImageView>) {
        let author = post.head.author.as_ref().or(post.head.source.as_ref());
        let article = Article {
            context: SCHEMA,
            kind: "NewsArticle",
            headline: &post.title,
            page: &page.permalink,
            language: self.lens.config().language.tag(),
            publisher: self.publisher(),
            published: post.date.map(|date| date.rfc3339()),
            modified: post.changed().map(|date| date.rfc3339()),
            description: Some(page.description.as_str()).filter(|text| !text.is_empty()),
            author: author.map_or_else(|| self.publisher(), |name| Organization::named(name)),
            image: image.map(|image| [self.permalink(&image.url)]),
        };
        let article = script_safe(&article);
        page.json_ld.push(article);
        if let Some(data) = self.kind_data(page, post) {
            page.json_ld.push(script_safe(&data));
        }
        if let Some(event) = &post.head.event {
            let event = self.event_data(page, post, event);
            page.json_ld.push(script_safe(&event));
        }
    }

    /// What a kind declares its posts to be (`schema`), with the amount of money that the post states. An event is told
    /// by its own table and needs no such declaration.
    fn kind_data(&self, page: &PageView, post: &Post) -> Option<Value> {
        let config = self.lens.config();
        let schema = config.kinds.get(post.kind.as_ref()?)?.schema.as_deref().filter(|schema| *schema != "Event")?;
        let mut data =
            json!({ "@context": "https://schema.org", "@type": schema, "name": post.title, "url": page.permalink });
        put(&mut data, "description", Some(page.description.clone()).filter(|text| !text.is_empty()));
        if schema == "MonetaryGrant" {
            let money = post.head.figures.iter().find(|stated| {
                config
                    .metrics
                    .get(&stated.metric)
                    .is_some_and(|metric| metric.unit == "元" && metric.nature == Nature::Flow)
            });
            let amount = money.map(|stated| plain(stated.figure.value()));
            put(
                &mut data,
                "amount",
                amount.map(|value| json!({ "@type": "MonetaryAmount", "currency": "CNY", "value": value })),
            );
            put(
                &mut data,
                "funder",
                post.head.organisers.first().map(|name| json!({ "@type": "Organization", "name": name })),
            );
        }
        Some(data)
    }

    fn event_data(&self, page: &PageView, post: &Post, event: &EventHead) -> Value {
        let status = if event.is_cancelled() { "EventCancelled" } else { "EventScheduled" };
        let mut data = json!({
            "@context": "https://schema.org", "@type": "Event", "name": post.title, "startDate": event.start.rfc3339(),
            "eventStatus": format!("https://schema.org/{status}"),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "url": page.permalink,
        });
        put(&mut data, "endDate", event.end.map(end_of));
        let town = post.head.terms.get("place").and_then(|places| places.first());
        let place = event.venue.as_ref().or(event.address.as_ref()).or(town);
        put(
            &mut data,
            "location",
            place.map(|name| {
                let mut place = json!({ "@type": "Place", "name": name });
                put(&mut place, "address", event.address.clone().or(Some(name.clone())));
                place
            }),
        );
        put(&mut data, "description", Some(page.description.clone()).filter(|text| !text.is_empty()));
        let free = event
            .fee
            .as_deref()
            .map(|fee| fee.contains("免费") || fee.trim() == "0" || fee.to_lowercase().contains("free"));
        put(&mut data, "isAccessibleForFree", free.filter(|free| *free));
        let organisers: Vec<Value> =
            post.head.organisers.iter().map(|name| json!({ "@type": "Organization", "name": name })).collect();
        let organiser = if organisers.is_empty() { self.publisher().value() } else { json!(organisers) };
        put(&mut data, "organizer", Some(organiser));
        data
    }

    /// The open data.
    pub(super) fn add_dataset(
        &self,
        page: &mut PageView,
        files: &[crate::view::DataFile],
        span: Option<(String, String)>,
    ) {
        let config = self.lens.config();
        let distribution: Vec<Value> = files.iter().map(|file| {
            json!({ "@type": "DataDownload", "name": file.name, "encodingFormat": mime_of(&file.format), "contentUrl": self.permalink(&file.url) })
        }).collect();
        let measured: Vec<&String> =
            config.metric_order.iter().filter_map(|id| config.metrics.get(id)).map(|metric| &metric.label).collect();
        let mut data = json!({
            "@context": "https://schema.org", "@type": "Dataset", "name": format!("{} - {}", page.title, config.name),
            "description": self.words.fill("dataset_description", &[("name", &config.name)]),
            "url": page.permalink, "creator": self.publisher().value(), "distribution": distribution,
            "inLanguage": config.language.tag(), "dateModified": Moment::of_day(self.lens.today()).rfc3339(),
        });
        put(&mut data, "variableMeasured", (!measured.is_empty()).then(|| json!(measured)));
        put(&mut data, "temporalCoverage", span.map(|(from, until)| format!("{from}/{until}")));
        page.json_ld.push(script_safe(&data));
    }
}

/// The end of an event; one that names a day lasts till the end of it (SD-1 wants an offset everywhere).
fn end_of(end: Moment) -> String {
    if end.has_time() { end.rfc3339() } else { format!("{}T23:59:59+08:00", end.day()) }
}

fn mime_of(format: &str) -> &'static str {
    match format {
        "CSV" => "text/csv",
        _ => "application/json",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_cannot_end_the_script_element() {
        let data = json!({ "headline": "</script><script>春&夏" });
        let text = script_safe(&data);
        assert!(!text.contains(['<', '>', '&']), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).ok(), Some(data));
    }
}
