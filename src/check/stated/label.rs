//! Whether an amount is of what a label says.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::clause::{leads_to_other, leads_to_part};
use crate::check::around::{after, before};
use crate::check::pattern;

/// Parts of labels that say nothing of what is counted.
const EMPTY_WORDS: [&str; 12] =
    ["人数", "数量", "总数", "次数", "场次", "人次", "新增", "当期", "合计", "个数", "金额", "标准"];

/// What may stand between a word of a label and its number.
const JOINERS: &str = "共计约近达到现有为是了超过数量总额合逾就已经：: 一资金款生者人位";

/// Words of what has a number itself, or of what is done, so that what follows isn't counted: 136个单位提供就业岗位.
static OF_SOMETHING_ELSE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "单位|家庭|企业|公司|商家|部门|机构|组织|团队|车间|基地|村|社区|嘎查|苏木|街道|乡镇|学校|支部|平台|项目|活动|行业|城市\
         |提供|推出|发布|咨询|参加|参与|报名|应聘|领取|选择|服务|联系|对接|开展|举办|注册|成为|获得|得到|找到|认领|加入|担任\
         |有|选|和|与|及|或|兼|跟|同|、|为|给|向|被|把|将|在|到|来|设",
    )
});

/// What follows a word of a label that is itself only a word of something else: 岗位推介会.
static GOES_ON: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:咨询|推介|专区|专场|信息|服务|宣传|培训|体验|专项|队|团队|协会|代表|骨干|组织|站|点|台|群|类别|种类|展|区|会|岗|之家\
         |家庭|家长|企业|基地)",
    )
});

/// What stands before a word of a label where nothing narrows it down: 提供岗位, but not 技术岗位.
static IS_PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:^|[ ：:的了等到出来送供共有计个名”》」\n]|推出|发布|开发|筹集|征集|募集|收集|归集|推送|带来|设置|设立|拿出|释放|新增\
         |落实|对接|匹配|发放|投入|使用|拨付|争取|组织|招募|动员|出动|资助|帮助|救助|覆盖|惠及|服务|吸引|优质|各类|青年|举办|开展\
         |帮扶|挖掘|储备|整合|招聘|安排|用工|适合|全[省市盟区县旗团]|就业|共青团|社会|爱心)$",
    )
});

/// What labels say that is done: what it is done to may be a part of the whole, as in 10人参加决赛.
const DONE: [&str; 8] = ["参加", "参与", "观看", "覆盖", "服务", "受益", "到场", "报名"];

/// How well an amount fits a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// A word of it stands there, with another that narrows it down.
    Narrowed,
    /// A word of it stands there alone.
    Word,
    /// All of it does.
    Whole,
}

/// Whether nothing between the beginning of a clause and a label before an amount narrows it down.
pub(super) fn is_plain_ahead(text: &str, at: usize, label: &str) -> bool {
    let ahead = before(text, at, 40);
    ahead.rfind(label).is_some_and(|at| IS_PLAIN.is_match(ahead[..at].rsplit(MARKS).next().unwrap_or_default()))
}

/// How well an amount with its unit fits a label: a word of it stands shortly before the number, or the words that it ends
/// with are what is counted.
pub(super) fn fit(text: &str, range: &Range<usize>, told: &[char]) -> Option<Fit> {
    fit_ahead(text, range.start, told).max(fit_behind(text, range.end, told))
}

fn fit_ahead(text: &str, at: usize, told: &[char]) -> Option<Fit> {
    let ahead = before(text, at, 16);
    let ahead = ahead.rsplit(MARKS).next().unwrap_or(ahead);
    // 岗位咨询台3个 speaks of something else than 岗位达3个.
    let joins = |rest: &str| rest.chars().all(|one| JOINERS.contains(one));
    let stands_ahead = |word: &str| ahead.rfind(word).filter(|at| joins(&ahead[at + word.len()..]));
    let whole: String = told.iter().collect();
    if told.len() > 1 && stands_ahead(&whole).is_some() {
        return Some(Fit::Whole);
    }
    let words = told.windows(2).map(|pair| pair.iter().collect::<String>());
    let words = words.filter(|word| !EMPTY_WORDS.contains(&word.as_str()));
    let fits = words.filter_map(|word| {
        let found = stands_ahead(&word)?;
        Some(if IS_PLAIN.is_match(&ahead[..found]) { Fit::Word } else { Fit::Narrowed })
    });
    fits.max()
}

