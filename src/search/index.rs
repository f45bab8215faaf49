//! The index of a site.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde::{Deserialize, Serialize};

use super::fold::fold_into;
use super::layout::{SearchPart, SearchSize, ShardWriter};
use super::pairs::{PairChange, add_readings};
use super::patch::{Gathering, Patched, patched_shard};
use super::postings::{Chunk, ChunkPrints, Collector, Frame, Layer, MOST_POSTS, Reading, post};
use super::text::{add_body, stem};
use super::tokens::{MOST_DIGITS, Tokenizer};
use crate::base::{Print, hide_personal_numbers, next_digit};
use crate::model::{Facet, Post, PostId, Site};

/// How many posts are read together, and so how many are read again where one of them has changed. Fixed, so that the
/// number of threads changes nothing.
const CHUNK: usize = MOST_POSTS;

/// What each post of a site can be found by.
///
/// Posts are numbered by their dates, the oldest first and those without a date before it, so that a new post changes
/// the number of none. What came down or isn't built isn't in the [`Site`], and so not here.
///
/// An index that follows another reads only the posts of those chunks in which something has changed: what all others are
/// found by stands in the files of the index before, wherever they are now.
#[derive(Clone, Serialize, Deserialize)]
pub struct SearchIndex {
    size: SearchSize,
    chunks: Vec<ChunkPrints>,
    shards: Vec<File>,
    readings: Vec<File>,
}

/// A file of the index.
#[derive(Clone, Serialize, Deserialize)]
struct File {
    print: Print,
    /// What it holds; `None` where that has to be read where it was published.
    #[serde(skip)]
    bytes: Option<Arc<[u8]>>,
}

/// Files of an index as they were published.
pub type PublishedParts<'p> = dyn Fn(SearchPart) -> Option<Vec<u8>> + Sync + 'p;

/// The chunks that are not as they were.
struct Changed<'c> {
    before: &'c [ChunkPrints],
    /// Those that were read, by their numbers.
    read: BTreeMap<usize, (Chunk, ChunkPrints)>,
    /// How many there are now.
    count: usize,
}

impl SearchIndex {
    /// Reads all posts and pages of a site, which are given in the order of their numbers.
    pub fn new(site: &Site, order: &[PostId]) -> Self {
        let size = SearchSize::of(order.len());
        let file = |bytes: Vec<u8>, count: u32| vec![File::of(bytes); count as usize];
        let (shards, readings) =
            (file(ShardWriter::default().finish(), size.all_shards()), file(Vec::new(), size.readings));
        let mut index = Self { size, chunks: Vec::new(), shards, readings };
        // Nothing is looked up where nothing was published, so that this can't fail.
        index.follow(site, order, &|_| None);
        index
    }

    /// The index of a site that came after that of this index; `None` where it takes as long to make it anew, or where
    /// this one's files are no longer to be found.
    pub fn following(&self, site: &Site, order: &[PostId], published: &PublishedParts<'_>) -> Option<Self> {
        let is_cut_alike = self.size.shards == SearchSize::of(order.len()).shards;
        let mut index = Some(self.clone()).filter(|_| is_cut_alike)?;
        index.follow(site, order, published).then_some(index)
    }

    /// Becomes the index of a site; says whether it could.
    fn follow(&mut self, site: &Site, order: &[PostId], published: &PublishedParts<'_>) -> bool {
        let size = SearchSize::of(order.len());
        let surroundings = print_of_surroundings(site, size);
        let posts: Vec<Vec<&Post>> =
            order.chunks(CHUNK).map(|ids| ids.iter().map(|id| site.post(*id)).collect()).collect();
        let made_from = |posts: &Vec<&Post>| {
            let posts = posts.iter().map(|post| (post.print(), site.listed_documents(post)));
            Print::of(&(surroundings, posts.collect::<Vec<_>>()))
        };
        let frames = posts.iter().enumerate().map(|(at, posts)| (at, made_from(posts)));
        let frames = frames.filter(|(at, made_from)| self.chunks.get(*at).is_none_or(|it| it.made_from != *made_from));
        let frames: Vec<(usize, Print)> = frames.collect();
        if !self.chunks.is_empty() && frames.len() > self.chunks.len() / 2 {
            return false;
        }
        let read = in_threads(frames.len(), Collector::new, |collector, number| {
            let (at, made_from) = frames[number];
            let frame = Frame { number: at as u32, size, made_from };
            let chunk = read_chunk(site, &posts[at], frame, collector);
            let prints = chunk.prints();
            (at, (chunk, prints))
        });
        let before = std::mem::take(&mut self.chunks);
        let changed = Changed { before: &before, read: read.into_iter().collect(), count: posts.len() };
        let is_patched = self.patch(&changed, published);
        let read: Vec<(usize, ChunkPrints)> = changed.read.into_iter().map(|(at, (_, prints))| (at, prints)).collect();
        self.size = size;
        self.chunks = before;
        self.chunks.resize_with(posts.len(), ChunkPrints::default);
        for (at, prints) in read {
            self.chunks[at] = prints;
        }
        is_patched
    }

