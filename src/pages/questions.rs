//! What is wrong with a query, as messages.

use crate::diag::Message;
use crate::stats::{QueryError, QueryProblem, choices};

/// A message for each argument that can't be used.
pub fn query_messages(errors: &[QueryError]) -> Vec<Message> {
    errors.iter().map(message_of).collect()
}

/// The first thing that is wrong with a query.
pub(super) fn first_message(errors: &[QueryError]) -> Message {
    errors.first().map_or_else(|| Message::new("query-missing"), message_of)
}

fn message_of(error: &QueryError) -> Message {
    let choices = choices(&error.argument);
    if error.problem == QueryProblem::UnknownValue && !choices.is_empty() {
        let message =
            Message::new("query-unknown-choice").with("argument", &error.argument).with("value", &error.value);
        return message.with("choices", choices.join(", "));
    }
    let mut message = Message::new(error.problem.message());
    message.args.extend(error.arguments());
    message
}
