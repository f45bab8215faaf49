//! Files made of a picture: the one place where time goes into pixels.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use img_parts::png::{Png, PngChunk};
use img_parts::{Bytes, ImageICC};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use super::metadata::XMP_HEADER;
use super::pixels::{Pixels, decode};
use super::strip::{strip, wrap_webp, xmp_text};
use super::{Format, Picture, Rendition, Treatment, movie};

/// Counts up with each change of what is made, so that nothing made by an older one is taken for right.
pub const MAKER: u32 = 3;

const WEBP_QUALITY: f32 = 78.0;
/// How long libwebp looks for a shorter file, 0 to 6. From 2 on it gains little and costs much.
const WEBP_EFFORT: i32 = 2;
const JPEG_QUALITY: u8 = 80;
const SOFT_QUALITY: f32 = 40.0;

/// What was made of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Making {
    /// The files, in the order of the renditions that were asked for.
    pub files: Vec<Vec<u8>>,
    /// Why the picture could not be read, where it couldn't: the files then show a grey field of its size.
    pub unreadable: Option<String>,
}

/// Why nothing could be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmade(pub String);

/// How many pixels are in memory while a picture is made: its own, and those of its largest rendition. Of a long file, and
/// of films, as many as take the memory of its bytes.
pub fn pixels_of(picture: &Picture) -> u64 {
    const BYTES_A_PIXEL: u64 = 3;
    let of_file = picture.length / BYTES_A_PIXEL;
    if picture.is_film() {
        return of_file;
    }
    (picture.width as u64).saturating_mul(picture.height as u64).max(of_file)
}

/// Makes files of the picture in `bytes`. They are the same on every machine and from every thread.
///
/// # Errors
/// Where a file can't be written in its format.
pub fn make(bytes: Vec<u8>, picture: &Picture, renditions: &[Rendition]) -> Result<Making, Unmade> {
    if picture.is_film() {
        let stripped = movie::strip(bytes, picture.format);
        return Ok(Making { files: vec![stripped; renditions.len()], unreadable: None });
    }
    let bytes = Bytes::from(bytes);
    if renditions.iter().all(|rendition| rendition.treatment == Treatment::Stripped)
        && let Some(file) = strip(&bytes, picture)
    {
        return Ok(Making { files: vec![file; renditions.len()], unreadable: None });
    }
    let (mut pixels, icc, unreadable) = match decode(&bytes, picture) {
        Ok((pixels, icc)) => (pixels, icc, None),
        Err(error) => (blank_of(picture), None, Some(error)),
    };
    let dress = Dress {
        icc: icc.map(Bytes::from),
        picture,
        drawn: picture.format != Format::Jpeg && pixels.is_drawn(),
        whole: (unreadable.is_none() && picture.fault.is_none()).then_some(&bytes),
    };
    let files = dress.files(&mut pixels, renditions).map_err(Unmade)?;
    Ok(Making { files, unreadable })
}

fn blank_of(picture: &Picture) -> Pixels {
    let side = |side: usize| u32::try_from(side).unwrap_or(1).max(1);
    let (width, height) = (side(picture.width), side(picture.height));
    if picture.orientation >= 5 { Pixels::blank(height, width) } else { Pixels::blank(width, height) }
}

/// What all files of a picture have in common.
struct Dress<'p> {
    icc: Option<Bytes>,
    picture: &'p Picture,
    /// Few colours, so that no lossy format does it justice.
    drawn: bool,
    /// The source, where it is sound.
    whole: Option<&'p Bytes>,
}

