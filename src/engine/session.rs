//! A portal in memory.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::{BuildRequest, Portal, load_portal};
use crate::base::SitePath;
use crate::diag::{Finding, Severity};
use crate::model::Site;
use crate::plan::{Job, Output};
use crate::render::{Rendered, Renderer};
use crate::source::Disk;

/// How many outputs are rendered between two looks at the clock.
const SLICE: usize = 64;

/// A portal in memory that knows which of its outputs are still right. One thread owns it; it renders on all of them.
pub struct Session {
    disk: Disk,
    request: BuildRequest,
    loaded: Option<Loaded>,
    /// What was found in the sources.
    found: Vec<Finding>,
    /// The outputs that are fresh, with what was found when they were rendered.
    fresh: BTreeMap<SitePath, Vec<Finding>>,
    /// All findings now in force, sorted.
    findings: Vec<Finding>,
}

/// A portal that can be rendered.
struct Loaded {
    renderer: Renderer,
    outputs: BTreeMap<SitePath, Output>,
}

/// Which files may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// Any of them.
    Everything,
    /// These files or folders, absolute or relative to the portal's root; whether they are there or not.
    Paths(Vec<PathBuf>),
}

/// What a look at the changed files brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refresh {
    /// Whether anything that outputs are made from has changed.
    pub changed: bool,
    /// Totals that are different now.
    pub moved: Vec<MovedTotal>,
}

/// A total that a change has moved: `资助资金 2023-H1: 38.4万元 -> 40.9万元`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedTotal {
    /// The metric's label.
    pub label: String,
    /// The period, as queries name it.
    pub period: String,
    /// What it was.
    pub before: String,
    /// What it is.
    pub after: String,
}

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

impl Session {
    /// Reads the portal of `disk`. What is wrong with it is told by [`Self::findings`].
    pub fn open(disk: Disk, request: BuildRequest) -> Self {
        let (found, findings) = (Vec::new(), Vec::new());
        let mut session = Self { disk, request, loaded: None, found, fresh: BTreeMap::new(), findings };
        session.refresh(&Changes::Everything);
        session
    }

    /// Reads what may have changed.
    pub fn refresh(&mut self, changes: &Changes) -> Refresh {
        if matches!(changes, Changes::Paths(paths) if paths.is_empty()) {
            return Refresh::default();
        }
        let mut found = Vec::new();
        let portal = load_portal(&self.disk, &self.request).take(&mut found);
        self.found = found;
        if let Some(Portal { site, theme, outputs }) = portal {
            let outputs = outputs.into_iter().map(|output| (output.path.clone(), output)).collect();
            self.loaded = Some(Loaded { renderer: Renderer::new(site, Arc::new(theme)), outputs });
            self.fresh.clear();
        }
        self.sort_findings();
        Refresh { changed: true, moved: Vec::new() }
    }

    /// The site as it is now; `None` where site.toml has never been readable.
    pub fn site(&self) -> Option<&Arc<Site>> {
        self.loaded.as_ref().map(|loaded| loaded.renderer.site())
    }

    /// The outputs, in the order of their paths.
    pub fn outputs(&self) -> impl Iterator<Item = &Output> {
        self.loaded.iter().flat_map(|loaded| loaded.outputs.values())
    }

    /// Whether there is such an output.
    pub fn has(&self, path: &SitePath) -> bool {
        self.loaded.as_ref().is_some_and(|loaded| loaded.outputs.contains_key(path))
    }

    /// Whether an output is to be rendered again.
    pub fn is_stale(&self, path: &SitePath) -> bool {
        !self.fresh.contains_key(path)
    }

    /// The outputs that are to be rendered again, in the order of their paths.
    pub fn stale(&self) -> Vec<SitePath> {
        self.outputs().map(|output| &output.path).filter(|path| self.is_stale(path)).cloned().collect()
    }

    /// Takes an output for stale, whatever is known of it: its file was lost or edited.
    pub fn forget(&mut self, path: &SitePath) {
        self.fresh.remove(path);
    }

