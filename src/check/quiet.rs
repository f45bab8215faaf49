//! Posts in which nothing was found, and what that rests on: as long as it is the same, nothing is to be found there, and
//! they need not be looked through again.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::Addresses;
use crate::base::Print;
use crate::model::{Facet, Lens, PostId, Site};

/// What was looked up outside a post while nothing was found in it.
#[derive(Debug, Default)]
pub(super) struct Grounds {
    /// Parts of the site that were read.
    pub facets: BTreeSet<Facet>,
    /// Addresses at which something stands.
    pub addresses: BTreeSet<String>,
}

impl Grounds {
    pub(super) fn absorb(&mut self, other: &Self) {
        self.facets.extend(other.facets.iter().cloned());
        self.addresses.extend(other.addresses.iter().cloned());
    }
}

/// Looks things up for the check of one text, and notes what was asked.
pub(super) struct Enquiry<'e> {
    pub lens: Lens,
    pub addresses: &'e Addresses<'e>,
    reached: RefCell<BTreeSet<String>>,
    /// Whether something was asked whose answer isn't noted.
    is_open: Cell<bool>,
}

impl<'e> Enquiry<'e> {
    pub(super) fn new(site: &Arc<Site>, addresses: &'e Addresses<'e>) -> Self {
        Self { lens: Lens::new(Arc::clone(site)), addresses, reached: RefCell::default(), is_open: Cell::default() }
    }

    /// The output that stands at an address from the root of the site, or the one that differs in case alone.
    pub(super) fn output(&self, address: &str) -> Result<&'e str, Option<String>> {
        let output = self.addresses.output(address);
        match output {
            Ok(_) => drop(self.reached.borrow_mut().insert(address.to_owned())),
            Err(_) => self.is_open.set(true),
        }
        output
    }

    /// From now on nothing can be said of what this text rests on.
    pub(super) fn leave_open(&self) {
        self.is_open.set(true);
    }

    /// All that was asked; `None` where not all of it was noted.
    pub(super) fn grounds(self) -> Option<Grounds> {
        let whole = !self.is_open.get();
        whole.then(|| Grounds { facets: self.lens.take_reads(), addresses: self.reached.into_inner() })
    }
}

/// The posts in which a check found nothing, as it leaves them to the next one.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct QuietPosts {
    /// The print of all that every post is checked with.
    surroundings: Print,
    posts: Vec<QuietPost>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct QuietPost {
    /// The print of the post itself.
    post: Print,
    facets: Vec<(Facet, Print)>,
    addresses: Vec<String>,
}

impl QuietPosts {
    /// What a check has left; nothing where it is damaged, or where posts were checked with anything else.
    /// `surroundings` is the print of all that every post is checked with: program, rules, site.toml, theme, day.
    pub fn read(bytes: &[u8], surroundings: Print) -> Self {
        // What is damaged may still be readable, and mean something else.
        let whole = postcard::take_from_bytes::<Print>(bytes).ok();
        let whole = whole.filter(|(print, rest)| Print::of_bytes(rest) == *print);
        let left: Option<Self> = whole.and_then(|(_, rest)| postcard::from_bytes(rest).ok());
        left.filter(|left| left.surroundings == surroundings).unwrap_or(Self { surroundings, posts: Vec::new() })
    }

    /// For the next check.
    pub fn write(&self) -> Vec<u8> {
        let bytes = postcard::to_allocvec(self).unwrap_or_default();
        let print = postcard::to_allocvec(&Print::of_bytes(&bytes)).unwrap_or_default();
        [print, bytes].concat()
    }

    /// Those of a site's posts in which nothing is to be found now either. `print` tells what parts of the site are now.
    pub fn still_quiet(
        &self,
        site: &Site,
        addresses: &Addresses<'_>,
        print: impl Fn(&Facet) -> Print + Sync,
    ) -> BTreeSet<PostId> {
        let known: BTreeMap<Print, &QuietPost> = self.posts.iter().map(|quiet| (quiet.post, quiet)).collect();
        let is_quiet = |quiet: &QuietPost| {
            quiet.facets.iter().all(|(facet, was)| print(facet) == *was)
                && quiet.addresses.iter().all(|address| addresses.output(address).is_ok())
        };
        let quiet = site.posts.par_iter().filter(|post| known.get(&post.print()).is_some_and(|quiet| is_quiet(quiet)));
        quiet.map(|post| post.id).collect()
    }

    /// After a check: those of `still` as they are known, and those that `found` tells of. Says whether that is anything
    /// new.
    pub(super) fn follow(
        &mut self,
        site: &Site,
        still: &BTreeSet<PostId>,
        found: BTreeMap<PostId, Grounds>,
        print: impl Fn(&Facet) -> Print + Sync,
    ) -> bool {
        let is_new = !found.is_empty() || still.len() != self.posts.len();
        let still: BTreeSet<Print> = still.iter().map(|id| site.post(*id).print()).collect();
        self.posts.retain(|quiet| still.contains(&quiet.post));
        let new = found.into_par_iter().map(|(id, grounds)| {
            let post = site.post(id);
            // The print of the post, and that of the surroundings, stand for these.
            let is_told = |facet: &Facet| match facet {
                Facet::Post(path) | Facet::Outline(path) | Facet::Card(path) => *path == post.path,
                Facet::Config | Facet::Today | Facet::Theme | Facet::Template(_) => true,
                _ => false,
            };
            let facets = grounds.facets.into_iter().filter(|facet| !is_told(facet));
            let with_print = |facet: Facet| {
                let found = print(&facet);
                (facet, found)
            };
            QuietPost {
                post: post.print(),
                facets: facets.map(with_print).collect(),
                addresses: grounds.addresses.into_iter().collect(),
            }
        });
        self.posts.par_extend(new);
        is_new
    }
}
