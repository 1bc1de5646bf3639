//! The policy of a call, without I/O: what follows after each attempt. Both clients ask it, so that they agree.

use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode, Uri, header, response};

use super::base::{Origin, resolve};
use super::options::Settings;
use super::transport_error::Fault;
use super::{Error, Operation, TransportError};

/// The longest wait of the backoff.
const LONGEST_BACKOFF: f64 = 8.0;
/// The wait before the second attempt.
const FIRST_BACKOFF: f64 = 0.5;
/// The most redirects that one call follows.
const MOST_REDIRECTS: u32 = 5;

/// One call: its attempts so far and its time.
pub(crate) struct Exchange<'a> {
    operation: &'static Operation,
    settings: &'a Settings,
    deadline: Option<Instant>,
    request: Nature,
    attempts: u32,
    redirects: u32,
}

/// What the policy has to know of a request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Nature {
    /// Whether it can be sent more than once.
    pub(crate) replayable: bool,
    /// Whether it asks for a part of what is there (RFC 9110, section 14.2).
    pub(crate) ranged: bool,
}

/// The time and the chance that a transport reads for the policy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Moment {
    pub(crate) now: Instant,
    pub(crate) date: SystemTime,
    /// From 0 to 1.
    pub(crate) random: f64,
}

/// An answer that was taken into memory, as far as it came.
#[derive(Debug)]
pub(crate) struct Arrived {
    pub(crate) parts: response::Parts,
    body: Bytes,
    broken: Option<Broken>,
}

/// Why an answer did not come whole.
#[derive(Debug)]
pub(crate) enum Broken {
    Transport(TransportError),
    TooLarge,
}

impl Arrived {
    /// Checks the length that was promised, for transports that do not.
    pub(crate) fn new(
        operation: &Operation,
        parts: response::Parts,
        body: Bytes,
        broken: Option<Broken>,
    ) -> Self {
        let short = || {
            let length = length(&parts.headers).filter(|_| operation.method != "HEAD")?;
            (length != body.len() as u64).then(|| {
                let error = format!("{} bytes of {length} came", body.len());
                Broken::Transport(TransportError::new(error))
            })
        };
        let broken = broken.or_else(short);
        Self {
            parts,
            body,
            broken,
        }
    }

    pub(crate) fn into_response(self) -> Response<Bytes> {
        Response::from_parts(self.parts, self.body)
    }
}

/// The length of a body, where the headers tell it.
pub(crate) fn length(headers: &HeaderMap) -> Option<u64> {
    if headers.contains_key(header::CONTENT_ENCODING)
        || headers.contains_key(header::TRANSFER_ENCODING)
    {
        return None;
    }
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .trim()
        .parse()
        .ok()
}

/// What follows after an attempt.
#[derive(Debug)]
pub(crate) enum Next {
    /// The answer is final, good or bad.
    Return,
    /// The same request again, after that time.
    Again(Duration),
    /// The same request again, to that URI, at once.
    Follow(Uri),
    /// The call has failed.
    Fail(Error),
}

impl<'a> Exchange<'a> {
    pub(crate) fn new(
        operation: &'static Operation,
        settings: &'a Settings,
        request: Nature,
        now: Instant,
    ) -> Self {
        let deadline = settings
            .deadline
            .and_then(|deadline| now.checked_add(deadline));
        Self {
            operation,
            settings,
            deadline,
            request,
            attempts: 0,
            redirects: 0,
        }
    }

    /// Attempts so far.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Begins an attempt: when it has to end.
    pub(crate) fn begin(&mut self, now: Instant) -> Option<Instant> {
        self.attempts += 1;
        earlier(now.checked_add(self.settings.timeout), self.deadline)
    }

    /// When the call has to end.
    pub(crate) fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Whether an answer is what was asked for, and not a part of its bytes that would be taken for all of them.
    /// What APIs of their own mind call a part, such as a page of a list, is JSON and has no range of bytes.
    pub(crate) fn is_whole(&self, status: StatusCode, headers: &HeaderMap) -> bool {
        let range = headers.get(header::CONTENT_RANGE);
        self.request.ranged
            || status != StatusCode::PARTIAL_CONTENT
            || match range {
                Some(range) => !range.as_bytes().starts_with(b"bytes"),
                None => self.operation.reads_json(),
            }
    }

    /// An attempt got an answer. A failing status counts even if its body is broken, so that it is not lost.
    pub(crate) fn arrived(
        &mut self,
        asked: &Uri,
        arrived: &mut Arrived,
        moment: impl FnOnce() -> Moment,
    ) -> Next {
        let broken = arrived
            .broken
            .take()
            .filter(|_| arrived.parts.status.is_success());
        match broken {
            None if !self.is_whole(arrived.parts.status, &arrived.parts.headers) => {
                let error = Error::content(self.operation, "a part came, and all was asked for");
                Next::Fail(
                    error
                        .answered(&arrived.parts, arrived.body.clone())
                        .attempted(self.attempts),
                )
            }
            None => self.received(asked, arrived.parts.status, &arrived.parts.headers, moment),
            Some(Broken::TooLarge) => {
                let error = Error::too_large(self.operation, self.settings.response_limit);
                Next::Fail(
                    error
                        .answered(&arrived.parts, arrived.body.clone())
                        .attempted(self.attempts),
                )
            }
            Some(Broken::Transport(error)) => match self.failed(error, moment()) {
                Next::Fail(error) => {
                    Next::Fail(error.answered(&arrived.parts, arrived.body.clone()))
                }
                next => next,
            },
        }
    }

