//! What a text can be found by.
//!
//! - Of a run of Han characters each two and each three neighbours, so that any part of it is found and nothing else; one
//!   character alone where it stands alone, and in names.
//! - The beginnings of every other word, from two letters on.
//! - Numbers whole, as written and in full (`38.4万` is 384000 too), alone and with the character behind them (`136个`, `136 个`).
//! - How each two neighbouring Han characters are read (`chun'feng`), and each alone (`chun'`).
//! - The first letters of the readings of Han characters, in capitals, which no folded text has: two and three neighbours
//!   of names and summaries, four neighbours anywhere.

use std::hash::{Hash, Hasher};

use rapidhash::v3::rapidhash_v3;

use super::fold::{is_ideograph, is_of_word, length_of_run};
use super::readings::{Readings, Syllables};

/// Longer beginnings of words are not told apart.
pub(super) const LONGEST_BEGINNING: usize = 16;

/// Numbers of more digits are those of people, cards and phones; nobody is meant to find a post by them.
pub(super) const MOST_DIGITS: usize = 10;

/// A token as a number: short ones are packed, so that a long text makes no strings; others are hashed, and their
/// spelling is kept beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Token(u64);

const ASCII: u64 = 1 << 62;
const HASHED: u64 = 1 << 63;
/// Two syllables by their numbers. No code of a character reaches so far up.
const READ: u64 = 1 << 61;

impl Token {
    /// One to three neighbours; 0 stands for none.
    fn han(first: char, second: char, third: char) -> Self {
        Self(u64::from(u32::from(first)) << 42 | u64::from(u32::from(second)) << 21 | u64::from(u32::from(third)))
    }

    /// One or two syllables; 0 stands for none.
    fn read(first: u16, second: u16) -> Self {
        Self(READ | u64::from(first) << 16 | u64::from(second))
    }

    /// The token of a text, and whether its spelling has to be kept.
    pub(super) fn of_text(text: &str) -> (Self, bool) {
        if text.is_ascii() && text.len() <= 7 {
            let packed = text.bytes().fold(0, |packed, byte| packed << 8 | u64::from(byte));
            return (Self(packed | ASCII), false);
        }
        (Self(rapidhash_v3(text.as_bytes()) | HASHED), true)
    }

    /// Its number as bytes.
    pub(super) fn bytes(self) -> [u8; 8] {
        self.0.to_le_bytes()
    }

    /// What it stands for.
    pub(super) fn kind(self) -> Kind {
        let part = |at: u32| char::from_u32((self.0 >> at & 0x1F_FFFF) as u32).unwrap_or('\0');
        match self.0 {
            packed if packed & HASHED != 0 => Kind::Hashed,
            packed if packed & ASCII != 0 => Kind::Ascii((packed & !ASCII).to_be_bytes()),
            packed if packed & READ != 0 => Kind::Read((packed >> 16) as u16, packed as u16),
            _ => Kind::Han([42, 21, 0].map(part)),
        }
    }

    /// Writes its spelling where that isn't kept beside; says whether it did.
    pub(super) fn spell(self, spelling: &mut String) -> bool {
        match self.kind() {
            Kind::Han(characters) => spelling.extend(characters.into_iter().filter(|one| *one != '\0')),
            Kind::Ascii(bytes) => spelling.extend(bytes.into_iter().filter(|one| *one != 0).map(char::from)),
            Kind::Read(first, second) => {
                let table = Readings::table();
                spelling.push_str(table.syllable(first));
                spelling.push('\'');
                spelling.push_str(table.syllable(second));
            }
            Kind::Hashed => return false,
        }
        true
    }
}

/// What a token stands for.
pub(super) enum Kind {
    /// One to three Han characters; NUL fills the rest.
    Han([char; 3]),
    /// A short ASCII text; 0 fills the rest.
    Ascii([u8; 8]),
    /// One or two syllables by their numbers; 0 stands for none.
    Read(u16, u16),
    /// A text whose spelling is kept beside.
    Hashed,
}

