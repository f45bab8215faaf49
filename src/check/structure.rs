//! What categories, heads and pictures lack: `category/…`, `head/source`, `image/alt`, `privacy/notice`.

use super::folded::BLOCK;
use super::text::Text;
use super::{Rules, Sources, wording};
use crate::config::Language;
use crate::diag::{Code, Finding, Message, Place, Severity};
use crate::markdown::{Body, Filling};
use crate::model::{Category, ListKey, Post, Site};
use crate::parse::UpdateClass;

/// The longest alternative text (A11Y-2).
const LONGEST_ALT: usize = 120;

/// The categories: empty, or not renewed for longer than their class allows (GOV-1 to GOV-4).
pub(super) fn check_categories(site: &Site, rules: &Rules) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (mut empty, mut stale, mut stale_news) = (0, 0, 0);
    for category in site.categories() {
        let posts = site.list(&ListKey::Category(category.id));
        let class = category.head.update_class;
        if posts.is_empty() {
            if class != Some(UpdateClass::Static) || !category.body.has_text {
                empty += 1;
                let message = Message::new("category-empty").with("title", &category.title);
                findings.push(Finding::warning(Code::CategoryEmpty, Place::file(&category.path), message));
            }
            continue;
        }
        let Some(finding) = staleness(site, category, rules) else { continue };
        if finding.severity == Severity::Error {
            stale += 1;
            stale_news += i64::from(class == Some(UpdateClass::News));
        }
        findings.push(finding);
    }
    let verdicts = [
        (empty, "empty_columns", "verdict-empty", Code::CategoryEmpty),
        (stale, "stale_columns", "verdict-stale", Code::CategoryStale),
        (stale_news, "stale_news_columns", "verdict-stale-news", Code::CategoryStale),
    ];
    for (count, limit, id, code) in verdicts {
        if count > 0 && count >= rules.limit(limit) {
            let message =
                Message { id, args: vec![("count", count.to_string()), ("limit", rules.limit(limit).to_string())] };
            findings.push(Finding::error_somewhere(code, Some(Place::file(&site.home_path)), message));
        }
    }
    findings
}

fn staleness(site: &Site, category: &Category, rules: &Rules) -> Option<Finding> {
    let limit = match category.head.update_class? {
        UpdateClass::News => rules.limit("news_days"),
        UpdateClass::Notice => rules.limit("notice_days"),
        UpdateClass::Static => return None,
    };
    let posts = site.list(&ListKey::Category(category.id)).iter().map(|id| site.post(*id));
    let place = Place::file(&category.path);
    let Some(newest) = posts.filter_map(|post| post.changed()).map(|moment| moment.day()).max() else {
        let message = Message::new("category-undated").with("title", &category.title);
        return Some(Finding::error(Code::CategoryStale, place, message));
    };
    let age = i64::from(site.today.since(newest).map_or(0, |span| span.get_days()));
    let message = |id| {
        let args = vec![("title", category.title.clone()), ("age", age.to_string()), ("limit", limit.to_string())];
        Message { id, args }.with("left", (limit - age).max(0))
    };
    if age > limit {
        return Some(Finding::error(Code::CategoryStale, place, message("category-stale")));
    }
    let warns = age * 100 >= limit * rules.limit("warn_at_percent");
    warns.then(|| Finding::warning(Code::CategoryStale, place, message("category-stale-soon")))
}

/// The head of a post: date, source, document number, the last day of a notice.
pub(super) fn check_head(post: &Post, head: &Text<'_>, sources: &Sources<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let at = |key: &str| match head.source.find(key).filter(|at| *at < 64 * 1024) {
        Some(at) => Place::span(&post.path, head.source, at..at + key.len()),
        None => Place::file(&post.path),
    };
    if post.expired {
        let shown = sources.is_still_shown(post);
        let id = if shown { "notice-still-shown" } else { "notice-over" };
        let until = post.head.publicity.and_then(|publicity| publicity.until).map(|day| day.to_string());
        let message = Message { id, args: vec![("until", until.unwrap_or_default())] };
        let severity = if shown { Severity::Error } else { Severity::Warning };
        let finding = Finding::error(Code::PrivacyNotice, at("publicity"), message);
        findings.push(Finding { severity, ..finding });
        return findings;
    }
    // A date that can't be read is told already.
    let lacks_date = || post.date.is_none() && !states(head, "date");
    let missing = match (lacks_date(), post.head.source.is_none()) {
        (true, true) => Some("head-without-both"),
        (true, false) => Some("head-without-date"),
        (false, true) => Some("head-without-source"),
        (false, false) => None,
    };
    if let Some(id) = missing.filter(|_| !post.is_page()) {
        let message = Message { id, args: Vec::new() };
        findings.push(Finding::warning(Code::HeadSource, Place::file(&post.path), message));
    }
    if let Some(number) = post.head.doc_no.as_ref().filter(|number| !wording::is_document_number(number)) {
        let already = super::wording::check_wording_documents(head);
        if already.is_empty() {
            let message = Message::new("document-number-form").with("words", number);
            findings.push(Finding::warning(Code::TextDocNo, at("doc_no"), message));
        }
    }
    findings
}

/// Whether a head has a key of its own.
fn states(head: &Text<'_>, key: &str) -> bool {
    let mut lines = head.prose().split(BLOCK).filter_map(|line| line.trim_start().strip_prefix(key));
    lines.any(|rest| rest.trim_start().starts_with('='))
}

/// The pictures of a body: each has to say what it shows (A11Y-2).
pub(super) fn check_pictures(body: &Body, text: &Text<'_>, language: Language) -> Vec<Finding> {
    let mut findings = Vec::new();
    for hole in &body.holes {
        let Filling::Image(image) = &hole.what else { continue };
        let place = || Place::span(text.path, text.source, image.span.clone());
        let alt = image.alt.trim();
        let name = image.target.rsplit('/').next().unwrap_or_default();
        if alt.is_empty() {
            let message = Message::new("image-without-alt").with("name", name);
            findings.push(Finding::error(Code::ImageAlt, place(), message));
        } else if says_nothing(alt, name) || (language == Language::Chinese && alt.chars().count() > LONGEST_ALT) {
            let message = Message::new("image-alt-poor").with("alt", alt.chars().take(30).collect::<String>());
            findings.push(Finding::warning(Code::ImageAlt, place(), message));
        }
    }
    findings
}

fn says_nothing(alt: &str, name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    matches!(alt, "图片" | "照片" | "图" | "image" | "photo" | "picture" | "img") || alt == name || alt == stem
}