    /// One output as it is now, rendered where it is stale; `None` where there is no such output.
    pub fn pull(&mut self, path: &SitePath) -> Option<Pulled> {
        let loaded = self.loaded.as_ref()?;
        let output = loaded.outputs.get(path)?;
        let mut findings = Vec::new();
        let outcome = loaded.renderer.render(&output.job, &mut findings);
        let rendered = self.is_stale(path);
        let pulled = match outcome {
            Ok(content) => Pulled { content, rendered, broken: Vec::new() },
            Err(broken) => {
                findings.extend(broken.iter().cloned());
                Pulled { content: Rendered::Bytes(Vec::new()), rendered, broken }
            }
        };
        self.fresh.insert(path.clone(), findings);
        self.sort_findings();
        Some(pulled)
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
        let stale = self.stale();
        let mut progress = Progress { rendered: Vec::new(), left: stale.len() };
        for slice in stale.chunks(SLICE) {
            self.pull_slice(slice, &put)?;
            progress.rendered.extend_from_slice(slice);
            progress.left -= slice.len();
            if started.elapsed() >= budget {
                break;
            }
        }
        self.sort_findings();
        Ok(progress)
    }

    fn pull_slice(
        &mut self,
        slice: &[SitePath],
        put: &(impl Fn(&SitePath, &Rendered) -> io::Result<()> + Sync),
    ) -> io::Result<()> {
        let Some(loaded) = &self.loaded else { return Ok(()) };
        let made: Mutex<Vec<(SitePath, Vec<Finding>)>> = Mutex::default();
        let outcome = slice.par_iter().filter_map(|path| loaded.outputs.get(path)).try_for_each(|output| {
            let mut findings = Vec::new();
            match loaded.renderer.render(&output.job, &mut findings) {
                Ok(rendered) => put(&output.path, &rendered)?,
                Err(broken) => findings.extend(broken),
            }
            made.lock().unwrap_or_else(PoisonError::into_inner).push((output.path.clone(), findings));
            Ok(())
        });
        self.fresh.extend(made.into_inner().unwrap_or_else(PoisonError::into_inner));
        outcome
    }

    /// Looks through the site without keeping anything: at those outputs that `whole` names as they will be published,
    /// and of the other pages of posts at their texts alone, which is where they differ. Gives all findings.
    pub fn look_through(
        &self,
        whole: impl Fn(&Output) -> bool + Sync,
        look: impl Fn(&SitePath, &[u8]) + Sync,
    ) -> Vec<Finding> {
        let mut all = self.found.clone();
        let Some(loaded) = &self.loaded else { return all };
        let outputs: Vec<&Output> = loaded.outputs.values().collect();
        let told = outputs.par_iter().flat_map_iter(|output| {
            let mut findings = Vec::new();
            let rendered = match &output.job {
                _ if whole(output) => match loaded.renderer.render(&output.job, &mut findings) {
                    Ok(Rendered::Bytes(bytes)) => Ok(Some(bytes)),
                    Ok(Rendered::Asset(_) | Rendered::Picture(_)) => Ok(None),
                    Err(broken) => Err(broken),
                },
                Job::Post(id) => loaded.renderer.render_text(*id, &mut findings).map(|text| Some(text.into_bytes())),
                _ => Ok(None),
            };
            match rendered {
                Ok(Some(bytes)) => look(&output.path, &bytes),
                Ok(None) => {}
                Err(broken) => findings.extend(broken),
            }
            findings
        });
        all.extend(told.collect::<Vec<_>>());
        all.sort();
        all.dedup();
        all
    }

    /// All findings now in force: of the sources, and of the outputs as they were last rendered. Sorted, each once.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether nothing is wrong that would keep the site from being published.
    pub fn is_sound(&self) -> bool {
        self.loaded.is_some() && self.findings.iter().all(|finding| finding.severity != Severity::Error)
    }

    fn sort_findings(&mut self) {
        let mut all = self.found.clone();
        all.extend(self.fresh.values().flatten().cloned());
        all.sort();
        // A template that can't be rendered says so for each of its pages: once is enough.
        all.dedup();
        self.findings = all;
    }
}
