//! The search index, read from the built files as a browser reads them: everything that is published is found, and nothing
//! else. What the script makes of it is tested in a browser (`tests/browser/search.js`).

use std::collections::{BTreeMap, BTreeSet};

use crate::portal::Portal;

/// Posts of the portal that substrings are searched in.
const POSTS: usize = 240;

/// How many substrings are searched for.
const QUERIES: usize = 500;

const WORDS: [&str; 40] = [
    "青年",
    "志愿者",
    "服务",
    "手段",
    "简单",
    "活动",
    "开展",
    "春风",
    "送岗",
    "招聘",
    "草原",
    "孩子",
    "读书",
    "现场",
    "登记",
    "岗位",
    "资助",
    "学生",
    "团委",
    "乡镇",
    "宣传",
    "下乡",
    "星期",
    "天气",
    "老师",
    "讲解",
    "安全",
    "知识",
    "生态",
    "植树",
    "文明",
    "实践",
    "另一",
    "一个",
    "标准",
    "输出",
    "重庆",
    "银行",
    "说明",
    "会议",
];

/// A fixed sequence of numbers: tests are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }
}

/// The index of a built portal, by token: the numbers of the posts that have it, with the highest place.
struct Index {
    tokens: BTreeMap<String, BTreeMap<u32, u8>>,
    addresses: Vec<String>,
}

impl Index {
    fn of(portal: &Portal) -> Self {
        let tree = portal.tree();
        let mut tokens = BTreeMap::new();
        let mut cards: BTreeMap<usize, Vec<serde_json::Value>> = BTreeMap::new();
        for (path, bytes) in &tree {
            if path.starts_with("search/index/") {
                read_shard(bytes, &mut tokens);
            } else if let Some(name) = path.strip_prefix("search/cards/") {
                let part = name.trim_end_matches(".json").parse().expect("a number");
                cards.insert(part, serde_json::from_slice(bytes).expect("cards"));
            }
        }
        let addresses = cards.into_values().flatten();
        let addresses = addresses.map(|card| card[1].as_str().expect("an address").to_owned()).collect();
        Self { tokens, addresses }
    }

    /// The addresses of the posts that have all neighbours of a text, as the script asks for them.
    fn find(&self, text: &str) -> BTreeSet<&str> {
        let characters: Vec<char> = text.chars().collect();
        let wanted: Vec<String> = match characters.len() {
            0..3 => vec![text.to_owned()],
            _ => characters.windows(3).map(|part| part.iter().collect()).collect(),
        };
        let lists: Vec<BTreeSet<u32>> = wanted.iter().map(|token| self.posts(token).into_keys().collect()).collect();
        let all = lists.iter().skip(1).fold(lists[0].clone(), |all, one| all.intersection(one).copied().collect());
        all.into_iter().map(|post| self.addresses[post as usize].as_str()).collect()
    }

    fn posts(&self, token: &str) -> BTreeMap<u32, u8> {
        self.tokens.get(token).cloned().unwrap_or_default()
    }
}

fn read_shard(bytes: &[u8], tokens: &mut BTreeMap<String, BTreeMap<u32, u8>>) {
    let mut rest = bytes;
    let spelled = number(&mut rest);
    let spellings = std::str::from_utf8(take(&mut rest, spelled)).expect("UTF-8");
    let lengths: Vec<u32> = spellings.lines().map(|_| number(&mut rest)).collect();
    for (token, length) in spellings.lines().zip(lengths) {
        let mut list = take(&mut rest, length);
        let posts: &mut BTreeMap<u32, u8> = tokens.entry(token.to_owned()).or_default();
        assert!(posts.is_empty(), "{token} is in one shard only");
        for place in 1.. {
            if list.is_empty() {
                break;
            }
            let head = number(&mut list);
            if head & 1 == 1 {
                let (first, length) = (number(&mut list), number(&mut list));
                for (at, byte) in (0..).zip(take(&mut list, length)) {
                    posts.extend((0..8).filter(|bit| byte >> bit & 1 == 1).map(|bit| (first + at * 8 + bit, place)));
                }
            } else {
                let mut next = 0;
                for _ in 0..head / 2 {
                    next += number(&mut list);
                    posts.insert(next, place);
                    next += 1;
                }
            }
        }
    }
    assert!(rest.is_empty(), "a shard ends with its last list");
}

fn number(bytes: &mut &[u8]) -> u32 {
    let mut value = 0;
    for shift in (0..).step_by(7) {
        let byte = take(bytes, 1)[0];
        value |= u32::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            break;
        }
    }
    value
}

