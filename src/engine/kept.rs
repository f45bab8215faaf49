//! The posts as one run leaves them to the next, in parts that are read at the same time.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::{Print, SitePath};
use crate::parse::{KeptPost, KnownDigests};
use crate::source::Stamp;

/// How many posts make a part.
const PART: usize = 512;

/// A post, and what the disk told of its file before it was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct KeptFile {
    pub(super) path: SitePath,
    pub(super) stamp: Stamp,
    pub(super) post: KeptPost,
}

/// What a run knew of posts.
#[derive(Debug, Default)]
pub(super) struct KeptPosts {
    /// The print of all that they were read with.
    pub(super) context: Print,
    posts: BTreeMap<SitePath, KeptFile>,
}

impl KeptPosts {
    /// From parts; nothing where one of them is damaged.
    pub(super) fn read(context: Print, parts: &[&[u8]]) -> Option<Self> {
        let parts = parts.par_iter().map(|part| postcard::from_bytes(part).ok());
        let parts: Vec<Vec<KeptFile>> = parts.collect::<Option<_>>()?;
        let posts = parts.into_iter().flatten().map(|file| (file.path.clone(), file)).collect();
        Some(Self { context, posts })
    }

    /// As parts.
    pub(super) fn write(files: &[KeptFile]) -> Vec<Vec<u8>> {
        files.par_chunks(PART).map(|part| postcard::to_allocvec(part).unwrap_or_default()).collect()
    }

    /// What is known of a file that the disk tells this of.
    pub(super) fn get(&self, path: &SitePath, stamp: &Stamp) -> Option<&KeptPost> {
        self.posts.get(path).filter(|file| file.stamp == *stamp).map(|file| &file.post)
    }

    /// What the bodies tell lists, whose files may have been touched and not changed.
    pub(super) fn digests(&self) -> KnownDigests {
        self.posts.values().map(|file| file.post.digest()).collect()
    }
}
