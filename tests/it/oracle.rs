//! An incremental build equals a clean one, byte for byte, after whatever was edited; and no more is rendered than what
//! an edit can reach.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use miao::base::{Day, SitePath};
use miao::engine::{BuildRequest, Changes, Left, Session};
use miao::render::Rendered;
use miao::source::{AssetBytes, Disk, Stamp};
use proptest::prelude::*;

use crate::portal::Portal;

type Tree = BTreeMap<String, Vec<u8>>;

const SITE: &str = r#"name = "示例门户"
base_url = "https://portal.example"
theme = "own"
as_of = 2023-07-10
paginate_by = 3

[metrics.funds]
label = "资助资金"
unit = "元"
definition = "发放到学生手中的资助款"

[metrics.jobs]
label = "岗位"
unit = "个"

[kinds.fair]
label = "招聘会"
allows = ["jobs"]
"#;

/// A portal that a session has open, with the tree that it keeps up to date.
struct Watched {
    portal: Portal,
    session: Session,
    tree: Tree,
    runs: Runs,
}

/// Runs that follow one another, each of which knows what the one before has left.
#[derive(Default)]
struct Runs {
    posts: Vec<u8>,
    memory: Vec<u8>,
    tree: Tree,
}

impl Runs {
    /// One more of a portal in which nothing is wrong: its tree is then that of the portal as it is.
    fn next(&mut self, portal: &Portal) {
        let published = self.tree.clone();
        let published = Arc::new(move |path: &SitePath| published.get(path.as_str()).cloned());
        let left = Left { posts: &self.posts, memory: &self.memory, published, ..Left::nothing() };
        let disk = Disk::open(&portal.root()).expect("a portal");
        let (mut session, _) = Session::reopen(disk, request(), left);
        settle(&mut session, &mut self.tree);
        let files = session.outputs().map(|output| (output.path.clone(), Some(Stamp::now())));
        let leaving = session.leaving(&files.collect::<Vec<_>>());
        self.posts = leaving.posts.map_or_else(|| std::mem::take(&mut self.posts), |parts| parts.concat());
        self.memory = leaving.memory.concat();
    }
}

/// The paths at which two trees differ.
fn differences<'t>(one: &'t Tree, other: &'t Tree) -> Vec<&'t String> {
    let paths = one.keys().chain(other.keys()).collect::<BTreeSet<_>>();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).collect()
}

fn request() -> BuildRequest {
    let today = Day::new(2023, 7, 10).expect("a day");
    BuildRequest { today, as_of: None, drafts: false, future: false, base_url: None }
}

fn open(portal: &Portal) -> Session {
    Session::open(Disk::open(&portal.root()).expect("a portal"), request())
}

fn bytes_of(rendered: &Rendered) -> Vec<u8> {
    match rendered {
        Rendered::Bytes(bytes) => bytes.clone(),
        Rendered::Asset(AssetBytes::Memory(bytes)) => bytes.to_vec(),
        Rendered::Asset(AssetBytes::File(path)) => fs::read(path).unwrap_or_default(),
        // Whoever makes a picture makes it of this alone.
        Rendered::Picture(order) => format!("{:?} of {:?}", order.rendition, order.picture).into_bytes(),
    }
}

/// Renders what is stale into a tree; gives what was rendered.
fn settle(session: &mut Session, tree: &mut Tree) -> BTreeSet<String> {
    let made: Mutex<Tree> = Mutex::default();
    let progress = session
        .pull_stale(Duration::MAX, |path, rendered| {
            made.lock().expect("unbroken").insert(path.to_string(), bytes_of(rendered));
            Ok(())
        })
        .expect("nothing fails");
    assert_eq!(progress.left, 0);
    tree.extend(made.into_inner().expect("unbroken"));
    let outputs: BTreeSet<String> = session.outputs().map(|output| output.path.to_string()).collect();
    tree.retain(|path, _| outputs.contains(path));
    progress.rendered.iter().map(ToString::to_string).collect()
}

fn is_of_search(path: &str) -> bool {
    path.starts_with("search/")
}

