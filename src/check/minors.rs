//! Names of minors beside a school or aid: in sentences, and in rows of tables.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::letters::Letters;
use super::lexicon::lexicon;
use super::names::{is_name, name_after, name_before};
use super::persons::{Told, What};
use crate::base::is_han;

/// Words near which a name may be a minor's.
fn minor_words() -> impl Iterator<Item = &'static String> {
    lexicon().school.iter().chain(&lexicon().aid)
}

/// What stands before a name.
static ROLE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:学生|高中生|初中生|同学|小朋友|少年|女孩|男孩|孩子|儿童|少先队员|受助生|受助人|孤儿|中学生|小学生|幼儿|学童|新生|少女|班的?|年级的?|岁的?)(?:代表|名单)?\*{0,3}[：:、“（( ]?\*{0,3}",
    )
});
/// What follows a name; the name is looked for backwards from here.
static NAME_ROLE: LazyLock<Regex> = LazyLock::new(|| super::pattern("小?同学|小朋友"));
static NAME_AGE: LazyLock<Regex> =
    LazyLock::new(|| super::pattern("[（(，,、 ]{1,2}(?:[男女][，,、 ]{0,2})?(?:[1-9]|1[0-7])周?岁"));
static LABELLED_NAME: LazyLock<Regex> =
    LazyLock::new(|| super::pattern(r"(?:学生姓名|姓名|受助人|名字叫?|名叫)\*{0,3}[：: ]{0,2}\*{0,3}"));

pub(super) fn minors_in_sentences(text: &str, letters: &Letters) -> Vec<Told> {
    if !minor_words().any(|word| letters.may_have(word)) {
        return Vec::new();
    }
    let is_labelled = ["姓名", "受助人", "名字", "名叫"].iter().any(|label| letters.may_have(label));
    let labels = is_labelled.then(|| LABELLED_NAME.find_iter(text)).into_iter().flatten();
    let ahead_of = ROLE_NAME.find_iter(text).chain(labels);
    let behind = ahead_of.flat_map(|role| names_after(text, role.range()));
    let ages = letters.may_have("岁").then(|| NAME_AGE.find_iter(text)).into_iter().flatten();
    let ahead = NAME_ROLE.find_iter(text).chain(ages).filter_map(|role| name_before(text, 0..role.start()));
    let mut sentence = Sentence::default();
    let mut told = Vec::new();
    for (name, role) in behind.chain(ahead.map(|name| (name, ""))) {
        if !sentence.range.contains(&name.start) {
            sentence = Sentence::around(text, name.start);
        }
        if sentence.is_of_minors && !is_adult_there(text, &sentence, &name, role) {
            told.push(Told { what: What::Minor, range: name, is_grave: sentence.is_of_aid });
        }
    }
    told
}

/// What is asked of a sentence for every name in it; one may have very many.
#[derive(Default)]
struct Sentence {
    range: Range<usize>,
    is_of_minors: bool,
    is_of_aid: bool,
    is_of_adults: bool,
}

impl Sentence {
    fn around(text: &str, at: usize) -> Self {
        let ends = ['。', '！', '？', '；', '\u{2029}', '\u{1F}'];
        let start =
            text[..at].rfind(ends).map_or(0, |found| found + text[found..].chars().next().map_or(1, char::len_utf8));
        let end = text[at..].find(ends).map_or(text.len(), |found| at + found);
        let sentence = &text[start..end];
        Self {
            range: start..end,
            is_of_minors: minor_words().any(|word| sentence.contains(word.as_str())),
            is_of_aid: lexicon().aid.iter().any(|word| sentence.contains(word.as_str())),
            is_of_adults: is_adult(sentence),
        }
    }
}

/// Whoever is named with a post or an age of eighteen and more is no minor.
fn is_adult(sentence: &str) -> bool {
    lexicon().adults.iter().any(|word| sentence.contains(word.as_str()))
}

/// Whether a name may be that of an adult whom its sentence speaks of. Right behind a word that only children have, it is
/// that only with a post of its own: `志愿者看望留守儿童…` speaks of two.
fn is_adult_there(text: &str, sentence: &Sentence, name: &Range<usize>, role: &str) -> bool {
    if !lexicon().children.iter().any(|word| role.contains(word.as_str())) {
        return sentence.is_of_adults;
    }
    // A name may have been read over the beginning of the post: 王老师.
    let begins_there = |word: &String| {
        let nearby = text.get(name.start..name.end + word.len()).unwrap_or(&text[name.clone()]);
        nearby.contains(word.as_str())
    };
    lexicon().adults.iter().any(begins_there)
}

/// The names behind a word for those who have them, each with the word: others may follow the first in a list.
fn names_after(text: &str, role: Range<usize>) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = Some(role.end);
    std::iter::from_fn(move || {
        let name = name_after(text, at?)?;
        at = text[name.end..].starts_with('、').then_some(name.end + '、'.len_utf8());
        Some((name, &text[role.clone()]))
    })
}

/// A row of a table with a cell that is a name and others that speak of school or aid, or stand under such heads.
pub(super) fn minors_in_rows(text: &str, above: Option<&str>) -> Vec<Told> {
    let mut told = Vec::new();
    let mut head = above.unwrap_or_default();
    let mut is_of_people = names_people(head);
    let mut at = 0;
    for row in text.split_inclusive('\u{2029}') {
        let start = at;
        at += row.len();
        if !is_row(row) {
            head = "";
            continue;
        }
        if head.is_empty() {
            head = row;
            is_of_people = names_people(head);
        }
        if !is_of_people {
            continue;
        }
        let says = |word: &str| row.contains(word) || head.contains(word);
        let speaks = |words: &[String]| words.iter().any(|word| says(word));
        if !speaks(&lexicon().school) && !speaks(&lexicon().aid) {
            continue;
        }
        if is_adult(head) || is_adult(row) || says("职务") || says("单位") {
            continue;
        }
        told.extend(names_of_row(row).map(|range| Told {
            what: What::Minor,
            range: start + range.start..start + range.end,
            is_grave: speaks(&lexicon().aid),
        }));
    }
    told
}

/// Whether the head of a table has a column of names.
fn names_people(head: &str) -> bool {
    let is_of_names =
        |cell: &str| lexicon().name_heads.iter().any(|name| cell.trim_matches([' ', '*', '\u{2029}']) == name);
    let mut cells = head.split(['|', '\t']);
    head.contains("姓名") || head.contains("名单") || head.contains(['|', '\t']) && cells.any(is_of_names)
}

fn is_row(row: &str) -> bool {
    row.matches(['|', '\t']).count() > 0 || row.matches([',', '，']).count() > 1 && !row.contains('。')
}

/// The cells of a row that are a whole name.
fn names_of_row(row: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    row.split_inclusive(['|', '\t', ',', '，', '\u{2029}']).filter_map(move |cell| {
        let start = at;
        at += cell.len();
        let name = cell.trim_matches(|c: char| !is_han(c) && !matches!(c, '*' | '＊' | '×' | '●'));
        let characters: Vec<char> = name.chars().collect();
        let from = start + (cell.len() - cell.trim_start_matches(|c: char| !is_han(c)).len());
        ((2..=3).contains(&characters.len()) && is_name(&characters)).then(|| from..from + name.len())
    })
}
