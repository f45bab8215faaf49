//! A picture, or a film, as its file tells of it, before a pixel is decoded.

use serde::{Deserialize, Serialize};

use super::AiLabel;

/// What a picture is. Two are equal where everything that is made of them is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Picture {
    /// Width in pixels as a reader sees it: the orientation that a camera noted has been applied.
    pub width: usize,
    /// Height in pixels as a reader sees it.
    pub height: usize,
    /// How the file is written.
    pub format: Format,
    /// The Orientation tag of Exif, 1 to 8.
    pub orientation: u8,
    /// Whether parts of it may be see-through.
    pub alpha: bool,
    /// Whether it moves.
    pub animated: bool,
    /// Hash of the whole file: equal files have equal renditions.
    pub print: u128,
    /// Length of the file in bytes.
    pub length: u64,
    /// Whether it tells where it was taken (PII-X1).
    pub located: bool,
    /// Whether there is anything in the file besides the picture, its colours and its label (PII-X2).
    pub personal: bool,
    /// The label that says AI made it (PII-X3, GOV-W5).
    pub label: Option<AiLabel>,
    /// Why it can't be shown as it should be.
    pub fault: Option<Fault>,
}

/// How a picture's file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// GIF.
    Gif,
    /// BMP.
    Bmp,
    /// AVIF.
    Avif,
    /// What browsers don't show: HEIC as iPhones save it, TIFF, the raw photos of cameras.
    Foreign,
    /// SVG.
    Svg,
    /// A film of boxes: MP4, MOV, 3GP.
    Mp4,
    /// WebM and Matroska.
    Matroska,
    /// Ogg, with films or sounds.
    Ogg,
}

/// Why a picture can't be shown as it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Fault {
    /// More pixels than a build's memory should hold.
    TooLarge,
    /// More bytes than any photo has.
    TooLong,
    /// The file ends before the picture does.
    CutOff,
    /// Its beginning says what it is, and nothing after that can be read.
    Damaged,
    /// A format that browsers don't show and that Miao doesn't read.
    Foreign,
    /// It holds what must not be published, in a format that Miao can't take it out of.
    Unstripped,
}

impl Picture {
    /// A drawing of that size, which has no pixels of its own.
    pub fn drawing(width: usize, height: usize, length: u64) -> Self {
        Self::plain(Format::Svg, (width, height), 0, length)
    }

    /// A picture upright, whole, and with nothing beside it; width and height in pixels.
    pub(super) fn plain(format: Format, size: (usize, usize), print: u128, length: u64) -> Self {
        Self {
            width: size.0,
            height: size.1,
            format,
            orientation: 1,
            alpha: false,
            animated: false,
            print,
            length,
            located: false,
            personal: false,
            label: None,
            fault: None,
        }
    }

    /// Whether it is a film and no still picture.
    pub fn is_film(&self) -> bool {
        matches!(self.format, Format::Mp4 | Format::Matroska | Format::Ogg)
    }

    /// Whether it may be published in any form.
    pub fn is_shown(&self) -> bool {
        matches!(self.fault, None | Some(Fault::CutOff))
    }
}

impl Format {
    /// The ending of its files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Bmp => "bmp",
            Self::Avif => "avif",
            Self::Foreign => "",
            Self::Svg => "svg",
            Self::Mp4 => "mp4",
            Self::Matroska => "webm",
            Self::Ogg => "ogv",
        }
    }

    /// Its media type, for `<source type>`.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Bmp => "image/bmp",
            Self::Avif => "image/avif",
            Self::Foreign => "application/octet-stream",
            Self::Svg => "image/svg+xml",
            Self::Mp4 => "video/mp4",
            Self::Matroska => "video/webm",
            Self::Ogg => "video/ogg",
        }
    }
}
