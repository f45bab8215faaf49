//! What is counted, and that nothing is lost on the way to a total.

use crate::portal::Portal;

const METRICS: &str =
    "name = \"示例门户\"\nbase_url = \"https://portal.example\"\ntheme = \"plain\"\nas_of = 2023-07-10\n
[metrics.funds]
label = \"资助资金\"
unit = \"元\"
[metrics.students]
label = \"受助学生\"
unit = \"名\"
";

/// What a page of a portal says of some queries, a line each.
fn told(posts: &str, queries: &[&str]) -> Vec<String> {
    let lines: Vec<String> = queries.iter().map(|query| format!("- §{{{{ stat({query}) }}}}§")).collect();
    let text = format!(
        "{posts}\n-- content/about.md --\n+++\ntitle = \"关于\"\ndate = 2023-05-01\n+++\n{}\n",
        lines.join("\n")
    );
    let portal = Portal::new(&text);
    portal.write("site.toml", METRICS).build();
    let page = portal.output("about/index.html");
    let parts = page.split('§').skip(1).step_by(2);
    parts
        .map(|part| part.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect())
        .collect()
}

#[test]
fn a_page_that_is_no_post_is_not_counted() {
    let posts = "-- content/news/a.md --\n+++\ntitle = \"甲\"\ndate = 2023-05-02\n+++\n甲。";
    let told = told(posts, &["metric=\"posts\", period=\"2023-H1\""]);
    assert!(told[0].contains("1篇") && !told[0].contains("2篇"), "{told:?}");
}

#[test]
fn what_a_repetition_adds_is_counted() {
    let posts = "-- content/news/a.md --
+++
title = \"甲\"
date = 2023-05-02
[figures]
funds = 1000
+++
甲。
-- content/news/b.md --
+++
title = \"乙\"
date = 2023-05-03
same_as = \"content/news/a.md\"
[figures]
funds = 1000
students = 7
+++
乙。";
    let told = told(posts, &["metric=\"funds\"", "metric=\"students\""]);
    assert!(told[0].contains("1000元") && told[1].contains("7名"), "{told:?}");
}

/// A post of one day in May that says what it repeats, and what it states.
fn repeating(name: &str, day: u8, same_as: &str, figures: &str) -> String {
    let same_as = if same_as.is_empty() { String::new() } else { format!("same_as = \"content/news/{same_as}.md\"\n") };
    let draft = if figures.is_empty() { "draft = true\n" } else { "" };
    format!(
        "-- content/news/{name}.md --\n+++\ntitle = \"{name}\"\ndate = 2023-05-{day:02}\n{same_as}{draft}[figures]\n{figures}\n+++\n{name}。"
    )
}

#[test]
fn repetitions_of_a_draft_count_once() {
    let posts = [
        repeating("root", 1, "", ""),
        repeating("b", 3, "root", "funds = 1000\nstudents = 9"),
        repeating("c", 2, "root", "funds = 1000"),
        repeating("d", 4, "b", "funds = 1000\nstudents = 9"),
    ];
    let told = told(&posts.join("\n"), &["metric=\"funds\"", "metric=\"students\""]);
    assert!(told[0].contains("1000元") && told[1].contains("9名"), "{told:?}");
}

#[test]
fn a_repetition_of_a_draft_repeats_what_the_draft_does() {
    let draft = repeating("draft", 2, "a", "");
    let posts = [
        repeating("a", 1, "", "funds = 1000"),
        draft,
        repeating("c", 3, "draft", "funds = 1000\nstudents = 9"),
        // The way through a draft that leads back says nothing.
        repeating("loop", 4, "ring", "funds = 500"),
        repeating("ring", 5, "loop", ""),
    ];
    let told = told(&posts.join("\n"), &["metric=\"funds\"", "metric=\"students\""]);
    assert!(told[0].contains("1500元") && told[1].contains("9名"), "{told:?}");
}

#[test]
fn the_open_data_counts_what_totals_count() {
    let records = "date = 2023-05-01\nperiod = \"2023-01-01..2023-06-30\"\n";
    let posts = [
        repeating(
            "a",
            1,
            "",
            "funds = 1000\n[[records]]\ndate = 2023-02-01\nfunds = 400\n[[records]]\ndate = 2023-04-01\nfunds = 600",
        )
        .replace("date = 2023-05-01\n", records),
        repeating(
            "b",
            2,
            "",
            "funds = 70\n[[records]]\nfunds = 30\nschool = \"甲\"\n[[records]]\nfunds = 40\nschool = \"乙\"",
        ),
        repeating("c", 3, "b", "funds = 70\nstudents = 9"),
    ];
    let portal = Portal::new(&posts.join("\n"));
    portal.write("site.toml", METRICS).build();
    let data: serde_json::Value = serde_json::from_str(&portal.output("data/posts.json")).expect("JSON");
    let posts = data["posts"].as_array().expect("posts");
    let counted = |figures: &serde_json::Value, metric: &str| -> i64 {
        let figures = figures.as_array().expect("figures").iter();
        let counted = figures.filter(|figure| figure["counted"] == true && figure["metric"] == metric);
        counted
            .map(|figure| figure["value"].as_str().and_then(|value| value.parse::<i64>().ok()).expect("a number"))
            .sum()
    };
    let of_post = |post: &serde_json::Value, metric: &str| {
        let records = post["records"].as_array().expect("records").iter();
        counted(&post["figures"], metric) + records.map(|record| counted(&record["figures"], metric)).sum::<i64>()
    };
    for (metric, total) in [("funds", 1070), ("students", 9)] {
        assert_eq!(posts.iter().map(|post| of_post(post, metric)).sum::<i64>(), total, "{metric}: {data:#}");
    }
    assert_eq!(posts.iter().filter(|post| post["same_as"].is_string()).count(), 1);
    let quarter: i64 = portal
        .output("data/figures.csv")
        .lines()
        .filter(|line| line.contains(",2023-02-01,2023-02-01,funds,") && line.ends_with(",yes"))
        .filter_map(|line| line.split(',').nth(6)?.parse::<i64>().ok())
        .sum();
    assert_eq!(quarter, 400, "a sum by days comes to the total of these days");
}

#[test]
fn a_repetition_without_a_day_gives_way_to_one_with_a_day() {
    let posts = [
        "-- content/news/a.md --\n+++\ntitle = \"甲\"\ndate = 2023-03-01\n+++\n".to_owned(),
        "-- content/news/b.md --\n+++\ntitle = \"乙\"\nsame_as = \"news/a\"\n[figures]\nfunds = 1000\n+++\n".to_owned(),
        repeating("c", 3, "a", "funds = 1000"),
    ];
    let told = told(&posts.join("\n"), &["metric=\"funds\", period=\"2023\""]);
    assert!(told[0].contains("1000元"), "{told:?}");
}

#[test]
fn what_two_repetitions_add_to_a_post_counts_once() {
    let posts = [
        repeating("a", 1, "", "funds = 1000"),
        repeating("b", 2, "a", "funds = 1000\nstudents = 9"),
        repeating("c", 3, "a", "students = 9"),
        repeating("d", 4, "b", "funds = 1000\nstudents = 9"),
    ];
    let told = told(&posts.join("\n"), &["metric=\"funds\"", "metric=\"students\""]);
    assert!(told[0].contains("1000元") && told[1].contains("9名"), "{told:?}");
}
