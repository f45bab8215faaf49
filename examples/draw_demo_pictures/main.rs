//! Draws every picture of the demo portal, its icon and its one attachment, the same bytes on every run.
//!
//! `cargo run --release --example draw_demo_pictures` in the project's root writes them where the posts expect them.
//! Nothing in them is a photo, and nobody in them is anybody. Start at [`PICTURES`].

#![expect(clippy::disallowed_methods, reason = "a program of its own, which writes pictures into the sources")]

mod indoors;
mod nature;
mod outdoors;
mod pages;
mod paper;
mod people;
mod phone;
mod things;

use std::error::Error;
use std::path::Path;

use jpeg_encoder::{ColorType, Encoder};

use crate::nature::{Hills, seedling, sun};
use crate::outdoors::Light;
use crate::paper::{Ink, Paper};

/// A picture: where it goes, its sky or wall, and what is drawn on it.
struct Picture {
    path: &'static str,
    ground: Ink,
    draw: fn(&mut Paper),
}

const fn picture(path: &'static str, ground: Ink, draw: fn(&mut Paper)) -> Picture {
    Picture { path, ground, draw }
}

const SKY: Ink = Ink::Fade(0xbfe0ee, 0xfbf6e6);
const SAND_SKY: Ink = Ink::Fade(0xcfe3ea, 0xfbf3df);
const EVENING: Ink = Ink::Fade(0x6f7fb8, 0xffb98a);
const WALL: Ink = Ink::Fade(0xf6efe0, 0xeadfc8);

const PICTURES: &[Picture] = &[
    picture("content/jobs/spring-jobs/fair.jpg", SKY, |paper| outdoors::job_fair(paper, Light::Morning)),
    picture("content/jobs/summer-job-fair/evening.jpg", EVENING, |paper| outdoors::job_fair(paper, Light::Evening)),
    picture("content/rural/spring-livestream/livestream.jpg", SKY, indoors::livestream),
    picture("content/rural/young-talents/grassland.jpg", SKY, outdoors::grassland),
    picture("content/hope-project/huanfang-aid/growing.jpg", WALL, indoors::growing),
    picture("content/hope-project/2023-03-14-huiyu-baiqin-school/school.jpg", SKY, |paper| {
        outdoors::school(paper, [0xfdf3df, 0xf0dfc0], 0xb9543f);
    }),
    picture("content/hope-project/aid-2022/playground.jpg", SKY, |paper| {
        outdoors::school(paper, [0xf3f6ec, 0xdfe8d2], 0x3f7a9a);
    }),
    picture("content/hope-project/aid-2022/reading-corner.jpg", WALL, indoors::reading_corner),
    picture("content/hope-project/aid-2022/school-bags.jpg", WALL, indoors::school_bags),
    picture("content/hope-project/aid-2022/court.jpg", SKY, outdoors::court),
    picture("content/care/bright-eyes/glasses.jpg", SKY, indoors::bright_eyes),
    picture("content/volunteers/team-rebuilt/planting.jpg", SKY, outdoors::planting),
    picture("content/youth-community/aili-stations/station.jpg", SKY, outdoors::station),
    picture("content/youth-community/meet-ups/lanterns.jpg", EVENING, outdoors::lanterns),
    picture("content/study/first-lesson/classroom.jpg", WALL, indoors::classroom),
    picture("content/pioneers/pomegranate-badges/badges.jpg", Ink::Fade(0xf7d9a8, 0xf3c489), indoors::badges),
    picture("content/notices/second-half-plans/dunes.jpg", SAND_SKY, outdoors::dunes),
];

/// The photo of the sample that says how photos are put into a post.
const PORTRAIT: &str = "content/handbook/writing-photos/volunteer.jpg";

/// The attachment of the sample notice.
const FORM: &str = "content/notices/sign-up/sign-up-form.pdf";

fn main() -> Result<(), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for picture in PICTURES {
        let mut paper = Paper::new(1600, 1200, picture.ground).ok_or("a sheet needs a size")?;
        (picture.draw)(&mut paper);
        write(root, picture.path, &jpeg(&paper, 82)?)?;
    }
    let mut portrait = Paper::new(1200, 1600, SKY).ok_or("a sheet needs a size")?;
    phone::portrait(&mut portrait);
    write(root, PORTRAIT, &phone::lying(&portrait)?)?;
    write(root, "static/share.jpg", &jpeg(&share_picture()?, 85)?)?;
    write(root, "static/icon-512.png", &icon()?.pixels().encode_png()?)?;
    write(root, FORM, &pages::one_page(FORM_TITLE, FORM_LINES))?;
    Ok(())
}

const FORM_TITLE: &str = "志愿者报名表（示例）";
const FORM_LINES: &[&str] = &[
    "本表是演示用的附件，内容是虚构的，请不要填写真实的个人信息。",
    "一、姓名：________________",
    "二、所在单位或村、社区：________________",
    "三、可以参加的时间：□周末上午　□周末下午　□工作日晚上",
    "四、愿意参加的服务：□环境整治　□陪伴阅读　□活动引导　□其他",
    "五、是否参加过志愿服务培训：□是　□否",
];

fn write(root: &Path, path: &str, bytes: &[u8]) -> Result<(), Box<dyn Error>> {
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(path, bytes)?)
}

fn jpeg(paper: &Paper, quality: u8) -> Result<Vec<u8>, Box<dyn Error>> {
    let pixels = paper.pixels();
    let rgb: Vec<u8> = pixels.pixels().iter().flat_map(|dot| [dot.red(), dot.green(), dot.blue()]).collect();
    let (width, height) = (u16::try_from(pixels.width())?, u16::try_from(pixels.height())?);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, quality);
    encoder.set_progressive(true);
    encoder.set_optimized_huffman_tables(true);
    encoder.encode(&rgb, width, height, ColorType::Rgb)?;
    Ok(bytes)
}

/// The square picture that stands for the portal where a page of it is shared.
fn share_picture() -> Result<Paper, Box<dyn Error>> {
    let mut paper = Paper::new(800, 800, SKY).ok_or("a sheet needs a size")?;
    sun(&mut paper, (640.0, 170.0), 56.0, 0xfbe3a0);
    Hills { level: 560.0, rise: 40.0, count: 2.2, shift: 0.1 }.draw(&mut paper, Ink::Fade(0xf2dcae, 0xe0bf86));
    Hills { level: 620.0, rise: 34.0, count: 1.8, shift: 0.5 }.draw(&mut paper, Ink::Fade(0xa5cf7b, 0x86bb5f));
    seedling(&mut paper, (400.0, 740.0), 470.0, [0x8cc063, 0x3f8a3f]);
    Hills { level: 690.0, rise: 26.0, count: 1.4, shift: 0.1 }.draw(&mut paper, Ink::Fade(0x6aa84f, 0x3f8a3f));
    Ok(paper)
}

/// The portal's sign for home screens: `static/favicon.svg` in pixels.
fn icon() -> Result<Paper, Box<dyn Error>> {
    let mut paper = Paper::new(512, 512, Ink::Fade(0x3f9a4a, 0x2a7438)).ok_or("a sheet needs a size")?;
    seedling(&mut paper, (256.0, 420.0), 290.0, [0xffffff, 0xdff0cf]);
    Ok(paper)
}
