//! Search in the reader's browser, with no server: what each post can be found by, and the small files that a query
//! fetches (docs/search.md).
//!
//! Pure. [`SearchIndex`] is made of a site; each of its parts is an output of its own. What a text is broken into
//! (`tokens.rs`) and how a part is laid out (`layout.rs`) is what `client/search.js` expects.

mod cards;
mod fold;
mod index;
mod layout;
mod pairs;
mod patch;
mod postings;
mod posts;
mod readings;
mod text;
mod tokens;

pub use cards::{cards, cards_print};
pub use index::{PublishedParts, SearchIndex};
pub use layout::{CARDS_A_PART, SearchPart, SearchSize};

use std::sync::LazyLock;

/// The script that asks the index, without its comments. It belongs to the layout of the index, so it is part of the
/// program and not of a theme.
pub fn script() -> String {
    let lines = include_str!("client/search.js").lines().map(str::trim_start);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).flat_map(|line| [line, "\n"]).collect()
}

/// How common characters are read, for what the script marks; like the script it is part of the program.
pub fn syllables() -> String {
    readings::Readings::table().of_common_characters()
}

/// The file name of [`syllables`], which changes with it.
pub fn syllables_name() -> String {
    static NAME: LazyLock<String> =
        LazyLock::new(|| format!("syllables.{:08x}.txt", rapidhash::v3::rapidhash_v3(syllables().as_bytes()) as u32));
    NAME.clone()
}

/// Makes the tables that a plan and an index need, for whoever has a thread to spare before they are asked for.
pub fn prepare_tables() {
    syllables_name();
}

/// The script's file name, which changes with it, so that browsers may keep it for ever.
pub fn script_name() -> String {
    format!("search.{:08x}.js", rapidhash::v3::rapidhash_v3(script().as_bytes()) as u32)
}
