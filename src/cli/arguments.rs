//! The arguments of the program. Their descriptions come from the messages, so that `--help` speaks the reader's language.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::error::Error;
use clap::{Arg, ArgAction, ArgMatches, Command as Clap};

use super::asking::{self, ReportArguments, StatsArguments};
use crate::base::Day;
use crate::config::BaseUrl;
use crate::diag::Code;
use crate::report::{Messages, Speech};

/// A call that can be carried out.
pub(super) struct Call {
    pub root: Option<PathBuf>,
    pub quiet: bool,
    pub json: bool,
    pub command: Command,
}

/// What to do.
pub(super) enum Command {
    Build(BuildArguments),
    Check(CheckArguments),
    Init(PathBuf),
    Stats(StatsArguments),
    Report(ReportArguments),
    Serve(ServeArguments),
    Watch(WatchArguments),
    Explain(ExplainArguments),
}

/// The options of `explain`.
pub(super) struct ExplainArguments {
    pub build: BuildArguments,
    /// An address, a file of the site, or a file of the portal.
    pub address: String,
    /// Whether long groups are told whole.
    pub all: bool,
}

/// The options of `serve`.
pub(super) struct ServeArguments {
    pub watch: WatchArguments,
    pub host: String,
    pub port: u16,
    /// Whether a browser is opened.
    pub open: bool,
}

/// The options of `watch`.
pub(super) struct WatchArguments {
    pub build: BuildArguments,
    /// Whether files are compared, instead of waiting for the system to report.
    pub poll: bool,
}

/// What is done with links that lead elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum External {
    /// They are listed.
    List,
    /// They are tried, and those that don't answer as they should are told.
    Try,
}

/// The options of `check`.
pub(super) struct CheckArguments {
    pub as_of: Option<Day>,
    pub drafts: bool,
    pub future: bool,
    /// Whether findings are told as one SARIF object.
    pub sarif: bool,
    /// Codes that count as errors; `warnings` for all.
    pub deny: Vec<String>,
    /// Codes that aren't told.
    pub allow: Vec<String>,
    /// Whether only files that differ from the last build are told of.
    pub changed: bool,
    /// What is done with links that lead elsewhere.
    pub external: Option<External>,
    /// Whether masks are written.
    pub fix: bool,
    /// Whether nobody is asked before they are.
    pub yes: bool,
}

/// The options of `build`.
pub(super) struct BuildArguments {
    pub as_of: Option<Day>,
    pub drafts: bool,
    pub future: bool,
    pub output: Option<PathBuf>,
    pub base_url: Option<BaseUrl>,
    /// Whether the checks have to pass too.
    pub strict: bool,
}

/// The language to speak: that of `--lang`, else that of the environment.
pub(super) fn speech_of(arguments: &[OsString], environment: Option<&str>) -> Speech {
    let texts: Vec<_> = arguments.iter().map(|argument| argument.to_string_lossy()).collect();
    let after = texts.iter().position(|text| text == "--lang").and_then(|at| texts.get(at + 1));
    let joined = texts.iter().find_map(|text| text.strip_prefix("--lang="));
    Speech::from_tag(joined.or(after.map(|text| &**text)).or(environment).unwrap_or("en"))
}

/// Reads the arguments; what can't be read is told by [`super::call::call_message`].
pub(super) fn parse(mut arguments: Vec<OsString>, speech: Speech) -> Result<Call, Error> {
    let messages = Messages::new(speech);
    // `miao help build` is another way to say `miao build --help`.
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    let others = asking::take_other_arguments(&mut arguments);
    let matches = program(&messages).try_get_matches_from(arguments)?;
    let (name, own) = matches.subcommand().unwrap_or(("", &matches));
    let command = match name {
        "check" => Command::Check(check_arguments(own)),
        "init" => Command::Init(own.get_one::<PathBuf>("dir").cloned().unwrap_or_default()),
        "stats" => Command::Stats(StatsArguments::of(own, others)),
        "report" => Command::Report(ReportArguments::of(own)),
        "serve" => Command::Serve(serve_arguments(own)),
        "watch" => Command::Watch(watch_arguments(own)),
        "explain" => Command::Explain(explain_arguments(own)),
        _ => Command::Build(build_arguments(own)),
    };
    let format = own.try_get_one::<String>("format").ok().flatten();
    Ok(Call {
        root: path(own, "root"),
        quiet: own.get_flag("quiet"),
        json: format.is_some_and(|format| format == "json"),
        command,
    })
}

