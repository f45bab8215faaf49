//! Pictures that were made, kept beside the output folder by what they were made of, so that none is made twice.
//!
//! Whatever is here is whole: a file gets its name when all of it is written. All of it may be deleted at any time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use rayon::prelude::*;

use super::OutputFolder;
use crate::diag::{Code, Finding, Message, Place};
use crate::media::{MAKER, Making, Picture, Rendition, Treatment, make, pixels_of, print_of};
use crate::render::PictureOrder;
use crate::source::{AssetBytes, PictureMemo};

/// How many pixels may be in memory at once: five photos of twelve million, or a larger one alone.
const MOST_PIXELS: u64 = 64_000_000;

/// The file that remembers what former looks at pictures brought.
const MEMO: &str = "looks";

/// The pictures that were made so far.
pub struct Darkroom {
    folder: PathBuf,
    work: Mutex<Work>,
    done: Condvar,
    next: AtomicUsize,
}

/// What is being made.
#[derive(Default)]
struct Work {
    pixels: u64,
    prints: BTreeSet<u128>,
}

impl Darkroom {
    /// The darkroom beside an output folder. Touches nothing yet.
    pub fn open(output: &OutputFolder) -> Self {
        let folder = output.cache().join("pictures");
        Self { folder, work: Mutex::default(), done: Condvar::new(), next: AtomicUsize::new(0) }
    }

    /// What former looks at pictures brought.
    pub fn memo(&self) -> PictureMemo {
        fs::read_to_string(self.folder.join(MEMO)).map(|text| PictureMemo::read(&text)).unwrap_or_default()
    }

