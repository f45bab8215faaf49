//! Photos on their way from a phone to a page, as somebody from outside sees them: widths, orientation, what is gone
//! from them and what is kept, what is made twice and what is not.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::time::SystemTime;

use image::{DynamicImage, ImageReader, Rgb, RgbImage};
use jpeg_encoder::{ColorType, Encoder, SamplingFactor};

use crate::portal::Portal;

const POST: &str = "-- content/news/fair/index.md --
+++
title = \"招聘会\"
date = 2023-03-14
cover = \"lead.jpg\"
gallery = true
+++
![现场](photo.jpg \"上午的现场\")
-- content/news/_index.md --
+++
title = \"新闻\"
+++
";

const WIDTH: u32 = 1200;
const HEIGHT: u32 = 900;

/// The colour of each quarter, as it is seen upright: top left, top right, bottom left, bottom right.
const QUARTERS: [[u8; 3]; 4] = [[220, 30, 30], [30, 200, 30], [30, 30, 220], [230, 220, 40]];

/// A picture of four colours whose file has it turned, so that the orientation makes it upright again.
fn quarters(orientation: u8) -> RgbImage {
    let upright = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        Rgb(QUARTERS[usize::from(x >= WIDTH / 2) + 2 * usize::from(y >= HEIGHT / 2)])
    });
    let upright = DynamicImage::ImageRgb8(upright);
    let stored = match orientation {
        2 => upright.fliph(),
        3 => upright.rotate180(),
        4 => upright.flipv(),
        5 => upright.rotate90().fliph(),
        6 => upright.rotate270(),
        7 => upright.rotate270().fliph(),
        8 => upright.rotate90(),
        _ => upright,
    };
    stored.into_rgb8()
}

fn jpeg(pixels: &RgbImage, segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, 90);
    for (number, segment) in segments {
        encoder.add_app_segment(*number, segment.clone()).expect("a short segment");
    }
    let side = |side: u32| u16::try_from(side).expect("short");
    encoder.encode(pixels.as_raw(), side(pixels.width()), side(pixels.height()), ColorType::Rgb).expect("written");
    bytes
}

/// Exif with an orientation and a place in the middle of the sea.
fn exif(orientation: u8) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    let gps_at = 8 + 2 + 2 * 12 + 4;
    let place_at = u32::try_from(gps_at + 2 + 2 * 12 + 4).expect("short");
    let degrees: Vec<u8> = [12_u32, 1, 34, 1, 56, 1].iter().flat_map(|number| number.to_le_bytes()).collect();
    [
        b"Exif\0\0II\x2A\0\x08\0\0\0".to_vec(),
        2_u16.to_le_bytes().to_vec(),
        entry(0x0112, 3, 1, [orientation, 0, 0, 0]),
        entry(0x8825, 4, 1, u32::try_from(gps_at).expect("short").to_le_bytes()),
        vec![0; 4],
        2_u16.to_le_bytes().to_vec(),
        entry(1, 2, 2, *b"N\0\0\0"),
        entry(2, 5, 3, place_at.to_le_bytes()),
        vec![0; 4],
        degrees,
    ]
    .concat()
}

fn photo(orientation: u8) -> Vec<u8> {
    jpeg(&quarters(orientation), &[(1, exif(orientation))])
}

/// A photo of noise, so that no two are the same.
pub(crate) fn other_photo(seed: u32) -> Vec<u8> {
    let pixels = RgbImage::from_fn(640, 480, |x, y| {
        let mixed =
            (x / 8 + 1).wrapping_mul(2_654_435_761_u32.wrapping_add(seed * 7919)) ^ (y / 8).wrapping_mul(2_246_822_519);
        let [r, g, b, _] = mixed.to_le_bytes();
        Rgb([r, g, b])
    });
    jpeg(&pixels, &[])
}

fn portal(files: &[(&str, Vec<u8>)]) -> Portal {
    let portal = Portal::new(POST);
    for (name, bytes) in files {
        portal.write(&format!("content/news/fair/{name}"), bytes);
    }
    portal
}

/// What lies in the folder of the post, by the ending of its name after the print: `photo-720.webp`.
fn made(portal: &Portal) -> BTreeMap<String, Vec<u8>> {
    let folder = portal.root().join("public/news/fair");
    let entries = fs::read_dir(folder).expect("the post").flatten();
    let named = entries.map(|entry| {
        let name = entry.file_name().into_string().expect("text");
        let parts: Vec<&str> = name.split('-').collect();
        let short = if parts.len() == 3 { format!("{}-{}", parts[0], parts[2]) } else { name.clone() };
        (short, fs::read(entry.path()).expect("a file"))
    });
    named.collect()
}

