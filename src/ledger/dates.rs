//! Days as people type them into tables.

use crate::base::{Day, half_width};
use crate::parse::day_of_cell;

/// The day that a text is: `2023-03-14`, `2023/3/14`, `2023.3.14`, `2023年3月14日`, `20230314`, each also with a time of
/// day behind it. A day without its year is none.
pub(super) fn read_day(text: &str) -> Option<Day> {
    day_of_cell(text).or_else(|| read_loosely(text))
}

fn read_loosely(text: &str) -> Option<Day> {
    let half: String =
        text.chars().filter(|character| *character != '日' && *character != '号').map(half_width).collect();
    let half = half.replace("年", "-").replace("月", "-").replace(['/', '.'], "-");
    let date = half.split([' ', 'T']).next()?;
    let compact = date.len() == 8 && date.bytes().all(|byte| byte.is_ascii_digit());
    if compact {
        return day(&date[..4], &date[4..6], &date[6..]);
    }
    let mut parts = date.split('-');
    let (year, month, number) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    day(year, month, number)
}

fn day(year: &str, month: &str, day: &str) -> Option<Day> {
    Day::new(number(year)?, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?).ok()
}

/// Digits only: no sign, no space.
fn number(text: &str) -> Option<i16> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_type_them() {
        let day = Day::new(2023, 3, 4).ok();
        let written = ["2023-03-04", "2023/3/4", "2023.3.4", "2023年3月4日", "2023-3-4", "20230304", "2023/3/4 9:05"];
        for text in written.into_iter().chain(["2023-03-04T09:00:00+08:00", "２０２３．３．４", "2023年3月4号"])
        {
            assert_eq!(read_day(text), day, "{text}");
        }
        for text in ["3月4日", "2023-03", "2023/13/4", "23/3/4", "2023-3-4-5", "昨天", "45000", "", "2023-+3-4", "４"]
        {
            assert_eq!(read_day(text), None, "{text}");
        }
    }
}
