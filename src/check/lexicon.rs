//! The words that tell what a number or a name is, from `rules/privacy.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

use crate::base::CharSet;

/// The words of the privacy checks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lexicon {
    /// Surnames, and first syllables of Mongolian names; line ends mean nothing.
    #[serde(deserialize_with = "characters")]
    pub surnames: CharSet,
    /// Surnames of two characters.
    pub double_surnames: Vec<String>,
    /// What Mongolian names end with as Chinese writes them, and such names that are no longer than that.
    pub mongolian_ends: Vec<String>,
    /// Whole Mongolian names that end with none of these.
    pub mongolian_names: Vec<String>,
    /// Words that begin like a name and are none.
    pub no_names: Vec<String>,
    /// What can stand before a name.
    pub before_name: Vec<String>,
    /// What can follow a name.
    pub behind_name: Vec<String>,
    /// What a name is followed by in news: what somebody does.
    pub acts: Vec<String>,
    /// Whose birth dates stand in schoolbooks.
    pub known: Vec<String>,
    /// Aid.
    pub aid: Vec<String>,
    /// School, and minors.
    pub school: Vec<String>,
    /// Words for those who are children for certain: helpers in the same sentence are others.
    pub children: Vec<String>,
    /// Heads of columns with the names of minors or of people.
    pub name_heads: Vec<String>,
    /// Whose names a column has that says so with one of these.
    pub child_heads: Vec<String>,
    /// What the heads of columns begin with that name those beside a child.
    pub companion_heads: Vec<String>,
    /// What stands in the heads of tables of adults.
    pub adult_heads: Vec<String>,
    /// What stands in the heads of tables of venues and of those who are in charge there.
    pub venue_heads: Vec<String>,
    /// What stands in the heads of columns of homes.
    pub home_heads: Vec<String>,
    /// What stands in columns of names and is none.
    pub no_cell_names: Vec<String>,
    /// Whoever is named with one of these is no minor.
    pub adults: Vec<String>,
    /// Students who are grown up.
    pub grown_students: Vec<String>,
    /// Posts and forms of address of adults.
    pub titles: Vec<String>,
    /// Forms of address of adults, which say nothing of others in the sentence.
    pub forms_of_address: Vec<String>,
    /// Near these, 18 digits are an identity card even where the check character is wrong.
    pub identity: Vec<String>,
    /// Bank cards.
    pub card: Vec<String>,
    /// Telephones.
    pub phone: Vec<String>,
    /// What has a word of these in it and means no telephone.
    pub no_phone: Vec<String>,
    /// Labels of numbers that belong to no person.
    pub other: Vec<String>,
    /// Labels of numbers that a person can be reached by, or has an account by.
    pub person_numbers: Vec<String>,
    /// Words for a number. What else ends with one labels something that is no telephone.
    pub number_words: Vec<String>,
    /// What names a telephone in forms and in names of files.
    pub phone_names: Vec<String>,
    /// The same in addresses of the web.
    pub phone_parameters: Vec<String>,
    /// What names an order or a page in addresses of the web.
    pub content_names: Vec<String>,
    /// What names an identity card there.
    pub identity_names: Vec<String>,
    /// What follows an amount.
    pub units: Vec<String>,
    /// What can follow a unit; anything else is the rest of another word.
    pub behind_unit: Vec<String>,
    /// What labels of amounts end with.
    pub amounts: Vec<String>,
}

/// The words that every portal has.
pub(super) fn lexicon() -> &'static Lexicon {
    static LEXICON: LazyLock<Lexicon> =
        LazyLock::new(|| read().expect("invariant: the words of the program are sound"));
    &LEXICON
}

/// Words by one of their characters.
type ByCharacter = BTreeMap<char, Vec<&'static str>>;

fn by_character(
    words: impl Iterator<Item = &'static String>,
    character_of: impl Fn(&str) -> Option<char>,
) -> ByCharacter {
    let mut grouped = ByCharacter::new();
    for word in words {
        character_of(word).into_iter().for_each(|one| grouped.entry(one).or_default().push(word));
    }
    grouped
}

/// Words that a text may begin with, by their first characters: most characters begin none.
pub(super) struct Beginnings(ByCharacter);

impl Beginnings {
    pub(super) fn of(words: &'static [String]) -> Self {
        Self(by_character(words.iter(), |word| word.chars().next()))
    }

    /// Whether a text begins with one of them.
    pub(super) fn begin(&self, text: &str) -> bool {
        let words = text.chars().next().and_then(|first| self.0.get(&first));
        words.is_some_and(|words| words.iter().any(|word| text.starts_with(*word)))
    }

    /// The same of a text that is taken apart.
    pub(super) fn begin_characters(&self, text: &[char]) -> bool {
        let words = text.first().and_then(|first| self.0.get(first));
        let begins = |word: &&str| {
            let mut rest = text.iter();
            word.chars().all(|one| rest.next() == Some(&one))
        };
        words.is_some_and(|words| words.iter().any(begins))
    }

    /// The first characters of all of them.
    pub(super) fn firsts(&self) -> impl Iterator<Item = char> {
        self.0.keys().copied()
    }
}

/// Words that a text may end with, by their last characters.
pub(super) struct Endings(ByCharacter);

impl Endings {
    pub(super) fn of(words: impl Iterator<Item = &'static String>) -> Self {
        Self(by_character(words, |word| word.chars().next_back()))
    }

    /// Those that a text ends with.
    pub(super) fn of_text(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let words = text.chars().next_back().and_then(|last| self.0.get(&last));
        words.into_iter().flatten().copied().filter(|word| text.ends_with(*word))
    }
}

/// Whether a text has one of some words.
pub(super) fn has_one_of(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

fn characters<'de, D: Deserializer<'de>>(written: D) -> Result<CharSet, D::Error> {
    let written = String::deserialize(written)?;
    Ok(CharSet::of_all(written.chars().filter(|one| !one.is_whitespace())))
}

fn read() -> Result<Lexicon, toml::de::Error> {
    toml::from_str(include_str!("../../rules/privacy.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_can_be_read() {
        let lexicon = read().expect("sound");
        assert!(lexicon.surnames.has('王') && lexicon.units.iter().any(|unit| unit == "元"));
    }
}
