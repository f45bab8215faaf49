//! Numbers of people in a folded text: identity cards, mobile telephones, bank cards (conventions, section 4).
//!
//! A text is read as groups of digits and what joins them: a blank, a hyphen, a dot, a line end, the stars of bold. A
//! number is some groups in a row that have the right shape together. What a label calls an order, a meeting or an
//! amount is none.

use std::ops::Range;

use super::around::{after, before};
use super::digits::{check_character, has_identity_shape, is_credit_code, is_old_identity, passes_luhn};
use super::lexicon::lexicon;
use crate::base::{Day, is_han};

/// What a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// An identity card of 18 characters whose date and check character are right.
    Identity,
    /// One whose check character is wrong, behind a word that says what it is.
    MistypedIdentity,
    /// An identity card of 15 digits, behind a word that says what it is.
    OldIdentity,
    /// A mobile telephone.
    Mobile,
    /// A bank card, behind a word that says what it is.
    BankCard,
    /// A number that a bank card could have.
    PossibleCard,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// What it is.
    pub kind: Kind,
    /// Where, in bytes of the folded text.
    pub range: Range<usize>,
    /// Its characters without what joins them.
    pub digits: String,
}

/// What may stand between two groups of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// A blank, a hyphen, a dot.
    Mark,
    /// A line end, or the stars of bold.
    Unseen,
    /// Anything else: the groups belong to different numbers.
    None,
}

#[derive(Debug)]
struct Group {
    range: Range<usize>,
    /// What joins it to the group before.
    joint: Joint,
}

const MOST_GROUPS: usize = 18;

/// The fewest digits of a number.
pub(super) const FEWEST_DIGITS: usize = 11;

/// How much may stand between two groups at most, in bytes.
pub(super) const WIDEST_JOINT: usize = 6;

/// All numbers of people in a text, in their order.
pub(super) fn find_numbers(text: &str, today: Day) -> Vec<Number> {
    let groups = groups(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < groups.len() {
        match number_at(text, &groups, at, today) {
            Some((number, used)) => {
                found.push(number);
                at += used;
            }
            None => at += 1,
        }
    }
    found
}

/// The groups of digits that could be part of a number: alone too short ones are left out.
fn groups(text: &str) -> Vec<Group> {
    let bytes = text.as_bytes();
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(u8::is_ascii_digit).map(|found| at + found) {
        let end =
            bytes[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |found| start + found);
        let joint = groups.last().map_or(Joint::None, |last| joint(&text[last.range.end..start]));
        groups.push(Group { range: start..end, joint });
        at = end;
    }
    groups
}

fn joint(between: &str) -> Joint {
    if between.len() > WIDEST_JOINT {
        return Joint::None;
    }
    let stars = between.bytes().filter(|byte| *byte == b'*' || *byte == b'_').count();
    if stars > 0 {
        return if stars == between.len() && stars <= 2 { Joint::Unseen } else { Joint::None };
    }
    if between.contains('\n') {
        return if between.trim().is_empty() { Joint::Unseen } else { Joint::None };
    }
    match between.trim() {
        "" | "-" | "·" | "." | "/" => Joint::Mark,
        _ => Joint::None,
    }
}

/// The number that begins with a group, and how many groups it takes.
fn number_at(text: &str, groups: &[Group], first: usize, today: Day) -> Option<(Number, usize)> {
    let joined = groups[first..].iter().enumerate().take(MOST_GROUPS);
    let joined = joined.take_while(|(count, group)| *count == 0 || group.joint != Joint::None);
    if joined.map(|(_, group)| group.range.len()).sum::<usize>() < FEWEST_DIGITS {
        return None;
    }
    let mut digits = String::new();
    let mut lengths = Vec::new();
    let mut marked = false;
    let mut best = None;
    for (count, group) in groups[first..].iter().take(MOST_GROUPS).enumerate() {
        if count > 0 {
            match group.joint {
                Joint::None => break,
                Joint::Mark => marked = true,
                Joint::Unseen => {}
            }
        }
        digits.push_str(&text[group.range.clone()]);
        lengths.push(group.range.len());
        if digits.len() > 19 {
            break;
        }
        let range = groups[first].range.start..group.range.end;
        let shape = Shape { text, range, digits: &digits, lengths: &lengths, marked };
        if let Some(number) = shape.number(today) {
            best = Some((number, count + 1));
        }
    }
    best
}

/// Some groups in a row.
struct Shape<'t> {
    text: &'t str,
    range: Range<usize>,
    digits: &'t str,
    lengths: &'t [usize],
    /// Whether marks stand between them.
    marked: bool,
}