fn pixels(bytes: &[u8]) -> RgbImage {
    let reader = ImageReader::new(std::io::Cursor::new(bytes)).with_guessed_format().expect("read");
    reader.decode().expect("a whole picture").into_rgb8()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|part| part == text)
}

fn time_of(portal: &Portal, name: &str) -> SystemTime {
    fs::metadata(portal.root().join(name)).and_then(|found| found.modified()).expect("a file")
}

#[test]
fn every_orientation_comes_out_upright_and_without_its_place() {
    for orientation in 1..=8 {
        let portal = portal(&[("photo.jpg", photo(orientation)), ("lead.jpg", photo(orientation))]);
        portal.build();
        let made = made(&portal);
        for (name, wide) in [("photo-240.webp", 240), ("photo-1200.webp", 1200), ("photo-1200.jpg", 1200)] {
            let bytes = made.get(name).unwrap_or_else(|| panic!("{name} of {:?}", made.keys()));
            let picture = pixels(bytes);
            assert_eq!((picture.width(), picture.height()), (wide, wide * 3 / 4), "{name}, orientation {orientation}");
            for (quarter, wanted) in QUARTERS.iter().enumerate() {
                assert_quarter(&picture, quarter, *wanted, &format!("{name}, orientation {orientation}"));
            }
            assert!(!holds(bytes, b"Exif") && !holds(bytes, b"EXIF"), "{name} has no Exif");
        }
        assert!(!made.contains_key("photo.jpg"), "the original is not published");
    }
}

/// Not only a decoder's own choice: programs that make files small write one colour after the other.
#[test]
fn a_photo_is_the_same_however_its_file_is_laid_out() {
    for (progressive, optimized) in [(false, false), (false, true), (true, false), (true, true)] {
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, 85);
        encoder.set_sampling_factor(SamplingFactor::F_2_2);
        encoder.set_progressive(progressive);
        encoder.set_optimized_huffman_tables(optimized);
        encoder.encode(quarters(1).as_raw(), WIDTH as u16, HEIGHT as u16, ColorType::Rgb).expect("written");
        let portal = portal(&[("photo.jpg", bytes), ("lead.jpg", other_photo(1))]);
        portal.build();
        for name in ["photo-480.webp", "photo-1200.webp"] {
            let picture = pixels(&made(&portal)[name]);
            for (quarter, wanted) in QUARTERS.iter().enumerate() {
                assert_quarter(&picture, quarter, *wanted, &format!("{name}, {progressive}, {optimized}"));
            }
        }
    }
}

/// That the middle of a quarter has its colour.
fn assert_quarter(picture: &RgbImage, quarter: usize, wanted: [u8; 3], told: &str) {
    let (wide, high) = picture.dimensions();
    let (x, y) = (wide / 4 + wide / 2 * (quarter as u32 % 2), high / 4 + high / 2 * (quarter as u32 / 2));
    let found = picture.get_pixel(x, y).0;
    let near = found.iter().zip(wanted).all(|(one, other)| one.abs_diff(other) < 24);
    assert!(near, "{told}, quarter {quarter}: {found:?}, not {wanted:?}");
}

#[test]
fn a_page_names_what_is_made_and_moves_nothing_when_it_comes() {
    let portal = portal(&[("photo.jpg", photo(6)), ("lead.jpg", other_photo(1)), ("more.jpg", other_photo(2))]);
    portal.build();
    let page = portal.output("news/fair/index.html");
    let pictures: Vec<&str> =
        page.split("<picture>").skip(1).map(|part| part.split("</picture>").next().unwrap_or("")).collect();
    assert_eq!(pictures.len(), 3, "cover, text and gallery: {page}");
    for picture in &pictures {
        assert!(
            picture.contains("type=\"image/webp\"") && picture.contains("sizes=\"") && picture.contains(" width=\"")
        );
        for address in picture.split(['"', ' ', ',']).filter(|word| word.starts_with("/news/")) {
            assert!(portal.has(address.trim_start_matches('/')), "{address}");
        }
    }
    assert!(!pictures[0].contains("loading=\"lazy\"") && pictures[1].contains("loading=\"lazy\""));
    assert!(page.contains("<figcaption>上午的现场</figcaption>") && !page.contains(" style="));
    let large =
        page.split("<a href=\"").find(|part| part.starts_with("/news/fair/photo-")).expect("a link to the photo");
    assert!(large.split('"').next().is_some_and(|address| address.ends_with("-1200.jpg")), "{large}");
}

