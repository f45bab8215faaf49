//! The pages that are open in browsers. Each is sent its whole state whenever that changes, so that a message that was
//! lost, or a server that was started again, leaves nothing behind.

use serde::Serialize;
use tokio::sync::watch;

use super::overlay::{Overlay, Remarks};

/// The state of an open page, as its script reads it.
#[derive(Debug, Serialize)]
pub(super) struct State<'s> {
    /// Equal to that in the page where the page is still right.
    pub(super) print: &'s str,
    /// Its style sheets, each with the print of its bytes.
    pub(super) styles: &'s [(String, String)],
    /// What is wrong.
    pub(super) overlay: &'s Option<Overlay>,
    /// What should be mended in it before publishing.
    pub(super) remarks: &'s Option<Remarks>,
}

/// All open pages.
#[derive(Debug, Default)]
pub(super) struct Tabs {
    open: Vec<(String, watch::Sender<String>)>,
}

impl Tabs {
    /// One more.
    pub(super) fn add(&mut self, path: String, state: watch::Sender<String>) {
        self.open.push((path, state));
    }

    /// Forgets those that were closed, and gives the paths of the others, each once.
    pub(super) fn paths(&mut self) -> Vec<String> {
        self.open.retain(|(_, state)| !state.is_closed());
        let mut paths: Vec<String> = self.open.iter().map(|(path, _)| path.clone()).collect();
        paths.sort();
        paths.dedup();
        paths
    }

    /// Tells those at a path their state; nothing where they know it.
    pub(super) fn tell(&self, path: &str, state: &str) {
        for (_, tab) in self.open.iter().filter(|(at, _)| at == path) {
            tab.send_if_modified(|known| {
                let differs = known != state;
                if differs {
                    state.clone_into(known);
                }
                differs
            });
        }
    }
}
