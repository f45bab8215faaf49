//! Which templates a template is made with, so that an edit of one renders only the pages that have it.
//!
//! Any text between quotes that is the name of a template counts, whatever it stands for: too many are harmless, and none that
//! is built on, included or imported is missed, since Tera wants their names written out. What defines components can be
//! used by all.

use std::collections::{BTreeMap, BTreeSet};

use super::files::ThemeFiles;
use crate::base::Print;

/// The name that Tera knows a template by; a path alone means that of the nearest layer that has it.
pub(super) fn full_name<'t>(name: &str, prefixes: &[String], templates: &'t ThemeFiles) -> Option<&'t String> {
    let own = templates.get_key_value(name);
    let found = own.or_else(|| prefixes.iter().find_map(|prefix| templates.get_key_value(&format!("{prefix}{name}"))));
    found.map(|(name, _)| name)
}

/// The print of each template with all those that it reaches.
pub(super) fn prints_of_templates(prefixes: &[String], templates: &ThemeFiles) -> BTreeMap<String, Print> {
    let named = |text: &str| -> BTreeSet<&String> {
        text.split(['"', '\'', '`']).filter_map(|part| full_name(part, prefixes, templates)).collect()
    };
    let texts = || templates.iter().filter_map(|(name, file)| Some((name, file.text()?)));
    let named: BTreeMap<&String, BTreeSet<&String>> = texts().map(|(name, text)| (name, named(text))).collect();
    let of_all: Vec<&String> = texts().filter(|(_, text)| text.contains("component")).map(|(name, _)| name).collect();
    let print = |name: &String| {
        let mut reached = BTreeSet::new();
        let mut open = [&of_all[..], &[name]].concat();
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(named.get(next).into_iter().flatten());
            }
        }
        let files = reached.iter().filter_map(|name| templates.get_key_value(*name));
        Print::of(&files.map(|(name, file)| (name, Print::of_bytes(&file.bytes))).collect::<Vec<_>>())
    };
    templates.keys().map(|name| (name.clone(), print(name))).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::files::ThemeFile;
    use super::*;
    use crate::base::SitePath;

    fn templates(texts: &[(&str, &str)]) -> ThemeFiles {
        let file = |text: &str| ThemeFile {
            path: SitePath::new("theme.toml").expect("a path"),
            bytes: Arc::from(text.as_bytes()),
        };
        texts.iter().map(|(name, text)| ((*name).to_owned(), file(text))).collect()
    }

    const TEXTS: [(&str, &str); 6] = [
        ("own/base.html", "{% extends \"plain/base.html\" %}"),
        ("own/post.html", "{% extends 'base.html' %}{% include \"parts/foot.html\" %}"),
        ("plain/base.html", "<body>"),
        ("plain/home.html", "{% extends \"base.html\" %}"),
        ("plain/page.html", "<p>"),
        ("plain/parts/foot.html", "<footer>"),
    ];

    /// The templates whose prints change with the text of one.
    fn changed_with(edited: &str) -> Vec<String> {
        let prefixes = ["own/".to_owned(), "plain/".to_owned()];
        let before = prints_of_templates(&prefixes, &templates(&TEXTS));
        let edited = TEXTS.map(|(name, text)| if name == edited { (name, "{% block x %}") } else { (name, text) });
        let after = prints_of_templates(&prefixes, &templates(&edited));
        before.into_iter().filter(|(name, print)| after.get(name) != Some(print)).map(|(name, _)| name).collect()
    }

    #[test]
    fn a_template_reaches_what_it_is_made_with_and_no_more() {
        assert_eq!(changed_with("plain/page.html"), ["plain/page.html"]);
        assert_eq!(changed_with("plain/parts/foot.html"), ["own/post.html", "plain/parts/foot.html"]);
        let on_base = ["own/base.html", "own/post.html", "plain/base.html", "plain/home.html"];
        assert_eq!(changed_with("plain/base.html"), on_base);
    }
}