    /// Replaces what the changed chunks had added to the files by what they add now.
    fn patch(&mut self, changed: &Changed<'_>, published: &PublishedParts<'_>) -> bool {
        let touched: Vec<u32> = (0..self.size.all_shards()).filter(|shard| changed.touches(*shard)).collect();
        let patched = in_threads(touched.len(), Gathering::default, |gathering, at| {
            let bytes = self.bytes(SearchPart::Shard(touched[at]), published)?;
            let chunks = changed.read.values().map(|(chunk, _)| chunk);
            patched_shard(&bytes, chunks, touched[at], gathering, |chunk| changed.is_replaced(chunk))
        });
        let mut changes: Vec<PairChange> = Vec::new();
        for (shard, patched) in touched.into_iter().zip(patched) {
            let Some(Patched { bytes, pairs }) = patched else { return false };
            self.shards[shard as usize] = File::of(bytes);
            changes.extend(pairs);
        }
        let files = add_readings(&changes, self.size.readings, |file| {
            let bytes = self.bytes(SearchPart::Readings(file), published)?;
            String::from_utf8(bytes.to_vec()).ok()
        });
        let Some(files) = files else { return false };
        for (file, text) in files {
            self.readings[file as usize] = File::of(text.into_bytes());
        }
        true
    }

    /// The print of which posts there are, with their numbers and days.
    pub fn order_print(site: &Site, order: &[PostId]) -> Print {
        let numbered = order.iter().map(|id| (&site.post(*id).path, site.post(*id).day()));
        Print::of(&numbered.collect::<Vec<_>>())
    }

    /// The posts and pages in the order of their numbers.
    pub fn order(site: &Site) -> Vec<PostId> {
        let mut order: Vec<PostId> = site.posts.iter().map(|post| post.id).collect();
        order.sort_by(|one, other| {
            let (one, other) = (site.post(*one), site.post(*other));
            one.date.cmp(&other.date).then_with(|| one.path.cmp(&other.path))
        });
        order
    }

    /// The print of a part.
    pub fn print(&self, part: SearchPart) -> Print {
        self.file(part).map_or(Print::NOTHING, |file| file.print)
    }

    /// The bytes of a part: of a shard what `layout.rs` says; of readings on a line each two syllables and the pairs of
    /// characters that are read so. `None` where they are no longer to be found.
    pub fn bytes(&self, part: SearchPart, published: &PublishedParts<'_>) -> Option<Arc<[u8]>> {
        let file = self.file(part)?;
        let is_it = |bytes: &Vec<u8>| Print::of_bytes(bytes) == file.print;
        file.bytes.clone().or_else(|| published(part).filter(is_it).map(Arc::from))
    }

    fn file(&self, part: SearchPart) -> Option<&File> {
        match part {
            SearchPart::Shard(shard) => self.shards.get(shard as usize),
            SearchPart::Readings(file) => self.readings.get(file as usize),
        }
    }
}

impl File {
    fn of(bytes: Vec<u8>) -> Self {
        Self { print: Print::of_bytes(&bytes), bytes: Some(Arc::from(bytes)) }
    }
}

impl Changed<'_> {
    /// Whether a shard holds something else now.
    fn touches(&self, shard: u32) -> bool {
        let print = |at: usize| self.before.get(at).map_or(Print::NOTHING, |chunk| chunk.shard(shard));
        self.read.iter().any(|(at, (_, now))| now.shard(shard) != print(*at))
            || (self.count..self.before.len()).any(|at| print(at) != Print::NOTHING)
    }

    /// Whether a chunk is one of these.
    fn is_replaced(&self, chunk: u32) -> bool {
        let at = chunk as usize;
        at >= self.count || self.read.contains_key(&at)
    }
}

/// The results of `count` jobs, in their order; each thread lays out a desk for its jobs. Threads of its own: those of the pool wait for the index while it is
/// made, and a job that waited among them would wait for itself.
fn in_threads<D, T: Send>(
    count: usize,
    desk: impl Fn() -> D + Sync,
    job: impl Fn(&mut D, usize) -> T + Sync,
) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(count);
    let next = AtomicUsize::new(0);
    let work = || {
        let (mut done, mut desk) = (Vec::new(), desk());
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return done;
            }
            done.push((at, job(&mut desk, at)));
        }
    };
    let mut all: Vec<(usize, T)> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = work();
        for other in others {
            match other.join() {
                Ok(done) => all.extend(done),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, result)| result).collect()
}