fn fit_behind(text: &str, at: usize, told: &[char]) -> Option<Fit> {
    let behind = after(text, at, 14);
    let behind = &behind[..behind.find(MARKS).unwrap_or(behind.len())];
    let (from, found, word) = (0..told.len().saturating_sub(1)).find_map(|from| {
        let word: String = told[from..].iter().collect();
        behind.find(&word).map(|found| (from, found, word))
    })?;
    let between = &behind[..found];
    let is_counted = between.chars().count() <= 9 && !OF_SOMETHING_ELSE.is_match(between);
    let rest = &behind[found + word.len()..];
    if !is_counted || GOES_ON.is_match(rest) {
        return None;
    }
    Some(match from {
        _ if DONE.contains(&word.as_str()) && !rest.trim_start_matches('了').is_empty() => Fit::Narrowed,
        0 => Fit::Whole,
        _ if IS_PLAIN.is_match(between) => Fit::Word,
        _ => Fit::Narrowed,
    })
}

/// The characters of a label without the words at its ends that say nothing.
pub(super) fn told_part(label: &str) -> Vec<char> {
    let plain: String = label.chars().filter(|one| one.is_alphanumeric()).collect();
    let mut told = plain.as_str();
    while let Some(rest) = EMPTY_WORDS.iter().find_map(|word| {
        let rest = told.strip_suffix(word).or_else(|| told.strip_prefix(word));
        rest.filter(|rest| rest.chars().count() > 1)
    }) {
        told = rest;
    }
    told.chars().collect()
}

const MARKS: [char; 12] = ['，', '。', '；', '！', '？', '、', ',', ';', '|', '"', '（', '）'];

/// Whether the whole label stands before an amount as in a list or a table: `就业岗位：136`, `就业岗位（个）：136`, `就业岗位（136个）`,
/// `| 就业岗位 | 136个 |`; and nothing there says that it is of something else, or, for a rate, of a part.
pub(super) fn stands_behind_label(text: &str, range: &Range<usize>, label: &str, is_rate: bool) -> bool {
    let ahead = before(text, range.start, 40);
    if !ahead.contains(label) {
        return false;
    }
    let ahead = ahead.trim_end();
    let (ahead, is_cell) = match ahead.strip_suffix('|') {
        Some(cell) => (cell.trim_end(), true),
        None => (ahead.trim_end_matches(['：', ':', '为', '是', '共', '达', '到', '有', ' ', '（', '(']), false),
    };
    let without_unit = ahead.strip_suffix(['）', ')']).and_then(|inside| inside.rsplit_once(['（', '(']));
    let ahead = without_unit.map_or(ahead, |(ahead, _)| ahead.trim_end());
    let without_count = EMPTY_WORDS.iter().find_map(|word| ahead.strip_suffix(word)).unwrap_or(ahead);
    let Some(ahead) = ahead.strip_suffix(label).or_else(|| without_count.strip_suffix(label)) else { return false };
    // Of several amounts in a row of a table nobody knows which is meant.
    let is_alone = || {
        let row = after(text, range.end, 80).trim();
        (row.is_empty() || row == "|") && ahead.trim_end().trim_end_matches('|').trim().is_empty()
    };
    if is_cell && !is_alone() {
        return false;
    }
    let clause = ahead.rsplit(['，', '。', '；', '！', '？', ',', ';', '|']).next().unwrap_or(ahead);
    !(leads_to_other(clause, label) || is_rate && leads_to_part(clause))
}
