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
        let call = call.trim_matches(is_blank);
        let argument = |before: &str| call.strip_prefix(before)?.strip_suffix("\")");
        let answer = match argument("t(key=\"") {
            Some(key) => self.words.find(key)?,
            None => self.urls.get(argument("asset(path=\"")?)?,
        };
        let is_plain = !answer.contains(['{', '}', '<', '>', '&', '"', '\'', '\n', '\r']);
        // Blanks that are text of the template are what a `-` beside them takes away.
        let has_ends = !answer.is_empty() && answer.trim() == answer;
        (is_plain && has_ends).then_some(answer)
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
    match tag.as_bytes().get(1) {
        Some(b'#') => tag[2..].find("#}").map_or(tag.len(), |at| 2 + at + 2),
        Some(b'{') => end_outside_of_texts(tag, "}}"),
        Some(b'%') => {
            let length = end_outside_of_texts(tag, "%}");
            if is_tag(&tag[..length], "raw") { length + length_of_raw(&tag[length..]) } else { length }
        }
        _ => 1,
    }
}

/// What may stand between the parts of a tag.
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

/// Whether this is the tag of a name, and nothing else.
fn is_tag(tag: &str, name: &str) -> bool {
    let inside = tag.strip_prefix("{%").and_then(|tag| tag.strip_suffix("%}")).unwrap_or_default();
    let inside = inside.strip_prefix('-').unwrap_or(inside);
    inside.strip_suffix('-').unwrap_or(inside).trim_matches(is_blank) == name
}

/// How long what follows a tag `raw` is, up to the tag that ends it.
fn length_of_raw(text: &str) -> usize {
    let tags = text.match_indices("{%");
    let mut ends = tags.filter_map(|(at, _)| Some(at..at + text[at..].find("%}")? + 2));
    ends.find(|tag| is_tag(&text[tag.clone()], "endraw")).map_or(text.len(), |tag| tag.end)
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
            (None, _) if tag.as_bytes()[at..].starts_with(end.as_bytes()) => return at + end.len(),
            (None, _) => {}
        }
    }
    tag.len()
}

impl Folded {
    /// A template in which nothing was answered.
    pub(super) fn written(text: &str) -> Self {
        Self { text: text.to_owned(), cuts: Vec::new() }
    }

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
        let strings = [("home", "首页"), ("count", "{n}篇"), ("quoted", "<b>\""), ("comma", ", "), ("none", "")];
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
            r#"{{ t(key="comma") }}"#,
            r#"{{ t(key="none") }}"#,
            r#"{{ t(key=name) }}"#,
            r#"{{- t(key="home") -}}"#,
            r#"{{ t(key="home") | upper }}"#,
            r##"{{ t(key="home") ~ t(key="home") }}"##,
            r#"{% set x = '{{ t(key="home") }}' %}"#,
            r#"{{ '{{ t(key="home") }}' }}"#,
            r#"{{ '\'{{ t(key="home") }}' }}"#,
            r#"{% raw %}{{ t(key="home") }}{% endraw %}"#,
            r#"{% raw %} endraw {{ t(key="home") }} {%- endraw -%}"#,
            r#"{%- raw -%}{% endrawx %}{{ t(key="home") }}{% endraw %}"#,
            r#"{% raw %}{% {{ t(key="home") }}"#,
            r#"{# {{ t(key="home") }} #}"#,
            r#"{#} {{ t(key="home") }} #}"#,
            "{{ 春 }}",
            "{% if 春 == 1 %}首页",
            "{{ page.title  首页",
            "{{　t(key=\"home\") }}",
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
