//! The amounts of a text that may be of a figure of the head: which unit and which words of its label stand beside them.

use std::ops::Range;

use super::clause::leads_to_other;
use super::label::{Fit, Label, Labels, MARKS, Places, fit, stands_behind_label};
use super::totals::{Totals, is_total_of};
use super::unit::{Units, power_in_brackets, widest_unit};
use crate::check::amounts::{amounts_in, is_numeral};
use crate::check::around::before;
use crate::check::text::Text;
use crate::config::Config;
use crate::figures::{Bound, Decimal, Figure, Metric, Nature, read_text, width_of_bound_before, width_of_bound_behind};
use crate::model::Post;
use crate::parse::StatedFigure;

/// A figure of the head as it is looked for in one text.
pub(super) struct Wanted<'p> {
    pub stated: &'p StatedFigure,
    pub metric: &'p Metric,
    pub label: &'p Label,
    /// Where the text has its label, or a part of it.
    pub places: Places,
}

impl Wanted<'_> {
    /// Whether the figure is so small that a text may say it by one numeral; of a large one that is a part: 两名志愿者.
    fn is_small(&self) -> bool {
        self.stated.figure.value() <= MOST_OF_ONE_NUMERAL
    }
}

/// The largest figure that one numeral is held against.
const MOST_OF_ONE_NUMERAL: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// What stands before a numeral that counts all that was done.
const COUNTING: [&str; 9] = ["共", "共计", "总计", "举办", "举行", "开展", "组织", "召开", "承办"];

/// An amount that may be of a metric.
pub(super) struct Candidate<'w, 'p> {
    pub wanted: &'w Wanted<'p>,
    pub amount: Range<usize>,
    /// From what puts a bound on it to the unit, and to what puts a bound on it behind that.
    pub range: Range<usize>,
    pub figure: Figure,
    pub fit: Fit,
    pub has_unit: bool,
}

pub(super) fn wanted_in<'p>(
    text: &Text<'_>,
    post: &'p Post,
    (config, labels): (&'p Config, &'p Labels),
) -> Vec<Wanted<'p>> {
    let text = &text.folded.text;
    let known = |stated: &'p StatedFigure| Some((config.metrics.get(&stated.metric)?, labels.get(&stated.metric)?));
    let figures = post.head.figures.iter().filter_map(|stated| Some((stated, known(stated)?)));
    let wanted =
        figures.map(|(stated, (metric, label))| Wanted { stated, metric, label, places: label.places_in(text) });
    wanted.filter(|one| !one.places.are_none()).collect()
}

/// The amounts of a text that may be of a figure, in their order; without `all`, those left out that are what the head says
/// to the letter.
pub(super) fn candidates_in<'t, 'w, 'p>(
    text: &'t Text<'_>,
    wanted: &'w [Wanted<'p>],
    (config, all): (&'t Config, bool),
) -> impl Iterator<Item = Candidate<'w, 'p>> + use<'t, 'w, 'p> {
    let folded = text.folded.text.as_str();
    let is_link = |amount: &Range<usize>| {
        let at = text.folded.source_at(amount.start);
        text.folded.links.iter().any(|link| link.contains(&at))
    };
    let totals = (!wanted.is_empty()).then(|| Totals::of(folded));
    let with_single = wanted.iter().any(Wanted::is_small);
    let amounts = (!wanted.is_empty()).then(|| amounts_in(text.prose(), with_single)).into_iter().flatten();
    amounts.flat_map(move |amount| {
        let head = totals.as_ref().and_then(|totals| totals.head_of(amount.start));
        let (ahead, at) = (&folded[..amount.start], (folded, head, &amount));
        // One numeral alone is everywhere, and most are no number.
        let written = &folded[amount.clone()];
        let is_alone = is_one_numeral(written);
        if is_alone && (written == "一" || !counts_all(ahead, wanted)) {
            return Vec::new();
        }
        let wanted = wanted.iter().filter(|one| !is_alone || one.is_small());
        let of_it: Vec<_> = wanted.filter_map(|one| candidate_of(at, one, (config, all))).collect();
        let is_none = of_it.is_empty() || goes_on_from(ahead) || is_link(&amount);
        if is_none { Vec::new() } else { of_it }
    })
}

fn is_one_numeral(amount: &str) -> bool {
    let mut characters = amount.chars();
    characters.next().is_some_and(is_numeral) && characters.next().is_none()
}

