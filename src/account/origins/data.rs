//! What a page was made from, for programs. The keys are told in docs/explain.md.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::{Origins, job};
use crate::model::{Address, Facet, Lens, ListName, Site, Target};
use crate::plan::address_of;

/// One object.
pub(super) fn json(origins: &Origins) -> String {
    let (site, explanation) = (&origins.site, &origins.explanation);
    let remembered = explanation.remembered.as_ref();
    let state = match remembered {
        None => "unknown",
        Some(_) if explanation.is_fresh() => "fresh",
        Some(_) => "stale",
    };
    let rendered = remembered.map(|remembered| {
        let because: Vec<Value> = remembered.because.iter().map(|facet| Value::Object(part(facet))).collect();
        json!({ "rounds_ago": remembered.rounds_ago, "because": because })
    });
    let reads = explanation.reads.iter().map(|read| {
        let mut object = part(&read.facet);
        object.extend(found(&read.facet, site));
        object.insert("changed".to_owned(), Value::Bool(read.changed));
        Value::Object(object)
    });
    let told = json!({
        "address": origins.address(),
        "url": url(origins),
        "path": explanation.output.path.as_str(),
        "kind": job::name(&explanation.output.job),
        "from": explanation.output.origin.as_ref().map(|place| place.path.as_str()),
        "state": state,
        "as_left": origins.as_left,
        "rendered": rendered,
        "reads": reads.collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&told).unwrap_or_default()
}

/// The whole address, encoded.
fn url(origins: &Origins) -> String {
    let (base, output) = (&origins.site.config.base_url, &origins.explanation.output.path);
    let place = match address_of(output).strip_suffix('/') {
        Some(folder) => {
            folder.split('/').filter(|part| !part.is_empty()).fold(Address::home(), |at, part| at.page(part))
        }
        None => Address::home().file(output.as_str()),
    };
    base.permalink(&place.url(base.path()))
}

/// What a facet is: its kind, and what names it.
fn part(facet: &Facet) -> Map<String, Value> {
    let (kind, named) = match facet {
        Facet::Card(path) => ("card", json!({ "path": path.as_str() })),
        Facet::Outline(path) => ("outline", json!({ "path": path.as_str() })),
        Facet::Post(path) => ("post", json!({ "path": path.as_str() })),
        Facet::Category(folder) => ("category", json!({ "folder": folder })),
        Facet::Home => ("home", json!({})),
        Facet::TopCategories => ("top-categories", json!({})),
        Facet::List(name) => ("list", list(name)),
        Facet::ListStart(name, most) => ("list-start", with(list(name), "first", json!(most))),
        Facet::ListLength(name) => ("list-length", list(name)),
        Facet::Days => ("days", json!({})),
        Facet::Related(path) => ("related", json!({ "path": path.as_str() })),
        Facet::Neighbours(path) => ("neighbours", json!({ "path": path.as_str() })),
        Facet::TermAddress(taxonomy, term) => ("term", json!({ "taxonomy": taxonomy, "term": term })),
        Facet::TaxonomyAddress(taxonomy) => ("taxonomy-address", json!({ "taxonomy": taxonomy })),
        Facet::Taxonomy(taxonomy) => ("taxonomy", json!({ "taxonomy": taxonomy })),
        Facet::Reference(from, written) => ("link", json!({ "path": from.as_str(), "written": written })),
        Facet::Named(from, named) => ("named-post", json!({ "path": from.as_str(), "written": named })),
        Facet::File(path) => ("file", json!({ "path": path.as_str() })),
        Facet::Bytes(path) => ("bytes", json!({ "path": path.as_str() })),
        Facet::Folder(folder) => ("folder", json!({ "path": folder })),
        Facet::Statistic(arguments) => ("figure", json!({ "query": query(arguments) })),
        Facet::HalfYear => ("half-year", json!({})),
        Facet::Addresses => ("addresses", json!({})),
        Facet::SearchShard(number) => ("search-shard", json!({ "number": number })),
        Facet::SearchCards(number) => ("search-cards", json!({ "number": number })),
        Facet::SearchReadings(number) => ("search-readings", json!({ "number": number })),
        Facet::SearchOrder => ("search-order", json!({})),
        Facet::Categories => ("categories", json!({})),
        Facet::Config => ("config", json!({ "path": "site.toml" })),
        Facet::AllFacts => ("all-figures", json!({})),
        Facet::Outlines => ("outlines", json!({})),
        Facet::Stating(metric) => ("stating", json!({ "metric": metric })),
        Facet::Today => ("today", json!({})),
        Facet::Theme => ("theme", json!({})),
        Facet::Template(name) => ("template", json!({ "name": name })),
        Facet::Frame => ("frame", json!({})),
        Facet::ThemeFile(name) => ("theme-file", json!({ "name": name })),
    };
    let mut object = Map::from_iter([("kind".to_owned(), Value::from(kind))]);
    object.extend(named.as_object().cloned().unwrap_or_default());
    object
}

/// What is found there now.
fn found(facet: &Facet, site: &Arc<Site>) -> Map<String, Value> {
    let told = match facet {
        Facet::Card(path) | Facet::Outline(path) | Facet::Post(path) => {
            json!({ "title": site.post_at(path).map(|post| post.title.as_str()) })
        }
        Facet::Category(folder) => {
            json!({ "title": site.category_of(folder).map(|category| category.title.as_str()) })
        }
        Facet::Reference(from, written) => json!({ "target": target(site.resolve(from, written).target, site) }),
        Facet::Statistic(arguments) => {
            let asked = Lens::new(Arc::clone(site)).statistic(arguments).ok();
            json!({ "answer": asked.and_then(|asked| serde_json::to_value(&*asked.result).ok()) })
        }
        Facet::Today => json!({ "day": site.today.to_string() }),
        _ => json!({}),
    };
    told.as_object().cloned().unwrap_or_default()
}

fn query(arguments: &[(String, String)]) -> Map<String, Value> {
    arguments.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect()
}

/// The file that a link leads to, or the address; `null` where there is nothing.
pub(super) fn target(target: Target, site: &Site) -> Option<String> {
    match target {
        Target::Post(id) => Some(site.post(id).path.to_string()),
        Target::Category(Some(id)) => Some(site.category(id).path.to_string()),
        Target::Category(None) => Some(site.home_path.to_string()),
        Target::File(path) | Target::Unshown(path) => Some(path.to_string()),
        Target::Root(written) | Target::Relative(written) => Some(written),
        Target::Unbuilt(_) | Target::Missing(_) => None,
    }
}

fn list(name: &ListName) -> Value {
    match name {
        ListName::Home => json!({ "list": "home" }),
        ListName::Newest => json!({ "list": "newest" }),
        ListName::Pages => json!({ "list": "pages" }),
        ListName::Events => json!({ "list": "events" }),
        ListName::Category(folder) => json!({ "list": "category", "folder": folder }),
        ListName::CategoryNewest(folder) => json!({ "list": "category-newest", "folder": folder }),
        ListName::Neighbours(folder) => json!({ "list": "category-alone", "folder": folder }),
        ListName::Term(taxonomy, term) => json!({ "list": "term", "taxonomy": taxonomy, "term": term }),
    }
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}
