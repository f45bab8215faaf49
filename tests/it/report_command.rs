//! `miao report`: the draft of a work summary.

use crate::portal::Portal;

const PORTAL: &str = r#"-- site.toml --
name = "示例门户"
base_url = "https://portal.example/sub"
theme = "plain"
as_of = 2023-07-10

[metrics.sessions]
label = "活动场次"
unit = "场次"

[metrics.people]
label = "参加人数"
unit = "人"
summed_unit = "人次"
definition = "实际到场的人"

[kinds.fair]
label = "招聘会"
requires = ["sessions", "people"]
-- content/jobs/_index.md --
+++
title = "就业"
kind = "fair"
+++
-- content/jobs/one.md --
+++
title = "第一场*春季*招聘会"
date = 2023-03-14
summary = "在旗里举行"
[figures]
sessions = 1
people = "300余"
+++
-- content/jobs/two.md --
+++
title = "第二场招聘会"
date = 2023-06-30
[figures]
sessions = 2
people = 1217
+++
-- content/jobs/three.md --
+++
title = "没有人数"
date = 2023-05-01
[figures]
sessions = 1
+++
-- content/jobs/across.md --
+++
title = "跨年的招聘"
period = "2022-12-01..2023-01-31"
[figures]
sessions = 5
people = 50
+++
-- content/jobs/before.md --
+++
title = "去年的招聘会"
date = 2022-03-14
[figures]
sessions = 10
people = "近1000"
+++
"#;

