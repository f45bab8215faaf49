//! Numbers of people in a folded text: identity cards, mobile telephones, bank cards (conventions, section 4).
//!
//! A text is read as groups of digits and what joins them: a blank, a hyphen, a dot, a line end, the stars of bold. A
//! number is some groups in a row that have the right shape together. What a label calls an order, a meeting or an
//! amount is none.

use std::ops::Range;

use super::around::{after, before};
use super::columns::Columns;
use super::digits::{check_character, has_identity_shape, is_credit_code, is_old_identity, passes_luhn};
use super::folded::{ASIDE, BLOCK};
use super::labels::{Label, begins_cell, begins_with_unit, label_before, label_of_head};
use super::lexicon::lexicon;
use super::spelt::find_spelt_numbers;
use crate::base::{Day, next_digit};

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
    /// A slash, which stands between alternatives more often than inside of a number.
    Slash,
    /// Nothing but a line end, or the stars of bold.
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

/// The most digits of a number: those of a bank card.
const MOST_DIGITS: usize = 19;

/// The fewest digits of a number.
pub(super) const FEWEST_DIGITS: usize = 11;

/// How far back the beginning of an address is looked for, in bytes.
const LONGEST_ADDRESS: usize = 2048;

/// How much may stand between two groups at most, in bytes.
pub(super) const WIDEST_JOINT: usize = 6;

/// All numbers of people in a text, in their order.
pub(super) fn find_numbers(text: &str, today: Day) -> Vec<Number> {
    find_numbers_in_columns(text, None, today)
}

/// The same, of a row of the table that has the head `above`.
pub(super) fn find_numbers_in_columns(text: &str, above: Option<&str>, today: Day) -> Vec<Number> {
    let groups = groups(text);
    let columns = Columns::of(text, above);
    let mut found = Vec::new();
    let mut at = 0;
    while at < groups.len() {
        match number_at(text, &columns, &groups[at..], today) {
            Some((number, used)) => {
                found.push(number);
                at += used;
            }
            None => at += 1,
        }
    }
    found.extend(find_spelt_numbers(text, today));
    found.sort_by_key(|number: &Number| number.range.start);
    found
}

/// The groups of digits that could be part of a number: alone too short ones are left out.
fn groups(text: &str) -> Vec<Group> {
    let bytes = text.as_bytes();
    let mut groups: Vec<Group> = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(bytes, at) {
        let end =
            bytes[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |found| start + found);
        let joint = groups.last().map_or(Joint::None, |last| joint(&text[last.range.end..start]));
        groups.push(Group { range: start..end, joint });
        at = end;
    }
    groups
}

fn joint(between: &str) -> Joint {
    // The end of a block is white to `trim`, and parts cells and items.
    if between.len() > WIDEST_JOINT || between.contains([BLOCK, ASIDE]) {
        return Joint::None;
    }
    let Some(seen) = without_bold(between) else { return Joint::None };
    match seen.trim() {
        "" if seen.is_empty() || seen.contains('\n') => Joint::Unseen,
        "" | "-" | "·" | "." => Joint::Mark,
        "/" if !seen.contains('\n') => Joint::Slash,
        _ => Joint::None,
    }
}

/// What stands between two groups without the stars of bold and italics that end behind one and begin before the other;
/// `None` where there are more of them, which hide something. Right beside one another digits have none, or some between.
fn without_bold(between: &str) -> Option<&str> {
    const MOST: usize = 3;
    let is_star = |one: char| matches!(one, '*' | '_');
    let behind = between.trim_start_matches(is_star);
    let seen = behind.trim_end_matches(is_star);
    let (before, after) = (between.len() - behind.len(), behind.len() - seen.len());
    // What is bold for itself on both sides of a blank are two numbers.
    let is_parted = before > 0 && after > 0 && !seen.is_empty() && seen.trim().is_empty();
    (before <= MOST && after <= MOST && !is_parted && !seen.contains(is_star)).then_some(seen)
}

