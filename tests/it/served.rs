//! `miao serve` and `miao watch`, as the real program over real connections.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Stdio};
use std::time::{Duration, Instant};

use crate::photos::other_photo;
use crate::portal::Portal;

/// Longer than anything takes: only a test that fails waits for it.
const PATIENCE: Duration = Duration::from_secs(240);

const SITE: &str = "
-- content/news/_index.md --
+++
title = \"动态\"
+++
-- content/news/fair.md --
+++
title = \"春季招聘会\"
date = 2023-03-14
+++
第一稿。
-- static/long.txt --
0123456789
";

/// A server at work on a portal; it is killed where a test ends before it does.
struct Served {
    child: Child,
    out: BufReader<ChildStdout>,
    port: u16,
}

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Served {
    fn start(portal: &Portal, more: &[&str]) -> Self {
        let arguments = [&["serve", "--port", "0"], more].concat();
        let mut child = portal.command(&arguments).stdout(Stdio::piped()).spawn().expect("it runs");
        let mut out = BufReader::new(child.stdout.take().expect("an output"));
        let mut line = String::new();
        out.read_line(&mut line).expect("a greeting");
        let port = line.rsplit(':').next().and_then(|end| end.split('/').next()?.trim().parse().ok());
        Self { child, out, port: port.unwrap_or_else(|| panic!("no port in {line:?}")) }
    }

    fn raw(&self, request: &str) -> Reply {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("it answers");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Reply { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    fn ask(&self, method: &str, path: &str, headers: &str) -> Reply {
        let host = if headers.contains("Host:") { "" } else { "Host: localhost\r\n" };
        self.raw(&format!("{method} {path} HTTP/1.1\r\n{host}{headers}Connection: close\r\n\r\n"))
    }

    fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, "")
    }

    /// Asks until the page is as wanted.
    fn until(&self, path: &str, wanted: impl Fn(&Reply) -> bool) -> Reply {
        let started = Instant::now();
        loop {
            let reply = self.get(path);
            if wanted(&reply) {
                return reply;
            }
            assert!(started.elapsed() < PATIENCE, "{path} stays at {} {}", reply.head, reply.body);
            std::thread::yield_now();
        }
    }

    fn shows(&self, path: &str, text: &str) -> Reply {
        self.until(path, |reply| reply.status == 200 && reply.body.contains(text))
    }

    /// The stream of states of a page.
    fn open_page(&self, path: &str) -> BufReader<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        write!(stream, "GET /__miao/events?path={path} HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it reads");
        BufReader::new(stream)
    }

    /// Asks it to end, and gives its exit code and what it said.
    #[cfg(unix)]
    fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        std::process::Command::new("kill").args([signal, &id]).status().expect("a signal");
        let code = self.child.wait().expect("it ends").code();
        let mut said = String::new();
        self.out.read_to_string(&mut said).expect("text");
        (code, said)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The next state of an open page that is as wanted.
fn next_state(page: &mut BufReader<TcpStream>, wanted: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
    let mut line = String::new();
    loop {
        line.clear();
        assert!(page.read_line(&mut line).expect("a state in time") > 0, "the stream ended");
        let Some(state) = line.strip_prefix("data: ").and_then(|data| serde_json::from_str(data.trim()).ok()) else {
            continue;
        };
        if wanted(&state) {
            return state;
        }
    }
}

fn post(text: &str) -> String {
    format!("+++\ntitle = \"春季招聘会\"\ndate = 2023-03-14\n+++\n{text}\n")
}

const FAIR: &str = "content/news/fair.md";

