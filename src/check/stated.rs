//! `text/figure`: a number in the text that contradicts the head (STAT-4).
//!
//! A number counts where it stands beside a unit of a figure of the head and a word of that figure's label (`label`), and
//! its clause speaks of nothing else (`clause`). What equals another figure of the head in such a unit, or one of its
//! records, is fine, and so are the parts of a whole that the text itself names.

mod clause;
mod label;
mod unit;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::amounts::{amounts_in, is_numeral};
use super::around::{before, block};
use super::columns::{Columns, cells};
use super::folded::BLOCK;
use super::lexicon::{has_one_of, lexicon};
use super::text::{Role, Text};
use crate::config::Config;
use crate::diag::{Code, Finding, Message};
use crate::figures::{
    Bound, Decimal, Figure, Interval, Metric, Nature, read_text, width_of_bound_before, width_of_bound_behind,
};
use crate::markdown::{Filling, Value};
use crate::model::Post;
use crate::parse::StatedFigure;

pub(super) use label::Labels;

use clause::Clause;
use label::{Fit, Label, MARKS, Places, fit, is_plain_ahead, stands_behind_label};
use unit::{power_in_brackets, unit_at, widest_unit};

/// Units that count the same: what equals a figure in one of them may be that figure.
const ALIKE: [&[&str]; 2] = [&["人", "名", "位", "人次"], &["场", "次", "场次", "期"]];

/// Words of those who came or were added, which are never all that there are.
static NOT_THE_STOCK: LazyLock<Regex> = LazyLock::new(|| {
    super::pattern(
        "新增|新注册|新招募|新发展|新加入|增加|招募|参加|参与|组织|出动|派出|选派|到场|走[上进]|来到|深入|奔赴|齐聚|集结|带领|开展|投入\
         |清[理扫]|植树|慰问|当[天日]|本月|本周|分别|表[彰扬]|优秀|受训|培训|获|评",
    )
});

/// Words of all that there are.
static IS_THE_STOCK: LazyLock<Regex> =
    LazyLock::new(|| super::pattern("现有|共有|拥有|已有|总[数量]|达|目前|截至|总人数|规模|壮大"));

/// Words of what there is, whatever was done.
static IS_THERE: LazyLock<Regex> = LazyLock::new(|| super::pattern("现有|现存|在校|在册|在读|在岗|拥有"));

/// Words of all that there are, beside those who are new.
static ALL_OF_THEM: LazyLock<Regex> = LazyLock::new(|| super::pattern("总数|总人数|总量"));

/// Words of those who come to see what is done for others.
static COMING_TO_SEE: LazyLock<Regex> =
    LazyLock::new(|| super::pattern("到场|参加|参与|观看|出席|参观|聆听|前来|来到|走进|体验|见证"));

struct Mention<'p> {
    stated: &'p StatedFigure,
    metric: &'p Metric,
    figure: Figure,
    range: Range<usize>,
    /// Which of the texts it stands in.
    text: usize,
    /// Where it stands in the head, the block of it.
    head: Option<Range<usize>>,
    /// Where its sentence begins.
    sentence: usize,
    spoken: Spoken,
}

/// How a text speaks of a metric by an amount.
#[derive(Clone, Copy)]
struct Spoken {
    fit: Fit,
    /// Whether it has a unit.
    has_unit: bool,
    /// Whether a word such as 以上 says where it ends; 余 and 近 say that it is near.
    is_limit: bool,
    /// Whether it has come together over time, and whether it may be of a wider place, or of another one like it.
    has_grown: bool,
    is_wider: bool,
    is_of_county: bool,
}

/// A figure of the head as it is looked for in one text.
struct Wanted<'p> {
    stated: &'p StatedFigure,
    metric: &'p Metric,
    label: &'p Label,
    /// Where the text has its label, or a part of it.
    places: Places,
}

