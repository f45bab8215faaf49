//! The sheet that a picture is drawn on: flat shapes, soft gradients, nothing random but what a seed decides.
//!
//! Knows shapes and inks; knows nothing of what they depict. Start at [`Paper::new`].

use tiny_skia::{
    Color, FillRule, GradientStop, LineCap, LineJoin, LinearGradient, Mask, Paint, Path, PathBuilder, Pixmap, Point,
    Rect, Shader, SpreadMode, Stroke, Transform,
};

/// A place on the sheet, or a width and a height, in pixels; the origin is the upper left corner.
pub(crate) type Pair = (f32, f32);

/// What a shape is filled with.
#[derive(Clone, Copy)]
pub(crate) enum Ink {
    /// One colour, `0xRRGGBB`.
    Flat(u32),
    /// From the top of the shape to its foot.
    Fade(u32, u32),
    /// One colour that lets through what lies below: 0 is invisible, 1 covers.
    Veil(u32, f32),
}

/// A sheet being drawn on.
pub(crate) struct Paper {
    pixels: Pixmap,
    window: Option<Mask>,
}

fn color(rgb: u32, opacity: f32) -> Color {
    let part = |shift: u32| ((rgb >> shift) & 0xff) as u8;
    let mut color = Color::from_rgba8(part(16), part(8), part(0), 255);
    color.set_alpha(opacity);
    color
}

fn paint(ink: Ink, bounds: Rect) -> Paint<'static> {
    let shader = match ink {
        Ink::Flat(rgb) => Shader::SolidColor(color(rgb, 1.0)),
        Ink::Veil(rgb, opacity) => Shader::SolidColor(color(rgb, opacity)),
        Ink::Fade(top, foot) => {
            let stops = vec![GradientStop::new(0.0, color(top, 1.0)), GradientStop::new(1.0, color(foot, 1.0))];
            let (from, to) = (Point::from_xy(0.0, bounds.top()), Point::from_xy(0.0, bounds.bottom()));
            LinearGradient::new(from, to, stops, SpreadMode::Pad, Transform::identity())
                .unwrap_or(Shader::SolidColor(color(foot, 1.0)))
        }
    };
    Paint { shader, anti_alias: true, ..Paint::default() }
}

impl Paper {
    /// A sheet of that size, filled with `ink`; `None` where a side is zero.
    pub(crate) fn new(width: u32, height: u32, ink: Ink) -> Option<Self> {
        let mut paper = Self { pixels: Pixmap::new(width, height)?, window: None };
        paper.rect((0.0, 0.0), (width as f32, height as f32), ink);
        Some(paper)
    }

    /// The pixels, row by row, for an encoder.
    pub(crate) fn pixels(&self) -> &Pixmap {
        &self.pixels
    }

    /// From now on only what falls into these circles is drawn.
    pub(crate) fn look_through(&mut self, circles: &[(Pair, f32)]) {
        let Some(mut mask) = Mask::new(self.pixels.width(), self.pixels.height()) else { return };
        for ((x, y), radius) in circles {
            if let Some(path) = PathBuilder::from_circle(*x, *y, *radius) {
                mask.fill_path(&path, FillRule::Winding, true, Transform::identity());
            }
        }
        self.window = Some(mask);
    }

    /// The whole sheet is drawn on again.
    pub(crate) fn look_at_all(&mut self) {
        self.window = None;
    }

    fn fill(&mut self, path: &Path, ink: Ink) {
        let paint = paint(ink, path.bounds());
        self.pixels.fill_path(path, &paint, FillRule::Winding, Transform::identity(), self.window.as_ref());
    }

    /// A rectangle, by its upper left corner.
    pub(crate) fn rect(&mut self, at: Pair, size: Pair, ink: Ink) {
        if let Some(rect) = Rect::from_xywh(at.0, at.1, size.0, size.1) {
            self.fill(&PathBuilder::from_rect(rect), ink);
        }
    }

    /// A rectangle with round corners.
    pub(crate) fn card(&mut self, at: Pair, size: Pair, radius: f32, ink: Ink) {
        let r = radius.min(size.0 / 2.0).min(size.1 / 2.0);
        let (left, top, right, foot) = (at.0, at.1, at.0 + size.0, at.1 + size.1);
        let mut path = PathBuilder::new();
        path.move_to(left + r, top);
        path.line_to(right - r, top);
        path.quad_to(right, top, right, top + r);
        path.line_to(right, foot - r);
        path.quad_to(right, foot, right - r, foot);
        path.line_to(left + r, foot);
        path.quad_to(left, foot, left, foot - r);
        path.line_to(left, top + r);
        path.quad_to(left, top, left + r, top);
        path.close();
        self.finish(path, ink);
    }

