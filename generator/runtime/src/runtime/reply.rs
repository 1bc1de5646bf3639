//! Reading answers: the envelope, failures, and what is in them.

use std::fmt;

use http::header::CONTENT_TYPE;
use http::{HeaderMap, Response, StatusCode, response};
use serde_json::Value;

use super::error::excerpt;
use super::{
    Bytes, Decode, DecodeError, Envelope, Error, Json, Notice, Operation, Tape, deserialize,
};

/// An answer with all that came with it.
///
/// `Debug` shows no header and only the length of the body: what is secret in the output may stand there in clear.
#[derive(Clone)]
#[non_exhaustive]
pub struct Reply<T> {
    /// What the answer holds.
    pub output: T,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// What the envelope calls errors, although the request succeeded.
    pub errors: Vec<Notice>,
    /// The envelope's messages.
    pub messages: Vec<Notice>,
    /// What the envelope says about the page of a list, as received.
    pub page: Option<Value>,
    /// The body as received.
    pub body: Bytes,
    operation: &'static Operation,
}

impl<T> Reply<T> {
    fn new(operation: &'static Operation, parts: response::Parts, body: Bytes, output: T) -> Self {
        let response::Parts {
            status, headers, ..
        } = parts;
        Self {
            output,
            status,
            headers,
            errors: Vec::new(),
            messages: Vec::new(),
            page: None,
            body,
            operation,
        }
    }

    /// What the envelope says about the page of a list, as the type that describes it. None where it says nothing.
    ///
    /// # Errors
    /// It is not such a value.
    pub fn page_info<P: Decode>(&self) -> Result<Option<P>, Error> {
        let Some(page) = &self.page else {
            return Ok(None);
        };
        match deserialize(page) {
            Ok(page) => Ok(Some(page)),
            Err(error) => Err(Error::content(
                self.operation,
                format!("the page information cannot be read: {error}"),
            )),
        }
    }

    /// What the answer calls the request, for a support ticket.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.headers
            .get(self.operation.envelope?.request_id?)?
            .to_str()
            .ok()
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// An error with this answer in it.
    pub(crate) fn around(self, error: Error) -> Error {
        let mut parts = Response::new(()).into_parts().0;
        parts.status = self.status;
        parts.headers = self.headers;
        error.answered(&parts, self.body)
    }

