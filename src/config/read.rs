//! From the text of site.toml to [`Config`].

use std::collections::BTreeMap;

use toml::de::DeValue;

use super::metrics::{read_kinds, read_metrics};
use super::{BaseUrl, CheckConfig, Config, Language, Organisation, PrivacyConfig, SlugStyle};
use crate::base::{Print, SitePath};
use crate::diag::{Checked, Code, Finding, Message, Place};
use crate::tables::{Codes, Extra, TableReader, TomlText, free_value, parse_table, without_echoes};

const CODES: Codes = Codes {
    syntax: Code::ConfigSyntax,
    unknown: Code::ConfigUnknownKey,
    value: Code::ConfigValue,
    date: Code::ConfigValue,
};

/// Reads site.toml. What can't be used is told and replaced by its default, so that one mistake doesn't hide another.
pub fn read_config(path: &SitePath, text: &str) -> Checked<Config> {
    let source = TomlText { path, text, offset: 0, codes: CODES };
    let mut findings = Vec::new();
    let parsed = parse_table(text, &source);
    let table = parsed.value;
    findings.extend(parsed.findings);
    let unread = findings.iter().any(|finding| finding.code == Code::ConfigSyntax);
    let reader = TableReader::new(source, &table);
    let config = read_tables(&reader);
    // Keys behind a syntax error may be lost: that something is missing would be a false alarm then.
    let found = without_echoes(reader.finish(), &findings);
    findings.extend(found.into_iter().filter(|finding| !unread || finding.message.id != "config-missing"));
    Checked::new(config, findings)
}

fn read_tables(reader: &TableReader<'_>) -> Config {
    let (metrics, metric_order) = read_metrics(reader);
    let kinds = read_kinds(reader, &metrics);
    Config {
        print: Print::NOTHING,
        name: read_name(reader),
        base_url: read_base_url(reader),
        language: read_language(reader),
        description: reader.plain_text("description").unwrap_or_default(),
        theme: reader.plain_text("theme").unwrap_or_else(|| "qingchun".into()),
        as_of: reader.moment("as_of").map(|moment| moment.value.day()),
        paginate_by: read_paginate_by(reader),
        taxonomies: read_taxonomies(reader),
        slugs: read_slugs(reader),
        raw_html: reader.flag("raw_html").unwrap_or(false),
        compress: reader.flag("compress").unwrap_or(false),
        terms: read_terms(reader),
        organisation: read_organisation(reader),
        metrics,
        metric_order,
        kinds,
        check: CheckConfig::read(reader),
        privacy: PrivacyConfig::read(reader),
        extra: reader.raw("extra").map(|value| Extra(free_value(value.get_ref()))).unwrap_or_default(),
    }
}

fn read_name(reader: &TableReader<'_>) -> String {
    let title = reader.plain_text("title");
    reader.plain_text("name").or(title).unwrap_or_else(|| {
        if !reader.knows("name") && !reader.knows("title") {
            missing(reader, "name");
        }
        "Miao".into()
    })
}

fn read_base_url(reader: &TableReader<'_>) -> BaseUrl {
    let fallback = || BaseUrl::parse("http://127.0.0.1:3000").expect("invariant: this address is one");
    let hugo = reader.text("baseURL");
    let Some(stated) = reader.text("base_url").or(hugo) else {
        if !reader.knows("base_url") && !reader.knows("baseURL") {
            missing(reader, "base_url");
        }
        return fallback();
    };
    BaseUrl::parse(&stated.value).unwrap_or_else(|| {
        reader.unusable("base_url", &stated, "https://portal.example");
        fallback()
    })
}

fn missing(reader: &TableReader<'_>, key: &str) {
    let source = reader.source();
    let message = Message::new("config-missing").with("key", key);
    reader.report(Finding::error(source.codes.value, Place::file(source.path), message));
}

fn read_language(reader: &TableReader<'_>) -> Language {
    let others = reader.text("default_language").or(reader.text("languageCode"));
    let Some(stated) = reader.text("language").or(others) else { return Language::Chinese };
    let tag = stated.value.to_ascii_lowercase();
    match tag.split(['-', '_']).next() {
        Some("zh") => Language::Chinese,
        Some("en") => Language::English,
        _ => {
            reader.unusable("language", &stated, "zh-CN, en");
            Language::Chinese
        }
    }
}

fn read_paginate_by(reader: &TableReader<'_>) -> usize {
    match reader.integer("paginate_by") {
        None => 20,
        Some(stated) => usize::try_from(stated.value).ok().filter(|count| *count > 0).unwrap_or_else(|| {
            reader.wrong_type("paginate_by", stated.span, "value-wants-positive");
            20
        }),
    }
}