fn clean_tree(portal: &Portal) -> (bool, Tree) {
    let mut session = open(portal);
    let mut tree = Tree::new();
    settle(&mut session, &mut tree);
    (session.is_sound(), tree)
}

fn post(number: usize, title: &str, head: &str, body: &str) -> String {
    format!("+++\ntitle = \"{title}\"\ndate = 2023-0{}-1{}\n{head}\n+++\n{body}\n", number % 6 + 1, number % 10)
}

impl Watched {
    fn new() -> Self {
        let portal = Portal::new("");
        portal.write("site.toml", SITE);
        portal.write("themes/own/theme.toml", "extends = \"plain\"\nstyles = [\"styles/own.css\"]\n");
        portal.write("themes/own/styles/own.css", "p { margin: 0 }\n");
        portal.write("themes/own/static/mark.txt", "1");
        portal.write("static/plain.txt", "1");
        portal.write("content/news/_index.md", "+++\ntitle = \"新闻\"\n+++\n导语\n");
        portal.write("content/jobs/_index.md", "+++\ntitle = \"就业\"\nkind = \"fair\"\nsort_by = \"title\"\n+++\n");
        portal.write("content/about.md", "+++\ntitle = \"关于\"\n+++\n见[新闻](news/a0.md)。\n");
        for number in 0..7_usize {
            let (folder, tag) = (if number.is_multiple_of(2) { "news" } else { "jobs" }, number % 3);
            let head = format!("tags = [\"标签{tag}\"]\n[figures]\nfunds = {}", number * 100 + 1);
            let next = if number.is_multiple_of(2) { "a0.md" } else { "../news/a0.md" };
            let body =
                format!("正文{number}，见[另一篇]({next})。\n\n{{{{ stat(metric=\"funds\", period=\"2023\") }}}}");
            portal
                .write(&format!("content/{folder}/a{number}.md"), post(number, &format!("第{number}篇"), &head, &body));
        }
        let head = "[event]\nstart = 2023-08-01\nvenue = \"广场\"";
        portal.write("content/news/b/index.md", post(4, "包", head, "![图](p.png)\n\n{{ gallery() }}"));
        portal.write("content/news/b/p.png", picture(40));
        let head = "records = \"l.csv\"";
        portal.write("content/jobs/c/index.md", post(5, "台账", head, "正文"));
        portal.write("content/jobs/c/l.csv", "jobs\n3\n4\n");
        let mut session = open(&portal);
        let mut tree = Tree::new();
        settle(&mut session, &mut tree);
        assert!(session.is_sound(), "{:?}", session.findings());
        Self { portal, session, tree, runs: Runs::default() }
    }

    /// Tells the session that paths have changed; gives what was rendered for it besides the search.
    fn saved(&mut self, paths: &[&str]) -> BTreeSet<String> {
        self.all_saved(paths).into_iter().filter(|path| !is_of_search(path)).collect()
    }

    /// The same with the search.
    fn all_saved(&mut self, paths: &[&str]) -> BTreeSet<String> {
        let paths = paths.iter().map(|path| self.portal.root().join(path)).collect::<Vec<PathBuf>>();
        self.session.refresh(&Changes::Paths(paths));
        settle(&mut self.session, &mut self.tree)
    }

    fn edit(&mut self, path: &str, from: &str, to: &str) -> BTreeSet<String> {
        self.portal.edit(path, |text| text.replace(from, to));
        self.saved(&[path])
    }

    fn check(&mut self) {
        let (sound, clean) = clean_tree(&self.portal);
        assert_eq!(sound, self.session.is_sound(), "{:?}", self.session.findings());
        if sound {
            assert_eq!(differences(&clean, &self.tree), Vec::<&String>::new());
            self.runs.next(&self.portal);
            assert_eq!(differences(&clean, &self.runs.tree), Vec::<&String>::new(), "of runs that follow one another");
        }
    }
}

/// A PNG of one colour.
fn picture(width: u8) -> Vec<u8> {
    crate::portal::png(width.into(), 30)
}

fn listed(rendered: &BTreeSet<String>) -> Vec<&str> {
    rendered.iter().map(String::as_str).collect()
}

