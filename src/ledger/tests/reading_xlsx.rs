//! Workbooks.

use proptest::prelude::*;

use super::building::{DATE, PERCENT, QUOTED_PERCENT, SheetXml, archive, cell, number, row, sheets, text, workbook};
use super::portal::{read, xlsx};
use crate::diag::Severity;

fn header(names: &[&str]) -> String {
    let cells: Vec<_> = names.iter().zip('A'..).map(|(name, letter)| text(&format!("{letter}1"), name)).collect();
    row(1, &cells)
}

#[test]
fn a_sheet_becomes_records() {
    let rows = [
        header(&["日期", "学校", "受助学生", "资助资金（元）", "参学率"]),
        row(2, &[number("A2", "44635", DATE), text("B2", "示例小学"), number("C2", "120", 0), number("D2", "0.1", 0)]),
        row(3, &[text("A3", "2022/4/20"), text("B3", "样例小学"), text("C3", "60余"), number("E3", "0.985", PERCENT)]),
        row(9, &[number("A9", "44636.5", DATE), text("D9", "1,200"), number("E9", "98.5", QUOTED_PERCENT)]),
    ];
    let rows = xlsx(&workbook(&rows.concat())).clean();
    let wanted = [
        "2022-03-15 学校=示例小学 students:120 funds:0.1",
        "2022-04-20 学校=样例小学 students:60 at-least attendance:98.5",
        "2022-03-16 funds:1200 attendance:98.5",
    ];
    assert_eq!(rows, wanted);
}

#[test]
fn formulas_count_with_the_digits_that_are_shown() {
    let rows = [
        header(&["学校", "funds"]),
        row(2, &[text("A2", "甲"), cell("B2", "", "<f>3.3*3</f><v>9.8999999999999986</v>")]),
        row(
            3,
            &[
                cell("A3", "t=\"str\"", "<f>A2</f><v>乙</v>"),
                cell("B3", "", "<f>0.1+0.2</f><v>0.30000000000000004</v>"),
            ],
        ),
        row(4, &[text("A4", "丙"), cell("B4", "t=\"e\"", "<f>#REF!</f><v>#REF!</v>")]),
        row(5, &[text("A5", "丁"), cell("B5", "t=\"b\"", "<v>1</v>")]),
        row(6, &[text("A6", "戊"), number("B6", "44635", DATE)]),
        row(7, &[text("A7", "己"), number("B7", "0.5", PERCENT)]),
    ];
    let outcome = xlsx(&workbook(&rows.concat()));
    let all = ["甲 funds:9.9", "乙 funds:0.3", "丙", "丁", "戊", "己"].map(|row| format!("学校={row}"));
    assert_eq!(outcome.rows(), all);
    let told = [
        "figures/unreadable ledger-cell-failed 4:15+5",
        "figures/unreadable figure-wrong-type 5:15+4",
        "figures/unreadable figure-wrong-type 6:15+10",
        "figures/unreadable figure-percent 7:17+1",
    ];
    assert_eq!(outcome.told(), told);
    let position = outcome.findings[0].place.as_ref().and_then(|place| place.position.as_ref()).expect("a position");
    assert_eq!(position.excerpt, "台账: A4 丙 | B4 #REF!");
}

#[test]
fn merged_cells_repeat_days_and_labels_but_no_figures() {
    let rows = [
        header(&["日期", "学校", "funds"]),
        row(2, &[number("A2", "44635", DATE), text("B2", "甲"), number("C2", "5", 0)]),
        row(3, &[text("B3", "乙")]),
        row(4, &[text("B4", "丙"), number("C4", "6", 0)]),
    ];
    let after = "<mergeCells count=\"2\"><mergeCell ref=\"A2:A4\"/><mergeCell ref=\"C2:C3\"/></mergeCells>";
    let sheet = SheetXml { name: "台账", state: "visible", rows: &rows.concat(), after };
    let rows = xlsx(&sheets(&[sheet], "<sst/>")).clean();
    assert_eq!(rows, ["2022-03-15 学校=甲 funds:5", "2022-03-15 学校=乙", "2022-03-15 学校=丙 funds:6"]);
}

#[test]
fn the_first_visible_sheet_with_rows_is_read() {
    let sheet = |name, state, rows| SheetXml { name, state, rows, after: "" };
    let secret = [header(&["funds"]), row(2, &[number("A2", "1", 0)])].concat();
    let shown = [header(&["funds"]), "<row r=\"2\" hidden=\"1\"><c r=\"A2\"><v>7</v></c></row>".to_owned()].concat();
    let all = [
        sheet("一", "hidden", &secret),
        sheet("二", "visible", ""),
        sheet("三", "veryHidden", &secret),
        sheet("四", "visible", &shown),
    ];
    assert_eq!(xlsx(&sheets(&all, "<sst/>")).clean(), ["funds:7"]);
    let only = [sheet("一", "hidden", &secret)];
    assert_eq!(xlsx(&sheets(&only, "<sst/>")).told(), ["figures/unreadable ledger-empty"]);
}

