//! The thread that listens to the system, and to the clock where the system doesn't tell.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use notify::event::{CreateKind, ModifyKind};
use notify::{Config, ErrorKind, EventKind, EventKindMask, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use super::FOLDERS;
use super::batch::{Batch, Dirty};
use super::links::Links;
use crate::source::{Disk, FolderIdentity, is_passed_over_name};

/// How often the root is looked at: a folder that was put in the place of another reports nothing.
const LOOK: Duration = Duration::from_millis(500);

/// How often files are compared where the system reports nothing.
const POLL: Duration = Duration::from_millis(500);

/// What the watcher tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Any file may have changed.
    Everything,
    /// These files or folders may have changed; absolute paths.
    Paths(Vec<PathBuf>),
    /// The system has no more watches: from now on files are compared twice a second.
    OutOfWatches,
    /// The portal, or its content, is gone; nothing is told until it is back.
    Away,
    /// It is back; [`Seen::Everything`] follows.
    Back,
}

/// A watcher at work; it ends when this is dropped.
pub struct Watching {
    signals: Sender<Signal>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.signals.send(Signal::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

enum Signal {
    Reported(notify::Result<notify::Event>),
    Stop,
}

/// Watches the portal of `disk` and tells `sink` what it sees, from a thread of its own. With `poll` the files are compared
/// twice a second, which also works on drives whose system reports nothing. What changes after this returns is seen.
pub fn watch(disk: Disk, poll: bool, sink: impl Fn(Seen) + Send + 'static) -> Watching {
    let (signals, reports) = channel();
    let mut station = Station::new(disk, poll, signals.clone());
    let out_of_watches = station.listen();
    let thread = std::thread::spawn(move || {
        if out_of_watches {
            sink(Seen::OutOfWatches);
        }
        station.run(&reports, &sink);
    });
    Watching { signals, thread: Some(thread) }
}

/// Everything that the thread owns.
struct Station {
    disk: Disk,
    poll: bool,
    signals: Sender<Signal>,
    watcher: Option<Box<dyn Watcher + Send>>,
    links: Links,
    /// The folders as they were when they began to be watched.
    known: Vec<Option<FolderIdentity>>,
    has_content: bool,
    away: bool,
    /// The folders that are watched with all that is in them.
    watched: Vec<PathBuf>,
    /// Whether one of them was moved or removed: what comes back under its name is watched by nobody.
    has_lost: bool,
}

impl Station {
    fn new(disk: Disk, poll: bool, signals: Sender<Signal>) -> Self {
        let has_content = disk.identity("content").is_some();
        let known = Vec::new();
        let (links, watched) = (Links::default(), Vec::new());
        Self { disk, poll, signals, watcher: None, links, known, has_content, away: false, watched, has_lost: false }
    }

    /// Begins to watch, anew where it has before. Gives whether it had to fall back to comparing files.
    fn listen(&mut self) -> bool {
        self.known = self.identities();
        self.has_lost = false;
        self.links = Links::new(self.disk.links_inside(&FOLDERS));
        self.watched = self.folders();
        let linked = self.links.targets_outside(&self.watched).filter(|target| target.is_dir()).map(Path::to_path_buf);
        let linked: Vec<PathBuf> = linked.collect();
        self.watched.extend(linked);
        self.watcher = None;
        if !self.poll {
            match self.attach() {
                Ok(watcher) => {
                    self.watcher = Some(watcher);
                    return false;
                }
                Err(error) if !is_shortage(&error) => return false,
                Err(_) => self.poll = true,
            }
            self.watcher = self.attach().ok();
            return true;
        }
        self.watcher = self.attach().ok();
        false
    }

    fn attach(&self) -> notify::Result<Box<dyn Watcher + Send>> {
        let signals = self.signals.clone();
        let report = move |reported| drop(signals.send(Signal::Reported(reported)));
        // Reads are not asked for: a build would set off the next one.
        let kinds = EventKindMask::CREATE
            | EventKindMask::REMOVE
            | EventKindMask::MODIFY_DATA
            | EventKindMask::MODIFY_NAME
            | EventKindMask::ACCESS_CLOSE;
        let config = Config::default().with_event_kinds(kinds);
        let mut watcher: Box<dyn Watcher + Send> = if self.poll {
            Box::new(PollWatcher::new(report, Config::default().with_poll_interval(POLL))?)
        } else {
            Box::new(RecommendedWatcher::new(report, config)?)
        };
        watch_path(&mut *watcher, self.disk.root(), RecursiveMode::NonRecursive)?;
        // A file is watched by its folder: editors put another in its place. Not one in a folder that is watched as a whole, which
        // would be watched for its own files only from then on.
        let files = self.links.targets_outside(&self.watched);
        for folder in files.filter_map(Path::parent).collect::<BTreeSet<_>>() {
            watch_path(&mut *watcher, folder, RecursiveMode::NonRecursive)?;
        }
        for folder in self.watched.iter().filter(|folder| folder.is_dir()) {
            watch_path(&mut *watcher, folder, RecursiveMode::Recursive)?;
        }
        Ok(watcher)
    }

    fn folders(&self) -> Vec<PathBuf> {
        FOLDERS.iter().map(|name| self.disk.root().join(name)).collect()
    }

    fn identities(&self) -> Vec<Option<FolderIdentity>> {
        std::iter::once("").chain(FOLDERS).map(|name| self.disk.identity(name)).collect()
    }

    fn is_away(&self) -> bool {
        self.disk.identity("").is_none() || self.has_content && self.disk.identity("content").is_none()
    }

    fn run(&mut self, reports: &Receiver<Signal>, sink: &impl Fn(Seen)) {
        let mut batch = Batch::default();
        let mut look = Instant::now() + LOOK;
        loop {
            let wake = batch.due().map_or(look, |due| due.min(look));
            match reports.recv_timeout(wake.saturating_duration_since(Instant::now())) {
                Ok(Signal::Reported(reported)) => self.note(reported, &mut batch, sink),
                Ok(Signal::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {}
            }
            let now = Instant::now();
            if now >= look {
                look = now + LOOK;
                self.look(&mut batch, sink);
            }
            if let Some(dirty) = batch.take(Instant::now(), |path| self.disk.is_empty_file(path)) {
                self.tell(dirty, &mut batch, sink);
            }
        }
    }

    /// Whether the folders are still those that are watched; where they aren't, they are watched anew.
    fn look(&mut self, batch: &mut Batch, sink: &impl Fn(Seen)) {
        let is_away = self.is_away();
        if is_away != self.away {
            self.away = is_away;
            sink(if is_away { Seen::Away } else { Seen::Back });
            if !is_away {
                batch.add_everything(Instant::now());
            }
        }
        if !is_away && (self.has_lost || self.identities() != self.known) {
            if self.listen() {
                sink(Seen::OutOfWatches);
            }
            self.has_content |= self.disk.identity("content").is_some();
            batch.add_everything(Instant::now());
        }
    }

    fn note(&mut self, reported: notify::Result<notify::Event>, batch: &mut Batch, sink: &impl Fn(Seen)) {
        let now = Instant::now();
        let event = match reported {
            Ok(event) if event.need_rescan() => return batch.add_everything(now),
            Ok(event) => event,
            Err(error) => {
                if is_shortage(&error) && !self.poll {
                    self.poll = true;
                    self.listen();
                    sink(Seen::OutOfWatches);
                }
                return batch.add_everything(now);
            }
        };
        let moves = matches!(event.kind, EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_)));
        self.has_lost |= moves && event.paths.iter().any(|path| self.watched.contains(path));
        let makes = matches!(event.kind, EventKind::Create(kind) if kind != CreateKind::File)
            || matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)));
        for path in event.paths.into_iter().filter(|path| self.is_of_interest(path)) {
            if makes && path.is_dir() {
                batch.add_folder(path, now);
            } else {
                batch.add(path, now);
            }
        }
    }

    /// Whether a path can be a source: not a file that an editor leaves beside it, not the output.
    fn is_of_interest(&self, path: &Path) -> bool {
        let Ok(inside) = path.strip_prefix(self.disk.root()) else { return false };
        let mut parts = inside.iter().map(|part| part.to_string_lossy()).peekable();
        let Some(first) = parts.peek().cloned() else { return false };
        if parts.any(|part| is_passed_over_name(&part)) {
            return false;
        }
        FOLDERS.contains(&&*first) || inside.components().count() == 1 && !path.is_dir() || self.links.lead_to(path)
    }

    fn tell(&mut self, dirty: Dirty, batch: &mut Batch, sink: &impl Fn(Seen)) {
        if self.is_away() {
            return self.look(batch, sink);
        }
        match dirty {
            Dirty::Everything => sink(Seen::Everything),
            Dirty::Paths(mut paths) => {
                self.links.add_names(&mut paths);
                let may_be_links = paths.iter().any(|path| path.is_symlink() || path.is_dir() || !path.exists());
                sink(Seen::Paths(paths.into_iter().collect()));
                if may_be_links {
                    self.look_for_links(batch, sink);
                }
            }
        }
    }

    /// Links may have come or gone; new ones can lead to folders that nobody watches yet.
    fn look_for_links(&mut self, batch: &mut Batch, sink: &impl Fn(Seen)) {
        let links = Links::new(self.disk.links_inside(&FOLDERS));
        let folders = self.folders();
        let targets = |links: &Links| links.targets_outside(&folders).map(Path::to_path_buf).collect::<Vec<_>>();
        let is_new = targets(&links) != targets(&self.links);
        self.links = links;
        if is_new {
            if self.listen() {
                sink(Seen::OutOfWatches);
            }
            batch.add_everything(Instant::now());
        }
    }
}

fn watch_path(watcher: &mut dyn Watcher, path: &Path, mode: RecursiveMode) -> notify::Result<()> {
    match watcher.watch(path, mode) {
        // What goes away while it is looked at comes back with its next look.
        Err(error) if matches!(error.kind, ErrorKind::PathNotFound) => Ok(()),
        Err(error) if matches!(&error.kind, ErrorKind::Io(io) if io.kind() == std::io::ErrorKind::NotFound) => Ok(()),
        outcome => outcome,
    }
}

/// Whether the system has run out of watches, or of what a watcher itself needs.
fn is_shortage(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        // ENOSPC: no more watches; EMFILE: no more instances.
        ErrorKind::Io(io) => matches!(io.raw_os_error(), Some(28 | 24)),
        _ => false,
    }
}
