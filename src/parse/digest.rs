//! What lists need of a file, so that its body can stay unread where only they are made.

use std::collections::BTreeSet;

use super::document::DocumentKind;
use super::head::Head;
use crate::base::SitePath;
use crate::config::Config;
use crate::markdown::{Body, Filling, Value, WidgetCall, excerpt};
use serde::{Deserialize, Serialize};

/// What lists and the site as a whole need of a body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Digest {
    /// The text of a heading of level 1 that opens the body.
    pub heading: Option<String>,
    /// The summary for lists (TXT-14): of the head, else of the body.
    pub summary: String,
    /// Everything that may name a file: what links and images lead to, and the texts in widgets' arguments.
    pub names: BTreeSet<String>,
}

impl Digest {
    /// Of a body, and the head above it.
    pub(super) fn of(kind: &DocumentKind, body: &Body, config: &Config) -> Self {
        let summary = match kind {
            DocumentKind::Post(head) => summary_of(head, body, config),
            DocumentKind::Index(_) => String::new(),
        };
        let heading = body.first_heading.clone().filter(|heading| !heading.trim().is_empty());
        Self { heading, summary, names: body.names().into_iter().map(str::to_owned).collect() }
    }
}

/// The name that an address is made of: that of the file, or of the bundle's folder.
pub fn name_of(path: &SitePath) -> &str {
    let stem = path.file_name().rsplit_once('.').map_or(path.file_name(), |(stem, _)| stem);
    if stem == "index" { path.folder().rsplit('/').next().unwrap_or(stem) } else { stem }
}

/// `summary`, else the text before `<!-- more -->`, else the first paragraph (product section 2).
fn summary_of(head: &Head, body: &Body, config: &Config) -> String {
    if let Some(stated) = &head.summary {
        return stated.clone();
    }
    let words = |hole: usize| match body.holes.get(hole).map(|hole| &hole.what) {
        Some(Filling::Widget(call)) => figure_words(call, head, config),
        _ => String::new(),
    };
    match &body.before_more {
        Some(before) => before.fill(words),
        None => excerpt(&body.first_paragraph.fill(words)),
    }
}

/// What `{{ figure("jobs") }}` says, in a text without markup.
pub fn figure_words(call: &WidgetCall, head: &Head, config: &Config) -> String {
    let stated = call.args.first().and_then(|argument| match &argument.value {
        Value::Text(metric) if call.name == "figure" => head.figures.iter().find(|stated| stated.metric == *metric),
        _ => None,
    });
    let worded = stated.and_then(|stated| {
        let metric = config.metrics.get(&stated.metric)?;
        Some(config.language.figure_text(stated.figure.phrase(), &metric.unit))
    });
    worded.unwrap_or_default()
}
