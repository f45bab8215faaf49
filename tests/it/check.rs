//! `miao check`: every code once in one portal, disguises in every kind of file, what can be allowed, and how it is told.

use std::io::{BufRead, BufReader, Cursor, Write};

use miao::base::{Day, Print};
use miao::check::{Addresses, OutputCheck, QuietPosts, Rules, Sources, check_sources};
use miao::engine::{BuildRequest, Depth, Session};
use miao::source::Disk;
use serde_json::Value;

use crate::portal::{Finding, Portal, Run};

/// An identity card with a right check character; nobody's.
pub(crate) fn identity() -> String {
    let body = "15052520120304001";
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = body.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).expect("a digit") * weight).sum();
    let check = "10X98765432".chars().nth((sum % 11) as usize).expect("a check character");
    format!("{body}{check}")
}

/// A mobile number; nobody's.
pub(crate) fn mobile() -> String {
    ["138", "0000", "1234"].concat()
}

/// A card number that passes Luhn's test.
fn card() -> String {
    let body = "622202123456789012";
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            if place % 2 == 1 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn check(portal: &Portal, more: &[&str]) -> Run {
    portal.run(&[&["check", "--format", "json"], more].concat())
}

fn found(run: &Run) -> Vec<Finding> {
    run.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
}

fn codes(run: &Run) -> Vec<String> {
    let mut codes: Vec<String> = found(run).into_iter().map(|finding| finding.code).collect();
    codes.sort();
    codes
}

/// A post without a fault but for what is in it.
fn post(more: &str, body: &str) -> String {
    format!("+++\ntitle = \"甲\"\ndate = 2023-06-30\nsource = \"本站\"\n{more}+++\n{body}\n")
}

/// A portal with one post, whose head and body are given.
fn with(more: &str, body: &str) -> Portal {
    let portal = Portal::new("");
    portal.write("content/news/_index.md", "+++\ntitle = \"动态\"\n+++\n");
    portal.write("content/news/a.md", post(more, body));
    portal
}

/// Each code of product section 9 once.
fn with_each_code() -> Portal {
    let portal = Portal::new("");
    portal.write(
        "site.toml",
        "name = \"示例\"\nbase_url = \"https://portal.example\"\ntheme = \"plain\"\nas_of = 2023-07-10\n\
         [metrics.jobs]\nlabel = \"就业岗位\"\nunit = \"个\"\n[metrics.rate]\nlabel = \"参学率\"\nunit = \"%\"\nnature = \"rate\"\nper = \"jobs\"\n\
         [metrics.funds]\nlabel = \"资金\"\nunit = \"元\"\n[metrics.students]\nlabel = \"学生\"\nunit = \"名\"\n\
         [kinds.fair]\nlabel = \"招聘\"\nrequires = [\"jobs\"]\n[kinds.aid]\nlabel = \"资助\"\nallows = [\"funds\", \"students\"]\ncheck = [\"funds == students * 1000\"]\n",
    );
    let write = |name: &str, more: &str, body: &str| {
        portal.write(&format!("content/news/{name}.md"), post(more, body).replace("\"甲\"", &format!("\"{name}\"")));
    };
    portal.write("content/news/_index.md", "+++\ntitle = \"动态\"\n+++\n");
    portal.write("content/empty/_index.md", "+++\ntitle = \"空\"\n+++\n");
    portal.write("content/old/_index.md", "+++\ntitle = \"旧\"\nupdate_class = \"news\"\n+++\n");
    portal.write("content/old/a.md", post("", "旧闻。").replace("2023-06-30", "2023-01-30"));
    write("id", "", &identity());
    write("phone", "", &mobile());
    write("card", "", &format!("卡号：{}", card()));
    write("minor", "", "受助学生李晓梅收到书包。");
    write("address", "", "家庭住址：大镇东升嘎查3组。");
    write("birth", "", "出生日期：2012年3月4日。");
    write("mask", "", "电话13800*01234。");
    write("notice", "publicity = { from = 2023-06-01, until = 2023-06-07 }\n", "名单如下。");
    write("broken", "", "[甲](/nowhere/)");
    write("anchor", "", "[甲](card.md#没有)");
    write("image", "", "![操场](nothing.jpg)");
    write("attachment", "", "[表](nothing.pdf)");
    write("alt", "", "![](/dot.png)");
    portal.write("static/dot.png", tiny_png());
    write("unreadable", "[figures]\njobs = \"许多\"\n", "甲。");
    write("unknown", "[figures]\njbos = 3\n", "甲。");
    write("missing", "kind = \"fair\"\n", "甲。");
    write("contradiction", "kind = \"aid\"\n[figures]\nfunds = 5000\nstudents = 4\n", "甲。");
    write("rate", "[figures]\nrate = \"101%\"\n", "甲。");
    write("figure", "[figures]\njobs = 163\n", "提供136个岗位。");
    write("qualifier", "", "约3200余人参加。");
    write("date", "", "2023年6月31日举行。");
    write("doc-no", "", "见奈团联发[2023]2号。");
    write("words", "", "请登陆系统。");
    write("unknown-key", "tilte = \"甲\"\n", "甲。");
    write("bad-date", "updated = 2023-13-01\n", "甲。");
    write("slug", "slug = \"card\"\n", "甲。");
    portal.write("content/news/no-source.md", "+++\ntitle = \"无来源\"\ndate = 2023-06-30\n+++\n甲。\n");
    portal
}

fn tiny_png() -> Vec<u8> {
    let pixmap = tiny_skia::Pixmap::new(2, 2).expect("a picture");
    pixmap.encode_png().expect("a PNG")
}

#[test]
fn each_code_is_found_once() {
    let portal = with_each_code();
    let run = check(&portal, &[]);
    let expected = [
        "category/empty",
        "category/stale",
        "figures/contradiction",
        "figures/missing",
        "figures/rate",
        "figures/unknown",
        "figures/unreadable",
        "head/date",
        "head/slug",
        "head/source",
        "head/unknown-key",
        "image/alt",
        "link/anchor",
        "link/attachment",
        "link/broken",
        "link/image",
        "privacy/address",
        "privacy/bank-card",
        "privacy/birth-date",
        "privacy/id-card",
        "privacy/mask",
        "privacy/minor",
        "privacy/notice",
        "privacy/phone",
        "text/date",
        "text/doc-no",
        "text/figure",
        "text/qualifier",
        "text/words",
    ];
    assert_eq!(codes(&run), expected, "{}", run.out);
    assert_eq!(run.code, 1);
}

#[test]
fn what_is_told_shows_no_number() {
    let portal = with_each_code();
    for format in ["json", "text", "sarif"] {
        let run = portal.run(&["check", "--format", format]);
        for number in [identity(), mobile(), card()] {
            assert!(!format!("{}{}", run.out, run.err).contains(&number), "{format}");
        }
    }
}

/// What is told of a portal by each command in each form, without the paths that say where to go.
fn all_that_is_told(portal: &Portal) -> String {
    let mut told = String::new();
    let calls: [&[&str]; 6] = [
        &["build"],
        &["build", "--format", "json"],
        &["check"],
        &["check", "--format", "json"],
        &["check", "--format", "sarif"],
        &["check", "--lang", "zh"],
    ];
    for call in calls {
        let run = portal.run(call);
        told.extend([run.out, run.err]);
    }
    told
}

#[test]
fn wrong_values_are_told_without_the_numbers_in_them() {
    for number in [mobile(), identity()] {
        let heads = ["doc_no", "updated", "kind", "people", "template", "source_url", "x_unknown", "slug"];
        let heads = heads.map(|key| (format!("{key} = \"{number}\"\n"), String::new()));
        let tables = [
            format!("slug = \"/{number}\"\n"),
            format!("[event]\nstart = \"{number}\"\n"),
            format!("same_as = \"{number}.md\"\n"),
            format!("records = \"{number}.csv\"\n"),
            format!("allow = [\"{number}\"]\n"),
        ];
        let bodies = [
            format!("[甲]({number}.md)"),
            format!("[甲]({number}.pdf)"),
            format!("![甲]({number}.jpg)"),
            format!("[甲](a.md#{number})"),
            format!("[甲](/{number}/)"),
            format!("约{number}余人"),
            format!("{{{{ figure(\"{number}\") }}}}"),
            format!("{{{{ stat(metric=\"{number}\") }}}}"),
            format!("{{{{ attachment(\"{number}.pdf\") }}}}"),
        ];
        let heads = heads.into_iter().chain(tables.map(|head| (head, String::new())));
        let portal = with("", "甲");
        let count = heads.chain(bodies.map(|body| (String::new(), body))).enumerate().map(|(index, (head, body))| {
            portal.write(&format!("content/news/case-{index}.md"), post(&head, &body));
        });
        let count = count.count();
        let told = all_that_is_told(&portal);
        let shown = told.lines().find(|line| line.contains(&number));
        assert_eq!(shown, None, "of {count} posts");
        for index in 0..count {
            assert!(told.contains(&format!("content/news/case-{index}.md")), "{index}: {told}");
        }
    }
}

#[test]
fn lines_do_not_add_up_to_a_number_that_they_break() {
    let number = mobile();
    let (first, last) = number.split_at(5);
    let told = all_that_is_told(&with("", &format!("请登陆{first}\n{last}，请登陆")));
    assert!(told.contains("138****1234"), "{told}");
    assert!(!told.contains(&first[..4]) && !told.contains(last), "{told}");
}

#[test]
fn numbers_are_found_in_every_kind_of_file() {
    let (id, phone) = (identity(), mobile());
    let portal = with("", "甲");
    portal.write("content/news/b/index.md", post("", "甲").replace("\"甲\"", "\"乙\""));
    portal.write("content/news/b/a.csv", format!("姓名,号码\r\n甲,{id}\r\n"));
    portal
        .write("content/news/b/b.svg", format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><text>{phone}</text></svg>"));
    portal.write("content/news/b/c.docx", docx(&[&id[..6], &id[6..]]));
    portal.write("content/news/b/d.pdf", pdf(&phone));
    portal.write("content/news/b/e.xlsx", xlsx(&id));
    portal.write("content/news/b/f.txt", &phone);
    portal.write("content/news/b/h.doc", old_office(&format!("联系人：示例 {phone}")));
    portal.write("content/news/b/i.xls", format!("<table><tr><td>{id}</td></tr></table>"));
    portal.write("content/news/b/j.wps", docx(&[&id]));
    portal.write(&format!("content/news/b/{phone}.png"), crate::portal::png(9, 9));
    portal.write("static/g.html", format!("<p title=\"{id}\">甲</p>"));
    let mut told: Vec<String> =
        found(&check(&portal, &[])).iter().filter(|one| one.code.starts_with("privacy/")).map(Finding::place).collect();
    told.sort();
    let paths: Vec<&str> = told.iter().map(|place| place.rsplit('/').next().expect("a name")).collect();
    for name in [
        "a.csv:2:3",
        "b.svg:1",
        "c.docx:1",
        "d.pdf:1",
        "e.xlsx:2",
        "f.txt:1:1",
        "g.html:1",
        "h.doc:1",
        "i.xls:1",
        "j.wps:1",
    ] {
        assert!(paths.iter().any(|path| path.starts_with(name)), "{name}: {told:#?}");
    }
    assert!(
        paths.iter().any(|path| path.ends_with(".png")) || told.iter().any(|place| place.contains(&phone)),
        "{told:#?}"
    );
}

#[test]
fn what_only_the_theme_says_is_found_too() {
    let portal = with("", "甲");
    portal.write("site.toml", format!("name = \"甲\"\nbase_url = \"https://a.example\"\ntheme = \"plain\"\nas_of = 2023-07-10\n[organisation]\nphone = \"{}\"\n", mobile()));
    let told = found(&check(&portal, &[]));
    assert_eq!(told.iter().map(Finding::place).collect::<Vec<_>>(), ["error privacy/phone site.toml:6:10"]);
}

#[test]
fn each_thing_is_told_once_however_it_is_seen() {
    for (body, expected) in [
        ("见[通知](/没有/)。".to_owned(), &["link/broken"][..]),
        ("见[通知](</没 有/>)。".to_owned(), &["link/broken"]),
        (format!("QQ:{}。", mobile()), &["privacy/phone"]),
        ("1381234*678和13812**5678。".to_owned(), &["privacy/mask", "privacy/mask"]),
    ] {
        assert_eq!(codes(&check(&with("", &body), &[])), expected, "{body}");
    }
    let portal = with("", "正文。");
    portal.edit("content/news/a.md", |text| text.replace("2023-06-30", "2023-02-30"));
    assert_eq!(codes(&check(&portal, &[])), ["head/date"]);
}

#[test]
fn an_account_that_site_toml_names_may_stand_anywhere() {
    let body = "联系微信号：qcnm2023，或QQ：123456789。";
    let portal = with("", body);
    assert_eq!(codes(&check(&portal, &[])), ["privacy/phone", "privacy/phone"]);
    portal.edit("site.toml", |text| text + "[privacy]\nallow_accounts = [\"QCNM2023\", \"123456789\"]\n");
    assert_eq!(codes(&check(&portal, &[])), [] as [&str; 0]);
}

#[test]
fn what_a_theme_publishes_as_it_is_is_looked_into() {
    let portal = with("", "甲");
    portal.write("site.toml", "name = \"甲\"\nbase_url = \"https://a.example\"\ntheme = \"own\"\nas_of = 2023-07-10\n");
    portal.write("themes/own/theme.toml", "name = \"own\"\nversion = \"0.1.0\"\nextends = \"base\"\n");
    portal.write("themes/base/theme.toml", "name = \"base\"\nversion = \"0.1.0\"\nextends = \"plain\"\n");
    portal.write("themes/own/static/duty.txt", format!("值班电话{}\n", mobile()));
    portal.write("themes/base/static/card.svg", format!("<svg><text>证件{}</text></svg>", identity()));
    // Beside it, what nobody gets.
    portal.write("themes/base/notes.txt", format!("电话{}\n", mobile()));
    portal.write("themes/other/static/duty.txt", format!("电话{}\n", mobile()));
    let told = found(&check(&portal, &[]));
    let told: Vec<String> = told.iter().map(Finding::place).collect();
    assert_eq!(
        told,
        [
            "error privacy/id-card themes/base/static/card.svg:1:14",
            "error privacy/phone themes/own/static/duty.txt:1:5"
        ]
    );
}

#[test]
fn a_number_that_a_template_puts_together_is_found() {
    let (phone, id) = (mobile(), identity());
    let looped = |parts: &[&str], tag: &str| {
        let list = parts.join("\", \"");
        format!("<p>{{% for part in [\"{list}\"] %}}<{tag}>{{{{ part }}}}</{tag}>{{% endfor %}}</p>")
            .replace("</span class=\"part\">", "</span>")
    };
    for line in [
        looped(&[&phone[..3], &phone[3..7], &phone[7..]], "span class=\"part\""),
        looped(&[&phone[..5], &phone[5..]], "b"),
        looped(&[&id[..6], &id[6..14], &id[14..]], "span class=\"part\""),
    ] {
        let portal = with("", "甲");
        portal.write(
            "site.toml",
            "name = \"甲\"\nbase_url = \"https://a.example\"\ntheme = \"own\"\nas_of = 2023-07-10\n",
        );
        portal.write("themes/own/theme.toml", "name = \"own\"\nversion = \"0.1.0\"\nextends = \"plain\"\n");
        portal.write("themes/own/templates/widgets/line.html", &line);
        portal.write("content/news/c.md", post("", "{{ line() }}").replace("\"甲\"", "\"丙\""));
        let told = found(&check(&portal, &[]));
        let told = told.iter().filter(|one| one.code.starts_with("privacy/")).filter_map(|one| one.path.as_deref());
        let told: Vec<&str> = told.collect();
        assert!(told.iter().any(|path| path.starts_with("public/")), "{line}: {told:?}");
    }
}

#[test]
fn a_finding_can_be_allowed_with_its_reason() {
    let body = format!("服务电话{}。", mobile());
    assert_eq!(codes(&check(&with("", &body), &[])), ["privacy/phone"]);
    assert_eq!(codes(&check(&with("allow = [\"privacy/phone: 值班手机\"]\n", &body), &[])), [] as [&str; 0]);
    for allow in ["privacy/phone", "privacy/phone: ", "text/words: 没有", "text/nothing: 没有"] {
        let run = check(&with(&format!("allow = [\"{allow}\"]\n"), &body), &["--allow", "privacy/phone"]);
        assert_eq!((codes(&run), run.code), (vec!["head/allow".to_owned()], 0), "{allow}");
    }
}

#[test]
fn the_portal_allows_numbers_and_has_its_own_words() {
    let portal = with("", &format!("值班{}，登陆系统，奈蔓旗。", mobile()));
    portal.write(
        "site.toml",
        format!(
            "name = \"甲\"\nbase_url = \"https://a.example\"\ntheme = \"plain\"\nas_of = 2023-07-10\n[privacy]\nallow_phones = [\"{}\"]\n[check]\nwords = [\"words.tsv\"]\n",
            [&mobile()[..3], &mobile()[3..7], &mobile()[7..]].join("-")
        ),
    );
    portal.write("words.tsv", "奈蔓\t奈曼\terror\t\n登陆系统\t登录系统\toff\t\n");
    let run = check(&portal, &[]);
    assert_eq!((codes(&run), run.code), (vec!["text/words".to_owned()], 1), "{}", run.out);
}

#[test]
fn exit_codes_follow_what_is_denied_and_allowed() {
    let portal = with("", "请登陆系统。");
    assert_eq!(check(&portal, &[]).code, 0);
    assert_eq!(check(&portal, &["--deny", "warnings"]).code, 1);
    assert_eq!(check(&portal, &["--deny", "text/words"]).code, 1);
    assert_eq!(check(&portal, &["--deny", "text/date"]).code, 0);
    assert_eq!(check(&portal, &["--allow", "text/words"]).out, "");
    assert_eq!(check(&portal, &["--deny", "text/nothing"]).code, 2);
}

#[test]
fn masks_are_written_only_where_somebody_agrees() {
    let (id, phone) = (identity(), mobile());
    let body = format!("电话{phone}，身份证{id}，另见{}\n{}。", &phone[..3], &phone[3..]);
    let portal = with("", &body);
    let read = || std::fs::read_to_string(portal.root().join("content/news/a.md")).expect("the post");
    let before = read();
    portal.run(&["check", "--fix"]);
    assert_eq!(read(), before, "nobody was there to agree");
    let run = portal.run(&["check", "--fix", "--yes", "--format", "json"]);
    let after = read();
    assert!(after.contains("电话138****1234，身份证1505**********"), "{after}");
    assert!(after.contains("另见138****1234\n。"), "what a line end parts too: {after}");
    assert_eq!(codes(&run), [""; 0], "{}", run.out);
}

#[test]
fn masks_are_written_into_files_of_every_kind_and_encoding_as_they_are() {
    let (id, bytes) = (identity(), |text: &str| encoding_rs::GB18030.encode(text).0.into_owned());
    let hidden = format!("{}**********{}", &id[..4], &id[14..]);
    let (marked, table) = (format!("\u{feff}{}", post("", &id)).replace('\n', "\r\n"), format!("姓名,证件\n甲,{id}\n"));
    let bold = format!("身份证{}**{}**。", &id[..6], &id[6..]);
    let files: [(&str, Vec<u8>); 5] = [
        ("content/news/marked.md", marked.replace("\"甲\"", "\"乙\"").into()),
        ("content/news/_index.md", format!("+++\ntitle = \"动态\"\n+++\n{id}\n").into()),
        ("content/news/b/table.csv", table.clone().into()),
        ("content/news/b/of-the-country.csv", bytes(&table)),
        ("content/news/bold.md", post("", &bold).replace("\"甲\"", "\"丁\"").into()),
    ];
    let portal = with("", "甲");
    portal.write("content/news/b/index.md", post("", "甲").replace("\"甲\"", "\"丙\""));
    files.iter().for_each(|(path, content)| {
        portal.write(path, content);
    });
    let before = found(&check(&portal, &[]));
    let promised = before.iter().filter(|one| one.help.as_deref().is_some_and(|help| help.contains("--fix does it")));
    assert_eq!(promised.count(), files.len(), "{before:?}");
    assert_eq!(codes(&check(&portal, &["--fix", "--yes"])), [""; 0]);
    for (path, content) in files {
        let after = std::fs::read(portal.root().join(path)).expect("a file");
        let text = |bytes: &[u8]| match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
        };
        assert_eq!(
            text(&after),
            text(&content).replace(&id, &hidden).replace(&bold, &format!("身份证**{hidden}**。")),
            "{path}"
        );
    }
}

#[test]
fn what_a_mask_can_not_be_written_into_is_not_promised() {
    let id = identity();
    let portal = with("", &format!("{}[{}](a.md)", &id[..6], &id[6..]).replace("a.md", "https://a.example/"));
    portal.write("static/a.txt", &id);
    let told = found(&check(&portal, &[]));
    assert_eq!(told.len(), 2);
    assert!(
        told.iter().all(|one| one.help.as_deref().is_some_and(|help| help.contains("can't do it here"))),
        "{told:?}"
    );
}

/// git as a window of it would run the hook: in any folder, with nothing of the user's settings.
fn git(folder: &std::path::Path, arguments: &[&str]) -> std::process::Output {
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_miao")).parent().expect("a folder");
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(program.to_path_buf()).chain(std::env::split_paths(&paths));
    let mut command = std::process::Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "user.name=a", "-c", "user.email=a@a.example"]).args(arguments);
    command.env("PATH", std::env::join_paths(paths).expect("paths")).env("GIT_CONFIG_GLOBAL", "/dev/null");
    command.env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE").output().expect("git runs")
}