fn take<'b>(bytes: &mut &'b [u8], length: u32) -> &'b [u8] {
    let (taken, rest) = bytes.split_at(length as usize);
    *bytes = rest;
    taken
}

/// A portal whose texts are made of few words in all orders, so that their parts meet everywhere; and each post's texts.
fn portal_of_words() -> (Portal, BTreeMap<String, Vec<String>>) {
    let mut dice = Dice(7);
    let mut sentence = |words: usize| (0..words).map(|_| WORDS[dice.below(WORDS.len())]).collect::<String>();
    let portal = Portal::new("-- content/news/_index.md --\n+++\ntitle = \"动态\"\n+++\n");
    let mut texts = BTreeMap::new();
    for post in 0..POSTS {
        let title = sentence(3);
        let sentences: Vec<String> = (0..6).map(|_| sentence(6)).collect();
        // Marks and line ends inside a sentence are none to a reader.
        let broken = |text: &String| {
            let characters: Vec<char> = text.chars().collect();
            let part = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
            format!("{}**{}**{}\n{}", part(0..3), part(3..6), part(6..8), part(8..characters.len()))
        };
        let body = sentences.iter().map(broken).collect::<Vec<_>>().join("。\n\n");
        let day = format!("{}-{:02}-{:02}", 2019 + post % 4, 1 + post % 12, 1 + post % 28);
        let text = format!("+++\ntitle = \"{title}\"\ndate = {day}\n+++\n\n{body}。\n");
        portal.write(&format!("content/news/p{post}.md"), text);
        texts.insert(format!("/news/p{post}/"), [vec![title], sentences].concat());
    }
    portal.build();
    (portal, texts)
}

#[test]
fn any_neighbouring_han_characters_are_found_and_nothing_else() {
    let (portal, texts) = portal_of_words();
    let index = Index::of(&portal);
    let all: Vec<&String> = texts.values().flatten().collect();
    let mut dice = Dice(11);
    for _ in 0..QUERIES {
        let characters: Vec<char> = all[dice.below(all.len())].chars().collect();
        let length = 2 + dice.below(3);
        let from = dice.below(characters.len() - length + 1);
        let query: String = characters[from..from + length].iter().collect();
        let found = index.find(&query);
        let holds = |texts: &Vec<String>| texts.iter().any(|text| text.contains(&query));
        let truth: BTreeSet<&str> =
            texts.iter().filter(|(_, texts)| holds(texts)).map(|(url, _)| url.as_str()).collect();
        assert!(found.is_superset(&truth), "{query}: {:?} are missing", truth.difference(&found));
        // Four in a row may, rarely, be two times three that overlap in other places.
        assert!(length == 4 || found == truth, "{query}: {:?} don't hold it", found.difference(&truth));
        assert!(found.len() <= truth.len() + 2, "{query}: {:?} don't hold it", found.difference(&truth));
    }
}

#[test]
fn what_is_not_published_is_not_in_the_index() {
    let portal = Portal::new(
        "-- content/news/_index.md --\n+++\ntitle = \"动态\"\n+++\n\
         -- content/news/2023-05-01-draft.md --\n+++\ntitle = \"甲草稿\"\ndraft = true\n+++\n乙草稿\n\
         -- content/news/2024-05-01-future.md --\n+++\ntitle = \"甲未来\"\n+++\n乙未来\n\
         -- content/news/2023-05-02-notice.md --\n+++\ntitle = \"甲公示\"\ntags = [\"丁标签\"]\nsummary = \"丙摘要\"\n\
         publicity = { from = 2023-05-02, until = 2023-05-08 }\n+++\n乙公示\n\
         -- content/news/2023-05-03-shown.md --\n+++\ntitle = \"甲文章\"\neditor = \"戊编辑\"\n[extra]\nnote = \"己备注\"\n+++\n\
         乙文章<!-- 庚注释 -->，电话13912345678\n",
    );
    portal.build();
    let index = Index::of(&portal);
    for (text, found) in [
        ("甲草", 0),
        ("乙草", 0),
        ("甲未", 0),
        ("乙未", 0),
        ("甲公", 1),
        ("乙公", 0),
        ("丙摘", 0),
        ("丁标", 0),
        ("甲文", 1),
        ("乙文", 1),
        ("戊编", 1),
        ("己备", 0),
        ("庚注", 0),
        // Nobody is meant to find a post by the number of a person.
        ("13912345678", 0),
    ] {
        assert_eq!(index.find(text).len(), found, "{text}");
    }
    assert_eq!(index.addresses, ["/news/notice/", "/news/shown/"]);
}

