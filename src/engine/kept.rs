//! The posts as one run leaves them to the next.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::base::{Print, SitePath};
use crate::parse::{KeptPost, KnownDigests};
use crate::source::Stamp;

/// How many things make a part.
pub(super) const PART: usize = 512;

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
        let files: Vec<KeptFile> = read_parts(parts)?;
        Some(Self { context, posts: files.into_iter().map(|file| (file.path.clone(), file)).collect() })
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

/// Things as the bytes of parts.
pub(super) fn parts_of<T: Serialize + Sync>(things: &[T]) -> Vec<Vec<u8>> {
    things.par_chunks(PART).map(|part| postcard::to_allocvec(part).unwrap_or_default()).collect()
}

/// Things from parts; nothing where one of them is damaged.
pub(super) fn read_parts<T: DeserializeOwned + Send>(parts: &[&[u8]]) -> Option<Vec<T>> {
    let parts: Vec<Option<Vec<T>>> = parts.par_iter().map(|part| postcard::from_bytes(part).ok()).collect();
    let parts: Vec<Vec<T>> = parts.into_iter().collect::<Option<_>>()?;
    Some(parts.into_iter().flatten().collect())
}
