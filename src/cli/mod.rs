//! What a person types: arguments in, one command run, an exit code out. The only module that prints.

mod arguments;
mod asking;
mod build;
mod call;
mod check;
mod clock;
mod console;
mod explain;
mod fix;
mod init;
mod look;
mod narrator;
mod report;
mod serve;
mod stats;

use std::ffi::OsString;

pub use console::Console;

/// Exit codes (product section 6).
pub const DONE: u8 = 0;
/// The content is wrong.
pub const CONTENT_IS_WRONG: u8 = 1;
/// The call is wrong.
pub const CALL_IS_WRONG: u8 = 2;

/// Runs the program with its arguments, the program's own name first, and gives its exit code.
pub fn run(arguments: Vec<OsString>) -> u8 {
    let speech = arguments::speech_of(&arguments, clock::language_of_environment().as_deref());
    match arguments::parse(arguments, speech) {
        Ok(call) => {
            let console = Console::new(speech, call.quiet, call.json);
            match call.command {
                arguments::Command::Build(build) => build::run(&console, call.root.as_deref(), &build),
                arguments::Command::Stats(stats) => stats::run(&console, speech, call.root.as_deref(), &stats),
                arguments::Command::Report(report) => report::run(&console, call.root.as_deref(), &report),
                arguments::Command::Check(check) => check::run(&console, call.root.as_deref(), &check),
                arguments::Command::Explain(asked) => explain::run(&console, speech, call.root.as_deref(), &asked),
                arguments::Command::Serve(serve) => serve::run(&console, speech, call.root.as_deref(), &serve),
                arguments::Command::Watch(watch) => serve::run_watch(&console, speech, call.root.as_deref(), &watch),
                arguments::Command::Init(folder) => init::run(&console, &folder),
            }
        }
        Err(error) => {
            match call::call_message(&error) {
                Some(message) => Console::new(speech, false, false).fail(&message),
                None => drop(error.print()),
            }
            // Asking for help or the version is no mistake.
            if error.use_stderr() { CALL_IS_WRONG } else { DONE }
        }
    }
}
