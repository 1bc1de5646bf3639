//! Requests that the API makes, on the side of who receives them: webhooks and callbacks.

use http::{Request, Uri};
use indexmap::IndexMap;
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{Bytes, Decode, DecodeError, HeaderForm, decode};

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

/// The parameters of a query, to be read one by one.
#[derive(Clone, Debug)]
pub struct QueryReader(Vec<(String, String)>);

impl QueryReader {
    /// Those of a URI.
    #[must_use]
    pub fn new(uri: &Uri) -> Self {
        Self(pairs(uri.query().unwrap_or_default()))
    }

    /// A parameter that must be there.
    ///
    /// # Errors
    /// It is absent, or not what is described.
    pub fn required<T: Decode>(
        &self,
        name: &'static str,
        form: HeaderForm,
    ) -> Result<T, DecodeError> {
        self.optional(name, form)?
            .ok_or_else(|| DecodeError::missing(name))
    }

    /// A parameter that may be there.
    ///
    /// # Errors
    /// It is not what is described.
    pub fn optional<T: Decode>(
        &self,
        name: &'static str,
        form: HeaderForm,
    ) -> Result<Option<T>, DecodeError> {
        let named = self.0.iter().filter(|(known, _)| known == name);
        let values: Vec<String> = named.map(|(_, value)| value.clone()).collect();
        if values.is_empty() {
            return Ok(None);
        }
        let value = form.read(&values, false);
        match decode(value.to_string().as_bytes()) {
            Ok(value) => Ok(Some(value)),
            Err(error) => Err(error.in_member(name)),
        }
    }
}

/// The pairs of a query or a form, decoded.
fn pairs(text: &str) -> Vec<(String, String)> {
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (plain(name), plain(value))
    });
    pairs.collect()
}

/// A name or a value of a form, decoded.
fn plain(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
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

/// The body as a form: its members by name, each in its form; others are texts.
///
/// # Errors
/// A member is missing, or other than the document describes.
pub fn form<T: Decode>(
    request: &Request<Bytes>,
    members: &[(&str, HeaderForm)],
) -> Result<T, DecodeError> {
    let mut texts: IndexMap<String, Vec<String>> = IndexMap::new();
    for (name, value) in pairs(&text(request)) {
        texts.entry(name).or_default().push(value);
    }
    let members = texts.into_iter().filter_map(|(name, values)| {
        let known = members.iter().find(|(known, _)| *known == name);
        let form = match known {
            Some((_, form)) => *form,
            None if values.len() > 1 => HeaderForm::Texts,
            None => HeaderForm::Text,
        };
        // A field that was left empty says nothing of a number.
        let is_empty = values.iter().all(String::is_empty);
        let says_nothing = is_empty && !matches!(form, HeaderForm::Text | HeaderForm::Texts);
        (!says_nothing).then(|| (name, form.read(&values, false)))
    });
    let object: Value = members.collect();
    decode(object.to_string().as_bytes())
}

/// The body as a form, where there is any.
///
/// # Errors
/// As [`form`].
pub fn form_if_any<T: Decode>(
    request: &Request<Bytes>,
    members: &[(&str, HeaderForm)],
) -> Result<Option<T>, DecodeError> {
    if request.body().is_empty() {
        return Ok(None);
    }
    form(request, members).map(Some)
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
