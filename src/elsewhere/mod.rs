//! Asks other sites whether an address is there: only `miao check --external=try` does, and nothing else of Miao asks the
//! network for anything.
//!
//! Politely: one question at a time to a host and a pause before the next, HEAD before GET, with a name that says who
//! asks. Patiently, but not for ever: a host that doesn't answer in time costs ten seconds, and after two such addresses its
//! others aren't asked. Start at [`ask_all`].

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use ureq::Agent;
use ureq::http::StatusCode;
use url::Url;

/// How long is waited for what.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For one answer, redirects included.
    pub answer: Duration,
    /// Between two questions to one host.
    pub pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { answer: Duration::from_secs(10), pause: Duration::from_secs(1) }
    }
}

/// What came of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Something is there.
    There,
    /// The host says that nothing is there: 404 or 410.
    Gone(u16),
    /// The host answers something else, perhaps to programs alone: 403, 429, 503.
    Unsure(u16),
    /// No answer: the reason, as the library tells it.
    Unreached(String),
    /// Not asked: there are too many addresses, or its host didn't answer twice.
    Unasked,
}

/// Who asks.
const AGENT: &str = concat!("miao/", env!("CARGO_PKG_VERSION"), " (link check)");

/// How many hosts are asked at one time.
const MOST_AT_ONCE: usize = 8;

/// How many addresses of one host are asked about.
const MOST_OF_HOST: usize = 200;

/// How many addresses of a host may stay without an answer before the others are left alone.
const MOST_UNREACHED: usize = 2;

const MOST_REDIRECTS: u32 = 5;

