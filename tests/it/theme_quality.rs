//! What the default theme promises readers: colours that can be told apart (A11Y-6), and a first view of one round trip.

use std::collections::BTreeMap;

use crate::portal::Portal;
use crate::source_text::{project_file, root};

/// The most that HTML and style sheet of a post may weigh, compressed.
const FIRST_VIEW: usize = 14_000;

/// Words on a ground; and lines, bars and focus on a ground, which need less (SC 1.4.11).
const WORDS: [(&str, &str); 14] = [
    ("ink", "paper"),
    ("ink", "sand"),
    ("ink", "dune"),
    ("soft", "paper"),
    ("soft", "sand"),
    ("grass", "paper"),
    ("grass", "sand"),
    ("on-sprout", "sprout"),
    ("on-mast", "mast"),
    ("red", "paper"),
    ("red", "sand"),
    ("red", "blush"),
    ("earth", "sand"),
    ("earth", "paper"),
];
const SIGNS: [(&str, &str); 3] = [("edge", "paper"), ("edge", "sand"), ("bar", "paper")];

type Colours = BTreeMap<String, [f64; 3]>;

/// The blocks of variables in a style sheet: what surrounds each (`@media`), its selector, its colours.
fn blocks(css: &str) -> Vec<(String, String, Colours)> {
    let mut found = Vec::new();
    let (mut surrounding, mut head) = (String::new(), String::new());
    for part in css.split_inclusive(['{', '}']) {
        if let Some(text) = part.strip_suffix('{') {
            let text = text.rsplit("*/").next().unwrap_or("").trim().to_owned();
            if text.starts_with("@media") { surrounding = text } else { head = text }
        } else if head.is_empty() {
            surrounding.clear();
        } else {
            let colours = part.split(';').filter_map(|declaration| {
                let (name, value) = declaration.split_once("--")?.1.split_once(':')?;
                Some((name.to_owned(), colour(value.trim())?))
            });
            found.push((surrounding.clone(), std::mem::take(&mut head), colours.collect()));
        }
    }
    found
}

fn colour(text: &str) -> Option<[f64; 3]> {
    let digits = text.strip_prefix('#')?;
    let whole =
        if digits.len() == 3 { digits.chars().flat_map(|digit| [digit, digit]).collect() } else { digits.to_owned() };
    let channel = |at: usize| Some(f64::from(u8::from_str_radix(whole.get(at..at + 2)?, 16).ok()?) / 255.0);
    Some([channel(0)?, channel(2)?, channel(4)?])
}

/// The contrast of two colours as WCAG 2 defines it.
fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let linear = |part: f64| if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) };
    let luminance =
        |[red, green, blue]: [f64; 3]| 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// What a scheme shows: the first colours, with those of each later block that applies put over them.
fn scheme(dark: bool, more: bool) -> Colours {
    let css = project_file("themes/qingchun/styles/tokens.css") + &project_file("themes/qingchun/styles/modes.css");
    let mut colours = Colours::new();
    for (media, selector, block) in blocks(&css) {
        let applies = (dark || !media.contains("dark")) && (more || !media.contains("prefers-contrast"));
        if applies && selector == ":root" {
            colours.extend(block);
        }
    }
    colours
}

#[test]
fn every_pair_of_colours_can_be_told_apart() {
    assert!((contrast([0.0; 3], [1.0; 3]) - 21.0).abs() < 0.001, "the formula");
    let mut low = Vec::new();
    for (dark, more) in [(false, false), (true, false), (false, true), (true, true)] {
        let colours = scheme(dark, more);
        let least = if more { 7.0 } else { 4.5 };
        let pairs = WORDS.map(|pair| (pair, least)).into_iter().chain(SIGNS.map(|pair| (pair, 3.0)));
        for ((front, ground), least) in pairs {
            let found = contrast(colours[front], colours[ground]);
            if found < least {
                low.push(format!("{front} on {ground}: {found:.2} of {least} (dark {dark}, more contrast {more})"));
            }
        }
    }
    assert!(low.is_empty(), "{low:#?}");
}

