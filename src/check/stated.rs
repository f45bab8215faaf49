//! `text/figure`: a number in the text that contradicts the head (STAT-4).
//!
//! A number counts where it stands beside a unit of a figure of the head and a word of that figure's label. What equals
//! any figure of the head or of its records is fine, and so are the parts of a whole that the text itself names.

use super::amounts::amounts_in;
use super::around::{after, before};
use super::text::Text;
use crate::config::Config;
use crate::diag::{Code, Finding, Message};
use crate::figures::{Figure, Interval, Metric, read_text};
use crate::model::Post;
use crate::parse::StatedFigure;
use std::ops::Range;

/// Words of a clause that speaks of another number: of another time, a plan, a part, a rate.
const OTHER_NUMBERS: [&str; 29] = [
    "计划", "目标", "力争", "预计", "拟", "去年", "上年", "同期", "往年", "累计", "其中", "每", "平均", "人均", "至少",
    "增长", "增加", "减少", "下降", "提高", "历年", "以来", "剩余", "尚", "还有", "第", "名额", "限额", "明年",
];

/// Parts of labels that say nothing of what is counted.
const EMPTY_WORDS: [&str; 12] =
    ["人数", "数量", "总数", "次数", "场次", "人次", "新增", "当期", "合计", "个数", "金额", "标准"];

/// What may stand between a word of a label and its number.
const JOINERS: &str = "共计约近达到有为是了超过数量总合逾就已经：: 一资金款生者人位";

struct Mention<'p> {
    stated: &'p StatedFigure,
    metric: &'p Metric,
    figure: Figure,
    range: Range<usize>,
    /// Which of the texts it stands in.
    text: usize,
}

/// The numbers of a post's texts that contradict its head.
pub(super) fn check_stated(post: &Post, texts: &[&Text<'_>], config: &Config) -> Vec<Finding> {
    if post.head.figures.is_empty() {
        return Vec::new();
    }
    let mut mentions = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        mentions_in(post, index, text, config, &mut mentions);
    }
    let mut findings = Vec::new();
    for stated in &post.head.figures {
        let own: Vec<&Mention<'_>> = mentions.iter().filter(|one| one.stated.metric == stated.metric).collect();
        let whole = stated.figure.interval();
        let is_right = |one: &&Mention<'_>| one.figure.interval().overlaps(&whole);
        let mut parts = own.iter().filter(|one| !is_right(one));
        let sum = own.iter().map(|one| one.figure.interval()).reduce(|sum, one| sum.plus(&one));
        let names_whole = own.iter().any(is_right);
        let adds_up = own.len() > 1 && sum.is_some_and(|sum| sum.overlaps(&whole));
        if adds_up {
            continue;
        }
        let wrong = parts.find(|one| !(is_known(one, post) || names_whole && one.figure.interval().lies_below(&whole)));
        if let Some(one) = wrong {
            let text = texts[one.text];
            let written = &text.folded.text[one.range.clone()];
            let message = Message::new("figure-contradicts-head")
                .with("written", written)
                .with("key", &stated.metric)
                .with("stated", config.language.figure_text(stated.figure.phrase(), &one.metric.unit));
            findings.push(Finding::error(Code::TextFigure, text.place(one.range.clone()), message));
        }
    }
    findings
}

/// Whether another figure of the head, or one of the records, is that number.
fn is_known(mention: &Mention<'_>, post: &Post) -> bool {
    let interval = mention.figure.interval();
    let is_it = |stated: &StatedFigure| same(&stated.figure.interval(), &interval);
    let others = post.head.figures.iter().filter(|stated| stated.metric != mention.stated.metric);
    others.chain(post.head.records.rows().iter().flat_map(|row| &row.figures)).any(is_it)
}

fn same(first: &Interval, second: &Interval) -> bool {
    first.overlaps(second)
}

