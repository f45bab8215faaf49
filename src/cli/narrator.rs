//! What a watched portal tells, as lines on a terminal: what was rendered, which totals moved, what is wrong.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Console;
use crate::base::SitePath;
use crate::diag::Message;
use crate::plan::address_of;
use crate::serve::{Outcome, Told};

/// From so many files on, the first build shows how far it is.
const LARGE: usize = 2_000;

/// How many files a line names.
const NAMED: usize = 3;

/// Tells what happens, on a console.
pub(super) struct Narrator<'c> {
    console: &'c Console,
    progress: Option<ProgressBar>,
    /// Whether it was said that pictures are awaited.
    waits: bool,
}

impl<'c> Narrator<'c> {
    pub(super) fn new(console: &'c Console) -> Self {
        Self { console, progress: None, waits: false }
    }

    pub(super) fn tell(&mut self, told: Told) {
        match told {
            Told::Progress { done, all } if all >= LARGE => self.progress(done, all, "build-progress"),
            Told::Progress { .. } => {}
            Told::Pictures { done, all } => self.pictures(done, all),
            Told::Round(outcome) => self.round(outcome),
            Told::Moved(totals) => {
                for total in totals {
                    let moved = Message::new("round-moved").with("label", total.label).with("period", total.period);
                    self.console.say(&moved.with("before", total.before).with("after", total.after));
                }
            }
            Told::Found(mut findings) => drop(self.console.findings(&mut findings)),
            Told::Mended => self.console.say(&Message::new("round-mended")),
            Told::Unpublished(error) => self.console.fail(&Message::new("output-failed").with("detail", error)),
            Told::OutOfWatches => self.console.fail(&Message::new("watch-polls")),
            Told::Away => self.console.say(&Message::new("watch-away")),
            Told::Back => self.console.say(&Message::new("watch-back")),
        }
    }

    /// Pages can be looked at while their pictures are made.
    fn pictures(&mut self, done: usize, all: usize) {
        if !std::mem::replace(&mut self.waits, true) {
            if let Some(bar) = self.progress.take() {
                bar.finish_and_clear();
            }
            self.console.say(&Message::new("pictures-awaited").with("count", all - done));
        }
        self.progress(done, all, "pictures-progress");
    }

    fn progress(&mut self, done: usize, all: usize, word: &'static str) {
        if !self.console.shows_progress() {
            return;
        }
        let bar = self.progress.get_or_insert_with(|| {
            let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}");
            let bar = ProgressBar::with_draw_target(Some(all as u64), ProgressDrawTarget::stderr());
            bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
                .with_message(self.console.plain(word))
        });
        bar.set_length(all as u64);
        bar.set_position(done as u64);
    }

    fn round(&mut self, outcome: Outcome) {
        self.waits = false;
        if let Some(bar) = self.progress.take() {
            bar.finish_and_clear();
        }
        let ms = outcome.time.as_millis();
        if outcome.first {
            let message = match outcome.published {
                Some((written, removed)) => {
                    Message::new("round-first").with("written", written).with("removed", removed)
                }
                None => Message::new("round-first-unpublished"),
            };
            return self.console.say(&message.with("files", outcome.rendered.len()).with("ms", ms));
        }
        // While there are errors they have been told, and the site stays as it was.
        let Some((_, removed)) = outcome.published else { return };
        if outcome.rendered.is_empty() && removed == 0 {
            return;
        }
        let count = outcome.rendered.len();
        self.console.say(
            &Message::new("round-done").with("count", count).with("names", names(&outcome.rendered)).with("ms", ms),
        );
    }
}

/// The addresses of the first of them.
fn names(rendered: &[SitePath]) -> String {
    let named = rendered.iter().take(NAMED).map(address_of).collect::<Vec<_>>().join("  ");
    if rendered.len() > NAMED { format!("{named} …") } else { named }
}
