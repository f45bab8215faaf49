//! `text/figure`: a number in the text that contradicts the head (STAT-4).
//!
//! A number counts where it stands beside a unit of a figure of the head and a word of that figure's label (`candidate`),
//! and its clause speaks of nothing else (`spoken`). What equals another figure of the head in such a unit, or one of its
//! records, is fine, and so are the parts of a whole that the text itself names.

mod candidate;
mod clause;
mod label;
mod spoken;
mod totals;
mod unit;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::amounts::amounts_in;
use super::around::block;
use super::folded::BLOCK;
use super::text::{Role, Text};
use crate::config::Config;
use crate::diag::{Code, Finding, Message};
use crate::figures::{Bound, Decimal, Figure, Interval, Metric, Nature};
use crate::markdown::{Filling, Value};
use crate::model::Post;
use crate::parse::StatedFigure;

pub(super) use label::Labels;

use candidate::{Candidate, Wanted, amount_of, candidates_in, wanted_in};
use label::Fit;
use spoken::{Spoken, spoken_of};
use unit::Units;

/// What ends a sentence.
const SENTENCE_ENDS: [char; 4] = ['。', '！', '？', BLOCK];

/// Units that count the same: what equals a figure in one of them may be that figure.
const ALIKE: [&[&str]; 2] = [&["人", "名", "位", "人次"], &["场", "次", "场次", "期"]];

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
        for one in contradictions(stated, &own, post, (texts, config)) {
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
    (texts, config): (&[&Text<'_>], &Config),
) -> Vec<&'m Mention<'p>> {
    let whole = stated.figure.interval();
    let own: Vec<_> = own.iter().copied().filter(|one| !(one.spoken.is_limit && is_within(one, &whole))).collect();
    let (right, wrong): (Vec<_>, Vec<_>) = own.iter().partition(|one| one.figure.interval().overlaps(&whole));
    if wrong.is_empty() {
        return Vec::new();
    }
    let is_shown = shows_figure(post, &stated.metric);
    let adding_up = texts_with_parts(&wrong, &whole);
    let mut said = BTreeMap::new();
    for one in &wrong {
        said.entry((one.text, one.sentence))
            .or_insert_with(|| Said::beside(one, stated.figure, texts[one.text], config));
    }
    let is_excused = |one: &Mention<'_>| {
        // What a title or a summary says stands alone: a part is one only beside its whole.
        let is_beside = |other: &&&Mention<'_>| other.head == one.head;
        let said = said.get(&(one.text, one.sentence));
        let is_beside_whole = said.is_some_and(|said| said.names_whole);
        let names_whole = if one.head.is_some() && one.spoken.fit > Fit::Narrowed {
            right.iter().any(is_beside)
        } else {
            is_shown || !right.is_empty()
        };
        is_of_other(one, stated, names_whole || is_beside_whole)
            || said.is_some_and(|said| said.has_more_beside_whole(one, stated))
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

/// What the amounts of a sentence say of a figure that have its unit, whatever they are of.
#[derive(Default)]
struct Said {
    /// Whether one of them is the whole, as far as bounds tell, and whether one is the very number.
    names_whole: bool,
    names_number: bool,
}

impl Said {
    /// What the sentence says that a number stands in.
    fn beside(one: &Mention<'_>, figure: Figure, text: &Text<'_>, config: &Config) -> Self {
        let text = text.folded.text.as_str();
        let end = text[one.range.end..].find(SENTENCE_ENDS).map_or(text.len(), |end| one.range.end + end);
        let (sentence, units) = (&text[one.sentence..end], Units::of(one.metric));
        let read = |amount: Range<usize>| amount_of(sentence, &amount, (one.metric, &units), config);
        let mut said = Self::default();
        for other in amounts_in(sentence, true).filter_map(read) {
            said.names_whole |= other.interval().overlaps(&figure.interval());
            said.names_number |= other.value() == figure.value();
        }
        said
    }

    /// Whether a number is what the figure was taken from, or what it is part of: `印制1000份，发放500份`.
    fn has_more_beside_whole(&self, one: &Mention<'_>, stated: &StatedFigure) -> bool {
        let is_larger = stated.figure.interval().lies_below(&one.figure.interval());
        let is_rate = one.metric.nature == Nature::Rate;
        self.names_number && is_larger && !is_rate && !has_digits_exchanged(one.figure.value(), stated.figure.value())
    }
}

/// Where the sentence begins that a place of a text lies in.
fn start_of_sentence(text: &str, at: usize) -> usize {
    text[..at].rfind(SENTENCE_ENDS).map_or(0, |end| end + text[end..].chars().next().map_or(0, char::len_utf8))
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
    // What has come together over years, or in a province, is of another size; what is near is meant to be the whole.
    let is_far = || !is_slip() && !is_near(one.figure.value(), stated.figure.value());
    let is_of_more = (one.spoken.has_grown || one.spoken.is_wider) && (names_whole || is_far());
    let is_wider = is_of_more || one.spoken.is_of_county && names_whole;
    is_wider || (one.spoken.fit == Fit::Narrowed && !is_slip())
}

/// Whether a number is larger than another by no more than seven tenths of it.
fn is_near(one: Decimal, other: Decimal) -> bool {
    other.checked_mul(Decimal::from_parts(17, 0, 0, false, 1)).is_some_and(|most| one <= most)
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
