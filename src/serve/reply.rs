//! An answer as HTTP: ranges, conditions and HEAD are those of the library; what it needs to know is said here.

use std::ops::Range;
use std::pin::Pin;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::body::Body;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE, LOCATION, RANGE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use bytes::Bytes;
use futures_util::{Stream, stream};
use http_serve::{BoxError, ChunkedReadFile, Entity};
use jiff::fmt::rfc2822::DateTimeParser;

use super::page::print;
use crate::source::OpenFile;

/// What the owner of the portal has to say to a request.
pub enum Answer {
    /// Bytes that were made.
    Made {
        /// Whether it is what was asked for; else the page that says that there is nothing.
        status: StatusCode,
        /// The name of the file, which tells its type.
        name: String,
        /// What it holds.
        bytes: Bytes,
    },
    /// A file of the portal that is published as it is.
    Copied {
        /// The name of the file, which tells its type.
        name: String,
        /// The file, opened.
        file: OpenFile,
    },
    /// It is elsewhere on this site.
    Moved(String),
    /// There is nothing, not even a page that says so.
    Nothing,
}

/// The response to a request for it.
pub(super) fn response<T>(answer: Answer, request: &Request<T>) -> Response<Body> {
    match answer {
        Answer::Made { status, name, bytes } if status != StatusCode::OK => {
            let mut response = Response::new(Body::from(bytes));
            *response.status_mut() = status;
            response.headers_mut().extend(headers(&name));
            response
        }
        Answer::Made { name, bytes, .. } => {
            let tag = HeaderValue::try_from(format!("\"{}\"", print(&bytes))).ok();
            let asked = readable(request, bytes.len() as u64);
            http_serve::serve(Content::Memory { bytes, tag, headers: headers(&name) }, &asked).map(Body::new)
        }
        Answer::Copied { name, file } => match ChunkedReadFile::new(file, headers(&name)) {
            Ok(file) => {
                let asked = readable(request, file.len());
                http_serve::serve(Content::File(file), &asked).map(Body::new)
            }
            Err(_) => plain(StatusCode::NOT_FOUND),
        },
        Answer::Moved(to) => {
            // Not for ever: the folder can be a file after the next save.
            let mut response = plain(StatusCode::FOUND);
            response.headers_mut().extend(HeaderValue::try_from(to).ok().map(|to| (LOCATION, to)));
            response
        }
        Answer::Nothing => plain(StatusCode::NOT_FOUND),
    }
}

/// A request without what the library refuses though HTTP means something by it: a time that can't be read is none (RFC 9110,
/// 13.1.3), and a range may reach beyond the end of what it is of (14.1.2).
fn readable<T>(request: &Request<T>, length: u64) -> Request<()> {
    let mut asked = Request::new(());
    asked.method_mut().clone_from(request.method());
    asked.headers_mut().clone_from(request.headers());
    let headers = asked.headers_mut();
    let is_time =
        |value: &HeaderValue| value.to_str().is_ok_and(|text| DateTimeParser::new().parse_timestamp(text).is_ok());
    for name in [IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE] {
        if headers.get(&name).is_some_and(|value| !is_time(value)) {
            headers.remove(&name);
        }
    }
    let range = headers.get(RANGE).and_then(|range| range.to_str().ok()).and_then(|range| range_within(range, length));
    match range {
        Some(range) => drop(HeaderValue::try_from(range).map(|range| headers.insert(RANGE, range))),
        None => drop(headers.remove(RANGE)),
    }
    asked
}

/// A range of bytes, cut at the end of what has that many; `None` where it is all, or can't be read. Several are left as they
/// are.
fn range_within(range: &str, length: u64) -> Option<String> {
    let asked = range.strip_prefix("bytes=")?;
    let (first, last) = match asked.split_once('-') {
        Some(parts) if !asked.contains(',') => parts,
        _ => return Some(range.to_owned()),
    };
    // What is too long for a number is beyond any end.
    let number = |text: &str| {
        let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u64>().unwrap_or(u64::MAX))
    };
    match (number(first.trim()), number(last.trim())) {
        // The last none of the bytes, and what begins behind them, can't be had.
        (None, Some(0)) if first.is_empty() => Some(format!("bytes={length}-")),
        (None, Some(count)) if first.is_empty() && count < length => Some(range.to_owned()),
        (Some(first), _) if first >= length => Some(format!("bytes={length}-")),
        (Some(first), Some(last)) if last >= length => Some(format!("bytes={first}-")),
        (Some(_), Some(_)) => Some(range.to_owned()),
        (Some(_), None) if last.is_empty() => Some(range.to_owned()),
        _ => None,
    }
}