#[test]
fn the_hook_checks_what_will_be_committed() {
    for inside in ["", "网站 一"] {
        let folder = tempfile::tempdir().expect("a folder");
        let top = folder.path().join("共青团 门户");
        std::fs::create_dir_all(&top).expect("a folder");
        let root = top.join(inside);
        crate::portal::run_in(&top, &["init", root.to_str().filter(|_| !inside.is_empty()).unwrap_or(".")]);
        git(&top, &["init", "--quiet"]);
        let hooks = if inside.is_empty() { "hooks".to_owned() } else { format!("{inside}/hooks") };
        git(&top, &["config", "core.hooksPath", &hooks]);
        let clean = git(&top, &["add", "--all"]).status.success();
        let first = git(&top, &["commit", "--quiet", "-m", "甲"]);
        assert!(clean && first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
        let bad = root.join("content/甲 乙.md");
        std::fs::write(&bad, post("", &identity())).expect("a post");
        git(&top, &["add", "--all"]);
        std::fs::write(&bad, post("", "甲")).expect("a post");
        let refused = git(&top, &["commit", "--quiet", "-m", "乙"]);
        let told = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && told.contains("privacy/id-card"), "{told}");
        git(&top, &["add", "--all"]);
        std::fs::write(&bad, post("", &identity())).expect("a post");
        let taken = git(&top, &["commit", "--quiet", "-m", "乙"]);
        assert!(
            taken.status.success(),
            "what isn't committed is nobody's matter: {}",
            String::from_utf8_lossy(&taken.stderr)
        );
    }
}

