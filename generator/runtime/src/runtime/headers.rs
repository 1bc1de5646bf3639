//! Headers as typed values, of answers and of the requests that an API makes.

use http::HeaderMap;
use http::header::SET_COOKIE;
use serde_json::Value;

use super::{Decode, DecodeError, Error, Reply, decode};

/// The headers that the document declares for an answer: `reply.typed_headers::<..>()`.
pub trait Headers: Sized {
    /// Reads them.
    ///
    /// # Errors
    /// One that is required is absent, or one is not what the document describes.
    fn read(headers: &HeaderMap) -> Result<Self, DecodeError>;
}

impl<T> Reply<T> {
    /// The headers that the document declares, with their types.
    ///
    /// # Errors
    /// One that is required is absent, or one is not what the document describes.
    pub fn typed_headers<H: Headers>(&self) -> Result<H, Error> {
        H::read(&self.headers).map_err(|error| Error::item(self.operation(), "a header", &error))
    }
}

impl Error {
    /// The headers that the document declares for a failure, with their types. None where there was no answer, or one with others.
    #[must_use]
    pub fn typed_headers<H: Headers>(&self) -> Option<H> {
        self.status()?;
        H::read(self.headers()).ok()
    }
}

/// How the text of a header stands for a value (OpenAPI's style `simple`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderForm {
    /// Text as it is.
    Text,
    /// A number or a boolean; other text as it is.
    Plain,
    /// Texts between commas.
    Texts,
    /// Numbers or booleans between commas.
    Plains,
    /// JSON.
    Json,
}

/// Headers as they came, to be read one by one.
#[derive(Clone, Copy, Debug)]
pub struct HeaderReader<'a>(&'a HeaderMap);

impl<'a> HeaderReader<'a> {
    /// These headers.
    #[must_use]
    pub fn new(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// A header that must be there.
    ///
    /// # Errors
    /// It is absent, or not what is described.
    pub fn required<T: Decode>(
        self,
        name: &'static str,
        form: HeaderForm,
    ) -> Result<T, DecodeError> {
        self.optional(name, form)?
            .ok_or_else(|| DecodeError::missing(name))
    }

    /// A header that may be there.
    ///
    /// # Errors
    /// It is not what is described.
    pub fn optional<T: Decode>(
        self,
        name: &'static str,
        form: HeaderForm,
    ) -> Result<Option<T>, DecodeError> {
        let mut lines = self.0.get_all(name).into_iter();
        let lines: Vec<String> = lines
            .by_ref()
            .map(|line| String::from_utf8_lossy(line.as_bytes()).trim().to_owned())
            .collect();
        if lines.is_empty() {
            return Ok(None);
        }
        // The only header whose lines are not parts of one list (RFC 9110, section 5.3).
        let split = !name.eq_ignore_ascii_case(SET_COOKIE.as_str());
        let value = form.read(&lines, split);
        match decode(value.to_string().as_bytes()) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(error.in_member(name)),
        }
    }
}

impl HeaderForm {
    pub(super) fn read(self, lines: &[String], split: bool) -> Value {
        let items = || {
            let parts = lines.iter().flat_map(|line| {
                let at_commas = move |char| split && char == ',';
                line.split(at_commas).map(str::trim)
            });
            parts.filter(|part| !part.is_empty())
        };
        match self {
            Self::Text => lines.join(", ").into(),
            Self::Plain => plain(&lines.join(", ")),
            Self::Texts => items().map(Value::from).collect(),
            Self::Plains => items().map(plain).collect(),
            Self::Json => {
                let text = lines.join(", ");
                serde_json::from_str(&text).unwrap_or_else(|_| text.into())
            }
        }
    }
}

/// A number, a boolean, or else the text itself.
fn plain(text: &str) -> Value {
    // `007` is a number in a header, though not in JSON.
    if let Ok(number) = text.parse::<i64>() {
        return number.into();
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => value,
        _ => text.into(),
    }
}
