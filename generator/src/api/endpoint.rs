//! Operations: parameters and bodies.

use indexmap::IndexMap;
use serde::Serialize;

use super::{
    Docs, Expression, Failure, Headers, Outcome, Paging, Polling, Rule, Stream, Type, TypeDef,
};
use crate::names::Name;
use crate::source::Origin;

/// Scopes (or roles) by the name of the scheme.
pub type Scopes = IndexMap<String, Vec<String>>;

/// An old name of an endpoint.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Former {
    pub function: Name,
    /// That of the request's type; `None`: something else has it.
    pub name: Option<Name>,
}

/// An operation: a function and the type that it returns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Endpoint {
    #[serde(skip)]
    pub origin: Origin,
    /// `pcaps.create`; where the document names none, module and function.
    pub id: String,
    /// `create`
    pub function: Name,
    /// `Create`
    pub name: Name,
    pub docs: Docs,
    /// Upper case.
    pub method: String,
    pub path: String,
    /// Path parameters by position in path order, then the others.
    pub params: Vec<Param>,
    pub body: Option<Body>,
    pub outcome: Outcome,
    /// The items of a successful answer, where it is such.
    pub stream: Option<Stream>,
    /// The documented failure body, whole (envelope included).
    pub failure: Option<Failure>,
    /// What the document says of each failure: the status as written, the description.
    pub failures: Vec<(String, Option<String>)>,
    /// Headers of answers: the name, the statuses as written, the description.
    pub headers: Vec<(String, Vec<String>, Option<String>)>,
    /// The same as structs: of successes, then of failures.
    pub header_types: Vec<Headers>,
    /// Its place in the document, counted from 0.
    pub position: usize,
    /// The servers that it has for itself, by their names in [`Api::servers`](super::Api::servers), the default first; empty: those of the API.
    pub servers: Vec<Name>,
    /// Where the first of them stands.
    #[serde(skip)]
    pub server_origin: Option<Origin>,
    /// OR of ANDs.
    pub security: Vec<Vec<String>>,
    /// What the credentials must allow: the scopes by scheme, of each alternative that asks for any.
    pub scopes: Vec<Scopes>,
    pub polling: Option<Polling>,
    pub paging: Option<Paging>,
    /// Old names, which stay as deprecated ones.
    pub former: Vec<Former>,
    /// Inline types, in the endpoint's own file.
    pub types: Vec<TypeDef>,
    /// Rust for the arguments of the function, made from the document's examples; one a positional argument.
    pub example: Vec<Expression>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Param {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub place: ParamPlace,
    pub docs: Docs,
    pub required: bool,
    pub ty: Type,
    pub rules: Vec<Rule>,
    /// Inserted where the document names only one value: never asked for.
    pub fixed: Option<Expression>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum ParamPlace {
    Path(ParamStyle),
    Query(ParamStyle),
    Header(ParamStyle),
    Cookie(ParamStyle),
    /// The whole query: as a form, where the list says how members are sent, or in one piece.
    Querystring(ParamStyle, Vec<Encoding>),
    /// Of the parts that a member of the body makes.
    PartHeader {
        /// As it travels.
        member: String,
        style: ParamStyle,
        /// Whether it must be there where the part is.
        required: bool,
    },
}

/// OpenAPI's `style`, `explode` and what goes with them, or the media type of `content`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum ParamStyle {
    Simple {
        explode: bool,
    },
    Label {
        explode: bool,
    },
    Matrix {
        explode: bool,
    },
    Form {
        explode: bool,
    },
    SpaceDelimited {
        explode: bool,
    },
    PipeDelimited {
        explode: bool,
    },
    DeepObject,
    Cookie {
        explode: bool,
    },
    /// Serialized as JSON.
    Json,
    /// With `allowReserved`.
    Reserved(Box<Self>),
    /// Of the path: slashes part segments.
    Segments(Box<Self>),
    /// With `allowEmptyValue`: an empty list is sent without a value.
    OrEmpty(Box<Self>),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Body {
    #[serde(skip)]
    pub origin: Origin,
    pub docs: Docs,
    /// The name of the field and the argument: `body`.
    pub name: Name,
    pub required: bool,
    /// The type of the field: that of the content, or an enum over the contents.
    pub ty: Type,
    /// What is sent where nobody chooses.
    pub content: Content,
    /// What may be sent instead. Where there is any, the endpoint's file has an enum over all contents, which is `ty`.
    pub others: Vec<Content>,
}

impl Body {
    /// All contents, the first one first.
    pub fn contents(&self) -> impl Iterator<Item = &Content> {
        std::iter::once(&self.content).chain(&self.others)
    }
}

/// A body in one media type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Content {
    #[serde(skip)]
    pub origin: Origin,
    /// The variant of the enum over contents: `Json`.
    pub name: Name,
    pub media_type: String,
    pub format: BodyFormat,
    pub ty: Type,
    pub rules: Vec<Rule>,
    /// Of a form: members that are not sent in the usual way.
    pub encoding: Vec<Encoding>,
    /// Of a form of parts: headers of members.
    pub headers: Vec<PartHeader>,
}

/// A header that a part of a form has, beside those of every part.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartHeader {
    /// The member, as it travels.
    pub member: String,
    pub name: String,
    pub description: Option<String>,
    /// What is sent where the document names only one value; else the file brings it. What the caller gives is a [`Param`].
    pub fixed: Option<String>,
    pub required: bool,
}

/// How a member of a form is sent.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Encoding {
    /// The member, as it travels.
    pub member: String,
    pub how: EncodingHow,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum EncodingHow {
    /// In this media type.
    Content(String),
    Style(ParamStyle),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum BodyFormat {
    Json,
    /// `application/x-www-form-urlencoded`
    Form,
    Multipart,
    Text,
    /// Text that is one value: a number, a boolean, or one of an enum.
    Plain,
    /// A list, an item a line: `application/x-ndjson`.
    Lines,
    /// A list as `application/json-seq`.
    Sequence,
    /// Any binary media type, as bytes or a file.
    Bytes,
    /// Bytes of a media type that the caller names: the document has a range.
    Upload,
}