impl Wanted<'_> {
    /// Whether the figure is so small that a text may say it by one numeral; of a large one that is a part: 两名志愿者.
    fn is_small(&self) -> bool {
        self.stated.figure.value() <= MOST_OF_ONE_NUMERAL
    }

    /// Whether an amount may say how many there were in all. One numeral alone is everywhere, and does so only behind
    /// words as in `共举办六场`.
    fn may_be_told_by(&self, ahead: &str, amount: &str) -> bool {
        let mut characters = amount.chars();
        let is_alone = characters.next().is_some_and(is_numeral) && characters.next().is_none();
        let ahead = ahead.trim_end_matches('了');
        let counts = || COUNTING.iter().any(|word| ahead.ends_with(word)) || self.label.ends(ahead);
        !is_alone || self.is_small() && amount != "一" && counts()
    }
}

/// The largest figure that one numeral is held against.
const MOST_OF_ONE_NUMERAL: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// What stands before a numeral that counts all that was done.
const COUNTING: [&str; 9] = ["共", "共计", "总计", "举办", "举行", "开展", "组织", "召开", "承办"];

/// An amount that may be of a metric.
struct Candidate<'w, 'p> {
    wanted: &'w Wanted<'p>,
    amount: Range<usize>,
    /// From what puts a bound on it to the unit, and to what puts a bound on it behind that.
    range: Range<usize>,
    figure: Figure,
    fit: Fit,
    has_unit: bool,
}

/// The numbers of a post's texts that contradict its head.
pub(super) fn check_stated(post: &Post, texts: &[&Text<'_>], config: &Config, labels: &Labels) -> Vec<Finding> {
    if post.head.figures.is_empty() {
        return Vec::new();
    }
    let wanted: Vec<Vec<Wanted<'_>>> = texts.iter().map(|text| wanted_in(text, post, (config, labels))).collect();
    // In most posts every number is what the head says, whatever stands around it.
    let is_wrong = |one: &Candidate<'_, '_>| !one.figure.interval().overlaps(&one.wanted.stated.figure.interval());
    let mut texts_with_wanted = texts.iter().zip(&wanted);
    if !texts_with_wanted.any(|(text, wanted)| candidates_in(text, wanted, (config, false)).any(|one| is_wrong(&one))) {
        return Vec::new();
    }
    let found: Vec<Vec<Candidate<'_, '_>>> =
        wanted.iter().zip(texts).map(|(wanted, text)| candidates_in(text, wanted, (config, true)).collect()).collect();
    let mut mentions = Vec::new();
    for (index, (candidates, text)) in found.into_iter().zip(texts).enumerate() {
        add_mentions((index, text), candidates, post, &mut mentions);
    }
    let mut told = BTreeSet::new();
    let mut findings = Vec::new();
    for stated in &post.head.figures {
        let own: Vec<&Mention<'_>> = mentions.iter().filter(|one| one.stated.metric == stated.metric).collect();
        for one in contradictions(stated, &own, post, config) {
            if !told.insert((one.text, one.range.start)) {
                continue;
            }
            let text = texts[one.text];
            let message = Message::new("figure-contradicts-head")
                .with("written", &text.folded.text[one.range.clone()])
                .with("key", &stated.metric)
                .with("stated", config.language.figure_text(stated.figure.phrase(), &one.metric.unit));
            findings.push(Finding::error(Code::TextFigure, text.place(one.range.clone()), message));
        }
    }
    findings
}

/// Of all that is said of a figure, what can't be true with it.
fn contradictions<'m, 'p>(
    stated: &StatedFigure,
    own: &[&'m Mention<'p>],
    post: &Post,
    config: &Config,
) -> Vec<&'m Mention<'p>> {
    let whole = stated.figure.interval();
    let own: Vec<_> = own.iter().copied().filter(|one| !(one.spoken.is_limit && is_within(one, &whole))).collect();
    let (right, wrong): (Vec<_>, Vec<_>) = own.iter().partition(|one| one.figure.interval().overlaps(&whole));
    if wrong.is_empty() {
        return Vec::new();
    }
    let is_shown = shows_figure(post, &stated.metric);
    let adding_up = texts_with_parts(&wrong, &whole);
    let is_excused = |one: &Mention<'_>| {
        // What a title or a summary says stands alone: a part is one only beside its whole.
        let is_beside = |other: &&&Mention<'_>| other.head == one.head;
        let names_whole = if one.head.is_some() && one.spoken.fit > Fit::Narrowed {
            right.iter().any(is_beside)
        } else {
            is_shown || !right.is_empty()
        };
        is_of_other(one, stated, names_whole)
            || is_known(one, post, config)
            || adding_up.contains(&one.text)
            || is_one_of_several(one, &wrong, stated)
    };
    wrong.iter().filter(|one| !is_excused(one)).map(|one| **one).collect()
}

