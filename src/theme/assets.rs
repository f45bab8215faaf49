//! Styles, scripts and other files of a theme, under names that change with their content, so that browsers may keep
//! them for ever.

use std::collections::BTreeMap;
use std::sync::Arc;

use rapidhash::v3::rapidhash_v3;

use super::ThemeFiles;
use super::files::Manifest;
use crate::base::SitePath;

/// A file that the theme brings along.
#[derive(Debug, Clone)]
pub struct ThemeAsset {
    /// Where it goes in the output folder.
    pub output: SitePath,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

/// The assets by the names that templates know them by: `site.css`, `site.js`, and the files of static/.
pub(super) fn collect_assets(files: &ThemeFiles, manifest: &Manifest) -> BTreeMap<String, ThemeAsset> {
    let mut assets = BTreeMap::new();
    let mut add = |name: &str, bytes: Arc<[u8]>| {
        if let Some(output) = fingerprinted(name, &bytes) {
            assets.insert(name.to_owned(), ThemeAsset { output, bytes });
        }
    };
    for (path, file) in files {
        if let Some(name) = path.strip_prefix("static/") {
            add(name, Arc::clone(&file.bytes));
        }
    }
    add("site.css", bundle(files, &manifest.styles, tighten_css).into());
    if !manifest.scripts.is_empty() {
        add("site.js", bundle(files, &manifest.scripts, str::to_owned).into());
    }
    assets
}

fn bundle(files: &ThemeFiles, names: &[String], tighten: impl Fn(&str) -> String) -> Vec<u8> {
    let texts = names.iter().filter_map(|name| files.get(name)?.text());
    texts.map(tighten).collect::<Vec<_>>().join("\n").into_bytes()
}

/// `assets/site.3f2a9c1b.css`.
fn fingerprinted(name: &str, bytes: &[u8]) -> Option<SitePath> {
    let print = rapidhash_v3(bytes) as u32;
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(folder, file)| (folder, file));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    SitePath::new(&match file.rsplit_once('.') {
        Some((stem, ending)) => format!("assets/{folder}{stem}.{print:08x}.{ending}"),
        None => format!("assets/{folder}{file}.{print:08x}"),
    })
}

/// Drops comments, indentation and line ends; strings are left alone. The rest of a style sheet stays as it is.
fn tighten_css(css: &str) -> String {
    let mut tight = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        push_squeezed(&mut tight, &rest[..at]);
        let tail = &rest[at..];
        let length = if let Some(comment) = tail.strip_prefix("/*") {
            comment.find("*/").map_or(tail.len(), |end| end + 4)
        } else {
            let length = string_length(tail);
            tight.push_str(&tail[..length]);
            length
        };
        rest = &tail[length..];
    }
    push_squeezed(&mut tight, rest);
    tight
}

/// The length of the quoted string that `text` begins with; of one character where it is no quote.
fn string_length(text: &str) -> usize {
    let quote = text.chars().next().unwrap_or('/');
    if quote == '/' {
        return 1;
    }
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        if character == quote && !escaped {
            return at + 1;
        }
        escaped = character == '\\' && !escaped;
    }
    text.len()
}

fn push_squeezed(tight: &mut String, css: &str) {
    for character in css.chars() {
        let before = tight.chars().next_back().unwrap_or('{');
        if !character.is_whitespace() {
            // A space before a brace, a comma or a semicolon says nothing; before a colon it may be a selector.
            if matches!(character, '{' | '}' | ';' | ',') && before == ' ' {
                tight.pop();
            }
            tight.push(character);
        } else if !matches!(before, '{' | '}' | ';' | ',' | ' ') {
            tight.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_tightened_and_strings_are_not() {
        let css = "/* why */\na , b  :hover {\n  content: \"a /* b */  c\";\n  color: red;\n}\n@media (min-width: 2em) and (x) { a { b: c } }";
        assert_eq!(
            tighten_css(css),
            "a,b :hover{content: \"a /* b */  c\";color: red;}@media (min-width: 2em) and (x){a{b: c}}"
        );
        for broken in ["/* open", "'open", "\"a\\", "/"] {
            let _ = tighten_css(broken);
        }
    }
}
