//! The files of a portal in memory, read again only where they changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::kept::{KeptFile, KeptPosts, NEWS};
use super::load::{context_of, is_document};
use crate::base::{HANDFUL, Print, SitePath};
use crate::config::Config;
use crate::diag::{Checked, Finding, Severity};
use crate::ledger::read_ledgers;
use crate::parse::{Digest, Document, KeptPost, KnownDigests, parse_document};
use crate::source::{Disk, Listing, SourceText, Sources, Stamp};
use crate::words::Words;

/// The folders that pages are made of.
pub(super) const FOLDERS: [&str; 2] = ["content", "static"];

/// The files of content/ and static/, and the Markdown files among them as documents.
#[derive(Default)]
pub(super) struct Inputs {
    pub(super) sources: Sources,
    /// What was found while they were read.
    found: Vec<Finding>,
    parsed: BTreeMap<SitePath, Parsed>,
    /// The print of all that documents were read with.
    context: Print,
    /// What another run knew, for the first reading.
    before: Before,
    /// When the disk was last asked for all files.
    listed: Stamp,
    /// Whether bodies were read that it didn't know.
    pub(super) has_read_bodies: bool,
}

/// What is known before anything is read.
#[derive(Default)]
pub(super) struct Before {
    /// The files, where somebody has listed them.
    pub(super) listing: Option<Arc<Listing>>,
    /// Posts that another run has left.
    pub(super) posts: KeptPosts,
    /// What it knew of other bodies.
    pub(super) digests: KnownDigests,
}

struct Parsed {
    text: SourceText,
    /// The print of the text and all that it was read with; that of the document where it isn't the last good one.
    print: Print,
    document: Arc<Document>,
    findings: Vec<Finding>,
    /// Whether it is as another run has left it.
    was_left: bool,
}

impl Inputs {
    /// With what is known before.
    pub(super) fn knowing(before: Before) -> Self {
        Self { before, ..Self::default() }
    }

    /// The posts in which nothing was found and whose files would be seen to change, for another run; `None` where those
    /// that were left to this one will do.
    pub(super) fn left_posts(&self) -> Option<Vec<Vec<u8>>> {
        if !self.has_many_news() {
            return None;
        }
        let kept = self.parsed.iter().filter_map(|(path, parsed)| {
            let (stamp, post) = self.keepable(parsed)?;
            Some(KeptFile { path: path.clone(), stamp, post })
        });
        Some(KeptPosts::write(self.context, &kept.collect::<Vec<_>>()))
    }

    /// Whether the next run would read many posts again that this one has read.
    pub(super) fn has_many_news(&self) -> bool {
        let news = self.parsed.values().filter(|parsed| !parsed.was_left && self.keepable(parsed).is_some());
        news.count() * NEWS > self.parsed.len()
    }

    /// What is known of other bodies in which nothing was found, for another run.
    pub(super) fn digests(&self) -> impl Iterator<Item = (Print, &Digest)> {
        let are_left = self.has_many_news();
        let others = self.parsed.values().filter(move |parsed| {
            let is_left = parsed.was_left || are_left && self.keepable(parsed).is_some();
            parsed.is_clean() && !is_left
        });
        others.map(|parsed| (parsed.document.print, &*parsed.document.digest))
    }

    fn keepable(&self, parsed: &Parsed) -> Option<(Stamp, KeptPost)> {
        let stamp = parsed.text.stamp.filter(|stamp| !stamp.is_young(&self.listed))?;
        Some((stamp, KeptPost::of(&parsed.document).filter(|_| parsed.is_clean())?))
    }

    /// Reads everything; of what another run has left, the posts only when somebody looks. `context` is the print of all
    /// that they will be read with.
    pub(super) fn read(&mut self, disk: &Disk, context: Option<Print>) {
        let mut found = Vec::new();
        let listing = self.before.listing.take().unwrap_or_else(|| Arc::new(disk.look(&FOLDERS)));
        self.listed = listing.when;
        if context != Some(self.before.posts.context) {
            self.before.posts = KeptPosts::default();
        }
        let posts = &self.before.posts;
        let is_known = |path: &SitePath, stamp: &Stamp| posts.get(path, stamp).is_some();
        self.sources = disk.read_listed(&listing, &FOLDERS, is_known).take(&mut found);
        self.found = found;
    }

