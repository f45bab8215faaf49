//! Names of minors beside a school or aid: in sentences, and in rows of tables (`rows`).

mod candidates;
mod lists;
mod rows;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use candidates::{Candidate, candidates};

use super::around::after;
use super::folded::BLOCK;
use super::letters::Letters;
use super::lexicon::{has_one_of, lexicon};
use super::names::may_name_somebody;
use super::persons::{Told, What};

pub(super) use rows::minors_in_rows;

/// Words near which a name may be a minor's, found many bytes at a time: only sentences that have one are looked into.
static MINOR_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    let words: Vec<String> = lexicon().school.iter().chain(&lexicon().aid).map(|word| regex::escape(word)).collect();
    super::pattern(&words.join("|"))
});

/// The age of somebody who is grown up.
static ADULT_AGE: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern("(?:^|[^0-9])(?:1[89]|[2-9][0-9])[多余]?周?岁|[二三四五六七八九]十[一二三四五六七八九多余]?岁")
});

/// The names of minors in sentences that speak of school or aid.
pub(super) fn minors_in_sentences(text: &str, letters: &Letters) -> Vec<Told> {
    let has_lists = ["名单", "名册"].iter().any(|list| letters.may_have(list) && text.contains(list));
    let mut told = if has_lists { lists::minors_in_lists(text) } else { Vec::new() };
    if letters.may_have("化名") && ["均为化名", "皆为化名", "都是化名"].iter().any(|all| text.contains(all))
    {
        return told;
    }
    let mut done = 0;
    while let Some(word) = MINOR_WORDS.find_at(text, done) {
        let range = sentence_around(text, word.start());
        done = range.end.max(word.end());
        // What a form says that it is a name is taken for one.
        if !may_name_somebody(&text[range.clone()]) && !letters.may_have("姓名") {
            continue;
        }
        let mut sentence = None;
        for candidate in candidates(&text[range.clone()], letters) {
            // Most sentences name nobody, and are asked nothing more.
            let sentence = sentence.get_or_insert_with(|| Sentence::of(text, &range));
            let name = range.start + candidate.name.start..range.start + candidate.name.end;
            if !is_of_adult(text, sentence, &candidate, &name) && !is_known(text, &name) {
                told.push(Told { what: What::Minor, range: name, is_grave: sentence.is_of_aid });
            }
        }
    }
    told
}

/// Where the sentence stands that a place lies in.
fn sentence_around(text: &str, at: usize) -> Range<usize> {
    let ends = ['。', '！', '？', '；', BLOCK, '\u{1F}'];
    let start =
        text[..at].rfind(ends).map_or(0, |found| found + text[found..].chars().next().map_or(1, char::len_utf8));
    start..text[at..].find(ends).map_or(text.len(), |found| at + found)
}

/// What is asked of a sentence for every name in it; one may have very many.
struct Sentence {
    is_of_aid: bool,
    is_of_adults: bool,
    is_of_grown_students: bool,
}

impl Sentence {
    fn of(text: &str, range: &Range<usize>) -> Self {
        let sentence = &text[range.clone()];
        Self {
            is_of_aid: has_one_of(sentence, &lexicon().aid),
            is_of_adults: is_adult(sentence)
                || ADULT_AGE.is_match(sentence)
                || has_one_of(introduction(text, range.start), &lexicon().adults),
            is_of_grown_students: has_one_of(sentence, &lexicon().grown_students),
        }
    }
}

/// Whether a text has a word that only adults are named with.
fn is_adult(text: &str) -> bool {
    [&lexicon().adults, &lexicon().titles, &lexicon().grown_students].iter().any(|words| has_one_of(text, words))
}

/// How far the words that introduce a list are looked for, in bytes.
const LONGEST_LIST: usize = 1200;

/// What introduces the list that a block may be an entry of: the last block before it that ends like one.
fn introduction(text: &str, start: usize) -> &str {
    if !text[..start].ends_with(BLOCK) {
        return "";
    }
    let from = text.ceil_char_boundary(start.saturating_sub(LONGEST_LIST));
    let is_introduction = |block: &&str| {
        let block = block.trim_end();
        block.ends_with(['：', ':']) || block.ends_with("名单") || block.ends_with("如下")
    };
    text[from..start].rsplit(BLOCK).find(is_introduction).unwrap_or_default()
}

/// Whether a name may be that of an adult whom its sentence speaks of. Right behind a word that children have, it is that only
/// with a post of its own: `志愿者看望留守儿童…` speaks of two.
fn is_of_adult(text: &str, sentence: &Sentence, candidate: &Candidate<'_>, name: &Range<usize>) -> bool {
    if !candidate.is_sure {
        return sentence.is_of_adults;
    }
    let is_of_child = has_one_of(candidate.role, &lexicon().children);
    sentence.is_of_grown_students && !is_of_child || has_post(text, name)
}

/// How far what stands in brackets behind a name is looked through, in characters.
const LONGEST_ASIDE: usize = 40;

/// Whether a post begins at the end of a name, which may have been read over it (王老师), or stands in brackets behind it.
fn has_post(text: &str, name: &Range<usize>) -> bool {
    let posts = || lexicon().adults.iter().chain(&lexicon().titles).chain(&lexicon().forms_of_address);
    let begins_there = |word: &String| {
        let nearby = text.get(name.start..name.end + word.len()).unwrap_or(&text[name.clone()]);
        nearby.contains(word.as_str())
    };
    let behind = after(text, name.end, LONGEST_ASIDE);
    let aside = behind.strip_prefix(['（', '(']).and_then(|aside| aside.split(['）', ')']).next());
    posts().any(begins_there) || aside.is_some_and(|aside| posts().any(|word| aside.contains(word.as_str())))
}

/// Whether everybody knows a name, or it says behind it that it is a pseudonym.
fn is_known(text: &str, name: &Range<usize>) -> bool {
    let behind = text[name.end..].trim_start_matches(['”', '*', '（', '(', '，', ' ']);
    let is_made_up = behind.strip_prefix("化名").is_some_and(|behind| !behind.starts_with(['：', ':', '为', '叫']));
    let is_in_books = || lexicon().known.iter().any(|known| *known == text[name.clone()]);
    is_made_up || is_in_books()
}
