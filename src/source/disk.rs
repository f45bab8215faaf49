//! The disk below a portal's root.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::decode::decode_text;
use super::scan::{ListedFile, ListedPart};
use super::{Asset, AssetBytes, Listing, PictureMemo, SourceText, Sources, Stamp};
use crate::base::{Later, SitePath, later};
use crate::diag::{Checked, Code, Finding, Message, Place};
use crate::media::{
    BEGINNING, LONGEST_PICTURE, Picture, drawing_size, inspect_named, is_video, may_be_picture, published_drawing,
    too_long,
};

/// Texts longer than this are no posts; reading them would only cost memory.
const LONGEST_TEXT: u64 = 64 * 1024 * 1024;

/// The nearest folder at or above `start` that has a site.toml.
pub fn find_root(start: &Path) -> Option<PathBuf> {
    let start = fs::canonicalize(start).ok()?;
    start.ancestors().find(|folder| folder.join("site.toml").is_file()).map(Path::to_path_buf)
}

/// A portal's root on the disk. All reading goes through it.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
    pictures: Arc<PictureMemo>,
}

impl Disk {
    /// The portal at `root`, which has to be there.
    pub fn open(root: &Path) -> io::Result<Self> {
        Ok(Self { root: fs::canonicalize(root)?, pictures: Arc::default() })
    }

    /// The same portal, with what former looks at its pictures brought: those that did not change aren't read again.
    #[must_use]
    pub fn remembering(self, pictures: PictureMemo) -> Self {
        Self { pictures: Arc::new(pictures), ..self }
    }

    /// What looks at the pictures brought so far.
    pub fn pictures(&self) -> &PictureMemo {
        &self.pictures
    }

    /// The root, absolute and with no links in it.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// One text; `Ok(None)` where there is no such file.
    pub fn read_text(&self, path: &SitePath) -> Checked<Option<Arc<str>>> {
        let full = self.root.join(path.as_str());
        if !full.exists() {
            return Checked::clean(None);
        }
        match self.inside(&full).and_then(|inside| if inside { fs::read(&full) } else { Err(outside_error()) }) {
            Err(error) => Checked::new(None, vec![unreadable(path, &error)]),
            Ok(bytes) => match decode_text(&bytes) {
                Some(text) => Checked::clean(Some(text.into())),
                None => Checked::new(None, vec![no_text(path)]),
            },
        }
    }

    /// The bytes of a file of the portal; `None` where it can't be read or lies outside.
    pub fn read_bytes(&self, path: &SitePath) -> Option<Arc<[u8]>> {
        let full = self.root.join(path.as_str());
        if !self.inside(&full).ok()? {
            return None;
        }
        fs::read(full).ok().map(Arc::from)
    }

    /// What the disk tells of all that lies at or below `names`, without reading any of it.
    pub fn look(&self, names: &[&str]) -> Listing {
        let when = Stamp::now();
        let there = names.iter().filter(|name| self.root.join(name).exists());
        Listing { when, parts: there.map(|name| self.look_at(name)).collect() }
    }

    fn look_at(&self, name: &str) -> ListedPart {
        let (mut files, mut findings) = (Vec::new(), Vec::new());
        let has_links = self.list(name, &mut files, &mut findings);
        let files = files.into_par_iter().map(|(path, full)| {
            let stamp = fs::metadata(&full).ok().map(|found| Stamp::of(&found));
            ListedFile { path, full, stamp }
        });
        ListedPart { name: name.to_owned(), files: files.collect(), findings, has_links }
    }

    /// Everything that was listed below `folders`. The posts of which `is_known` are read when somebody looks.
    pub fn read_listed(
        &self,
        listing: &Listing,
        folders: &[&str],
        is_known: impl Fn(&SitePath, &Stamp) -> bool + Sync,
    ) -> Checked<Sources> {
        let (mut sources, mut findings) = (Sources::default(), Vec::new());
        for part in listing.parts.iter().filter(|part| folders.contains(&part.name.as_str())) {
            sources.has_links |= part.has_links;
            findings.extend(part.findings.iter().cloned());
            let read = part.files.par_iter().map(|file| match &file.stamp {
                Some(stamp) if file.path.extension() == "md" && is_known(&file.path, stamp) => {
                    (file.path.clone(), Ok(Content::Post(SourceText::unread(read_later(&file.full), *stamp))))
                }
                stamp => self.read_one(file.path.clone(), &file.full, *stamp),
            });
            store_all(read.collect(), &mut sources, &mut findings);
        }
        Checked::new(sources, findings)
    }