#[test]
fn a_strict_build_publishes_nothing_that_a_check_refuses() {
    let portal = with("", "甲");
    assert_eq!(portal.run(&["build", "--strict"]).code, 0);
    let before = portal.tree();
    portal.write("content/news/b.md", post("", &mobile()).replace("\"甲\"", "\"乙\""));
    assert_eq!(portal.run(&["build", "--strict"]).code, 1);
    assert_eq!(portal.tree(), before);
    assert_eq!(portal.run(&["build"]).code, 0);
}

#[test]
fn sarif_names_rules_places_and_levels() {
    let portal = with("", "请登陆系统。");
    let run = portal.run(&["check", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&run.out).expect("one object");
    let result = &log["runs"][0]["results"][0];
    assert_eq!((log["version"].as_str(), result["level"].as_str()), (Some("2.1.0"), Some("warning")));
    assert_eq!(result["ruleId"], log["runs"][0]["tool"]["driver"]["rules"][0]["id"]);
    let physical = &result["locations"][0]["physicalLocation"];
    assert_eq!(physical["artifactLocation"]["uri"], "content/news/a.md");
    assert_eq!(physical["region"]["startLine"], 6);
    let clean = with("", "甲").run(&["check", "--format", "sarif"]);
    let log: Value = serde_json::from_str(&clean.out).expect("one object, and nothing behind it");
    assert_eq!(log["runs"][0]["results"], Value::Array(Vec::new()));
}

#[test]
fn a_notice_that_is_still_published_is_an_error() {
    let portal = with("publicity = { from = 2023-07-01, until = 2023-07-07 }\n", "入选名单公示如下，请监督。");
    portal.run(&["build", "--as-of", "2023-07-05"]);
    let severity = |portal: &Portal| found(&check(portal, &[])).first().map(|one| one.severity.clone());
    assert_eq!(severity(&portal).as_deref(), Some("error"));
    let strict = Portal::copy_of(&portal.root());
    portal.run(&["build"]);
    assert_eq!(severity(&portal).as_deref(), Some("warning"));
    let names = with("publicity = { from = 2023-07-01, until = 2023-07-07 }\n", "- 王某某\n- 李某某\n");
    names.run(&["build", "--as-of", "2023-07-05"]);
    assert_eq!(severity(&names).as_deref(), Some("error"), "a list of short lines");
    // What takes the notice down is not refused because it stands there.
    assert_eq!(strict.run(&["build", "--strict"]).code, 0);
    assert!(!strict.output("news/a/index.html").contains("入选名单公示如下"));
    assert_eq!(severity(&strict).as_deref(), Some("warning"));
}

#[test]
fn a_date_without_a_year_may_be_of_one_that_is_near_or_named() {
    let portal = with("", "甲");
    let write = |name: &str, title: &str, day: &str, body: &str| {
        let head = format!("title = \"{title}\"\nsource = \"本站\"\ndate = {day}\n");
        portal.write(&format!("content/news/{name}.md"), format!("+++\n{head}+++\n{body}\n"));
    };
    write("pa", "放假安排", "2022-12-25", "1月1日（星期日）放假。");
    write("pb", "2022年元旦", "2023-06-25", "1月1日（星期六）放假。");
    write("pc", "甲", "2023-01-03", "12月31日（星期六）活动结束。");
    write("pd", "甲", "2023-06-03", "去年6月30日（周四）开始。");
    write("pe", "甲", "2023-06-03", "2022年活动于6月30日（周四）开始。");
    write("pf", "甲", "2023-06-03", "6月30日（周四）开始。");
    let told = found(&check(&portal, &[]));
    assert_eq!(told.iter().map(Finding::place).collect::<Vec<_>>(), ["warning text/date content/news/pf.md:6:1"]);
}

#[test]
fn categories_have_their_clocks() {
    let portal = with("", "甲");
    portal.write("content/news/_index.md", "+++\ntitle = \"动态\"\nupdate_class = \"news\"\n+++\n");
    let told = |day: &str| found(&check(&portal, &["--as-of", day])).iter().map(Finding::place).collect::<Vec<_>>();
    assert_eq!(told("2023-07-09"), [] as [&str; 0]);
    for day in ["2023-07-13", "2023-07-14"] {
        assert_eq!(told(day), ["warning category/stale content/news/_index.md"]);
    }
    assert_eq!(told("2023-07-15"), ["error category/stale content/news/_index.md"]);
}

#[test]
fn hostile_attachments_end_nothing() {
    let portal = with("", "甲");
    let whole = pdf("甲");
    for (at, length) in (0..whole.len()).step_by(37).enumerate() {
        let mut bytes = whole.clone();
        bytes.truncate(length);
        portal.write(&format!("static/cut{at}.pdf"), bytes);
    }
    portal.write("static/bomb.docx", bomb());
    portal.write("static/bad.xlsx", b"PK\x03\x04 nothing".as_slice());
    portal.write("static/bad.docx", b"PK\x03\x04 nothing".as_slice());
    let run = check(&portal, &[]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("bomb.docx") && run.out.contains("bad.xlsx"), "{}", run.out);
}

#[test]
fn two_masks_of_one_number_are_told_together() {
    let portal = with("", "电话138****1234。\n\n联系人：1380000****。");
    let told = found(&check(&portal, &[]));
    let told: Vec<_> = told.iter().map(|one| (&*one.code, &*one.severity, one.line)).collect();
    assert_eq!(told, [("privacy/mask", "warning", Some(8))]);
}

#[test]
fn archives_and_rich_text_are_looked_into() {
    let portal = with("", "[名单](a.zip)、[通知](b.rtf)");
    let inner = zipped(&[("word/document.xml", format!("<w:p><w:t>{}</w:t></w:p>", identity()).as_bytes())]);
    let named = format!("{}.jpg", mobile());
    let sheet = format!("姓名,电话\n甲,{}\n", mobile().replace("138", "139"));
    portal.write("content/news/a.zip", zipped(&[("甲/b.docx", &inner), (&named, b""), ("c.csv", sheet.as_bytes())]));
    let spelt: String = mobile().replace("138", "137").chars().map(|one| format!("\\u{}?", u32::from(one))).collect();
    portal.write("content/news/b.rtf", format!("{{\\rtf1\\ansi {spelt}\\par}}").as_bytes());
    let told = found(&check(&portal, &["--deny", "privacy/phone"]));
    let places: Vec<_> = told.iter().map(|one| (one.path.as_deref().unwrap_or_default(), &*one.code)).collect();
    let archive = "content/news/a.zip";
    let phone = "privacy/phone";
    let expected = [(archive, "privacy/id-card"), (archive, phone), (archive, phone), ("content/news/b.rtf", phone)];
    assert_eq!(sorted(places), sorted(expected.to_vec()), "{told:?}");
    assert!(!told.iter().any(|one| one.message.contains(&mobile())), "{told:?}");
}

fn sorted<T: Ord>(mut list: Vec<T>) -> Vec<T> {
    list.sort();
    list
}

#[test]
fn an_archive_that_unpacks_without_end_is_told() {
    let portal = with("", "[甲](a.zip)");
    portal.write("content/news/a.zip", zipped(&[("a.txt", &vec![b' '; 40 * 1024 * 1024])]));
    let told = found(&check(&portal, &[]));
    assert_eq!(told.iter().map(|one| one.severity.as_str()).collect::<Vec<_>>(), ["info"], "{told:?}");
}

#[test]
fn links_elsewhere_are_listed_when_asked_for() {
    let portal = with("", "[甲](https://elsewhere.example/a) 和 https://elsewhere.example/b");
    assert_eq!(check(&portal, &[]).out, "");
    let told = found(&check(&portal, &["--external"]));
    assert_eq!(told.iter().map(|one| one.severity.as_str()).collect::<Vec<_>>(), ["info", "info"]);
    let places: Vec<_> = told.iter().map(|one| (one.path.as_deref(), one.line)).collect();
    assert_eq!(places, [(Some("content/news/a.md"), Some(6)), (Some("content/news/a.md"), Some(6))], "{told:?}");
}

#[test]
fn links_elsewhere_are_tried_when_asked_for() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut first = String::new();
            let _ = BufReader::new(&stream).read_line(&mut first);
            let status = if first.contains("/there") { "200 OK" } else { "404 Not Found" };
            let _ = write!(&stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    let portal = with("", &format!("[甲]({base}/there)\n\n[乙]({base}/gone)"));
    assert_eq!(check(&portal, &[]).out, "");
    let told = found(&check(&portal, &["--external=try"]));
    let told: Vec<_> = told.iter().map(|one| (&*one.code, &*one.severity, one.line)).collect();
    assert_eq!(told, [("link/external", "warning", Some(8))]);
    assert_eq!(check(&portal, &["--external=try", "--deny", "link/external"]).code, 1);
    assert_eq!(check(&portal, &["--external=perhaps"]).code, 2);
}

fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("a file").into_inner()
}

