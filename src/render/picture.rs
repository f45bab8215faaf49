//! What is to be made of a picture: an order that whoever publishes fills, now or later.

use std::sync::Arc;

use crate::base::SitePath;
use crate::media::{Picture, Rendition, Treatment};
use crate::model::PublishedFile;
use crate::source::AssetBytes;

/// One file that is to be made of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureOrder {
    /// The picture's file.
    pub path: SitePath,
    /// What it is.
    pub picture: Arc<Picture>,
    /// Where its bytes are.
    pub source: AssetBytes,
    /// All that is made of it: decoding it is most of the work, so whoever makes one makes all.
    pub renditions: Vec<Rendition>,
    /// Which of them this order is for.
    pub rendition: Rendition,
}

/// All that is made of a picture in one go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Batch {
    print: u128,
    is_scaled: bool,
}

impl PictureOrder {
    /// What is made together with this one.
    pub fn batch(&self) -> Batch {
        Batch { print: self.picture.print, is_scaled: self.rendition.treatment != Treatment::Stripped }
    }

    /// The order for a rendition of a file, by its number; `None` where there is no such one.
    pub(super) fn new(path: &SitePath, file: &PublishedFile, number: usize) -> Option<Self> {
        Some(Self {
            path: path.clone(),
            picture: Arc::clone(file.asset.picture.as_ref()?),
            source: file.asset.bytes.clone(),
            renditions: file.renditions.iter().map(|made| made.rendition).collect(),
            rendition: file.renditions.get(number)?.rendition,
        })
    }
}
