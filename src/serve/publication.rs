//! The output folder, kept as a build would leave it: all or nothing, and only while nothing is wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use super::developer::{Asked, Developed, Developer};
use super::event::Event;
use super::handover::leave;
use crate::base::SitePath;
use crate::diag::{Code, Finding, Message};
use crate::engine::Session;
use crate::publish::{Darkroom, Holding, OutputFolder, Publisher};
use crate::render::{Batch, PictureOrder, Rendered};
use crate::source::PictureMemo;

/// The output folder, what is staged for it, and the pictures that it waits for.
pub(super) struct Publication {
    folder: OutputFolder,
    darkroom: Arc<Darkroom>,
    developer: Developer,
    staging: Option<Publisher>,
    /// What somebody was waiting for: it is staged before all that comes after.
    pulled: Vec<(SitePath, Vec<u8>)>,
    /// Pictures of the site that aren't made yet, by their outputs.
    awaited: BTreeMap<SitePath, PictureOrder>,
    /// Outputs whose pictures changed while they were made: whoever changed them will be heard of.
    overtaken: BTreeSet<SitePath>,
    /// The pictures that this round waited for.
    ordered: BTreeSet<Batch>,
    /// The output folder as it was published.
    holding: Option<Holding>,
}

/// Where the outputs of one slice are put.
pub(super) struct Workshop<'p> {
    staging: &'p Publisher,
    darkroom: &'p Darkroom,
    ordered: Mutex<Vec<(SitePath, PictureOrder)>>,
}

impl Workshop<'_> {
    /// Stages one output; a picture that isn't made yet is noted.
    pub(super) fn put(&self, path: &SitePath, rendered: &Rendered) -> io::Result<()> {
        match rendered {
            Rendered::Bytes(bytes) => self.staging.put(path, bytes),
            Rendered::Asset(asset) => self.staging.put_asset(path, asset),
            Rendered::Picture(order) => match self.darkroom.made(order) {
                Some(made) => self.staging.put_picture(path, &made),
                None => {
                    let mut ordered = self.ordered.lock().unwrap_or_else(PoisonError::into_inner);
                    ordered.push((path.clone(), order.clone()));
                    Ok(())
                }
            },
        }
    }
}

impl Publication {
    /// Of an output folder, as it was found. Pictures that were made are told as `events`.
    pub(super) fn new(folder: OutputFolder, holding: Option<Holding>, events: Sender<Event>) -> Self {
        let darkroom = Arc::new(Darkroom::open(&folder));
        let developer = Developer::new(Arc::clone(&darkroom), events);
        let (awaited, overtaken) = (BTreeMap::new(), BTreeSet::new());
        let (staging, pulled, ordered) = (None, Vec::new(), BTreeSet::new());
        Self { folder, darkroom, developer, staging, pulled, awaited, overtaken, ordered, holding }
    }

    /// Where outputs are put until all are there.
    fn staging(&mut self) -> io::Result<&Publisher> {
        let staging = match self.staging.take() {
            Some(staging) => staging,
            None => Publisher::begin(&self.folder)?,
        };
        Ok(self.staging.insert(staging))
    }

    /// Takes a page that somebody waits for: to stage it takes longer than to make it, and is done before the next
    /// [`Self::put`].
    pub(super) fn put_later(&mut self, path: &SitePath, bytes: &[u8]) {
        self.pulled.push((path.clone(), bytes.to_vec()));
    }

    /// Stages what was pulled; where that fails, it is still to be staged.
    fn stage_pulled(&mut self) -> io::Result<()> {
        let pulled = std::mem::take(&mut self.pulled);
        let stage = |staging: &Publisher| pulled.iter().try_for_each(|(path, bytes)| staging.put(path, bytes));
        let outcome = self.staging().and_then(stage);
        if outcome.is_err() {
            self.pulled = pulled;
        }
        outcome
    }

    /// Lets `work` put outputs. Pictures that aren't made yet are waited for from then on.
    pub(super) fn put<T>(&mut self, work: impl FnOnce(&Workshop<'_>) -> io::Result<T>) -> io::Result<T> {
        self.stage_pulled()?;
        let darkroom = Arc::clone(&self.darkroom);
        let staging = self.staging()?;
        let workshop = Workshop { staging, darkroom: &darkroom, ordered: Mutex::default() };
        let outcome = work(&workshop);
        for (path, order) in workshop.ordered.into_inner().unwrap_or_else(PoisonError::into_inner) {
            self.developer.order(order.clone());
            self.ordered.insert(order.batch());
            self.awaited.insert(path, order);
        }
        outcome
    }

    /// Takes a picture that was made. What could not be made is the caller's to tell.
    pub(super) fn developed(&mut self, developed: Developed) -> io::Result<()> {
        let Developed { order, made } = developed;
        let of_it = self.awaited.iter().filter(|(_, other)| other.batch() == order.batch());
        let outputs: Vec<SitePath> = of_it.map(|(path, _)| path.clone()).collect();
        for path in outputs {
            let Some(order) = self.awaited.remove(&path) else { continue };
            match &made {
                Ok(()) => self.put(|workshop| workshop.put(&path, &Rendered::Picture(order)))?,
                Err(_) => drop(self.overtaken.insert(path)),
            }
        }
        // A file that was replaced or removed meanwhile is on its way here as another event.
        made.or_else(|error| match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::NotFound => Ok(()),
            _ => Err(error),
        })
    }

