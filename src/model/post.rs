//! A post, or a standalone page, with everything that doesn't depend on others.

use std::sync::Arc;

use super::{Address, CategoryId};
use crate::base::{Day, Moment, SitePath};
use crate::markdown::Body;
use crate::parse::Head;

/// A post of a [`super::Site`]; only good for the site that gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PostId(pub(super) usize);

/// A post, or a standalone page.
#[derive(Debug, Clone)]
pub struct Post {
    /// Its id.
    pub id: PostId,
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
    /// Its head.
    pub head: Head,
    /// Its body.
    pub body: Body,
    /// Its category; `None` for a standalone page.
    pub category: Option<CategoryId>,
    /// Its kind, its own or its category's.
    pub kind: Option<String>,
    /// The summary for lists (TXT-14); empty where nothing may be shown.
    pub summary: String,
    /// A notice past its last day (PII-T1).
    pub expired: bool,
    /// The whole text of its file.
    pub text: Arc<str>,
}

impl Post {
    /// Whether it is a standalone page and no post.
    pub fn is_page(&self) -> bool {
        self.category.is_none()
    }

    /// Its day.
    pub fn day(&self) -> Option<Day> {
        self.date.map(Moment::day)
    }

    /// When its content last changed, as its head says.
    pub fn changed(&self) -> Option<Moment> {
        self.head.updated.or(self.date)
    }
}