/// The texts whose numbers are the parts of the whole, all of them.
fn texts_with_parts(wrong: &[&&Mention<'_>], whole: &Interval) -> BTreeSet<usize> {
    let mut sums: BTreeMap<usize, (usize, Interval)> = BTreeMap::new();
    for one in wrong {
        let number = one.figure.interval();
        let add = |(count, sum): &mut (usize, Interval)| (*count, *sum) = (*count + 1, sum.plus(&number));
        sums.entry(one.text).and_modify(add).or_insert((1, number));
    }
    let sums = sums.into_iter().filter(|(_, (count, sum))| *count > 1 && sum.overlaps(whole));
    sums.map(|(text, _)| text).collect()
}

/// Whether a sentence tells several numbers of one metric, as of several places: parts of the whole, which needn't be all, or
/// the rates of each. One that looks like a slip is none.
fn is_one_of_several(one: &Mention<'_>, wrong: &[&&Mention<'_>], stated: &StatedFigure) -> bool {
    let whole = stated.figure.interval();
    let is_rate = one.metric.nature == Nature::Rate;
    let may_be_part = |other: &Mention<'_>| is_rate || other.figure.interval().lies_below(&whole);
    let is_beside = |other: &Mention<'_>| other.text == one.text && other.sentence == one.sentence;
    if !may_be_part(one) || is_slip(one.figure.value(), stated.figure.value()) {
        return false;
    }
    let parts: Vec<&Mention<'_>> =
        wrong.iter().map(|other| **other).filter(|other| is_beside(other) && may_be_part(other)).collect();
    let are_several = parts.iter().any(|other| other.figure.value() != one.figure.value());
    let sum = parts.iter().skip(1).fold(parts.first().map(|first| first.figure.interval()), |sum, part| {
        sum.map(|sum| sum.plus(&part.figure.interval()))
    });
    are_several && (is_rate || sum.is_some_and(|sum| !whole.lies_below(&sum)))
}

/// Where the sentence begins that a place of a text lies in.
fn start_of_sentence(text: &str, at: usize) -> usize {
    let ends = ['。', '！', '？', BLOCK];
    text[..at].rfind(ends).map_or(0, |end| end + text[end..].chars().next().map_or(0, char::len_utf8))
}

/// Whether the whole is within a limit, however far from it: 150个以上 is true of 163, and no part.
fn is_within(limit: &Mention<'_>, whole: &Interval) -> bool {
    let number = Interval::point(limit.figure.value());
    match limit.figure.bound() {
        Bound::AtLeast => !whole.lies_below(&number) && !limit.figure.interval().overlaps(whole),
        Bound::AtMost => !number.lies_below(whole) && !limit.figure.interval().overlaps(whole),
        _ => false,
    }
}

/// Whether a number that isn't the whole is likely to be of something else: of a part, or of more than the post tells of.
/// `names_whole` is whether the texts say the whole too.
fn is_of_other(one: &Mention<'_>, stated: &StatedFigure, names_whole: bool) -> bool {
    let (number, whole) = (one.figure.interval(), stated.figure.interval());
    let is_slip = || is_slip(one.figure.value(), stated.figure.value());
    if number.lies_below(&whole) || one.metric.nature == Nature::Rate {
        // Of the two that stand there, one has digits of the other exchanged: no part does by chance.
        let are_exchanged = one.metric.nature != Nature::Rate
            && one.spoken.fit > Fit::Narrowed
            && has_digits_exchanged(one.figure.value(), stated.figure.value());
        return names_whole && !are_exchanged || (one.spoken.fit == Fit::Narrowed && !is_slip());
    }
    let has_grown = one.spoken.has_grown && one.metric.nature == Nature::Flow;
    let is_wider = one.spoken.is_wider && (names_whole || !is_slip()) || one.spoken.is_of_county && names_whole;
    has_grown || is_wider || (one.spoken.fit == Fit::Narrowed && !is_slip())
}