#[test]
fn every_way_to_save_is_seen() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "第一稿。");
    let full = portal.root().join(FAIR);
    portal.write(FAIR, post("就地保存。"));
    served.shows("/news/fair/", "就地保存。");
    let beside = full.with_file_name(".fair.md.tmp");
    std::fs::write(&beside, post("改名保存。")).and_then(|()| std::fs::rename(&beside, &full)).expect("saved");
    served.shows("/news/fair/", "改名保存。");
    // vim: the old file becomes the backup, a new one takes its place.
    std::fs::rename(&full, full.with_file_name("fair.md~")).expect("renamed");
    portal.write(FAIR, post("备份保存。"));
    served.shows("/news/fair/", "备份保存。");
    for number in 0..20 {
        portal.write(FAIR, post(&format!("连续保存{number}。")));
    }
    served.shows("/news/fair/", "连续保存19。");
    portal.write("content/new/deep/_index.md", "+++\ntitle = \"新栏目\"\n+++\n");
    portal.write("content/new/deep/a.md", post("新文件夹。"));
    served.shows("/new/deep/a/", "新文件夹。");
}

#[test]
fn comparing_files_sees_them_too() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &["--poll"]);
    served.shows("/news/fair/", "第一稿。");
    portal.write(FAIR, post("第二稿，长一些。"));
    served.shows("/news/fair/", "第二稿，长一些。");
    portal.write("content/news/b.md", post("另一篇。"));
    served.shows("/news/b/", "另一篇。");
}

/// A page is shown before it is published: waits until that is done, and nothing is left in between.
fn wait_until_published(page: &std::path::Path, text: &str) {
    let between = page.ancestors().nth(4).map(|root| root.join(".miao")).expect("a root");
    let is_staged = || {
        let entries = std::fs::read_dir(&between).into_iter().flatten().flatten();
        entries.into_iter().any(|entry| entry.file_name().to_string_lossy().starts_with("staging"))
    };
    let is_there = || std::fs::read_to_string(page).is_ok_and(|found| found.contains(text)) && !is_staged();
    wait_until(is_there, &page.display().to_string());
}

/// Waits for what nobody tells of.
fn wait_until(is_so: impl Fn() -> bool, what: &str) {
    for _ in 0..600 {
        if is_so() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("{what}: never there");
}

#[test]
fn an_output_folder_that_was_removed_is_published_whole() {
    let portal = Portal::new(SITE);
    portal.build();
    let clean = Portal::new(SITE);
    let _served = Served::start(&portal, &[]);
    // The last time nothing is saved: it comes back all the same.
    for draft in ["第二稿。", "第三稿。", "第三稿。"] {
        clean.write(FAIR, post(draft)).build();
        std::fs::remove_dir_all(portal.root().join("public")).expect("removed");
        portal.write(FAIR, post(draft));
        wait_until(|| portal.tree() == clean.tree(), "the whole site");
    }
    for entry in std::fs::read_dir(portal.root().join("public")).expect("there").flatten() {
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let path = entry.path();
        match path.is_dir() {
            true => std::fs::remove_dir_all(&path).expect("emptied"),
            false if is_hidden => {}
            false => std::fs::remove_file(&path).expect("emptied"),
        }
    }
    wait_until(|| portal.tree() == clean.tree(), "the whole site");
}

#[test]
fn what_goes_away_and_comes_back_is_followed() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "第一稿。");
    let (root, away) = (portal.root(), portal.parent().join("away"));
    std::fs::rename(root.join("content/news"), &away).expect("moved away");
    served.until("/news/fair/", |reply| reply.status == 404);
    std::fs::rename(&away, root.join("content/news")).expect("moved back");
    served.shows("/news/fair/", "第一稿。");
    portal.write(FAIR, post("回来以后。"));
    served.shows("/news/fair/", "回来以后。");
    wait_until_published(&root.join("public/news/fair/index.html"), "回来以后。");
    std::fs::rename(root.join("content"), &away).expect("moved away");
    std::fs::rename(&away, root.join("content")).expect("moved back");
    // Until it is watched again everything is looked at: only what is saved later tells whether it is.
    for text in ["全部回来。", "又一稿。"] {
        std::thread::sleep(Duration::from_millis(1_200));
        portal.write(FAIR, post(text));
        served.shows("/news/fair/", text);
    }
    wait_until_published(&root.join("public/news/fair/index.html"), "又一稿。");
    std::fs::rename(&root, &away).expect("moved away");
    assert_eq!(served.get("/news/fair/").status, 200, "the last good page");
    std::fs::rename(&away, &root).expect("moved back");
    portal.write(FAIR, post("整个回来。"));
    served.shows("/news/fair/", "整个回来。");
    portal.edit("site.toml", |text| text.replace("示例门户", "另一个门户"));
    served.shows("/", "另一个门户");
}

