//! A post, or a standalone page, with everything that doesn't depend on others.
//!
//! What a list shows of it is a [`Card`], and nothing else can be reached through a card: a list that is made of cards
//! can't depend on a body by mistake.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

use super::prints::MadeFrom;
use super::{Address, CategoryId};
use crate::base::{Day, Later, Moment, Print, SitePath};
use crate::diag::Finding;
use crate::markdown::Body;
use crate::parse::{Digest, EventHead, Head};
use crate::stats::Span;

/// A post of a [`super::Site`]; only good for the site that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostId(pub(super) usize);

impl PostId {
    /// Where the post stands among the posts of its site.
    pub fn index(self) -> usize {
        self.0
    }
}

/// What lists show of a post.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Card {
    /// Its file.
    pub path: SitePath,
    /// The folder of its own, where it is a bundle.
    pub bundle: Option<String>,
    /// Its address.
    pub address: Address,
    /// The same, ready for `href`.
    pub url: String,
    /// Its title: of the head, of the heading that opens it, or of its file.
    pub title: String,
    /// Its date: of the head, or of its file's name.
    pub date: Option<Moment>,
    /// Its category; `None` for a standalone page.
    pub category: Option<CategoryId>,
    /// The folder of its category; ids are good for one site only.
    pub folder: String,
    /// The summary for lists (TXT-14); empty where nothing may be shown.
    pub summary: String,
    /// A notice past its last day (PII-T1).
    pub expired: bool,
    /// Whether it comes first in its lists.
    pub pinned: bool,
    /// The file that its head names as its cover.
    pub cover: Option<String>,
    /// What its head says its pictures show, by file name.
    pub alts: BTreeMap<String, String>,
    /// The first of its places.
    pub place: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// The event that it announces.
    pub event: Option<EventHead>,
}

impl Card {
    /// Whether it is a standalone page and no post.
    pub fn is_page(&self) -> bool {
        self.category.is_none()
    }

    /// Its day.
    pub fn day(&self) -> Option<Day> {
        self.date.map(Moment::day)
    }
}

/// A post, or a standalone page. Cheap to clone: what is large is shared.
#[derive(Debug, Clone)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// What lists show of it.
    pub card: Arc<Card>,
    /// Its head.
    pub head: Arc<Head>,
    /// What its body names and begins with.
    pub digest: Arc<Digest>,
    /// Its body.
    pub body: Later<Body>,
    /// Its kind, its own or its category's.
    pub kind: Option<String>,
    /// The whole text of its file.
    pub text: Later<Arc<str>>,
    /// The prints of its parts.
    pub(super) prints: Prints,
    /// What is wrong with its address.
    pub(super) found: Vec<Finding>,
}

/// The prints of a post's parts: each changes only where that part does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Prints {
    /// What it was made from.
    pub(super) made: MadeFrom,
    /// All of it.
    pub(super) whole: Print,
    /// All but its body.
    pub(super) outline: Print,
    /// Its card.
    pub(super) card: Print,
    /// Its path.
    pub(super) path: Print,
    /// What says where it stands in lists.
    pub(super) order: Print,
    /// Its title.
    pub(super) title: Print,
    /// Its terms.
    pub(super) terms: Print,
    /// What it states.
    pub(super) facts: Print,
    /// What says where its files go.
    pub(super) place: Print,
    /// What it names.
    pub(super) names: Print,
    /// Addresses that lead to it.
    pub(super) aliases: Print,
}

/// A post without its body and its text.
#[derive(Debug, Clone, Copy)]
pub struct Outline<'s>(pub(super) &'s Post);

impl<'s> Outline<'s> {
    /// Its id.
    pub fn id(self) -> PostId {
        self.0.id
    }

    /// The print of all this.
    pub fn print(self) -> Print {
        self.0.prints.outline
    }

    /// Its head.
    pub fn head(self) -> &'s Head {
        &self.0.head
    }

    /// What lists show of it.
    pub fn card(self) -> &'s Card {
        &self.0.card
    }

    /// Its kind, its own or its category's.
    pub fn kind(self) -> Option<&'s str> {
        self.0.kind.as_deref()
    }

    /// When its content last changed, as its head says.
    pub fn changed(self) -> Option<Moment> {
        self.0.changed()
    }
}

impl Deref for Outline<'_> {
    type Target = Card;

    fn deref(&self) -> &Card {
        &self.0.card
    }
}

impl Deref for Post {
    type Target = Card;

    fn deref(&self) -> &Card {
        &self.card
    }
}

impl Post {
    /// The days that its figures are for: its `period`, else its day.
    pub fn span(&self) -> Option<Span> {
        self.head.period.map(|period| period.span()).or(self.day().map(Span::day))
    }

    /// The print of all of it.
    pub fn print(&self) -> Print {
        self.prints.whole
    }

    /// When its content last changed, as its head says.
    pub fn changed(&self) -> Option<Moment> {
        self.head.updated.or(self.date)
    }
}
