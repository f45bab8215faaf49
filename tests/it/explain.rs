//! `miao explain`: what a page was made from, why the last rebuild touched it, and what it takes for an address.

use serde_json::Value;

use crate::portal::{Portal, Run, run_in, tree_of};

const PORTAL: &str = r#"-- site.toml --
name = "示例门户"
base_url = "https://portal.example"
theme = "plain"
as_of = 2023-07-10

[metrics.funds]
label = "资助资金"
unit = "元"
-- content/aid/_index.md --
+++
title = "希望工程"
+++
今年上半年：{{ stat(metric="funds", period="2023-H1") }}
-- content/aid/a.md --
+++
title = "春季助学"
date = 2023-03-14
[figures]
funds = "38.4万"
+++
见[夏季](b.md)。
-- content/aid/b.md --
+++
title = "夏季助学"
date = 2023-06-01
[figures]
funds = "近1万"
+++
夏天。
-- content/news/_index.md --
+++
title = "动态"
+++
-- content/news/c.md --
+++
title = "别的事"
date = 2023-06-02
+++
别的事。
-- content/news/later.md --
+++
title = "还没写完"
draft = true
+++
"#;

fn portal() -> Portal {
    let portal = Portal::new(PORTAL);
    portal.build();
    portal
}

/// What is told, which has to be told.
fn told(portal: &Portal, arguments: &[&str]) -> String {
    let run = portal.run(&[&["explain"], arguments].concat());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    run.out
}