#[test]
fn a_body_edit_renders_its_page_and_its_feeds() {
    let mut watched = Watched::new();
    let rendered = watched.edit("content/news/a2.md", "\n\n{{ stat", "\n\n又一段。\n\n{{ stat");
    assert_eq!(listed(&rendered), ["atom.xml", "news/a2/index.html", "news/atom.xml"]);
    watched.check();
}

#[test]
fn what_was_saved_unchanged_renders_nothing() {
    let mut watched = Watched::new();
    assert_eq!(listed(&watched.edit("content/news/a2.md", "x", "x")), Vec::<&str>::new());
    assert_eq!(listed(&watched.saved(&["content", "static", "site.toml", "themes"])), Vec::<&str>::new());
}

#[test]
fn a_title_edit_renders_where_it_is_shown() {
    let mut watched = Watched::new();
    let rendered = watched.edit("content/jobs/a1.md", "第1篇", "换了题目");
    for page in ["jobs/a1/index.html", "jobs/index.html", "index.html", "tags/标签1/index.html", "archive/index.html"]
    {
        assert!(rendered.contains(page), "{page} of {rendered:?}");
    }
    for page in ["about/index.html", "tags/标签2/index.html", "calendar/index.html", "robots.txt", "data/index.html"]
    {
        assert!(!rendered.contains(page), "{page}");
    }
    watched.check();
}

#[test]
fn the_search_follows_only_what_is_found_otherwise() {
    let mut watched = Watched::new();
    let mut edit = |from: &str, to: &str| -> Vec<String> {
        watched.portal.edit("content/news/a2.md", |text| text.replace(from, to));
        watched.all_saved(&["content/news/a2.md"]).into_iter().filter(|path| is_of_search(path)).collect()
    };
    assert_eq!(edit("\n\n{{ stat", "！！\n\n{{ stat"), Vec::<String>::new());
    let of_body = edit("！！", "石榴。");
    let of_title = edit("title = \"第2篇", "title = \"石榴2篇");
    let has = |paths: &[String], folder: &str| paths.iter().any(|path| path.starts_with(folder));
    assert!(has(&of_body, "search/index/") && !has(&of_body, "search/cards/"), "{of_body:?}");
    assert!(has(&of_title, "search/index/") && has(&of_title, "search/cards/"), "{of_title:?}");
    assert!(!has(&of_title, "search/index.html"), "{of_title:?}");
    watched.check();
}

#[test]
fn a_figure_edit_renders_what_counts_it() {
    let mut watched = Watched::new();
    let rendered = watched.edit("content/news/a6.md", "funds = 601", "funds = 999");
    for page in
        ["news/a6/index.html", "news/a0/index.html", "stats/index.html", "data/figures.csv", "data/figures/funds.csv"]
    {
        assert!(rendered.contains(page), "{page} of {rendered:?}");
    }
    for page in ["about/index.html", "news/b/index.html", "archive/index.html", "sitemap.xml", "data/figures/jobs.csv"]
    {
        assert!(!rendered.contains(page), "{page}");
    }
    watched.check();
}

#[test]
fn what_a_draft_repeats_is_part_of_the_open_data() {
    let mut watched = Watched::new();
    let draft = "draft = true\nsame_as = \"news/a0.md\"\n[figures]\nfunds = 1";
    watched.portal.write("content/news/d.md", post(1, "草稿", draft, "正文"));
    watched.portal.edit("content/jobs/a1.md", |text| text.replace("\ntags", "\nsame_as = \"news/d.md\"\ntags"));
    watched.saved(&["content"]);
    watched.check();
    let rendered = watched.edit("content/news/d.md", "news/a0.md", "news/a2.md");
    assert!(rendered.contains("data/posts.json"), "{rendered:?}");
    watched.check();
    // Now nobody else states what it states, and it counts: its own file is as it was.
    let rendered = watched.edit("content/news/d.md", "news/a2.md", "news/b/index.md");
    assert!(rendered.contains("data/figures.csv"), "{rendered:?}");
    watched.check();
}