#[test]
fn a_few_pixels_stand_in_for_each_picture_of_a_page() {
    let portal = portal(&[("photo.jpg", photo(6)), ("lead.jpg", other_photo(1)), ("more.jpg", other_photo(2))]);
    portal.edit("site.toml", |text| text.replace("plain", "qingchun")).build();
    let page = portal.output("news/fair/index.html");
    let stand_ins: Vec<&str> = page.split("<svg class=\"soft\"").skip(1).collect();
    assert_eq!(stand_ins.len(), 3, "cover, text and gallery: {page}");
    for stand_in in stand_ins {
        assert!(stand_in.starts_with(" width=\"0\" height=\"0\""), "in a feed it takes no room: {stand_in}");
        let address = stand_in.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an address");
        assert!(address.ends_with("-16.webp") && portal.has(address.trim_start_matches('/')), "{address}");
        let picture = stand_in.split("</svg>").nth(1).expect("what follows");
        assert!(picture.starts_with("<picture>"), "{picture}");
    }
    let bytes = &made(&portal)["photo-16.webp"];
    assert!(bytes.len() < 400, "{} bytes", bytes.len());
    let soft = pixels(bytes);
    assert_eq!(soft.dimensions(), (16, 12));
    for (quarter, wanted) in QUARTERS.iter().enumerate() {
        let found = soft.get_pixel(4 + 8 * (quarter as u32 % 2), 3 + 6 * (quarter as u32 / 2)).0;
        assert!(found.iter().zip(wanted).all(|(one, other)| one.abs_diff(*other) < 60), "{quarter}: {found:?}");
    }
    assert!(!page.contains("240.webp 240w, 16") && !page.contains(" 16w"), "no browser takes it for the picture");
}

#[test]
fn what_was_made_is_not_made_again_and_goes_with_its_photo() {
    let portal = portal(&[("photo.jpg", photo(1)), ("lead.jpg", other_photo(1))]);
    portal.build();
    let cache = portal.root().join(".miao/pictures");
    let kept = |name: &str| {
        fs::read_dir(&cache).expect("a cache").flatten().any(|e| e.file_name().to_string_lossy().contains(name))
    };
    let stamps = || -> BTreeMap<_, _> {
        let entries = fs::read_dir(&cache).expect("a cache").flatten();
        entries.map(|entry| (entry.file_name(), entry.metadata().and_then(|found| found.modified()).ok())).collect()
    };
    let before = stamps();
    portal.build();
    assert_eq!(stamps(), before);
    // A build that was killed leaves some of them, and a part of one.
    let lost = before.keys().find(|name| name.to_string_lossy().ends_with("-720.webp")).expect("one of them");
    fs::remove_file(cache.join(lost)).expect("removed");
    let part = fs::File::create(cache.join("tmp.1.1")).expect("written");
    part.set_modified(SystemTime::UNIX_EPOCH).expect("long ago");
    let clean = made(&portal);
    fs::remove_dir_all(portal.root().join("public")).expect("removed");
    portal.build();
    assert_eq!(made(&portal), clean);
    assert!(!kept("tmp."));
    portal.remove("content/news/fair/photo.jpg");
    portal.edit("content/news/fair/index.md", |text| text.replace("![现场](photo.jpg \"上午的现场\")", ""));
    portal.build();
    assert!(stamps().len() < before.len() && !made(&portal).keys().any(|name| name.starts_with("photo")));
}

#[test]
fn a_photo_that_changes_is_made_again_at_an_address_of_its_own() {
    let portal = portal(&[("photo.jpg", other_photo(3)), ("lead.jpg", other_photo(1))]);
    portal.build();
    let page = portal.output("news/fair/index.html");
    let before = time_of(&portal, "public/news/fair/index.html");
    portal.write("content/news/fair/photo.jpg", other_photo(4)).build();
    assert_ne!(portal.output("news/fair/index.html"), page);
    assert_ne!(time_of(&portal, "public/news/fair/index.html"), before);
    assert_eq!(made(&portal).keys().filter(|name| name.starts_with("photo")).count(), 5, "the old ones are gone");
}