fn data(portal: &Portal, arguments: &[&str]) -> Value {
    let text = told(portal, &[arguments, &["--format", "json"]].concat());
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The kinds of what was read, each with what names it.
fn parts(list: &Value) -> Vec<String> {
    let part = |part: &Value| {
        let name =
            ["path", "folder", "list", "term", "query"].iter().map(|key| &part[key]).find(|name| !name.is_null());
        let name = name.map_or(String::new(), |name| name.as_str().map_or_else(|| name.to_string(), str::to_owned));
        format!("{} {name}", part["kind"].as_str().unwrap_or_default()).trim_end().to_owned()
    };
    list.as_array().expect("a list").iter().map(part).collect()
}

fn without_state(text: &str) -> &str {
    text.split_once("\n\n").map_or(text, |(heading, _)| heading)
}

#[test]
fn a_category_is_made_from_its_posts_and_figures() {
    let text = told(&portal(), &["/aid/"]);
    let expected = [
        "/aid/\nThe page of the category 希望工程, from content/aid/_index.md\n",
        "\nIt is as a build would make it now: nothing that it was made from has changed since.\n",
        "\nThe last rebuild made it for the first time.\n",
        "\nIt was made from:\n├─ Its own file\n│  └─ content/aid/_index.md  希望工程\n",
        "├─ Posts, as lists show them (2)\n│  ├─ content/aid/a.md  春季助学\n│  └─ content/aid/b.md  夏季助学\n",
        "│  ├─ 资助资金 · the first half of 2023  about 390,000 元\n\
         │  │  ├─ content/aid/a.md  384,000 元\n│  │  └─ content/aid/b.md  nearly 10,000 元\n",
        "the posts of the category 希望工程 and those inside it, and their order\n",
        "└─ The site as a whole",
    ];
    expected.iter().for_each(|part| assert!(text.contains(part), "{part}\n--- is not in\n{text}"));
    assert!(!text.contains("content/news"), "{text}");
}

#[test]
fn why_the_last_rebuild_touched_a_page_is_told() {
    let portal = portal();
    portal.edit("content/aid/a.md", |text| text.replace("38.4万", "39.4万")).build();
    let text = told(&portal, &["/aid/"]);
    let because = "The last rebuild touched it, because this had changed:\n\
                   └─ Figures (2)\n   ├─ 资助资金 · the first half of 2023 · category=aid · compare=last-year\n   \
                   └─ 资助资金 · the first half of 2023\n\nIt was made from:";
    assert!(text.contains(because), "{text}");
    assert!(text.contains("资助资金 · the first half of 2023  about 400,000 元\n"), "{text}");
    let post = data(&portal, &["/aid/a/"]);
    assert_eq!(parts(&post["rendered"]["because"]), ["post content/aid/a.md"]);
    // What has nothing to do with it was made before, and left alone since.
    let other = data(&portal, &["/news/c/"]);
    assert_eq!((&other["rendered"]["rounds_ago"], parts(&other["rendered"]["because"])), (&1.into(), Vec::new()));
    let text = told(&portal, &["/news/c/"]);
    assert!(text.contains("before the last rebuilds (of which 1 left it as it was)"), "{text}");
    // A build that has nothing to render is no rebuild.
    portal.build();
    assert_eq!(data(&portal, &["/aid/"])["rendered"]["rounds_ago"], 0);
}

#[test]
fn what_has_changed_since_the_build_is_marked() {
    let portal = portal();
    portal.edit("content/aid/b.md", |text| text.replace("夏季助学", "夏令营")).remove("content/news/c.md");
    let text = told(&portal, &["/aid/", "--lang", "zh"]);
    assert!(text.contains("\n下次构建会重新生成它：标着“已变”的内容和当时不同了。\n"), "{text}");
    assert!(text.contains("列表里显示的文章（2）\n│  ├─ content/aid/b.md  夏令营（已变）\n"), "{text}");
    assert!(text.contains("│  ├─ 资助资金 · 2023年上半年  约39万元\n"), "{text}");
    let text = told(&portal, &["/news/"]);
    assert!(text.contains("content/news/c.md (is not there) (changed)"), "{text}");
    let stale = data(&portal, &["/aid/"]);
    assert_eq!(stale["state"], "stale");
    let changed = stale["reads"].as_array().expect("reads").iter().filter(|read| read["changed"] == true).cloned();
    assert_eq!(parts(&Value::Array(changed.collect())), ["card content/aid/b.md"]);
}

#[test]
fn a_page_that_was_never_built_is_explained_too() {
    let portal = Portal::new(PORTAL);
    let before = tree_of(portal.parent());
    let text = told(&portal, &["/aid/a/"]);
    assert!(text.contains("\nNothing is remembered of how it was built:"), "{text}");
    assert!(
        text.contains("│  └─ b.md → content/aid/b.md\n") || text.contains("   └─ b.md → content/aid/b.md\n"),
        "{text}"
    );
    let unknown = data(&portal, &["/aid/a/"]);
    assert_eq!(
        (&unknown["state"], &unknown["rendered"], &unknown["as_left"]),
        (&"unknown".into(), &Value::Null, &Value::Null)
    );
    assert_eq!(tree_of(portal.parent()), before, "nothing is written");
}

#[test]
fn nothing_is_written_after_a_build_either() {
    let portal = portal();
    portal.edit("content/aid/a.md", |text| text.replace("38.4万", "39.4万"));
    let (before, times) = (tree_of(portal.parent()), portal.times());
    told(&portal, &["/aid/", "--all"]);
    told(&portal, &["/stats/", "--format", "json", "--as-of", "2023-12-31"]);
    assert_eq!((tree_of(portal.parent()), portal.times()), (before, times));
}

#[test]
fn a_published_file_that_somebody_changed_is_told() {
    let portal = portal();
    portal.write("public/aid/index.html", "meddled");
    assert!(told(&portal, &["/aid/"]).contains("\nIts file in the output folder is not as the last build left it;"));
    assert_eq!(data(&portal, &["/aid/"])["as_left"], false);
    assert_eq!(data(&portal, &["/aid/a/"])["as_left"], true);
    // The reason that it was made for is still known after it is put right.
    portal.build();
    assert_eq!(data(&portal, &["/aid/"])["as_left"], true);
}

#[test]
fn a_page_has_many_names() {
    let portal = portal();
    let names = [
        "/aid/a/",
        "/aid/a",
        "aid/a/",
        "aid/a",
        "/aid/a/index.html",
        "aid/a/index.html",
        "/aid/%61/",
        "/aid/a/?from=wechat#top",
        "https://portal.example/aid/a/",
        "http://127.0.0.1:3000/aid/a/",
        "http://localhost:3000/aid/a/#x",
        "content/aid/a.md",
        "./content/aid/a.md",
    ];
    for name in names {
        assert_eq!(data(&portal, &[name])["path"], "aid/a/index.html", "{name}");
    }
    let full = portal.root().join("content/aid/a.md");
    let others = [
        ("/", "index.html"),
        ("content/aid/_index.md", "aid/index.html"),
        ("content/aid/", "aid/index.html"),
        ("content", "index.html"),
        ("/atom.xml", "atom.xml"),
        ("aid/atom.xml", "aid/atom.xml"),
        (full.to_str().expect("a name"), "aid/a/index.html"),
    ];
    for (name, path) in others {
        assert_eq!(data(&portal, &[name])["path"], path, "{name}");
    }
    // From where somebody stands.
    let run = run_in(&portal.root().join("content/aid"), &["explain", "b.md"]);
    assert!(run.out.starts_with("/aid/b/\n"), "{run:?}");
}

#[test]
fn a_site_below_a_path_has_its_names_with_and_without_it() {
    let portal = Portal::new(PORTAL);
    let base = ["--base-url", "https://gov.example/youth"];
    let run = portal.run(&[&["build"], &base[..]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    for name in ["/youth/aid/", "/aid/", "https://gov.example/youth/aid/", "content/aid/_index.md"] {
        let page = data(&portal, &[&[name], &base[..]].concat());
        assert_eq!((&page["address"], &page["state"]), (&"/youth/aid/".into(), &"fresh".into()), "{name}");
        assert_eq!(page["url"], "https://gov.example/youth/aid/");
    }
    assert_eq!(data(&portal, &[&["/youth"], &base[..]].concat())["path"], "index.html");
}

#[test]
fn what_is_not_there_is_a_wrong_call_with_the_nearest() {
    let portal = portal();
    let refused = |name: &str| {
        let run = portal.run(&["explain", name]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{name}: {run:?}");
        run.err
    };
    assert!(refused("/aid/aa/").contains("help: Did you mean /aid/a/?"), "{}", refused("/aid/aa/"));
    assert!(refused("content/aid/aa.md").contains("Did you mean content/aid/a.md?"));
    assert!(
        refused("https://elsewhere.example/aid/").contains("There is no page or file https://elsewhere.example/aid/")
    );
    assert!(refused("content/news/later.md").contains("content/news/later.md is not built"));
    for name in ["", "/../site.toml", "//", "/%ff", "content/none/", "😀"] {
        refused(name);
    }
    assert_eq!(data(&portal, &["content/news/later.md", "--drafts"])["path"], "news/later/index.html");
    assert_eq!(portal.run(&["explain"]).code, 2);
}

#[test]
fn what_keeps_a_page_from_being_made_is_told() {
    let portal = portal();
    portal.edit("content/aid/a.md", |text| text.replace("38.4万", "很多"));
    let Run { code, err, out } = portal.run(&["explain", "/aid/a/"]);
    assert_eq!((code, out.as_str()), (1, ""), "{err}");
    assert!(err.contains("content/aid/a.md:5"), "{err}");
    // Another page can be looked at, and it is said that nothing is published.
    let run = portal.run(&["explain", "/news/c/"]);
    assert!(run.code == 0 && run.err.contains("There are errors in other files (1)"), "{run:?}");
    portal.write("site.toml", "name = \"示例门户\"\n");
    assert_eq!(portal.run(&["explain", "/"]).code, 1);
}

#[test]
fn long_groups_are_cut_unless_all_is_asked_for() {
    let portal = portal();
    for number in 10..40 {
        portal.write(
            &format!("content/news/n{number}.md"),
            format!("+++\ntitle = \"第{number}次\"\ndate = 2023-05-{:02}\n[figures]\nfunds = 100\n+++\n", number - 9),
        );
    }
    portal.build();
    let text = told(&portal, &["/atom.xml"]);
    assert!(text.contains("more (--all)\n"), "{text}");
    let (short, long) = (told(&portal, &["/aid/"]), told(&portal, &["/aid/", "--all"]));
    assert!(short.contains("│  │  └─ … and 27 more (--all)\n"), "{short}");
    assert!(!long.contains("more (--all)") && long.contains("content/news/n39.md  100 元\n"), "{long}");
    assert_eq!(without_state(&short), without_state(&long));
}

#[test]
fn every_output_can_be_explained() {
    let portal = Portal::copy_of(&crate::source_text::root().join("starter"));
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{run:?}");
    for path in portal.tree().into_keys().filter(|path| !path.ends_with(".br") && !path.ends_with(".gz")) {
        for language in ["zh", "en"] {
            let run = portal.run(&["explain", &path, "--lang", language]);
            assert_eq!((run.code, run.err.as_str()), (0, ""), "{path}");
            let bare = run.out.lines().find(|line| ["job-", "explain-", "list-"].iter().any(|id| line.contains(id)));
            assert_eq!(bare, None, "{path}: a message without words");
        }
    }
}
