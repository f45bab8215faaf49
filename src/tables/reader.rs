//! A TOML table that remembers which of its keys were asked for.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

use rapidhash::RapidHashSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::dates::{moment_of_datetime, moment_of_text};
use crate::base::{Moment, SitePath};
use crate::diag::{Checked, Code, Finding, Message, Place};

/// The codes under which a file's problems are told.
#[derive(Debug, Clone, Copy)]
pub struct Codes {
    /// The text is not TOML.
    pub syntax: Code,
    /// A key that nobody asked for.
    pub unknown: Code,
    /// A value of the wrong type.
    pub value: Code,
    /// A date that can't be one.
    pub date: Code,
}

/// A stretch of TOML inside a file.
#[derive(Debug, Clone, Copy)]
pub struct TomlText<'t> {
    /// The file.
    pub path: &'t SitePath,
    /// The whole text of the file.
    pub text: &'t str,
    /// Where the TOML begins in it, in bytes.
    pub offset: usize,
    /// The codes for its problems.
    pub codes: Codes,
}

impl TomlText<'_> {
    /// The place of a byte range of the TOML.
    pub fn place(&self, range: Range<usize>) -> Place {
        Place::span(self.path, self.text, range.start + self.offset..range.end + self.offset)
    }

    /// The place of some characters of the text at a byte range, counted as it reads; of all of it where a text of
    /// several lines is written otherwise than it reads.
    pub fn place_in_text(&self, range: Range<usize>, text: &str, at: usize, width: usize) -> Place {
        let written = self.text.get(range.start + self.offset..range.end + self.offset).unwrap_or("");
        let inner = written.get(1..written.len().saturating_sub(1)).unwrap_or("");
        let widths = if inner == text { text.chars().map(char::len_utf8).collect() } else { written_widths(written) };
        if widths.len() != text.chars().count() {
            return self.place(range);
        }
        let bytes = |count: usize| widths.iter().take(count).sum::<usize>();
        let start = range.start + 1;
        self.place(start + bytes(at)..start + bytes(at + width.max(1)))
    }
}

/// How many bytes each character of a text on one line takes where it is written, `\u4e07` six. Empty for other texts.
fn written_widths(written: &str) -> Vec<usize> {
    let inner = written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let mut rest = inner.filter(|_| !written.starts_with("\"\"\"")).unwrap_or("");
    let mut widths = Vec::new();
    while let Some(first) = rest.chars().next() {
        let width = match (first, rest.as_bytes().get(1)) {
            ('\\', Some(b'x')) => 4,
            ('\\', Some(b'u')) => 6,
            ('\\', Some(b'U')) => 10,
            ('\\', _) => 2,
            _ => first.len_utf8(),
        };
        let Some(left) = rest.get(width..) else { return Vec::new() };
        widths.push(width);
        rest = left;
    }
    widths
}

/// Parses as much as can be parsed, and tells everything that can't.
pub fn parse_table<'t>(toml: &'t str, source: &TomlText<'_>) -> Checked<DeTable<'t>> {
    let (table, errors) = DeTable::parse_recoverable(toml);
    let findings = errors.iter().map(|error| syntax_finding(toml, source, error)).collect();
    Checked::new(table.into_inner(), findings)
}

fn syntax_finding(toml: &str, source: &TomlText<'_>, error: &toml::de::Error) -> Finding {
    let span = error.span().unwrap_or(0..0);
    let line = line_around(toml, span.start);
    let place = source.place(span);
    let (code, message) = explain(line, source.codes)
        .unwrap_or_else(|| (source.codes.syntax, Message::new("toml-syntax").with("detail", error.message())));
    Finding::error(code, place, message)
}

/// The line that holds a byte, or that ends there.
fn line_around(toml: &str, at: usize) -> &str {
    let start = toml.get(..at.min(toml.len())).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    toml.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("")
}

/// What people get wrong most often, told by the line itself: the parser's words are for programmers.
fn explain(line: &str, codes: Codes) -> Option<(Code, Message)> {
    let line = line.trim();
    let (key, value) = line.split_once('=').map_or((line, None), |(key, value)| (key.trim(), Some(value.trim())));
    if let Some(stated) = value.filter(|value| looks_like_date(value)) {
        let id = if is_dashed_date(stated) { "date-impossible" } else { "date-unreadable" };
        return Some((codes.date, Message::new(id).with("key", key).with("value", stated)));
    }
    if let Some(wide) = line.chars().find(|character| "“”‘’＝［］，＃".contains(*character)) {
        return Some((codes.syntax, Message::new("toml-fullwidth").with("character", wide)));
    }
    let message = match value {
        None if line.starts_with('[') => return None,
        None if line.contains([':', '：']) => Message::new("toml-colon"),
        None => return None,
        Some(value) if value.starts_with('"') && value.matches('"').count() % 2 == 1 => Message::new("toml-open-quote"),
        Some(value) if is_bare_text(value) => Message::new("toml-unquoted").with("value", value),
        // A line that is right by itself can only be wrong where it stands.
        Some(_) if DeTable::parse(line).is_ok() => Message::new("toml-twice").with("key", key),
        Some(_) => return None,
    };
    Some((codes.syntax, message))
}