#[test]
fn titles_stand_above_terms_and_terms_above_texts() {
    let portal = Portal::new(
        "-- content/news/_index.md --\n+++\ntitle = \"动态\"\n+++\n\
         -- content/news/2023-05-01-a.md --\n+++\ntitle = \"文一\"\n+++\n志愿\n\
         -- content/news/2023-05-02-b.md --\n+++\ntitle = \"文二\"\ntags = [\"志愿\"]\n+++\n志愿\n\
         -- content/news/2023-05-03-c.md --\n+++\ntitle = \"志愿\"\ntags = [\"志愿\"]\n+++\n志愿\n",
    );
    portal.build();
    assert_eq!(Index::of(&portal).posts("志愿"), BTreeMap::from([(0, 1), (1, 2), (2, 3)]));
}

#[test]
fn numbers_words_and_readings_are_tokens() {
    let portal = Portal::new(
        "-- site.toml --\nname = \"示例\"\nbase_url = \"https://portal.example\"\ntheme = \"plain\"\nas_of = 2023-07-10\n\
         [metrics.funds]\nlabel = \"资助资金\"\nunit = \"元\"\nnature = \"flow\"\n\
         -- content/news/_index.md --\n+++\ntitle = \"动态\"\n+++\n\
         -- content/news/2023-05-01-a.md --\n+++\ntitle = \"重庆来信\"\n[figures]\nfunds = \"38.4万\"\n+++\n\
         发放{{ figure(\"funds\") }}，１３６个岗位，Überblick Wi-Fi，占比3,200.5，`cargo`\n\n```text\n代码段落\n```\n",
    );
    portal.build();
    let index = Index::of(&portal);
    let there = [
        "38.4",
        "38.4万",
        "384000",
        "384000元",
        "136",
        "136个",
        "ub",
        "uberblick",
        "wi",
        "fi",
        "3200.5",
        "carg",
        "代码段",
    ];
    for token in there.into_iter().chain(["CQ", "ZQ", "CQL", "CQLX", "=news"]) {
        assert!(index.tokens.contains_key(token), "{token}");
    }
    for token in ["13", "Ü", "wi-fi", "UB"] {
        assert!(!index.tokens.contains_key(token), "{token}");
    }
    let readings: String = portal
        .tree()
        .into_iter()
        .filter(|(path, _)| path.starts_with("search/readings/"))
        .map(|(_, bytes)| String::from_utf8(bytes).expect("UTF-8"))
        .collect();
    for line in ["chong'qing 0重庆\n", "zhong'qing 0重庆\n", "lai'xin 0来信\n"] {
        assert!(readings.contains(line), "{line}");
    }
}

#[test]
fn a_new_post_leaves_most_of_the_index_as_it_is() {
    let (portal, _) = portal_of_words();
    let before = portal.tree();
    portal.write("content/news/new.md", "+++\ntitle = \"新篇\"\ndate = 2023-07-01\n+++\n\n短。\n").build();
    let after = portal.tree();
    let parts = |folder: &str| {
        let of_folder = after.iter().filter(|(path, _)| path.starts_with(folder));
        of_folder.map(|(path, bytes)| before.get(path) == Some(bytes)).partition::<Vec<bool>, _>(|same| *same)
    };
    let (same, different) = parts("search/cards/");
    assert_eq!((same.len(), different.len()), (POSTS / 8, 1));
    let (same, different) = parts("search/index/");
    assert!(same.len() > different.len(), "{} shards of {} changed", different.len(), same.len() + different.len());
}

#[test]
fn an_index_that_follows_another_is_that_of_a_clean_build() {
    let (portal, _) = portal_of_words();
    let post = |day: &str, text: &str| format!("+++\ntitle = \"手段新篇\"\ndate = {day}\n+++\n\n{text}。\n");
    let check = |what: &str| {
        portal.build();
        let followed = portal.tree();
        std::fs::remove_dir_all(portal.root().join("public")).expect("the built site");
        std::fs::remove_dir_all(portal.root().join(".miao")).expect("what was remembered");
        portal.build();
        assert!(followed == portal.tree(), "{what}");
    };
    portal.edit("content/news/p7.md", |text| text.replace("志愿者", "青年") + "\n椿风化雨。\n");
    check("a body");
    portal.edit("content/news/p8.md", |text| text.lines().take(5).collect::<Vec<_>>().join("\n"));
    check("a body that is gone");
    portal.write("content/news/bundle/index.md", post("2023-06-30", "春风"));
    portal.write("content/news/bundle/表.csv", "甲,乙\n");
    check("a bundle");
    portal.write("content/news/bundle/岗位.csv", "甲,乙\n");
    check("a document more");
    portal.remove("content/news/bundle/表.csv");
    check("a document less");
    portal.write("content/news/new.md", post("2023-07-01", "春风化雨"));
    check("a post more");
    for number in 0..20 {
        portal.write(&format!("content/news/new-{number}.md"), post("2023-07-02", "春风"));
    }
    check("a chunk more");
    for number in 0..20 {
        portal.remove(&format!("content/news/new-{number}.md"));
    }
    portal.remove("content/news/new.md");
    check("a chunk less");
    portal.write("content/news/old.md", post("2018-01-01", "春风"));
    check("a post before all others");
    portal.edit("content/news/p7.md", |text| text + "\n春雷。\n");
    let shards = portal.root().join("public/search/index");
    for shard in std::fs::read_dir(&shards).expect("shards").take(9) {
        std::fs::write(shard.expect("a file").path(), "\u{1}").expect("written");
    }
    check("shards that were damaged");
}

