//! What each page shows: fills the typed views from the site, which it sees only through a [`Lens`].
//!
//! Pure: no template, no bytes. Start at [`Pages`].

mod cards;
mod charts;
mod chrome;
mod dashboard;
mod data;
mod days;
mod forms;
mod groups;
mod home;
mod lists;
mod meta;
mod overview;
mod phones;
mod posts;
mod questions;
mod rest;
mod search;
mod stated;
mod statistics;
mod structured;

pub use cards::{CardShelf, image_at, image_view};
pub use chrome::{PageFacts, PageKind, site_view};
pub use days::{day_text, day_view};
pub use questions::query_messages;

use std::rc::Rc;

use crate::config::Language;
use crate::model::Lens;
use crate::words::Words;

/// Fills views for one output: what is read through it is what the output depends on.
#[derive(Clone)]
pub struct Pages<'w> {
    /// The site, seen through this output's eyes.
    pub lens: Rc<Lens>,
    /// The theme's strings.
    pub words: &'w Words,
    /// Cards that were made for other outputs.
    shelf: Option<&'w CardShelf>,
}

impl<'w> Pages<'w> {
    /// For one output.
    pub fn new(lens: Rc<Lens>, words: &'w Words) -> Self {
        Self { lens, words, shelf: None }
    }

    /// Takes cards from a shelf of the same site and words, and leaves there what it makes.
    #[must_use]
    pub fn with_shelf(self, shelf: &'w CardShelf) -> Self {
        Self { shelf: Some(shelf), ..self }
    }

    /// The language of the page.
    pub fn language(&self) -> Language {
        self.words.language()
    }

    /// The path that the portal is published under.
    fn base_path(&self) -> &str {
        self.lens.config().base_url.path()
    }

    /// An address on this site, in full.
    fn permalink(&self, url: &str) -> String {
        self.lens.config().base_url.permalink(url)
    }
}
