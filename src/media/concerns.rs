//! What somebody should know about a file before it is published.

use super::documents::tells_place;
use super::nature::promised;
use super::{Fault, Format, Picture, document_author};
use crate::base::SitePath;
use crate::diag::{Code, Finding, Message, Place};

/// Files longer than this, in bytes, are no photos of any phone, and of films nothing is taken out.
pub const LONGEST_PICTURE: u64 = 256 * 1024 * 1024;

/// Longer films, in bytes, are no reading for a phone on a rural network.
pub const LARGEST_VIDEO: u64 = 50 * 1024 * 1024;

/// Endings of films that hardly any browser plays.
const FOREIGN_FILMS: [&str; 10] = ["3gp", "avi", "flv", "mkv", "mpeg", "mpg", "rm", "rmvb", "vob", "wmv"];

/// Endings of programs.
const PROGRAMS: [&str; 11] = ["exe", "msi", "bat", "cmd", "com", "scr", "vbs", "ps1", "apk", "dmg", "lnk"];

/// What a look at a file's name, length and beginning finds: all that `miao check` can tell without opening it again.
pub fn check_file(path: &SitePath, length: u64, picture: Option<&Picture>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut warn = |code, message: Message| findings.push(Finding::warning(code, Place::file(path), message));
    if is_unnamed(path) {
        warn(Code::LinkAttachment, Message::new("file-unnamed"));
    }
    if is_video(&path.extension()) && length > LARGEST_VIDEO {
        let megabytes = |bytes: u64| bytes.div_ceil(1024 * 1024);
        let message = Message::new("video-too-long").with("size", megabytes(length));
        warn(Code::LinkAttachment, message.with("most", megabytes(LARGEST_VIDEO)));
    }
    if FOREIGN_FILMS.contains(&path.extension().as_str()) {
        warn(Code::LinkAttachment, Message::new("video-foreign").with("kind", path.extension().to_uppercase()));
    }
    if PROGRAMS.contains(&path.extension().as_str()) {
        warn(Code::LinkAttachment, Message::new("file-program").with("kind", path.extension().to_uppercase()));
    }
    if let Some(picture) = picture.filter(|picture| picture.located) {
        warn(
            Code::PrivacyGps,
            Message::new(if picture.is_film() { "video-tells-place" } else { "picture-tells-place" }),
        );
    }
    findings
}

/// What is found in the bytes of an attachment: who wrote it, where its photos were taken.
pub fn check_bytes(path: &SitePath, bytes: &[u8]) -> Vec<Finding> {
    let extension = path.extension();
    let mut findings = Vec::new();
    if tells_place(&extension, bytes) {
        findings.push(Finding::warning(Code::PrivacyGps, Place::file(path), "document-tells-place"));
    }
    if let Some(author) = document_author(&extension, bytes) {
        let first: String = author.chars().take(1).collect();
        let message = Message::new("document-names-author").with("name", format!("{first}**"));
        findings.push(Finding::warning(Code::PrivacyAuthor, Place::file(path), message));
    }
    findings
}

/// A picture that can't be shown as it should be; told by every build.
pub fn fault_finding(path: &SitePath, picture: &Picture) -> Option<Finding> {
    let message = match picture.fault? {
        Fault::TooLarge => {
            Message::new("picture-too-large").with("width", picture.width).with("height", picture.height)
        }
        Fault::CutOff => Message::new("picture-cut-off"),
        Fault::Damaged => Message::new("picture-damaged"),
        Fault::TooLong => Message::new("picture-too-long").with("most", LONGEST_PICTURE / 1024 / 1024),
        Fault::Foreign if is_misnamed(path) => Message::new("picture-misnamed").with("kind", kind_of(path)),
        Fault::Foreign => Message::new("picture-foreign").with("kind", kind_of(path)),
        Fault::Unstripped if picture.format == Format::Avif => Message::new("picture-unstripped"),
        Fault::Unstripped => Message::new("video-unstripped"),
    };
    Some(Finding::warning(Code::ImageUnreadable, Place::file(path), message))
}

/// Whether a name promises a kind of picture that browsers show.
fn is_misnamed(path: &SitePath) -> bool {
    promised(&path.extension()).is_some_and(|format| format != Format::Foreign)
}

/// What people call a kind of file: the ending of its name, in capitals.
fn kind_of(path: &SitePath) -> String {
    match path.extension().as_str() {
        "" => path.file_name().to_owned(),
        extension => extension.to_uppercase(),
    }
}

/// Whether files with this ending are films.
pub fn is_video(extension: &str) -> bool {
    matches!(extension, "mp4" | "m4v" | "mov" | "webm" | "ogv")
}

/// Names that programs give: they tell a reader nothing (GOV-C7).
fn is_unnamed(path: &SitePath) -> bool {
    const NEW: [&str; 7] = ["新建", "未命名", "无标题", "untitled", "new microsoft", "document", "工作簿"];
    let is_document = matches!(
        path.extension().as_str(),
        "pdf" | "doc" | "docx" | "xls" | "xlsx" | "ppt" | "pptx" | "wps" | "et" | "ofd" | "zip" | "rar" | "txt"
    );
    let name = path.file_name().to_lowercase();
    let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
    let is_copy = [" (1)", "(1)", "（1）", " - 副本", "副本", "(2)", "（2）"].iter().any(|end| stem.ends_with(end));
    let is_number = stem.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '_' | ' '));
    is_document && (NEW.iter().any(|new| stem.starts_with(new)) || is_copy || is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, length: u64) -> Vec<&'static str> {
        let path = SitePath::new(&format!("content/news/a/{name}")).expect("sound");
        check_file(&path, length, None).into_iter().map(|finding| finding.message.id).collect()
    }

    #[test]
    fn names_that_programs_give_are_told() {
        for bad in
            ["新建文档(1).docx", "新建 Microsoft Excel 工作表.xlsx", "通知(1).pdf", "20230630.pdf", "方案 - 副本.doc"]
        {
            assert_eq!(found(bad, 10), ["file-unnamed"], "{bad}");
        }
        for good in ["报名表.docx", "关于举办招聘会的通知.pdf", "2023年资金管理办法.pdf", "IMG_20230630.jpg"]
        {
            assert_eq!(found(good, 10), Vec::<&str>::new(), "{good}");
        }
        assert_eq!(found("a.mp4", LARGEST_VIDEO + 1), ["video-too-long"]);
        assert_eq!(found("a.AVI", 10), ["video-foreign"]);
        assert_eq!(found("报名.EXE", 10), ["file-program"]);
    }
}
