//! What a build promises whatever the portal (product section 7).

use std::collections::BTreeMap;
use std::fs;

use miao::model::{addresses, count_addresses};

use crate::figure_checks::site_of;
use crate::portal::{Portal, tree_of};
use crate::source_text::root;

fn golden() -> Portal {
    Portal::copy_of(&root().join("tests/sites/everything/in"))
}

/// The golden portal, and many posts more, so that threads have something to get wrong.
fn large() -> Portal {
    let portal = golden();
    for number in 0..300 {
        let (day, tag) = (number % 28 + 1, number % 7);
        let head = format!("title = \"第{number}篇\"\ndate = 2023-02-{day:02}\ntags = [\"标签{tag}\", \"示例\"]");
        let body = format!("正文{number}，见[另一篇](post-{}.md)。\n\n{{{{ figure(\"jobs\") }}}}", (number + 13) % 300);
        portal.write(
            &format!("content/work/post-{number}.md"),
            format!("+++\n{head}\n\n[figures]\njobs = \"{number}余\"\n+++\n{body}\n"),
        );
    }
    portal
}

fn build_with_threads(portal: &Portal, threads: &str) -> BTreeMap<String, Vec<u8>> {
    let output = portal.command(&["build", "--quiet"]).env("RAYON_NUM_THREADS", threads).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    portal.tree()
}

fn names_that_differ(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let all = one.keys().chain(other.keys().filter(|path| !one.contains_key(*path)));
    all.filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}

#[test]
fn threads_and_runs_make_no_difference() {
    let portal = large();
    let alone = build_with_threads(&portal, "1");
    fs::remove_dir_all(portal.root().join("public")).expect("the built site");
    for threads in ["4", "4", "3"] {
        let together = build_with_threads(&portal, threads);
        assert_eq!(names_that_differ(&alone, &together), Vec::<String>::new(), "{threads} threads");
        fs::remove_dir_all(portal.root().join("public")).expect("the built site");
    }
}

#[test]
fn a_second_build_touches_nothing() {
    let portal = golden();
    portal.run(&["build"]);
    let (tree, times) = (portal.tree(), portal.times());
    assert!(portal.run(&["build"]).out.contains(", 0 removed"), "it says what it did");
    assert_eq!(names_that_differ(&tree, &portal.tree()), Vec::<String>::new());
    assert_eq!(times, portal.times());
    portal.edit("content/about.md", |text| text + "\n一句新的话。\n");
    portal.run(&["build"]);
    let after = portal.times();
    // A new sentence is in some shards of the search index, whose number is nobody's business here.
    let is_touched = |(path, time): &(&String, &_)| times.get(*path) != Some(time) && !path.starts_with("search/");
    let touched: Vec<_> = after.iter().filter(is_touched).map(|(path, _)| path).collect();
    assert_eq!(touched, ["about/index.html"]);
}

#[test]
fn the_order_of_files_makes_no_difference() {
    let source = root().join("tests/sites/everything/in");
    let expected = {
        let portal = golden();
        portal.run(&["build"]);
        portal.tree()
    };
    let files: Vec<_> = tree_of(&source).into_iter().collect();
    // File systems give names in the order in which they were made, or in one of their own.
    for turn in [1, 7, 19] {
        let portal = Portal::empty();
        let mut turned = files.clone();
        turned.rotate_left(turn);
        turned.reverse();
        for (path, bytes) in &turned {
            portal.write(path, bytes);
        }
        portal.run(&["build"]);
        assert_eq!(names_that_differ(&expected, &portal.tree()), Vec::<String>::new());
    }
}

#[test]
fn a_build_equals_a_clean_one_whatever_was_there_before() {
    let portal = golden();
    portal.run(&["build"]);
    portal.remove("content/work/study.md").remove("content/work/jobs/plan.md");
    portal.edit("content/work/jobs/repeat.md", |text| text.replace("转发", "转载"));
    portal.write("content/work/new.md", "+++\ntitle = \"新的\"\ndate = 2023-07-09\ntags = [\"新\"]\n+++\n正文。\n");
    portal.edit("content/work/jobs/2023-03-14-春季招聘会/index.md", |text| {
        text.replace("{{ gallery() }}", "").replace("[未来](@/work/jobs/plan.md#安排)", "")
    });
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let again = portal.tree();
    fs::remove_dir_all(portal.root().join("public")).expect("the built site");
    portal.run(&["build"]);
    assert_eq!(names_that_differ(&portal.tree(), &again), Vec::<String>::new());
}

