//! What speaks HTTP. It knows nothing of the portal: it asks its owner, one event a request.

use std::convert::Infallible;
use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, HOST};
use axum::http::{HeaderValue, Method, Response, StatusCode, Version};
use axum::response::IntoResponse;
use axum::response::sse::{Event as Message, KeepAlive, Sse};
use futures_util::{Stream, stream};
use percent_encoding::percent_decode_str;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{oneshot, watch};

use super::event::Event;
use super::host::KnownHosts;
use super::reply::{Answer, plain, response};

/// The script that refreshes a page.
const SCRIPT: &str = include_str!("refresh.js");

/// How often an open page is sent a sign of life, which is also how a page that was closed is noticed.
const ALIVE: Duration = Duration::from_secs(15);

/// A server at work; it ends when this is dropped.
pub struct Server {
    runtime: Option<Runtime>,
    address: SocketAddr,
}

/// Why a server can't be started.
#[derive(Debug)]
pub enum ListenError {
    /// Somebody else has the port.
    PortTaken,
    /// The system refuses.
    Refused(io::Error),
}

struct Desk {
    events: Sender<Event>,
    hosts: KnownHosts,
}

impl Server {
    /// Listens at a host and a port; port 0 takes any that is free.
    ///
    /// # Errors
    /// Where the port is taken, or the host isn't one of this machine.
    pub fn start(host: &str, port: u16, hosts: KnownHosts, events: Sender<Event>) -> Result<Self, ListenError> {
        let listener = listen(host, port).map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => ListenError::PortTaken,
            _ => ListenError::Refused(error),
        })?;
        Self::run(listener, Desk { events, hosts }).map_err(ListenError::Refused)
    }

    fn run(listener: TcpListener, desk: Desk) -> io::Result<Self> {
        let address = listener.local_addr()?;
        listener.set_nonblocking(true)?;
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_io().enable_time().build()?;
        let router = Router::new().fallback(handle).with_state(Arc::new(desk));
        runtime.spawn(async move {
            if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                let _ = axum::serve(listener, router).await;
            }
        });
        Ok(Self { runtime: Some(runtime), address })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Open pages keep their connection for ever: nobody waits for them.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let mut last = io::Error::new(io::ErrorKind::AddrNotAvailable, "no address");
    for address in (host, port).to_socket_addrs()? {
        match TcpListener::bind(address) {
            Ok(listener) => return Ok(listener),
            Err(error) => last = error,
        }
    }
    Err(last)
}

async fn handle(State(desk): State<Arc<Desk>>, request: Request) -> Response<Body> {
    if let Some(refused) = refusal(&desk.hosts, &request) {
        return refused;
    }
    match request.uri().path() {
        "/__miao/refresh.js" => {
            let (name, bytes) = ("refresh.js".to_owned(), SCRIPT.as_bytes().into());
            response(Answer::Made { status: StatusCode::OK, name, bytes }, &request)
        }
        "/__miao/events" => open_tab(&desk, request.uri().query().unwrap_or_default()),
        path => {
            let (reply, answer) = oneshot::channel();
            let path = path.to_owned();
            let asked = desk.events.send(Event::Request { path, reply }).is_ok();
            match (asked, answer.await) {
                (true, Ok(answer)) => response(answer, &request),
                _ => plain(StatusCode::SERVICE_UNAVAILABLE),
            }
        }
    }
}

/// Requests that are not for this server, and methods that it doesn't have.
fn refusal(hosts: &KnownHosts, request: &Request) -> Option<Response<Body>> {
    let mut stated = request.headers().get_all(HOST).iter();
    let (host, second) = (stated.next(), stated.next());
    let known =
        |host: Option<&HeaderValue>| host.and_then(|host| host.to_str().ok()).is_some_and(|host| hosts.know(host));
    let is_ours = match host {
        // No browser asks without saying whom.
        None => request.version() < Version::HTTP_11,
        stated => second.is_none() && known(stated),
    };
    if host.is_none() && !is_ours {
        return Some(plain(StatusCode::BAD_REQUEST));
    }
    if !is_ours || request.uri().authority().is_some_and(|authority| !hosts.know(authority.as_str())) {
        return Some(plain(StatusCode::FORBIDDEN));
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refused = plain(StatusCode::METHOD_NOT_ALLOWED);
        refused.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Some(refused);
    }
    None
}

/// The stream of states of the page that a query names.
fn open_tab(desk: &Desk, query: &str) -> Response<Body> {
    let path = query.split('&').find_map(|pair| pair.strip_prefix("path="));
    let path = path.and_then(|path| percent_decode_str(path).decode_utf8().ok()).unwrap_or_default().into_owned();
    let (state, states) = watch::channel(String::new());
    if desk.events.send(Event::Tab { path, state }).is_err() {
        return plain(StatusCode::SERVICE_UNAVAILABLE);
    }
    Sse::new(messages(states)).keep_alive(KeepAlive::new().interval(ALIVE)).into_response()
}

fn messages(states: watch::Receiver<String>) -> impl Stream<Item = Result<Message, Infallible>> {
    stream::unfold(states, |mut states| async move {
        states.changed().await.ok()?;
        let state = states.borrow_and_update().clone();
        Some((Ok(Message::default().retry(Duration::from_millis(500)).data(state)), states))
    })
}