/// A text without quotes; `true` and numbers need none.
fn is_bare_text(value: &str) -> bool {
    let first = value.chars().next();
    first.is_some_and(char::is_alphabetic) && !matches!(value, "true" | "false" | "inf" | "nan")
}

/// Four digits and a sign that people write between a year and a month.
fn looks_like_date(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && text.len() >= 8 && text[4..].starts_with(['-', '/', '.', '年'])
}

fn is_dashed_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    digits(0..4) && digits(5..7) && digits(8..10) && bytes[4] == b'-' && bytes[7] == b'-'
}

/// Leaves out what was only found because the same line can't be parsed.
pub fn without_echoes(findings: Vec<Finding>, syntax: &[Finding]) -> Vec<Finding> {
    let line = |finding: &Finding| finding.place.as_ref()?.position.as_ref().map(|position| position.line);
    let broken: BTreeSet<usize> = syntax.iter().filter_map(line).collect();
    findings.into_iter().filter(|finding| line(finding).is_none_or(|line| !broken.contains(&line))).collect()
}

/// A value with its key's and its own place in the TOML.
#[derive(Debug, Clone)]
pub struct Keyed<T> {
    /// The value.
    pub value: T,
    /// Its byte range in the TOML.
    pub span: Range<usize>,
}

/// Reads one table. What is wrong is collected in `findings`; call [`TableReader::finish`] at the end to hear of keys
/// that nobody asked for.
pub struct TableReader<'t> {
    source: TomlText<'t>,
    table: &'t DeTable<'t>,
    asked: RefCell<Names>,
    findings: RefCell<Vec<Finding>>,
}

/// Names in one piece: dozens are asked for in each of thousands of heads.
#[derive(Default)]
struct Names {
    joined: String,
    ends: Vec<usize>,
}

impl Names {
    fn add(&mut self, name: &str) {
        self.joined.push_str(name);
        self.ends.push(self.joined.len());
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, end)| &self.joined[start..*end])
    }
}

impl<'t> TableReader<'t> {
    /// A reader of `table`.
    pub fn new(source: TomlText<'t>, table: &'t DeTable<'t>) -> Self {
        Self { source, table, asked: RefCell::default(), findings: RefCell::default() }
    }