/// Whether what stands before a numeral makes it a number of all that there was: `共举办六场`, but not `一场`.
fn counts_all(ahead: &str, wanted: &[Wanted<'_>]) -> bool {
    let ahead = ahead.trim_end_matches('了');
    COUNTING.iter().any(|word| ahead.ends_with(word)) || wanted.iter().any(|one| one.label.ends(ahead))
}

/// Whether what stands before an amount makes it the rest of a date, a range, or a longer number.
fn goes_on_from(ahead: &str) -> bool {
    let is_of_date = |one: char| matches!(one, '年' | '月');
    match ahead.strip_suffix(is_of_date) {
        // The last character of 青年 is none of a date.
        Some(date) => date.trim_end().ends_with(|one: char| one.is_ascii_digit()) || date.ends_with(is_numeral),
        None => ahead.ends_with(|one: char| one.is_ascii_alphanumeric() || "./-~～—–至第".contains(one)),
    }
}

/// An amount as one of a metric; `None` where it is of something else.
fn candidate_of<'w, 'p>(
    (text, head, amount): (&str, Option<&str>, &Range<usize>),
    wanted: &'w Wanted<'p>,
    (config, all): (&Config, bool),
) -> Option<Candidate<'w, 'p>> {
    let metric = wanted.metric;
    let (ahead, written, rest) = (&text[..amount.start], &text[amount.clone()], &text[amount.end..]);
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    // Of most amounts that is all that is asked.
    let around = amount.start.saturating_sub(WIDEST_BOUND)..amount.end + blanks + widest_unit(metric);
    if head.is_none() && !wanted.places.are_near(&around) {
        return None;
    }
    let stated = Some(wanted.stated.figure.value());
    let unit = wanted.label.units.at(ahead, written, &rest[blanks..], stated);
    let is_total = || head.is_some_and(|head| is_total_of(head, &rest[blanks..], wanted));
    if unit.is_none() && (metric.is_percent() || !ends(rest) || is_year(written) && !is_total()) {
        return None;
    }
    let words = unit.as_ref().map_or(0, |unit| unit.ahead);
    let start = ahead.len() - words - width_of_bound_before(&ahead[..ahead.len() - words]);
    let end = unit.as_ref().map_or(amount.end, |unit| amount.end + blanks + unit.width);
    let bound = unit.as_ref().map_or(0, |_| width_of_bound_behind(&text[end..]));
    let range = start..end + bound;
    if unit.is_some() && is_range_or_condition(&text[range.end..]) {
        return None;
    }
    let in_brackets = || power_in_brackets(&text[..start], metric).unwrap_or(Decimal::ONE);
    let (divided, multiplied) =
        unit.as_ref().map_or_else(|| (Decimal::ONE, in_brackets()), |unit| (unit.power, Decimal::ONE));
    let is_bare = range.start == amount.start && bound == 0 && (divided, multiplied) == (Decimal::ONE, Decimal::ONE);
    if !all && is_bare && is_number(written, wanted.stated.figure) {
        return None;
    }
    let is_rate = metric.nature == Nature::Rate;
    let may_be_behind = wanted.places.has_whole_ahead(start);
    let stands_behind = may_be_behind && stands_behind_label(text, &range, &metric.label, is_rate) || is_total();
    let may_be_beside = || !is_rate && (unit.is_some() || is_listed(&text[..start], &metric.label));
    let beside = || fit(text, &(start..end), wanted.label, &wanted.places).filter(|_| may_be_beside());
    let fit = if stands_behind { Fit::Whole } else { beside()? };
    let number = text[start..amount.end].to_owned() + &text[end..range.end];
    let read = |written: &str| read_text(written, metric, &config.metrics).ok();
    let figure = read(&number).or_else(|| read(written))?.figure;
    let bound = limit_apart(&text[..start]).filter(|_| !figure.bound().is_approximate()).unwrap_or(figure.bound());
    let figure = Figure::new(figure.value().checked_div(divided)?.checked_mul(multiplied)?, bound).ok()?;
    Some(Candidate { wanted, amount: amount.clone(), range, figure, fit, has_unit: unit.is_some() })
}

/// Whether a colon stands before a number, and nothing there says that it is of something else: `计划岗位：200`.
fn is_listed(ahead: &str, label: &str) -> bool {
    let Some(words) = ahead.strip_suffix(['：', ':']) else { return false };
    let clause = before(words, words.len(), 40).rsplit(MARKS).next().unwrap_or_default();
    !leads_to_other(clause, label)
}

/// The bound that words before a number put on it over what stands between them: `至少提供150个`.
fn limit_apart(ahead: &str) -> Option<Bound> {
    const LIMITS: [(&str, Bound); 7] = [
        ("至少", Bound::AtLeast),
        ("最少", Bound::AtLeast),
        ("不少于", Bound::AtLeast),
        ("不低于", Bound::AtLeast),
        ("至多", Bound::AtMost),
        ("最多", Bound::AtMost),
        ("不超过", Bound::AtMost),
    ];
    let near = before(ahead, ahead.len(), 10);
    let near = near.rsplit(MARKS).next().unwrap_or(near);
    LIMITS.iter().find(|(word, _)| near.contains(word)).map(|(_, bound)| *bound)
}

/// An amount with a unit of a metric, whatever it is of.
pub(super) fn amount_of(
    text: &str,
    amount: &Range<usize>,
    (metric, units): (&Metric, &Units),
    config: &Config,
) -> Option<Figure> {
    let (ahead, written, rest) = (&text[..amount.start], &text[amount.clone()], &text[amount.end..]);
    let unit = units.at(ahead, written, rest.trim_start_matches(' '), None)?;
    let figure = read_text(written, metric, &config.metrics).ok()?.figure;
    Figure::new(figure.value().checked_div(unit.power)?, figure.bound()).ok()
}

/// Whether what follows an amount makes it one end of a range, one of a row, or what some have: 50个以上的企业.
fn is_range_or_condition(rest: &str) -> bool {
    let other_end = rest.strip_prefix(['-', '~', '～', '—', '–', '至', '到', '、', '和']);
    rest.starts_with('的') || other_end.is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()))
}

/// Whether nothing follows that an amount without a unit could be of.
fn ends(rest: &str) -> bool {
    let next = rest.trim_start_matches(' ').chars().next();
    next.is_none_or(|next| "，。；！、,;)）|\n\u{2029}\u{1F}".contains(next))
}

fn is_year(amount: &str) -> bool {
    amount.len() == 4 && amount.starts_with(['1', '2']) && amount.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether digits are a figure that has no bound.
fn is_number(written: &str, figure: Figure) -> bool {
    let is_plain = written.bytes().all(|byte| byte.is_ascii_digit());
    let value = || written.parse::<u64>().ok().map(Decimal::from);
    is_plain && figure.bound() == Bound::Exact && value() == Some(figure.value())
}

/// The most bytes of words that put a bound on the number behind them.
const WIDEST_BOUND: usize = 24;