/// A response that is no more than its status.
pub(super) fn plain(status: StatusCode) -> Response<Body> {
    let mut response = Response::new(Body::from(status.to_string()));
    *response.status_mut() = status;
    response.headers_mut().extend(headers("status.txt"));
    response
}

fn headers(name: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.extend(HeaderValue::try_from(content_type(name)).ok().map(|kind| (CONTENT_TYPE, kind)));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers
}

/// The type of a file by its name; texts are in UTF-8.
fn content_type(name: &str) -> String {
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let is_text = kind.type_() == mime_guess::mime::TEXT
        || matches!(kind.essence_str(), "application/json" | "application/xml" | "application/manifest+json")
        || kind.suffix().is_some_and(|suffix| suffix == mime_guess::mime::XML);
    if is_text { format!("{}; charset=utf-8", kind.essence_str()) } else { kind.essence_str().to_owned() }
}

type Chunks = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send + Sync>>;

/// What the library serves.
enum Content {
    Memory { bytes: Bytes, tag: Option<HeaderValue>, headers: HeaderMap },
    File(ChunkedReadFile<Bytes, BoxError>),
}

impl Entity for Content {
    type Error = BoxError;
    type Data = Bytes;

    fn len(&self) -> u64 {
        match self {
            Self::Memory { bytes, .. } => bytes.len() as u64,
            Self::File(file) => file.len(),
        }
    }

    fn get_range(&self, range: Range<u64>) -> Chunks {
        match self {
            Self::Memory { bytes, .. } => {
                let part = bytes.slice(range.start as usize..range.end as usize);
                Box::pin(stream::once(std::future::ready(Ok(part))))
            }
            Self::File(file) => file.get_range(range),
        }
    }

    fn add_headers(&self, headers: &mut HeaderMap) {
        match self {
            Self::Memory { headers: own, .. } => headers.extend(own.clone()),
            Self::File(file) => file.add_headers(headers),
        }
    }

    fn etag(&self) -> Option<HeaderValue> {
        match self {
            Self::Memory { tag, .. } => tag.clone(),
            // The library can't write down a time before 1970, which a copied photo may have.
            Self::File(file) => file.last_modified().filter(|time| *time >= UNIX_EPOCH).and_then(|_| file.etag()),
        }
    }

    fn last_modified(&self) -> Option<SystemTime> {
        match self {
            Self::Memory { .. } => None,
            // A header says seconds: what is sent back is compared with what was said.
            Self::File(file) => {
                let since = file.last_modified()?.duration_since(UNIX_EPOCH).ok()?;
                Some(UNIX_EPOCH + Duration::from_secs(since.as_secs()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_at_the_end() {
        let whole = u64::MAX.to_string() + "0";
        for (asked, heard) in [
            ("bytes=2-4", Some("bytes=2-4")),
            ("bytes=2-", Some("bytes=2-")),
            ("bytes=-3", Some("bytes=-3")),
            ("bytes=-10", None),
            ("bytes=-999999999", None),
            ("bytes=-0", Some("bytes=10-")),
            ("bytes=10-", Some("bytes=10-")),
            ("bytes=0-999", Some("bytes=0-")),
            (&format!("bytes=0-{whole}"), Some("bytes=0-")),
            (&format!("bytes={whole}-"), Some("bytes=10-")),
            ("bytes=0-1,4-5", Some("bytes=0-1,4-5")),
            ("bytes=", Some("bytes=")),
            ("bytes=a-b", None),
            ("lines=1-2", None),
        ] {
            assert_eq!(range_within(asked, 10).as_deref(), heard, "{asked}");
        }
    }

    #[test]
    fn types_are_those_that_browsers_need() {
        let types = [
            ("a.html", "text/html; charset=utf-8"),
            ("a.css", "text/css; charset=utf-8"),
            ("a.js", "text/javascript; charset=utf-8"),
            ("a.svg", "image/svg+xml; charset=utf-8"),
            ("a.ics", "text/calendar; charset=utf-8"),
            ("a.csv", "text/csv; charset=utf-8"),
            ("a.json", "application/json; charset=utf-8"),
            ("a.webp", "image/webp"),
            ("a.wasm", "application/wasm"),
            ("atom.xml", "text/xml; charset=utf-8"),
            ("a.txt", "text/plain; charset=utf-8"),
            ("a.pdf", "application/pdf"),
            ("a.unknown", "application/octet-stream"),
            ("a.webmanifest", "application/manifest+json; charset=utf-8"),
        ];
        for (name, kind) in types {
            assert_eq!(content_type(name), kind, "{name}");
        }
    }
}
