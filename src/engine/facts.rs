//! The site without its pages: for whoever only wants what posts state.

use std::sync::Arc;

use super::BuildRequest;
use super::load::{choices_of, load_config, load_theme_of, parse_all};
use crate::diag::{Checked, Code, Finding, Severity};
use crate::ledger::read_ledgers;
use crate::model::{Site, assemble};
use crate::parse::parse_facts;
use crate::source::Disk;
use crate::theme::Theme;

/// A site that can answer queries but has no bodies, and the theme that its reports are made with.
pub struct Facts {
    /// The site.
    pub site: Arc<Site>,
    /// Its theme.
    pub theme: Theme,
}

/// Reads what the posts of a portal state. Only what makes the numbers unsure is found: site.toml, heads, figures and
/// ledgers; a broken link or template is no concern here. `None` where site.toml can't be read.
pub fn load_facts(disk: &Disk, request: &BuildRequest) -> Checked<Option<Facts>> {
    let mut findings = Vec::new();
    let Some(config) = load_config(disk, request, &mut findings) else { return Checked::new(None, findings) };
    if findings.iter().any(|finding| finding.severity == Severity::Error) {
        return Checked::new(None, findings);
    }
    let config = Arc::new(config);
    let theme = load_theme_of(disk, &config, &mut Vec::new());
    let mut found = Vec::new();
    let sources = disk.scan(&["content"]).take(&mut found);
    let mut documents = parse_all(&sources, &config, theme.words(), &mut found, parse_facts);
    read_ledgers(&mut documents, &sources, &config, theme.words(), &mut found);
    let choices = choices_of(&config, request);
    let site = assemble(config, documents, &sources.assets, choices).take(&mut found);
    findings.extend(found.into_iter().filter(concerns_numbers));
    Checked::new(Some(Facts { site: Arc::new(site), theme }), findings)
}

/// Of links, only `same_as` is looked at without bodies.
fn concerns_numbers(finding: &Finding) -> bool {
    !matches!(
        finding.code,
        Code::FileOutside | Code::FileScript | Code::LinkImage | Code::WidgetUnknown | Code::WidgetArgument
    )
}
