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

/// The assets by the names that templates know them by: `site.css`, `site.js`, the sheets that only some pages need, and
/// the files of static/.
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
    add("site.css", bundle(files, &manifest.styles, minified).into());
    for (sheet, names) in &manifest.sheets {
        add(&format!("{sheet}.css"), bundle(files, names, minified).into());
    }
    if !manifest.scripts.is_empty() {
        add("site.js", bundle(files, &manifest.scripts, str::to_owned).into());
    }
    assets
}

fn bundle(files: &ThemeFiles, names: &[String], change: impl Fn(&str) -> String) -> Vec<u8> {
    let texts = names.iter().filter_map(|name| files.get(name)?.text());
    texts.map(change).collect::<Vec<_>>().join("\n").into_bytes()
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

/// A style sheet without comments and needless blanks. One that can't be read is served as its author wrote it.
fn minified(css: &str) -> String {
    minifier::css::minify(css).map_or_else(|_| css.to_owned(), |small| small.to_string().trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_get_smaller_and_mean_the_same() {
        for (css, small) in [
            ("/* why */\na , b  :hover {\n  color: red;\n}", "a,b :hover{color:red;}"),
            ("a { content: \"a /* b */  c\"; }", "a{content:\"a /* b */  c\";}"),
            ("a { width: calc(1px + 2 * (3% - 1em)); }", "a{width:calc(1px + 2 * (3% - 1em));}"),
            ("@media (min-width: 2em) and (x) { a { b: c } }", "@media (min-width:2em) and (x){a{b:c}}"),
            (".标签 > a:not(.b, :has(c)) + d ~ e {}", ".标签>a:not(.b,:has(c))+d~e{}"),
        ] {
            assert_eq!(minified(css), small);
        }
    }

    #[test]
    fn what_is_broken_is_served_as_it_is() {
        for broken in ["/* open", "'open", "\"a\\", "/", "}", "a{"] {
            let _ = minified(broken);
        }
    }
}