/// The number that begins with the first of some groups, and how many of them it takes.
fn number_at(text: &str, columns: &Columns<'_>, groups: &[Group], today: Day) -> Option<(Number, usize)> {
    let (first, rest) = groups.split_first()?;
    let joined = || {
        let joined = rest.iter().take_while(|group| group.joint != Joint::None).take(MOST_GROUPS - 1);
        std::iter::once(first).chain(joined)
    };
    if joined().map(|group| group.range.len()).sum::<usize>() < FEWEST_DIGITS {
        return None;
    }
    let mut shape = Shape { text, columns, range: first.range.clone(), digits: "", lengths: &[], marks: Marks::None };
    let (mut digits, mut lengths) = (String::new(), Vec::new());
    let mut best = None;
    for (count, group) in joined().enumerate() {
        shape.marks = shape.marks.max(if count > 0 { Marks::of(group.joint) } else { Marks::None });
        digits.push_str(&text[group.range.clone()]);
        lengths.push(group.range.len());
        if digits.len() > MOST_DIGITS {
            break;
        }
        shape.range.end = group.range.end;
        let shape = Shape { digits: &digits, lengths: &lengths, ..shape.clone() };
        if let Some(number) = shape.number(today) {
            best = Some((number, count + 1));
        }
    }
    best
}

/// What stands between the groups of a number, of all joints what matters most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Marks {
    /// Nothing that is seen.
    None,
    /// Blanks, hyphens, dots.
    Some,
    /// Slashes too.
    Slashes,
}

impl Marks {
    fn of(joint: Joint) -> Self {
        match joint {
            Joint::Unseen | Joint::None => Self::None,
            Joint::Mark => Self::Some,
            Joint::Slash => Self::Slashes,
        }
    }
}

