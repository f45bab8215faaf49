//! A portal in memory.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::BuildRequest;
use super::inputs::{FOLDERS, Inputs};
use super::load::{choices_of, load_config, load_theme_of, plan};
use super::memory::{FacetId, Memory, Trace};
use super::recall::{Remembered, Stamps};
use crate::base::{Print, SitePath};
use crate::config::Config;
use crate::diag::{Finding, Severity};
use crate::model::{Facet, Ingredients, Lens, Site, Slugs, reassemble};
use crate::plan::{Job, Output};
use crate::render::{KnownSearch, Rendered, Renderer};
use crate::source::Disk;
use crate::theme::Theme;

/// How many outputs are rendered between two looks at the clock.
const SLICE: usize = 64;

/// A portal in memory that knows which of its outputs are still right. One thread owns it; it renders on all of them.
pub struct Session {
    disk: Disk,
    request: BuildRequest,
    pub(super) inputs: Inputs,
    slugs: Arc<Slugs>,
    config: Option<Arc<Config>>,
    theme: Option<Arc<Theme>>,
    /// What was found in site.toml and the theme.
    found_settings: Vec<Finding>,
    loaded: Option<Loaded>,
    /// What was found in the sources.
    found: Vec<Finding>,
    pub(super) memory: Memory,
    /// The outputs that were stale when they were last looked for, the last one first; `None` where that has to be done
    /// anew.
    queue: Option<Vec<SitePath>>,
    /// All findings now in force, sorted.
    findings: Vec<Finding>,
}

