//! `miao check`: everything that should be mended before publishing (product section 9).

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;

use super::arguments::{CheckArguments, External};
use super::build::open_portal;
use super::look::Looker;
use super::{CALL_IS_WRONG, CONTENT_IS_WRONG, Console, DONE, clock};
use crate::base::SitePath;
use crate::check::{
    Addresses, OutputCheck, Rules, Sources, check_sources, hide_among, is_readable, settle_allowed, tell_once,
};
use crate::diag::{Code, Finding, Message, Place, Severity};
use crate::elsewhere::{Answer, Patience, ask_all};
use crate::engine::{BuildRequest, Session, own_theme_files, word_lists};
use crate::media::{check_bytes, check_file};
use crate::model::{PostId, Site};
use crate::plan::Output;
use crate::publish::{Darkroom, OutputFolder};
use crate::serve::{leave_posts, open_to_look, unreadable_pictures};
use crate::source::Disk;
use crate::theme::ThemeFile;

pub(super) fn run(console: &Console, root: Option<&Path>, arguments: &CheckArguments) -> u8 {
    let started = Instant::now();
    let Some(disk) = open_portal(console, root) else { return CALL_IS_WRONG };
    let request = BuildRequest {
        today: clock::today(),
        as_of: arguments.as_of,
        drafts: arguments.drafts,
        future: arguments.future,
        base_url: None,
    };
    let output = OutputFolder::new(disk.root(), Path::new("public")).ok();
    let mut session = open_to_look(&disk, &request, output.as_ref());
    if arguments.fix {
        if let Err(outcome) = super::fix::run(console, &disk, &session, arguments.yes) {
            return outcome;
        }
        session = open_to_look(&disk, &request, output.as_ref());
    }
    // Addresses elsewhere are in posts that are else passed over.
    let kept = output.as_ref().filter(|_| arguments.external.is_none());
    let looker = Looker::new(&session, &request, kept);
    let quiet = |rules: &Rules, addresses: &Addresses<'_>| looker.still_quiet(rules, addresses);
    let show = |look: Option<&OutputCheck<'_>>| {
        let mut findings = looker.show(look);
        findings.extend(unread_by_build(&session, output.as_ref()));
        Ok(findings)
    };
    let published = session.site().map(|site| published_notices(&disk, site)).unwrap_or_default();
    let Ok(mut checked) = check_portal(&disk, portal_of(&session), published, quiet, show) else {
        return CONTENT_IS_WRONG;
    };
    checked.findings.extend(match arguments.external {
        Some(External::List) => checked.external.iter().map(|(url, place)| listed(url, place)).collect(),
        Some(External::Try) => tried(&checked.external),
        None => Vec::new(),
    });
    let mut findings = judged(checked.findings, arguments);
    if arguments.changed {
        findings.retain(|finding| differs(&disk, finding));
    }
    let wrong = if arguments.sarif { console.sarif(&mut findings) } else { console.grouped(&mut findings) };
    // Programs read nothing behind the object.
    if findings.is_empty() && !arguments.sarif {
        let posts = session.site().map_or(0, |site| site.posts.len());
        console.say(&Message::new("check-clean").with("posts", posts).with("ms", started.elapsed().as_millis()));
    }
    if let Some(output) = &output {
        leave_posts(&session, output);
    }
    // What is left goes with the process, faster than if it were taken down piece by piece.
    std::mem::forget((session, findings));
    if wrong { CONTENT_IS_WRONG } else { DONE }
}

/// What a portal came to.
pub(super) struct CheckedPortal {
    pub findings: Vec<Finding>,
    /// Addresses elsewhere, each with the first place that leads there.
    pub external: BTreeMap<String, Place>,
}

