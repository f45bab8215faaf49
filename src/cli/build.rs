//! `miao build`: the whole site into public/.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::arguments::BuildArguments;
use super::{CALL_IS_WRONG, CONTENT_IS_WRONG, Console, DONE, clock};
use crate::base::SitePath;
use crate::diag::{Message, Severity};
use crate::engine::{BuildRequest, Session};
use crate::publish::{Darkroom, OutputFolder, Publisher, Summary, UnusableFolder};
use crate::render::{PictureOrder, Rendered};
use crate::serve::{Glance, Seen, in_the_way, leave, open_session, unreadable_pictures};
use crate::source::{Disk, find_root};

pub(super) fn run(console: &Console, root: Option<&Path>, arguments: &BuildArguments) -> u8 {
    let started = Instant::now();
    let Some(disk) = open_portal(console, root) else { return CALL_IS_WRONG };
    let Some(output) = open_output(console, &disk, arguments) else { return CALL_IS_WRONG };
    let request = request_of(arguments);
    let seen = Seen::of(&disk, &output);
    let known = if arguments.strict { None } else { Glance::still_true(&seen, &request, &output) };
    if let Some(known) = known {
        let summary = Summary { written: 0, unchanged: known.files(), removed: 0 };
        console.say(&summary_message((known.posts, known.made), summary, started));
        return DONE;
    }
    let darkroom = Darkroom::open(&output);
    let disk = disk.remembering(darkroom.memo());
    // Checks look at every page, so that none may be left unrendered.
    let mut session = match arguments.strict {
        true => Session::open(disk.clone(), request.clone()),
        false => open_session(disk.clone(), request.clone(), &output, &seen),
    };
    if session.site().is_none() {
        console.findings(&mut session.findings().to_vec());
        return CONTENT_IS_WRONG;
    }
    let code = match publish(console, &disk, &mut session, (&output, &seen, &darkroom), arguments.strict) {
        Ok(Some(Published { summary, files, written, is_quiet })) => {
            // What the disk refuses here costs the next build some time, and nothing else.
            let _ = darkroom.tidy(disk.pictures());
            let left = output.stamps_after(seen.outputs(), files, &written);
            let (session, output) = (&session, &output);
            let leave_memory = || session.has_learned().then(|| leave(session, output, &left));
            let leave_glance = || is_quiet.then(|| Glance::leave(&seen, &request, session, output, &left));
            rayon::join(leave_memory, leave_glance);
            let counts = (session.count_posts(), session.outputs().count());
            console.say(&summary_message(counts, summary, started));
            DONE
        }
        Ok(None) => CONTENT_IS_WRONG,
        Err(error) => {
            console.fail(&Message::new("output-failed").with("detail", error));
            CONTENT_IS_WRONG
        }
    };
    // The process ends here: to give the memory back piece by piece would be work for nobody.
    std::mem::forget((session, seen));
    code
}

/// The portal at `root`, else the nearest one above the folder that the program was called in.
pub(super) fn open_portal(console: &Console, root: Option<&Path>) -> Option<Disk> {
    let folder = clock::current_folder();
    let found = match root {
        Some(root) => Some(folder.join(root)),
        None => find_root(&folder),
    };
    let disk = found.filter(|root| root.join("site.toml").is_file()).and_then(|root| Disk::open(&root).ok());
    if disk.is_none() {
        let looked_at = root.map_or(folder, Path::to_path_buf);
        console.fail(&Message::new("portal-not-found").with("path", looked_at.display()));
    }
    disk.map(remembering_pictures)
}

/// The portal with what the last build into public/ saw of its pictures, so that no command reads them again.
fn remembering_pictures(disk: Disk) -> Disk {
    match OutputFolder::new(disk.root(), Path::new("public")) {
        Ok(output) => disk.remembering(Darkroom::open(&output).memo()),
        Err(_) => disk,
    }
}

/// The folder that the site is written to.
pub(super) fn open_output(console: &Console, disk: &Disk, arguments: &BuildArguments) -> Option<OutputFolder> {
    let stated = arguments.output.as_ref().map(|path| clock::current_folder().join(path));
    match OutputFolder::new(disk.root(), stated.as_deref().unwrap_or(Path::new("public"))) {
        Ok(output) => Some(output),
        Err(error) => {
            console.fail(&unusable_message(&error));
            None
        }
    }
}

/// What is built.
pub(super) fn request_of(arguments: &BuildArguments) -> BuildRequest {
    BuildRequest {
        today: clock::today(),
        as_of: arguments.as_of,
        drafts: arguments.drafts,
        future: arguments.future,
        base_url: arguments.base_url.clone(),
    }
}

