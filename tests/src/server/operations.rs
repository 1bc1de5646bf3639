//! The nine operations, and who may call them.

use std::time::{Duration, Instant};

use hyper::body::Bytes;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use hyper::{Method, Request, StatusCode};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::answer::{self, Answer};
use super::state::{Bucket, Capture, State};
use super::{Options, packets, validate};

/// How many captures a list has.
const LISTED: usize = 50;

/// Carries out a request whose path is `/client/v4` and these segments.
pub(super) fn answer(
    state: &mut State,
    request: &Request<Bytes>,
    segments: &[&str],
    now: Instant,
) -> Answer {
    // A refusal is an answer too: `?` leads there.
    route(state, request, segments, now).unwrap_or_else(|refusal| *refusal)
}

fn route(
    state: &mut State,
    request: &Request<Bytes>,
    segments: &[&str],
    now: Instant,
) -> Result<Answer, Box<Answer>> {
    authenticate(&state.options, request.headers())?;
    let path = request.uri().path();
    let nowhere = || Box::new(answer::no_route(path));
    let ["accounts", account, "pcaps", rest @ ..] = segments else {
        return Err(nowhere());
    };
    if !is_id(account) {
        return Err(nowhere());
    }
    if *account != state.options.account {
        return Err(Box::new(answer::unauthorized(StatusCode::FORBIDDEN)));
    }
    let post = request.method() == Method::POST;
    match (request.method(), rest) {
        (_, []) if post => create(state, &body(request)?, now),
        (&Method::GET, []) => Ok(list(state, now)),
        (_, ["ownership"]) if post => create_ownership(state, &body(request)?),
        (&Method::GET, ["ownership"]) => Ok(list_ownership(state)),
        (_, ["ownership", "validate"]) if post => validate_ownership(state, &body(request)?, path),
        (&Method::DELETE, ["ownership", id]) => delete_ownership(state, id, path),
        (&Method::GET, [id]) => Ok(answer::result(
            find(state, id, path)?.show(now, state.options.pace),
        )),
        (&Method::PUT, [id, "stop"]) => stop(state, id, path, now),
        (&Method::GET, [id, "download"]) => {
            download(find(state, id, path)?, state.options.pace, now)
        }
        _ => Err(nowhere()),
    }
}

/// A token, or an email address and a key. A token wins.
fn authenticate(options: &Options, headers: &HeaderMap) -> Result<(), Box<Answer>> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if headers.contains_key(AUTHORIZATION) {
        let Some(token) = text("authorization").and_then(|value| value.strip_prefix("Bearer "))
        else {
            let chain =
                json!([{ "code": 6111, "message": "Invalid format for Authorization header" }]);
            return Err(Box::new(answer::invalid_headers(&chain)));
        };
        return check(token == options.token);
    }
    match (text("x-auth-email"), text("x-auth-key")) {
        (Some(email), Some(key)) => check(email == options.email && key == options.key),
        (email, key) => {
            let email = email
                .is_none()
                .then(|| json!({ "code": 6100, "message": "Missing X-Auth-Email header" }));
            let key = key
                .is_none()
                .then(|| json!({ "code": 6101, "message": "Missing X-Auth-Key header" }));
            let chain: Value = email.into_iter().chain(key).collect();
            Err(Box::new(answer::invalid_headers(&chain)))
        }
    }
}

fn check(right: bool) -> Result<(), Box<Answer>> {
    if right {
        Ok(())
    } else {
        Err(Box::new(answer::unauthorized(StatusCode::UNAUTHORIZED)))
    }
}

fn create(
    state: &mut State,
    body: &Map<String, Value>,
    now: Instant,
) -> Result<Answer, Box<Answer>> {
    validate::capture(body)?;
    let pace = state.options.pace;
    if body.get("type").and_then(Value::as_str) == Some("full") {
        may_run_full(state, body, now, pace)?;
    } else if state.options.one_simple_a_minute {
        may_run_simple(state, now)?;
    }
    let capture = Capture {
        id: state.next_id(),
        request: body.clone(),
        submitted: Timestamp::now(),
        begun: now,
        stopped: None,
        laid_over: Map::new(),
    };
    let shown = capture.show(now, pace);
    state.captures.push(capture);
    Ok(answer::result(shown))
}

/// A full capture needs a validated bucket, and no other that runs. Which status and code the API has for either is not documented.
fn may_run_full(
    state: &State,
    body: &Map<String, Value>,
    now: Instant,
    pace: Duration,
) -> Result<(), Box<Answer>> {
    let destination = validate::text(body, "destination_conf")?;
    let mut validated = state
        .buckets
        .iter()
        .filter(|bucket| matches!(bucket.validated, Some(Some(_))));
    if !validated.any(|bucket| bucket.is_at(destination)) {
        return Err(Box::new(answer::invalid_body(
            "the bucket has not been validated",
            "/destination_conf",
        )));
    }
    let mut full = state.captures.iter().filter(|capture| capture.is_full());
    if full.any(|capture| !is_final(capture.status(now, pace))) {
        return Err(Box::new(answer::failure(
            StatusCode::BAD_REQUEST,
            9207,
            "another full capture is running",
        )));
    }
    Ok(())
}

