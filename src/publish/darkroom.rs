//! Pictures that were made, kept beside the output folder by what they were made of, so that none is made twice.
//!
//! Whatever is here is whole: a file gets its name when all of it is written. All of it may be deleted at any time.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use rayon::prelude::*;

use super::OutputFolder;
use crate::base::SitePath;
use crate::diag::{Code, Finding, Message, Place};
use crate::media::{MAKER, Making, Picture, Rendition, Treatment, is_whole, make, pixels_of, print_of};
use crate::render::{Batch, PictureOrder};
use crate::source::{AssetBytes, PictureMemo, Stamp};

/// How many pixels may be in memory at once: five photos of twelve million, or a larger one alone.
const MOST_PIXELS: u64 = 64_000_000;

/// How the files are called that remember what former looks at pictures brought: one for each output folder.
const MEMO: &str = "looks-";

/// How files are called that aren't whole yet.
const UNFINISHED: &str = "tmp.";

/// An unfinished file that nobody has written to for so long, in nanoseconds, is of a build that was killed.
const ABANDONED: i64 = 3_600_000_000_000;

/// The pictures that were made so far.
pub struct Darkroom {
    output: OutputFolder,
    folder: PathBuf,
    memo: String,
    work: Mutex<Work>,
    done: Condvar,
    next: AtomicUsize,
    /// Whether anything was made that [`Self::tidy`] has not seen.
    has_made: AtomicBool,
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
        let memo = format!("{MEMO}{}", output.print());
        Self {
            output: output.clone(),
            folder,
            memo,
            work: Mutex::default(),
            done: Condvar::new(),
            next: AtomicUsize::new(0),
            has_made: AtomicBool::new(false),
        }
    }

    /// What former looks at pictures brought.
    pub fn memo(&self) -> PictureMemo {
        let path = self.folder.join(&self.memo);
        let Ok(left) = fs::metadata(&path) else { return PictureMemo::default() };
        PictureMemo::read(&fs::read(&path).unwrap_or_default(), &Stamp::of(&left))
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
        let bytes = memo.to_bytes();
        let is_known = fs::read(self.folder.join(&self.memo)).ok().as_deref() == Some(&bytes);
        if !self.has_made.swap(false, Ordering::Relaxed) && is_known {
            return Ok(());
        }
        self.keep(&self.folder, &self.memo, &bytes)?;
        let mut prints = memo.prints();
        for path in files_of(&self.folder).into_iter().filter(|path| name_of(path).starts_with(MEMO)) {
            prints.extend(PictureMemo::prints_in(&fs::read(path).unwrap_or_default()));
        }
        let kept: BTreeSet<String> = prints.iter().map(|print| format!("{print:032x}")).collect();
        prune(&self.unreadable(), &kept);
        if !prune(&self.folder, &kept) {
            fs::remove_dir_all(&self.folder)?;
        }
        Ok(())
    }

    /// The file of an order, where it was made already.
    pub fn made(&self, order: &PictureOrder) -> Option<PathBuf> {
        let path = self.path(&order.picture, &order.rendition);
        is_there(&path).then_some(path)
    }

    /// The file of an order, made now where it isn't there yet.
    ///
    /// # Errors
    /// Where the picture can't be read or the disk refuses.
    pub fn make(&self, order: &PictureOrder) -> io::Result<PathBuf> {
        let _turn = self.wait_for_turn(&order.picture);
        let path = self.path(&order.picture, &order.rendition);
        if !is_there(&path) {
            self.make_all(order)?;
        }
        Ok(path)
    }

    /// The bytes of an order, made now where they aren't there yet.
    ///
    /// # Errors
    /// Where the picture can't be read or the disk refuses.
    pub fn bytes(&self, order: &PictureOrder) -> io::Result<Vec<u8>> {
        self.make(order).and_then(fs::read)
    }

    /// Makes all that is missing, on all cores, and tells after each picture how many of how many are done.
    ///
    /// # Errors
    /// Where a picture can't be read or the disk refuses.
    pub fn develop(&self, orders: &[PictureOrder], told: impl Fn(usize, usize) + Sync) -> io::Result<()> {
        let mut missing: BTreeMap<Batch, &PictureOrder> = BTreeMap::new();
        for order in orders.iter().filter(|order| self.made(order).is_none()) {
            missing.insert(order.batch(), order);
        }
        let count = AtomicUsize::new(0);
        let missing: Vec<&PictureOrder> = missing.into_values().collect();
        missing.par_iter().with_max_len(1).try_for_each(|order| {
            self.make(order)?;
            told(count.fetch_add(1, Ordering::Relaxed) + 1, missing.len());
            Ok(())
        })
    }

    /// Those of `pictures` that could not be read when they were made; what their headers tell is told already.
    pub fn findings<'p>(&self, pictures: impl Iterator<Item = (&'p SitePath, &'p Picture)>) -> Vec<Finding> {
        let troubles = files_of(&self.unreadable());
        let details: BTreeMap<&str, &PathBuf> = troubles.iter().map(|path| (name_of(path), path)).collect();
        if details.is_empty() {
            return Vec::new();
        }
        let unreadable = pictures.filter(|(_, picture)| picture.fault.is_none()).filter_map(|(path, picture)| {
            let detail = fs::read_to_string(details.get(&*trouble_name(picture))?).ok()?;
            let message = Message::new("picture-unreadable").with("detail", detail);
            Some(Finding::warning(Code::ImageUnreadable, Place::file(path), message))
        });
        unreadable.collect()
    }

    fn make_all(&self, order: &PictureOrder) -> io::Result<()> {
        let wanted: Vec<Rendition> =
            order.renditions.iter().copied().filter(|one| !is_there(&self.path(&order.picture, one))).collect();
        let bytes = match &order.source {
            AssetBytes::Memory(bytes) => bytes.to_vec(),
            AssetBytes::File(path) => fs::read(path).map_err(|error| super::place::named(path, error))?,
        };
        if print_of(&bytes) != order.picture.print {
            // Kept under its old print it would be taken for right for ever.
            return Err(io::Error::new(io::ErrorKind::InvalidData, format!("{}: changed meanwhile", order.path)));
        }
        let Making { files, unreadable } = make(bytes, &order.picture, &wanted)
            .map_err(|unmade| io::Error::new(io::ErrorKind::InvalidData, format!("{}: {}", order.path, unmade.0)))?;
        if let Some(detail) = unreadable {
            self.keep(&self.unreadable(), &trouble_name(&order.picture), detail.as_bytes())?;
        }
        self.has_made.store(true, Ordering::Relaxed);
        for (rendition, bytes) in wanted.iter().zip(files) {
            self.keep(&self.folder, &name(&order.picture, rendition), &bytes)?;
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

    /// Where it is noted what could not be read, and why.
    fn unreadable(&self) -> PathBuf {
        self.folder.join("unreadable")
    }

    fn path(&self, picture: &Picture, rendition: &Rendition) -> PathBuf {
        self.folder.join(name(picture, rendition))
    }

    /// Writes a file whole, under another name first.
    fn keep(&self, folder: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let beside = folder.join(format!("{UNFINISHED}{}.{number}", std::process::id()));
        self.output.make(folder)?;
        let written = File::create(&beside).and_then(|mut file| file.write_all(bytes));
        let path = folder.join(name);
        written.and_then(|()| fs::rename(&beside, &path)).map_err(|error| {
            let _ = fs::remove_file(&beside);
            super::place::named(&path, error)
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

/// Whether a file was made; one that a power cut left empty, cut off or full of nothing was not.
fn is_there(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| found.is_file() && found.len() > 0)
        && File::open(path).and_then(ends_of).is_ok_and(|(first, last, length)| is_whole(&first, &last, length))
}

/// The first and the last eight bytes of a file, and its length.
fn ends_of(mut file: File) -> io::Result<([u8; 8], [u8; 8], u64)> {
    let (mut first, mut last) = ([0; 8], [0; 8]);
    file.read_exact(&mut first)?;
    let length = file.seek(SeekFrom::End(-8))? + 8;
    file.read_exact(&mut last)?;
    Ok((first, last, length))
}

/// Whether two files are the same by what the system says: a copy of a made picture takes over its time. Where only the
/// times differ, as after the cache was deleted, the bytes tell, and the made one takes over the time of the copy.
pub(super) fn is_copy(made: &Path, copy: &Path) -> bool {
    let (Ok(of_made), Ok(of_copy)) = (fs::metadata(made), fs::symlink_metadata(copy)) else { return false };
    if !of_copy.is_file() || of_made.len() != of_copy.len() {
        return false;
    }
    let (Ok(time_of_made), Ok(time_of_copy)) = (of_made.modified(), of_copy.modified()) else { return false };
    if time_of_made == time_of_copy {
        return true;
    }
    let is_same = fs::read(made).is_ok_and(|made| fs::read(copy).is_ok_and(|copy| made == copy));
    is_same && File::options().write(true).open(made).and_then(|file| file.set_modified(time_of_copy)).is_ok()
}

/// Removes what was made of other pictures than those with the prints `kept`, and what former builds left unfinished.
/// Gives whether anything is left.
fn prune(folder: &Path, kept: &BTreeSet<String>) -> bool {
    let files = files_of(folder);
    let stamp = |path: &Path| fs::metadata(path).map(|found| Stamp::of(&found).modified).unwrap_or(i64::MAX);
    let newest = files.iter().filter(|path| name_of(path).starts_with(MEMO)).map(|path| stamp(path)).max();
    let is_abandoned = |path: &Path| newest.is_some_and(|newest| stamp(path) < newest.saturating_sub(ABANDONED));
    let mut is_needed = false;
    for path in files.iter().filter(|path| !name_of(path).starts_with(MEMO)) {
        let (print, rest) = name_of(path).split_once('-').unwrap_or_default();
        let is_current = kept.contains(print) && rest.starts_with(&format!("{MAKER}-"));
        let is_in_work = name_of(path).starts_with(UNFINISHED) && !is_abandoned(path);
        is_needed |= is_current || is_in_work;
        if !is_current && !is_in_work {
            // What can't be removed now is removed by the next build.
            let _ = fs::remove_file(path);
        }
    }
    is_needed
}

fn files_of(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).map(|entries| entries.flatten().collect::<Vec<_>>()).unwrap_or_default();
    entries.into_iter().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file())).map(|e| e.path()).collect()
}

fn name_of(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

fn name(picture: &Picture, rendition: &Rendition) -> String {
    let treatment = match rendition.treatment {
        Treatment::Scaled | Treatment::Softened => rendition.width.to_string(),
        Treatment::Stripped => "whole".to_owned(),
    };
    format!("{:032x}-{MAKER}-{treatment}.{}", picture.print, rendition.format.extension())
}

fn trouble_name(picture: &Picture) -> String {
    format!("{:032x}-{MAKER}-", picture.print)
}
