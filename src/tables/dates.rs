//! TOML dates as Beijing time.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use toml::value::Datetime;

use crate::base::{Day, Moment};

/// A TOML date, local date-time or date-time with an offset. A time alone is no date.
pub fn moment_of_datetime(stated: &Datetime) -> Option<Moment> {
    let date = stated.date?;
    let day = Day::new(i16::try_from(date.year).ok()?, date.month as i8, date.day as i8).ok()?;
    let Some(time) = stated.time else { return Some(Moment::of_day(day)) };
    // A leap second is the second before it: no clock here counts sixty.
    let second = time.second.unwrap_or(0).min(59);
    let at = day.at(time.hour as i8, time.minute as i8, second as i8, 0);
    Some(match stated.offset {
        None => Moment::of_local(at),
        Some(toml::value::Offset::Z) => Moment::of_instant(Offset::UTC.to_timestamp(at).ok()?),
        Some(toml::value::Offset::Custom { minutes }) => {
            let offset = Offset::from_seconds(i32::from(minutes) * 60).ok()?;
            Moment::of_instant(offset.to_timestamp(at).ok()?)
        }
    })
}

/// A date that somebody put in quotes: `2023-03-14`, `2023-03-14 09:00`, `2023-03-14T09:00:00+08:00`.
pub fn moment_of_text(text: &str) -> Option<Moment> {
    let text = text.trim();
    if let Ok(stated) = text.parse::<Datetime>() {
        return moment_of_datetime(&stated);
    }
    text.parse::<DateTime>().ok().map(Moment::of_local)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_beijing_time() {
        let of = |text: &str| moment_of_text(text).map(|moment| moment.machine());
        assert_eq!(of("2023-03-14").as_deref(), Some("2023-03-14"));
        assert_eq!(of("2023-03-14T01:00:00Z").as_deref(), Some("2023-03-14T09:00:00+08:00"));
        assert_eq!(of("2023-03-14 09:00").as_deref(), Some("2023-03-14T09:00:00+08:00"));
        assert_eq!(of("2023-02-30"), None);
        assert_eq!(of("昨天"), None);
    }
}
