//! From a folder to a site with a theme and a plan.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::{Day, Print, SitePath};
use crate::config::{BaseUrl, Config, read_config};
use crate::diag::{Checked, Code, Finding, Message, Place};
use crate::ledger::read_ledgers;
use crate::markdown::{Labels, Options};
use crate::model::{BuildChoices, Lens, Site, assemble, count_addresses};
use crate::pages::Pages;
use crate::parse::{Document, KnownDigests, ParseContext, parse_document};
use crate::plan::{Output, plan_outputs};
use crate::source::{Asset, AssetBytes, Disk, Sources};
use crate::tables::nearest;
use crate::theme::{Theme, ThemeFile, ThemeFiles, builtin_theme, builtin_theme_names, extends_of, load_theme};
use crate::words::Words;

/// What a build is asked for.
#[derive(Debug, Clone, Hash)]
pub struct BuildRequest {
    /// Today, as the clock has it.
    pub today: Day,
    /// The day of the build, where the caller fixes it; it wins over site.toml.
    pub as_of: Option<Day>,
    /// Whether drafts are built.
    pub drafts: bool,
    /// Whether posts of the future are built.
    pub future: bool,
    /// Where the site will be published, where that is not what site.toml says.
    pub base_url: Option<BaseUrl>,
}

/// A portal that can be rendered.
pub struct Portal {
    /// The site.
    pub site: Arc<Site>,
    /// Its theme.
    pub theme: Theme,
    /// Its outputs, in the order of their paths.
    pub outputs: Vec<Output>,
}

/// How many themes may build on one another.
const DEEPEST_THEME: usize = 8;

/// Reads the portal of `disk`. Where there are errors, what comes back is for looking at and not for publishing.
pub fn load_portal(disk: &Disk, request: &BuildRequest) -> Checked<Option<Portal>> {
    let mut findings = Vec::new();
    let Some(config) = load_config(disk, request, &mut findings) else { return Checked::new(None, findings) };
    let config = Arc::new(config);
    let theme = load_theme_of(disk, &config, &mut findings);
    let sources = disk.scan(&["content", "static"]).take(&mut findings);
    let mut documents = parse_all(&sources, &config, theme.words(), &mut findings, parse_document);
    read_ledgers(&mut documents, &sources, &config, theme.words(), &mut findings);
    let choices = choices_of(&config, request);
    let site = Arc::new(assemble(config, documents, &sources.assets, choices).take(&mut findings));
    let outputs = plan(&site, &theme, &mut findings);
    Checked::new(Some(Portal { site, theme, outputs }), findings)
}

/// What is built, on which day.
pub(super) fn choices_of(config: &Config, request: &BuildRequest) -> BuildChoices {
    let today = request.as_of.or(config.as_of).unwrap_or(request.today);
    BuildChoices { today, drafts: request.drafts, future: request.future }
}

pub(super) fn load_config(disk: &Disk, request: &BuildRequest, findings: &mut Vec<Finding>) -> Option<Config> {
    let path = SitePath::new("site.toml")?;
    let text = disk.read_text(&path).take(findings);
    let Some(text) = text else {
        if findings.is_empty() {
            findings.push(Finding::error(Code::ConfigValue, Place::file(&path), "config-file-missing"));
        }
        return None;
    };
    let mut config = read_config(&path, &text).take(findings);
    if let Some(base_url) = &request.base_url {
        config.base_url = base_url.clone();
    }
    config.print = Print::of(&(&*text, config.base_url.as_text()));
    Some(config)
}

/// The word lists that a portal names for its checks, as texts.
pub fn word_lists(disk: &Disk, config: &Config, findings: &mut Vec<Finding>) -> Vec<(SitePath, String)> {
    let mut lists = Vec::new();
    for name in &config.check.words {
        let Some(path) = SitePath::resolve("", name) else { continue };
        match disk.read_text(&path).take(findings) {
            Some(text) => lists.push((path, text.to_string())),
            None => findings.extend(SitePath::new("site.toml").map(|path| {
                Finding::error(Code::ConfigValue, Place::file(&path), Message::new("words-missing").with("name", name))
            })),
        }
    }
    lists
}

pub(super) fn plan(site: &Arc<Site>, theme: &Theme, findings: &mut Vec<Finding>) -> Vec<Output> {
    let pages = Pages::new(std::rc::Rc::new(Lens::new(Arc::clone(site))), theme.words());
    let assets: Vec<_> = theme.assets().iter().map(|(name, asset)| (name.clone(), asset.output.clone())).collect();
    let has_search = theme.has_template("search.html");
    plan_outputs(site, &assets, &pages.archive_years(), count_addresses(site), has_search).take(findings)
}