#[test]
fn the_switch_for_high_contrast_gives_what_the_system_can_ask_for() {
    let css = project_file("themes/qingchun/styles/modes.css");
    for dark in [false, true] {
        let of = |asked: bool| {
            let all = blocks(&css).into_iter();
            let mut fit = all.filter(|(media, selector, colours)| {
                colours.contains_key("paper")
                    && media.contains("dark") == dark
                    && media.contains("prefers-contrast") == asked
                    && selector.contains("miao-contrast") != asked
            });
            fit.next().map(|(_, _, colours)| colours)
        };
        assert!(of(true).is_some(), "dark {dark}");
        assert_eq!(of(true), of(false), "dark {dark}");
    }
}

/// What an office may set, with what a page then has to tell; none of it may stand where it is not set.
const OFFICE: [(&str, &str); 10] = [
    ("organiser", "示例旗青年工作中心"),
    ("undertaker", "示例旗融媒体信息服务中心"),
    ("phone", "0400-0000001"),
    ("email", "office@portal.example"),
    ("address", "示例大街一号"),
    ("site_id_code", "1505250002"),
    ("icp", "蒙ICP备00000001号-1"),
    ("police", "蒙公网安备00000000000001号"),
    ("conac_id", "0123456789ABCDEF"),
    ("report_errors", "https://portal.example/report-errors"),
];
const LABELS: [&str; 7] =
    ["主办单位", "承办单位", "联系电话", "网站标识码", "beian.miit.gov.cn", "党政机关网站标识", "我为政府网站找错"];

#[test]
fn what_an_office_sets_is_in_the_footer_and_nothing_else() {
    for theme in ["qingchun", "plain"] {
        let portal = Portal::copy_of(&root().join("tests/sites/minimal/in"));
        portal.edit("site.toml", |text| text.replace("theme = \"plain\"", &format!("theme = \"{theme}\"")));
        let without = portal.build().output("index.html");
        for label in LABELS {
            assert!(!without.contains(label), "{theme}: {label} where nothing is set");
        }
        let set: String = OFFICE.iter().map(|(key, value)| format!("{key} = \"{value}\"\n")).collect();
        portal.edit("site.toml", |text| format!("{text}\n[organisation]\n{set}"));
        let with = portal.build().output("index.html");
        let footer = &with[with.rfind("<footer").expect("a footer")..];
        for expected in OFFICE.iter().map(|(_, value)| value).chain(&LABELS) {
            assert!(footer.contains(expected), "{theme}: {expected} is missing");
        }
    }
}

#[test]
fn a_number_for_registering_can_be_dialled() {
    for theme in ["qingchun", "plain"] {
        let portal = Portal::copy_of(&root().join("tests/sites/minimal/in"));
        portal.edit("site.toml", |text| text.replace("theme = \"plain\"", &format!("theme = \"{theme}\"")));
        let head = "title = \"读书会\"\n[event]\nstart = 2099-07-01\nfee = \"免费\"\nregister = ";
        for (name, register) in
            [("phone", "电话：0475-4212345"), ("words", "到场签到"), ("web", "https://portal.example/r")]
        {
            portal.write(&format!("content/news/{name}.md"), format!("+++\n{head}\"{register}\"\n+++\n"));
        }
        portal.build();
        let page = |name: &str| portal.output(&format!("news/{name}/index.html"));
        assert!(page("phone").contains("<a href=\"tel:04754212345\">电话：0475-4212345</a>"), "{theme}");
        assert!(page("words").contains("<dd>到场签到</dd>") && !page("words").contains("tel:"), "{theme}");
        assert!(page("web").contains("<a href=\"https://portal.example/r\">网上报名</a>"), "{theme}");
        assert!(page("words").contains("<dd>免费</dd>"), "{theme}");
    }
}

