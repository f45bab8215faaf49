//! `allow` in heads: findings that are right where they are, each with its reason.

use std::collections::BTreeSet;

use crate::base::SitePath;
use crate::diag::{Code, Finding, Message, Severity};
use crate::model::Site;
use crate::parse::Located;

/// One `"code: reason"` of a head.
struct Allowed<'s> {
    stated: &'s Located<String>,
    /// The files that it speaks of: the file itself, and those of its bundle.
    path: &'s SitePath,
    bundle: Option<&'s str>,
    code: &'s str,
    reason: &'s str,
    /// Whether it silenced something while the file was read.
    used: bool,
    /// Whether it would have silenced what can't be allowed.
    is_refused: bool,
}

impl<'s> Allowed<'s> {
    fn new(stated: &'s Located<String>, path: &'s SitePath, bundle: Option<&'s str>, silenced: &[Code]) -> Self {
        let (code, reason) = stated.value.split_once([':', '：']).unwrap_or((&stated.value, ""));
        let used = silenced.iter().any(|one| one.as_str() == code.trim());
        Self { stated, path, bundle, code: code.trim(), reason: reason.trim(), used, is_refused: false }
    }

    fn covers(&self, finding: &Finding) -> bool {
        let Some(place) = &finding.place else { return false };
        let inside = || self.bundle.is_some_and(|folder| place.path.below(folder).is_some());
        finding.code.as_str() == self.code && (place.path == *self.path || inside())
    }
}

/// Takes away what heads allow, and tells what allows nothing any more, or without a reason. What `certain` holds can't
/// be allowed: nothing could be built from it.
pub fn settle_allowed(site: &Site, findings: Vec<Finding>, certain: &BTreeSet<Finding>) -> Vec<Finding> {
    let posts = site.posts.iter().flat_map(|post| {
        let head = &post.head;
        head.allow.iter().map(|stated| Allowed::new(stated, &post.path, post.bundle.as_deref(), &head.silenced))
    });
    let categories = site.categories().iter().flat_map(|category| {
        category.head.allow.iter().map(|stated| Allowed::new(stated, &category.path, None, &category.head.silenced))
    });
    let home = site.home.iter().flat_map(|(head, _)| {
        head.allow.iter().map(|stated| Allowed::new(stated, &site.home_path, None, &head.silenced))
    });
    let mut allowed: Vec<Allowed<'_>> = posts.chain(categories).chain(home).collect();
    let mut left: Vec<Finding> = Vec::new();
    for finding in findings {
        let is_certain = finding.severity == Severity::Error && certain.contains(&finding);
        match allowed.iter_mut().find(|one| one.covers(&finding)) {
            Some(one) if is_certain => {
                one.is_refused = true;
                left.push(finding);
            }
            Some(one) => one.used = true,
            None => left.push(finding),
        }
    }
    left.extend(allowed.iter().filter_map(about));
    left
}

fn about(allowed: &Allowed<'_>) -> Option<Finding> {
    let id = match (Code::from_name(allowed.code), allowed.used, allowed.reason) {
        (None, ..) => "allow-unknown",
        (Some(_), false, _) if allowed.is_refused => "allow-impossible",
        (Some(_), false, _) => "allow-unused",
        (Some(_), true, "") => "allow-without-reason",
        _ => return None,
    };
    let message = Message { id, args: vec![("code", allowed.code.to_owned())] };
    Some(Finding::warning(Code::HeadAllow, allowed.stated.place.clone(), message))
}
