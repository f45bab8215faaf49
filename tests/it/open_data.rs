//! The open data of a portal that is built again: what is taken from the files of the last build is what a clean one writes.

use crate::portal::Portal;

/// More posts than a piece of a file holds.
const POSTS: usize = 300;

const SITE: &str = r#"
name = "青春柳河"
base_url = "https://portal.example"
theme = "plain"
as_of = 2023-07-10

[metrics.people]
label = "服务青年"
unit = "人"
nature = "flow"
definition = "到场的青年"

[metrics.funds]
label = "资助资金"
unit = "元"
nature = "flow"
definition = "发放的资金"
"#;

fn portal() -> Portal {
    let portal = Portal::new("-- content/news/_index.md --\n+++\ntitle = \"新闻\"\n+++\n");
    portal.write("site.toml", SITE);
    for number in 0..POSTS {
        portal.write(&path(number), post(number));
    }
    portal
}

fn path(number: usize) -> String {
    format!("content/news/p{number}.md")
}

/// Every second post states funds too; every fiftieth repeats the one before it, which stands elsewhere in a list of the newest.
fn post(number: usize) -> String {
    let day = format!("{}-{:02}-{:02}", 2018 + number % 5, number % 12 + 1, number % 28 + 1);
    let repeats = match number % 50 {
        46 => format!("same_as = \"p{}.md\"\n", number - 1),
        _ => String::new(),
    };
    let funds = if number.is_multiple_of(2) { format!("funds = \"{}.5万余\"\n", number + 1) } else { String::new() };
    format!(
        "+++\ntitle = \"第{number}期\"\ndate = {day}\n{repeats}\n[figures]\npeople = {}\n{funds}+++\n\n短。\n",
        number + 3
    )
}

/// Builds with what the last build left, and compares the data with that of a clean build.
fn check(portal: &Portal, what: &str) {
    let of_data = || {
        let mut tree = portal.tree();
        tree.retain(|path, _| path.starts_with("data/"));
        tree
    };
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{what}: {}", run.err);
    let (followed, left) = (of_data(), portal.tree());
    std::fs::remove_dir_all(portal.root().join("public")).expect("the built site");
    std::fs::rename(portal.root().join(".miao"), portal.root().join("left")).expect("what was remembered");
    portal.build();
    let clean = of_data();
    let different = followed.iter().filter(|(path, bytes)| clean.get(*path) != Some(*bytes)).map(|(path, _)| path);
    assert_eq!(different.collect::<Vec<_>>(), Vec::<&String>::new(), "{what}");
    assert!(followed == clean && left == portal.tree(), "{what}");
    std::fs::remove_dir_all(portal.root().join("left")).expect("what was remembered");
}

#[test]
fn data_that_follow_other_data_are_those_of_a_clean_build() {
    let portal = portal();
    portal.build();
    portal.edit(&path(7), |text| text.replace("第7期", "第七期,\\\"引号\\\""));
    check(&portal, "a title");
    portal.edit(&path(200), |text| text.replace("people = 203", "people = \"近210\""));
    check(&portal, "a figure");
    portal.edit(&path(145), |text| text.replace("date =", "slug = \"other\"\ndate ="));
    check(&portal, "the address of a post that is repeated");
    portal.edit(&path(195), |text| text.replace("people = 198\n", ""));
    check(&portal, "a figure that counts elsewhere now");
    portal.remove(&path(123)).write("content/news/new.md", post(1).replace("第1期", "新篇"));
    check(&portal, "a post less and one more");
    portal.edit("site.toml", |text| text.replace("label = \"服务青年\"", "label = \"到场青年\""));
    check(&portal, "what a metric is called");
    let file = portal.root().join("public/data/figures.csv");
    let damaged = std::fs::read_to_string(&file).expect("the data").replacen("第88期", "第99期", 1);
    std::fs::write(&file, damaged).expect("written");
    portal.edit(&path(250), |text| text.replace("第250期", "末期"));
    check(&portal, "a file that somebody edited");
}
