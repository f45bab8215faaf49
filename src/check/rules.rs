//! What offices may change: the word list, service lines, limits (GOV-W2). All of it is data, with defaults in `rules/`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use crate::base::{Print, SitePath};
use crate::config::{CheckConfig, PrivacyConfig};
use crate::diag::{Checked, Code, Finding, Message, Place, Severity};

const WORDS: &str = include_str!("../../rules/words.tsv");
const SERVICES: &str = include_str!("../../rules/services.tsv");

/// The limits that `[check]` of site.toml may change, with what they are otherwise.
static DEFAULT_LIMITS: LazyLock<BTreeMap<String, i64>> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../rules/limits.toml").parse().unwrap_or_default();
    table.into_iter().filter_map(|(key, value)| Some((key, value.as_integer()?))).collect()
});

/// The rules of a portal.
#[derive(Debug)]
pub struct Rules {
    /// Wrong words, in the order of the lists.
    pub(super) words: Vec<Word>,
    /// Any of them: most texts have none, and are looked through once.
    pub(super) any_word: Regex,
    /// Numbers that may stand anywhere, as digits.
    allowed: BTreeSet<String>,
    /// Accounts that may, in small letters.
    accounts: BTreeSet<String>,
    limits: BTreeMap<String, i64>,
    /// The print of the portal's own lists.
    print: Print,
}

/// A wrong word.
#[derive(Debug)]
pub(super) struct Word {
    pub wrong: String,
    pub right: String,
    pub severity: Severity,
    /// Matches around it that make it right.
    pub exception: Option<Regex>,
}

impl Rules {
    /// The rules that a portal has with its own word lists, each with its path and text.
    pub fn new(check: &CheckConfig, privacy: &PrivacyConfig, lists: &[(SitePath, String)]) -> Checked<Self> {
        let mut findings = Vec::new();
        let mut words: Vec<Word> = Vec::new();
        read_words(None, WORDS, &mut words, &mut findings);
        for (path, text) in lists {
            read_words(Some(path), text, &mut words, &mut findings);
        }
        let services = SERVICES.lines().filter_map(|line| line.split('\t').next()).map(digits_of);
        let own = privacy.allow_phones.iter().chain(&privacy.allow_accounts).map(|number| digits_of(number));
        let accounts = privacy.allow_accounts.iter().map(|account| account.trim().to_lowercase()).collect();
        let mut limits = DEFAULT_LIMITS.clone();
        limits.extend(check.limits.clone());
        let allowed = services.chain(own).filter(|digits| !digits.is_empty()).collect();
        let any: Vec<String> = words.iter().map(|word| regex::escape(&word.wrong)).collect();
        // An empty list would match everything.
        let any_word = super::pattern(&if any.is_empty() { r"\z\A.".to_owned() } else { any.join("|") });
        Checked::new(Self { words, any_word, allowed, accounts, limits, print: Print::of(lists) }, findings)
    }

    /// The print of all that these rules have from elsewhere than site.toml.
    pub fn print(&self) -> Print {
        self.print
    }

    /// Whether an account may stand anywhere, as it is written.
    pub(super) fn allows_account(&self, written: &str) -> bool {
        self.allows(written) || self.accounts.contains(&written.to_lowercase())
    }

    /// Whether a number may stand anywhere.
    pub(super) fn allows(&self, digits: &str) -> bool {
        self.allowed.contains(digits)
    }

    /// How large an attachment may be, in bytes.
    pub fn most_attachment_bytes(&self) -> u64 {
        u64::try_from(self.limit("attachment_megabytes")).unwrap_or_default() * 1024 * 1024
    }

    /// A limit by its name; 0 where there is none.
    pub(super) fn limit(&self, name: &str) -> i64 {
        self.limits.get(name).copied().unwrap_or_default()
    }
}

/// The digits of a number, as they are compared.
fn digits_of(number: &str) -> String {
    let digits: String = number.chars().filter(|one| one.is_ascii_digit() || matches!(one, 'x' | 'X')).collect();
    let own = digits.strip_prefix("86").filter(|own| own.len() == 11).unwrap_or(&digits);
    own.to_ascii_uppercase()
}

/// Adds the words of a list; a later list changes what an earlier one says of a word.
fn read_words(path: Option<&SitePath>, text: &str, words: &mut Vec<Word>, findings: &mut Vec<Finding>) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.trim_end().len();
        at += line.len();
        let line = line.trim_end_matches(['\n', '\r']);
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut refuse = |message: Message| {
            if let Some(path) = path {
                findings.push(Finding::error(Code::ConfigValue, Place::span(path, text, span.clone()), message));
            }
        };
        let mut cells = line.split('\t').map(str::trim);
        let (wrong, right) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let (tier, exception) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        if wrong.is_empty() || (wrong, right) == ("wrong", "right") {
            continue;
        }
        let severity = match tier {
            "error" => Some(Severity::Error),
            "warning" | "" => Some(Severity::Warning),
            "info" | "style" => Some(Severity::Info),
            "off" => None,
            other => {
                refuse(Message::new("words-tier").with("tier", other));
                continue;
            }
        };
        let exception = match (exception, Regex::new(exception)) {
            ("", _) => None,
            (_, Ok(exception)) => Some(exception),
            (_, Err(_)) => {
                refuse(Message::new("words-exception").with("exception", exception));
                continue;
            }
        };
        if right.is_empty() && severity.is_some() {
            refuse(Message::new("words-right").with("wrong", wrong));
            continue;
        }
        words.retain(|known| known.wrong != wrong);
        if let Some(severity) = severity {
            words.push(Word { wrong: wrong.to_owned(), right: right.to_owned(), severity, exception });
        }
    }
}
