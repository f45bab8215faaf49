//! The files that the page of a post lists to load down.

use super::{Post, Site, Target};
use crate::base::SitePath;

impl Site {
    /// The documents of a post's bundle that its text doesn't place itself, in the order of their names.
    pub fn listed_documents(&self, post: &Post) -> Vec<&SitePath> {
        let Some(bundle) = post.bundle.as_deref().filter(|_| !post.expired) else { return Vec::new() };
        let mut documents: Vec<&SitePath> =
            self.files_of(bundle).map(|(path, _)| path).filter(|path| is_document(&path.extension())).collect();
        if !documents.is_empty() {
            for name in post.body.names() {
                if let Target::File(placed) = self.resolve(&post.path, name).target {
                    documents.retain(|path| **path != placed);
                }
            }
        }
        documents
    }
}

/// Whether a file with this ending is one to load down.
pub fn is_document(extension: &str) -> bool {
    matches!(
        extension,
        "pdf"
            | "doc"
            | "docx"
            | "xls"
            | "xlsx"
            | "ppt"
            | "pptx"
            | "wps"
            | "et"
            | "ofd"
            | "csv"
            | "zip"
            | "rar"
            | "7z"
            | "txt"
    )
}
