//! The one error of the crate.

use std::error::Error as StdError;
use std::fmt;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, Response, StatusCode, response};

use super::exchange::retry_after;
use super::transport_error::Fault;
use super::{
    Credentials, DecodeError, Endpoint, Failure, Notice, Operation, Secret, TransportError,
    Violation,
};

/// Why a call has failed, with all that is known about it.
///
/// It prints no credential, no body of a request and, of a body that was received, no more than a line of text.
pub struct Error(Box<Inner>);

/// What kind of failure an [`Error`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The client or an option is set up in a way that cannot work. Nothing was sent.
    Configuration,
    /// Credentials are missing or incomplete. Nothing was sent.
    Credentials,
    /// The request breaks rules of the document: see [`Error::violations`]. Nothing was sent.
    Invalid,
    /// There was no connection, or the server is not trusted. Nothing was sent.
    Connect,
    /// A time limit passed. The server may have seen the request.
    Timeout,
    /// The connection broke. The server may have seen the request.
    Transport,
    /// The server sent the request elsewhere, where it must not go.
    Redirect,
    /// The server answered that the request failed: by its status, or by its envelope under any status.
    Api,
    /// The answer is not what the document describes.
    Decode,
    /// The answer is larger than the limit.
    TooLarge,
    /// A local file cannot be read or written.
    Io,
    /// The next page of a list is one that was asked already, or is at another origin: it is not asked for.
    Pages,
    /// What was waited for has failed.
    WaitFailed,
    /// What was waited for was not done in time.
    WaitTimeout,
}

#[derive(Default)]
struct Inner {
    kind: Option<ErrorKind>,
    operation: Option<&'static Operation>,
    detail: String,
    status: Option<StatusCode>,
    headers: HeaderMap,
    body: Bytes,
    errors: Vec<Notice>,
    messages: Vec<Notice>,
    violations: Vec<Violation>,
    pointer: Option<String>,
    retry_after: Option<Duration>,
    attempts: u32,
    /// What the answer may hold and is not to be printed.
    hidden: Vec<Secret>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind.unwrap_or(ErrorKind::Configuration)
    }

    /// The name of the operation: `pcaps.create`. None when a client could not be built.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|operation| operation.id)
    }

    /// The status of the answer, whatever came with it. None when there was no answer.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// The codes of [`errors`](Self::errors).
    #[must_use]
    pub fn codes(&self) -> Vec<i64> {
        self.0
            .errors
            .iter()
            .filter_map(|error| error.code)
            .collect()
    }

    /// The errors that the answer's envelope lists.
    #[must_use]
    pub fn errors(&self) -> &[Notice] {
        &self.0.errors
    }

    /// The messages that the answer's envelope lists.
    #[must_use]
    pub fn messages(&self) -> &[Notice] {
        &self.0.messages
    }

    /// The answer's headers. Empty when there was no answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.0.headers
    }

    /// The answer's body, as received and as far as it was.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.0.body
    }

    /// The documented body of a failure of this endpoint. None when there is no body, or another one.
    #[must_use]
    pub fn failure<E: Endpoint>(&self) -> Option<E::Failure> {
        E::Failure::read(self.0.status?, &self.0.headers, &self.0.body)
    }

    /// Of a wait that ran out of time, or whose subject failed: the last answer.
    #[must_use]
    pub fn last<E: Endpoint>(&self) -> Option<E::Output> {
        if !matches!(self.kind(), ErrorKind::WaitFailed | ErrorKind::WaitTimeout) {
            return None;
        }
        let mut reply = Response::new(self.0.body.clone());
        *reply.status_mut() = self.0.status?;
        *reply.headers_mut() = self.0.headers.clone();
        E::response(reply).ok().map(|reply| reply.output)
    }

    /// How long the server asks to wait before the next request.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// The JSON pointer of the member at fault: of the answer, when it could not be read; of the request, when it is invalid or the server says so.
    #[must_use]
    pub fn pointer(&self) -> Option<&str> {
        self.0.pointer.as_deref().or_else(|| {
            self.0
                .errors
                .iter()
                .find_map(|error| error.pointer.as_deref())
        })
    }

    /// What the answer calls the request, for a support ticket.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let header = self.0.operation?.envelope?.request_id?;
        self.0.headers.get(header)?.to_str().ok()
    }

    /// The rules that the request breaks, all of them.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// How often the request was sent, or tried to be. 0 when it never was.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the same call may go well later: no connection, a time limit, 408, 429, 5xx.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        match self.kind() {
            ErrorKind::Connect | ErrorKind::Timeout | ErrorKind::Transport => true,
            _ => self.0.status.is_some_and(|status| {
                matches!(status.as_u16(), 408 | 429) || status.is_server_error()
            }),
        }
    }
}

