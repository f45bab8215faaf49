//! A shard with the lists of some posts replaced.

use super::layout::{ShardWriter, read_list, read_shard};
use super::pairs::PairChange;
use super::postings::{Chunk, PLACES};

/// A shard as it is now.
pub(super) struct Patched {
    pub bytes: Vec<u8>,
    /// The pairs of Han characters that are met more often now, or less.
    pub pairs: Vec<PairChange>,
}

/// A token with the chunks that have it now, each with the token's number in it.
struct Added<'c> {
    spelling: String,
    lists: Vec<(&'c Chunk, u32)>,
}

/// The shard `bytes` without the posts that `is_replaced` names, and with those of `chunks`; `None` where it isn't a shard.
pub(super) fn patched_shard<'c>(
    bytes: &[u8],
    chunks: impl Iterator<Item = &'c Chunk>,
    shard: u32,
    is_replaced: impl Fn(u32) -> bool,
) -> Option<Patched> {
    let mut written = read_shard(bytes)?.into_iter().peekable();
    let mut patch = Patch { shard: ShardWriter::default(), pairs: Vec::new(), places: Default::default(), is_replaced };
    for added in added_lists(chunks, shard) {
        while let Some((spelling, list)) = written.next_if(|(spelling, _)| *spelling < added.spelling.as_str()) {
            patch.add(spelling, list, &[])?;
        }
        let list = written.next_if(|(spelling, _)| *spelling == added.spelling).map_or(&[][..], |(_, list)| list);
        patch.add(&added.spelling, list, &added.lists)?;
    }
    for (spelling, list) in written {
        patch.add(spelling, list, &[])?;
    }
    Some(Patched { bytes: patch.shard.finish(), pairs: patch.pairs })
}

/// What chunks add to the tokens of a shard, in the order of their spellings. A token is spelled once, however many chunks
/// have it.
fn added_lists<'c>(chunks: impl Iterator<Item = &'c Chunk>, shard: u32) -> Vec<Added<'c>> {
    let lists = chunks.flat_map(|chunk| chunk.shard(shard).map(move |(token, number)| (token, chunk, number)));
    let mut lists: Vec<_> = lists.collect();
    // Stable, so that the posts of a token stay in their order; quick, since each chunk's tokens are ordered.
    lists.sort_by_key(|(token, ..)| *token);
    let of_token = lists.chunk_by(|one, other| one.0 == other.0);
    let mut added: Vec<Added<'c>> = of_token
        .filter_map(|lists| {
            let (token, chunk, _) = lists.first()?;
            let lists = lists.iter().map(|(_, chunk, number)| (*chunk, *number)).collect();
            Some(Added { spelling: chunk.spelling(*token), lists })
        })
        .collect();
    added.sort_unstable_by(|one, other| one.spelling.cmp(&other.spelling));
    added
}

/// A shard that is being written.
struct Patch<R> {
    shard: ShardWriter,
    pairs: Vec<PairChange>,
    /// The posts of the token at hand.
    places: [Vec<u32>; PLACES],
    is_replaced: R,
}

impl<R: Fn(u32) -> bool> Patch<R> {
    /// Adds a token: what was written of it without the replaced posts, and what chunks add. `None` where that was no list.
    fn add(&mut self, spelling: &str, written: &[u8], added: &[(&Chunk, u32)]) -> Option<()> {
        let places = &mut self.places;
        places.iter_mut().for_each(Vec::clear);
        read_list(written, places)?;
        let before = count(places);
        places.iter_mut().for_each(|posts| posts.retain(|post| !(self.is_replaced)(*post)));
        if added.is_empty() && count(places) == before {
            self.shard.add_written(spelling, written);
            return Some(());
        }
        added.iter().for_each(|(chunk, number)| chunk.add_posts(*number, places));
        let now = count(places);
        self.pairs.extend(PairChange::of(spelling, before, now));
        if now > 0 {
            if before > 0 {
                places.iter_mut().for_each(|posts| posts.sort_unstable());
            }
            self.shard.add(spelling, places);
        }
        Some(())
    }
}

fn count(places: &[Vec<u32>; PLACES]) -> usize {
    places.iter().map(Vec::len).sum()
}