fn mentions_in<'p>(post: &'p Post, index: usize, text: &Text<'_>, config: &'p Config, mentions: &mut Vec<Mention<'p>>) {
    let folded = &text.folded.text;
    let figures = post.head.figures.iter().filter_map(|one| Some((one, config.metrics.get(&one.metric)?)));
    let figures: Vec<(&StatedFigure, &Metric)> = figures.collect();
    for found in amounts_in(text.prose()) {
        let rest = &folded[found.end..];
        let fitting = figures.iter().filter_map(|(stated, metric)| Some((*stated, *metric, unit_at(rest, metric)?)));
        let mut candidates = fitting.peekable();
        if candidates.peek().is_none() {
            continue;
        }
        if folded[..found.start].ends_with(|c: char| c.is_ascii_alphanumeric() || "./-年月".contains(c)) {
            continue;
        }
        let at = text.folded.source_at(found.start);
        if text.folded.links.iter().any(|link| link.contains(&at)) {
            continue;
        }
        for (stated, metric, unit) in candidates {
            let range = found.start..found.end + unit.len();
            let clause = clause(folded, &range);
            let speaks_of_other = OTHER_NUMBERS.iter().any(|word| clause.contains(word));
            if speaks_of_other || !is_labelled(folded, &range, &metric.label) {
                continue;
            }
            // The unit is known to fit: a text may tell a sum, in the unit of sums.
            if let Ok(reading) = read_text(&folded[found.clone()], metric, &config.metrics) {
                mentions.push(Mention { stated, metric, figure: reading.figure, range, text: index });
            }
        }
    }
}

/// The unit of a metric that a text goes on with; not one that is part of a longer word.
fn unit_at<'m>(rest: &str, metric: &'m Metric) -> Option<&'m str> {
    let units = [metric.summed_unit.as_deref(), Some(metric.unit.as_str())];
    let unit = units
        .into_iter()
        .flatten()
        .filter(|unit| !unit.is_empty() && rest.starts_with(*unit))
        .max_by_key(|u| u.len())?;
    let behind = &rest[unit.len()..];
    let goes_on = matches!(unit, "个" | "次" | "场" | "人" | "名" | "元" | "期")
        && behind.starts_with(['月', '小', '百', '点', '次', '均', '级', '单', '数', '星'])
        && !behind.starts_with("单位");
    (!goes_on && !metric.is_percent()).then_some(unit)
}

/// The words between the marks around a number.
fn clause<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let marks = ['，', '。', '；', '：', '！', '？', '、', ',', ';', '\u{2029}', '\u{1F}', '|', '"', '（', '）'];
    let start =
        text[..range.start].rfind(marks).map_or(0, |at| at + text[at..].chars().next().map_or(0, char::len_utf8));
    let end = text[range.end..].find(marks).map_or(text.len(), |at| range.end + at);
    &text[start..end]
}

/// Whether a word of the label stands right behind the unit, or shortly before the number.
fn is_labelled(text: &str, range: &Range<usize>, label: &str) -> bool {
    let marks = ['，', '。', '；', '！', '？', '、', ',', ';', '|', '"', '（', '）'];
    let behind = after(text, range.end, 6);
    let behind = &behind[..behind.find(marks).unwrap_or(behind.len())];
    let ahead = before(text, range.start, 10);
    let ahead = ahead.rsplit(marks).next().unwrap_or(ahead);
    // 岗位咨询台3个 speaks of something else than 岗位达3个.
    let joins = |rest: &str| rest.chars().all(|one| JOINERS.contains(one));
    let characters: Vec<char> = label.chars().filter(|one| one.is_alphanumeric()).collect();
    let mut words = characters.windows(2).map(|pair| pair.iter().collect::<String>());
    words.any(|word| {
        let stands_ahead = || ahead.rfind(&word).is_some_and(|at| joins(&ahead[at + word.len()..]));
        !EMPTY_WORDS.contains(&word.as_str()) && (behind.contains(&word) || stands_ahead())
    })
}
