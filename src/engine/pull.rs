//! Asking a session for outputs: which are stale, rendering those, and remembering what they read.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::Session;
use super::loaded::Loaded;
use super::memory::{Memory, Noted, Trace};
use crate::base::{HANDFUL, Print, SitePath};
use crate::diag::Finding;
use crate::model::{Facet, PostId};
use crate::plan::{Job, Output};
use crate::render::{Rendered, Renderer};

/// One output, as it is now.
pub struct Pulled {
    /// Its bytes, or the file that it is a copy of.
    pub content: Rendered,
    /// Whether it had to be rendered for this; else it was fresh.
    pub rendered: bool,
    /// Why the content is that of an earlier state, where it is.
    pub broken: Vec<Finding>,
}

/// What a slice of work has done.
#[derive(Debug, Default)]
pub struct Progress {
    /// What was rendered.
    pub rendered: Vec<SitePath>,
    /// How many outputs are still stale.
    pub left: usize,
}

/// How much of an output is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// All of it, as it will be published.
    Whole,
    /// Of the page of a post its text alone.
    Text,
    /// Nothing.
    Nothing,
}

/// An output that is looked at.
pub struct Shown<'s> {
    /// Where it will stand.
    pub path: &'s SitePath,
    /// It, or the text of its post.
    pub text: &'s str,
    /// Of the text of a post in which nothing was found: the post, and what the text was made from.
    pub reads: Option<(PostId, BTreeSet<Facet>)>,
}

impl Session {
    /// Whether an output is to be rendered again.
    pub fn is_stale(&self, path: &SitePath) -> bool {
        let output = self.loaded.as_ref().and_then(|loaded| Some((loaded, loaded.outputs.get(path)?)));
        match (output, self.memory.traces.get(path)) {
            (Some((loaded, output)), Some(trace)) => {
                !self.memory.is_fresh(trace, loaded.print_of(&output.job), |id| loaded.now(&self.memory, id))
            }
            _ => true,
        }
    }

    /// The outputs that are to be rendered again, in the order of their paths.
    pub fn stale(&self) -> Vec<SitePath> {
        self.loaded.as_ref().map(|loaded| loaded.stale(&self.memory)).unwrap_or_default()
    }

    /// Outputs in which something was wrong and that are to be rendered again, as it may be mended: `most` of them.
    pub fn maybe_mended(&self, most: usize) -> Vec<SitePath> {
        self.memory.wrong().filter(|path| self.is_stale(path)).take(most).cloned().collect()
    }

    /// Whether something was wrong in one of some outputs when they were rendered.
    pub fn is_wrong(&self, paths: &[SitePath]) -> bool {
        paths.iter().any(|path| self.memory.is_wrong(path))
    }

    /// Takes an output for stale, whatever is known of it: its file was lost or edited.
    pub fn forget(&mut self, path: &SitePath) {
        self.queue = None;
        self.memory.mistrust(path);
    }

    /// One output as it is now, rendered where it is stale; `None` where there is no such output.
    pub fn pull(&mut self, path: &SitePath) -> Option<Pulled> {
        let rendered = self.is_stale(path);
        let made = make(self.loaded.as_ref()?, path)?;
        let broken = made.outcome.clone().err().unwrap_or_default();
        let content = made.remember(self.loaded.as_ref()?, &mut self.memory).unwrap_or(Rendered::Bytes(Vec::new()));
        self.has_rendered = true;
        self.sort_findings();
        Some(Pulled { content, rendered, broken })
    }

    /// Renders stale outputs until the budget is used up, and gives each to `put`, from many threads, in no order.
    ///
    /// # Errors
    /// The first error of `put`; what was not put is still stale.
    pub fn pull_stale(
        &mut self,
        budget: Duration,
        put: impl Fn(&SitePath, &Rendered) -> io::Result<()> + Sync,
    ) -> io::Result<Progress> {
        let started = Instant::now();
        let mut queue = self.queue.take().unwrap_or_else(|| {
            let mut stale = self.stale();
            stale.reverse();
            stale
        });
        // Some outputs take longer than a budget, so that between two looks at the clock as few are rendered as keep all
        // threads busy. At the end of each such slice all threads but one wait.
        let most = if budget == Duration::MAX { queue.len() } else { rayon::current_num_threads() };
        let mut progress = Progress::default();
        while !queue.is_empty() {
            let slice = queue.split_off(queue.len().saturating_sub(most));
            // Somebody may have asked for one of them in the meantime.
            let slice: Vec<SitePath> = slice.into_iter().rev().filter(|path| self.is_stale(path)).collect();
            self.pull_slice(&slice, &put)?;
            progress.rendered.extend(slice);
            if started.elapsed() >= budget {
                break;
            }
        }
        progress.left = queue.len();
        self.queue = Some(queue);
        self.sort_findings();
        Ok(progress)
    }

