//! The messages of `messages/*.ftl`.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::diag::Message;

/// The language that Miao speaks to whoever runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

impl Speech {
    /// The language that `--lang` or `LANG` names; Chinese for `zh…`, English for everything else.
    pub fn from_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") { Self::Chinese } else { Self::English }
    }

    fn source(self) -> &'static str {
        match self {
            Self::Chinese => include_str!("../../messages/zh-CN.ftl"),
            Self::English => include_str!("../../messages/en.ftl"),
        }
    }
}

/// All messages of one language.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// The messages of a language.
    pub fn new(speech: Speech) -> Self {
        let tag = if speech == Speech::Chinese { "zh-CN" } else { "en" };
        let mut bundle = FluentBundle::new_concurrent(tag.parse().into_iter().collect());
        // Marks of writing direction around values would be copied along with them.
        bundle.set_use_isolating(false);
        // A test reads both files whole: what could be wrong with them is found there.
        let resource = FluentResource::try_new(speech.source().to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// What a message says.
    pub fn text(&self, message: &Message) -> String {
        self.format(message, None).unwrap_or_else(|| message.id.to_owned())
    }

    /// What to do about it, where the message says so.
    pub fn help(&self, message: &Message) -> Option<String> {
        self.format(message, Some("help"))
    }

    /// The text of a message without values.
    pub fn plain(&self, id: &'static str) -> String {
        self.text(&Message::new(id))
    }

    fn format(&self, message: &Message, attribute: Option<&str>) -> Option<String> {
        let found = self.bundle.get_message(message.id)?;
        let pattern = match attribute {
            None => found.value()?,
            Some(name) => found.get_attribute(name)?.value(),
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in &message.args {
            arguments.set(*name, FluentValue::from(value.as_str()));
        }
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned())
    }
}