    /// Whether a file has changed since another one did; also where either isn't there.
    pub fn is_newer(&self, path: &SitePath, than: &str) -> bool {
        let time = |name: &str| fs::metadata(self.root.join(name)).and_then(|found| found.modified()).ok();
        match (time(path.as_str()), time(than)) {
            (Some(own), Some(other)) => own > other,
            _ => true,
        }
    }

    /// Everything below `folders`, in the order of their paths.
    pub fn scan(&self, folders: &[&str]) -> Checked<Sources> {
        let mut sources = Sources::default();
        let mut findings = Vec::new();
        for folder in folders {
            if self.root.join(folder).is_dir() {
                findings.extend(self.add(folder, &mut sources));
            }
        }
        Checked::new(sources, findings)
    }

    /// A file of the portal, opened for reading; links are followed, but not out of the portal.
    ///
    /// # Errors
    /// Where it isn't there, can't be read, or lies outside.
    pub fn open_file(&self, full: &Path) -> io::Result<OpenFile> {
        if self.inside(full)? { File::open(full) } else { Err(outside_error()) }
    }

    /// Whether there is a file of no length, as editors leave one for a moment while they save.
    pub fn is_empty_file(&self, full: &Path) -> bool {
        fs::metadata(full).is_ok_and(|found| found.is_file() && found.len() == 0)
    }

    /// What tells the folder `name` of the root (empty: the root itself) from another that was put in its place; `None`
    /// where there is no such folder.
    pub fn identity(&self, name: &str) -> Option<FolderIdentity> {
        let found = fs::metadata(self.root.join(name)).ok().filter(fs::Metadata::is_dir)?;
        Some(FolderIdentity(identity_of(&found)))
    }

    /// Symbolic links below `folders` that lead to somewhere else in the portal, with what they lead to.
    pub fn links_inside(&self, folders: &[&str]) -> Vec<(PathBuf, PathBuf)> {
        let walks = folders.iter().flat_map(|folder| WalkDir::new(self.root.join(folder)).into_iter().flatten());
        let links = walks.filter(DirEntry::path_is_symlink).map(DirEntry::into_path);
        let targets = links.filter_map(|link| Some((fs::canonicalize(&link).ok()?, link)));
        let is_inside = |target: &Path| target.starts_with(&self.root) && *target != *self.root;
        targets.filter(|(target, _)| is_inside(target)).map(|(target, link)| (link, target)).collect()
    }

    /// Reads again what lies at or below a path, also where nothing is left of it. `None` where only a look at
    /// everything can tell: links let a file be in two places.
    pub fn rescan(&self, path: &SitePath, sources: &mut Sources) -> Option<Vec<Finding>> {
        if sources.has_links || self.is_behind_link(path) {
            return None;
        }
        sources.forget(path);
        let passed_over = path.as_str().split('/').skip(1).any(is_passed_over_name);
        if passed_over || !self.root.join(path.as_str()).exists() {
            return Some(Vec::new());
        }
        Some(self.add(path.as_str(), sources))
    }

    /// Reads all that lies at or below a path into `sources`.
    fn add(&self, start: &str, sources: &mut Sources) -> Vec<Finding> {
        let (mut files, mut findings) = (Vec::new(), Vec::new());
        sources.has_links |= self.list(start, &mut files, &mut findings);
        let read = files.into_par_iter().map(|(path, full)| self.read_one(path, &full, None));
        store_all(read.collect(), sources, &mut findings);
        findings
    }

    /// Whether a path, or a folder on the way to it, is a link.
    fn is_behind_link(&self, path: &SitePath) -> bool {
        let mut full = self.root.clone();
        path.as_str().split('/').any(|part| {
            full.push(part);
            full.is_symlink()
        })
    }

