//! The portal in the project's root: the first thing that a newcomer sees, and every number in it is a promise.

use std::collections::BTreeMap;
use std::fs;
use std::sync::OnceLock;

use crate::figure_checks::figure_findings;
use crate::portal::{Portal, tree_of};
use crate::source_text::root;

/// The demo, built. Its pictures are made once for all tests: without optimisation that takes longest.
fn demo() -> Portal {
    static PICTURES: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    let pictures = PICTURES.get_or_init(|| tree_of(&built(&BTreeMap::new()).root().join(".miao/pictures")));
    built(pictures)
}

fn built(pictures: &BTreeMap<String, Vec<u8>>) -> Portal {
    let portal = Portal::empty();
    for (name, bytes) in pictures {
        portal.write(&format!(".miao/pictures/{name}"), bytes);
    }
    portal.write("site.toml", fs::read(root().join("site.toml")).expect("the demo's site.toml"));
    for folder in ["content", "static", "themes"] {
        for (path, bytes) in tree_of(&root().join(folder)) {
            portal.write(&format!("{folder}/{path}"), bytes);
        }
    }
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
    portal
}

/// A row of data/figures.csv.
#[derive(Debug)]
struct Row {
    from: String,
    to: String,
    metric: String,
    value: String,
    bound: String,
    is_record: bool,
    counted: bool,
}

/// The rows that count in the first half of 2023. A record repeats what its post's head states as a sum.
fn first_half(portal: &Portal, metric: &str) -> Vec<Row> {
    let text = portal.output("data/figures.csv");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
    let heads = reader.headers().expect("a head").clone();
    let column = |name: &str| heads.iter().position(|head| head == name).unwrap_or_else(|| panic!("no column {name}"));
    let cells = ["from", "to", "metric", "value", "bound", "record", "counted"].map(column);
    let rows = reader.records().map(|row| {
        let row = row.expect("a row");
        let cell = |at: usize| row[cells[at]].to_owned();
        Row {
            from: cell(0),
            to: cell(1),
            metric: cell(2),
            value: cell(3),
            bound: cell(4),
            is_record: !cell(5).is_empty(),
            counted: cell(6) == "yes",
        }
    });
    let inside = |row: &Row| row.from.as_str() >= "2023-01-01" && row.to.as_str() <= "2023-06-30";
    rows.filter(|row| row.metric == metric && row.counted && !row.is_record && inside(row)).collect()
}

#[test]
fn what_was_paid_out_adds_up_exactly() {
    let rows = first_half(&demo(), "funds");
    assert!(rows.iter().all(|row| row.bound == "exact"), "{rows:?}");
    let total: u64 = rows.iter().map(|row| row.value.parse::<u64>().expect("whole yuan")).sum();
    assert_eq!(total, 394_000, "38.4万 and 1万: {rows:?}");
}

#[test]
fn what_was_said_twice_counts_once() {
    let rows = first_half(&demo(), "volunteers");
    let stated: Vec<_> = rows.iter().map(|row| (row.value.as_str(), row.bound.as_str())).collect();
    assert_eq!(stated, [("100", "at-least")], "100余, in one post and again in another");
}

#[test]
fn the_demo_has_only_the_findings_that_its_report_has() {
    let portal = demo();
    let places: Vec<String> =
        portal.findings().iter().map(|finding| format!("{} {}", finding.severity, finding.code)).collect();
    // 53余 and 超100% are what the report says, and stay as they are.
    assert!(
        places.iter().all(|place| matches!(place.as_str(), "warning text/qualifier" | "warning figures/rate")),
        "{places:?}"
    );
}