/// Takes what texts of the life `'t` are found by.
pub(super) trait Sink<'t> {
    /// A token by its spelling.
    fn put_text(&mut self, text: &str);
    /// A run of Han characters, for all tokens of its [`windows`]. Posts say the same again and again: what is only noted
    /// here is broken into tokens once for all that say it.
    fn put_run(&mut self, run: &'t str);
}

/// A Han character of a run behind those before it, three at most; NUL stands for none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Window([char; 4]);

impl Hash for Window {
    /// As one number, which takes less than four and how many they are.
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let number = self.0.into_iter().fold(0, |number, character| number << 32 | u128::from(u32::from(character)));
        hasher.write_u128(number);
    }
}

/// The windows of a run, one for each of its characters.
pub(super) fn windows(run: &str) -> impl Iterator<Item = Window> {
    run.chars().scan(Window::default(), |window, character| {
        let [_, one, two, three] = window.0;
        *window = Window([one, two, three, character]);
        Some(*window)
    })
}

impl Window {
    /// What the last character adds to what a text can be found by.
    pub(super) fn tokens(self, readings: &Readings, detail: Detail, put: &mut impl FnMut(Token)) {
        let [_, second, first, last] = self.0;
        if first != '\0' {
            put(Token::han(first, last, '\0'));
        }
        if second != '\0' {
            put(Token::han(second, first, last));
        }
        if detail == Detail::Name {
            put(Token::han(last, '\0', '\0'));
        }
        let before = if first == '\0' { Syllables::default() } else { readings.syllables(first) };
        put_readings(before, readings.syllables(last), put);
        put_initials(self.0.map(|character| readings.initials(character)), detail, put);
    }
}

/// What of a text is wanted besides what every text gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// A name: single characters, and all initials.
    Name,
    /// Some sentences: all initials.
    Summary,
    /// A body: initials by fours.
    Body,
}

/// The token of a run that is one character; nothing where it is longer.
pub(super) fn single(run: &str) -> Option<Token> {
    let mut characters = run.chars();
    let first = characters.next()?;
    characters.next().is_none().then(|| Token::han(first, '\0', '\0'))
}

/// Breaks folded texts into words and runs.
#[derive(Default)]
pub(super) struct Tokenizer {
    word: String,
}

impl Tokenizer {
    /// Gives all that a folded text is found by to `sink`.
    pub(super) fn read<'t>(&mut self, folded: &'t str, sink: &mut impl Sink<'t>) {
        let mut rest = folded;
        while !rest.is_empty() {
            let (run, behind) = rest.split_at(length_of_run(rest));
            if !run.is_empty() {
                if !self.word.is_empty() {
                    let mut characters = rest.chars();
                    self.end_word(characters.next().map(|first| (first, characters.next())), sink);
                }
                sink.put_run(run);
            }
            let mut characters = behind.chars();
            if let Some(character) = characters.next() {
                self.read_character(character, characters.as_str(), sink);
            }
            rest = characters.as_str();
        }
        self.end_word(None, sink);
    }

    /// A character that is none of a run, and what stands behind it.
    fn read_character<'t>(&mut self, character: char, rest: &str, sink: &mut impl Sink<'t>) {
        if is_of_word(character) || self.joins(character, rest) {
            self.word.push(character);
        } else if !self.word.is_empty() {
            // 136 个 is 136个 too.
            let mut behind = rest.chars();
            let unit = behind.next().filter(|unit| character == ' ' && is_ideograph(*unit));
            self.end_word(unit.map(|unit| (unit, behind.next())), sink);
        }
    }

    /// Whether a point or a comma stands inside of a number: `38.4` and `3,200` are one, `2023.5.14` and `12,34` are several.
    fn joins(&self, character: char, rest: &str) -> bool {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        match character {
            ',' => digits == 3 && is_grouped(&self.word),
            '.' => {
                let mut behind = rest[digits..].chars();
                let goes_on = behind.next() == Some('.') && behind.next().is_some_and(|next| next.is_ascii_digit());
                let ends_with_digit = self.word.ends_with(|last: char| last.is_ascii_digit());
                digits > 0 && ends_with_digit && !self.word.contains('.') && !goes_on
            }
            _ => false,
        }
    }

    /// Ends a word; `after` are the Han character that follows it at once, and what follows that.
    fn end_word<'t>(&mut self, after: Option<(char, Option<char>)>, sink: &mut impl Sink<'t>) {
        let mut word = std::mem::take(&mut self.word);
        if word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
            put_number(&word, after, sink);
        } else {
            put_beginnings(&word, sink);
        }
        word.clear();
        self.word = word;
    }
}

