//! What tells too much about a person: a minor's name beside a school or aid, an address, a birth date.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::around::{after, before, block};
use super::columns::{cell_ranges, cells};
use super::letters::Letters;
use super::lexicon::lexicon;
use crate::base::is_han;

/// Something that a text tells about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    /// What.
    pub what: What,
    /// Where, in bytes of the folded text.
    pub range: Range<usize>,
    /// Whether aid is spoken of, or it stands in a list of people.
    pub is_grave: bool,
}

/// What a text tells about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// The name of a minor.
    Minor,
    /// An address finer than a township.
    Address,
    /// A birth date.
    Birth,
}

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
/// Mongolian names as they are written in Chinese: with no surname, and ends that many share.
static MONGOLIAN: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"^[\p{Han}]{1,4}?(?:其其格|图雅|高娃|格日勒|巴特尔|青格乐|青格勒|苏和|塔娜|托娅|嘎拉|朝鲁|宝音|布和|孟和|那日苏|日娜|巴雅尔|萨如拉)",
    )
});
static LABELLED_NAME: LazyLock<Regex> =
    LazyLock::new(|| super::pattern(r"(?:学生姓名|姓名|受助人|名字叫?|名叫)\*{0,3}[：: ]{0,2}\*{0,3}"));
static FINE_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:嘎查|村|社区|小区|花园|家园|屯|街|路|巷|艾里|营子|组)[\p{Han}A-Za-z0-9\-]{0,12}?(?:[0-9]{1,4}(?:组|号楼?|栋|楼|单元|室|户)|[一二三四五六七八九十]组)|[\p{Han}]{1,8}(?:苏木|镇|乡|街道)[\p{Han}]{1,8}(?:嘎查|村|屯|艾里)|[0-9]{1,3}号?楼[0-9]{1,2}单元",
    )
});
static NAMED_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(r"(?:家庭住址|家庭地址|户籍地址|户籍所在地|户籍地|居住地址|现住址|住址|家住|现住)[：: 为是在]{0,3}")
});
static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:出生(?:日期|年月日?|时间|于)?|生于|生日)[：: 为是于*]{0,7}(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?)|(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:出生|生)",
    )
});

/// What the heads of columns of birth dates say.
const BIRTH_HEADS: [&str; 2] = ["出生", "生日"];

/// A date in a cell whose column is one of birth dates.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月?(?:[0-9]{1,2}日)?|[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?|[01][0-9](?:[0-3][0-9])?)",
    )
});

/// Everything of that kind in a text, which may be a row of the table that has the head `above`. `minors` is whether names
/// of minors are looked for.
pub(super) fn find_persons(text: &str, above: Option<&str>, letters: &Letters, minors: bool) -> Vec<Told> {
    let mut told = Vec::new();
    let has_cells = letters.may_have_one_of(&['|', '\t', ',']) && has_cells(text);
    let has_rows = || has_cells || text.contains('，');
    let says =
        |word: &str| letters.may_have(word) && text.contains(word) || above.is_some_and(|above| above.contains(word));
    if minors {
        told.extend(minors_in_sentences(text, letters));
        let is_listed = has_rows() && (letters.may_have("姓名") || letters.may_have("名单"));
        if is_listed || has_cells && lexicon().name_heads.iter().any(|head| says(head)) {
            told.extend(minors_in_rows(text, above));
        }
    }
    told.extend(addresses(text, letters, has_cells));
    if has_cells && BIRTH_HEADS.iter().any(|word| says(word)) {
        told.extend(births_in_rows(text, above));
    }
    if letters.may_have("生") && speaks_of_birth(text) {
        told.extend(births(text));
    }
    told.sort_by_key(|one| one.range.start);
    let mut row = 0..0;
    told.dedup_by(|second, first| {
        if second.what != What::Address {
            return second.what == first.what && second.range.start < first.range.end;
        }
        if !row.contains(&first.range.start) {
            row = block(text, first.range.start);
        }
        // Of a row, one address is told.
        let one_row = || row.contains(&second.range.start);
        second.what == first.what && (second.range.start < first.range.end || one_row())
    });
    told
}

/// Whether a text speaks of somebody who is helped.
pub(super) fn speaks_of_aid(text: &str) -> bool {
    lexicon().aid.iter().any(|word| text.contains(word.as_str()))
}

