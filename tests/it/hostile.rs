//! Input that nobody meant well, or that a machine mangled: a build never panics, never leaves its folder, and exits 0
//! or 1.

use std::fs;

use crate::portal::{Portal, Run, tree_of};

/// Builds, and checks that only the output was written and that no script came through.
fn survives(portal: &Portal, what: &str) -> Run {
    fs::write(portal.parent().join("beside"), "keep").expect("a file beside the portal");
    let before: Vec<_> = tree_of(portal.parent()).into_keys().collect();
    let run = portal.run(&["build"]);
    assert!(run.code == 0 || run.code == 1, "{what}: {}", run.err);
    let mut after: Vec<_> = tree_of(portal.parent()).into_keys().collect();
    // The cache may be deleted at any time.
    after.retain(|path| !path.starts_with("portal/public/") && !path.starts_with("portal/.miao/"));
    assert_eq!(after, before, "{what} made the build write elsewhere");
    for (path, bytes) in portal.tree().into_iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{what}: {path} is not UTF-8"));
        check_page(&page, &format!("{what}: {path}"));
    }
    run
}

/// Every tag of a page: no script but the theme's own and data, no handler, no address that runs.
fn check_page(page: &str, what: &str) {
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if !rest.starts_with(|first: char| first.is_ascii_alphabetic()) {
            continue;
        }
        let length = tag_length(rest);
        let tag = rest[..length].to_lowercase();
        rest = &rest[length..];
        let name = tag.split(|end: char| end.is_whitespace() || end == '/').next().unwrap_or("");
        assert!(!matches!(name, "iframe" | "object" | "embed" | "base" | "style"), "{what} has <{tag}>");
        let is_redirect = name == "meta" && tag.contains("http-equiv") && tag.contains("javascript:");
        assert!(
            !is_redirect && !tag.contains("href=\"javascript:") && !tag.contains("src=\"javascript:"),
            "{what} has <{tag}>"
        );
        for attribute in tag.split(['"', '\'']).step_by(2).flat_map(str::split_whitespace) {
            assert!(!(attribute.starts_with("on") && attribute.contains('=')), "{what} has <{tag}>");
        }
        if name == "script" {
            let is_own = tag.contains("src=\"/assets/") || tag.contains("type=\"application/ld+json\"");
            assert!(is_own, "{what} has <{tag}>");
            rest = &rest[rest.to_lowercase().find("</script").unwrap_or(rest.len())..];
        }
    }
}

/// The length of a tag, whose quoted values may hold its end.
fn tag_length(rest: &str) -> usize {
    let mut quote = None;
    let end = rest.char_indices().find(|(_, character)| {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(*character),
            (Some(open), close) if open == *close => quote = None,
            (None, '>') => return true,
            _ => {}
        }
        false
    });
    end.map_or(rest.len(), |(at, _)| at)
}

#[test]
#[should_panic(expected = "onclick")]
fn a_handler_is_seen() {
    check_page("<p>a</p><a title='x>' onclick=\"x\">b</a>", "a page");
}

#[test]
#[should_panic(expected = "<script>")]
fn a_script_is_seen() {
    check_page("<script type=\"application/ld+json\">{}</script><script>alert(1)</script>", "a page");
}

fn post(body: impl AsRef<[u8]>) -> Portal {
    let portal = Portal::new("");
    let mut bytes = b"+++\ntitle = \"\xE7\x94\xB2\"\ndate = 2023-06-30\n+++\n".to_vec();
    bytes.extend_from_slice(body.as_ref());
    portal.write("content/news/a.md", bytes);
    portal
}

#[test]
fn bodies_that_are_deep_or_long() {
    let megabyte = 1 << 20;
    for (what, body) in [
        ("quotes in quotes", ">".repeat(20_000) + " a"),
        ("lists in lists", (0..2000).map(|depth| " ".repeat(depth % 400) + "- a\n").collect()),
        ("brackets", "[".repeat(50_000)),
        ("links in links", "[a](".repeat(20_000)),
        ("stars", "*".repeat(megabyte)),
        ("one character", "啊".repeat(megabyte / 3)),
        ("one line of words", "字 ".repeat(megabyte / 4)),
        ("divisions", "<div>".repeat(20_000)),
        ("table", format!("|{}\n|{}\n", "a|".repeat(3000), "-|".repeat(3000))),
        ("headings", "# a\n".repeat(5000)),
        ("footnotes", (0..3000).map(|n| format!("[^{n}]\n\n[^{n}]: x\n\n")).collect()),
        ("widgets", "{{ figure(\"a\") }}\n".repeat(500)),
        ("open widgets", "{{ ".repeat(20_000)),
    ] {
        survives(&post(body), what);
    }
}

