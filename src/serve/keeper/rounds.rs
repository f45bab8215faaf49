//! A round: everything that a change made stale is made, and then the output folder follows.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::super::developer::Developed;
use super::super::event::{Outcome, Told};
use super::Keeper;
use crate::base::SitePath;
use crate::diag::{Code, Finding, Message};
use crate::model::Site;

/// How long work that nobody waits for may keep a request waiting.
const SLICE: Duration = Duration::from_millis(6);

pub(super) struct Round {
    pub(super) first: bool,
    pub(super) started: Instant,
    pub(super) rendered: BTreeSet<SitePath>,
    /// How long it took until only pictures were left to be made; `None` while pages are left.
    pub(super) settled: Option<Duration>,
    /// The site before, until it is told which totals are others now.
    pub(super) before: Option<Arc<Site>>,
    /// The files that were saved for it, and when: they may be half written, which rendering may be the first to see.
    pub(super) saved: Option<(Instant, Vec<PathBuf>)>,
}

impl Round {
    pub(super) fn begin(first: bool, started: Instant) -> Self {
        Self { first, started, rendered: BTreeSet::new(), settled: None, before: None, saved: None }
    }
}

impl Keeper<'_> {
    /// One slice of the round.
    pub(super) fn work(&mut self) {
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
    pub(super) fn developed(&mut self, developed: Developed) {
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
    pub(super) fn must_publish_all(&mut self) -> bool {
        // With the whole portal its output folder is away too, and comes back with it.
        let is_here = self.disk.identity("").is_some();
        is_here && self.session.is_sound() && self.publication.in_the_way().is_empty() && self.publication.was_lost()
    }

    /// Makes and publishes everything once more.
    pub(super) fn begin_whole_round(&mut self) {
        self.forget_all();
        self.round = Some(Round::begin(false, Instant::now()));
    }

    /// The output folder can't be written now; the next save tries again.
    pub(super) fn fail(&mut self, error: io::Error) {
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
    pub(super) fn forget_all(&mut self) {
        for path in self.session.outputs().map(|output| output.path.clone()).collect::<Vec<_>>() {
            self.session.forget(&path);
        }
    }
}
