//! How a text speaks of a metric by an amount: of all of it, of a part, of others than one would think.

use std::sync::LazyLock;

use regex::Regex;

use super::candidate::Candidate;
use super::clause::Clause;
use super::label::{Fit, is_plain_ahead};
use crate::check::lexicon::{has_one_of, lexicon};
use crate::check::pattern;
use crate::figures::Nature;
use crate::model::Post;

/// Words of those who came or were added, which are never all that there are.
static NOT_THE_STOCK: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "新增|新注册|新招募|新发展|新加入|增加|招募|参加|参与|组织|出动|派出|选派|到场|走[上进]|来到|深入|奔赴|齐聚|集结|带领|开展|投入\
         |清[理扫]|植树|慰问|当[天日]|本月|本周|分别|表[彰扬]|优秀|受训|培训|获|评",
    )
});

/// Words of all that there are.
static IS_THE_STOCK: LazyLock<Regex> =
    LazyLock::new(|| pattern("现有|共有|拥有|已有|总[数量]|达|目前|截至|总人数|规模|壮大"));

/// Words of what there is, whatever was done.
static IS_THERE: LazyLock<Regex> = LazyLock::new(|| pattern("现有|现存|在校|在册|在读|在岗|拥有|[校班园][现共]?有"));

/// Words of all that there are, beside those who are new.
static ALL_OF_THEM: LazyLock<Regex> = LazyLock::new(|| pattern("总数|总人数|总量"));

/// Words of those who come to see what is done for others.
static COMING_TO_SEE: LazyLock<Regex> =
    LazyLock::new(|| pattern("到场|参加|参与|观看|出席|参观|聆听|前来|来到|走进|体验|见证"));

/// How a text speaks of a metric by an amount.
#[derive(Clone, Copy)]
pub(super) struct Spoken {
    pub fit: Fit,
    /// Whether it has a unit.
    pub has_unit: bool,
    /// Whether a word such as 以上 says where it ends; 余 and 近 say that it is near.
    pub is_limit: bool,
    /// Whether it has come together over time, and whether it may be of a wider place, or of another one like it.
    pub has_grown: bool,
    pub is_wider: bool,
    pub is_of_county: bool,
}

/// How a text speaks of a metric by an amount; `None` where the words around it say that it is of something else.
pub(super) fn spoken_of(text: &str, one: &Candidate<'_, '_>, post: &Post) -> Option<Spoken> {
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
