//! What each output read, and what it found there: the whole of what is remembered.
//!
//! Nothing is ever marked as stale. Whether an output is fresh is a question: does everything that it read still have
//! the print that it had then?

use std::collections::{BTreeMap, BTreeSet};

use rapidhash::RapidHashMap;

use crate::base::{Print, SitePath};
use crate::diag::Finding;
use crate::model::Facet;

/// How a facet is called here: outputs share most of what they read.
pub(super) type FacetId = u32;

/// What every output read.
#[derive(Default)]
pub(super) struct Memory {
    facets: Vec<Facet>,
    /// Their ids, by their prints.
    ids: RapidHashMap<Print, FacetId>,
    pub(super) traces: BTreeMap<SitePath, Trace>,
    /// Those of them that have something to tell.
    telling: BTreeSet<SitePath>,
    /// What outputs read that are rendered again whatever it was: their files were lost, or they have findings to tell.
    /// It says why they are made anew, and nothing of whether they are fresh.
    pub(super) mistrusted: BTreeMap<SitePath, Trace>,
    /// The round that is under way: one for each look at the sources that brought something new.
    pub(super) round: u32,
    /// The last one in which something had to be rendered.
    pub(super) last_round: u32,
    /// How many facets there were when it was last looked for some that nobody reads.
    tidied: usize,
}

/// A facet that an output read.
pub(super) struct Noted {
    facet: Facet,
    /// The print of the facet itself, as which it is known.
    name: Print,
    /// The print of what was found there.
    found: Print,
}

impl Noted {
    /// What `found` finds at a facet.
    pub(super) fn of(facet: Facet, found: impl FnOnce(&Facet) -> Print) -> Self {
        Self { name: Print::of(&facet), found: found(&facet), facet }
    }

    /// The facet.
    pub(super) fn into_facet(self) -> Facet {
        self.facet
    }
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
    /// In which round that was.
    pub(super) round: u32,
}

impl Memory {
    /// Takes over the facets of another run, whose last round was `last_round`; only where nothing has been read yet.
    pub(super) fn take_over(&mut self, facets: Vec<Facet>, last_round: u32) {
        let ids = facets.iter().map(Print::of).zip(0..).collect();
        *self = Self { facets, ids, round: last_round.saturating_add(1), last_round, ..Self::default() };
    }

    /// What was found when outputs were rendered.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding> {
        let traces = self.telling.iter().filter_map(|path| self.traces.get(path));
        traces.flat_map(|trace| &trace.findings)
    }

    /// What is known of an output.
    pub(super) fn known(&self, path: &SitePath) -> Option<&Trace> {
        self.traces.get(path).or_else(|| self.mistrusted.get(path))
    }

    /// Takes an output for stale.
    pub(super) fn mistrust(&mut self, path: &SitePath) {
        if let Some((path, trace)) = self.traces.remove_entry(path) {
            self.telling.remove(&path);
            self.mistrusted.insert(path, trace);
        }
    }

    /// Forgets outputs that are no longer there.
    pub(super) fn retain(&mut self, is_there: impl Fn(&SitePath) -> bool) {
        self.traces.retain(|path, _| is_there(path));
        self.telling.retain(&is_there);
        self.mistrusted.retain(|path, _| is_there(path));
    }

    /// Remembers what an output read. `changed` are the facets that had changed, where anything was known of it before.
    pub(super) fn remember(&mut self, path: SitePath, trace: Trace, changed: Option<Vec<FacetId>>) {
        let before = self.known(&path).map(|known| (known.job, known.because.clone(), known.round));
        let (because, round) = match (changed, before) {
            // What is asked for again and again is still there for the reason that it was rendered for.
            (Some(changed), Some((job, because, round))) if changed.is_empty() && job == trace.job => (because, round),
            (changed, _) => (changed.unwrap_or_default(), self.round),
        };
        self.last_round = self.last_round.max(round);
        self.mistrusted.remove(&path);
        match trace.findings.is_empty() {
            true => drop(self.telling.remove(&path)),
            false => drop(self.telling.insert(path.clone())),
        }
        self.traces.insert(path, Trace { because, round, ..trace });
    }

    /// The ids of facets, with what was found there.
    pub(super) fn intern(&mut self, reads: impl IntoIterator<Item = Noted>) -> Vec<(FacetId, Print)> {
        reads.into_iter().map(|Noted { facet, name, found }| (self.id_of(facet, name), found)).collect()
    }

    fn id_of(&mut self, facet: Facet, name: Print) -> FacetId {
        if let Some(id) = self.ids.get(&name) {
            return *id;
        }
        let id = FacetId::try_from(self.facets.len()).unwrap_or(FacetId::MAX);
        self.facets.push(facet);
        self.ids.insert(name, id);
        id
    }

    fn id_of_another(&mut self, facet: Facet) -> FacetId {
        let name = Print::of(&facet);
        self.id_of(facet, name)
    }

    /// The facet of an id.
    pub(super) fn facet(&self, id: FacetId) -> Option<&Facet> {
        self.facets.get(id as usize)
    }

    /// All facets that something has read, in the order of their ids.
    pub(super) fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// For each facet, the print that some output found of it.
    pub(super) fn prints(&self) -> Vec<Print> {
        let mut prints = vec![Print::NOTHING; self.facets.len()];
        for (id, print) in self.traces.values().flat_map(|trace| &trace.reads) {
            if let Some(known) = prints.get_mut(*id as usize) {
                *known = *print;
            }
        }
        prints
    }

    /// Forgets facets that no output has read for long, so that hours of edits don't fill the memory.
    pub(super) fn tidy(&mut self) {
        const SPARE: usize = 20_000;
        // To count what is read takes longer than an edit should, so that it is done seldom.
        if self.facets.len() < self.tidied.saturating_add(SPARE) {
            return;
        }
        self.tidied = self.facets.len();
        let read: usize = self.traces.values().chain(self.mistrusted.values()).map(|trace| trace.reads.len()).sum();
        if self.facets.len() <= read.saturating_add(SPARE) {
            return;
        }
        let before = std::mem::take(self);
        (self.round, self.last_round, self.telling) = (before.round, before.last_round, before.telling);
        let named = |id: &FacetId| before.facets.get(*id as usize).cloned();
        let mut again = |trace: Trace| {
            let reads = trace.reads.iter().filter_map(|(id, print)| Some(Noted::of(named(id)?, |_| *print)));
            let reads = self.intern(reads.collect::<Vec<_>>());
            let because = trace.because.iter().filter_map(named).map(|facet| self.id_of_another(facet)).collect();
            Trace { reads, because, ..trace }
        };
        let traces = before.traces.into_iter().map(|(path, trace)| (path, again(trace))).collect();
        let mistrusted = before.mistrusted.into_iter().map(|(path, trace)| (path, again(trace))).collect();
        (self.traces, self.mistrusted) = (traces, mistrusted);
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
