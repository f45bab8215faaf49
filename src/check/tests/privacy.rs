//! What one text comes to: each thing is told once, and in a time that goes by the length of the text.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use super::super::{Rules, hide_numbers_of_line, letters::Letters, peel, privacy, text::Text};
use super::{card, identity, mobile, today};
use crate::base::SitePath;
use crate::config::{CheckConfig, PrivacyConfig};

fn told(body: &str) -> Vec<&'static str> {
    let path = SitePath::new("content/a.md").expect("a path");
    let rules = Rules::new(&CheckConfig::default(), &PrivacyConfig::default(), &[]).value;
    let text = Text::of_file(&path, body, peel::markdown(body, 0..body.len()), None);
    let letters = Letters::of(&text.folded.text);
    let findings = privacy::check_privacy(&text, &letters, (&rules, today()), &mut BTreeSet::new());
    // What is shown of each is masked as part of telling it.
    for position in findings.iter().filter_map(|finding| finding.place.as_ref()?.position.as_ref()) {
        hide_numbers_of_line(&position.excerpt);
    }
    findings.into_iter().map(|finding| finding.code.as_str()).collect()
}

#[test]
fn bold_in_a_number_is_no_mask() {
    let (number, card) = (identity("150402", "19400219", 678), card("4367", 16, 5));
    for bold in [format!("**{}**{}", &number[..6], &number[6..]), format!("{}**{}**", &number[..6], &number[6..])] {
        assert_eq!(told(&format!("证件{bold}")), ["privacy/id-card"], "{bold}");
    }
    assert_eq!(told(&format!("卡号：**{card}**")), ["privacy/bank-card"]);
    assert_eq!(told(&format!("证件{}*{}", &number[..9], &number[10..])), ["privacy/mask"]);
}

#[test]
fn neither_bold_nor_what_stands_beside_it_hides_a_number() {
    let (number, card) = (mobile(38, 12_345_678), identity("150525", "19990307", 555));
    let groups =
        |joint: [&str; 2]| format!("{}{}{}{}{}", &number[..3], joint[0], &number[3..7], joint[1], &number[7..]);
    for written in [
        format!("***{}***{}", &number[..3], &number[3..]),
        format!("**{}** {} {}", &number[..3], &number[3..7], &number[7..]),
        format!("**{}**-**{}**-**{}**", &number[..3], &number[3..7], &number[7..]),
        format!("**{}**\n{}", &number[..7], &number[7..]),
        groups(["-", "-\n"]),
        groups(["-\n", "-"]),
    ] {
        assert_eq!(told(&format!("电话{written}。")), ["privacy/phone"], "{written}");
    }
    let (head, tail) = card.split_at(10);
    let mut cards = (0..999).map(|order| identity("150525", "19990307", order));
    let ends_in_x = cards.find(|card| card.ends_with('X')).expect("one in eleven");
    for written in [
        format!("***{head}***{tail}"),
        format!("{head}-\n{tail}"),
        ends_in_x.replace('X', "Ⅹ"),
        format!("**{}** {}", &ends_in_x[..10], &ends_in_x[10..]),
    ] {
        assert_eq!(told(&format!("证件{written}。")), ["privacy/id-card"], "{written}");
    }
    // What is hidden is hidden, and what only stands side by side is no number.
    for other in [
        "138****5678",
        "**176** **1250** **1303**",
        "尾号***5678",
        "2023-\n2024、13-\n15人",
        "**138**、**1234**、**5678**",
    ] {
        assert_eq!(told(&format!("电话{other}。")), Vec::<&str>::new(), "{other}");
    }
}

#[test]
fn single_stars_are_a_size_unless_somebody_is_named() {
    for size in ["书架规格180*30*1800毫米", "展板150*60*1600"] {
        assert_eq!(told(size), Vec::<&str>::new(), "{size}");
    }
    assert_eq!(told("联系电话138*1234*678"), ["privacy/mask"]);
}

#[test]
fn a_line_end_in_a_number_hides_nothing() {
    let number = mobile(38, 12_345_678);
    for end in ["\n", "\r\n", "  \n", "\\\n", "\\\r\n", "<br>\n"] {
        assert_eq!(told(&format!("电话{}{end}{}", &number[..3], &number[3..])), ["privacy/phone"], "{end:?}");
        assert_eq!(told(&format!("电话{}{end}{}", &number[..7], &number[7..])), ["privacy/phone"], "{end:?}");
    }
}

#[test]
fn an_identity_card_is_one_beside_registrations_too() {
    use super::super::digits::is_credit_code;
    // About one in thirty passes for a credit code.
    let mut cards = (0..999).map(|order| identity("150525", "19990307", order));
    let number = cards.find(|number| is_credit_code(number)).expect("one of them");
    for text in [format!("现场登记王芳，{number}。"), format!("| 姓名 | 登记号码 |\n|---|---|\n| 王芳 | {number} |")]
    {
        assert_eq!(told(&text), ["privacy/id-card"], "{text}");
    }
    assert_eq!(told(&format!("统一社会信用代码{number}")), Vec::<String>::new());
}

#[test]
fn what_is_long_takes_no_longer_than_its_length_calls_for() {
    let numbers = |joint: &str| (0..1000).map(|at| mobile(38, at * 7_919)).collect::<Vec<_>>().join(joint);
    let rows: String = (0..4000).map(|at| format!("| 甲 | {} |\n", mobile(38, at * 7_919))).collect();
    for (count, text) in [
        (1000, numbers("、")),
        (1000, numbers("，")),
        (4000, format!("| 姓名 | 电话 |\n|---|---|\n{rows}")),
        (0, "1 ".repeat(16_000)),
        (0, "1*".repeat(16_000)),
        (8000, "学生王小明，".repeat(8000)),
        (3000, "学生王小明、".repeat(3000)),
        (3000, "学生王小明（".repeat(3000)),
        (3000, "学校".to_owned() + &"学生其其格、".repeat(3000)),
    ] {
        let started = Instant::now();
        assert_eq!(told(&text).len(), count);
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}: {}…", started.elapsed(), &text[..9]);
    }
}
