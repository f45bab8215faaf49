//! Findings: each file of `diagnostics/` is a portal, what it is about, and at its end the findings in both languages.

use std::fs;

use crate::portal::{Finding, Portal, files_of};
use crate::source_text::root;

const EXPECTED: &str = "-- findings --\n";

#[test]
fn cases() {
    let folder = root().join("tests/it/diagnostics");
    let mut files: Vec<_> = fs::read_dir(folder).expect("cases").map(|entry| entry.expect("a case").path()).collect();
    files.sort();
    let mut wrong = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a case");
        let (case, expected) = text.split_once(EXPECTED).unwrap_or((&text, ""));
        let found = findings_of(case);
        if std::env::var_os("MIAO_UPDATE").is_some() {
            fs::write(&file, format!("{case}{EXPECTED}{found}")).expect("a case to update");
        } else if found != expected {
            wrong.push(format!("{}\n--- expected\n{expected}--- found\n{found}", file.display()));
        }
    }
    assert!(wrong.is_empty(), "MIAO_UPDATE=1 writes the findings anew.\n{}", wrong.join("\n"));
}

/// Builds a case in both languages and writes down what is found.
fn findings_of(case: &str) -> String {
    let portal = Portal::empty();
    let start = case.find("-- ").expect("a file");
    for (path, content) in files_of(&case[start..]) {
        portal.write(path, content);
    }
    let english = portal.findings();
    let chinese = portal.findings_in("zh");
    check_places(&portal, &english);
    check_exit_code(&portal, &english);
    assert_eq!(places(&english), places(&chinese), "the language changes what is found");
    let told = english.iter().zip(&chinese).map(|(english, chinese)| told(english, chinese));
    if english.is_empty() { "none\n".to_owned() } else { told.collect() }
}

fn told(english: &Finding, chinese: &Finding) -> String {
    let words = |finding: &Finding| {
        let help = finding.help.as_deref().unwrap_or("(no help)");
        let words = format!("{} | {help}", finding.message);
        assert!(!words.contains("{$") && !words.contains("{ $"), "a value is missing: {words}");
        words.replace('\n', "\n    ")
    };
    format!("{}\n    {}\n    {}\n", english.place(), words(english), words(chinese))
}

fn places(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(Finding::place).collect()
}

/// Lines and columns are those of the file on the disk, and people are shown the line itself.
fn check_places(portal: &Portal, findings: &[Finding]) {
    let shown = portal.run(&["build"]).err;
    for finding in findings {
        let (Some(path), Some(number), Some(column)) = (&finding.path, finding.line, finding.column) else { continue };
        let text = fs::read_to_string(portal.root().join(path)).expect("the file of a finding");
        let line = text.split('\n').nth(number - 1).unwrap_or_else(|| panic!("no such line: {}", finding.place()));
        assert!(column >= 1 && column <= line.chars().count() + 1, "no such column: {}", finding.place());
        assert!(shown.contains(line.trim()), "{} is not shown in\n{shown}", line);
        assert!(shown.contains(&format!("{path}:{number}:{column}")), "{} is not shown in\n{shown}", finding.place());
    }
}

/// An error fails the build and publishes nothing; a warning does neither.
fn check_exit_code(portal: &Portal, findings: &[Finding]) {
    let wrong = findings.iter().any(|finding| finding.severity == "error");
    for arguments in [&["build"][..], &["build", "--format", "json"], &["build", "--quiet"]] {
        assert_eq!(portal.run(arguments).code, i32::from(wrong), "{arguments:?}");
    }
    assert_eq!(portal.has("index.html"), !wrong);
    let quiet = portal.run(&["build", "--quiet"]);
    assert_eq!((quiet.out.as_str(), quiet.err.is_empty()), ("", !wrong), "--quiet tells errors only: {}", quiet.err);
}
