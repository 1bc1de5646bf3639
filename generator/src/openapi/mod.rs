//! Document: an OpenAPI document as written, under OpenAPI's own names. 3.0, 3.1 and 3.2 are read into one shape.
//!
//! References stand unresolved, `allOf` unmerged. What differs between versions is spelled one way where nothing is lost by it:
//! a 3.0 `exclusiveMinimum: true` beside a `minimum` becomes the number of 3.1; `nullable` stays, since only `resolve` knows what it means there.

mod keywords;
mod read;
mod select;

pub use read::{Absent, Fragment, read, read_at, read_selected};
pub(crate) use select::reached;

use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

use indexmap::IndexMap;
use serde::Serialize;
use serde_json::{Number, Value};

use crate::shared::Shared;
use crate::source::Origin;

/// Which edition of OpenAPI a document is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Version {
    /// 3.0.x
    V3_0,
    /// 3.1.x
    V3_1,
    /// 3.2.x
    V3_2,
}

/// The root object.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Document {
    #[serde(skip)]
    pub origin: Origin,
    pub version: Version,
    /// `$self`: what references from elsewhere call the document.
    pub self_uri: Option<String>,
    pub info: Info,
    pub servers: Vec<Server>,
    pub paths: IndexMap<String, PathItem>,
    pub webhooks: IndexMap<String, PathItem>,
    pub components: Components,
    /// `None`: the document does not say; an operation then needs none.
    pub security: Option<Vec<SecurityRequirement>>,
    pub tags: Vec<Tag>,
    pub external_docs: Option<ExternalDocs>,
    pub extensions: IndexMap<String, Value>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Info {
    #[serde(skip)]
    pub origin: Origin,
    pub title: String,
    pub version: String,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub terms_of_service: Option<String>,
    pub contact: Option<Value>,
    pub license: Option<Value>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Server {
    #[serde(skip)]
    pub origin: Origin,
    pub url: String,
    /// 3.2.
    pub name: Option<String>,
    pub description: Option<String>,
    pub variables: IndexMap<String, ServerVariable>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerVariable {
    #[serde(skip)]
    pub origin: Origin,
    pub values: Vec<String>,
    pub default: String,
    pub description: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tag {
    #[serde(skip)]
    pub origin: Origin,
    pub name: String,
    pub description: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExternalDocs {
    #[serde(skip)]
    pub origin: Origin,
    pub url: String,
    pub description: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Components {
    #[serde(skip)]
    pub origin: Origin,
    pub schemas: IndexMap<String, Schema>,
    pub responses: IndexMap<String, RefOr<Response>>,
    pub parameters: IndexMap<String, RefOr<Parameter>>,
    pub request_bodies: IndexMap<String, RefOr<RequestBody>>,
    pub headers: IndexMap<String, RefOr<Header>>,
    pub security_schemes: IndexMap<String, RefOr<SecurityScheme>>,
    pub examples: IndexMap<String, RefOr<Example>>,
    pub path_items: IndexMap<String, PathItem>,
    pub callbacks: IndexMap<String, RefOr<Callback>>,
    /// 3.2
    pub media_types: IndexMap<String, RefOr<MediaType>>,
}

/// `$ref`, as written. Siblings that OpenAPI allows beside it (`summary`, `description`) are kept.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reference {
    #[serde(skip)]
    pub origin: Origin,
    /// The text: `#/components/schemas/Pcap`, `common.yaml#/Error`.
    pub to: String,
    pub summary: Option<String>,
    pub description: Option<String>,
}

/// An object, or a `$ref` in its place.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum RefOr<T> {
    Ref(Reference),
    Item(T),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PathItem {
    #[serde(skip)]
    pub origin: Origin,
    pub reference: Option<Reference>,
    pub summary: Option<String>,
    pub description: Option<String>,
    /// By upper-case method, in document order: GET, PUT, POST, DELETE, OPTIONS, HEAD, PATCH, TRACE, QUERY and 3.2's additional ones.
    pub operations: IndexMap<String, Operation>,
    pub servers: Vec<Server>,
    pub parameters: Vec<RefOr<Parameter>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Operation {
    #[serde(skip)]
    pub origin: Origin,
    pub tags: Vec<String>,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub external_docs: Option<ExternalDocs>,
    pub operation_id: Option<String>,
    pub parameters: Vec<RefOr<Parameter>>,
    pub request_body: Option<RefOr<RequestBody>>,
    /// By status as written: `200`, `4XX`, `default`.
    pub responses: IndexMap<String, RefOr<Response>>,
    pub callbacks: IndexMap<String, RefOr<Callback>>,
    pub deprecated: bool,
    /// `None`: as the document says; `Some([])`: none is needed.
    pub security: Option<Vec<SecurityRequirement>>,
    pub servers: Vec<Server>,
    pub extensions: IndexMap<String, Value>,
}

/// Requests that an operation leads to, by the runtime expression of their URL: `{$request.body#/url}`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Callback {
    #[serde(skip)]
    pub origin: Origin,
    pub items: IndexMap<String, PathItem>,
}

/// One alternative: all of these schemes together, each with its scopes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SecurityRequirement {
    #[serde(skip)]
    pub origin: Origin,
    pub schemes: IndexMap<String, Vec<String>>,
}

/// Where a parameter travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum In {
    Path,
    Query,
    Header,
    Cookie,
    /// 3.2: the whole query string.
    Querystring,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    #[serde(skip)]
    pub origin: Origin,
    pub name: String,
    pub place: In,
    pub description: Option<String>,
    pub required: bool,
    pub deprecated: bool,
    pub allow_empty_value: bool,
    pub style: Option<String>,
    pub explode: Option<bool>,
    pub allow_reserved: bool,
    pub schema: Option<Schema>,
    pub content: IndexMap<String, RefOr<MediaType>>,
    pub example: Option<Shared<Value>>,
    pub examples: IndexMap<String, RefOr<Example>>,
    pub extensions: IndexMap<String, Value>,
}

impl Parameter {
    /// What tells parameters of one place apart: the name, of a header in lower case.
    pub(crate) fn key(&self) -> Cow<'_, str> {
        match self.place {
            In::Header => Cow::Owned(self.name.to_ascii_lowercase()),
            _ => Cow::Borrowed(&self.name),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Header {
    #[serde(skip)]
    pub origin: Origin,
    pub description: Option<String>,
    pub required: bool,
    pub deprecated: bool,
    pub style: Option<String>,
    pub explode: Option<bool>,
    pub schema: Option<Schema>,
    pub content: IndexMap<String, RefOr<MediaType>>,
    pub example: Option<Shared<Value>>,
    pub examples: IndexMap<String, RefOr<Example>>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RequestBody {
    #[serde(skip)]
    pub origin: Origin,
    pub description: Option<String>,
    pub required: bool,
    pub content: IndexMap<String, RefOr<MediaType>>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MediaType {
    #[serde(skip)]
    pub origin: Origin,
    pub schema: Option<Schema>,
    /// 3.2: the schema of each item of a stream.
    pub item_schema: Option<Box<Schema>>,
    pub example: Option<Shared<Value>>,
    pub examples: IndexMap<String, RefOr<Example>>,
    pub encoding: IndexMap<String, Encoding>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Encoding {
    #[serde(skip)]
    pub origin: Origin,
    pub content_type: Option<String>,
    pub headers: IndexMap<String, RefOr<Header>>,
    pub style: Option<String>,
    pub explode: Option<bool>,
    pub allow_reserved: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Example {
    #[serde(skip)]
    pub origin: Origin,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub value: Option<Shared<Value>>,
    pub external_value: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    #[serde(skip)]
    pub origin: Origin,
    pub description: Option<String>,
    pub headers: IndexMap<String, RefOr<Header>>,
    pub content: IndexMap<String, RefOr<MediaType>>,
    pub links: IndexMap<String, Value>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SecurityScheme {
    #[serde(skip)]
    pub origin: Origin,
    pub kind: SecuritySchemeKind,
    pub description: Option<String>,
    pub deprecated: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum SecuritySchemeKind {
    /// `type: apiKey`
    ApiKey {
        place: In,
        name: String,
    },
    /// `type: http`; the scheme in lower case: `bearer`, `basic`, ..
    Http {
        scheme: String,
        bearer_format: Option<String>,
    },
    MutualTls,
    OAuth2 {
        flows: Value,
    },
    OpenIdConnect {
        url: String,
    },
}

/// A JSON Schema, every keyword of it. Absent keywords are `None` or empty.
///
/// What few schemas have is in [`Uncommon`], and reads as if it stood here.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Schema {
    #[serde(skip)]
    pub origin: Origin,
    /// `Some` where the schema is `true` or `false`.
    pub boolean: Option<bool>,
    pub reference: Option<String>,

    /// `type`, one or several: null, boolean, object, array, number, string, integer.
    pub types: Vec<JsonType>,
    /// 3.0's keyword.
    pub nullable: bool,
    pub values: Option<Vec<Value>>,
    pub format: Option<String>,

    pub title: Option<String>,
    pub description: Option<String>,
    pub default: Option<Box<Value>>,
    pub example: Option<Shared<Value>>,
    pub examples: Vec<Shared<Value>>,
    pub deprecated: bool,
    pub read_only: bool,
    pub write_only: bool,

    pub maximum: Option<Number>,
    pub minimum: Option<Number>,
    pub max_length: Option<u64>,
    pub min_length: Option<u64>,
    pub pattern: Option<String>,

    pub items: Option<Box<Schema>>,
    pub properties: Shared<IndexMap<String, Schema>>,
    pub additional_properties: Option<Box<Schema>>,
    pub required: Vec<String>,

    pub all_of: Vec<Schema>,
    pub any_of: Vec<Schema>,
    pub one_of: Vec<Schema>,

    #[serde(flatten)]
    pub uncommon: Shared<Uncommon>,
}

/// The keywords of a schema that few have.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Uncommon {
    pub dynamic_reference: Option<String>,
    pub id: Option<String>,
    pub anchor: Option<String>,
    pub dynamic_anchor: Option<String>,
    pub comment: Option<String>,
    pub defs: IndexMap<String, Schema>,

    pub constant: Option<Value>,
    pub external_docs: Option<ExternalDocs>,
    pub xml: Option<Value>,

    pub multiple_of: Option<Number>,
    pub exclusive_maximum: Option<Number>,
    pub exclusive_minimum: Option<Number>,

    pub content_encoding: Option<String>,
    pub content_media_type: Option<String>,
    pub content_schema: Option<Box<Schema>>,

    pub prefix_items: Vec<Schema>,
    pub unevaluated_items: Option<Box<Schema>>,
    pub contains: Option<Box<Schema>>,
    pub min_contains: Option<u64>,
    pub max_contains: Option<u64>,
    pub max_items: Option<u64>,
    pub min_items: Option<u64>,
    pub unique_items: bool,

    pub pattern_properties: IndexMap<String, Schema>,
    pub unevaluated_properties: Option<Box<Schema>>,
    pub property_names: Option<Box<Schema>>,
    pub dependent_required: IndexMap<String, Vec<String>>,
    pub dependent_schemas: IndexMap<String, Schema>,
    pub max_properties: Option<u64>,
    pub min_properties: Option<u64>,

    pub not: Option<Box<Schema>>,
    pub if_: Option<Box<Schema>>,
    pub then: Option<Box<Schema>>,
    pub else_: Option<Box<Schema>>,
    pub discriminator: Option<Discriminator>,

    pub extensions: IndexMap<String, Value>,
}

impl Deref for Schema {
    type Target = Uncommon;

    fn deref(&self) -> &Uncommon {
        &self.uncommon
    }
}

impl DerefMut for Schema {
    fn deref_mut(&mut self) -> &mut Uncommon {
        &mut self.uncommon
    }
}

/// One of JSON Schema's names for the type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum JsonType {
    Null,
    Boolean,
    Object,
    Array,
    Number,
    String,
    Integer,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Discriminator {
    #[serde(skip)]
    pub origin: Origin,
    pub property_name: String,
    pub mapping: IndexMap<String, String>,
    /// 3.2.
    pub default_mapping: Option<String>,
}
