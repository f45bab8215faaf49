//! The owner of the portal: one event after the other, and between them the work that nobody waits for.

mod answers;
mod rounds;
mod telling;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};

use answers::Found;
use rounds::Round;

use super::event::{Event, Told};
use super::glance;
use super::handover::open_session;
use super::inspector::Inspector;
use super::overlay::Wording;
use super::publication::Publication;
use super::tabs::Tabs;
use crate::base::{Day, SitePath};
use crate::diag::{Finding, Severity};
use crate::engine::{BuildRequest, Changes, Refresh, Session};
use crate::publish::{Holding, OutputFolder};
use crate::source::Disk;
use crate::watch::Seen;

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
}
