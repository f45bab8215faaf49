//! People without faces, and what they use: nobody in these pictures is anybody.

use crate::nature::seedling;
use crate::paper::{Ink, Pair, Paper};

/// What the arms do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Arms {
    /// They hang.
    Down,
    /// One is raised.
    Waving,
    /// Both reach to the right.
    Reaching,
}

/// A person.
#[derive(Clone, Copy)]
pub(crate) struct Person {
    /// Where the feet stand.
    pub(crate) at: Pair,
    /// Height in pixels.
    pub(crate) height: f32,
    /// The coat, the trousers, the hair.
    pub(crate) colors: [u32; 3],
    /// What the arms do.
    pub(crate) arms: Arms,
    /// The colour of a vest, a rucksack or a cap, where there is one.
    pub(crate) wears: Wears,
}

/// What is worn over the coat.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wears {
    /// Nothing.
    Plain,
    /// A volunteer's vest with the sign of the portal.
    Vest,
    /// A rucksack.
    Rucksack(u32),
    /// A skirt in the colour of the coat.
    Dress,
}

const SKIN: u32 = 0xf0c9a4;

impl Person {
    /// Somebody who just stands there.
    pub(crate) fn new(at: Pair, height: f32, colors: [u32; 3]) -> Self {
        Self { at, height, colors, arms: Arms::Down, wears: Wears::Plain }
    }

    /// The same person with other arms.
    pub(crate) fn with_arms(self, arms: Arms) -> Self {
        Self { arms, ..self }
    }

    /// The same person with something over the coat.
    pub(crate) fn wearing(self, wears: Wears) -> Self {
        Self { wears, ..self }
    }

    /// Draws the person.
    pub(crate) fn draw(&self, paper: &mut Paper) {
        let ((x, y), h) = (self.at, self.height);
        paper.oval((x, y), (h * 0.2, h * 0.028), Ink::Veil(0x2b3a2a, 0.2));
        if let Wears::Rucksack(rgb) = self.wears {
            paper.card((x - h * 0.2, y - h * 0.78), (h * 0.2, h * 0.28), h * 0.06, Ink::Flat(rgb));
        }
        if self.wears == Wears::Dress {
            // Long hair falls behind the shoulders.
            paper.card((x - h * 0.1, y - h * 0.96), (h * 0.2, h * 0.24), h * 0.08, Ink::Flat(self.colors[2]));
        }
        self.draw_legs(paper);
        self.draw_arm(paper, -1.0);
        self.draw_body(paper);
        self.draw_arm(paper, 1.0);
        self.draw_head(paper);
    }

    fn draw_legs(&self, paper: &mut Paper) {
        let ((x, y), h) = (self.at, self.height);
        for side in [-1.0, 1.0] {
            let leg = x + side * h * 0.055;
            paper.line(&[(leg, y - h * 0.42), (leg, y - h * 0.045)], h * 0.085, Ink::Flat(self.colors[1]));
            paper.oval((leg + h * 0.02, y - h * 0.018), (h * 0.058, h * 0.026), Ink::Flat(0x3b3b3b));
        }
    }

    fn draw_body(&self, paper: &mut Paper) {
        let ((x, y), h) = (self.at, self.height);
        let coat = Ink::Flat(self.colors[0]);
        paper.card((x - h * 0.13, y - h * 0.8), (h * 0.26, h * 0.44), h * 0.1, coat);
        match self.wears {
            Wears::Dress => {
                let hem = [(x - h * 0.1, y - h * 0.55), (x + h * 0.1, y - h * 0.55), (x + h * 0.18, y - h * 0.24)];
                paper.polygon(&[hem[0], hem[1], hem[2], (x - h * 0.18, y - h * 0.24)], coat);
            }
            Wears::Vest => {
                paper.card((x - h * 0.135, y - h * 0.8), (h * 0.27, h * 0.36), h * 0.08, Ink::Fade(0x4fae54, 0x2f8a43));
                paper.polygon(&[(x - h * 0.05, y - h * 0.8), (x + h * 0.05, y - h * 0.8), (x, y - h * 0.69)], coat);
                seedling(paper, (x, y - h * 0.51), h * 0.1, [0xffffff, 0xffffff]);
            }
            Wears::Plain | Wears::Rucksack(_) => {}
        }
    }

    fn draw_arm(&self, paper: &mut Paper, side: f32) {
        let ((x, y), h) = (self.at, self.height);
        let shoulder = (x + side * h * 0.115, y - h * 0.73);
        let (elbow, hand) = match self.arms {
            Arms::Waving if side > 0.0 => ((x + h * 0.24, y - h * 0.82), (x + h * 0.25, y - h * 1.0)),
            Arms::Reaching => ((x + h * (0.12 + side * 0.06), y - h * 0.56), (x + h * 0.3, y - h * 0.6)),
            Arms::Down | Arms::Waving => ((x + side * h * 0.17, y - h * 0.58), (x + side * h * 0.16, y - h * 0.44)),
        };
        paper.line(&[shoulder, elbow, hand], h * 0.068, Ink::Flat(darker(self.colors[0])));
        paper.circle(hand, h * 0.036, Ink::Flat(SKIN));
    }

    fn draw_head(&self, paper: &mut Paper) {
        let ((x, y), h) = (self.at, self.height);
        let (head, hair) = ((x, y - h * 0.9), Ink::Flat(self.colors[2]));
        paper.line(&[(x, y - h * 0.79), (x, y - h * 0.84)], h * 0.07, Ink::Flat(0xe3b68f));
        paper.circle(head, h * 0.082, Ink::Flat(SKIN));
        let fringe = [
            ((x - h * 0.1, y - h * 1.0), (x, y - h * 1.0)),
            ((x + h * 0.1, y - h * 1.0), (x + h * 0.088, y - h * 0.9)),
            ((x + h * 0.05, y - h * 0.95), (x - h * 0.03, y - h * 0.945)),
            ((x - h * 0.075, y - h * 0.93), (x - h * 0.088, y - h * 0.9)),
        ];
        paper.blob((x - h * 0.088, y - h * 0.9), &fringe, hair);
    }
}

/// A colour a little darker.
pub(crate) fn darker(rgb: u32) -> u32 {
    let part = |shift: u32| (((rgb >> shift) & 0xff) * 86 / 100) << shift;
    part(16) | part(8) | part(0)
}

/// A number of people side by side, each in the next of `coats`.
pub(crate) fn crowd(paper: &mut Paper, feet: &[Pair], height: f32, coats: &[u32]) {
    for (index, at) in feet.iter().enumerate() {
        let coat = coats.get(index % coats.len().max(1)).copied().unwrap_or(0x888888);
        let trousers = [0x3f4f63, 0x5a5148, 0x2f4858][index % 3];
        let hair = [0x2a2420, 0x3a2c22, 0x1f1d1c][index % 3];
        let person = Person::new(*at, height * [1.0, 0.94, 1.05, 0.97][index % 4], [coat, trousers, hair]);
        let person = if index % 3 == 1 { person.wearing(Wears::Dress) } else { person };
        person.with_arms([Arms::Down, Arms::Reaching, Arms::Down, Arms::Waving][index % 4]).draw(paper);
    }
}