    fn pull_slice(
        &mut self,
        slice: &[SitePath],
        put: &(impl Fn(&SitePath, &Rendered) -> io::Result<()> + Sync),
    ) -> io::Result<()> {
        let Some(loaded) = &self.loaded else { return Ok(()) };
        let shared = Rendering { renderer: &loaded.renderer, outputs: &loaded.outputs };
        let memory = Mutex::new(&mut self.memory);
        let outcome = slice.par_iter().with_max_len(HANDFUL).try_for_each(|path| {
            let Some(mut one) = shared.make(path) else { return Ok(()) };
            if let Some(content) = one.content.take() {
                put(path, &content)?;
            }
            // No print that is asked for here waits for the pool: a job that this thread took meanwhile would want the lock.
            one.remember(loaded, &mut memory.lock().unwrap_or_else(PoisonError::into_inner));
            Ok(())
        });
        self.has_rendered |= !slice.is_empty();
        outcome
    }

    /// Looks through the site without keeping anything: at those outputs that `depth` says. What is no text isn't shown.
    /// Gives all findings.
    pub fn look_through(
        &self,
        depth: impl Fn(&Output) -> Depth + Sync,
        look: impl Fn(Shown<'_>) + Sync,
    ) -> Vec<Finding> {
        let mut all = self.found.clone();
        let Some(loaded) = &self.loaded else { return all };
        let (renderer, mut outputs) = (&loaded.renderer, loaded.outputs.values().collect::<Vec<_>>());
        // What tells of all posts takes the longest, and comes first: else one thread would be left alone with it.
        outputs.sort_by_key(|output| matches!(output.job, Job::Post(_)));
        let told = outputs.par_iter().with_max_len(HANDFUL).flat_map_iter(|output| {
            let mut findings = Vec::new();
            let show = |text: &str, reads| look(Shown { path: &output.path, text, reads });
            let rendered = match (depth(output), &output.job) {
                (Depth::Whole, job) => renderer.render(job, &mut findings).map(|rendered| {
                    if let Rendered::Bytes(bytes) = rendered
                        && let Ok(text) = simdutf8::basic::from_utf8(&bytes)
                    {
                        show(text, None);
                    }
                }),
                (Depth::Text, Job::Post(id)) => {
                    let (text, facets) = renderer.render_text(*id, &mut findings);
                    text.map(|text| show(&text, Some((*id, facets)).filter(|_| findings.is_empty())))
                }
                _ => Ok(()),
            };
            findings.extend(rendered.err().into_iter().flatten());
            findings
        });
        all.extend(told.collect::<Vec<_>>());
        all.sort();
        all.dedup();
        all
    }

    /// An output, rendered to see what it reads and whether it can be made; nothing of it is kept.
    pub(super) fn tried(&self, path: &SitePath) -> Option<Made> {
        make(self.loaded.as_ref()?, path)
    }
}

/// What can be rendered from many threads.
struct Rendering<'l> {
    renderer: &'l Renderer,
    outputs: &'l BTreeMap<SitePath, Output>,
}

/// An output that was rendered.
pub(super) struct Made {
    path: SitePath,
    job: Print,
    content: Option<Rendered>,
    pub(super) outcome: Result<(), Vec<Finding>>,
    findings: Vec<Finding>,
    pub(super) reads: Vec<Noted>,
}

impl Made {
    /// Remembers what the output read, and gives what it is.
    fn remember(self, loaded: &Loaded, memory: &mut Memory) -> Option<Rendered> {
        let before = memory.known(&self.path);
        let changed = before.map(|trace| memory.changed(trace, |id| loaded.now(memory, id)));
        let reads = memory.intern(self.reads.into_iter());
        let trace = Trace { job: self.job, reads, findings: self.findings, because: Vec::new(), round: 0 };
        memory.remember(self.path, trace, changed);
        self.content
    }
}

fn make(loaded: &Loaded, path: &SitePath) -> Option<Made> {
    Rendering { renderer: &loaded.renderer, outputs: &loaded.outputs }.make(path)
}

impl Rendering<'_> {
    fn make(&self, path: &SitePath) -> Option<Made> {
        let output = self.outputs.get(path)?;
        let mut findings = Vec::new();
        let (outcome, reads) = self.renderer.render_recorded(&output.job, &mut findings);
        let (content, outcome) = match outcome {
            Ok(content) => (Some(content), Ok(())),
            Err(broken) => {
                findings.extend(broken.iter().cloned());
                (None, Err(broken))
            }
        };
        let reads = reads.into_iter().map(|facet| Noted::of(facet, |facet| self.renderer.print(facet)));
        let job = output.job.print(self.renderer.site());
        Some(Made { path: path.clone(), job, content, outcome, findings, reads: reads.collect() })
    }
}