/// A document with a comment and a keyword.
fn commented(comment: &str, keyword: &str) -> Vec<u8> {
    let comment = format!(
        "<w:comments xmlns:w=\"w\"><w:comment><w:p><w:r><w:t>{comment}</w:t></w:r></w:p></w:comment></w:comments>"
    );
    let keywords = format!("<coreProperties xmlns:cp=\"cp\"><cp:keywords>{keyword}</cp:keywords></coreProperties>");
    zipped(&[
        ("word/document.xml", b"<w:document xmlns:w=\"w\"><w:body/></w:document>"),
        ("word/comments.xml", comment.as_bytes()),
        ("docProps/core.xml", keywords.as_bytes()),
    ])
}

#[test]
fn comments_and_properties_of_office_files_are_read_too() {
    for (comment, keyword) in [(mobile(), "招聘".to_owned()), ("甲".to_owned(), mobile())] {
        let portal = with("", "甲");
        portal.write("content/news/b/index.md", post("", "甲").replace("\"甲\"", "\"乙\""));
        portal.write("content/news/b/c.docx", commented(&comment, &keyword));
        let told = found(&check(&portal, &[]));
        let of_file = told.iter().filter(|one| one.place().contains("c.docx") && one.code == "privacy/phone");
        assert_eq!(of_file.count(), 1, "{comment} {keyword}");
    }
}