/// What the report of the half-year states, as its sentences have it, fact by fact.
const FACTS: &[(&str, &[(i64, &str)])] = &[
    (
        "sessions",
        &[
            (9, ""),
            (20, "at-least"),
            (1, ""),
            (1, ""),
            (10, "at-least"),
            (2, ""),
            (53, "at-least"),
            (6, ""),
            (80, "at-least"),
            (3, ""),
            (392, ""),
            (1, ""),
            (1, ""),
        ],
    ),
    ("notices", &[(10, "at-least")]),
    ("jobs", &[(136, "")]),
    ("leaflets", &[(500, "")]),
    ("views", &[(50_000, "at-most")]),
    ("orders", &[(2000, "at-most")]),
    ("sales", &[(100_000, "at-least")]),
    ("problems", &[(80, "at-least")]),
    ("suggestions", &[(34, "")]),
    ("funds", &[(384_000, ""), (10_000, "")]),
    ("students", &[(384, ""), (10, ""), (50, "")]),
    ("per_student", &[(1000, "")]),
    ("supplies", &[(15_000, ""), (3000, "")]),
    // The report states it twice: it is one and the same.
    ("volunteers", &[(100, "at-least")]),
    ("clubs", &[(3, "")]),
    ("services", &[(10, "at-least")]),
    ("people", &[(200, "at-most"), (20_000, "at-least"), (4500, "at-least"), (50, "")]),
    ("participants", &[(500, "at-most"), (77_000, "at-least")]),
    ("attendance", &[(100, "at-least")]),
    ("badges_person_2", &[(143, "")]),
    ("badges_group_2", &[(70, "")]),
    ("badges_person_3", &[(49, "")]),
    ("badges_group_3", &[(15, "")]),
    ("studies", &[(4, "")]),
    ("problems_solved", &[(7, "")]),
    ("staff_added", &[(4, "")]),
    ("branches", &[(5, "")]),
    ("committees", &[(3, "")]),
];

#[test]
fn every_total_of_the_half_year_is_that_of_the_report() {
    let portal = demo();
    for (metric, terms) in FACTS {
        let run = portal.run(&["stats", "--metric", metric, "--period", "2023-H1", "--format", "json"]);
        let answer: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
        let mut stated: Vec<(String, String)> = terms
            .iter()
            .map(|(value, bound)| (value.to_string(), if bound.is_empty() { "exact" } else { bound }.to_owned()))
            .collect();
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let sources = answer["sources"].as_array().expect("sources").iter();
        let mut found: Vec<_> = sources.map(|source| (text(&source["value"]), text(&source["bound"]))).collect();
        stated.sort();
        found.sort();
        assert_eq!(found, stated, "{metric}");
        let sum: i64 = terms.iter().map(|(value, _)| value).sum();
        assert_eq!(text(&answer["total"]["value"]), sum.to_string(), "{metric}");
        let loose = terms.iter().filter(|(_, bound)| !bound.is_empty()).count();
        assert_eq!(answer["approximate"].as_u64(), Some(loose as u64), "{metric}");
        assert_eq!(text(&answer["total"]["bound"]) == "exact", loose == 0, "{metric}");
    }
}

#[test]
fn no_figure_of_the_demo_contradicts_another() {
    assert_eq!(figure_findings(&demo()), Vec::<String>::new());
}

#[test]
fn no_page_leads_nowhere() {
    let portal = demo();
    let tree = portal.tree();
    let mut broken = Vec::new();
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for attribute in [" href=\"/", " src=\"/"] {
            for rest in page.split(attribute).skip(1) {
                let url = rest.split(['"', '#', '?']).next().unwrap_or("");
                let url = url.replace("&amp;", "&");
                let decoded = percent_encoding::percent_decode_str(&url).decode_utf8_lossy().into_owned();
                let file =
                    if decoded.is_empty() || decoded.ends_with('/') { format!("{decoded}index.html") } else { decoded };
                if !tree.contains_key(&file) {
                    broken.push(format!("{path}: /{file}"));
                }
            }
        }
    }
    broken.sort();
    broken.dedup();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    for (path, bytes) in demo().tree().into_iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".css"))
    {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        for loaded in [" src=\"http", " src=\"//", "url(http", "url(//", "@import", " style=\"", "<style", " onclick="]
        {
            assert!(!text.contains(loaded), "{path} has {loaded}");
        }
        let linked =
            text.split("<link ").skip(1).filter(|rest| rest.split('>').next().unwrap_or("").contains("stylesheet"));
        for link in linked {
            assert!(link.contains("href=\"/"), "{path}: {}", link.split('>').next().unwrap_or(""));
        }
    }
}
