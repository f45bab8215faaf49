//! One file, read whole.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::digest::Digest;
use super::head::{Head, IndexHead, read_head, read_index_head};
use super::split::{Parts, split};
use crate::base::{Day, Later, Print, SitePath, later, ready};
use crate::config::Config;
use crate::diag::{Checked, Code, Finding, Place, Severity};
use crate::markdown::{self, Body};
use crate::tables::{Codes, TableReader, TomlText, parse_table, without_echoes};

const CODES: Codes =
    Codes { syntax: Code::HeadSyntax, unknown: Code::HeadUnknownKey, value: Code::HeadValue, date: Code::HeadDate };

/// Digests by the prints of their documents.
pub type KnownDigests = HashMap<Print, Arc<Digest>>;

/// What every file of a portal is read with.
#[derive(Debug, Clone)]
pub struct ParseContext<'c> {
    /// site.toml.
    pub config: &'c Config,
    /// How bodies are turned into HTML.
    pub markdown: Arc<markdown::Options>,
    /// The print of both.
    pub print: Print,
    /// Digests of bodies that were read before and in which nothing was found: those are read when somebody looks.
    pub known: &'c KnownDigests,
}

/// One Markdown file.
#[derive(Debug, Clone)]
pub struct Document {
    /// Where it is.
    pub path: SitePath,
    /// What it is, with its head.
    pub kind: DocumentKind,
    /// What lists need of its body.
    pub digest: Arc<Digest>,
    /// Its body.
    pub body: Later<Body>,
    /// The whole text of the file, for findings that only the whole site can make.
    pub text: Later<Arc<str>>,
    /// The print of all that it was made from.
    pub print: Print,
    /// The print of all that its head was made from.
    pub head_print: Print,
}

/// What a file is.
#[derive(Debug, Clone)]
pub enum DocumentKind {
    /// A post or a standalone page.
    Post(Arc<Head>),
    /// The `_index.md` of a category, or of the home page.
    Index(Arc<IndexHead>),
}

/// Reads one file. It never fails: what can't be read is told, and the rest is as good as it can be.
pub fn parse_document(path: &SitePath, text: &Arc<str>, context: &ParseContext<'_>) -> Checked<Document> {
    parse(path, text, context, |_| true)
}

/// Reads the head of a file alone, for those who only want what posts state; a body is read where a title has to be
/// found in it.
pub fn parse_facts(path: &SitePath, text: &Arc<str>, context: &ParseContext<'_>) -> Checked<Document> {
    parse(path, text, context, lacks_title)
}

fn parse(
    path: &SitePath,
    text: &Arc<str>,
    context: &ParseContext<'_>,
    wants_body: impl Fn(&DocumentKind) -> bool,
) -> Checked<Document> {
    let mut findings = Vec::new();
    let (head, body) = match split(text) {
        Parts::Whole { head, body } => (head, body),
        Parts::BodyOnly => (0..0, 0..text.len()),
        Parts::Unclosed(line) => {
            findings.push(Finding::error(Code::HeadSyntax, Place::span(path, text, line), "head-unclosed"));
            (0..0, 0..0)
        }
        Parts::Yaml(line) => {
            findings.push(Finding::error(Code::HeadSyntax, Place::span(path, text, line), "head-yaml"));
            (0..0, 0..0)
        }
    };
    let head_text = text.get(head.clone()).unwrap_or_default();
    let head_print = Print::of(&(path, Print::of_bytes(head_text.as_bytes()), context.print));
    let mut kind = read_kind_of_document(path, text, head, context, &mut findings);
    let print = context.print_of(path, text);
    let whole = ready(Arc::clone(text));
    let (body, digest) = match context.known.get(&print) {
        Some(digest) => (unread(path, &whole, context.options_for(&kind)), Arc::clone(digest)),
        None => {
            let options = context.options_for(&kind);
            let body = match wants_body(&kind) {
                true => markdown::render(path, text, body, &options).take(&mut findings),
                false => Body::default(),
            };
            let digest = Arc::new(Digest::of(&kind, &body, context.config));
            (ready(body), digest)
        }
    };
    silence_allowed(&mut kind, &mut findings);
    let text = whole;
    Checked::new(Document { path: path.clone(), kind, digest, body, text, print, head_print }, findings)
}

/// A body that is read when somebody looks at it.
pub(super) fn unread(path: &SitePath, text: &Later<Arc<str>>, options: Arc<markdown::Options>) -> Later<Body> {
    let (path, text) = (path.clone(), Arc::clone(text));
    later(move || markdown::render(&path, &text, parts_of(&text).1, &options).value)
}

