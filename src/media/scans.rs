//! JPEG files whose colours come one after the other instead of together. Cameras write none and some programs do;
//! the usual decoder takes them for striped green fields and doesn't say so.

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, markers};
use jpeg_decoder::{Decoder, PixelFormat};

/// Whether the first scan of a sequential JPEG lacks some of its colours.
pub(super) fn comes_colour_by_colour(bytes: &Bytes) -> bool {
    let Ok(jpeg) = Jpeg::from_bytes(bytes.clone()) else { return false };
    let first = |wanted: &[u8], at: usize| {
        let segment = jpeg.segments().iter().find(|segment| wanted.contains(&segment.marker()))?;
        segment.contents().get(at).copied()
    };
    // Progressive files are written like this by the book.
    let colours = first(&[markers::SOF0, markers::SOF1], 5);
    let in_scan = first(&[markers::SOS], 0);
    colours.zip(in_scan).is_some_and(|(colours, in_scan)| in_scan < colours)
}

/// Its pixels as RGB, with width and height; at most `most` bytes are allotted.
pub(super) fn decode_colour_by_colour(bytes: &Bytes, most: u64) -> Result<(u32, u32, Vec<u8>), String> {
    let mut decoder = Decoder::new(&bytes[..]);
    decoder.set_max_decoding_buffer_size(usize::try_from(most).unwrap_or(usize::MAX));
    let pixels = decoder.decode().map_err(|error| error.to_string())?;
    match decoder.info() {
        Some(info) if info.pixel_format == PixelFormat::RGB24 => Ok((info.width.into(), info.height.into(), pixels)),
        _ => Err("JPEG".to_owned()),
    }
}
