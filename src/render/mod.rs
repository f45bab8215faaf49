//! One output as bytes. Pure: what it reads of the site it reads through a lens, what it makes it hands back.
//!
//! Start at [`Renderer::render`].

mod absolute;
mod bodies;
mod calendar;
mod data;
mod feed;
mod html;
mod picture;
mod pieces;
mod search;
mod sitemap;
mod widgets;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::{Arc, OnceLock};

use crate::base::Print;
use crate::diag::Finding;
use crate::model::{Facet, Lens, PostId, Site};
use crate::pages::{CardShelf, Pages};
use crate::plan::Job;
use crate::search::{SearchIndex, SearchPart, script, syllables};
use crate::source::AssetBytes;
use crate::theme::Theme;

use pieces::Pieces;
use search::Search;

pub use picture::{Batch, PictureOrder};
pub use pieces::KnownPieces;
pub use search::PublishedFiles;

/// Renders the outputs of one site with one theme, from any number of threads.
pub struct Renderer {
    site: Arc<Site>,
    theme: Arc<Theme>,
    /// `site`, the same for every page, made once.
    site_value: tera::Value,
    /// Its print.
    frame: Print,
    /// The print of the whole site.
    whole: OnceLock<Print>,
    search: Search,
    /// Of the files of the open data.
    pieces: Pieces,
    cards: CardShelf,
}

/// What an output holds.
pub enum Rendered {
    /// Bytes made here.
    Bytes(Vec<u8>),
    /// A file that is published as it is.
    Asset(AssetBytes),
    /// Something that is to be made of a picture: it takes its time, and whoever publishes decides when.
    Picture(PictureOrder),
}

impl Renderer {
    /// For one site and theme; `before` is that of the site before, which this one may share parts with.
    pub fn new(site: Arc<Site>, theme: Arc<Theme>, before: Option<&Self>) -> Self {
        let lens = Lens::new(Arc::clone(&site));
        let view = crate::pages::site_view(&lens, theme.words());
        let frame = Print::of_bytes(&serde_json::to_vec(&view).unwrap_or_default());
        Self {
            cards: CardShelf::new(&site),
            site,
            theme,
            site_value: tera::Value::from_serializable(&view),
            frame,
            whole: OnceLock::new(),
            search: before.map(|before| Search::after(&before.search)).unwrap_or_default(),
            pieces: before.map(|before| Pieces::after(&before.pieces)).unwrap_or_default(),
        }
    }

    /// The site.
    pub fn site(&self) -> &Arc<Site> {
        &self.site
    }

    /// Renders one output; `findings` get what is wrong but doesn't stop it, such as a link to a post that isn't there.
    ///
    /// # Errors
    /// What is wrong with the templates; nothing where the theme as a whole has told it already.
    pub fn render(&self, job: &Job, findings: &mut Vec<Finding>) -> Result<Rendered, Vec<Finding>> {
        self.render_recorded(job, findings).0
    }

    /// The text of a post alone, without the page around it.
    ///
    /// # Errors
    /// What is wrong with the templates of its widgets.
    pub fn render_text(
        &self,
        id: PostId,
        findings: &mut Vec<Finding>,
    ) -> (Result<String, Vec<Finding>>, BTreeSet<Facet>) {
        let lens = Rc::new(Lens::new(Arc::clone(&self.site)));
        let pages = Pages::new(Rc::clone(&lens), self.theme.words());
        let page = Page { renderer: self, pages, has_picture: Cell::new(false) };
        let post = lens.post(id);
        let text = page.body(&bodies::Origin::post(post), &post.body, findings);
        (text, lens.take_reads())
    }

    /// The same, with all that was read for it.
    pub fn render_recorded(
        &self,
        job: &Job,
        findings: &mut Vec<Finding>,
    ) -> (Result<Rendered, Vec<Finding>>, BTreeSet<Facet>) {
        let lens = Rc::new(Lens::new(Arc::clone(&self.site)));
        let told = |broken| if self.theme.is_whole() { broken } else { Vec::new() };
        let outcome = self.render_job(job, Rc::clone(&lens), findings).map_err(told);
        (outcome, lens.take_reads())
    }

    /// The print of a part of the site or the theme.
    pub fn print(&self, facet: &Facet) -> Print {
        match facet {
            Facet::Theme => self.theme.print_besides_templates(),
            Facet::Template(name) => self.theme.print_of_template(name),
            Facet::Frame => self.frame,
            part if part.is_of_search() => self.search.print(part, &self.site),
            Facet::ThemeFile(name) => {
                self.theme.assets().get(name).map_or(Print::NOTHING, |asset| Print::of_bytes(&asset.bytes))
            }
            of_site => self.site.print(of_site),
        }
    }