fn build_arguments(own: &ArgMatches) -> BuildArguments {
    BuildArguments {
        as_of: own.get_one::<Day>("as-of").copied(),
        drafts: own.get_flag("drafts"),
        future: own.get_flag("future"),
        output: own.get_one::<PathBuf>("output").cloned(),
        base_url: own.get_one::<BaseUrl>("base-url").cloned(),
        strict: own.try_get_one::<bool>("strict").ok().flatten().copied().unwrap_or(false),
    }
}

fn watch_arguments(own: &ArgMatches) -> WatchArguments {
    WatchArguments { build: build_arguments(own), poll: own.get_flag("poll") }
}

fn explain_arguments(own: &ArgMatches) -> ExplainArguments {
    let address = own.get_one::<String>("address").cloned().unwrap_or_default();
    ExplainArguments { build: build_arguments(own), address, all: own.get_flag("all") }
}

fn serve_arguments(own: &ArgMatches) -> ServeArguments {
    ServeArguments {
        watch: watch_arguments(own),
        host: own.get_one::<String>("host").cloned().unwrap_or_default(),
        port: own.get_one::<u16>("port").copied().unwrap_or_default(),
        open: own.get_flag("open"),
    }
}

fn check_arguments(own: &ArgMatches) -> CheckArguments {
    let list = |name| own.get_many::<String>(name).into_iter().flatten().cloned().collect();
    CheckArguments {
        as_of: own.get_one::<Day>("as-of").copied(),
        drafts: own.get_flag("drafts"),
        future: own.get_flag("future"),
        sarif: own.get_one::<String>("format").is_some_and(|format| format == "sarif"),
        deny: list("deny"),
        allow: list("allow"),
        changed: own.get_flag("changed"),
        external: own.get_one::<String>("external").map(|what| match what.as_str() {
            "try" => External::Try,
            _ => External::List,
        }),
        fix: own.get_flag("fix"),
        yes: own.get_flag("yes"),
    }
}

fn path(matches: &ArgMatches, name: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(name).cloned()
}

