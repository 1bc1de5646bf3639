//! Requests that ask for their answer in another media type than usual.

use std::marker::PhantomData;

use http::header::ACCEPT;
use http::{HeaderValue, Request, Response};

use super::{Body, Bytes, Checks, Decode, Endpoint, Error, Operation, Reply, Streamed, reply};

/// A request whose answer comes in a media type that the operation has beside its usual one: `F` says how it is read.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a request does nothing until a client sends it"]
pub struct Accepting<E, F> {
    endpoint: E,
    media_type: &'static str,
    format: PhantomData<F>,
}

impl<E: Endpoint, F: Format> Accepting<E, F> {
    pub(crate) fn new(endpoint: E, media_type: &'static str) -> Self {
        Self {
            endpoint,
            media_type,
            format: PhantomData,
        }
    }
}

impl<E: Endpoint, F: Format> Endpoint for Accepting<E, F> {
    type Output = F::Output;
    type Failure = E::Failure;
    const OPERATION: &'static Operation = &Operation {
        accept: F::ACCEPT,
        ..*E::OPERATION
    };

    fn request(&self, checks: Checks) -> Result<Request<Body>, Error> {
        let mut request = self.endpoint.request(checks)?;
        if let Ok(accept) = HeaderValue::from_str(self.media_type) {
            request.headers_mut().insert(ACCEPT, accept);
        }
        Ok(request)
    }

    fn response(reply: Response<Bytes>) -> Result<Reply<Self::Output>, Error> {
        F::read(Self::OPERATION, reply)
    }
}

impl<E: Endpoint> Streamed for Accepting<E, AsBytes> {}

/// How an answer is read: [`AsText`], [`AsBytes`] or [`AsJson`].
pub trait Format {
    /// What it holds.
    type Output;
    /// What is known of the media type.
    #[doc(hidden)]
    const ACCEPT: &'static str;
    /// Reads an answer.
    ///
    /// # Errors
    /// A failing status, an envelope that says so, or a body that is not what the document describes.
    #[doc(hidden)]
    fn read(
        operation: &'static Operation,
        reply: Response<Bytes>,
    ) -> Result<Reply<Self::Output>, Error>;
}

/// An answer as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsText {}

impl Format for AsText {
    type Output = String;
    const ACCEPT: &'static str = "text/*";

    fn read(operation: &'static Operation, reply: Response<Bytes>) -> Result<Reply<String>, Error> {
        refuse_json(reply::text(operation, reply)?)
    }
}

/// An answer as bytes, which may be read while they arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsBytes {}

impl Format for AsBytes {
    type Output = Bytes;
    const ACCEPT: &'static str = "*/*";

    fn read(operation: &'static Operation, reply: Response<Bytes>) -> Result<Reply<Bytes>, Error> {
        refuse_json(reply::bytes(operation, reply)?)
    }
}

/// An answer as JSON of another type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsJson<T>(PhantomData<T>);

impl<T: Decode> Format for AsJson<T> {
    type Output = T;
    const ACCEPT: &'static str = "application/json";

    fn read(operation: &'static Operation, reply: Response<Bytes>) -> Result<Reply<T>, Error> {
        reply::json(operation, reply)
    }
}

/// A server that knows no other media type may answer as it usually does: JSON is no text of another kind.
fn refuse_json<T>(reply: Reply<T>) -> Result<Reply<T>, Error> {
    if !reply::is_json(&reply.headers) {
        return Ok(reply);
    }
    let error = Error::content(
        reply.operation(),
        "the answer is JSON, which was not asked for",
    );
    Err(reply.around(error))
}
