//! `miao stats`: one query, answered on the terminal.

use std::path::Path;

use super::asking::{AnswerForm, Choosing, StatsArguments};
use super::build::open_portal;
use super::{CALL_IS_WRONG, CONTENT_IS_WRONG, Console, DONE, clock};
use crate::account::ask;
use crate::config::Language;
use crate::diag::{Finding, Severity};
use crate::engine::{BuildRequest, load_facts};
use crate::report::{Messages, Speech};

pub(super) fn run(console: &Console, speech: Speech, root: Option<&Path>, arguments: &StatsArguments) -> u8 {
    let Some(disk) = open_portal(console, root) else { return CALL_IS_WRONG };
    let loaded = load_facts(&disk, &arguments.choosing.request());
    let mut errors = only_errors(loaded.findings);
    let Some(facts) = loaded.value else {
        console.findings(&mut errors);
        return CONTENT_IS_WRONG;
    };
    // Which arguments there are is known by now, however wrong a post may be.
    let answer = match ask(&facts.site, facts.theme.words(), &arguments.query) {
        Ok(answer) => answer,
        Err(problems) => {
            problems.iter().for_each(|problem| console.fail(problem));
            return CALL_IS_WRONG;
        }
    };
    if console.findings(&mut errors) {
        return CONTENT_IS_WRONG;
    }
    let language = if speech == Speech::Chinese { Language::Chinese } else { Language::English };
    match arguments.form {
        AnswerForm::Table => console.write(format!("{}\n", answer.text(&Messages::new(speech), language)).as_bytes()),
        AnswerForm::Json => console.write(format!("{}\n", answer.json()).as_bytes()),
        AnswerForm::Csv => console.write(&answer.csv()),
    }
    DONE
}

impl Choosing {
    /// The site that is asked.
    pub(super) fn request(&self) -> BuildRequest {
        BuildRequest {
            today: clock::today(),
            as_of: self.as_of,
            drafts: self.drafts,
            future: self.future,
            base_url: None,
        }
    }
}

/// A warning makes no number unsure; `build` and `check` tell it.
pub(super) fn only_errors(findings: Vec<Finding>) -> Vec<Finding> {
    findings.into_iter().filter(|finding| finding.severity == Severity::Error).collect()
}
