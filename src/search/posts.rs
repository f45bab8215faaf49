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

/// Things put beside those of the same group, in the order in which they come.
#[derive(Debug)]
pub(super) struct Groups<T> {
    all: Vec<T>,
    /// Where in `all` each group begins; one more closes the last.
    starts: Vec<u32>,
}

impl<T> Default for Groups<T> {
    fn default() -> Self {
        Self { all: Vec::new(), starts: vec![0] }
    }
}

impl<T: Copy> Groups<T> {
    /// Takes other things, each with the number of its group, of `count`.
    pub(super) fn fill(&mut self, things: &[(u32, T)], count: usize) {
        let Self { all, starts } = self;
        starts.clear();
        starts.resize(count + 1, 0);
        things.iter().for_each(|(group, _)| starts[*group as usize + 1] += 1);
        for group in 1..starts.len() {
            starts[group] += starts[group - 1];
        }
        // Any of them, to be replaced by those that belong there.
        all.clear();
        all.extend(things.iter().map(|(_, thing)| *thing));
        for (group, thing) in things {
            let start = &mut starts[*group as usize];
            all[*start as usize] = *thing;
            *start += 1;
        }
        // Each start has become the next one.
        starts.rotate_right(1);
        starts[0] = 0;
    }

    /// How many groups there are.
    pub(super) fn count(&self) -> usize {
        self.starts.len() - 1
    }

    /// The things of a group.
    pub(super) fn group(&self, group: usize) -> &[T] {
        &self.all[self.starts[group] as usize..self.starts[group + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_of_a_group_stay_in_their_order() {
        let mut groups = Groups::default();
        assert_eq!(groups.count(), 0);
        for things in [vec![(2, 'a'), (0, 'b'), (2, 'c'), (3, 'd'), (0, 'e')], vec![(1, 'f')], Vec::new()] {
            groups.fill(&things, 5);
            assert_eq!(groups.count(), 5);
            for group in 0..5 {
                let of_group = things.iter().filter(|(of, _)| *of as usize == group).map(|(_, thing)| thing);
                assert!(groups.group(group).iter().eq(of_group), "{things:?} {group}");
            }
        }
    }

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
