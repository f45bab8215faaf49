//! What a picture becomes: widths and formats, decided from its beginning alone, so that a page can name files that
//! nobody has made yet.

use super::{Format, Picture};

/// One file that is made of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rendition {
    /// Width in pixels.
    pub width: usize,
    /// Height in pixels.
    pub height: usize,
    /// How it is written.
    pub format: Format,
    /// What is done to the picture.
    pub treatment: Treatment,
}

/// What is done to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Treatment {
    /// Turned upright, scaled and written anew.
    Scaled,
    /// Left as it is but for its metadata, without a loss.
    Stripped,
    /// Turned upright and scaled to a few pixels, which stand in for it until it has come.
    Softened,
}

/// The widths in pixels: thumbnails of lists, half a phone, a phone of two pixels a point or a column of text, a phone of
/// three, a whole screen.
const WIDTHS: [usize; 5] = [240, 480, 720, 1080, 1600];

/// How wide what stands in for a picture is, in pixels: a hundred bytes or two.
const SOFT_WIDTH: usize = 16;

/// The highest of those: a strip of a chat, of which nobody sees a part at once.
const HIGHEST_SOFT: usize = 64;

/// Which width is shown where a browser knows no `srcset`, and in feeds and share cards.
const PLAIN: usize = 1080;

/// Pictures of this length in bytes and less gain nothing by being scaled: logos, stamps, small screenshots.
const SMALL: u64 = 16 * 1024;

/// The longest side that WebP has.
const LONGEST_WEBP: usize = 16_383;

/// What is made of a picture of a post, the best of each format last; before them what stands in for it. Empty where the file is published as it is, or
/// not at all ([`Picture::is_shown`]).
pub fn renditions(picture: &Picture) -> Vec<Rendition> {
    match picture.format {
        _ if !picture.is_shown() => Vec::new(),
        Format::Jpeg | Format::Png | Format::Webp | Format::Bmp if is_scaled(picture) => scaled(picture),
        _ => stripped(picture),
    }
}

/// What is made of a picture that is published under its own name: itself without its metadata, where it has any.
pub fn stripped(picture: &Picture) -> Vec<Rendition> {
    let kept = Rendition {
        width: picture.width,
        height: picture.height,
        format: picture.format,
        treatment: Treatment::Stripped,
    };
    if picture.is_shown() && picture.personal { vec![kept] } else { Vec::new() }
}

fn is_scaled(picture: &Picture) -> bool {
    let is_small = picture.length <= SMALL && picture.width <= PLAIN && picture.orientation == 1;
    !picture.animated && !is_small
}

fn scaled(picture: &Picture) -> Vec<Rendition> {
    let widths = widths_of(picture.width);
    let of_width = |width: usize, format: Format| Rendition {
        width,
        height: (picture.height * width).div_ceil(picture.width).max(1),
        format,
        treatment: Treatment::Scaled,
    };
    let modern = widths.iter().map(|width| of_width(*width, Format::Webp));
    let modern = modern.filter(|rendition| rendition.height <= LONGEST_WEBP);
    // JPEG has no see-through parts.
    let plain_format = if picture.alpha { Format::Png } else { Format::Jpeg };
    let largest = widths.last().copied().unwrap_or(picture.width);
    let mut all: Vec<Rendition> = softened(picture).into_iter().chain(modern).collect();
    // Where the largest is hardly wider than that, it does for both.
    let plain = if widths.contains(&PLAIN) { PLAIN } else { largest };
    all.extend([plain, largest].map(|width| of_width(width, plain_format)));
    all.dedup();
    all
}

/// What stands in for a picture. Through what is see-through, it would still be seen when the picture is there.
fn softened(picture: &Picture) -> Option<Rendition> {
    let height = (picture.height * SOFT_WIDTH).div_ceil(picture.width).max(1);
    let soft = Rendition { width: SOFT_WIDTH, height, format: Format::Webp, treatment: Treatment::Softened };
    (!picture.alpha && picture.width > SOFT_WIDTH && height <= HIGHEST_SOFT).then_some(soft)
}

/// The widths that a picture is made in: never wider than it is, and none that is hardly narrower.
fn widths_of(width: usize) -> Vec<usize> {
    let largest = width.min(WIDTHS[WIDTHS.len() - 1]);
    let mut widths: Vec<usize> = WIDTHS.into_iter().filter(|step| step * 5 / 4 <= largest).collect();
    widths.push(largest);
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(width: usize, height: usize, length: u64) -> Picture {
        Picture { personal: true, ..Picture::plain(Format::Jpeg, (width, height), 1, length) }
    }

    fn told(picture: &Picture) -> Vec<String> {
        let one = |r: &Rendition| format!("{}x{} {} {:?}", r.width, r.height, r.format.extension(), r.treatment);
        renditions(picture).iter().map(one).collect()
    }

    #[test]
    fn a_photo_has_five_widths_a_fallback_and_a_stand_in() {
        let wanted = [
            "16x22 webp Softened",
            "240x320 webp Scaled",
            "480x640 webp Scaled",
            "720x960 webp Scaled",
            "1080x1440 webp Scaled",
            "1600x2134 webp Scaled",
            "1080x1440 jpg Scaled",
            "1600x2134 jpg Scaled",
        ];
        assert_eq!(told(&picture(3000, 4000, 3_000_000)), wanted);
    }

    #[test]
    fn nothing_is_enlarged() {
        assert_eq!(widths_of(500), [240, 500]);
        assert_eq!(widths_of(100), [100]);
        assert_eq!(widths_of(1000), [240, 480, 720, 1000]);
        let see_through = Picture { alpha: true, format: Format::Png, ..picture(700, 500, 90_000) };
        let formats = ["240x172 webp Scaled", "480x343 webp Scaled", "700x500 webp Scaled", "700x500 png Scaled"];
        assert_eq!(told(&see_through), formats);
    }

    #[test]
    fn browsers_without_a_choice_get_1080_pixels_or_the_largest() {
        let plain = |width| -> Vec<usize> {
            let all = renditions(&picture(width, 900, 900_000)).into_iter();
            all.filter(|made| made.format == Format::Jpeg).map(|made| made.width).collect()
        };
        assert_eq!(plain(900), [900]);
        assert_eq!(plain(1300), [1300]);
        assert_eq!(plain(1400), [1080, 1400]);
        assert_eq!(plain(4000), [1080, 1600]);
    }

    #[test]
    fn what_is_small_or_moves_is_only_stripped() {
        assert_eq!(told(&picture(300, 200, 9_000)), ["300x200 jpg Stripped"]);
        assert_eq!(told(&Picture { personal: false, ..picture(300, 200, 9_000) }), Vec::<String>::new());
        let moving = Picture { animated: true, format: Format::Webp, ..picture(800, 600, 900_000) };
        assert_eq!(told(&moving), ["800x600 webp Stripped"]);
    }

    #[test]
    fn a_long_screenshot_is_no_webp_where_webp_ends() {
        let long = told(&picture(1080, 30_000, 4_000_000));
        assert_eq!(long, ["240x6667 webp Scaled", "480x13334 webp Scaled", "1080x30000 jpg Scaled"]);
    }
}
