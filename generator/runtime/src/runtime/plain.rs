//! Answers of text that is one value: a number, a boolean, or one of an enum.

use http::Response;

use super::reply::{Success, other};
use super::{Bytes, Decode, Error, HeaderForm, Operation, Reply, decode};

/// Reads one.
///
/// # Errors
/// A failing status, an envelope that says so under any status, or text that is another value than the document describes.
pub fn read<T: Decode>(
    operation: &'static Operation,
    reply: Response<Bytes>,
    form: HeaderForm,
) -> Result<Reply<T>, Error> {
    other(operation, reply, |body| {
        let text = String::from_utf8_lossy(body).trim().to_owned();
        let value = form.read(&[text], false);
        decode(value.to_string().as_bytes())
            .map_err(|error| format!("the answer is another value: {error}"))
    })
}

/// Reads that of one status.
///
/// # Errors
/// Those of [`read`].
pub fn of_status<T: Decode, U>(
    operation: &'static Operation,
    reply: Success,
    form: HeaderForm,
    make: impl FnOnce(T) -> U,
) -> Result<Reply<U>, Error> {
    Ok(read(operation, reply.into_response(), form)?.map(make))
}
