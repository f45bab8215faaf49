//! Renders every output and hands it on.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::Portal;
use crate::base::SitePath;
use crate::diag::{Checked, Finding};
use crate::render::{Rendered, Renderer};

/// Renders all outputs of a portal and gives each to `put`, from many threads, in no order. An output is not kept: a
/// large portal would not fit in memory.
pub fn render_all(
    portal: &Portal,
    put: impl Fn(&SitePath, Rendered) -> io::Result<()> + Sync,
) -> Checked<io::Result<()>> {
    let renderer = Renderer::new(Arc::clone(&portal.site), &portal.theme);
    let collected: Mutex<Vec<Finding>> = Mutex::default();
    let collect = |found: Vec<Finding>| {
        if !found.is_empty() {
            collected.lock().unwrap_or_else(PoisonError::into_inner).extend(found);
        }
    };
    let outcome = portal.outputs.par_iter().try_for_each(|output| {
        let mut findings = Vec::new();
        let rendered = renderer.render(&output.job, &mut findings);
        collect(findings);
        match rendered {
            Ok(rendered) => put(&output.path, rendered),
            Err(_) if !portal.theme.is_whole() => Ok(()),
            Err(broken) => {
                collect(broken);
                Ok(())
            }
        }
    });
    let mut findings = collected.into_inner().unwrap_or_else(PoisonError::into_inner);
    // A template that can't be rendered says so for each of its pages: once is enough.
    findings.sort();
    findings.dedup();
    Checked::new(outcome, findings)
}