/// Reads all Markdown files, each with `parse`.
pub(super) fn parse_all(
    sources: &Sources,
    config: &Config,
    words: &Words,
    findings: &mut Vec<Finding>,
    parse: impl Fn(&SitePath, &Arc<str>, &ParseContext<'_>) -> Checked<Document> + Sync,
) -> Vec<Arc<Document>> {
    let known = KnownDigests::new();
    let context = context_of(config, words, &known);
    let posts: Vec<_> = sources.texts.iter().filter(|(path, _)| is_document(path)).collect();
    let parsed: Vec<_> = posts.par_iter().map(|(path, text)| parse(path, text.text(), &context)).collect();
    parsed.into_iter().map(|document| Arc::new(document.take(findings))).collect()
}

/// What Markdown files are read with.
pub(super) fn context_of<'c>(config: &'c Config, words: &Words, known: &'c KnownDigests) -> ParseContext<'c> {
    let options = Options { raw_html: config.raw_html, take_title: false, labels: labels(words) };
    let print = Print::of(&(config.print, &options));
    ParseContext { config, markdown: Arc::new(options), print, known }
}

pub(super) fn is_document(path: &SitePath) -> bool {
    path.below("content").is_some() && path.as_str().ends_with(".md")
}

fn labels(words: &Words) -> Labels {
    Labels {
        note: words.get("alert_note"),
        tip: words.get("alert_tip"),
        important: words.get("alert_important"),
        warning: words.get("alert_warning"),
        caution: words.get("alert_caution"),
        table: words.get("table_region"),
        footnotes: words.get("footnotes"),
        footnote: words.get("footnote"),
        back: words.get("footnote_back"),
        done: words.get("task_done"),
        open: words.get("task_open"),
    }
}

pub(super) fn load_theme_of(disk: &Disk, config: &Config, findings: &mut Vec<Finding>) -> Theme {
    let layers = theme_layers(disk, config, findings).into_iter();
    let mut layers: Vec<(String, ThemeFiles)> = layers.map(|layer| (layer.name, layer.files)).collect();
    if layers.is_empty() {
        layers.extend(builtin_theme("qingchun").map(|files| ("qingchun".to_owned(), files)));
    }
    load_theme(layers, config).take(findings)
}

/// The files of the portal's own theme, and of those of its own that it extends, by their paths inside each.
pub fn own_theme_files(disk: &Disk, config: &Config) -> Vec<(String, ThemeFile)> {
    let layers = theme_layers(disk, config, &mut Vec::new()).into_iter().filter(|layer| layer.is_own);
    layers.flat_map(|layer| layer.files).collect()
}

/// One of the themes that build on one another.
struct Layer {
    name: String,
    files: ThemeFiles,
    /// Whether it is the portal's and not Miao's.
    is_own: bool,
}

/// A theme and those that it extends, each behind the one that extends it.
fn theme_layers(disk: &Disk, config: &Config, findings: &mut Vec<Finding>) -> Vec<Layer> {
    let mut layers: Vec<Layer> = Vec::new();
    let mut next = Some(config.theme.clone());
    while let Some(name) = next.take() {
        if layers.iter().any(|known| known.name == name) || layers.len() == DEEPEST_THEME {
            findings.push(theme_finding(Message::new("theme-circle").with("name", &name)));
            break;
        }
        match theme_files(disk, &name, findings) {
            Some((files, is_own)) => {
                next = extends_of(&files);
                layers.push(Layer { name, files, is_own });
            }
            None => findings.push(unknown_theme(&name)),
        }
    }
    layers
}

fn unknown_theme(name: &str) -> Finding {
    let known = builtin_theme_names();
    let near = nearest(name, known.iter().map(String::as_str)).unwrap_or("qingchun");
    theme_finding(Message::new("theme-unknown").with("name", name).with("nearest", near))
}

fn theme_finding(message: Message) -> Finding {
    let place = SitePath::new("site.toml").map(|path| Place::file(&path));
    Finding::error_somewhere(Code::ThemeInvalid, place, message)
}

/// A theme of the portal, else one that is part of the program.
fn theme_files(disk: &Disk, name: &str, findings: &mut Vec<Finding>) -> Option<(ThemeFiles, bool)> {
    if !name.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_')) {
        return None;
    }
    let folder = format!("themes/{name}");
    let sources = disk.scan(&[&folder]).take(findings);
    if sources.assets.is_empty() {
        return builtin_theme(name).map(|files| (files, false));
    }
    let files = sources.assets.iter().filter_map(|(path, asset)| {
        let inside = path.below(&folder)?.to_owned();
        let bytes = match sources.texts.get(path) {
            Some(text) => Arc::from(text.text().as_bytes()),
            None => asset_bytes(disk, path, asset)?,
        };
        Some((inside, ThemeFile { path: path.clone(), bytes }))
    });
    // Markdown is read as text only, whatever it is: here, the template of a report.
    let markdown = sources.texts.iter().filter(|(path, _)| !sources.assets.contains_key(*path));
    let markdown = markdown.filter_map(|(path, text)| {
        let inside = path.below(&folder)?.to_owned();
        Some((inside, ThemeFile { path: path.clone(), bytes: Arc::from(text.text().as_bytes()) }))
    });
    Some((files.chain(markdown).collect(), true))
}

fn asset_bytes(disk: &Disk, path: &SitePath, asset: &Asset) -> Option<Arc<[u8]>> {
    match &asset.bytes {
        AssetBytes::Memory(bytes) => Some(Arc::clone(bytes)),
        AssetBytes::File(_) => disk.read_bytes(path),
    }
}
