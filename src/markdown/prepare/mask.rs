//! Which stars are masks and which are emphasis (MASK-4).
//!
//! Within a paragraph the runs of stars are judged in order, and what opened is remembered, so that a run can be seen
//! as the end of an emphasis. A run is literal where
//!
//! - digits stand on both sides, or it has four stars or more: `138****1234`, `尾号****1234`;
//! - it has three stars between letters of Latin, or before an @: `zh***@mail.example`;
//! - a single star follows a surname, or comes before one Han character that ends a word: `张*三、李*四`, `娜*亚，`;
//! - it follows a Han character or a digit and could not open anything: `张*、李**，`, `138*，`;
//! - it has two or three stars between Han characters, and no run of its kind could close it, or a surname stands
//!   before it and a word that joins names behind it, or it and the run that would close it both look like names:
//!   `乌***格`, `张**和李**同学`.
//!
//! A run that closes an open emphasis does so unless it has the whole shape of a name: a boundary, one character, the
//! stars, one character, a boundary; or a boundary, a surname, the stars and the end of a word, while another run of
//! that length is still to come. A run that is longer than what it closes gives up its first stars to a mask:
//! `**学生李***` is bold `学生李*`.
//!
//! The price: `林*业*建设` shows its stars, because 林 is a surname. Two stars or a backslash say what is meant.

use crate::base::is_cjk_punctuation;

/// The surnames that most people of the region bear, and first syllables of Mongolian names; without those that are
/// common as words in front of what people set in bold (于, 和, 向, 从, 高, 成).
const SURNAMES: &str = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁董余苏叶吕魏蒋田杜丁沈姜\
    范傅钟卢汪戴崔任陆廖姚邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛万顾赖武康贺严尹钱施牛洪龚包鲍乌萨娜敖呼\
    佟关佘翟庄柴瞿祁葛鲁岳";

/// How many open emphases are remembered; deeper ones are the parser's own affair.
const MOST_OPEN: usize = 8;

/// What was decided about the stars of the paragraph in hand.
#[derive(Default)]
pub(super) struct Plan {
    /// Offset and number of literal stars, in order.
    literal: Vec<(usize, usize)>,
    next: usize,
    until: usize,
}

impl Plan {
    /// How many of the stars that begin at `at` are literal. To be asked in order of offsets.
    pub(super) fn literal_stars(&mut self, text: &str, at: usize) -> usize {
        if at >= self.until {
            self.until = paragraph_end(text, at);
            self.next = 0;
            self.literal.clear();
            for segment in segments(text, at, self.until) {
                judge(&segment, &mut self.literal);
            }
        }
        while self.literal.get(self.next).is_some_and(|&(start, _)| start < at) {
            self.next += 1;
        }
        match self.literal.get(self.next) {
            Some(&(start, count)) if start == at => count,
            _ => 0,
        }
    }
}

fn paragraph_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'>');
    let ends = memchr::memchr_iter(b'\n', &bytes[at..]).map(|found| at + found);
    // The line before is empty: from the end of another one on there is nothing but blanks.
    let mut before = None;
    for end in ends {
        if before.is_some_and(|before: usize| bytes[before + 1..end].iter().all(is_blank)) {
            return end;
        }
        before = Some(end);
    }
    text.len()
}

/// A run of stars and the two characters on each side; `None` at the ends of a segment and beyond.
#[derive(Debug, Clone, Copy)]
struct Run {
    at: usize,
    length: usize,
    before: [Option<char>; 2],
    after: [Option<char>; 2],
}

/// The runs of stars of each stretch that emphasis can't leave: list items, headings, cells of a table.
fn segments(text: &str, start: usize, end: usize) -> Vec<Vec<Run>> {
    let chunk = &text[start..end];
    let is_table = chunk.lines().any(is_delimiter_row);
    let mut segments = vec![Vec::new()];
    let mut at = start;
    for line in chunk.split_inclusive('\n') {
        if opens_block(line) && at > start {
            segments.push(Vec::new());
        }
        add_runs(text, at..at + line.len(), is_table, &mut segments);
        at += line.len();
    }
    segments
}

fn is_delimiter_row(line: &str) -> bool {
    line.contains('|') && line.contains('-') && line.bytes().all(|byte| b"|-: \t\r>".contains(&byte))
}

fn opens_block(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']);
    let digits = line.bytes().take(4).take_while(u8::is_ascii_digit).count();
    line.starts_with(['#', '|'])
        || line.starts_with("- ")
        || line.starts_with("+ ")
        || line.starts_with("* ")
        || digits > 0 && line[digits..].starts_with(['.', ')'])
}

