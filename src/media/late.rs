//! JPEG files laid out in unusual ways, brought into the usual one: notes between scans, where few look for them, and
//! bytes that fill up before a marker.

use std::ops::Range;

use img_parts::Bytes;
use img_parts::jpeg::markers;

use super::ends::jpeg_marker;

/// What is out of place in a JPEG.
#[derive(Default)]
struct Layout {
    /// Where the first scan begins.
    scan: usize,
    /// Notes behind that.
    late: Vec<Range<usize>>,
    /// Bytes before it that say nothing.
    fill: Vec<Range<usize>>,
}

/// The same picture with all notes before its first scan, and nothing between its segments.
pub(super) fn laid_out(bytes: &Bytes) -> Bytes {
    let layout = layout_of(bytes);
    if layout.late.is_empty() && layout.fill.is_empty() {
        return bytes.clone();
    }
    let mut usual = Vec::with_capacity(bytes.len());
    let mut copy = |from: usize, to: usize| usual.extend_from_slice(bytes.get(from..to).unwrap_or_default());
    let mut done = 0;
    for range in &layout.fill {
        copy(done, range.start);
        done = range.end;
    }
    copy(done, layout.scan);
    for range in &layout.late {
        copy(range.start, range.end);
    }
    done = layout.scan;
    for range in &layout.late {
        copy(done, range.start);
        done = range.end;
    }
    copy(done, bytes.len());
    usual.into()
}

fn layout_of(bytes: &[u8]) -> Layout {
    let mut layout = Layout::default();
    let mut at = 2;
    while let Some(marker) = jpeg_marker(bytes, at).filter(|marker| marker.kind != markers::EOI) {
        if layout.scan == 0 && marker.at > at {
            layout.fill.push(at..marker.at);
        }
        at = marker.end;
        if marker.kind == markers::SOS && layout.scan == 0 {
            layout.scan = marker.at;
        }
        let is_note = matches!(marker.kind, markers::APP0..=markers::APP15 | markers::COM);
        if layout.scan > 0 && is_note {
            layout.late.push(marker.at..at.min(bytes.len()));
        }
    }
    if layout.scan == 0 { Layout::default() } else { layout }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_stand_before_the_first_scan() {
        let (start, table, scan, note) = (
            &[0xFF, 0xD8][..],
            &[0xFF, 0xDB, 0, 3, 1][..],
            &[0xFF, 0xDA, 0, 3, 1, 7, 0xFF, 0, 7][..],
            &[0xFF, 0xE1, 0, 4, 5, 6][..],
        );
        let end = &[0xFF, 0xD9][..];
        let usual = [start, table, note, scan, scan, end].concat();
        let odd = [start, &[0xFF, 0xFF], table, scan, note, scan, end].concat();
        assert_eq!(laid_out(&odd.clone().into()), usual);
        assert_eq!(laid_out(&usual.clone().into()), usual);
        for length in 0..odd.len() {
            let _ = laid_out(&odd[..length].to_vec().into());
        }
    }
}
