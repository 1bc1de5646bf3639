//! What a receiver answers to a request that the API makes.

use http::{Response, StatusCode};

use super::{Body, Bytes, Checks, Draft, Error, Operation};

/// An answer that the document describes, as a server sends it.
pub trait Answer {
    /// The HTTP response.
    ///
    /// # Errors
    /// With [`Checks::On`], every constraint that is violated; a status that is not of the range that the document names.
    fn response(&self, checks: Checks) -> Result<Response<Bytes>, Error>;
}

/// The request that is answered, as errors name it.
pub(crate) const fn operation(id: &'static str, method: &'static str) -> Operation {
    Operation {
        id,
        method,
        path: "",
        accept: "*/*",
        security: &[],
        envelope: None,
    }
}

impl Draft {
    /// A body of bytes.
    pub fn bytes(&mut self, media_type: &'static str, bytes: &Bytes) {
        self.content(media_type, Body::from(bytes.clone()));
    }

    /// What was drafted, as an answer of this status.
    ///
    /// # Errors
    /// Everything that is wrong with it, in one error.
    pub fn answer(self, status: u16) -> Result<Response<Bytes>, Error> {
        let operation = self.operation();
        let (headers, body) = self.answered()?;
        let mut response = Response::new(body.as_bytes().unwrap_or_default());
        *response.status_mut() = StatusCode::from_u16(status)
            .map_err(|_| Error::content(operation, "the status is none of HTTP"))?;
        *response.headers_mut() = headers;
        Ok(response)
    }

    /// The same where the document names a range: `4` is `4XX`.
    ///
    /// # Errors
    /// As [`answer`](Self::answer), and a status of another range.
    pub fn answer_in(mut self, hundred: u16, status: StatusCode) -> Result<Response<Bytes>, Error> {
        if status.as_u16() / 100 != hundred {
            self.refuse(
                "status",
                "",
                format!("must be {hundred}XX, not {}", status.as_u16()),
            );
        }
        self.answer(status.as_u16())
    }
}