/// Whether a number looks like another with two digits exchanged, or one wrong, or one zero too many.
fn is_slip(one: Decimal, other: Decimal) -> bool {
    if !one.is_zero() && (one.checked_mul(Decimal::TEN) == Some(other) || other.checked_mul(Decimal::TEN) == Some(one))
    {
        return true;
    }
    let (one_digits, other_digits) = (digits_of(one), digits_of(other));
    let differ = one_digits.iter().zip(&other_digits).filter(|(one, other)| one != other).count();
    let is_one_wrong = one_digits.len() == other_digits.len() && one_digits.len() > 2 && differ == 1;
    is_one_wrong || has_digits_exchanged(one, other)
}

/// Whether a number has the digits of another in another order, three at least.
fn has_digits_exchanged(one: Decimal, other: Decimal) -> bool {
    let (mut one, mut other) = (digits_of(one), digits_of(other));
    let is_long = one.len() == other.len() && one.len() > 2;
    one.sort_unstable();
    other.sort_unstable();
    is_long && one == other
}

fn digits_of(number: Decimal) -> Vec<u8> {
    number.normalize().to_string().into_bytes()
}

/// Whether a widget of the body shows the figure itself.
fn shows_figure(post: &Post, metric: &str) -> bool {
    post.body.holes.iter().any(|hole| match &hole.what {
        Filling::Widget(call) if call.name == "figure" => {
            call.args.first().is_some_and(|one| matches!(&one.value, Value::Text(text) if text == metric))
        }
        _ => false,
    })
}

/// Whether another figure of the head that the unit fits, or one of the records, is that number.
fn is_known(mention: &Mention<'_>, post: &Post, config: &Config) -> bool {
    let interval = mention.figure.interval();
    let is_it = |stated: &StatedFigure| {
        let is_own = stated.metric == mention.stated.metric;
        let metric = config.metrics.get(&stated.metric).filter(|_| !is_own && mention.spoken.has_unit);
        (is_own || metric.is_some_and(|other| is_counted_alike(mention.metric, other)))
            && stated.figure.interval().overlaps(&interval)
    };
    let others = post.head.figures.iter().filter(|stated| stated.metric != mention.stated.metric);
    others.chain(post.head.records.rows().iter().flat_map(|row| &row.figures)).any(is_it)
}

fn is_counted_alike(one: &Metric, other: &Metric) -> bool {
    let units = |metric: &Metric| [Some(metric.unit.clone()), metric.summed_unit.clone()].into_iter().flatten();
    let alike = |one: &str, other: &str| {
        one == other || ALIKE.iter().any(|units| units.contains(&one) && units.contains(&other))
    };
    units(one).any(|unit| units(other).any(|same| alike(&unit, &same)))
}

fn wanted_in<'p>(text: &Text<'_>, post: &'p Post, (config, labels): (&'p Config, &'p Labels)) -> Vec<Wanted<'p>> {
    let text = &text.folded.text;
    let known = |stated: &'p StatedFigure| Some((config.metrics.get(&stated.metric)?, labels.get(&stated.metric)?));
    let figures = post.head.figures.iter().filter_map(|stated| Some((stated, known(stated)?)));
    let wanted =
        figures.map(|(stated, (metric, label))| Wanted { stated, metric, label, places: label.places_in(text) });
    wanted.filter(|one| !one.places.are_none()).collect()
}

