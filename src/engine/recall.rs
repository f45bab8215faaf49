//! What a session knows, as bytes that another run can take over: nothing is trusted that can't be checked. It is cut in
//! parts that are read and written at the same time.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Session;
use super::memory::{FacetId, Memory, Trace};
use super::parts::{PART, bundle, read_parts, unbundle};
use crate::base::{Print, Prints, SitePath};
use crate::model::{Facet, Slugs};
use crate::parse::{Digest, KnownDigests};
use crate::render::KnownPieces;
use crate::search::SearchIndex;
use crate::source::Stamp;

/// The published files as they were left, by their paths.
pub type Stamps = BTreeMap<SitePath, Stamp>;

/// The prints of answers, by the arguments of their queries.
type Answers = Vec<(Vec<(String, String)>, Print)>;

/// What a run leaves to the next one besides its posts and outputs. It is written as it stands in the session, and copied
/// only where it is read.
#[derive(Serialize, Deserialize)]
struct Remembered<'s> {
    facets: Cow<'s, [Facet]>,
    /// The print that an output found of each; most outputs found the same.
    prints: Prints,
    /// The prints of answers, and of what they were made from.
    statistics: (Print, Answers),
    search: Option<Cow<'s, SearchIndex>>,
    pieces: KnownPieces,
    slugs: Vec<(String, String)>,
    /// What lists need of bodies that aren't among the posts, by the prints of documents.
    digests: Vec<(Print, Cow<'s, Digest>)>,
}

/// What was known of an output.
#[derive(Serialize, Deserialize)]
struct KeptOutput {
    path: SitePath,
    job: Print,
    reads: Vec<FacetId>,
    /// Where among them it found another print than the one that stands with the facet, and which.
    others: Vec<(usize, Print)>,
    because: Vec<FacetId>,
    round: u32,
    /// The published file; `None` where it is not known to be right.
    stamp: Option<Stamp>,
    /// Whether it has something to tell, so that it is rendered again and told again.
    tells: bool,
}

/// What another run has left of all but its posts, as it is read.
pub(super) struct Recalled<'l> {
    rest: Remembered<'l>,
    outputs: Vec<KeptOutput>,
}

/// The same as a session keeps it, which may be made while the session reads the portal.
pub(super) struct Unpacked {
    memory: Memory,
    /// The files as that run left them.
    stamps: Stamps,
    statistics: (Print, Answers),
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
    /// What is known, to be handed to [`Self::reopen`] by another run. `stamps` are the published files.
    pub fn leaving(&self, stamps: &Stamps) -> Leaving {
        let prints = self.memory.prints();
        let (memory, inputs, rest) = (&self.memory, &self.inputs, self.rest(&prints));
        let write_rest = || postcard::to_allocvec(&rest).unwrap_or_default();
        let write_outputs = || outputs_in_parts(memory, &prints, stamps);
        let (posts, (outputs, rest)) = rayon::join(|| inputs.left_posts(), || rayon::join(write_outputs, write_rest));
        Leaving { posts, memory: bundle([rest].into_iter().chain(outputs).collect()) }
    }

    /// The posts alone; `None` where those that were left to this run will do.
    pub fn leaving_posts(&self) -> Option<Vec<Vec<u8>>> {
        self.inputs.left_posts()
    }

    fn rest(&self, prints: &[Print]) -> Remembered<'_> {
        let (from, answers) = self.site().map(|site| site.known_statistics()).unwrap_or_default();
        let slugs = self.site().map(|site| site.slugs.all()).unwrap_or_default();
        Remembered {
            facets: Cow::from(self.memory.facets()),
            prints: prints.iter().copied().collect(),
            statistics: (from, answers.into_iter().collect()),
            search: self.known_search().map(Cow::Borrowed),
            pieces: self.known_pieces(),
            slugs: slugs.into_iter().collect(),
            digests: self.inputs.digests().map(|(print, digest)| (print, Cow::Borrowed(digest))).collect(),
        }
    }

    /// Takes over what another run knew of outputs. Gives the files as that run left them.
    pub(super) fn recall(&mut self, unpacked: Unpacked) -> Stamps {
        let Unpacked { memory, stamps, statistics: (from, answers) } = unpacked;
        if let Some(site) = self.site() {
            site.recall_statistics(from, &answers.into_iter().collect());
        }
        self.memory = memory;
        let planned = self.loaded.as_ref().map(|loaded| &loaded.outputs);
        self.memory.retain(|path| planned.is_some_and(|planned| planned.contains_key(path)));
        stamps
    }
}

