//! What each output read, and what it found there: the whole of what is remembered.
//!
//! Nothing is ever marked as stale. Whether an output is fresh is a question: does everything that it read still have
//! the print that it had then?

use std::collections::{BTreeMap, BTreeSet};

use rapidhash::RapidHashMap;

use super::session::has_errors;
use crate::base::{Print, SitePath};
use crate::diag::Finding;
use crate::model::Facet;

/// How a facet is called here: outputs share most of what they read.
pub(super) type FacetId = u32;

/// What every output read.
#[derive(Default)]
pub(super) struct Memory {
    facets: Vec<Facet>,
    /// The print that outputs found of each, but for those that say otherwise.
    usual: Vec<Print>,
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

/// What an output read. All outputs together read a million facets, and nearly all found what the others did, so that
/// a print of its own is only kept where it is another.
#[derive(Debug, Clone, Default)]
pub(super) struct Reads {
    pub(super) ids: Vec<FacetId>,
    /// Where among them it found another print than the usual one, in the order of the places, and which.
    pub(super) others: Vec<(usize, Print)>,
}

/// What one output read when it was rendered.
#[derive(Debug, Clone)]
pub(super) struct Trace {
    /// The print of what it was made as: another page at the same address is another output.
    pub(super) job: Print,
    /// What it read, and what it found there.
    pub(super) reads: Reads,
    /// What was found when it was rendered.
    pub(super) findings: Vec<Finding>,
    /// What had changed when it was rendered; nothing where it was rendered for the first time.
    pub(super) because: Vec<FacetId>,
    /// In which round that was.
    pub(super) round: u32,
}

impl Memory {
    /// With the facets of another run and what outputs found of them; its last round was `last_round`.
    pub(super) fn after(facets: Vec<Facet>, usual: Vec<Print>, last_round: u32) -> Self {
        let ids = facets.iter().map(Print::of).zip(0..).collect();
        Self { facets, usual, ids, round: last_round.saturating_add(1), last_round, ..Self::default() }
    }

    /// What was found when outputs were rendered.
    pub(super) fn findings(&self) -> impl Iterator<Item = &Finding> {
        let traces = self.telling.iter().filter_map(|path| self.traces.get(path));
        traces.flat_map(|trace| &trace.findings)
    }

    /// The outputs in which an error was found when they were rendered.
    pub(super) fn wrong(&self) -> impl Iterator<Item = &SitePath> {
        self.telling.iter().filter(|path| self.is_wrong(path))
    }