/// The amounts of a text that may be of a figure, in their order; without `all`, those left out that are what the head says
/// to the letter.
fn candidates_in<'t, 'w, 'p>(
    text: &'t Text<'_>,
    wanted: &'w [Wanted<'p>],
    (config, all): (&'t Config, bool),
) -> impl Iterator<Item = Candidate<'w, 'p>> + use<'t, 'w, 'p> {
    let folded = text.folded.text.as_str();
    let is_link = |amount: &Range<usize>| {
        let at = text.folded.source_at(amount.start);
        text.folded.links.iter().any(|link| link.contains(&at))
    };
    let columns = Columns::of(folded, None);
    let with_single = wanted.iter().any(Wanted::is_small);
    let amounts = (!wanted.is_empty()).then(|| amounts_in(text.prose(), with_single)).into_iter().flatten();
    amounts.flat_map(move |amount| {
        let at = (folded, &columns, &amount);
        let of_it: Vec<_> = wanted.iter().filter_map(|one| candidate_of(at, one, (config, all))).collect();
        let is_none = of_it.is_empty() || goes_on_from(&folded[..amount.start]) || is_link(&amount);
        if is_none { Vec::new() } else { of_it }
    })
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

/// Adds what the words around some amounts leave of them.
fn add_mentions<'p>(
    (index, text): (usize, &Text<'_>),
    candidates: Vec<Candidate<'_, 'p>>,
    post: &Post,
    mentions: &mut Vec<Mention<'p>>,
) {
    let folded = &text.folded.text;
    let spoken = candidates.into_iter().filter_map(|one| Some((spoken_of(folded, &one, post)?, one)));
    let spoken: Vec<(Spoken, Candidate<'_, 'p>)> = spoken.collect();
    for of_one in spoken.chunk_by(|(_, one), (_, next)| one.amount == next.amount) {
        // What fits one label best is of that one.
        let best = of_one.iter().map(|(spoken, _)| spoken.fit).max();
        for (spoken, one) in of_one.iter().filter(|(spoken, _)| Some(spoken.fit) == best) {
            let head = (text.role == Role::Head).then(|| block(folded, one.amount.start));
            let Wanted { stated, metric, .. } = *one.wanted;
            let (figure, range, spoken) = (one.figure, one.range.clone(), *spoken);
            let sentence = start_of_sentence(folded, one.amount.start);
            mentions.push(Mention { stated, metric, figure, range, text: index, head, sentence, spoken });
        }
    }
}