#[test]
fn the_same_photos_are_the_same_bytes_from_one_thread_and_from_many() {
    let many: Vec<(String, Vec<u8>)> = (0..40).map(|n| (format!("p{n}.jpg"), other_photo(n))).collect();
    let files: Vec<(&str, Vec<u8>)> = many.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    let build = |threads: &str| {
        let portal = portal(&files);
        let output = portal.command(&["build"]).env("RAYON_NUM_THREADS", threads).output().expect("run");
        assert!(output.status.success());
        made(&portal)
    };
    let one = build("1");
    assert_eq!(one, build("4"));
    assert_eq!(one.keys().filter(|name| name.ends_with("-640.webp")).count(), 40);
}

/// A photo that says it is written in a way that hardly any program reads: arithmetic coding.
fn arithmetic_photo() -> Vec<u8> {
    let mut bytes = photo(1);
    let frame = bytes.windows(2).position(|pair| pair == [0xFF, 0xC0]).expect("a frame");
    bytes[frame + 1] = 0xC9;
    bytes
}

#[test]
fn a_picture_that_could_not_be_decoded_is_told_by_later_checks_too() {
    let portal =
        portal(&[("odd.jpg", arithmetic_photo()), ("lead.jpg", other_photo(1)), ("photo.jpg", other_photo(2))]);
    let told = |arguments: &[&str]| portal.run(arguments).err.contains("image/unreadable");
    assert!(!told(&["check"]), "nobody has decoded it");
    assert!(told(&["build"]));
    assert!(told(&["check"]));
    let allow = "+++\nallow = [\"image/unreadable: 原件如此\"]\n";
    portal.edit("content/news/fair/index.md", |text| text.replacen("+++\n", allow, 1));
    let run = portal.run(&["check"]);
    assert!(!run.err.contains("image/unreadable") && !run.err.contains("head/allow"), "{}", run.err);
}

#[test]
fn pictures_that_are_broken_are_told_with_their_place_and_stop_nothing() {
    let whole = photo(1);
    let mut bomb = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
    bomb.extend([0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60, 8, 2, 0, 0, 0, 0, 0, 0, 0]);
    let files = [
        ("cut.jpg", whole[..whole.len() / 2].to_vec()),
        ("bomb.png", bomb),
        ("empty.jpg", Vec::new()),
        ("rubbish.jpg", [b"\xFF\xD8\xFF", &[7_u8; 64][..]].concat()),
        ("text.jpg", "不是照片".into()),
        ("iphone.heic", b"\0\0\0\x18ftypheic\0\0\0\0heicmif1".to_vec()),
        ("lead.jpg", other_photo(1)),
        ("photo.jpg", other_photo(2)),
    ];
    let portal = portal(&files);
    let run = portal.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let told: Vec<String> = portal
        .findings()
        .into_iter()
        .map(|finding| format!("{} {}", finding.code, finding.path.unwrap_or_default()))
        .collect();
    for name in ["cut.jpg", "bomb.png", "rubbish.jpg", "text.jpg", "iphone.heic"] {
        assert!(told.contains(&format!("image/unreadable content/news/fair/{name}")), "{name}: {told:?}");
    }
    let made = made(&portal);
    assert_eq!(pixels(&made["cut-1200.jpg"]).width(), 1200, "what is there of it is shown");
    // What is named as a photo and isn't one that is known may tell what a photo tells.
    for name in ["bomb.png", "rubbish.jpg", "text.jpg", "iphone.heic"] {
        assert!(!made.contains_key(name), "{name}");
    }
    portal.edit("content/news/fair/index.md", |text| {
        text + "\n![会场](bomb.png)\n\n<img src=\"iphone.heic\" alt=\"合影\">\n"
    });
    let told = portal.run(&["check"]).err;
    assert!(told.contains("image/unreadable") && !told.contains("link/image"), "it is told once: {told}");
    portal.run(&["build"]);
    let page = portal.output("news/fair/index.html");
    assert!(page.contains("图片暂缺：会场") && page.contains("图片暂缺：合影"), "{page}");
    assert!(!page.contains("bomb.png\"") && !page.contains("heic"), "nothing leads to nothing: {page}");
}

#[test]
fn an_ai_label_is_all_that_is_kept_and_is_shown() {
    let packet = "http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF \
         xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description \
         xmlns:T=\"http://www.tc260.org.cn/ns/AIGC/1.0/\" xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" \
         exif:GPSLatitude=\"12,34N\"><T:AIGC>{&quot;Label&quot;:&quot;1&quot;}</T:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>";
    let labelled = jpeg(&quarters(1), &[(1, packet.into())]);
    let portal = portal(&[("photo.jpg", labelled), ("lead.jpg", other_photo(1))]);
    portal.build();
    let made = made(&portal);
    for name in ["photo-240.webp", "photo-1200.webp", "photo-1200.jpg"] {
        let bytes = &made[name];
        assert!(holds(bytes, b"TC260:AIGC") && holds(bytes, b"&quot;Label&quot;"), "{name}");
        assert!(!holds(bytes, b"GPS"), "{name}");
        pixels(bytes);
    }
    assert!(portal.output("news/fair/index.html").contains("AI生成"));
    let told = portal.run(&["check", "--format", "json"]).out;
    assert!(told.contains("privacy/gps") && told.contains("photo.jpg"), "{told}");
}

