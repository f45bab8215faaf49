//! The ids of headings (TXT-12), and of everything else in a body that has one.

use rapidhash::RapidHashMap;

use super::masked_ids::{with_masks_as_hyphens, without_numbers};

/// The levels that headings have on the page: below its `<h1>`, and none left out on the way down, whatever levels were
/// written. Headings of one level under the same heading stay of one level.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The headings that are open: the level that was written.
    open: Vec<u8>,
}

impl Outline {
    /// The level of the next heading on the page.
    pub(super) fn enter(&mut self, written: u8) -> u8 {
        self.open.retain(|above| *above < written);
        self.open.push(written);
        self.current()
    }

    /// The level of the heading that was entered last.
    pub(super) fn current(&self) -> u8 {
        // Six levels can be written, so there are at most six open.
        (self.open.len() as u8 + 1).min(6)
    }
}

/// The id of a heading that has no character for one.
const NAMELESS: &str = "section";

/// Ids that were given out, each once.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// How often an id was asked for.
    asked: RapidHashMap<String, usize>,
}

impl Ids {
    /// An id that nothing else in the body has: `wanted`, or `wanted-1` and so on.
    pub(super) fn unique(&mut self, wanted: &str) -> String {
        let mut number = match self.asked.get(wanted) {
            None => {
                self.asked.insert(wanted.to_owned(), 0);
                return wanted.to_owned();
            }
            Some(number) => number + 1,
        };
        let mut id = format!("{wanted}-{number}");
        while self.asked.contains_key(&id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.asked.insert(wanted.to_owned(), number);
        self.asked.insert(id.clone(), 0);
        id
    }
}

/// The id that a heading's own characters give: letters and digits in lower case, spaces as `-`, no other marks; of numbers
/// of people what a mask shows.
pub(super) fn id_of(text: &str) -> String {
    let text = with_masks_as_hyphens(text.trim());
    let id: String = text.to_lowercase().chars().filter_map(id_character).collect();
    if id.is_empty() { NAMELESS.to_owned() } else { without_numbers(&id) }
}

fn id_character(character: char) -> Option<char> {
    match character {
        '-' | '_' | '\u{300}'..='\u{36F}' | '\u{180B}'..='\u{180F}' => Some(character),
        _ if character.is_whitespace() => Some('-'),
        _ => character.is_alphanumeric().then_some(character),
    }
}

/// Splits `标题 {#id}` into the text and the id. Classes and other attributes in the braces are dropped.
pub(super) fn explicit_id(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_end().strip_suffix('}')?;
    let (before, attributes) = inner.rsplit_once('{')?;
    let known = attributes.split_whitespace().all(|word| word.starts_with(['#', '.']) || word.contains('='));
    let id = attributes.split_whitespace().find_map(|word| word.strip_prefix('#')).filter(|id| !id.is_empty())?;
    known.then(|| (before.trim_end(), id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_given_out_once() {
        let mut ids = Ids::default();
        let given: Vec<String> = ["a", "a-1", "a", "a"].iter().map(|wanted| ids.unique(wanted)).collect();
        assert_eq!(given, ["a", "a-1", "a-2", "a-3"]);
    }

    #[test]
    fn no_level_is_left_out() {
        let levels = |written: &[u8]| {
            let mut outline = Outline::default();
            written.iter().map(|level| outline.enter(*level)).collect::<Vec<_>>()
        };
        assert_eq!(levels(&[2, 3, 2, 3]), [2, 3, 2, 3]);
        assert_eq!(levels(&[1, 2, 3, 1]), [2, 3, 4, 2]);
        assert_eq!(levels(&[4, 4, 6, 4, 2]), [2, 2, 3, 2, 2]);
        assert_eq!(levels(&[1, 2, 3, 4, 5, 6]), [2, 3, 4, 5, 6, 6]);
    }

    #[test]
    fn ids_keep_the_characters_of_the_heading() {
        assert_eq!(id_of("第一章 青年之声"), "第一章-青年之声");
        assert_eq!(id_of("Hello, World!"), "hello-world");
        assert_eq!(id_of("！！！"), "section");
        assert_eq!(explicit_id("标题 {#my-id .red}"), Some(("标题", "my-id")));
        assert_eq!(explicit_id("集合 {1, 2}"), None);
    }
}
