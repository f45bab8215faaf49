//! Days and times in words (NUM-10).

use crate::base::{Day, Moment};
use crate::config::Language;
use crate::view::DayView;

const WEEKDAYS: [(&str, &str); 7] = [
    ("星期一", "Monday"),
    ("星期二", "Tuesday"),
    ("星期三", "Wednesday"),
    ("星期四", "Thursday"),
    ("星期五", "Friday"),
    ("星期六", "Saturday"),
    ("星期日", "Sunday"),
];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A moment as templates see it.
pub fn day_view(moment: Moment, language: Language) -> DayView {
    let day = moment.day();
    let weekday = WEEKDAYS[(day.weekday().to_monday_zero_offset() as usize) % 7];
    DayView {
        machine: moment.machine(),
        iso: day.to_string(),
        text: day_text(day, language),
        time: moment.has_time().then(|| moment.local().strftime("%H:%M").to_string()),
        year: day.year(),
        month: day.month(),
        month_label: month_label(day.month(), language),
        day: day.day(),
        weekday: if language == Language::Chinese { weekday.0 } else { weekday.1 }.to_owned(),
    }
}

/// `2023年3月14日` or `14 March 2023`.
pub fn day_text(day: Day, language: Language) -> String {
    match language {
        Language::Chinese => format!("{}年{}月{}日", day.year(), day.month(), day.day()),
        Language::English => format!("{} {} {}", day.day(), month_text(day.month(), language), day.year()),
    }
}

/// `3月` or `March`.
pub(super) fn month_text(month: i8, language: Language) -> String {
    match language {
        Language::Chinese => format!("{month}月"),
        Language::English => MONTHS[(month.clamp(1, 12) - 1) as usize].to_owned(),
    }
}

/// `3月` or `Mar`, for narrow places.
fn month_label(month: i8, language: Language) -> String {
    let month = month_text(month, language);
    if language == Language::Chinese { month } else { month.chars().take(3).collect() }
}

/// A span of time as one phrase: `2023年7月20日 09:00—11:30`, `2023年7月20日至22日`.
pub(super) fn span_text(start: Moment, end: Option<Moment>, language: Language) -> String {
    let first = day_text(start.day(), language);
    let time = |moment: Moment| moment.has_time().then(|| moment.local().strftime("%H:%M").to_string());
    let Some(end) = end else { return joined(&first, time(start)) };
    if end.day() == start.day() {
        let dash = if language == Language::Chinese { '—' } else { '–' };
        return match (time(start), time(end)) {
            (Some(from), Some(until)) if from != until => format!("{first} {from}{dash}{until}"),
            (from, _) => joined(&first, from),
        };
    }
    let until = if language == Language::Chinese && end.day().year() == start.day().year() {
        let month = if end.day().month() == start.day().month() {
            String::new()
        } else {
            month_text(end.day().month(), language)
        };
        format!("{month}{}日", end.day().day())
    } else {
        day_text(end.day(), language)
    };
    let link = if language == Language::Chinese { "至" } else { " to " };
    format!("{}{link}{}", joined(&first, time(start)), joined(&until, time(end)))
}

fn joined(day: &str, time: Option<String>) -> String {
    time.map_or_else(|| day.to_owned(), |time| format!("{day} {time}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::moment_of_text;

    #[test]
    fn spans_say_each_thing_once() {
        let span = |start: &str, end: &str| {
            span_text(moment_of_text(start).expect("a date"), moment_of_text(end), Language::Chinese)
        };
        assert_eq!(span("2023-07-20 09:00", "2023-07-20 11:30"), "2023年7月20日 09:00—11:30");
        assert_eq!(span("2023-07-20", "2023-07-22"), "2023年7月20日至22日");
        assert_eq!(span("2023-07-30", "2023-08-02"), "2023年7月30日至8月2日");
        assert_eq!(span("2023-12-30", "2024-01-02"), "2023年12月30日至2024年1月2日");
        assert_eq!(span("2023-07-20", ""), "2023年7月20日");
        let (start, end) = (moment_of_text("2023-07-20 09:00"), moment_of_text("2023-07-20 11:30"));
        assert_eq!(span_text(start.expect("a date"), end, Language::English), "20 July 2023 09:00–11:30");
    }
}
