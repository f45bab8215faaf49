//! Golden sites: `tests/sites/<name>/in` is a portal, `out` is all that it becomes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::portal::{Portal, tree_of};
use crate::source_text::root;

#[test]
fn every_site_becomes_what_is_expected() {
    let mut names: Vec<_> = fs::read_dir(root().join("tests/sites"))
        .expect("sites")
        .map(|entry| entry.expect("a site").file_name().into_string().expect("a name"))
        .collect();
    names.sort();
    assert!(names.len() >= 6, "{names:?}");
    let differences: Vec<String> = names.iter().flat_map(|name| differences_of(name)).collect();
    assert!(differences.is_empty(), "MIAO_UPDATE=1 writes the sites anew.\n{}", differences.join("\n"));
}

fn differences_of(name: &str) -> Vec<String> {
    let folder = root().join("tests/sites").join(name);
    let portal = Portal::copy_of(&folder.join("in"));
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{name}: {}", run.err);
    let mut built = portal.tree();
    // What is found is part of what is expected.
    built.insert("findings.txt".to_owned(), run.err.into_bytes());
    if std::env::var_os("MIAO_UPDATE").is_some() {
        update(&folder.join("out"), &built);
    }
    compare(name, &tree_of(&folder.join("out")), &built)
}

fn update(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    let _ = fs::remove_dir_all(folder);
    for (path, bytes) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder to write");
        fs::write(path, bytes).expect("a file to write");
    }
}

/// Every built file has to be expected, every expected one built.
fn compare(name: &str, expected: &BTreeMap<String, Vec<u8>>, built: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let mut differences = Vec::new();
    for path in expected.keys().filter(|path| !built.contains_key(*path)) {
        differences.push(format!("{name}: {path} is expected and was not built"));
    }
    for (path, bytes) in built {
        match expected.get(path) {
            None => differences.push(format!("{name}: {path} was built and is not expected")),
            Some(wanted) if wanted != bytes => differences.push(first_difference(name, path, wanted, bytes)),
            Some(_) => {}
        }
    }
    differences
}

fn first_difference(name: &str, path: &str, wanted: &[u8], found: &[u8]) -> String {
    let (wanted, found) = (String::from_utf8_lossy(wanted), String::from_utf8_lossy(found));
    let mut lines = wanted.lines().zip(found.lines()).enumerate();
    let different = lines.find(|(_, (wanted, found))| wanted != found);
    let (line, wanted, found) = match different {
        Some((at, (wanted, found))) => (at + 1, wanted, found),
        None => (wanted.lines().count().min(found.lines().count()) + 1, "", ""),
    };
    format!("{name}: {path}:{line}\n  expected {wanted}\n  found    {found}")
}
