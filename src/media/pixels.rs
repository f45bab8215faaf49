//! Pixels: decoded within limits, scaled, turned.

use std::io::Cursor;

use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbImage, RgbaImage};
use img_parts::Bytes;

use super::scans::{comes_colour_by_colour, decode_colour_by_colour};
use super::{Format, Picture};

/// More than this is not allotted for one picture, whatever its beginning says.
const MOST_MEMORY: u64 = 768 * 1024 * 1024;

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
    let mut reader = ImageReader::with_format(Cursor::new(&bytes[..]), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| error.to_string())?;
    let icc = decoder.icc_profile().ok().flatten().filter(|icc| icc.get(16..20) == Some(b"RGB "));
    if format == ImageFormat::Jpeg && comes_colour_by_colour(bytes) {
        let (width, height, bytes) = decode_colour_by_colour(bytes, MOST_MEMORY)?;
        return Ok((Pixels { width, height, bytes, alpha: false }, icc));
    }
    let decoded = DynamicImage::from_decoder(decoder).map_err(|error| error.to_string())?;
    Ok((Pixels::new(decoded, picture.alpha), icc))
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
