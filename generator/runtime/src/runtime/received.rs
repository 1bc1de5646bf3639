//! Requests that the API makes, on the side of who receives them: webhooks and callbacks.

use http::Request;

use super::{Bytes, Decode, DecodeError, decode};

/// A request that the API makes: what a server that receives it reads.
pub trait Received: Sized {
    /// What the document calls it.
    const NAME: &'static str;
    /// Its method: `POST`.
    const METHOD: &'static str;

    /// Reads a request. That it is this one, its URL tells; that it comes from the API, its signature: neither is looked at.
    ///
    /// # Errors
    /// A header or the body is not what the document describes.
    fn read(request: &Request<Bytes>) -> Result<Self, DecodeError>;
}

/// The body as JSON.
///
/// # Errors
/// It is no JSON, or other JSON than the document describes.
pub fn json<T: Decode>(request: &Request<Bytes>) -> Result<T, DecodeError> {
    decode(request.body())
}

/// The body as JSON, where there is any.
///
/// # Errors
/// As [`json`].
pub fn json_if_any<T: Decode>(request: &Request<Bytes>) -> Result<Option<T>, DecodeError> {
    if request.body().is_empty() {
        return Ok(None);
    }
    json(request).map(Some)
}

/// The body as text; what is no UTF-8 in it is replaced.
#[must_use]
pub fn text(request: &Request<Bytes>) -> String {
    String::from_utf8_lossy(request.body()).into_owned()
}

/// The body as it is.
#[must_use]
pub fn bytes(request: &Request<Bytes>) -> Bytes {
    request.body().clone()
}
