//! How the index is cut into files and how one is laid out; `client/search.js` reads it.
//!
//! A shard is: the length of the spellings in bytes; the spellings of its tokens in the order of their bytes, each ended
//! by a line end; for each token the length of its list in bytes; the lists. A list is up to three sets of posts: those that
//! have the token in their text, then in their terms, then in their title; empty ones at the end are left out. A set is a number,
//! twice the count, plus one where it is a bitmap. A bitmap is the first post, the length in bytes, the bytes, lowest bit
//! first; else the posts follow as distances, the first one's from -1. Numbers are written by sevens of bits, the lowest first.

use super::postings::{PLACES, push_number};

/// How many posts a part of the cards holds.
pub const CARDS_A_PART: usize = 8;

/// Into how many files the index of a number of posts is cut. Neighbouring numbers have the same, so that a new post leaves
/// most files as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchSize {
    /// How many posts and pages there are.
    pub posts: usize,
    /// How many shards: so many that one takes some KB.
    pub shards: u32,
    /// How many files of readings.
    pub readings: u32,
}

impl SearchSize {
    /// For a number of posts and pages.
    pub fn of(posts: usize) -> Self {
        let shards = (posts / 8).next_power_of_two().clamp(1, 4096) as u32;
        Self { posts, shards, readings: (shards / 16).max(1) }
    }

    /// How many parts of cards.
    pub fn card_parts(self) -> usize {
        self.posts.div_ceil(CARDS_A_PART)
    }
}

/// The shard of a token: a hash over UTF-16, which is what a browser has at hand.
pub(super) fn shard_of(token: &str, shards: u32) -> u32 {
    let mut hash = 0x811C_9DC5_u32;
    for unit in token.encode_utf16() {
        hash = (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193);
    }
    hash = (hash ^ hash >> 15).wrapping_mul(0x2C1B_3C6D);
    (hash ^ hash >> 12) & (shards - 1)
}

/// A shard from its tokens, ordered, each with its encoded list.
pub(super) fn shard_bytes(tokens: &[(String, Vec<u8>)]) -> Vec<u8> {
    let spelled: usize = tokens.iter().map(|(spelling, _)| spelling.len() + 1).sum();
    let mut bytes = Vec::with_capacity(spelled + tokens.iter().map(|(_, list)| list.len() + 2).sum::<usize>());
    push_number(&mut bytes, spelled as u32);
    for (spelling, _) in tokens {
        bytes.extend_from_slice(spelling.as_bytes());
        bytes.push(b'\n');
    }
    for (_, list) in tokens {
        push_number(&mut bytes, list.len() as u32);
    }
    for (_, list) in tokens {
        bytes.extend_from_slice(list);
    }
    bytes
}

/// A list from the posts of each place, each set ascending.
pub(super) fn list_bytes(places: &[Vec<u32>; PLACES]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let used = places.iter().rposition(|posts| !posts.is_empty()).map_or(0, |last| last + 1);
    for posts in &places[..used] {
        push_set(&mut bytes, posts);
    }
    bytes
}

fn push_set(bytes: &mut Vec<u8>, posts: &[u32]) {
    let count = posts.len() as u32;
    let mut gaps = Vec::with_capacity(posts.len());
    let mut next = 0;
    for post in posts {
        push_number(&mut gaps, post - next);
        next = post + 1;
    }
    let (Some(&first), Some(&last)) = (posts.first(), posts.last()) else { return push_number(bytes, 0) };
    let length = ((last - first) / 8 + 1) as usize;
    if gaps.len() <= length + 3 {
        push_number(bytes, count * 2);
        bytes.extend_from_slice(&gaps);
        return;
    }
    push_number(bytes, count * 2 + 1);
    push_number(bytes, first);
    push_number(bytes, length as u32);
    let from = bytes.len();
    bytes.resize(from + length, 0);
    for post in posts {
        let at = post - first;
        bytes[from + (at / 8) as usize] |= 1 << (at % 8);
    }
}
