//! Days and moments. Everything that a portal dates is Beijing time, which has had no summer time since 1991 and is
//! therefore a fixed offset.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// A calendar day.
pub type Day = Date;

/// The moment that a head states: a day, or a day and a time in Beijing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Moment {
    at: DateTime,
    has_time: bool,
}

impl Moment {
    /// A day with no time of day; it counts as midnight where an instant is needed.
    pub fn of_day(day: Day) -> Self {
        Self { at: day.to_datetime(jiff::civil::Time::midnight()), has_time: false }
    }

    /// A local time in Beijing.
    pub fn of_local(at: DateTime) -> Self {
        Self { at, has_time: true }
    }

    /// An instant, told in Beijing time.
    pub fn of_instant(instant: Timestamp) -> Self {
        Self::of_local(Offset::constant(8).to_datetime(instant))
    }

    /// The day in Beijing.
    pub fn day(self) -> Day {
        self.at.date()
    }

    /// The local time in Beijing, midnight where only a day was stated.
    pub fn local(self) -> DateTime {
        self.at
    }

    /// Whether a time of day was stated.
    pub fn has_time(self) -> bool {
        self.has_time
    }

    /// `2023-03-14T09:00:00+08:00`, as feeds and structured data want it.
    pub fn rfc3339(self) -> String {
        format!("{}+08:00", self.at.strftime("%Y-%m-%dT%H:%M:%S"))
    }

    /// `2023-03-14 09:00`, the form of `PubDate` (META-3).
    pub fn minutes(self) -> String {
        self.at.strftime("%Y-%m-%d %H:%M").to_string()
    }

    /// `2023-03-14T09:00:00+08:00` or, where no time was stated, `2023-03-14`: what `<time datetime>` takes.
    pub fn machine(self) -> String {
        if self.has_time { self.rfc3339() } else { self.day().to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_told_in_beijing_time() {
        let instant: Timestamp = "2023-03-14T23:30:00Z".parse().expect("a timestamp");
        let moment = Moment::of_instant(instant);
        assert_eq!(moment.rfc3339(), "2023-03-15T07:30:00+08:00");
        assert_eq!(moment.minutes(), "2023-03-15 07:30");
    }
}