#[test]
fn what_is_published_as_it_is_loses_its_place_and_not_its_orientation() {
    let portal = portal(&[("lead.jpg", other_photo(1)), ("photo.jpg", other_photo(2))]);
    portal.write("static/own.jpg", photo(6)).build();
    let own = fs::read(portal.root().join("public/own.jpg")).expect("published");
    let exif = exif::Reader::new().read_from_container(&mut std::io::Cursor::new(&own)).expect("Exif");
    let orientation =
        exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY).and_then(|field| field.value.get_uint(0));
    assert_eq!((orientation, exif.fields().count()), (Some(6), 1));
    assert_eq!(pixels(&own), pixels(&photo(6)), "not a pixel is lost");
}

/// Formats that say how a picture is turned where few look for it.
#[test]
fn an_orientation_outlives_the_rest_in_every_format() {
    use image::ImageEncoder;
    let pixels = quarters(6);
    let mut png = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut png);
    encoder.set_exif_metadata(exif(6)[6..].to_vec()).expect("kept");
    encoder
        .write_image(pixels.as_raw(), pixels.width(), pixels.height(), image::ExtendedColorType::Rgb8)
        .expect("written");
    let mut webp = Vec::new();
    let mut encoder = image::codecs::webp::WebPEncoder::new_lossless(&mut webp);
    encoder.set_exif_metadata(exif(6)[6..].to_vec()).expect("kept");
    encoder
        .write_image(pixels.as_raw(), pixels.width(), pixels.height(), image::ExtendedColorType::Rgb8)
        .expect("written");
    let portal = portal(&[("lead.jpg", other_photo(1)), ("photo.jpg", other_photo(2))]);
    portal.write("static/own.png", png).write("static/own.webp", webp).build();
    for name in ["own.png", "own.webp"] {
        let bytes = fs::read(portal.root().join("public").join(name)).expect("published");
        let exif = exif_of(&bytes).unwrap_or_else(|| panic!("{name} has Exif"));
        let orientation = exif.get_field(exif::Tag::Orientation, exif::In::PRIMARY);
        let orientation = orientation.and_then(|field| field.value.get_uint(0));
        assert_eq!((orientation, exif.fields().count()), (Some(6), 1), "{name}");
    }
}

/// What programs write besides XMP: signed claims, notes of IPTC, comments of a wrong type.
#[test]
fn ai_labels_are_kept_wherever_they_stand() {
    let claim = b"JP\0\x01\0\0\0\x01jumb c2pa digitalSourceType http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";
    let caption = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x28\x1C\x02\x78\0\x20{\"AIGC\":{\"Label\":\"1\"}}".to_vec();
    let text = b"{\"AIGC\":{\"Label\":\"1\"}}";
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value.to_le_bytes()].concat()
    };
    let comment = [
        &b"Exif\0\0II\x2A\0\x08\0\0\0\x01\0"[..],
        &entry(0x8769, 4, 1, 26),
        &[0; 4],
        &[1, 0],
        &entry(0x9286, 1, text.len() as u32, 44),
        &[0; 4],
        text,
    ]
    .concat();
    for (number, segment, kept) in [
        (11, claim.to_vec(), &b"trainedAlgorithmicMedia"[..]),
        (13, caption, b"TC260:AIGC"),
        (1, comment, b"TC260:AIGC"),
    ] {
        let portal = portal(&[("photo.jpg", jpeg(&quarters(1), &[(number, segment)])), ("lead.jpg", other_photo(1))]);
        portal.build();
        let made = made(&portal);
        assert!(holds(&made["photo-480.webp"], kept) && holds(&made["photo-1200.jpg"], kept), "{number}");
        assert!(portal.output("news/fair/index.html").contains("AI生成"), "{number}");
    }
}

/// A box of an MP4.
fn boxed(kind: &[u8; 4], contents: &[u8]) -> Vec<u8> {
    let length = u32::try_from(contents.len() + 8).expect("short");
    [&length.to_be_bytes()[..], kind, contents].concat()
}

