//! Markdown, HTML and TOML as folded text: what a reader would read in one go is one stretch.

mod lines;
mod markup;
mod tags;

pub(super) use lines::{cells, cells_by, escaped, lines, row, toml, unfolded, wrapped};
pub(super) use markup::{html, markdown};
pub(super) use tags::{entity, is_inline, tag_end};

#[cfg(test)]
mod tests {
    use super::super::folded::{ASIDE, BLOCK};
    use super::*;

    fn read(source: &str) -> String {
        markdown(source, 0..source.len()).text.replace(BLOCK, "¶").replace(ASIDE, "|>")
    }

    #[test]
    fn markup_and_line_ends_are_not_in_the_way() {
        assert_eq!(read("共有\n3200余人"), "共有3200余人¶");
        assert_eq!(read("甲[乙`1`](a.md \"丙\")丁"), "甲乙1丁|>a.md \"丙\"¶");
        assert_eq!(read("一<b>二</b>&#x31;&nbsp;2"), "一二1 2¶");
        assert_eq!(read("- 甲\n- 乙\n\n| 丙 | 丁 |"), " 甲¶ 乙¶| 丙 | 丁 |¶");
        assert_eq!(read("奈团发[2023]2号[^1]。"), "奈团发[2023]2号。¶");
        assert_eq!(read("138\n0013"), "138\n0013¶");
        assert_eq!(read("{{ figure(\"jobs\") }}岗位"), "岗位|> figure(\"jobs\") ¶");
        assert_eq!(read("<https://a.example/1>甲"), "甲|>https://a.example/1¶");
    }

    #[test]
    fn lines_that_were_only_full_part_no_number() {
        let shown = |folded: crate::check::folded::Folded| folded.text.replace(BLOCK, "¶");
        let text = "电话\n139000\n00055\n甲1\n\n2、乙";
        assert_eq!(shown(wrapped(text)), "电话\n139000\n00055¶甲1¶2、乙¶");
        assert_eq!(shown(unfolded("A:1\n 2\n\t\n3\n ")), "A:12¶3¶");
        assert_eq!(shown(row("| 甲 | 1\n2 ")), "| 甲 | 1\n2 ¶");
        for odd in ["", "\n", " ", "\n \n", "1\n", "\n1"] {
            let _ = (wrapped(odd), unfolded(odd), row(odd));
        }
    }

    #[test]
    fn a_head_has_no_comments_and_no_amounts() {
        let head = "a = \"x#y\" # z\n[figures]\njobs = 13\nfunds = \"2万\"\n";
        assert_eq!(toml(head, 0..head.len()).text.replace(BLOCK, "¶"), "a = \"x#y\" ¶[figures]¶");
    }

    #[test]
    fn a_head_is_read_as_toml_decodes_it() {
        let head = "a = \"\\u0031\\U00000033８\\n\\u12\\uD800x\\\"\n";
        assert_eq!(toml(head, 0..head.len()).text.replace(BLOCK, "¶"), "a = \"138\\n\\u12\\uD800x\\\"¶");
        let at = toml(head, 0..head.len());
        let three = at.text.find('3').expect("there");
        assert!(head[at.source_at(three)..].starts_with("\\U00000033"));
    }

    #[test]
    fn nothing_breaks_it() {
        for text in [
            "[",
            "![",
            "<a b=",
            "<a b='",
            "&#;",
            "&#x110000;",
            "{{",
            "[a](",
            "```",
            "<!--",
            "\\",
            "<![CDATA[x",
            "\\u",
            "\\u你你你",
        ] {
            let _ = (markdown(text, 0..text.len()), html(text), toml(text, 0..text.len()));
        }
    }
}
