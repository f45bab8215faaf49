//! PDFs as programs write them, made by hand.

use super::*;

/// A PDF of some objects, numbered from 1; the first is the catalog, `info` the number of the one that describes it.
fn pdf(objects: &[String], info: Option<usize>) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    bytes.extend(offsets.iter().flat_map(|at| format!("{at:010} 00000 n \n").into_bytes()));
    let info = info.map_or(String::new(), |number| format!("/Info {number} 0 R"));
    bytes.extend(
        format!("trailer\n<</Size {}/Root 1 0 R{info}>>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes(),
    );
    bytes
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<<{dictionary}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// One page: what it shows, and the fonts and forms that it has, whose objects begin with the number 5.
fn page(content: &str, resources: &str, more: &[String]) -> PdfText {
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{resources}>>>>"),
        stream("", content),
    ];
    objects.extend_from_slice(more);
    text_of(&pdf(&objects, None)).expect("a PDF")
}

fn shown(content: &str, resources: &str, more: &[String]) -> String {
    page(content, resources, more).texts.into_iter().map(|(_, text)| text).collect()
}

const HELVETICA: &str = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";

#[test]
fn runs_that_touch_are_one_number() {
    let run = |x: f32, text: &str| format!("BT /F1 10 Tf 1 0 0 1 {x} 700 Tm ({text}) Tj ET\n");
    let touching = [run(0.0, "1390"), run(22.24, "000"), run(38.92, "0055")].concat();
    assert_eq!(shown(&touching, HELVETICA, &[]), "13900000055");
    let apart = [run(0.0, "1390"), run(60.0, "000")].concat();
    assert_eq!(shown(&apart, HELVETICA, &[]), "1390 000");
    assert_eq!(shown("BT /F1 10 Tf [(1390) -20 (00) -900 (5)] TJ ET", HELVETICA, &[]), "139000 5");
    assert_eq!(shown("BT /F1 10 Tf 12 TL (139000) Tj T* (00055) Tj ET", HELVETICA, &[]), "139000\n00055");
}

#[test]
fn radicals_are_read_as_the_characters_of_their_form() {
    assert_eq!(without_radicals("出\u{2F63}⽇期".to_owned()), "出生日期");
    assert_eq!(without_radicals("出生".to_owned()), "出生");
}

#[test]
fn text_in_forms_is_read_however_deep_they_lie() {
    let form = |name: &str, content: &str| {
        let inside = if name.is_empty() { String::new() } else { format!("/XObject<<{name}>>") };
        stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<<{inside}{HELVETICA}>>"), content)
    };
    let forms = [form("/X 6 0 R", "q /X Do Q"), form("/X 5 0 R", "BT /F1 10 Tf (13900000055) Tj ET")];
    assert_eq!(shown("/X Do", "/XObject<</X 5 0 R>>", &forms), "13900000055");
    let circle = [form("/X 5 0 R", "/X Do /X Do")];
    assert!(!page("/X Do", "/XObject<</X 5 0 R>>", &circle).is_whole);
}

#[test]
fn fonts_of_browsers_are_read_by_their_map() {
    let map = stream(
        "",
        "1 begincodespacerange <00> <FF> endcodespacerange 2 beginbfchar <01> <7535> <02> <8BDD> endbfchar 1 beginbfrange <10> <19> <0030> endbfrange",
    );
    let font = "<</Type/Font/Subtype/Type3/FontMatrix[.001 0 0 .001 0 0]/FirstChar 0/LastChar 25/Widths[500]/CharProcs<<>>\
                /Encoding<</Type/Encoding/Differences[0/g0/g1/g2]>>/ToUnicode 6 0 R>>";
    let text = shown("BT /F1 10 Tf <010211131910> Tj ET", "/Font<</F1 5 0 R>>", &[font.to_owned(), map]);
    assert_eq!(text, "电话1390");
}

#[test]
fn encodings_of_the_country_are_known_by_their_names() {
    for name in ["GBK-EUC-H", "GB-EUC-H", "GBKp-EUC-H", "GBK2K-H", "GBK-EUC-V", "UniGB-UCS2-H", "UniGB-UTF16-H"] {
        let font = format!(
            "/Font<</F1<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding/{name}/DescendantFonts[<</Type/Font/Subtype/CIDFontType0>>]>>>>"
        );
        let bytes: Vec<u8> = match name.starts_with("Uni") {
            true => "电话139".encode_utf16().flat_map(u16::to_be_bytes).collect(),
            false => encoding_rs::GB18030.encode("电话139").0.into_owned(),
        };
        let hex: String = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        assert_eq!(shown(&format!("BT /F1 10 Tf <{hex}> Tj ET"), &font, &[]), "电话139", "{name}");
    }
}

#[test]
fn what_no_one_can_read_is_told() {
    let font = "/Font<</F1<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</Type/Font>>]>>>>";
    let codes = "0001".repeat(30);
    assert!(!page(&format!("BT /F1 10 Tf <{codes}> Tj ET"), font, &[]).is_whole);
    assert!(page("BT /F1 10 Tf <0001> Tj ET", font, &[]).is_whole, "a sign of a list");
    let damaged = stream("/Filter/FlateDecode", "this has never been packed by anybody");
    let read = page("/X Do", "/XObject<</X 5 0 R>>", &[damaged.replace("<<", "<</Subtype/Form")]);
    assert!(!read.is_whole);
}

#[test]
fn what_stands_beside_the_pages_is_read() {
    let wide: String = "\u{feff}电话".encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R/AcroForm<</Fields[8 0 R]>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/Annots[<</Subtype/Text/Contents(note)>> <</Subtype/Link/A<</S/URI/URI(tel:1)>>>>]>>"
            .to_owned(),
        format!("<</Title<{wide}>/Subject(subject)/Keywords(words)/Author(author)/Producer(program)>>"),
        "<</First 6 0 R>>".to_owned(),
        "<</Title(chapter)/First 7 0 R/Next 6 0 R>>".to_owned(),
        "<</Title(section)>>".to_owned(),
        "<</Kids[9 0 R]/V(value)>>".to_owned(),
        "<</Parent 8 0 R/V/choice>>".to_owned(),
    ];
    let read = text_of(&pdf(&objects, Some(4))).expect("a PDF");
    let mut texts: Vec<String> = read.texts.into_iter().map(|(_, text)| text).collect();
    texts.sort();
    assert_eq!(texts, ["author", "chapter", "choice", "note", "section", "subject", "tel:1", "value", "words", "电话"]);
    assert!(read.is_whole);
}

#[test]
fn nothing_breaks_it() {
    for content in
        ["BT (1) Tj", "/F1 Tf ' \" TJ Tj Td Tm Do Q Q cm", "[ ( <", "BT /F1 1 Tf 0 0 0 0 0 0 Tm (1) Tj (2) Tj"]
    {
        page(content, HELVETICA, &[]);
    }
}
