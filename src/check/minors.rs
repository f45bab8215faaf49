//! Names of minors beside a school or aid: in sentences, and in rows of tables.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::around::blocks;
use super::letters::Letters;
use super::lexicon::lexicon;
use super::names::{LONGEST_NAME, is_name, name_after, name_before};
use super::persons::{Told, What};
use crate::base::is_han;

/// Words near which a name may be a minor's.
fn minor_words() -> impl Iterator<Item = &'static String> {
    lexicon().school.iter().chain(&lexicon().aid)
}

/// What stands before a name.
static ROLE_NAME: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:学生|高中生|初中生|同学|小朋友|少年|女孩|男孩|孩子|儿童|少先队员|受助生|受助人|孤儿|中学生|小学生|幼儿|学童|新生|少女|班的?|年级的?)(?:代表|名单)?\*{0,3}[：:、“（( ]?\*{0,3}",
    )
});
/// The same, of an age.
static AGED_NAME: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:(?:^|[^0-9])(?:[1-9]|1[0-7])周?岁|(?:^|[^十])[一二三四五六七八九十]岁|十[一二三四五六七]岁)的?\*{0,3}[：:、“（( ]?\*{0,3}",
    )
});
/// What follows a name; the name is looked for backwards from here.
static NAME_ROLE: LazyLock<Regex> = LazyLock::new(|| super::pattern("小?同学|小朋友"));
static NAME_AGE: LazyLock<Regex> =
    LazyLock::new(|| super::pattern("[（(，,、 ]{1,2}(?:[男女][，,、 ]{0,2})?(?:[1-9]|1[0-7])周?岁"));
/// A child's class, in brackets behind the name.
static NAME_CLASS: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern("[（(][^（）()\u{2029}]{0,20}?(?:年级|[0-9一二三四五六七八九]班)[^（）()\u{2029}]{0,8}[）)]")
});
/// The same behind a comma: `王雨桐，女，第一小学三年级学生`.
static NAME_SCHOOL: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern("，(?:[男女]，)?[^，。在到赴为向给]{0,10}(?:小学|中学|幼儿园)，?[^，。在到赴为向给]{0,4}(?:年级|班)")
});
/// What labels a name in a form: whatever stands there is one.
static FORM_NAME: LazyLock<Regex> =
    LazyLock::new(|| super::pattern("(?:^|[^\\p{Han}])(?:学生|儿童|孩子|受助人)?姓名[：:] ?"));
static LABELLED_NAME: LazyLock<Regex> =
    LazyLock::new(|| super::pattern(r"(?:学生姓名|姓名|受助人|名字叫?|名叫)\*{0,3}[：: ]{0,2}\*{0,3}"));

/// The names of minors in sentences that speak of school or aid, and of nobody who is grown up.
pub(super) fn minors_in_sentences(text: &str, letters: &Letters) -> Vec<Told> {
    if !minor_words().any(|word| letters.may_have(word)) {
        return Vec::new();
    }
    let is_labelled = ["姓名", "受助人", "名字", "名叫"].iter().any(|label| letters.may_have(label));
    let labels = is_labelled.then(|| LABELLED_NAME.find_iter(text)).into_iter().flatten();
    let aged = letters.may_have("岁").then(|| AGED_NAME.find_iter(text)).into_iter().flatten();
    let behind = names_behind(text, ROLE_NAME.find_iter(text)).chain(names_behind(text, labels));
    let behind = behind.chain(names_behind(text, aged));
    let ages = letters.may_have("岁").then(|| NAME_AGE.find_iter(text)).into_iter().flatten();
    let has_classes = letters.may_have_one_of(&['级', '班']);
    let classes = has_classes.then(|| NAME_CLASS.find_iter(text)).into_iter().flatten();
    let schools = has_classes.then(|| NAME_SCHOOL.find_iter(text)).into_iter().flatten();
    let roles_behind = NAME_ROLE.find_iter(text).chain(ages);
    let ahead = roles_behind.filter_map(|role| name_before(text, 0..role.start()));
    // Two characters before a class are a subject as often as a name: 常识（三年级）.
    let is_long = |name: &Range<usize>| text[name.clone()].chars().count() > 2;
    let before_class = classes.chain(schools).filter_map(|role| name_before(text, 0..role.start()));
    let ahead = ahead.chain(before_class.filter(is_long));
    let forms = letters.may_have("姓名").then(|| FORM_NAME.find_iter(text)).into_iter().flatten();
    let behind = behind.chain(forms.filter_map(|label| Some((written_after(text, label.end())?, label.as_str()))));
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

/// The names behind some words for those who have them. A list is gone through once, whatever stands in it.
fn names_behind<'t>(
    text: &'t str,
    roles: impl Iterator<Item = regex::Match<'t>>,
) -> impl Iterator<Item = (Range<usize>, &'t str)> {
    let mut done = 0;
    roles.flat_map(move |role| {
        let names: Vec<_> = if role.start() < done { Vec::new() } else { names_after(text, role.range()).collect() };
        done = names.last().map_or(done, |(name, _)| name.end);
        names
    })
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
    let mut table = above.map(Table::of);
    for (start, row) in blocks(text) {
        if !is_row(row) {
            table = None;
            continue;
        }
        let table = table.get_or_insert_with(|| Table::of(row));
        if !table.is_of_minors(row) {
            continue;
        }
        let is_grave = table.speaks_of(&lexicon().aid, row);
        told.extend(table.names_in(row).map(|range| Told {
            what: What::Minor,
            range: start + range.start..start + range.end,
            is_grave,
        }));
    }
    told
}