fn document(author: &str, photo: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let core = format!("<cp:coreProperties><dc:creator>{author}</dc:creator></cp:coreProperties>");
    for (name, bytes) in [("docProps/core.xml", core.as_bytes()), ("word/media/image1.jpg", photo)] {
        archive.start_file(name, options).expect("begun");
        archive.write_all(bytes).expect("written");
    }
    archive.finish().expect("whole").into_inner()
}

#[test]
fn what_attachments_and_films_tell_is_found() {
    let place = boxed(b"moov", &boxed(b"udta", &boxed(b"\xA9xyz", b"\0\x12\x15\xC7+00.0000+000.0000/")));
    let film = [boxed(b"ftyp", b"isom"), boxed(b"mdat", b"data"), place].concat();
    let files = [
        ("lead.jpg", other_photo(1)),
        ("photo.jpg", other_photo(2)),
        ("clip.mp4", film),
        ("form.docx", document("阿木古楞", &photo(1))),
        ("plain.docx", document("Administrator", &other_photo(3))),
        ("新建文档(1).docx", document("", &other_photo(3))),
        ("empty.pdf", Vec::new()),
    ];
    let told = portal(&files).run(&["check", "--format", "json"]).out;
    let found = |name: &str| -> Vec<&str> {
        let lines = told.lines().filter(|line| line.contains(&format!("/{name}\"")));
        let mut codes: Vec<&str> =
            lines.filter_map(|line| line.split("\"code\":\"").nth(1)?.split('"').next()).collect();
        codes.sort_unstable();
        codes
    };
    assert_eq!(found("clip.mp4"), ["privacy/gps"], "{told}");
    assert_eq!(found("form.docx"), ["privacy/author", "privacy/gps"], "{told}");
    assert_eq!(found("plain.docx"), [] as [&str; 0], "{told}");
    assert_eq!(found("新建文档(1).docx"), ["link/attachment"], "{told}");
    assert_eq!(found("empty.pdf"), ["link/attachment"], "{told}");
    assert!(!told.contains("阿木古楞"), "names are masked: {told}");
}

/// What nobody would take for a photo by its name.
#[test]
fn a_photo_is_known_whatever_its_name() {
    let names = ["d.bin", "e.dat", "f.thm", "g.jps", "h.mpo", "i.jpg.txt", "noending", "j.html", "k.csv"];
    let mut files: Vec<(&str, Vec<u8>)> = names.iter().map(|name| (*name, photo(6))).collect();
    files.extend([("lead.jpg", other_photo(1)), ("photo.jpg", other_photo(2))]);
    let portal = portal(&files);
    portal.write("static/own.bin", photo(6)).build();
    let folders = ["public/news/fair", "public"].map(|folder| portal.root().join(folder));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder").flatten());
    for path in entries.map(|entry| entry.path()).filter(|path| path.is_file()) {
        let bytes = fs::read(&path).expect("a file");
        assert!(
            !exif_of(&bytes).is_some_and(|exif| exif.fields().any(|field| field.tag != exif::Tag::Orientation)),
            "{path:?}"
        );
    }
    assert!(portal.has("own.bin"), "it has its name, and no place");
    let told = portal.run(&["check", "--format", "json"]).out;
    for name in names.iter().chain(&["own.bin"]) {
        assert!(
            told.lines().any(|line| line.contains(&format!("/{name}\"")) && line.contains("privacy/gps")),
            "{name}: {told}"
        );
    }
}

fn exif_of(bytes: &[u8]) -> Option<exif::Exif> {
    exif::Reader::new().read_from_container(&mut std::io::Cursor::new(bytes)).ok()
}

#[test]
fn what_browsers_do_not_show_is_told_and_not_published() {
    let kinds: [(&str, &[u8]); 6] = [
        ("scan.tif", b"II\x2A\0\x08\0\0\0"),
        ("raw.dng", b"MM\0\x2A\0\0\0\x08"),
        ("poster.psd", b"8BPS\0\x01"),
        ("live.livp", b"PK\x03\x04"),
        ("new.jxl", b"\xFF\x0A\xFA"),
        ("renamed.bin", b"II\x2A\0\x08\0\0\0"),
    ];
    let mut files: Vec<(&str, Vec<u8>)> = kinds.iter().map(|(name, bytes)| (*name, bytes.to_vec())).collect();
    files.extend([("lead.jpg", other_photo(1)), ("photo.jpg", other_photo(2))]);
    let portal = portal(&files);
    let told = portal.run(&["build"]).err;
    for (name, _) in kinds {
        assert!(told.contains(name), "{name}: {told}");
        assert!(!portal.has(&format!("news/fair/{name}")), "{name}");
    }
}

