//! Whether a workbook may be opened at all. A workbook is a ZIP archive, and what it says of itself can't be trusted: a
//! few kilobytes may unfold into gigabytes.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::diag::Message;

/// How many bytes all parts of a workbook may have, unpacked.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// How many bytes the formats of a workbook may come to. The reader copies the names in them for each of its formats.
const MOST_STYLE: usize = 256 * 1024 * 1024;

/// Unpacks all parts once, without keeping them, to see how large they are.
///
/// # Errors
/// The message that says why it may not be opened.
pub(super) fn check_container(bytes: &[u8]) -> Result<(), Message> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Err(Message::new("ledger-locked"));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut left = MOST_BYTES;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| damaged(&error))?;
        let name = part.name().map(|name| name.to_ascii_lowercase()).unwrap_or_default();
        // One byte more than is left tells a part that is too large from one that just fits.
        let mut part = part.take(left + 1);
        let read = if name.ends_with("sharedstrings.xml") || name.ends_with("styles.xml") {
            let mut content = Vec::new();
            let read = part.read_to_end(&mut content).map_err(|error| damaged(&error))?;
            check_part(&name, &content)?;
            read as u64
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| damaged(&error))?
        };
        left = left.checked_sub(read).ok_or_else(|| Message::new("ledger-too-large-unpacked"))?;
    }
    Ok(())
}

/// Two parts could make the reader reserve far more memory than they have bytes.
fn check_part(name: &str, content: &[u8]) -> Result<(), Message> {
    let sound = if name.ends_with("styles.xml") {
        let longest = content.split(|byte| matches!(byte, b'"' | b'\'')).map(<[u8]>::len).max().unwrap_or(0);
        let formats = content.windows(2).filter(|pair| pair == b"xf").count();
        longest.saturating_mul(formats) <= MOST_STYLE
    } else {
        // Each text has at least the five bytes of its tag.
        stated_count(content).is_none_or(|count| count <= content.len() / 5 + 1)
    };
    if sound { Ok(()) } else { Err(damaged(&name)) }
}

/// How many texts the shared texts say they are.
fn stated_count(content: &[u8]) -> Option<usize> {
    let key = b"uniqueCount";
    let at = content.windows(key.len()).position(|window| window == key)? + key.len();
    let digits =
        content[at..].iter().skip_while(|byte| !byte.is_ascii_digit()).take_while(|byte| byte.is_ascii_digit());
    // A number that fits nowhere is too large for any content.
    Some(digits.fold(0_usize, |number, byte| number.saturating_mul(10).saturating_add(usize::from(byte - b'0'))))
}

/// A workbook that can't be read, and what its reader says of it.
pub(super) fn damaged(detail: &dyn std::fmt::Display) -> Message {
    Message::new("ledger-damaged").with("detail", detail)
}
