//! The command line: what it takes, what it says, how it exits.

use std::fs;

use crate::portal::{Portal, program, run_in};

#[test]
fn a_new_portal_builds_without_a_finding() {
    for folder in ["x", "新的 门户", "a/b/c"] {
        let temporary = tempfile::tempdir().expect("a folder");
        let begun = run_in(temporary.path(), &["init", folder]);
        assert_eq!((begun.code, begun.err.as_str()), (0, ""), "{folder}");
        assert!(begun.out.contains(folder), "it says where the portal is: {}", begun.out);
        let built = run_in(temporary.path(), &["build", "--root", folder, "--format", "json"]);
        assert_eq!((built.code, built.out.as_str(), built.err.as_str()), (0, "", ""), "{folder}");
        let root = temporary.path().join(folder);
        assert!(root.join("public/index.html").is_file() && root.join("public/stats/index.html").is_file());
        assert!(!root.join("themes").exists(), "the default theme is part of the program");
    }
}

#[test]
fn a_folder_with_something_in_it_is_left_alone() {
    let temporary = tempfile::tempdir().expect("a folder");
    fs::write(temporary.path().join("mine.txt"), "mine").expect("a file");
    for target in [".", "mine.txt"] {
        let run = run_in(temporary.path(), &["init", target]);
        assert_eq!(run.code, 2, "{target}: {}", run.err);
    }
    assert_eq!(fs::read_dir(temporary.path()).expect("a folder").count(), 1);
    assert_eq!(fs::read_to_string(temporary.path().join("mine.txt")).expect("there"), "mine");
}

#[test]
fn wrong_calls_exit_2() {
    let portal = Portal::new("");
    for arguments in [
        &["biuld"][..],
        &["build", "--nothing"],
        &["build", "--as-of", "2023-06-31"],
        &["build", "--as-of", "yesterday"],
        &["build", "--as-of"],
        &["build", "--base-url", "portal.example"],
        &["build", "--base-url", "javascript:alert(1)"],
        &["build", "--format", "xml"],
        &["build", "--lang", "fr"],
        &["build", "--root", "nowhere"],
        &["build", "--root", "site.toml"],
        &["build", "extra"],
        &["init"],
    ] {
        let run = portal.run(arguments);
        assert_eq!(run.code, 2, "{arguments:?}: {}{}", run.out, run.err);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{arguments:?} is told on the standard error");
    }
    assert!(!portal.root().join("public").exists());
}

#[test]
fn help_and_version_exit_0_in_both_languages() {
    let portal = Portal::new("");
    for arguments in [&["--help"][..], &["help"], &["build", "--help"], &["init", "--help"], &["--version"]] {
        let run = portal.run(arguments);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
        assert!(!run.out.contains("help-"), "an id is shown in place of its words: {}", run.out);
    }
    assert!(portal.run(&["--lang", "zh", "--help"]).out.contains("门户"));
    assert!(portal.run(&["--lang=zh", "build", "--help"]).out.contains("门户"));
}

#[test]
fn no_portal_is_a_wrong_call() {
    let temporary = tempfile::tempdir().expect("a folder");
    let run = run_in(temporary.path(), &["build"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("miao init"), "it says what to do: {}", run.err);
}

#[test]
fn the_nearest_portal_above_is_found() {
    let portal = Portal::new("-- content/news/a.md --\n甲\n");
    let run = run_in(&portal.root().join("content/news"), &["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(portal.has("news/a/index.html"));
}

#[test]
fn the_language_is_that_of_the_call_else_of_the_surroundings() {
    let portal = Portal::new("");
    let said = |language: &str, arguments: &[&str]| {
        let output = program(&portal.root()).env("LANG", language).args(arguments).output().expect("it runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    assert!(said("zh_CN.UTF-8", &["build"]).contains("生成完毕"));
    assert!(said("en_GB.UTF-8", &["build"]).starts_with("Built"));
    assert!(said("C", &["build"]).starts_with("Built"));
    assert!(said("zh_CN.UTF-8", &["build", "--lang", "en"]).starts_with("Built"));
    assert!(said("en_GB.UTF-8", &["--lang", "zh", "build"]).contains("生成完毕"));
}

#[test]
fn quiet_says_nothing_that_is_not_an_error() {
    let portal = Portal::new("-- content/news/a.md --\n+++\ntitle = \"甲\"\ntitel = \"甲\"\n+++\n甲\n");
    let run = portal.run(&["build", "--quiet"]);
    assert_eq!((run.code, run.out.as_str(), run.err.as_str()), (0, "", ""));
    let run = portal.run(&["build"]);
    assert!(run.err.contains("head/unknown-key") && run.out.starts_with("Built"));
}

#[test]
fn json_has_findings_on_the_standard_output_and_nothing_else() {
    let portal =
        Portal::new("-- content/news/a.md --\n+++\ntitle = \"甲\"\ntitel = \"甲\"\ndate = 2023-06-31\n+++\n甲\n");
    let run = portal.run(&["build", "--format", "json"]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert_eq!(run.out.lines().count(), 2, "{}", run.out);
    assert_eq!(portal.findings().len(), 2);
}

#[test]
fn another_address_is_used_everywhere() {
    let portal = Portal::new("-- content/news/a.md --\n+++\ntitle = \"甲\"\ndate = 2023-06-30\n+++\n甲\n");
    let run = portal.run(&["build", "--base-url", "http://127.0.0.1:8000/sub/"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for (path, bytes) in portal.tree() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains("portal.example"), "{path} has the address of site.toml");
    }
    assert!(portal.output("index.html").contains("href=\"/sub/news/a/\""));
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let portal = Portal::new("");
    let mut child = portal.command(&["build", "--help"]).stdout(std::process::Stdio::piped()).spawn().expect("it runs");
    drop(child.stdout.take());
    let status = child.wait().expect("it ends");
    assert!(status.code().is_some_and(|code| code != 101), "{status}");
}
