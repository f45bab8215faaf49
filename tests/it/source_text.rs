//! The project's own source as text, for the tests that hold it to its rules.

use std::path::{Path, PathBuf};

use crate::portal::tree_of;

/// One file of `src/`, without its tests.
pub(crate) struct SourceFile {
    /// `cli/build.rs`.
    pub(crate) path: String,
    /// Its code; comments are gone, and texts are empty.
    pub(crate) code: String,
    /// Its text literals, and where each stood in `code`.
    pub(crate) literals: Vec<(usize, String)>,
}

/// The project's root.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the project.
pub(crate) fn project_file(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// All files below a folder of the project that are text.
pub(crate) fn texts_below(folder: &str) -> Vec<(String, String)> {
    let files = tree_of(&root().join(folder)).into_iter();
    files.filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?))).collect()
}

/// The files of `src/`, without those that only hold tests.
pub(crate) fn sources() -> Vec<SourceFile> {
    let files = texts_below("src").into_iter().filter(|(path, _)| path.ends_with(".rs") && !is_test(path));
    let sources: Vec<_> = files.map(|(path, text)| read(path, without_tests(&text))).collect();
    assert!(sources.len() > 50, "only {} files of source were found", sources.len());
    sources
}

fn is_test(path: &str) -> bool {
    Path::new(path).components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
}

/// Tests stand at the foot of a file.
fn without_tests(text: &str) -> &str {
    text.find("#[cfg(test)]\nmod tests {").map_or(text, |at| &text[..at])
}

/// Reads Rust as far as it takes to tell code, comments and texts apart.
fn read(path: String, text: &str) -> SourceFile {
    let (mut code, mut literals) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = &rest[rest.find('\n').unwrap_or(rest.len())..];
        } else if let Some((literal, length)) = literal_at(rest, code.chars().next_back()) {
            literals.push((code.len(), literal));
            code.push_str("\"\"");
            rest = &rest[length..];
        } else {
            // A quote as a character is no text.
            let length = if rest.starts_with("'\"'") { 3 } else { next.len_utf8() };
            code.push_str(if length == 3 && next == '\'' { "' '" } else { &rest[..length] });
            rest = &rest[length..];
        }
    }
    SourceFile { path, code, literals }
}

/// The text literal at the beginning of `rest`, and its length with its quotes.
fn literal_at(rest: &str, before: Option<char>) -> Option<(String, usize)> {
    let in_word = before.is_some_and(|before| before.is_alphanumeric() || before == '_');
    if let Some(raw) = rest.strip_prefix('r').filter(|_| !in_word) {
        let hashes = raw.chars().take_while(|&character| character == '#').count();
        if let Some(inner) = raw[hashes..].strip_prefix('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let length = inner.find(&end)?;
            return Some((inner[..length].to_owned(), 1 + hashes + 1 + length + end.len()));
        }
    }
    let inner = rest.strip_prefix('"')?;
    let mut escaped = false;
    for (at, character) in inner.char_indices() {
        match character {
            '"' if !escaped => return Some((inner[..at].to_owned(), at + 2)),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}

#[test]
fn comments_and_texts_are_told_apart() {
    let text = "let a = \"b // c\"; // \"d\"\nlet e = '\"'; let f = r#\"g\"h\"#; 'x: loop {}";
    let file = read("a.rs".into(), text);
    let literals: Vec<&str> = file.literals.iter().map(|(_, literal)| literal.as_str()).collect();
    assert_eq!(literals, ["b // c", "g\"h"]);
    assert_eq!(file.code, "let a = \"\"; \nlet e = ' '; let f = \"\"; 'x: loop {}");
}
