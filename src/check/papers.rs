//! What else tells who a person is (PII-MISC): a passport, a number plate, the number of an examination, an account of a
//! messenger. Each only beside the word that says what it is, for its shape alone says little. Private e-mail addresses are
//! not told: offices use the same providers.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::around::{before, block};
use super::letters::Letters;
use crate::diag::Code;

/// Something that tells who a person is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paper {
    /// Where, in bytes of the folded text.
    pub range: Range<usize>,
    /// What it counts as: a paper as an identity card, an account as a telephone.
    pub code: Code,
    /// The message that tells it.
    pub message: &'static str,
}

struct Shape {
    /// One of these has to be in the text at all.
    words: &'static [&'static str],
    /// The first group is what must not be shown; it stands behind its word.
    labelled: Regex,
    /// The same in a cell of a table whose head has the word.
    cell: Option<Regex>,
    code: Code,
    message: &'static str,
}

static SHAPES: LazyLock<[Shape; 5]> = LazyLock::new(|| {
    const PASSPORT: &str = r"(?-u:\b)((?:[DEGPS][0-9]{8}|E[A-HJ-NP-Z][0-9]{7}|[CHM][0-9]{8,10}))(?-u:\b)";
    const LABEL: &str = r" ?(?:号码|证号|号|[Nn][Oo]\.?)?[ :：为是*_`]{0,5}";
    [
        Shape {
            words: &["护照", "通行证", "assport"],
            labelled: super::pattern(&format!("(?:护照|通行证|[Pp]assport){LABEL}{PASSPORT}")),
            cell: Some(super::pattern(PASSPORT)),
            code: Code::PrivacyIdCard,
            message: "privacy-passport",
        },
        Shape {
            words: &["准考证"],
            labelled: super::pattern(&format!(r"准考证{LABEL}([0-9]{{8,18}})(?-u:\b)")),
            cell: None,
            code: Code::PrivacyIdCard,
            message: "privacy-examination",
        },
        Shape {
            words: &["车牌", "号牌"],
            labelled: super::pattern(&format!(
                r"(?:车牌|号牌){LABEL}([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][ ·-]?[A-HJ-NP-Z0-9]{{0,5}}[0-9][A-HJ-NP-Z0-9]{{0,5}})(?-u:\b)"
            )),
            cell: None,
            code: Code::PrivacyIdCard,
            message: "privacy-plate",
        },
        Shape {
            words: &["QQ", "qq"],
            labelled: super::pattern(&format!(r"(?:QQ|qq){LABEL}([1-9][0-9]{{4,10}})(?-u:\b)")),
            cell: None,
            code: Code::PrivacyPhone,
            message: "privacy-account",
        },
        Shape {
            words: &["微信号"],
            labelled: super::pattern(r"微信号[ :：为是*_`]{0,5}([A-Za-z][A-Za-z_-]{0,8}[0-9]{4,11})(?-u:\b)"),
            cell: None,
            code: Code::PrivacyPhone,
            message: "privacy-account",
        },
    ]
});

/// Words before an account that say that it is an office's.
const OFFICES: [&str; 7] = ["官方", "公众", "工作", "团委", "热线", "服务", "咨询"];

/// All papers and accounts of a text.
pub(super) fn find_papers(text: &str, letters: &Letters) -> Vec<Paper> {
    let mut found = Vec::new();
    let is_there = |word: &&str| letters.may_have(word) && text.contains(word);
    for shape in SHAPES.iter().filter(|shape| shape.words.iter().any(is_there)) {
        let mut ranges: Vec<Range<usize>> = shape.labelled.captures_iter(text).filter_map(shown).collect();
        if let Some(cell) = &shape.cell {
            ranges.extend(cell.captures_iter(text).filter_map(shown).filter(|range| is_in_row(text, range)));
        }
        ranges.sort_by_key(|range| range.start);
        ranges.dedup();
        ranges.retain(|range| shape.code != Code::PrivacyPhone || !is_of_an_office(text, range));
        found.extend(ranges.into_iter().map(|range| Paper { range, code: shape.code, message: shape.message }));
    }
    found
}

fn shown(captures: regex::Captures<'_>) -> Option<Range<usize>> {
    captures.get(1).map(|found| found.range())
}

fn is_in_row(text: &str, range: &Range<usize>) -> bool {
    text[block(text, range.start)].trim_start().starts_with('|')
}

fn is_of_an_office(text: &str, range: &Range<usize>) -> bool {
    let near = before(text, range.start, 16);
    OFFICES.iter().any(|word| near.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::peel;
    use super::*;

    fn told(source: &str) -> Vec<(&'static str, String)> {
        let text = peel::markdown(source, 0..source.len()).text;
        find_papers(&text, &Letters::of(&text))
            .into_iter()
            .map(|paper| (paper.message, text[paper.range].to_owned()))
            .collect()
    }

    #[test]
    fn papers_and_accounts_are_told_beside_their_words() {
        for serial in [1_234_567_u32, 7_654_321] {
            for (body, message) in [
                (format!("护照号E{serial}8"), "privacy-passport"),
                (format!("护照：**EA{serial}**"), "privacy-passport"),
                (format!("Passport No. G{serial}0"), "privacy-passport"),
                (format!("护照号码Ｇ{serial}0"), "privacy-passport"),
                (format!("| 姓名 | 护照号 |\n|---|---|\n| 甲 | E{serial}8 |"), "privacy-passport"),
                (format!("准考证号：2023{serial}"), "privacy-examination"),
                ("车牌号蒙G·".to_owned() + &serial.to_string()[..5], "privacy-plate"),
                (format!("QQ：{serial}"), "privacy-account"),
                (format!("微信号：wxid_{serial}"), "privacy-account"),
            ] {
                let found = told(&body);
                assert!(matches!(&found[..], [(told, _)] if *told == message), "{body}: {found:?}");
            }
        }
    }

    #[test]
    fn offices_and_other_numbers_are_not() {
        for body in [
            "官方QQ：123456789",
            "QQ群：123456789",
            "微信公众号：qingchun2023",
            "公众号微信号：qingchun2023",
            "办理护照业务1234人次",
            "准考证打印时间为2023年6月",
            "车牌管理规定2023年修订",
            "招标编号E12345678",
            "护照号E1*****78",
            "QQ号1234*****",
            "海报尺寸A12345678",
        ] {
            assert_eq!(told(body), [], "{body}");
        }
    }
}
