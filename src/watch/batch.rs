//! Reports that come together are one batch. Pure: it is told what time it is.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// A batch is over when nothing was reported for so long.
const QUIET: Duration = Duration::from_millis(8);

/// A batch that goes on and on is told after so long.
const LONGEST: Duration = Duration::from_millis(50);

/// A batch of so many paths is no save but a checkout or a copy, which is waited for.
const CHECKOUT: usize = 64;

/// The quiet and the longest wait of a checkout.
const CHECKOUT_QUIET: Duration = Duration::from_millis(50);
const CHECKOUT_LONGEST: Duration = Duration::from_secs(1);

/// From so many paths on it is cheaper, and safer, to look at everything.
const MANY: usize = 1_000;

/// How long a file without content is waited for: an editor that saves in place empties it first.
const FILLED: Duration = Duration::from_millis(400);

/// A folder that was just made is looked at once more: what was put in it before it was watched is reported by nobody.
const SETTLED: Duration = Duration::from_millis(120);

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Dirty {
    /// Anything.
    Everything,
    /// These paths.
    Paths(BTreeSet<PathBuf>),
}

/// The batch that is being collected, and what is looked at again later.
#[derive(Debug, Default)]
pub(super) struct Batch {
    everything: bool,
    paths: BTreeSet<PathBuf>,
    /// When the first and the last report came.
    span: Option<(Instant, Instant)>,
    later: Vec<(Instant, PathBuf)>,
    waited_for: BTreeSet<PathBuf>,
}

impl Batch {
    /// Something may have changed at `path`.
    pub(super) fn add(&mut self, path: PathBuf, now: Instant) {
        self.paths.insert(path);
        self.touch(now);
    }

    /// Anything may have changed.
    pub(super) fn add_everything(&mut self, now: Instant) {
        self.everything = true;
        self.touch(now);
    }

    /// A folder that was made: it is looked at with the others and once more.
    pub(super) fn add_folder(&mut self, path: PathBuf, now: Instant) {
        self.later.push((now + SETTLED, path.clone()));
        self.add(path, now);
    }

    fn touch(&mut self, now: Instant) {
        self.span = Some((self.span.map_or(now, |(first, _)| first), now));
    }

    /// When to look at the clock again; `None` where nothing is waited for.
    pub(super) fn due(&self) -> Option<Instant> {
        self.over().into_iter().chain(self.later.iter().map(|(due, _)| *due)).min()
    }

    /// When the batch is over.
    fn over(&self) -> Option<Instant> {
        let is_checkout = self.paths.len() > CHECKOUT;
        let (quiet, longest) = if is_checkout { (CHECKOUT_QUIET, CHECKOUT_LONGEST) } else { (QUIET, LONGEST) };
        self.span.map(|(first, last)| (last + quiet).min(first + longest))
    }

    /// The batch, where it is over. `is_empty` says which files have no content yet; these are waited for a while.
    pub(super) fn take(&mut self, now: Instant, is_empty: impl Fn(&PathBuf) -> bool) -> Option<Dirty> {
        if self.due().is_none_or(|due| now < due) {
            return None;
        }
        let (ripe, rest) = std::mem::take(&mut self.later).into_iter().partition(|(due, _)| *due <= now);
        self.later = rest;
        let mut paths: BTreeSet<PathBuf> = Vec::into_iter(ripe).map(|(_, path)| path).collect();
        let over = self.over().is_some_and(|over| now >= over);
        if over {
            self.span = None;
            paths.append(&mut self.paths);
        }
        if over && std::mem::take(&mut self.everything) || paths.len() > MANY {
            return Some(Dirty::Everything);
        }
        let waited_for = std::mem::take(&mut self.waited_for);
        paths.retain(|path| {
            let wait = !waited_for.contains(path) && is_empty(path);
            if wait {
                self.later.push((now + FILLED, path.clone()));
                self.waited_for.insert(path.clone());
            }
            !wait
        });
        (!paths.is_empty()).then_some(Dirty::Paths(paths))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(count: u64) -> Duration {
        Duration::from_millis(count)
    }

    fn paths(names: &[&str]) -> Option<Dirty> {
        Some(Dirty::Paths(names.iter().map(PathBuf::from).collect()))
    }

    #[test]
    fn what_comes_together_is_told_together() {
        let (mut batch, start) = (Batch::default(), Instant::now());
        batch.add("a".into(), start);
        batch.add("b".into(), start + ms(5));
        assert_eq!(batch.take(start + ms(9), |_| false), None);
        assert_eq!(batch.take(start + ms(13), |_| false), paths(&["a", "b"]));
        assert_eq!(batch.due(), None);
    }

    #[test]
    fn a_burst_without_end_is_told_in_parts() {
        let (mut batch, start) = (Batch::default(), Instant::now());
        for at in 0..50 {
            batch.add("a".into(), start + ms(at));
            assert_eq!(batch.take(start + ms(at), |_| false), None, "{at}");
        }
        batch.add("a".into(), start + ms(50));
        assert_eq!(batch.take(start + ms(50), |_| false), paths(&["a"]));
    }

    #[test]
    fn an_empty_file_is_waited_for_but_not_for_ever() {
        let (mut batch, start) = (Batch::default(), Instant::now());
        batch.add("a".into(), start);
        assert_eq!(batch.take(start + ms(8), |_| true), None);
        assert_eq!(batch.take(start + ms(408), |_| true), paths(&["a"]));
        // It gets its content while it is waited for: then it is told at once.
        batch.add("b".into(), start + ms(500));
        assert_eq!(batch.take(start + ms(508), |_| true), None);
        batch.add("b".into(), start + ms(520));
        assert_eq!(batch.take(start + ms(528), |_| false), paths(&["b"]));
    }

    #[test]
    fn a_new_folder_is_looked_at_twice() {
        let (mut batch, start) = (Batch::default(), Instant::now());
        batch.add_folder("a".into(), start);
        assert_eq!(batch.take(start + ms(8), |_| false), paths(&["a"]));
        assert_eq!(batch.take(start + ms(120), |_| false), paths(&["a"]));
        assert_eq!(batch.due(), None);
    }

    #[test]
    fn thousands_are_everything() {
        let (mut batch, start) = (Batch::default(), Instant::now());
        for number in 0..=MANY {
            batch.add(number.to_string().into(), start);
        }
        assert_eq!(batch.take(start + ms(40), |_| false), None);
        assert_eq!(batch.take(start + ms(50), |_| false), Some(Dirty::Everything));
        assert_eq!(batch.take(start + ms(80), |_| false), None);
    }
}
