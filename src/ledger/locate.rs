//! From the name of a ledger to its bytes.

use std::sync::Arc;

use crate::base::SitePath;
use crate::diag::{Code, Finding, Message};
use crate::parse::Located as Stated;
use crate::source::Sources;
use crate::tables::nearest;

/// What a ledger is, by the ending of its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// Text with delimiters.
    Csv,
    /// A workbook.
    Xlsx,
}

/// A ledger that is there.
pub(super) struct Located<'s> {
    /// Where.
    pub(super) path: SitePath,
    /// What it is.
    pub(super) format: Format,
    /// Its bytes.
    pub(super) bytes: &'s [u8],
}

/// The file of `folder` that a head names.
///
/// # Errors
/// A finding at the name: it leads out of the folder, is of another type, is not there, or is too large.
pub(super) fn locate<'s>(name: &Stated<String>, folder: &str, sources: &'s Sources) -> Result<Located<'s>, Finding> {
    let refuse = |id: &'static str| {
        let message = Message::new(id).with("name", &name.value);
        Finding::error(Code::FiguresUnreadable, name.place.clone(), message)
    };
    let path = inside(folder, &name.value).ok_or_else(|| refuse("ledger-outside"))?;
    let format = match path.extension().as_str() {
        "csv" => Format::Csv,
        "xlsx" => Format::Xlsx,
        _ => return Err(refuse("ledger-wrong-type")),
    };
    match sources.ledgers.get(&path) {
        Some(bytes) => Ok(Located { path, format, bytes: Arc::as_ref(bytes) }),
        None if sources.assets.contains_key(&path) => Err(refuse("ledger-too-large")),
        None => {
            let beside = sources.ledgers.keys().filter_map(|path| path.below(folder));
            let Some(near) = nearest(&name.value, beside) else { return Err(refuse("ledger-missing")) };
            let message = Message::new("ledger-missing-near").with("name", &name.value).with("nearest", near);
            Err(Finding::error(Code::FiguresUnreadable, name.place.clone(), message))
        }
    }
}

/// The path of a name that stays in its folder, whatever way it takes.
fn inside(folder: &str, name: &str) -> Option<SitePath> {
    if name.starts_with('/') {
        return None;
    }
    let path = SitePath::resolve(folder, name)?;
    path.below(folder)?;
    Some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_in_its_folder() {
        let of = |name| inside("content/aid/a", name).map(|path| path.to_string());
        assert_eq!(of("ledger.csv").as_deref(), Some("content/aid/a/ledger.csv"));
        assert_eq!(of("./data/台账.xlsx").as_deref(), Some("content/aid/a/data/台账.xlsx"));
        for out in ["../ledger.csv", "/etc/a.csv", "../../../../a.csv", "data\\a.csv", ".", ""] {
            assert_eq!(of(out), None, "{out}");
        }
    }
}
