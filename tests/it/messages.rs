//! `messages/*.ftl` against the source: every id has its words in both languages, and no words wait for an id.

use std::collections::{BTreeMap, BTreeSet};

use crate::source_text::{SourceFile, project_file, sources};

/// What one message of a file has.
#[derive(Debug, Default, PartialEq, Eq)]
struct Entry {
    /// Its text, attributes included.
    text: String,
    /// The names of its variables.
    variables: BTreeSet<String>,
    /// Whether it says what to do.
    has_help: bool,
}

/// The messages of a language. Ids stand at the beginning of a line, what belongs to them is indented.
fn messages(language: &str) -> BTreeMap<String, Entry> {
    let mut messages: BTreeMap<String, Entry> = BTreeMap::new();
    let mut current = String::new();
    for line in project_file(&format!("messages/{language}.ftl")).lines() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with(' ') {
            let (id, _) = line.split_once(" =").unwrap_or_else(|| panic!("{language}: no message: {line}"));
            current = id.to_owned();
            assert!(
                messages.insert(current.clone(), Entry::default()).is_none(),
                "{language}: {current} is there twice"
            );
        }
        let entry = messages.get_mut(&current).expect("a message above");
        entry.text.push_str(line);
        entry.has_help |= line.trim_start().starts_with(".help =");
        entry.variables.extend(variables_of(line));
    }
    messages
}

fn variables_of(line: &str) -> impl Iterator<Item = String> + '_ {
    line.split('$').skip(1).map(|after| {
        after
            .chars()
            .take_while(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_'))
            .collect()
    })
}

#[test]
fn both_languages_say_the_same_things() {
    let (chinese, english) = (messages("zh-CN"), messages("en"));
    let ids = |messages: &BTreeMap<String, Entry>| messages.keys().cloned().collect::<BTreeSet<_>>();
    let only: Vec<_> = ids(&chinese).symmetric_difference(&ids(&english)).cloned().collect();
    assert!(only.is_empty(), "in one language only: {only:?}");
    for (id, entry) in &chinese {
        assert_eq!(entry.variables, english[id].variables, "the variables of {id}");
        assert_eq!(entry.has_help, english[id].has_help, "the help of {id}");
    }
}

#[test]
fn every_message_has_text_that_fluent_reads() {
    for language in ["zh-CN", "en"] {
        let text = project_file(&format!("messages/{language}.ftl"));
        if let Err((_, errors)) = fluent_bundle::FluentResource::try_new(text) {
            panic!("{language}: {errors:?}");
        }
        for (id, entry) in messages(language) {
            let words = entry.text.split_once('=').map_or("", |(_, words)| words.trim());
            assert!(!words.is_empty() && !words.starts_with(".help"), "{language}: {id} has no text");
        }
    }
}

#[test]
fn chinese_messages_are_chinese() {
    for (id, entry) in messages("zh-CN") {
        let words = entry.text.split_once('=').map_or("", |(_, words)| words);
        assert!(words.chars().any(|character| ('\u{4E00}'..='\u{9FFF}').contains(&character)), "{id}: {words}");
    }
    for (id, entry) in messages("en") {
        assert!(entry.text.is_ascii() || !entry.text.contains('。'), "{id} ends as Chinese does: {}", entry.text);
    }
}

#[test]
fn no_message_waits_for_somebody_to_use_it() {
    let used: BTreeSet<String> = sources().into_iter().flat_map(|file| file.literals).map(|(_, text)| text).collect();
    // A reason why a figure is left out of a sum is a code of the JSON too; `why-` before it is its message.
    let is_used = |id: &String| used.contains(id.strip_prefix("why-").unwrap_or(id));
    let unused: Vec<_> = messages("zh-CN").into_keys().filter(|id| !is_used(id)).collect();
    assert!(unused.is_empty(), "no source names {unused:?}");
}

/// Calls whose text literal is the id of a message.
const CALLS: [&str; 5] = ["Message::new(", ".plain(", "wrong_type(", "Finding::error(", "Finding::warning("];

#[test]
fn every_id_of_the_source_has_its_words() {
    let known = messages("zh-CN");
    let mut missing = BTreeSet::new();
    for file in sources().iter().filter(|file| !file.path.starts_with("view/")) {
        for (at, literal) in &file.literals {
            if is_id(literal) && is_in_call(file, *at) && !known.contains_key(literal) {
                missing.insert(format!("{}: {literal}", file.path));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

fn is_id(text: &str) -> bool {
    text.contains('-') && text.chars().all(|character| character.is_ascii_lowercase() || character == '-')
}

/// Whether the statement up to a place has one of the calls, or is the arm of a `fn message`.
fn is_in_call(file: &SourceFile, at: usize) -> bool {
    let before = &file.code[..at];
    let statement = &before[before.rfind([';', '{', '}']).map_or(0, |found| found + 1)..];
    let function = before.rfind("fn ").map_or("", |found| &before[found..]);
    CALLS.iter().any(|call| statement.contains(call))
        || before.ends_with("about(")
        || function.starts_with("fn message(")
}

/// Ids whose variables are filled by another function than the one that names them.
const FILLED_ELSEWHERE: [&str; 1] = ["figure-"];

#[test]
fn every_variable_of_a_message_is_filled() {
    let known = messages("en");
    let mut wrong = BTreeSet::new();
    for file in sources() {
        for (index, (at, id)) in file.literals.iter().enumerate() {
            let Some(entry) = known.get(id).filter(|_| file.code[..*at].ends_with("Message::new(")) else { continue };
            if FILLED_ELSEWHERE.iter().any(|prefix| id.starts_with(prefix)) {
                continue;
            }
            let filled = filled_names(&file, index);
            for name in entry.variables.difference(&filled_later(&file, index)) {
                wrong.insert(format!("{}: {id} is not given ${name}", file.path));
            }
            for name in filled.difference(&entry.variables) {
                wrong.insert(format!("{}: {id} makes no use of ${name}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// The names in the calls `.with("name", …)` between a message's id and the end of the function.
fn filled_later(file: &SourceFile, index: usize) -> BTreeSet<String> {
    let start = file.literals[index].0;
    let end = file.code[start..].find("fn ").map_or(file.code.len(), |at| start + at);
    names_until(file, index, end)
}

/// The names in the calls `.with("name", …)` that follow a message's id, up to the end of its expression.
fn filled_names(file: &SourceFile, index: usize) -> BTreeSet<String> {
    let start = file.literals[index].0;
    let mut depth = 0;
    let end = file.code[start..].char_indices().find(|(_, character)| {
        depth += match character {
            '(' | '{' | '[' => 1,
            ')' | '}' | ']' => -1,
            _ => 0,
        };
        // The parenthesis of `Message::new(` itself closes once.
        depth < -1 || (depth == -1 && matches!(character, ';' | ','))
    });
    let end = start + end.map_or(file.code.len() - start, |(at, _)| at);
    names_until(file, index, end)
}

fn names_until(file: &SourceFile, index: usize, end: usize) -> BTreeSet<String> {
    let inside = file.literals[index..].iter().take_while(|(at, _)| *at < end);
    let names = inside.filter(|(at, _)| file.code[..*at].ends_with(".with("));
    names.map(|(_, name)| name.clone()).collect()
}
