//! The words that readers see besides what staff write: a theme's strings, in the portal's language.

use std::collections::BTreeMap;

use crate::config::Language;

/// Strings by key. A key that is missing shows itself, so that a page is never empty where a word should be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    language: Language,
    strings: BTreeMap<String, String>,
}

impl Words {
    /// The strings of one language.
    pub fn new(language: Language, strings: BTreeMap<String, String>) -> Self {
        Self { language, strings }
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The string of a key.
    pub fn get(&self, key: &str) -> String {
        self.strings.get(key).cloned().unwrap_or_else(|| key.to_owned())
    }

    /// The string of a key, where the theme has one.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.strings.get(key).map(String::as_str)
    }

    /// The string of a key with its places `{name}` filled.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let value_of =
            |wanted: &str| values.iter().find(|(name, _)| *name == wanted).map(|(_, value)| (*value).to_owned());
        let text = self.get(key);
        filled(&text, value_of).unwrap_or(text)
    }

    /// What people call a taxonomy: `taxonomy_tags`, or its id.
    pub fn taxonomy(&self, id: &str) -> String {
        self.find(&format!("taxonomy_{id}")).unwrap_or(id).to_owned()
    }
}

/// A string with its places filled: `{n}` by a value, `{n:post|posts}` by one of two words, the first where the value is 1.
///
/// # Errors
/// The name of a place that has no value.
pub fn filled(text: &str, value_of: impl Fn(&str) -> Option<String>) -> Result<String, String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((place, tail)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let (name, words) = place.split_once(':').map_or((place, None), |(name, words)| (name, Some(words)));
        let value = value_of(name).ok_or_else(|| name.to_owned())?;
        match words.and_then(|words| words.split_once('|')) {
            Some((one, many)) => filled.push_str(if value == "1" { one } else { many }),
            None => filled.push_str(&value),
        }
        rest = tail;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled() {
        let words = Words::new(Language::Chinese, BTreeMap::from([("count".into(), "共{n}篇".into())]));
        assert_eq!(words.fill("count", &[("n", "3")]), "共3篇");
        assert_eq!(words.get("nothing"), "nothing");
    }

    #[test]
    fn one_thing_has_a_word_of_its_own() {
        let posts = |n: &str| filled("{n} {n:post|posts} {", |name| (name == "n").then(|| n.to_owned()));
        assert_eq!(posts("1").as_deref(), Ok("1 post {"));
        assert_eq!(posts("0").as_deref(), Ok("0 posts {"));
        assert_eq!(posts("21").as_deref(), Ok("21 posts {"));
        assert_eq!(filled("{name}", |_| None), Err("name".to_owned()));
    }
}
