//! What digits tell of themselves: check characters, dates, provinces; and how a number is masked.

use std::ops::Range;

use crate::base::Day;

/// Provinces, a birth date that exists and isn't in the future, and 17 digits.
pub(super) fn has_identity_shape(digits: &str, today: Day) -> bool {
    let number = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<i16>().ok());
    let (Some(year), Some(month), Some(day)) = (number(6..10), number(10..12), number(12..14)) else { return false };
    let born = i8::try_from(month).ok().zip(i8::try_from(day).ok()).and_then(|(m, d)| Day::new(year, m, d).ok());
    is_province(digits) && (1800..2100).contains(&year) && born.is_some_and(|born| born <= today)
}

/// Provinces, and a birth date of the twentieth century, of 15 digits.
pub(super) fn is_old_identity(digits: &str) -> bool {
    let number = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<i16>().ok());
    let (Some(year), Some(month), Some(day)) = (number(6..8), number(8..10), number(10..12)) else { return false };
    let born = i8::try_from(month).ok().zip(i8::try_from(day).ok()).and_then(|(m, d)| Day::new(1900 + year, m, d).ok());
    is_province(digits) && born.is_some()
}

/// The first two digits of an area code.
fn is_province(digits: &str) -> bool {
    digits.get(..2).and_then(|code| code.parse().ok()).is_some_and(is_province_code)
}

/// The provinces of area codes.
pub(super) fn is_province_code(code: u8) -> bool {
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83 | 91)
}

/// The check character of an identity card (GB 11643).
pub(super) fn check_character(digits: &str) -> Option<char> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let values = digits.chars().take(17).map(|digit| digit.to_digit(10));
    let sum = values.zip(WEIGHTS).try_fold(0, |sum, (digit, weight)| Some(sum + digit? * weight))?;
    "10X98765432".chars().nth((sum % 11) as usize)
}

/// Whether 18 characters are a unified social credit code (GB 32100).
pub(super) fn is_credit_code(code: &str) -> bool {
    const LETTERS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const WEIGHTS: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let values: Option<Vec<usize>> = code.chars().map(|letter| LETTERS.find(letter)).collect();
    let Some(values) = values.filter(|values| values.len() == 18) else { return false };
    let sum: usize = values.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum();
    (31 - sum % 31) % 31 == values[17]
}

/// Whether the last digit is the one that the others call for (ISO/IEC 7812).
pub(super) fn passes_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            if place % 2 == 0 { digit } else { (digit * 2) / 10 + (digit * 2) % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The years that a text names, in their order.
pub(super) fn years_in(text: &str) -> Vec<i16> {
    let years = text.match_indices('年').filter_map(|(at, _)| text.get(at.checked_sub(4)?..at)?.parse::<i16>().ok());
    years.filter(|year| (1900..2100).contains(year)).collect()
}

/// The value of a numeral as dates and years have them, up to 十.
pub(super) fn numeral(character: char) -> Option<u8> {
    Some(match character {
        '〇' | '零' | '○' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        '十' => 10,
        _ => return None,
    })
}

/// The number as it may be shown (MASK-2): 4+10*+4 of an identity card, 3+4*+4 of a telephone, the last four of a card.
pub(super) fn masked(digits: &str) -> String {
    let (head, tail) = match digits.len() {
        11 => (3, 4),
        15 => (4, 3),
        18 => (4, 4),
        length if length > 8 => (0, 4),
        _ => (1, 1),
    };
    let hidden = digits.len().saturating_sub(head + tail);
    let end = digits.len().saturating_sub(tail);
    format!("{}{}{}", &digits[..head.min(digits.len())], "*".repeat(hidden), &digits[end..])
}
