//! `/_control`: what a person, or a test in another process, can ask for.
//!
//! | request | does |
//! |---|---|
//! | `POST /_control/faults` with a JSON list | breaks the next requests, one fault each |
//! | `DELETE /_control/faults` | forgets the faults that are left |
//! | `GET /_control/requests` | the requests so far, as a JSON list |
//! | `GET /_control/bucket/<filename>` | the content of a challenge file, as the owner of the bucket would read it |
//! | `POST /_control/captures/<id>` with a JSON object | lays these members over the capture's answers |

use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode};
use serde_json::{Value, json};

use super::answer::{self, Answer};
use super::fault::Fault;
use super::state::{Seen, State};

/// Answers a request to `/_control` and these segments.
pub(super) fn answer(state: &mut State, request: &Request<Bytes>, segments: &[&str]) -> Answer {
    match (request.method(), segments) {
        (&Method::POST, ["faults"]) => faults(state, request.body()),
        (&Method::DELETE, ["faults"]) => {
            state.faults.clear();
            answer::no_content()
        }
        (&Method::GET, ["requests"]) => {
            answer::json(StatusCode::OK, &state.seen.iter().map(show).collect())
        }
        (&Method::GET, ["bucket", filename]) => match state.challenge(filename) {
            Some(challenge) => answer::with(
                StatusCode::OK,
                Some("text/plain"),
                Bytes::from(challenge.to_owned()),
            ),
            None => refuse(StatusCode::NOT_FOUND, "no bucket has such a file"),
        },
        (&Method::POST, ["captures", id]) => capture(state, id, request.body()),
        _ => refuse(
            StatusCode::NOT_FOUND,
            "see /_control/faults, /requests, /bucket/<filename>, /captures/<id>",
        ),
    }
}

fn faults(state: &mut State, body: &[u8]) -> Answer {
    let list = serde_json::from_slice::<Vec<Value>>(body).map_err(|error| error.to_string());
    match list.and_then(|list| {
        list.iter()
            .map(Fault::from_json)
            .collect::<Result<Vec<_>, _>>()
    }) {
        Ok(faults) => {
            state.faults.extend(faults);
            answer::no_content()
        }
        Err(error) => refuse(StatusCode::BAD_REQUEST, &error),
    }
}

fn capture(state: &mut State, id: &str, body: &[u8]) -> Answer {
    match serde_json::from_slice(body) {
        Err(error) => refuse(StatusCode::BAD_REQUEST, &error.to_string()),
        Ok(members) => {
            if state.set_capture(id, members) {
                answer::no_content()
            } else {
                refuse(StatusCode::NOT_FOUND, "there is no such capture")
            }
        }
    }
}

fn show(seen: &Seen) -> Value {
    json!({
        "method": seen.method,
        "target": seen.target,
        "headers": seen.headers,
        "body": String::from_utf8_lossy(&seen.body),
        "status": seen.status,
    })
}

fn refuse(status: StatusCode, message: &str) -> Answer {
    answer::json(status, &json!({ "error": message }))
}
