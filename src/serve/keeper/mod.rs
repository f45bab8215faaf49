//! The owner of the portal: one event after the other, and between them the work that nobody waits for.

mod answers;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};

use axum::http::StatusCode;

use answers::Found;

use super::developer::Developed;
use super::event::{Event, Outcome, Told};
use super::glance;
use super::handover::open_session;
use super::inspector::{Inspected, Inspection, Inspector};
use super::overlay::Wording;
use super::page::{Look, print};
use super::publication::Publication;
use super::tabs::{State, Tabs};
use crate::base::{Day, SitePath};
use crate::diag::{Code, Finding, Message, Severity};
use crate::engine::{BuildRequest, Changes, Refresh, Session};
use crate::model::Site;
use crate::publish::{Holding, OutputFolder};
use crate::render::Rendered;
use crate::source::{AssetBytes, Disk};
use crate::watch::Seen;

/// How long work that nobody waits for may keep a request waiting.
const SLICE: Duration = Duration::from_millis(6);

/// A file that is broken is read again after so long before anybody is told: it may be half written.
const AGAIN: Duration = Duration::from_millis(100);

/// After so long without an event what is known is left for others.
const QUIET: Duration = Duration::from_secs(2);

/// How many saved posts, and how many outputs in which something was wrong, are made before anything is shown.
const MOST_AT_ONCE: usize = 16;

/// How often closed tabs are forgotten where nothing else happens.
const TICK: Duration = Duration::from_secs(5);

/// Owns a portal and everything that is known of it.
pub struct Keeper<'t> {
    disk: Disk,
    session: Session,
    publication: Publication,
    tabs: Tabs,
    wording: Wording,
    tell: Box<dyn FnMut(Told) + 't>,
    /// The round that is under way.
    round: Option<Round>,
    /// The files of the site as it was before something went wrong; they are shown until it is mended.
    last_good: Option<BTreeSet<SitePath>>,
    /// Whether more is known now than what was left for the next run.
    unsaved: bool,
    /// What is wrong, as it was told.
    told: Vec<Finding>,
    /// Files that were broken a moment ago.
    again: Option<(Instant, Vec<PathBuf>)>,
    /// What keeps the site from being published though nothing is wrong with it: files of others that stand in the way.
    blocked: Vec<Finding>,
    /// Why the output folder could not be written.
    failed: Option<Finding>,
    /// Tells the day.
    clock: fn() -> Day,
    inspector: Inspector,
    /// What should be mended before publishing in the pages that are open, by the paths of their addresses.
    inspected: BTreeMap<String, Vec<Finding>>,
}

struct Round {
    first: bool,
    started: Instant,
    rendered: BTreeSet<SitePath>,
    /// How long it took until only pictures were left to be made; `None` while pages are left.
    settled: Option<Duration>,
    /// The site before, until it is told which totals are others now.
    before: Option<Arc<Site>>,
    /// The files that were saved for it, and when: they may be half written, which rendering may be the first to see.
    saved: Option<(Instant, Vec<PathBuf>)>,
}

impl Round {
    fn begin(first: bool, started: Instant) -> Self {
        Self { first, started, rendered: BTreeSet::new(), settled: None, before: None, saved: None }
    }
}

impl<'t> Keeper<'t> {
    /// Reads a portal, to be published into the folder beside it. What happens is told to `tell`; `events` lead back to the queue
    /// that [`Self::run`] is given. `clock` tells which day it is: the portal stays open over midnight.
    pub fn open(
        (disk, folder): (Disk, OutputFolder),
        (request, clock): (BuildRequest, fn() -> Day),
        wording: Wording,
        events: Sender<Event>,
        tell: impl FnMut(Told) + 't,
    ) -> Self {
        let round = Some(Round::begin(true, Instant::now()));
        // Before it is looked into: what is removed while that takes its time is removed from this one.
        let holding = Holding::of(&folder);
        let session = open_session(disk.clone(), request, &folder, &glance::Seen::of(&disk, &folder));
        let inspector = Inspector::new(disk.clone(), events.clone());
        let (publication, tabs) = (Publication::new(folder, holding, events), Tabs::default());
        let last_good = (!session.is_sound()).then(|| publication.last_good());
        Self {
            disk,
            session,
            publication,
            tabs,
            wording,
            tell: Box::new(tell),
            round,
            last_good,
            unsaved: false,
            told: Vec::new(),
            again: None,
            blocked: Vec::new(),
            failed: None,
            clock,
            inspector,
            inspected: BTreeMap::new(),
        }
    }

