//! Markdown: one file in `cases/markdown` is one case, with its snapshot beside it.
//!
//! A file may begin with a line `%% raw-html take-title` that turns options on. A snapshot shows the HTML with each
//! hole as `⟦what⟧`, and below it whatever else was found.

use std::fmt::Write;
use std::fs;

use miao::base::SitePath;
use miao::markdown::{Body, Filling, Labels, Options, Value, WidgetCall, excerpt, render};
use proptest::prelude::*;

fn labels() -> Labels {
    let word = str::to_owned;
    Labels {
        note: word("说明"),
        tip: word("提示"),
        important: word("重要"),
        warning: word("注意"),
        caution: word("警告"),
        table: word("表格"),
        footnotes: word("脚注"),
        footnote: word("脚注"),
        back: word("回到正文"),
        done: word("已完成"),
        open: word("未完成"),
    }
}

fn path() -> SitePath {
    SitePath::new("content/a.md").expect("a sound path")
}

fn body(source: &str) -> Body {
    render(&path(), source, 0..source.len(), &Options { labels: labels(), ..Options::default() }).value
}

/// The HTML with its holes shown.
fn shown(source: &str, body: &Body) -> String {
    let mut out = String::new();
    let mut done = 0;
    for hole in &body.holes {
        out.push_str(&body.html[done..hole.at]);
        done = hole.at;
        let _ = match &hole.what {
            Filling::Link(link) => write!(out, "⟦link {} ← {}⟧", link.target, &source[link.span.clone()]),
            Filling::Image(image) => write!(
                out,
                "⟦image {} alt={:?} title={:?} alone={} ← {}⟧",
                image.target,
                image.alt,
                image.title,
                image.alone,
                &source[image.span.clone()]
            ),
            Filling::Widget(call) => write!(out, "⟦{} ← {}⟧", call_text(call), &source[call.span.clone()]),
        };
    }
    out.push_str(&body.html[done..]);
    out
}

fn call_text(call: &WidgetCall) -> String {
    let args: Vec<String> = call
        .args
        .iter()
        .map(|argument| format!("{}={}", argument.name.as_deref().unwrap_or("·"), value_text(&argument.value)))
        .collect();
    format!("{} {}({})", if call.in_line { "line" } else { "block" }, call.name, args.join(", "))
}

fn value_text(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("{text:?}"),
        Value::Number(number) => format!("#{number}"),
        Value::Bool(flag) => flag.to_string(),
        Value::List(values) => format!("[{}]", values.iter().map(value_text).collect::<Vec<_>>().join(" ")),
    }
}

fn snapshot(file: &str) -> String {
    let (head, start) = match file.split_once('\n') {
        Some((head, _)) if head.starts_with("%%") => (head, head.len() + 1),
        _ => ("", 0),
    };
    let options =
        Options { raw_html: head.contains("raw-html"), take_title: head.contains("take-title"), labels: labels() };
    let checked = render(&path(), file, start..file.len(), &options);
    let body = checked.value;
    let mut out = shown(file, &body);
    out.push_str("\n--- plain\n");
    out.push_str(&body.plain.fill(|hole| format!("⟦{hole}⟧")));
    let _ = write!(
        out,
        "\n--- words {} | first paragraph: {}",
        body.words,
        body.first_paragraph.fill(|hole| format!("⟦{hole}⟧"))
    );
    if let Some(title) = &body.first_heading {
        let _ = write!(out, "\n--- first heading: {title}");
    }
    for heading in &body.headings {
        let _ = write!(out, "\n--- heading {} #{} {}", heading.level, heading.id, heading.text);
    }
    if let (Some(more), Some(before)) = (body.more, &body.before_more) {
        let _ = write!(
            out,
            "\n--- more at: …{:?} | before: {}",
            &body.html[body.html[..more].len().saturating_sub(8)..more],
            before.text
        );
    }
    for finding in &checked.findings {
        let place = finding.place.as_ref().and_then(|place| place.position.as_ref()).expect("a position");
        let _ = write!(
            out,
            "\n--- {} {} {}:{}+{} {:?}",
            finding.severity.as_str(),
            finding.message.id,
            place.line,
            place.column,
            place.width,
            finding.message.args
        );
    }
    out
}

#[test]
fn cases() {
    insta::glob!("cases/markdown/*.md", |file| {
        let source = fs::read_to_string(file).expect("a case");
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("cases/markdown");
        settings.set_omit_expression(true);
        settings.set_prepend_module_to_snapshot(false);
        settings.bind(|| insta::assert_snapshot!("case", snapshot(&source)));
    });
}