/// The first address in a page that begins with `start`.
fn address_in(page: &str, start: &str) -> String {
    let at = page.find(start).unwrap_or_else(|| panic!("no {start} in {page}"));
    page[at..].split(['"', ' ', ',']).next().unwrap_or_default().to_owned()
}

#[test]
fn pictures_follow_their_page_and_are_published_with_it() {
    let portal = Portal::new("");
    portal.write("content/news/_index.md", "+++\ntitle = \"动态\"\n+++\n");
    portal.write("content/news/fair/index.md", "+++\ntitle = \"招聘会\"\ngallery = true\n+++\n正文。\n");
    for number in 0..6 {
        portal.write(&format!("content/news/fair/p{number}.jpg"), other_photo(number));
    }
    let served = Served::start(&portal, &[]);
    let page = served.shows("/news/fair/", "p5-").body;
    // Whoever asks for a picture before it is made waits for it, and nobody else does.
    let picture = address_in(&page, "/news/fair/p3-");
    let reply = served.get(&picture);
    assert!(reply.status == 200 && reply.head.contains("content-type: image/"), "{picture}: {}", reply.head);
    wait_until_published(&portal.root().join("public/news/fair/index.html"), "p5-");
    assert!(portal.has(picture.trim_start_matches('/')));
    portal.write("content/news/fair/p3.jpg", other_photo(77));
    let page = served.until("/news/fair/", |reply| !reply.body.contains(&picture)).body;
    let another = address_in(&page, "/news/fair/p3-");
    assert_eq!(served.get(&another).status, 200);
    wait_until_published(&portal.root().join("public/news/fair/index.html"), &another);
    assert!(portal.has(another.trim_start_matches('/')) && !portal.has(picture.trim_start_matches('/')));
}

#[test]
fn a_checkout_of_many_files_is_one_change() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "第一稿。");
    for number in 0..1_100 {
        portal.write(&format!("content/news/post-{number}.md"), post(&format!("第{number}篇。")));
    }
    served.shows("/news/post-1099/", "第1099篇。");
    served.shows("/news/post-0/", "第0篇。");
}

#[test]
fn an_error_leaves_the_last_good_page_until_it_is_mended() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "第一稿。");
    published(&portal, "第一稿。");
    let mut page = served.open_page("/news/fair/");
    next_state(&mut page, |state| state["overlay"].is_null());
    portal.write(FAIR, "+++\ntitle = \"<b>春季\n+++\n坏了。\n");
    let state = next_state(&mut page, |state| !state["overlay"].is_null());
    let problem = &state["overlay"]["problems"][0];
    assert_eq!(problem["place"], "content/news/fair.md:2:15", "{problem}");
    assert_eq!(problem["excerpt"][0], "title = \"<b>春季");
    assert!(served.get("/news/fair/").body.contains("第一稿。"));
    assert!(portal.output("news/fair/index.html").contains("第一稿。"));
    // Every page tells of it, not only that of the post.
    next_state(&mut served.open_page("/"), |state| !state["overlay"].is_null());
    portal.write(FAIR, post("改好了。"));
    next_state(&mut page, |state| state["overlay"].is_null());
    served.shows("/news/fair/", "改好了。");
    published(&portal, "改好了。");
}

