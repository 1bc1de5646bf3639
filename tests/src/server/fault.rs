//! The ways in which an answer can go wrong.

use std::str::FromStr;

use hyper::StatusCode;
use hyper::body::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderName, HeaderValue, LOCATION};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::answer::{self, Answer};

/// What happens to one request instead of, or on top of, its answer.
///
/// Each has a text form, for the header `X-Letterpress-Fault` and for `POST /_control/faults`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// `html-502`: 502 with a page of a proxy.
    Html502,
    /// `429:<seconds>`: 429 with `Retry-After` in seconds. `429` alone is one second.
    TooManyRequests(u64),
    /// `429-date:<seconds>`: 429 with `Retry-After` as the date in so many seconds.
    TooManyRequestsDate(u64),
    /// `<status>`, such as `500`: a failure in the envelope under this status.
    Failure(u16),
    /// `success-false`: a failure in the envelope under status 200.
    SuccessFalse,
    /// `success-with-errors`: the request is carried out, and its answer has `success: true` and entries in `errors` and `messages`.
    SuccessWithErrors,
    /// `null-errors`: the request is carried out, and its answer has `errors: null` and no `messages`.
    NullErrors,
    /// `truncated`: the request is carried out, and the second half of its answer's body is missing; the length that is announced is that of the rest.
    Truncated,
    /// `empty`: the request is carried out, and its answer's body is empty.
    Empty,
    /// `wrong-type`: the request is carried out, and its answer says `text/plain`.
    WrongType,
    /// `delay:<milliseconds>`: the answer comes late.
    Delay(u64),
    /// `slow:<milliseconds>`: so much time passes between two chunks of the answer's body.
    Slow(u64),
    /// `short`: the connection breaks in the middle of the body.
    Short,
    /// `drop`: the connection breaks before anything is answered; the request is not carried out.
    Drop,
    /// `redirect:<status>:<url>`: the request is not carried out but sent elsewhere.
    Redirect(u16, String),
    /// This answer and no other; as JSON: `{"status": 200, "headers": {..}, "body": ".."}`.
    Canned(Canned),
}

/// A whole answer, made in advance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Canned {
    /// The HTTP status.
    pub status: u16,
    /// Header names and values, added to those that every answer has. Without `content-type`, it is `application/json`.
    pub headers: Vec<(String, String)>,
    /// The body, as it is sent.
    pub body: Vec<u8>,
}

impl Canned {
    /// A JSON body under this status.
    #[must_use]
    pub fn json(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
        }
    }
}

impl Fault {
    /// The answer of a request that is not carried out.
    pub(super) fn instead(&self) -> Option<Answer> {
        Some(match self {
            Self::Html502 => answer::html(StatusCode::BAD_GATEWAY),
            Self::TooManyRequests(seconds) => answer::too_many_requests(&seconds.to_string()),
            Self::TooManyRequestsDate(seconds) => answer::too_many_requests(&http_date(*seconds)),
            Self::Failure(code) => {
                answer::failure(status(*code), 10001, "internal error, try again")
            }
            Self::SuccessFalse => {
                answer::failure(StatusCode::OK, 10001, "internal error, try again")
            }
            Self::Redirect(code, to) => {
                let mut answer = answer::with(status(*code), None, Bytes::new());
                answer::set(&mut answer, LOCATION, to);
                answer
            }
            Self::Canned(canned) => {
                let mut answer = answer::with(
                    status(canned.status),
                    Some("application/json"),
                    canned.body.clone().into(),
                );
                for (name, value) in &canned.headers {
                    if let Ok(name) = HeaderName::from_str(name) {
                        answer::set(&mut answer, name, value);
                    }
                }
                answer
            }
            _ => return None,
        })
    }

    /// Changes the answer of a request that was carried out.
    pub(super) fn spoil(&self, answer: &mut Answer) {
        match self {
            Self::SuccessWithErrors => edit(answer, |envelope| {
                let note = json!([{
                    "code": 1000,
                    "message": "message",
                    "documentation_url": "documentation_url",
                    "source": { "pointer": "pointer" },
                }]);
                envelope["errors"] = note.clone();
                envelope["messages"] = note;
            }),
            Self::NullErrors => edit(answer, |envelope| {
                envelope["errors"] = Value::Null;
                if let Some(members) = envelope.as_object_mut() {
                    members.shift_remove("messages");
                }
            }),
            Self::Truncated => {
                let half = answer.body().len() / 2;
                answer.body_mut().truncate(half);
            }
            Self::Empty => answer.body_mut().clear(),
            Self::WrongType => {
                answer
                    .headers_mut()
                    .insert(CONTENT_TYPE, HeaderValue::from_static("text/plain"));
            }
            _ => {}
        }
    }

    /// A fault as JSON: its text form, or a whole answer.
    pub(super) fn from_json(value: &Value) -> Result<Self, String> {
        if let Some(text) = value.as_str() {
            return text.parse();
        }
        let status = value["status"]
            .as_u64()
            .and_then(|status| u16::try_from(status).ok());
        let (Some(status), Some(body)) = (status, value["body"].as_str()) else {
            return Err(format!(
                "`{value}` is no fault: write its name, or {{\"status\": 200, \"body\": \"..\"}}"
            ));
        };
        let headers = value["headers"].as_object().into_iter().flatten();
        let headers = headers
            .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
            .collect();
        Ok(Self::Canned(Canned {
            status,
            headers,
            body: body.as_bytes().to_vec(),
        }))
    }
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, argument) = text.split_once(':').unwrap_or((text, ""));
        let number = || {
            argument
                .parse::<u64>()
                .map_err(|_| format!("`{text}`: write a number after the colon"))
        };
        Ok(match name {
            "html-502" => Self::Html502,
            "429" if argument.is_empty() => Self::TooManyRequests(1),
            "429" => Self::TooManyRequests(number()?),
            "429-date" => Self::TooManyRequestsDate(number()?),
            "success-false" => Self::SuccessFalse,
            "success-with-errors" => Self::SuccessWithErrors,
            "null-errors" => Self::NullErrors,
            "truncated" => Self::Truncated,
            "empty" => Self::Empty,
            "wrong-type" => Self::WrongType,
            "delay" => Self::Delay(number()?),
            "slow" => Self::Slow(number()?),
            "short" => Self::Short,
            "drop" => Self::Drop,
            "redirect" => match argument
                .split_once(':')
                .map(|(status, to)| (status.parse(), to))
            {
                Some((Ok(status), to)) => Self::Redirect(status, to.to_owned()),
                _ => return Err(format!("`{text}`: write redirect:307:http://..")),
            },
            status => match status.parse() {
                Ok(status @ 400..=599) => Self::Failure(status),
                _ => return Err(format!("`{text}` is no fault")),
            },
        })
    }
}

fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn edit(answer: &mut Answer, change: impl FnOnce(&mut Value)) {
    if let Ok(mut envelope) = serde_json::from_slice(answer.body()) {
        change(&mut envelope);
        *answer.body_mut() = envelope.to_string().into();
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`, so many seconds from now.
fn http_date(seconds: u64) -> String {
    let seconds = i64::try_from(seconds).unwrap_or(i64::MAX);
    let then = Timestamp::now()
        .checked_add(SignedDuration::from_secs(seconds))
        .unwrap_or(Timestamp::MAX);
    then.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
