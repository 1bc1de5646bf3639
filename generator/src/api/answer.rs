//! What operations answer: by status and media type, item by item, with headers.

use serde::Serialize;

use super::{Docs, Type};
use crate::names::Name;
use crate::source::Origin;

/// What an answer that is no failure carries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// What to accept: `application/json`; `*/*` where nothing comes.
    pub accept: String,
    pub payload: Payload,
    /// Whether the envelope is around the payload.
    pub enveloped: bool,
    /// What else may be asked for, in document order.
    pub alternatives: Vec<Alternative>,
}

/// A media type that is asked for where the caller says so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Alternative {
    #[serde(skip)]
    pub origin: Origin,
    /// The method of the request: `accept_csv`.
    pub name: Name,
    pub media_type: String,
    /// JSON, text or bytes.
    pub payload: Payload,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Payload {
    /// No content: `()`.
    Empty,
    Json(Type),
    Text,
    /// Text that is one value: a number, a boolean, or one of an enum.
    Plain(Type, HeaderForm),
    /// Any binary media type: `Bytes`, and streamed.
    Bytes,
    /// All that [`Endpoint::stream`](super::Endpoint::stream) has: a list.
    Items(Framing, Type),
    /// Content under some statuses and none under these: `Option`.
    Optional(Box<Payload>, Vec<Statuses>),
    /// Content that differs by status: an enum in the endpoint's file.
    ByStatus(ByStatus),
}

impl Framing {
    /// Whether it is the format of server-sent events.
    #[must_use]
    pub fn is_events(self) -> bool {
        !matches!(self, Self::Lines | Self::Sequence)
    }
}

impl Payload {
    /// Whether an answer may be read while it arrives.
    #[must_use]
    pub fn is_streamed(&self) -> bool {
        match self {
            Self::Empty | Self::Json(_) | Self::Text | Self::Plain(..) | Self::Items(..) => false,
            Self::Bytes => true,
            Self::Optional(payload, _) => payload.is_streamed(),
            Self::ByStatus(enumeration) => enumeration
                .variants
                .iter()
                .any(|variant| variant.payload.is_streamed()),
        }
    }
}

/// The headers that the document declares, as a struct in the endpoint's file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Headers {
    pub name: Name,
    /// Whether they are of failures.
    pub failures: bool,
    pub fields: Vec<Header>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Header {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    /// Of a request that the API makes: a parameter of its query instead.
    pub in_query: bool,
    pub docs: Docs,
    pub required: bool,
    pub form: HeaderForm,
    pub ty: Type,
}

/// How the text of a header stands for a value: the runtime's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum HeaderForm {
    Text,
    Plain,
    Texts,
    Plains,
    Json,
}

/// An answer of items, which may be read while they arrive.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Stream {
    /// The media type that is asked for.
    pub accept: String,
    pub framing: Framing,
    /// What each item carries.
    pub ty: Type,
    /// The data of the event that is no item, and the end; from letterpress.toml.
    pub done: Option<String>,
}

/// How items follow each other, and what each is: the runtime's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Framing {
    /// JSON by the line.
    Lines,
    /// RFC 7464.
    Sequence,
    /// Server-sent events whose data is JSON.
    Events,
    /// Server-sent events whose data is text.
    TextEvents,
    /// Server-sent events as objects of their fields, the data a string.
    EventObjects,
    /// The same where the data is JSON.
    EventObjectsOfJson,
}

/// The documented body of a failure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Failure {
    /// The same under every status that has one.
    Body(Type),
    ByStatus(ByStatus),
}

/// An enum over statuses: a variant for each that the document describes, and of failures for each media type of JSON that says something of its own.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ByStatus {
    pub name: Name,
    /// Codes, then ranges, then `default`, each in document order.
    pub variants: Vec<StatusVariant>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatusVariant {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub statuses: Statuses,
    /// Where one status has several variants: the media type that this one is read from. None: any other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    pub docs: Docs,
    pub payload: Payload,
}

/// Which statuses something is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Statuses {
    Code(u16),
    /// The hundred: `4` is `4XX`.
    Range(u16),
    /// Every other.
    Any,
}
