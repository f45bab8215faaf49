//! From files to a theme that can render.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use tera::{Context, Tera, TeraResult};

use super::assets::{ThemeAsset, collect_assets};
use super::errors::{Sources, template_findings};
use super::files::{Manifest, ThemeFile, ThemeFiles, read_manifest, read_strings};
use super::folding::{Answers, Folded, fold};
use super::functions::register;
use super::reach::{full_name, prints_of_templates};
use super::report::FOLDER;
use crate::base::Print;
use crate::config::{Config, Language};
use crate::diag::{Checked, Code, Finding, Message, Place, Severity};
use crate::words::Words;

/// A theme that can render.
pub struct Theme {
    tera: Tera,
    /// The nearest file of each path.
    files: ThemeFiles,
    /// All templates, by the names that Tera knows them by.
    templates: ThemeFiles,
    /// Those of pages as Tera got them.
    folded: BTreeMap<String, Folded>,
    words: Arc<Words>,
    assets: BTreeMap<String, ThemeAsset>,
    whole: bool,
    print: Print,
    print_besides_templates: Print,
    /// The prints of what each template reaches, by the names that Tera knows them by.
    reached: OnceLock<BTreeMap<String, Print>>,
    /// The layers, as the names of their templates begin, the nearest first.
    prefixes: Vec<String>,
}

/// Where a theme's templates are.
const TEMPLATES: &str = "templates/";

/// The templates that every theme has, itself or through what it builds on.
const NEEDED: [&str; 13] = [
    "home.html",
    "category.html",
    "post.html",
    "page.html",
    "taxonomy.html",
    "term.html",
    "archive.html",
    "stats.html",
    "calendar.html",
    "data.html",
    "sitemap.html",
    "404.html",
    "widgets/image.html",
];

/// Loads a theme. `layers` are its own name and files first, then those of what it builds on, the deepest last.
pub fn load_theme(layers: Vec<(String, ThemeFiles)>, config: &Config) -> Checked<Theme> {
    let mut findings = Vec::new();
    let print_besides_templates = print_of(&layers, |path| !path.starts_with(TEMPLATES));
    let print = Print::of(&(print_besides_templates, print_of(&layers, |path| path.starts_with(TEMPLATES))));
    let manifest = merge_manifests(&layers, &mut findings);
    let words = Arc::new(merge_words(&layers, config.language, &mut findings));
    let (prefixes, templates) = collect_templates(&layers);
    let mut files = ThemeFiles::new();
    for (_, layer) in layers.into_iter().rev() {
        files.extend(layer);
    }
    for name in manifest.named().filter(|name| !files.contains_key(*name)) {
        findings.push(missing_file(&files, name));
    }
    findings.extend(unlinked_sheets(&files, &templates, &manifest));
    let assets = collect_assets(&files, &manifest);
    let base = config.base_url.path();
    let urls: BTreeMap<String, String> =
        assets.iter().map(|(name, asset)| (name.clone(), format!("{base}/{}", asset.output))).collect();
    let folded = folded_pages(&templates, &Answers { words: &words, urls: &urls });
    let engine = || {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html", ".xml", ".svg"]);
        register(&mut tera, &words, urls.clone(), &config.taxonomies);
        // It only refuses prefixes once there are templates.
        let _ = tera.set_fallback_prefixes(prefixes.clone());
        tera
    };
    let (mut tera, mut folded) = (engine(), folded);
    let mut outcome = tera.add_raw_templates(texts_of(&folded));
    if outcome.is_err() {
        // What is wrong is told as it is in the templates as they were written.
        (tera, folded) = (engine(), written_pages(&templates));
        outcome = tera.add_raw_templates(texts_of(&folded));
    }
    let theme = Theme {
        tera,
        files,
        templates,
        folded,
        words: Arc::clone(&words),
        assets,
        whole: false,
        print,
        print_besides_templates,
        reached: OnceLock::new(),
        prefixes,
    };
    Checked::new(theme.with_templates(outcome, &mut findings), findings)
}

