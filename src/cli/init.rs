//! `miao init DIR`: a new portal that builds at once.

use std::path::Path;

use super::{CALL_IS_WRONG, Console, DONE, clock};
use crate::diag::Message;
use crate::publish::{StarterError, write_starter};

pub(super) fn run(console: &Console, folder: &Path) -> u8 {
    let path = clock::current_folder().join(folder);
    match write_starter(&path) {
        Ok(()) => {
            console.say(&Message::new("init-done").with("path", folder.display()));
            console.say(&Message::new("init-hook"));
            DONE
        }
        Err(StarterError::NotEmpty) => {
            console.fail(&Message::new("init-not-empty").with("path", folder.display()));
            CALL_IS_WRONG
        }
        Err(StarterError::Refused(error)) => {
            console.fail(&Message::new("init-refused").with("path", folder.display()).with("detail", error));
            CALL_IS_WRONG
        }
    }
}