    /// Works until it is told to stop, or nobody is left to tell it anything.
    pub fn run(&mut self, events: &Receiver<Event>) {
        loop {
            let event = self.next(events);
            self.look_at_clock();
            match event {
                Ok(Event::Files(seen)) => self.files(seen),
                Ok(Event::Request { path, reply }) => self.reply(&path, reply),
                Ok(Event::Developed(developed)) => self.developed(*developed),
                Ok(Event::Tab { path, state }) => {
                    self.tabs.add(path.clone(), state);
                    self.tell_tab(&path);
                    if self.is_settled() {
                        self.inspect(&[path]);
                    }
                }
                Ok(Event::Inspected(inspected)) => self.inspected(inspected),
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => self.idle(),
            }
        }
        self.publication.abandon();
        self.leave();
    }

    /// Leaves to the next run, and to those who ask meanwhile why a page was made anew, what is known now.
    fn leave(&mut self) {
        if self.unsaved && self.round.is_none() && self.session.is_sound() {
            self.publication.leave(&self.session);
            self.unsaved = false;
        }
    }

    /// The next event; a timeout where there is time for other work.
    fn next(&self, events: &Receiver<Event>) -> Result<Event, RecvTimeoutError> {
        let wait = match (&self.round, &self.again) {
            (Some(Round { settled: None, .. }), _) => {
                return events.try_recv().map_err(|error| match error {
                    TryRecvError::Empty => RecvTimeoutError::Timeout,
                    TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
                });
            }
            (_, Some((due, _))) => due.saturating_duration_since(Instant::now()),
            (None, None) if self.unsaved => QUIET,
            (_, None) => TICK,
        };
        events.recv_timeout(wait)
    }

    fn idle(&mut self) {
        if self.again.as_ref().is_some_and(|(due, _)| *due <= Instant::now()) {
            return self.look_again();
        }
        match self.round {
            Some(Round { settled: None, .. }) => self.work(),
            // Whoever moves them away saves nothing by that.
            None if !self.blocked.is_empty() && self.publication.in_the_way().is_empty() => {
                self.round = Some(Round::begin(false, Instant::now()));
            }
            None => {
                drop(self.tabs.paths());
                if self.must_publish_all() {
                    return self.begin_whole_round();
                }
                self.leave();
            }
            Some(_) => drop(self.tabs.paths()),
        }
    }

    /// Notices come down, posts appear and periods end with the day, whether anybody saves anything or not.
    fn look_at_clock(&mut self) {
        let today = (self.clock)();
        if today == self.session.day() {
            return;
        }
        self.follow(|session| session.begin_day(today), Vec::new());
    }

    fn files(&mut self, seen: Seen) {
        match seen {
            Seen::Everything => self.refresh(&Changes::Everything, Vec::new()),
            Seen::Paths(paths) => self.refresh(&Changes::Paths(paths.clone()), paths),
            Seen::OutOfWatches => (self.tell)(Told::OutOfWatches),
            Seen::Away => (self.tell)(Told::Away),
            Seen::Back => {
                (self.tell)(Told::Back);
                // What could not be published while it was away is published now.
                self.round.get_or_insert_with(|| Round::begin(false, Instant::now()));
            }
        }
    }

