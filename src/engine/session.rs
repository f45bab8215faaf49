//! A portal in memory.

use std::path::PathBuf;
use std::sync::Arc;

use super::BuildRequest;
use super::inputs::{Before, FOLDERS, Inputs};
use super::kept::KeptPosts;
use super::load::{choices_of, context_of, load_config, load_theme_of};
use super::loaded::{LeftFiles, Loaded, MovedTotal, moved_totals};
use super::memory::{FacetId, Memory, Trace};
use super::recall::{Present, Recalled, Stamps};
use crate::base::{Day, Print, SitePath};
use crate::config::Config;
use crate::diag::{Finding, Severity};
use crate::model::{Facet, Ingredients, Site, Slugs, reassemble};
use crate::parse::KnownDigests;
use crate::plan::{Job, Output};
use crate::render::{KnownPieces, PublishedFiles};
use crate::search::{SearchIndex, prepare_tables};
use crate::source::{Disk, Listing};
use crate::theme::Theme;

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
    pub(super) loaded: Option<Loaded>,
    /// What another run has left of files, until there is a portal that they could be of.
    left_files: Option<LeftFiles>,
    /// What was found in the sources.
    pub(super) found: Vec<Finding>,
    pub(super) memory: Memory,
    /// The outputs that were stale when they were last looked for, the last one first; `None` where that has to be done
    /// anew.
    pub(super) queue: Option<Vec<SitePath>>,
    /// Whether anything was rendered.
    pub(super) has_rendered: bool,
    /// All findings now in force, sorted.
    findings: Vec<Finding>,
}

/// What another run has left, as far as that can be trusted.
pub struct Left<'l> {
    /// Its posts.
    pub posts: &'l [u8],
    /// What it has remembered besides.
    pub memory: &'l [u8],
    /// The files of the portal, where somebody has listed them already.
    pub listing: Option<Arc<Listing>>,
    /// The files that it published.
    pub published: Arc<PublishedFiles>,
    /// The same as they are now, where somebody has looked at them already.
    pub present: Option<Present<'l>>,
}

impl Left<'_> {
    /// There was no other run.
    pub fn nothing() -> Self {
        Self { posts: &[], memory: &[], listing: None, published: Arc::new(|_| None), present: None }
    }
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
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Refresh {
    /// Whether anything that outputs are made from has changed.
    pub changed: bool,
}

impl Session {
    /// Reads the portal of `disk`. What is wrong with it is told by [`Self::findings`].
    pub fn open(disk: Disk, request: BuildRequest) -> Self {
        Self::reopen(disk, request, Left::nothing()).0
    }

    /// The same with what another run has left; also its published files as it left them, where `left` doesn't say how
    /// they are now.
    pub fn reopen(disk: Disk, request: BuildRequest, left: Left<'_>) -> (Self, Stamps) {
        let Left { memory, posts, listing, published, present } = left;
        let mut session = Self {
            slugs: Arc::default(),
            disk,
            request,
            inputs: Inputs::default(),
            config: None,
            theme: None,
            found_settings: Vec::new(),
            loaded: None,
            left_files: None,
            found: Vec::new(),
            memory: Memory::default(),
            queue: None,
            has_rendered: false,
            findings: Vec::new(),
        };
        // What needs one another is little, so that no thread waits.
        let recall = || rayon::join(|| Recalled::read(memory), || KeptPosts::read(posts));
        let ((mut recalled, posts), ()) = rayon::join(recall, || session.read_settings());
        let (slugs, digests) = recalled.as_mut().map(Recalled::take_texts).unwrap_or_default();
        session.slugs = slugs;
        let (search, pieces) = recalled.as_mut().map(Recalled::take_files).unwrap_or_default();
        session.left_files = Some(LeftFiles { search, pieces, published });
        session.inputs = Inputs::knowing(Before { listing, posts: posts.unwrap_or_default(), digests });
        let unpack = || {
            let unpacked = recalled.map(|recalled| recalled.unpack(present));
            prepare_tables();
            unpacked
        };
        let ((), unpacked) = rayon::join(|| session.read_all(), unpack);
        let stamps = unpacked.map(|unpacked| session.recall(unpacked)).unwrap_or_default();
        (session, stamps)
    }

