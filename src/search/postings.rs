//! The tokens of some neighbouring posts, each with the posts that have it.

use std::collections::{BTreeMap, HashMap};

use rapidhash::fast::RandomState;
use rapidhash::v3::rapidhash_v3;
use serde::{Deserialize, Serialize};

use super::layout::{CharacterHash, SearchSize, shard_of, shard_of_syllables};
use super::posts::Groups;
use super::readings::Readings;
use super::tokens::{Detail, Kind, Sink, Token, Window, single, windows};
use crate::base::{Print, Prints};

/// Where in a post a token stands; the highest place counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// Its text.
    Text,
    /// Its tags, places, category.
    Term,
    /// Its title.
    Title,
}

/// How many places there are.
pub(super) const PLACES: usize = 3;

/// The texts of a post, by what is wanted of them and by the place that their tokens get.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    /// Its title.
    Title,
    /// Its tags, places, categories.
    Terms,
    /// Its summary.
    Summary,
    /// All else that its page shows.
    Body,
}

const LAYERS: [Layer; 4] = [Layer::Title, Layer::Terms, Layer::Summary, Layer::Body];

impl Layer {
    fn place(self) -> Place {
        match self {
            Self::Title => Place::Title,
            Self::Terms => Place::Term,
            Self::Summary | Self::Body => Place::Text,
        }
    }

    /// What is wanted of such a text.
    pub(super) fn detail(self) -> Detail {
        match self {
            Self::Title | Self::Terms => Detail::Name,
            Self::Summary => Detail::Summary,
            Self::Body => Detail::Body,
        }
    }
}

/// What a chunk is besides its posts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// Which of the index's chunks it is.
    pub number: u32,
    /// How the index is cut.
    pub size: SearchSize,
    /// The print of all that it is made from.
    pub made_from: Print,
}

/// Some posts of a chunk, a bit each.
pub(super) type Posts = u64;

/// How many posts a chunk can have.
pub(super) const MOST_POSTS: usize = Posts::BITS as usize;

/// The tokens of some posts, by the shards that they belong to. A function of those posts alone, but for the order of the
/// tokens in a shard, which is any.
pub(super) struct Chunk {
    /// The print of all that it was made from.
    made_from: Print,
    /// Which of the index's chunks it is.
    number: u32,
    /// Of each place the tokens by shard, each with the posts that have it there and in no higher place.
    places: [Groups<(Token, Posts)>; PLACES],
    /// The spellings of tokens that don't hold theirs.
    spellings: BTreeMap<Token, String>,
}

/// What is remembered of a chunk: enough to see which shards another one in its place would change.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct ChunkPrints {
    /// The print of all that it was made from.
    pub made_from: Print,
    /// The prints of what its posts add to each shard.
    shards: Prints,
}

impl ChunkPrints {
    /// The print of what its posts add to a shard; that of nothing where they add nothing.
    pub(super) fn shard(&self, shard: u32) -> Print {
        self.shards.get(shard as usize)
    }
}

/// Collects the tokens of the posts of a chunk. One collector serves many chunks, so that its tables are grown once.
pub(super) struct Collector {
    /// The tokens that were met in each place, each with the posts that have it there.
    known: [HashMap<Token, Posts, RandomState>; PLACES],
    /// The windows that were met in each layer. Most are met in many posts, which have all tokens of a window in common.
    windows: [HashMap<Window, Posts, RandomState>; LAYERS.len()],
    spellings: BTreeMap<Token, String>,
    /// How each syllable begins the hash of its tokens.
    syllables: Vec<CharacterHash>,
}

impl Collector {
    pub(super) fn new() -> Self {
        let syllables = Readings::table().all_syllables().map(CharacterHash::of_syllable);
        Self {
            known: Default::default(),
            windows: Default::default(),
            spellings: BTreeMap::new(),
            syllables: syllables.collect(),
        }
    }

