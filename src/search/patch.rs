//! A shard with the lists of some posts replaced.

use std::collections::{BTreeMap, HashMap};

use rapidhash::fast::RandomState;

use super::layout::{list_bytes, read_list, read_shard, shard_bytes};
use super::pairs::PairChange;
use super::postings::{Chunk, PLACES};
use super::tokens::Token;

/// A shard as it is now.
pub(super) struct Patched {
    pub bytes: Vec<u8>,
    /// The pairs of Han characters that are met more often now, or less.
    pub pairs: Vec<PairChange>,
}

/// The list of a token.
#[derive(Default)]
struct List<'b> {
    /// As it is written in the shard; nothing where it isn't there.
    written: &'b [u8],
    /// In how many posts it was.
    before: usize,
    /// Its posts, where they are not those that are written.
    places: Option<[Vec<u32>; PLACES]>,
}

/// The shard `bytes` without the posts that `is_replaced` names, and with those of `chunks`; `None` where it isn't a shard.
pub(super) fn patched_shard<'c>(
    bytes: &[u8],
    chunks: impl Iterator<Item = &'c Chunk>,
    shard: u32,
    is_replaced: impl Fn(u32) -> bool,
) -> Option<Patched> {
    let mut lists: BTreeMap<String, List<'_>> = BTreeMap::new();
    for (spelling, written) in read_shard(bytes)? {
        let mut places = read_list(written)?;
        let before = count(&places);
        places.iter_mut().for_each(|posts| posts.retain(|post| !is_replaced(*post)));
        let places = Some(places).filter(|places| count(places) < before);
        lists.insert(spelling.to_owned(), List { written, before, places });
    }
    for (spelling, added) in added_lists(chunks, shard) {
        let list = lists.entry(spelling).or_default();
        let places = match &mut list.places {
            Some(places) => places,
            none => none.insert(read_list(list.written)?),
        };
        for (place, posts) in places.iter_mut().zip(added) {
            if place.is_empty() { *place = posts } else { place.extend(posts) }
        }
    }
    Some(written(lists))
}

/// What chunks add to the tokens of a shard. A token is spelled once, however many chunks have it.
fn added_lists<'c>(
    chunks: impl Iterator<Item = &'c Chunk>,
    shard: u32,
) -> impl Iterator<Item = (String, [Vec<u32>; PLACES])> {
    let mut added: HashMap<Token, (&Chunk, [Vec<u32>; PLACES]), RandomState> = HashMap::default();
    for chunk in chunks {
        for (token, postings) in chunk.shard(shard) {
            let (_, places) = added.entry(token).or_insert_with(|| (chunk, Default::default()));
            for (post, place) in postings.map(|posting| chunk.read(posting)) {
                places[place as usize].push(post);
            }
        }
    }
    added.into_iter().map(|(token, (chunk, places))| (chunk.spelling(token), places))
}

fn written(lists: BTreeMap<String, List<'_>>) -> Patched {
    let (mut encoded, mut pairs) = (Vec::with_capacity(lists.len()), Vec::new());
    for (spelling, List { written, before, places }) in lists {
        let Some(mut places) = places else {
            encoded.push((spelling, written.to_vec()));
            continue;
        };
        let now = count(&places);
        pairs.extend(PairChange::of(&spelling, before, now));
        if now > 0 {
            places.iter_mut().for_each(|posts| posts.sort_unstable());
            encoded.push((spelling, list_bytes(&places)));
        }
    }
    Patched { bytes: shard_bytes(&encoded), pairs }
}

fn count(places: &[Vec<u32>; PLACES]) -> usize {
    places.iter().map(Vec::len).sum()
}
