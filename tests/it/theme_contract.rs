//! What theme authors rely on: `themes/README.md` names every variable, and every word that is asked for is there.

use std::collections::{BTreeMap, BTreeSet};

use crate::portal::Portal;
use crate::source_text::{project_file, root, sources, texts_below};

const THEMES: [&str; 2] = ["plain", "qingchun"];
const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// The fields of each struct that templates see, in their order.
fn view_fields() -> BTreeMap<String, Vec<String>> {
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources().iter().filter(|file| file.path.starts_with("view/")) {
        let mut current = None;
        // What stands for another value has no fields to name.
        for line in file.code.lines().filter(|line| !line.ends_with(");")) {
            if let Some(name) = line.strip_prefix("pub struct ").and_then(|rest| rest.split([' ', '<', '(']).next()) {
                current = Some(name.to_owned());
                fields.insert(name.to_owned(), Vec::new());
            } else if line.starts_with('}') {
                current = None;
            } else if let (Some(name), Some(field)) = (&current, line.trim().strip_prefix("pub ")) {
                let field = field.split(':').next().expect("a name").to_owned();
                fields.entry(name.clone()).or_default().push(field);
            }
        }
    }
    assert!(fields.len() > 20, "only {} views were found", fields.len());
    fields
}

/// The first cells of the table below each heading `#### Name` of the README.
fn documented_fields() -> BTreeMap<String, Vec<String>> {
    let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut current = String::new();
    for line in project_file("themes/README.md").lines() {
        if let Some(heading) = line.strip_prefix('#') {
            current = heading.strip_prefix("### ").unwrap_or("").trim().to_owned();
        } else if let Some(field) = line.strip_prefix("| `").and_then(|rest| rest.split('`').next()) {
            fields.entry(current.clone()).or_default().push(field.to_owned());
        }
    }
    fields
}

#[test]
fn the_readme_names_every_variable() {
    let documented = documented_fields();
    for (view, fields) in view_fields() {
        assert_eq!(documented.get(&view), Some(&fields), "themes/README.md on {view}");
    }
}

/// The words of a theme in a language.
fn words(theme: &str, language: &str) -> BTreeMap<String, String> {
    let text = project_file(&format!("themes/{theme}/i18n/{language}.toml"));
    toml::from_str(&text).unwrap_or_else(|error| panic!("{theme} {language}: {error}"))
}

#[test]
fn both_languages_of_a_theme_have_the_same_words() {
    for theme in THEMES {
        let (chinese, english) = (words(theme, "zh-CN"), words(theme, "en"));
        let keys = |words: &BTreeMap<String, String>| words.keys().cloned().collect::<BTreeSet<_>>();
        let only: Vec<_> = keys(&chinese).symmetric_difference(&keys(&english)).cloned().collect();
        assert!(only.is_empty(), "{theme} has these in one language only: {only:?}");
        for (key, text) in &chinese {
            assert_eq!(places(text), places(&english[key]), "{theme}: the places of {key}");
        }
    }
}

/// The places `{name}` and `{name:one|many}` of a text.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once(['}', ':'])).map(|(name, _)| name).collect()
}

/// Every key that the source asks for by its whole name.
fn keys_of_source() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for file in sources() {
        for (at, literal) in &file.literals {
            let before = &file.code[..*at];
            if ["words.get(", "words.fill(", "words.find("].iter().any(|call| before.ends_with(call)) {
                keys.insert(literal.clone());
            }
        }
    }
    assert!(keys.len() > 15, "{keys:?}");
    keys
}

/// Keys that the source puts together.
fn composed_keys() -> BTreeSet<String> {
    let csv = String::from_utf8(
        std::fs::read(root().join("tests/sites/everything/out/data/figures.csv")).expect("the golden data"),
    )
    .expect("UTF-8");
    let columns = csv.lines().next().expect("a head").trim_start_matches('\u{FEFF}').split(',').map(str::to_owned);
    let reasons = project_file("messages/en.ftl");
    let reasons = reasons.lines().filter_map(|line| line.strip_prefix("why-")?.split(' ').next());
    let reasons: Vec<String> = reasons.map(|reason| format!("why_{}", reason.replace('-', "_"))).collect();
    let groups = ["month", "quarter", "half", "year", "category", "kind"].map(|by| format!("by_{by}"));
    let taxonomies = ["tags", "series", "place"].map(|taxonomy| format!("taxonomy_{taxonomy}"));
    columns.map(|column| format!("column_{column}")).chain(reasons).chain(groups).chain(taxonomies).collect()
}

