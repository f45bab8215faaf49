//! Calls of templates whose answer is the same on every page: strings without places to fill, and addresses of files. They
//! are answered once, when a theme is loaded, and not on each of ten thousand pages.

use std::collections::BTreeMap;

use crate::words::Words;

/// A template with its constant calls answered.
pub(super) struct Folded {
    /// What the template engine gets.
    pub text: String,
    cuts: Vec<Cut>,
}

/// A call that gave way to its answer.
struct Cut {
    /// Where the answer begins in the folded text.
    at: usize,
    /// Its length.
    length: usize,
    /// The length of the call.
    replaced: usize,
}

/// What can be answered without a page.
pub(super) struct Answers<'a> {
    /// The theme's strings.
    pub words: &'a Words,
    /// The addresses of its files.
    pub urls: &'a BTreeMap<String, String>,
}

impl Answers<'_> {
    /// The answer to a call as it stands between `{{` and `}}`; `None` where only a page can give it, or where the answer
    /// would not stand in a page as it is.
    fn to(&self, call: &str) -> Option<&str> {
        let call = call.trim();
        let argument = |before: &str| call.strip_prefix(before)?.strip_suffix("\")");
        let answer = match argument("t(key=\"") {
            Some(key) => self.words.find(key)?,
            None => self.urls.get(argument("asset(path=\"")?)?,
        };
        let is_plain = !answer.contains(['{', '}', '<', '>', '&', '"', '\'', '\n', '\r']);
        is_plain.then_some(answer)
    }
}

/// Answers the constant calls of a template.
pub(super) fn fold(text: &str, answers: &Answers<'_>) -> Folded {
    let mut folded = Folded { text: String::with_capacity(text.len()), cuts: Vec::new() };
    let mut rest = text;
    while let Some(at) = rest.find('{') {
        let (before, tag) = rest.split_at(at);
        folded.text.push_str(before);
        let length = length_of_tag(tag);
        let answer = tag[..length].strip_prefix("{{").and_then(|tag| tag.strip_suffix("}}"));
        match answer.and_then(|call| answers.to(call)) {
            Some(answer) => {
                folded.cuts.push(Cut { at: folded.text.len(), length: answer.len(), replaced: length });
                folded.text.push_str(answer);
            }
            None => folded.text.push_str(&tag[..length]),
        }
        rest = &tag[length..];
    }
    folded.text.push_str(rest);
    folded
}

/// How long what begins with a brace is: a tag, a comment, a raw block, or the brace alone.
fn length_of_tag(tag: &str) -> usize {
    let to_end = |end: &str| tag.find(end).map_or(tag.len(), |at| at + end.len());
    match tag.as_bytes().get(1) {
        Some(b'#') => to_end("#}"),
        Some(b'{') => end_outside_of_texts(tag, "}}"),
        Some(b'%') => {
            let length = end_outside_of_texts(tag, "%}");
            let inside = tag[..length].trim_start_matches("{%").trim_start_matches('-');
            if inside.trim_start().starts_with("raw") { to_end("endraw") } else { length }
        }
        _ => 1,
    }
}

/// Where a tag ends, which texts in it may seem to do before.
fn end_outside_of_texts(tag: &str, end: &str) -> usize {
    let (mut quote, mut is_escaped) = (None, false);
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            _ if std::mem::take(&mut is_escaped) => {}
            (Some(_), b'\\') => is_escaped = true,
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, _) if tag[at..].starts_with(end) => return at + end.len(),
            (None, _) => {}
        }
    }
    tag.len()
}

impl Folded {
    /// Where in the template a place of the folded text stands.
    pub(super) fn unfolded(&self, place: usize) -> usize {
        let mut original = place;
        for cut in self.cuts.iter().take_while(|cut| cut.at < place) {
            // Inside of an answer: where its call begins.
            if place < cut.at + cut.length {
                return original - (place - cut.at);
            }
            original = original + cut.replaced - cut.length;
        }
        original
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Language;

    fn folded(text: &str) -> Folded {
        let strings = [("home", "首页"), ("count", "{n}篇"), ("quoted", "<b>\"")];
        let strings = strings.map(|(key, string)| (key.to_owned(), string.to_owned()));
        let words = Words::new(Language::Chinese, BTreeMap::from(strings));
        let urls = BTreeMap::from([("site.css".to_owned(), "/assets/site-1a2b.css".to_owned())]);
        fold(text, &Answers { words: &words, urls: &urls })
    }

    #[test]
    fn what_every_page_answers_alike_is_answered_once() {
        let link = r#"<link href="{{ asset(path="site.css") }}"><a>{{t(key="home")}}</a>"#;
        assert_eq!(folded(link).text, r#"<link href="/assets/site-1a2b.css"><a>首页</a>"#);
    }

    #[test]
    fn what_a_page_has_to_answer_stays() {
        for text in [
            r#"{{ t(key="count", n=3) }}"#,
            r#"{{ t(key="count") }}"#,
            r#"{{ t(key="quoted") }}"#,
            r#"{{ t(key="unknown") }}"#,
            r#"{{ t(key=name) }}"#,
            r#"{{- t(key="home") -}}"#,
            r#"{{ t(key="home") | upper }}"#,
            r##"{{ t(key="home") ~ t(key="home") }}"##,
            r#"{% set x = '{{ t(key="home") }}' %}"#,
            r#"{{ '{{ t(key="home") }}' }}"#,
            r#"{{ '\'{{ t(key="home") }}' }}"#,
            r#"{% raw %}{{ t(key="home") }}{% endraw %}"#,
            r#"{# {{ t(key="home") }} #}"#,
            "{",
            "{{",
            "{%",
            "a { b } c",
            "{{ '",
        ] {
            assert_eq!(folded(text).text, text);
        }
    }

    #[test]
    fn places_are_told_as_they_are_in_the_template() {
        let text = r#"<p>{{ t(key="home") }}，{{ x }}{{ t(key="home") }}{{ y }}"#;
        let folded = folded(text);
        for needle in ["<p>", "，", "{{ x }}", "{{ y }}", "}} y"] {
            if let Some(at) = folded.text.find(needle) {
                assert_eq!(Some(folded.unfolded(at)), text.find(needle), "{needle}");
            }
        }
        let inside = folded.text.find('页').expect("the answer");
        assert_eq!(Some(folded.unfolded(inside)), text.find("{{ t("));
        assert_eq!(folded.unfolded(folded.text.len()), text.len());
    }
}
