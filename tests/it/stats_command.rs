//! `miao stats`: what it takes, what it answers, how it exits.

use serde_json::{Value, json};

use crate::portal::{Portal, Run};

const PORTAL: &str = r#"-- site.toml --
name = "示例门户"
base_url = "https://portal.example"
theme = "plain"
as_of = 2023-07-10
taxonomies = ["tags", "series", "place", "topic"]

[metrics.funds]
label = "资助资金"
unit = "元"
definition = "当期发放的资助款"
target = { "2023" = 800000 }

[metrics.people]
label = "参加人数"
unit = "人"
summed_unit = "人次"

[kinds.donation]
label = "助学"
requires = ["funds"]
-- content/aid/_index.md --
+++
title = "希望工程"
kind = "donation"
+++
-- content/aid/a.md --
+++
title = "春季助学"
date = 2023-03-14
topic = ["乡村"]
[figures]
funds = "38.4万"
people = "300余"
+++
[一篇没有的文章](nowhere.md)
-- content/aid/b.md --
+++
title = "夏季助学"
date = 2023-06-01
[figures]
funds = 25000
people = 1217
+++
-- content/aid/c.md --
+++
title = "没有写数据"
date = 2023-06-02
+++
-- content/aid/last.md --
+++
title = "去年"
date = 2022-05-01
[figures]
funds = "30万"
+++
-- content/aid/draft.md --
+++
title = "草稿"
date = 2023-06-03
draft = true
[figures]
funds = 7
+++
-- content/aid/future.md --
+++
title = "以后"
date = 2023-08-01
[figures]
funds = 70
+++
"#;

