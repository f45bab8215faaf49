//! Which file of the site somebody means: by its address, by its place in the output folder, or by the file of the portal
//! that it is made from.

use std::collections::BTreeSet;

use super::{Job, Output, Target, address_of, target_of};
use crate::base::SitePath;
use crate::model::Site;
use crate::tables::nearest;

/// The output that a name means. A whole address may be that of the published site or of a server on this machine; one
/// without its host may have the path that the site is published under, or not.
pub fn output_named<'o>(name: &str, site: &Site, outputs: &[&'o Output]) -> Option<&'o Output> {
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    if name.contains("://") {
        return at_address(&path_of_url(name, site)?, site, outputs);
    }
    if name.starts_with('/') {
        return at_address(without_query(name), site, outputs);
    }
    let path = SitePath::resolve("", &name.replace('\\', "/"));
    let made = path.as_ref().and_then(|path| outputs.iter().find(|output| is_made_from(output, path, site)));
    let placed = || outputs.iter().find(|output| Some(&output.path) == path.as_ref());
    let found = made.or_else(placed).copied();
    found.or_else(|| at_address(&format!("/{}", without_query(name)), site, outputs))
}

/// The address, or the file of the portal, that is most like a name that means nothing.
pub fn nearest_named(name: &str, site: &Site, outputs: &[&Output]) -> Option<String> {
    let sources: BTreeSet<String> =
        outputs.iter().filter_map(|output| output.origin.as_ref()).map(|place| place.path.to_string()).collect();
    if name.ends_with(".md") {
        return nearest(name, sources.iter().map(String::as_str)).map(str::to_owned);
    }
    let base = site.config.base_url.path();
    let path = path_of_url(name, site).unwrap_or_else(|| format!("/{}", name.trim_start_matches('/')));
    let decoded = percent_encoding::percent_decode_str(without_query(&path)).decode_utf8_lossy().into_owned();
    let wanted = decoded.strip_prefix(base).filter(|rest| rest.starts_with('/')).unwrap_or(&decoded);
    let addresses: Vec<String> = outputs.iter().map(|output| address_of(&output.path)).collect();
    nearest(wanted, addresses.iter().map(String::as_str)).map(|address| format!("{base}{address}"))
}

/// The path of a whole address; `None` where that is on another site.
fn path_of_url(name: &str, site: &Site) -> Option<String> {
    let url = url::Url::parse(name).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let is_here = match url.host()? {
        url::Host::Domain(name) => name == "localhost" || name == site.config.base_url.host(),
        url::Host::Ipv4(number) => number.is_loopback() || number.to_string() == site.config.base_url.host(),
        url::Host::Ipv6(number) => number.is_loopback(),
    };
    is_here.then(|| url.path().to_owned())
}

fn without_query(address: &str) -> &str {
    &address[..address.find(['?', '#']).unwrap_or(address.len())]
}

fn at_address<'o>(path: &str, site: &Site, outputs: &[&'o Output]) -> Option<&'o Output> {
    let at = |path: &SitePath| outputs.iter().find(|output| output.path == *path).copied();
    let below = |base: &str| match target_of(path, base)? {
        Target::Page(page) => at(&page),
        Target::File { file, page } => at(&file).or_else(|| at(&page)),
        Target::Root => at(&SitePath::new("index.html")?),
    };
    let base = site.config.base_url.path();
    // Whoever leaves out the path that the site is published under means the same page.
    below(base).or_else(|| below(""))
}

/// Whether an output is the page of a file or folder of the portal, or its copy.
fn is_made_from(output: &Output, path: &SitePath, site: &Site) -> bool {
    let is_index = |index: &SitePath| index == path || index.folder() == path.as_str();
    match &output.job {
        Job::Home => is_index(&site.home_path),
        Job::Category(id, 1) => is_index(&site.category(*id).path),
        Job::Post(id) => site.post(*id).path == *path || site.post(*id).bundle.as_deref() == Some(path.as_str()),
        Job::File(file) | Job::Picture(file, _) => file == path,
        _ => false,
    }
}