fn report(portal: &Portal, arguments: &[&str]) -> String {
    let run = portal.run(&[&["report"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.out
}

#[test]
fn the_draft_says_what_the_posts_state_and_nothing_else() {
    let text = report(&Portal::new(PORTAL), &["2023-H1"]);
    for told in [
        "# 示例门户2023年上半年工作总结（初稿）\n",
        "> 2023年上半年（1月1日至6月30日），数据截至2023年7月10日，为初步统计数。",
        "2023年上半年的工作，门户上有3篇文章记述，其中3篇写明了数据，统计如下：\n",
        "- 活动场次4场次，同比下降60%（2022年上半年为10场次）；\n",
        "- 参加人数超1500人次，其中1项为约数，同比由近1000人次增至超1500人次。\n",
        "### （一）就业\n\n本栏目合计：活动场次4场次，",
        "1. **第一场\\*春季\\*招聘会**（3月14日）。在旗里举行。活动场次1场次，参加人数300余人。\n",
        "## 三、各类活动\n\n- 招聘会（3篇）：活动场次4场次，同比下降60%；参加人数超1500人次（其中1项为约数），",
        "- 2023年6月30日：第二场招聘会\n",
        "- 参加人数300余人：[第一场\\*春季\\*招聘会](https://portal.example/sub/jobs/one/)\n",
        "### （二）应写而没有写的数据\n\n- 参加人数：[没有人数](https://portal.example/sub/jobs/three/)\n",
        "- 活动场次：[跨年的招聘](https://portal.example/sub/jobs/across/)，",
        "口径：实际到场的人\n",
        "| [第二场招聘会](https://portal.example/sub/jobs/two/) | 1217人 |\n| **合计** | **超1500人次** |\n",
        "由于四舍五入，分项之和可能不等于合计。",
    ] {
        assert!(text.contains(told), "{told}\n---\n{text}");
    }
    assert!(!text.contains("\n\n\n"), "{text}");
}

#[test]
fn the_same_portal_gives_the_same_bytes_in_every_form() {
    let portal = Portal::new(PORTAL);
    for form in ["md", "html", "csv"] {
        let first = report(&portal, &["2023-H1", "--format", form]);
        assert_eq!(first, report(&portal, &["2023-H1", "--format", form]));
        let file = portal.root().join("draft");
        report(&portal, &["2023-H1", "--format", form, "--output", file.to_str().expect("a path"), "--quiet"]);
        assert_eq!(std::fs::read_to_string(&file).expect("a draft"), first);
    }
    let html = report(&portal, &["2023-H1", "--format", "html"]);
    assert!(html.starts_with("<!doctype html>") && !html.contains("<script") && html.contains("第一场*春季*招聘会"));
    let sheet = report(&portal, &["2023-H1", "--format", "csv"]);
    assert!(sheet.contains("people,参加人数,人次,total,,,,1517,1517,1617,at-least,超1500人次,\r\n"), "{sheet}");
}

#[test]
fn an_english_portal_has_an_english_draft() {
    let portal = Portal::new(PORTAL);
    portal.edit("site.toml", |text| text.replace("theme =", "language = \"en\"\ntheme ="));
    for form in ["md", "html"] {
        let text = report(&portal, &["2023-H1", "--format", form]);
        assert!(text.contains("work summary for the first half of 2023 (draft)"), "{text}");
        let told = "参加人数: over 1,500 人次; 1 of its 2 terms is approximate; \
                    compared with the first half of 2022: up from nearly 1,000 to over 1,500";
        assert!(text.contains(told), "{text}");
    }
}

#[test]
fn each_record_is_a_term_of_its_own() {
    let portal = Portal::new(PORTAL);
    portal.write(
        "content/jobs/ledger/index.md",
        "+++\ntitle = \"巡回招聘\"\ndate = 2023-07-05\nsummary = \"下乡\"\nrecords = \"rows.csv\"\n+++\n",
    );
    portal.write(
        "content/jobs/ledger/rows.csv",
        "date,乡镇,活动场次,参加人数\n2023-04-01,大镇,1,近200\n2023-04-02,,1,约50\n2023-07-04,小镇,1,70\n2023-07-20,小镇,1,70\n",
    );
    portal.edit("site.toml", |text| text.replace("[kinds.fair]", "[kinds.fair]\nlabels = [\"乡镇\"]"));
    let text = report(&portal, &["2023-H1"]);
    for told in [
        "- 参加人数约1800人次，其中3项为约数，同比由近1000人次增至约1800人次。",
        "- 参加人数近200人：[巡回招聘](https://portal.example/sub/jobs/ledger/)（2023年4月1日、乡镇 大镇）\n",
        "- 参加人数约50人：[巡回招聘](https://portal.example/sub/jobs/ledger/)（2023年4月2日）\n",
        "| [巡回招聘](https://portal.example/sub/jobs/ledger/)（2023年4月1日、乡镇 大镇） | 近200人 |\n",
        "门户上有4篇文章记述，其中4篇写明了数据",
        "**巡回招聘**。下乡。活动场次2场次，参加人数约200人次。\n",
    ] {
        assert!(text.contains(told), "{told}\n---\n{text}");
    }
    assert!(!text.contains("7月5日"), "a day outside the period is no day of it\n{text}");
    let sheet = report(&portal, &["2023-H1", "--format", "csv"]);
    assert!(sheet.contains("约50人,2023年4月2日\r\n"), "{sheet}");
}

#[test]
fn what_two_posts_tell_happened_once() {
    let portal = Portal::new(PORTAL);
    portal.write(
        "content/jobs/again.md",
        "+++\ntitle = \"再说第二场\"\ndate = 2023-06-30\nsame_as = \"two.md\"\n[figures]\nsessions = 2\npeople = 1217\n+++\n",
    );
    portal.write(
        "content/jobs/notice.md",
        "+++\ntitle = \"秋季招聘预告\"\ndate = 2023-06-29\nkind = \"\"\n[event]\nstart = 2023-09-01\n+++\n",
    );
    let text = report(&portal, &["2023-H1"]);
    assert!(text.contains("- 2023年6月30日：第二场招聘会\n") && !text.contains("：再说第二场"), "{text}");
    assert!(!text.contains("：秋季招聘预告\n"), "it has not happened\n{text}");
}

#[test]
fn what_a_standalone_page_states_is_told_with_the_rest() {
    let portal = Portal::new(PORTAL);
    let counted = report(&portal, &["2023-H1"]);
    assert!(counted.contains("有3篇文章记述，其中3篇") && !counted.contains("其他页面"), "{counted}");
    portal.write("content/year.md", "+++\ntitle = \"年度情况\"\ndate = 2023-06-30\n[figures]\nsessions = 2\n+++\n");
    portal.write("content/contact.md", "+++\ntitle = \"联系方式\"\ndate = 2023-06-30\n+++\n");
    let text = report(&portal, &["2023-H1"]);
    assert!(text.contains("有4篇文章记述，其中4篇") && !text.contains("联系方式"), "{text}");
    assert!(text.contains("其他页面\n\n1. **年度情况**（6月30日）。活动场次2场次。\n"), "{text}");
}

#[test]
fn an_office_writes_its_own_words() {
    let portal = Portal::new(PORTAL);
    portal.write("themes/mine/theme.toml", "extends = \"plain\"");
    portal.write("themes/mine/templates/report/summary.zh-CN.md", "{{ summary.period }}简报：{{ summary.posts }}篇\n");
    portal.edit("site.toml", |text| text.replace("\"plain\"", "\"mine\""));
    assert_eq!(report(&portal, &["2023-H1"]), "2023年上半年简报：3篇\n");
    assert!(report(&portal, &["2023-H1", "--format", "html"]).contains("工作总结（初稿）"), "the others stay");
    assert_eq!(portal.run(&["build"]).code, 0, "a report's template is no page's");
    portal.write("themes/mine/templates/report/summary.zh-CN.md", "甲\n{{ summary.nothing }}\n");
    let run = portal.run(&["report", "2023-H1"]);
    assert!(run.code == 1 && run.err.contains("summary.zh-CN.md:2"), "{}", run.err);
}

#[test]
fn what_cannot_be_reported_is_a_wrong_call() {
    let portal = Portal::new(PORTAL);
    for arguments in [
        &["report"][..],
        &["report", "2023-H3"],
        &["report", "all"],
        &["report", "2023-H1", "--format", "docx"],
        &["report", "2023-H1", "--format", "pdf"],
        &["report", "2023-H1", "--output", "content/jobs/one.md"],
        &["report", "2023-H1", "--output", "nowhere/else/draft.md"],
    ] {
        let run = portal.run(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.err);
        assert!(!run.err.is_empty());
    }
    assert!(report(&portal, &["last-half", "--as-of", "2023-08-01"]).contains("2023年上半年"));
    assert!(report(&portal, &["2023-H2"]).contains("时期尚未结束"));
}

#[test]
fn an_exact_rate_of_an_approximate_weight_is_told_as_that() {
    let portal = Portal::new(PORTAL);
    portal.edit("site.toml", |text| {
        text.replace(
            "[kinds.fair]",
            "[metrics.rate]\nlabel = \"到场率\"\nunit = \"%\"\nnature = \"rate\"\nper = \"people\"\n[kinds.fair]",
        )
    });
    for (post, rate) in [("one", "rate = 90"), ("two", "rate = 80")] {
        portal
            .edit(&format!("content/jobs/{post}.md"), |text| text.replace("[figures]", &format!("[figures]\n{rate}")));
    }
    let text = report(&portal, &["2023-H1"]);
    let told = "- 到场率90%（加权平均所用的“参加人数”是约数）：[第一场";
    assert!(text.contains(told) && !text.contains("- 到场率80%"), "{text}");
    assert!(text.contains("- 到场率约82%（加权平均）"), "the mean has no term of its own that is approximate\n{text}");
}

#[test]
fn a_cell_of_several_lines_stays_in_its_row() {
    let portal = Portal::new(PORTAL);
    portal.write(
        "content/jobs/ledger/index.md",
        "+++\ntitle = \"巡回招聘\"\ndate = 2023-05-05\nrecords = \"rows.csv\"\n+++\n",
    );
    portal.write("content/jobs/ledger/rows.csv", "乡镇,活动场次\n\"大镇\n小镇\",1\n");
    portal.edit("site.toml", |text| text.replace("[kinds.fair]", "[kinds.fair]\nlabels = [\"乡镇\"]"));
    let text = report(&portal, &["2023-H1"]);
    let row = "| [巡回招聘](https://portal.example/sub/jobs/ledger/)（乡镇 大镇 小镇） | 1场次 |\n";
    assert!(text.contains(row), "{text}");
}