/// A document whose number is split into two runs.
fn docx(runs: &[&str]) -> Vec<u8> {
    let runs: String = runs.iter().map(|run| format!("<w:r><w:t>{run}</w:t></w:r>")).collect();
    let xml = format!("<w:document xmlns:w=\"w\"><w:body><w:p>{runs}</w:p></w:body></w:document>");
    zipped(&[("word/document.xml", xml.as_bytes())])
}

fn bomb() -> Vec<u8> {
    let zeros = vec![b' '; 40 * 1024 * 1024];
    zipped(&[("word/document.xml", &zeros)])
}

/// A workbook whose second sheet and its column are hidden.
/// The file system of an old office file, with a text as these hold it.
fn old_office(text: &str) -> Vec<u8> {
    let wide = text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 504], &wide, &[0; 512]].concat()
}

fn xlsx(text: &str) -> Vec<u8> {
    xlsx_with("乙", text, "", "")
}

/// The same with another name of the sheet, with what stands behind its cells, and with names of its own.
fn xlsx_with(name: &str, text: &str, behind: &str, names: &str) -> Vec<u8> {
    let sheet = |cell: &str, cols: &str, behind: &str| {
        format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{cols}<sheetData><row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>{cell}</t></is></c></row></sheetData>{behind}</worksheet>"
        )
    };
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    zipped(&[
        ("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", format!("<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{rel}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>").as_bytes()),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{main}\" xmlns:r=\"{rel}\"><sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"rId1\"/><sheet name=\"{name}\" sheetId=\"2\" state=\"hidden\" r:id=\"rId2\"/></sheets>{names}</workbook>").as_bytes()),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet2.xml\"/></Relationships>").as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet("甲", "", "").as_bytes()),
        ("xl/worksheets/sheet2.xml", sheet(text, "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols>", behind).as_bytes()),
    ])
}

#[test]
fn whatever_is_published_is_looked_into() {
    let number = mobile();
    let broken = format!("{}\n{}", &number[..6], &number[6..]);
    let text = |name: &str| (name.to_owned(), format!("甲 {number}\n").into_bytes());
    let names = ["a.toml", "a.yaml", "a.yml", "a.log", "a.kml", "a.ini", "a.sql", "a.geojson", "a.css", "README"];
    let mut files: Vec<(String, Vec<u8>)> = names.map(text).into();
    let book = |behind: &str, names: &str| xlsx_with("乙", "甲", behind, names);
    let word = |inside: &str| {
        zipped(&[("word/document.xml", format!("<w:document><w:p>{inside}</w:p></w:document>").as_bytes())])
    };
    let nested = zipped(&[("b.zip", &zipped(&[("c.zip", &zipped(&[("d.txt", number.as_bytes())]))]))]);
    let (first, last) = number.split_at(6);
    files.extend(
        [
            ("sheet.xlsx", xlsx_with(&number, "甲", "", "")),
            ("cell.xlsx", xlsx_with("乙", &broken, "", "")),
            ("header.xlsx", book(&format!("<headerFooter><oddHeader>&amp;C{number}</oddHeader></headerFooter>"), "")),
            ("list.xlsx", book(&format!("<dataValidations><dataValidation><formula1>\"{number}\"</formula1></dataValidation></dataValidations>"), "")),
            ("link.xlsx", book(&format!("<hyperlinks><hyperlink ref=\"A1\" display=\"{number}\"/></hyperlinks>"), "")),
            ("name.xlsx", book("", &format!("<definedNames><definedName name=\"_{number}\">1</definedName><definedName name=\"甲\">\"{number}\"</definedName></definedNames>"))),
            ("alt.docx", word(&format!("<wp:docPr id=\"1\" name=\"a\" descr=\"电话{number}\"/>"))),
            ("break.docx", word(&format!("<w:r><w:t>{first}</w:t><w:br/><w:t>{last}</w:t></w:r>"))),
            ("dial.docx", zipped(&[("word/document.xml", b"<w:p/>"), ("word/_rels/document.xml.rels", format!("<Relationships><Relationship Target=\"tel:{number}\"/></Relationships>").as_bytes())])),
            ("in.docx", zipped(&[("word/document.xml", b"<w:p/>"), ("word/embeddings/a.xlsx", &xlsx(&number))])),
            ("nested.zip", nested),
            ("book.epub", zipped(&[("OEBPS/a.xhtml", format!("<p>{number}</p>").as_bytes())])),
            ("page.ofd", zipped(&[("Doc_0/Pages/Page_0/Content.xml", format!("<ofd:Page><ofd:TextObject><ofd:TextCode>{first}</ofd:TextCode></ofd:TextObject><ofd:TextObject><ofd:TextCode>{last}</ofd:TextCode></ofd:TextObject></ofd:Page>").as_bytes())])),
            ("a.ics", format!("BEGIN:VEVENT\r\nDESCRIPTION:甲{first}\r\n {last}\r\nEND:VEVENT\r\n").into()),
        ]
        .map(|(name, bytes)| (name.to_owned(), bytes)),
    );
    let portal = with("", "甲");
    for (name, bytes) in &files {
        portal.write(&format!("static/{name}"), bytes);
    }
    let told = found(&check(&portal, &[]));
    for (name, _) in &files {
        let path = format!("static/{name}");
        let of_file: Vec<_> =
            told.iter().filter(|one| one.path.as_deref() == Some(&path)).map(|one| &*one.code).collect();
        assert!(!of_file.is_empty() && of_file.iter().all(|code| *code == "privacy/phone"), "{name}: {of_file:?}");
    }
    assert!(told.iter().all(|one| !one.message.contains(&number)), "{told:?}");
}

