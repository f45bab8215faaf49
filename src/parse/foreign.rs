//! Keys that Hugo's and Zola's heads have and that ask nothing of Miao. They are known, so that a moved portal isn't
//! buried under warnings; a key that would change what is built, and that Miao doesn't have, is not among them.

pub(super) const QUIET_KEYS: &[&str] = &[
    "in_search_index",
    "insert_anchor_links",
    "generate_feed",
    "generate_feeds",
    "isCJKLanguage",
    "linkTitle",
    "markup",
    "layout",
    "type",
    "toc",
    "math",
    "comments",
    "page_template",
    "paginate_path",
    "language",
    "lang",
];