fn outputs_in_parts(memory: &Memory, prints: &[Print], stamps: &Stamps) -> Vec<Vec<u8>> {
    let usual = |id: FacetId| prints.get(id as usize).copied().unwrap_or_default();
    let kept = |(path, trace): &(&SitePath, &Trace)| KeptOutput {
        path: (*path).clone(),
        job: trace.job,
        reads: trace.reads.iter().map(|(id, _)| *id).collect(),
        others: trace.reads.iter().map(|(id, print)| (usual(*id), *print)).enumerate().filter_map(other).collect(),
        because: trace.because.clone(),
        round: trace.round,
        stamp: stamps.get(*path).copied(),
        tells: !trace.findings.is_empty(),
    };
    let traces: Vec<(&SitePath, &Trace)> = memory.traces.iter().collect();
    let parts = traces.par_chunks(PART).map(|traces| {
        let kept: Vec<KeptOutput> = traces.iter().map(kept).collect();
        postcard::to_allocvec(&kept).unwrap_or_default()
    });
    parts.collect()
}

/// Where an output found another print than the usual one.
fn other((at, (usual, found)): (usize, (Print, Print))) -> Option<(usize, Print)> {
    (found != usual).then_some((at, found))
}

impl KeptOutput {
    fn trace(self, prints: &Prints) -> (SitePath, Trace) {
        let usual = |id: FacetId| (id, prints.get(id as usize));
        let mut reads: Vec<(FacetId, Print)> = self.reads.into_iter().map(usual).collect();
        for (at, print) in self.others {
            if let Some(read) = reads.get_mut(at) {
                read.1 = print;
            }
        }
        let trace = Trace { job: self.job, reads, findings: Vec::new(), because: self.because, round: self.round };
        (self.path, trace)
    }
}

impl<'l> Recalled<'l> {
    /// Reads what a run has left; nothing where it is damaged or from another program.
    pub(super) fn read(bytes: &'l [u8]) -> Option<Self> {
        let parts = unbundle(bytes)?;
        let (rest, outputs) = parts.split_first()?;
        let (rest, outputs) = rayon::join(|| postcard::from_bytes(rest).ok(), || read_parts(outputs));
        Some(Self { rest: rest?, outputs: outputs? })
    }

    /// What a session keeps of it.
    pub(super) fn unpack(self) -> Unpacked {
        let Self { rest: Remembered { facets, prints, statistics, .. }, outputs } = self;
        let mut memory = Memory::default();
        memory.take_over(facets.into_owned(), outputs.iter().map(|kept| kept.round).max().unwrap_or_default());
        let mut stamps = Vec::with_capacity(outputs.len());
        let (mut known, mut mistrusted) = (Vec::with_capacity(outputs.len()), Vec::new());
        for kept in outputs {
            let (stamp, tells) = (kept.stamp, kept.tells);
            let (path, trace) = kept.trace(&prints);
            stamps.extend(stamp.map(|stamp| (path.clone(), stamp)));
            if stamp.is_some() && !tells { known.push((path, trace)) } else { mistrusted.push((path, trace)) }
        }
        memory.traces = known.into_iter().collect();
        memory.mistrusted = mistrusted.into_iter().collect();
        Unpacked { memory, stamps: stamps.into_iter().collect(), statistics }
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