/// How the runtime makes errors.
impl Error {
    fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            kind: Some(kind),
            detail: detail.into(),
            ..Inner::default()
        }))
    }

    pub(crate) fn configuration(detail: impl Into<String>) -> Self {
        Self::new(ErrorKind::Configuration, detail)
    }

    pub(crate) fn credentials(detail: impl Into<String>) -> Self {
        Self::new(ErrorKind::Credentials, detail)
    }

    pub(crate) fn invalid(operation: &'static Operation, violations: Vec<Violation>) -> Self {
        let mut error = Self::new(ErrorKind::Invalid, String::new()).of(operation);
        error.0.pointer = violations
            .first()
            .map(|violation| violation.pointer.clone());
        error.0.violations = violations;
        error
    }

    pub(crate) fn transport(operation: &'static Operation, error: TransportError) -> Self {
        let kind = match error.fault() {
            Fault::Connect | Fault::Untrusted => ErrorKind::Connect,
            Fault::Timeout => ErrorKind::Timeout,
            Fault::Broken => ErrorKind::Transport,
            Fault::Request => ErrorKind::Io,
        };
        let mut cause: &dyn StdError = &error;
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        let detail = format!("{error}: {}", excerpt(cause.to_string().as_bytes()));
        let mut failed = Self::new(kind, detail).of(operation);
        failed.0.source = Some(error.into_source());
        failed
    }

    pub(crate) fn redirect(
        operation: &'static Operation,
        status: StatusCode,
        headers: &HeaderMap,
        detail: String,
    ) -> Self {
        let mut error = Self::new(
            ErrorKind::Redirect,
            format!("the redirect is not followed: {detail}"),
        )
        .of(operation);
        error.0.status = Some(status);
        error.0.headers = headers.clone();
        error
    }

    pub(crate) fn too_large(operation: &'static Operation, limit: usize) -> Self {
        let detail = format!(
            "the answer is larger than {limit} bytes, the limit for answers in memory; `response_limit` moves it"
        );
        Self::new(ErrorKind::TooLarge, detail).of(operation)
    }

    pub(crate) fn io(
        operation: &'static Operation,
        detail: impl Into<String>,
        source: std::io::Error,
    ) -> Self {
        let mut error = Self::new(ErrorKind::Io, detail).of(operation);
        error.0.source = Some(source.into());
        error
    }

    pub(crate) fn api(
        operation: &'static Operation,
        errors: Vec<Notice>,
        messages: Vec<Notice>,
    ) -> Self {
        let mut error = Self::new(ErrorKind::Api, String::new()).of(operation);
        error.0.errors = errors;
        error.0.messages = messages;
        error
    }

    pub(crate) fn decode(operation: &'static Operation, error: &DecodeError) -> Self {
        let mut failed = Self::new(
            ErrorKind::Decode,
            format!("the answer cannot be read: {error}"),
        )
        .of(operation);
        failed.0.pointer = Some(error.pointer());
        failed
    }

    /// The error of an item of a stream; `place` says which.
    pub(crate) fn item(operation: &'static Operation, place: &str, error: &DecodeError) -> Self {
        let detail = format!("{place} cannot be read: {error}");
        let mut failed = Self::new(ErrorKind::Decode, detail).of(operation);
        failed.0.pointer = Some(error.pointer());
        failed
    }

    pub(crate) fn content(operation: &'static Operation, detail: impl Into<String>) -> Self {
        Self::new(ErrorKind::Decode, detail).of(operation)
    }

    pub(crate) fn wait(
        operation: &'static Operation,
        kind: ErrorKind,
        detail: String,
        last: Option<Self>,
    ) -> Self {
        let mut error = Self::new(kind, detail).of(operation);
        error.0.source = last.map(Into::into);
        error
    }

    pub(crate) fn pages(operation: &'static Operation, detail: String) -> Self {
        Self::new(ErrorKind::Pages, detail).of(operation)
    }

    pub(crate) fn of(mut self, operation: &'static Operation) -> Self {
        self.0.operation = Some(operation);
        self
    }

    pub(crate) fn attempted(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    /// The error of an answer that was read, which prints none of these credentials, even where the server says what it was sent. The [`body`](Self::body) and the headers stay as they came.
    pub(crate) fn of_answer(mut self, attempts: u32, credentials: &Credentials) -> Self {
        self.0.hidden = credentials.texts();
        let Inner {
            errors,
            messages,
            hidden,
            ..
        } = &mut *self.0;
        for notice in errors.iter_mut().chain(messages) {
            notice.hide(hidden);
        }
        self.attempted(attempts)
    }

    /// With the answer that led to it.
    pub(crate) fn answered(mut self, parts: &response::Parts, body: Bytes) -> Self {
        self.0.status = Some(parts.status);
        self.0.retry_after = retry_after(&parts.headers, SystemTime::now());
        self.0.headers = parts.headers.clone();
        self.0.body = body;
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.hidden.is_empty() {
            return self.write(f);
        }
        let mut text = String::new();
        self.write(&mut text)?;
        f.write_str(&without(text, &self.0.hidden))
    }
}

