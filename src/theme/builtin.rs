//! The themes that are part of the program, so that a new portal needs nothing.

use std::sync::Arc;

use include_dir::{Dir, File, include_dir};

use super::{ThemeFile, ThemeFiles};
use crate::base::SitePath;

static THEMES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// The names of the themes that are part of the program.
pub fn builtin_theme_names() -> Vec<String> {
    THEMES.dirs().filter_map(|dir| dir.path().to_str()).map(str::to_owned).collect()
}

/// The files of such a theme; `None` where there is none of that name.
pub fn builtin_theme(name: &str) -> Option<ThemeFiles> {
    let dir = THEMES.dirs().find(|dir| dir.path().to_str() == Some(name))?;
    let mut files = ThemeFiles::new();
    let mut folders = vec![dir];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().filter_map(|file| theme_file(name, file)));
    }
    Some(files)
}

fn theme_file(name: &str, file: &File<'static>) -> Option<(String, ThemeFile)> {
    let path = file.path().to_str()?.replace('\\', "/");
    let inside = path.strip_prefix(name)?.strip_prefix('/')?.to_owned();
    Some((inside, ThemeFile { path: SitePath::new(&format!("themes/{path}"))?, bytes: Arc::from(file.contents()) }))
}
