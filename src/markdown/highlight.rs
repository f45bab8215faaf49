//! Colours code at build time: `<span class="hl-k">` and seven classes more, no styles.
//!
//! A line of code costs as much as a whole post, so the grammars are loaded when the first block asks for one, and
//! what was coloured once is kept for the life of the process, found by the hash of language and code. That memory
//! changes no result, only its cost.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rapidhash::RapidHashMap;
use syntect::easy::ScopeRegionIterator;
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// Longer blocks stay plain: a minute of colouring helps nobody.
const LONGEST_BLOCK: usize = 64 * 1024;

/// Blocks with a longer line stay plain: grammars are slow on minified code.
const LONGEST_LINE: usize = 2000;

/// How many blocks are kept.
const MOST_KEPT: usize = 4096;

/// Which scopes have which class. The first that fits the innermost scope counts.
const CLASSES: [(&str, &str); 24] = [
    ("comment", "hl-c"),
    ("string", "hl-s"),
    ("constant.numeric", "hl-n"),
    ("constant.language", "hl-n"),
    ("constant.character", "hl-s"),
    ("constant", "hl-n"),
    ("entity.name.function", "hl-f"),
    ("support.function", "hl-f"),
    ("variable.function", "hl-f"),
    ("entity.name.type", "hl-t"),
    ("entity.name.class", "hl-t"),
    ("entity.name.struct", "hl-t"),
    ("support.type", "hl-t"),
    ("support.class", "hl-t"),
    ("storage.type", "hl-k"),
    ("storage", "hl-k"),
    ("keyword.operator", ""),
    ("keyword", "hl-k"),
    ("entity.name.tag", "hl-k"),
    ("entity.other.attribute-name", "hl-a"),
    ("variable.other.key", "hl-a"),
    ("markup.inserted", "hl-i"),
    ("markup.deleted", "hl-d"),
    ("markup.heading", "hl-k"),
];

/// The code as HTML with classes; `None` where the language is unknown or the block too large.
pub(super) fn highlight(language: &str, code: &str) -> Option<Arc<str>> {
    if language.is_empty() || code.len() > LONGEST_BLOCK || code.lines().any(|line| line.len() > LONGEST_LINE) {
        return None;
    }
    let syntax = grammars().find_syntax_by_token(language)?;
    let key = key(language, code);
    if let Some(kept) = kept().lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Some(kept.clone());
    }
    let html: Arc<str> = colour(syntax, code)?.into();
    let mut kept = kept().lock().unwrap_or_else(PoisonError::into_inner);
    if kept.len() >= MOST_KEPT {
        kept.clear();
    }
    kept.insert(key, html.clone());
    Some(html)
}

/// Coloured blocks by hash and length.
type Kept = Mutex<RapidHashMap<(u64, usize), Arc<str>>>;

fn kept() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(Mutex::default)
}

fn key(language: &str, code: &str) -> (u64, usize) {
    let seed = rapidhash::v3::rapidhash_v3(language.as_bytes());
    (seed.rotate_left(1) ^ rapidhash::v3::rapidhash_v3(code.as_bytes()), code.len())
}

fn grammars() -> &'static SyntaxSet {
    static GRAMMARS: OnceLock<SyntaxSet> = OnceLock::new();
    GRAMMARS.get_or_init(two_face::syntax::extra_newlines)
}

fn scopes() -> &'static [(Scope, &'static str)] {
    static SCOPES: OnceLock<Vec<(Scope, &'static str)>> = OnceLock::new();
    SCOPES.get_or_init(|| {
        CLASSES.iter().filter_map(|&(name, class)| Scope::new(name).ok().map(|scope| (scope, class))).collect()
    })
}

fn colour(syntax: &SyntaxReference, code: &str) -> Option<String> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut output = Coloured { html: String::with_capacity(code.len() * 2), class: "" };
    for line in code.split_inclusive('\n') {
        let parsed = state.parse_line(line, grammars()).ok()?;
        for (text, change) in ScopeRegionIterator::new(&parsed, line) {
            stack.apply(change).ok()?;
            if !text.is_empty() {
                output.push(class_of(&stack), text);
            }
        }
    }
    output.change_class("");
    Some(output.html)
}

fn class_of(stack: &ScopeStack) -> &'static str {
    let classes = |scope: &Scope| scopes().iter().find(|(prefix, _)| prefix.is_prefix_of(*scope));
    stack.as_slice().iter().rev().find_map(classes).map_or("", |(_, class)| class)
}

/// HTML in which neighbours of one class share a `<span>`.
struct Coloured {
    html: String,
    class: &'static str,
}

impl Coloured {
    fn push(&mut self, class: &'static str, text: &str) {
        if !text.trim().is_empty() {
            self.change_class(class);
        }
        super::write::escape(&mut self.html, text);
    }

    fn change_class(&mut self, class: &'static str) {
        if class == self.class {
            return;
        }
        if !self.class.is_empty() {
            self.html.push_str("</span>");
        }
        if !class.is_empty() {
            self.html.push_str("<span class=\"");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.class = class;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_coloured_by_classes() {
        let html = highlight("rust", "let x = \"<a>\"; // 注释\n").expect("a known language");
        assert!(
            html.contains("<span class=\"hl-s\">\"&lt;a&gt;\"</span>") || html.contains("&quot;&lt;a&gt;&quot;"),
            "{html}"
        );
        assert!(html.contains("<span class=\"hl-c\">// 注释"), "{html}");
        assert!(highlight("no-such-language", "x").is_none());
    }
}