#[test]
fn heads_that_are_deep_or_long() {
    for (what, head) in [
        ("arrays in arrays", format!("a = {}{}", "[".repeat(10_000), "]".repeat(10_000))),
        ("tables in tables", format!("[{}]\nb = 1", vec!["a"; 10_000].join("."))),
        ("inline tables", format!("extra = {}{}", "{ a = ".repeat(5_000), "}".repeat(5_000))),
        ("many keys", (0..20_000).map(|n| format!("key{n} = 1\n")).collect()),
        ("a long title", format!("title = \"{}\"", "题".repeat(100_000))),
        ("a long slug", format!("title = \"甲\"\nslug = \"{}\"", "a".repeat(10_000))),
        ("many tags", format!("tags = [{}]", (0..3000).map(|n| format!("\"标签{n}\",")).collect::<String>())),
        ("large numbers", "weight = 99999999999999999999999999\ntitle = \"甲\"".to_owned()),
        ("odd dates", "date = 0000-01-01\nupdated = 9999-12-31T23:59:60Z".to_owned()),
        ("year zero event", "[event]\nstart = 9999-12-31T23:59:59-23:59\nend = 0001-01-01".to_owned()),
    ] {
        let portal = Portal::new("");
        portal.write("content/news/a.md", format!("+++\n{head}\n+++\n正文。\n"));
        survives(&portal, what);
    }
}

