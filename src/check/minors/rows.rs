//! Names of minors in rows of tables, and below heads that say that they are names.

use std::ops::Range;

use super::is_adult;
use super::lists::introduces_children;
use crate::base::is_han;
use crate::check::around::blocks;
use crate::check::lexicon::{has_one_of, lexicon};
use crate::check::names::{LONGEST_NAME, is_whole_name};
use crate::check::persons::{Told, What};

/// A row of a table with a cell that is a name and others that speak of school or aid, or stand under such heads.
pub(in crate::check) fn minors_in_rows(text: &str, above: Option<&str>) -> Vec<Told> {
    let mut told = Vec::new();
    let mut table = above.map(|above| Table::of(above, ""));
    let mut introduction = "";
    for (start, row) in blocks(text) {
        if !is_row(row) {
            table = None;
            introduction = if row.trim().is_empty() { introduction } else { row };
            continue;
        }
        let table = table.get_or_insert_with(|| Table::of(row, introduction));
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
    /// What stands over it, where that says that they are children.
    introduction: String,
}

impl Table {
    fn of(head: &str, introduction: &str) -> Self {
        let parts: &[char] = match head {
            head if head.contains('|') => &['|'],
            head if head.contains('\t') => &['\t'],
            _ => &[',', '，'],
        };
        let squeezed = |cell: &str| cell.chars().filter(|one| !one.is_whitespace() && *one != '*').collect::<String>();
        let cells: Vec<String> = head.split(parts).map(squeezed).collect();
        let is_of_names =
            |cell: &String| parts.len() == 1 && (lexicon().name_heads.contains(cell) || ends_with_child(cell));
        let names = cells.iter().position(|cell| is_of_children(cell, "姓名"));
        let is_list = |cell: &String| is_of_children(cell, "名单") || is_of_names(cell);
        let is_of_people = names.is_some() || cells.iter().any(is_list);
        let introduction = if introduces_children(introduction) { introduction } else { "" };
        Self { parts, head: cells, names, is_of_people, introduction: introduction.to_owned() }
    }

    /// Whether a word stands in a row or above it.
    fn speaks_of(&self, words: &[String], row: &str) -> bool {
        let has = |text: &str| has_one_of(text, words);
        has(row) || has(&self.introduction) || self.head.iter().any(|cell| has(cell))
    }

    /// Whether a row may name a minor: school or aid is spoken of, and nothing that only adults have but in the columns of
    /// others.
    fn is_of_minors(&self, row: &str) -> bool {
        if !self.is_of_people {
            return false;
        }
        let has_ages = self.head.iter().any(|cell| cell.contains("年龄"));
        let age = |cell: &str| cell.trim().trim_end_matches('岁').parse::<u8>().ok().filter(|_| has_ages);
        let is_young = || row.split(self.parts).any(|cell| age(cell).is_some_and(|age| (1..18).contains(&age)));
        let is_spoken_of = || self.speaks_of(&lexicon().school, row) || self.speaks_of(&lexicon().aid, row);
        if !(is_spoken_of() || is_young()) {
            return false;
        }
        let is_of_adult = |cell: &str| is_adult(cell) || cell.contains("职务") || cell.contains("单位");
        let is_head_of_adults = |cell: &str| has_one_of(cell, &lexicon().adult_heads);
        let is_old = |cell: &str| age(cell).is_some_and(|age| (18..100).contains(&age));
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
            let is_it = match self.names == Some(column) {
                true => is_written_name(&row[name.clone()]),
                false => is_whole_name(&row[name.clone()]),
            };
            is_it.then_some(name)
        })
    }
}

/// Whether a head says `what` of nobody in particular, or of children: 捐款人姓名 and 学校名单 are others.
fn is_of_children(head: &str, what: &str) -> bool {
    head.strip_suffix(what).is_some_and(|who| who.is_empty() || has_one_of(who, &lexicon().child_heads))
}

/// Whether a head names those whose column it is, as children: 获奖学生.
fn ends_with_child(head: &str) -> bool {
    let is_short = head.chars().count() <= 6;
    is_short && ["学生", "儿童", "少先队员"].iter().any(|word| head.ends_with(word)) && !is_adult(head)
}

fn is_companion(head: &str) -> bool {
    lexicon().companion_heads.iter().any(|word| head.starts_with(word.as_str())) && !head.contains("对象")
}

/// Whether what stands in a column of names is one, and nothing of it is masked.
pub(super) fn is_written_name(text: &str) -> bool {
    let is_part = |one: char| is_han(one) && one != '某' || one == '·';
    // What a form asks for is none either: 见附件, 请如实填写.
    let asks = || text.contains(['填', '请', '见', '附']) || text.starts_with('由');
    let is_word = || lexicon().no_cell_names.iter().any(|word| word == text) || text.ends_with("姓名") || asks();
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
