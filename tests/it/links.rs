//! Symbolic links and output folders: nothing outside the portal is read, nothing outside the output written.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use crate::portal::{Portal, tree_of};

fn portal() -> Portal {
    let portal = Portal::new("-- content/news/a.md --\n+++\ntitle = \"甲\"\ndate = 2023-06-30\n+++\n正文。\n");
    fs::create_dir(portal.parent().join("outside")).expect("a folder beside the portal");
    fs::write(portal.parent().join("outside/secret.md"), "+++\ntitle = \"秘密\"\n+++\n秘密。\n").expect("a file");
    fs::write(portal.parent().join("outside/secret.txt"), "秘密。\n").expect("a file");
    portal
}

fn outside(portal: &Portal) -> Vec<(String, Vec<u8>)> {
    tree_of(&portal.parent().join("outside")).into_iter().collect()
}

fn says_secret(portal: &Portal) -> bool {
    portal.tree().values().any(|bytes| String::from_utf8_lossy(bytes).contains("秘密"))
}

#[test]
fn links_out_of_the_portal_are_not_read() {
    for (link, target) in [
        ("content/news/b.md", "../../../outside/secret.md"),
        ("content/news/c.txt", "../../../outside/secret.txt"),
        ("content/other", "../../outside"),
        ("static/files", "../../outside"),
        ("static/passwd", "/etc/passwd"),
        ("themes/mine", "../../outside"),
    ] {
        let portal = portal();
        fs::create_dir_all(portal.root().join(link).parent().expect("a folder")).expect("a folder");
        symlink(target, portal.root().join(link)).expect("a link");
        let findings = portal.findings();
        let told = findings.iter().any(|finding| finding.code == "file/outside");
        // A theme that isn't used is not looked at.
        assert!(told || link.starts_with("themes"), "{link}: {findings:?}");
        assert!(!says_secret(&portal), "{link} was published");
    }
}

#[test]
fn links_inside_the_portal_are_followed() {
    let portal = portal();
    symlink("a.md", portal.root().join("content/news/b.md")).expect("a link");
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
}

#[test]
fn circles_and_dangling_links_end() {
    let portal = portal();
    symlink(".", portal.root().join("content/news/again")).expect("a link");
    symlink("b.md", portal.root().join("content/news/c.md")).expect("a link");
    symlink("c.md", portal.root().join("content/news/b.md")).expect("a link");
    symlink("nowhere.md", portal.root().join("content/news/d.md")).expect("a link");
    let run = portal.run(&["build"]);
    assert!(run.code == 0 || run.code == 1, "{}", run.err);
    assert!(run.err.contains("content/news/d.md"), "a link that leads nowhere is told: {}", run.err);
}

/// Else each build would publish the one before it.
#[test]
fn a_link_to_the_portal_itself_is_not_followed() {
    let portal = portal();
    std::fs::create_dir_all(portal.root().join("static")).expect("made");
    symlink("..", portal.root().join("static/up")).expect("a link");
    for _ in 0..2 {
        let run = portal.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.err.contains("static/up"), "it is told: {}", run.err);
    }
    assert!(!portal.root().join("public/up").exists());
}

#[test]
fn a_link_in_the_output_leads_nothing_out() {
    for (link, target) in [("public/news", "../../outside"), ("public/index.html", "../../outside/secret.txt")] {
        let portal = portal();
        let before = outside(&portal);
        fs::create_dir(portal.root().join("public")).expect("a folder");
        symlink(target, portal.root().join(link)).expect("a link");
        let run = portal.run(&["build"]);
        assert_eq!(outside(&portal), before, "{link} led the build out: {}", run.err);
    }
}

#[test]
fn stale_files_behind_a_link_stay() {
    let portal = portal();
    portal.build();
    fs::remove_dir_all(portal.root().join("public/news")).expect("a folder");
    fs::create_dir(portal.parent().join("outside/a")).expect("a folder");
    fs::write(portal.parent().join("outside/a/index.html"), "mine").expect("a file");
    symlink(portal.parent().join("outside"), portal.root().join("public/news")).expect("a link");
    portal.remove("content/news/a.md").write("content/other/b.md", "乙\n");
    let before = outside(&portal);
    portal.run(&["build"]);
    assert_eq!(outside(&portal), before);
}

#[test]
fn an_output_folder_that_holds_the_sources_is_refused() {
    let portal = portal();
    symlink("content", portal.root().join("looks-harmless")).expect("a link");
    fs::write(portal.root().join("a-file"), "x").expect("a file");
    let before = tree_of(portal.parent());
    let parent = portal.parent().to_str().expect("a path").to_owned();
    for folder in [
        ".",
        "..",
        "../..",
        "/",
        "content",
        "content/news",
        "themes",
        "static/x",
        "x/../content",
        "looks-harmless",
        "a-file",
        "site.toml",
        parent.as_str(),
    ] {
        for arguments in [vec!["build", "--output", folder], vec!["build", "--quiet", "--output", folder]] {
            let run = portal.run(&arguments);
            assert_eq!(run.code, 2, "{folder}: {}", run.err);
            assert!(run.err.starts_with("error:"), "{folder}: {}", run.err);
        }
    }
    assert_eq!(tree_of(portal.parent()), before);
}

#[test]
fn another_output_folder_is_used() {
    let portal = portal();
    let run = portal.run(&["build", "--output", "../elsewhere/site"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(portal.parent().join("elsewhere/site/news/a/index.html").is_file());
    assert!(!portal.root().join("public").exists());
    let mut left = leftovers(&portal.parent().join("elsewhere"));
    left.retain(|name| name != ".miao");
    assert_eq!(left, ["site"]);
}

fn leftovers(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect()
}