fn minors_in_sentences(text: &str, letters: &Letters) -> Vec<Told> {
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

/// A name at the beginning of a run of Han characters: a surname, one or two characters, and then what can follow.
fn name_after(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = &text[start..];
    let run: Vec<char> = rest.chars().take(4).take_while(|one| is_han(*one)).collect();
    if run.len() < 2 {
        return None;
    }
    let ends = |end: usize| ends_name(&rest[end..]) || closes_bold(&text[..start], &rest[end..]);
    if let Some(name) = MONGOLIAN.find(rest).filter(|name| ends(name.end())) {
        return Some(start..start + name.end());
    }
    let width = |length: usize| run.iter().take(length).map(|one| one.len_utf8()).sum::<usize>();
    let length = [4, 3, 2]
        .into_iter()
        .find(|length| run.len() >= *length && is_name(&run[..*length]) && ends(width(*length)))?;
    Some(start..start + width(length))
}

/// Whether the stars behind a name close those before it, and mask nothing.
fn closes_bold(before: &str, behind: &str) -> bool {
    let stars = behind.len() - behind.trim_start_matches('*').len();
    stars > 0 && stars == before.len() - before.trim_end_matches('*').len()
}

/// A name at the end of a run of Han characters, with something before it that is no part of it.
fn name_before(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let end = text[..range.end].trim_end_matches('*').len();
    let mut start = end;
    let mut run = Vec::new();
    for (at, character) in text[..end].char_indices().rev().take(8) {
        if !is_han(character) {
            break;
        }
        run.insert(0, character);
        start = at;
    }
    if end < range.end && !closes_bold(&text[..start], &text[end..range.end]) {
        return None;
    }
    [4, 3, 2].into_iter().filter(|length| run.len() >= *length).find_map(|length| {
        let from = run.len() - length;
        let starts = from == 0
            || ["学生", "的", "和", "与", "是", "班", "级", "孩子", "叫", "给", "向", "为"]
                .iter()
                .any(|word| run[..from].iter().collect::<String>().ends_with(word));
        if !starts || !is_name(&run[from..]) {
            return None;
        }
        let skipped: usize = run[..from].iter().map(|one| one.len_utf8()).sum();
        Some(start + skipped..end)
    })
}

fn is_name(characters: &[char]) -> bool {
    let text: String = characters.iter().collect();
    let is_double =
        characters.len() > 2 && lexicon().double_surnames.iter().any(|name| text.starts_with(name.as_str()));
    let is_single = characters.len() < 4 && characters.first().is_some_and(|first| lexicon().surnames.contains(*first));
    if !is_double && !is_single {
        return false;
    }
    !lexicon().no_names.iter().any(|word| text.starts_with(word.as_str()))
        && !characters[1..].iter().any(|one| "某们校级班年月日个名的了是在和与及等到上下学区镇村旗县市".contains(*one))
}

fn ends_name(rest: &str) -> bool {
    let Some(next) = rest.chars().next() else { return true };
    !is_han(next) && !matches!(next, '*' | '＊' | '×' | '●' | '某' | '”' | '》')
        || lexicon().behind_name.iter().any(|word| rest.starts_with(word.as_str()))
}

/// A row of a table with a cell that is a name and others that speak of school or aid, or stand under such heads.
fn minors_in_rows(text: &str, above: Option<&str>) -> Vec<Told> {
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

/// Dates below a head that says they are of births.
fn births_in_rows(text: &str, above: Option<&str>) -> Vec<Told> {
    let is_birth = |cell: &str| BIRTH_HEADS.iter().any(|word| cell.contains(word));
    let column_of = |head: &str| cells(head).position(is_birth).filter(|_| head.contains('|'));
    let mut told = Vec::new();
    let mut column = above.and_then(column_of);
    let (mut at, mut is_open) = (0, above.is_some());
    for row in text.split_inclusive('\u{2029}') {
        let start = at;
        at += row.len();
        if !row.contains('|') {
            // Tags leave line ends between rows.
            is_open &= row.trim().is_empty();
            continue;
        }
        let own = column_of(row).filter(|_| !DATE.is_match(row));
        if !is_open || own.is_some() {
            (column, is_open) = (own, true);
            continue;
        }
        let Some(cell) = column.and_then(|column| cell_ranges(row).into_iter().nth(column)) else { continue };
        let (from, cell) = (start + cell.start, &row[cell]);
        let date = DATE.find(cell).filter(|date| cell[..date.start()].trim_matches([' ', '*']).is_empty());
        told.extend(date.map(|date| Told {
            what: What::Birth,
            range: from + date.start()..from + date.end(),
            is_grave: false,
        }));
    }
    told
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

fn addresses(text: &str, letters: &Letters, has_cells: bool) -> Vec<Told> {
    let mut told = Vec::new();
    // The last row and whether it lists people: one may have very many addresses.
    let mut row = (0..0, false);
    let is_named = ["住", "户籍", "家庭地址"].iter().any(|label| letters.may_have(label));
    for found in is_named.then(|| NAMED_ADDRESS.find_iter(text)).into_iter().flatten() {
        let rest = after(text, found.end(), 40);
        let rest = &rest[..rest.find(['。', '；', '！', '|', '，']).unwrap_or(rest.len())];
        if let Some(place) = FINE_PLACE.find(rest) {
            if !row.0.contains(&found.start()) {
                let range = block(text, found.start());
                row = (range.clone(), lists_people(&text[range]));
            }
            let is_grave = row.1;
            let range = found.end() + place.start()..found.end() + place.end();
            told.push(Told { what: What::Address, range, is_grave });
        }
    }
    for row in has_cells.then(|| rows_of_people(text)).into_iter().flatten() {
        let found = FINE_PLACE.find_iter(&text[row.clone()]);
        told.extend(found.map(|found| Told {
            what: What::Address,
            range: row.start + found.start()..row.start + found.end(),
            is_grave: true,
        }));
    }
    told
}

/// The rows that have a cell that is a name.
fn rows_of_people(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    text.split_inclusive('\u{2029}').filter_map(move |row| {
        let start = at;
        at += row.len();
        lists_people(row).then_some(start..at)
    })
}

/// Whether a row has a cell that is a name, masked or not.
fn lists_people(row: &str) -> bool {
    let parts = row.split(['|', '\t', ',']);
    let is_person = |cell: &str| {
        let cell = cell.trim();
        let count = cell.chars().count();
        let masked = cell.contains(['*', '＊', '某']);
        (2..=4).contains(&count)
            && cell.chars().next().is_some_and(|first| lexicon().surnames.contains(first))
            && cell.chars().all(|one| is_han(one) || matches!(one, '*' | '＊'))
            && (masked || is_name(&cell.chars().collect::<Vec<_>>()))
    };
    has_cells(row) && parts.into_iter().any(is_person)
}

fn has_cells(text: &str) -> bool {
    text.bytes().any(|byte| matches!(byte, b'|' | b'\t' | b','))
}

/// Whether there is a word of a birth date at all. 学生 and 卫生, which are everywhere, are none.
fn speaks_of_birth(text: &str) -> bool {
    text.match_indices('生')
        .any(|(at, word)| text[..at].ends_with(['出', '月', '日']) || text[at + word.len()..].starts_with(['于', '日']))
}

fn births(text: &str) -> Vec<Told> {
    let found = BIRTH.find_iter(text).filter(|found| {
        let (before, after) = (before(text, found.start(), 6), after(text, found.end(), 6));
        let is_limit = ["以后", "之后", "后", "前", "以前", "之前", "至", "到", "（含", "(含", "—", "-", "期间"];
        let goes_on = ["率", "地", "人口", "缺陷", "产", "活", "效", "动", "态", "日", "长", "成", "人", "源", "意"];
        let is_dated = !found.as_str().ends_with('生');
        let ends = is_dated || !goes_on.iter().any(|word| after.starts_with(word));
        let limits = is_limit.iter().any(|word| after.starts_with(word)) || before.ends_with(['至', '到', '在']);
        ends && !limits
    });
    found.map(|found| Told { what: What::Birth, range: found.range(), is_grave: false }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(What, String)> {
        find_persons(text, None, &Letters::of(text), true)
            .into_iter()
            .map(|one| (one.what, text[one.range].to_owned()))
            .collect()
    }

    #[test]
    fn names_of_minors_are_seen_beside_school_and_aid() {
        for text in [
            "受助学生李晓梅，来自第一小学",
            "李晓梅同学今年上三年级",
            "困境儿童李晓梅（9岁）收到书包",
            "三年级2班学生李晓梅说",
            "| 姓名 | 年级 |\u{2029}|---|---|\u{2029}| 李晓梅 | 三年级 |\u{2029}",
        ] {
            assert_eq!(told(text), [(What::Minor, "李晓梅".to_owned())], "{text}");
        }
    }

    #[test]
    fn neither_markup_nor_lists_nor_helpers_hide_a_minor() {
        for text in [
            "受助学生**李晓梅**收到书包",
            "**受助学生**李晓梅收到书包",
            "困境儿童：*李晓梅*领到书包",
            "**李晓梅**同学是留守儿童",
            "受助学生名单：李晓梅",
            "受助学生代表李晓梅同学",
            "困境儿童代表李晓梅发言",
            "志愿者看望留守儿童李晓梅",
            "受助学生（李晓梅）",
            "16岁的高中生李晓梅",
            "| 序号 | 受助人 | 年级 |\u{2029}|---|---|---|\u{2029}| 1 | 李晓梅 | 三年级 |\u{2029}",
            "| 学生 | 奖项 |\u{2029}|---|---|\u{2029}| 李晓梅 | 一等 |\u{2029}",
        ] {
            assert_eq!(told(text), [(What::Minor, "李晓梅".to_owned())], "{text}");
        }
        let names = |text: &str| told(text).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        assert_eq!(names("受助学生名单：李晓梅、王强"), ["李晓梅", "王强"]);
        assert_eq!(names("欧阳小明同学是留守儿童"), ["欧阳小明"]);
    }

    #[test]
    fn birth_dates_are_seen_below_their_head() {
        let birth = |date: &str| vec![(What::Birth, date.to_owned())];
        for (head, date) in [
            ("出生日期", "2012-03-04"),
            ("出生年月", "2012.03"),
            ("**生日**", "2012年3月4日"),
            ("出生日期", "20120304"),
        ] {
            let table = format!("| 姓名 | {head} |\u{2029}|---|---|\u{2029}| 王某某 | {date} |\u{2029}");
            assert_eq!(told(&table), birth(date), "{table}");
        }
        let row = "| 王某某 | 2012-03-04";
        assert_eq!(find_persons(row, Some("| 姓名 | 出生日期"), &Letters::of(row), true).len(), 1);
        for text in ["出生日期：**2012年3月4日**", "**出生日期**：2012年3月4日"] {
            assert_eq!(told(text).len(), 1, "{text}");
        }
        for text in [
            "| 年份 | 出生人口 |\u{2029}|---|---|\u{2029}| 2012-03-04 | 31 |\u{2029}",
            "| 姓名 | 学生 |\u{2029}|---|---|\u{2029}| 王某 | 2012-03-04 |\u{2029}",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn others_are_left_alone() {
        for text in [
            "学生高兴地说",
            "资助学生张某某和李某",
            "志愿者李晓梅为小学生上课",
            "学生周末来到小学",
            "旗团委书记张明华到小学调研",
            "资助学生96名",
            "张*三、李*四同学",
            "向学生讲雷锋故事",
            "小学生马上到校",
            "学生代表高度评价",
            "受助学生（高一）",
            "资助学生**96**名",
            "受助学生**张某某**",
            "资助学生张**同学",
            "志愿者张明华看望留守儿童",
            "留守儿童王老师",
            "资助大学生李晓梅",
            "| 学生 | 人数 |\u{2029}|---|---|\u{2029}| 高一 | 30 |\u{2029}",
            "| 姓名 | 单位 | 学生 |\u{2029}|---|---|---|\u{2029}| 李晓梅 | 中学 | 30 |\u{2029}",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    #[test]
    fn addresses_and_birth_dates_are_seen_where_they_are_of_people() {
        assert_eq!(told("家庭住址：大镇东升嘎查3组")[0].0, What::Address);
        assert_eq!(told("出生日期：2012年3月4日")[0].0, What::Birth);
        for text in
            ["地点：青年广场3号楼201室", "1988年1月1日以后出生", "家庭住址不得公开", "2023年6月生产", "住址只写到乡镇"]
        {
            assert_eq!(told(text), [], "{text}");
        }
    }
}
