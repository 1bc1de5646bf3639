//! Answers: the envelope, failures, and the headers that every answer has.

use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue, RETRY_AFTER};
use hyper::{Response, StatusCode};
use serde_json::{Value, json};

/// An answer before it is sent.
pub(super) type Answer = Response<Bytes>;

/// 200 with a result, in the envelope.
pub(super) fn result(result: Value) -> Answer {
    json(
        StatusCode::OK,
        &json!({ "result": result, "success": true, "errors": [], "messages": [] }),
    )
}

/// 204.
pub(super) fn no_content() -> Answer {
    with(StatusCode::NO_CONTENT, None, Bytes::new())
}

/// One error in the envelope.
pub(super) fn failure(status: StatusCode, code: i64, message: &str) -> Answer {
    failures(status, json!([{ "code": code, "message": message }]))
}

/// Errors in the envelope.
pub(super) fn failures(status: StatusCode, errors: Value) -> Answer {
    json(
        status,
        &json!({ "success": false, "errors": errors, "messages": [], "result": null }),
    )
}

/// A body that is refused, and where it is wrong.
pub(super) fn invalid_body(message: &str, pointer: &str) -> Answer {
    failures(
        StatusCode::BAD_REQUEST,
        json!([{ "code": 9207, "message": message, "source": { "pointer": pointer } }]),
    )
}

/// Nothing is found under this path.
pub(super) fn no_route(path: &str) -> Answer {
    failures(
        StatusCode::NOT_FOUND,
        json!([
            { "code": 7003, "message": format!("Could not route to {path}, perhaps your object identifier is invalid?") },
            { "code": 7000, "message": "No route for that URI" },
        ]),
    )
}

/// Wrong credentials: the API answers them without `messages` and `result`.
pub(super) fn unauthorized(status: StatusCode) -> Answer {
    json(
        status,
        &json!({ "success": false, "errors": [{ "code": 10000, "message": "Authentication error" }] }),
    )
}

/// Malformed credentials, with what is wrong about them.
pub(super) fn invalid_headers(chain: &Value) -> Answer {
    json(
        StatusCode::BAD_REQUEST,
        &json!({
            "success": false,
            "errors": [{ "code": 6003, "message": "Invalid request headers", "error_chain": chain }],
            "messages": [],
            "result": null,
        }),
    )
}

/// 429, with `Retry-After` as it is given: seconds or an HTTP date.
pub(super) fn too_many_requests(retry_after: &str) -> Answer {
    let mut answer = failure(
        StatusCode::TOO_MANY_REQUESTS,
        971,
        "Please wait and consider throttling your request speed",
    );
    set(&mut answer, RETRY_AFTER, retry_after);
    answer
}

/// What a proxy answers when nothing is behind it.
pub(super) fn html(status: StatusCode) -> Answer {
    const PAGE: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>cloudflare</center>\r\n</body>\r\n</html>\r\n";
    with(
        status,
        Some("text/html"),
        Bytes::from_static(PAGE.as_bytes()),
    )
}

/// A JSON body.
pub(super) fn json(status: StatusCode, body: &Value) -> Answer {
    with(
        status,
        Some("application/json"),
        Bytes::from(body.to_string()),
    )
}

/// Any body.
pub(super) fn with(status: StatusCode, content_type: Option<&'static str>, body: Bytes) -> Answer {
    let mut answer = Response::new(body);
    *answer.status_mut() = status;
    if let Some(content_type) = content_type {
        answer
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    }
    answer
}

/// Sets a header; a value that can't travel is left out.
pub(super) fn set(answer: &mut Answer, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(name, value);
    }
}