/// What only rendering finds wrong is no other: neither the page nor the lists that name it are shown as they would be.
#[test]
fn an_error_that_rendering_finds_leaves_the_last_good_site_too() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "第一稿。");
    published(&portal, "第一稿。");
    // Nobody looks at the page itself.
    portal.write(FAIR, post("第二稿。{{ figure(\"nix\") }}").replace("title = \"", "title = \"新的"));
    let started = Instant::now();
    while started.elapsed() < Duration::from_millis(300) {
        assert!(!served.get("/news/").body.contains("新的"), "the last good list");
    }
    portal.write(FAIR, post("第一稿。"));
    let mut page = served.open_page("/news/fair/");
    let good = next_state(&mut page, |state| state["overlay"].is_null());
    let wrong =
        |title: &str| post("第二稿。{{ figure(\"nix\") }}").replace("title = \"", &format!("title = \"{title}"));
    let is_good = |address: &str| {
        let body = served.get(address).body;
        !body.contains("新的") && !body.contains("第二稿") && !body.contains("坏的")
    };
    portal.write(FAIR, wrong("新的"));
    // Whatever is asked for in which order, before and after the error is told.
    let started = Instant::now();
    while started.elapsed() < Duration::from_millis(300) {
        assert!(is_good("/news/") && is_good("/news/fair/") && is_good("/"), "the last good site");
    }
    let state = next_state(&mut page, |state| !state["overlay"].is_null());
    assert_eq!(state["print"], good["print"], "the page stays as it was: {state}");
    portal.write("content/news/other.md", post("另一篇。"));
    served.shows("/news/other/", "另一篇。");
    portal.write(FAIR, wrong("坏的"));
    std::thread::sleep(Duration::from_millis(300));
    assert!(is_good("/news/") && is_good("/news/fair/") && is_good("/"), "still");
    portal.write(FAIR, post("改好了。"));
    next_state(&mut page, |state| state["overlay"].is_null() && state["print"] != good["print"]);
    served.shows("/news/fair/", "改好了。");
    published(&portal, "改好了。");
    // What is half written for a moment is told to nobody, though only rendering sees it.
    portal.write(FAIR, wrong("半截"));
    portal.write(FAIR, post("写完了。"));
    let state = next_state(&mut page, |state| state["print"] != good["print"]);
    assert!(state["overlay"].is_null(), "{state}");
}

/// Another terminal asks while the first one serves.
#[test]
fn what_a_save_touched_is_explained_once_there_is_quiet() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "第一稿。");
    published(&portal, "第一稿。");
    portal.write(FAIR, post("第二稿。"));
    published(&portal, "第二稿。");
    let started = Instant::now();
    loop {
        let told = portal.run(&["--lang", "en", "explain", "/news/fair/"]).out;
        if told.contains("The last rebuild touched it, because") && !told.contains("is not as the last build left it") {
            break;
        }
        assert!(started.elapsed() < PATIENCE, "{told}");
        std::thread::sleep(Duration::from_millis(200));
    }
}

#[test]
fn an_open_page_says_what_should_be_mended_before_publishing() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "第一稿。");
    let mut page = served.open_page("/news/fair/");
    let mut home = served.open_page("/");
    // Made here, so that no number of anybody stands in a file.
    let phone = ["138", "0013", "8000"].concat();
    let sourced = |text: &str| post(text).replace("date =", "source = \"本单位\"\ndate =");
    portal.write(FAIR, sourced(&format!("联系人电话{phone}。见[这里](/nowhere/)。")));
    let is_of_text = |state: &serde_json::Value| state["remarks"]["problems"][1]["excerpt"].is_array();
    let state = next_state(&mut page, is_of_text);
    assert!(state["overlay"].is_null(), "a remark is no error: {state}");
    let problems = state["remarks"]["problems"].as_array().expect("problems");
    let places: Vec<&str> = problems.iter().filter_map(|problem| problem["place"].as_str()).collect();
    assert!(places.iter().all(|place| place.starts_with("content/news/fair.md:6:")), "{state}");
    assert!(!state.to_string().contains(&phone), "the number is masked: {state}");
    assert_eq!(state["remarks"]["title"], "Before publishing: 2 to look at", "{state}");
    published(&portal, "见");
    portal.write(FAIR, sourced("没有什么要改的。"));
    let mended = next_state(&mut page, |state| state["remarks"].is_null());
    assert!(mended["overlay"].is_null());
    // The other page was never blamed.
    portal.write("content/_index.md", "+++\ntitle = \"首页\"\n+++\n改过的首页。\n");
    let state = next_state(&mut home, |_| true);
    assert!(state["remarks"].is_null() || !state.to_string().contains("fair.md"), "{state}");
}

