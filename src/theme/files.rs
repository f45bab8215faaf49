//! The files of a theme, before anything is made of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::SitePath;
use crate::diag::{Checked, Code, Finding, Message, Place};
use crate::tables::{Codes, TableReader, TomlText, parse_table};

/// One file of a theme.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Where it is, for findings.
    pub path: SitePath,
    /// What it holds.
    pub bytes: Arc<[u8]>,
}

impl ThemeFile {
    /// The file as text; `None` where it is none.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }
}

/// The files of a theme by their path inside it: `templates/post.html`.
pub type ThemeFiles = BTreeMap<String, ThemeFile>;

/// theme.toml.
#[derive(Debug, Clone, Default)]
pub struct Manifest {
    /// The theme that this one builds on.
    pub extends: Option<String>,
    /// Style sheets that make `site.css`, in their order.
    pub styles: Vec<String>,
    /// Scripts that make `site.js`, in their order.
    pub scripts: Vec<String>,
    /// Style sheets that only some pages need, by the name of what they make: `search` makes `search.css`.
    pub sheets: BTreeMap<String, Vec<String>>,
}

impl Manifest {
    /// All files that it names.
    pub fn named(&self) -> impl Iterator<Item = &String> {
        self.styles.iter().chain(&self.scripts).chain(self.sheets.values().flatten())
    }
}

const CODES: Codes = Codes {
    syntax: Code::ThemeInvalid,
    unknown: Code::ThemeInvalid,
    value: Code::ThemeInvalid,
    date: Code::ThemeInvalid,
};

/// Reads theme.toml; a theme without one builds on nothing.
pub(super) fn read_manifest(files: &ThemeFiles) -> Checked<Manifest> {
    let Some((file, text)) = files.get("theme.toml").and_then(|file| Some((file, file.text()?))) else {
        return Checked::clean(Manifest::default());
    };
    let source = TomlText { path: &file.path, text, offset: 0, codes: CODES };
    let mut findings = Vec::new();
    let table = parse_table(text, &source).take(&mut findings);
    let reader = TableReader::new(source, &table);
    for key in ["name", "version", "description", "license", "author", "homepage"] {
        reader.text(key);
    }
    let list = |key| reader.texts(key).map(|texts| texts.value).unwrap_or_default();
    let (sheets, of_sheets) = read_sheets(&reader);
    let (styles, scripts) = (list("styles"), list("scripts"));
    let manifest = Manifest { extends: reader.plain_text("extends"), styles, scripts, sheets };
    findings.extend(of_sheets);
    findings.extend(reader.finish());
    Checked::new(manifest, findings)
}

fn read_sheets(reader: &TableReader<'_>) -> (BTreeMap<String, Vec<String>>, Vec<Finding>) {
    let Some(sheets) = reader.table("sheets") else { return Default::default() };
    let (mut lists, mut findings) = (BTreeMap::new(), Vec::new());
    for (name, _) in sheets.entries() {
        let texts = sheets.texts(name.value).map(|texts| texts.value).unwrap_or_default();
        if is_name_of_sheet(name.value) {
            lists.insert(name.value.to_owned(), texts);
        } else {
            let message = Message::new("theme-sheet-name").with("name", name.value);
            findings.push(Finding::error(Code::ThemeInvalid, sheets.source().place(name.span.clone()), message));
        }
    }
    findings.extend(sheets.finish());
    (lists, findings)
}

/// Whether a sheet can have a name: it is a part of an address, and `site.css` is taken.
fn is_name_of_sheet(name: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !name.is_empty() && name != "site" && name.bytes().all(is_plain)
}

/// The theme that `files` build on.
pub fn extends_of(files: &ThemeFiles) -> Option<String> {
    read_manifest(files).value.extends
}

/// Reads `i18n/<name>.toml`: a flat table of texts.
pub(super) fn read_strings(files: &ThemeFiles, name: &str) -> Checked<BTreeMap<String, String>> {
    let Some((file, text)) = files.get(&format!("i18n/{name}.toml")).and_then(|file| Some((file, file.text()?))) else {
        return Checked::clean(BTreeMap::new());
    };
    match toml::from_str(text) {
        Ok(strings) => Checked::clean(strings),
        Err(error) => {
            let place = Place::span(&file.path, text, error.span().unwrap_or(0..0));
            let message = Message::new("toml-syntax").with("detail", error.message());
            Checked::new(BTreeMap::new(), vec![Finding::error(Code::ThemeInvalid, place, message)])
        }
    }
}
