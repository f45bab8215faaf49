//! The order that people count in: `IMG_2` comes before `IMG_10`.

use std::cmp::Ordering;

/// Compares names piece by piece, runs of digits as numbers.
pub fn natural_order(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let (a, b) = (first_piece(left), first_piece(right));
        if a.is_empty() || b.is_empty() {
            // Of names that only differ in zeros before a number, the texts decide.
            return a.len().cmp(&b.len()).then_with(|| one.cmp(other));
        }
        let is_number = |piece: &str| piece.starts_with(|character: char| character.is_ascii_digit());
        let order = match is_number(a) && is_number(b) {
            true => {
                let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
                a.len().cmp(&b.len()).then_with(|| a.cmp(b))
            }
            false => a.cmp(b),
        };
        if order != Ordering::Equal {
            return order;
        }
        (left, right) = (&left[a.len()..], &right[b.len()..]);
    }
}

/// The digits, or what is none, that a text begins with.
fn first_piece(text: &str) -> &str {
    let is_digit = text.starts_with(|character: char| character.is_ascii_digit());
    let end = text.find(|character: char| character.is_ascii_digit() != is_digit).unwrap_or(text.len());
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_counted() {
        let mut names = ["IMG_10.jpg", "IMG_2.jpg", "图10", "图9", "a", "IMG_02.jpg", "IMG_1.jpg", "a1", ""];
        names.sort_by(|one, other| natural_order(one, other));
        assert_eq!(names, ["", "IMG_1.jpg", "IMG_02.jpg", "IMG_2.jpg", "IMG_10.jpg", "a", "a1", "图9", "图10"]);
    }
}