#[test]
fn what_can_not_be_looked_into_is_told() {
    let junk: Vec<u8> = (0..900_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let deep = (0..5).fold(b"a".to_vec(), |inside, _| zipped(&[("a.zip", &inside)]));
    let mut files: Vec<(&str, &[u8])> =
        ["a.rar", "a.7z", "a.ofd", "a.epub", "a.xlsb", "a.xls", "a.doc", "a.pdf"].map(|name| (name, &*junk)).into();
    files.extend([("b.doc", &b"junk"[..]), ("deep.zip", &deep)]);
    let portal = with("", "甲");
    for (name, bytes) in &files {
        portal.write(&format!("static/{name}"), bytes);
    }
    portal.write("static/LICENCE", &junk);
    let told = found(&check(&portal, &[])).into_iter().filter(|one| one.code == "file/unreadable");
    let told = sorted(told.filter_map(|one| one.path).collect());
    assert_eq!(told, sorted(files.iter().map(|(name, _)| format!("static/{name}")).collect()));
}

#[test]
fn folders_of_a_post_files_of_a_theme_and_aliases_are_names_too() {
    let phone = mobile();
    let portal = with("", "甲");
    portal.write("content/news/b/index.md", post(&format!("aliases = [\"/old/{phone}/\"]\n"), "乙"));
    portal.write(&format!("content/news/c/{phone}/a.txt"), "丙");
    portal.write("content/news/c/index.md", post("", "[附件](a.txt)").replace("[附件](a.txt)", "丙"));
    let told = found(&check(&portal, &[]));
    let places: Vec<_> = told.iter().map(|one| (one.code.as_str(), one.path.clone().unwrap_or_default())).collect();
    let folder = format!("content/news/c/{phone}/a.txt");
    let expected = [("privacy/phone", "content/news/b/index.md".to_owned()), ("privacy/phone", folder)];
    assert_eq!(places, expected);
}

#[test]
fn what_a_head_says_of_consent_holds_for_the_files_beside_it() {
    let portal = with("", "甲");
    let table = "姓名,学校\n李晓梅,第一小学\n";
    for (name, head) in [("b", ""), ("c", "consent_ref = \"2024-017\"\n")] {
        portal.write(&format!("content/news/{name}/index.md"), post(head, "乙"));
        portal.write(&format!("content/news/{name}/list.csv"), table);
    }
    let told = found(&check(&portal, &[]));
    let places: Vec<_> = told.iter().map(Finding::place).collect();
    assert_eq!(places, ["warning privacy/minor content/news/b/list.csv:2:1"]);
}

#[test]
fn addresses_of_the_writers_computer_are_dead_links() {
    let body = "[甲](file:///C:/a.docx)，[乙](D:/b.docx)，[丁]()，[戊](mailto:a@portal.example)。\n\n\
                [己](#没有)，[庚](#没有)，[辛](b.md#没有)";
    let portal = with("source_url = \"https://paper.example/1\"\n", body);
    portal.write("content/news/b.md", post("", "乙"));
    let told = found(&check(&portal, &[]));
    let of =
        |code: &str| told.iter().filter(|one| one.code == code).map(|one| (one.line, one.column)).collect::<Vec<_>>();
    assert_eq!(of("link/broken").len(), 3, "{told:?}");
    let at = |column| (Some(9), Some(column));
    assert_eq!(of("link/anchor"), [at(5), at(14), at(19)]);
    let listed = found(&check(&portal, &["--external=list"]));
    let listed: Vec<_> = listed.iter().filter(|one| one.code == "link/external").map(|one| &one.message).collect();
    assert!(listed.len() == 1 && listed[0].contains("paper.example"), "{listed:?}");
}

#[test]
fn a_head_that_can_not_be_read_lacks_nothing() {
    let portal = with("", "甲");
    portal.write("content/news/b.md", "+++\ntitle = \"乙\n+++\n乙\n");
    assert_eq!(codes(&check(&portal, &[])), ["head/syntax"]);
}

#[test]
fn a_name_with_a_number_is_told_once_at_the_file() {
    let number = mobile();
    let portal = with("", &format!("[甲]({number}.csv)、[乙](/{number}/k.txt)、![丙](/{number}.png)"));
    portal.write(&format!("content/news/{number}.csv"), "甲,乙\n");
    portal.write(&format!("static/{number}/k.txt"), "甲");
    portal.write(&format!("static/{number}/l.txt"), "甲");
    portal.write(&format!("static/{number}.png"), tiny_png());
    let told = found(&check(&portal, &[])).into_iter().filter(|one| one.code == "privacy/phone");
    let told = sorted(told.filter_map(|one| one.path).collect());
    let expected = ["content/news/N.csv", "static/N.png", "static/N/k.txt"].map(|path| path.replace('N', &number));
    assert_eq!(told, expected);
}

/// A page with one line of text.
fn pdf(text: &str) -> Vec<u8> {
    let stream = format!("BT /F1 12 Tf 72 720 Td ({text}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", at + 1).bytes());
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    file.extend(format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).bytes());
    file
}

#[test]
fn two_bounds_on_one_number_are_told_once() {
    for figures in
        ["figures = { people = \"近100余人\" }", "figures.people = \"近100余\"", "[figures]\npeople = \"近100余\""]
    {
        let portal = Portal::new("");
        portal.write(
            "site.toml",
            "name = \"示例\"\nbase_url = \"https://portal.example\"\ntheme = \"plain\"\nas_of = 2023-07-10\n[metrics.people]\nlabel = \"参加\"\nunit = \"人\"\n",
        );
        portal.write("content/news/_index.md", "+++\ntitle = \"动态\"\n+++\n");
        portal.write("content/news/a.md", post(&format!("{figures}\n"), "约3200余人和近200余人参加。"));
        let run = check(&portal, &[]);
        assert_eq!(run.out.matches("text/qualifier").count(), 3, "{figures}: {}", run.out);
    }
}

#[test]
fn a_post_that_repeats_itself_is_an_error() {
    let portal = with("same_as = \"a.md\"\n", "甲。");
    let run = portal.run(&["build", "--format", "json"]);
    assert!(run.code == 1 && run.out.contains("link/broken"), "{}", run.out);
}

#[test]
fn rows_about_very_few_people_are_told() {
    let rows = |row: &str| {
        let portal = Portal::new("");
        portal.write(
            "site.toml",
            "name = \"示例\"\nbase_url = \"https://portal.example\"\ntheme = \"plain\"\nas_of = 2023-07-10\n[metrics.pupils]\nlabel = \"学生\"\nunit = \"名\"\n[metrics.kits]\nlabel = \"用品\"\nunit = \"套\"\n[kinds.aid]\nlabel = \"资助\"\nallows = [\"pupils\", \"kits\"]\nlabels = [\"村\", \"学校\"]\n",
        );
        portal.write("content/news/_index.md", "+++\ntitle = \"动态\"\n+++\n");
        portal.write("content/news/a.md", post(&format!("kind = \"aid\"\n[[records]]\n{row}\n"), "甲。"));
        check(&portal, &[]).out.matches("privacy/small-cell").count()
    };
    assert_eq!(rows("\"村\" = \"甲村\"\n\"学校\" = \"乙校\"\npupils = 4"), 1);
    assert_eq!(rows("\"村\" = \"甲村\"\n\"学校\" = \"乙校\"\npupils = 5"), 0);
    assert_eq!(rows("\"村\" = \"甲村\"\n\"学校\" = \"乙校\"\npupils = 0"), 0);
    assert_eq!(rows("\"村\" = \"甲村\"\n\"学校\" = \"乙校\"\nkits = 3"), 0);
    assert_eq!(rows("\"村\" = \"甲村\"\npupils = 4"), 0);
}

