//! What tells too much about a person: a minor's name beside a school or aid, an address, a birth date.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use super::around::{after, before, block, blocks};
use super::columns::{cell_ranges, cells};
use super::letters::Letters;
use super::lexicon::{has_one_of, lexicon};
use super::minors::{minors_in_rows, minors_in_sentences};
use super::names::is_name;
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

static FINE_PLACE: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:嘎查|村|社区|小区|花园|家园|屯|街|路|巷|艾里|营子|组)[\p{Han}A-Za-z0-9\-]{0,12}?(?:[0-9]{1,4}(?:组|号楼?|栋|楼|单元|室|户)|[一二三四五六七八九十]组)|[\p{Han}]{1,8}(?:苏木|镇|乡|街道)[\p{Han}]{1,8}(?:嘎查|村|屯|艾里)|[0-9]{1,3}号?楼[0-9]{1,2}单元",
    )
});
static NAMED_ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:家庭住址|家庭地址|户籍地址|户籍所在地|户籍地|居住地址|现住址|住址|家住|现住)[：: 为是在]{0,3}|(?:户籍|居住地)[：:]",
    )
});
/// Of many who live in a village it says the same: only a house is one family's.
static LIVING: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern("(?:居住|现居|租住)(?:在|于)[\\p{Han}A-Za-z\\-]{2,24}[0-9]{1,4}(?:号楼?|栋|单元|室)")
});
/// One child who lives in a village that is named; many live in villages that aren't.
static CHILD_LIVING: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:儿童|学生|孩子|女孩|男孩|孤儿|同学|少年)[\p{Han}&&[^们多都均大部分些]]{0,4}，?(?:现|就|一直)?住在([\p{Han}&&[^偏边外同本邻各不附山农牧城全这那一]][\p{Han}]{1,7}(?:嘎查|村|艾里|屯|小区))",
    )
});
static BIRTH: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        r"(?:出生(?:日期|年月日?|时间|于)?|生于|生日)[：: 为是于*]{0,7}(?:19|20)[0-9]{2}(?:年[0-9]{1,2}月(?:[0-9]{1,2}日)?|[-./][0-9]{1,2}(?:[-./][0-9]{1,2})?|[01][0-9][0-3][0-9])|(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:出生|生)|(?:19|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}出生",
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
        // Forms set the characters of their heads apart.
        let has_names =
            letters.may_have("姓名") && text.contains("姓") || letters.may_have("名单") && text.contains("名单");
        let is_listed = has_names && has_rows();
        if is_listed || has_cells && lexicon().name_heads.iter().any(|head| says(head)) {
            told.extend(minors_in_rows(text, above));
        }
    }
    told.extend(addresses(text, above, letters, has_cells));
    let has_head = || BIRTH_HEADS.iter().any(|word| above.is_some_and(|above| squeezed(above).contains(word)));
    let words = if letters.may_have("生") { words_of_birth(text) } else { BirthWords::default() };
    if has_cells && (words.may_be_head || has_head()) {
        told.extend(births_in_rows(text, above));
    }
    if words.may_be_date {
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
    has_one_of(text, &lexicon().aid)
}

fn addresses(text: &str, above: Option<&str>, letters: &Letters, has_cells: bool) -> Vec<Told> {
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
    let is_lived_in = letters.may_have_one_of(&['住', '居']);
    for found in is_lived_in.then(|| LIVING.find_iter(text)).into_iter().flatten() {
        told.push(Told { what: What::Address, range: found.range(), is_grave: false });
    }
    let lives = if letters.may_have("住") { Some(CHILD_LIVING.captures_iter(text)) } else { None };
    for place in lives.into_iter().flatten().filter_map(|found| found.get(1)) {
        told.push(Told { what: What::Address, range: place.range(), is_grave: false });
    }
    for row in has_cells.then(|| rows_of_people(text, above)).into_iter().flatten() {
        let found = FINE_PLACE.find_iter(&text[row.clone()]);
        told.extend(found.map(|found| Told {
            what: What::Address,
            range: row.start + found.start()..row.start + found.end(),
            is_grave: true,
        }));
    }
    told
}

/// The rows that have a cell that is a name, but those of tables that say where something is done, and who does it.
fn rows_of_people<'t>(text: &'t str, above: Option<&'t str>) -> impl Iterator<Item = Range<usize>> + 't {
    let mut head = above;
    blocks(text).filter_map(move |(at, row)| {
        head = if has_cells(row) { head.or(Some(row)) } else { above };
        let is_of_venues = head.is_some_and(is_head_of_venues);
        (!is_of_venues && lists_people(row)).then_some(at..at + row.len())
    })
}