    fn received(
        &mut self,
        asked: &Uri,
        status: StatusCode,
        headers: &HeaderMap,
        moment: impl FnOnce() -> Moment,
    ) -> Next {
        if status.is_redirection() {
            return self.redirected(asked, status, headers);
        }
        let again = match status {
            StatusCode::TOO_MANY_REQUESTS => true,
            StatusCode::REQUEST_TIMEOUT => self.operation.safe(),
            status => status.is_server_error() && self.operation.safe(),
        };
        if !again {
            return Next::Return;
        }
        let moment = moment();
        match self.wait(retry_after(headers, moment.date), moment) {
            Some(wait) => Next::Again(wait),
            None => Next::Return,
        }
    }

    /// An attempt got no answer, or not all of it.
    pub(crate) fn failed(&mut self, error: TransportError, moment: Moment) -> Next {
        let again = match error.fault() {
            Fault::Connect => true,
            Fault::Timeout | Fault::Broken => self.operation.safe(),
            Fault::Untrusted | Fault::Request => false,
        };
        match self.wait(None, moment).filter(|_| again) {
            Some(wait) => Next::Again(wait),
            None => Next::Fail(Error::transport(self.operation, error).attempted(self.attempts)),
        }
    }

    /// How long to wait for the next attempt; none if there is to be none.
    fn wait(&self, asked: Option<Duration>, moment: Moment) -> Option<Duration> {
        if self.attempts > self.settings.retries || !self.request.replayable {
            return None;
        }
        let doubled = FIRST_BACKOFF
            * 2f64.powi(
                i32::try_from(self.attempts)
                    .unwrap_or(i32::MAX)
                    .saturating_sub(1),
            );
        let backoff = Duration::from_secs_f64(
            doubled.min(LONGEST_BACKOFF) * (1.0 - moment.random.clamp(0.0, 1.0) / 2.0),
        );
        let wait = match asked {
            Some(asked) if asked > self.settings.longest_wait => return None,
            Some(asked) => asked.max(backoff),
            None => backoff,
        };
        let start = moment.now.checked_add(wait)?;
        match self.deadline {
            Some(deadline) if start >= deadline => None,
            _ => Some(wait),
        }
    }

    /// A redirect is followed for a request that reads, to the origin that was asked; anywhere else would take the credentials along.
    fn redirected(&mut self, asked: &Uri, status: StatusCode, headers: &HeaderMap) -> Next {
        let moved = matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308);
        let Some(location) = headers.get(header::LOCATION).filter(|_| moved) else {
            return Next::Return;
        };
        let fail = |detail: String| {
            Next::Fail(
                Error::redirect(self.operation, status, headers, detail).attempted(self.attempts),
            )
        };
        let target = location
            .to_str()
            .map_err(|_| "the target is no text".to_owned())
            .and_then(|location| resolve(asked, location));
        let target = match target {
            Ok(target) => target,
            Err(problem) => return fail(problem),
        };
        let (origin, home) = match (Origin::of(&target), Origin::of(asked)) {
            (Ok(origin), Ok(home)) => (origin, home),
            (Err(problem), _) | (_, Err(problem)) => return fail(problem),
        };
        if origin != home {
            return fail(format!(
                "it leads to {origin}, and requests to {home} go nowhere else"
            ));
        }
        if !self.operation.safe() {
            return fail(format!(
                "it leads elsewhere at {origin}, and a {} is sent to no place but its own",
                self.operation.method
            ));
        }
        if self.redirects == MOST_REDIRECTS {
            return fail(format!(
                "it is one more after {MOST_REDIRECTS} others at {origin}"
            ));
        }
        self.redirects += 1;
        // A step on the way to the answer, not another attempt at it.
        self.attempts -= 1;
        Next::Follow(target)
    }
}

/// What `Retry-After` asks for, in seconds or as a date (RFC 9110, section 10.2.3). None where it says nothing that is understood.
pub(crate) fn retry_after(headers: &HeaderMap, date: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More digits than a number holds are a wait beyond every cap.
        return Some(Duration::from_secs(
            text.parse().unwrap_or(u64::from(u32::MAX)),
        ));
    }
    let until = httpdate::parse_http_date(text).ok()?;
    // The server's own clock, where it shows it: the date was read off it.
    let now = headers
        .get(header::DATE)
        .and_then(|date| date.to_str().ok())
        .and_then(|date| httpdate::parse_http_date(date).ok())
        .unwrap_or(date);
    Some(until.duration_since(now).unwrap_or(Duration::ZERO))
}

/// The earlier of two ends, either of which may be none.
pub(crate) fn earlier(one: Option<Instant>, other: Option<Instant>) -> Option<Instant> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