/// Which status and code the API has for a second simple capture in a minute is not documented; 429 is what a client expects.
fn may_run_simple(state: &State, now: Instant) -> Result<(), Box<Answer>> {
    let last = state.captures.iter().rfind(|capture| !capture.is_full());
    let since = last.map(|capture| now.saturating_duration_since(capture.begun).as_secs());
    match since {
        Some(seconds @ 0..60) => Err(Box::new(answer::too_many_requests(
            &(60 - seconds).to_string(),
        ))),
        _ => Ok(()),
    }
}

/// The newest first. An empty list is null: clients have met both.
fn list(state: &State, now: Instant) -> Answer {
    let newest = state.captures.iter().rev().take(LISTED);
    let shown: Vec<Value> = newest
        .map(|capture| capture.show(now, state.options.pace))
        .collect();
    answer::result(if shown.is_empty() {
        Value::Null
    } else {
        Value::Array(shown)
    })
}

fn stop(state: &mut State, id: &str, path: &str, now: Instant) -> Result<Answer, Box<Answer>> {
    let pace = state.options.pace;
    let capture = state.captures.iter_mut().find(|capture| capture.id == id);
    let capture = capture.ok_or_else(|| Box::new(answer::no_route(path)))?;
    if !capture.is_full() {
        return Err(Box::new(answer::failure(
            StatusCode::BAD_REQUEST,
            9207,
            "only full captures can be stopped",
        )));
    }
    if capture.stopped.is_none() && !is_final(capture.status(now, pace)) {
        capture.stopped = Some((now, Timestamp::now()));
    }
    Ok(answer::no_content())
}

/// What the API answers for a full or an unfinished capture is not documented; it is taken to be a failure.
fn download(capture: &Capture, pace: Duration, now: Instant) -> Result<Answer, Box<Answer>> {
    let refuse = |message| {
        Err(Box::new(answer::failure(
            StatusCode::BAD_REQUEST,
            9207,
            message,
        )))
    };
    if capture.is_full() {
        return refuse("only simple captures can be downloaded");
    }
    if !matches!(capture.status(now, pace), "success" | "complete") {
        return refuse("the capture is not finished");
    }
    let file = packets::file(&capture.request, capture.submitted);
    Ok(answer::with(
        StatusCode::OK,
        Some("application/vnd.tcpdump.pcap"),
        file.into(),
    ))
}

fn create_ownership(state: &mut State, body: &Map<String, Value>) -> Result<Answer, Box<Answer>> {
    let destination = validate::text(body, "destination_conf")?.to_owned();
    let (id, challenge) = (state.next_id(), state.next_id());
    let filename = format!("ownership-challenge-{id}.txt");
    let submitted = Timestamp::now();
    let bucket = Bucket {
        id,
        destination,
        filename,
        challenge,
        submitted,
        validated: None,
    };
    let shown = bucket.show();
    state.buckets.push(bucket);
    Ok(answer::result(shown))
}

fn list_ownership(state: &State) -> Answer {
    let shown: Vec<Value> = state.buckets.iter().map(Bucket::show).collect();
    answer::result(if shown.is_empty() {
        Value::Null
    } else {
        Value::Array(shown)
    })
}

fn validate_ownership(
    state: &mut State,
    body: &Map<String, Value>,
    path: &str,
) -> Result<Answer, Box<Answer>> {
    let destination = validate::text(body, "destination_conf")?;
    let challenge = validate::text(body, "ownership_challenge")?;
    // The newest: a bucket may be registered again.
    let bucket = state
        .buckets
        .iter_mut()
        .rfind(|bucket| bucket.is_at(destination));
    let bucket = bucket.ok_or_else(|| Box::new(answer::no_route(path)))?;
    let right = challenge.trim() == bucket.challenge;
    bucket.validated = Some(right.then(Timestamp::now));
    Ok(answer::result(bucket.show()))
}

fn delete_ownership(state: &mut State, id: &str, path: &str) -> Result<Answer, Box<Answer>> {
    let before = state.buckets.len();
    state.buckets.retain(|bucket| bucket.id != id);
    if state.buckets.len() == before {
        return Err(Box::new(answer::no_route(path)));
    }
    Ok(answer::no_content())
}

fn find<'a>(state: &'a State, id: &str, path: &str) -> Result<&'a Capture, Box<Answer>> {
    state
        .capture(id)
        .ok_or_else(|| Box::new(answer::no_route(path)))
}

/// A JSON object.
fn body(request: &Request<Bytes>) -> Result<Map<String, Value>, Box<Answer>> {
    let refuse = |message| Box::new(answer::failure(StatusCode::BAD_REQUEST, 9207, message));
    let content_type = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("");
    if !content_type.starts_with("application/json") {
        return Err(refuse("Content-type must be application/json."));
    }
    serde_json::from_slice(request.body()).map_err(|_| refuse("Request body is invalid."))
}

fn is_final(status: &str) -> bool {
    matches!(status, "success" | "complete" | "failed")
}

fn is_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