/// Whether a word is the beginning of a number whose thousands are set apart.
fn is_grouped(word: &str) -> bool {
    let mut groups = word.split(',');
    let is_number = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    groups.next().is_some_and(|first| is_number(first) && (1..=3).contains(&first.len()))
        && groups.all(|group| is_number(group) && group.len() == 3)
}

/// How a character is read, alone and behind the one before.
fn put_readings(before: Syllables, read: Syllables, put: &mut impl FnMut(Token)) {
    let each = |syllables: Syllables| syllables.into_iter().filter(|number| *number != 0);
    for second in each(read) {
        put(Token::read(second, 0));
        each(before).for_each(|first| put(Token::read(first, second)));
    }
}

/// The first letters of the last characters of a run, by twos, threes and fours.
fn put_initials([one, two, three, last]: [[u8; 3]; 4], detail: Detail, put: &mut impl FnMut(Token)) {
    let each = |initials: [u8; 3]| initials.into_iter().filter(|initial| *initial != 0).map(|byte| byte - 32);
    for d in each(last) {
        for c in each(three) {
            if detail != Detail::Body {
                put(packed(&[c, d]));
            }
            for b in each(two) {
                if detail != Detail::Body {
                    put(packed(&[b, c, d]));
                }
                each(one).for_each(|a| put(packed(&[a, b, c, d])));
            }
        }
    }
}

fn packed(letters: &[u8]) -> Token {
    Token(letters.iter().fold(0, |packed, byte| packed << 8 | u64::from(*byte)) | ASCII)
}

fn put_number<'t>(word: &str, after: Option<(char, Option<char>)>, sink: &mut impl Sink<'t>) {
    let number: String = word.chars().filter(|character| *character != ',').collect();
    if number.is_empty() || number.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
        return;
    }
    sink.put_text(&number);
    let Some((next, behind)) = after else { return };
    sink.put_text(&format!("{number}{next}"));
    let zeros = match next {
        '万' => 4,
        '亿' => 8,
        _ => return,
    };
    let full = shifted(&number, zeros);
    sink.put_text(&full);
    if let Some(unit) = behind.filter(|unit| is_ideograph(*unit)) {
        sink.put_text(&format!("{full}{unit}"));
    }
}

/// A decimal times a power of ten: `38.4` by 4 is `384000`.
fn shifted(number: &str, zeros: usize) -> String {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let part: String = part.chars().filter(|character| *character != '.').collect();
    let digits = format!("{whole}{part:0<zeros$}");
    let (front, behind) = digits.split_at(whole.len() + zeros);
    let front = front.trim_start_matches('0');
    let behind = behind.trim_end_matches('0');
    let front = if front.is_empty() { "0" } else { front };
    if behind.is_empty() { front.to_owned() } else { format!("{front}.{behind}") }
}

fn put_beginnings<'t>(word: &str, sink: &mut impl Sink<'t>) {
    let length = word.chars().take(2).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if word.is_empty() || digits > MOST_DIGITS {
        return;
    }
    if length == 1 {
        sink.put_text(word);
    }
    for (count, (at, character)) in word.char_indices().enumerate().take(LONGEST_BEGINNING) {
        if count > 0 {
            sink.put_text(&word[..at + character.len_utf8()]);
        }
    }
}