#[test]
fn minors_in_pictures_about_aid_need_a_consent() {
    let told = |head: &str, body: &str| {
        let found = found(&check(&with(head, body), &[]));
        found.into_iter().filter(|one| one.code == "privacy/minor").map(|one| one.place()).collect::<Vec<_>>()
    };
    assert_eq!(told("people = \"minors\"\n", "发放助学金。").len(), 1);
    assert_eq!(told("people = \"minors\"\nconsent_ref = \"档案2023-7\"\n", "发放助学金。").len(), 0);
    assert_eq!(told("people = \"minors\"\n", "参观图书馆。").len(), 0);
    assert_eq!(told("people = \"adults\"\n", "发放助学金。").len(), 0);
}

#[test]
fn heads_of_columns_tell_what_the_numbers_of_ledgers_are() {
    let phone = [&mobile()[..4], &mobile()[4..8], &mobile()[8..]].join(" ");
    let told = |head: &str| {
        let portal = with("", "[甲](a.csv)、[乙](b.xlsx)、[丙](c.docx)");
        portal.write("content/news/a.csv", format!("姓名,{head}\n甲,{phone}\n"));
        let rows = [["名单", ""], ["姓名", head], ["甲", &phone]];
        portal.write("content/news/b.xlsx", workbook(&rows));
        let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
        let rows: String = rows.iter().map(|row| format!("<w:tr>{}{}</w:tr>", cell(row[0]), cell(row[1]))).collect();
        let xml = format!("<w:document xmlns:w=\"w\"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>");
        portal.write("content/news/c.docx", zipped(&[("word/document.xml", xml.as_bytes())]));
        let told = found(&check(&portal, &[])).into_iter().filter(|one| one.code == "privacy/phone");
        told.map(|one| one.place()).collect::<Vec<_>>()
    };
    for head in ["手机", "联系方式"] {
        assert_eq!(told(head).len(), 3, "{head}: {:?}", told(head));
    }
    assert_eq!(told("编号"), [] as [&str; 0]);
}