fn program(messages: &Messages) -> Clap {
    let version = Arg::new("version").long("version").short('V').action(ArgAction::Version);
    described(Clap::new("miao"), messages, "help-miao")
        .version(env!("CARGO_PKG_VERSION"))
        .subcommand_help_heading(messages.plain("help-commands"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .arg(version.help(messages.plain("help-version")))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(option("root", "DIR", messages.plain("help-root")).value_parser(paths()).global(true))
        .arg(flag("quiet", messages.plain("help-quiet")).global(true))
        .arg(one_of(option("lang", "LANG", messages.plain("help-lang")), ["zh", "en"]).global(true))
        .subcommand(build_command(messages))
        .subcommand(check_command(messages))
        .subcommand(init_command(messages))
        .subcommand(serve_command(messages))
        .subcommand(watch_command(messages))
        .subcommand(asking::stats_command(messages))
        .subcommand(asking::report_command(messages))
        .subcommand(explain_command(messages))
}

fn build_command(messages: &Messages) -> Clap {
    let about = |id: &'static str| messages.plain(id);
    described(Clap::new("build"), messages, "help-build")
        .args(choosing(messages))
        .args(writing(messages))
        .arg(flag("strict", about("help-strict")))
        .arg(one_of(option("format", "FORMAT", about("help-format")), ["text", "json"]))
}

/// The options that choose what is looked at, the same for every command that reads posts.
pub(super) fn choosing(messages: &Messages) -> [Arg; 3] {
    [
        option("as-of", "DATE", messages.plain("help-as-of")).value_parser(parse_day),
        flag("drafts", messages.plain("help-drafts")),
        flag("future", messages.plain("help-future")),
    ]
}

/// The options that say where the site goes, the same for every command that writes it.
fn writing(messages: &Messages) -> [Arg; 2] {
    let output = option("output", "DIR", messages.plain("help-output")).value_parser(paths());
    let base_url = option("base-url", "URL", messages.plain("help-base-url")).value_parser(parse_base_url);
    [output, base_url]
}

fn serve_command(messages: &Messages) -> Clap {
    let about = |id: &'static str| messages.plain(id);
    let port = option("port", "N", about("help-port")).value_parser(parse_port).default_value("3000");
    described(Clap::new("serve"), messages, "help-serve")
        .args(choosing(messages))
        .args(writing(messages))
        .arg(port.hide_default_value(true))
        .arg(option("host", "HOST", about("help-host")).default_value("127.0.0.1").hide_default_value(true))
        .arg(flag("open", about("help-open")))
        .arg(flag("poll", about("help-poll")))
}

fn watch_command(messages: &Messages) -> Clap {
    described(Clap::new("watch"), messages, "help-watch")
        .args(choosing(messages))
        .args(writing(messages))
        .arg(flag("poll", messages.plain("help-poll")))
}

fn explain_command(messages: &Messages) -> Clap {
    let about = |id: &'static str| messages.plain(id);
    let address = Arg::new("address").value_name("ADDRESS").required(true);
    described(Clap::new("explain"), messages, "help-explain")
        .arg(address.help(about("help-explain-address")).help_heading(about("help-arguments")))
        .arg(flag("all", about("help-explain-all")))
        .args(choosing(messages))
        .args(writing(messages))
        .arg(one_of(option("format", "FORMAT", about("help-explain-format")), ["text", "json"]))
}

fn parse_port(text: &str) -> Result<u16, String> {
    text.parse::<u16>().map_err(|_| "3000".to_owned())
}

fn check_command(messages: &Messages) -> Clap {
    let about = |id: &'static str| messages.plain(id);
    let format = option("format", "FORMAT", about("help-check-format"));
    described(Clap::new("check"), messages, "help-check")
        .arg(option("as-of", "DATE", about("help-as-of")).value_parser(parse_day))
        .arg(flag("drafts", about("help-check-drafts")))
        .arg(flag("future", about("help-check-future")))
        .arg(codes("deny", about("help-deny")))
        .arg(codes("allow", about("help-allow")))
        .arg(flag("changed", about("help-changed")))
        .arg(external(about("help-external")))
        .arg(flag("fix", about("help-fix")))
        .arg(flag("yes", about("help-yes")))
        .arg(format.value_parser(PossibleValuesParser::new(["text", "json", "sarif"])).hide_possible_values(true))
}

/// `--external`, or `--external=try`.
fn external(help: String) -> Arg {
    one_of(option("external", "try", help), ["list", "try"])
        .num_args(0..=1)
        .require_equals(true)
        .default_missing_value("list")
}

/// An option that names codes of findings, any number of times.
fn codes(name: &'static str, help: String) -> Arg {
    option(name, "CODE", help).action(ArgAction::Append).value_delimiter(',').value_parser(parse_code)
}

fn parse_code(text: &str) -> Result<String, String> {
    let known = text == "warnings" || Code::from_name(text).is_some();
    if known { Ok(text.to_owned()) } else { Err("privacy/phone, text/words, warnings".to_owned()) }
}

fn init_command(messages: &Messages) -> Clap {
    let folder = Arg::new("dir").value_name("DIR").required(true).value_parser(paths());
    described(Clap::new("init"), messages, "help-init")
        .arg(folder.help(messages.plain("help-init-dir")).help_heading(messages.plain("help-arguments")))
}

/// What a command does, and the headings of its help; clap's own are in English.
pub(super) fn described(command: Clap, messages: &Messages, about: &'static str) -> Clap {
    let help = Arg::new("help").long("help").short('h').action(ArgAction::Help);
    command
        .about(messages.plain(about))
        .help_template(format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}", messages.plain("help-usage")))
        .next_help_heading(messages.plain("help-options"))
        .disable_help_flag(true)
        .arg(help.help(messages.plain("help-help")))
}

pub(super) fn option(name: &'static str, value: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help)
}

fn flag(name: &'static str, help: String) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
}

/// An option with a few values, which its help names.
pub(super) fn one_of<const N: usize>(option: Arg, values: [&'static str; N]) -> Arg {
    option.value_parser(PossibleValuesParser::new(values)).hide_possible_values(true)
}

pub(super) fn paths() -> clap::builder::ValueParser {
    clap::value_parser!(PathBuf)
}

fn parse_day(text: &str) -> Result<Day, String> {
    text.parse::<Day>().map_err(|_| "2023-07-10".to_owned())
}

fn parse_base_url(text: &str) -> Result<BaseUrl, String> {
    BaseUrl::parse(text).ok_or_else(|| "https://portal.example".to_owned())
}