/// A list of names, or Zola's list of tables with a `name` each.
fn read_taxonomies(reader: &TableReader<'_>) -> Vec<String> {
    let usual = || ["tags", "series", "place"].map(String::from).to_vec();
    let Some(value) = reader.raw("taxonomies") else { return usual() };
    let Some(items) = value.get_ref().as_array() else {
        reader.wrong_type("taxonomies", value.span(), "value-wants-list");
        return usual();
    };
    let mut names: Vec<String> = Vec::new();
    for item in items.iter() {
        let name = match item.get_ref() {
            DeValue::Table(table) => table.get("name").and_then(|name| name.get_ref().as_str()),
            other => other.as_str(),
        };
        match name.map(str::trim).filter(|name| is_taxonomy_name(name)) {
            Some(name) if !names.iter().any(|known| known == name) => names.push(name.to_owned()),
            Some(_) => {}
            None => reader.wrong_type("taxonomies", item.span(), "value-wants-taxonomy"),
        }
    }
    names
}

/// A taxonomy's name is the first part of its address.
fn is_taxonomy_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|character| character.is_alphanumeric() || matches!(character, '-' | '_'))
}

fn read_slugs(reader: &TableReader<'_>) -> SlugStyle {
    match reader.text("slugs") {
        None => SlugStyle::Pinyin,
        Some(stated) if stated.value == "pinyin" => SlugStyle::Pinyin,
        Some(stated) if stated.value == "keep" => SlugStyle::Keep,
        Some(stated) => {
            reader.unusable("slugs", &stated, "pinyin, keep");
            SlugStyle::Pinyin
        }
    }
}

fn read_terms(reader: &TableReader<'_>) -> BTreeMap<String, String> {
    let Some(table) = reader.table("terms") else { return BTreeMap::new() };
    let mut terms = BTreeMap::new();
    for (key, _) in table.entries() {
        let Some(address) = table.text(key.value) else { continue };
        if is_taxonomy_name(&address.value) {
            terms.insert(key.value.to_owned(), address.value);
        } else {
            table.unusable(key.value, &address, "hope-project");
        }
    }
    reader.report_all(table.finish());
    terms
}

fn read_organisation(reader: &TableReader<'_>) -> Organisation {
    let Some(table) = reader.table("organisation") else { return Organisation::default() };
    let organisation = Organisation::read(&table);
    reader.report_all(table.finish());
    organisation
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Severity;

    fn read(text: &str) -> Checked<Config> {
        read_config(&SitePath::new("site.toml").expect("sound"), text)
    }

    fn told(text: &str) -> Vec<String> {
        let mut told: Vec<_> =
            read(text).findings.iter().map(|f| format!("{} {}", f.code.as_str(), f.message.id)).collect();
        told.sort();
        told
    }

    #[test]
    fn two_keys_are_enough() {
        let read = read("name = \"柳河\"\nbase_url = \"https://a.example\"");
        assert_eq!(read.findings, []);
        assert_eq!((read.value.theme.as_str(), read.value.paginate_by), ("qingchun", 20));
        assert!(read.value.metrics.contains_key("posts"));
    }

    #[test]
    fn the_title_of_other_generators_is_understood() {
        assert_eq!(read("title = \"甲\"\nbaseURL = \"https://a.example/\"").findings, []);
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let told = told("nmae = \"a\"\nbase_url = \"a\"\nslugs = \"x\"\npaginate_by = 0\nlanguage = \"fr\"");
        assert_eq!(
            told,
            [
                "config/unknown-key key-unknown-near",
                "config/value config-missing",
                "config/value value-unusable",
                "config/value value-unusable",
                "config/value value-unusable",
                "config/value value-wants-positive",
            ]
        );
    }

    #[test]
    fn where_errors_are_reported_is_an_address_that_runs_nothing() {
        let site = |address: &str| {
            read(&format!("name='a'\nbase_url='https://a.example'\n[organisation]\nreport_errors='{address}'"))
        };
        for address in ["https://a.example/report/", "/report/", "mailto:office@a.example"] {
            assert_eq!(site(address).value.organisation.report_errors.as_deref(), Some(address));
        }
        let read = site("javascript:alert(1)");
        let severities: Vec<Severity> = read.findings.iter().map(|finding| finding.severity).collect();
        assert_eq!((read.value.organisation.report_errors, severities), (None, vec![Severity::Warning]));
    }

    #[test]
    fn a_kind_names_metrics_that_are_there() {
        let told =
            told("name='a'\nbase_url='https://a.example'\n[metrics.funds]\nunit='元'\n[kinds.x]\nrequires=['found']");
        assert_eq!(told, ["config/value config-metric-unknown"]);
    }
}