fn add_runs(text: &str, line: std::ops::Range<usize>, is_table: bool, segments: &mut Vec<Vec<Run>>) {
    let bytes = text.as_bytes();
    let mut at = line.start;
    while let Some(found) = bytes.get(at..line.end).and_then(|rest| next_mark(rest, is_table)) {
        at += found;
        match bytes[at] {
            b'\\' => at += 1,
            b'|' => segments.push(Vec::new()),
            b'`' => at = code_span_end(bytes, at, line.end),
            _ => {
                let length = bytes[at..line.end].iter().take_while(|&&byte| byte == b'*').count();
                if let Some(runs) = segments.last_mut() {
                    runs.push(run(text, at, length));
                }
                at += length - 1;
            }
        }
        at += 1;
    }
}

/// Where stars are, or what they don't count behind; bars part the cells of a table.
fn next_mark(bytes: &[u8], is_table: bool) -> Option<usize> {
    match is_table {
        true => bytes.iter().position(|byte| matches!(byte, b'*' | b'`' | b'\\' | b'|')),
        false => memchr::memchr3(b'*', b'`', b'\\', bytes),
    }
}

/// The offset of the last backtick of the code span that opens at `at`, or of the opening ones where none closes it in
/// this line.
fn code_span_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let ticks = |at: usize| bytes[at..end].iter().take_while(|&&byte| byte == b'`').count();
    let opening = ticks(at);
    let limit = end.min(at + 2000);
    let mut close = at + opening;
    while close < limit {
        let length = ticks(close);
        if length == opening {
            return close + length - 1;
        }
        close += length.max(1);
    }
    at + opening - 1
}

fn run(text: &str, at: usize, length: usize) -> Run {
    let mut before = text[..at].chars().rev();
    let mut after = text[at + length..].chars();
    Run { at, length, before: [before.next(), before.next()], after: [after.next(), after.next()] }
}

/// For each run and each length up to three, the next run of that length that could close; and the greatest length
/// among all later runs.
struct Ahead {
    next: [Option<usize>; 4],
    longest: usize,
}

fn look_ahead(runs: &[Run]) -> Vec<Ahead> {
    let mut ahead = Vec::with_capacity(runs.len());
    let mut next = [None; 4];
    let mut longest = 0;
    for (index, run) in runs.iter().enumerate().rev() {
        ahead.push(Ahead { next, longest });
        let could_close = !is_space(run.before[0]);
        if let Some(slot) = next.get_mut(run.length).filter(|_| could_close) {
            *slot = Some(index);
            longest = longest.max(run.length);
        }
    }
    ahead.reverse();
    ahead
}

fn judge(runs: &[Run], literal: &mut Vec<(usize, usize)>) {
    let ahead = look_ahead(runs);
    let mut open: Vec<usize> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        let stars = run.literal_stars(runs, &ahead[index], &mut open);
        if stars > 0 {
            literal.push((run.at, stars));
        }
        let drop = open.len().saturating_sub(MOST_OPEN);
        open.drain(..drop);
    }
}

impl Run {
    /// How many stars are literal. What the others open or close is noted in `open`.
    fn literal_stars(&self, runs: &[Run], ahead: &Ahead, open: &mut Vec<usize>) -> usize {
        let [before, after] = [self.before[0], self.after[0]];
        if is_space(before) && is_space(after) {
            return 0;
        }
        if is_digit(before) && is_digit(after) {
            return self.length;
        }
        if let Some(closing) = self.closes_with_rest(runs, ahead, open) {
            open.pop();
            return self.length - closing;
        }
        if self.length > 3 || self.length == 3 && is_latin(before) && (is_latin(after) || after == Some('@')) {
            return self.length;
        }
        if self.closes(open) {
            return if self.is_name_inside(runs, ahead) { self.length } else { close(open, self.length) };
        }
        if self.is_mask(runs, ahead) {
            return self.length;
        }
        if !is_space(after) {
            open.push(self.length);
        }
        0
    }

    /// The length of the open emphasis that the last stars of this run close, where its first ones are a mask.
    fn closes_with_rest(&self, runs: &[Run], ahead: &Ahead, open: &[usize]) -> Option<usize> {
        let closing = *open.last()?;
        let masks = is_han(self.before[0]) || is_digit(self.before[0]);
        let ends = !is_digit(self.after[0]) && !is_latin(self.after[0]);
        let only = ahead.next.get(closing)?.is_none_or(|index| runs[index].looks_opening());
        let rest = ahead.next.get(self.length.checked_sub(closing)?).is_some_and(Option::is_some);
        let neighbours = is_han(self.after[0]) && rest;
        let whole = open.iter().rev().scan(0, |sum, length| {
            *sum += length;
            Some(*sum)
        });
        let exact = whole.into_iter().any(|sum| sum == self.length);
        (self.length > closing && masks && ends && only && !exact && !neighbours).then_some(closing)
    }

    fn closes(&self, open: &[usize]) -> bool {
        let mut sum = 0;
        !is_space(self.before[0])
            && open.iter().rev().any(|&length| {
                sum += length;
                length == self.length || sum == self.length
            })
    }

