//! In which form a result is shown: what was asked for, or the nearest that says the same honestly.

use crate::diag::Message;
use crate::figures::Nature;
use crate::model::Asked;
use crate::stats::{By, Grain, Period, Query, Show};

/// How a query wants to be shown, and what it needs for that.
pub(super) struct Form {
    show: Show,
    /// An argument that the form can't do without, where the query doesn't give it.
    pub(super) completing: Option<(&'static str, &'static str)>,
    advice: Option<Message>,
}

/// A line over more years than this has a point for each year.
const MONTHLY_YEARS: i16 = 2;

impl Form {
    /// What a query asks for. A line is of time and a comparison with the year before, whoever doesn't say so; of what
    /// bars and rings are made has to be said.
    pub(super) fn of(query: &Query) -> Self {
        let usual = if query.by.is_some() { Show::Table } else { Show::Number };
        let show = query.show.unwrap_or(usual);
        let whole = |completing| Self { show, completing, advice: None };
        match show {
            Show::Line if query.by.is_none() => whole(Some(("by", steps(query.period)))),
            Show::Bar | Show::Donut if query.by.is_none() => Self {
                show,
                completing: Some(("by", "category")),
                advice: Some(Message::new("widget-wants-by").with("show", show.as_str())),
            },
            Show::Compare if query.compare.is_none() && query.period == Period::ALL => {
                let advice = Message::new("widget-wants-period").with("show", show.as_str());
                Self { show: usual, completing: None, advice: Some(advice) }
            }
            Show::Compare if query.compare.is_none() => whole(Some(("compare", "last-year"))),
            _ => whole(None),
        }
    }

    /// The form in which the answer can be shown, and what its author should know.
    pub(super) fn fitting(self, asked: &Asked) -> (Show, Option<Message>) {
        let metric = &asked.query.metric;
        match self.show {
            Show::Progress if asked.result.target.is_none() => {
                let period = asked.query.period.to_string();
                let advice = Message::new("widget-wants-target").with("metric", &metric.id).with("period", period);
                (if asked.query.by.is_some() { Show::Table } else { Show::Number }, Some(advice))
            }
            Show::Donut if metric.nature != Nature::Flow => {
                let advice = Message::new("widget-parts-of-flow").with("metric", &metric.id);
                (Show::Bar, Some(advice.with("nature", metric.nature.as_str())))
            }
            Show::Line if !matches!(asked.query.by, Some(By::Time(_))) => {
                (Show::Bar, Some(Message::new("widget-line-of-time")))
            }
            // Points that are no neighbours must not be joined.
            Show::Line if asked.result.groups_left_out > 0 => (Show::Bar, Some(Message::new("widget-line-whole"))),
            show => (show, self.advice),
        }
    }
}

fn steps(period: Period) -> &'static str {
    let years = period.to().year().saturating_sub(period.from().year());
    if period.grain() == Grain::All || years > MONTHLY_YEARS { "year" } else { "month" }
}