/// The print of all that a chunk is made from besides its posts.
fn print_of_surroundings(site: &Site, size: SearchSize) -> Print {
    let categories = site.categories().iter().map(|category| site.print(&Facet::Category(category.folder.clone())));
    Print::of(&(size.shards, site.print(&Facet::Config), categories.collect::<Vec<_>>()))
}

fn read_chunk(site: &Site, posts: &[&Post], frame: Frame, collector: &mut Collector) -> Chunk {
    let texts = Texts::of(site, posts, collector);
    let mut tokenizer = Tokenizer::default();
    let mut reading = Reading::new(collector);
    for (number, layer, text) in texts.each() {
        reading.enter(number, layer);
        tokenizer.read(text, &mut reading);
    }
    reading.end();
    collector.finish(frame)
}

/// The folded texts of the posts of a chunk.
#[derive(Default)]
struct Texts {
    folded: String,
    /// The number of a post, one of its layers, and where in `folded` that ends.
    ends: Vec<(u8, Layer, usize)>,
}

impl Texts {
    /// What isn't found in a text is given to `collector`.
    fn of(site: &Site, posts: &[&Post], collector: &mut Collector) -> Self {
        let mut texts = Self::default();
        for (number, post) in (0..).zip(posts) {
            texts.add(number, Layer::Title, |folded| fold_into(&post.title, folded));
            texts.add(number, Layer::Terms, |folded| add_terms(site, post, number, folded, collector));
            texts.add(number, Layer::Summary, |folded| fold_into(&post.summary, folded));
            texts.add(number, Layer::Body, |folded| {
                add_facts(site, post, folded);
                add_body(&post.body, &post.head, &site.config, folded);
            });
        }
        texts
    }

    fn add(&mut self, number: u8, layer: Layer, fold: impl FnOnce(&mut String)) {
        let from = self.folded.len();
        fold(&mut self.folded);
        // Digits that stand together are left out by their number; parted ones would be found part by part.
        if may_hold_parted_number(&self.folded.as_bytes()[from..]) {
            let hidden = hide_personal_numbers(&self.folded[from..]).into_owned();
            self.folded.replace_range(from.., &hidden);
        }
        self.ends.push((number, layer, self.folded.len()));
    }

    fn each(&self) -> impl Iterator<Item = (u8, Layer, &str)> {
        self.ends.iter().scan(0, |from, (number, layer, end)| {
            let text = &self.folded[std::mem::replace(from, *end)..*end];
            Some((*number, *layer, text))
        })
    }
}

/// Whether groups of digits that a blank, a hyphen or a dot parts have together as many as a number of a person.
fn may_hold_parted_number(text: &[u8]) -> bool {
    let (mut end, mut digits) = (0, 0);
    while let Some(start) = next_digit(text, end) {
        let length = text[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let is_joined = end > 0 && start == end + 1 && matches!(text[end], b' ' | b'-' | b'.');
        digits = if is_joined { digits + length } else { length };
        if is_joined && digits > MOST_DIGITS {
            return true;
        }
        end = start + length;
    }
    false
}

/// Tags, places and the like, and the categories that a post is in, which are also tokens of their own to filter by.
/// A notice that came down keeps only what lists show of it.
fn add_terms(site: &Site, one: &Post, number: u8, folded: &mut String, collector: &mut Collector) {
    for term in one.head.terms.values().flatten() {
        fold_into(term, folded);
        folded.push('\n');
    }
    let mut above = one.category;
    while let Some(id) = above {
        let category = site.category(id);
        collector.put_text(&format!("={}", category.folder), Layer::Terms, post(number));
        fold_into(&category.title, folded);
        folded.push('\n');
        above = category.parent;
    }
}

/// What a page shows of the head besides title, terms and summary.
fn add_facts(site: &Site, post: &Post, folded: &mut String) {
    let head = &post.head;
    let mut add = |text: &str| {
        fold_into(text, folded);
        folded.push('\n');
    };
    let event = head.event.as_ref();
    let stated = [&head.source, &head.author, &head.editor, &head.reviewer, &head.doc_no].map(Option::as_deref);
    let event = [event.and_then(|event| event.venue.as_deref()), event.and_then(|event| event.address.as_deref())];
    stated.into_iter().chain(event).flatten().for_each(&mut add);
    head.organisers.iter().for_each(|organiser| add(organiser));
    for stated in &head.figures {
        if let Some(metric) = site.config.metrics.get(&stated.metric) {
            add(&metric.label);
            add(&site.config.language.figure_text(stated.figure.phrase(), &metric.unit));
            add(&crate::figures::plain(stated.figure.value()));
        }
    }
    for document in site.listed_documents(post) {
        add(stem(document.file_name()));
    }
    for row in head.records.rows() {
        row.labels.values().for_each(|label| add(label));
    }
}