/// A portal that can be rendered.
struct Loaded {
    renderer: Renderer,
    outputs: BTreeMap<SitePath, Output>,
    /// What the plan has found.
    found: Vec<Finding>,
    /// What the outputs were planned from.
    planned_from: Print,
    /// Whether the theme is another than that of the portal before.
    is_new_theme: bool,
    /// The prints that were asked for already.
    prints: RefCell<Vec<Option<Print>>>,
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
        Self::reopen(disk, request, &[]).0
    }

    /// The same with what another run has remembered, as far as that can be trusted; also the published files as that
    /// run left them.
    pub fn reopen(disk: Disk, request: BuildRequest, memory: &[u8]) -> (Self, Stamps) {
        let mut remembered = Remembered::read(memory);
        let (slugs, digests) = remembered.as_mut().map(Remembered::take_texts).unwrap_or_default();
        let mut session = Self {
            slugs,
            disk,
            request,
            inputs: Inputs::knowing(digests),
            config: None,
            theme: None,
            found_settings: Vec::new(),
            loaded: None,
            found: Vec::new(),
            memory: Memory::default(),
            queue: None,
            findings: Vec::new(),
        };
        session.refresh(&Changes::Everything);
        let stamps = remembered.map(|remembered| session.recall(remembered)).unwrap_or_default();
        (session, stamps)
    }

    /// Reads what may have changed.
    pub fn refresh(&mut self, changes: &Changes) -> Refresh {
        let paths = match changes {
            Changes::Everything => None,
            Changes::Paths(paths) => Some(self.inside(paths)),
        };
        match &paths {
            None => {
                self.read_settings();
                self.inputs.read(&self.disk);
            }
            Some(paths) if paths.is_empty() => return Refresh::default(),
            Some(paths) => {
                if paths.iter().any(is_setting) {
                    self.read_settings();
                }
                let below =
                    |path: &&SitePath| FOLDERS.iter().any(|folder| path.as_str().split('/').next() == Some(folder));
                let inputs: Vec<SitePath> = paths.iter().filter(below).cloned().collect();
                self.inputs.read_some(&self.disk, &inputs);
            }
        }
        let refresh = self.reload();
        self.queue = None;
        self.memory.round = self.memory.round.saturating_add(u32::from(refresh.changed));
        self.memory.tidy();
        self.sort_findings();
        refresh
    }

    /// The paths of the portal's files among `paths`.
    fn inside(&self, paths: &[PathBuf]) -> Vec<SitePath> {
        let own = paths.iter().filter_map(|path| {
            let path = path.strip_prefix(self.disk.root()).unwrap_or(path);
            SitePath::new(&path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
        });
        let mut own: Vec<SitePath> = own.collect();
        own.sort();
        own.dedup();
        own
    }

    /// Reads site.toml and the theme. Where one of them is broken, the last good one stays.
    fn read_settings(&mut self) {
        let mut found = Vec::new();
        let config = load_config(&self.disk, &self.request, &mut found);
        let usable = config.filter(|_| self.config.is_none() || !has_errors(&found));
        if let Some(config) = usable {
            let mut of_theme = Vec::new();
            let theme = load_theme_of(&self.disk, &config, &mut of_theme);
            if self.theme.is_none() || !has_errors(&of_theme) {
                self.theme = Some(Arc::new(theme));
                self.config = Some(Arc::new(config));
            }
            found.extend(of_theme);
        }
        self.found_settings = found;
    }

    /// Makes the site of what was read.
    fn reload(&mut self) -> Refresh {
        let mut found = self.found_settings.clone();
        let (Some(config), Some(theme)) = (self.config.clone(), self.theme.clone()) else {
            let changed = self.found != found;
            self.found = found;
            return Refresh { changed, moved: Vec::new() };
        };
        let documents = self.inputs.documents(&config, theme.words(), &mut found);
        let choices = choices_of(&config, &self.request);
        let before = self.loaded.take();
        let site_before = before.as_ref().map(|loaded| Arc::clone(loaded.renderer.site()));
        let slugs = Arc::clone(&self.slugs);
        let ingredients = Ingredients { config, documents, assets: &self.inputs.sources.assets, choices, slugs };
        let site = Arc::new(reassemble(ingredients, site_before.as_deref()).take(&mut found));
        let moved = site_before.as_ref().map(|before| moved_totals(before, &site)).unwrap_or_default();
        let loaded = Loaded::new(site, theme, before);
        found.extend(loaded.found.iter().cloned());
        let before = site_before.map(|site| site.whole());
        let changed = before != Some(loaded.renderer.site().whole()) || self.found != found || loaded.is_new_theme;
        self.memory.retain(|path| loaded.outputs.contains_key(path));
        self.found = found;
        self.loaded = Some(loaded);
        Refresh { changed, moved }
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

    /// An output.
    pub(super) fn planned(&self, path: &SitePath) -> Option<&Output> {
        self.loaded.as_ref()?.outputs.get(path)
    }

    /// What is known of an output: whether it is the same still, and what of all that it read has changed.
    pub(super) fn compared(&self, path: &SitePath) -> Option<(&Trace, bool, Vec<FacetId>)> {
        let (loaded, trace) = (self.loaded.as_ref()?, self.memory.known(path)?);
        let is_same = trace.job == loaded.print_of(&loaded.outputs.get(path)?.job);
        Some((trace, is_same, trace.changed(|id| loaded.now(&self.memory, id))))
    }

    /// An output, rendered to see what it reads and whether it can be made; nothing of it is kept.
    pub(super) fn tried(&self, path: &SitePath) -> Option<Made> {
        make(self.loaded.as_ref()?, path)
    }

    /// Whether an output is to be rendered again.
    pub fn is_stale(&self, path: &SitePath) -> bool {
        let output = self.loaded.as_ref().and_then(|loaded| Some((loaded, loaded.outputs.get(path)?)));
        match (output, self.memory.traces.get(path)) {
            (Some((loaded, output)), Some(trace)) => {
                !trace.is_fresh(loaded.print_of(&output.job), |id| loaded.now(&self.memory, id))
            }
            _ => true,
        }
    }

    /// Takes what another run knew of the search index.
    pub(super) fn recall_search(&mut self, known: KnownSearch) {
        if let Some(loaded) = &mut self.loaded {
            loaded.renderer.recall_search(known);
        }
    }

    /// What is known of the search index, for another run.
    pub(super) fn known_search(&self) -> KnownSearch {
        let known = self.loaded.as_ref().map(|loaded| loaded.renderer.known_search(self.memory.facets().iter()));
        known.unwrap_or_default()
    }

    /// The outputs that are to be rendered again, in the order of their paths.
    pub fn stale(&self) -> Vec<SitePath> {
        if let Some(loaded) = &self.loaded {
            loaded.ask_all(&self.memory);
        }
        self.outputs().map(|output| &output.path).filter(|path| self.is_stale(path)).cloned().collect()
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
        let pulled = match &made.outcome {
            Err(broken) => Pulled { content: Rendered::Bytes(Vec::new()), rendered, broken: broken.clone() },
            Ok(()) => Pulled { content: Rendered::Bytes(Vec::new()), rendered, broken: Vec::new() },
        };
        let content = self.remember(made);
        self.sort_findings();
        Some(Pulled { content: content.unwrap_or(Rendered::Bytes(Vec::new())), ..pulled })
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
        let mut progress = Progress::default();
        while !queue.is_empty() {
            let slice = queue.split_off(queue.len().saturating_sub(SLICE));
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
        let made: Mutex<Vec<Made>> = Mutex::default();
        let outcome = slice.par_iter().try_for_each(|path| {
            let Some(mut one) = shared.make(path) else { return Ok(()) };
            if let Some(content) = one.content.take() {
                put(path, &content)?;
            }
            made.lock().unwrap_or_else(PoisonError::into_inner).push(one);
            Ok(())
        });
        for one in made.into_inner().unwrap_or_else(PoisonError::into_inner) {
            self.remember(one);
        }
        outcome
    }

    /// Remembers what an output read, and gives what it is.
    fn remember(&mut self, made: Made) -> Option<Rendered> {
        let loaded = self.loaded.as_ref()?;
        let before = self.memory.known(&made.path);
        let changed = before.map(|trace| trace.changed(|id| loaded.now(&self.memory, id)));
        let reads = self.memory.intern(made.reads);
        let trace = Trace { job: made.job, reads, findings: made.findings, because: Vec::new(), round: 0 };
        self.memory.remember(made.path, trace, changed);
        made.content
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
        let (renderer, outputs) = (&loaded.renderer, loaded.outputs.values().collect::<Vec<_>>());
        let told = outputs.par_iter().flat_map_iter(|output| {
            let mut findings = Vec::new();
            let rendered = match &output.job {
                _ if whole(output) => match renderer.render(&output.job, &mut findings) {
                    Ok(Rendered::Bytes(bytes)) => Ok(Some(bytes)),
                    Ok(Rendered::Asset(_) | Rendered::Picture(_)) => Ok(None),
                    Err(broken) => Err(broken),
                },
                Job::Post(id) => renderer.render_text(*id, &mut findings).map(|text| Some(text.into_bytes())),
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
        self.loaded.is_some() && !has_errors(&self.findings)
    }

    fn sort_findings(&mut self) {
        let mut all = self.found.clone();
        all.extend(self.memory.traces.values().flat_map(|trace| &trace.findings).cloned());
        all.sort();
        // A template that can't be rendered says so for each of its pages: once is enough.
        all.dedup();
        self.findings = all;
    }
}

fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Whether a file says how all pages are made.
fn is_setting(path: &SitePath) -> bool {
    path.as_str() == "site.toml" || path.as_str() == "themes" || path.below("themes").is_some()
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
    pub(super) reads: Vec<(Facet, Print)>,
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
        let reads = reads.into_iter().map(|facet| {
            let print = self.renderer.print(&facet);
            (facet, print)
        });
        let job = output.job.print(self.renderer.site());
        Some(Made { path: path.clone(), job, content, outcome, findings, reads: reads.collect() })
    }
}

impl Loaded {
    fn new(site: Arc<Site>, theme: Arc<Theme>, before: Option<Self>) -> Self {
        let shape = Print::of(&(site.shape(), theme.print()));
        let renderer = Renderer::new(site, theme, before.as_ref().map(|before| &before.renderer));
        let is_new_theme =
            before.as_ref().is_some_and(|before| before.renderer.theme().print() != renderer.theme().print());
        let (outputs, found) = match before {
            Some(before) if before.planned_from == shape => (before.outputs, before.found),
            _ => {
                let mut found = Vec::new();
                let outputs = plan(renderer.site(), renderer.theme(), &mut found);
                (outputs.into_iter().map(|output| (output.path.clone(), output)).collect(), found)
            }
        };
        Self { renderer, outputs, found, planned_from: shape, is_new_theme, prints: RefCell::default() }
    }

    fn print_of(&self, job: &Job) -> Print {
        job.print(self.renderer.site())
    }

    /// The print that a facet has now.
    fn now(&self, memory: &Memory, id: FacetId) -> Print {
        let known = self.prints.borrow().get(id as usize).copied().flatten();
        if let Some(print) = known {
            return print;
        }
        let print = memory.facet(id).map_or(Print::NOTHING, |facet| self.renderer.print(facet));
        let mut prints = self.prints.borrow_mut();
        if prints.len() <= id as usize {
            prints.resize(id as usize + 1, None);
        }
        prints[id as usize] = Some(print);
        print
    }

    /// Asks for all prints at once, on all threads.
    fn ask_all(&self, memory: &Memory) {
        let renderer = &self.renderer;
        let all = memory.facets().par_iter().map(|facet| Some(renderer.print(facet)));
        *self.prints.borrow_mut() = all.collect();
    }
}

/// The totals of the half-year that pages speak of, where they are different now.
fn moved_totals(before: &Arc<Site>, after: &Arc<Site>) -> Vec<MovedTotal> {
    if before.shape() == after.shape() {
        return Vec::new();
    }
    let lens = |site: &Arc<Site>| Lens::new(Arc::clone(site));
    let (before, after) = (lens(before), lens(after));
    let period = after.half_year().to_string();
    let total = |lens: &Lens, metric: &str| {
        let arguments = [("metric", metric), ("period", &period)].map(|(name, value)| (name.into(), value.into()));
        lens.statistic(&arguments).map_or_else(|_| "—".to_owned(), |asked| asked.result.total.text.clone())
    };
    let config = after.config();
    let metrics = config.metric_order.iter().filter_map(|id| config.metrics.get(id));
    let moved = metrics.filter_map(|metric| {
        let (was, is) = (total(&before, &metric.id), total(&after, &metric.id));
        let label = metric.label.clone();
        (was != is).then(|| MovedTotal { label, period: period.clone(), before: was, after: is })
    });
    moved.collect()
}