#[test]
fn totals_that_a_figure_moves_are_told() {
    let watched = Watched::new();
    let mut session = watched.session;
    watched.portal.edit("content/news/a6.md", |text| text.replace("funds = 601", "funds = 701"));
    let before = Arc::clone(session.site().expect("a site"));
    session.refresh(&Changes::Paths(vec!["content/news/a6.md".into()]));
    let moved = session.moved_since(&before);
    let told: Vec<_> = moved.iter().map(|total| (total.label.as_str(), total.period.as_str())).collect();
    assert_eq!(told, [("资助资金", "2023-H1")]);
    assert_ne!(moved[0].before, moved[0].after);
}

#[test]
fn totals_of_other_periods_are_told_too() {
    let watched = Watched::new();
    let mut session = watched.session;
    let mut told_of = |from: &str, to: &str| -> Vec<String> {
        watched.portal.edit("content/news/a6.md", |text| text.replace(from, to));
        let before = Arc::clone(session.site().expect("a site"));
        session.refresh(&Changes::Paths(vec!["content/news/a6.md".into()]));
        session.moved_since(&before).iter().map(|total| total.period.clone()).collect()
    };
    // Pages speak of the first half of 2023.
    assert_eq!(told_of("date = 2023-01-16", "date = 2021-09-16"), ["2023-H1", "2021-H2"]);
    assert_eq!(told_of("funds = 601", "funds = 701"), ["2021-H2"]);
    assert_eq!(told_of("date = 2021-09-16", "date = 2021-09-16\nperiod = 2021"), ["2021-H2"]);
    assert_eq!(told_of("funds = 701", "funds = 801"), ["2021"]);
    assert_eq!(told_of("正文6", "正文7"), Vec::<String>::new());
}

#[test]
fn a_new_day_is_followed_like_an_edit() {
    let portal = Portal::new("");
    portal.write("site.toml", SITE.replace("as_of = 2023-07-10\n", ""));
    portal.write("themes/own/theme.toml", "extends = \"plain\"\n");
    portal.write("content/news/_index.md", "+++\ntitle = \"新闻\"\n+++\n");
    portal.write(
        "content/news/a.md",
        post(1, "第一篇", "[figures]\nfunds = 3", "{{ stat(metric=\"funds\", period=\"last-month\") }}"),
    );
    let notice = "publicity = { from = 2023-07-05, until = 2023-07-11 }";
    portal.write("content/news/notice.md", post(5, "公示", notice, "公示对象是星河小组。"));
    portal.write("content/news/later.md", "+++\ntitle = \"以后\"\ndate = 2023-07-12\n+++\n正文。\n");
    let mut watched = Watched { session: open(&portal), portal, tree: Tree::new(), runs: Runs::default() };
    settle(&mut watched.session, &mut watched.tree);
    assert!(watched.tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("星河小组")));
    for (year, month, day) in [(2023, 7, 11), (2023, 7, 12), (2023, 7, 13), (2023, 10, 1), (2024, 1, 1), (2023, 7, 10)]
    {
        let today = Day::new(year, month, day).expect("a day");
        watched.session.begin_day(today);
        settle(&mut watched.session, &mut watched.tree);
        let disk = Disk::open(&watched.portal.root()).expect("a portal");
        let (mut clean, mut tree) = (Session::open(disk, BuildRequest { today, ..request() }), Tree::new());
        settle(&mut clean, &mut tree);
        assert_eq!(differences(&tree, &watched.tree), Vec::<&String>::new(), "{today}");
        let names = tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("星河小组"));
        assert_eq!(names, today <= Day::new(2023, 7, 11).expect("a day"), "{today}");
    }
}

#[test]
fn a_template_edit_renders_what_is_made_with_it_and_copies_nothing() {
    let mut watched = Watched::new();
    let page = "{% extends \"plain/page.html\" %}\n";
    watched.portal.write("themes/own/templates/page.html", page);
    let rendered = watched.saved(&["themes/own/templates/page.html"]);
    assert!(rendered.contains("about/index.html") && !rendered.contains("news/b/p.png"), "{rendered:?}");
    assert!(!rendered.contains("plain.txt"));
    watched.check();
    let rendered = watched.edit("themes/own/templates/page.html", "%}", "%}{# 改过 #}");
    assert_eq!(listed(&rendered), ["about/index.html"]);
    watched.check();
    watched.portal.write("themes/own/templates/base.html", "{% extends \"plain/base.html\" %}\n");
    watched.saved(&["themes/own/templates/base.html"]);
    let rendered = watched.edit("themes/own/templates/base.html", "%}", "%}{# 改过 #}");
    assert!(
        rendered.contains("about/index.html") && rendered.contains("index.html") && !rendered.contains("atom.xml"),
        "{rendered:?}"
    );
    watched.check();
}

