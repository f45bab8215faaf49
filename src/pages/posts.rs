//! A post in full, or a standalone page.

use super::Pages;
use super::cards::{image_view, size_text, stated_alt};
use super::chrome::{PageFacts, PageKind};
use super::days::day_view;
use crate::base::{Moment, SitePath, natural_order};
use crate::markdown::Filling;
use crate::model::{ListKey, Post, PostId, Target, is_document};
use crate::view::{
    AttachmentView, ImageView, LinkView, PageView, PostView, PublicityView, SourceView, TaxonomyTerms, TermView,
    TocEntry, VideoView,
};

/// Characters that a reader takes in a minute (TXT-13).
const CHARACTERS_A_MINUTE: usize = 350;

/// What is encoded in the anchor of a heading; hyphens and underscores are not.
const ANCHOR: &percent_encoding::AsciiSet = &percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

impl Pages<'_> {
    /// `page` of a post or standalone page.
    pub fn post_page(&self, id: PostId) -> PageView {
        let post = self.lens.post(id);
        let kind = if post.is_page() { PageKind::Page } else { PageKind::Post };
        let mut facts = PageFacts::new(kind, post.title.clone(), post.url.clone());
        facts.category = post.category;
        facts.description = if post.expired { self.words.get("notice_down") } else { post.summary.clone() };
        let mut page = self.page(&facts);
        let image = self.cover(post).or_else(|| self.first_picture(post));
        self.add_meta(&mut page, &facts, image.as_ref());
        if kind == PageKind::Post {
            self.add_article_meta(&mut page, post, image.as_ref());
            self.add_article(&mut page, post, image.as_ref());
        }
        self.add_breadcrumbs(&mut page);
        page
    }

    fn first_picture(&self, post: &Post) -> Option<ImageView> {
        post.body.holes.iter().find_map(|hole| match &hole.what {
            Filling::Image(image) => self.picture_named(&post.path, &image.target).map(|(_, view)| view),
            _ => None,
        })
    }

    /// `post`, around a body that is HTML already.
    pub fn post(&self, id: PostId, body: String) -> PostView {
        let post = self.lens.post(id);
        let language = self.language();
        let day = |moment: Moment| day_view(moment, language);
        let head = &post.head;
        let mut view = PostView {
            title: post.title.clone(),
            url: post.url.clone(),
            day: post.date.map(day),
            updated: head.updated.map(day),
            source: head.source.clone().map(|name| SourceView { name, url: head.source_url.clone() }),
            author: head.author.clone(),
            editor: head.editor.clone(),
            reviewer: head.reviewer.clone(),
            organisers: head.organisers.clone(),
            doc_no: head.doc_no.clone(),
            summary: head.summary.clone().unwrap_or_default(),
            words: post.body.words,
            reading_minutes: post.body.words.div_ceil(CHARACTERS_A_MINUTE).max(1),
            body,
            toc: self.toc(post),
            figures: head.figures.iter().filter_map(|stated| self.figure_row(stated)).collect(),
            figures_period: self.figures_period(post),
            records: self.records(post),
            same_as: self.same_as(post),
            counts_in: self.counts_in(post),
            totals_period: self.period_label(self.lens.half_year()),
            event: self.event(post),
            cover: self.cover(post).map(|image| ImageView { first: true, ..image }),
            gallery: if head.gallery && !post.body.calls("gallery") { self.gallery(post) } else { Vec::new() },
            attachments: self.attachments(post),
            terms: self.terms(post),
            series: self.series(post),
            earlier: None,
            later: None,
            related: self.cards(self.lens.related(id)),
            publicity: self.publicity(post),
            extra: head.extra.0.clone(),
        };
        (view.earlier, view.later) = self.neighbours(post);
        self.order_figures(&mut view.figures);
        view
    }

    fn toc(&self, post: &Post) -> Vec<TocEntry> {
        let entries = post.body.headings.iter().map(|heading| TocEntry {
            level: heading.level,
            anchor: percent_encoding::utf8_percent_encode(&heading.id, ANCHOR).to_string(),
            text: heading.text.clone(),
        });
        entries.collect()
    }

    /// All pictures of the bundle that the text doesn't show itself; the cover isn't among them.
    pub fn gallery(&self, post: &Post) -> Vec<ImageView> {
        let Some(bundle) = post.bundle.as_deref() else { return Vec::new() };
        let cover = self.cover(post).map(|cover| cover.url);
        let placed = self.placed_files(post);
        let files = self.lens.files_of(bundle).into_iter().filter(|(_, file)| file.asset.still().is_some());
        let mut shown: Vec<_> =
            files.filter(|(_, file)| Some(&file.url) != cover.as_ref() && !placed.contains(&file.url)).collect();
        shown.sort_by(|(one, _), (other, _)| natural_order(one.as_str(), other.as_str()));
        let count = shown.len();
        let named = |index: usize| {
            let (n, all) = ((index + 1).to_string(), count.to_string());
            self.words.fill("gallery_alt", &[("title", &post.title), ("n", &n), ("count", &all)])
        };
        let views = shown.into_iter().enumerate().map(|(index, (path, file))| {
            let alt = stated_alt(post, path).unwrap_or_else(|| named(index));
            ImageView { alt, ..image_view(file) }
        });
        views.collect()
    }

    /// Files of the bundle to load down that the text doesn't place itself.
    fn attachments(&self, post: &Post) -> Vec<AttachmentView> {
        let Some(bundle) = post.bundle.as_deref() else { return Vec::new() };
        let placed = self.placed_files(post);
        let files = self
            .lens
            .files_of(bundle)
            .into_iter()
            .filter(|(path, file)| is_document(&path.extension()) && !placed.contains(&file.url));
        let mut files: Vec<_> = files.collect();
        files.sort_by(|(one, _), (other, _)| natural_order(one.as_str(), other.as_str()));
        let views =
            files.into_iter().map(|(path, file)| attachment_view(path.file_name(), &file.url, file.asset.length));
        views.collect()
    }

    /// Addresses of the files that the text shows or links to.
    fn placed_files(&self, post: &Post) -> std::collections::BTreeSet<String> {
        let named = post.body.names().into_iter();
        let found = named.filter_map(|name| match self.lens.resolve(&post.path, name).target {
            Target::File(path) => self.lens.file(&path).map(|file| file.url.clone()),
            _ => None,
        });
        found.collect()
    }

    /// A file that a text places itself.
    pub fn attachment(&self, path: &SitePath, title: Option<String>) -> Option<AttachmentView> {
        let file = self.lens.file(path)?;
        let view = attachment_view(path.file_name(), &file.url, file.asset.length);
        Some(AttachmentView { name: title.unwrap_or(view.name.clone()), ..view })
    }

    /// A video that a text places; `poster` is named as in that text.
    pub fn video(
        &self,
        path: &SitePath,
        title: Option<String>,
        from: &SitePath,
        poster: Option<&str>,
    ) -> Option<VideoView> {
        let file = self.lens.file(path)?;
        let film = file.asset.film();
        let size = film.map(|film| (film.width, film.height)).filter(|(width, _)| *width > 0);
        let stem = path.file_name().rsplit_once('.').map_or(path.file_name(), |(stem, _)| stem);
        Some(VideoView {
            url: file.url.clone(),
            title: title.unwrap_or_else(|| stem.to_owned()),
            mime: video_type(&path.extension()).to_owned(),
            size: size_text(file.asset.length),
            width: size.map(|(width, _)| width),
            height: size.map(|(_, height)| height),
            ai: film.is_some_and(|film| film.label.is_some()),
            poster: self.poster(path, from, poster),
            captions: self.captions(path),
        })
    }

    /// The address of the captions of a film (WCAG 1.2.2): what has its name beside it and ends in `.vtt`.
    fn captions(&self, film: &SitePath) -> Option<String> {
        Some(self.lens.file(&beside(film, "vtt")?)?.url.clone())
    }

    /// The picture that a text names for a film, else one of the same name beside it.
    fn poster(&self, film: &SitePath, from: &SitePath, named: Option<&str>) -> Option<ImageView> {
        if let Some(name) = named {
            return self.picture_named(from, name).map(|(_, image)| image);
        }
        let pictures = ["jpg", "jpeg", "png", "webp"].into_iter().filter_map(|ending| beside(film, ending));
        pictures.filter_map(|path| self.lens.file(&path)).find(|file| file.asset.still().is_some()).map(image_view)
    }

    fn terms(&self, post: &Post) -> Vec<TaxonomyTerms> {
        let config = self.lens.config();
        let stated = config.taxonomies.iter().filter_map(|id| Some((id, post.head.terms.get(id)?)));
        let all = stated.map(|(id, names)| TaxonomyTerms {
            taxonomy: id.clone(),
            label: self.words.taxonomy(id),
            terms: names.iter().filter_map(|name| self.term_link(id, name)).collect(),
        });
        all.collect()
    }

    /// A term for a post: how many others have it would make every post depend on them.
    fn term_link(&self, taxonomy: &str, name: &str) -> Option<TermView> {
        let url = self.lens.term_url(taxonomy, name)?.to_owned();
        Some(TermView { name: name.to_owned(), url, count: 0 })
    }

    /// Other posts of its series, newest first, at most ten.
    fn series(&self, post: &Post) -> Vec<LinkView> {
        let Some(name) = post.head.terms.get("series").and_then(|names| names.first()) else { return Vec::new() };
        let key = ListKey::Term { taxonomy: "series".into(), term: name.clone() };
        let others = self.lens.list(&key).iter().filter(|id| **id != post.id).take(10);
        others.map(|id| self.link(*id)).collect()
    }

    fn neighbours(&self, post: &Post) -> (Option<LinkView>, Option<LinkView>) {
        let (earlier, later) = self.lens.neighbours(post.id);
        (earlier.map(|id| self.link(id)), later.map(|id| self.link(id)))
    }

    fn publicity(&self, post: &Post) -> Option<PublicityView> {
        let publicity = post.head.publicity?;
        let day = |day: Option<crate::base::Day>| day.map(|day| day_view(Moment::of_day(day), self.language()));
        Some(PublicityView { from: day(publicity.from), until: day(publicity.until), expired: post.expired })
    }
}

/// The file of the same name with another ending.
fn beside(file: &SitePath, ending: &str) -> Option<SitePath> {
    let stem = file.as_str().rsplit_once('.').map_or(file.as_str(), |(stem, _)| stem);
    SitePath::new(&format!("{stem}.{ending}"))
}

fn video_type(extension: &str) -> &'static str {
    match extension {
        "webm" => "video/webm",
        "ogv" => "video/ogg",
        "mov" => "video/quicktime",
        "mkv" => "video/x-matroska",
        _ => "video/mp4",
    }
}

/// A file to load down.
fn attachment_view(file_name: &str, url: &str, length: u64) -> AttachmentView {
    let (name, ending) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
    AttachmentView {
        url: url.to_owned(),
        name: name.to_owned(),
        format: ending.to_uppercase(),
        size: size_text(length),
    }
}