fn texts_of(folded: &BTreeMap<String, Folded>) -> impl Iterator<Item = (&str, &str)> {
    folded.iter().map(|(name, folded)| (name.as_str(), folded.text.as_str()))
}

/// The print of what a theme is made from: the names of all its files, and what is in those that `counts` names.
fn print_of(layers: &[(String, ThemeFiles)], counts: fn(&str) -> bool) -> Print {
    let of_layer = |(name, files): &(String, ThemeFiles)| {
        let files = files.iter().map(|(path, file)| (path, counts(path).then(|| Print::of_bytes(&file.bytes))));
        Print::of(&(name, files.collect::<Vec<_>>()))
    };
    Print::of(&layers.iter().map(of_layer).collect::<Vec<_>>())
}

/// Templates are known as `<theme>/<path>`, so that one theme's can build on another's of the same name; a path alone
/// means that of the nearest theme that has it.
fn collect_templates(layers: &[(String, ThemeFiles)]) -> (Vec<String>, ThemeFiles) {
    let prefixes = layers.iter().map(|(name, _)| format!("{name}/")).collect();
    let all = layers.iter().flat_map(|(name, files)| {
        let named = files.iter().filter_map(|(path, file)| Some((path.strip_prefix(TEMPLATES)?, file)));
        named.map(move |(path, file)| (format!("{name}/{path}"), file.clone()))
    });
    (prefixes, all.collect())
}

/// The templates of pages with what all pages answer alike.
fn folded_pages(templates: &ThemeFiles, answers: &Answers<'_>) -> BTreeMap<String, Folded> {
    pages(templates).map(|(name, text)| (name.clone(), fold(text, answers))).collect()
}

/// The templates of pages as they were written.
fn written_pages(templates: &ThemeFiles) -> BTreeMap<String, Folded> {
    pages(templates).map(|(name, text)| (name.clone(), Folded::written(text))).collect()
}

/// The templates of pages; reports are rendered by themselves.
fn pages(templates: &ThemeFiles) -> impl Iterator<Item = (&String, &str)> {
    let is_page = |name: &str| name.ends_with(".html") && !name.contains(FOLDER.trim_start_matches("templates"));
    let named = templates.iter().filter(move |(name, _)| is_page(name));
    named.filter_map(|(name, file)| Some((name, file.text()?)))
}

/// Styles and scripts of what a theme builds on come before its own, which can then override them.
fn merge_manifests(layers: &[(String, ThemeFiles)], findings: &mut Vec<Finding>) -> Manifest {
    let mut merged = Manifest::default();
    for (_, layer) in layers.iter().rev() {
        let manifest = read_manifest(layer).take(findings);
        add_names(&mut merged.styles, manifest.styles);
        add_names(&mut merged.scripts, manifest.scripts);
        for (sheet, names) in manifest.sheets {
            add_names(merged.sheets.entry(sheet).or_default(), names);
        }
    }
    merged
}

fn add_names(all: &mut Vec<String>, names: Vec<String>) {
    let new: Vec<String> = names.into_iter().filter(|name| !all.contains(name)).collect();
    all.extend(new);
}

/// The strings of the portal's language; what a theme lacks in it comes from what it builds on.
fn merge_words(layers: &[(String, ThemeFiles)], language: Language, findings: &mut Vec<Finding>) -> Words {
    let mut strings = BTreeMap::new();
    for (_, layer) in layers.iter().rev() {
        strings.extend(read_strings(layer, language.strings_name()).take(findings));
    }
    Words::new(language, strings)
}

fn missing_file(files: &ThemeFiles, name: &str) -> Finding {
    of_manifest(files, Message::new("theme-file-missing").with("name", name))
}