#[test]
fn a_broken_file_leaves_its_last_good_page() {
    let mut watched = Watched::new();
    let good = watched.tree.clone();
    watched.edit("content/news/a2.md", "title = ", "title ");
    assert!(!watched.session.is_sound());
    assert_eq!(watched.tree, good);
    watched.edit("content/news/a2.md", "title ", "title = ");
    assert!(watched.session.is_sound());
    assert_eq!(watched.tree, good);
    for (path, text) in [("site.toml", "name = [\n"), ("themes/own/templates/post.html", "{% if %}")] {
        let before = fs::read(watched.portal.root().join(path)).ok();
        watched.portal.write(path, text);
        watched.saved(&[path]);
        assert!(!watched.session.is_sound(), "{path}");
        assert_eq!(watched.tree, good, "{path}");
        match before {
            Some(bytes) => drop(watched.portal.write(path, bytes)),
            None => drop(watched.portal.remove(path)),
        }
        watched.saved(&[path]);
        watched.check();
    }
}

/// One thing that people do to a portal.
#[derive(Debug, Clone)]
enum Edit {
    Body(usize, u8),
    Heading(usize),
    Phone(usize, bool),
    Title(usize, u8),
    Tag(usize, u8),
    Date(usize, u8),
    Figure(usize, u16),
    Draft(usize),
    Notice(usize, bool),
    Slug(usize, u8),
    Link(usize, u8),
    Break(usize),
    Remove(usize),
    Restore(usize),
    Move(usize),
    Bundle(usize),
    Index(u8),
    Config(u8),
    Style(u8),
    Words(u8),
    Template(u8),
    Ledger(u8),
    Picture(u8),
    Static(u8),
    SameAs(usize, usize),
    Folder(bool),
}

fn edits() -> impl Strategy<Value = Edit> {
    let post = 0..7_usize;
    prop_oneof![
        (post.clone(), any::<u8>()).prop_map(|(post, n)| Edit::Body(post, n)),
        post.clone().prop_map(Edit::Heading),
        (post.clone(), any::<bool>()).prop_map(|(post, there)| Edit::Phone(post, there)),
        (post.clone(), any::<u8>()).prop_map(|(post, n)| Edit::Title(post, n)),
        (post.clone(), 0..4_u8).prop_map(|(post, n)| Edit::Tag(post, n)),
        (post.clone(), 0..9_u8).prop_map(|(post, n)| Edit::Date(post, n)),
        (post.clone(), any::<u16>()).prop_map(|(post, n)| Edit::Figure(post, n)),
        post.clone().prop_map(Edit::Draft),
        (post.clone(), any::<bool>()).prop_map(|(post, over)| Edit::Notice(post, over)),
        (post.clone(), 0..3_u8).prop_map(|(post, n)| Edit::Slug(post, n)),
        (post.clone(), 0..5_u8).prop_map(|(post, n)| Edit::Link(post, n)),
        post.clone().prop_map(Edit::Break),
        post.clone().prop_map(Edit::Remove),
        post.clone().prop_map(Edit::Restore),
        post.clone().prop_map(Edit::Move),
        post.clone().prop_map(Edit::Bundle),
        (0..5_u8).prop_map(Edit::Index),
        (0..7_u8).prop_map(Edit::Config),
        any::<u8>().prop_map(Edit::Style),
        (0..3_u8).prop_map(Edit::Words),
        (0..3_u8).prop_map(Edit::Template),
        any::<u8>().prop_map(Edit::Ledger),
        (1..99_u8).prop_map(Edit::Picture),
        any::<u8>().prop_map(Edit::Static),
        (post.clone(), post).prop_map(|(one, other)| Edit::SameAs(one, other)),
        any::<bool>().prop_map(Edit::Folder),
    ]
}