/// Waits until the output folder follows.
fn published(portal: &Portal, text: &str) {
    let started = Instant::now();
    let path = portal.root().join("public/news/fair/index.html");
    while !std::fs::read_to_string(&path).is_ok_and(|html| html.contains(text)) {
        assert!(started.elapsed() < PATIENCE, "{text} is not published");
        std::thread::yield_now();
    }
    assert!(!portal.output("news/fair/index.html").contains("__miao"), "the script is in no file");
}

#[test]
fn a_portal_that_is_broken_from_the_start_is_served_when_it_is_mended() {
    let portal = Portal::new(SITE);
    let sound = std::fs::read_to_string(portal.root().join("site.toml")).expect("there");
    portal.write("site.toml", "name = \n");
    let served = Served::start(&portal, &[]);
    let reply = served.get("/");
    assert!(reply.body.contains("/__miao/refresh.js"), "{}", reply.body);
    next_state(&mut served.open_page("/"), |state| state["overlay"]["problems"][0]["place"] == "site.toml:1:8");
    portal.write("site.toml", sound);
    served.shows("/news/fair/", "第一稿。");
}

#[test]
fn no_address_leads_out_of_the_site() {
    let portal = Portal::new(SITE);
    std::fs::write(portal.parent().join("secret.txt"), "secret").expect("written");
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "第一稿。");
    published(&portal, "第一稿。");
    #[cfg(unix)]
    std::os::unix::fs::symlink(portal.parent().join("secret.txt"), portal.root().join("public/link.txt"))
        .expect("linked");
    #[cfg(unix)]
    std::os::unix::fs::symlink(portal.parent().join("secret.txt"), portal.root().join("static/out.txt"))
        .expect("linked");
    let paths = [
        "/../secret.txt",
        "/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/link.txt",
        "/out.txt",
        "/news/../../secret.txt",
        "//secret.txt",
        "/%00",
        "/.miao-manifest",
        "/site.toml",
        "/content/news/fair.md",
        "/%ff",
        "/news//fair/",
    ];
    for path in paths {
        let reply = served.get(path);
        assert_eq!(reply.status, 404, "{path}: {}", reply.body);
        assert!(!reply.body.contains("secret\n") && reply.body != "secret", "{path}");
    }
    assert_ne!(
        served.raw("GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").status,
        200
    );
}

#[test]
fn only_names_of_this_machine_are_answered() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    for host in ["localhost", "127.0.0.1:3000", "[::1]:3000", "[::1]"] {
        assert_eq!(served.ask("GET", "/", &format!("Host: {host}\r\n")).status, 200, "{host}");
    }
    for host in
        ["evil.example", "evil.example:3000", "127.0.0.1.evil.example", "localhost.evil.example:80", "192.168.1.7"]
    {
        for path in ["/", "/__miao/events?path=/", "/__miao/refresh.js"] {
            assert_eq!(served.ask("GET", path, &format!("Host: {host}\r\n")).status, 403, "{host}{path}");
        }
    }
    assert_eq!(served.raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").status, 400);
    assert_eq!(served.ask("GET", "/", "Host: localhost\r\nHost: evil.example\r\n").status, 403);
}