    /// A circle, by its centre.
    pub(crate) fn circle(&mut self, at: Pair, radius: f32, ink: Ink) {
        self.oval(at, (radius, radius), ink);
    }

    /// An ellipse, by its centre and its two radii.
    pub(crate) fn oval(&mut self, at: Pair, radii: Pair, ink: Ink) {
        let rect = Rect::from_xywh(at.0 - radii.0, at.1 - radii.1, radii.0 * 2.0, radii.1 * 2.0);
        if let Some(path) = rect.and_then(PathBuilder::from_oval) {
            self.fill(&path, ink);
        }
    }

    /// A shape with straight sides.
    pub(crate) fn polygon(&mut self, corners: &[Pair], ink: Ink) {
        let mut path = PathBuilder::new();
        trace(&mut path, corners);
        path.close();
        self.finish(path, ink);
    }

    /// A closed shape that bends: each pair is the point that a side bends towards and the point where it ends.
    pub(crate) fn blob(&mut self, start: Pair, sides: &[(Pair, Pair)], ink: Ink) {
        let mut path = PathBuilder::new();
        path.move_to(start.0, start.1);
        for (towards, end) in sides {
            path.quad_to(towards.0, towards.1, end.0, end.1);
        }
        path.close();
        self.finish(path, ink);
    }

    /// A line with round ends through all the points.
    pub(crate) fn line(&mut self, points: &[Pair], width: f32, ink: Ink) {
        let mut path = PathBuilder::new();
        trace(&mut path, points);
        self.finish_line(path, width, ink);
    }

    /// A line that bends once, towards the middle point.
    pub(crate) fn bend(&mut self, points: [Pair; 3], width: f32, ink: Ink) {
        let [from, towards, to] = points;
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.quad_to(towards.0, towards.1, to.0, to.1);
        self.finish_line(path, width, ink);
    }

    /// A ring, by its centre.
    pub(crate) fn ring(&mut self, at: Pair, radius: f32, width: f32, ink: Ink) {
        if let Some(path) = PathBuilder::from_circle(at.0, at.1, radius) {
            self.stroke(&path, width, ink);
        }
    }

    fn finish(&mut self, path: PathBuilder, ink: Ink) {
        if let Some(path) = path.finish() {
            self.fill(&path, ink);
        }
    }

    fn finish_line(&mut self, path: PathBuilder, width: f32, ink: Ink) {
        if let Some(path) = path.finish() {
            self.stroke(&path, width, ink);
        }
    }

    fn stroke(&mut self, path: &Path, width: f32, ink: Ink) {
        let stroke = Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() };
        let paint = paint(ink, path.bounds());
        self.pixels.stroke_path(path, &paint, &stroke, Transform::identity(), self.window.as_ref());
    }
}

/// The point of a bent line (see [`Paper::bend`]) at `share` of its way, from 0 to 1.
pub(crate) fn point_on_bend([from, towards, to]: [Pair; 3], share: f32) -> Pair {
    let (a, b, c) = ((1.0 - share).powi(2), 2.0 * share * (1.0 - share), share.powi(2));
    (a * from.0 + b * towards.0 + c * to.0, a * from.1 + b * towards.1 + c * to.1)
}

/// The three points of a string that hangs between two others; `sag` is how far it hangs below their middle.
pub(crate) fn hanging(from: Pair, to: Pair, sag: f32) -> [Pair; 3] {
    [from, (f32::midpoint(from.0, to.0), f32::midpoint(from.1, to.1) + sag * 2.0), to]
}

fn trace(path: &mut PathBuilder, points: &[Pair]) {
    for (index, (x, y)) in points.iter().enumerate() {
        if index == 0 {
            path.move_to(*x, *y);
        } else {
            path.line_to(*x, *y);
        }
    }
}

/// Numbers that look scattered and are the same on every run.
pub(crate) struct Scatter(u32);

impl Scatter {
    /// Numbers that depend on `seed` alone.
    pub(crate) fn new(seed: u32) -> Self {
        Self(seed.wrapping_mul(2_654_435_761).wrapping_add(1))
    }

    /// The next number from `low` up to `high`.
    pub(crate) fn between(&mut self, low: f32, high: f32) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        low + (high - low) * ((self.0 >> 8) as f32 / 16_777_216.0)
    }
}