impl Watched {
    fn path_of(&self, number: usize) -> String {
        let folder = if number.is_multiple_of(2) { "news" } else { "jobs" };
        let at = [format!("content/{folder}/a{number}.md"), format!("content/{folder}/a{number}/index.md")];
        let found = at.iter().find(|path| self.portal.root().join(path).is_file());
        found.unwrap_or(&at[0]).clone()
    }

    /// Adds a line to the head of a post, in the place of one that begins alike. Gives what was touched.
    fn head_line(&self, number: usize, key: &str, line: &str) -> Vec<String> {
        let path = self.path_of(number);
        if self.portal.root().join(&path).is_file() {
            self.portal.edit(&path, |text| {
                let kept = text.lines().filter(|old| !old.starts_with(&format!("{key} =")));
                let text = kept.collect::<Vec<_>>().join("\n") + "\n";
                let at = if line.is_empty() { String::new() } else { format!("{line}\n") };
                text.replacen("+++\n", &format!("+++\n{at}"), 1)
            });
        }
        vec![path]
    }

    fn apply(&self, edit: &Edit) -> Vec<String> {
        match edit {
            Edit::Body(post, n) => self.append(*post, &format!("一段{n}。\n")),
            Edit::Heading(post) => self.append(*post, "## y\n"),
            Edit::Phone(post, true) => self.append(*post, &format!("电话{}\n", crate::check::mobile())),
            Edit::Phone(post, false) => {
                let path = self.path_of(*post);
                if self.portal.root().join(&path).is_file() {
                    self.portal.edit(&path, |text| text.replace(&format!("电话{}\n", crate::check::mobile()), ""));
                }
                vec![path]
            }
            Edit::Link(post, n) => {
                let links = ["[甲](/news/a2.md)", "[乙](@/about.md)", "[丙](b/p.png)", "[丁](#x)", "[戊](a1.md#y)"];
                self.append(*post, &format!("{}\n", links[usize::from(*n)]))
            }
            Edit::Title(post, n) => self.head_line(*post, "title", &format!("title = \"题目{n}\"")),
            Edit::Tag(post, n) => self.head_line(*post, "tags", &format!("tags = [\"标签{n}\", \"示例\"]")),
            Edit::Date(post, n) => self.head_line(*post, "date", &format!("date = 2023-0{}-03", n + 1)),
            Edit::Draft(post) => self.head_line(*post, "draft", "draft = true"),
            Edit::Slug(post, n) => self.head_line(*post, "slug", &format!("slug = \"s{n}-{post}\"")),
            Edit::SameAs(one, other) => self.head_line(*one, "same_as", &format!("same_as = \"news/a{other}.md\"")),
            Edit::Notice(post, over) => {
                let until = if *over { "2023-06-30" } else { "2023-09-30" };
                self.head_line(*post, "publicity", &format!("publicity = {{ until = {until} }}"))
            }
            Edit::Figure(post, n) => {
                let path = self.path_of(*post);
                if self.portal.root().join(&path).is_file() {
                    self.portal.edit(&path, |text| {
                        let lines = text.lines().map(|line| match line.starts_with("funds = ") {
                            true => format!("funds = {n}\n"),
                            false => format!("{line}\n"),
                        });
                        lines.collect()
                    });
                }
                vec![path]
            }
            Edit::Break(post) => self.head_line(*post, "broken", "broken = ["),
            other => self.apply_to_files(other),
        }
    }

    fn add_folder(&self, there: bool) -> Vec<String> {
        if there {
            self.portal.write("content/extra/one.md", post(1, "新", "", "正文"));
        } else {
            let _ = fs::remove_dir_all(self.portal.root().join("content/extra"));
        }
        vec!["content/extra".to_owned()]
    }

    fn append(&self, post: usize, text: &str) -> Vec<String> {
        let path = self.path_of(post);
        if self.portal.root().join(&path).is_file() {
            self.portal.edit(&path, |old| old + "\n" + text);
        }
        vec![path]
    }

