//! A build that is killed leaves whole files, and the next one finishes the work.

use std::collections::BTreeMap;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::portal::Portal;

/// Posts enough for a build that can be hit, with files long enough to be half written.
fn portal() -> Portal {
    let portal = Portal::new("");
    for number in 0..150 {
        portal.write(&format!("content/news/post-{number}.md"), post(number, "旧的"));
        portal.write(&format!("static/files/{number}.bin"), vec![b'a'; 200_000]);
    }
    portal
}

fn post(number: usize, word: &str) -> String {
    format!("+++\ntitle = \"第{number}篇{word}\"\ndate = 2023-02-01\n+++\n{}\n", format!("{word}文字。").repeat(500))
}

#[test]
fn whole_files_are_left_and_the_next_build_finishes() {
    let portal = portal();
    let started = Instant::now();
    portal.build();
    let whole = started.elapsed();
    let old = portal.tree();
    for number in 0..150 {
        portal.write(&format!("content/news/post-{number}.md"), post(number, "新的"));
        portal.write(&format!("static/files/{number}.bin"), vec![b'b'; 200_000]);
    }
    portal.remove("content/news/post-7.md").remove("static/files/9.bin");
    let new = clean_build(&portal, &old);
    let mut cut_short = 0;
    for step in 1..=12 {
        restore(&portal, &old);
        cut_short += usize::from(kill_after(&portal, whole * step / 13));
        check_whole(&portal.tree(), &old, &new, step);
        let run = portal.run(&["build"]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(portal.tree() == new, "the build after the one that was killed finishes the work");
    }
    assert!(cut_short > 0, "no build was slow enough to be killed");
}

/// The tree that the changed portal becomes; what was there is put back.
fn clean_build(portal: &Portal, old: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    portal.build();
    let new = portal.tree();
    assert!(&new != old);
    new
}

/// Puts an older site back, with its list of files.
fn restore(portal: &Portal, old: &BTreeMap<String, Vec<u8>>) {
    let public = portal.root().join("public");
    std::fs::remove_dir_all(&public).expect("the built site");
    for (path, bytes) in old {
        portal.write(&format!("public/{path}"), bytes);
    }
    portal.write("public/.miao-manifest", old.keys().map(|path| format!("{path}\n")).collect::<String>());
}

/// Begins a build and kills it. Gives whether it was still at work.
fn kill_after(portal: &Portal, time: Duration) -> bool {
    let mut command = portal.command(&["build"]);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
    let started = Instant::now();
    while started.elapsed() < time {
        std::hint::spin_loop();
    }
    let at_work = child.try_wait().expect("a child").is_none();
    let _ = child.kill();
    let _ = child.wait();
    at_work
}

fn check_whole(
    found: &BTreeMap<String, Vec<u8>>,
    old: &BTreeMap<String, Vec<u8>>,
    new: &BTreeMap<String, Vec<u8>>,
    step: u32,
) {
    for (path, bytes) in found {
        let is_whole = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
        assert!(is_whole, "killed at {step}/13, {path} is neither the old file nor the new one");
    }
    let lost: Vec<_> = old.keys().filter(|path| new.contains_key(*path) && !found.contains_key(*path)).collect();
    assert!(lost.is_empty(), "killed at {step}/13, these are gone: {lost:?}");
}
