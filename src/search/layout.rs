//! How the index is cut into files and how one is laid out; `client/search.js` reads it.
//!
//! A shard is: the length of the spellings in bytes; the spellings of its tokens in the order of their bytes, each ended
//! by a line end; for each token the length of its list in bytes; the lists. A list is up to three sets of posts: those that
//! have the token in their text, then in their terms, then in their title; empty ones at the end are left out. A set is a number,
//! twice the count, plus one where it is a bitmap. A bitmap is the first post, the length in bytes, the bytes, lowest bit
//! first; else the posts follow as distances, the first one's from -1. Numbers are written by sevens of bits, the lowest first.

use serde::{Deserialize, Serialize};

use super::postings::{PLACES, push_number, take_number};
use super::posts::{Block, count, push_post};

/// A part of the index that a browser fetches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SearchPart {
    /// The lists of some tokens.
    Shard(u32),
    /// How some Han characters are read.
    Readings(u32),
}

/// How many posts a part of the cards holds.
pub const CARDS_A_PART: usize = 8;

/// Into how many files the index of a number of posts is cut. Neighbouring numbers have the same, so that a new post leaves
/// most files as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchSize {
    /// How many posts and pages there are.
    pub posts: usize,
    /// How many shards hold texts: so many that one takes some KB.
    pub shards: u32,
    /// How many shards behind them hold syllables.
    pub syllables: u32,
    /// How many files of readings.
    pub readings: u32,
}

impl SearchSize {
    /// For a number of posts and pages. Few posts say little alike, so that each fills more of a shard than one of many.
    pub fn of(posts: usize) -> Self {
        const OF_FEW: usize = 256;
        let of_few = (posts / 2).next_power_of_two().min(OF_FEW);
        let shards = (posts / 8).next_power_of_two().max(of_few).min(4096) as u32;
        Self { posts, shards, syllables: shards.div_ceil(2), readings: shards.div_ceil(4) }
    }

    /// How many shards there are.
    pub fn all_shards(self) -> u32 {
        self.shards + self.syllables
    }

    /// How many parts of cards.
    pub fn card_parts(self) -> usize {
        self.posts.div_ceil(CARDS_A_PART)
    }
}

/// The shard of a token of a text.
pub(super) fn shard_of(characters: impl Iterator<Item = char>, size: SearchSize) -> u32 {
    characters.fold(CharacterHash::default(), CharacterHash::and).part(size.shards)
}

/// The shard of one or two syllables, of which the first has begun a hash. They have shards of their own behind those of texts: who
/// searches for texts has nothing of them to fetch.
pub(super) fn shard_of_syllables(first: CharacterHash, second: &str, size: SearchSize) -> u32 {
    size.shards + part_behind(first, second, size.syllables)
}

/// The part of how two syllables are written: where others are that begin alike up to the second one's first letter, since
/// who types has its beginning only.
pub(super) fn part_of_reading(first: &str, second: &str, parts: u32) -> u32 {
    part_behind(CharacterHash::of_syllable(first), second, parts)
}

fn part_behind(first: CharacterHash, second: &str, parts: u32) -> u32 {
    second.chars().next().map_or(first, |letter| first.and(letter)).part(parts)
}

/// A hash over UTF-16, which is what a browser has at hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct CharacterHash(u32);

impl Default for CharacterHash {
    fn default() -> Self {
        Self(0x811C_9DC5)
    }
}

impl CharacterHash {
    /// What the first of two syllables adds.
    pub(super) fn of_syllable(first: &str) -> Self {
        first.chars().chain(['\'']).fold(Self::default(), Self::and)
    }

    fn and(self, character: char) -> Self {
        let mut units = [0; 2];
        let add = |hash: u32, unit: &mut u16| (hash ^ u32::from(*unit)).wrapping_mul(0x0100_0193);
        Self(character.encode_utf16(&mut units).iter_mut().fold(self.0, add))
    }

