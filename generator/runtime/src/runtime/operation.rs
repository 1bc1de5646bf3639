//! An endpoint: a request as a value, and how its answer is read. No I/O in it.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response, StatusCode};

use super::reply::media_type_is_json;
use super::{Body, Checks, Decode, Envelope, Error, Reply, decode};

/// What the document says about an operation, as a constant.
#[derive(Debug)]
pub struct Operation {
    /// `pcaps.create`: the operation's name.
    pub id: &'static str,
    /// The method, as it is sent: `GET`.
    pub method: &'static str,
    /// The path template: `/accounts/{account_id}/pcaps`.
    pub path: &'static str,
    /// The media type that is asked for.
    pub accept: &'static str,
    /// The sets of schemes that authenticate it, any of which will do. Empty: none is needed.
    pub security: &'static [&'static [&'static str]],
    /// The envelope of its JSON answers.
    pub envelope: Option<&'static Envelope>,
}

impl Operation {
    /// Whether the method only reads (RFC 9110, section 9.2.1, and QUERY): such a request may be sent again on any doubt.
    #[must_use]
    pub fn safe(&self) -> bool {
        matches!(self.method, "GET" | "HEAD" | "OPTIONS" | "QUERY" | "TRACE")
    }

    /// Whether it asks for JSON, perhaps beside other things.
    pub(crate) fn reads_json(&self) -> bool {
        self.accept.split(',').any(media_type_is_json)
    }
}

/// A typed request: it makes the HTTP request and reads the HTTP response.
///
/// A client sends it; without a client, [`request`](Self::request) and [`response`](Self::response) work with any HTTP stack.
pub trait Endpoint {
    /// What a successful answer holds.
    type Output;
    /// The documented body of a failure: what [`Error::failure`] gives. `()` when the document names none.
    type Failure: Failure;
    /// What the document says about the operation.
    const OPERATION: &'static Operation;

    /// The HTTP request, with a URI that is relative to the base URL and without credentials.
    ///
    /// # Errors
    /// A parameter that cannot stand in its place and, with [`Checks::On`], every constraint that is violated.
    fn request(&self, checks: Checks) -> Result<Request<Body>, Error>;

    /// Reads the answer.
    ///
    /// # Errors
    /// A failing status, an envelope that says so, or a body that is not what the document describes.
    fn response(reply: Response<Bytes>) -> Result<Reply<Self::Output>, Error>;
}

impl<E: Endpoint + ?Sized> Endpoint for &E {
    type Output = E::Output;
    type Failure = E::Failure;
    const OPERATION: &'static Operation = E::OPERATION;

    fn request(&self, checks: Checks) -> Result<Request<Body>, Error> {
        E::request(self, checks)
    }

    fn response(reply: Response<Bytes>) -> Result<Reply<Self::Output>, Error> {
        E::response(reply)
    }
}

/// What the document says that the body of a failure is: any type that decodes, or an enum over statuses.
pub trait Failure: Sized {
    /// Reads the body that came with a status and these headers. None where it is another one.
    fn read(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Option<Self>;
}

impl<T: Decode> Failure for T {
    fn read(_status: StatusCode, _headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        decode(body).ok()
    }
}

/// Reads the body of a failure that has a variant of its own.
pub(crate) fn failure<T: Decode, F>(body: &[u8], make: impl FnOnce(T) -> F) -> Option<F> {
    decode(body).ok().map(make)
}

/// An endpoint whose answer is bytes and may be read while it arrives: `client.open(..)`.
pub trait Streamed: Endpoint {}

impl<E: Streamed + ?Sized> Streamed for &E {}

/// An endpoint that is asked again until something is done: `client.wait(..)`.
pub trait Polled: Endpoint {
    /// How often to ask, and for how long.
    const POLLING: Polling;

    /// What an answer says about the progress.
    fn progress(output: &Self::Output) -> Progress;

    /// The state that an answer names, in its own word: what the error of a wait that ran out of time quotes.
    fn state(_output: &Self::Output) -> Option<String> {
        None
    }
}

impl<E: Polled + ?Sized> Polled for &E {
    const POLLING: Polling = E::POLLING;

    fn progress(output: &Self::Output) -> Progress {
        E::progress(output)
    }

    fn state(output: &Self::Output) -> Option<String> {
        E::state(output)
    }
}

/// How a wait asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Polling {
    /// The pause between two questions.
    pub interval: Duration,
    /// When to give up.
    pub deadline: Duration,
}

/// How far something is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// It goes on, or says something that the crate does not know.
    Pending,
    /// It is done.
    Done,
    /// It ended badly, with the reason where one is given.
    Failed(Option<String>),
}
