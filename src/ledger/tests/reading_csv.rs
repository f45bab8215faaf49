//! CSV files, and what all ledgers have in common: names of columns, rows, figures.

use encoding_rs::GB18030;
use proptest::prelude::*;

use super::portal::{csv, read};
use crate::diag::Severity;

const PLAIN: &str = "日期,学校,受助学生,资助资金（元）\n2022-03-15,示例小学,120,96000\n2022/4/20,样例小学,60余,6万\n";
const ROWS: [&str; 2] =
    ["2022-03-15 学校=示例小学 students:120 funds:96000", "2022-04-20 学校=样例小学 students:60 at-least funds:60000"];

#[test]
fn rows_become_records_whatever_the_encoding() {
    let utf16 = |text: &str| -> Vec<u8> {
        [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let encoded = [
        PLAIN.as_bytes().to_vec(),
        format!("\u{feff}{PLAIN}").into_bytes(),
        PLAIN.replace('\n', "\r\n").into_bytes(),
        GB18030.encode(PLAIN).0.into_owned(),
        utf16(PLAIN),
        utf16(&PLAIN.replace(',', "\t")),
        PLAIN.replace(',', ";").into_bytes(),
        format!("sep=;\r\n{}", PLAIN.replace(',', ";")).into_bytes(),
        format!("{}\n,,,,\n,,,,,,\n", PLAIN.replace('\n', ",,\n")).into_bytes(),
        format!("\n,,\n{PLAIN}").into_bytes(),
    ];
    for bytes in encoded {
        let outcome = read("records = 'a.csv'", &[("a.csv", &bytes)]);
        assert_eq!(outcome.clean(), ROWS);
        assert_eq!(outcome.head.ledger.map(|path| path.to_string()).as_deref(), Some("content/aid/a/a.csv"));
    }
}

#[test]
fn quotes_hold_commas_quotes_and_lines() {
    let outcome = csv("学校,资助资金\n\"示例\"\"小学\"\"，\n东校区\",\"1,200\"\n \"a\" b,3.2万元\n");
    assert_eq!(outcome.clean(), ["学校=示例\"小\u{5b66}\"，\n东校区 funds:1200", "学校=a b funds:32000"]);
    let place = outcome.head.records.rows()[1].figures[0].place.position.clone().expect("a position");
    assert_eq!((place.line, place.column, place.excerpt.as_str()), (4, 8, " \"a\" b,3.2万元"));
}

#[test]
fn names_of_columns_are_understood_as_people_write_them() {
    for name in [
        "funds",
        "Funds",
        "资助资金",
        " 资助 资金 ",
        "资助资金（元）",
        "资助资金(元)",
        "资助资金/元",
        "\"资助资金\n（元）\"",
    ] {
        assert_eq!(csv(&format!("学校,{name}\n甲,5\n")).clean(), ["学校=甲 funds:5"], "{name}");
    }
    let cases = [
        ("受助学生（人次）", "students"),
        ("参学率（％）", "attendance"),
        ("二星章（个人）", "badges"),
        ("二星章（个人）（名）", "badges"),
    ];
    for (name, metric) in cases {
        assert_eq!(csv(&format!("学校,{name}\n甲,5\n")).clean(), [format!("学校=甲 {metric}:5")], "{name}");
    }
    assert_eq!(csv("捐赠方,DATE,序号\n乙,2023.3.4,1\n").clean(), ["2023-03-04 donor=乙"]);
    assert_eq!(csv("donor,序号\n乙,1\n,2\n,3\n").clean(), ["donor=乙"]);
}

#[test]
fn a_header_in_ten_thousands_counts_in_ten_thousands() {
    let outcome = csv("学校,资助资金（万元）\n甲,38.4\n乙,30余\n丙,5000元\n丁,6万元\n戊,\n");
    let rows =
        ["甲 funds:384000", "乙 funds:300000 at-least", "丙", "丁 funds:60000", "戊"].map(|row| format!("学校={row}"));
    assert_eq!(outcome.rows(), rows);
    // Which of the two units is meant can't be told.
    assert_eq!(outcome.findings.len(), 1);
    assert_eq!(csv("学校,资助资金（人）\n甲,5\n").told(), ["figures/unreadable ledger-column-unit 1:4+7"]);
}

#[test]
fn nothing_is_not_zero() {
    let outcome = csv("学校,funds,students\n甲,,0\n乙,—,/\n丙,-,无\n");
    assert_eq!(outcome.clean(), ["学校=甲 students:0", "学校=乙", "学校=丙"]);
}

#[test]
fn texts_are_labels_and_formulas_only_text() {
    let outcome = read("records = 'a.csv'", &[("a.csv", "备注,funds\n=1+1,5\n@SUM(A1),6\n2,7\n".as_bytes())]);
    assert_eq!(outcome.clean(), ["备注==1+1 funds:5", "备注=@SUM(A1) funds:6", "备注=2 funds:7"]);
    // A kind that declares its text columns would rather not publish another.
    let outcome = csv("备注,funds\n电话见附件,5\n");
    assert_eq!(outcome.told(), ["head/unknown-key ledger-column-undeclared 1:1+2"]);
    assert_eq!(outcome.rows(), ["备注=电话见附件 funds:5"]);
}

#[test]
fn columns_that_are_wrong_are_told() {
    let cases = [
        ("学校,资助资经\n甲,5\n", "figures/unknown ledger-column-unknown-near 1:4+4"),
        ("学校,foo\n甲,\"1,5\"\n", "figures/unknown ledger-column-unknown 1:4+3"),
        ("学校,posts\n甲,5\n", "figures/unknown ledger-column-unknown 1:4+5"),
        ("funds,资助资金（元）\n5,6\n", "figures/unreadable ledger-column-twice 1:7+7"),
        ("donor,捐赠方\na,b\n", "figures/unreadable ledger-column-twice 1:7+3"),
        ("学校,funds\n甲,1,200\n乙,1,300\n", "figures/unreadable ledger-column-unnamed 2:5+3"),
        ("2022年助学台账\n学校,funds\n甲,5\n", "figures/unreadable ledger-title-row 1:1+9"),
        ("学校，资助资金\n甲，5\n", "figures/unreadable ledger-fullwidth-comma 1:1+7"),
        ("2022-03-15,甲,120\n2022-03-16,乙,60\n", "figures/unreadable ledger-header-is-data 1:1+10"),
        ("学校,funds\n甲,5\n\"乙,6\n丙,7\n", "figures/unreadable ledger-quote-open 3:1+1"),
        ("学校,funds\n", "figures/unreadable ledger-no-rows 1:1+2"),
        ("\n\n", "figures/unreadable ledger-empty"),
        ("", "figures/unreadable ledger-empty"),
        ("PK\u{3}\u{4}rest", "figures/unreadable ledger-misnamed"),
        ("a\0b\0", "figures/unreadable ledger-no-text"),
    ];
    for (text, told) in cases {
        assert_eq!(csv(text).told(), [told], "{text}");
    }
}

#[test]
fn every_bad_cell_is_told_with_its_characters() {
    let outcome = csv("日期,学校,funds,students\n2023-02-30,甲,8O,-5\n3月4日,乙,\"3—5\",约3217\n");
    let told = [
        "head/date ledger-date-unreadable 2:1+10",
        "figures/unreadable figure-unknown-text 2:15+1",
        "figures/unreadable figure-negative 2:17+1",
        "head/date ledger-date-unreadable 3:1+4",
        "figures/unreadable figure-range 3:10+2",
        "text/qualifier figure-looks-exact 3:15+4",
    ];
    assert_eq!(outcome.told(), told);
    assert_eq!(outcome.rows(), ["学校=甲", "学校=乙 students:3217 about"]);
}

#[test]
fn a_hundred_findings_are_enough() {
    let outcome = csv(&format!("funds\n{}", "x\n".repeat(150)));
    assert_eq!(outcome.findings.len(), 101);
    assert_eq!(outcome.findings[100].message.args, [("count", "50".to_owned())]);
    // A hundred warnings hide no error, and more of them are none.
    let outcome = csv(&format!("funds\n{}x\n", "约3217\n".repeat(150)));
    let errors = outcome.findings.iter().filter(|finding| finding.severity == Severity::Error);
    assert_eq!((outcome.findings.len(), errors.count()), (101, 1));
}

#[test]
fn totals_are_left_out_and_told() {
    let outcome = csv("序号,学校,funds\n1,甲,5\n,合 计：,5\n,Total,5\n");
    assert_eq!(outcome.rows(), ["学校=甲 funds:5"]);
    let told = ["figures/unreadable ledger-total-skipped 3:2+4", "figures/unreadable ledger-total-skipped 4:2+5"];
    assert_eq!(outcome.told(), told);
}

#[test]
fn names_of_files_that_are_wrong_are_told() {
    let cases = [
        ("ledgre.csv", "ledger-missing-near"),
        ("x.csv", "ledger-missing"),
        ("ledger.xls", "ledger-wrong-type"),
        ("ledger.et", "ledger-wrong-type"),
        ("ledger", "ledger-wrong-type"),
        ("../a/ledger.csv/../../../b.csv", "ledger-outside"),
        ("/ledger.csv", "ledger-outside"),
        ("data\\ledger.csv", "ledger-outside"),
    ];
    for (name, id) in cases {
        let outcome = read(&format!("records = '{name}'"), &[("ledger.csv", b"funds\n5\n")]);
        let told: Vec<_> = outcome.findings.iter().map(|finding| finding.message.id).collect();
        assert_eq!(told, [id], "{name}");
        assert!(outcome.head.records.rows().is_empty());
    }
}

#[test]
fn a_long_line_is_shown_by_its_cell() {
    let outcome = csv(&format!("学校,funds\n{},x\ny,{}\n", "甲".repeat(100_000), "x".repeat(100_000)));
    let excerpts = outcome.findings.iter().filter_map(|finding| finding.place.as_ref()?.position.as_ref());
    let lengths: Vec<_> = excerpts.map(|position| position.excerpt.chars().count()).collect();
    // A hundred characters before what is meant, or the beginning of its cell.
    assert_eq!(lengths, [101, 400]);
    let outcome = csv(&format!("学校,funds\ny,{}{:011}\n", "甲".repeat(395), 1));
    let shown = outcome.findings.iter().find_map(|finding| finding.place.as_ref()?.position.as_ref());
    assert!(shown.is_some_and(|shown| shown.excerpt.ends_with("甲*****")), "no beginning of a number");
}

proptest! {
    #[test]
    fn no_bytes_are_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        read("records = 'a.csv'", &[("a.csv", &bytes)]);
        read("records = 'a.xlsx'", &[("a.xlsx", &bytes)]);
    }

    #[test]
    fn no_text_is_a_panic(text in "(日期|funds|学校|合计|[,;\t\"\n\r 0-9万余约.%-]|\\PC){0,60}") {
        let outcome = csv(&text);
        for finding in &outcome.findings {
            if let Some(position) = finding.place.as_ref().and_then(|place| place.position.as_ref()) {
                let end = position.column - 1 + position.width;
                prop_assert!(position.line >= 1 && end <= position.excerpt.chars().count().max(1));
            }
        }
    }

    #[test]
    fn quoting_loses_nothing(cells in proptest::collection::vec("[a-z,;\"\n]{0,6}", 1..5)) {
        let quoted: Vec<_> = cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        let outcome = csv(&format!("学校,funds\n{}", quoted.iter().map(|cell| format!("{cell},1\n")).collect::<String>()));
        let found: Vec<_> = outcome.head.records.rows().iter().map(|row| row.labels.get("学校").cloned().unwrap_or_default()).collect();
        let wanted: Vec<_> = cells.iter().map(|cell| cell.trim().to_owned()).collect();
        prop_assert_eq!(found, wanted);
    }
}