    /// A boundary, one Han character, the stars, one Han character, a boundary.
    fn has_name_shape(&self) -> bool {
        is_han(self.before[0]) && is_boundary(self.before[1]) && self.ends_name()
    }

    /// A name within an emphasis, whose own stars may touch it: `*张*三、李*四*`.
    fn is_name_inside(&self, runs: &[Run], ahead: &Ahead) -> bool {
        let next = ahead.next.get(self.length).copied().flatten().and_then(|index| runs.get(index));
        let closed_later = next.is_some_and(|next| !next.looks_opening());
        let surname = self.before[0].is_some_and(is_surname);
        let at_boundary = is_han(self.before[0]) && is_boundary(self.before[1]);
        if closed_later && surname && at_boundary && self.ends_word() {
            return true;
        }
        let begins = at_boundary || surname && is_star(self.before[1]);
        let ends = is_boundary(self.after[1]) || next.is_some() && is_star(self.after[1]);
        begins && is_han(self.after[0]) && ends
    }

    /// Nothing of a name follows: a mark that closes, white space, or a word that joins names.
    fn ends_word(&self) -> bool {
        is_space(self.after[0]) || self.after[0].is_some_and(|after| is_closing(after) || is_conjunction(after))
    }

    /// Whether a run stands where an emphasis begins: behind a mark or white space, before something else.
    fn looks_opening(&self) -> bool {
        is_boundary(self.before[0]) && !is_space(self.after[0]) && !self.after[0].is_some_and(is_closing)
    }

    /// One Han character follows, and then a boundary.
    fn ends_name(&self) -> bool {
        is_han(self.after[0]) && is_boundary(self.after[1])
    }

    /// A surname stands before the stars, or a boundary and one Han character.
    fn begins_name(&self) -> bool {
        self.before[0].is_some_and(is_surname) || is_han(self.before[0]) && is_boundary(self.before[1])
    }

    /// Whether a run that closes nothing is a mask.
    fn is_mask(&self, runs: &[Run], ahead: &Ahead) -> bool {
        let [before, after] = [self.before[0], self.after[0]];
        let closer = ahead.next.get(self.length).copied().flatten().and_then(|index| runs.get(index));
        if self.length == 1 && !is_han(before) && is_han(after) {
            return is_boundary(before) && closer.is_some_and(|closer| is_separator(closer.before[0]));
        }
        if !is_han(before) && !is_digit(before) {
            return false;
        }
        if is_space(after) || after.is_some_and(is_closing) {
            return true;
        }
        if !is_han(before) || !is_han(after) {
            return false;
        }
        self.is_name(closer) || ahead.longest < self.length
    }

    fn is_name(&self, closer: Option<&Run>) -> bool {
        let surname = self.before[0].is_some_and(is_surname);
        let alike = closer.is_some_and(|closer| {
            let starts = self.begins_name() && closer.begins_name();
            starts && !is_star(closer.before[1]) || self.ends_name() && closer.ends_name()
        });
        let joined = surname && self.after[0].is_some_and(is_conjunction);
        if self.length == 1 {
            return surname || self.ends_name() || alike;
        }
        self.has_name_shape() || alike || joined
    }
}

/// Takes what a run of `length` stars closes from the open ones; none of its stars are literal.
fn close(open: &mut Vec<usize>, length: usize) -> usize {
    match open.iter().rposition(|&other| other == length) {
        Some(at) => open.truncate(at),
        None => open.clear(),
    }
    0
}

fn is_space(character: Option<char>) -> bool {
    character.is_none_or(char::is_whitespace)
}

fn is_han(character: Option<char>) -> bool {
    character.is_some_and(crate::base::is_han)
}

fn is_star(character: Option<char>) -> bool {
    character == Some('*')
}

fn is_digit(character: Option<char>) -> bool {
    character.is_some_and(crate::base::is_digit)
}

fn is_latin(character: Option<char>) -> bool {
    character.is_some_and(|character| character.is_ascii_alphanumeric())
}

fn is_surname(character: char) -> bool {
    SURNAMES.contains(character)
}

/// A mark behind which nothing opens.
fn is_closing(character: char) -> bool {
    "、，。；：！？）》】”’〕〉」』,.;:!?)]}|…".contains(character)
}

/// Between the names of a list.
fn is_separator(character: Option<char>) -> bool {
    character.is_some_and(|character| "、，；,; ".contains(character))
}

/// Where a name begins or ends: white space, a mark that is no star, or a word that joins names.
fn is_boundary(character: Option<char>) -> bool {
    is_space(character)
        || character.is_some_and(|character| {
            is_cjk_punctuation(character)
                || character.is_ascii_punctuation() && character != '*'
                || is_conjunction(character)
        })
}

/// Joins names, or ends a list of them.
fn is_conjunction(character: char) -> bool {
    "和与及同等".contains(character)
}
