//! `[check]` and `[privacy]`: what the portal's office decides about its checks.

use std::collections::BTreeMap;

use crate::tables::TableReader;

/// `[check]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckConfig {
    /// `words`: the portal's word lists, files below its root.
    pub words: Vec<String>,
    /// Limits by their names in `rules/limits.toml`.
    pub limits: BTreeMap<String, i64>,
}

/// `[privacy]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PrivacyConfig {
    /// `allow_phones`: telephone numbers that are no person's own.
    pub allow_phones: Vec<String>,
    /// `allow_accounts`: accounts of organisations.
    pub allow_accounts: Vec<String>,
}

/// The names that `[check]` may have a limit for.
const LIMITS: [&str; 7] = [
    "news_days",
    "notice_days",
    "warn_at_percent",
    "stale_news_columns",
    "stale_columns",
    "empty_columns",
    "attachment_megabytes",
];

impl CheckConfig {
    pub(super) fn read(reader: &TableReader<'_>) -> Self {
        let Some(table) = reader.table("check") else { return Self::default() };
        let words = table.texts("words").map(|texts| texts.value).unwrap_or_default();
        let mut limits = BTreeMap::new();
        for name in LIMITS {
            let Some(stated) = table.integer(name) else { continue };
            if stated.value > 0 {
                limits.insert(name.to_owned(), stated.value);
            } else {
                table.wrong_type(name, stated.span, "value-wants-positive");
            }
        }
        reader.report_all(table.finish());
        Self { words, limits }
    }
}

impl PrivacyConfig {
    pub(super) fn read(reader: &TableReader<'_>) -> Self {
        let Some(table) = reader.table("privacy") else { return Self::default() };
        let list = |key| table.texts(key).map(|texts| texts.value).unwrap_or_default();
        let config = Self { allow_phones: list("allow_phones"), allow_accounts: list("allow_accounts") };
        reader.report_all(table.finish());
        config
    }
}
