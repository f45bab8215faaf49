//! `miao report PERIOD`: the draft of a work summary.

use std::path::Path;

use super::asking::{ReportArguments, ReportForm};
use super::build::open_portal;
use super::stats::only_errors;
use super::{CALL_IS_WRONG, CONTENT_IS_WRONG, Console, DONE, clock};
use crate::account::Summary;
use crate::diag::{Finding, Message};
use crate::engine::{Facts, load_facts};
use crate::publish::{DocumentError, write_document};
use crate::stats::{Grain, Period};

pub(super) fn run(console: &Console, root: Option<&Path>, arguments: &ReportArguments) -> u8 {
    if arguments.form == ReportForm::Docx {
        console.fail(&Message::new("report-no-docx"));
        return CALL_IS_WRONG;
    }
    let Some(disk) = open_portal(console, root) else { return CALL_IS_WRONG };
    let loaded = load_facts(&disk, &arguments.choosing.request());
    let mut errors = only_errors(loaded.findings);
    let Some(facts) = loaded.value else {
        console.findings(&mut errors);
        return CONTENT_IS_WRONG;
    };
    let period = Period::parse(&arguments.period, facts.site.today).ok();
    let Some(period) = period.filter(|period| period.grain() != Grain::All) else {
        console.fail(&Message::new("report-no-period").with("value", &arguments.period));
        return CALL_IS_WRONG;
    };
    if console.findings(&mut errors) {
        return CONTENT_IS_WRONG;
    }
    match document(&facts, period, arguments.form) {
        Ok(bytes) => hand_over(console, disk.root(), arguments, &bytes),
        Err(mut findings) => {
            console.findings(&mut findings);
            CONTENT_IS_WRONG
        }
    }
}

fn document(facts: &Facts, period: Period, form: ReportForm) -> Result<Vec<u8>, Vec<Finding>> {
    let summary = Summary::of(&facts.site, facts.theme.words(), period);
    let ending = match form {
        ReportForm::Csv => return Ok(summary.csv()),
        ReportForm::Html => "html",
        ReportForm::Markdown | ReportForm::Docx => "md",
    };
    let name = format!("summary.{}.{ending}", facts.site.config.language.tag());
    facts.theme.render_report(&name, "summary", &summary.view()).map(String::into_bytes)
}

fn hand_over(console: &Console, root: &Path, arguments: &ReportArguments, bytes: &[u8]) -> u8 {
    let Some(output) = &arguments.output else {
        console.write(bytes);
        return DONE;
    };
    match write_document(root, &clock::current_folder().join(output), bytes) {
        Ok(()) => {
            console.say(&Message::new("report-written").with("path", output.display()));
            DONE
        }
        Err(DocumentError::IsSource) => {
            console.fail(&Message::new("report-inside-sources").with("path", output.display()));
            CALL_IS_WRONG
        }
        Err(DocumentError::Refused(error)) => {
            console.fail(&Message::new("report-refused").with("path", output.display()).with("detail", error));
            CALL_IS_WRONG
        }
    }
}
