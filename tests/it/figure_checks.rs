//! `figures/missing`, `figures/contradiction` and `figures/repeated`, and the `check` of kinds in site.toml.

mod stated;

use std::sync::Arc;

use miao::base::Day;
use miao::check::check_figures;
use miao::engine::{BuildRequest, load_portal};
use miao::model::Site;
use miao::source::Disk;

use crate::portal::Portal;

const SITE: &str = r#"-- site.toml --
name = "示例门户"
base_url = "https://portal.example"
theme = "plain"
as_of = 2023-07-10

[metrics]
funds = { label = "资助资金", unit = "元" }
students = { label = "受助学生", unit = "名" }
per_student = { label = "资助标准", unit = "元", nature = "rate", per = "students" }
members = { label = "团员", unit = "名", nature = "stock" }

[kinds.donation]
label = "学生资助"
requires = ["funds", "students"]
allows = ["per_student"]
labels = ["学校"]
check = ["funds == students * per_student"]
-- content/aid/_index.md --
+++
title = "助学"
+++
"#;

fn found(posts: &str) -> Vec<String> {
    figure_findings(&Portal::new(&format!("{SITE}{posts}")))
}

/// What is found of a portal's figures: severity, code, place and what the message is filled with.
pub(crate) fn figure_findings(portal: &Portal) -> Vec<String> {
    let told = check_figures(&site_of(portal)).into_iter().map(|finding| {
        let place = finding.place.expect("a place");
        let line = place.position.as_ref().map_or(0, |position| position.line);
        let values: Vec<_> = finding.message.args.iter().map(|(_, value)| value.as_str()).collect();
        format!("{} {} {}:{line} {}", finding.severity.as_str(), finding.code.as_str(), place.path, values.join(" | "))
    });
    told.collect()
}

/// A portal as it is in memory.
pub(crate) fn site_of(portal: &Portal) -> Arc<Site> {
    let request = BuildRequest {
        today: Day::new(2023, 7, 10).expect("a day"),
        as_of: None,
        drafts: false,
        future: false,
        base_url: None,
    };
    let disk = Disk::open(&portal.root()).expect("a portal");
    load_portal(&disk, &request).value.expect("a site").site
}

fn post(name: &str, title: &str, rest: &str) -> String {
    format!("-- content/aid/{name}.md --\n+++\ntitle = \"{title}\"\n{rest}\n+++\n正文。\n")
}

#[test]
fn a_kind_s_figures_have_to_be_there() {
    let kind = "date = 2023-03-14\nkind = \"donation\"";
    let posts = [
        post("a", "甲", &format!("{kind}\n[figures]\nfunds = 100")),
        post("b", "乙", &format!("{kind}\n[[records]]\nfunds = 3\nstudents = 0")),
        post("c", "丙", "date = 2023-03-14"),
        post("d", "丁", &format!("{kind}\nsame_as = \"content/aid/a.md\"")),
        post("e", "戊", &format!("{kind}\n[event]\nstart = 2023-07-10")),
        post("f", "己", &format!("{kind}\n[event]\nstart = 2023-07-09")),
        post("g", "庚", &format!("{kind}\n[figures]\nfunds = \"很多\"\nstudents = 3")),
    ];
    assert_eq!(
        found(&posts.concat()),
        [
            "error figures/missing content/aid/a.md:4 学生资助 | 受助学生 | students",
            "error figures/missing content/aid/f.md:4 学生资助 | 资助资金 | funds",
            "error figures/missing content/aid/f.md:4 学生资助 | 受助学生 | students",
        ]
    );
}

#[test]
fn a_check_holds_of_posts_and_of_records() {
    let head = "date = 2023-03-14\nkind = \"donation\"\n";
    let aid = |name: &str, figures: &str| post(name, name, &format!("{head}{figures}"));
    let posts = [
        aid("exact", "[figures]\nfunds = \"38.4万\"\nstudents = 384\nper_student = 1000"),
        aid("wrong", "[figures]\nfunds = \"38.4万\"\nstudents = 380\nper_student = 1000"),
        post(
            "about",
            "about",
            "date = 2023-05-14\nkind = \"donation\"\n[figures]\nfunds = \"38万余\"\nstudents = 384\nper_student = 1000",
        ),
        aid("part", "[figures]\nfunds = 7\nstudents = 2"),
        aid(
            "rows",
            "[[records]]\nfunds = 3000\nstudents = 3\nper_student = 1000\n[[records]]\nfunds = 2000\nstudents = 3\nper_student = 1000",
        ),
        aid("sum", "[figures]\nfunds = 9000\nper_student = 1000\n[[records]]\nstudents = 4\n[[records]]\nstudents = 4"),
    ];
    assert_eq!(
        found(&posts.concat()),
        [
            "error figures/contradiction content/aid/rows.md:10 funds == students * per_student | 资助资金 2000元、资助标准 1000元、受助学生 3名",
            "error figures/contradiction content/aid/sum.md:6 funds == students * per_student | 资助资金 9000元、资助标准 1000元、受助学生 8名",
            "error figures/contradiction content/aid/wrong.md:6 funds == students * per_student | 资助资金 384000元、资助标准 1000元、受助学生 380名",
        ]
    );
}