/// Some groups in a row.
#[derive(Clone)]
struct Shape<'t> {
    text: &'t str,
    columns: &'t Columns<'t>,
    range: Range<usize>,
    digits: &'t str,
    lengths: &'t [usize],
    marks: Marks,
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
                // A longer look would go through the whole text for every seventeen digits.
                let rest = &self.text[self.range.end..];
                let at = rest.bytes().take(4).position(|byte| matches!(byte, b'X' | b'x'))?;
                rest.get(..at).filter(|between| joint(between) != Joint::None)?;
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
            let is_code = || {
                is_credit_code(&digits) && self.is_near(&["信用代码", "登记证号", "法人登记"])
                    || self.names_content(end)
            };
            let is_other = is_code() && !self.is_near(&lexicon().identity);
            return if is_other { None } else { self.as_number(Kind::Identity, &digits, end) };
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
        if !starts
            || !self.is_grouped_as_mobile(own.len())
            || self.touches_word()
            || self.ends_code()
            || self.is_in_series()
        {
            return None;
        }
        if has_prefix && self.is_fraction() {
            return None;
        }
        if has_prefix && !digits.starts_with("86") && !digits.starts_with("0086") && !self.is_near(&lexicon().phone) {
            return None;
        }
        if self.is_in_address() || self.is_something_else(&lexicon().phone) {
            return None;
        }
        self.as_number(Kind::Mobile, own, self.range.end)
    }

    /// People group a telephone as 3-4-4, 3-8 or 7-4, or write digit by digit; a line end or bold may stand anywhere.
    fn is_grouped_as_mobile(&self, own: usize) -> bool {
        if self.marks == Marks::None {
            return true;
        }
        let lengths = match self.lengths.split_first() {
            Some((first, rest)) if *first == self.digits.len() - own => rest,
            Some((first, _)) if *first > 3 && own < self.digits.len() => return self.lengths.len() <= 3,
            _ => self.lengths,
        };
        let is_spelt = lengths.iter().all(|length| *length == 1);
        let is_usual =
            is_spelt || matches!(lengths, [11] | [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [4, 3, 4] | [3, 2, 2, 2, 2]);
        // Some numbers that stand in a row look the same.
        let is_unusual = lengths.len() <= 4 && lengths.iter().all(|length| *length > 1);
        (is_usual && self.marks < Marks::Slashes) || ((is_usual || is_unusual) && self.is_called_phone())
    }

    /// Whether a word that can only mean a telephone stands near, or above the column.
    fn is_called_phone(&self) -> bool {
        let (before, after) = (before(self.text, self.range.start, 20), after(self.text, self.range.end, 20));
        let around = format!("{before}|{after}|{}", self.head());
        let around = lexicon().no_phone.iter().fold(around, |around, word| around.replace(word.as_str(), ""));
        lexicon().phone.iter().any(|word| around.contains(word.as_str()))
    }

    /// What stands above the column.
    fn head(&self) -> &str {
        self.columns.head_of(self.range.start)
    }

    fn card(&self) -> Option<Number> {
        let digits = self.digits;
        let is_card = digits.starts_with("62") || digits.starts_with("60") || digits.starts_with(['4', '5']);
        let grouped = self.lengths.iter().rev().skip(1).all(|length| *length == 4) || self.marks == Marks::None;
        if !(16..=19).contains(&digits.len()) || !is_card || !grouped || self.touches_word() {
            return None;
        }
        let named = self.is_near(&lexicon().card);
        if self.is_in_address() || self.is_amount() || (!named && self.is_something_else(&lexicon().card)) {
            return None;
        }
        match (passes_luhn(digits), named) {
            (_, true) => self.as_number(Kind::BankCard, digits, self.range.end),
            (true, false) if digits.starts_with("62") => self.as_number(Kind::PossibleCard, digits, self.range.end),
            _ => None,
        }
    }

    /// Whether one of some words stands within twenty characters. Forms set the characters of their heads apart: 姓 名.
    fn is_near(&self, words: &[impl AsRef<str>]) -> bool {
        let (before, after) = (before(self.text, self.range.start, 20), after(self.text, self.range.end, 20));
        let head = self.head();
        let is_there = |word: &str| [before, after, head].iter().any(|text| text.contains(word));
        let apart = || [before, head].map(|text| text.replace(' ', ""));
        let is_apart =
            |apart: [String; 2]| words.iter().any(|word| apart.iter().any(|text| text.contains(word.as_ref())));
        words.iter().map(AsRef::as_ref).any(is_there) || is_apart(apart())
    }

    /// Whether the label of another kind of number stands before it or above its column, or it is an amount. What a word
    /// of this kind stands directly in front of is none.
    fn is_something_else(&self, own: &[String]) -> bool {
        let above = || label_of_head(self.head(), own).filter(|_| begins_cell(self.text, self.range.start));
        match label_before(self.text, self.range.start, own).or_else(above) {
            Some(Label::Own) => false,
            Some(Label::Other) => true,
            None => self.is_amount(),
        }
    }

    /// Letters, or a decimal point, right before or behind.
    fn touches_word(&self) -> bool {
        let before = &self.text[..self.range.start];
        let has_letters = before.ends_with(|one: char| one.is_ascii_alphabetic());
        let labelled = has_letters && is_phone_name(before);
        let mut back = before.chars().rev();
        let point = back.next() == Some('.') && back.next().is_some_and(|digit| digit.is_ascii_digit());
        let mut next = self.text[self.range.end..].chars();
        let follows = match next.next() {
            Some('.') => next.next().is_some_and(|digit| digit.is_ascii_digit()),
            Some(character) => character.is_ascii_alphabetic(),
            None => false,
        };
        (has_letters && !labelled) || before.ends_with('_') && self.is_named_file() || point || follows
    }

    /// Groups that are numbers of their own: what follows are four digits more, or the last one is a year.
    fn is_in_series(&self) -> bool {
        let rest = &self.text[self.range.end..];
        let next = rest.strip_prefix(' ').map_or(0, |next| next.bytes().take_while(u8::is_ascii_digit).count());
        self.lengths.len() > 1 && (next == 4 || rest.starts_with('年'))
    }

    /// The end of a code of letters and numbers, as contracts and articles have them: `NMTW-2023-…`, `j.…`.
    fn ends_code(&self) -> bool {
        let before = &self.text[..self.range.start];
        let Some(stem) = before.strip_suffix(['-', '.']) else { return false };
        let is_article = before.ends_with('.');
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'/' | b'_');
        let length = stem.bytes().rev().take(LONGEST_CODE).take_while(is_part).count();
        let code = &stem[stem.len() - length..];
        // Names of people in Latin letters, as files have them, are small.
        let letters: Vec<u8> = code.bytes().filter(u8::is_ascii_alphabetic).collect();
        let is_code = letters.len() > 1 && letters.iter().all(u8::is_ascii_uppercase);
        (is_code || is_article && code.contains('/')) && !is_phone_name(stem)
    }

    /// `IMG_13800138000`: a camera's name for a photo.
    fn is_named_file(&self) -> bool {
        let before = &self.text[..self.range.start];
        let stem = before.trim_end_matches('_');
        stem.len() < before.len() && stem.ends_with(|one: char| one.is_ascii_alphanumeric()) && !is_phone_name(stem)
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
        let before =
            self.text[..self.range.start].chars().rev().take(7).take_while(char::is_ascii_alphanumeric).count();
        before > 6
    }

    fn is_amount(&self) -> bool {
        let money = self.text[..self.range.start].trim_end().ends_with(['¥', '￥', '$']);
        money || begins_with_unit(&self.text[self.range.end..])
    }

    /// Inside an address of the web, where numbers are names of things, but not where it says itself that it is a telephone.
    fn is_in_address(&self) -> bool {
        let token = self.address();
        !token.is_empty() && !names_parameter(token, &lexicon().phone_parameters)
    }

    /// The address that it stands in, up to it; nothing where it stands in none.
    fn address(&self) -> &str {
        let before = &self.text[..self.range.start];
        let is_part = |byte: &u8| byte.is_ascii_graphic() && !b"<>\"'()|".contains(byte);
        let length = before.bytes().rev().take(LONGEST_ADDRESS).take_while(is_part).count();
        let token = &before[before.len() - length..];
        let is_address = token.contains("://") || token.contains("www.") || token.starts_with('/') && length > 1;
        if is_address { token } else { "" }
    }

    /// Whether it is what an address of the web calls an order or a page by: `/order/…`, `….html`.
    fn names_content(&self, end: usize) -> bool {
        let address = self.address();
        let is_page = || {
            ["html", "htm", "shtml", "jsp", "php", "aspx"]
                .iter()
                .any(|kind| self.text[end..].strip_prefix('.').is_some_and(|rest| rest.starts_with(kind)))
        };
        let word = address.trim_end_matches(['=', '/', '_', '-']);
        let word = word.rsplit(|one: char| !one.is_ascii_alphanumeric()).next().unwrap_or_default();
        let is_named = || lexicon().content_names.iter().any(|name| name.eq_ignore_ascii_case(word));
        let says_identity = || lexicon().identity_names.iter().any(|name| address.to_ascii_lowercase().contains(name));
        (address.contains("://") || address.contains("www.")) && (is_page() || is_named()) && !says_identity()
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

/// How far a code of letters and numbers reaches at most before its last part, in bytes.
const LONGEST_CODE: usize = 32;

/// Whether a text ends with a name that telephones have in forms and files: `tel`, `wx`.
fn is_phone_name(text: &str) -> bool {
    let start = text.len() - text.bytes().rev().take(16).take_while(u8::is_ascii_alphabetic).count();
    lexicon().phone_names.iter().any(|name| name.eq_ignore_ascii_case(&text[start..]))
}

/// Whether an address ends with `name=` of one of some names, or of one that ends with such a word: `user_tel=`.
fn names_parameter(address: &str, names: &[String]) -> bool {
    let Some(address) = address.strip_suffix('=') else { return false };
    let name = address.rsplit(['?', '&', ';', '/', '#', '_', '-', '.']).next().unwrap_or_default();
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}
