//! Invented people. Numbers are made here, so that no real one is ever written down.

/// An identity number of 18 digits with a right check digit (GB 11643): an area that doesn't exist, a day, a sequence.
pub(crate) fn identity_number(day: &str, sequence: u32) -> String {
    let digits = format!("159999{day}{sequence:03}");
    assert_eq!(digits.len(), 17, "a day is YYYYMMDD, a sequence has three digits");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let values = digits.chars().map(|digit| digit.to_digit(10).expect("a digit"));
    let sum: u32 = values.zip(weights).map(|(digit, weight)| digit * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    format!("{digits}{}", char::from(check))
}

/// A mobile number of no network.
pub(crate) fn mobile_number(last: u32) -> String {
    format!("1380000{last:04}")
}

#[test]
fn check_digits_are_right() {
    // The sum of digits and weights, the check digit with weight 1, leaves 1 when divided by 11.
    for sequence in 0..200 {
        let number = identity_number("20100229", sequence);
        let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
        let value = |digit: char| if digit == 'X' { 10 } else { digit.to_digit(10).expect("a digit") };
        let sum: u32 = number.chars().zip(weights).map(|(digit, weight)| value(digit) * weight).sum();
        assert_eq!(sum % 11, 1, "{number}");
    }
}
