//! What a finding says, before a language is chosen.

/// A message of `messages/*.ftl`: its id and the values that fill it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    /// The id of the message; its attribute `help` says what to do.
    pub id: &'static str,
    /// The values, by name.
    pub args: Vec<(&'static str, String)>,
}

impl Message {
    /// A message with no values yet.
    pub fn new(id: &'static str) -> Self {
        Self { id, args: Vec::new() }
    }

    /// The same message with one value more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}

impl From<&'static str> for Message {
    fn from(id: &'static str) -> Self {
        Self::new(id)
    }
}
