//! What a session knows, as bytes that another run can take over: nothing is trusted that can't be checked. It is cut in
//! parts that are read and written at the same time.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Session;
use super::memory::{FacetId, Memory, Reads, Trace};
use super::parts::{PART, bundle, parts_of, read_parts, unbundle};
use crate::base::{Print, Prints, SitePath};
use crate::model::{Facet, KnownAnswers, Slugs};
use crate::parse::{Digest, KnownDigests};
use crate::render::KnownPieces;
use crate::search::SearchIndex;
use crate::source::Stamp;

/// The published files as they were left, in the order of their paths; for those who haven't said how they are now.
pub type Stamps = Vec<(SitePath, Stamp)>;

/// The published files as they are now, of which those that aren't as they were left can't be trusted.
#[derive(Clone, Copy)]
pub struct Present<'p> {
    /// What the disk tells of them, in the order of their paths; `None` of one that isn't there.
    pub files: &'p [(SitePath, Option<Stamp>)],
    /// When they were left.
    pub since: Stamp,
}

/// What a run leaves to the next one besides its posts and outputs. It is written as it stands in the session, and copied
/// only where it is read.
#[derive(Serialize, Deserialize)]
struct Remembered<'s> {
    /// The print that an output found of each; most outputs found the same.
    prints: Prints,
    answers: KnownAnswers,
    search: Option<Cow<'s, SearchIndex>>,
    pieces: KnownPieces,
    slugs: Vec<(String, String)>,
    /// What lists need of bodies that aren't among the posts, by the prints of documents.
    digests: Vec<(Print, Cow<'s, Digest>)>,
}

/// What was known of an output. It is written as it stands in the memory.
#[derive(Serialize, Deserialize)]
struct KeptOutput<'m> {
    path: Cow<'m, SitePath>,
    job: Print,
    reads: Cow<'m, [FacetId]>,
    /// Where among them it found another print than the one that stands with the facet, and which.
    others: Cow<'m, [(usize, Print)]>,
    because: Cow<'m, [FacetId]>,
    round: u32,
    /// The published file; `None` where it is not known to be right.
    stamp: Option<Stamp>,
    /// Whether it has something to tell, so that it is rendered again and told again.
    tells: bool,
}

/// What another run has left of all but its posts, as it is read.
pub(super) struct Recalled<'l> {
    facets: Vec<Facet>,
    rest: Remembered<'l>,
    outputs: Vec<KeptOutput<'static>>,
}

/// The same as a session keeps it, which may be made while the session reads the portal.
pub(super) struct Unpacked {
    memory: Memory,
    /// The files as that run left them.
    stamps: Stamps,
    answers: KnownAnswers,
}

/// What a run leaves to the next one, for two files, each to be written part after part.
pub struct Leaving {
    /// The posts; `None` where those that were left to this run will do.
    pub posts: Option<Vec<Vec<u8>>>,
    /// All else.
    pub memory: Vec<Vec<u8>>,
}

/// The print of this program: another one may mean something else by what it has left.
pub fn program_print() -> Print {
    Print::of(&(env!("CARGO_PKG_VERSION"), env!("MIAO_BUILD")))
}

impl Session {
    /// What is known, to be handed to [`Self::reopen`] by another run. `files` are the published files, in the order of their
    /// paths.
    pub fn leaving(&self, files: &[(SitePath, Option<Stamp>)]) -> Leaving {
        let (memory, inputs, rest) = (&self.memory, &self.inputs, self.rest());
        let write_rest = || postcard::to_allocvec(&rest).unwrap_or_default();
        let write_outputs = || (parts_of(memory.facets()), outputs_in_parts(memory, files));
        let write = || rayon::join(write_outputs, write_rest);
        let (posts, ((facets, outputs), rest)) = rayon::join(|| inputs.left_posts(), write);
        let head = postcard::to_allocvec(&facets.len()).unwrap_or_default();
        Leaving { posts, memory: bundle([head, rest].into_iter().chain(facets).chain(outputs).collect()) }
    }

    /// The posts alone; `None` where those that were left to this run will do.
    pub fn leaving_posts(&self) -> Option<Vec<Vec<u8>>> {
        self.inputs.left_posts()
    }

    fn rest(&self) -> Remembered<'_> {
        let slugs = self.site().map(|site| site.slugs.all()).unwrap_or_default();
        Remembered {
            prints: self.memory.usual().iter().copied().collect(),
            answers: self.site().map(|site| site.known_answers()).unwrap_or_default(),
            search: self.known_search().map(Cow::Borrowed),
            pieces: self.known_pieces(),
            slugs: slugs.into_iter().collect(),
            digests: self.inputs.digests().map(|(print, digest)| (print, Cow::Borrowed(digest))).collect(),
        }
    }

    /// Takes over what another run knew of outputs. Gives the files as that run left them.
    pub(super) fn recall(&mut self, unpacked: Unpacked) -> Stamps {
        let Unpacked { memory, stamps, answers } = unpacked;
        if let Some(site) = self.site() {
            site.recall_answers(answers);
        }
        self.memory = memory;
        match &self.loaded {
            Some(loaded) => self.memory.retain(&loaded.outputs),
            None => self.memory = Memory::default(),
        }
        stamps
    }
}