    fn refresh(&mut self, changes: &Changes, paths: Vec<PathBuf>) {
        self.follow(|session| session.refresh(changes), paths);
    }

    /// Lets the session follow what has changed: `paths`, where that is known.
    fn follow(&mut self, look: impl FnOnce(&mut Session) -> Refresh, paths: Vec<PathBuf>) {
        // Of a portal that was just moved away nothing is missing: everything is read again when it is back.
        if self.disk.identity("").is_none() {
            return;
        }
        let (started, before) = (Instant::now(), self.session.site().map(Arc::clone));
        let refresh = look(&mut self.session);
        if refresh.changed {
            let round = self.round.get_or_insert_with(|| Round::begin(false, started));
            round.settled = None;
            round.before = round.before.take().or(before);
            round.saved = Some((started, paths.clone()));
            for path in self.publication.take_overtaken() {
                self.session.forget(&path);
            }
            self.make_what_tells(&paths);
        }
        match self.session.seems_sound() {
            true => self.last_good = None,
            false => self.keep_last_good(),
        }
        if !self.waits_for(started, paths) {
            self.tell_findings();
        }
        self.tell_tabs();
    }

    /// Makes first what may tell that something is wrong, before anything is shown: the pages of files that were saved, what is
    /// open, and what was wrong before.
    fn make_what_tells(&mut self, saved: &[PathBuf]) {
        let mut outputs = self.session.maybe_mended(MOST_AT_ONCE);
        outputs.extend(self.session.pages_of(saved, MOST_AT_ONCE));
        for page in self.tabs.paths() {
            if let Found::Output(output, _) = self.find(&page) {
                outputs.push(output);
            }
        }
        for output in outputs {
            if self.session.is_stale(&output) {
                drop(self.make(&output));
            }
        }
    }

    /// From now on the last good site is shown.
    fn keep_last_good(&mut self) {
        if self.last_good.is_none() {
            self.last_good = Some(self.publication.last_good());
        }
    }

    /// Whether files that were just saved are to be read once more before it is told what is wrong.
    fn waits_for(&mut self, saved: Instant, paths: Vec<PathBuf>) -> bool {
        let is_new = |finding: &Finding| finding.severity == Severity::Error && !self.told.contains(finding);
        if paths.is_empty() || !self.session.findings().iter().any(is_new) {
            return false;
        }
        let (_, mut broken) = self.again.take().unwrap_or((saved, Vec::new()));
        broken.extend(paths);
        self.again = Some((saved + AGAIN, broken));
        true
    }

    /// Files that were broken are read once more, and then it is said.
    fn look_again(&mut self) {
        let Some((_, paths)) = self.again.take() else { return };
        self.refresh(&Changes::Paths(paths), Vec::new());
    }

    /// One slice of the round.
    fn work(&mut self) {
        match self.slice() {
            Ok(0) => self.settle(),
            Ok(_) => {}
            Err(error) => self.fail(error),
        }
    }

    /// Renders for a while; gives how many outputs are left.
    fn slice(&mut self) -> io::Result<usize> {
        let session = &mut self.session;
        let progress = self
            .publication
            .put(|workshop| session.pull_stale(SLICE, |path, rendered| workshop.put(path, rendered)))?;
        if self.session.is_wrong(&progress.rendered) {
            self.keep_last_good();
            if let Some((saved, paths)) = self.round.as_mut().and_then(|round| round.saved.take()) {
                self.waits_for(saved, paths);
            }
        }
        if let Some(round) = &mut self.round {
            round.rendered.extend(progress.rendered);
            if round.first {
                let done = round.rendered.len();
                (self.tell)(Told::Progress { done, all: done + progress.left });
            }
        }
        Ok(progress.left)
    }