/// A site that was published.
struct Published {
    summary: Summary,
    /// All its files.
    files: BTreeSet<SitePath>,
    /// The files that were written.
    written: BTreeSet<SitePath>,
    /// Whether nothing was found.
    is_quiet: bool,
}

/// Renders and publishes; `None` where there are errors, and then nothing is published.
fn publish(
    console: &Console,
    disk: &Disk,
    session: &mut Session,
    (output, seen, darkroom): (&OutputFolder, &Seen, &Darkroom),
    strict: bool,
) -> io::Result<Option<Published>> {
    // The list of published files was read a moment ago.
    let publisher = match seen.outputs() {
        [] => Publisher::begin(output)?,
        known => Publisher::begin_after(output, known.iter().map(|(path, _)| path.clone()).collect())?,
    };
    let orders: Mutex<Vec<(SitePath, PictureOrder)>> = Mutex::default();
    let put = |path: &SitePath, rendered: &Rendered| match rendered {
        Rendered::Bytes(bytes) => publisher.put(path, bytes),
        Rendered::Asset(asset) => publisher.put_asset(path, asset),
        Rendered::Picture(order) => {
            orders.lock().unwrap_or_else(PoisonError::into_inner).push((path.clone(), order.clone()));
            Ok(())
        }
    };
    let (outcome, mut findings) = if strict {
        let portal = super::check::portal_of(session);
        let checked = super::check::check_whole_portal(disk, portal, |look| {
            session.pull_stale(Duration::MAX, |path, rendered| {
                if let (Some(look), Rendered::Bytes(bytes)) = (look, rendered)
                    && let Ok(text) = simdutf8::basic::from_utf8(bytes)
                {
                    look.look(path, text);
                }
                put(path, rendered)
            })?;
            Ok(session.findings().to_vec())
        });
        match checked {
            Ok(checked) => (Ok(()), checked.findings),
            Err(error) => (Err(error), session.findings().to_vec()),
        }
    } else {
        let outcome = session.pull_stale(Duration::MAX, put).map(drop);
        (outcome, session.findings().to_vec())
    };
    // Pages are rendered in moments and pictures made in minutes: what is wrong with a page is told first.
    let is_sound = findings.iter().all(|finding| finding.severity != Severity::Error);
    let outcome = match outcome {
        Ok(()) if is_sound => {
            let orders = orders.into_inner().unwrap_or_else(PoisonError::into_inner);
            publish_pictures(console, &orders, darkroom, &publisher)
        }
        outcome => outcome,
    };
    findings.extend(unreadable_pictures(session, darkroom));
    let mut files = session.outputs().map(|output| output.path.clone()).collect();
    let compress = session.site().is_some_and(|site| site.config.compress);
    if compress && outcome.is_ok() && is_sound {
        files = publisher.with_compressed(&files)?;
    }
    findings.extend(publisher.foreign_files().iter().map(|path| in_the_way(output, path)));
    let is_quiet = findings.is_empty();
    let wrong = console.findings(&mut findings);
    if wrong || outcome.is_err() {
        publisher.abandon();
        return outcome.map(|()| None);
    }
    let written = publisher.to_write();
    publisher.publish(files.clone()).map(|summary| Some(Published { summary, files, written, is_quiet }))
}

/// Makes the pictures that aren't made yet, and stages them all.
fn publish_pictures(
    console: &Console,
    orders: &[(SitePath, PictureOrder)],
    darkroom: &Darkroom,
    publisher: &Publisher,
) -> io::Result<()> {
    let wanted: Vec<PictureOrder> = orders.iter().map(|(_, order)| order.clone()).collect();
    let told = |done, count| console.progress(&Message::new("pictures-made").with("done", done).with("count", count));
    let outcome = darkroom.develop(&wanted, told);
    console.end_progress();
    outcome?;
    orders.iter().try_for_each(|(path, order)| publisher.put_picture(path, &darkroom.make(order)?))
}

fn unusable_message(error: &UnusableFolder) -> Message {
    match error {
        UnusableFolder::HoldsSources(path) => Message::new("output-holds-sources").with("path", path.display()),
        UnusableFolder::LeadsOut(path) => Message::new("output-leads-out").with("path", path.display()),
        UnusableFolder::IsFile(path) => Message::new("output-is-file").with("path", path.display()),
        UnusableFolder::Refused(path, error) => {
            Message::new("output-refused").with("path", path.display()).with("detail", error)
        }
    }
}

fn summary_message((posts, made): (usize, usize), summary: Summary, started: Instant) -> Message {
    Message::new("build-done")
        .with("posts", posts)
        .with("files", made)
        .with("written", summary.written)
        .with("unchanged", summary.unchanged)
        .with("removed", summary.removed)
        .with("ms", started.elapsed().as_millis())
}
