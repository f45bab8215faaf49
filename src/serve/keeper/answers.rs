//! What requests get: outputs as they are now, and what stands in for those that can't be made.

use std::time::Instant;

use axum::http::StatusCode;
use bytes::Bytes;
use tokio::sync::oneshot;

use super::super::developer::Asked;
use super::super::page::{Look, with_script};
use super::super::reply::Answer;
use super::Keeper;
use super::rounds::Round;
use crate::base::SitePath;
use crate::engine::Pulled;
use crate::plan::{Target, target_of};
use crate::render::Rendered;
use crate::source::AssetBytes;

/// What answers to an address.
pub(super) enum Found {
    Output(SitePath, StatusCode),
    Moved(String),
    Nothing,
}

impl Keeper<'_> {
    /// Answers a request; one for a picture that isn't made yet is answered when it is.
    pub(super) fn reply(&mut self, path: &str, reply: oneshot::Sender<Answer>) {
        let answer = match self.find(path) {
            Found::Output(output, status) => match self.pull(&output) {
                Some(Rendered::Picture(order)) if self.publication.picture(&order).is_none() => {
                    let name = output.file_name().to_owned();
                    return self.publication.hurry(order, Asked { name, reply });
                }
                pulled => self.answer(output.file_name(), status, pulled),
            },
            Found::Moved(to) => Answer::Moved(to),
            Found::Nothing if self.session.site().is_some() => Answer::Nothing,
            Found::Nothing => self.placeholder(StatusCode::NOT_FOUND),
        };
        // Whoever asked may have gone.
        let _ = reply.send(answer);
    }

    /// What a request for an output gets.
    fn answer(&self, name: &str, status: StatusCode, pulled: Option<Rendered>) -> Answer {
        let name = name.to_owned();
        match pulled {
            Some(Rendered::Bytes(bytes)) if bytes.is_empty() && name.ends_with(".html") => {
                self.placeholder(StatusCode::INTERNAL_SERVER_ERROR)
            }
            Some(Rendered::Bytes(bytes)) if name.ends_with(".html") => {
                Answer::Made { status, name, bytes: with_script(&bytes, &Look::of(&bytes)) }
            }
            Some(Rendered::Bytes(bytes)) => Answer::Made { status, name, bytes: bytes.into() },
            Some(Rendered::Asset(AssetBytes::Memory(bytes))) => {
                Answer::Made { status, name, bytes: Bytes::copy_from_slice(&bytes) }
            }
            Some(Rendered::Asset(AssetBytes::File(file))) => match self.disk.open_file(&file) {
                Ok(file) => Answer::Copied { name, file },
                Err(_) => Answer::Nothing,
            },
            Some(Rendered::Picture(order)) => match self.publication.picture(&order) {
                Some(bytes) => Answer::Made { status, name, bytes: bytes.into() },
                None => Answer::Nothing,
            },
            None => Answer::Nothing,
        }
    }

    /// A page that is there to be refreshed, and to have the overlay on it.
    fn placeholder(&self, status: StatusCode) -> Answer {
        let html = self.wording.empty_page();
        Answer::Made { status, name: "index.html".to_owned(), bytes: with_script(&html, &Look::of(&html)) }
    }

    /// One output, as it is shown: made now, or as it was before something went wrong.
    pub(super) fn pull(&mut self, path: &SitePath) -> Option<Rendered> {
        if let Some(bytes) = self.good(path) {
            return Some(Rendered::Bytes(bytes));
        }
        let pulled = self.make(path)?;
        // Making it may have been the first to see that something is wrong.
        let good = self.good(path).or_else(|| self.publication.read(path).filter(|_| !pulled.broken.is_empty()));
        Some(good.map_or(pulled.content, Rendered::Bytes))
    }

    /// An output of the last good site, while that is shown.
    fn good(&self, path: &SitePath) -> Option<Vec<u8>> {
        let is_there = self.last_good.as_ref().is_some_and(|files| files.contains(path));
        if is_there { self.publication.read(path) } else { None }
    }

    /// Makes an output; it goes into the output folder with the others.
    pub(super) fn make(&mut self, path: &SitePath) -> Option<Pulled> {
        let pulled = self.session.pull(path)?;
        if self.session.is_wrong(std::slice::from_ref(path)) {
            self.keep_last_good();
        }
        if pulled.rendered && pulled.broken.is_empty() {
            let put = match &pulled.content {
                Rendered::Bytes(bytes) => {
                    self.publication.put_later(path, bytes);
                    Ok(())
                }
                content => self.publication.put(|workshop| workshop.put(path, content)),
            };
            match put {
                Err(_) => self.session.forget(path),
                Ok(()) => {
                    let round = self.round.get_or_insert_with(|| Round::begin(false, Instant::now()));
                    round.rendered.insert(path.clone());
                }
            }
        }
        Some(pulled)
    }

    fn has(&self, path: &SitePath) -> bool {
        self.session.has(path) || self.last_good.as_ref().is_some_and(|files| files.contains(path))
    }

    /// Which output answers to the path of an address.
    pub(super) fn find(&self, path: &str) -> Found {
        let base = self.session.site().map_or("", |site| site.config.base_url.path());
        match target_of(path, base) {
            Some(Target::Root) => return Found::Moved(format!("{base}/")),
            Some(Target::Page(page)) if self.has(&page) => return Found::Output(page, StatusCode::OK),
            Some(Target::File { file, .. }) if self.has(&file) => return Found::Output(file, StatusCode::OK),
            Some(Target::File { page, .. }) if self.has(&page) => return Found::Moved(format!("{path}/")),
            _ => {}
        }
        let missing = SitePath::new("404.html").filter(|page| self.has(page));
        missing.map_or(Found::Nothing, |page| Found::Output(page, StatusCode::NOT_FOUND))
    }
}