impl Shape<'_> {
    fn number(&self, today: Day) -> Option<Number> {
        let number = self.identity(today).or_else(|| self.mobile()).or_else(|| self.card())?;
        (!self.is_in_data()).then_some(number)
    }

    fn as_number(&self, kind: Kind, digits: &str, end: usize) -> Option<Number> {
        Some(Number { kind, range: self.range.start..end, digits: digits.to_owned() })
    }

    fn identity(&self, today: Day) -> Option<Number> {
        if self.touches_long_word() || self.is_fraction() {
            return None;
        }
        if self.digits.len() == 15 && is_old_identity(self.digits) && self.is_near(&lexicon().identity) {
            return self.as_number(Kind::OldIdentity, self.digits, self.range.end);
        }
        let (digits, end) = match self.digits.len() {
            17 => {
                let rest = &self.text[self.range.end..];
                let at =
                    rest.find(['X', 'x']).filter(|at| rest[..*at].len() <= 3 && joint(&rest[..*at]) != Joint::None)?;
                (format!("{}X", self.digits), self.range.end + at + 1)
            }
            18 => (self.digits.to_owned(), self.range.end),
            _ => return None,
        };
        let followed = self.text[end..].starts_with(|next: char| next.is_ascii_alphanumeric());
        if followed || !has_identity_shape(&digits, today) {
            return None;
        }
        if check_character(&digits) == digits.chars().next_back() {
            let is_code =
                is_credit_code(&digits) && self.is_near(&["信用代码", "登记"]) && !self.is_near(&lexicon().identity);
            return if is_code { None } else { self.as_number(Kind::Identity, &digits, end) };
        }
        if self.is_near(&lexicon().identity) { self.as_number(Kind::MistypedIdentity, &digits, end) } else { None }
    }

    fn mobile(&self) -> Option<Number> {
        let digits = self.digits;
        let own = match digits.len() {
            11 => digits,
            12 if digits.starts_with('0') => &digits[1..],
            13 if digits.starts_with("86") => &digits[2..],
            15 if digits.starts_with("0086") => &digits[4..],
            _ => return None,
        };
        let has_prefix = own.len() < digits.len();
        let starts = own.starts_with('1') && own.as_bytes().get(1).is_some_and(|second| (b'3'..=b'9').contains(second));
        if !starts || !self.is_grouped_as_mobile(own.len()) || self.touches_word() || self.is_amount() {
            return None;
        }
        if has_prefix && self.is_fraction() {
            return None;
        }
        if has_prefix && !digits.starts_with("86") && !digits.starts_with("0086") && !self.is_near(&lexicon().phone) {
            return None;
        }
        if self.is_in_address() || self.is_labelled_otherwise(&lexicon().phone) {
            return None;
        }
        self.as_number(Kind::Mobile, own, self.range.end)
    }

    /// People group a telephone as 3-4-4, 3-8 or 7-4, or write digit by digit; a line end or bold may stand anywhere.
    fn is_grouped_as_mobile(&self, own: usize) -> bool {
        if !self.marked {
            return true;
        }
        let lengths = match self.lengths.split_first() {
            Some((first, rest)) if *first == self.digits.len() - own => rest,
            Some((first, _)) if *first > 3 && own < self.digits.len() => return self.lengths.len() <= 3,
            _ => self.lengths,
        };
        let is_spelt = lengths.iter().all(|length| *length == 1);
        is_spelt
            || matches!(lengths, [11] | [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [4, 3, 4] | [3, 2, 2, 2, 2])
            // Three numbers that stand in a row look the same.
            || lengths == [4, 4, 3] && self.is_near(&lexicon().phone)
    }

    fn card(&self) -> Option<Number> {
        let digits = self.digits;
        let is_card = digits.starts_with("62") || digits.starts_with("60") || digits.starts_with(['4', '5']);
        let grouped = self.lengths.iter().rev().skip(1).all(|length| *length == 4) || !self.marked;
        if !(16..=19).contains(&digits.len()) || !is_card || !grouped || self.touches_word() || self.is_amount() {
            return None;
        }
        let named = self.is_near(&lexicon().card);
        if self.is_in_address() || (!named && self.is_labelled_otherwise(&lexicon().card)) {
            return None;
        }
        match (passes_luhn(digits), named) {
            (_, true) => self.as_number(Kind::BankCard, digits, self.range.end),
            (true, false) if digits.starts_with("62") => self.as_number(Kind::PossibleCard, digits, self.range.end),
            _ => None,
        }
    }

    /// Whether one of some words stands within twenty characters.
    fn is_near(&self, words: &[impl AsRef<str>]) -> bool {
        let (before, after) = (before(self.text, self.range.start, 20), after(self.text, self.range.end, 20));
        words.iter().map(AsRef::as_ref).any(|word| before.contains(word) || after.contains(word))
    }

    /// Whether a label of another kind of number stands before it, nearer than a word of this kind.
    fn is_labelled_otherwise(&self, own: &[String]) -> bool {
        let before = before(self.text, self.range.start, 16);
        let clause = before.rsplit(['，', '。', '；', ',', ';', '|', '\n']).next().unwrap_or(before);
        let last = |words: &[String]| {
            words.iter().filter_map(|word| clause.rfind(word.as_str()).map(|at| at + word.len())).max()
        };
        last(&lexicon().other) > last(own)
    }

    /// Letters, or a decimal point, right before or behind.
    fn touches_word(&self) -> bool {
        let before = &self.text[..self.range.start];
        let letters: String = before.chars().rev().take_while(char::is_ascii_alphabetic).collect();
        let label: String = letters.chars().rev().collect::<String>().to_ascii_lowercase();
        let labelled = matches!(
            label.as_str(),
            "tel" | "phone" | "mobile" | "mob" | "call" | "wechat" | "weixin" | "wx" | "vx" | "v"
        );
        let mut back = before.chars().rev();
        let point = back.next() == Some('.') && back.next().is_some_and(|digit| digit.is_ascii_digit());
        let mut next = self.text[self.range.end..].chars();
        let follows = match next.next() {
            Some('.') => next.next().is_some_and(|digit| digit.is_ascii_digit()),
            Some(character) => character.is_ascii_alphabetic(),
            None => false,
        };
        (!letters.is_empty() && !labelled) || before.ends_with('_') && self.is_named_file() || point || follows
    }

    /// `IMG_13800138000`: a camera's name for a photo.
    fn is_named_file(&self) -> bool {
        let before = &self.text[..self.range.start];
        let stem = before.trim_end_matches('_');
        stem.len() < before.len() && stem.ends_with(|letter: char| letter.is_ascii_alphanumeric())
    }

    /// `0.1505...`: the digits behind the point of a number below one.
    fn is_fraction(&self) -> bool {
        if self.text[self.range.clone()].starts_with("0.") {
            return true;
        }
        let whole = self.text[..self.range.start].strip_suffix("0.");
        whole.is_some_and(|before| !before.ends_with(|one: char| one.is_ascii_digit()))
    }

    /// Part of a hash or of another long word of letters and digits. One letter before is that of a pupil's number.
    fn touches_long_word(&self) -> bool {
        let before = self.text[..self.range.start].chars().rev().take_while(char::is_ascii_alphanumeric).count();
        before > 6
    }

    fn is_amount(&self) -> bool {
        let behind = self.text[self.range.end..].trim_start_matches(' ');
        let money = self.text[..self.range.start].trim_end().ends_with(['¥', '￥', '$']);
        money || lexicon().units.iter().any(|unit| behind.starts_with(unit))
    }

    /// Inside an address of the web, where numbers are names of things, but not where it says itself that it is a telephone.
    fn is_in_address(&self) -> bool {
        let ends = |character: char| {
            character.is_whitespace() || is_han(character) || "<>\"'()（），。：；|\u{1F}\u{2029}".contains(character)
        };
        let before = &self.text[..self.range.start];
        let token =
            &before[before.rfind(ends).map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8))..];
        let is_parameter = ["tel=", "phone=", "mobile="].iter().any(|name| token.to_ascii_lowercase().ends_with(name));
        !is_parameter && (token.contains("://") || token.contains("www.") || token.starts_with('/') && token.len() > 1)
    }

    /// Inside a `data:` address.
    fn is_in_data(&self) -> bool {
        let before = &self.text[..self.range.start];
        let mut start = before.len().saturating_sub(4096);
        while !before.is_char_boundary(start) {
            start += 1;
        }
        before[start..].rfind("base64,").is_some_and(|at| {
            before[start + at + 7..]
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'='))
        })
    }
}