/// All findings of a portal: those of a build, and those of the checks, without what heads allow. `published` is what stands
/// in the output folder of notices that are over, as long as it does; `quiet` names the posts that need not be looked at; `render` shows what is built to the check of outputs, and gives the findings of the build.
///
/// # Errors
/// Those of `render`.
fn check_portal(
    disk: &Disk,
    portal: Option<(Arc<Site>, Vec<Output>)>,
    published: BTreeMap<SitePath, String>,
    quiet: impl FnOnce(&Rules, &Addresses<'_>) -> BTreeSet<PostId>,
    render: impl FnOnce(Option<&OutputCheck<'_>>) -> io::Result<Vec<Finding>>,
) -> io::Result<CheckedPortal> {
    let Some((site, outputs)) = portal else {
        return Ok(CheckedPortal { findings: render(None)?, external: BTreeMap::new() });
    };
    let mut findings = Vec::new();
    let rules = rules_of(disk, &site, &mut findings);
    let theme = own_theme_files(disk, &site.config);
    let (texts, mut files) = (texts_of(disk, &theme), files_of(disk, &site, &rules, &mut findings));
    files.extend(files_of_theme(&theme));
    findings.extend(media_findings(disk, &site, &files));
    let addresses = Addresses::new(&site, outputs.iter().map(|output| &output.path));
    let sources = Sources { texts: &texts, files: &files, published, quiet: quiet(&rules, &addresses) };
    let mut found = check_sources(&site, &addresses, &rules, &sources);
    let of_sources = std::mem::take(&mut found.findings);
    let look = OutputCheck::new(&site, &addresses, &rules, &sources, &found);
    let certain: BTreeSet<Finding> = render(Some(&look))?.into_iter().collect();
    findings.extend(certain.iter().cloned());
    findings.extend(of_sources);
    findings.extend(look.finish(&findings));
    let mut findings = settle_allowed(&site, findings, &certain);
    tell_once(&mut findings);
    hide_among(&mut findings);
    Ok(CheckedPortal { findings, external: found.external })
}

/// The same of a portal that is built, with all posts looked at. What is published of a notice that is over goes by that.
///
/// # Errors
/// Those of `render`.
pub(super) fn check_whole_portal(
    disk: &Disk,
    portal: Option<(Arc<Site>, Vec<Output>)>,
    render: impl FnOnce(Option<&OutputCheck<'_>>) -> io::Result<Vec<Finding>>,
) -> io::Result<CheckedPortal> {
    check_portal(disk, portal, BTreeMap::new(), |_, _| BTreeSet::new(), render)
}

/// What a check of outputs needs to know of a portal.
pub(super) fn portal_of(session: &Session) -> Option<(Arc<Site>, Vec<Output>)> {
    Some((Arc::clone(session.site()?), session.outputs().cloned().collect()))
}

/// The pictures that the last build could not read: only decoding tells, which a check leaves alone.
fn unread_by_build(session: &Session, output: Option<&OutputFolder>) -> Vec<Finding> {
    output.map(|output| unreadable_pictures(session, &Darkroom::open(output))).unwrap_or_default()
}

pub(super) fn rules_of(disk: &Disk, site: &Site, findings: &mut Vec<Finding>) -> Rules {
    let lists = word_lists(disk, &site.config, findings);
    Rules::new(&site.config.check, &site.config.privacy, &lists).take(findings)
}

/// What is published of a theme as it is, but for what is looked at as a text.
fn files_of_theme(theme: &[(String, ThemeFile)]) -> Vec<(SitePath, Arc<[u8]>)> {
    let published = theme.iter().filter(|(inside, _)| inside.starts_with("static/")).map(|(_, file)| file);
    let files = published.filter(|file| is_readable(&file.path) && !is_text_of_theme(&file.path));
    files.map(|file| (file.path.clone(), Arc::clone(&file.bytes))).collect()
}

fn is_text_of_theme(path: &SitePath) -> bool {
    matches!(path.extension().as_str(), "toml" | "html" | "js")
}

/// site.toml, and the texts of the portal's own theme.
fn texts_of(disk: &Disk, theme: &[(String, ThemeFile)]) -> Vec<(SitePath, Arc<str>)> {
    let mut unsaid = Vec::new();
    let mut texts: Vec<(SitePath, Arc<str>)> = Vec::new();
    if let Some(path) = SitePath::new("site.toml")
        && let Some(text) = disk.read_text(&path).take(&mut unsaid)
    {
        texts.push((path, text));
    }
    let own = theme.iter().map(|(_, file)| file).filter(|file| is_text_of_theme(&file.path));
    texts.extend(own.filter_map(|file| Some((file.path.clone(), Arc::from(file.text()?)))));
    texts
}

/// The files that readers get and whose text can be read, and the ledgers that pages are made from.
fn files_of(disk: &Disk, site: &Site, rules: &Rules, findings: &mut Vec<Finding>) -> Vec<(SitePath, Arc<[u8]>)> {
    let ledgers = site.posts.iter().filter_map(|post| post.head.ledger.as_ref());
    let most = rules.most_attachment_bytes();
    let mut paths: Vec<&SitePath> = ledgers.collect();
    for (path, file) in site.files() {
        if file.asset.length == 0 {
            findings.push(Finding::warning(Code::LinkAttachment, Place::file(path), "attachment-empty"));
        } else if file.asset.length > most {
            let message = Message::new("attachment-large").with("limit", most / 1024 / 1024);
            findings.push(Finding::warning(Code::LinkAttachment, Place::file(path), message));
        } else if is_readable(path) {
            paths.push(path);
        }
    }
    paths.into_par_iter().filter_map(|path| Some((path.clone(), disk.read_bytes(path)?))).collect()
}

/// What names, lengths and metadata of the published files tell.
fn media_findings(disk: &Disk, site: &Site, read: &[(SitePath, Arc<[u8]>)]) -> Vec<Finding> {
    let named = site.files().iter().map(|(path, file)| (path, &file.asset));
    let mut findings: Vec<Finding> =
        named.flat_map(|(path, asset)| check_file(path, asset.length, asset.picture.as_deref())).collect();
    let icons = site.files().keys().filter(|path| matches!(path.extension().as_str(), "ico" | "cur"));
    findings.extend(
        icons.flat_map(|path| disk.read_bytes(path).map(|bytes| check_bytes(path, &bytes)).unwrap_or_default()),
    );
    findings.extend(read.par_iter().flat_map_iter(|(path, bytes)| check_bytes(path, bytes)).collect::<Vec<_>>());
    findings
}

/// What stands in public/ at the addresses of notices that are over.
fn published_notices(disk: &Disk, site: &Site) -> BTreeMap<SitePath, String> {
    let over = site.posts.iter().map(|post| &**post).filter(|post| post.expired);
    let page = |post: &crate::model::Post| {
        let path = SitePath::resolve("public", post.address.output()?.as_str())?;
        let bytes = disk.read_bytes(&path)?;
        Some((post.path.clone(), String::from_utf8_lossy(&bytes).into_owned()))
    };
    over.filter_map(page).collect()
}

fn listed(url: &str, place: &Place) -> Finding {
    elsewhere(Severity::Info, place, Message::new("link-external").with("url", url))
}

fn elsewhere(severity: Severity, place: &Place, message: Message) -> Finding {
    Finding { severity, ..Finding::warning(Code::LinkExternal, place.clone(), message) }
}

/// Asks the other sites, and tells the addresses at which there is nothing, or nothing certain.
fn tried(external: &BTreeMap<String, Place>) -> Vec<Finding> {
    let answers = ask_all(external.keys().map(String::as_str), Patience::default());
    let told = external.iter().filter_map(|(url, place)| {
        let (severity, message) = match answers.get(url.as_str())? {
            Answer::There => return None,
            Answer::Gone(status) => (Severity::Warning, Message::new("link-external-gone").with("status", status)),
            Answer::Unreached(detail) => {
                (Severity::Warning, Message::new("link-external-unreached").with("detail", detail))
            }
            Answer::Unsure(status) => (Severity::Info, Message::new("link-external-unsure").with("status", status)),
            Answer::Unasked => (Severity::Info, Message::new("link-external-unasked")),
        };
        Some(elsewhere(severity, place, message.with("url", url)))
    });
    told.collect()
}

/// The findings as the call wants them: `--allow` wins over `--deny`.
pub(super) fn judged(findings: Vec<Finding>, arguments: &CheckArguments) -> Vec<Finding> {
    let names = |list: &[String], finding: &Finding| {
        let all = finding.severity == Severity::Warning && list.iter().any(|one| one == "warnings");
        all || list.iter().any(|one| one == finding.code.as_str())
    };
    let raised = |finding: Finding| match names(&arguments.deny, &finding) {
        true => Finding { severity: Severity::Error, ..finding },
        false => finding,
    };
    findings.into_iter().filter(|finding| !names(&arguments.allow, finding)).map(raised).collect()
}

/// Whether the file of a finding is newer than the last build; what has no file always counts.
fn differs(disk: &Disk, finding: &Finding) -> bool {
    let Some(place) = &finding.place else { return true };
    disk.is_newer(&place.path, "public/.miao-manifest")
}
