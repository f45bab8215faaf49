//! `miao serve` over a working day: what ten thousand saves leave behind in memory, handles and threads, and how long it
//! takes from a save to the page that shows it.
//!
//!   cargo bench --bench saves -- [POSTS] [SAVES]
//!
//! Half of the saves change a text, a quarter a title, a quarter a figure; every hundredth breaks a head and mends it.
//! A page is kept open as a browser does. Linux only: it reads /proc.

#![expect(
    clippy::disallowed_methods,
    reason = "it writes a portal, runs the program and reads what the system tells of it"
)]
#![expect(clippy::print_stdout, reason = "its figures are for whoever runs it")]

use std::error::Error;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// After so many saves the figures are told.
const TOLD_AT: [usize; 6] = [100, 500, 1_000, 2_500, 5_000, 10_000];

/// Longer than any save takes.
const PATIENCE: Duration = Duration::from_secs(30);

fn main() -> Outcome<()> {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (posts, saves) = (numbers.first().copied().unwrap_or(1_000), numbers.get(1).copied().unwrap_or(10_000));
    let folder = tempfile::tempdir()?;
    write_portal(folder.path(), posts)?;
    let mut served = Served::start(folder.path())?;
    served.wait_for("/news/p0/", "第一稿")?;
    let _tab = served.open_tab("/news/p0/")?;
    println!(
        "{posts} posts\n{:>8} {:>9} {:>6} {:>8} {:>10} {:>10}",
        "saves", "RSS MB", "fds", "threads", "median ms", "worst ms"
    );
    served.tell(0, &mut Vec::new())?;
    let mut times = Vec::new();
    for save in 1..=saves {
        times.push(one_save(&served, folder.path(), save, posts)?);
        if TOLD_AT.contains(&save) || save == saves {
            served.tell(save, &mut times)?;
        }
    }
    Ok(())
}

/// One save, and how long it takes until its page shows it.
fn one_save(served: &Served, root: &Path, save: usize, posts: usize) -> Outcome<Duration> {
    let number = save * 7919 % posts;
    let (path, address) = (root.join(format!("content/news/p{number}.md")), format!("/news/p{number}/"));
    if save.is_multiple_of(100) {
        fs::write(&path, "+++\ntitle = \"坏了\n+++\n")?;
        std::thread::sleep(Duration::from_millis(300));
    }
    let (title, figure) = match save % 4 {
        1 => (format!("改过的标题{save}"), 7),
        3 => (format!("第{number}篇"), save),
        _ => (format!("第{number}篇"), 7),
    };
    let mark = format!("第{save}次保存");
    let started = Instant::now();
    fs::write(&path, post(&title, figure, &mark))?;
    served.wait_for(&address, &mark)?;
    Ok(started.elapsed())
}

fn post(title: &str, figure: usize, text: &str) -> String {
    format!(
        "+++\ntitle = \"{title}\"\ndate = 2023-03-14\ntags = [\"青年\"]\n[figures]\nsessions = {figure}\n+++\n{text}。{}\n",
        "正文。".repeat(120)
    )
}

fn write_portal(root: &Path, posts: usize) -> Outcome<()> {
    fs::create_dir_all(root.join("content/news"))?;
    let metric = "[metrics.sessions]\nlabel = \"活动场次\"\nunit = \"场次\"\n";
    let site = format!("name = \"示例门户\"\nbase_url = \"https://portal.example\"\nas_of = 2023-07-10\n\n{metric}");
    fs::write(root.join("site.toml"), site)?;
    fs::write(root.join("content/news/_index.md"), "+++\ntitle = \"动态\"\n+++\n")?;
    for number in 0..posts {
        fs::write(root.join(format!("content/news/p{number}.md")), post(&format!("第{number}篇"), 7, "第一稿"))?;
    }
    Ok(())
}

struct Served {
    child: Child,
    port: u16,
}

impl Served {
    fn start(root: &Path) -> Outcome<Self> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_miao"));
        command.args(["serve", "--port", "0", "--root"]).arg(root).stderr(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).spawn()?;
        let mut out = BufReader::new(child.stdout.take().ok_or("no output")?);
        let mut line = String::new();
        out.read_line(&mut line)?;
        let port = line.rsplit(':').next().and_then(|end| end.split('/').next()?.trim().parse().ok());
        // What it says is read to its end, so that it never waits for a reader.
        std::thread::spawn(move || std::io::copy(&mut out, &mut std::io::sink()));
        Ok(Self { child, port: port.ok_or("no port")? })
    }

    fn ask(&self, path: &str, close: bool) -> Outcome<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        let connection = if close { "close" } else { "keep-alive" };
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: {connection}\r\n\r\n")?;
        Ok(stream)
    }

    fn wait_for(&self, path: &str, text: &str) -> Outcome<()> {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let mut reply = Vec::new();
            self.ask(path, true)?.read_to_end(&mut reply)?;
            if String::from_utf8_lossy(&reply).contains(text) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        Err(format!("{path} never shows {text}").into())
    }

    /// An open page, whose messages are read as a browser reads them.
    fn open_tab(&self, path: &str) -> Outcome<std::thread::JoinHandle<()>> {
        let mut stream = self.ask(&format!("/__miao/events?path={path}"), false)?;
        Ok(std::thread::spawn(move || drop(std::io::copy(&mut stream, &mut std::io::sink()))))
    }

    /// Tells what the system knows of it, and how long the saves since the last time took.
    fn tell(&mut self, saves: usize, times: &mut Vec<Duration>) -> Outcome<()> {
        // What nobody waits for is done first.
        std::thread::sleep(Duration::from_secs(1));
        let process = Path::new("/proc").join(self.child.id().to_string());
        let status = fs::read_to_string(process.join("status"))?;
        let number = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().find_map(|word| word.parse::<usize>().ok())
        };
        let (memory, threads) = (number("VmRSS:").unwrap_or(0) / 1024, number("Threads:").unwrap_or(0));
        let handles = fs::read_dir(process.join("fd"))?.count();
        times.sort();
        let ms = |time: Option<&Duration>| time.map_or(0.0, |time| time.as_secs_f64() * 1000.0);
        let (median, worst) = (ms(times.get(times.len() / 2)), ms(times.last()));
        println!("{saves:>8} {memory:>9} {handles:>6} {threads:>8} {median:>10.1} {worst:>10.1}");
        times.clear();
        Ok(())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