    /// Adds a token by its spelling.
    pub(super) fn put_text(&mut self, text: &str, layer: Layer, posts: Posts) {
        let (token, unspelled) = Token::of_text(text);
        if unspelled && !self.spellings.contains_key(&token) {
            self.spellings.insert(token, text.to_owned());
        }
        self.put(token, layer, posts);
    }

    fn put(&mut self, token: Token, layer: Layer, posts: Posts) {
        *self.known[layer.place() as usize].entry(token).or_default() |= posts;
    }

    /// Adds a run of Han characters.
    fn put_run(&mut self, run: &str, layer: Layer, posts: Posts) {
        if let Some(token) = single(run).filter(|_| layer.detail() != Detail::Name) {
            self.put(token, layer, posts);
        }
        let met = &mut self.windows[layer as usize];
        windows(run).for_each(|window| *met.entry(window).or_default() |= posts);
    }

    /// All that was collected, by shards; the collector is empty again.
    pub(super) fn finish(&mut self, frame: Frame) -> Chunk {
        let Frame { number, size, made_from } = frame;
        self.break_windows();
        self.keep_highest_places();
        let places = std::array::from_fn(|place| {
            let tokens: Vec<(Token, Posts)> = self.known[place].drain().filter(|(_, posts)| *posts != 0).collect();
            let tokens = tokens.into_iter().map(|token| (self.shard_of(token.0, size), token));
            let mut by_shard = Groups::default();
            by_shard.fill(&tokens.collect::<Vec<_>>(), size.all_shards() as usize);
            by_shard
        });
        Chunk { made_from, number, places, spellings: std::mem::take(&mut self.spellings) }
    }

    /// Breaks each window into tokens, for all of its posts at once.
    fn break_windows(&mut self) {
        let readings = Readings::table();
        for (layer, windows) in LAYERS.into_iter().zip(&mut self.windows) {
            let known = &mut self.known[layer.place() as usize];
            // In any order: what comes together is the same.
            windows.drain().for_each(|(window, posts)| {
                window.tokens(readings, layer.detail(), &mut |token| *known.entry(token).or_default() |= posts);
            });
        }
    }

    /// Of the places of a token in a post the highest one stays.
    fn keep_highest_places(&mut self) {
        let [texts, terms, titles] = &mut self.known;
        let without = |map: &mut HashMap<Token, Posts, RandomState>, token: &Token, posts: Posts| {
            map.get_mut(token).into_iter().for_each(|known| *known &= !posts);
        };
        titles.iter().for_each(|(token, posts)| without(terms, token, *posts));
        titles.iter().chain(terms.iter()).for_each(|(token, posts)| without(texts, token, *posts));
    }

    fn shard_of(&self, token: Token, size: SearchSize) -> u32 {
        match token.kind() {
            Kind::Han(characters) => shard_of(characters.into_iter().filter(|one| *one != '\0'), size),
            Kind::Ascii(bytes) => shard_of(bytes.into_iter().filter(|one| *one != 0).map(char::from), size),
            Kind::Read(first, second) => {
                let begun = usize::from(first).checked_sub(1).and_then(|at| self.syllables.get(at));
                let begun = begun.copied().unwrap_or_default();
                shard_of_syllables(begun, Readings::table().syllable(second), size)
            }
            Kind::Hashed => shard_of(self.spellings[&token].chars(), size),
        }
    }
}

/// What is read of the posts of a chunk: words go to a collector, runs of Han characters are kept until all posts that say the
/// same are known.
pub(super) struct Reading<'t, 'c> {
    collector: &'c mut Collector,
    runs: [HashMap<&'t str, Posts, RandomState>; LAYERS.len()],
    posts: Posts,
    layer: Layer,
}

impl<'t, 'c> Reading<'t, 'c> {
    pub(super) fn new(collector: &'c mut Collector) -> Self {
        Self { collector, runs: Default::default(), posts: 0, layer: Layer::Title }
    }

