//! What is known about a download while it runs: the same for both clients.

use std::fmt;

use http::{HeaderMap, StatusCode, response};

use super::exchange::length;
use super::{Bytes, Error, Operation, TransportError};

/// Called with the bytes that came so far, and with how many there will be where that is known.
pub(crate) type OnProgress = Box<dyn FnMut(u64, Option<u64>) + Send>;

/// The head of a download's answer, and how much of its body came.
pub(crate) struct Tally {
    operation: &'static Operation,
    parts: response::Parts,
    length: Option<u64>,
    received: u64,
    on_progress: Option<OnProgress>,
}

impl Tally {
    pub(crate) fn new(operation: &'static Operation, parts: response::Parts) -> Self {
        let length = length(&parts.headers);
        Self {
            operation,
            parts,
            length,
            received: 0,
            on_progress: None,
        }
    }

    pub(crate) fn on_progress(&mut self, call: OnProgress) {
        self.on_progress = Some(call);
    }

    pub(crate) fn head(&self) -> response::Parts {
        self.parts.clone()
    }

    pub(crate) fn status(&self) -> StatusCode {
        self.parts.status
    }

    pub(crate) fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    pub(crate) fn length(&self) -> Option<u64> {
        self.length
    }

    pub(crate) fn received(&self) -> u64 {
        self.received
    }

    /// Some bytes came.
    pub(crate) fn add(&mut self, bytes: usize) {
        self.received += bytes as u64;
        if let Some(call) = &mut self.on_progress {
            call(self.received, self.length);
        }
    }

    /// The body is at its end: it must be whole.
    pub(crate) fn end(&self) -> Result<(), Error> {
        match self.length {
            Some(length) if length != self.received => Err(self.broken(TransportError::new(
                format!("{} bytes of {length} came", self.received),
            ))),
            _ => Ok(()),
        }
    }

    /// The error of a body that did not come whole.
    pub(crate) fn broken(&self, error: TransportError) -> Error {
        Error::transport(self.operation, error).answered(&self.parts, Bytes::new())
    }

    /// The error of a body that is too large for memory.
    pub(crate) fn too_large(&self, limit: usize) -> Error {
        Error::too_large(self.operation, limit).answered(&self.parts, Bytes::new())
    }

    /// The error of a file or writer that does not take the body.
    pub(crate) fn unwritable(&self, detail: &str, error: std::io::Error) -> Error {
        Error::io(self.operation, detail, error)
    }
}

impl fmt::Debug for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("operation", &self.operation.id)
            .field("status", &self.parts.status)
            .field("length", &self.length)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
