//! Two files can't be at one place, and a file can't be where a folder has to be.

use rapidhash::RapidHashMap;
use rayon::prelude::*;

use super::{Job, Output};
use crate::diag::{Checked, Code, Finding, Message, Place};

/// Tells every collision, and every address that no file system can hold. Of two files at one place the first is kept.
pub(super) fn check_collisions(
    mut outputs: Vec<Output>,
    unusable: Vec<(String, Option<Place>)>,
) -> Checked<Vec<Output>> {
    let mut findings: Vec<Finding> = unusable
        .into_iter()
        .map(|(url, place)| finding(place, Message::new("address-too-long").with("url", url)))
        .collect();
    // The page that is there wins over an address that only leads to it: of those at one place the first stays the first.
    outputs.par_sort_by(|one, other| one.path.cmp(&other.path));
    outputs.dedup_by(|second, first| {
        let is_taken = second.path == first.path;
        if is_taken {
            findings.push(collision(first, second));
        }
        is_taken
    });
    let taken: RapidHashMap<&str, &Output> = outputs.iter().map(|output| (output.path.as_str(), output)).collect();
    let in_the_way = outputs.par_iter().flat_map_iter(|output| {
        let files = folders_of(output).filter_map(|folder| taken.get(folder));
        files.map(|file| collision(file, output))
    });
    findings.par_extend(in_the_way);
    Checked::new(outputs, findings)
}

/// The folders that an output lies in, the innermost first.
fn folders_of(output: &Output) -> impl Iterator<Item = &str> {
    let inner = Some(output.path.folder()).filter(|folder| !folder.is_empty());
    std::iter::successors(inner, |folder| Some(folder.rsplit_once('/')?.0))
}

fn collision(first: &Output, second: &Output) -> Finding {
    // A file that somebody wrote is blamed rather than one that Miao makes by itself.
    let (blamed, other) = if second.origin.is_some() { (second, first) } else { (first, second) };
    let other = match (&other.job, &other.origin) {
        (Job::Term(taxonomy, name, _), _) => format!("{taxonomy}: {name}"),
        (_, Some(place)) => place.path.to_string(),
        (_, None) => format!("/{}", other.path),
    };
    let url = format!("/{}", blamed.path.as_str().trim_end_matches("index.html"));
    finding(blamed.origin.clone(), Message::new("address-taken").with("url", url).with("other", other))
}

fn finding(place: Option<Place>, message: Message) -> Finding {
    Finding::error_somewhere(Code::HeadSlug, place, message)
}
