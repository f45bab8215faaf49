//! Where the head of a file ends and its body begins.

use std::ops::Range;

/// The parts of a file, as byte ranges of its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Parts {
    /// A head between two lines `+++`, and what follows.
    Whole { head: Range<usize>, body: Range<usize> },
    /// No head: all of it is body.
    BodyOnly,
    /// A first line `+++` that no second one answers; the range is that line.
    Unclosed(Range<usize>),
    /// A head between two lines `---`, as other generators write YAML; the range is the first of them.
    Yaml(Range<usize>),
}

/// Splits a text. Blank lines before the head don't matter.
pub(super) fn split(text: &str) -> Parts {
    let start = text.len() - text.trim_start().len();
    let first = line_at(text, start);
    match text[first.clone()].trim_end() {
        "+++" => match closing_line(text, first.end, "+++") {
            Some(close) => Parts::Whole { head: first.end..close.start, body: close.end..text.len() },
            None => Parts::Unclosed(start..start + 3),
        },
        "---" if is_yaml(text, first.end) => Parts::Yaml(start..start + 3),
        _ => Parts::BodyOnly,
    }
}

/// The line that begins at `start`, with its end.
fn line_at(text: &str, start: usize) -> Range<usize> {
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at + 1);
    start..end
}

fn closing_line(text: &str, from: usize, mark: &str) -> Option<Range<usize>> {
    let mut start = from;
    while start < text.len() {
        let line = line_at(text, start);
        if text[line.clone()].trim_end() == mark {
            return Some(line);
        }
        start = line.end;
    }
    None
}

/// A rule `---` at the top of a text is Markdown; one that is followed by `key: value` and closed again is a YAML head.
fn is_yaml(text: &str, from: usize) -> bool {
    let Some(close) = closing_line(text, from, "---") else { return false };
    let first = text[from..close.start].lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let key = first.split_once(':').map_or("", |(key, _)| key);
    !key.is_empty() && key.chars().all(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_head() {
        let text = "\n+++\ntitle = 'a'\n+++\n正文\n";
        let Parts::Whole { head, body } = split(text) else { panic!("no head found") };
        assert_eq!((&text[head], &text[body]), ("title = 'a'\n", "正文\n"));
        assert_eq!(split("+++\ntitle"), Parts::Unclosed(0..3));
        assert_eq!(split("正文\n+++\n"), Parts::BodyOnly);
        assert_eq!(split("---\ntitle: a\n---\n"), Parts::Yaml(0..3));
        assert_eq!(split("---\n\n第一段\n\n---\n"), Parts::BodyOnly);
        assert_eq!(split(""), Parts::BodyOnly);
        assert_eq!(split("+++\n+++"), Parts::Whole { head: 4..4, body: 7..7 });
    }
}
