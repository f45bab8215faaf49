//! A new portal: the files of `starter/`, which are part of the program.

use std::fs;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

static STARTER: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/starter");

/// Why a portal can't be begun somewhere.
#[derive(Debug)]
pub enum StarterError {
    /// Something is there already.
    NotEmpty,
    /// The system refuses.
    Refused(io::Error),
}

impl From<io::Error> for StarterError {
    fn from(error: io::Error) -> Self {
        Self::Refused(error)
    }
}

/// Writes a new portal into `folder`, which is made where it isn't there and has to be empty where it is.
pub fn write_starter(folder: &Path) -> Result<(), StarterError> {
    if folder.exists() && fs::read_dir(folder)?.next().is_some() {
        return Err(StarterError::NotEmpty);
    }
    fs::create_dir_all(folder)?;
    let mut folders = vec![&STARTER];
    while let Some(next) = folders.pop() {
        for inside in next.dirs() {
            fs::create_dir_all(folder.join(inside.path()))?;
            folders.push(inside);
        }
        for file in next.files() {
            // Cargo would take a file of that name for its own; here it keeps git from publishing the output.
            let name = if file.path().ends_with("gitignore") {
                file.path().with_file_name(".gitignore")
            } else {
                file.path().to_path_buf()
            };
            let target = folder.join(name);
            fs::write(&target, file.contents())?;
            if file.path().starts_with("hooks") {
                make_runnable(&target)?;
            }
        }
    }
    Ok(())
}

/// git runs a hook only where it may be run.
#[cfg(unix)]
fn make_runnable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_runnable(_: &Path) -> io::Result<()> {
    Ok(())
}