    /// Keeps what this look brought, and removes what was made of pictures that are gone. Where nothing was ever made,
    /// nothing is kept: small pictures are looked at in no time.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn tidy(&self, memo: &PictureMemo) -> io::Result<()> {
        if !self.folder.is_dir() {
            return Ok(());
        }
        let prints = memo.prints();
        let text = memo.text();
        if fs::read_to_string(self.folder.join(MEMO)).ok().as_deref() != Some(&text) {
            self.keep(MEMO, text.as_bytes())?;
        }
        let kept: BTreeSet<String> = prints.iter().map(|print| format!("{print:032x}")).collect();
        let mut is_empty = true;
        for entry in fs::read_dir(&self.folder)?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let (print, rest) = name.split_once('-').unwrap_or_default();
            let is_current = kept.contains(print) && rest.starts_with(&format!("{MAKER}-"));
            is_empty &= !is_current;
            if name != MEMO && !is_current {
                // What can't be removed now is removed by the next build.
                let _ = fs::remove_file(entry.path());
            }
        }
        if is_empty {
            fs::remove_dir_all(&self.folder)?;
        }
        Ok(())
    }

    /// The file of an order, where it was made already.
    pub fn made(&self, order: &PictureOrder) -> Option<PathBuf> {
        let path = self.path(&order.picture, &order.rendition);
        path.is_file().then_some(path)
    }

    /// The file of an order, made now where it isn't there yet; and what is wrong with the picture.
    ///
    /// # Errors
    /// Where the picture can't be read or the disk refuses.
    pub fn make(&self, order: &PictureOrder) -> io::Result<(PathBuf, Option<Finding>)> {
        let _turn = self.wait_for_turn(&order.picture);
        let path = self.path(&order.picture, &order.rendition);
        if !path.is_file() {
            self.make_all(order)?;
        }
        Ok((path, self.trouble(order)))
    }

    /// The bytes of an order, made now where they aren't there yet.
    ///
    /// # Errors
    /// Where the picture can't be read or the disk refuses.
    pub fn bytes(&self, order: &PictureOrder) -> io::Result<Vec<u8>> {
        self.make(order).and_then(|(path, _)| fs::read(path))
    }

    /// Makes all that is missing, on all cores, and tells after each picture how many of how many are done.
    ///
    /// # Errors
    /// Where a picture can't be read or the disk refuses.
    pub fn develop(&self, orders: &[PictureOrder], told: impl Fn(usize, usize) + Sync) -> io::Result<Vec<Finding>> {
        let mut missing: BTreeMap<(u128, Treatment), &PictureOrder> = BTreeMap::new();
        for order in orders.iter().filter(|order| self.made(order).is_none()) {
            missing.insert((order.picture.print, order.rendition.treatment), order);
        }
        let count = AtomicUsize::new(0);
        let missing: Vec<&PictureOrder> = missing.into_values().collect();
        missing.par_iter().with_max_len(1).try_for_each(|order| {
            self.make(order)?;
            told(count.fetch_add(1, Ordering::Relaxed) + 1, missing.len());
            io::Result::Ok(())
        })?;
        let pictures: BTreeMap<_, _> = orders.iter().map(|order| (&order.path, order)).collect();
        Ok(pictures.values().filter_map(|order| self.trouble(order)).collect())
    }

    fn make_all(&self, order: &PictureOrder) -> io::Result<()> {
        let wanted: Vec<Rendition> =
            order.renditions.iter().copied().filter(|one| !self.path(&order.picture, one).is_file()).collect();
        let bytes = match &order.source {
            AssetBytes::Memory(bytes) => bytes.to_vec(),
            AssetBytes::File(path) => fs::read(path).map_err(|error| super::staging::named(path, error))?,
        };
        if print_of(&bytes) != order.picture.print {
            // Kept under its old print it would be taken for right for ever.
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{}: changed meanwhile", order.path)));
        }
        let Making { files, unreadable } = make(bytes, &order.picture, &wanted)
            .map_err(|unmade| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {}", order.path, unmade.0)))?;
        self.make_folder()?;
        if let Some(detail) = unreadable {
            self.keep(&trouble_name(&order.picture), detail.as_bytes())?;
        }
        for (rendition, bytes) in wanted.iter().zip(files) {
            self.keep(&name(&order.picture, rendition), &bytes)?;
        }
        Ok(())
    }

    /// Waits until the same picture is not in work and there is memory for one more.
    fn wait_for_turn(&self, picture: &Picture) -> Turn<'_> {
        let pixels = pixels_of(picture);
        let is_full = |work: &mut Work| {
            work.prints.contains(&picture.print) || (work.pixels > 0 && work.pixels + pixels > MOST_PIXELS)
        };
        let work = self.work.lock().unwrap_or_else(PoisonError::into_inner);
        let mut work = self.done.wait_while(work, is_full).unwrap_or_else(PoisonError::into_inner);
        work.pixels += pixels;
        work.prints.insert(picture.print);
        Turn { darkroom: self, pixels, print: picture.print }
    }

    /// What is wrong with a picture that could not be read when it was made.
    fn trouble(&self, order: &PictureOrder) -> Option<Finding> {
        let is_told = order.picture.fault.is_some();
        let detail = fs::read_to_string(self.folder.join(trouble_name(&order.picture))).ok().filter(|_| !is_told)?;
        let message = Message::new("picture-unreadable").with("detail", detail);
        Some(Finding::warning(Code::ImageUnreadable, Place::file(&order.path), message))
    }

    fn path(&self, picture: &Picture, rendition: &Rendition) -> PathBuf {
        self.folder.join(name(picture, rendition))
    }

    fn make_folder(&self) -> io::Result<()> {
        fs::create_dir_all(&self.folder).map_err(|error| super::staging::named(&self.folder, error))
    }

    /// Writes a file whole, under another name first.
    fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let beside = self.folder.join(format!("tmp.{}.{number}", std::process::id()));
        let written = File::create(&beside).and_then(|mut file| file.write_all(bytes));
        let path = self.folder.join(name);
        written.and_then(|()| fs::rename(&beside, &path)).map_err(|error| {
            let _ = fs::remove_file(&beside);
            super::staging::named(&path, error)
        })
    }
}

/// A picture in work; dropped, it lets the next one in.
struct Turn<'d> {
    darkroom: &'d Darkroom,
    pixels: u64,
    print: u128,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut work = self.darkroom.work.lock().unwrap_or_else(PoisonError::into_inner);
        work.pixels -= self.pixels;
        work.prints.remove(&self.print);
        self.darkroom.done.notify_all();
    }
}

/// Whether two files are the same by what the system says: a copy of a made picture takes over its time.
pub(super) fn is_copy(made: &Path, copy: &Path) -> bool {
    let (Ok(made), Ok(copy)) = (fs::metadata(made), fs::symlink_metadata(copy)) else { return false };
    copy.is_file() && made.len() == copy.len() && made.modified().ok() == copy.modified().ok()
}

fn name(picture: &Picture, rendition: &Rendition) -> String {
    let treatment = match rendition.treatment {
        Treatment::Scaled => rendition.width.to_string(),
        Treatment::Stripped => "whole".to_owned(),
    };
    format!("{:032x}-{MAKER}-{treatment}.{}", picture.print, rendition.format.extension())
}

fn trouble_name(picture: &Picture) -> String {
    format!("{:032x}-{MAKER}-trouble", picture.print)
}