#[test]
fn sheets_that_are_not_read_are_told() {
    let sheet = |name, rows| SheetXml { name, state: "visible", rows, after: "" };
    let january = [header(&["日期", "funds"]), row(2, &[number("A2", "44635", DATE), number("B2", "5", 0)])].concat();
    let february = [header(&["日期", "funds"]), row(2, &[number("A2", "44666", DATE), number("B2", "6", 0)])].concat();
    let notes = row(1, &[text("A1", "填表说明：一行一笔。")]);
    let outcome = xlsx(&sheets(&[sheet("一月", &january), sheet("二月", &february), sheet("说明", &notes)], "<sst/>"));
    assert_eq!(outcome.rows(), ["2022-03-15 funds:5"]);
    let told = ["figures/unreadable ledger-sheet-passed-over 1:8+2", "figures/unreadable ledger-sheet-other 1:8+10"];
    assert_eq!(outcome.told(), told);
    let severities: Vec<_> = outcome.findings.iter().map(|finding| finding.severity).collect();
    assert_eq!(severities, [Severity::Warning, Severity::Info]);
}

#[test]
fn a_formula_without_a_value_is_told() {
    let rows = [
        header(&["序号", "学校", "funds"]),
        row(2, &[cell("A2", "", "<f>ROW()-1</f>"), text("B2", "甲"), cell("C2", "", "<f>3*4</f>")]),
        row(3, &[text("B3", "乙"), cell("C3", "", "<f>B9</f><v></v>")]),
        row(4, &[cell("B4", "t=\"str\"", "<f>IF(C4=\"\",\"\",1)</f><v></v>"), number("C4", "7", 0)]),
        row(5, &[text("A5", "合计"), cell("C5", "", "<f>SUM(C2:C4)</f>")]),
    ];
    let outcome = xlsx(&workbook(&rows.concat()));
    assert_eq!(outcome.rows(), ["学校=甲", "学校=乙", "funds:7"]);
    let told: Vec<_> = outcome.told();
    let uncomputed: Vec<_> = told.iter().filter(|told| told.contains("uncomputed")).collect();
    assert_eq!(uncomputed.len(), 2, "{told:?}");
}

#[test]
fn shared_texts_are_read() {
    let rows = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c></row>";
    let sheet = SheetXml { name: "a", state: "visible", rows, after: "" };
    let shared =
        "<sst uniqueCount=\"2\"><si><t>funds</t></si><si><r><t>3.2</t></r><r><t>_x0001_万余</t></r></si></sst>";
    assert_eq!(xlsx(&sheets(&[sheet], shared)).clean(), ["funds:32000 at-least"]);
}

#[test]
fn what_would_take_all_memory_is_refused() {
    let sheet = |rows| SheetXml { name: "a", state: "visible", rows, after: "" };
    let far =
        [header(&["funds"]), row(1_048_576, &[number("XFD1048576", "1", 0), number("A1048576", "2", 0)])].concat();
    let lying = sheets(&[sheet("")], "<sst uniqueCount=\"99999999999999999999\"><si><t>a</t></si></sst>");
    let bomb = archive(&[("xl/worksheets/sheet1.xml", &vec![b' '; 70 * 1024 * 1024])]);
    let cases = [
        (workbook(&far), "ledger-column-unnamed"),
        (lying, "ledger-damaged"),
        (bomb, "ledger-too-large-unpacked"),
        (archive(&[]), "ledger-damaged"),
        (workbook("<row r=\"99999999999999\"/><row r=\"2\"><c r=\"ZZZZZZZZZZ2\"><v>1</v></c></row>"), "ledger-damaged"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), "ledger-locked"),
        (b"<html>".to_vec(), "ledger-damaged"),
        (Vec::new(), "ledger-damaged"),
    ];
    for (bytes, id) in cases {
        let told: Vec<_> = xlsx(&bytes).findings.iter().map(|finding| finding.message.id).collect();
        assert_eq!(told, [id]);
    }
}

#[test]
fn a_workbook_that_is_cut_off_is_told() {
    let whole = workbook(&[header(&["funds"]), row(2, &[number("A2", "1", 0)])].concat());
    for end in (0..whole.len()).step_by(7) {
        assert_eq!(xlsx(&whole[..end]).told().len(), 1, "{end}");
    }
}

proptest! {
    #[test]
    fn no_change_to_a_workbook_is_a_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = workbook(&[header(&["日期", "funds"]), row(2, &[number("A2", "44635", DATE), number("B2", "1", 0)])].concat());
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read("records = 'a.xlsx'", &[("a.xlsx", &bytes)]);
    }

    #[test]
    fn no_rows_are_a_panic(rows in "(<row r=\"[0-9]{1,12}\">|</row>|<c r=\"[A-Z]{0,9}[0-9]{0,12}\" t=\"(s|n|b|e|str|d)\">|<v>[0-9.eE+-]{0,9}</v>|</c>|<f>|</f>){0,20}") {
        xlsx(&workbook(&format!("{}{rows}", header(&["funds", "日期"]))));
    }
}