#[test]
fn answers_are_those_of_a_web_server() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    let home = served.shows("/", "示例门户");
    assert!(home.head.contains("content-type: text/html; charset=utf-8"), "{}", home.head);
    let tag = home.head.lines().find_map(|line| line.strip_prefix("etag: ")).expect("a tag");
    let same = served.ask("GET", "/", &format!("If-None-Match: {tag}\r\n"));
    assert_eq!((same.status, same.body.as_str()), (304, ""));
    let head = served.ask("HEAD", "/", "");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let part = served.ask("GET", "/long.txt", "Range: bytes=2-4\r\n");
    assert_eq!((part.status, part.body.as_str()), (206, "234"));
    assert!(part.head.contains("content-range: bytes 2-4/"), "{}", part.head);
    let since = part.head.lines().find_map(|line| line.strip_prefix("last-modified: ")).expect("a time");
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    let since = since.split(' ').map(capital).collect::<Vec<_>>().join(" ").replace("Gmt", "GMT");
    assert_eq!(served.ask("GET", "/long.txt", &format!("If-Modified-Since: {since}\r\n")).status, 304);
    assert_eq!(served.ask("GET", "/long.txt", "Range: bytes=-3\r\n").status, 206);
    assert_eq!(served.ask("GET", "/long.txt", "Range: bytes=-999999999\r\n").status, 200, "all of it");
    assert_eq!(served.ask("GET", "/long.txt", "Range: bytes=0-18446744073709551615\r\n").status, 206);
    assert_eq!(served.ask("GET", "/long.txt", "Range: bytes=-0\r\n").status, 416);
    assert_eq!(
        served.ask("GET", "/long.txt", "If-Modified-Since: yesterday\r\n").status,
        200,
        "as if it weren't there"
    );
    assert_eq!(served.ask("GET", "/long.txt", "Range: bytes=900-\r\n").status, 416);
    let moved = served.get("/news/fair");
    assert_eq!(moved.status, 302);
    assert!(moved.head.contains("location: /news/fair/"), "{}", moved.head);
    let missing = served.get("/nothing/");
    assert_eq!(missing.status, 404);
    assert!(missing.body.contains("示例门户"), "the theme's own page: {}", missing.body);
    for method in ["POST", "PUT", "DELETE", "OPTIONS"] {
        let refused = served.ask(method, "/", "Content-Length: 0\r\n");
        assert_eq!(refused.status, 405, "{method}");
        assert!(refused.head.contains("allow: get, head"), "{}", refused.head);
    }
    for (path, kind) in
        [("/atom.xml", "xml"), ("/data/posts.json", "application/json"), ("/calendar.ics", "text/calendar")]
    {
        assert!(served.get(path).head.contains(&format!("{kind}; charset=utf-8")), "{path}");
    }
}

#[test]
#[cfg(unix)]
fn totals_that_moved_are_told_though_nothing_can_be_written() {
    let portal = Portal::new(SITE);
    portal.edit("site.toml", |text| text + "[metrics.visits]\nlabel = \"到场\"\nunit = \"人次\"\n");
    let stating =
        |count: u32| post("第一稿。").replacen("\n+++\n", &format!("\n[figures]\nvisits = {count}\n+++\n"), 1);
    portal.write(FAIR, stating(20));
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "20");
    wait_until_published(&portal.root().join("public/news/fair/index.html"), "20");
    portal.write(&format!(".miao/staging-{}", served.child.id()), "in the way");
    portal.write(FAIR, stating(25));
    served.shows("/news/fair/", "25");
    // Until it has tried to write; where it has not, the total is told anyway.
    std::thread::sleep(Duration::from_secs(1));
    let (_, said) = served.stop("-INT");
    assert!(said.contains("20人次 -> 25人次"), "{said}");
}

#[test]
fn a_site_below_a_path_is_served_below_it() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &["--base-url", "http://localhost:3000/youth"]);
    served.shows("/youth/news/fair/", "第一稿。");
    assert!(served.get("/").head.contains("location: /youth/"));
    assert_eq!(served.get("/news/fair/").status, 404);
}

