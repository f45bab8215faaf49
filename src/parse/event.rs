//! `[event]` and `publicity` of a head.

use serde::{Deserialize, Serialize};

use crate::base::{Day, Moment};
use crate::diag::{Code, Finding};
use crate::tables::TableReader;

/// When and where something takes place, as a head states it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EventHead {
    /// When it begins.
    pub start: Moment,
    /// When it ends.
    pub end: Option<Moment>,
    /// The hall, school, square.
    pub venue: Option<String>,
    /// The address.
    pub address: Option<String>,
    /// What it costs.
    pub fee: Option<String>,
    /// How to register.
    pub register: Option<String>,
    /// Its state, as written.
    pub status: Option<String>,
}

impl EventHead {
    /// The last day on which it takes place.
    pub fn last_day(&self) -> Day {
        self.end.unwrap_or(self.start).day()
    }

    /// Whether it is over on `today`.
    pub fn is_over(&self, today: Day) -> bool {
        self.last_day() < today
    }

    /// Whether it is cancelled, whichever word says so.
    pub fn is_cancelled(&self) -> bool {
        let status = self.status.as_deref().unwrap_or("").to_lowercase();
        ["cancel", "取消"].iter().any(|word| status.contains(word))
    }
}

/// Reads `[event]`; an event with no beginning can't be shown.
pub(super) fn read_event(reader: &TableReader<'_>, day: Option<Moment>) -> Option<EventHead> {
    let table = reader.table("event")?;
    let start = table.moment("start").map(|moment| moment.value).or(day);
    let end = table.moment("end");
    let event = EventHead {
        start: start.unwrap_or(Moment::of_day(Day::MIN)),
        end: end.as_ref().map(|end| end.value),
        venue: table.plain_text("venue"),
        address: table.plain_text("address"),
        fee: table.plain_text("fee"),
        register: table.plain_text("register"),
        status: table.plain_text("status"),
    };
    let source = table.source();
    let unread = table.knows("start") && start.is_none();
    let mut findings = table.finish();
    if start.is_none() && !unread {
        let place = reader.raw("event").map(|value| source.place(value.span()));
        findings.extend(place.map(|place| Finding::error(Code::HeadDate, place, "event-without-start")));
    }
    if let Some(end) = end.filter(|end| ends_before(event.start, end.value)) {
        findings.push(Finding::error(Code::HeadDate, source.place(end.span), "event-ends-before-it-begins"));
    }
    reader.report_all(findings);
    start.is_some().then_some(event)
}

/// Whether an end lies before a beginning; a day without a time lasts till its end.
fn ends_before(start: Moment, end: Moment) -> bool {
    if start.has_time() && end.has_time() { end.local() < start.local() } else { end.day() < start.day() }
}

/// How long a notice is public; both days belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Publicity {
    /// First day.
    pub from: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
}

impl Publicity {
    /// Whether it has to be down on `today` (PII-T1).
    pub fn is_over(self, today: Day) -> bool {
        self.until.is_some_and(|until| until < today)
    }
}

pub(super) fn read_publicity(reader: &TableReader<'_>) -> Option<Publicity> {
    let table = reader.table("publicity")?;
    let day = |key| table.moment(key).map(|moment| moment.value.day());
    let publicity = Publicity { from: day("from"), until: day("until") };
    let mut findings = table.finish();
    if publicity.until.zip(publicity.from).is_some_and(|(until, from)| until < from) {
        let place = reader.raw("publicity").map(|value| reader.source().place(value.span()));
        findings.extend(place.map(|place| Finding::error(Code::HeadDate, place, "publicity-ends-before-it-begins")));
    }
    reader.report_all(findings);
    Some(publicity)
}
