//! Markdown: one file in `cases/markdown` is one case, with its snapshot beside it.
//!
//! A file may begin with a line `%% raw-html take-title` that turns options on. A snapshot shows the HTML with each
//! hole as `⟦what⟧`, and below it whatever else was found.

use std::fmt::Write;
use std::fs;

use miao::base::SitePath;
use miao::markdown::{Body, Filling, Labels, Options, Value, WidgetCall, excerpt, render, render_with_text};
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
    let checked = render_with_text(&path(), file, start..file.len(), &options);
    let (body, plain) = checked.value;
    let mut out = shown(file, &body);
    out.push_str("\n--- plain\n");
    out.push_str(plain.fill(|hole| format!("⟦{hole}⟧")).trim_end());
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

/// How many stars a text has.
fn stars(text: &str) -> usize {
    text.matches('*').count()
}

#[test]
fn hostile_input_takes_little_time() {
    let inputs = [
        ">".repeat(10_000) + "a",
        "> - ".repeat(2_000) + "a",
        "**a ".repeat(5_000) + &" b**".repeat(5_000),
        "_*".repeat(10_000) + "a" + &"*_".repeat(10_000),
        "*".repeat(1_000_000),
        "张*三".repeat(20_000),
        "[".repeat(100_000),
        "[a](".repeat(20_000),
        "{{".repeat(100_000),
        "{{ a(\"".repeat(20_000),
        "{{ a }} ".repeat(20_000),
        "\0".repeat(20_000),
        "\u{FDD0}0\u{FDD1}".repeat(20_000),
        "<div>".repeat(20_000),
        "<script>\n\n".repeat(5_000),
        "<a \"".repeat(20_000),
        "<!--".repeat(20_000),
        "https://a.b ".repeat(20_000),
        format!("https://a.b/{}", ")".repeat(50_000)),
        "&#xFDD0".repeat(20_000),
        "![a](b c".repeat(20_000),
        "a\n".repeat(50_000),
    ];
    for input in inputs {
        let start = std::time::Instant::now();
        let made = body(&input);
        let _ = excerpt(&made.first_paragraph.text);
        let taken = start.elapsed();
        // So long that no slow machine comes near it, and what takes the square of its length does not end before it.
        assert!(taken.as_secs() < 60, "{taken:?} for {}…", input.chars().take(20).collect::<String>());
    }
}

#[test]
fn a_range_that_makes_no_sense_is_an_empty_body() {
    let checked = render(&path(), "好", 1..99, &Options::default());
    assert_eq!(checked.value, Body::default());
}

#[test]
fn equal_input_gives_equal_output() {
    let source = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/cases/markdown/html-cleaned.md"))
        .expect("a case");
    let first = body(&source);
    for _ in 0..5 {
        assert_eq!(body(&source), first);
    }
}

/// A masked name or number, as people write them.
fn mask() -> impl Strategy<Value = String> {
    let surname = prop::sample::select("张王李赵包乌陈刘".chars().collect::<Vec<_>>());
    let given = prop::sample::select("三四五梅格兰明娜".chars().collect::<Vec<_>>());
    prop_oneof![
        (surname.clone(), given.clone()).prop_map(|(surname, given)| format!("{surname}*{given}")),
        surname.clone().prop_map(|surname| format!("{surname}*")),
        surname.clone().prop_map(|surname| format!("{surname}**")),
        (surname, given).prop_map(|(surname, given)| format!("{surname}***{given}")),
        "1[3-9][0-9]\\*{4}[0-9]{4}",
        "[1-9][0-9]{3}\\*{10}[0-9]{4}",
        "[1-9][0-9]{2}\\*{8}",
    ]
}

/// A list of masks, and what stands between them.
fn masks() -> impl Strategy<Value = String> {
    let between = prop::sample::select(vec!["、", "，", "；", "和", " ", "与", "。"]);
    prop::collection::vec((mask(), between), 1..8).prop_map(|masks| {
        masks.into_iter().map(|(mask, between)| mask + between).collect::<String>().trim_end().to_owned()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn masks_keep_their_stars_in_text(masks in masks(), before in prop::sample::select(vec!["", "学生：", "获奖者有", "（"])) {
        let source = format!("{before}{masks}");
        prop_assert_eq!(stars(&body(&source).html), stars(&masks), "{}", source);
    }

    #[test]
    fn masks_keep_their_stars_in_bold(masks in masks()) {
        let source = format!("前面**学生：{masks}，等。**后面");
        let made = body(&source);
        prop_assert_eq!(stars(&made.html), stars(&masks), "{}", source);
        prop_assert_eq!(made.html.matches("<strong>").count(), 1, "{}", source);
    }

    #[test]
    fn masks_keep_their_stars_elsewhere(masks in masks()) {
        for source in [
            format!("# {masks}\n\n- {masks}\n\n> {masks}\n"),
            format!("| 名单 | 另外 |\n| --- | --- |\n| {masks} | {masks} |\n| {masks} | **粗** |\n"),
            format!("[{masks}](a.md)\n\n`{masks}`\n\n<b>{masks}</b>\n"),
        ] {
            prop_assert_eq!(stars(&body(&source).html), stars(&masks) * 3, "{}", source);
        }
    }

    #[test]
    fn nothing_makes_it_panic(pieces in prop::collection::vec(prop::sample::select(vec![
        "*", "**", "_", "~", "~~", "`", "```", "\n", "\n\n", "> ", "- ", "1. ", "2023. ", "# ", "|", "|-|-|\n", "[", "](", ")", "![", "[^1]", "[^1]: ",
        "{{", "}}", "{{ a(", "\"", "b=1", "{{ a() }}", "{% x() %}", "<b>", "</b>", "<div>", "</div>", "<script>", "<!--", "-->", "<!-- more -->", "<details>",
        "张", "三", "、", "，", "a", "1", " ", "    ", "\u{3000}", "\t", "\\", "&#xFDD0;", "\u{FDD0}", "\u{FDD3}", "\0", "\r\n", "https://a.b", "www.", "\u{FEFF}", "{#x}", ": ", "[ ] ", "---\n", "===\n",
    ]), 0..60), start in 0usize..20) {
        let source: String = pieces.concat();
        let range = start.min(source.len())..source.len();
        for (raw_html, take_title) in [(false, false), (true, true)] {
            let options = Options { raw_html, take_title, labels: labels() };
            let (made, plain) = render_with_text(&path(), &source, range.clone(), &options).value;
            prop_assert!(!made.html.contains(['\u{FDD0}', '\u{FDD1}', '\u{FDD3}', '\u{FDD4}', '\u{FDD5}', '\u{FDD6}', '\u{FDD7}']), "{:?}", source);
            prop_assert!(!plain.text.contains(['\u{FDD0}', '\u{FDD1}', '\u{FDD3}']), "{:?}", source);
            prop_assert!(made.holes.is_sorted_by_key(|hole| hole.at));
            prop_assert!(made.holes.iter().all(|hole| made.html.is_char_boundary(hole.at)));
            let _ = (plain.fill(|_| "x".to_owned()), excerpt(&plain.text), shown(&source, &made));
        }
    }

    #[test]
    fn any_text_is_rendered(source in "\\PC{0,200}") {
        let _ = body(&source);
    }
}