/// The answer to each address: `http://…`, `https://…`, or `//…`.
pub fn ask_all<'u>(urls: impl Iterator<Item = &'u str>, patience: Patience) -> BTreeMap<&'u str, Answer> {
    let mut hosts: BTreeMap<String, Vec<(&str, Url)>> = BTreeMap::new();
    let mut answers = BTreeMap::new();
    for written in urls {
        match parsed(written) {
            Ok(url) => hosts.entry(url.host_str().unwrap_or_default().to_owned()).or_default().push((written, url)),
            Err(reason) => {
                answers.insert(written, Answer::Unreached(reason));
            }
        }
    }
    let agent = agent(patience);
    let (waiting, told) = (Mutex::new(hosts.into_values()), Mutex::new(answers));
    let work = || {
        while let Some(urls) = locked(&waiting).next() {
            let of_host = ask_host(&agent, &urls, patience.pause);
            locked(&told).extend(of_host);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..MOST_AT_ONCE {
            scope.spawn(work);
        }
    });
    told.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn locked<T>(shared: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

fn parsed(written: &str) -> Result<Url, String> {
    let whole = if written.starts_with("//") { format!("https:{written}") } else { written.to_owned() };
    let mut url = Url::parse(&whole).map_err(|error| error.to_string())?;
    url.set_fragment(None);
    Ok(url)
}

fn agent(patience: Patience) -> Agent {
    Agent::config_builder()
        .timeout_global(Some(patience.answer))
        .http_status_as_error(false)
        .max_redirects(MOST_REDIRECTS)
        .user_agent(AGENT)
        .build()
        .into()
}

fn ask_host<'u>(agent: &Agent, urls: &[(&'u str, Url)], pause: Duration) -> Vec<(&'u str, Answer)> {
    let mut unreached = 0;
    let answer = |(index, (written, url)): (usize, &(&'u str, Url))| {
        if unreached >= MOST_UNREACHED || index >= MOST_OF_HOST {
            return (*written, Answer::Unasked);
        }
        if index > 0 {
            wait(pause);
        }
        let answer = ask(agent, url, pause);
        unreached += usize::from(matches!(answer, Answer::Unreached(_)));
        (*written, answer)
    };
    urls.iter().enumerate().map(answer).collect()
}

/// Many hosts refuse HEAD, or answer it as if nothing were there.
fn ask(agent: &Agent, url: &Url, pause: Duration) -> Answer {
    match agent.head(url.as_str()).call() {
        Ok(response) if is_there(response.status()) => return Answer::There,
        Err(error) if is_final(&error) => return Answer::Unreached(error.to_string()),
        _ => wait(pause),
    }
    // What follows the head of the answer isn't read.
    match agent.get(url.as_str()).call() {
        Ok(response) if is_there(response.status()) => Answer::There,
        Ok(response) if matches!(response.status(), StatusCode::NOT_FOUND | StatusCode::GONE) => {
            Answer::Gone(response.status().as_u16())
        }
        Ok(response) => Answer::Unsure(response.status().as_u16()),
        Err(error) => Answer::Unreached(error.to_string()),
    }
}

fn is_there(status: StatusCode) -> bool {
    status.is_success() || status.is_redirection()
}

/// Whether asking in another way would come to the same.
fn is_final(error: &ureq::Error) -> bool {
    matches!(error, ureq::Error::Timeout(_) | ureq::Error::HostNotFound | ureq::Error::ConnectionFailed)
}

#[expect(clippy::disallowed_methods, reason = "the pause between two questions to a host is what is wanted")]
fn wait(pause: Duration) {
    std::thread::sleep(pause);
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    use super::*;

    const QUICK: Patience = Patience { answer: Duration::from_secs(2), pause: Duration::from_millis(1) };

    /// A host on the loopback that answers by path, and what it was asked: the first lines and who asks.
    fn host(questions: usize) -> (String, std::thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let serve = move || {
            let mut asked = Vec::new();
            for stream in listener.incoming().take(questions) {
                let mut stream = stream.expect("a connection");
                let mut lines = BufReader::new(stream.try_clone().expect("a stream")).lines();
                let first = lines.next().expect("a line").expect("text");
                let agent = lines.map_while(Result::ok).take_while(|line| !line.is_empty());
                let agent = agent.filter(|line| line.to_lowercase().starts_with("user-agent")).collect::<String>();
                let status = match first.split(' ').nth(1).unwrap_or_default() {
                    "/there" => "200 OK",
                    "/moved" => "301 Moved\r\nLocation: /there",
                    "/no-head" if first.starts_with("HEAD") => "405 No",
                    "/no-head" => "200 OK",
                    "/shy" => "403 No",
                    _ => "404 Not Found",
                };
                let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                asked.push(format!("{first} {agent}"));
            }
            asked
        };
        (base, std::thread::spawn(serve))
    }

    #[test]
    fn what_is_there_is_told_from_what_is_gone() {
        let (base, asked) = host(9);
        let urls = ["/gone", "/moved", "/no-head", "/shy", "/there"].map(|path| format!("{base}{path}"));
        let answers = ask_all(urls.iter().map(String::as_str), QUICK);
        let expected = [Answer::Gone(404), Answer::There, Answer::There, Answer::Unsure(403), Answer::There].to_vec();
        assert_eq!(answers.into_values().collect::<Vec<_>>(), expected);
        let asked = asked.join().expect("the host");
        assert!(asked.iter().all(|line| line.contains("miao/")), "{asked:?}");
        assert_eq!(asked.iter().filter(|line| line.starts_with("GET")).count(), 3, "{asked:?}");
    }

    #[test]
    fn a_host_that_is_not_there_is_asked_twice_at_most() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        drop(listener);
        let urls = ["/a", "/b", "/c"].map(|path| format!("{base}{path}"));
        let answers: Vec<Answer> = ask_all(urls.iter().map(String::as_str), QUICK).into_values().collect();
        assert!(matches!(answers[..], [Answer::Unreached(_), Answer::Unreached(_), Answer::Unasked]), "{answers:?}");
    }

    #[test]
    fn a_host_that_says_nothing_costs_no_more_than_the_patience() {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/a", listener.local_addr().expect("an address"));
        let patience = Patience { answer: Duration::from_millis(50), ..QUICK };
        let answers = ask_all(std::iter::once(url.as_str()), patience);
        assert!(matches!(answers[url.as_str()], Answer::Unreached(_)), "{answers:?}");
    }

    #[test]
    fn what_is_no_address_is_not_asked() {
        let answers = ask_all(["http://", "//"].into_iter(), QUICK);
        assert!(answers.values().all(|answer| matches!(answer, Answer::Unreached(_))), "{answers:?}");
    }
}