fn is_head_of_venues(head: &str) -> bool {
    has_one_of(head, &lexicon().venue_heads) && !has_one_of(head, &lexicon().home_heads)
}

/// Whether a row has a cell that is a name, masked or not.
fn lists_people(row: &str) -> bool {
    let parts = row.split(['|', '\t', ',']);
    let is_person = |cell: &str| {
        let cell = cell.trim();
        let count = cell.chars().count();
        let masked = cell.contains(['*', '＊', '某']);
        (2..=4).contains(&count)
            && cell.chars().next().is_some_and(|first| lexicon().surnames.has(first))
            && cell.chars().all(|one| is_han(one) || matches!(one, '*' | '＊'))
            && (masked || is_name(&cell.chars().collect::<Vec<_>>()))
    };
    has_cells(row) && parts.into_iter().any(is_person) && !names_office(row)
}

/// A head without the blanks that forms set its characters apart with.
fn squeezed(head: &str) -> String {
    head.replace(' ', "")
}

/// Whether a row has a cell that is an office, whose address is for everybody.
fn names_office(row: &str) -> bool {
    let mut cells = row.split(['|', '\t', ',']).map(str::trim);
    cells.any(|cell| ["委", "局", "办公室", "中心", "服务站", "协会", "支部"].iter().any(|end| cell.ends_with(end)))
}

fn has_cells(text: &str) -> bool {
    memchr::memchr3(b'|', b'\t', b',', text.as_bytes()).is_some()
}

/// Dates below a head that says they are of births.
fn births_in_rows(text: &str, above: Option<&str>) -> Vec<Told> {
    let is_birth = |cell: &str| BIRTH_HEADS.iter().any(|word| squeezed(cell).contains(word));
    let column_of = |head: &str| cells(head).position(is_birth).filter(|_| head.contains('|'));
    let mut told = Vec::new();
    let mut column = above.and_then(column_of);
    let mut is_open = above.is_some();
    for (start, row) in blocks(text) {
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
        // Who may apply, and not when somebody was born.
        let date = date.filter(|date| !cell[date.end()..].starts_with(['以', '之', '后', '前', '至', '到']));
        told.extend(date.map(|date| Told {
            what: What::Birth,
            range: from + date.start()..from + date.end(),
            is_grave: false,
        }));
    }
    told
}

/// What the words around 生 may be. 学生 and 卫生, which are everywhere, are neither.
#[derive(Default)]
struct BirthWords {
    /// The head of a column, whose characters forms set apart.
    may_be_head: bool,
    /// A birth date.
    may_be_date: bool,
}

fn words_of_birth(text: &str) -> BirthWords {
    static BORN: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("生"));
    let mut words = BirthWords::default();
    for at in BORN.find_iter(text.as_bytes()) {
        let (before, after) = (&text[..at], &text[at + "生".len()..]);
        let is_born = |before: &str| before.ends_with("出");
        let is_day = |after: &str| after.starts_with("日");
        words.may_be_date |= is_born(before) || is_day(after);
        words.may_be_date |= before.ends_with("月") || before.ends_with("日") || after.starts_with("于");
        words.may_be_head |= is_born(before) || is_day(after);
        if before.ends_with(' ') || after.starts_with(' ') {
            words.may_be_head |= is_born(before.trim_end_matches(' ')) || is_day(after.trim_start_matches(' '));
        }
    }
    words
}

fn births(text: &str) -> Vec<Told> {
    let found = BIRTH.find_iter(text).filter(|found| {
        let (before, after) = (before(text, found.start(), 6), after(text, found.end(), 6));
        let is_limit = ["以后", "之后", "后", "前", "以前", "之前", "至", "到", "（含", "(含", "—", "-", "期间"];
        let goes_on = [
            "率", "地", "人口", "缺陷", "产", "活", "效", "动", "态", "物", "命", "均", "涯", "日", "长", "成", "人",
            "源", "意", "病", "根", "机", "锈", "态", "姜", "肖",
        ];
        let is_dated = !found.as_str().ends_with('生');
        let ends = is_dated || !goes_on.iter().any(|word| after.starts_with(word));
        let limits = is_limit.iter().any(|word| after.starts_with(word)) || before.ends_with(['至', '到', '在']);
        let is_history = || {
            let sentence = self::before(text, found.start(), 24);
            lexicon().known.iter().any(|name| sentence.contains(name.as_str()))
        };
        ends && !limits && !is_history() && !before.ends_with('诞')
    });
    found.map(|found| Told { what: What::Birth, range: found.range(), is_grave: false }).collect()
}
