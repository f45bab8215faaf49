//! A post as one run leaves it to the next.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::document::{Document, DocumentKind, ParseContext, unread};
use super::{Digest, Head};
use crate::base::{Later, Print, SitePath};

/// All that is known of a post but its text, which is read when somebody looks.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptPost {
    head: Arc<Head>,
    digest: Arc<Digest>,
    print: Print,
    head_print: Print,
}

impl KeptPost {
    /// Of a post in which nothing was found; `None` of one that has to be read to be known.
    pub fn of(document: &Document) -> Option<Self> {
        let DocumentKind::Post(head) = &document.kind else { return None };
        let is_whole = document.may_stay_unread() && head.extra.is_empty();
        is_whole.then(|| Self {
            head: Arc::clone(head),
            digest: Arc::clone(&document.digest),
            print: document.print,
            head_print: document.head_print,
        })
    }

    /// What bodies tell lists, by the print of the document.
    pub fn digest(&self) -> (Print, Arc<Digest>) {
        (self.print, Arc::clone(&self.digest))
    }

    /// The document, with the text that its file has. `context` is the one that it was read with.
    pub fn document(&self, path: &SitePath, text: Later<Arc<str>>, context: &ParseContext<'_>) -> Document {
        let kind = DocumentKind::Post(Arc::clone(&self.head));
        let body = unread(path, &text, context.options_for(&kind));
        Document {
            path: path.clone(),
            kind,
            digest: Arc::clone(&self.digest),
            body,
            text,
            print: self.print,
            head_print: self.head_print,
        }
    }
}