    /// Reads what lies at or below some paths. Where that can't be told apart from the rest, everything is read.
    pub(super) fn read_some(&mut self, disk: &Disk, paths: &[SitePath], context: Option<Print>) {
        let mut found = std::mem::take(&mut self.found);
        for path in paths {
            found.retain(|finding| !finding.place.as_ref().is_some_and(|place| is_at_or_below(&place.path, path)));
            match disk.rescan(path, &mut self.sources) {
                Some(findings) => found.extend(findings),
                None => return self.read(disk, context),
            }
        }
        self.found = found;
    }

    /// The documents as they are now. Each file is parsed once; one that is broken keeps its last good version.
    pub(super) fn documents(
        &mut self,
        config: &Config,
        words: &Words,
        findings: &mut Vec<Finding>,
    ) -> Vec<Arc<Document>> {
        // Good for the first reading only: later ones know the documents themselves.
        let Before { posts: mut kept, digests: others, .. } = std::mem::take(&mut self.before);
        let mut digests = std::mem::take(&mut kept.digests);
        digests.extend(others);
        let context = context_of(config, words, &digests);
        let same = self.context == context.print;
        self.context = context.print;
        let documents = || self.sources.texts.iter().filter(|(path, _)| is_document(path));
        if !self.parsed.keys().eq(documents().map(|(path, _)| path)) {
            self.parsed.retain(|path, _| self.sources.texts.contains_key(path));
        }
        // Both are in the order of their paths, so that one pass over them finds what is new.
        let mut left = self.parsed.iter().peekable();
        let mut is_known = |path: &SitePath, text: &SourceText| {
            let mut parsed = left.next_if(|(other, _)| *other == path);
            if parsed.is_none() {
                while left.next_if(|(other, _)| *other < path).is_some() {}
                parsed = left.next_if(|(other, _)| *other == path);
            }
            let parsed = parsed.map(|(_, parsed)| parsed);
            let is_it =
                |parsed: &Parsed| parsed.text.is_one_with(text) || parsed.print == context.print_of(path, text.text());
            same && parsed.is_some_and(is_it)
        };
        let texts: Vec<(&SitePath, &SourceText)> = documents().filter(|(path, text)| !is_known(path, text)).collect();
        let fresh = texts.into_par_iter().with_max_len(HANDFUL).map(|(path, text)| {
            let left = text.stamp.as_ref().and_then(|stamp| kept.get(path, stamp));
            let checked = match left {
                Some(post) => Checked::clean(post.document(path, text.later(), &context)),
                None => parse_document(path, text.text(), &context),
            };
            (path.clone(), text.clone(), checked, left.is_some())
        });
        let mut first: Vec<(SitePath, Parsed)> = Vec::new();
        let is_first = self.parsed.is_empty();
        for (path, text, checked, was_left) in fresh.collect::<Vec<_>>() {
            let mut findings = Vec::new();
            let document = checked.take(&mut findings);
            let print = document.print;
            let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
            let good = if broken { self.parsed.remove(&path).map(|last| last.document) } else { None };
            let parsed =
                Parsed { text, print, document: good.unwrap_or_else(|| Arc::new(document)), findings, was_left };
            self.has_read_bodies |= parsed.is_clean() && !was_left && !digests.contains_key(&print);
            if is_first {
                first.push((path, parsed));
            } else {
                self.parsed.insert(path, parsed);
            }
        }
        // They come in their order, which makes a map of them at once.
        if is_first {
            self.parsed = first.into_iter().collect();
        }
        // Nobody waits for what another run has left to be taken down.
        rayon::spawn(move || drop((kept, digests)));
        findings.extend(self.found.iter().cloned());
        findings.extend(self.parsed.values().flat_map(|parsed| parsed.findings.iter().cloned()));
        let mut documents: Vec<Arc<Document>> =
            self.parsed.values().map(|parsed| Arc::clone(&parsed.document)).collect();
        read_ledgers(&mut documents, &self.sources, config, words, findings);
        documents
    }
}

impl Parsed {
    /// Whether nothing was found in it, and nothing was allowed.
    fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.document.may_stay_unread()
    }
}

fn is_at_or_below(path: &SitePath, folder: &SitePath) -> bool {
    path == folder || path.below(folder.as_str()).is_some()
}