    /// Lists the files at or below a path. Gives whether there are links among them.
    fn list(&self, start: &str, files: &mut Vec<(SitePath, PathBuf)>, findings: &mut Vec<Finding>) -> bool {
        let mut has_links = false;
        let mut walk = WalkDir::new(self.root.join(start)).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    has_links |= error.path().is_some_and(Path::is_symlink);
                    findings.extend(self.walk_finding(&error));
                    continue;
                }
            };
            if entry.depth() > 0 && is_passed_over(&entry) {
                skip_folder(&entry, &mut walk);
                continue;
            }
            has_links |= entry.path_is_symlink();
            let Some(path) = self.site_path(entry.path()) else {
                skip_folder(&entry, &mut walk);
                continue;
            };
            let refused = if entry.path_is_symlink() { self.why_not_followed(entry.path()) } else { None };
            if let Some(why) = refused {
                findings.push(Finding::warning(Code::FileOutside, Place::file(&path), why));
                skip_folder(&entry, &mut walk);
            } else if entry.file_type().is_file() {
                files.push((path, entry.into_path()));
            }
        }
        has_links
    }

    /// The message that says why a link isn't followed. One to the portal itself leads in a circle: the site would become a
    /// part of what it is made from.
    fn why_not_followed(&self, link: &Path) -> Option<&'static str> {
        match fs::canonicalize(link) {
            Ok(target) if target == self.root => Some("file-dangling"),
            Ok(target) if target.starts_with(&self.root) => None,
            Ok(_) | Err(_) => Some("file-outside"),
        }
    }

    /// Whether a path, all links followed, still lies in the portal.
    fn inside(&self, full: &Path) -> io::Result<bool> {
        Ok(fs::canonicalize(full)?.starts_with(&self.root))
    }

    fn site_path(&self, full: &Path) -> Option<SitePath> {
        let relative = full.strip_prefix(&self.root).ok()?.to_str()?;
        match std::path::MAIN_SEPARATOR {
            '/' => SitePath::new(relative),
            other => SitePath::new(&relative.replace(other, "/")),
        }
    }

    fn walk_finding(&self, error: &walkdir::Error) -> Option<Finding> {
        let path = self.site_path(error.path()?)?;
        // A link that leads nowhere, or in a circle, is left out; a file that can't be read is somebody's post.
        if error.loop_ancestor().is_some() || self.root.join(path.as_str()).is_symlink() {
            return Some(Finding::warning(Code::FileOutside, Place::file(&path), "file-dangling"));
        }
        let message = Message::new("file-unreadable").with("detail", error.to_string());
        Some(Finding::error(Code::FileUnreadable, Place::file(&path), message))
    }
}

/// A file that was opened for reading.
pub type OpenFile = File;

/// A folder of the disk, whatever it is called now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FolderIdentity(Option<(u64, u64)>);

#[cfg(unix)]
fn identity_of(found: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((found.dev(), found.ino()))
}

