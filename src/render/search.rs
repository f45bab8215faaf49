//! The search index beside the renderer: made when somebody asks for a part of it, and of the index before.

use std::sync::{Arc, OnceLock};

use crate::base::{Print, SitePath};
use crate::model::{Facet, PostId, Site};
use crate::plan::search_part;
use crate::search::{SearchIndex, SearchPart, cards, cards_print};

/// Gives a file as it was published last; `None` where it isn't there.
pub type PublishedFiles = dyn Fn(&SitePath) -> Option<Vec<u8>> + Send + Sync;

/// The index of one site.
#[derive(Default)]
pub(super) struct Search {
    /// Made for the first output that is a part of it: a post that was saved doesn't wait for it.
    index: OnceLock<Arc<SearchIndex>>,
    /// Made without what was published, where a file of that is lost.
    anew: OnceLock<Arc<SearchIndex>>,
    /// The index of an earlier site, most of which is right here too.
    before: Option<Arc<SearchIndex>>,
    /// The posts and pages in the order of their numbers.
    order: OnceLock<Vec<PostId>>,
    published: Option<Arc<PublishedFiles>>,
}

impl Search {
    /// Of a site that comes after another.
    pub(super) fn after(before: &Self) -> Self {
        Self { before: before.latest().cloned(), published: before.published.clone(), ..Self::default() }
    }

    /// Takes the index that another run has left, whose files are in `published`.
    pub(super) fn recall(&mut self, index: SearchIndex, published: Arc<PublishedFiles>) {
        *self = Self { before: Some(Arc::new(index)), published: Some(published), ..Self::default() };
    }

    /// The index as it was made last.
    pub(super) fn latest(&self) -> Option<&Arc<SearchIndex>> {
        self.anew.get().or(self.index.get()).or(self.before.as_ref())
    }

    pub(super) fn index(&self, site: &Site) -> &Arc<SearchIndex> {
        self.index.get_or_init(|| {
            let (before, order) = (self.before.as_ref(), self.order(site));
            let following = before.and_then(|before| before.following(site, order, &|part| self.published(part)));
            following.map_or_else(|| Arc::clone(self.anew(site)), Arc::new)
        })
    }

    fn anew(&self, site: &Site) -> &Arc<SearchIndex> {
        self.anew.get_or_init(|| Arc::new(SearchIndex::new(site, self.order(site))))
    }

    fn order(&self, site: &Site) -> &[PostId] {
        self.order.get_or_init(|| SearchIndex::order(site))
    }

    fn published(&self, part: SearchPart) -> Option<Vec<u8>> {
        let read = self.published.as_ref()?;
        read(&search_part(part).output()?)
    }

    /// The bytes of a part.
    pub(super) fn bytes(&self, part: SearchPart, site: &Site) -> Vec<u8> {
        let published = |part: SearchPart| self.published(part);
        let bytes = self.index(site).bytes(part, &published).or_else(|| self.anew(site).bytes(part, &published));
        bytes.unwrap_or_default().to_vec()
    }

    /// A part of the cards.
    pub(super) fn cards(&self, part: usize, site: &Site) -> String {
        cards(site, self.order(site), part)
    }

    /// The print of a part.
    pub(super) fn print(&self, part: &Facet, site: &Site) -> Print {
        match part {
            Facet::SearchShard(shard) => self.index(site).print(SearchPart::Shard(*shard)),
            Facet::SearchReadings(file) => self.index(site).print(SearchPart::Readings(*file)),
            Facet::SearchCards(number) => cards_print(site, self.order(site), *number),
            // The search page: it is no reason to make an index.
            _ => SearchIndex::order_print(site, self.order(site)),
        }
    }
}