/// Sheets that no template links: those of the nearest theme count, and those that they build on by their full names.
fn unlinked_sheets(files: &ThemeFiles, templates: &ThemeFiles, manifest: &Manifest) -> Vec<Finding> {
    let is_template = |(path, _): &(&String, &ThemeFile)| path.starts_with("templates/");
    let mut texts: Vec<&str> = files.iter().filter(is_template).filter_map(|(_, file)| file.text()).collect();
    let named = |(name, _): &(&String, &ThemeFile)| texts.iter().any(|text| text.contains(&format!("\"{name}\"")));
    let below: Vec<&str> = templates.iter().filter(named).filter_map(|(_, file)| file.text()).collect();
    texts.extend(below);
    let is_unlinked = |sheet: &&String| !texts.iter().any(|text| text.contains(&format!("\"{sheet}.css\"")));
    let unlinked = manifest.sheets.keys().filter(is_unlinked);
    let told = |sheet| of_manifest(files, Message::new("theme-sheet-unlinked").with("name", sheet));
    unlinked.map(told).map(|finding| Finding { severity: Severity::Warning, ..finding }).collect()
}

/// A finding of the theme as a whole.
fn of_manifest(files: &ThemeFiles, message: Message) -> Finding {
    match files.get("theme.toml") {
        Some(file) => Finding::error(Code::ThemeInvalid, Place::file(&file.path), message),
        None => nowhere(message),
    }
}

fn nowhere(message: Message) -> Finding {
    Finding::error_somewhere(Code::ThemeInvalid, None, message)
}

impl Theme {
    /// The theme with templates that were read, or not.
    fn with_templates(mut self, outcome: TeraResult<()>, findings: &mut Vec<Finding>) -> Self {
        match outcome {
            Err(error) => findings.extend(template_findings(&error, &self.sources())),
            Ok(()) => {
                let missing: Vec<&str> = NEEDED.into_iter().filter(|name| !self.has_template(name)).collect();
                self.whole = missing.is_empty();
                if !self.whole {
                    let message = Message::new("theme-template-missing").with("name", missing.join(", "));
                    findings.push(of_manifest(&self.files, message));
                }
            }
        }
        self
    }
}

impl Theme {
    /// Whether its templates could be read and none is missing. What can't be rendered otherwise says nothing new.
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// The print of all that it is made from. What site.toml says to it is no part of it.
    pub fn print(&self) -> Print {
        self.print
    }

    /// The print of all that any template gets of the theme: what it is made from but the texts of templates, with their names.
    pub fn print_besides_templates(&self) -> Print {
        self.print_besides_templates
    }

    /// The print of a template with all those that it builds on, includes or imports.
    pub fn print_of_template(&self, name: &str) -> Print {
        let reached = self.reached.get_or_init(|| prints_of_templates(&self.prefixes, &self.templates));
        full_name(name, &self.prefixes, &self.templates).and_then(|name| reached.get(name)).copied().unwrap_or_default()
    }

    /// The theme's strings.
    pub fn words(&self) -> &Arc<Words> {
        &self.words
    }

    /// The files that the theme brings along, by the names that templates know them by.
    pub fn assets(&self) -> &BTreeMap<String, ThemeAsset> {
        &self.assets
    }

    /// Whether there is a template of that name.
    pub fn has_template(&self, name: &str) -> bool {
        self.files.contains_key(&format!("templates/{name}"))
    }

    /// The nearest file of a path inside the theme.
    pub(super) fn file(&self, path: &str) -> Option<&ThemeFile> {
        self.files.get(path)
    }

    /// The names of the widgets that the theme has.
    pub fn widget_names(&self) -> Vec<&str> {
        let names = self.files.keys().filter_map(|path| path.strip_prefix("templates/widgets/")?.strip_suffix(".html"));
        names.collect()
    }

    fn sources(&self) -> Sources<'_> {
        Sources { files: &self.templates, folded: &self.folded }
    }

    /// Renders a template into bytes, which are text by the way they are made.
    pub fn render_to(&self, name: &str, context: &Context, bytes: &mut Vec<u8>) -> Result<(), Vec<Finding>> {
        self.tera.render_to(name, context, bytes).map_err(|error| template_findings(&error, &self.sources()))
    }

    /// Renders a template.
    pub fn render(&self, name: &str, context: &Context) -> Result<String, Vec<Finding>> {
        self.tera.render(name, context).map_err(|error| template_findings(&error, &self.sources()))
    }
}