    /// Everything is rendered: the output folder may follow when all pictures are made.
    fn settle(&mut self) {
        let Some(round) = &mut self.round else { return };
        let is_first_look = round.settled.is_none();
        let time = *round.settled.get_or_insert_with(|| round.started.elapsed());
        if is_first_look {
            // Whoever waits for a page need not wait for this.
            let before = round.before.take();
            self.tell_moved(before);
            let pages = self.tabs.paths();
            self.inspect(&pages);
        }
        let session = &self.session;
        let (left, all) = self.publication.awaited(|path| session.has(path));
        if left == 0 {
            return self.finish(time);
        }
        (self.tell)(Told::Pictures { done: all.saturating_sub(left), all });
        if self.again.is_none() {
            self.tell_findings();
        }
    }

    /// A picture was made, or could not be.
    fn developed(&mut self, developed: Developed) {
        if let Err(error) = self.publication.developed(developed) {
            return self.fail(error);
        }
        if self.round.as_ref().is_some_and(|round| round.settled.is_some()) {
            self.settle();
        }
    }

    /// Nothing is left to be made.
    fn finish(&mut self, time: Duration) {
        if self.again.is_none() {
            self.tell_findings();
        }
        let Some(round) = self.round.take() else { return };
        if self.must_publish_all() {
            self.forget_all();
            self.round = Some(Round { settled: None, ..round });
            return;
        }
        if self.session.is_sound() {
            self.last_good = None;
        }
        let sound = self.session.is_sound() && self.publication.in_the_way().is_empty();
        let first = round.first;
        let mut outcome = Outcome { first, time, ..Outcome::default() };
        if sound {
            let files = self.session.outputs().map(|output| output.path.clone()).collect();
            let compress = self.session.site().is_some_and(|site| site.config.compress);
            match self.publication.publish(files, compress) {
                Ok(published) => {
                    outcome.published = Some(published);
                    self.failed = None;
                    self.publication.remember(self.disk.pictures());
                    // Nobody may wait for this after each save: it is left when there is quiet.
                    self.unsaved = !round.first;
                    if round.first {
                        self.publication.leave(&self.session);
                    }
                }
                Err(error) => return self.fail(error),
            }
        }
        outcome.rendered = round.rendered.into_iter().collect();
        (self.tell)(Told::Round(outcome));
        self.tell_tabs();
        if first {
            self.session.prepare();
        }
        // Somebody may have removed it while files were moved into it.
        if self.must_publish_all() {
            self.begin_whole_round();
        }
    }

    /// Whether the output folder was removed since it was published, and could be published now: whoever removed it gets
    /// all of it back, not what has changed alone.
    fn must_publish_all(&mut self) -> bool {
        // With the whole portal its output folder is away too, and comes back with it.
        let is_here = self.disk.identity("").is_some();
        is_here && self.session.is_sound() && self.publication.in_the_way().is_empty() && self.publication.was_lost()
    }

    /// Makes and publishes everything once more.
    fn begin_whole_round(&mut self) {
        self.forget_all();
        self.round = Some(Round::begin(false, Instant::now()));
    }

    /// The output folder can't be written now; the next save tries again.
    fn fail(&mut self, error: io::Error) {
        let before = self.round.take().and_then(|round| round.before);
        self.tell_moved(before);
        self.publication.abandon();
        self.forget_all();
        let message = Message::new("output-failed").with("detail", &error);
        self.failed = Some(Finding::error_somewhere(Code::OutputUnusable, None, message));
        (self.tell)(Told::Unpublished(error));
        self.tell_tabs();
    }

    /// Has everything made once more.
    fn forget_all(&mut self) {
        for path in self.session.outputs().map(|output| output.path.clone()).collect::<Vec<_>>() {
            self.session.forget(&path);
        }
    }

    /// Tells which totals are not what they were in the site `before`.
    fn tell_moved(&mut self, before: Option<Arc<Site>>) {
        let moved = before.map(|before| self.session.moved_since(&before)).unwrap_or_default();
        if !moved.is_empty() {
            (self.tell)(Told::Moved(moved));
        }
    }

