//! Telephone numbers in what authors write, so that a phone can dial them.

use std::sync::LazyLock;

use regex::Regex;

/// A line with its area code, a mobile, a service line of 400 or 800, or a local line; which of them doesn't matter.
const NUMBER: &str =
    r"\(?0\d{2,3}\)?[- ]?\d{7,8}|1[3-9]\d(?:[- ]?\d{4}){2}|[48]00[- ]?\d{3,4}[- ]?\d{3,4}|[2-8]\d{6,7}";

/// A text that is nothing but a number, as short as they come: `12355`, `555 0100`.
const ALONE: &str = r"^\+?[\d() -]{5,20}$";

static FOUND: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(NUMBER).ok());
static WHOLE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(ALONE).ok());

/// `tel:04754212345` for `电话报名：0475-4212345`; nothing where a text has no number, or several.
pub(super) fn phone_url(text: &str) -> Option<String> {
    let text: String = text.chars().map(half_width).collect();
    let text = text.trim();
    let begins_with_year = text.starts_with("20") || text.starts_with("19");
    if WHOLE.as_ref()?.is_match(text) && !begins_with_year {
        return dialled(text);
    }
    let stands_alone = |range: std::ops::Range<usize>| {
        let joins = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '.');
        let day = text[range.clone()].starts_with("20") && range.len() == 8;
        !day && !text[..range.start].ends_with(joins) && !text[range.end..].starts_with(joins)
    };
    let mut numbers = FOUND.as_ref()?.find_iter(text).filter(|found| stands_alone(found.range()));
    let first = numbers.next()?;
    if numbers.next().is_some() {
        return None;
    }
    dialled(first.as_str())
}

fn dialled(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 5).then(|| format!("tel:{digits}"))
}

fn half_width(character: char) -> char {
    match character {
        '０'..='９' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '—' | '–' | '－' => '-',
        '（' => '(',
        '）' => ')',
        '\u{3000}' | '\u{A0}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::phone_url;

    #[test]
    fn numbers_are_found_in_what_people_write() {
        for (text, digits) in [
            ("0475-4212345", "04754212345"),
            ("（0475）4212345", "04754212345"),
            ("电话报名：０４７５－４２１２３４５", "04754212345"),
            ("拨打12355或到场登记，也可致电138 0000 0000。", "13800000000"),
            ("400-000-0000（工作日）", "4000000000"),
            ("2023年7月18日前致电4212345", "4212345"),
            ("12355", "12355"),
            ("555 0100", "5550100"),
        ] {
            assert_eq!(phone_url(text), Some(format!("tel:{digits}")), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_several_is_none() {
        for text in [
            "现场登记，不用预约",
            "2023-07-20",
            "20230720",
            "2023年7月20日09:00—11:30，限120人",
            "群号：示例20230720",
            "编号NM-4212345-01",
            "0475-4212345、0475-4212346",
            "",
        ] {
            assert_eq!(phone_url(text), None, "{text}");
        }
    }
}
