//! The tokens of some neighbouring posts, each with the posts that have it.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use rapidhash::fast::RandomState;
use serde::{Deserialize, Serialize};

use super::layout::shard_of;
use super::tokens::{Sink, Token};
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

/// What a chunk is besides its posts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The number of its first post.
    pub first: u32,
    /// How many shards there are.
    pub shards: u32,
    /// The print of all that it is made from.
    pub made_from: Print,
}

/// The tokens of some posts, by the shards that they belong to. A function of those posts alone.
pub(super) struct Chunk {
    /// The print of all that it was made from.
    made_from: Print,
    /// The number of its first post.
    first: u32,
    /// Tokens by shard, each with where its list begins in `bytes`; a last entry closes the last list.
    lists: Vec<(Token, u32)>,
    /// Where in `lists` each shard begins; one more closes the last.
    shards: Vec<u32>,
    bytes: Vec<u8>,
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

/// Collects the tokens of posts, one post after the other.
pub(super) struct Collector {
    ids: HashMap<Token, u32, RandomState>,
    lists: Vec<List>,
    spellings: BTreeMap<Token, String>,
    post: u32,
    place: Place,
}

struct List {
    token: Token,
    /// The last post that has it, counted from 1; 0 where none has.
    last: u32,
    bytes: Vec<u8>,
}

impl Collector {
    pub(super) fn new() -> Self {
        // A chunk has some ten thousands of them; a table that grows is filled several times.
        let ids = HashMap::with_capacity_and_hasher(1 << 16, RandomState::default());
        Self { ids, lists: Vec::new(), spellings: BTreeMap::new(), post: 0, place: Place::Title }
    }

    /// From now on tokens are those of the post `number` of the chunk. A post's higher places come first.
    pub(super) fn enter(&mut self, number: u32, place: Place) {
        self.post = number + 1;
        self.place = place;
    }

    /// All that was collected, in the order of the shards.
    pub(super) fn finish(self, frame: Frame) -> Chunk {
        let Frame { first, shards: shard_count, made_from } = frame;
        let mut order: Vec<(u32, Token, usize)> = Vec::with_capacity(self.lists.len());
        let mut spelling = String::new();
        for (at, list) in self.lists.iter().enumerate() {
            spelling.clear();
            let text = if list.token.spell(&mut spelling) { &spelling } else { &self.spellings[&list.token] };
            order.push((shard_of(text, shard_count), list.token, at));
        }
        order.sort_unstable();
        let (mut lists, mut shards, mut bytes) = (Vec::with_capacity(order.len() + 1), vec![0], Vec::new());
        for (shard, token, at) in order {
            while shards.len() <= shard as usize {
                shards.push(lists.len() as u32);
            }
            lists.push((token, bytes.len() as u32));
            bytes.extend_from_slice(&self.lists[at].bytes);
        }
        while shards.len() <= shard_count as usize {
            shards.push(lists.len() as u32);
        }
        lists.push((Token::of_text("").0, bytes.len() as u32));
        Chunk { made_from, first, lists, shards, bytes, spellings: self.spellings }
    }
}

impl Sink for Collector {
    fn put(&mut self, token: Token) {
        let next = self.lists.len() as u32;
        let id = *self.ids.entry(token).or_insert(next);
        if id == next {
            self.lists.push(List { token, last: 0, bytes: Vec::new() });
        }
        let list = &mut self.lists[id as usize];
        if list.last != self.post {
            push_number(&mut list.bytes, (self.post - list.last) << 2 | self.place as u32);
            list.last = self.post;
        }
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
            (self.lists[at].0, self.list(at)).hash(&mut printer);
        }
        printer.print()
    }

    /// The tokens of a shard, spelled, each with its list.
    pub(super) fn shard(&self, shard: u32) -> impl Iterator<Item = (String, &[u8])> {
        let from = self.shards[shard as usize] as usize;
        let to = self.shards[shard as usize + 1] as usize;
        (from..to).map(|at| {
            let mut spelling = String::new();
            let token = self.lists[at].0;
            if !token.spell(&mut spelling) {
                spelling.clone_from(&self.spellings[&token]);
            }
            (spelling, self.list(at))
        })
    }

    fn list(&self, at: usize) -> &[u8] {
        &self.bytes[self.lists[at].1 as usize..self.lists[at + 1].1 as usize]
    }

    /// Gives the posts of a list with their places, numbered as in the whole index.
    pub(super) fn read_list(&self, list: &[u8], mut put: impl FnMut(u32, Place)) {
        let mut rest = list;
        let mut post = 0;
        while let Some(number) = take_number(&mut rest) {
            post += number >> 2;
            let place = match number & 3 {
                0 => Place::Text,
                1 => Place::Term,
                _ => Place::Title,
            };
            put(self.first + post - 1, place);
        }
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