    /// One of a number of parts, which is a power of two.
    fn part(self, parts: u32) -> u32 {
        let hash = (self.0 ^ self.0 >> 15).wrapping_mul(0x2C1B_3C6D);
        (hash ^ hash >> 12) & (parts - 1)
    }
}

/// Writes a shard, token by token in their order.
#[derive(Default)]
pub(super) struct ShardWriter {
    spellings: Vec<u8>,
    lengths: Vec<u8>,
    lists: Vec<u8>,
}

impl ShardWriter {
    /// A token with the posts of each place, each set ascending.
    pub(super) fn add(&mut self, spelling: &str, places: [&[Block]; PLACES]) {
        let from = self.lists.len();
        push_list(&mut self.lists, places);
        self.spell(spelling, self.lists.len() - from);
    }

    /// A token with its list as it was written before.
    pub(super) fn add_written(&mut self, spelling: &str, list: &[u8]) {
        self.lists.extend_from_slice(list);
        self.spell(spelling, list.len());
    }

    fn spell(&mut self, spelling: &str, length: usize) {
        self.spellings.extend_from_slice(spelling.as_bytes());
        self.spellings.push(b'\n');
        push_number(&mut self.lengths, length as u32);
    }

    /// The bytes of the shard.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.spellings.len() + self.lengths.len() + self.lists.len() + 5);
        push_number(&mut bytes, self.spellings.len() as u32);
        [self.spellings, self.lengths, self.lists].iter().for_each(|part| bytes.extend_from_slice(part));
        bytes
    }
}

fn push_list(bytes: &mut Vec<u8>, places: [&[Block]; PLACES]) {
    let used = places.iter().rposition(|posts| !posts.is_empty()).map_or(0, |last| last + 1);
    for posts in &places[..used] {
        push_set(bytes, posts);
    }
}

/// How many bytes a bitmap has besides its bits, or a little less.
const HEAD_OF_BITMAP: usize = 3;

fn push_set(bytes: &mut Vec<u8>, posts: &[Block]) {
    let (Some(first), Some(last)) = (posts.first(), posts.last()) else { return push_number(bytes, 0) };
    let (first, count) = (first.first(), count(posts));
    let length = ((last.last() - first) / 8 + 1) as usize;
    // A distance takes a byte at least.
    if count as usize <= length + HEAD_OF_BITMAP {
        let beginning = bytes.len();
        push_number(bytes, count * 2);
        let head = bytes.len();
        push_distances(bytes, posts);
        if bytes.len() - head <= length + HEAD_OF_BITMAP {
            return;
        }
        bytes.truncate(beginning);
    }
    push_number(bytes, count * 2 + 1);
    push_number(bytes, first);
    push_number(bytes, length as u32);
    push_bitmap(bytes, posts, first, length);
}

/// How far each post is from the one before.
fn push_distances(bytes: &mut Vec<u8>, posts: &[Block]) {
    let mut next = 0;
    for post in posts.iter().flat_map(|block| block.each()) {
        push_number(bytes, post - next);
        next = post.saturating_add(1);
    }
}

/// A bit for each post from `first` on.
fn push_bitmap(bytes: &mut Vec<u8>, posts: &[Block], first: u32, length: usize) {
    let from = bytes.len();
    bytes.resize(from + length, 0);
    for block in posts {
        let (at, bits) = match block.start().checked_sub(first) {
            Some(at) => ((at / 8) as usize, u128::from(block.posts) << (at % 8)),
            None => (0, u128::from(block.posts >> (first - block.start()))),
        };
        let places = bytes[from + at..].iter_mut();
        places.zip(bits.to_le_bytes()).for_each(|(place, bits)| *place |= bits);
    }
}

/// The tokens of a shard, each with its encoded list; nothing where it isn't one.
pub(super) fn read_shard(bytes: &[u8]) -> Option<Vec<(&str, &[u8])>> {
    let mut rest = bytes;
    let spelled = take_bytes(&mut rest)?;
    let mut tokens = Vec::new();
    for spelling in std::str::from_utf8(spelled).ok()?.split_terminator('\n') {
        tokens.push((spelling, take_number(&mut rest)? as usize));
    }
    let mut read = Vec::with_capacity(tokens.len());
    for (spelling, length) in tokens {
        let (list, after) = rest.split_at_checked(length)?;
        read.push((spelling, list));
        rest = after;
    }
    Some(read)
}