/// A workbook with one sheet.
fn workbook(rows: &[[&str; 2]]) -> Vec<u8> {
    let mut cells = String::new();
    for (line, row) in (1..).zip(rows) {
        cells += &format!("<row r=\"{line}\">");
        for (column, text) in ["A", "B"].iter().zip(row).filter(|(_, text)| !text.is_empty()) {
            cells += &format!("<c r=\"{column}{line}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
        }
        cells += "</row>";
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    zipped(&[
        ("[Content_Types].xml", b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", format!("<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{rel}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>").as_bytes()),
        ("xl/workbook.xml", format!("<workbook xmlns=\"{main}\" xmlns:r=\"{rel}\"><sheets><sheet name=\"甲\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>").as_bytes()),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{package}\"><Relationship Id=\"rId1\" Type=\"{rel}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>").as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{cells}</sheetData></worksheet>").as_bytes()),
    ])
}

#[test]
fn numbers_in_comments_are_found_once() {
    let phone = mobile();
    for (head, body) in [
        (format!("# 联系人{phone}\n"), "甲".to_owned()),
        (String::new(), format!("甲<!-- 联系人{phone} -->")),
        (String::new(), format!("甲\n\n<!--\n联系人\n{phone}\n-->\n\n乙")),
    ] {
        assert_eq!(codes(&check(&with(&head, &body), &[])), ["privacy/phone"], "{head}{body}");
    }
    let portal = with("", "甲");
    portal.write("static/a.html", format!("<!doctype html><p>甲<!-- {phone} --></p>"));
    assert_eq!(codes(&check(&portal, &[])), ["privacy/phone"]);
}

#[test]
fn a_number_is_shown_with_one_mask() {
    let phone = mobile();
    let written = [&phone[..4], &phone[4..7], &phone[7..]].join(" ");
    let run = with("", &format!("电话{written}，证件{}，又写{}。", identity(), phone.replace("138", "139")))
        .run(&["check", "--format", "text"]);
    let shown = format!("{}{}", run.out, run.err);
    for mask in ["138* *** 1234", "138****1234", "139****1234", "1505**********"] {
        assert!(shown.contains(mask), "{mask}: {shown}");
    }
    assert!(!shown.contains("1380") && !shown.contains("15052"), "{shown}");
}

#[test]
fn headings_put_no_number_into_an_address() {
    let phone = mobile();
    let portal = with(
        "allow = [\"privacy/phone: 值班手机\"]\n",
        &format!("## 138****1234\n\n甲\n\n## 值班{phone}\n\n乙\n\n## 1381234号\n\n丙"),
    );
    portal.build();
    let page = String::from_utf8(portal.tree()["news/a/index.html"].clone()).expect("UTF-8");
    for id in ["id=\"138-1234\"", "id=\"值班138-1234\"", "id=\"1381234号\""] {
        assert!(page.contains(id), "{id}: {page}");
    }
    assert_eq!(page.matches("138****1234").count(), page.matches(">138****1234<").count(), "{page}");
}

/// The posts that a check passes over after the check that left `quiet`, and what it leaves itself.
fn passed_over(portal: &Portal, quiet: &[u8]) -> (Vec<String>, Vec<u8>) {
    let today = Day::new(2023, 7, 10).expect("a day");
    let request = BuildRequest { today, as_of: None, drafts: false, future: false, base_url: None };
    let session = Session::open(Disk::open(&portal.root()).expect("a portal"), request);
    let site = session.site().expect("a site");
    let addresses = Addresses::new(site, session.outputs().map(|output| &output.path).collect::<Vec<_>>().into_iter());
    let rules = Rules::new(&site.config.check, &site.config.privacy, &[]).take(&mut Vec::new());
    let quiet = QuietPosts::read(quiet, Print::NOTHING);
    let quiet_now = quiet.still_quiet(site, &addresses, session.prints());
    let paths = quiet_now.iter().map(|id| site.post(*id).path.to_string()).collect();
    let sources = Sources { quiet: quiet_now, ..Sources::default() };
    let found = check_sources(site, &addresses, &rules, &sources);
    let look = OutputCheck::new(site, &addresses, &rules, &sources, &found);
    session.look_through(
        |_| Depth::Text,
        |shown| {
            if let Some((post, reads)) = shown.reads.filter(|(post, _)| !look.is_quiet(*post)) {
                look.look_at_text(post, shown.path, shown.text, reads);
            }
        },
    );
    let left = look.leave(site, quiet, session.prints());
    (paths, left.map(|left| left.write()).unwrap_or_default())
}

#[test]
fn a_post_is_passed_over_as_long_as_what_its_silence_rests_on_is_the_same() {
    let portal = with("", "甲。");
    let write = |name: &str, body: &str| {
        portal.write(&format!("content/news/{name}.md"), post("", body));
    };
    write("link", "见[甲](a.md)。");
    write("anchor", "见[甲](a.md#yi)。");
    write("address", "见[甲](/news/a/)。");
    write("picture", "![一张表](/t.png)");
    write("number", &format!("电话{}", mobile()));
    portal.write("static/t.png", crate::portal::png(8, 8));
    portal.edit("content/news/a.md", |text| text + "\n## 乙 {#yi}\n");
    let (none, left) = passed_over(&portal, &[]);
    assert_eq!(none, [] as [&str; 0]);
    for at in 0..left.len() {
        let damaged: Vec<u8> = left.iter().enumerate().map(|(here, byte)| byte ^ u8::from(here == at)).collect();
        assert_eq!(passed_over(&portal, &damaged).0, [] as [&str; 0], "damaged at {at}");
        assert_eq!(passed_over(&portal, &left[..at]).0, [] as [&str; 0], "cut at {at}");
        if at > 40 {
            break;
        }
    }
    let names = |paths: &[String]| -> Vec<String> {
        paths.iter().map(|path| path["content/news/".len()..path.len() - 3].to_owned()).collect()
    };
    let passed = |change: &dyn Fn(&Portal) -> &Portal| {
        let changed = Portal::copy_of(&portal.root());
        change(&changed);
        names(&passed_over(&changed, &left).0)
    };
    assert_eq!(passed(&|portal| portal.write("static/more.txt", "1")), ["a", "address", "anchor", "link", "picture"]);
    let of_body = passed(&|portal| portal.edit("content/news/a.md", |text| text + "\n又一段。\n"));
    assert_eq!(of_body, ["address", "link", "picture"]);
    assert_eq!(passed(&|portal| portal.remove("static/t.png")), ["a", "address", "anchor", "link"]);
    assert_eq!(passed(&|portal| portal.remove("content/news/a.md")), ["picture"]);
    assert_eq!(passed(&|portal| portal.edit("site.toml", |text| text + "[privacy]\n")).len(), 0);
}

#[test]
fn a_word_list_that_changes_is_followed_in_posts_that_did_not() {
    let portal = with("", "乙。");
    // The first post of a category is looked at each time.
    portal.write("content/news/b.md", post("", "柳河牌甜菜上市。"));
    portal.edit("site.toml", |text| text + "[check]\nwords = [\"words.tsv\"]\n");
    portal.write("words.tsv", "苹果牌\t苹果\n");
    assert_eq!(codes(&check(&portal, &[])), [] as [&str; 0]);
    portal.write("words.tsv", "柳河牌\t柳河\n");
    assert_eq!(codes(&check(&portal, &[])), ["text/words"]);
    portal.write("words.tsv", "苹果牌\t苹果\n");
    assert_eq!(codes(&check(&portal, &[])), [] as [&str; 0]);
}

#[test]
fn what_a_widget_shows_of_the_site_is_followed() {
    let portal = with("", "乙。");
    portal.edit("site.toml", |text| text.replace("theme = \"plain\"", "theme = \"own\""));
    portal.write("themes/own/theme.toml", "extends = \"plain\"\n");
    let widget = "{% if site.pages | length > 1 %}<a href=\"/guide/\">指南</a>{% endif %}\n";
    portal.write("themes/own/templates/widgets/guide.html", widget);
    portal.write("content/about.md", post("", "关于。"));
    portal.write("content/news/b.md", post("", "{{ guide() }}"));
    assert_eq!(codes(&check(&portal, &[])), [] as [&str; 0]);
    portal.write("content/help.md", post("", "帮助。"));
    assert_eq!(codes(&check(&portal, &[])), ["link/broken"]);
}

#[test]
fn an_address_with_the_site_before_it_is_looked_up_too() {
    let body = "见[甲](https://portal.example/news/a/#:~:text=甲)、[乙](https://portal.example/no/long/)\n\
                [丙](https://portal.example/no/)、[丁](https://portal.example.org/nowhere/)。\n\n\
                [戊](HTTPS://Portal.example/no/)、[己](https://portal.example/没有/)。\n";
    let told = found(&check(&with("", body), &[]));
    let places: Vec<String> = told.iter().filter(|one| one.code == "link/broken").map(Finding::place).collect();
    let file = "content/news/a.md";
    let at = |line: usize, column: usize| format!("error link/broken {file}:{line}:{column}");
    assert_eq!(places.len(), told.len(), "{told:?}");
    assert_eq!(places, [at(6, 52), at(7, 5), at(9, 5), at(9, 37)]);
    let listed = found(&check(&with("", body), &["--external=list"]));
    let listed: Vec<&str> = listed.iter().filter(|one| one.code == "link/external").map(|one| &*one.message).collect();
    assert!(matches!(listed[..], [one] if one.contains("portal.example.org")), "{listed:?}");
}

/// The numbers of sentences that contradict `jobs = 163` (就业岗位, 个), by the lines of a text that each stand alone.
fn contradictions(sentences: &[&str]) -> Vec<String> {
    let portal = Portal::new("-- site.toml --\n[metrics.jobs]\nlabel = \"就业岗位\"\nunit = \"个\"\n");
    for (at, sentence) in sentences.iter().enumerate() {
        let head = "title = \"甲\"\nsource = \"本站\"\ndate = 2023-06-30\n[figures]\njobs = 163\n";
        portal.write(&format!("content/news/p{at:03}.md"), format!("+++\n{head}+++\n{sentence}\n"));
    }
    let run = check(&portal, &[]);
    let is_told = |at: usize| {
        let file = format!("p{at:03}.md");
        run.out.lines().any(|line| line.contains(&file) && line.contains("text/figure"))
    };
    (0..sentences.len()).filter(|at| is_told(*at)).map(|at| sentences[at].to_owned()).collect()
}

#[test]
fn numbers_of_a_text_are_compared_with_their_bounds_wherever_these_stand() {
    let right = [
        "提供就业岗位160个以上。",
        "岗位160个左右。",
        "岗位160个上下。",
        "岗位200个以内。",
        "不少于160个岗位。",
        "最多200个就业岗位。",
        "至多200个就业岗位。",
        "提供100～200个岗位。",
        "提供100-200个岗位。",
        "就业岗位：163",
        "就业岗位163。",
        "就业岗位（163个）",
        "163 个就业岗位。",
        "| 就业岗位 | 163个 |\n|---|---|\n| 就业岗位 | 163 |",
        "就业岗位2023年再增。",
        "计划就业岗位：200",
        "| 就业岗位 | 120个 | 163个 |\n|---|---|---|\n| 就业岗位 | 120 | 163 |",
        "就业岗位，136人报名。",
        "就业岗位136场次招聘。",
        "2022年提供就业岗位136个。",
        "上届就业岗位136个。",
    ];
    assert_eq!(contradictions(&right), Vec::<String>::new());
    let wrong = [
        "就业岗位：136",
        "就业岗位136",
        "就业岗位为136。",
        "就业岗位（个）：136",
        "136 个就业岗位。",
        "就业岗位（136个）",
        "至少200个就业岗位。",
        "岗位最多150个。",
        "提供就业岗位200个以上。",
        "岗位100个以内。",
        "提供就业岗位136个。",
        "2023年提供就业岗位136个。",
        "不少于200个岗位。",
        "| 项目 | 数量 |\n|---|---|\n| 就业岗位 | 136个 |",
        "| 项目 | 数量 |\n|---|---|\n| 就业岗位 | 136 |",
    ];
    assert_eq!(contradictions(&wrong), wrong);
}

#[test]
fn places_of_the_page_itself_covers_and_raw_html_are_looked_up() {
    let body = "## 第一章\n\n[甲](#第一章)，[乙](#第二章)，<a href=\"#nix\">丙</a>，<a href=\"#own\" id=\"own\">丁</a>，注[^1]。\n\n\
        <a href=\"/news/a/\">戊</a>，<a href=\"/nix/\">己</a>，<video src=\"/nix.mp4\"></video>\n\n[^1]: 脚注。";
    let portal = with("cover = \"nix.jpg\"\n", body);
    let run = check(&portal, &[]);
    let told: Vec<(String, usize)> = found(&run).into_iter().map(|one| (one.code, one.line.unwrap_or(0))).collect();
    let told: Vec<(&str, usize)> = told.iter().map(|(code, line)| (code.as_str(), *line)).collect();
    let expected =
        [("link/image", 5), ("link/anchor", 9), ("link/anchor", 9), ("link/broken", 11), ("link/attachment", 11)];
    assert_eq!(told, expected, "{}", run.out);
    portal.write("content/news/yes.png", crate::portal::png(40, 30));
    portal.write("content/news/a.md", post("cover = \"yes.png\"\n", "甲。"));
    assert_eq!(codes(&check(&portal, &[])), Vec::<String>::new());
}
