//! Workbooks by hand: the few parts that a reader needs, as office programs write them.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// A style of the fixtures, by its index: none, a date, a percentage, a number with a quoted percent sign.
pub(super) const DATE: usize = 1;
pub(super) const PERCENT: usize = 2;
pub(super) const QUOTED_PERCENT: usize = 3;

/// A sheet: its name, its state, and what stands in and behind `<sheetData>`.
pub(super) struct SheetXml<'x> {
    pub(super) name: &'x str,
    pub(super) state: &'x str,
    pub(super) rows: &'x str,
    pub(super) after: &'x str,
}

/// A workbook of one visible sheet named 台账.
pub(super) fn workbook(rows: &str) -> Vec<u8> {
    sheets(&[SheetXml { name: "台账", state: "visible", rows, after: "" }], "<sst/>")
}

/// A workbook of these sheets and shared texts.
pub(super) fn sheets(sheets: &[SheetXml<'_>], shared: &str) -> Vec<u8> {
    let mut parts = vec![
        ("_rels/.rels".to_owned(), relations(&[("officeDocument", "xl/workbook.xml")])),
        ("xl/styles.xml".to_owned(), styles()),
        ("xl/sharedStrings.xml".to_owned(), shared.to_owned()),
    ];
    let (mut listed, mut targets) = (String::new(), Vec::new());
    for (index, sheet) in sheets.iter().enumerate() {
        let number = index + 1;
        let (name, state) = (sheet.name, sheet.state);
        listed
            .push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"rId{number}\"/>"));
        targets.push(format!("worksheets/sheet{number}.xml"));
        let body =
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{}</sheetData>{}</worksheet>", sheet.rows, sheet.after);
        parts.push((format!("xl/worksheets/sheet{number}.xml"), body));
    }
    let targets: Vec<_> = targets.iter().map(|target| ("worksheet", target.as_str())).collect();
    parts.push(("xl/_rels/workbook.xml.rels".to_owned(), relations(&targets)));
    let workbook = format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets>{listed}</sheets></workbook>");
    parts.push(("xl/workbook.xml".to_owned(), workbook));
    archive(&parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect::<Vec<_>>())
}

/// A ZIP archive of these parts.
pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        writer.start_file(*name, options).expect("a new part");
        writer.write_all(content).expect("written");
    }
    writer.finish().expect("a whole archive").into_inner()
}

fn relations(targets: &[(&str, &str)]) -> String {
    let all = targets.iter().enumerate().map(|(index, (kind, target))| {
        format!("<Relationship Id=\"rId{}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}\"/>", index + 1)
    });
    format!("<Relationships>{}</Relationships>", all.collect::<String>())
}

fn styles() -> String {
    let formats = "<numFmts count=\"1\"><numFmt numFmtId=\"200\" formatCode=\"0&quot;%&quot;\"/></numFmts>";
    let all = [0, 14, 10, 200].map(|id| format!("<xf numFmtId=\"{id}\"/>")).concat();
    format!("<styleSheet xmlns=\"{MAIN}\">{formats}<cellXfs count=\"4\">{all}</cellXfs></styleSheet>")
}

/// A row of cells.
pub(super) fn row(number: usize, cells: &[String]) -> String {
    format!("<row r=\"{number}\">{}</row>", cells.concat())
}

/// A cell with a text of its own.
pub(super) fn text(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A cell with a number in a style.
pub(super) fn number(at: &str, value: &str, style: usize) -> String {
    format!("<c r=\"{at}\" s=\"{style}\"><v>{value}</v></c>")
}

/// A cell with any attributes and content.
pub(super) fn cell(at: &str, attributes: &str, content: &str) -> String {
    format!("<c r=\"{at}\" {attributes}>{content}</c>")
}