#[test]
fn photos_inside_drawings_are_stripped_and_told() {
    use base64::Engine;
    let data = base64::engine::general_purpose::STANDARD.encode(photo(6));
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"><metadata>甲</metadata>\
         <image href=\"data:image/jpeg;base64,{data}\"/></svg>"
    );
    let portal = portal(&[
        ("map.svg", drawing.clone().into_bytes()),
        ("page.html", drawing.into_bytes()),
        ("lead.jpg", other_photo(1)),
        ("photo.jpg", other_photo(2)),
    ]);
    portal.build();
    let published = portal.output("news/fair/map.svg");
    let kept = published.split("base64,").nth(1).and_then(|rest| rest.split('"').next()).expect("a photo");
    let kept = base64::engine::general_purpose::STANDARD.decode(kept).expect("base64");
    assert_eq!(exif_of(&kept).map(|exif| exif.fields().count()), Some(1), "the orientation alone");
    assert_eq!(pixels(&kept), pixels(&photo(6)));
    assert!(!published.contains("metadata"), "{published}");
    let told = portal.run(&["check", "--format", "json"]).out;
    for name in ["map.svg", "page.html"] {
        assert!(told.lines().any(|line| line.contains(name) && line.contains("privacy/gps")), "{name}: {told}");
    }
}

#[test]
fn a_film_loses_its_notes_and_says_how_large_it_is() {
    let side = |side: u32| (side << 16).to_be_bytes();
    let header = [&[0; 40][..], &0x0001_0000_u32.to_be_bytes(), &[0; 32], &side(640), &side(360)].concat();
    let label = boxed(b"\xA9cmt", b"{\"AIGC\":{\"Label\":\"1\"}}");
    let notes = boxed(b"udta", &[boxed(b"\xA9xyz", b"\0\x12\x15\xC7+00.0000+000.0000/"), label].concat());
    let film = [
        boxed(b"ftyp", b"isom"),
        boxed(b"mdat", b"data"),
        boxed(b"moov", &[boxed(b"trak", &boxed(b"tkhd", &header)), notes].concat()),
    ]
    .concat();
    let portal = portal(&[("clip.mp4", film.clone()), ("lead.jpg", other_photo(1)), ("photo.jpg", other_photo(2))]);
    portal
        .edit("content/news/fair/index.md", |text| {
            text + "\n{{ video(\"clip.mp4\", title=\"现场\", poster=\"lead.jpg\") }}\n"
        })
        .build();
    let published = fs::read(portal.root().join("public/news/fair/clip.mp4")).expect("published");
    assert_eq!(published.len(), film.len());
    assert!(!holds(&published, b"+00.0000") && holds(&published, b"AIGC") && holds(&published, b"data"));
    let page = portal.output("news/fair/index.html");
    assert!(page.contains("width=\"640\" height=\"360\"") && page.contains("poster=\"/news/fair/lead-"), "{page}");
    assert!(page.contains("现场 (") && !page.contains("clip.mp4 ("), "{page}");
    assert!(page.split("<video").nth(1).is_some_and(|after| after.contains("AI生成")), "{page}");
    let told = portal.run(&["check", "--format", "json"]).out;
    assert!(told.lines().any(|line| line.contains("clip.mp4") && line.contains("privacy/gps")), "{told}");
}

/// What few programs write and none looks for.
#[test]
fn notes_in_odd_places_go_too() {
    let note = exif(1);
    let segment = [&[0xFF, 0xE1][..], &u16::try_from(note.len() + 2).expect("short").to_be_bytes(), &note].concat();
    let plain = jpeg(&quarters(1), &[]);
    let late = [&plain[..plain.len() - 2], &segment, &plain[plain.len() - 2..]].concat();
    let gif = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF,\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0\x21\xFE\x0312N\0"
        .to_vec();
    let data = {
        use base64::Engine;
        base64::engine::general_purpose::STANDARD.encode(photo(6))
    };
    let portal = portal(&[("photo.jpg", late.clone()), ("lead.jpg", other_photo(1)), ("moves.gif", gif)]);
    portal.write("static/late.jpg", late);
    portal.edit("content/news/fair/index.md", |text| {
        format!("{text}\n![地图](data:image/jpeg;base64,{data})\n\n<img src=\"data:image/jpeg;base64,{data}\" alt=\"会场\">\n")
    });
    portal.run(&["build"]);
    let made = made(&portal);
    assert!(!holds(&made["photo-1200.jpg"], b"Exif") && !holds(&made["moves.gif"], b"12N"));
    let own = fs::read(portal.root().join("public/late.jpg")).expect("published");
    assert!(!holds(&own, b"Exif") && pixels(&own) == pixels(&plain));
    let page = portal.output("news/fair/index.html");
    assert!(page.contains("地图") && page.contains("会场") && !page.contains(&data[..40]), "{page}");
    let told = portal.run(&["check", "--format", "json"]).out;
    for name in ["photo.jpg", "late.jpg"] {
        assert!(told.lines().any(|line| line.contains(name) && line.contains("privacy/gps")), "{name}: {told}");
    }
}