#[test]
fn records_have_to_add_up_to_the_head() {
    let posts = [
        post("a", "甲", "date = 2023-03-14\n[figures]\nfunds = 100\n[[records]]\nfunds = 60\n[[records]]\nfunds = 39"),
        post(
            "b",
            "乙",
            "date = 2023-04-14\n[figures]\nfunds = \"近100\"\n[[records]]\nfunds = 60\n[[records]]\nfunds = 39",
        ),
        post("c", "丙", "date = 2023-05-14\n[figures]\nmembers = 9\n[[records]]\ndate = 2023-05-01\nmembers = 8"),
    ];
    assert_eq!(found(&posts.concat()), ["error figures/contradiction content/aid/a.md:5 资助资金 | 100元 | 99元"]);
}

#[test]
fn what_is_told_twice_is_questioned() {
    let stated = |days: &str, figures: &str| format!("{days}\n[figures]\n{figures}");
    let twice = [
        post("a", "春季助学金发放", &stated("date = 2023-03-14", "students = \"100余\"")),
        post("b", "旗里发放春季助学金", &stated("date = 2023-03-15", "students = \"100余\"")),
    ];
    assert_eq!(
        found(&twice.concat()),
        ["warning figures/repeated content/aid/b.md:5 受助学生 | content/aid/a.md | 100余名"]
    );
    let whole_half =
        post("b", "上半年的助学", &stated("date = 2023-06-30\nperiod = \"2023-H1\"", "students = \"100余\""));
    assert_eq!(found(&[twice[0].clone(), whole_half].concat()).len(), 1, "a summary holds the day");
    for (figures, count) in [("students = 96\nfunds = 5000", 1), ("students = 96", 0)] {
        let ceremony = post("a", "希望工程发放仪式举行", &stated("date = 2023-03-14", figures));
        let news = post("b", "学子获资助", &stated("date = 2023-03-16", figures));
        let news = news.replace("content/aid/b.md", "content/news/b.md");
        assert_eq!(found(&[ceremony, news].concat()).len(), count, "in two categories: {figures}");
    }
}

#[test]
fn what_only_looks_alike_is_not() {
    let stated = |days: &str, figures: &str| format!("{days}\n[figures]\n{figures}");
    let first =
        post("a", "春季助学金发放", &stated("date = 2023-03-14\nplace = [\"大镇\"]", "students = 136\nfunds = 5000"));
    let others = [
        (
            "it says so",
            post("b", "春季助学金", &stated("date = 2023-03-14\nsame_as = \"content/aid/a.md\"", "students = 136")),
        ),
        ("another month", post("b", "秋季的助学金", &stated("date = 2023-05-14", "students = 136"))),
        ("another town", post("b", "助学", &stated("date = 2023-03-14\nplace = [\"小镇\"]", "students = 136"))),
        ("another sum", post("b", "助学", &stated("date = 2023-03-14", "students = 136\nfunds = 6000"))),
        ("a small number", post("b", "助学", &stated("date = 2023-03-14", "funds = 5"))),
        ("a stock", post("b", "助学", &stated("date = 2023-03-14", "members = 340"))),
        ("no day", post("b", "助学", &stated("", "students = 136"))),
    ];
    for (why, other) in others {
        assert_eq!(found(&[first.clone(), other].concat()), Vec::<String>::new(), "{why}");
    }
}

#[test]
fn a_target_is_for_a_period_and_above_zero() {
    let portal = Portal::new(SITE);
    let told = |target: &str| {
        portal.edit("site.toml", |text| {
            text.replace(
                "label = \"资助资金\", unit = \"元\"",
                &format!("label = \"资助资金\", unit = \"元\", target = {target}"),
            )
        });
        let run = portal.run(&["build", "--format", "json"]);
        portal.edit("site.toml", |text| text.replace(&format!(", target = {target}"), ""));
        (run.code, run.out.contains("\"config/value\""))
    };
    assert_eq!(told("{ \"2023-Q9\" = 5 }"), (1, true));
    assert_eq!(told("{ all = 5 }"), (1, true));
    assert_eq!(told("{ \"2023\" = -5 }"), (1, true));
    assert_eq!(told("{ \"2023\" = 800000, \"2023-H1\" = 1 }"), (0, false));
}
