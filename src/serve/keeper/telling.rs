//! What is told: on the terminal, and to the pages that are open.

use std::io;
use std::sync::Arc;

use axum::http::StatusCode;

use super::super::event::Told;
use super::super::inspector::{Inspected, Inspection};
use super::super::page::{Look, print};
use super::super::tabs::State;
use super::Keeper;
use super::answers::Found;
use crate::base::SitePath;
use crate::diag::{Finding, Severity};
use crate::model::Site;
use crate::render::Rendered;
use crate::source::AssetBytes;

impl Keeper<'_> {
    /// Tells which totals are not what they were in the site `before`.
    pub(super) fn tell_moved(&mut self, before: Option<Arc<Site>>) {
        let moved = before.map(|before| self.session.moved_since(&before)).unwrap_or_default();
        if !moved.is_empty() {
            (self.tell)(Told::Moved(moved));
        }
    }

    /// Tells what is wrong that wasn't before, and that nothing is any more.
    pub(super) fn tell_findings(&mut self) {
        self.blocked = self.publication.in_the_way();
        let mut now = self.session.findings().to_vec();
        now.extend(self.blocked.iter().cloned());
        now.extend(self.publication.unreadable(&self.session));
        let fresh: Vec<Finding> = now.iter().filter(|finding| !self.told.contains(finding)).cloned().collect();
        let is_wrong = |findings: &[Finding]| findings.iter().any(|finding| finding.severity == Severity::Error);
        let mended = is_wrong(&self.told) && !is_wrong(&now);
        self.told = now;
        if !fresh.is_empty() {
            (self.tell)(Told::Found(fresh));
        }
        if mended {
            (self.tell)(Told::Mended);
        }
    }

    /// Every open page is made at once, and told what has become of it.
    pub(super) fn tell_tabs(&mut self) {
        for path in self.tabs.paths() {
            self.tell_tab(&path);
        }
    }

    pub(super) fn tell_tab(&mut self, path: &str) {
        let look = match self.find(path) {
            Found::Output(output, _) => match self.pull(&output) {
                Some(Rendered::Bytes(bytes)) => Look::of(&bytes),
                _ => return,
            },
            Found::Moved(_) | Found::Nothing => Look::of(&self.wording.empty_page()),
        };
        let mut styles = Vec::new();
        for style in look.styles {
            let print = match self.find(&style) {
                Found::Output(output, StatusCode::OK) => self.pull(&output).and_then(|made| self.print_of(&made)),
                _ => None,
            };
            styles.push((style, print.unwrap_or_default()));
        }
        // What may be half written is not shown yet.
        let mut wrong = match self.again {
            Some(_) => self.told.clone(),
            None => [self.session.findings(), &self.blocked].concat(),
        };
        wrong.extend(self.failed.clone());
        let overlay = self.wording.overlay(&wrong);
        let remarks = self.wording.remarks(self.inspected.get(path).map_or(&[][..], Vec::as_slice));
        let state = State { print: &look.print, styles: &styles, overlay: &overlay, remarks: &remarks };
        self.tabs.tell(path, &serde_json::to_string(&state).unwrap_or_default());
    }

    /// Whether all pages are rendered.
    pub(super) fn is_settled(&self) -> bool {
        self.round.as_ref().is_none_or(|round| round.settled.is_some())
    }

    /// Has open pages looked at, now that nothing else is to be done.
    pub(super) fn inspect(&mut self, pages: &[String]) {
        let Some(site) = self.session.site().map(Arc::clone) else { return };
        let open = self.tabs.paths();
        self.inspected.retain(|page, _| open.contains(page));
        if pages.is_empty() {
            return;
        }
        let outputs: Arc<[SitePath]> = self.session.outputs().map(|output| output.path.clone()).collect();
        for page in pages {
            let Found::Output(path, StatusCode::OK) = self.find(page) else { continue };
            let Some(source) = self.session.source_of(&path) else { continue };
            let (site, outputs) = (Arc::clone(&site), Arc::clone(&outputs));
            let is_here = |finding: &&Finding| {
                let is_of_file = finding.place.as_ref().is_some_and(|place| place.path == source);
                is_of_file && finding.severity != Severity::Error
            };
            let told = self.session.findings().iter().filter(is_here).cloned().collect();
            self.inspector.look(Inspection { page: page.clone(), source, told, site, outputs });
        }
    }

    /// An open page was looked at.
    pub(super) fn inspected(&mut self, Inspected { page, findings }: Inspected) {
        if self.inspected.get(&page).is_some_and(|known| *known == findings) {
            return;
        }
        self.inspected.insert(page.clone(), findings);
        self.tell_tab(&page);
    }

    fn print_of(&self, made: &Rendered) -> Option<String> {
        match made {
            Rendered::Bytes(bytes) => Some(print(bytes)),
            Rendered::Asset(AssetBytes::Memory(bytes)) => Some(print(bytes)),
            Rendered::Asset(AssetBytes::File(file)) => {
                let mut bytes = Vec::new();
                io::Read::read_to_end(&mut self.disk.open_file(file).ok()?, &mut bytes).ok()?;
                Some(print(&bytes))
            }
            Rendered::Picture(_) => None,
        }
    }
}
