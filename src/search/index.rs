//! The index of a site.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use super::fold::fold_into;
use super::layout::{SearchSize, list_bytes, shard_bytes, shard_of};
use super::postings::{Chunk, Collector, Frame, PLACES, Place};
use super::readings::Readings;
use super::text::add_body;
use super::tokens::{Detail, Sink, Tokenizer};
use crate::base::Print;
use crate::model::{Facet, Post, PostId, Site};

/// How many posts are read together, and so how many are read again where one of them has changed. Fixed, so that the
/// number of threads changes nothing.
const CHUNK: usize = 64;

/// What each post of a site can be found by.
///
/// Posts are numbered by their dates, the oldest first and those without a date before it, so that a new post changes
/// the number of none. What came down or isn't built isn't in the [`Site`], and so not here.
pub struct SearchIndex {
    size: SearchSize,
    order: Vec<PostId>,
    chunks: Vec<Arc<Chunk>>,
    readings: Arc<Readings>,
    /// The lines of the files of readings, made with the first of them.
    reading_files: OnceLock<Vec<String>>,
}

impl SearchIndex {
    /// Reads all posts and pages of a site; those that the index of the site `before` has read already are not read again.
    pub fn new(site: &Site, before: Option<&Self>) -> Self {
        let order = Self::order(site);
        let size = SearchSize::of(order.len());
        let readings = before.map_or_else(|| Arc::new(Readings::new()), |before| Arc::clone(&before.readings));
        let common = print_of_surroundings(site, size);
        let chunks = in_threads(order.len().div_ceil(CHUNK), |at| {
            let ids = order.iter().skip(at * CHUNK).take(CHUNK);
            let posts: Vec<&Post> = ids.map(|id| site.post(*id)).collect();
            let made_from = Print::of(&(common, posts.iter().map(|post| post.print()).collect::<Vec<_>>()));
            let known = before.and_then(|before| before.chunks.get(at)).filter(|known| known.made_from == made_from);
            let frame = Frame { first: (at * CHUNK) as u32, shards: size.shards, made_from };
            known.map_or_else(|| Arc::new(read_chunk(site, &posts, frame, &readings)), Arc::clone)
        });
        Self { size, order, chunks, readings, reading_files: OnceLock::new() }
    }

    /// The print of a shard.
    pub fn shard_print(&self, shard: u32) -> Print {
        Print::of(&(self.size.shards, self.chunks.iter().map(|chunk| chunk.shard_print(shard)).collect::<Vec<_>>()))
    }

    /// The print of all that a part of the cards is made from.
    pub fn cards_print(&self, site: &Site, part: usize) -> Print {
        let cards = self.card_part(part).iter().map(|id| site.post(*id));
        Print::of(&cards.map(|post| (&post.title, &post.url, post.day(), &post.folder)).collect::<Vec<_>>())
    }

