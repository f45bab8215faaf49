//! The tokens of some neighbouring posts, each with the posts that have it.

use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};

use rapidhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use super::layout::{SearchSize, shard_of, shard_of_syllables};
use super::readings::Readings;
use super::tokens::{Detail, Kind, Sink, Token, Window};
use crate::base::{Print, Printer};

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
    /// The number of its first post.
    pub first: u32,
    /// How the index is cut.
    pub size: SearchSize,
    /// The print of all that it is made from.
    pub made_from: Print,
}

/// That a post of a chunk has a token: the number of the post in the chunk, and where the token stands in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Posting(u8);

/// How many posts a chunk can have.
pub(super) const MOST_POSTS: usize = 64;

impl Posting {
    fn new(post: u8, place: Place) -> Self {
        Self(post << 2 | place as u8)
    }

    fn post(self) -> u8 {
        self.0 >> 2
    }

    fn place(self) -> Place {
        match self.0 & 3 {
            0 => Place::Text,
            1 => Place::Term,
            _ => Place::Title,
        }
    }
}

/// The tokens of some posts, by the shards that they belong to. A function of those posts alone.
pub(super) struct Chunk {
    /// The print of all that it was made from.
    made_from: Print,
    /// The number of its first post.
    first: u32,
    /// Tokens by shard, each with where its postings begin; a last entry closes the last ones.
    lists: Vec<(Token, u32)>,
    /// Where in `lists` each shard begins; one more closes the last.
    shards: Vec<u32>,
    /// Of each token its posts by place, the first one first: the bytes of [`Posting`].
    postings: Vec<u8>,
    /// The spellings of tokens that don't hold theirs.
    spellings: BTreeMap<Token, String>,
}

/// What is remembered of a chunk: enough to see which shards another one in its place would change.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct ChunkPrints {
    /// The print of all that it was made from.
    pub made_from: Print,
    /// The prints of what its posts add to each shard.
    shards: Vec<Print>,
}

impl ChunkPrints {
    /// The print of what its posts add to a shard; that of nothing where they add nothing.
    pub(super) fn shard(&self, shard: u32) -> Print {
        self.shards.get(shard as usize).copied().unwrap_or(Print::NOTHING)
    }
}

/// Some posts of a chunk, a bit each.
type Posts = u64;

/// Collects the tokens of posts, one post after the other. One collector serves many chunks, so that its tables are grown
/// once.
pub(super) struct Collector {
    /// The tokens that were met, each with the posts that have it in each place.
    known: HashMap<Token, [Posts; PLACES], RandomState>,
    /// The windows that were met in each layer. Most are met in many posts, which have all tokens of a window in common.
    windows: [HashMap<Window, Posts, RandomState>; LAYERS.len()],
    spellings: BTreeMap<Token, String>,
    /// The post that is read.
    post: Posts,
    layer: Layer,
}

impl Collector {
    pub(super) fn new() -> Self {
        Self {
            known: HashMap::default(),
            windows: Default::default(),
            spellings: BTreeMap::new(),
            post: 1,
            layer: Layer::Title,
        }
    }

    /// From now on tokens are those of the post `number` of the chunk, of [`MOST_POSTS`].
    pub(super) fn enter(&mut self, number: u8, layer: Layer) {
        self.post = 1 << number;
        self.layer = layer;
    }

    /// All that was collected, in the order of the shards; the collector is empty again.
    pub(super) fn finish(&mut self, frame: Frame) -> Chunk {
        let Frame { first, size, made_from } = frame;
        self.break_windows();
        let tokens: Vec<(Token, [Posts; PLACES])> = self.known.drain().collect();
        let (mut lists, mut shards) = (Vec::with_capacity(tokens.len() + 1), vec![0]);
        let mut postings = Vec::with_capacity(tokens.len() * 2);
        for (shard, token, number) in self.ordered(&tokens, size) {
            while shards.len() <= shard as usize {
                shards.push(lists.len() as u32);
            }
            lists.push((token, postings.len() as u32));
            push_postings(tokens[number as usize].1, &mut postings);
        }
        shards.resize(size.all_shards() as usize + 1, lists.len() as u32);
        lists.push((Token::of_text("").0, postings.len() as u32));
        Chunk { made_from, first, lists, shards, postings, spellings: std::mem::take(&mut self.spellings) }
    }

    /// Breaks each window into tokens, for all of its posts at once.
    fn break_windows(&mut self) {
        let (readings, known) = (Readings::table(), &mut self.known);
        for (layer, windows) in LAYERS.into_iter().zip(&mut self.windows) {
            // In any order: what comes together is the same.
            windows.drain().for_each(|(window, posts)| {
                window.tokens(readings, layer.detail(), &mut |token| {
                    known.entry(token).or_default()[layer.place() as usize] |= posts;
                });
            });
        }
    }

