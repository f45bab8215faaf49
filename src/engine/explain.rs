//! What an output was made from, and why it was made: what is remembered of it, put into words that others can tell.

use std::collections::BTreeSet;

use super::Session;
use super::memory::FacetId;
use crate::base::SitePath;
use crate::diag::Finding;
use crate::model::Facet;
use crate::plan::Output;

/// What is known of an output.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The output.
    pub output: Output,
    /// What is remembered of it; `None` where it was never built, or the memory of that is lost.
    pub remembered: Option<Remembered>,
    /// What it read when it was rendered; where nothing is remembered, what it reads now. In the order of the facets.
    pub reads: Vec<Read>,
    /// Whether it can be made as the portal is now; else why not.
    pub outcome: Result<(), Vec<Finding>>,
}

/// What is remembered of the last time that an output had to be rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Whether its address belonged to another page then.
    pub was_another: bool,
    /// What had changed; nothing where it was rendered for the first time.
    pub because: Vec<Facet>,
    /// How many rounds ago that was; 0 for the last one in which anything had to be rendered.
    pub rounds_ago: u32,
}

/// A part of the site that an output read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    /// Which.
    pub facet: Facet,
    /// Whether it is another now than it was then.
    pub changed: bool,
}

impl Explanation {
    /// Whether the output is as it would be made now.
    pub fn is_fresh(&self) -> bool {
        let same = self.remembered.as_ref().is_some_and(|remembered| !remembered.was_another);
        same && !self.reads.iter().any(|read| read.changed)
    }
}

impl Session {
    /// What an output was made from; `None` where there is no such output. Nothing is remembered of the question.
    pub fn explain(&self, path: &SitePath) -> Option<Explanation> {
        let output = self.planned(path)?.clone();
        let named = |id: &FacetId| self.memory.facet(*id).cloned();
        let compared = self.compared(path).map(|(trace, is_same, changed)| {
            let changed: BTreeSet<FacetId> = changed.into_iter().collect();
            let read = |id: &FacetId| Some(Read { facet: named(id)?, changed: changed.contains(id) });
            let reads = trace.reads.ids.iter().filter_map(read).collect::<Vec<_>>();
            let rounds_ago = self.memory.last_round.saturating_sub(trace.round);
            let because = trace.because.iter().filter_map(named).collect();
            (Remembered { was_another: !is_same, because, rounds_ago }, reads)
        });
        let Some((remembered, mut reads)) = compared else {
            let made = self.tried(path)?;
            let reads =
                made.reads.into_iter().map(|noted| Read { facet: noted.into_facet(), changed: false }).collect();
            return Some(Explanation { output, remembered: None, reads, outcome: made.outcome });
        };
        reads.sort_by(|one, other| one.facet.cmp(&other.facet));
        let mut explanation = Explanation { output, remembered: Some(remembered), reads, outcome: Ok(()) };
        // What is fresh was made once and can be made again.
        if !explanation.is_fresh() {
            explanation.outcome = self.tried(path)?.outcome;
        }
        Some(explanation)
    }
}