/// A text without what is not to be printed.
pub(crate) fn without(text: String, hidden: &[Secret]) -> String {
    hidden.iter().fold(text, |text, secret| {
        if text.contains(secret.expose()) {
            text.replace(secret.expose(), "[credential]")
        } else {
            text
        }
    })
}

impl Error {
    fn write(&self, f: &mut impl fmt::Write) -> fmt::Result {
        let inner = &*self.0;
        if let Some(operation) = inner.operation {
            write!(f, "{}: ", operation.id)?;
        }
        let mut separator = "";
        if !inner.detail.is_empty() {
            f.write_str(&inner.detail)?;
            separator = "; ";
        }
        if let Some(status) = inner.status {
            write!(f, "{separator}the server answered {status}")?;
            separator = ": ";
        }
        if !inner.violations.is_empty() {
            f.write_str("the request was not sent: ")?;
            separator = "";
        }
        for violation in &inner.violations {
            write!(f, "{separator}{violation}")?;
            separator = "; ";
        }
        for error in &inner.errors {
            write!(f, "{separator}{error}")?;
            separator = "; ";
        }
        if inner.errors.is_empty() && self.kind() == ErrorKind::Api {
            self.text(f)?;
        }
        if let Some(wait) = inner.retry_after {
            write!(f, "; it asks to wait for {} s", wait.as_secs())?;
        }
        match inner.attempts {
            0 | 1 => Ok(()),
            attempts => write!(f, "; after {attempts} attempts"),
        }
    }

    /// A line of an answer that is text and nothing better: a proxy's page says which proxy.
    fn text(&self, f: &mut impl fmt::Write) -> fmt::Result {
        let content_type = self
            .0
            .headers
            .get(http::header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if !content_type.starts_with("text/") || self.0.body.is_empty() {
            return Ok(());
        }
        write!(
            f,
            ": {content_type}, which begins {:?}",
            excerpt(without(beginning(&self.0.body), &self.0.hidden).as_bytes())
        )
    }
}

/// More of a text than is ever printed, so that what is hidden at the end of an excerpt is whole.
fn beginning(text: &[u8]) -> String {
    const LENGTH: usize = 4096;
    String::from_utf8_lossy(text.get(..LENGTH).unwrap_or(text)).into_owned()
}

/// The beginning of a text from outside, on one line and without control characters.
pub(crate) fn excerpt(text: &[u8]) -> String {
    const LENGTH: usize = 200;
    let start = String::from_utf8_lossy(text.get(..LENGTH * 4).unwrap_or(text));
    let words: Vec<&str> = start
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    let line = words.join(" ");
    match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("Error")
            .field("kind", &self.kind())
            .field("operation", &self.operation())
            .field("status", &inner.status)
            .field("codes", &self.codes())
            .field("pointer", &self.pointer())
            .field("request_id", &self.request_id())
            .field("retry_after", &inner.retry_after)
            .field("attempts", &inner.attempts)
            .field("body", &format_args!("{} bytes", inner.body.len()))
            .field("message", &format_args!("{self}"))
            .field("source", &inner.source)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_deref()
            .map(|source| source as &(dyn StdError + 'static))
    }
}