    /// The text that the table stands in.
    pub fn source(&self) -> TomlText<'t> {
        self.source
    }

    /// Adds a finding.
    pub fn report(&self, finding: Finding) {
        self.findings.borrow_mut().push(finding);
    }

    /// Adds findings of a part that was read by others.
    pub fn report_all(&self, findings: Vec<Finding>) {
        self.findings.borrow_mut().extend(findings);
    }

    /// The raw value of a key.
    pub fn raw(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().add(key);
        self.table.get(key)
    }

    /// Whether the key is there, which also makes it known.
    pub fn knows(&self, key: &str) -> bool {
        self.raw(key).is_some()
    }

    /// All keys with their places and values, in the order of the file; all become known.
    pub fn entries(&self) -> Vec<(Keyed<&'t str>, &'t Spanned<DeValue<'t>>)> {
        let all =
            self.table.iter().map(|(key, value)| (Keyed { value: key.get_ref().as_ref(), span: key.span() }, value));
        all.inspect(|(key, _)| {
            self.asked.borrow_mut().add(key.value);
        })
        .collect()
    }

    /// Tells that the value at `span` is not what the key takes. `wanted` is the id of a message that names the type.
    pub fn wrong_type(&self, key: &str, span: Range<usize>, wanted: &'static str) {
        let message = Message::new(wanted).with("key", key);
        self.report(Finding::error(self.source.codes.value, self.source.place(span), message));
    }

    /// Tells that what a key states isn't one of its `choices`.
    pub fn unusable(&self, key: &str, stated: &Keyed<String>, choices: &str) {
        self.report(Finding::error(self.source.codes.value, self.place_of(stated), unusable(key, stated, choices)));
    }

    /// Tells the same of a value that the site can do without.
    pub fn passed_over(&self, key: &str, stated: &Keyed<String>, choices: &str) {
        self.report(Finding::warning(self.source.codes.value, self.place_of(stated), unusable(key, stated, choices)));
    }

    fn place_of(&self, stated: &Keyed<String>) -> Place {
        self.source.place(stated.span.clone())
    }

    /// A text; empty ones count as not stated.
    pub fn text(&self, key: &str) -> Option<Keyed<String>> {
        let value = self.raw(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(key, value.span(), "value-wants-text");
            return None;
        };
        let text = printable(text);
        (!text.is_empty()).then(|| Keyed { value: text, span: value.span() })
    }

    /// A text, without its place.
    pub fn plain_text(&self, key: &str) -> Option<String> {
        self.text(key).map(|keyed| keyed.value)
    }

    /// True or false.
    pub fn flag(&self, key: &str) -> Option<bool> {
        let value = self.raw(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, value.span(), "value-wants-flag");
        }
        flag
    }

    /// A whole number.
    pub fn integer(&self, key: &str) -> Option<Keyed<i64>> {
        let value = self.raw(key)?;
        let number = integer_of(value.get_ref());
        if number.is_none() {
            self.wrong_type(key, value.span(), "value-wants-integer");
        }
        number.map(|number| Keyed { value: number, span: value.span() })
    }

    /// A list of texts; a single text counts as a list of one.
    pub fn texts(&self, key: &str) -> Option<Keyed<Vec<String>>> {
        let value = self.raw(key)?;
        let texts = match value.get_ref() {
            DeValue::String(text) => vec![printable(text)],
            DeValue::Array(items) => items.iter().filter_map(|item| self.text_of_item(key, item)).collect(),
            _ => {
                self.wrong_type(key, value.span(), "value-wants-list");
                return None;
            }
        };
        let stated = texts.into_iter().filter(|text| !text.is_empty()).collect();
        Some(Keyed { value: stated, span: value.span() })
    }

    /// The same, each text with its own place.
    pub fn placed_texts(&self, key: &str) -> Vec<Keyed<String>> {
        let Some(value) = self.raw(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            let texts = self.texts(key).into_iter().flat_map(|texts| texts.value);
            return texts.map(|text| Keyed { value: text, span: value.span() }).collect();
        };
        let texts =
            items.iter().filter_map(|item| Some(Keyed { value: self.text_of_item(key, item)?, span: item.span() }));
        texts.filter(|text| !text.value.is_empty()).collect()
    }

    fn text_of_item(&self, key: &str, item: &Spanned<DeValue<'_>>) -> Option<String> {
        match item.get_ref() {
            DeValue::String(text) => Some(printable(text)),
            DeValue::Integer(number) => Some(number.to_string()),
            _ => {
                self.wrong_type(key, item.span(), "value-wants-text");
                None
            }
        }
    }

    /// A date, quoted or not.
    pub fn moment(&self, key: &str) -> Option<Keyed<Moment>> {
        let value = self.raw(key)?;
        let (moment, stated) = match value.get_ref() {
            // A date that can't be is told with the syntax, and an empty one stands in its place.
            DeValue::Datetime(datetime) if datetime.date.is_none() && datetime.time.is_none() => return None,
            DeValue::Datetime(datetime) => (moment_of_datetime(datetime), datetime.to_string()),
            DeValue::String(text) if text.trim().is_empty() => return None,
            DeValue::String(text) => (moment_of_text(text), text.to_string()),
            other => (None, other.type_str().to_owned()),
        };
        if moment.is_none() {
            let message = Message::new("date-unreadable").with("key", key).with("value", stated);
            self.report(Finding::error(self.source.codes.date, self.source.place(value.span()), message));
        }
        moment.map(|moment| Keyed { value: moment, span: value.span() })
    }

    /// A table inside, with a reader of its own.
    pub fn table(&self, key: &str) -> Option<TableReader<'t>> {
        let value = self.raw(key)?;
        let Some(table) = value.get_ref().as_table() else {
            self.wrong_type(key, value.span(), "value-wants-table");
            return None;
        };
        Some(TableReader::new(self.source, table))
    }

    /// What was found so far, for a table in which every key is right.
    pub fn take_findings(&self) -> Vec<Finding> {
        self.findings.take()
    }

    /// Everything that was found; unknown keys are compared with those that were asked for.
    pub fn finish(self) -> Vec<Finding> {
        let asked = self.asked.into_inner();
        let mut findings = self.findings.into_inner();
        // A table of figures may have thousands of keys that are all asked for.
        let known: RapidHashSet<&str> = asked.iter().collect();
        let mut unknown = self.table.keys().filter(|key| !known.contains(key.get_ref().as_ref())).peekable();
        if unknown.peek().is_some() {
            // In order: of two that are equally like it the same one is always named.
            let mut known: Vec<&str> = asked.iter().collect();
            known.sort_unstable();
            findings.extend(unknown.map(|key| unknown_key(&self.source, key, &known)));
        }
        findings
    }
}

