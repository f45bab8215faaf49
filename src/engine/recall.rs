//! What a session knows, as bytes that another run can take over: nothing is trusted that can't be checked.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Session;
use super::kept::KeptPosts;
use super::memory::{FacetId, Trace};
use crate::base::{Print, SitePath};
use crate::model::{Facet, Slugs};
use crate::parse::{Digest, KnownDigests};
use crate::render::PublishedFiles;
use crate::search::SearchIndex;
use crate::source::Stamp;

/// The published files as they were left, by their paths.
pub type Stamps = BTreeMap<SitePath, Stamp>;

/// The prints of answers, by the arguments of their queries.
type Answers = Vec<(Vec<(String, String)>, Print)>;

/// What a run leaves to the next one. It is written as it stands in the session, and copied only where it is read.
#[derive(Serialize, Deserialize)]
pub(super) struct Remembered<'s> {
    facets: Cow<'s, [Facet]>,
    traces: Vec<(SitePath, Kept<'s>)>,
    /// The prints of answers, and of what they were made from.
    statistics: (Print, Answers),
    search: Option<Cow<'s, SearchIndex>>,
    slugs: Vec<(String, String)>,
    /// What lists need of bodies that aren't among the posts, by the prints of documents.
    digests: Vec<(Print, Cow<'s, Digest>)>,
}

#[derive(Serialize, Deserialize)]
struct Kept<'s> {
    job: Print,
    reads: Cow<'s, [(FacetId, Print)]>,
    because: Cow<'s, [FacetId]>,
    round: u32,
    /// The published file; `None` where it is not known to be right.
    stamp: Option<Stamp>,
}

/// The print of this program: another one may mean something else by what it has left.
pub fn program_print() -> Print {
    Print::of(&(env!("CARGO_PKG_VERSION"), env!("MIAO_BUILD")))
}

impl Session {
    /// What is known of the outputs, to be handed to [`Self::reopen`] by another run. `stamps` are the published files.
    pub fn to_bytes(&self, stamps: &Stamps) -> Vec<u8> {
        let traces = self.memory.traces.iter().map(|(path, trace)| {
            // What has something to tell is rendered again, so that it is told again.
            let stamp = stamps.get(path).copied().filter(|_| trace.findings.is_empty());
            let (reads, because) = (Cow::from(&trace.reads), Cow::from(&trace.because));
            (path.clone(), Kept { job: trace.job, reads, because, round: trace.round, stamp })
        });
        let (from, answers) = self.site().map(|site| site.known_statistics()).unwrap_or_default();
        let slugs = self.site().map(|site| site.slugs.all()).unwrap_or_default();
        let remembered = Remembered {
            facets: Cow::from(self.memory.facets()),
            traces: traces.collect(),
            statistics: (from, answers.into_iter().collect()),
            search: self.known_search().map(Cow::Borrowed),
            slugs: slugs.into_iter().collect(),
            digests: self.inputs.digests().map(|(print, digest)| (print, Cow::Borrowed(digest))).collect(),
        };
        let (context, posts) = self.inputs.kept();
        let write_rest = || postcard::to_allocvec(&remembered).unwrap_or_default();
        let (parts, rest) = rayon::join(|| KeptPosts::write(&posts), write_rest);
        let lengths: Vec<usize> = parts.iter().map(Vec::len).collect();
        let mut body = postcard::to_allocvec(&(context, lengths)).unwrap_or_default();
        parts.iter().chain([&rest]).for_each(|part| body.extend_from_slice(part));
        let mut bytes = postcard::to_allocvec(&(program_print(), Print::of_bytes(&body))).unwrap_or_default();
        bytes.extend(body);
        bytes
    }

    /// Takes over what another run knew of outputs. `published` gives one of its published files. Gives
    /// the files as that run left them.
    pub(super) fn recall(&mut self, remembered: Remembered<'_>, published: Arc<PublishedFiles>) -> Stamps {
        let Remembered { facets, traces, statistics: (from, answers), search, .. } = remembered;
        if let Some(search) = search {
            self.recall_search(search.into_owned(), published);
        }
        if let Some(site) = self.site() {
            site.recall_statistics(from, &answers.into_iter().collect());
        }
        let mut stamps = Stamps::new();
        self.memory.take_over(facets.into_owned(), traces.iter().map(|(_, kept)| kept.round).max().unwrap_or_default());
        for (path, kept) in traces.into_iter().filter(|(path, _)| self.has(path)).collect::<Vec<_>>() {
            let Kept { job, reads, because, round, stamp } = kept;
            let (reads, because) = (reads.into_owned(), because.into_owned());
            let trace = Trace { job, reads, findings: Vec::new(), because, round };
            match stamp {
                Some(stamp) => {
                    stamps.insert(path.clone(), stamp);
                    self.memory.traces.insert(path, trace);
                }
                None => drop(self.memory.mistrusted.insert(path, trace)),
            }
        }
        stamps
    }
}

impl Remembered<'_> {
    /// Reads what a run has left, also its posts; nothing where it is damaged or from another program.
    pub(super) fn read(bytes: &[u8]) -> Option<(Self, KeptPosts)> {
        let ((known, print), body): ((Print, Print), &[u8]) = postcard::take_from_bytes(bytes).ok()?;
        if known != program_print() || print != Print::of_bytes(body) {
            return None;
        }
        let ((context, lengths), mut rest): ((Print, Vec<usize>), &[u8]) = postcard::take_from_bytes(body).ok()?;
        let mut parts = Vec::with_capacity(lengths.len());
        for length in lengths {
            let (part, after) = rest.split_at_checked(length)?;
            parts.push(part);
            rest = after;
        }
        let (posts, remembered) = rayon::join(|| KeptPosts::read(context, &parts), || postcard::from_bytes(rest).ok());
        remembered.zip(posts)
    }

    /// What it says of names and bodies, which is good whatever else has changed.
    pub(super) fn take_texts(&mut self) -> (Arc<Slugs>, KnownDigests) {
        let digests =
            std::mem::take(&mut self.digests).into_iter().map(|(print, digest)| (print, Arc::new(digest.into_owned())));
        let slugs = std::mem::take(&mut self.slugs).into_iter().collect();
        (Arc::new(Slugs::remembered(slugs)), digests.collect())
    }
}