#[test]
fn every_theme_has_the_words_that_the_source_asks_for() {
    let mut missing = BTreeSet::new();
    for theme in THEMES {
        for language in LANGUAGES {
            let words = words(theme, language);
            let asked = keys_of_source().into_iter().chain(composed_keys());
            missing
                .extend(asked.filter(|key| !words.contains_key(key)).map(|key| format!("{theme} {language}: {key}")));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn every_theme_has_the_words_that_its_templates_ask_for() {
    let mut missing = BTreeSet::new();
    for theme in THEMES {
        let words = words(theme, "zh-CN");
        for (path, text) in texts_below(&format!("themes/{theme}/templates")) {
            // A key that ends in a line is put together with what follows.
            let keys = text.split("t(key=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let has = |key: &str| {
                words.keys().any(|word| if key.ends_with('_') { word.starts_with(key) } else { word == key })
            };
            missing.extend(keys.filter(|key| !has(key)).map(|key| format!("{theme}/{path}: {key}")));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn the_readme_names_the_words_that_miao_asks_for() {
    let readme = project_file("themes/README.md");
    let missing: Vec<_> = keys_of_source().into_iter().filter(|key| !readme.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn themes_keep_to_the_content_security_policy() {
    for theme in THEMES {
        for (path, text) in texts_below(&format!("themes/{theme}")) {
            // A report is a document of its own and no page of the site.
            if path.ends_with(".html") && !path.starts_with("templates/report/") {
                for forbidden in [" style=\"", "<style", " onclick", " onload", "javascript:", "http-equiv=\"refresh"] {
                    assert!(!text.contains(forbidden), "{theme}/{path} has {forbidden}");
                }
            }
            if path.ends_with(".css") {
                for forbidden in ["url(http", "url(\"http", "url(data:", "url(\"data:", "@import"] {
                    assert!(!text.contains(forbidden), "{theme}/{path} has {forbidden}");
                }
            }
        }
    }
}

#[test]
fn every_theme_builds_every_page_in_both_languages() {
    for theme in THEMES {
        for language in LANGUAGES {
            let portal = Portal::copy_of(&root().join("tests/sites/everything/in"));
            portal.edit("site.toml", |text| {
                text.replace("theme = \"plain\"", &format!("theme = \"{theme}\"\nlanguage = \"{language}\""))
            });
            let groups = "\n{{ stat(metric=\"posts\", period=\"all\", by=\"tags\", show=\"bar\", top=1) }}\n";
            portal.edit("content/about.md", |text| text + groups);
            portal.build();
            let pages = portal.tree().into_iter().filter(|(path, _)| path.ends_with(".html"));
            for (path, bytes) in pages {
                let page = String::from_utf8(bytes).expect("UTF-8");
                for residue in ["{{", "{%", "{n:", "⟦", "undefined", "content=\"\"", "content=\"null\"", ">null<"] {
                    // One post shows a call as code.
                    let is_code = residue == "{{" && path == "work/study/index.html";
                    assert!(is_code || !page.contains(residue), "{theme} {language}: {path} has {residue}");
                }
            }
        }
    }
}

/// The addresses of the style sheets of a page, in their order.
fn sheets_of(html: &str) -> Vec<String> {
    let links = html.split("<link rel=\"stylesheet\" href=\"").skip(1);
    links.filter_map(|rest| rest.split('"').next().map(str::to_owned)).collect()
}

fn themed(files: &[(&str, &str)]) -> Portal {
    let portal = Portal::copy_of(&root().join("tests/sites/everything/in"));
    portal.edit("site.toml", |text| text.replace("theme = \"plain\"", "theme = \"mine\""));
    for (path, text) in files {
        portal.write(&format!("themes/mine/{path}"), text);
    }
    portal
}

#[test]
fn what_a_theme_adds_to_the_styles_comes_last() {
    let manifest = "extends = \"qingchun\"\nstyles = [\"styles/own.css\"]\n";
    let portal = themed(&[("theme.toml", manifest), ("styles/own.css", ".sum { color: red }")]);
    portal.build();
    let tree = portal.tree();
    let page = String::from_utf8_lossy(&tree["index.html"]).into_owned();
    let sheets = sheets_of(&page);
    assert!(sheets.len() == 2 && sheets[0].contains("lists.") && sheets[1].contains("site."), "{sheets:?}");
    let last = String::from_utf8_lossy(&tree[sheets[1].trim_start_matches('/')]).into_owned();
    assert!(last.trim_end().ends_with(".sum{color:red}"), "{}", &last[last.len() - 80..]);
}
