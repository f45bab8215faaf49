//! What of a total belongs to no group that is shown.

use super::Pages;
use super::statistics::Told;
use crate::charts::Amount;
use crate::figures::{Bound, Decimal, Figure, Interval, Nature, Phrase, plain, sum};
use crate::stats::{Show, StatResult, Why};
use crate::view::StatRestView;

/// The rest of a total: its name, how much it is, and what may be said of that.
pub(super) struct Rest {
    label: String,
    pub(super) amount: Decimal,
    phrase: Phrase,
    interval: Interval,
}

/// One term of a rest: as it was stated, and as it is told.
type Term = (Decimal, Phrase);

impl Pages<'_> {
    /// The rest beside the groups: that of a ring, and that which `top` leaves. None where groups count something twice,
    /// or are compared with others, which have another rest.
    pub(super) fn rest(&self, told: &Told<'_>) -> Option<Rest> {
        let result = told.result;
        let wanted = result.groups_left_out > 0 || told.show == Show::Donut;
        if !wanted || told.before.is_some() || told.query.metric.nature != Nature::Flow || told.parts_overlap() {
            return None;
        }
        let shown = values(result).fold(Decimal::ZERO, Decimal::saturating_add);
        let amount = result.total.value?.checked_sub(shown).filter(|rest| *rest > Decimal::ZERO)?;
        let (phrase, interval) = summed(&rest_terms(told), amount).unwrap_or_else(|| coarsely(amount, told.result));
        let grouped = values(told.all).fold(Decimal::ZERO, Decimal::saturating_add);
        let label = if result.groups_left_out > 0 && Some(grouped) == result.total.value {
            self.words.fill("groups_rest_of", &[("n", &result.groups_left_out.to_string())])
        } else {
            self.words.get("groups_rest")
        };
        Some(Rest { label, amount, phrase, interval })
    }

    pub(super) fn rest_view(&self, rest: &Rest, unit: &str) -> StatRestView {
        StatRestView {
            label: rest.label.clone(),
            text: self.language().figure_text(rest.phrase, unit),
            number: self.language().table_text(rest.phrase),
            value: plain(rest.amount),
        }
    }

    /// The rest as a part of a ring: its name, its amount, and the number that is told of it.
    pub(super) fn rest_part(&self, rest: &Rest, unit: &str) -> (String, Amount, Decimal) {
        let text = self.language().figure_text(rest.phrase, unit);
        let (low, high) = (rest.interval.low.at, rest.interval.high.at);
        (rest.label.clone(), Amount { value: rest.amount, low, high, text }, rest.phrase.number)
    }
}

fn values(result: &StatResult) -> impl Iterator<Item = Decimal> {
    result.groups.iter().flatten().filter_map(|group| group.total.value)
}

/// The groups that `top` left out, and the posts that are in no group.
fn rest_terms(told: &Told<'_>) -> Vec<Term> {
    let shown: Vec<&str> = told.result.groups.iter().flatten().map(|group| group.key.as_str()).collect();
    let groups = told.all.groups.iter().flatten().filter(|group| !shown.contains(&group.key.as_str()));
    let groups = groups.filter_map(|group| Some((group.total.value?, group.total.phrase?)));
    let crossing = told.result.left_out.iter().filter(|left| left.why == Why::CrossesGroups).map(|left| &left.path);
    let alone: Vec<_> = told.result.ungrouped.iter().chain(crossing).collect();
    let posts = told.result.sources.iter().filter(|source| alone.contains(&&source.path));
    groups.chain(posts.map(|source| (source.value, source.phrase))).collect()
}

/// What may be said of the sum of some terms (NUM-6); none where they are not all of the rest, as where only some records
/// of a post are in a group.
fn summed(terms: &[Term], rest: Decimal) -> Option<(Phrase, Interval)> {
    let stated = terms.iter().fold(Decimal::ZERO, |sum, (value, _)| sum.saturating_add(*value));
    let figures = terms.iter().map(|(_, phrase)| Figure::new(phrase.number, phrase.bound).ok());
    let figures: Vec<Figure> = figures.collect::<Option<_>>().filter(|_| stated == rest)?;
    let total = sum(&figures)?;
    // 超 of a term doesn't promise what 余 does, and no more does the sum.
    let firm = total.phrase.firm && terms.iter().all(|(_, phrase)| phrase.firm);
    Some((Phrase { firm, ..total.phrase }, total.interval))
}

/// A rest whose terms can't be told one by one: exact where all of the total is, else no finer than its coarsest term.
fn coarsely(rest: Decimal, result: &StatResult) -> (Phrase, Interval) {
    let point = Interval::point(rest);
    if !result.total.is_approximate() {
        return (Phrase { number: rest, bound: Bound::Exact, firm: true }, point);
    }
    let about = result.sources.iter().filter(|source| source.bound.is_approximate());
    let figures = about.filter_map(|source| Figure::new(source.phrase.number, source.phrase.bound).ok());
    let grain = figures.map(|figure| figure.grain()).max().unwrap_or(Decimal::ONE);
    let steps = rest.checked_div(grain).unwrap_or(rest).round();
    match steps.is_zero() {
        true => (Phrase { number: grain, bound: Bound::AtMost, firm: true }, point),
        false => (Phrase { number: steps.saturating_mul(grain), bound: Bound::About, firm: true }, point),
    }
}