impl Dress<'_> {
    /// The files in the order of `renditions`, made from the largest down: each size from the one above it.
    fn files(&self, pixels: &mut Pixels, renditions: &[Rendition]) -> Result<Vec<Vec<u8>>, String> {
        let mut order: Vec<usize> = (0..renditions.len()).collect();
        order.sort_by_key(|index| std::cmp::Reverse(renditions[*index].width));
        let mut files = vec![Vec::new(); renditions.len()];
        let mut size: Option<Pixels> = None;
        let mut upright: Option<(usize, Pixels)> = None;
        for index in order {
            let rendition = &renditions[index];
            if upright.as_ref().is_none_or(|(width, _)| *width != rendition.width) {
                let (width, height) = self.unturned(rendition);
                let scaled = size.as_mut().unwrap_or(pixels).scaled(width, height)?;
                let again = Pixels { bytes: scaled.bytes.clone(), ..scaled };
                upright = Some((rendition.width, again.turned(self.picture.orientation)));
                size = Some(scaled);
            }
            if let Some((_, upright)) = &upright {
                files[index] = self.file(upright, rendition)?;
            }
        }
        Ok(files)
    }

    /// The size of a rendition before it is turned upright.
    fn unturned(&self, rendition: &Rendition) -> (u32, u32) {
        let side = |side: usize| u32::try_from(side).unwrap_or(u32::MAX).max(1);
        let (width, height) = (side(rendition.width), side(rendition.height));
        if self.picture.orientation >= 5 { (height, width) } else { (width, height) }
    }

    fn file(&self, pixels: &Pixels, rendition: &Rendition) -> Result<Vec<u8>, String> {
        match rendition.format {
            Format::Webp if rendition.treatment == Treatment::Softened => self.soft(pixels),
            Format::Webp => self.webp(pixels),
            Format::Png => self.png(pixels),
            _ => self.jpeg(pixels).map(|made| self.shorter(made, rendition)),
        }
    }

    /// The source itself, stripped, where it is as wide and shorter: writing it anew would only lose.
    fn shorter(&self, made: Vec<u8>, rendition: &Rendition) -> Vec<u8> {
        let picture = self.picture;
        let same = picture.format == Format::Jpeg && picture.orientation == 1 && picture.width == rendition.width;
        let source = self.whole.filter(|_| same).filter(|bytes| bytes.len() < made.len() * 2);
        match source.and_then(|bytes| strip(bytes, picture)) {
            Some(stripped) if stripped.len() <= made.len() => stripped,
            _ => made,
        }
    }

    /// A few pixels: no profile, which would be longer than they are; the label stays.
    fn soft(&self, pixels: &Pixels) -> Result<Vec<u8>, String> {
        let mut config = webp::WebPConfig::new().map_err(|()| "WebP".to_owned())?;
        config.quality = SOFT_QUALITY;
        let encoder = webp::Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height);
        let made = encoder.encode_advanced(&config).map_err(|error| format!("{error:?}"))?;
        match &self.picture.label {
            None => Ok(made.to_vec()),
            label => wrap_webp(&Bytes::copy_from_slice(&made), None, label.as_ref()).ok_or_else(|| "WebP".to_owned()),
        }
    }

    fn webp(&self, pixels: &Pixels) -> Result<Vec<u8>, String> {
        let encoder = match pixels.alpha {
            true => webp::Encoder::from_rgba(&pixels.bytes, pixels.width, pixels.height),
            false => webp::Encoder::from_rgb(&pixels.bytes, pixels.width, pixels.height),
        };
        let mut config = webp::WebPConfig::new().map_err(|()| "WebP".to_owned())?;
        config.method = WEBP_EFFORT;
        config.quality = WEBP_QUALITY;
        let encode = |config: &webp::WebPConfig| encoder.encode_advanced(config).map_err(|error| format!("{error:?}"));
        let mut made = encode(&config)?;
        if self.drawn {
            config.lossless = 1;
            config.quality = 50.0;
            let exact = encode(&config)?;
            // Sharp edges are worth a little.
            if exact.len() <= made.len() + made.len() / 4 {
                made = exact;
            }
        }
        let (icc, label) = (self.icc.as_ref(), self.picture.label.as_ref());
        if icc.is_none() && label.is_none() {
            return Ok(made.to_vec());
        }
        wrap_webp(&Bytes::copy_from_slice(&made), icc, label).ok_or_else(|| "WebP".to_owned())
    }

    fn jpeg(&self, pixels: &Pixels) -> Result<Vec<u8>, String> {
        let mut made = Vec::new();
        let mut encoder = Encoder::new(&mut made, if self.drawn { 90 } else { JPEG_QUALITY });
        encoder.set_sampling_factor(if self.drawn { SamplingFactor::F_1_1 } else { SamplingFactor::F_2_2 });
        encoder.set_optimized_huffman_tables(true);
        // On a slow network the whole picture is seen at once, unsharp at first.
        encoder.set_progressive(true);
        if let Some(label) = &self.picture.label {
            let packet = [XMP_HEADER, label.packet().as_bytes()].concat();
            encoder.add_app_segment(1, packet).map_err(|error| error.to_string())?;
        }
        if let Some(icc) = &self.icc {
            encoder.add_icc_profile(icc).map_err(|error| error.to_string())?;
        }
        let side = |side: u32| u16::try_from(side).map_err(|error| error.to_string());
        let kind = if pixels.alpha { ColorType::Rgba } else { ColorType::Rgb };
        encoder
            .encode(&pixels.bytes, side(pixels.width)?, side(pixels.height)?, kind)
            .map_err(|error| error.to_string())?;
        Ok(made)
    }

    fn png(&self, pixels: &Pixels) -> Result<Vec<u8>, String> {
        let mut made = Vec::new();
        let kind = if pixels.alpha { ExtendedColorType::Rgba8 } else { ExtendedColorType::Rgb8 };
        PngEncoder::new(&mut made)
            .write_image(&pixels.bytes, pixels.width, pixels.height, kind)
            .map_err(|error| error.to_string())?;
        let label = self.picture.label.as_ref();
        if self.icc.is_none() && label.is_none() {
            return Ok(made);
        }
        let mut png = Png::from_bytes(made.into()).map_err(|error| error.to_string())?;
        png.set_icc_profile(self.icc.clone());
        if let Some(label) = label {
            png.chunks_mut().insert(1, PngChunk::new(*b"iTXt", xmp_text(label)));
        }
        Ok(png.encoder().bytes().to_vec())
    }
}
