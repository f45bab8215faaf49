//! A portal that stays open over midnight.

use std::path::Path;
use std::sync::atomic::{AtomicI8, Ordering};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use miao::base::Day;
use miao::engine::BuildRequest;
use miao::publish::OutputFolder;
use miao::report::{Messages, Speech};
use miao::serve::{Event, Keeper, Wording};
use miao::source::Disk;

use crate::portal::Portal;

const SITE: &str = r#"
-- content/news/notice.md --
+++
title = "拟表扬名单公示"
date = 2023-07-05
publicity = { from = 2023-07-05, until = 2023-07-10 }
+++
公示对象是星河小组。
-- content/news/later.md --
+++
title = "第二天的文章"
date = 2023-07-11
+++
正文。
"#;

static DAY: AtomicI8 = AtomicI8::new(10);

fn clock() -> Day {
    Day::new(2023, 7, DAY.load(Ordering::Relaxed)).expect("a day")
}

#[test]
fn what_comes_down_with_the_day_comes_down_though_nobody_saves() {
    let portal = Portal::new(SITE);
    portal.edit("site.toml", |text| text.replace("as_of = 2023-07-10\n", ""));
    let (root, (events, queue)) = (portal.root(), channel());
    let back = events.clone();
    let keeping = std::thread::spawn(move || {
        let disk = Disk::open(&root).expect("a portal");
        let folder = OutputFolder::new(&root, Path::new("public")).expect("a folder");
        let request = BuildRequest { today: clock(), as_of: None, drafts: false, future: false, base_url: None };
        let wording = Wording::new(Messages::new(Speech::English), "en");
        Keeper::open((disk, folder), (request, clock), wording, back, |_| {}).run(&queue);
    });
    let notice = portal.root().join("public/news/notice/index.html");
    let shows_names = || std::fs::read_to_string(&notice).map(|page| page.contains("星河小组")).ok();
    until(|| shows_names() == Some(true));
    assert!(!portal.has("news/later/index.html"));
    DAY.store(11, Ordering::Relaxed);
    until(|| shows_names() == Some(false));
    until(|| portal.has("news/later/index.html"));
    events.send(Event::Stop).expect("it listens");
    keeping.join().expect("it ends");
}

/// Waits until something is true; only a test that fails waits long.
fn until(is_true: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_true() {
        assert!(started.elapsed() < Duration::from_secs(120), "it never came true");
        std::thread::sleep(Duration::from_millis(20));
    }
}
