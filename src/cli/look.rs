//! What a check looks at of a portal that is built for nothing else, and what it leaves to the next one.

use std::cell::RefCell;
use std::collections::BTreeSet;

use crate::base::Print;
use crate::check::{Addresses, OutputCheck, QuietPosts, Rules};
use crate::diag::Finding;
use crate::engine::{BuildRequest, Depth, Session, program_print};
use crate::model::PostId;
use crate::plan::{Job, Output};
use crate::publish::OutputFolder;

/// Looks through what a session would build.
pub(super) struct Looker<'l> {
    session: &'l Session,
    request: &'l BuildRequest,
    /// Beside which output folder it is kept in which posts nothing was found; `None` where all of them are looked at.
    kept: Option<&'l OutputFolder>,
    /// The posts in which a check before found nothing.
    quiet: RefCell<QuietPosts>,
}

impl<'l> Looker<'l> {
    pub(super) fn new(session: &'l Session, request: &'l BuildRequest, kept: Option<&'l OutputFolder>) -> Self {
        Self { session, request, kept, quiet: RefCell::default() }
    }

    /// The posts in which a check before found nothing, and in which nothing is to be found now.
    pub(super) fn still_quiet(&self, rules: &Rules, addresses: &Addresses<'_>) -> BTreeSet<PostId> {
        let Some((folder, site)) = self.kept.zip(self.session.site()) else { return BTreeSet::new() };
        // Of most posts the text alone is looked at: what pages add to it is looked at again where any template has changed.
        let settings = (site.config.print, self.session.theme_print(), rules.print());
        let surroundings = Print::of(&(program_print(), settings, site.today, self.request));
        let quiet = QuietPosts::read(&folder.quiet_posts(), surroundings);
        let still = quiet.still_quiet(site, addresses, self.session.prints());
        self.quiet.replace(quiet);
        still
    }

    /// Shows what would be built: of the posts of a category the page of the first, and the texts of all, which are what
    /// differs between them; of a long list the first page; everything else as it will be published, but for the search
    /// index and what one metric's rows of the figures are. Each word of those is part of a head or a text, which are
    /// looked at whole, and making them would take longer than all the rest.
    pub(super) fn show(&self, look: Option<&OutputCheck<'_>>) -> Vec<Finding> {
        let Some((site, look)) = self.session.site().zip(look) else { return self.session.findings().to_vec() };
        let mut seen = BTreeSet::new();
        let is_first = |post: &&crate::model::Post| post.category.is_none_or(|category| seen.insert(category));
        let first: BTreeSet<PostId> =
            site.posts.iter().map(|post| &**post).filter(is_first).map(|post| post.id).collect();
        let depth = |output: &Output| match &output.job {
            Job::Post(id) if first.contains(id) || site.post(*id).head.template.is_some() => Depth::Whole,
            Job::Post(id) if look.is_quiet(*id) => Depth::Nothing,
            Job::Post(_) => Depth::Text,
            job if is_looked_at(job) => Depth::Whole,
            _ => Depth::Nothing,
        };
        let findings = self.session.look_through(depth, |shown| match shown.reads {
            Some((post, reads)) => look.look_at_text(post, shown.path, shown.text, reads),
            None => look.look(shown.path, shown.text),
        });
        if let Some(folder) = self.kept
            && let Some(quiet) = look.leave(site, self.quiet.take(), self.session.prints())
        {
            folder.leave_quiet_posts(&quiet.write());
        }
        findings
    }
}

/// Whether an output that is no page of a post is looked at.
fn is_looked_at(job: &Job) -> bool {
    match job {
        Job::File(_) | Job::ThemeAsset(_) => false,
        Job::Category(_, number) | Job::Term(_, _, number) => *number == 1,
        Job::Archive(year) => year.is_none(),
        Job::MetricCsv(_) => false,
        Job::SearchSyllables | Job::SearchShard(_) | Job::SearchCards(_) | Job::SearchReadings(_) => false,
        _ => true,
    }
}