    /// The tokens in the order of their shards, each with its number: first put beside those of the same shard, which are
    /// few, and then put in order.
    fn ordered(&self, tokens: &[(Token, [Posts; PLACES])], size: SearchSize) -> Vec<(u32, Token, u32)> {
        let shards: Vec<u32> = self.shards_of_tokens(tokens, size.shards);
        let mut next = vec![0_usize; size.all_shards() as usize + 1];
        shards.iter().for_each(|shard| next[*shard as usize + 1] += 1);
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        let mut order = vec![(0, Token::of_text("").0, 0); shards.len()];
        for ((number, (token, _)), shard) in (0..).zip(tokens).zip(shards) {
            let at = &mut next[shard as usize];
            order[*at] = (shard, *token, number);
            *at += 1;
        }
        let of_shard = order.chunk_by_mut(|one, other| one.0 == other.0);
        of_shard.for_each(|tokens| tokens.sort_unstable_by_key(|(_, token, _)| *token));
        order
    }

    fn shards_of_tokens(&self, tokens: &[(Token, [Posts; PLACES])], count: u32) -> Vec<u32> {
        let readings = Readings::table();
        let shard = |token: Token| match token.kind() {
            Kind::Han(characters) => shard_of(characters.into_iter().filter(|one| *one != '\0'), count),
            Kind::Ascii(bytes) => shard_of(bytes.into_iter().filter(|one| *one != 0).map(char::from), count),
            Kind::Read(first, second) => shard_of_syllables(readings.syllable(first), readings.syllable(second), count),
            Kind::Hashed => shard_of(self.spellings[&token].chars(), count),
        };
        tokens.iter().map(|(token, _)| shard(*token)).collect()
    }
}

/// Adds the posts of a token, each with its highest place.
fn push_postings(posts_of_places: [Posts; PLACES], postings: &mut Vec<u8>) {
    let [text, term, title] = posts_of_places;
    let each = [(Place::Text, text & !term & !title), (Place::Term, term & !title), (Place::Title, title)];
    for (place, mut posts) in each {
        while posts != 0 {
            postings.push(Posting::new(posts.trailing_zeros() as u8, place).0);
            posts &= posts - 1;
        }
    }
}

impl Sink for Collector {
    fn put(&mut self, token: Token) {
        self.known.entry(token).or_default()[self.layer.place() as usize] |= self.post;
    }

    fn put_window(&mut self, window: Window) {
        *self.windows[self.layer as usize].entry(window).or_default() |= self.post;
    }

    fn put_text(&mut self, text: &str) {
        let (token, unspelled) = Token::of_text(text);
        if unspelled && !self.spellings.contains_key(&token) {
            self.spellings.insert(token, text.to_owned());
        }
        self.put(token);
    }
}

impl Chunk {
    /// The prints of what its posts add to each shard.
    pub(super) fn prints(&self) -> ChunkPrints {
        let shards = (0..self.shards.len() as u32 - 1).map(|shard| self.print_of_shard(shard));
        ChunkPrints { made_from: self.made_from, shards: shards.collect() }
    }

    fn print_of_shard(&self, shard: u32) -> Print {
        let (from, to) = (self.shards[shard as usize] as usize, self.shards[shard as usize + 1] as usize);
        if from == to {
            return Print::NOTHING;
        }
        let mut printer = Printer::default();
        for at in from..to {
            let list = self.list(at);
            (self.lists[at].0, list.len()).hash(&mut printer);
            printer.write(list);
        }
        printer.print()
    }

    /// The tokens of a shard, each with its number in this chunk.
    pub(super) fn shard(&self, shard: u32) -> impl Iterator<Item = (Token, u32)> {
        let (from, to) = (self.shards[shard as usize], self.shards[shard as usize + 1]);
        (from..to).map(|at| (self.lists[at as usize].0, at))
    }

    /// Adds the posts of a token by its number, each numbered as in the whole index, to those of their places.
    pub(super) fn add_posts(&self, number: u32, places: &mut [Vec<u32>; PLACES]) {
        for of_place in self.list(number as usize).chunk_by(|one, other| one & 3 == other & 3) {
            let posts = of_place.iter().map(|byte| self.first + u32::from(Posting(*byte).post()));
            places[Posting(of_place[0]).place() as usize].extend(posts);
        }
    }

    /// How a token of this chunk is spelled.
    pub(super) fn spelling(&self, token: Token) -> String {
        let mut spelling = String::new();
        if !token.spell(&mut spelling) {
            spelling.clone_from(&self.spellings[&token]);
        }
        spelling
    }

    fn list(&self, at: usize) -> &[u8] {
        &self.postings[self.lists[at].1 as usize..self.lists[at + 1].1 as usize]
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
            collector.enter(number, layer);
            collector.put_text("miao");
        }
        let chunk = collector.finish(Frame { first: 64, size: SearchSize::of(10), made_from: Print::NOTHING });
        let mut places = <[Vec<u32>; PLACES]>::default();
        chunk.shard(0).for_each(|(_, number)| chunk.add_posts(number, &mut places));
        assert_eq!(places, [vec![73], vec![69], vec![67]]);
    }
}
