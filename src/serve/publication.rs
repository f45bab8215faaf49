//! The output folder, kept as a build would leave it: all or nothing, and only while nothing is wrong.

use std::collections::BTreeSet;
use std::io;

use crate::base::SitePath;
use crate::diag::{Code, Finding, Message};
use crate::publish::{Darkroom, OutputFolder, Publisher};
use crate::render::{PictureOrder, Rendered};
use crate::source::PictureMemo;

/// The output folder, and what is staged for it.
pub(super) struct Publication {
    folder: OutputFolder,
    darkroom: Darkroom,
    staging: Option<Publisher>,
}

impl Publication {
    /// Of an output folder.
    pub(super) fn new(folder: OutputFolder) -> Self {
        let darkroom = Darkroom::open(&folder);
        Self { folder, darkroom, staging: None }
    }

    /// Where outputs are put until all are there.
    pub(super) fn staging(&mut self) -> io::Result<&Publisher> {
        let staging = match self.staging.take() {
            Some(staging) => staging,
            None => Publisher::begin(&self.folder)?,
        };
        Ok(self.staging.insert(staging))
    }

    /// Where outputs are put, and where those that are pictures are made.
    pub(super) fn workshop(&mut self) -> io::Result<(&Publisher, &Darkroom)> {
        self.staging()?;
        match &self.staging {
            Some(staging) => Ok((staging, &self.darkroom)),
            None => Err(io::Error::from(io::ErrorKind::NotFound)),
        }
    }

    /// A picture, made now where it isn't yet.
    pub(super) fn picture(&self, order: &PictureOrder) -> Option<Vec<u8>> {
        self.darkroom.bytes(order).ok()
    }

    /// Keeps what looks at pictures brought. What the disk refuses here costs the next start some time.
    pub(super) fn remember(&self, memo: &PictureMemo) {
        let _ = self.darkroom.tidy(memo);
    }

    /// The files of the last good site.
    pub(super) fn last_good(&self) -> BTreeSet<SitePath> {
        self.folder.published()
    }

    /// One of them.
    pub(super) fn read(&self, path: &SitePath) -> Option<Vec<u8>> {
        self.folder.read_published(path)
    }

    /// Files of others that stand in the way.
    pub(super) fn in_the_way(&self) -> Vec<Finding> {
        let foreign = self.staging.iter().flat_map(Publisher::foreign_files);
        foreign.map(|path| in_the_way(&self.folder, &path)).collect()
    }

    /// Moves everything into place, compressed too where the portal asks for it. Gives how many files were written and
    /// removed.
    pub(super) fn publish(&mut self, mut files: BTreeSet<SitePath>, compress: bool) -> io::Result<(usize, usize)> {
        let staging = self.staging()?;
        if compress {
            files = staging.with_compressed(&files)?;
        }
        let Some(staging) = self.staging.take() else { return Ok((0, 0)) };
        staging.publish(files).map(|summary| (summary.written, summary.removed))
    }

    /// Throws away what is staged.
    pub(super) fn abandon(&mut self) {
        if let Some(staging) = self.staging.take() {
            staging.abandon();
        }
    }
}

/// Stages one output.
pub(super) fn put(
    (staging, darkroom): (&Publisher, &Darkroom),
    path: &SitePath,
    rendered: &Rendered,
) -> io::Result<()> {
    match rendered {
        Rendered::Bytes(bytes) => staging.put(path, bytes),
        Rendered::Asset(asset) => staging.put_asset(path, asset),
        Rendered::Picture(order) => darkroom.make(order).and_then(|made| staging.put_picture(path, &made)),
    }
}

/// A file of the output folder that Miao didn't make, and that a file of the site would replace.
pub fn in_the_way(folder: &OutputFolder, path: &SitePath) -> Finding {
    let message = Message::new("output-in-the-way").with("path", folder.path().join(path.as_str()).display());
    Finding::error_somewhere(Code::OutputUnusable, None, message)
}
