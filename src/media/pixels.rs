//! Pixels: decoded within limits, scaled, turned.

use std::io::{Cursor, Read};

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};
use img_parts::Bytes;
use img_parts::png::Png;

use super::scans::{comes_colour_by_colour, decode_colour_by_colour};
use super::{Format, Picture};

/// More than this is not allotted for one picture, whatever its beginning says.
const MOST_MEMORY: u64 = 768 * 1024 * 1024;

/// A longer colour profile, in bytes, is for printing presses.
const LONGEST_PROFILE: usize = 512 * 1024;

/// A picture of eight bits a channel, with or without see-through parts.
pub(super) struct Pixels {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) bytes: Vec<u8>,
    pub(super) alpha: bool,
}

/// Decodes a picture as its file has it, not turned yet, with its colour profile.
pub(super) fn decode(bytes: &Bytes, picture: &Picture) -> Result<(Pixels, Option<Vec<u8>>), String> {
    let format = match picture.format {
        Format::Jpeg => ImageFormat::Jpeg,
        Format::Png => ImageFormat::Png,
        Format::Webp => ImageFormat::WebP,
        _ => ImageFormat::Bmp,
    };
    let bytes = &without_endless_profile(bytes, format);
    let mut reader = ImageReader::with_format(Cursor::new(&bytes[..]), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let icc = decoder.icc_profile().ok().flatten();
    let icc = icc.filter(|icc| icc.len() <= LONGEST_PROFILE && icc.get(16..20) == Some(b"RGB "));
    if format == ImageFormat::Jpeg && comes_colour_by_colour(bytes) {
        let (width, height, bytes) = decode_colour_by_colour(bytes, MOST_MEMORY)?;
        return Ok((Pixels { width, height, bytes, alpha: false }, icc));
    }
    let decoded = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    Ok((Pixels::new(decoded, picture.alpha), icc))
}

/// A PNG's colour profile is packed, and would be unpacked whatever its length: a few bytes could fill the memory.
fn without_endless_profile(bytes: &Bytes, format: ImageFormat) -> Bytes {
    const KIND: [u8; 4] = *b"iCCP";
    if format != ImageFormat::Png {
        return bytes.clone();
    }
    let Ok(mut png) = Png::from_bytes(bytes.clone()) else { return bytes.clone() };
    if !png.chunk_by_type(KIND).is_some_and(|chunk| is_endless(chunk.contents())) {
        return bytes.clone();
    }
    png.remove_chunks_by_type(KIND);
    png.encoder().bytes()
}

/// Whether a profile, behind its name and one byte for how it is packed, unpacks to more than is kept.
fn is_endless(contents: &[u8]) -> bool {
    let packed =
        contents.iter().position(|byte| *byte == 0).and_then(|end| contents.get(end + 2..)).unwrap_or_default();
    let mut unpacked = flate2::read::ZlibDecoder::new(packed).take(LONGEST_PROFILE as u64 + 1);
    std::io::copy(&mut unpacked, &mut std::io::sink()).is_ok_and(|length| length > LONGEST_PROFILE as u64)
}

impl Pixels {
    fn new(decoded: DynamicImage, alpha: bool) -> Self {
        let (width, height) = (decoded.width(), decoded.height());
        let bytes = if alpha { decoded.into_rgba8().into_raw() } else { decoded.into_rgb8().into_raw() };
        Self { width, height, bytes, alpha }
    }

    /// A picture of one grey, in the place of one that can't be read.
    pub(super) fn blank(width: u32, height: u32) -> Self {
        let length = width as usize * height as usize * 3;
        Self { width, height, bytes: vec![0xCC; length], alpha: false }
    }

    /// The same picture at another size.
    pub(super) fn scaled(&mut self, width: u32, height: u32) -> Result<Self, String> {
        if (self.width, self.height) == (width, height) {
            return Ok(Self { width, height, bytes: self.bytes.clone(), alpha: self.alpha });
        }
        let kind = if self.alpha { PixelType::U8x4 } else { PixelType::U8x3 };
        let source = Image::from_slice_u8(self.width, self.height, &mut self.bytes, kind).map_err(|e| e.to_string())?;
        let mut target = Image::new(width, height, kind);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
        Resizer::new().resize(&source, &mut target, &options).map_err(|error| error.to_string())?;
        Ok(Self { width, height, bytes: target.into_vec(), alpha: self.alpha })
    }

    /// The same picture upright, by the Orientation of Exif.
    pub(super) fn turned(self, orientation: u8) -> Self {
        let Some(orientation) = Orientation::from_exif(orientation).filter(|one| *one != Orientation::NoTransforms)
        else {
            return self;
        };
        let alpha = self.alpha;
        let image = if alpha {
            RgbaImage::from_raw(self.width, self.height, self.bytes).map(DynamicImage::ImageRgba8)
        } else {
            RgbImage::from_raw(self.width, self.height, self.bytes).map(DynamicImage::ImageRgb8)
        };
        let mut image = image.unwrap_or_default();
        image.apply_orientation(orientation);
        Self::new(image, alpha)
    }

    /// Whether it is drawn rather than taken: few colours, as in a screenshot or a chart.
    pub(super) fn is_drawn(&self) -> bool {
        const FEW: usize = 1024;
        let mut colours = std::collections::BTreeSet::new();
        for pixel in self.bytes.chunks_exact(if self.alpha { 4 } else { 3 }) {
            colours.insert((pixel[0], pixel[1], pixel[2]));
            if colours.len() > FEW {
                return false;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// A PNG of one pixel with a colour profile of so many bytes.
    fn png(profile: usize) -> Bytes {
        use image::ImageEncoder;
        let mut plain = Vec::new();
        let encoder = image::codecs::png::PngEncoder::new(&mut plain);
        encoder.write_image(&[1, 2, 3], 1, 1, image::ExtendedColorType::Rgb8).expect("written");
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        packed.write_all(&vec![0; profile]).expect("packed");
        let contents = [b"name\0\0", &packed.finish().expect("packed")[..]].concat();
        let mut png = Png::from_bytes(plain.into()).expect("a PNG");
        png.chunks_mut().insert(1, img_parts::png::PngChunk::new(*b"iCCP", contents.into()));
        png.encoder().bytes()
    }

    #[test]
    fn a_profile_that_would_fill_the_memory_is_left_out_before_it_is_unpacked() {
        let has_profile =
            |bytes: &Bytes| Png::from_bytes(bytes.clone()).is_ok_and(|png| png.chunk_by_type(*b"iCCP").is_some());
        for (length, is_kept) in [(1_000, true), (LONGEST_PROFILE, true), (LONGEST_PROFILE + 1, false)] {
            let left = without_endless_profile(&png(length), ImageFormat::Png);
            assert_eq!(has_profile(&left), is_kept, "{length}");
        }
        let picture = Picture::plain(Format::Png, (1, 1), 0, 0);
        let (pixels, icc) = decode(&png(50_000_000), &picture).expect("a pixel");
        assert_eq!((pixels.bytes, icc), (vec![1, 2, 3], None));
    }
}
