//! A build after which nothing has changed reads nothing; whatever has changed, it builds.

use std::fs;
use std::path::PathBuf;
use std::thread::sleep;
use std::time::Duration;

use crate::portal::{Portal, tree_of};

/// Longer than two writes may be apart and still leave the same times.
const TICK: Duration = Duration::from_millis(60);

const POST: &str = "+++\ntitle = \"甲\"\ndate = 2023-03-14\n+++\n正文甲。\n";

/// A portal that was built, and built again when no file of it was young.
fn settled() -> Portal {
    let portal = Portal::new(&format!("-- content/news/a.md --\n{POST}"));
    for _ in 0..2 {
        sleep(TICK);
        assert_eq!(portal.run(&["build"]).code, 0);
    }
    sleep(TICK);
    portal
}

/// What a build knows of its outputs.
fn memory(portal: &Portal) -> PathBuf {
    let mut left = fs::read_dir(portal.root().join(".miao")).expect("what was left").flatten();
    let memory = left.find(|entry| entry.file_name().to_string_lossy().starts_with("memory-"));
    memory.expect("a memory").path()
}

/// Makes it useless, so that only a glance can spare a build its work.
fn spoil_memory(portal: &Portal) {
    fs::write(memory(portal), SPOILT).expect("the memory is written over");
}

const SPOILT: &str = "no memory";

/// Whether the last build was content with a glance.
fn only_glanced(portal: &Portal) -> bool {
    fs::read(memory(portal)).is_ok_and(|bytes| bytes == SPOILT.as_bytes())
}

#[test]
fn a_glance_is_enough_where_nothing_has_changed() {
    let portal = settled();
    spoil_memory(&portal);
    let before = (tree_of(&portal.root().join("public")), portal.times());
    let run = portal.run(&["build"]);
    assert_eq!((run.code, only_glanced(&portal)), (0, true), "{}", run.err);
    assert_eq!((tree_of(&portal.root().join("public")), portal.times()), before);
    assert_eq!(portal.run(&["build", "--strict"]).code, 0);
    assert!(!only_glanced(&portal), "a strict build looks at every page");
}

/// Builds after a change, and again from nothing: both sites have to be the same, whether or not the build knows what the
/// last one has left.
fn is_built(what: &str, change: impl Fn(&Portal) -> &Portal, arguments: &[&str]) {
    for knows in [true, false] {
        is_built_knowing(knows, what, &change, arguments);
    }
}

fn is_built_knowing(knows: bool, what: &str, change: impl Fn(&Portal) -> &Portal, arguments: &[&str]) {
    let portal = settled();
    if !knows {
        spoil_memory(&portal);
    }
    change(&portal);
    let build = [&["build"], arguments].concat();
    assert_eq!(portal.run(&build).code, 0, "{what}");
    assert!(!only_glanced(&portal), "{what}");
    let built = tree_of(&portal.root().join("public"));
    fs::remove_dir_all(portal.root().join("public")).expect("the built site");
    fs::remove_dir_all(portal.root().join(".miao")).expect("what was left");
    assert_eq!(portal.run(&build).code, 0, "{what}");
    assert!(tree_of(&portal.root().join("public")) == built, "{what}");
}

/// Writes a text of the same length in place and sets its time back, as no editor does.
fn rewrite_unseen(portal: &Portal) -> &Portal {
    let path = portal.root().join("content/news/a.md");
    let time = fs::metadata(&path).and_then(|found| found.modified()).expect("its time");
    fs::write(&path, POST.replace("正文甲", "正文乙")).expect("it is saved");
    let file = fs::File::options().write(true).open(&path).expect("it is there");
    file.set_modified(time).expect("its time is set back");
    portal
}

#[test]
fn whatever_has_changed_is_built() {
    is_built("a text of the same length and time", rewrite_unseen, &[]);
    is_built("a new post", |portal| portal.write("content/news/b.md", POST.replace('甲', "乙")), &[]);
    is_built("a post that went", |portal| portal.remove("content/news/a.md"), &[]);
    is_built("a setting", |portal| portal.edit("site.toml", |text| text.replace("示例", "新的")), &[]);
    is_built("a file that is copied", |portal| portal.write("static/a.txt", "甲"), &[]);
    is_built("a theme of the portal", |portal| portal.write("themes/own/theme.toml", "extends = \"plain\"\n"), &[]);
    is_built("another day", |portal| portal, &["--as-of", "2023-07-11"]);
    is_built("another address", |portal| portal, &["--base-url", "https://other.example/sub"]);
}

#[test]
fn whatever_has_happened_to_the_output_is_mended() {
    let page = "public/news/a/index.html";
    is_built("a page that went", |portal| portal.remove(page), &[]);
    is_built("a page that was written over", |portal| portal.edit(page, |text| text.replace('甲', "丙")), &[]);
    is_built("a lost list of files", |portal| portal.remove("public/.miao-manifest"), &[]);
}

#[test]
fn what_is_wrong_is_told_each_time() {
    let portal = settled();
    portal.edit("content/news/a.md", |text| text + "\n[没有](missing.md)\n");
    let told = || {
        sleep(TICK);
        portal.run(&["build"]).err
    };
    let first = told();
    assert!(first.contains("missing.md"), "{first}");
    for _ in 0..2 {
        assert!(told().contains("missing.md"));
    }
}
