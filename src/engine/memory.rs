//! What each output read, and what it found there: the whole of what is remembered.
//!
//! Nothing is ever marked as stale. Whether an output is fresh is a question: does everything that it read still have
//! the print that it had then?

use std::collections::{BTreeMap, HashMap};

use crate::base::{Print, SitePath};
use crate::diag::Finding;
use crate::model::Facet;

/// How a facet is called here: outputs share most of what they read.
pub(super) type FacetId = u32;

/// What every output read.
#[derive(Default)]
pub(super) struct Memory {
    facets: Vec<Facet>,
    ids: HashMap<Facet, FacetId>,
    pub(super) traces: BTreeMap<SitePath, Trace>,
}

/// What one output read when it was rendered.
#[derive(Debug, Clone)]
pub(super) struct Trace {
    /// The print of what it was made as: another page at the same address is another output.
    pub(super) job: Print,
    /// What it read, with the prints that it found.
    pub(super) reads: Vec<(FacetId, Print)>,
    /// What was found when it was rendered.
    pub(super) findings: Vec<Finding>,
    /// What had changed when it was rendered; nothing where it was rendered for the first time.
    pub(super) because: Vec<FacetId>,
}

impl Memory {
    /// Takes over the facets of another run; only where nothing has been read yet.
    pub(super) fn take_over(&mut self, facets: Vec<Facet>) {
        let ids = facets.iter().cloned().zip(0..).collect();
        *self = Self { facets, ids, traces: BTreeMap::new() };
    }

    /// The ids of facets.
    pub(super) fn intern(&mut self, facets: impl IntoIterator<Item = (Facet, Print)>) -> Vec<(FacetId, Print)> {
        facets.into_iter().map(|(facet, print)| (self.id_of(facet), print)).collect()
    }

    fn id_of(&mut self, facet: Facet) -> FacetId {
        if let Some(id) = self.ids.get(&facet) {
            return *id;
        }
        let id = FacetId::try_from(self.facets.len()).unwrap_or(FacetId::MAX);
        self.facets.push(facet.clone());
        self.ids.insert(facet, id);
        id
    }

    /// The facet of an id.
    pub(super) fn facet(&self, id: FacetId) -> Option<&Facet> {
        self.facets.get(id as usize)
    }

    /// All facets that something has read, in the order of their ids.
    pub(super) fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// Forgets facets that no output has read for long, so that hours of edits don't fill the memory.
    pub(super) fn tidy(&mut self) {
        const SPARE: usize = 20_000;
        let read: usize = self.traces.values().map(|trace| trace.reads.len()).sum();
        if self.facets.len() <= read.saturating_add(SPARE) {
            return;
        }
        let before = std::mem::take(self);
        for (path, trace) in before.traces {
            let named = |id: FacetId| before.facets.get(id as usize).cloned();
            let reads = trace.reads.iter().filter_map(|(id, print)| Some((named(*id)?, *print)));
            let reads = self.intern(reads.collect::<Vec<_>>());
            let because = trace.because.iter().filter_map(|id| named(*id)).collect::<Vec<_>>();
            let because = because.into_iter().map(|facet| self.id_of(facet)).collect();
            self.traces.insert(path, Trace { reads, because, ..trace });
        }
    }
}

impl Trace {
    /// What has another print now.
    pub(super) fn changed(&self, mut now: impl FnMut(FacetId) -> Print) -> Vec<FacetId> {
        self.reads.iter().filter(|(id, print)| now(*id) != *print).map(|(id, _)| *id).collect()
    }

    /// Whether all that was read is as it was.
    pub(super) fn is_fresh(&self, job: Print, mut now: impl FnMut(FacetId) -> Print) -> bool {
        self.job == job && self.reads.iter().all(|(id, print)| now(*id) == *print)
    }
}
