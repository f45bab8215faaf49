//! All integration tests, as one program: one module a feature.
//!
//! End-to-end tests go through [`portal::Portal`], which runs the real program in a folder of its own. Expected sites and
//! findings are written anew where `MIAO_UPDATE=1` is set; look at the difference before committing it.

#![expect(clippy::disallowed_methods, reason = "tests write portals, read what was built and run the program")]

mod answers;
mod architecture;
mod check;
mod commands;
mod counted;
mod demo;

mod diagnostics;
mod explain;
mod figure_checks;
mod glance;
mod hostile;
mod killed;
mod links;
mod markdown;
mod messages;
mod midnight;
mod open_data;
mod oracle;
mod people;
mod photos;
mod portal;
mod properties;
mod publicity;
mod report_command;
mod search;
mod served;
mod sites;
mod source_text;
mod stats_command;
mod theme_contract;
mod theme_quality;