/// A text of one line without the control characters that an escape such as `\u0008` can put into it.
fn printable(text: &str) -> String {
    let spaced = text.trim().chars().map(|character| if character.is_whitespace() { ' ' } else { character });
    spaced.filter(|character| !character.is_control() && !matches!(character, '\u{FFFE}' | '\u{FFFF}')).collect()
}

fn unknown_key(source: &TomlText<'_>, key: &Spanned<std::borrow::Cow<'_, str>>, known: &[&str]) -> Finding {
    let name = key.get_ref().as_ref();
    let message = match nearest(name, known.iter().copied()) {
        Some(near) => Message::new("key-unknown-near").with("key", name).with("nearest", near),
        None => Message::new("key-unknown").with("key", name),
    };
    Finding::warning(source.codes.unknown, source.place(key.span()), message)
}

/// A whole number as TOML writes it.
pub(crate) fn integer_of(value: &DeValue<'_>) -> Option<i64> {
    let integer = value.as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// The known name that is most like `name`, where one is like it at all.
pub fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let scored = known.map(|candidate| (strsim::jaro_winkler(name, candidate), candidate));
    let best = scored.fold(None, |best: Option<(f64, &str)>, next| match best {
        Some(found) if found.0 >= next.0 => Some(found),
        _ => Some(next),
    });
    best.filter(|(score, _)| *score >= 0.75).map(|(_, candidate)| candidate)
}

fn unusable(key: &str, stated: &Keyed<String>, choices: &str) -> Message {
    Message::new("value-unusable").with("key", key).with("value", &stated.value).with("choices", choices)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODES: Codes =
        Codes { syntax: Code::HeadSyntax, unknown: Code::HeadUnknownKey, value: Code::HeadValue, date: Code::HeadDate };

    fn ids(toml: &str, read: impl Fn(&TableReader<'_>)) -> Vec<String> {
        let path = SitePath::new("a.md").expect("sound");
        let source = TomlText { path: &path, text: toml, offset: 0, codes: CODES };
        let parsed = parse_table(toml, &source);
        let reader = TableReader::new(source, &parsed.value);
        read(&reader);
        let all = parsed.findings.into_iter().chain(reader.finish());
        all.map(|finding| format!("{} {}", finding.code.as_str(), finding.message.id)).collect()
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let found = ids("titel = 'a'\nzzz = 1", |reader| {
            reader.text("title");
        });
        assert_eq!(found, ["head/unknown-key key-unknown-near", "head/unknown-key key-unknown"]);
    }

    #[test]
    fn each_wrong_value_is_told() {
        let found = ids("title = 1\ndraft = 'yes'\ntags = [1, true]\ndate = 'soon'", |reader| {
            reader.text("title");
            reader.flag("draft");
            reader.texts("tags");
            reader.moment("date");
        });
        assert_eq!(found.len(), 4, "{found:?}");
    }

    #[test]
    fn a_date_that_does_not_exist_is_told_as_one() {
        assert_eq!(ids("date = 2023-06-31", |_| ())[0], "head/date date-impossible");
    }

    #[test]
    fn usual_slips_are_told_in_plain_words() {
        let told = |toml: &str| ids(toml, |reader| reader.take_findings().clear())[0].clone();
        assert_eq!(told("title = 春季招聘会"), "head/syntax toml-unquoted");
        assert_eq!(told("title = \"春季\ndraft = true"), "head/syntax toml-open-quote");
        assert_eq!(told("title: 春季"), "head/syntax toml-colon");
        assert_eq!(told("title = 'a'\ntitle = 'b'"), "head/syntax toml-twice");
        assert_eq!(told("date = 2023年3月14日"), "head/date date-unreadable");
        assert_eq!(told("date = 2023-3-14"), "head/date date-unreadable");
        assert_eq!(told("date = 2023/3/14"), "head/date date-unreadable");
    }

    #[test]
    fn full_width_quotes_are_told_as_such() {
        assert_eq!(ids("title = “好”", |_| ())[0], "head/syntax toml-fullwidth");
    }
}