    /// Reads all files but those that [`Self::read_settings`] has read.
    fn read_all(&mut self) {
        self.inputs.read(&self.disk, self.reading());
        self.settle();
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
                self.inputs.read(&self.disk, self.reading());
            }
            Some(paths) if paths.is_empty() => return Refresh::default(),
            Some(paths) => {
                if paths.iter().any(is_setting) {
                    self.read_settings();
                }
                let below =
                    |path: &&SitePath| FOLDERS.iter().any(|folder| path.as_str().split('/').next() == Some(folder));
                let inputs: Vec<SitePath> = paths.iter().filter(below).cloned().collect();
                self.inputs.read_some(&self.disk, &inputs, self.reading());
            }
        }
        self.settle()
    }

    /// The day that it is; where the portal or the call says another one, that holds.
    pub fn day(&self) -> Day {
        self.request.today
    }

    /// From now on it is another day: notices come down, posts appear, and periods end, though no file has changed.
    pub fn begin_day(&mut self, today: Day) -> Refresh {
        self.request.today = today;
        self.settle()
    }

    /// Makes the site of what was read, and forgets what is no longer true.
    fn settle(&mut self) -> Refresh {
        let refresh = self.reload();
        self.queue = None;
        self.memory.round = self.memory.round.saturating_add(u32::from(refresh.changed));
        self.memory.tidy();
        self.sort_findings();
        refresh
    }

    /// The print of all that Markdown files are read with.
    fn reading(&self) -> Option<Print> {
        let (config, theme) = (self.config.as_ref()?, self.theme.as_ref()?);
        Some(context_of(config, theme.words(), &KnownDigests::new()).print)
    }

    /// The pages of the posts whose files are among `paths`, of the first `most` of these.
    pub fn pages_of(&self, paths: &[PathBuf], most: usize) -> Vec<SitePath> {
        let Some(site) = self.site() else { return Vec::new() };
        let posts = self.inside(&paths[..paths.len().min(most)]);
        posts.iter().filter_map(|path| site.post_at(path)?.address.output()).collect()
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
            return Refresh { changed };
        };
        let documents = self.inputs.documents(&config, theme.words(), &mut found);
        let choices = choices_of(&config, &self.request);
        let before = self.loaded.take();
        let site_before = before.as_ref().map(|loaded| Arc::clone(loaded.renderer.site()));
        let whole_before = before.as_ref().map(|loaded| loaded.renderer.whole());
        let slugs = Arc::clone(&self.slugs);
        let ingredients = Ingredients { config, documents, assets: &self.inputs.sources.assets, choices, slugs };
        let site = Arc::new(reassemble(ingredients, site_before.as_deref()).take(&mut found));
        let loaded = Loaded::new(site, theme, before, self.left_files.take());
        found.extend(loaded.found.iter().cloned());
        let changed = whole_before != Some(loaded.renderer.whole()) || self.found != found || loaded.is_new_theme;
        if loaded.is_new_plan {
            self.memory.retain(&loaded.outputs);
        }
        self.found = found;
        self.loaded = Some(loaded);
        Refresh { changed }
    }

    /// The site as it is now; `None` where site.toml has never been readable.
    pub fn site(&self) -> Option<&Arc<Site>> {
        self.loaded.as_ref().map(|loaded| loaded.renderer.site())
    }

    /// The totals that are not what they were in the site `before`.
    pub fn moved_since(&self, before: &Arc<Site>) -> Vec<MovedTotal> {
        self.site().map(|now| moved_totals(before, now)).unwrap_or_default()
    }

    /// Tells the prints of parts of the site and the theme.
    pub fn prints(&self) -> impl Fn(&Facet) -> Print + Sync {
        let renderer = self.loaded.as_ref().map(|loaded| &loaded.renderer);
        move |facet| renderer.map_or(Print::NOTHING, |renderer| renderer.print(facet))
    }

    /// The print of the whole theme, with all its templates.
    pub fn theme_print(&self) -> Print {
        self.theme.as_ref().map_or(Print::NOTHING, |theme| theme.print())
    }

    /// The outputs, in the order of their paths.
    pub fn outputs(&self) -> impl Iterator<Item = &Output> {
        self.loaded.iter().flat_map(|loaded| loaded.outputs.values())
    }

    /// How many posts there are; standalone pages are none.
    pub fn count_posts(&self) -> usize {
        self.site().map_or(0, |site| site.posts.iter().filter(|post| !post.is_page()).count())
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
        Some((trace, is_same, self.memory.changed(trace, |id| loaded.now(&self.memory, id))))
    }

    /// The Markdown file whose page an output is; `None` for what is made of many, or of none.
    pub fn source_of(&self, path: &SitePath) -> Option<SitePath> {
        let (job, site) = (&self.planned(path)?.job, self.site()?);
        let is_page = match job {
            Job::Home => site.home.is_some(),
            Job::Post(_) | Job::Category(..) => true,
            _ => false,
        };
        job.source(site).filter(|_| is_page).cloned()
    }

    /// Whether more is known now than what another run had left.
    pub fn has_learned(&self) -> bool {
        self.has_rendered || self.inputs.has_read_bodies || self.inputs.has_many_news()
    }

    /// Does now what the first edit would have to wait for.
    pub fn prepare(&self) {
        if let Some(loaded) = &self.loaded {
            loaded.renderer.prepare_search();
        }
    }

    /// What is known of the search index, for another run.
    pub(super) fn known_search(&self) -> Option<&SearchIndex> {
        self.loaded.as_ref()?.renderer.known_search()
    }

    /// What is known of the pieces of the open data, for another run.
    pub(super) fn known_pieces(&self) -> KnownPieces {
        let mut pieces = self.loaded.as_ref().map(|loaded| loaded.renderer.known_pieces()).unwrap_or_default();
        pieces.retain(|path, _| self.has(path));
        pieces
    }

    /// All findings now in force: of the sources, and of the outputs as they were last rendered. Sorted, each once.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Whether nothing is wrong that would keep the site from being published.
    pub fn is_sound(&self) -> bool {
        self.loaded.is_some() && !has_errors(&self.findings)
    }

    /// Whether nothing is wrong as far as is known now: what was found in outputs that are to be rendered again may be mended.
    pub fn seems_sound(&self) -> bool {
        self.loaded.is_some() && !has_errors(&self.found) && self.memory.wrong().all(|path| self.is_stale(path))
    }

    pub(super) fn sort_findings(&mut self) {
        let mut all = self.found.clone();
        all.extend(self.memory.findings().cloned());
        all.sort();
        // A template that can't be rendered says so for each of its pages: once is enough.
        all.dedup();
        self.findings = all;
    }
}

pub(super) fn has_errors(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Whether a file says how all pages are made.
pub fn is_setting(path: &SitePath) -> bool {
    path.as_str() == "site.toml" || path.as_str() == "themes" || path.below("themes").is_some()
}