fn outputs_in_parts(memory: &Memory, files: &[(SitePath, Option<Stamp>)]) -> Vec<Vec<u8>> {
    let traces: Vec<(&SitePath, &Trace)> = memory.traces.iter().collect();
    let parts = traces.par_chunks(PART).map(|traces| {
        let mut stamps = InOrder::new(files, traces.first().map(|(path, _)| *path));
        let kept = traces.iter().map(|(path, trace)| KeptOutput {
            path: Cow::Borrowed(*path),
            job: trace.job,
            reads: Cow::from(&trace.reads.ids),
            others: Cow::from(&trace.reads.others),
            because: Cow::from(&trace.because),
            round: trace.round,
            stamp: stamps.of(path),
            tells: !trace.findings.is_empty(),
        });
        postcard::to_allocvec(&kept.collect::<Vec<_>>()).unwrap_or_default()
    });
    parts.collect()
}

/// The stamps of files that are asked for in the order of their paths: one pass over all of them.
struct InOrder<'p> {
    left: &'p [(SitePath, Option<Stamp>)],
}

impl<'p> InOrder<'p> {
    /// Of files of which the first that is asked for is `first`.
    fn new(files: &'p [(SitePath, Option<Stamp>)], first: Option<&SitePath>) -> Self {
        let before = first.map_or(0, |first| files.partition_point(|(path, _)| path < first));
        Self { left: &files[before..] }
    }

    /// That of a file; `None` where it isn't there.
    fn of(&mut self, path: &SitePath) -> Option<Stamp> {
        while let Some(((next, stamp), left)) = self.left.split_first() {
            match next.cmp(path) {
                Ordering::Less => self.left = left,
                Ordering::Equal => return *stamp,
                Ordering::Greater => return None,
            }
        }
        None
    }
}

impl KeptOutput<'_> {
    fn trace(self) -> (SitePath, Trace) {
        let reads = Reads { ids: self.reads.into_owned(), others: self.others.into_owned() };
        let because = self.because.into_owned();
        (self.path.into_owned(), Trace { job: self.job, reads, findings: Vec::new(), because, round: self.round })
    }
}

impl<'l> Recalled<'l> {
    /// Reads what a run has left; nothing where it is damaged or from another program.
    pub(super) fn read(bytes: &'l [u8]) -> Option<Self> {
        let parts = unbundle(bytes)?;
        let ([head, rest], parts) = parts.split_first_chunk()?;
        let (facets, outputs) = parts.split_at_checked(postcard::from_bytes(head).ok()?)?;
        let read_things = || (read_parts(facets), read_parts(outputs));
        let (rest, (facets, outputs)) = rayon::join(|| postcard::from_bytes(rest).ok(), read_things);
        Some(Self { facets: facets?, rest: rest?, outputs: outputs? })
    }

    /// What a session keeps of it. What is not in `present` as it was left isn't trusted; without that everything is.
    pub(super) fn unpack(self, present: Option<Present<'_>>) -> Unpacked {
        let Self { facets, rest: Remembered { prints, answers, .. }, outputs } = self;
        let last_round = outputs.iter().map(|kept| kept.round).max().unwrap_or_default();
        let mut memory = Memory::after(facets, prints.iter().collect(), last_round);
        let mut stamps = Vec::new();
        let (mut known, mut mistrusted) = (Vec::with_capacity(outputs.len()), Vec::new());
        let mut now = present.map(|present| (InOrder::new(present.files, None), present.since));
        for kept in outputs {
            let (stamp, tells) = (kept.stamp, kept.tells);
            let (path, trace) = kept.trace();
            let is_as_left = |stamp: Stamp| match &mut now {
                Some((files, since)) => !stamp.is_young(since) && files.of(&path) == Some(stamp),
                None => true,
            };
            let is_trusted = stamp.is_some_and(is_as_left) && !tells;
            if now.is_none() {
                stamps.extend(stamp.map(|stamp| (path.clone(), stamp)));
            }
            if is_trusted { known.push((path, trace)) } else { mistrusted.push((path, trace)) }
        }
        memory.traces = known.into_iter().collect();
        memory.mistrusted = mistrusted.into_iter().collect();
        memory.settle_usual();
        Unpacked { memory, stamps, answers }
    }

    /// What it says of files of which an edit changes little.
    pub(super) fn take_files(&mut self) -> (Option<SearchIndex>, KnownPieces) {
        (self.rest.search.take().map(Cow::into_owned), std::mem::take(&mut self.rest.pieces))
    }

    /// What it says of names and bodies, which is good whatever else has changed.
    pub(super) fn take_texts(&mut self) -> (Arc<Slugs>, KnownDigests) {
        let digests = std::mem::take(&mut self.rest.digests);
        let digests = digests.into_iter().map(|(print, digest)| (print, Arc::new(digest.into_owned())));
        let slugs = std::mem::take(&mut self.rest.slugs).into_iter().collect();
        (Arc::new(Slugs::remembered(slugs)), digests.collect())
    }
}
