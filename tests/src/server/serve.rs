//! HTTP: from a connection to a request in memory, and from an answer in memory to chunks on a connection.

use std::convert::Infallible;
use std::io::{self, Write as _};
use std::net::TcpListener;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures_util::stream;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Empty, StreamBody};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::header::{CONTENT_LENGTH, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::oneshot;

use super::answer::{self, Answer};
use super::fault::Fault;
use super::state::{Seen, State};
use super::{control, operations};

/// A body is sent in pieces of so many bytes.
const CHUNK: usize = 16 * 1024;

/// Long enough for what was written to leave.
const FLUSH: Duration = Duration::from_millis(20);

type Streamed = BoxBody<Bytes, io::Error>;

/// Answers connections until it is told to stop.
pub(super) async fn run(
    listener: TcpListener,
    state: Arc<Mutex<State>>,
    mut stop: oneshot::Receiver<()>,
) {
    let listener = tokio::net::TcpListener::from_std(listener)
        .expect("a listener that is not blocking can be waited for");
    loop {
        let accepted = tokio::select! {
            _ = &mut stop => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, _)) = accepted else { continue };
        let state = Arc::clone(&state);
        tokio::spawn(async move {
            let service = service_fn(move |request| respond(Arc::clone(&state), request));
            let connection = hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service);
            // It ends in an error where a fault asked for it, or where the client went away.
            let _ = connection.await;
        });
    }
}

/// An error closes the connection without an answer.
async fn respond(
    state: Arc<Mutex<State>>,
    request: Request<Incoming>,
) -> io::Result<Response<Streamed>> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let request = Request::from_parts(parts, body);
    let (answer, fault) = {
        let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
        decide(&mut state, &request, Instant::now())
    };
    if let Some(Fault::Delay(milliseconds)) = fault {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
    }
    let Some(answer) = answer else {
        return Err(io::Error::other("the connection is dropped"));
    };
    Ok(send(answer, fault.as_ref()))
}

/// The answer to a request (`None`: drop the connection), and the fault that is on it.
fn decide(
    state: &mut State,
    request: &Request<Bytes>,
    now: Instant,
) -> (Option<Answer>, Option<Fault>) {
    let segments: Vec<&str> = request.uri().path().split('/').skip(1).collect();
    if let ["_control", rest @ ..] = segments.as_slice() {
        return (Some(control::answer(state, request, rest)), None);
    }
    let asked = request
        .headers()
        .get("x-letterpress-fault")
        .and_then(|value| value.to_str().ok());
    let fault = asked
        .and_then(|text| text.parse().ok())
        .or_else(|| state.faults.pop_front());
    let counted = state.count_request(now);
    let answer = match (&fault, counted) {
        (Some(Fault::Drop), _) => None,
        (_, Err(seconds)) => Some(answer::too_many_requests(&seconds.to_string())),
        (fault, Ok(_)) => Some(fault.as_ref().and_then(Fault::instead).unwrap_or_else(|| {
            let mut answer = match segments.as_slice() {
                ["client", "v4", rest @ ..] => operations::answer(state, request, rest, now),
                _ => answer::no_route(request.uri().path()),
            };
            if let Some(fault) = fault {
                fault.spoil(&mut answer);
            }
            answer
        })),
    };
    let (left, seconds) = counted.unwrap_or_else(|seconds| (0, seconds));
    let answer = answer.map(|answer| {
        with_headers(
            answer,
            left,
            seconds,
            state.options.requests,
            &state.next_id(),
        )
    });
    note(
        state,
        request,
        answer.as_ref().map_or(0, |answer| answer.status().as_u16()),
    );
    (answer, fault)
}

/// What every answer of the API has.
fn with_headers(mut answer: Answer, left: u32, seconds: u64, requests: u32, id: &str) -> Answer {
    let headers = [
        ("cf-ray", format!("{}-LHR", &id[..16])),
        ("ratelimit", format!("\"default\";r={left};t={seconds}")),
        (
            "ratelimit-policy",
            format!("\"default\";q={requests};w=300"),
        ),
        ("server", "cloudflare".to_owned()),
    ];
    for (name, value) in headers {
        // A canned answer may have its own.
        if !answer.headers().contains_key(name) {
            answer::set(&mut answer, HeaderName::from_static(name), &value);
        }
    }
    answer
}

fn note(state: &mut State, request: &Request<Bytes>, status: u16) {
    let target = request
        .uri()
        .path_and_query()
        .map_or("/", |target| target.as_str())
        .to_owned();
    if state.options.log {
        // Nobody may be reading standard error; the server runs on.
        let _ = writeln!(io::stderr(), "{} {target} {status}", request.method());
    }
    let headers = request.headers().iter();
    let headers = headers.map(|(name, value)| {
        (
            name.to_string(),
            String::from_utf8_lossy(value.as_bytes()).into_owned(),
        )
    });
    state.seen.push(Seen {
        method: request.method().to_string(),
        target,
        headers: headers.collect(),
        body: request.body().to_vec(),
        status,
    });
}

/// In chunks, as slowly or as incompletely as the fault asks.
fn send(answer: Answer, fault: Option<&Fault>) -> Response<Streamed> {
    let (mut parts, body) = answer.into_parts();
    if parts.status == StatusCode::NO_CONTENT {
        return Response::from_parts(
            parts,
            Empty::new()
                .map_err(|never: Infallible| match never {})
                .boxed(),
        );
    }
    parts
        .headers
        .insert(CONTENT_LENGTH, HeaderValue::from(body.len()));
    let end = if fault == Some(&Fault::Short) {
        body.len() / 2
    } else {
        body.len()
    };
    let pause = match fault {
        Some(Fault::Slow(milliseconds)) => Duration::from_millis(*milliseconds),
        _ => Duration::ZERO,
    };
    let chunks = stream::unfold((body, 0_usize), move |(body, at)| async move {
        if at > 0 && !pause.is_zero() {
            tokio::time::sleep(pause).await;
        }
        if at < end {
            let next = end.min(at + CHUNK);
            let chunk = body.slice(at..next);
            return Some((Ok(Frame::data(chunk)), (body, next)));
        }
        if end == body.len() || at == usize::MAX {
            return None;
        }
        // Less than was announced: an error breaks the connection. What came before it must have left by then.
        tokio::time::sleep(FLUSH).await;
        let broken = io::Error::other("the body breaks off");
        Some((Err(broken), (body, usize::MAX)))
    });
    Response::from_parts(parts, StreamBody::new(chunks).boxed())
}
