//! site.toml as values: the portal's name and address, its taxonomies, metrics and kinds.
//!
//! Owns the reading of site.toml and nothing else; opens no file. Start at [`read_config`].

mod address;
mod checks;
mod metrics;
mod organisation;
mod read;

use std::collections::BTreeMap;

pub use address::BaseUrl;
pub use checks::{CheckConfig, PrivacyConfig};
pub use organisation::Organisation;
pub use read::read_config;

use crate::base::{Day, Print};
use crate::figures::{Kind, Metric, Phrase};
use crate::tables::Extra;

/// The language of the portal's pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Language {
    /// Simplified Chinese, `zh-CN`.
    #[default]
    Chinese,
    /// English, `en`.
    English,
}

impl Language {
    /// The tag for `<html lang>`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Chinese => "zh-CN",
            Self::English => "en",
        }
    }

    /// What stands between the names of a list.
    pub fn list_comma(self) -> &'static str {
        match self {
            Self::Chinese => "、",
            Self::English => ", ",
        }
    }

    /// A number with its unit as running text has it: `38.4万元`, `over 80 sessions`.
    pub fn figure_text(self, phrase: Phrase, unit: &str) -> String {
        match self {
            Self::Chinese => phrase.chinese(unit),
            Self::English => phrase.english_with_unit(unit),
        }
    }

    /// A number as a table has it, with all digits and no unit: `384000`, `80余`, `over 80`.
    pub fn table_text(self, phrase: Phrase) -> String {
        self.full_text(phrase, "")
    }

    /// A number as a table has it, with all digits and its unit: `384000元`, `over 80 sessions`.
    pub fn full_text(self, phrase: Phrase, unit: &str) -> String {
        match self {
            Self::Chinese => phrase.table(unit),
            Self::English => phrase.english_table(unit),
        }
    }

    /// The name of the theme's file of strings, without its ending.
    pub fn strings_name(self) -> &'static str {
        self.tag()
    }
}

/// How slugs are made of names that have Han characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SlugStyle {
    /// Pinyin by words: `春季招聘会` becomes `chun-ji-zhao-pin-hui`.
    #[default]
    Pinyin,
    /// Han characters stay.
    Keep,
}

/// The whole of site.toml.
#[derive(Debug, Clone)]
pub struct Config {
    /// The print of the text that it was read from.
    pub print: Print,
    /// The portal's name.
    pub name: String,
    /// Where it is published.
    pub base_url: BaseUrl,
    /// The language of its pages.
    pub language: Language,
    /// One sentence about it; may be empty.
    pub description: String,
    /// The theme's name.
    pub theme: String,
    /// The day of the build, where the file fixes it.
    pub as_of: Option<Day>,
    /// Posts on one page of a list; never 0.
    pub paginate_by: usize,
    /// The taxonomies, in their order.
    pub taxonomies: Vec<String>,
    /// How slugs are made.
    pub slugs: SlugStyle,
    /// Whether raw HTML in posts is left as it is.
    pub raw_html: bool,
    /// Whether text files get compressed forms beside them, for servers that send such.
    pub compress: bool,
    /// Addresses of terms, by their names.
    pub terms: BTreeMap<String, String>,
    /// Who runs the portal.
    pub organisation: Organisation,
    /// The metrics by their ids; `posts` is always among them.
    pub metrics: BTreeMap<String, Metric>,
    /// The ids of the metrics in the order of the file.
    pub metric_order: Vec<String>,
    /// The kinds of activity, by their ids.
    pub kinds: BTreeMap<String, Kind>,
    /// `[check]`.
    pub check: CheckConfig,
    /// `[privacy]`.
    pub privacy: PrivacyConfig,
    /// `[extra]`, free for themes.
    pub extra: Extra,
}