fn asked(portal: &Portal, arguments: &[&str]) -> Value {
    let run = portal.run(&[&["stats", "--format", "json"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    serde_json::from_str(&run.out).expect("one JSON value and nothing else")
}

#[test]
fn json_is_that_of_the_contract() {
    let portal = Portal::new(PORTAL);
    let arguments = ["--metric", "funds", "--period", "2023-H1", "--by", "quarter", "--compare", "last-year"];
    let mut answer = asked(&portal, &arguments);
    let own = answer.as_object_mut().expect("an object");
    let keys: Vec<String> = own.keys().take(11).cloned().collect();
    let expected =
        "metric label unit period as_of total compare groups sources approximate silent".split(' ').collect::<Vec<_>>();
    assert_eq!(keys, expected);
    let exact = |value: &str, text: &str| json!({ "value": value, "low": value, "high": value, "bound": "exact", "text": text });
    assert_eq!(own["total"], exact("409000", "40.9万元"));
    assert_eq!(
        own["compare"],
        json!({ "period": "2022-H1", "total": exact("300000", "30万元"), "change": { "value": "36.33", "bound": "exact", "text": "增长36.33%" } })
    );
    assert_eq!(own["groups"][0]["key"], "2023-Q1");
    assert_eq!(own["groups"][1]["text"], "2.5万元");
    assert_eq!(own["sources"][0], json!({ "path": "content/aid/a.md", "value": "384000", "bound": "exact" }));
    assert_eq!(
        (&own["approximate"], &own["silent"], &own["left_out"]),
        (&json!(0), &json!(["content/aid/c.md"]), &json!([]))
    );
    let plain = asked(&portal, &["--metric", "people"]);
    assert_eq!(plain["total"]["text"], "超1500人次");
    assert!(plain.get("groups").is_none() && plain.get("compare").is_none());
}

#[test]
fn drafts_and_the_future_count_where_they_are_asked_for() {
    let portal = Portal::new(PORTAL);
    let total = |arguments: &[&str]| {
        asked(&portal, &[&["--metric", "funds", "--period", "2023"], arguments].concat())["total"]["value"].clone()
    };
    assert_eq!(total(&[]), "409000");
    assert_eq!(total(&["--drafts"]), "409007");
    assert_eq!(total(&["--future"]), "409070");
    assert_eq!(total(&["--as-of", "2023-08-02"]), "409070");
    assert_eq!(total(&["--as-of", "2023-05-01"]), "384000");
    assert_eq!(total(&["--topic", "乡村"]), "384000");
    assert_eq!(total(&["--topic=乡村", "--category", "希望工程", "--kind", "donation"]), "384000");
    assert_eq!(asked(&portal, &["--metric", "资助资金", "--period", "last-half"])["period"], "2023-H1");
}

#[test]
fn a_table_lines_up_and_a_spreadsheet_opens() {
    let portal = Portal::new(PORTAL);
    let arguments = ["stats", "--metric", "funds", "--period", "2023", "--by", "category", "--compare", "last-year"];
    let told = portal.run(&[&arguments[..], &["--lang", "zh"]].concat());
    let expected = "资助资金，2023年（2023-01-01 至 2023-12-31）\n口径：当期发放的资助款\n截至 2023-07-10\n\n  合计  40.9万元（即409000元）\n  同比  2022年为30万元（即300000元），增长36.33%\n  目标  2023 为80万元，已完成 51.1%\n\n  aid 希望工程  409000元\n\n数据来自 2 篇文章\n  content/aid/a.md  384000元\n  content/aid/b.md   25000元\n\n时期内没有写这项数据的文章：1 篇\n  content/aid/c.md\n";
    assert_eq!((told.code, told.out.as_str(), told.err.as_str()), (0, expected, ""));
    let english = portal.run(&arguments);
    assert!(
        english.out.contains("Total              409,000 元") && english.out.contains("up 36.33%"),
        "{}",
        english.out
    );
    let sheet = portal.run(&[&arguments[..], &["--format", "csv"]].concat());
    assert!(sheet.out.starts_with("\u{feff}metric,label,period,key,"), "{}", sheet.out);
    assert!(
        sheet.out.contains("\r\nfunds,资助资金,2023,total,,409000,409000,409000,exact,40.9万元,元\r\n"),
        "{}",
        sheet.out
    );
}

fn told(run: &Run, code: i32, words: &[&str]) {
    assert_eq!((run.code, run.out.as_str()), (code, ""), "{}", run.err);
    for word in words {
        assert!(run.err.contains(word), "{word} is told: {}", run.err);
    }
}

#[test]
fn wrong_arguments_are_all_told_with_what_they_could_be() {
    let portal = Portal::new(PORTAL);
    let run =
        portal.run(&["stats", "--metric", "fund", "--by", "mnth", "--category", "aids", "--topci", "x", "--top", "0"]);
    told(&run, 2, &["“funds”", "“month”", "“aid”", "“topic”", "whole number"]);
    told(&portal.run(&["stats"]), 2, &["which metric"]);
    told(&portal.run(&["stats", "--metric", "funds", "--period", "2023-13"]), 2, &["2023-13"]);
    told(&portal.run(&["stats", "--metric", "funds", "--as-of", "2023-02-30"]), 2, &["2023-02-30"]);
    told(&portal.run(&["stats", "--metric", "funds", "--format", "xml"]), 2, &["table, json, csv"]);
    told(&portal.run(&["stats", "--metric", "funds", "--metric", "people"]), 2, &[]);
    told(&portal.run(&["stats", "--metric", "funds", "--top", "3"]), 2, &["“by”"]);
    told(&portal.run(&["stats", "--metric", "funds", "--by", "month", "--top", "-1"]), 2, &["whole number"]);
}

#[test]
fn what_makes_the_numbers_unsure_is_an_error() {
    let portal = Portal::new(PORTAL);
    assert_eq!(portal.run(&["build"]).code, 1, "a link is broken");
    portal.write("content/aid/d.md", "+++\ntitle = \"丁\"\ndate = 2023-06-04\n[figures]\nfunds = \"很多\"\n+++\n");
    told(&portal.run(&["stats", "--metric", "funds"]), 1, &["figures/unreadable", "content/aid/d.md:5"]);
    let json = portal.run(&["stats", "--metric", "funds", "--format", "json"]);
    let finding: Value = serde_json::from_str(&json.out).expect("a finding");
    assert_eq!((json.code, finding["code"].as_str()), (1, Some("figures/unreadable")));
    portal.remove("content/aid/d.md").write("content/aid/e.md", "+++\ntitle = \"戊\"\nsame_as = \"nowhere\"\n+++\n");
    told(&portal.run(&["stats", "--metric", "funds"]), 1, &["link/broken"]);
    portal.remove("content/aid/e.md").write("site.toml", "name = ");
    told(&portal.run(&["stats", "--metric", "funds"]), 1, &["config/syntax"]);
}

#[test]
fn a_term_that_nobody_knows_is_a_slip() {
    let portal = Portal::new(PORTAL);
    told(&portal.run(&["stats", "--metric", "funds", "--topic", "乡村村"]), 2, &["topic “乡村村”", "“乡村”"]);
    told(&portal.run(&["stats", "--metric", "funds", "--tag", "乡村"]), 2, &["tag “乡村”"]);
    portal.edit("site.toml", |text| format!("{text}\n[terms]\n\"城市\" = \"city\"\n"));
    assert_eq!(asked(&portal, &["--metric", "funds", "--topic", "城市"])["total"]["text"], "—");
    assert_eq!(asked(&portal, &["--metric", "funds", "--topic", "乡村", "--period", "2022"])["total"]["text"], "—");
}

#[test]
fn the_texts_of_an_english_portal_are_english() {
    let portal = Portal::new(PORTAL);
    portal.edit("site.toml", |text| text.replace("theme =", "language = \"en\"\ntheme ="));
    portal.edit("site.toml", |text| {
        text.replace("label = \"参加人数\"\nunit = \"人\"", "label = \"Visits\"\nunit = \"people\"")
    });
    let posts = asked(&portal, &["--metric", "posts", "--period", "2022", "--compare", "last-year"]);
    assert_eq!((&posts["label"], &posts["total"]["text"]), (&json!("Posts"), &json!("1 post")));
    assert_eq!(posts["period_label"], "2022");
    let arguments = ["--metric", "people", "--period", "2023-H1", "--by", "month"];
    assert_eq!(asked(&portal, &arguments)["groups"][2]["text"], "over 300 people");
    let sheet = portal.run(&[&["stats", "--format", "csv"], &arguments[..]].concat());
    assert!(sheet.out.contains("over 1,500") && !sheet.out.contains('超'), "{}", sheet.out);
}

#[test]
fn a_record_counts_in_the_period_of_its_day_whatever_the_day_of_the_build() {
    let portal = Portal::new(PORTAL);
    portal.write(
        "content/aid/ledger.md",
        "+++\ntitle = \"台账\"\ndate = 2023-07-01\n[[records]]\ndate = 2023-07-02\nfunds = 5\n[[records]]\ndate = 2023-07-11\nfunds = 6\n+++\n",
    );
    let july = |more: &[&str]| asked(&portal, &[&["--metric", "funds", "--period", "2023-07"], more].concat());
    let today = july(&[]);
    assert_eq!((&today["total"]["value"], &today["left_out"]), (&json!("11"), &json!([])));
    assert_eq!(july(&["--as-of", "2023-07-11"])["total"]["value"], "11");
    assert_eq!(july(&["--future"])["total"]["value"], "11");
}

#[test]
fn a_template_has_results_as_data() {
    let portal = Portal::new(PORTAL);
    portal.edit("content/aid/a.md", |text| text.replace("[一篇没有的文章](nowhere.md)", ""));
    portal.write("themes/mine/theme.toml", "extends = \"plain\"");
    portal.write(
        "themes/mine/templates/widgets/mine.html",
        "{% set r = stat(metric=\"funds\", period=\"2023\", by=\"category\") %}<p>{{ r.total.value }} {{ r.total.low }} {{ r.total.high }} {{ r.total.bound }} {{ r.total.text }}{% for g in r.groups %} {{ g.key }} {{ g.low }} {{ g.bound }}{% endfor %}{% for s in r.sources %} {{ s.path }} {{ s.value }}{% endfor %}</p>",
    );
    portal.edit("site.toml", |text| text.replace("\"plain\"", "\"mine\""));
    portal.write("content/asked.md", "+++\ntitle = \"问\"\n+++\n{{ mine() }}\n");
    portal.build();
    let page = portal.output("asked/index.html");
    let result: serde_json::Value = serde_json::from_str(
        &portal.run(&["stats", "--metric", "funds", "--period", "2023", "--by", "category", "--format", "json"]).out,
    )
    .expect("JSON");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    let total = ["value", "low", "high", "bound", "text"].map(|key| text(&result["total"][key])).join(" ");
    let groups = result["groups"].as_array().expect("groups").iter();
    let groups: String =
        groups.map(|group| ["key", "low", "bound"].map(|key| format!(" {}", text(&group[key]))).concat()).collect();
    let sources = result["sources"].as_array().expect("sources").iter();
    let sources: String =
        sources.map(|source| ["path", "value"].map(|key| format!(" {}", text(&source[key]))).concat()).collect();
    assert!(page.contains(&format!("<p>{total}{groups}{sources}</p>")), "{total}{groups}{sources}\n{page}");
}