#[test]
fn a_port_that_is_taken_is_a_wrong_call() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    let run = portal.run(&["serve", "--port", &served.port.to_string()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("is taken") && run.err.contains("--port 0"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn it_ends_tidily() {
    for signal in ["-INT", "-TERM"] {
        let portal = Portal::new(SITE);
        let served = Served::start(&portal, &[]);
        served.shows("/news/fair/", "第一稿。");
        let mut page = served.open_page("/");
        next_state(&mut page, |_| true);
        let (code, said) = served.stop(signal);
        assert_eq!(code, Some(0), "{said}");
        let cache = portal.root().join(".miao");
        let left = cache.read_dir().into_iter().flatten().flatten().map(|entry| entry.file_name());
        assert!(left.into_iter().all(|name| !name.to_string_lossy().starts_with("staging")));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn hours_of_saves_and_closed_tabs_leave_nothing_behind() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "第一稿。");
    let handles = |id: u32| std::fs::read_dir(format!("/proc/{id}/fd")).map_or(0, Iterator::count);
    let threads = |id: u32| std::fs::read_dir(format!("/proc/{id}/task")).map_or(0, Iterator::count);
    let id = served.child.id();
    for number in 0..20 {
        let mut page = served.open_page("/news/fair/");
        next_state(&mut page, |_| true);
        portal.write(FAIR, post(&format!("第{number}次。")));
        served.shows("/news/fair/", &format!("第{number}次。"));
    }
    let (handles_before, threads_before) = (handles(id), threads(id));
    for number in 0..40 {
        let mut page = served.open_page("/news/fair/");
        next_state(&mut page, |_| true);
        portal.write(FAIR, post(&format!("又第{number}次。")));
        served.shows("/news/fair/", &format!("又第{number}次。"));
    }
    assert!(threads(id) <= threads_before + 1, "{} threads, {threads_before} before", threads(id));
    // A few connections may still be closing.
    assert!(handles(id) <= handles_before + 20, "{} handles, {handles_before} before", handles(id));
}

#[cfg(unix)]
#[test]
fn a_file_with_two_names_is_followed_under_both() {
    let portal = Portal::new(SITE);
    portal.write("shared/note.md", post("共用的。"));
    std::os::unix::fs::symlink("../../shared/note.md", portal.root().join("content/news/note.md")).expect("linked");
    let served = Served::start(&portal, &[]);
    served.shows("/news/note/", "共用的。");
    portal.write("shared/note.md", post("共用的改了。"));
    served.shows("/news/note/", "共用的改了。");
}

#[test]
fn watching_publishes_without_a_server() {
    let portal = Portal::new(SITE);
    let mut child = portal.command(&["watch"]).stdout(Stdio::null()).spawn().expect("it runs");
    published(&portal, "第一稿。");
    portal.write(FAIR, post("第二稿。"));
    published(&portal, "第二稿。");
    let _ = child.kill();
    let _ = child.wait();
}

/// A folder that links lead to is followed as a whole, whatever other links lead to in it.
#[cfg(unix)]
#[test]
fn a_folder_behind_a_link_is_followed_besides_a_file_of_it() {
    let portal = Portal::new(SITE);
    let shared = portal.root().join("shared");
    std::fs::create_dir_all(&shared).expect("a folder");
    std::fs::write(shared.join("a.md"), post("甲。")).expect("written");
    std::os::unix::fs::symlink("../../shared", portal.root().join("content/news/a")).expect("linked");
    std::os::unix::fs::symlink("../../shared/a.md", portal.root().join("content/news/z.md")).expect("linked");
    let served = Served::start(&portal, &[]);
    served.shows("/news/z/", "甲。");
    std::fs::create_dir_all(shared.join("new")).expect("a folder");
    std::fs::write(shared.join("new/b.md"), post("乙。")).expect("written");
    served.shows("/news/a/new/b/", "乙。");
    // A folder that was just made is looked at twice.
    std::thread::sleep(Duration::from_millis(600));
    std::fs::write(shared.join("new/b.md"), post("丙。")).expect("written");
    served.shows("/news/a/new/b/", "丙。");
}

#[test]
fn what_keeps_the_site_from_being_published_is_told_in_the_page_and_goes_with_it() {
    let portal = Portal::new(SITE);
    let served = Served::start(&portal, &[]);
    served.shows("/news/fair/", "第一稿。");
    published(&portal, "第一稿。");
    let mut page = served.open_page("/news/fair/");
    next_state(&mut page, |state| state["overlay"].is_null());
    portal.write("public/news/second/index.html", "不是苗做的");
    portal.write("content/news/second.md", post("第二篇。"));
    let state = next_state(&mut page, |state| !state["overlay"].is_null());
    let problem = state["overlay"]["problems"][0]["message"].as_str().unwrap_or_default().to_owned();
    assert!(problem.contains("second"), "{state}");
    std::fs::remove_file(portal.root().join("public/news/second/index.html")).expect("moved out of the way");
    next_state(&mut page, |state| state["overlay"].is_null());
    wait_until_published(&portal.root().join("public/news/second/index.html"), "第二篇。");
}