    /// The print of which posts there are, with their numbers and days.
    pub fn order_print(site: &Site) -> Print {
        let order = Self::order(site);
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

    /// Into how many files it is cut.
    pub fn size(&self) -> SearchSize {
        self.size
    }

    /// The posts whose cards are in a part, in the order of their numbers.
    pub fn card_part(&self, part: usize) -> &[PostId] {
        self.order.chunks(super::CARDS_A_PART).nth(part).unwrap_or_default()
    }

    /// The bytes of a shard.
    pub fn shard(&self, shard: u32) -> Vec<u8> {
        let mut lists: BTreeMap<String, [Vec<u32>; PLACES]> = BTreeMap::new();
        for chunk in &self.chunks {
            for (spelling, list) in chunk.shard(shard) {
                let places = lists.entry(spelling).or_default();
                chunk.read_list(list, |post, place| places[place as usize].push(post));
            }
        }
        let encoded: Vec<_> = lists.into_iter().map(|(spelling, places)| (spelling, list_bytes(&places))).collect();
        shard_bytes(&encoded)
    }

    /// A file of readings: for each two syllables on a line the pairs of characters that are read so, those met most
    /// often first: `chun'feng 春风`.
    pub fn reading_file(&self, file: u32) -> &str {
        let files = self.reading_files.get_or_init(|| self.reading_lines());
        files.get(file as usize).map_or("", String::as_str)
    }

    fn reading_lines(&self) -> Vec<String> {
        let mut pairs: BTreeMap<(char, char), usize> = BTreeMap::new();
        for (pair, weight) in self.chunks.iter().flat_map(|chunk| chunk.han_pairs()) {
            *pairs.entry(pair).or_default() += weight;
        }
        let mut lines: BTreeMap<String, Vec<WeighedPair>> = BTreeMap::new();
        for (pair, weight) in pairs {
            self.readings.each(pair.0, |first| {
                self.readings.each(pair.1, |second| {
                    lines.entry(format!("{first}'{second}")).or_default().push((weight, pair));
                });
            });
        }
        let mut files = vec![String::new(); self.size.readings as usize];
        for (reading, mut met) in lines {
            let first = reading.split('\'').next().unwrap_or_default();
            let file = &mut files[shard_of(first, self.size.readings) as usize];
            met.sort_by_key(|(weight, pair)| (std::cmp::Reverse(*weight), *pair));
            file.push_str(&reading);
            file.push(' ');
            file.extend(met.into_iter().flat_map(|(_, (first, second))| [first, second]));
            file.push('\n');
        }
        files
    }
}

/// The results of `count` jobs, in their order. Threads of its own: those of the pool wait for the index while it is
/// made, and a job that waited among them would wait for itself.
fn in_threads<T: Send>(count: usize, job: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(count);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= count {
                return done;
            }
            done.push((at, job(at)));
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

/// How often two neighbours are met, roughly; and the neighbours.
type WeighedPair = (usize, (char, char));

/// The print of all that a chunk is made from besides its posts.
fn print_of_surroundings(site: &Site, size: SearchSize) -> Print {
    let categories = site.categories().iter().map(|category| site.print(&Facet::Category(category.folder.clone())));
    Print::of(&(size.shards, site.print(&Facet::Config), categories.collect::<Vec<_>>()))
}

fn read_chunk(site: &Site, posts: &[&Post], frame: Frame, readings: &Readings) -> Chunk {
    let mut collector = Collector::new();
    let mut tokenizer = Tokenizer::new(readings);
    let mut folded = String::new();
    for (number, post) in (0..).zip(posts) {
        collector.enter(number, Place::Title);
        folded.clear();
        fold_into(&post.title, &mut folded);
        tokenizer.read(&folded, Detail::Name, &mut collector);
        collector.enter(number, Place::Term);
        folded.clear();
        add_terms(site, post, &mut folded, &mut collector);
        tokenizer.read(&folded, Detail::Name, &mut collector);
        collector.enter(number, Place::Text);
        folded.clear();
        fold_into(&post.summary, &mut folded);
        tokenizer.read(&folded, Detail::Summary, &mut collector);
        folded.clear();
        add_facts(site, post, &mut folded);
        add_body(&post.body, &post.head, &site.config, &mut folded);
        tokenizer.read(&folded, Detail::Body, &mut collector);
    }
    collector.finish(frame)
}

/// Tags, places and the like, and the categories that a post is in, which are also tokens of their own to filter by.
/// A notice that came down keeps only what lists show of it.
fn add_terms(site: &Site, post: &Post, folded: &mut String, sink: &mut impl Sink) {
    for term in post.head.terms.values().flatten() {
        fold_into(term, folded);
        folded.push('\n');
    }
    let mut above = post.category;
    while let Some(id) = above {
        let category = site.category(id);
        sink.put_text(&format!("={}", category.folder));
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
    let stated = [head.source.as_deref(), head.author.as_deref(), head.doc_no.as_deref()];
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
    for row in head.records.rows() {
        row.labels.values().for_each(|label| add(label));
    }
}
