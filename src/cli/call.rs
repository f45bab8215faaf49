//! What is wrong with a call, in the reader's language.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::diag::Message;

/// The message for an error of the arguments; `None` where it is no mistake but a question for help or the version,
/// which answers itself.
pub(super) fn call_message(error: &Error) -> Option<Message> {
    let id = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            return None;
        }
        ErrorKind::MissingSubcommand => "call-without-command",
        ErrorKind::UnknownArgument => "call-unknown-argument",
        ErrorKind::InvalidSubcommand => "call-unknown-command",
        ErrorKind::ArgumentConflict => "call-twice",
        ErrorKind::MissingRequiredArgument => "call-missing",
        ErrorKind::InvalidValue if stated(error, ContextKind::InvalidValue).is_empty() => "call-without-value",
        ErrorKind::InvalidValue => "call-value-of",
        ErrorKind::ValueValidation => "call-value",
        _ => "call-wrong",
    };
    let argument = match error.kind() {
        ErrorKind::InvalidSubcommand => stated(error, ContextKind::InvalidSubcommand),
        _ => stated(error, ContextKind::InvalidArg),
    };
    let example = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let message = Message::new(id).with("argument", argument).with("value", stated(error, ContextKind::InvalidValue));
    Some(message.with("choices", stated(error, ContextKind::ValidValue)).with("example", example))
}

fn stated(error: &Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        _ => String::new(),
    }
}
