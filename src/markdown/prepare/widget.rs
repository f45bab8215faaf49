//! The calls of widgets: `{{ name(key="value", n=3, list=["a"], flag=true) }}`.
//!
//! A call may go over several lines, but not over an empty one, and is at most [`LONGEST`] bytes long: a brace that
//! was meant otherwise can then never swallow the rest of a post.

use std::ops::Range;

use super::Trouble;
use crate::diag::Message;
use crate::markdown::body::{Argument, Value, WidgetCall};

/// The most bytes that a call may take.
const LONGEST: usize = 8192;

/// A call that was read, and where it ends.
pub(super) type Read = Result<WidgetCall, Trouble>;

/// Reads the call whose `{{` stands at `start` of `text`. The caller has seen a name and `(` or `（` there.
pub(super) fn read(text: &str, start: usize) -> Read {
    let window = window(text, start);
    let mut reader = Reader { text: window, at: start + 2, start };
    reader.skip_space();
    let name = reader.name();
    reader.skip_space();
    reader.expect('(')?;
    let args = reader.arguments()?;
    reader.skip_space();
    reader.expect_end()?;
    Ok(WidgetCall { name, args, in_line: true, span: start..reader.at })
}

/// The text up to where a call that begins at `start` has to end.
fn window(text: &str, start: usize) -> &str {
    let mut end = text.len().min(start + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut line_is_empty = false;
    for (offset, byte) in text.as_bytes()[start..end].iter().enumerate() {
        match byte {
            b'\n' if line_is_empty => return &text[..start + offset],
            b'\n' => line_is_empty = true,
            b' ' | b'\t' | b'\r' => {}
            _ => line_is_empty = false,
        }
    }
    &text[..end]
}

/// A letter, digit, `_` or `-`: what names of widgets and arguments are made of.
pub(super) fn is_name_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    start: usize,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn name(&mut self) -> String {
        let rest = self.rest();
        let end = rest.find(|character| !is_name_character(character)).unwrap_or(rest.len());
        self.at += end;
        rest[..end].to_owned()
    }

    fn take(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        if there {
            self.at += wanted.len_utf8();
        }
        there
    }

    fn expect(&mut self, wanted: char) -> Result<(), Trouble> {
        if self.take(wanted) { Ok(()) } else { Err(self.unexpected()) }
    }

    fn expect_end(&mut self) -> Result<(), Trouble> {
        if self.rest().starts_with("}}") {
            self.at += 2;
            return Ok(());
        }
        let is_full_width = self.peek().is_some_and(|character| half_width(character).is_some());
        Err(if is_full_width {
            self.unexpected()
        } else {
            trouble("markdown-widget-unclosed", self.start..self.start + 2)
        })
    }

    fn arguments(&mut self) -> Result<Vec<Argument>, Trouble> {
        let mut args: Vec<Argument> = Vec::new();
        loop {
            self.skip_space();
            if self.take(')') {
                return Ok(args);
            }
            let argument = self.argument()?;
            self.check_new(&argument, &args)?;
            args.push(argument);
            self.skip_space();
            if !self.take(',') && self.peek() != Some(')') {
                return Err(self.unexpected());
            }
        }
    }

    fn argument(&mut self) -> Result<Argument, Trouble> {
        let start = self.at;
        let name = self.argument_name()?;
        let value = self.value(true)?;
        Ok(Argument { name, value, span: start..self.at })
    }

    fn argument_name(&mut self) -> Result<Option<String>, Trouble> {
        let start = self.at;
        let name = self.name();
        let end = self.at;
        self.skip_space();
        if !name.is_empty() && self.take('=') {
            self.skip_space();
            return Ok(Some(name));
        }
        if !name.is_empty() && self.peek() == Some('＝') {
            return Err(self.unexpected());
        }
        let is_value = name.is_empty() || number_length(&self.text[start..]) > 0 || name == "true" || name == "false";
        if !is_value {
            return Err(trouble("markdown-widget-bare-word", start..end).with("word", &name));
        }
        self.at = start;
        Ok(None)
    }

    fn check_new(&self, argument: &Argument, before: &[Argument]) -> Result<(), Trouble> {
        match &argument.name {
            None if before.is_empty() => Ok(()),
            None => Err(trouble("markdown-widget-needs-name", argument.span.clone())),
            Some(name) if before.iter().any(|other| other.name.as_ref() == Some(name)) => {
                Err(trouble("markdown-widget-twice", argument.span.clone()).with("name", name))
            }
            Some(_) => Ok(()),
        }
    }

    fn value(&mut self, lists: bool) -> Result<Value, Trouble> {
        match self.peek() {
            Some(quote @ ('"' | '\'')) => self.quoted(quote).map(Value::Text),
            Some('[') if lists => self.list().map(Value::List),
            _ => self.word(),
        }
    }

    fn quoted(&mut self, quote: char) -> Result<String, Trouble> {
        let start = self.at;
        let mut value = String::new();
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((offset, character)) = characters.next() {
            if character == quote {
                self.at += offset + 1;
                return Ok(value);
            }
            match (character, self.rest()[offset + character.len_utf8()..].chars().next()) {
                ('\\', Some(next)) if next == quote || next == '\\' => {
                    value.push(next);
                    characters.next();
                }
                _ => value.push(character),
            }
        }
        Err(trouble("markdown-widget-open-quote", start..start + 1))
    }

    fn list(&mut self) -> Result<Vec<Value>, Trouble> {
        let mut values = Vec::new();
        self.expect('[')?;
        loop {
            self.skip_space();
            if self.take(']') {
                return Ok(values);
            }
            values.push(self.value(false)?);
            self.skip_space();
            if !self.take(',') && self.peek() != Some(']') {
                return Err(self.unexpected());
            }
        }
    }

    fn word(&mut self) -> Result<Value, Trouble> {
        let length = number_length(self.rest());
        if length > 0 {
            let number = self.rest()[..length].to_owned();
            self.at += length;
            return Ok(Value::Number(number));
        }
        let start = self.at;
        match self.name().as_str() {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            "" => Err(self.unexpected()),
            word => Err(trouble("markdown-widget-bare-word", start..self.at).with("word", word)),
        }
    }

    /// What is wrong where something else was expected: a full-width sign, the end, or any other character.
    fn unexpected(&self) -> Trouble {
        let Some(character) = self.peek() else {
            return trouble("markdown-widget-unclosed", self.start..self.start + 2);
        };
        let span = self.at..self.at + character.len_utf8();
        match half_width(character) {
            Some(wanted) => trouble("markdown-widget-full-width", span).with("found", character).with("wanted", wanted),
            None => trouble("markdown-widget-unexpected", span).with("found", character),
        }
    }
}

fn trouble(id: &'static str, span: Range<usize>) -> Trouble {
    Trouble::error(Message::new(id), span)
}

/// The sign that was meant where an input method for Chinese gave a full-width one.
fn half_width(character: char) -> Option<char> {
    Some(match character {
        '“' | '”' | '＂' | '「' | '」' => '"',
        '‘' | '’' | '＇' => '\'',
        '（' => '(',
        '）' => ')',
        '，' | '、' => ',',
        '＝' => '=',
        '［' | '【' => '[',
        '］' | '】' => ']',
        '｛' => '{',
        '｝' => '}',
        _ => return None,
    })
}

/// How many bytes of the text are a number that ends where a value may end; 0 where there is none.
fn number_length(text: &str) -> usize {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(unsigned);
    let fraction = unsigned[whole..].strip_prefix('.').map_or(0, digits);
    let length = whole + if fraction > 0 { fraction + 1 } else { 0 };
    let goes_on = unsigned[length..].chars().next().is_some_and(is_name_character);
    if whole == 0 || goes_on { 0 } else { length + text.len() - unsigned.len() }
}