/// Where folders have no numbers, only their absence can be seen.
#[cfg(not(unix))]
fn identity_of(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

fn skip_folder(entry: &DirEntry, walk: &mut walkdir::IntoIter) {
    if entry.file_type().is_dir() {
        walk.skip_current_dir();
    }
}

/// Hidden files, and what editors and systems leave beside the files that people mean.
fn is_passed_over(entry: &DirEntry) -> bool {
    is_passed_over_name(&entry.file_name().to_string_lossy())
}

/// Whether files and folders of this name are no part of any portal: hidden ones, and copies that programs keep, such as a
/// photo with the place where it was taken.
pub fn is_passed_over_name(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || name.ends_with(".tmp")
        || name.ends_with(".bak")
        || name.ends_with(".orig")
        || name.ends_with("_original")
        || name.ends_with(".swp")
        || matches!(name, "4913" | "Thumbs.db" | "desktop.ini")
}

enum Content {
    Post(SourceText),
    Text(SourceText, Asset),
    Ledger(Arc<[u8]>, Asset),
    Other(Asset),
}

impl Content {
    fn store(self, path: SitePath, sources: &mut Sources) {
        let asset = match self {
            Self::Post(text) => {
                sources.texts.insert(path, text);
                return;
            }
            Self::Text(text, asset) => {
                sources.texts.insert(path.clone(), text);
                asset
            }
            Self::Ledger(bytes, asset) => {
                sources.ledgers.insert(path.clone(), bytes);
                asset
            }
            Self::Other(asset) => asset,
        };
        sources.assets.insert(path, asset);
    }
}

/// One file, or why it can't be read.
type ReadFile = (SitePath, Result<Content, Box<Finding>>);

impl Disk {
    fn read_one(&self, path: SitePath, full: &Path, stamp: Option<Stamp>) -> ReadFile {
        let outcome = read_content(&path, full, stamp, &self.pictures);
        (path, outcome)
    }
}

/// Stores files, which come in the order of their paths.
fn store_all(read: Vec<ReadFile>, sources: &mut Sources, findings: &mut Vec<Finding>) {
    let mut posts = Vec::new();
    for (path, outcome) in read {
        match outcome {
            Ok(Content::Post(text)) => posts.push((path, text)),
            Ok(content) => content.store(path, sources),
            Err(finding) => findings.push(*finding),
        }
    }
    // Where there are none yet, a map is made of all at once.
    if sources.texts.is_empty() {
        sources.texts = posts.into_iter().collect();
    } else {
        sources.texts.extend(posts);
    }
}

/// A post that is read when somebody looks; empty where it is gone by then.
fn read_later(full: &Path) -> Later<Arc<str>> {
    let full = full.to_path_buf();
    later(move || {
        let bytes = fs::read(full).unwrap_or_default();
        decode_text(&bytes).unwrap_or_default().into()
    })
}

/// `stamp` is what the disk told of a post, where it was asked.
fn read_content(
    path: &SitePath,
    full: &Path,
    stamp: Option<Stamp>,
    pictures: &PictureMemo,
) -> Result<Content, Box<Finding>> {
    let broken = |error: io::Error| Box::new(unreadable(path, &error));
    let extension = path.extension();
    // Posts are read without a look at their length first: ten thousand of those looks are time.
    if extension == "md" {
        let bytes = fs::read(full).map_err(broken)?;
        let text = decode_text(&bytes).ok_or_else(|| Box::new(no_text(path)))?;
        return Ok(Content::Post(SourceText::of(text.into(), stamp)));
    }
    let stamp = Stamp::of(&fs::metadata(full).map_err(broken)?);
    let length = stamp.length;
    let asset = |picture| Asset { length, picture, bytes: AssetBytes::File(full.to_path_buf()), stamp };
    let other = || Ok(Content::Other(asset(look_at(path, full, stamp, pictures).map_err(broken)?)));
    match extension.as_str() {
        "svg" if length <= LONGEST_TEXT => {
            // Kept in memory: it is looked through before it may be published.
            let bytes = published_drawing(fs::read(full).map_err(broken)?);
            let (picture, length) = (drawing(&bytes), bytes.len() as u64);
            Ok(Content::Other(Asset { length, picture, bytes: AssetBytes::Memory(bytes.into()), stamp }))
        }
        "toml" | "html" | "css" | "js" | "tsv" if length <= LONGEST_TEXT => {
            let bytes = fs::read(full).map_err(broken)?;
            if may_be_picture("", &bytes) {
                return other();
            }
            match decode_text(&bytes) {
                Some(text) => Ok(Content::Text(SourceText::of(text.into(), Some(stamp)), asset(None))),
                None => Ok(Content::Other(asset(None))),
            }
        }
        "csv" | "xlsx" if length <= LONGEST_TEXT => {
            let bytes = fs::read(full).map_err(broken)?;
            if may_be_picture("", &bytes) { other() } else { Ok(Content::Ledger(bytes.into(), asset(None))) }
        }
        _ => other(),
    }
}

/// What a picture or a film is, as remembered where its file is the one that was looked at; `None` where it is neither.
fn look_at(path: &SitePath, full: &Path, stamp: Stamp, memo: &PictureMemo) -> io::Result<Option<Arc<Picture>>> {
    if let Some(known) = memo.recall(path, stamp) {
        return Ok(known);
    }
    let extension = path.extension();
    if !may_be_picture(&extension, &beginning_of(full)?) {
        return Ok(None);
    }
    let _turn = memo.turn(stamp.length);
    let picture = match stamp.length {
        // Of a film that is too long for anybody its length is told.
        length if length > LONGEST_PICTURE => (!is_video(&extension)).then(|| too_long(length)),
        _ => inspect_named(fs::read(full)?, &extension),
    };
    let picture = picture.map(Arc::new);
    memo.note(path, stamp, picture.clone());
    Ok(picture)
}

fn beginning_of(full: &Path) -> io::Result<Vec<u8>> {
    let mut beginning = Vec::with_capacity(BEGINNING);
    File::open(full)?.take(BEGINNING as u64).read_to_end(&mut beginning)?;
    Ok(beginning)
}

/// The size of an SVG, which has no pixels.
fn drawing(bytes: &[u8]) -> Option<Arc<Picture>> {
    let (width, height) = drawing_size(bytes)?;
    Some(Arc::new(Picture::drawing(width, height, bytes.len() as u64)))
}

fn unreadable(path: &SitePath, error: &io::Error) -> Finding {
    let message = Message::new("file-unreadable").with("detail", error);
    Finding::error(Code::FileUnreadable, Place::file(path), message)
}

fn no_text(path: &SitePath) -> Finding {
    Finding::error(Code::FileUnreadable, Place::file(path), "file-no-text")
}

fn outside_error() -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, "outside the portal")
}
