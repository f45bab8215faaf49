//! How Han characters of a portal are read: of each two syllables the pairs of characters that are read so, those met most
//! often first: `chun'feng 5春风2椿风`.
//!
//! How often a pair is met is written as the power of two that the number of its posts has reached, one digit of base 36.
//! That is fine enough for an order, and few edits change it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::fold::is_ideograph;
use super::layout::part_of_reading;
use super::readings::Readings;

/// A pair of Han characters that is met more often now, or less.
pub(super) struct PairChange {
    pair: (char, char),
    before: Option<u32>,
    now: Option<u32>,
}

/// The pairs of each two syllables, by how often they are met.
type Lines = BTreeMap<String, BTreeSet<(Reverse<u32>, (char, char))>>;

impl PairChange {
    /// Of a token that some posts had and some have; nothing where that makes no difference here.
    pub(super) fn of(spelling: &str, before: u32, now: u32) -> Option<Self> {
        let mut characters = spelling.chars();
        let pair = (characters.next()?, characters.next()?);
        let is_pair = characters.next().is_none() && is_ideograph(pair.0) && is_ideograph(pair.1);
        let (before, now) = (before.checked_ilog2(), now.checked_ilog2());
        (is_pair && before != now).then_some(Self { pair, before, now })
    }
}

/// The files of readings that changes make, out of `count` of them; `read` gives one as it was. `None` where one isn't
/// there, or is none.
pub(super) fn add_readings(
    changes: &[PairChange],
    count: u32,
    read: impl Fn(u32) -> Option<String>,
) -> Option<Vec<(u32, String)>> {
    let (table, mut files) = (Readings::table(), BTreeMap::<u32, Vec<(String, &PairChange)>>::new());
    for change in changes {
        table.each(change.pair.0, |first| {
            table.each(change.pair.1, |second| {
                let file = files.entry(part_of_reading(first, second, count)).or_default();
                file.push((format!("{first}'{second}"), change));
            });
        });
    }
    let patched = files.into_iter().map(|(file, changes)| {
        let mut lines = read_lines(&read(file)?)?;
        for (reading, PairChange { pair, before, now }) in changes {
            let line = lines.entry(reading).or_default();
            line.retain(|(common, it)| Some(common.0) != *before || it != pair);
            line.extend(now.map(|now| (Reverse(now), *pair)));
        }
        Some((file, written(&lines)))
    });
    patched.collect()
}

fn read_lines(text: &str) -> Option<Lines> {
    let line = |line: &str| {
        let (reading, listed) = line.split_once(' ')?;
        let (mut pairs, mut common) = (BTreeSet::new(), 0);
        let mut characters = listed.chars();
        while let Some(first) = characters.next() {
            match first.to_digit(36) {
                Some(digit) => common = digit,
                None => drop(pairs.insert((Reverse(common), (first, characters.next()?)))),
            }
        }
        Some((reading.to_owned(), pairs))
    };
    text.lines().map(line).collect()
}

fn written(lines: &Lines) -> String {
    let mut text = String::new();
    for (reading, pairs) in lines.iter().filter(|(_, pairs)| !pairs.is_empty()) {
        text.push_str(reading);
        text.push(' ');
        let mut group = None;
        for (Reverse(common), (first, second)) in pairs {
            if group.replace(common) != Some(common) {
                text.extend(char::from_digit(*common, 36));
            }
            text.extend([first, second]);
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_that_are_met_more_often_stand_first() {
        let change = |spelling, before, now| PairChange::of(spelling, before, now).expect("a difference");
        let first = [change("春风", 0, 9), change("椿风", 0, 1), change("春封", 0, 8)];
        let files = add_readings(&first, 1, |_| Some(String::new())).expect("none is missing");
        assert_eq!(files, [(0, "chun'feng 3春封春风0椿风\n".to_owned())]);
        let second = [change("春风", 9, 17), change("春封", 8, 0)];
        let files = add_readings(&second, 1, |_| Some(files[0].1.clone())).expect("none is missing");
        assert_eq!(files, [(0, "chun'feng 4春风0椿风\n".to_owned())]);
        assert!(PairChange::of("春风", 9, 10).is_none());
        assert!(PairChange::of("春风暖", 1, 9).is_none());
    }
}
