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
        let mut text = self.get(key);
        for (name, value) in values {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        text
    }

    /// What people call a taxonomy: `taxonomy_tags`, or its id.
    pub fn taxonomy(&self, id: &str) -> String {
        self.find(&format!("taxonomy_{id}")).unwrap_or(id).to_owned()
    }
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
}