/// What the head of a table says of its rows.
struct Table {
    /// What parts its cells.
    parts: &'static [char],
    /// The cells of the head, without blanks and stars.
    head: Vec<String>,
    /// The column that says itself that it has names: whatever stands there is one.
    names: Option<usize>,
    is_of_people: bool,
}

/// What begins the heads of columns of those who are named beside a child: its teachers, who helps it.
const COMPANIONS: [&str; 9] = ["班主任", "指导", "辅导", "带队", "帮扶", "结对", "资助", "推荐", "联系"];

/// What stands in columns of names and is none.
const NO_NAMES: [&str; 15] = [
    "合计",
    "小计",
    "总计",
    "共计",
    "备注",
    "待定",
    "匿名",
    "暂无",
    "空缺",
    "其他",
    "平均",
    "不详",
    "保密",
    "必填",
    "请填写",
];

impl Table {
    fn of(head: &str) -> Self {
        let parts: &[char] = match head {
            head if head.contains('|') => &['|'],
            head if head.contains('\t') => &['\t'],
            _ => &[',', '，'],
        };
        let squeezed = |cell: &str| cell.chars().filter(|one| !one.is_whitespace() && *one != '*').collect::<String>();
        let cells: Vec<String> = head.split(parts).map(squeezed).collect();
        let is_of_names = |cell: &String| parts.len() == 1 && lexicon().name_heads.contains(cell);
        let names = cells.iter().position(|cell| is_of_children(cell, "姓名"));
        let is_list = |cell: &String| is_of_children(cell, "名单") || is_of_names(cell);
        let is_of_people = names.is_some() || cells.iter().any(is_list);
        Self { parts, head: cells, names, is_of_people }
    }

    /// Whether a word stands in a row or above it.
    fn speaks_of(&self, words: &[String], row: &str) -> bool {
        words
            .iter()
            .any(|word| row.contains(word.as_str()) || self.head.iter().any(|cell| cell.contains(word.as_str())))
    }

    /// Whether a row may name a minor: school or aid is spoken of, and nothing that only adults have but in the columns of
    /// others.
    fn is_of_minors(&self, row: &str) -> bool {
        if !self.is_of_people || !(self.speaks_of(&lexicon().school, row) || self.speaks_of(&lexicon().aid, row)) {
            return false;
        }
        let is_of_adult = |cell: &str| is_adult(cell) || cell.contains("职务") || cell.contains("单位");
        let is_head_of_adults = |cell: &str| HEADS_OF_ADULTS.iter().any(|word| cell.contains(word));
        let has_ages = self.head.iter().any(|cell| cell.contains("年龄"));
        let age = |cell: &str| cell.trim().trim_end_matches('岁').parse::<u8>().ok();
        let is_old = |cell: &str| has_ages && age(cell).is_some_and(|age| (18..100).contains(&age));
        let mut head = self.head.iter().filter(|cell| !is_companion(cell)).map(String::as_str);
        let mut own = self.own_cells(row).map(|(_, range)| &row[range]);
        !head.any(|cell| is_of_adult(cell) || is_head_of_adults(cell))
            && !own.any(|cell| is_of_adult(cell) || is_old(cell))
    }