    /// The same answer with something made of its output.
    #[must_use]
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Reply<U> {
        let Self {
            output,
            status,
            headers,
            errors,
            messages,
            page,
            body,
            operation,
        } = self;
        Reply {
            output: make(output),
            status,
            headers,
            errors,
            messages,
            page,
            body,
            operation,
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("output", &self.output)
            .field("status", &self.status)
            .field("errors", &self.errors)
            .field("messages", &self.messages)
            .field("page", &self.page)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// Reads JSON, in its envelope where the operation has one.
///
/// # Errors
/// A failing status, an envelope that says so, or other JSON than expected.
pub fn json<T: Decode>(
    operation: &'static Operation,
    reply: Response<Bytes>,
) -> Result<Reply<T>, Error> {
    let (parts, body) = reply.into_parts();
    let read =
        refuse_status(operation, &parts, &body).and_then(|()| read_json(operation, &parts, &body));
    match read {
        Ok((output, around)) => {
            let mut reply = Reply::new(operation, parts, body, output);
            around.put(&mut reply);
            Ok(reply)
        }
        Err(error) => Err(error.answered(&parts, body)),
    }
}

/// Reads an answer that has no content to speak of.
///
/// # Errors
/// A failing status, or an envelope that says so.
pub fn empty(operation: &'static Operation, reply: Response<Bytes>) -> Result<Reply<()>, Error> {
    other(operation, reply, |_| Ok(()))
}

/// Reads bytes.
///
/// # Errors
/// A failing status, an envelope that says so under any status, or a page or JSON where something else was asked for.
pub fn bytes(operation: &'static Operation, reply: Response<Bytes>) -> Result<Reply<Bytes>, Error> {
    let in_place = in_place(operation, reply.headers());
    other(operation, reply, |body| match in_place {
        Some(media_type) => {
            // JSON may hold what is secret; a page is for everybody.
            let begins = if media_type_is_json(&media_type) {
                String::new()
            } else {
                format!(", which begins {:?}", excerpt(body))
            };
            let asked = operation.accept;
            Err(format!(
                "the answer is {media_type}{begins}; {asked} was asked for"
            ))
        }
        None => Ok(body.clone()),
    })
}

/// Reads bytes of any kind.
fn any_bytes(operation: &'static Operation, reply: Response<Bytes>) -> Result<Reply<Bytes>, Error> {
    other(operation, reply, |body| Ok(body.clone()))
}

/// Reads text.
///
/// # Errors
/// A failing status, an envelope that says so under any status, or bytes that are no UTF-8.
pub fn text(operation: &'static Operation, reply: Response<Bytes>) -> Result<Reply<String>, Error> {
    other(operation, reply, |body| {
        let text =
            std::str::from_utf8(body).map_err(|error| format!("the answer is no text: {error}"))?;
        Ok(text.to_owned())
    })
}

/// Reads an answer that is no JSON when all went well.
pub(super) fn other<T>(
    operation: &'static Operation,
    reply: Response<Bytes>,
    read: impl FnOnce(&Bytes) -> Result<T, String>,
) -> Result<Reply<T>, Error> {
    let (parts, body) = reply.into_parts();
    let around = match refuse_status(operation, &parts, &body)
        .and_then(|()| refuse_envelope(operation, &parts, &body))
    {
        Ok(around) => around,
        Err(error) => return Err(error.answered(&parts, body)),
    };
    match read(&body) {
        Ok(output) => {
            let mut reply = Reply::new(operation, parts, body, output);
            around.put(&mut reply);
            Ok(reply)
        }
        Err(detail) => Err(Error::content(operation, detail).answered(&parts, body)),
    }
}

/// Sorts a failing status out, so that what is left is a success whose content depends on its status.
///
/// # Errors
/// A failing status.
pub fn success(operation: &'static Operation, reply: Response<Bytes>) -> Result<Success, Error> {
    let (parts, body) = reply.into_parts();
    match refuse_status(operation, &parts, &body) {
        Ok(()) => Ok(Success {
            operation,
            reply: Response::from_parts(parts, body),
        }),
        Err(error) => Err(error.answered(&parts, body)),
    }
}

/// A successful answer that is yet to be read as its status asks for.
#[derive(Debug)]
pub struct Success {
    operation: &'static Operation,
    reply: Response<Bytes>,
}

impl Success {
    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.reply.status().as_u16()
    }

    /// As it came.
    pub(crate) fn into_response(self) -> Response<Bytes> {
        self.reply
    }

    /// Reads JSON, as [`json`].
    ///
    /// # Errors
    /// Those of [`json`].
    pub fn json<T: Decode, U>(self, make: impl FnOnce(T) -> U) -> Result<Reply<U>, Error> {
        Ok(json(self.operation, self.reply)?.map(make))
    }

    /// Reads JSON where anything came.
    ///
    /// # Errors
    /// Those of [`json`].
    pub fn json_if_any<T: Decode>(self) -> Result<Reply<Option<T>>, Error> {
        if self.reply.body().is_empty() {
            self.empty(None)
        } else {
            self.json(Some)
        }
    }

    /// Reads text, as [`text`].
    ///
    /// # Errors
    /// Those of [`text`].
    pub fn text<U>(self, make: impl FnOnce(String) -> U) -> Result<Reply<U>, Error> {
        Ok(text(self.operation, self.reply)?.map(make))
    }

    /// Reads bytes, as [`bytes()`].
    ///
    /// # Errors
    /// Those of [`bytes()`].
    pub fn bytes<U>(self, make: impl FnOnce(Bytes) -> U) -> Result<Reply<U>, Error> {
        Ok(bytes(self.operation, self.reply)?.map(make))
    }

    /// Reads an answer that has no content to speak of.
    ///
    /// # Errors
    /// Those of [`empty`].
    pub fn empty<U>(self, output: U) -> Result<Reply<U>, Error> {
        Ok(empty(self.operation, self.reply)?.map(|()| output))
    }

    /// Keeps an answer that the document does not describe.
    ///
    /// # Errors
    /// Those of [`bytes()`].
    pub fn rest<U>(self, make: impl FnOnce(StatusCode, Bytes) -> U) -> Result<Reply<U>, Error> {
        let status = self.reply.status();
        Ok(any_bytes(self.operation, self.reply)?.map(|body| make(status, body)))
    }
}

/// What stands around the result in an envelope.
#[derive(Default)]
struct Around {
    errors: Vec<Notice>,
    messages: Vec<Notice>,
    page: Option<Value>,
}

impl Around {
    fn read(json: Json<'_>, envelope: &Envelope) -> Self {
        let member = |name: Option<&str>| json.get(name?);
        let notices = |name| match member(name).filter(|list| !list.is_blank()) {
            Some(list) => Notice::list(list.to_value(), envelope),
            None => Vec::new(),
        };
        Self {
            errors: notices(envelope.errors),
            messages: notices(envelope.messages),
            page: member(envelope.page)
                .filter(|page| !page.is_null())
                .map(Json::to_value),
        }
    }

    fn put<T>(self, reply: &mut Reply<T>) {
        reply.errors = self.errors;
        reply.messages = self.messages;
        reply.page = self.page;
    }
}

/// The error of a failing status, with what its envelope says if it has one.
fn refuse_status(
    operation: &'static Operation,
    parts: &response::Parts,
    body: &[u8],
) -> Result<(), Error> {
    if parts.status.is_success() {
        return Ok(());
    }
    let around = match (operation.envelope, Tape::parse(body)) {
        (Some(envelope), Ok(tape)) => Around::read(tape.json(), envelope),
        _ => Around::default(),
    };
    Err(Error::api(operation, around.errors, around.messages))
}

/// The error of an envelope that says so, in an answer that is expected to hold something else than JSON.
fn refuse_envelope(
    operation: &'static Operation,
    parts: &response::Parts,
    body: &[u8],
) -> Result<Around, Error> {
    let Some(envelope) = operation
        .envelope
        .filter(|_| may_be_envelope(operation, &parts.headers))
    else {
        return Ok(Around::default());
    };
    let Ok(tape) = Tape::parse(body) else {
        return Ok(Around::default());
    };
    let around = Around::read(tape.json(), envelope);
    if says_failed(tape.json(), envelope) {
        return Err(Error::api(operation, around.errors, around.messages));
    }
    Ok(around)
}

fn read_json<T: Decode>(
    operation: &'static Operation,
    parts: &response::Parts,
    body: &[u8],
) -> Result<(T, Around), Error> {
    if body.is_empty() {
        return Err(Error::content(operation, "the answer is empty"));
    }
    let tape = match Tape::parse(body) {
        Ok(tape) => tape,
        Err(error) if is_json(&parts.headers) => return Err(Error::decode(operation, &error)),
        Err(_) => return Err(Error::content(operation, no_json(&parts.headers, body))),
    };
    let json = tape.json();
    let Some(envelope) = operation.envelope else {
        let output = if json.is_null() {
            T::absent().map_or_else(|| T::decode(json), Ok)
        } else {
            T::decode(json)
        };
        return Ok((
            output.map_err(|error| Error::decode(operation, &error))?,
            Around::default(),
        ));
    };
    let around = Around::read(json, envelope);
    if says_failed(json, envelope) {
        return Err(Error::api(operation, around.errors, around.messages));
    }
    let output = json
        .object()
        .and_then(|_| result(json, envelope.result))
        .map_err(|error| Error::decode(operation, &error))?;
    Ok((output, around))
}

/// What came in place of JSON: of a page, its beginning, which says whose it is. Other text may be secret.
fn no_json(headers: &HeaderMap, body: &[u8]) -> String {
    let media_type = headers.get(CONTENT_TYPE).map(|value| value.as_bytes());
    if media_type.is_some_and(|media_type| media_type.starts_with(b"text/html")) {
        format!(
            "the answer is no JSON: a page, which begins {:?}",
            excerpt(body)
        )
    } else {
        "the answer is no JSON".to_owned()
    }
}

/// The result in an envelope; null and absence are an empty list where a list is expected.
fn result<T: Decode>(json: Json<'_>, name: &'static str) -> Result<T, DecodeError> {
    let result = json.get(name);
    if let Some(result) = result.filter(|result| !result.is_null()) {
        return T::decode(result).map_err(|error| error.in_member(name));
    }
    match (T::absent(), result) {
        (Some(output), _) => Ok(output),
        (None, Some(null)) => T::decode(null).map_err(|error| error.in_member(name)),
        (None, None) => Err(DecodeError::missing(name)),
    }
}

fn says_failed(json: Json<'_>, envelope: &Envelope) -> bool {
    envelope.success.and_then(|name| json.tag_bool(name)) == Some(false)
}

/// Whether an answer may be an envelope although the operation's own answers are none.
pub(crate) fn may_be_envelope(operation: &Operation, headers: &HeaderMap) -> bool {
    !operation.reads_json() && (is_json(headers) || !headers.contains_key(CONTENT_TYPE))
}

/// Whether an answer is handed over while it arrives: a success that cannot be a failure in an envelope.
pub(crate) fn streams<B>(operation: &Operation, head: &Response<B>) -> bool {
    let envelope = is_json(head.headers()) && may_be_envelope(operation, head.headers());
    head.status().is_success()
        && !(operation.envelope.is_some() && envelope)
        && in_place(operation, head.headers()).is_none()
}

/// The media type of a page or of JSON, where the operation asks for something else: a proxy's, or that of a failure under a good status.
fn in_place(operation: &Operation, headers: &HeaderMap) -> Option<String> {
    let came = essence(headers.get(CONTENT_TYPE)?.to_str().ok()?);
    let is_page = matches!(came.as_str(), "text/html" | "application/xhtml+xml");
    let is_asked = |asked: &str| {
        let asked = essence(asked);
        let kind = asked.strip_suffix('*').unwrap_or(&asked);
        // Where any bytes will do, so do these.
        matches!(asked.as_str(), "" | "*/*" | "application/octet-stream")
            || came == asked
            || (kind.ends_with('/') && came.starts_with(kind))
            || (media_type_is_json(&asked) && media_type_is_json(&came))
    };
    let out_of_place =
        (is_page || media_type_is_json(&came)) && !operation.accept.split(',').any(is_asked);
    out_of_place.then_some(came)
}

/// Whether the headers say that the body is JSON.
pub(crate) fn is_json(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(media_type_is_json)
}

/// `application/json`, `text/json`, or any that ends in `+json`.
pub(crate) fn media_type_is_json(media_type: &str) -> bool {
    let essence = essence(media_type);
    matches!(essence.as_str(), "application/json" | "text/json") || essence.ends_with("+json")
}

/// A media type without its parameters, in small letters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}