    /// Tells what is wrong that wasn't before, and that nothing is any more.
    fn tell_findings(&mut self) {
        self.blocked = self.publication.in_the_way();
        let mut now = self.session.findings().to_vec();
        now.extend(self.blocked.iter().cloned());
        now.extend(self.publication.unreadable(&self.session));
        let fresh: Vec<Finding> = now.iter().filter(|finding| !self.told.contains(finding)).cloned().collect();
        let is_wrong = |findings: &[Finding]| findings.iter().any(|finding| finding.severity == Severity::Error);
        let mended = is_wrong(&self.told) && !is_wrong(&now);
        self.told = now;
        if !fresh.is_empty() {
            (self.tell)(Told::Found(fresh));
        }
        if mended {
            (self.tell)(Told::Mended);
        }
    }

    /// Every open page is made at once, and told what has become of it.
    fn tell_tabs(&mut self) {
        for path in self.tabs.paths() {
            self.tell_tab(&path);
        }
    }

    fn tell_tab(&mut self, path: &str) {
        let look = match self.find(path) {
            Found::Output(output, _) => match self.pull(&output) {
                Some(Rendered::Bytes(bytes)) => Look::of(&bytes),
                _ => return,
            },
            Found::Moved(_) | Found::Nothing => Look::of(&self.wording.empty_page()),
        };
        let mut styles = Vec::new();
        for style in look.styles {
            let print = match self.find(&style) {
                Found::Output(output, StatusCode::OK) => self.pull(&output).and_then(|made| self.print_of(&made)),
                _ => None,
            };
            styles.push((style, print.unwrap_or_default()));
        }
        // What may be half written is not shown yet.
        let mut wrong = match self.again {
            Some(_) => self.told.clone(),
            None => [self.session.findings(), &self.blocked].concat(),
        };
        wrong.extend(self.failed.clone());
        let overlay = self.wording.overlay(&wrong);
        let remarks = self.wording.remarks(self.inspected.get(path).map_or(&[][..], Vec::as_slice));
        let state = State { print: &look.print, styles: &styles, overlay: &overlay, remarks: &remarks };
        self.tabs.tell(path, &serde_json::to_string(&state).unwrap_or_default());
    }

    /// Whether all pages are rendered.
    fn is_settled(&self) -> bool {
        self.round.as_ref().is_none_or(|round| round.settled.is_some())
    }

    /// Has open pages looked at, now that nothing else is to be done.
    fn inspect(&mut self, pages: &[String]) {
        let Some(site) = self.session.site().map(Arc::clone) else { return };
        let open = self.tabs.paths();
        self.inspected.retain(|page, _| open.contains(page));
        if pages.is_empty() {
            return;
        }
        let outputs: Arc<[SitePath]> = self.session.outputs().map(|output| output.path.clone()).collect();
        for page in pages {
            let Found::Output(path, StatusCode::OK) = self.find(page) else { continue };
            let Some(source) = self.session.source_of(&path) else { continue };
            let (site, outputs) = (Arc::clone(&site), Arc::clone(&outputs));
            self.inspector.look(Inspection { page: page.clone(), source, site, outputs });
        }
    }

    /// An open page was looked at.
    fn inspected(&mut self, Inspected { page, findings }: Inspected) {
        if self.inspected.get(&page).is_some_and(|known| *known == findings) {
            return;
        }
        self.inspected.insert(page.clone(), findings);
        self.tell_tab(&page);
    }

    fn print_of(&self, made: &Rendered) -> Option<String> {
        match made {
            Rendered::Bytes(bytes) => Some(print(bytes)),
            Rendered::Asset(AssetBytes::Memory(bytes)) => Some(print(bytes)),
            Rendered::Asset(AssetBytes::File(file)) => {
                let mut bytes = Vec::new();
                io::Read::read_to_end(&mut self.disk.open_file(file).ok()?, &mut bytes).ok()?;
                Some(print(&bytes))
            }
            Rendered::Picture(_) => None,
        }
    }
}
