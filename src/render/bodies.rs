//! Bodies: the holes of a text filled with addresses, pictures and widgets.

use std::ops::Range;

use super::Page;
use super::html::escaped;
use crate::base::SitePath;
use crate::diag::{Code, Finding, Message, Place};
use crate::markdown::{Body, Filling, LinkRef};
use crate::model::{Post, Target};

/// The file that a body stands in.
pub(super) struct Origin<'p> {
    /// Its path.
    pub path: &'p SitePath,
    /// Its post, where it is one.
    pub post: Option<&'p Post>,
}

impl<'p> Origin<'p> {
    /// A post's or page's file.
    pub(super) fn post(post: &'p Post) -> Self {
        Self { path: &post.path, post: Some(post) }
    }

    /// An `_index.md`.
    pub(super) fn index(path: &'p SitePath) -> Self {
        Self { path, post: None }
    }

    /// The place of a byte range of the file.
    pub(super) fn place(&self, page: &Page<'_>, span: Range<usize>) -> Place {
        match page.pages.lens.text_of(self.path) {
            Some(text) => Place::span(self.path, text, span),
            None => Place::file(self.path),
        }
    }
}

impl Page<'_> {
    /// The HTML of a body with its holes filled.
    pub(super) fn body(
        &self,
        origin: &Origin<'_>,
        body: &Body,
        findings: &mut Vec<Finding>,
    ) -> Result<String, Vec<Finding>> {
        let mut html = String::with_capacity(body.html.len() + body.holes.len() * 64);
        let mut done = 0;
        for hole in &body.holes {
            html.push_str(body.html.get(done..hole.at).unwrap_or_default());
            done = hole.at;
            match &hole.what {
                Filling::Link(link) => html.push_str(&escaped(&self.link_url(origin, link, findings))),
                Filling::Image(image) => html.push_str(&self.image(origin, image, findings)?),
                Filling::Widget(call) => html.push_str(&self.widget(origin, call, findings)?),
            }
        }
        html.push_str(body.html.get(done..).unwrap_or_default());
        Ok(html)
    }

    /// Whether a picture would be loaded from elsewhere, which no page does (product section 7).
    pub(super) fn is_elsewhere(&self, target: &str) -> bool {
        let own = self.pages.lens.config().base_url.after_spelled(target);
        let is_own = own.is_some_and(|rest| rest.starts_with('/'));
        !is_own && (target.starts_with("//") || url::Url::parse(target).is_ok())
    }

    /// The address that a link leads to. A post that isn't there is an error; whether files and other addresses are
    /// there is looked into when the portal is checked.
    fn link_url(&self, origin: &Origin<'_>, link: &LinkRef, findings: &mut Vec<Finding>) -> String {
        let reference = self.pages.lens.resolve(origin.path, &link.target);
        let broken =
            |message: Message| Finding::error(Code::LinkBroken, origin.place(self, link.span.clone()), message);
        let url = match reference.target {
            Target::Missing(target) => {
                findings.push(broken(Message::new("link-post-missing").with("target", target)));
                return link.target.clone();
            }
            Target::Unbuilt(target) => {
                findings.push(broken(Message::new("link-post-unbuilt").with("target", target)));
                return link.target.clone();
            }
            found => self.target_url(&found),
        };
        url + &encoded_suffix(&reference.suffix)
    }

    /// The address of what a reference leads to.
    pub(super) fn target_url(&self, target: &Target) -> String {
        let lens = &self.pages.lens;
        let base = lens.config().base_url.path();
        match target {
            Target::Post(id) => lens.card(*id).url.clone(),
            Target::Category(Some(id)) => lens.category(*id).url.clone(),
            Target::Category(None) => format!("{base}/"),
            Target::File(path) => lens.file(path).map(|file| file.url.clone()).unwrap_or_default(),
            Target::Root(written) => format!("{base}{}", clean_address(written)),
            Target::Relative(written) => clean_address(written),
            Target::Unbuilt(path) | Target::Unshown(path) => clean_address(path.file_name()),
            Target::Missing(written) => written.clone(),
        }
    }
}

/// Encodes what can't stand in an address as it is, and leaves what is encoded already.
fn clean_address(written: &str) -> String {
    const UNSAFE: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'<')
        .add(b'>')
        .add(b'`')
        .add(b'{')
        .add(b'}')
        .add(b'\\')
        .add(b'|')
        .add(b'^')
        .add(b'[')
        .add(b']');
    percent_encoding::utf8_percent_encode(written, UNSAFE).to_string()
}

fn encoded_suffix(suffix: &str) -> String {
    clean_address(suffix)
}
