//! The posts as one run leaves them to the next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::parts::{bundle, parts_of, read_parts, unbundle};
use crate::base::{Print, SitePath};
use crate::parse::{KeptPost, KnownDigests};
use crate::source::Stamp;

/// One post of so many may be read again by each run before the file of all of them is written again.
pub(super) const NEWS: usize = 8;

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
    /// What the bodies tell lists, whose files may have been touched and not changed.
    pub(super) digests: KnownDigests,
}

impl KeptPosts {
    /// What a run has left; nothing where it is damaged or of another program.
    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        let parts = unbundle(bytes)?;
        let (context, parts) = parts.split_first()?;
        let files: Vec<KeptFile> = read_parts(parts)?;
        let digests = files.iter().map(|file| file.post.digest()).collect();
        let posts = files.into_iter().map(|file| (file.path.clone(), file)).collect();
        Some(Self { context: postcard::from_bytes(context).ok()?, posts, digests })
    }

    /// What is left to the next run; `context` is the print of all that the posts were read with.
    pub(super) fn write(context: Print, files: &[KeptFile]) -> Vec<Vec<u8>> {
        let context = postcard::to_allocvec(&context).unwrap_or_default();
        bundle([context].into_iter().chain(parts_of(files)).collect())
    }

    /// What is known of a file that the disk tells this of.
    pub(super) fn get(&self, path: &SitePath, stamp: &Stamp) -> Option<&KeptPost> {
        self.posts.get(path).filter(|file| file.stamp == *stamp).map(|file| &file.post)
    }
}
