//! The walls between modules: the import table of ARCHITECTURE.md, who may ask the surroundings, and sizes.

use std::collections::{BTreeMap, BTreeSet};

use crate::source_text::{SourceFile, project_file, sources};

type Imports = BTreeMap<String, BTreeSet<String>>;

/// The rows `| module | imports |` of ARCHITECTURE.md, in their order.
fn table() -> Vec<(String, BTreeSet<String>)> {
    let text = project_file("ARCHITECTURE.md");
    let (_, table) = text.split_once("| module | may import |\n").expect("the import table");
    let rows = table.lines().skip(1).take_while(|line| line.starts_with('|'));
    let cells = |row: &str| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    rows.map(|row| {
        let cells = cells(row);
        assert_eq!(cells.len(), 2, "two cells: {row}");
        let imports = cells[1].split([',', ' ']).map(|name| name.trim_matches('`')).filter(|name| !name.is_empty());
        (cells[0].trim_matches('`').to_owned(), imports.map(str::to_owned).collect())
    })
    .collect()
}

/// What each module imports, read from `crate::…` in its code.
fn imports() -> Imports {
    let mut imports = Imports::new();
    for file in sources() {
        let Some(module) = module_of(&file) else { continue };
        let named = imports.entry(module.clone()).or_default();
        for (at, _) in file.code.match_indices("crate::") {
            let rest = &file.code[at + "crate::".len()..];
            named.extend(names_after(rest).into_iter().filter(|name| *name != module));
        }
    }
    imports
}

/// The module that `crate::` is followed by, or those in its braces.
fn names_after(rest: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>();
    match rest.strip_prefix('{') {
        None => vec![word(rest)],
        Some(group) => group[..group.find('}').unwrap_or(0)].split(',').map(|name| word(name.trim())).collect(),
    }
}

fn module_of(file: &SourceFile) -> Option<String> {
    file.path.split_once('/').map(|(module, _)| module.to_owned())
}

#[test]
fn modules_import_what_the_table_allows() {
    let table = table();
    let allowed: Imports = table.iter().cloned().collect();
    let found = imports();
    let modules = |imports: &Imports| imports.keys().cloned().collect::<Vec<_>>();
    assert_eq!(modules(&allowed), modules(&found), "the table of ARCHITECTURE.md names every module");
    for (module, imports) in &found {
        assert_eq!(imports, &allowed[module], "what {module} imports is what ARCHITECTURE.md says");
    }
}

#[test]
fn imports_only_point_up_the_table() {
    let table = table();
    let row = |name: &String| table.iter().position(|(module, _)| module == name).expect("a row of the table");
    for (module, imports) in &table {
        for import in imports {
            assert!(row(import) < row(module), "{module} imports {import}, which stands below it");
        }
    }
}

/// What may be called where only.
const ONLY_THERE: [(&str, &[&str]); 9] = [
    ("std::fs", &["source/", "publish/"]),
    ("fs::", &["source/", "publish/"]),
    ("File::open", &["source/", "publish/"]),
    ("std::env::", &["cli/clock.rs", "main.rs"]),
    ("env::var", &["cli/clock.rs"]),
    ("SystemTime", &["serve/reply.rs", "source/stamp.rs"]),
    ("Timestamp::now", &["cli/clock.rs"]),
    ("Zoned::now", &[]),
    ("std::io::stdout", &["cli/console.rs"]),
];

#[test]
fn the_surroundings_are_asked_in_few_places() {
    let mut wrong = BTreeSet::new();
    for file in sources() {
        for (what, places) in ONLY_THERE {
            if file.code.contains(what) && !places.iter().any(|place| file.path.starts_with(place)) {
                wrong.insert(format!("{} uses {what}, which belongs into {places:?}", file.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Values are data, and go anywhere; the engine does not.
#[test]
fn only_theme_and_render_know_the_template_engine() {
    for file in sources().iter().filter(|file| !file.path.starts_with("theme/") && !file.path.starts_with("render/")) {
        for (at, _) in file.code.match_indices("tera::") {
            let used = &file.code[at + "tera::".len()..];
            let is_value = ["Value", "Map", "value::Key"].iter().any(|name| used.starts_with(name));
            assert!(is_value, "src/{} uses tera::{}", file.path, used.lines().next().unwrap_or(""));
        }
    }
}

/// Sizes are guidance: what is long is printed, with `--nocapture` to be read.
#[test]
fn long_files_and_wide_folders_are_told() {
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for file in sources() {
        let lines = file.code.lines().filter(|line| !line.trim().is_empty()).count();
        if lines > 400 {
            eprintln!("src/{} has {lines} lines of code", file.path);
        }
        assert!(lines <= 600, "src/{} has {lines} lines of code: what are its parts?", file.path);
        *folders.entry(file.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()).or_default() += 1;
    }
    for (folder, files) in folders.iter().filter(|(_, files)| **files > 13) {
        eprintln!("src/{folder} has {files} files");
    }
}

#[test]
fn every_module_says_what_it_owns() {
    for (module, _) in table() {
        let text = project_file(&format!("src/{module}/mod.rs"));
        assert!(text.starts_with("//! "), "src/{module}/mod.rs begins with what it owns");
    }
}

#[test]
fn every_dependency_says_what_it_is_for() {
    let manifest: toml::Table = project_file("Cargo.toml").parse().expect("a manifest");
    let text = project_file("ARCHITECTURE.md");
    let (_, told) = text.split_once("## Dependencies").expect("the dependencies");
    let words: BTreeSet<&str> = told.split(|end: char| !(end.is_alphanumeric() || matches!(end, '-' | '_'))).collect();
    for section in ["dependencies", "dev-dependencies"] {
        for name in manifest[section].as_table().expect("a table").keys() {
            assert!(words.contains(name.as_str()), "ARCHITECTURE.md doesn't say what {name} is for");
        }
    }
}