    fn apply_to_files(&self, edit: &Edit) -> Vec<String> {
        let write = |path: &str, text: String| {
            self.portal.write(path, text);
            vec![path.to_owned()]
        };
        match edit {
            Edit::Remove(number) => {
                let path = self.path_of(*number);
                let _ = fs::remove_file(self.portal.root().join(&path));
                vec![path]
            }
            Edit::Restore(number) => {
                let path = self.path_of(*number);
                write(&path, post(*number, "回来", "[figures]\nfunds = 5", "正文"))
            }
            Edit::Move(number) => {
                let (from, to) = (self.path_of(*number), format!("content/news/m{number}.md"));
                let _ = fs::rename(self.portal.root().join(&from), self.portal.root().join(&to));
                vec![from, to]
            }
            Edit::Bundle(number) => {
                let from = self.path_of(*number);
                let Some(folder) = from.strip_suffix(".md").filter(|_| !from.ends_with("index.md")) else {
                    return vec![];
                };
                if self.portal.root().join(&from).is_file() {
                    fs::create_dir_all(self.portal.root().join(folder)).expect("a folder");
                    let to = self.portal.root().join(folder).join("index.md");
                    fs::rename(self.portal.root().join(&from), to).expect("moved");
                }
                vec![from.clone(), folder.to_owned()]
            }
            Edit::Index(n) => write(
                "content/news/_index.md",
                format!("+++\ntitle = \"新闻{}\"\nweight = {}\nhidden = {}\n+++\n导语{n}\n", n / 2, n, *n == 3),
            ),
            Edit::Config(5) => write("site.toml", format!("{SITE}[check]\nwords = [\"words.tsv\"]\n")),
            Edit::Config(6) => {
                let phone = crate::check::mobile();
                write("site.toml", format!("{SITE}[privacy]\nallow_phones = [\"{phone}\"]\n"))
            }
            Edit::Config(n) => write("site.toml", SITE.replace("paginate_by = 3", &format!("paginate_by = {}", n + 2))),
            Edit::Style(n) => write("themes/own/styles/own.css", format!("p {{ margin: {n}px }}\n")),
            Edit::Words(n) => {
                self.portal.write("words.tsv", format!("第{n}篇\t第{n}则\n"));
                write("themes/own/i18n/zh-CN.toml", format!("home = \"首页{n}\"\nfootnotes = \"注{n}\"\n"))
            }
            Edit::Template(n) => {
                let text = format!("{{% extends \"plain/404.html\" %}}\n{{# {n} #}}\n");
                write("themes/own/templates/404.html", text)
            }
            Edit::Ledger(n) => write("content/jobs/c/l.csv", format!("jobs\n{n}\n4\n")),
            Edit::Static(n) => write("static/plain.txt", n.to_string()),
            Edit::Picture(width) => {
                self.portal.write("content/news/b/p.png", picture(*width));
                vec!["content/news/b/p.png".to_owned()]
            }
            Edit::Folder(there) => self.add_folder(*there),
            _ => Vec::new(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_edited_the_tree_is_that_of_a_clean_build(edits in prop::collection::vec(edits(), 1..10)) {
        let mut watched = Watched::new();
        for edit in &edits {
            let touched = watched.apply(edit);
            watched.saved(&touched.iter().map(String::as_str).collect::<Vec<_>>());
            if watched.session.is_sound() {
                watched.check();
            }
        }
        let (sound, _) = clean_tree(&watched.portal);
        prop_assert_eq!(sound, watched.session.is_sound());
    }

    #[test]
    fn whatever_is_edited_a_check_finds_what_a_first_one_would(edits in prop::collection::vec(edits(), 1..8)) {
        let watched = Watched::new();
        watched.portal.write("words.tsv", "第1篇\t第1则\n");
        for number in 0..7 {
            watched.head_line(number, "source", "source = \"本站\"");
        }
        let found = |portal: &Portal| portal.run(&["check", "--format", "json"]).out;
        found(&watched.portal);
        for edit in &edits {
            watched.apply(edit);
            let (again, elsewhere) = (found(&watched.portal), Portal::copy_of(&watched.portal.root()));
            let _ = fs::remove_dir_all(elsewhere.root().join(".miao"));
            prop_assert_eq!(again, found(&elsewhere), "after {:?}", edit);
        }
    }
}