impl ParseContext<'_> {
    pub(super) fn options_for(&self, kind: &DocumentKind) -> Arc<markdown::Options> {
        match lacks_title(kind) {
            true => Arc::new(markdown::Options { take_title: true, ..(*self.markdown).clone() }),
            false => Arc::clone(&self.markdown),
        }
    }

    /// The print of a document that is read from a text.
    pub fn print_of(&self, path: &SitePath, text: &str) -> Print {
        Print::of(&(path, Print::of_bytes(text.as_bytes()), self.print))
    }
}

impl Document {
    /// Whether its body may stay unread where its digest is known, if nothing was found in the file: what a head allows
    /// is only known once the body was looked at.
    pub fn may_stay_unread(&self) -> bool {
        match &self.kind {
            DocumentKind::Post(head) => head.allow.is_empty(),
            DocumentKind::Index(head) => head.allow.is_empty(),
        }
    }
}

fn read_kind_of_document(
    path: &SitePath,
    text: &str,
    head: Range<usize>,
    context: &ParseContext<'_>,
    findings: &mut Vec<Finding>,
) -> DocumentKind {
    let source = TomlText { path, text, offset: head.start, codes: CODES };
    let parsed = parse_table(&text[head], &source);
    let (table, syntax) = (parsed.value, parsed.findings);
    let reader = TableReader::new(source, &table);
    let kind = if path.file_name() == "_index.md" || is_home(path) {
        DocumentKind::Index(Arc::new(read_index_head(&reader, context.config)))
    } else {
        DocumentKind::Post(Arc::new(read_head(&reader, context.config)))
    };
    findings.extend(without_echoes(reader.finish(), &syntax));
    findings.extend(syntax);
    kind
}

/// Takes away the warnings that the head says are right here (`allow`), and notes which. What can't be built right is
/// never allowed.
fn silence_allowed(kind: &mut DocumentKind, findings: &mut Vec<Finding>) {
    let (allow, silenced) = match kind {
        DocumentKind::Post(head) => {
            let head = Arc::make_mut(head);
            (&head.allow, &mut head.silenced)
        }
        DocumentKind::Index(head) => {
            let head = Arc::make_mut(head);
            (&head.allow, &mut head.silenced)
        }
    };
    let names =
        |allowed: &str, code: Code| allowed.split([':', '：']).next().is_some_and(|name| name.trim() == code.as_str());
    findings.retain(|finding| {
        let allowed = finding.severity != Severity::Error && allow.iter().any(|one| names(&one.value, finding.code));
        if allowed {
            silenced.push(finding.code);
        }
        !allowed
    });
}

/// The bytes of a file's head and of its body; both empty where a head is not closed.
pub fn parts_of(text: &str) -> (Range<usize>, Range<usize>) {
    match split(text) {
        Parts::Whole { head, body } => (head, body),
        Parts::BodyOnly => (0..0, 0..text.len()),
        Parts::Unclosed(_) | Parts::Yaml(_) => (0..0, 0..0),
    }
}

/// Whether a file is the home page: `content/_index.md`, or `content/index.md` as others know it.
pub fn is_home(path: &SitePath) -> bool {
    matches!(path.as_str(), "content/_index.md" | "content/index.md")
}

/// Without a title in the head, a heading that opens the text is it.
fn lacks_title(kind: &DocumentKind) -> bool {
    match kind {
        DocumentKind::Post(head) => head.title.is_none(),
        DocumentKind::Index(head) => head.title.is_none(),
    }
}

/// The name of a file or bundle, and the day that leads it: `2023-03-14-name` is `name` of that day.
pub fn split_dated_name(name: &str) -> (Option<Day>, &str) {
    let rest = name.get(10..).and_then(|rest| rest.strip_prefix(['-', '_'])).filter(|rest| !rest.is_empty());
    let day = name.get(..10).and_then(|day| day.parse::<Day>().ok());
    match (day, rest) {
        (Some(day), Some(rest)) => (Some(day), rest),
        _ => (None, name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leading_date_is_no_part_of_the_name() {
        let day = Day::new(2023, 3, 14).ok();
        assert_eq!(split_dated_name("2023-03-14-zhao-pin"), (day, "zhao-pin"));
        assert_eq!(split_dated_name("2023-03-14-春"), (day, "春"));
        assert_eq!(split_dated_name("2023-03-14"), (None, "2023-03-14"));
        assert_eq!(split_dated_name("2023-13-14-a"), (None, "2023-13-14-a"));
        assert_eq!(split_dated_name("青年青年青年-a"), (None, "青年青年青年-a"));
    }
}
