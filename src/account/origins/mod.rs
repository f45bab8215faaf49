//! What a page was made from, and why it was made the last time (`miao explain`): as a tree for people, and as JSON.

mod data;
mod facets;
mod job;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::SitePath;
use crate::config::Language;
use crate::diag::Message;
use crate::engine::{Explanation, Read};
use crate::model::{Facet, Site};
use crate::plan::address_of;
use crate::report::Messages;
use facets::Group;
use tree::Node;

/// How many lines of a group are told where nobody asks for all.
const MOST: usize = 12;

/// The same of what lies below a line.
const MOST_BELOW: usize = 5;

/// What is known of an output, ready to be told.
pub struct Origins {
    site: Arc<Site>,
    explanation: Explanation,
    /// Whether the file in the output folder is as it was left; `None` where that isn't known.
    as_left: Option<bool>,
    /// The files that it is the output of, as far as there are any.
    own: BTreeSet<SitePath>,
}

/// The words to tell it in.
struct Teller<'t> {
    origins: &'t Origins,
    messages: &'t Messages,
    language: Language,
    all: bool,
}

impl Origins {
    /// Of an output of a site. `as_left` is whether the file in the output folder is as the last build left it, where
    /// that is known.
    pub fn new(site: Arc<Site>, explanation: Explanation, as_left: Option<bool>) -> Self {
        let job = explanation.output.job.source(&site).cloned();
        let asked = explanation.output.origin.as_ref().map(|place| place.path.clone());
        let own = job.into_iter().chain(asked).collect();
        Self { site, explanation, as_left, own }
    }

    /// A text for people at a terminal; long groups are cut unless `all` is asked for.
    pub fn text(&self, messages: &Messages, language: Language, all: bool) -> String {
        let teller = Teller { origins: self, messages, language, all };
        [teller.heading(), teller.state(), teller.why(), teller.made_from()].concat().join("\n")
    }

    /// The same for programs: one object, whose keys docs/explain.md tells.
    pub fn json(&self) -> String {
        data::json(self)
    }

    /// The address, with the path that the site is published under.
    fn address(&self) -> String {
        format!("{}{}", self.site.config.base_url.path(), address_of(&self.explanation.output.path))
    }
}

impl Teller<'_> {
    fn say(&self, message: Message) -> String {
        self.messages.text(&message)
    }

    fn plain(&self, id: &'static str) -> String {
        self.messages.plain(id)
    }

    fn heading(&self) -> Vec<String> {
        let explanation = &self.origins.explanation;
        let what = self.say(job::message(&explanation.output.job, &self.origins.site));
        let from = explanation.output.origin.as_ref().map(|place| &place.path);
        let made = match from {
            Some(path) => self.say(Message::new("explain-from").with("what", what).with("path", path)),
            None => what,
        };
        vec![self.origins.address(), made]
    }

    /// Whether it is what a build would make now.
    fn state(&self) -> Vec<String> {
        let explanation = &self.origins.explanation;
        let state = match &explanation.remembered {
            None => "explain-unknown",
            Some(remembered) if remembered.was_another => "explain-was-another",
            Some(_) if explanation.is_fresh() => "explain-fresh",
            Some(_) => "explain-stale",
        };
        let touched = (self.origins.as_left == Some(false)).then(|| self.plain("explain-file-differs"));
        [Some(String::new()), Some(self.plain(state)), touched].into_iter().flatten().collect()
    }

    /// Why it was rendered the last time.
    fn why(&self) -> Vec<String> {
        let Some(remembered) = &self.origins.explanation.remembered else { return Vec::new() };
        let (ago, first) = (remembered.rounds_ago, remembered.because.is_empty());
        let told = match (ago, first) {
            (0, true) => Message::new("explain-first"),
            (0, false) => Message::new("explain-because"),
            (_, true) => Message::new("explain-first-before").with("count", ago),
            (_, false) => Message::new("explain-because-before").with("count", ago),
        };
        let because: Vec<Read> =
            remembered.because.iter().map(|facet| Read { facet: facet.clone(), changed: false }).collect();
        let mut lines = vec![String::new(), self.say(told)];
        lines.extend(tree::lines(&self.groups(&because, Detail::Name)));
        lines
    }

    fn made_from(&self) -> Vec<String> {
        let mut lines = vec![String::new(), self.plain("explain-made-from")];
        lines.extend(tree::lines(&self.groups(&self.origins.explanation.reads, Detail::All)));
        lines
    }

    /// What was read, by what it is; what has changed comes first, so that it is never cut.
    fn groups(&self, reads: &[Read], detail: Detail) -> Vec<Node> {
        let all: BTreeSet<&Facet> = reads.iter().map(|read| &read.facet).collect();
        let mut groups: BTreeMap<Group, Vec<(bool, Node)>> = BTreeMap::new();
        let is_told = |facet: &Facet| {
            !facets::is_told_by_another(facet, &all) && !facets::names_nothing(facet, &self.origins.site)
        };
        for read in reads.iter().filter(|read| is_told(&read.facet)) {
            let mut node = self.node(&read.facet, detail);
            if read.changed {
                node.text = self.say(Message::new("explain-changed").with("what", &node.text));
            }
            let group = groups.entry(facets::group_of(&read.facet, &self.origins.own)).or_default();
            if !group.iter().any(|(_, known)| *known == node) {
                group.push((read.changed, node));
            }
        }
        let told = groups.into_iter().map(|(group, mut nodes)| {
            nodes.sort_by_key(|(changed, _)| !changed);
            let heading = self.say(Message::new(group.heading()).with("count", nodes.len()));
            let nodes = nodes.into_iter().map(|(_, node)| node).collect();
            Node { text: heading, below: self.cut(nodes, MOST) }
        });
        told.collect()
    }

    /// At most so many lines, and how many more there are.
    fn cut(&self, mut nodes: Vec<Node>, most: usize) -> Vec<Node> {
        let more = nodes.len().saturating_sub(most);
        // A line that says that there is one more takes as much room as the one.
        if !self.all && more > 1 {
            nodes.truncate(most);
            nodes.push(Node::leaf(self.say(Message::new("explain-more").with("count", more))));
        }
        nodes
    }
}

/// How much is told of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Detail {
    /// What it is called.
    Name,
    /// Also what it comes to, and what it rests on.
    All,
}