#[test]
fn where_there_is_nothing_yet_there_is_a_way_on() {
    let portal = Portal::copy_of(&root().join("tests/sites/minimal/in"));
    portal.edit("site.toml", |text| text.replace("theme = \"plain\"", "theme = \"qingchun\""));
    portal.remove("content/news/first.md").write("content/news/_index.md", "+++\ntitle = \"动态\"\n+++\n").build();
    for page in ["", "archive/", "news/", "stats/", "calendar/"] {
        let html = portal.output(&format!("{page}index.html"));
        let empty = html.split("<div class=\"empty\">").nth(1).unwrap_or_default();
        let empty = empty.split("</div>").next().unwrap_or_default();
        for part in ["<svg", "<p class=\"stand\">", "<a class=\"button"] {
            assert!(empty.contains(part), "/{page} has no {part}: {empty}");
        }
    }
}

/// By the older way of compressing, which every server has.
fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    std::io::Write::write_all(&mut encoder, bytes).expect("compressed");
    encoder.finish().expect("compressed").len()
}

/// A text as long as most posts, of sentences that have little in common.
fn usual_text() -> String {
    let at = |number: u32| char::from_u32(0x4E00 + number.wrapping_mul(2_654_435_761) % 3_000).unwrap_or('一');
    let sentence = |number: u32| (0..40).map(|step| at(number * 40 + step)).collect::<String>() + "。";
    (0..12).map(|number| sentence(number) + if number % 3 == 2 { "\n\n" } else { "" }).collect()
}

#[test]
fn the_first_view_of_a_post_is_one_round_trip() {
    let portal = Portal::copy_of(&root().join("tests/sites/everything/in"));
    portal.edit("site.toml", |text| text.replace("theme = \"plain\"", "theme = \"qingchun\""));
    let head = "title = \"春风送岗进万家，八百余个岗位等你来\"\ndate = 2023-03-14\nsource = \"共青团青山县委\"\ntags = [\"招聘会\", \"就业\"]";
    portal.write("content/work/usual.md", format!("+++\n{head}\n+++\n{}", usual_text()));
    portal.build();
    let tree = portal.tree();
    let style = tree.iter().find(|(path, _)| path.starts_with("assets/site.") && path.ends_with(".css"));
    let style = compressed(style.expect("a style sheet").1);
    let mut posts = 0;
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
        if String::from_utf8_lossy(bytes).contains("class=\"k-post\"") {
            let page = compressed(bytes);
            assert!(page + style <= FIRST_VIEW, "{path}: {page} and the styles {style}");
            posts += 1;
        }
    }
    assert!(posts > 3);
}

#[test]
fn text_files_have_compressed_forms_where_that_is_asked_for() {
    let portal = Portal::copy_of(&root().join("tests/sites/everything/in"));
    portal.edit("site.toml", |text| format!("compress = true\n{text}"));
    portal.build();
    let tree = portal.tree();
    for path in
        ["index.html", "atom.xml", "sitemap.xml", "data/figures.csv", "data/posts.json", "calendar.ics", "favicon.svg"]
    {
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut &*tree[&format!("{path}.br")], &mut unpacked).expect("brotli");
        assert_eq!(unpacked, tree[path], "{path}.br");
        let mut unpacked = Vec::new();
        let mut reader = flate2::read::GzDecoder::new(&*tree[&format!("{path}.gz")]);
        std::io::Read::read_to_end(&mut reader, &mut unpacked).expect("gzip");
        assert_eq!(unpacked, tree[path], "{path}.gz");
    }
    assert!(!tree.keys().any(|path| path.ends_with("png.br")));
    portal.build();
    assert_eq!(portal.tree(), tree);
    portal.edit("site.toml", |text| text.replace("compress = true\n", ""));
    portal.build();
    assert!(!portal.tree().keys().any(|path| path.ends_with(".br") || path.ends_with(".gz")));
}
