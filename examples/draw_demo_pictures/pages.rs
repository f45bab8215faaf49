//! A PDF of one page with Chinese text, written by hand: small, valid, and with no font inside.

use std::fmt::Write;

/// A page with a title and lines below it. Characters beyond the first plane of Unicode are left out.
pub(crate) fn one_page(title: &str, lines: &[&str]) -> Vec<u8> {
    let mut text = format!("BT\n/F1 20 Tf\n72 760 Td\n<{}> Tj\n/F1 12 Tf\n0 -20 Td\n", utf16_hex(title));
    for line in lines {
        let _ = writeln!(text, "0 -24 Td\n<{}> Tj", utf16_hex(line));
    }
    text.push_str("ET\n");
    write_objects(&[
        "<< /Type /Catalog /Pages 2 0 R /Lang (zh-CN) >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{text}endstream", text.len()),
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light-UniGB-UTF16-H /Encoding /UniGB-UTF16-H \
         /DescendantFonts [6 0 R] >>"
            .to_owned(),
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 7 0 R \
         /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> >>"
            .to_owned(),
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 \
         /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>"
            .to_owned(),
    ])
}

fn write_objects(objects: &[String]) -> Vec<u8> {
    let mut file = String::from("%PDF-1.5\n");
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(file.len());
        let _ = write!(file, "{} 0 obj\n{object}\nendobj\n", index + 1);
    }
    let table = file.len();
    let count = objects.len() + 1;
    let _ = write!(file, "xref\n0 {count}\n0000000000 65535 f \n");
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let _ = write!(file, "trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    file.into_bytes()
}

fn utf16_hex(text: &str) -> String {
    text.encode_utf16().fold(String::new(), |mut hex, unit| {
        let _ = write!(hex, "{unit:04X}");
        hex
    })
}