    /// From now on a text of the post `number` of the chunk is read.
    pub(super) fn enter(&mut self, number: u8, layer: Layer) {
        self.posts = post(number);
        self.layer = layer;
    }

    /// Hands over what was kept.
    pub(super) fn end(mut self) {
        for (layer, runs) in LAYERS.into_iter().zip(&mut self.runs) {
            runs.drain().for_each(|(run, posts)| self.collector.put_run(run, layer, posts));
        }
    }
}

impl<'t> Sink<'t> for Reading<'t, '_> {
    fn put_text(&mut self, text: &str) {
        self.collector.put_text(text, self.layer, self.posts);
    }

    fn put_run(&mut self, run: &'t str) {
        *self.runs[self.layer as usize].entry(run).or_default() |= self.posts;
    }
}

/// One post of a chunk, by its number there.
pub(super) fn post(number: u8) -> Posts {
    1 << number
}

impl Chunk {
    /// Which of the index's chunks it is.
    pub(super) fn number(&self) -> u32 {
        self.number
    }

    /// The prints of what its posts add to each shard.
    pub(super) fn prints(&self) -> ChunkPrints {
        let shards = (0..self.places[0].count() as u32).map(|shard| self.print_of_shard(shard));
        ChunkPrints { made_from: self.made_from, shards: shards.collect() }
    }

    /// The sum of a hash for each token, since they have no order.
    fn print_of_shard(&self, shard: u32) -> Print {
        let hash = |(place, token, posts): (Place, Token, Posts)| {
            let mut bytes = [place as u8; 17];
            bytes[..8].copy_from_slice(&token.bytes());
            bytes[8..16].copy_from_slice(&posts.to_le_bytes());
            rapidhash_v3(&bytes)
        };
        match self.shard(shard).map(hash).reduce(u64::wrapping_add) {
            Some(sum) => Print::of(&sum),
            None => Print::NOTHING,
        }
    }

    /// The tokens of a shard, each with a place and the posts that have it there and in no higher place.
    pub(super) fn shard(&self, shard: u32) -> impl Iterator<Item = (Place, Token, Posts)> {
        let each = [Place::Text, Place::Term, Place::Title].into_iter().zip(&self.places);
        each.flat_map(move |(place, of_place)| {
            of_place.group(shard as usize).iter().map(move |(token, posts)| (place, *token, *posts))
        })
    }

    /// How a token of this chunk is spelled.
    pub(super) fn spelling(&self, token: Token) -> String {
        let mut spelling = String::new();
        if !token.spell(&mut spelling) {
            spelling.clone_from(&self.spellings[&token]);
        }
        spelling
    }
}

/// Writes a number by sevens of bits, the lowest first; all but the last byte have the highest bit set.
pub(super) fn push_number(bytes: &mut Vec<u8>, number: u32) {
    let mut rest = number;
    while rest >= 0x80 {
        bytes.push((rest & 0x7F) as u8 | 0x80);
        rest >>= 7;
    }
    bytes.push(rest as u8);
}

/// Reads a number that [`push_number`] wrote; `None` at the end.
pub(super) fn take_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0;
    for (at, byte) in bytes.iter().enumerate().take(5) {
        number |= u32::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            *bytes = &bytes[at + 1..];
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_post_the_highest_place_of_a_token_counts() {
        let mut collector = Collector::new();
        for (number, layer) in
            [(3, Layer::Title), (3, Layer::Body), (5, Layer::Body), (5, Layer::Terms), (9, Layer::Body)]
        {
            collector.put_text("miao", layer, post(number));
        }
        let chunk = collector.finish(Frame { number: 1, size: SearchSize::of(1), made_from: Print::NOTHING });
        let posts: Vec<(Place, Posts)> = chunk.shard(0).map(|(place, _, posts)| (place, posts)).collect();
        assert_eq!(posts, [(Place::Text, post(9)), (Place::Term, post(5)), (Place::Title, post(3))]);
    }
}