#[test]
fn what_a_page_lists_is_found() {
    let portal = Portal::new(
        "-- content/news/_index.md --\n+++\ntitle = \"动态\"\n+++\n\
         -- content/news/2023-05-01-a/index.md --\n+++\ntitle = \"甲\"\neditor = \"塔拉\"\nreviewer = \"苏布德\"\n+++\n\
         见{{ attachment(file=\"form.pdf\", title=\"报名回执\") }}、{{ attachment(file=\"名单.pdf\") }}和[链接](表格.csv)，\
         Donaudampfschifffahrtsgesellschaftskapitaensmuetze。\n\
         -- content/news/2023-05-02-b/index.md --\n+++\ntitle = \"乙\"\neditor = \"塔娜\"\n\
         publicity = { from = 2023-05-02, until = 2023-05-08 }\n+++\n乙\n",
    );
    for file in ["form.pdf", "名单.pdf", "表格.csv", "岗位一览.csv", "电话13912345678.csv"] {
        portal.write(&format!("content/news/2023-05-01-a/{file}"), "%PDF-1.4\n");
    }
    portal.write("content/news/2023-05-02-b/拟录用.csv", "甲,乙\n");
    portal.build();
    let index = Index::of(&portal);
    for text in ["塔拉", "苏布", "报名", "名单", "岗位", "链接"] {
        assert_eq!(index.find(text).len(), 1, "{text}");
    }
    assert_eq!(index.posts("donaudampfschiff").len(), 1);
    // What a link says stands for its file; what came down is gone; numbers of people are nobody's business.
    for text in ["表格", "塔娜", "录用", "13912345678"] {
        assert_eq!(index.find(text).len(), 0, "{text}");
    }
}

#[test]
fn numbers_of_people_are_not_found_by_their_groups() {
    let portal = Portal::new("-- content/news/_index.md --\n+++\ntitle = \"动态\"\n+++\n");
    // Made here, so that no number of anybody stands in a file.
    let parted = |mark: &str| ["139", "0246", "8013"].join(mark);
    let body = format!("拨打{}，或者{}；座机0475-8246013，5月14日 16:30。", parted("-"), parted(" "));
    portal.write("content/news/call.md", format!("+++\ntitle = \"甲\"\ndate = 2023-05-01\n+++\n{body}\n"));
    portal.build();
    let index = Index::of(&portal);
    assert_eq!(index.posts("0246").len(), 0);
    for text in ["0475", "8246013", "14日"] {
        assert_eq!(index.posts(text).len(), 1, "{text}");
    }
}

#[test]
fn each_way_of_writing_two_syllables_is_found_by_them() {
    let pairs = "时事实施适时史诗世事视试市试式事师事失实势是师试时逝世十世食";
    let characters: Vec<char> = pairs.chars().collect();
    let portal = Portal::new("-- content/news/_index.md --\n+++\ntitle = \"动态\"\n+++\n");
    let ways: Vec<String> = characters.chunks_exact(2).map(|pair| pair.iter().collect()).collect();
    for (number, way) in ways.iter().enumerate() {
        let text = format!("+++\ntitle = \"文\"\ndate = 2023-01-{:02}\n+++\n\n文中有{way}二字。\n", number + 1);
        portal.write(&format!("content/news/p{number}.md"), text);
    }
    portal.write("content/news/other.md", "+++\ntitle = \"重庆\"\ndate = 2023-05-01\n+++\n\n女子。\n");
    portal.build();
    let index = Index::of(&portal);
    assert!(ways.len() > 12);
    assert_eq!(index.posts("shi'shi").len(), ways.len());
    for reading in ["chong'qing", "zhong'qing", "nv'zi", "nu'zi", "chong'", "qing'"] {
        assert_eq!(index.posts(reading).len(), 1, "{reading}");
    }
}