#[test]
fn bytes_that_are_no_text() {
    let gbk = encoding_rs::GBK.encode("+++\ntitle = \"国标编码\"\n+++\n中文正文，用国标码保存。\n").0.into_owned();
    let (utf16, _) = ("\u{FEFF}+++\ntitle = \"甲\"\n+++\n正文\n".encode_utf16().fold(
        (Vec::new(), 0),
        |(mut bytes, count), unit| {
            bytes.extend(unit.to_le_bytes());
            (bytes, count + 1)
        },
    ),)
        .0;
    let noise: Vec<u8> = (0..10_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    for (what, bytes) in [
        ("NULs", vec![0; 10_000]),
        ("a NUL in the text", "+++\ntitle = \"甲\"\n+++\n正\0文\n".as_bytes().to_vec()),
        ("a NUL in the head", "+++\ntitle = \"甲\0乙\"\n+++\n正文\n".as_bytes().to_vec()),
        ("bad UTF-8", b"+++\ntitle = \"a\"\n+++\n\xFF\xFE\x80 text\n".to_vec()),
        ("half a character", "正文".as_bytes()[..4].to_vec()),
        ("noise", noise),
        ("GBK", gbk),
        ("UTF-16", utf16),
        ("nothing", Vec::new()),
        ("a mark only", b"\xEF\xBB\xBF".to_vec()),
        ("control characters", b"+++\ntitle = \"a\"\n+++\n\x01\x02\x0B\x1B[31mred\x7F\n".to_vec()),
    ] {
        let portal = Portal::new("");
        portal.write("content/news/a.md", &bytes);
        survives(&portal, what);
        for file in
            ["site.toml", "content/news/_index.md", "content/_index.md", "static/a.svg", "content/news/b/data.csv"]
        {
            let portal =
                Portal::new("-- content/news/b/index.md --\n+++\ntitle = \"乙\"\nrecords = \"data.csv\"\n+++\n乙\n");
            portal.write(file, &bytes);
            survives(&portal, &format!("{what} in {file}"));
        }
    }
}

#[test]
fn gbk_and_windows_files_are_read() {
    let gbk =
        encoding_rs::GBK.encode("+++\ntitle = \"国标编码的标题\"\n+++\n中文正文，用国标码保存。\n").0.into_owned();
    let portal = Portal::new("");
    portal.write("content/news/a.md", gbk);
    portal.write(
        "content/news/b.md",
        "\u{FEFF}+++\r\ntitle = \"有标记的标题\"\r\ndate = 2023-06-30\r\n+++\r\n第一行\r\n第二行\r\n",
    );
    let run = survives(&portal, "GBK");
    // GBK is either read, or told as no text; it is never published as rubbish.
    let told = run.err.contains("content/news/a.md");
    assert!(told || portal.output("news/a/index.html").contains("国标编码的标题"), "{}", run.err);
    if told {
        portal.remove("content/news/a.md").build();
    }
    let page = portal.output("news/b/index.html");
    assert!(page.contains("有标记的标题") && page.contains("第一行第二行") && !page.contains('\r'), "{page}");
}

#[test]
fn markup_that_wants_to_run() {
    for body in [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//x.example/a.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z](java&#10;script:alert(1)) [d](data:text/html,<script>alert(1)</script>)",
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
        "<iframe src=\"https://x.example\"></iframe>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<details ontoggle=alert(1) open>x</details>",
        "<style>@import '//x.example/a.css'</style>",
        "<object data=\"x.swf\"></object><embed src=\"x.swf\">",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<base href=\"https://x.example/\">",
        "{{ attachment(file=\"javascript:alert(1)\") }}",
        "<div title=\"</script><script>alert(1)</script>\">x</div>",
        "```html\n<script>alert(1)</script>\n```",
        "`<script>`",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "[x]: javascript:alert(1)\n\n[x]",
        "# <img src=x onerror=alert(1)>",
    ] {
        survives(&post(body), body);
    }
}

#[test]
fn heads_that_want_to_run() {
    let evil = "</title></script><script>alert(1)</script>\\\"'><img src=x onerror=alert(1)>";
    for head in [
        format!("title = \"{evil}\""),
        format!("title = \"甲\"\nsummary = \"{evil}\""),
        format!("title = \"甲\"\ntags = [\"{evil}\"]"),
        format!("title = \"甲\"\nauthor = \"{evil}\"\nsource = \"{evil}\"\neditor = \"{evil}\""),
        "title = \"甲\"\nsource = \"x\"\nsource_url = \"javascript:alert(1)\"".to_owned(),
        "title = \"甲\"\n[event]\nstart = 2023-09-01\nregister = \"javascript:alert(1)\"".to_owned(),
        format!("title = \"甲\"\n[event]\nstart = 2023-09-01\nvenue = \"{evil}\""),
        "title = \"甲\"\ncover = \"javascript:alert(1)\"".to_owned(),
    ] {
        let portal = Portal::new("");
        portal.write("content/news/a.md", format!("+++\ndate = 2023-06-30\n{head}\n+++\n正文。\n"));
        survives(&portal, &head);
    }
}

#[test]
fn site_toml_that_wants_to_run() {
    let evil = "</script><script>alert(1)</script><img src=x onerror=alert(1)>";
    for theme in ["plain", "qingchun"] {
        let portal = Portal::new("-- content/news/a.md --\n甲\n");
        portal.write("site.toml", format!("name = \"{evil}\"\nbase_url = \"https://portal.example\"\ntheme = \"{theme}\"\ndescription = \"{evil}\"\n\n[organisation]\norganiser = \"{evil}\"\nphone = \"{evil}\"\nreport_errors = \"javascript:alert(1)\"\n"));
        survives(&portal, "site.toml");
    }
}

#[test]
fn svg_that_wants_to_run_is_refused() {
    let svg = |inside: &str| {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\">{inside}</svg>")
    };
    for inside in [
        "<script>alert(1)</script>",
        "<SCRIPT>alert(1)</SCRIPT>",
        "<svg:script xmlns:svg=\"http://www.w3.org/2000/svg\">alert(1)</svg:script>",
        "<g onload=\"alert(1)\"/>",
        "<g ONLOAD=\"alert(1)\"/>",
        "<a xlink:href=\"javascript:alert(1)\"><text>x</text></a>",
        "<a href=\" java\nscript:alert(1)\"><text>x</text></a>",
        "<a href=\"&#106;avascript:alert(1)\"><text>x</text></a>",
        "<a><set attributeName=\"href\" to=\"javascript:alert(1)\"/></a>",
        "<a><animate attributeName=\"href\" values=\"javascript:alert(1)\"/></a>",
        "<foreignObject><iframe src=\"https://x.example\"/></foreignObject>",
        "<handler type=\"application/ecmascript\">alert(1)</handler>",
    ] {
        for place in ["static/a.svg", "content/news/a/a.svg", "static/A.SVG"] {
            let portal = Portal::new("-- content/news/a/index.md --\n甲\n");
            portal.write(place, svg(inside));
            let codes: Vec<_> = portal.findings().into_iter().map(|finding| finding.code).collect();
            assert_eq!(codes, ["file/script"], "{place}: {inside}");
        }
    }
    // Entities may hide what is run; those of Illustrator are addresses.
    let declared = |entity: &str| {
        format!("<!DOCTYPE svg [<!ENTITY ns_ai {entity}>]>{}", svg("<a xlink:href=\"&ns_ai;\"><text>x</text></a>"))
    };
    for entity in ["\"javascript:alert(1)\"", "SYSTEM \"http://x.example/\"", "'http://x&#60;script>'"] {
        let portal = Portal::new("");
        portal.write("static/a.svg", declared(entity));
        let codes: Vec<_> = portal.findings().into_iter().map(|finding| finding.code).collect();
        assert_eq!(codes, ["file/script"], "{entity}");
    }
    let sound = Portal::new("");
    sound.write("static/i.svg", declared("\"http://ns.adobe.com/AdobeIllustrator/10.0/\""));
    sound.write(
        "static/a.svg",
        svg("<style>text { fill: red }</style><text onto=\"x\">script</text>").replace(" onto=\"x\"", ""),
    );
    sound.build();
    assert!(sound.has("a.svg") && sound.has("i.svg"));
}