    /// The print of the whole site.
    pub fn whole(&self) -> Print {
        *self.whole.get_or_init(|| self.site.whole())
    }

    /// Takes what another run has left of the search index and of the open data, whose files are in `published`.
    pub fn recall(&mut self, search: Option<SearchIndex>, pieces: KnownPieces, published: Arc<PublishedFiles>) {
        self.pieces = Pieces::recalled(pieces, Arc::clone(&published));
        if let Some(index) = search {
            self.search.recall(index, published);
        }
    }

    /// The pieces of the open data as they were made last, for another run.
    pub fn known_pieces(&self) -> KnownPieces {
        self.pieces.known()
    }

    /// Makes the search index, which takes longest of all, before somebody has to wait for it.
    pub fn prepare_search(&self) {
        self.search.index(&self.site);
    }

    /// The search index as it was made last, for another run.
    pub fn known_search(&self) -> Option<&SearchIndex> {
        self.search.latest().map(Arc::as_ref)
    }

    /// The theme.
    pub fn theme(&self) -> &Arc<Theme> {
        &self.theme
    }

    fn render_job(&self, job: &Job, lens: Rc<Lens>, findings: &mut Vec<Finding>) -> Result<Rendered, Vec<Finding>> {
        note_theme(&lens, job);
        let pages = Pages::new(lens, self.theme.words()).with_shelf(&self.cards);
        let page = Page { renderer: self, pages, has_picture: Cell::new(false) };
        let bytes = match job {
            Job::File(path) => {
                let file = page.pages.lens.bytes_of(path);
                return Ok(Rendered::Asset(file.map_or(AssetBytes::Memory(Arc::from([])), |f| f.asset.bytes.clone())));
            }
            Job::Picture(path, number) => {
                let file = page.pages.lens.file(path);
                let order = file.and_then(|file| PictureOrder::new(path, file, *number));
                return Ok(order.map_or_else(|| Rendered::Bytes(Vec::new()), Rendered::Picture));
            }
            Job::ThemeAsset(name) => {
                let asset = self.theme.assets().get(name);
                let bytes = asset.map_or_else(|| Arc::from([]), |asset| Arc::clone(&asset.bytes));
                return Ok(Rendered::Asset(AssetBytes::Memory(bytes)));
            }
            Job::Feed(category) => page.feed(*category)?,
            Job::SitemapXml => page.sitemap_xml(),
            Job::SitemapPart(part) => page.sitemap_part(*part),
            Job::Robots => page.robots(),
            Job::CalendarFile => page.calendar_file(),
            Job::EventFile(id) => page.event_file(*id),
            Job::PostsJson => page.posts_json(),
            Job::FiguresCsv => page.figures_csv(None),
            Job::LabelsCsv => page.labels_csv(),
            Job::MetricCsv(metric) => page.figures_csv(Some(metric)),
            Job::DataPackage => page.data_package(),
            Job::Redirect(target) => page.redirect(target),
            Job::SearchScript => script().into_bytes(),
            Job::SearchSyllables => syllables().into_bytes(),
            Job::SearchShard(shard) => {
                page.search(Facet::SearchShard(*shard), |search, site| search.bytes(SearchPart::Shard(*shard), site))
            }
            Job::SearchCards(part) => {
                page.search(Facet::SearchCards(*part), |search, site| search.cards(*part, site).into_bytes())
            }
            Job::SearchReadings(file) => page
                .search(Facet::SearchReadings(*file), |search, site| search.bytes(SearchPart::Readings(*file), site)),
            page_job => page.html(page_job, findings)?,
        };
        Ok(Rendered::Bytes(bytes))
    }
}

/// Notes what an output reads besides the site and templates. Strings are the theme's, and `site` of the templates is made
/// once for all pages.
fn note_theme(lens: &Lens, job: &Job) {
    match job {
        Job::File(_) | Job::Picture(..) => {}
        Job::ThemeAsset(name) => lens.note(Facet::ThemeFile(name.clone())),
        _ => {
            lens.note(Facet::Config);
            lens.note(Facet::Theme);
            lens.note(Facet::Frame);
        }
    }
}

/// One output on its way.
struct Page<'r> {
    renderer: &'r Renderer,
    pages: Pages<'r>,
    /// Whether a picture was written already: those after the first are loaded lazily.
    has_picture: Cell<bool>,
}

impl Page<'_> {
    /// A part of the search index.
    fn search(&self, part: Facet, make: impl FnOnce(&Search, &Site) -> Vec<u8>) -> Vec<u8> {
        self.pages.lens.look(part, |site| make(&self.renderer.search, site))
    }
}
