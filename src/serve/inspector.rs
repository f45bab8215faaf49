//! What `miao check` finds in the pages that are open, beside the owner of the portal: no page and no save waits for it.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::event::Event;
use crate::base::{Print, SitePath};
use crate::check::{Rules, check_page};
use crate::diag::Finding;
use crate::engine::word_lists;
use crate::model::Site;
use crate::source::Disk;

/// Looks at pages on a thread of its own, which begins with the first of them and ends when this is dropped.
pub(super) struct Inspector {
    disk: Disk,
    events: Sender<Event>,
    desk: Option<Sender<Inspection>>,
}

/// A page to be looked at.
pub(super) struct Inspection {
    /// The path of its address, as browsers ask for it.
    pub(super) page: String,
    /// The file that it is made from.
    pub(super) source: SitePath,
    /// What reading and rendering told of that file already, but for errors, which lie over the page.
    pub(super) told: Vec<Finding>,
    /// The site as it is now.
    pub(super) site: Arc<Site>,
    /// The paths of all its files.
    pub(super) outputs: Arc<[SitePath]>,
}

/// What was found in a page.
pub struct Inspected {
    /// The path of its address.
    pub(super) page: String,
    /// What should be mended before publishing.
    pub(super) findings: Vec<Finding>,
}

impl Inspector {
    /// Of the portal of `disk`; what is found in a page is told as an event.
    pub(super) fn new(disk: Disk, events: Sender<Event>) -> Self {
        Self { disk, events, desk: None }
    }

    /// Has a page looked at.
    pub(super) fn look(&mut self, inspection: Inspection) {
        let desk = self.desk.get_or_insert_with(|| {
            let (desk, queue) = channel();
            let (disk, events) = (self.disk.clone(), self.events.clone());
            thread::spawn(move || work(&disk, &queue, &events));
            desk
        });
        // Where the thread has ended, nobody is told anything any more.
        let _ = desk.send(inspection);
    }
}

fn work(disk: &Disk, queue: &Receiver<Inspection>, events: &Sender<Event>) {
    let mut known: Option<(Print, Rules)> = None;
    while let Ok(first) = queue.recv() {
        // Of a page that was saved again meanwhile only the last state is looked at.
        let waiting = std::iter::once(first).chain(queue.try_iter());
        let waiting: BTreeMap<String, Inspection> =
            waiting.map(|inspection| (inspection.page.clone(), inspection)).collect();
        for (page, Inspection { source, told, site, outputs, .. }) in waiting {
            let lists = word_lists(disk, &site.config, &mut Vec::new());
            let print = Print::of(&(site.config.print, &lists));
            let (_, rules) = match known.take().filter(|(made_from, _)| *made_from == print) {
                Some(rules) => known.insert(rules),
                None => {
                    let rules = Rules::new(&site.config.check, &site.config.privacy, &lists).take(&mut Vec::new());
                    known.insert((print, rules))
                }
            };
            let mut findings = check_page(&site, &outputs, rules, &source);
            findings.extend(told);
            findings.sort();
            findings.dedup();
            if events.send(Event::Inspected(Inspected { page, findings })).is_err() {
                return;
            }
        }
    }
}
