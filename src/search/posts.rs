//! Sets of posts as bits.

use super::postings::{MOST_POSTS, Posts};

/// Some posts of one chunk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    /// The number of the chunk.
    pub number: u32,
    /// They; never none.
    pub posts: Posts,
}

impl Block {
    /// The number of its first post in the whole index.
    pub(super) fn first(self) -> u32 {
        self.start() + self.posts.trailing_zeros()
    }

    /// The number of its last post.
    pub(super) fn last(self) -> u32 {
        self.start() + self.posts.ilog2()
    }

    /// The number that the first post of its chunk has.
    pub(super) fn start(self) -> u32 {
        self.number.saturating_mul(MOST_POSTS as u32)
    }

    /// The numbers of its posts, ascending.
    pub(super) fn each(self) -> impl Iterator<Item = u32> {
        let (start, mut rest) = (self.start(), self.posts);
        std::iter::from_fn(move || {
            let at = (rest != 0).then(|| rest.trailing_zeros())?;
            rest &= rest - 1;
            Some(start + at)
        })
    }
}

/// How many posts there are in blocks.
pub(super) fn count(blocks: &[Block]) -> u32 {
    blocks.iter().map(|block| block.posts.count_ones()).sum()
}

/// Adds a post behind those that are there.
pub(super) fn push_post(blocks: &mut Vec<Block>, post: u32) {
    let (number, posts) = (post / MOST_POSTS as u32, 1 << (post % MOST_POSTS as u32));
    match blocks.last_mut().filter(|last| last.number == number) {
        Some(last) => last.posts |= posts,
        None => blocks.push(Block { number, posts }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_has_the_posts_that_were_added() {
        let posts = [0, 63, 64, 130, 131, u32::MAX - 1, u32::MAX];
        let mut blocks = Vec::new();
        posts.iter().for_each(|post| push_post(&mut blocks, *post));
        assert_eq!(blocks.iter().map(|block| block.number).collect::<Vec<_>>(), [0, 1, 2, u32::MAX / 64]);
        assert!(blocks.iter().flat_map(|block| block.each()).eq(posts));
        assert_eq!((count(&blocks), blocks[2].first(), blocks[2].last()), (7, 130, 131));
    }
}
