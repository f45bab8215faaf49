//! Ledgers: files of a bundle whose rows are the records of its post (product section 2).

use crate::config::Config;
use crate::diag::Finding;
use crate::parse::Document;
use crate::source::Sources;

/// Reads the ledgers that heads name, and puts their rows into the heads.
pub fn read_ledgers(_documents: &mut [Document], _sources: &Sources, _config: &Config, _findings: &mut Vec<Finding>) {}
