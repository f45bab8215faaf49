//! A shard with the lists of some posts replaced.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use super::layout::{ShardWriter, read_list, read_shard};
use super::pairs::PairChange;
use super::postings::{Chunk, PLACES};
use super::posts::{Block, Groups, count};
use super::tokens::Token;

/// A shard as it is now.
pub(super) struct Patched {
    pub bytes: Vec<u8>,
    /// The pairs of Han characters that are met more often now, or less.
    pub pairs: Vec<PairChange>,
}

/// What chunks add to the tokens of a shard. One serves many shards, so that its tables are grown once.
#[derive(Default)]
pub(super) struct Gathering<'c> {
    /// Tokens by the order in which they were met.
    numbers: HashMap<Token, usize, RandomState>,
    /// The tokens, each with a chunk that has it.
    tokens: Vec<(Token, &'c Chunk)>,
    /// All blocks, each with the number of its set: that of a token in a place.
    met: Vec<(u32, Block)>,
    /// The same by sets, each in the order of the chunks.
    sets: Groups<Block>,
}

/// A token with the posts that have it now, by places.
struct Added<'g> {
    spelling: String,
    places: [&'g [Block]; PLACES],
}

/// The shard `bytes` without the posts of the chunks that `is_replaced` names, and with those of `chunks`, which are in order;
/// `None` where it isn't a shard.
pub(super) fn patched_shard<'c>(
    bytes: &[u8],
    chunks: impl Iterator<Item = &'c Chunk>,
    shard: u32,
    gathering: &mut Gathering<'c>,
    is_replaced: impl Fn(u32) -> bool,
) -> Option<Patched> {
    let mut written = read_shard(bytes)?.into_iter().peekable();
    let mut patch = Patch { shard: ShardWriter::default(), pairs: Vec::new(), places: Default::default(), is_replaced };
    gathering.gather(chunks, shard);
    for added in gathering.added() {
        while let Some((spelling, list)) = written.next_if(|(spelling, _)| *spelling < added.spelling.as_str()) {
            patch.add(spelling, list, [&[]; PLACES])?;
        }
        let list = written.next_if(|(spelling, _)| *spelling == added.spelling).map_or(&[][..], |(_, list)| list);
        patch.add(&added.spelling, list, added.places)?;
    }
    for (spelling, list) in written {
        patch.add(spelling, list, [&[]; PLACES])?;
    }
    Some(Patched { bytes: patch.shard.finish(), pairs: patch.pairs })
}

impl<'c> Gathering<'c> {
    /// Takes what chunks add to a shard in place of what it had.
    fn gather(&mut self, chunks: impl Iterator<Item = &'c Chunk>, shard: u32) {
        self.numbers.clear();
        self.tokens.clear();
        self.met.clear();
        for chunk in chunks {
            for (place, token, posts) in chunk.shard(shard) {
                let tokens = &mut self.tokens;
                let number = *self.numbers.entry(token).or_insert_with(|| {
                    tokens.push((token, chunk));
                    tokens.len() - 1
                });
                let set = (number * PLACES + place as usize) as u32;
                self.met.push((set, Block { number: chunk.number(), posts }));
            }
        }
        self.sets.fill(&self.met, self.tokens.len() * PLACES);
    }

    /// The tokens in the order of their spellings. A token is spelled once, however many chunks have it.
    fn added(&self) -> Vec<Added<'_>> {
        let places = |number: usize| std::array::from_fn(|place| self.sets.group(number * PLACES + place));
        let tokens = self.tokens.iter().enumerate();
        let added =
            tokens.map(|(number, (token, chunk))| Added { spelling: chunk.spelling(*token), places: places(number) });
        let mut added: Vec<Added<'_>> = added.collect();
        added.sort_unstable_by(|one, other| one.spelling.cmp(&other.spelling));
        added
    }
}

/// A shard that is being written.
struct Patch<R> {
    shard: ShardWriter,
    pairs: Vec<PairChange>,
    /// The posts of the token at hand.
    places: [Vec<Block>; PLACES],
    is_replaced: R,
}

impl<R: Fn(u32) -> bool> Patch<R> {
    /// Adds a token: what was written of it without the replaced posts, and what chunks add. `None` where that was no list.
    fn add(&mut self, spelling: &str, written: &[u8], added: [&[Block]; PLACES]) -> Option<()> {
        if written.is_empty() {
            self.pairs.extend(PairChange::of(spelling, 0, count_all(added)));
            self.shard.add(spelling, added);
            return Some(());
        }
        let places = &mut self.places;
        places.iter_mut().for_each(Vec::clear);
        read_list(written, places)?;
        let stays = places.iter().flatten().all(|block| !(self.is_replaced)(block.number));
        if stays && added.iter().all(|blocks| blocks.is_empty()) {
            self.shard.add_written(spelling, written);
            return Some(());
        }
        let before = count_all(places.each_ref().map(Vec::as_slice));
        places.iter_mut().for_each(|blocks| blocks.retain(|block| !(self.is_replaced)(block.number)));
        places.iter_mut().zip(added).for_each(|(blocks, added)| blocks.extend_from_slice(added));
        places.iter_mut().for_each(|blocks| blocks.sort_unstable_by_key(|block| block.number));
        let places = places.each_ref().map(Vec::as_slice);
        let now = count_all(places);
        self.pairs.extend(PairChange::of(spelling, before, now));
        if now > 0 {
            self.shard.add(spelling, places);
        }
        Some(())
    }
}

fn count_all(places: [&[Block]; PLACES]) -> u32 {
    places.into_iter().map(count).sum()
}