/// As posts are that come from other generators.
#[test]
fn a_picture_of_raw_html_is_one_of_the_portal() {
    let portal = portal(&[("photo.jpg", photo(6)), ("lead.jpg", other_photo(1))]);
    let raw = "\n<figure><img src=\"photo.jpg\" alt=\"主席台 &amp; 会场\" width=\"300\"><figcaption>甲</figcaption></figure>\n\n文中<img src='photo.jpg'>图\n";
    portal.edit("content/news/fair/index.md", |text| text + raw).build();
    let page = portal.output("news/fair/index.html");
    assert!(!page.contains("\"photo.jpg\"") && page.contains("alt=\"主席台 &amp; 会场\""), "{page}");
    assert!(page.contains("width=\"300\" height=\"225\""), "{page}");
    assert_eq!(page.matches("<picture>").count(), 4, "cover, text and twice raw: {page}");
    assert!(!portal.run(&["check"]).err.contains("link/"));
    // Where raw HTML stays as it is, it has to be mended by hand.
    portal.edit("site.toml", |text| format!("raw_html = true\n{text}"));
    let told = portal.run(&["check", "--format", "json"]).out;
    assert!(told.contains("link/image") && told.contains("photo.jpg"), "{told}");
}

#[test]
fn pictures_keep_their_time_when_the_cache_is_gone() {
    let portal = portal(&[("photo.jpg", photo(1)), ("lead.jpg", other_photo(1))]);
    portal.build();
    let name = made_name(&portal, "-480.webp");
    let before = time_of(&portal, &name);
    fs::remove_dir_all(portal.root().join(".miao")).expect("removed");
    std::thread::sleep(std::time::Duration::from_millis(20));
    portal.build();
    assert_eq!(time_of(&portal, &name), before);
    // A power cut may leave a file of the right length with nothing in it.
    let cache = portal.root().join(".miao/pictures");
    let kept = fs::read_dir(&cache).expect("a cache").flatten().map(|entry| entry.path());
    let kept = kept.filter(|path| path.to_string_lossy().ends_with("-480.webp"));
    for path in kept {
        let length = fs::metadata(&path).expect("a file").len() as usize;
        fs::write(&path, vec![0; length]).expect("written");
    }
    fs::remove_dir_all(portal.root().join("public")).expect("removed");
    portal.build();
    pixels(&fs::read(portal.root().join(&name)).expect("a picture"));
}

/// The path of something that was made of `photo.jpg`.
fn made_name(portal: &Portal, end: &str) -> String {
    let entries = fs::read_dir(portal.root().join("public/news/fair")).expect("the post").flatten();
    let mut names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let name = names.find(|name| name.starts_with("photo-") && name.ends_with(end)).expect("made");
    format!("public/news/fair/{name}")
}

#[test]
fn copies_that_programs_keep_are_not_published() {
    let portal = Portal::new(
        "-- site.toml --\nname = \"甲\"\nbase_url = \"https://a.example\"\ntheme = \"plain\"\n-- content/news/a/index.md --\n+++\ntitle = \"甲\"\n+++\n甲。\n",
    );
    for name in ["photo.jpg.bak", "photo.jpg_original", "photo.jpg.orig", "photo.jpg~"] {
        portal.write(&format!("content/news/a/{name}"), "JPEG");
    }
    portal.write("content/news/a/notes.txt", "说明").build();
    assert!(portal.root().join("public/news/a/notes.txt").exists());
    let published = std::fs::read_dir(portal.root().join("public/news/a")).expect("a folder");
    let names: Vec<_> =
        published.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name")).collect();
    assert!(!names.iter().any(|name| name.contains("photo")), "{names:?}");
}