/// An amount as one of a metric; `None` where it is of something else.
fn candidate_of<'w, 'p>(
    (text, columns, amount): (&str, &Columns<'_>, &Range<usize>),
    wanted: &'w Wanted<'p>,
    (config, all): (&Config, bool),
) -> Option<Candidate<'w, 'p>> {
    let metric = wanted.metric;
    let (ahead, written, rest) = (&text[..amount.start], &text[amount.clone()], &text[amount.end..]);
    let blanks = rest.len() - rest.trim_start_matches(' ').len();
    // Of most amounts that is all that is asked.
    if !wanted.places.are_near(&(amount.start.saturating_sub(WIDEST_BOUND)..amount.end + blanks + widest_unit(metric)))
        || !wanted.may_be_told_by(ahead, written)
    {
        return None;
    }
    let unit = unit_at(ahead, written, &rest[blanks..], metric);
    let is_total = || stands_in_total(text, columns, &(amount.start..amount.end + blanks), wanted);
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
    let is_listed = ahead.ends_with(['：', ':']);
    let may_be_behind = wanted.places.has_whole_ahead(start);
    let stands_behind = may_be_behind && stands_behind_label(text, &range, &metric.label, is_rate) || is_total();
    let beside =
        || fit(text, &(start..end), wanted.label, &wanted.places).filter(|_| (unit.is_some() || is_listed) && !is_rate);
    let fit = if stands_behind { Fit::Whole } else { beside()? };
    let number = text[start..amount.end].to_owned() + &text[end..range.end];
    let read = |written: &str| read_text(written, metric, &config.metrics).ok();
    let figure = read(&number).or_else(|| read(written))?.figure;
    let bound = limit_apart(&text[..start]).filter(|_| !figure.bound().is_approximate()).unwrap_or(figure.bound());
    let figure = Figure::new(figure.value().checked_div(divided)?.checked_mul(multiplied)?, bound).ok()?;
    Some(Candidate { wanted, amount: amount.clone(), range, figure, fit, has_unit: unit.is_some() })
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

/// What the first cell says of a row that sums the others up.
const TOTALS: [&str; 4] = ["合计", "总计", "共计", "总数"];

fn is_number_or_nothing(cell: &str) -> bool {
    let cell = cell.trim_matches(['*', ' ', BLOCK]);
    cell.is_empty() || cell.starts_with(|first: char| first.is_ascii_digit())
}

/// Whether an amount is a cell of the row of totals, or of a row that has only such and none beside it, below the whole label
/// of a metric.
fn stands_in_total(text: &str, columns: &Columns<'_>, range: &Range<usize>, wanted: &Wanted<'_>) -> bool {
    let metric = wanted.metric;
    let rest = &text[range.end..];
    let rest = rest.strip_prefix(metric.unit.as_str()).unwrap_or(rest);
    if !rest.trim_start_matches([' ', '*']).starts_with(['|', BLOCK]) {
        return false;
    }
    let is_bare = |one: char| one == '*' || one == ' ';
    let row = &text[block(text, range.start)];
    let first = cells(row).next().unwrap_or_default().trim_matches(is_bare);
    let is_only_row = || cells(row).all(is_number_or_nothing) && columns.is_only_row(range.start);
    if !row.contains('|') || !(TOTALS.contains(&first) || is_only_row()) {
        return false;
    }
    let head = columns.head_of(range.start).trim_matches(is_bare);
    let (name, unit) = head.split_once(['（', '(', '/']).unwrap_or((head, ""));
    let (name, unit) = (name.trim(), unit.trim_end_matches(['）', ')']));
    (unit.is_empty() || unit == metric.unit) && (name == metric.label || wanted.label.is_named(name))
}

/// How a text speaks of a metric by an amount; `None` where the words around it say that it is of something else.
fn spoken_of(text: &str, one: &Candidate<'_, '_>, post: &Post) -> Option<Spoken> {
    let metric = one.wanted.metric;
    let clause = Clause::around(text, &one.range, &metric.label);
    let clause = if metric.nature == Nature::Rate { clause.of_rate() } else { clause };
    let (fit, is_other) = (fit_of_stock(one, text, &clause), clause.speaks_of_other());
    // What there is already was not done by what is told.
    let is_flow = metric.nature == Nature::Flow;
    let is_new = metric.label.starts_with('新');
    let is_there = is_flow && (clause.has(&IS_THERE) || is_new && clause.has(&ALL_OF_THEM));
    let is_other = is_other || is_there || clause.is_of_applicants(&metric.label) || clause.speaks_of_other_time(post);
    let fit = fit.filter(|_| !is_other)?;
    // Those who come to see are others than those who are helped; what one place of several has is a part.
    let is_narrowed = fit == Fit::Word && has_one_of(&metric.label, &lexicon().aid) && clause.has(&COMING_TO_SEE)
        || is_flow && clause.is_of_place_within(post);
    let fit = if is_narrowed { Fit::Narrowed } else { fit };
    let (has_grown, is_wider) = (clause.has_grown(), clause.is_wider());
    let written = &text[one.range.clone()];
    let is_limit = !written.contains(['余', '多', '近']);
    Some(Spoken { fit, has_unit: one.has_unit, is_limit, has_grown, is_wider, is_of_county: clause.is_of_county() })
}

/// How well an amount fits where a metric says what there is at a moment: those who came or were added are others, and
/// those of one place or of one kind are a part.
fn fit_of_stock(one: &Candidate<'_, '_>, text: &str, clause: &Clause<'_>) -> Option<Fit> {
    let metric = one.wanted.metric;
    if metric.nature != Nature::Stock {
        return Some(one.fit);
    }
    let is_all = clause.has(&IS_THE_STOCK);
    let is_alone = one.fit == Fit::Whole && is_plain_ahead(text, one.range.start, &metric.label);
    let is_told = (is_all || is_alone) && !clause.is_of_part();
    (is_all || !clause.has(&NOT_THE_STOCK)).then_some(if is_told { one.fit } else { Fit::Narrowed })
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