    /// The cells of a row in columns of its own, each with the number of its column.
    fn own_cells(&self, row: &str) -> impl Iterator<Item = (usize, Range<usize>)> {
        let mut at = 0;
        let cells = row.split(self.parts).map(move |cell| {
            let start = at;
            at += cell.len() + row[start + cell.len()..].chars().next().map_or(0, char::len_utf8);
            start..start + cell.len()
        });
        cells.enumerate().filter(|(column, _)| !self.head.get(*column).is_some_and(|head| is_companion(head)))
    }

    /// The cells of a row that are a whole name.
    fn names_in(&self, row: &str) -> impl Iterator<Item = Range<usize>> {
        self.own_cells(row).filter_map(move |(column, cell)| {
            let name = name_in_cell(&row[cell.clone()]);
            let name = cell.start + name.start..cell.start + name.end;
            let characters: Vec<char> = row[name.clone()].chars().collect();
            let is_it = match self.names == Some(column) {
                true => is_written_name(&row[name.clone()]),
                false => (2..=3).contains(&characters.len()) && is_name(&characters),
            };
            is_it.then_some(name)
        })
    }
}

/// Words in the heads of tables of those who work, give or judge.
const HEADS_OF_ADULTS: [&str; 15] = [
    "任教",
    "学科",
    "岗位",
    "职称",
    "捐款人",
    "捐赠人",
    "爱心人",
    "裁判",
    "主讲",
    "负责人",
    "网格",
    "班组",
    "培训",
    "工作",
    "党员",
];

/// Who the heads of columns of names may say that they are of.
const CHILDREN: [&str; 11] =
    ["学生", "儿童", "孩子", "受助", "资助对象", "救助对象", "帮扶对象", "留守", "困境", "幼儿", "新生"];

/// Whether a head says `what` of nobody in particular, or of children: 捐款人姓名 and 学校名单 are others.
fn is_of_children(head: &str, what: &str) -> bool {
    head.strip_suffix(what).is_some_and(|who| who.is_empty() || CHILDREN.iter().any(|word| who.contains(word)))
}

fn is_companion(head: &str) -> bool {
    COMPANIONS.iter().any(|word| head.starts_with(word)) && !head.contains("对象")
}

/// What stands behind a label of names, where it is one.
fn written_after(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let end = rest.find(|one| !is_han(one) && one != '·').unwrap_or(rest.len());
    let goes_on = rest[end..].starts_with(['*', '＊', '×', '●', '■']);
    (!goes_on && is_written_name(&rest[..end])).then_some(start..start + end)
}

/// Whether what stands in a column of names is one, and nothing of it is masked.
fn is_written_name(text: &str) -> bool {
    let is_part = |one: char| is_han(one) && one != '某' || one == '·';
    // What a form asks for is none either: 见附件, 请如实填写.
    let asks = || text.contains(['填', '请', '见', '附']) || text.starts_with('由');
    let is_word = || NO_NAMES.contains(&text) || text.ends_with("姓名") || asks();
    (2..=LONGEST_NAME).contains(&text.chars().count()) && text.chars().all(is_part) && !is_word()
}

/// Where the text of a cell stands in it, without blanks, and without the stars of bold.
fn name_in_cell(cell: &str) -> Range<usize> {
    let is_beside = |one: char| !is_han(one) && !matches!(one, '*' | '＊' | '×' | '●' | '■');
    let start = cell.len() - cell.trim_start_matches(is_beside).len();
    let text = cell[start..].trim_end_matches(is_beside);
    let bare = text.trim_start_matches('*');
    let stars = text.len() - bare.len();
    let bare = bare.strip_suffix(&text[..stars]).unwrap_or(text);
    let start = if bare.len() < text.len() { start + stars } else { start };
    start..start + bare.len()
}

fn is_row(row: &str) -> bool {
    row.bytes().any(|byte| matches!(byte, b'|' | b'\t')) || row.matches([',', '，']).count() > 1 && !row.contains('。')
}
