//! `text/figure`: a number in the text that contradicts the head (STAT-4).
//!
//! A number counts where it stands beside a unit of a figure of the head and a word of that figure's label. What equals
//! any figure of the head or of its records is fine, and so are the parts of a whole that the text itself names.

use super::amounts::amounts_in;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::around::{after, before};
use super::text::Text;
use crate::base::Day;
use crate::config::Config;
use crate::diag::{Code, Finding, Message};
use crate::figures::{Figure, Interval, Metric, read_text, width_of_bound_before, width_of_bound_behind};
use crate::model::Post;
use crate::parse::StatedFigure;

/// Words of a clause that speaks of another number: of another time, a plan, a part, a rate.
static OTHER_NUMBERS: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        "计划|目标|力争|预计|拟|去年|上年|同期|往年|累计|其中|每|平均|人均|日均|上届|首日|包括|未来|增长|增加|减少|下降|提高|历年|以来|剩余|尚|还有|第|名额|限额|明年",
    )
});

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
    let metrics = post.head.figures.iter().filter_map(|one| Some((one, config.metrics.get(&one.metric)?)));
    let figures: Vec<(&StatedFigure, &Metric, bool)> =
        metrics.map(|(stated, metric)| (stated, metric, folded.contains(&metric.label))).collect();
    for found in amounts_in(text.prose()) {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "./-~～—–至年月".contains(c);
        let ahead = &folded[..found.start];
        let candidates = figures.iter().filter_map(|(stated, metric, is_named)| {
            let range = spoken_of(folded, &found, metric, *is_named)?;
            (!speaks_of_other_year(clause(folded, &range), post)).then_some((*stated, *metric, range))
        });
        let mut candidates = candidates.peekable();
        if candidates.peek().is_none() || ahead.ends_with(is_part) {
            continue;
        }
        let at = text.folded.source_at(found.start);
        if text.folded.links.iter().any(|link| link.contains(&at)) {
            continue;
        }
        for (stated, metric, range) in candidates {
            // The unit is known to fit: a text may tell a sum, in the unit of sums.
            let read = |written: &str| read_text(written, metric, &config.metrics).ok();
            if let Some(reading) = read(&folded[range.clone()]).or_else(|| read(&folded[found.clone()])) {
                mentions.push(Mention { stated, metric, figure: reading.figure, range, text: index });
            }
        }
    }
}

/// Where a text speaks of a metric by an amount: from what puts a bound on it to the unit, and to what puts a bound on it behind
/// that; `None` where the amount is of something else. `is_named` is whether the text has the metric's label anywhere.
fn spoken_of(text: &str, amount: &Range<usize>, metric: &Metric, is_named: bool) -> Option<Range<usize>> {
    let rest = &text[amount.end..];
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    let unit = unit_at(&rest[blanks..], metric);
    // Of most amounts that is all that is asked.
    if unit.is_none() && (metric.is_percent() || !ends(rest) || is_year(&text[amount.clone()])) {
        return None;
    }
    let ahead = &text[..amount.start];
    let start = ahead.len() - width_of_bound_before(ahead);
    let stands_behind_label = |range: &Range<usize>| is_named && stands_behind_label(text, range, &metric.label);
    let Some(unit) = unit else {
        let range = start..amount.end;
        return stands_behind_label(&range).then_some(range);
    };
    let end = amount.end + blanks + unit.len();
    let range = start..end + width_of_bound_behind(&text[end..]);
    let speaks_of_other = || OTHER_NUMBERS.is_match(clause(text, &range));
    let is_spoken_of = is_labelled(text, &(start..end), &metric.label) && !speaks_of_other();
    (is_spoken_of || stands_behind_label(&range)).then_some(range)
}

/// Whether a clause names a year that the head says nothing of.
fn speaks_of_other_year(clause: &str, post: &Post) -> bool {
    let years =
        clause.match_indices('年').filter_map(|(at, _)| clause.get(at.checked_sub(4)?..at)?.parse::<i16>().ok());
    let mut years = years.filter(|year| (1900..2100).contains(year)).peekable();
    let own = |day: Day| years.peek().is_some() && years.all(|year| year != day.year());
    post.head.period.is_none() && post.day().is_some_and(own)
}

/// Whether nothing follows that an amount without a unit could be of.
fn ends(rest: &str) -> bool {
    let next = rest.trim_start_matches(' ').chars().next();
    next.is_none_or(|next| "，。；！、,;)）|\n\u{2029}\u{1F}".contains(next))
}

fn is_year(amount: &str) -> bool {
    amount.len() == 4 && amount.starts_with(['1', '2']) && amount.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the whole label stands before an amount as in a list or a table: `就业岗位：136`, `就业岗位（个）：136`, `就业岗位（136个）`,
/// `| 就业岗位 | 136个 |`; and nothing there says that it is of something else.
fn stands_behind_label(text: &str, range: &Range<usize>, label: &str) -> bool {
    let ahead = before(text, range.start, 40);
    if !ahead.contains(label) {
        return false;
    }
    let ahead = ahead.trim_end();
    let (ahead, is_cell) = match ahead.strip_suffix('|') {
        Some(cell) => (cell.trim_end(), true),
        None => (ahead.trim_end_matches(['：', ':', '为', '是', '共', '达', '有', ' ', '（', '(']), false),
    };
    let without_unit = ahead.strip_suffix(['）', ')']).and_then(|inside| inside.rsplit_once(['（', '(']));
    let ahead = without_unit.map_or(ahead, |(ahead, _)| ahead.trim_end());
    let Some(ahead) = ahead.strip_suffix(label) else { return false };
    // Of several amounts in a row of a table nobody knows which is meant.
    let row = after(text, range.end, usize::MAX).trim();
    let is_alone = row.is_empty() || row == "|";
    if is_cell && !(is_alone && ahead.trim_end().trim_end_matches('|').trim().is_empty()) {
        return false;
    }
    let clause = ahead.rsplit(['，', '。', '；', '！', '？', ',', ';', '|']).next().unwrap_or(ahead);
    !OTHER_NUMBERS.is_match(clause)
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
