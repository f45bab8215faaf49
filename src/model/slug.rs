//! Names as parts of addresses.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use pinyin::Pinyin;
use rapidhash::v3::rapidhash_v3;

use crate::base::is_han;
use crate::config::SlugStyle;

/// No file system takes a name of more than 255 bytes; what is longer than this is cut.
const LONGEST: usize = 120;

/// Slugs that were made once. The dictionary of pinyin takes half a second to load, and a portal's names hardly change.
#[derive(Debug, Default)]
pub struct Slugs(Mutex<BTreeMap<String, String>>);

impl Slugs {
    /// The slug of a name, as [`slug_of`] makes it.
    pub fn of(&self, name: &str, style: SlugStyle) -> String {
        if is_slug(name) {
            return name.to_owned();
        }
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if style == SlugStyle::Keep || name.is_ascii() {
            return slug_of(name, style);
        }
        if let Some(slug) = known().get(name) {
            return slug.clone();
        }
        let slug = slug_of(name, style);
        known().insert(name.to_owned(), slug.clone());
        slug
    }

    /// All of them, to be remembered.
    pub fn all(&self) -> BTreeMap<String, String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Those that were remembered.
    pub fn remembered(all: BTreeMap<String, String>) -> Self {
        Self(Mutex::new(all))
    }
}

/// Whether a name is its own slug, in any style, as the names of most files are.
fn is_slug(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    name.len() <= LONGEST && name.split('-').all(|part| !part.is_empty() && part.bytes().all(is_plain))
}

/// The slug of a name: lower case, hyphens for everything but letters and digits, Han characters by the portal's style.
///
/// Empty only where the name has neither letter nor digit. A name that is too long is cut at a word and told apart by a
/// fingerprint, so that two long names with the same beginning keep two addresses.
pub fn slug_of(name: &str, style: SlugStyle) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut rest = name;
    while let Some(first) = rest.chars().next() {
        let same_script = |character: char| is_han(character) == is_han(first);
        let end = rest.find(|character| !same_script(character)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        rest = after;
        push_run(&mut words, run, is_han(first), style);
    }
    shorten(words.join(if style == SlugStyle::Keep { "" } else { "-" }).trim_matches('-'), name)
}

fn push_run(words: &mut Vec<String>, run: &str, han: bool, style: SlugStyle) {
    match (han, style) {
        (true, SlugStyle::Pinyin) => words.push(ascii_slug(&Pinyin::permalink(run))),
        (true, SlugStyle::Keep) => words.push(run.to_owned()),
        // Where Han stays, `2023年` is one word and must not be torn apart; only real separators become hyphens.
        (false, SlugStyle::Keep) => words.push(hyphenated(run)),
        (false, SlugStyle::Pinyin) => words.push(hyphenated(run).trim_matches('-').to_owned()),
    }
    words.retain(|word| !word.is_empty());
}

fn ascii_slug(text: &str) -> String {
    hyphenated(text).trim_matches('-').to_owned()
}

fn hyphenated(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_alphanumeric() || character == '_' {
            slug.extend(character.to_lowercase());
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug
}

fn shorten(slug: &str, name: &str) -> String {
    if slug.len() <= LONGEST {
        return slug.to_owned();
    }
    let mut cut = LONGEST;
    while !slug.is_char_boundary(cut) {
        cut -= 1;
    }
    let head = slug[..cut].rsplit_once('-').map_or(&slug[..cut], |(head, _)| head);
    format!("{head}-{:08x}", rapidhash_v3(name.as_bytes()) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn han_becomes_pinyin_by_words() {
        let slug = |name| slug_of(name, SlugStyle::Pinyin);
        assert_eq!(slug("春季招聘会"), "chun-ji-zhao-pin-hui");
        assert_eq!(slug("重庆银行"), "chong-qing-yin-hang");
        assert_eq!(slug("2023年 春 Fair_One!"), "2023-nian-chun-fair_one");
        assert_eq!(slug("“！”"), "");
    }

    #[test]
    fn a_name_that_is_a_slug_stays_as_it_is() {
        for name in
            ["du-shu-hui-010000", "a", "2023_1-b", "-a", "a-", "a--b", "A", "a b", "", "青年", "a.b", &"a".repeat(121)]
        {
            for style in [SlugStyle::Pinyin, SlugStyle::Keep] {
                let slug = slug_of(name, style);
                assert_eq!(Slugs::default().of(name, style), slug, "{name}");
                assert!(!is_slug(name) || slug == name, "{name}");
            }
        }
        assert!(is_slug("du-shu-hui-010000") && !is_slug("a--b") && !is_slug(""));
    }

    #[test]
    fn han_stays_where_it_is_kept() {
        assert_eq!(slug_of("2023年春季 招聘会", SlugStyle::Keep), "2023年春季-招聘会");
    }

    #[test]
    fn long_names_stay_apart() {
        let (one, other) = ("青年".repeat(60) + "甲", "青年".repeat(60) + "乙");
        let (one, other) = (slug_of(&one, SlugStyle::Pinyin), slug_of(&other, SlugStyle::Pinyin));
        assert!(one != other && one.len() < 140 && other.len() < 140, "{one}");
    }
}
