//! Posts as lists show them, their pictures and events.

use std::rc::Rc;
use std::sync::OnceLock;

use super::Pages;
use super::days::{day_view, span_text};
use super::phones::phone_url;
use crate::base::SitePath;
use crate::media::{Format, Treatment};
use crate::model::{Card, Facet, PostId, PublishedFile, Site};
use crate::view::{CardView, EventView, ImageView, LinkView, ShownCard};

/// How many bytes are in a kilobyte of the sizes that readers see.
const KILO: u64 = 1024;

/// The cards of a site's posts, each made when it is first asked for.
pub struct CardShelf(Vec<OnceLock<Shelved>>);

/// A card, and what was read for it.
struct Shelved {
    card: ShownCard,
    reads: Vec<Facet>,
}

impl CardShelf {
    /// An empty one.
    pub fn new(site: &Site) -> Self {
        Self(std::iter::repeat_with(OnceLock::new).take(site.posts.len()).collect())
    }
}

impl Pages<'_> {
    /// The posts as lists show them.
    pub(super) fn cards(&self, ids: &[PostId]) -> Vec<ShownCard> {
        ids.iter().map(|id| self.shown_card(*id)).collect()
    }

    /// A card from the shelf; what was read for it counts as read for this output.
    fn shown_card(&self, id: PostId) -> ShownCard {
        let Some(place) = self.shelf.and_then(|shelf| shelf.0.get(id.index())) else {
            return ShownCard::from(&self.card(id));
        };
        let shelved = place.get_or_init(|| {
            let lens = Rc::new(self.lens.beside());
            let card = ShownCard::from(&Pages::new(Rc::clone(&lens), self.words).card(id));
            Shelved { card, reads: lens.take_reads().into_iter().collect() }
        });
        shelved.reads.iter().for_each(|facet| self.lens.note(facet.clone()));
        shelved.card.clone()
    }

    /// A post as lists show it.
    pub(super) fn card(&self, id: PostId) -> CardView {
        let post = self.lens.card(id);
        CardView {
            title: post.title.clone(),
            url: post.url.clone(),
            day: post.date.map(|date| day_view(date, self.language())),
            place: post.place.clone(),
            summary: post.summary.clone(),
            thumbnail: self.thumbnail(post),
            pinned: post.pinned,
            category: post.category.map(|id| self.category_link(id)),
            event: self.event(post),
            tags: post.tags.clone(),
            expired: post.expired,
        }
    }

    /// A title and where it leads.
    pub(super) fn link(&self, id: PostId) -> LinkView {
        let post = self.lens.card(id);
        LinkView { title: post.title.clone(), url: post.url.clone() }
    }

    pub(super) fn category_link(&self, id: crate::model::CategoryId) -> LinkView {
        let category = self.lens.category(id);
        LinkView { title: category.title.clone(), url: category.url.clone() }
    }

    /// The cover, else the first picture of the bundle.
    fn thumbnail(&self, post: &Card) -> Option<ImageView> {
        let mut image = self.cover(post).or_else(|| {
            let bundle = post.bundle.as_deref()?;
            let files = self.lens.files_of(bundle);
            files.into_iter().find(|(_, file)| file.asset.still().is_some()).map(|(_, file)| image_view(file))
        })?;
        // Beside its title a picture only decorates.
        image.alt = String::new();
        image.caption = None;
        Some(image)
    }

    /// The cover of a post, where its head names a picture that is there.
    pub(super) fn cover(&self, post: &Card) -> Option<ImageView> {
        let (path, image) = self.picture_named(&post.path, post.cover.as_deref()?)?;
        Some(ImageView { alt: stated_alt(post, &path).unwrap_or_default(), ..image })
    }

    /// The picture that a file names: beside it, or from the root of static/.
    pub(super) fn picture_named(&self, from: &SitePath, name: &str) -> Option<(SitePath, ImageView)> {
        match self.lens.resolve(from, name).target {
            crate::model::Target::File(path) => {
                let file = self.lens.file(&path)?;
                let shown = file.asset.still().is_some() || path.extension() == "svg";
                shown.then(|| (path.clone(), image_view(file)))
            }
            _ => None,
        }
    }

    /// The event that a post announces.
    pub(super) fn event(&self, post: &Card) -> Option<EventView> {
        let event = post.event.as_ref()?;
        let language = self.language();
        let register_is_url = event
            .register
            .as_deref()
            .is_some_and(|text| url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https")));
        Some(EventView {
            title: post.title.clone(),
            url: post.url.clone(),
            start: day_view(event.start, language),
            end: event.end.map(|end| day_view(end, language)),
            when: span_text(event.start, event.end, language),
            venue: event.venue.clone(),
            address: event.address.clone(),
            fee: event.fee.clone(),
            register: event.register.clone(),
            register_phone_url: event.register.as_deref().filter(|_| !register_is_url).and_then(phone_url),
            register_is_url,
            status: event.status.clone(),
            cancelled: event.is_cancelled(),
            over: event.is_over(self.lens.today()),
            ics_url: post.address.file("event.ics").url(self.base_path()),
        })
    }
}

/// What a picture of a post shows, as `[extra.alt]` of its head says it by the file's name.
pub(super) fn stated_alt(post: &Card, picture: &SitePath) -> Option<String> {
    post.alts.get(picture.file_name()).cloned()
}

/// A published picture.
pub fn image_view(file: &PublishedFile) -> ImageView {
    let (webp, plain): (Vec<_>, Vec<_>) = file
        .renditions
        .iter()
        .filter(|made| made.rendition.treatment == Treatment::Scaled)
        .partition(|made| made.rendition.format == Format::Webp);
    let soft = file.renditions.iter().find(|made| made.rendition.treatment == Treatment::Softened);
    let picture = file.asset.still();
    let size = file.renditions.last().map(|made| (made.rendition.width, made.rendition.height));
    let size = size.or_else(|| picture.map(|picture| (picture.width, picture.height)));
    let candidates: Vec<String> = webp.iter().map(|made| format!("{} {}w", made.url, made.rendition.width)).collect();
    ImageView {
        url: plain.first().map_or_else(|| file.url.clone(), |made| made.url.clone()),
        webp: candidates.join(", "),
        soft: soft.map(|made| made.url.clone()).unwrap_or_default(),
        large: file.url.clone(),
        alt: String::new(),
        caption: None,
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        first: false,
        ai: picture.is_some_and(|picture| picture.label.is_some()),
    }
}

/// A picture that is no file of the portal.
pub fn image_at(url: String) -> ImageView {
    let large = url.clone();
    let [alt, webp, soft] = [(); 3].map(|()| String::new());
    ImageView { url, webp, soft, large, alt, caption: None, width: None, height: None, first: false, ai: false }
}

/// A length in bytes as readers are told it: `86 KB`, `8.2 MB`.
pub(super) fn size_text(length: u64) -> String {
    match length {
        0..KILO => format!("{length} B"),
        KILO..1_048_576 => format!("{} KB", length.div_ceil(KILO)),
        _ => {
            let tenths = (length * 10).div_ceil(KILO * KILO);
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_short() {
        assert_eq!(size_text(12), "12 B");
        assert_eq!(size_text(87_654), "86 KB");
        assert_eq!(size_text(8_500_000), "8.2 MB");
    }
}
