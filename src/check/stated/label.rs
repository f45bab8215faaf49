//! Whether an amount is of what a label says.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::Regex;

use super::clause::{leads_to_other, leads_to_part};
use super::unit::Units;
use crate::check::around::{after, before};
use crate::check::pattern;
use crate::config::Config;
use crate::figures::Metric;

/// Parts of labels that say nothing of what is counted.
const EMPTY_WORDS: [&str; 12] =
    ["人数", "数量", "总数", "次数", "场次", "人次", "新增", "当期", "合计", "个数", "金额", "标准"];

/// What may stand between a word of a label and its number.
const JOINERS: &str = "共计约近达到现有为是了超过数量总额合逾就已经多：: 一资金款生者人位民币￥¥";

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
         |帮扶|困难|贫困|困境|挖掘|储备|整合|招聘|安排|用工|适合|全[省市盟区县旗团]|就业|共青团|社会|爱心)$",
    )
});

/// What says no more of them than that they were there: 提供的岗位, but not 月薪5000元以上的岗位.
static OF_A_VERB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:提供|推出|发布|开发|筹集|征集|募集|收集|归集|推送|带来|释放|新增|落实|招聘|发放|举办|开展|组织|找到)的$",
    )
});

/// What labels say that is done: what it is done to may be a part of the whole, as in 10人参加决赛.
const DONE: [&str; 8] = ["参加", "参与", "观看", "覆盖", "服务", "受益", "到场", "报名"];

/// What it is done to where that is all of what the post tells of, and what says before the number that it is of all:
/// `共有400人参加活动`.
static WHOLE_EVENT: LazyLock<Regex> =
    LazyLock::new(|| pattern("^了?(?:此次|本次|这次|本场|当天的?|该)?(?:主题|招聘|推介|宣讲)?(?:活动|会|会议|大会)$"));
const OF_ALL: [&str; 5] = ["共", "共有", "共计", "吸引", "吸引了"];

/// Labels that texts have other words for.
const ALIKE: [&[&str]; 1] = [&["参加", "参与"]];

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
    let ahead = before(text, at, FAR_AHEAD);
    ahead.rfind(label).is_some_and(|at| IS_PLAIN.is_match(ahead[..at].rsplit(MARKS).next().unwrap_or_default()))
}

/// The labels of all metrics, by the metrics' names.
pub(in crate::check) struct Labels(BTreeMap<String, Label>);

impl Labels {
    pub(in crate::check) fn of(config: &Config) -> Self {
        Self(config.metrics.iter().map(|(name, metric)| (name.clone(), Label::of(metric))).collect())
    }

    pub(super) fn get(&self, metric: &str) -> Option<&Label> {
        self.0.get(metric)
    }
}

/// A label, taken apart for looking for it.
pub(super) struct Label {
    /// All of it, as it is written.
    written: Finder<'static>,
    /// It without the words at its ends that say nothing.
    told: String,
    /// The pairs of characters of that, in their order, each with how it is looked for.
    pairs: Vec<(String, Finder<'static>)>,
    /// What it ends with, the longest first, down to a pair.
    endings: Vec<String>,
    /// What its metric is counted by.
    pub units: Units,
}

/// Where a text speaks of a label, in bytes.
pub(super) struct Places {
    /// Where all of it stands.
    whole: Vec<usize>,
    /// How far before a number it may begin as in a list: a unit in brackets and a colon may stand between.
    reach: usize,
    /// Where a pair of its characters does.
    pairs: Vec<usize>,
}

/// How far from an amount a label is looked for, in characters: all of it before, as in a list; a word before and behind.
const FAR_AHEAD: usize = 40;
const AHEAD: usize = 16;
const BEHIND: usize = 14;
/// How many bytes may stand between a number and all of a label before it.
const BETWEEN: usize = 64;

impl Label {
    fn of(metric: &Metric) -> Self {
        let label = metric.label.as_str();
        let finder = |text: &str| Finder::new(text).into_owned();
        let told = told_part(label);
        let told_text: String = told.iter().collect();
        let alike = ALIKE.iter().find(|words| words.contains(&told_text.as_str())).copied().unwrap_or_default();
        let others = || alike.iter().filter(|word| **word != told_text).map(|word| (*word).to_owned());
        let pairs = told.windows(2).map(|pair| pair.iter().collect::<String>()).chain(others());
        let endings = (0..told.len().saturating_sub(1)).map(|from| told[from..].iter().collect());
        Self {
            written: finder(label),
            pairs: pairs.map(|pair| (pair.clone(), finder(&pair))).collect(),
            endings: endings.chain(others()).collect(),
            told: told_text,
            units: Units::of(metric),
        }
    }

    /// Whether a text ends with all of it that says something.
    pub(super) fn ends(&self, text: &str) -> bool {
        !self.told.is_empty() && text.ends_with(&self.told)
    }

    /// Whether a name is it, or what it ends with.
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.endings.iter().any(|ending| ending == name)
    }

    /// Where a text has it.
    pub(super) fn places_in(&self, text: &str) -> Places {
        let text = text.as_bytes();
        let mut pairs: Vec<usize> = self.pairs.iter().flat_map(|(_, pair)| pair.find_iter(text)).collect();
        pairs.sort_unstable();
        let reach = self.written.needle().len() + BETWEEN;
        Places { whole: self.written.find_iter(text).collect(), reach, pairs }
    }
}

impl Places {
    /// Whether there is none.
    pub(super) fn are_none(&self) -> bool {
        self.whole.is_empty() && self.pairs.is_empty()
    }

