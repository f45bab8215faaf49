//! The search index beside the renderer: made when somebody asks for a part of it, and of the index before.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use crate::base::Print;
use crate::model::{Facet, Site};
use crate::search::SearchIndex;

/// The index of one site.
#[derive(Default)]
pub(super) struct Search {
    /// Made for the first output that is a part of it: a post that was saved doesn't wait for it.
    index: OnceLock<Arc<SearchIndex>>,
    /// The index of an earlier site, most of which is right here too.
    before: Option<Arc<SearchIndex>>,
    /// Prints of its parts that were known before it was made.
    known: Option<Arc<KnownSearch>>,
}

/// The prints of an index's parts, and of the site that it was made from.
#[derive(Default, Serialize, Deserialize)]
pub struct KnownSearch {
    /// The print of the whole site.
    pub site: Print,
    /// The parts.
    pub parts: BTreeMap<Facet, Print>,
}

impl Search {
    /// Of a site that comes after another.
    pub(super) fn after(before: &Self) -> Self {
        let latest = before.index.get().or(before.before.as_ref());
        Self { index: OnceLock::new(), before: latest.cloned(), known: before.known.clone() }
    }

    /// Takes prints that another run knew.
    pub(super) fn recall(&mut self, known: KnownSearch) {
        self.known = Some(Arc::new(known));
    }

    pub(super) fn index(&self, site: &Site) -> &Arc<SearchIndex> {
        self.index.get_or_init(|| Arc::new(SearchIndex::new(site, self.before.as_deref())))
    }

    /// The print of a part; `whole` is the print of the site.
    pub(super) fn print(&self, part: &Facet, site: &Site, whole: Print) -> Print {
        let known = self.known.as_ref().filter(|known| known.site == whole);
        if let Some(print) = known.and_then(|known| known.parts.get(part)) {
            return *print;
        }
        match part {
            Facet::SearchShard(shard) => self.index(site).shard_print(*shard),
            Facet::SearchCards(number) => self.index(site).cards_print(site, *number),
            Facet::SearchReadings(file) => Print::of_bytes(self.index(site).reading_file(*file).as_bytes()),
            // The search page: it is no reason to make an index.
            _ => SearchIndex::order_print(site),
        }
    }
}

/// Whether a facet is a part of the search index.
pub(super) fn is_part(facet: &Facet) -> bool {
    matches!(facet, Facet::SearchShard(_) | Facet::SearchCards(_) | Facet::SearchReadings(_) | Facet::SearchOrder)
}