/// Adds the posts of each place of an encoded list.
pub(super) fn read_list(list: &[u8], places: &mut [Vec<Block>; PLACES]) -> Option<()> {
    let mut rest = list;
    for posts in places {
        if rest.is_empty() {
            break;
        }
        read_set(&mut rest, posts)?;
    }
    Some(())
}

fn read_set(rest: &mut &[u8], posts: &mut Vec<Block>) -> Option<()> {
    let head = take_number(rest)?;
    if head & 1 == 1 {
        let first = take_number(rest)?;
        for (at, byte) in (0..).zip(take_bytes(rest)?) {
            let here = (0..8).filter(|bit| byte >> bit & 1 == 1);
            here.for_each(|bit| push_post(posts, first.saturating_add(at * 8 + bit)));
        }
        return Some(());
    }
    let mut next = 0_u32;
    for _ in 0..head / 2 {
        let post = next.checked_add(take_number(rest)?)?;
        push_post(posts, post);
        next = post.checked_add(1)?;
    }
    Some(())
}

/// Bytes that follow their number.
fn take_bytes<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = take_number(rest)? as usize;
    let (taken, after) = rest.split_at_checked(length)?;
    *rest = after;
    Some(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(posts: impl IntoIterator<Item = u32>) -> Vec<Block> {
        let mut blocks = Vec::new();
        posts.into_iter().for_each(|post| push_post(&mut blocks, post));
        blocks
    }

    #[test]
    fn what_was_written_is_read() {
        let sparse = [blocks([0, 7, 130, 90_000]), Vec::new(), blocks([3])];
        let dense = [blocks(5..600), blocks([1]), Vec::new()];
        let mixed = [blocks((70..900).filter(|post| post % 3 > 0 || post % 5 == 0)), blocks(640..704), blocks([0, 63])];
        let all = [("春风", dense), ("风雨", sparse), ("雨水", mixed)];
        let mut shard = ShardWriter::default();
        all.iter().for_each(|(spelling, places)| shard.add(spelling, places.each_ref().map(Vec::as_slice)));
        let bytes = shard.finish();
        let read = read_shard(&bytes).expect("a shard");
        let places = |list| {
            let mut places = Default::default();
            read_list(list, &mut places).map(|()| places)
        };
        let read: Vec<_> = read.into_iter().map(|(spelling, list)| (spelling, places(list))).collect();
        assert_eq!(read, all.map(|(spelling, places)| (spelling, Some(places))));
        assert_eq!(read_shard(&ShardWriter::default().finish()), Some(Vec::new()));
    }

    #[test]
    fn a_set_is_written_as_what_is_shorter() {
        let written = |posts: Vec<u32>| {
            let mut bytes = Vec::new();
            push_set(&mut bytes, &blocks(posts));
            bytes
        };
        assert_eq!(written(vec![2, 9, 300]), [6, 2, 6, 0xA2, 2]);
        // From the first post on, over the border of a block.
        assert_eq!(written((60..70).filter(|post| *post != 62).collect()), [19, 60, 2, 0b1111_1011, 0b11]);
        assert_eq!(written((60..102).collect()), [85, 60, 6, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 3]);
    }

    #[test]
    fn what_is_no_shard_is_refused() {
        let mut shard = ShardWriter::default();
        shard.add("春风", [&blocks([2, 9]), &[], &blocks([9])]);
        let whole = shard.finish();
        for end in 0..whole.len() {
            let read = read_shard(&whole[..end]);
            assert!(read.is_none(), "{end}: {read:?}");
        }
        assert!(read_list(&[6, 1], &mut Default::default()).is_none());
        assert!(read_list(&[1, 0, 200], &mut Default::default()).is_none());
    }
}