    /// Whether the label may stand so near to an amount, with its bounds and its unit, that the amount is of it.
    pub(super) fn are_near(&self, amount: &Range<usize>) -> bool {
        self.has_whole_ahead(amount.start) || self.are_ahead(amount.start) || self.are_behind(amount.start, amount.end)
    }

    /// Whether all of it may stand before a place as in a list.
    pub(super) fn has_whole_ahead(&self, at: usize) -> bool {
        has_one_in(&self.whole, &(at.saturating_sub(self.reach)..at))
    }

    fn are_ahead(&self, at: usize) -> bool {
        has_one_in(&self.pairs, &(at.saturating_sub(AHEAD * char::MAX_LEN_UTF8)..at))
    }

    fn are_behind(&self, from: usize, at: usize) -> bool {
        has_one_in(&self.pairs, &(from..at + BEHIND * char::MAX_LEN_UTF8))
    }
}

/// Whether one of some places, which are in order, lies in a range.
fn has_one_in(places: &[usize], range: &Range<usize>) -> bool {
    let next = places.get(places.partition_point(|place| *place < range.start));
    next.is_some_and(|place| *place < range.end)
}

/// How well an amount with its unit fits a label: a word of it stands shortly before the number, or the words that it ends
/// with are what is counted.
pub(super) fn fit(text: &str, range: &Range<usize>, label: &Label, places: &Places) -> Option<Fit> {
    let ahead = if places.are_ahead(range.start) { fit_ahead(text, range.start, label) } else { None };
    let behind = if places.are_behind(range.end, range.end) { fit_behind(text, range, label) } else { None };
    ahead.max(behind)
}

fn fit_ahead(text: &str, at: usize, label: &Label) -> Option<Fit> {
    let ahead = before(text, at, AHEAD);
    let ahead = ahead.rsplit(MARKS).next().unwrap_or(ahead);
    // 岗位咨询台3个 speaks of something else than 岗位达3个.
    let joins = |rest: &str| rest.chars().all(|one| JOINERS.contains(one));
    let joins_word =
        |word: &str, rest: &str| joins(rest) || DONE.contains(&word) && rest.strip_prefix("活动").is_some_and(joins);
    let stands_ahead = |word: &str| ahead.rfind(word).filter(|at| joins_word(word, &ahead[at + word.len()..]));
    if !label.pairs.is_empty() && stands_ahead(&label.told).is_some() {
        return Some(Fit::Whole);
    }
    let words = label.pairs.iter().map(|(word, _)| word.as_str()).filter(|word| !EMPTY_WORDS.contains(word));
    let fits = words.filter_map(|word| {
        let found = stands_ahead(word)?;
        let before = &ahead[..found];
        let is_attribute = before.ends_with('的') && !OF_A_VERB.is_match(before);
        Some(if IS_PLAIN.is_match(before) && !is_attribute { Fit::Word } else { Fit::Narrowed })
    });
    fits.max()
}

fn fit_behind(text: &str, range: &Range<usize>, label: &Label) -> Option<Fit> {
    let behind = after(text, range.end, BEHIND);
    let behind = &behind[..behind.find(MARKS).unwrap_or(behind.len())];
    let found = |(from, word)| behind.find(word).map(|found| (from, found, word));
    let (from, found, word) = label.endings.iter().map(String::as_str).enumerate().find_map(found)?;
    let between = &behind[..found];
    let is_counted = between.chars().count() <= 9 && !OF_SOMETHING_ELSE.is_match(between);
    let rest = &behind[found + word.len()..];
    if !is_counted || GOES_ON.is_match(rest) {
        return None;
    }
    let is_of_all = || OF_ALL.iter().any(|word| text[..range.start].ends_with(word));
    let is_whole = |rest: &str| WHOLE_EVENT.is_match(rest) && is_of_all();
    Some(match from {
        _ if DONE.contains(&word) && !(rest.trim_start_matches('了').is_empty() || is_whole(rest)) => Fit::Narrowed,
        0 => Fit::Whole,
        _ if IS_PLAIN.is_match(between) => Fit::Word,
        _ => Fit::Narrowed,
    })
}

/// The characters of a label without the words at its ends that say nothing.
fn told_part(label: &str) -> Vec<char> {
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

/// What ends a clause.
pub(super) const MARKS: [char; 12] = ['，', '。', '；', '！', '？', '、', ',', ';', '|', '"', '（', '）'];

/// What a rate is for one of: `资助标准为每人2000元`.
pub(super) const EACH: [&str; 6] = ["每人", "每生", "每名学生", "每名", "每户", "人均"];

/// Whether the whole label stands before an amount as in a list or a table: `就业岗位：136`, `就业岗位（个）：136`, `就业岗位（136个）`,
/// `| 就业岗位 | 136个 |`; and nothing there says that it is of something else, or, for a rate, of a part.
pub(super) fn stands_behind_label(text: &str, range: &Range<usize>, label: &str, is_rate: bool) -> bool {
    let ahead = before(text, range.start, FAR_AHEAD);
    if !ahead.contains(label) {
        return false;
    }
    let ahead = ahead.trim_end();
    let (ahead, is_cell) = match ahead.strip_suffix('|') {
        Some(cell) => (cell.trim_end(), true),
        None => (ahead.trim_end_matches(['：', ':', '为', '是', '共', '达', '到', '有', ' ', '（', '(']), false),
    };
    let of_each = EACH.iter().filter(|_| is_rate).find_map(|each| ahead.strip_suffix(each));
    let ahead = of_each.map_or(ahead, |ahead| ahead.trim_end_matches(['：', ':', '为', '是', '达', '到', ' ']));
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
