//! iCalendar files (RFC 5545, SD-2). Written here: the library for it folds its last line at 76 octets and not at 75, and
//! what is left after folding and escaping is a dozen lines.

use super::Page;
use crate::base::Moment;
use crate::model::{ListKey, Outline, PostId};

/// The longest line, in octets.
const LONGEST_LINE: usize = 75;

/// Beijing time, which has had no summer time since 1991.
const TIME_ZONE: [&str; 9] = [
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19910915T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
];

impl Page<'_> {
    /// All events of the portal.
    pub(super) fn calendar_file(&self) -> Vec<u8> {
        let lens = &self.pages.lens;
        let posts: Vec<Outline<'_>> = lens.list(&ListKey::Events).iter().map(|id| lens.outline(*id)).collect();
        self.calendar(&posts)
    }

    /// One event.
    pub(super) fn event_file(&self, id: PostId) -> Vec<u8> {
        self.calendar(&[self.pages.lens.outline(id)])
    }

    fn calendar(&self, posts: &[Outline<'_>]) -> Vec<u8> {
        let config = self.pages.lens.config();
        let mut lines = Lines::default();
        lines.add("BEGIN", "VCALENDAR");
        lines.add("VERSION", "2.0");
        lines.add("PRODID", "-//Miao//Miao//ZH");
        lines.add("CALSCALE", "GREGORIAN");
        lines.add("METHOD", "PUBLISH");
        lines.text("X-WR-CALNAME", &config.name);
        for line in TIME_ZONE {
            lines.line(line);
        }
        for post in posts {
            self.event_lines(&mut lines, *post);
        }
        lines.add("END", "VCALENDAR");
        lines.0.into_bytes()
    }

    fn event_lines(&self, lines: &mut Lines, post: Outline<'_>) {
        let Some(event) = &post.event else { return };
        let base_url = &self.pages.lens.config().base_url;
        lines.add("BEGIN", "VEVENT");
        let uid = format!("{}@{}", post.address.url("").trim_matches('/').replace('/', "."), base_url.host());
        lines.add("UID", &uid);
        // The stamp is the post's, not the build's: the same portal gives the same bytes.
        lines.add("DTSTAMP", &utc(post.changed().unwrap_or(event.start)));
        lines.line(&start_line("DTSTART", event.start));
        if let Some(end) = end_line(event.start, event.end) {
            lines.line(&end);
        }
        lines.text("SUMMARY", &post.title);
        let place: Vec<&str> = [&event.venue, &event.address].into_iter().flatten().map(String::as_str).collect();
        if !place.is_empty() {
            lines.text("LOCATION", &place.join("，"));
        }
        if !post.summary.is_empty() {
            lines.text("DESCRIPTION", &post.summary);
        }
        lines.add("URL", &base_url.permalink(&post.url));
        lines.add("STATUS", if event.is_cancelled() { "CANCELLED" } else { "CONFIRMED" });
        lines.add("END", "VEVENT");
    }
}

fn start_line(name: &str, moment: Moment) -> String {
    if moment.has_time() {
        format!("{name};TZID=Asia/Shanghai:{}", moment.local().strftime("%Y%m%dT%H%M%S"))
    } else {
        format!("{name};VALUE=DATE:{}", moment.day().strftime("%Y%m%d"))
    }
}

/// The end has the form of the beginning; the end of whole days is the day after the last.
fn end_line(start: Moment, end: Option<Moment>) -> Option<String> {
    if start.has_time() {
        let end = end.filter(|end| end.has_time() && end.local() > start.local())?;
        return Some(start_line("DTEND", end));
    }
    let last = end.unwrap_or(start).day().max(start.day());
    Some(start_line("DTEND", Moment::of_day(last.tomorrow().ok()?)))
}

fn utc(moment: Moment) -> String {
    let local = moment.local();
    let utc = local.checked_sub(jiff::Span::new().hours(8)).unwrap_or(local);
    utc.strftime("%Y%m%dT%H%M%SZ").to_string()
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property whose value needs no escaping.
    fn add(&mut self, name: &str, value: &str) {
        self.line(&format!("{name}:{value}"));
    }

    /// A property of text.
    fn text(&mut self, name: &str, value: &str) {
        let escaped = value.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n");
        self.add(name, &escaped);
    }

    /// A line, folded between characters so that none of its parts is longer than 75 octets.
    fn line(&mut self, line: &str) {
        let mut room = LONGEST_LINE;
        for character in line.chars().filter(|character| !character.is_control()) {
            if character.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LONGEST_LINE - 1;
            }
            self.0.push(character);
            room -= character.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tables::moment_of_text;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", &"春季招聘会，".repeat(20));
        let parts: Vec<&str> = lines.0.trim_end().split("\r\n").collect();
        assert!(parts.iter().all(|part| part.len() <= 75) && parts.len() > 4);
        let unfolded = lines.0.trim_end().replace("\r\n ", "");
        assert_eq!(unfolded, format!("SUMMARY:{}", "春季招聘会，".repeat(20)));
    }

    #[test]
    fn whole_days_end_on_the_day_after() {
        let moment = |text: &str| moment_of_text(text).expect("a date");
        let end = |start: &str, end: &str| end_line(moment(start), moment_of_text(end)).unwrap_or_default();
        assert_eq!(end("2023-07-20", "2023-07-22"), "DTEND;VALUE=DATE:20230723");
        assert_eq!(end("2023-07-20", ""), "DTEND;VALUE=DATE:20230721");
        assert_eq!(end("2023-07-20 09:00", "2023-07-20 11:00"), "DTEND;TZID=Asia/Shanghai:20230720T110000");
        assert_eq!(end("2023-07-20 09:00", ""), "");
        assert_eq!(utc(moment("2023-07-20 09:00")), "20230720T010000Z");
    }
}