    /// Whether an error was found when an output was rendered.
    pub(super) fn is_wrong(&self, path: &SitePath) -> bool {
        self.traces.get(path).is_some_and(|trace| has_errors(&trace.findings))
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

    /// Forgets outputs that are no longer `there`.
    pub(super) fn retain<T>(&mut self, there: &BTreeMap<SitePath, T>) {
        // Both sides are in their order, so that one pass over them tells.
        let is_there = || {
            let mut there = there.keys().peekable();
            move |path: &SitePath| {
                while there.next_if(|other| *other < path).is_some() {}
                there.next_if(|other| *other == path).is_some()
            }
        };
        let (mut known, mut telling, mut mistrusted) = (is_there(), is_there(), is_there());
        self.traces.retain(|path, _| known(path));
        self.telling.retain(|path| telling(path));
        self.mistrusted.retain(|path, _| mistrusted(path));
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

    /// What was read, by the ids of facets.
    pub(super) fn intern(&mut self, noted: impl ExactSizeIterator<Item = Noted>) -> Reads {
        let mut reads = Reads { ids: Vec::with_capacity(noted.len()), others: Vec::new() };
        for (at, noted) in noted.enumerate() {
            let found = noted.found;
            let id = self.id_of(noted);
            if self.usual_of(id) != found {
                reads.others.push((at, found));
            }
            reads.ids.push(id);
        }
        reads
    }

    fn id_of(&mut self, Noted { facet, name, found }: Noted) -> FacetId {
        if let Some(id) = self.ids.get(&name) {
            return *id;
        }
        let id = FacetId::try_from(self.facets.len()).unwrap_or(FacetId::MAX);
        self.facets.push(facet);
        self.usual.push(found);
        self.ids.insert(name, id);
        id
    }

    fn usual_of(&self, id: FacetId) -> Print {
        self.usual.get(id as usize).copied().unwrap_or_default()
    }

    /// The facets that an output read, with what it found there.
    fn found_by<'m>(&'m self, reads: &'m Reads) -> impl Iterator<Item = (FacetId, Print)> + 'm {
        let mut others = reads.others.iter().peekable();
        reads.ids.iter().enumerate().map(move |(at, id)| {
            let other = others.next_if(|(place, _)| *place == at);
            (*id, other.map_or_else(|| self.usual_of(*id), |(_, print)| *print))
        })
    }

    /// What an output read that has another print now.
    pub(super) fn changed(&self, trace: &Trace, mut now: impl FnMut(FacetId) -> Print) -> Vec<FacetId> {
        self.found_by(&trace.reads).filter(|(id, print)| now(*id) != *print).map(|(id, _)| id).collect()
    }

    /// Whether all that an output read is as it was.
    pub(super) fn is_fresh(&self, trace: &Trace, job: Print, mut now: impl FnMut(FacetId) -> Print) -> bool {
        trace.job == job && self.found_by(&trace.reads).all(|(id, print)| now(id) == print)
    }

    /// The facet of an id.
    pub(super) fn facet(&self, id: FacetId) -> Option<&Facet> {
        self.facets.get(id as usize)
    }

    /// All facets that something has read, in the order of their ids.
    pub(super) fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// For each facet, the print that most outputs found of it.
    pub(super) fn usual(&self) -> &[Print] {
        &self.usual
    }

    /// Takes for usual what outputs found last, where very many say otherwise: after an edit of site.toml all do.
    pub(super) fn settle_usual(&mut self) {
        let others: usize = self.traces.values().map(|trace| trace.reads.others.len()).sum();
        if others <= self.traces.len() {
            return;
        }
        let mut usual = self.usual.clone();
        for trace in self.traces.values() {
            for (id, print) in self.found_by(&trace.reads) {
                if let Some(known) = usual.get_mut(id as usize) {
                    *known = print;
                }
            }
        }
        let settled = |memory: &Self, reads: &Reads| {
            let others = memory
                .found_by(reads)
                .enumerate()
                .filter_map(|(at, (id, print))| (usual.get(id as usize) != Some(&print)).then_some((at, print)));
            others.collect()
        };
        let of_traces: Vec<_> = self.traces.values().map(|trace| settled(self, &trace.reads)).collect();
        let of_mistrusted: Vec<_> = self.mistrusted.values().map(|trace| settled(self, &trace.reads)).collect();
        for (trace, others) in self.traces.values_mut().zip(of_traces) {
            trace.reads.others = others;
        }
        for (trace, others) in self.mistrusted.values_mut().zip(of_mistrusted) {
            trace.reads.others = others;
        }
        self.usual = usual;
    }

    /// Forgets facets that no output has read for long, so that hours of edits don't fill the memory.
    pub(super) fn tidy(&mut self) {
        const SPARE: usize = 20_000;
        // To count what is read takes longer than an edit should, so that it is done seldom.
        if self.facets.len() < self.tidied.saturating_add(SPARE) {
            return;
        }
        self.tidied = self.facets.len();
        let read: usize = self.traces.values().chain(self.mistrusted.values()).map(|trace| trace.reads.ids.len()).sum();
        if self.facets.len() <= read.saturating_add(SPARE) {
            return;
        }
        let mut before = std::mem::take(self);
        (self.round, self.last_round, self.telling) =
            (before.round, before.last_round, std::mem::take(&mut before.telling));
        let traces = std::mem::take(&mut before.traces);
        self.traces = traces.into_iter().map(|(path, trace)| (path, self.again(trace, &before))).collect();
        let mistrusted = std::mem::take(&mut before.mistrusted);
        self.mistrusted = mistrusted.into_iter().map(|(path, trace)| (path, self.again(trace, &before))).collect();
    }

    /// What was known of an output in the memory before, with ids of this one.
    fn again(&mut self, trace: Trace, before: &Self) -> Trace {
        let noted = |(id, print): (FacetId, Print)| Some(Noted::of(before.facet(id)?.clone(), |_| print));
        let reads: Vec<Noted> = before.found_by(&trace.reads).filter_map(noted).collect();
        let because = trace.because.iter().filter_map(|id| noted((*id, before.usual_of(*id))));
        let because = because.map(|noted| self.id_of(noted)).collect();
        Trace { reads: self.intern(reads.into_iter()), because, ..trace }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn print(number: u64) -> Print {
        Print::of(&number)
    }

    /// What was read, each with a number for what was found.
    fn trace(memory: &mut Memory, found: &[(Facet, u64)]) -> Trace {
        let noted: Vec<Noted> =
            found.iter().map(|(facet, number)| Noted::of(facet.clone(), |_| print(*number))).collect();
        let reads = memory.intern(noted.into_iter());
        Trace { job: Print::NOTHING, reads, findings: Vec::new(), because: Vec::new(), round: 0 }
    }

    #[test]
    fn each_output_knows_what_it_found() {
        let mut memory = Memory::default();
        let all = [(Facet::Config, 1), (Facet::Home, 2), (Facet::Days, 3)];
        let one = trace(&mut memory, &all);
        let other = trace(&mut memory, &[(Facet::Days, 3), (Facet::Config, 9), (Facet::Home, 2)]);
        assert_eq!((one.reads.others.len(), other.reads.others.len()), (0, 1));
        let now = |config: u64| move |id: FacetId| [print(config), print(2), print(3)][id as usize];
        for (config, of_one, of_other) in [(1, vec![], vec![0]), (9, vec![0], vec![]), (7, vec![0], vec![0])] {
            assert_eq!(memory.changed(&one, now(config)), of_one, "{config}");
            assert_eq!(memory.changed(&other, now(config)), of_other, "{config}");
            assert_eq!(memory.is_fresh(&one, Print::NOTHING, now(config)), of_one.is_empty());
            assert_eq!(memory.is_fresh(&other, Print::NOTHING, now(config)), of_other.is_empty());
        }
    }

    /// After an edit of site.toml all outputs found another print; what one of them alone found stays its own.
    #[test]
    fn what_all_find_becomes_usual() {
        let mut memory = Memory::default();
        let before = [(Facet::Config, 1), (Facet::Home, 2), (Facet::Days, 3)];
        trace(&mut memory, &before);
        let path = |name: &str| SitePath::new(name).expect("sound");
        let mistrusted = trace(&mut memory, &before);
        for (name, home) in [("a", 7), ("b", 2), ("c", 2)] {
            let trace = trace(&mut memory, &[(Facet::Config, 4), (Facet::Home, home), (Facet::Days, 5)]);
            memory.remember(path(name), trace, None);
        }
        memory.mistrusted.insert(path("d"), mistrusted);
        let found = |memory: &Memory, trace: &Trace| memory.found_by(&trace.reads).collect::<Vec<_>>();
        let told = |memory: &Memory| {
            let all = memory.traces.iter().chain(&memory.mistrusted);
            all.map(|(path, trace)| (path.clone(), found(memory, trace))).collect::<Vec<_>>()
        };
        let known = told(&memory);
        memory.settle_usual();
        assert_eq!(told(&memory), known);
        let others = |name: &str| memory.known(&path(name)).map(|trace| trace.reads.others.len());
        assert_eq!(["a", "b", "c", "d"].map(others), [Some(1), Some(0), Some(0), Some(2)]);
    }
}
