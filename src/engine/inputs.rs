//! The files of a portal in memory, read again only where they changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::load::{context_of, is_document};
use crate::base::{Print, SitePath};
use crate::config::Config;
use crate::diag::{Finding, Severity};
use crate::ledger::read_ledgers;
use crate::parse::{Digest, Document, KnownDigests, parse_document};
use crate::source::{Disk, Sources};
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
    /// What another run knew of bodies.
    digests: KnownDigests,
    /// Whether bodies were read that it didn't know.
    pub(super) has_read_bodies: bool,
}

struct Parsed {
    text: Arc<str>,
    document: Document,
    findings: Vec<Finding>,
}

impl Inputs {
    /// With what another run knew of bodies.
    pub(super) fn knowing(digests: KnownDigests) -> Self {
        Self { digests, ..Self::default() }
    }

    /// What is known of bodies in which nothing was found, for another run.
    pub(super) fn digests(&self) -> impl Iterator<Item = (Print, &Digest)> {
        let clean = self.parsed.values().filter(|parsed| parsed.findings.is_empty());
        let clean = clean.map(|parsed| &parsed.document).filter(|document| document.may_stay_unread());
        clean.map(|document| (document.print, &*document.digest))
    }

    /// Reads everything.
    pub(super) fn read(&mut self, disk: &Disk) {
        let mut found = Vec::new();
        self.sources = disk.scan(&FOLDERS).take(&mut found);
        self.found = found;
    }

    /// Reads what lies at or below some paths. Where that can't be told apart from the rest, everything is read.
    pub(super) fn read_some(&mut self, disk: &Disk, paths: &[SitePath]) {
        let mut found = std::mem::take(&mut self.found);
        for path in paths {
            found.retain(|finding| !finding.place.as_ref().is_some_and(|place| is_at_or_below(&place.path, path)));
            match disk.rescan(path, &mut self.sources) {
                Some(findings) => found.extend(findings),
                None => return self.read(disk),
            }
        }
        self.found = found;
    }

    /// The documents as they are now. Each file is parsed once; one that is broken keeps its last good version.
    pub(super) fn documents(&mut self, config: &Config, words: &Words, findings: &mut Vec<Finding>) -> Vec<Document> {
        // Good for the first reading only: later ones know the documents themselves.
        let digests = std::mem::take(&mut self.digests);
        let context = context_of(config, words, &digests);
        let same = self.context == context.print;
        self.context = context.print;
        self.parsed.retain(|path, _| self.sources.texts.contains_key(path));
        let known = |path: &SitePath, text: &Arc<str>| {
            same && self.parsed.get(path).is_some_and(|parsed| Arc::ptr_eq(&parsed.text, text) || parsed.text == *text)
        };
        let texts = self.sources.texts.iter().filter(|(path, text)| is_document(path) && !known(path, text));
        let texts: Vec<(&SitePath, &Arc<str>)> = texts.collect();
        let fresh: Vec<_> = texts.par_iter().map(|(path, text)| parse_document(path, text, &context)).collect();
        let fresh: Vec<_> = texts.into_iter().map(|(path, text)| (path.clone(), Arc::clone(text))).zip(fresh).collect();
        for ((path, text), checked) in fresh {
            let mut findings = Vec::new();
            let document = checked.take(&mut findings);
            let broken = findings.iter().any(|finding| finding.severity == Severity::Error);
            self.has_read_bodies |=
                findings.is_empty() && document.may_stay_unread() && !digests.contains_key(&document.print);
            let good = if broken { self.parsed.remove(&path).map(|last| last.document) } else { None };
            self.parsed.insert(path, Parsed { text, document: good.unwrap_or(document), findings });
        }
        findings.extend(self.found.iter().cloned());
        findings.extend(self.parsed.values().flat_map(|parsed| parsed.findings.iter().cloned()));
        let mut documents: Vec<Document> = self.parsed.values().map(|parsed| parsed.document.clone()).collect();
        read_ledgers(&mut documents, &self.sources, config, words, findings);
        documents
    }
}

fn is_at_or_below(path: &SitePath, folder: &SitePath) -> bool {
    path == folder || path.below(folder.as_str()).is_some()
}
