//! The arguments of `stats` and `report`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command as Clap};

use super::arguments::{choosing, described, one_of, option, paths};
use crate::base::Day;
use crate::report::Messages;

/// Which posts are counted, and seen from which day.
#[derive(Clone)]
pub(super) struct Choosing {
    pub as_of: Option<Day>,
    pub drafts: bool,
    pub future: bool,
}

/// The form of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerForm {
    Table,
    Json,
    Csv,
}

/// The options of `stats`.
pub(super) struct StatsArguments {
    pub choosing: Choosing,
    pub form: AnswerForm,
    /// The arguments of the query, as the widget `stat` has them.
    pub query: Vec<(String, String)>,
}

/// The form of a report.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum ReportForm {
    Markdown,
    Html,
    Csv,
    Docx,
}

/// The options of `report`.
pub(super) struct ReportArguments {
    pub choosing: Choosing,
    pub form: ReportForm,
    pub period: String,
    pub output: Option<PathBuf>,
}

/// The arguments of a query that have an option, with the ids of their descriptions. Other taxonomies of site.toml are
/// arguments too: see [`take_other_arguments`].
const QUERY: [(&str, &str, &str); 11] = [
    ("metric", "METRIC", "help-metric"),
    ("period", "PERIOD", "help-period"),
    ("by", "GROUPS", "help-by"),
    ("compare", "WHAT", "help-compare"),
    ("category", "FOLDER", "help-category"),
    ("kind", "KIND", "help-kind"),
    ("tag", "TERM", "help-tag"),
    ("series", "TERM", "help-series"),
    ("place", "TERM", "help-place"),
    ("top", "N", "help-top"),
    ("show", "FORM", "help-show"),
];

/// Options of `stats` that are no arguments of the query.
const OTHER_OPTIONS: [&str; 8] = ["root", "quiet", "lang", "as-of", "drafts", "future", "format", "help"];

pub(super) fn stats_command(messages: &Messages) -> Clap {
    // A number below zero is a wrong value, and no unknown option.
    let query = QUERY.map(|(name, value, help)| option(name, value, messages.plain(help)).allow_negative_numbers(true));
    let format = option("format", "FORMAT", messages.plain("help-stats-format"));
    described(Clap::new("stats"), messages, "help-stats")
        .args(query)
        .args(choosing(messages))
        .arg(one_of(format, ["table", "json", "csv"]))
        .after_help(messages.plain("help-stats-taxonomies"))
}

pub(super) fn report_command(messages: &Messages) -> Clap {
    let period = Arg::new("period").value_name("PERIOD").required(true).help(messages.plain("help-report-period"));
    described(Clap::new("report"), messages, "help-report")
        .arg(period.help_heading(messages.plain("help-arguments")))
        .args(choosing(messages))
        .arg(one_of(option("format", "FORMAT", messages.plain("help-report-format")), ["md", "html", "csv", "docx"]))
        .arg(option("output", "FILE", messages.plain("help-report-output")).value_parser(paths()))
}

/// Takes what `stats` gets besides its own options, such as `--topic 乡村`: which taxonomies there are is known only when
/// site.toml is read, and until then nobody can say which of them is a slip.
pub(super) fn take_other_arguments(arguments: &mut Vec<OsString>) -> Vec<(String, String)> {
    let mut taken = Vec::new();
    let Some(mut at) = position_of_command(arguments).filter(|at| arguments[*at] == "stats") else { return taken };
    at += 1;
    while at < arguments.len() {
        let Some((name, joined)) = arguments[at].to_str().and_then(other_option) else {
            at += 1;
            continue;
        };
        arguments.remove(at);
        let separate = || arguments.get(at).and_then(|next| next.to_str()).is_some_and(|next| !next.starts_with("--"));
        let value = match joined {
            Some(value) => value,
            None if separate() => arguments.remove(at).to_string_lossy().into_owned(),
            None => String::new(),
        };
        taken.push((name, value));
    }
    taken
}

/// Where the name of the command stands.
fn position_of_command(arguments: &[OsString]) -> Option<usize> {
    let mut at = 1;
    loop {
        let argument = arguments.get(at)?;
        match argument.to_str() {
            Some("--root" | "--lang") => at += 2,
            Some(option) if option.starts_with('-') => at += 1,
            _ => return Some(at),
        }
    }
}

/// The name and, where it is joined with `=`, the value of an option that `stats` doesn't have.
fn other_option(argument: &str) -> Option<(String, Option<String>)> {
    let stated = argument.strip_prefix("--").filter(|stated| !stated.is_empty())?;
    let (name, value) = match stated.split_once('=') {
        Some((name, value)) => (name, Some(value.to_owned())),
        None => (stated, None),
    };
    let known = QUERY.iter().any(|(known, ..)| *known == name) || OTHER_OPTIONS.contains(&name);
    (!known).then(|| (name.to_owned(), value))
}

impl Choosing {
    fn of(matches: &ArgMatches) -> Self {
        Self {
            as_of: matches.get_one::<Day>("as-of").copied(),
            drafts: matches.get_flag("drafts"),
            future: matches.get_flag("future"),
        }
    }
}

impl StatsArguments {
    pub(super) fn of(matches: &ArgMatches, others: Vec<(String, String)>) -> Self {
        let stated = QUERY.iter().filter_map(|(name, ..)| {
            let value = matches.get_one::<String>(name)?;
            Some(((*name).to_owned(), value.clone()))
        });
        Self {
            choosing: Choosing::of(matches),
            form: match matches.get_one::<String>("format").map(String::as_str) {
                Some("json") => AnswerForm::Json,
                Some("csv") => AnswerForm::Csv,
                _ => AnswerForm::Table,
            },
            query: stated.chain(others).collect(),
        }
    }
}

impl ReportArguments {
    pub(super) fn of(matches: &ArgMatches) -> Self {
        Self {
            choosing: Choosing::of(matches),
            form: match matches.get_one::<String>("format").map(String::as_str) {
                Some("html") => ReportForm::Html,
                Some("csv") => ReportForm::Csv,
                Some("docx") => ReportForm::Docx,
                _ => ReportForm::Markdown,
            },
            period: matches.get_one::<String>("period").cloned().unwrap_or_default(),
            output: matches.get_one::<PathBuf>("output").cloned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(arguments: &[&str]) -> (Vec<String>, Vec<(String, String)>) {
        let mut all: Vec<OsString> = arguments.iter().map(OsString::from).collect();
        let taken = take_other_arguments(&mut all);
        (all.into_iter().map(|left| left.to_string_lossy().into_owned()).collect(), taken)
    }

    #[test]
    fn taxonomies_of_the_portal_are_arguments_of_a_query() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let (left, others) =
            taken(&["miao", "--root", "x", "stats", "--topic", "乡村", "--metric", "funds", "--a=b", "--c", "--quiet"]);
        assert_eq!(left, ["miao", "--root", "x", "stats", "--metric", "funds", "--quiet"]);
        assert_eq!(others, [pair("topic", "乡村"), pair("a", "b"), pair("c", "")]);
    }

    #[test]
    fn other_commands_keep_theirs() {
        let call = ["miao", "build", "--output", "stats", "--nothing"];
        assert_eq!(taken(&call), (call.map(str::to_owned).to_vec(), Vec::new()));
    }
}