#[test]
fn names_that_lead_elsewhere() {
    for tag in [
        "../../x",
        "..",
        ".",
        "/etc/passwd",
        "C#",
        "page",
        "a/b",
        "a\\b",
        "index.html",
        "atom.xml",
        " ",
        "%2e%2e%2f",
        ".hidden",
        "con",
        "a?b#c&d",
        "\u{202E}abc",
        "长".repeat(300).as_str(),
    ] {
        let portal = Portal::new("");
        let list = toml::Value::Array(vec![toml::Value::String(tag.to_owned())]);
        portal.write(
            "content/news/a.md",
            format!("+++\ntitle = \"甲\"\ndate = 2023-06-30\ntags = {list}\n+++\n正文。\n"),
        );
        let run = survives(&portal, tag);
        // Names are free; only those of Miao's own files could be in the way.
        assert!(run.code == 0, "{tag}: {}", run.err);
    }
    for key in ["slug", "path", "template", "cover", "kind", "same_as"] {
        for value in
            ["../../x", "/etc/passwd", "..", "a\\b", "x\u{0}y", "%2e%2e/x", "javascript:alert(1)", "\u{202E}", ""]
        {
            let portal = Portal::new("");
            let value = toml::Value::String(value.to_owned());
            portal.write(
                "content/news/a.md",
                format!("+++\ntitle = \"甲\"\ndate = 2023-06-30\n{key} = {value}\n+++\n正文。\n"),
            );
            survives(&portal, &format!("{key} = {value}"));
        }
    }
}

#[cfg(unix)]
#[test]
fn file_names_that_are_long_or_odd() {
    // A file name has at most 255 bytes here: 83 Han characters and an ending.
    let long = "很".repeat(83);
    let names = [
        long.as_str(),
        "a b",
        "a#b",
        "a?b",
        "a%20b",
        "C#",
        "page",
        "index.html",
        "...",
        "-",
        "\u{202E}x",
        "e\u{301}",
        "\u{1F600}",
        "'\"<b>&",
    ];
    for name in names {
        let portal = Portal::new("");
        portal.write(&format!("content/news/{name}.md"), "正文。\n");
        portal.write(&format!("content/folder-{}/post.md", if name.len() > 200 { "长" } else { name }), "正文。\n");
        let run = survives(&portal, name);
        assert!(run.code == 0 || run.err.contains("head/slug"), "{name}: {}", run.err);
    }
    let deep = Portal::new("");
    deep.write(&format!("content/{}/a.md", vec!["层"; 60].join("/")), "正文。\n");
    survives(&deep, "sixty folders");
    let long_address = Portal::new("");
    long_address
        .write(&format!("content/news/{long}.md"), format!("+++\nslug = \"{}\"\n+++\n正文。\n", "很".repeat(300)));
    let run = survives(&long_address, "a slug of 300 characters");
    assert_eq!(run.code, 1, "no file can be called that");
}