#[test]
fn a_failed_build_leaves_everything_as_it_was() {
    let portal = golden();
    portal.run(&["build"]);
    let before = (tree_of(&portal.root().join("public")), portal.times());
    portal.edit("content/about.md", |text| text + "\n{{ none() }}\n");
    portal.write("content/work/new.md", "+++\ntitle = \"新的\"\n+++\n正文。\n");
    portal.remove("content/work/study.md");
    assert_eq!(portal.run(&["build"]).code, 1);
    assert_eq!((tree_of(&portal.root().join("public")), portal.times()), before);
    let left = fs::read_dir(portal.root().join(".miao")).into_iter().flatten().flatten();
    let left: Vec<String> = left.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    assert!(
        left.iter().all(|name| ["memory-", "posts-", "glance-"].iter().any(|start| name.starts_with(start))),
        "what was staged is cleared away: {left:?}"
    );
}

#[test]
fn stale_files_go_and_foreign_ones_stay() {
    let portal =
        Portal::new("-- content/news/a.md --\n甲\n-- content/news/b/index.md --\n乙\n-- content/news/b/x.txt --\nx\n");
    portal.write("public/CNAME", "portal.example").write("public/news/mine.html", "mine");
    portal.build();
    assert!(portal.has("news/b/x.txt") && portal.has("news/a/index.html"));
    portal.remove("content/news/b/index.md").remove("content/news/b/x.txt");
    portal.build();
    assert!(!portal.has("news/b"), "with its last file a folder goes too");
    assert_eq!(portal.output("CNAME"), "portal.example");
    assert_eq!(portal.output("news/mine.html"), "mine");
}

#[test]
fn a_file_of_others_is_not_replaced() {
    let portal = Portal::new("-- content/news/a.md --\n甲\n");
    portal.write("public/robots.txt", "mine").write("public/news/a/index.html", "mine too");
    let findings = portal.findings();
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert_eq!((portal.output("robots.txt"), portal.output("news/a/index.html")), ("mine".into(), "mine too".into()));
    assert!(!portal.has("index.html"), "nothing is published then");
    portal.remove("public/robots.txt").remove("public/news/a/index.html").build();
    assert!(portal.has("robots.txt"));
}

#[test]
fn the_manifest_names_what_was_made_and_nothing_else() {
    let portal = golden();
    portal.write("public/CNAME", "portal.example");
    portal.run(&["build"]);
    let manifest = portal.output(".miao-manifest");
    let named: Vec<String> = manifest.lines().map(str::to_owned).collect();
    let there: Vec<String> = portal.tree().into_keys().filter(|path| path != "CNAME").collect();
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    assert_eq!(sorted(named), sorted(there));
}

#[test]
fn a_damaged_manifest_deletes_nothing_outside() {
    let portal = Portal::new("-- content/news/a.md --\n甲\n");
    fs::write(portal.parent().join("precious"), "keep").expect("a file beside the portal");
    portal.write("public/.miao-manifest", "../site.toml\n../../precious\n/etc/hostname\n\0\n..\nnews\n");
    portal.build();
    assert!(portal.parent().join("precious").exists() && portal.root().join("site.toml").exists());
}

#[test]
fn nothing_is_written_but_the_output() {
    let portal = golden();
    let sources = tree_of(&portal.root());
    portal.run(&["build"]);
    let mut after = tree_of(portal.parent());
    // The cache may be deleted at any time.
    after.retain(|path, _| !path.starts_with("portal/public/") && !path.starts_with("portal/.miao/"));
    let expected: BTreeMap<String, Vec<u8>> =
        sources.into_iter().map(|(path, bytes)| (format!("portal/{path}"), bytes)).collect();
    assert_eq!(names_that_differ(&expected, &after), Vec::<String>::new());
}

#[test]
fn as_many_addresses_are_counted_as_there_are() {
    for portal in [golden(), large()] {
        let site = site_of(&portal);
        assert_eq!(count_addresses(&site), addresses(&site).len());
    }
}