    /// Pictures that could be tried again now that something has changed.
    pub(super) fn take_overtaken(&mut self) -> BTreeSet<SitePath> {
        std::mem::take(&mut self.overtaken)
    }

    /// How many of the pictures that this round ordered aren't there yet, and how many it ordered; only those count
    /// that the site still has.
    pub(super) fn awaited(&mut self, is_output: impl Fn(&SitePath) -> bool) -> (usize, usize) {
        self.awaited.retain(|path, _| is_output(path));
        self.overtaken.retain(is_output);
        let left: BTreeSet<Batch> = self.awaited.values().map(PictureOrder::batch).collect();
        (left.len() + self.overtaken.len(), self.ordered.len())
    }

    /// A picture, where it is made already.
    pub(super) fn picture(&self, order: &PictureOrder) -> Option<Vec<u8>> {
        self.darkroom.made(order).and_then(|_| self.darkroom.bytes(order).ok())
    }

    /// Has a picture made for somebody who waits for it.
    pub(super) fn hurry(&mut self, order: PictureOrder, asked: Asked) {
        self.developer.hurry(order, asked);
    }

    /// Pictures of the site that could not be read when they were made.
    pub(super) fn unreadable(&self, session: &Session) -> Vec<Finding> {
        unreadable_pictures(session, &self.darkroom)
    }

    /// Keeps what looks at pictures brought. What the disk refuses here costs the next start some time.
    pub(super) fn remember(&self, memo: &PictureMemo) {
        let _ = self.darkroom.tidy(memo);
    }

    /// Leaves to the next run what a session knows.
    pub(super) fn leave(&self, session: &Session) {
        leave(session, &self.folder, &self.folder.stamps());
    }

    /// The files of the last good site.
    pub(super) fn last_good(&self) -> BTreeSet<SitePath> {
        self.folder.published()
    }

    /// One of them.
    pub(super) fn read(&self, path: &SitePath) -> Option<Vec<u8>> {
        self.folder.read_published(path)
    }

    /// Whether what was published is gone since; it is told once. What was staged for it stays.
    pub(super) fn was_lost(&mut self) -> bool {
        self.holding.take_if(|holding| !holding.is_kept()).is_some()
    }

    /// Files of others that stand in the way.
    pub(super) fn in_the_way(&self) -> Vec<Finding> {
        let foreign = self.staging.iter().flat_map(Publisher::foreign_files);
        foreign.map(|path| in_the_way(&self.folder, &path)).collect()
    }

    /// Moves everything into place, compressed too where the portal asks for it. Gives how many files were written and
    /// removed.
    pub(super) fn publish(&mut self, mut files: BTreeSet<SitePath>, compress: bool) -> io::Result<(usize, usize)> {
        self.ordered.clear();
        // What was pulled while pictures were made is still to be staged.
        self.stage_pulled()?;
        let staging = self.staging()?;
        if compress {
            files = staging.with_compressed(&files)?;
        }
        let Some(staging) = self.staging.take() else { return Ok((0, 0)) };
        let witness = files.first().cloned();
        let summary = staging.publish(files)?;
        // What is held stays held: a folder that was removed a moment ago is another one now.
        self.holding = self.holding.take().or_else(|| Holding::of(&self.folder)).map(|holding| holding.with(witness));
        Ok((summary.written, summary.removed))
    }

    /// Throws away what is staged.
    pub(super) fn abandon(&mut self) {
        (self.awaited, self.overtaken, self.ordered) = (BTreeMap::new(), BTreeSet::new(), BTreeSet::new());
        self.pulled.clear();
        if let Some(staging) = self.staging.take() {
            staging.abandon();
        }
    }
}

/// A file of the output folder that Miao didn't make, and that a file of the site would replace.
pub fn in_the_way(folder: &OutputFolder, path: &SitePath) -> Finding {
    let message = Message::new("output-in-the-way").with("path", folder.path().join(path.as_str()).display());
    Finding::error_somewhere(Code::OutputUnusable, None, message)
}

/// Published pictures that could not be read when they were made, by this run or a former one.
pub fn unreadable_pictures(session: &Session, darkroom: &Darkroom) -> Vec<Finding> {
    let files = session.site().into_iter().flat_map(|site| site.files());
    darkroom.findings(files.filter_map(|(path, file)| Some((path, file.asset.picture.as_deref()?))))
}
