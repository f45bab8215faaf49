//! `miao explain`: what a page was made from, and why the last rebuild touched it. Writes nothing.

use std::path::Path;
use std::sync::Arc;

use super::arguments::ExplainArguments;
use super::build::{open_output, open_portal, request_of};
use super::stats::only_errors;
use super::{CALL_IS_WRONG, CONTENT_IS_WRONG, Console, DONE, clock};
use crate::account::Origins;
use crate::config::Language;
use crate::diag::{Finding, Message};
use crate::engine::{Explanation, Left, Session, is_setting};
use crate::model::{Site, Target};
use crate::plan::{Output, nearest_named, output_named};
use crate::report::{Messages, Speech};
use crate::serve::published_files;
use crate::source::Disk;

pub(super) fn run(console: &Console, speech: Speech, root: Option<&Path>, arguments: &ExplainArguments) -> u8 {
    let Some(disk) = open_portal(console, root) else { return CALL_IS_WRONG };
    let Some(folder) = open_output(console, &disk, &arguments.build) else { return CALL_IS_WRONG };
    let request = request_of(&arguments.build);
    let (posts, memory) = (folder.posts_left(), folder.memory().0);
    let left = Left { posts: &posts, memory: &memory, published: published_files(&folder), ..Left::nothing() };
    let (session, stamps) = Session::reopen(disk.clone(), request, left);
    let mut errors = only_errors(session.findings().to_vec());
    let Some(site) = session.site().map(Arc::clone) else {
        console.findings(&mut errors);
        return CONTENT_IS_WRONG;
    };
    let outputs: Vec<&Output> = session.outputs().collect();
    let names = [in_portal(&disk, &arguments.address), Some(arguments.address.clone())];
    let found = names.iter().flatten().find_map(|name| output_named(name, &site, &outputs));
    let Some(explanation) = found.and_then(|output| session.explain(&output.path)) else {
        console.fail(&unknown(&arguments.address, &site, &outputs));
        return CALL_IS_WRONG;
    };
    if let Some(mut wrong) = what_is_wrong(&explanation, &errors) {
        console.findings(&mut wrong);
        return CONTENT_IS_WRONG;
    }
    if !errors.is_empty() {
        console.remark(&Message::new("explain-errors-elsewhere").with("count", errors.len()));
    }
    let path = &explanation.output.path;
    let stamp_left = stamps.binary_search_by(|(it, _)| it.cmp(path)).ok().map(|at| stamps[at].1);
    let as_left = explanation.remembered.as_ref().map(|_| folder.stamp(path) == stamp_left);
    let origins = Origins::new(site, explanation, as_left);
    let text = if console.is_for_programs() {
        origins.json()
    } else {
        let language = if speech == Speech::Chinese { Language::Chinese } else { Language::English };
        origins.text(&Messages::new(speech), language, arguments.all)
    };
    console.write(format!("{text}\n").as_bytes());
    DONE
}

/// The path within the portal of a file that was named from where the program was called.
fn in_portal(disk: &Disk, named: &str) -> Option<String> {
    let path = clock::current_folder().join(named);
    let path = std::path::absolute(&path).unwrap_or(path);
    let inside = path.strip_prefix(disk.root()).ok()?.to_str()?;
    Some(inside.replace(std::path::MAIN_SEPARATOR, "/"))
}

/// What keeps a page from being made: what is wrong with it, with its file, or with what all pages are made with; where
/// that is nothing, anything.
fn what_is_wrong(explanation: &Explanation, errors: &[Finding]) -> Option<Vec<Finding>> {
    let own = explanation.output.origin.as_ref().map(|place| &place.path);
    let is_own = |finding: &&Finding| {
        finding.place.as_ref().is_some_and(|place| Some(&place.path) == own || is_setting(&place.path))
    };
    let of_file: Vec<Finding> = errors.iter().filter(is_own).cloned().collect();
    match &explanation.outcome {
        Err(broken) if broken.is_empty() => Some(errors.to_vec()),
        Err(broken) => Some([&broken[..], &of_file[..]].concat()),
        Ok(()) if of_file.is_empty() => None,
        Ok(()) => Some(of_file),
    }
}

fn unknown(named: &str, site: &Site, outputs: &[&Output]) -> Message {
    let written = format!("/{}", named.trim_start_matches("./").trim_start_matches('/'));
    if let Target::Unbuilt(path) = site.resolve(&site.home_path, &written).target {
        return Message::new("explain-not-built").with("path", path);
    }
    match nearest_named(named, site, outputs) {
        Some(nearest) => Message::new("explain-no-page-near").with("address", named).with("nearest", nearest),
        None => Message::new("explain-no-page").with("address", named),
    }
}
