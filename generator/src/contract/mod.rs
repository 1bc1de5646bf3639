//! Contract: what an API is on the wire. References are resolved, `allOf` is merged, null is spelled one way, path-level parameters are pushed down.
//!
//! Nothing here is Rust yet, and nothing is text any more. Every keyword that says something about the wire is kept, so that two contracts can be compared.

pub(crate) mod by_value;
mod condition;
pub(crate) mod media_type;
mod types;
mod words;

use std::collections::{BTreeSet, HashMap};

use indexmap::IndexMap;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

pub use self::condition::{Condition, CountRules, Statement};
pub use self::types::Types;
pub(crate) use self::words::inline;
pub use crate::openapi::In;
use crate::pattern::Pattern;
use crate::shared::Shared;
use crate::source::Origin;

/// A whole API.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Contract {
    #[serde(skip)]
    pub origin: Origin,
    pub title: String,
    pub version: String,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub servers: Vec<Server>,
    pub security_schemes: IndexMap<String, SecurityScheme>,
    pub tags: IndexMap<String, Option<String>>,
    /// In document order.
    pub operations: Vec<Operation>,
    /// The requests that the API makes: its webhooks, then the callbacks of its operations.
    pub webhooks: Vec<Webhook>,
    /// All schemas, by [`SchemaId`]. A component schema stands here once, whoever uses it.
    pub schemas: Vec<Schema>,
    /// The component schemas by name, in document order.
    pub components: IndexMap<String, Use>,
    /// What `not`, `if` and others of their kind say, checked or not, by the node that says it.
    #[serde(skip)]
    pub(crate) asked: HashMap<u32, Vec<Asked>>,
    /// The nodes in a `oneOf` or `anyOf` that stand alone, or beside null only: the list adds nothing to what they say.
    #[serde(skip)]
    pub(crate) alone: BTreeSet<u32>,
}

impl Contract {
    /// The schema behind an id.
    #[must_use]
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }

    /// What is asked of a value beside the rules of its schema, by the place that says it.
    #[must_use]
    pub fn asked(&self, origin: Origin) -> &[Asked] {
        self.asked.get(&origin.0).map_or(&[], Vec::as_slice)
    }
}

/// A keyword that only asks, by a schema of its own, whether a value is right (`not`, `if`, `contains`, ..): kept as text, so that two contracts can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    pub origin: Origin,
    pub keyword: &'static str,
    /// JSON, references inside of the document followed, without documentation.
    pub text: String,
}

/// An index into [`Contract::schemas`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct SchemaId(pub u32);

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Server {
    #[serde(skip)]
    pub origin: Origin,
    /// With the defaults of its variables filled in.
    pub url: String,
    /// As written.
    pub template: String,
    pub name: Option<String>,
    pub description: Option<String>,
    /// By name, in the order of the URL.
    pub variables: IndexMap<String, ServerVariable>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerVariable {
    #[serde(skip)]
    pub origin: Origin,
    pub default: String,
    /// Empty: any.
    pub values: Vec<String>,
    pub description: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SecurityScheme {
    #[serde(skip)]
    pub origin: Origin,
    pub kind: SecurityKind,
    /// Where tokens come from: the URLs of each flow, by keyword (`tokenUrl`). Nothing that a request carries.
    pub flows: IndexMap<String, IndexMap<String, String>>,
    pub description: Option<String>,
    pub deprecated: bool,
}

/// How a credential travels.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum SecurityKind {
    /// http bearer, oauth2 and openIdConnect.
    Bearer,
    Basic,
    Header(String),
    Query(String),
    Cookie(String),
    /// Nothing that a request carries (mutualTLS) or nothing that is known.
    Other(String),
}

/// A request that the API makes, and who uses it receives.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Webhook {
    /// `newPet`; of a callback, its operation and its name: `subscriptions.create onEvent`.
    pub name: String,
    /// Of a callback: the URL, as a runtime expression.
    pub url: Option<String>,
    pub request: Operation,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Operation {
    #[serde(skip)]
    pub origin: Origin,
    pub id: Option<String>,
    /// Upper case.
    pub method: String,
    /// As written: `/accounts/{account_id}/pcaps`.
    pub path: String,
    pub summary: Option<String>,
    pub description: Option<String>,
    pub external_docs: Option<String>,
    pub deprecated: bool,
    pub tags: Vec<String>,
    /// Path parameters first, in the order of the path; then query, header and cookie parameters in document order.
    pub parameters: Vec<Parameter>,
    pub body: Option<Body>,
    /// By status, in document order.
    pub responses: Vec<Response>,
    /// Its own, or its path's; empty: those of the API.
    pub servers: Vec<Server>,
    /// Any of them will do; empty: none is needed.
    pub security: Vec<Requirement>,
    pub extensions: IndexMap<String, Value>,
}

/// Credentials that are needed together; without any, anonymous is allowed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Requirement {
    #[serde(skip)]
    pub origin: Origin,
    /// The names of schemes, each with the scopes that a token must have.
    pub schemes: IndexMap<String, Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    #[serde(skip)]
    pub origin: Origin,
    pub name: String,
    pub place: In,
    pub required: bool,
    pub deprecated: bool,
    pub description: Option<String>,
    pub schema: Use,
    pub style: Style,
    /// `Some`: the value is serialized in this media type, and `style` says nothing.
    pub content_type: Option<String>,
    /// Of the members of a value in a form's media type.
    pub encoding: IndexMap<String, PartEncoding>,
    pub allow_reserved: bool,
    /// Of the path: its slashes part segments there (`{+name}`).
    pub segments: bool,
    pub allow_empty_value: bool,
    pub examples: Vec<Shared<Value>>,
}

/// How a value becomes text in a URL or a header; OpenAPI's defaults are filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Style {
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
    /// 3.2: cookies, as they stand.
    Cookie {
        explode: bool,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Body {
    #[serde(skip)]
    pub origin: Origin,
    pub description: Option<String>,
    pub required: bool,
    /// The one that is sent where nobody chooses comes first, wherever it is written.
    pub content: Vec<Media>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Media {
    #[serde(skip)]
    pub origin: Origin,
    /// As written: `application/json`.
    pub media_type: String,
    /// `None`: the document says nothing about the content.
    pub schema: Option<Use>,
    pub item_schema: Option<Use>,
    pub examples: Vec<Shared<Value>>,
    /// Of the parts of a form, by property.
    pub encoding: IndexMap<String, PartEncoding>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PartEncoding {
    #[serde(skip)]
    pub origin: Origin,
    pub content_type: Option<String>,
    pub style: Option<Style>,
    pub allow_reserved: bool,
    /// Of a part of a multipart body, beside `Content-Type`.
    pub headers: Vec<ResponseHeader>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    #[serde(skip)]
    pub origin: Origin,
    pub status: Status,
    pub description: Option<String>,
    pub headers: Vec<ResponseHeader>,
    pub content: Vec<Media>,
}

/// Which statuses a response is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Status {
    Code(u16),
    /// `4XX`: the hundred.
    Range(u16),
    Default,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResponseHeader {
    #[serde(skip)]
    pub origin: Origin,
    pub name: String,
    pub required: bool,
    pub deprecated: bool,
    pub description: Option<String>,
    pub schema: Use,
    /// `Some`: the value is serialized in this media type.
    pub content_type: Option<String>,
}

/// A schema where it is used: what the place of use adds to it says nothing about the shape.
///
/// `$ref` with documentation beside it is a use of the target; `$ref` with constraints beside it is a use of a schema of its own.
/// Null is always here: `anyOf: [X, {type: null}]`, `type: [X, null]`, `nullable: true` at the use or in the target are all a nullable use of X.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Use {
    #[serde(skip)]
    pub origin: Origin,
    pub schema: SchemaId,
    pub nullable: bool,
    /// What stands at the place of use, else what the target says.
    pub notes: Shared<Notes>,
}

/// What is said about a value beside its shape.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Notes {
    pub title: Option<String>,
    pub description: Option<String>,
    pub deprecated: bool,
    pub default: Option<Value>,
    /// `example`, `examples`, in this order.
    pub examples: Vec<Shared<Value>>,
    pub read_only: bool,
    pub write_only: bool,
    pub external_docs: Option<String>,
    pub redact: Option<Redact>,
}

/// What of a value must never be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Redact {
    /// `format: password`: the value.
    Value,
    /// `x-letterpress-redact: query`: the query of a URI.
    Query,
}

/// A schema that holds of non-null values. Every list of rules is an intersection: all of them hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Schema {
    #[serde(skip)]
    pub origin: Origin,
    /// The name under `components/schemas` (or `$defs`), where the schema has one.
    pub name: Option<String>,
    /// What the schema itself says, whoever uses it.
    pub notes: Shared<Notes>,
    /// Which JSON types a value may have (never null: see [`Use::nullable`]); no member: no value at all but perhaps null.
    pub types: Types,
    /// `enum` and `const`, in document order, without null.
    pub values: Option<Vec<Value>>,
    pub format: Option<String>,
    pub content_encoding: Option<String>,
    pub content_media_type: Option<String>,
    pub number: Shared<NumberRules>,
    pub string: Shared<StringRules>,
    pub array: Shared<ArrayRules>,
    pub object: Shared<ObjectRules>,
    /// `not`, `contains`, `dependentSchemas` and `if`, in this order; then the members that must not be there (`properties`), where others may.
    pub conditions: Vec<Condition>,
    /// `oneOf` or `anyOf`, after wrappers for null are gone. Members beside it are merged into each variant.
    pub union: Option<Box<Union>>,
    /// The component schemas that `allOf` merged into this one (or a `$ref` with siblings), in order.
    pub merged: Vec<SchemaId>,
    pub extensions: Shared<IndexMap<String, Value>>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NumberRules {
    pub minimum: Option<Number>,
    pub exclusive_minimum: Option<Number>,
    pub maximum: Option<Number>,
    pub exclusive_maximum: Option<Number>,
    pub multiple_of: Option<Number>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct StringRules {
    /// In characters.
    pub min_length: Option<u64>,
    pub max_length: Option<u64>,
    pub patterns: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ArrayRules {
    pub items: Option<Use>,
    pub prefix: Vec<Use>,
    pub min_items: Option<u64>,
    pub max_items: Option<u64>,
    pub unique_items: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ObjectRules {
    pub properties: IndexMap<String, Property>,
    /// Required names that no property declares, with the place that requires each.
    #[serde(serialize_with = "names")]
    pub required_undeclared: IndexMap<String, Origin>,
    pub additional: Additional,
    pub patterns: IndexMap<String, Use>,
    /// `propertyNames`.
    pub names: Option<NameRules>,
    /// `dependentRequired`: where there is this member, there are these.
    pub dependent: IndexMap<String, Vec<String>>,
    pub min_properties: Option<u64>,
    pub max_properties: Option<u64>,
}

impl ObjectRules {
    /// The names that are required and described by nothing, neither a property nor a pattern, with the place that requires each.
    pub(crate) fn undescribed(&self) -> impl Iterator<Item = (&str, Origin)> {
        let patterns = self.patterns.keys();
        let patterns: Vec<Pattern> = patterns.filter_map(|it| Pattern::new(it)).collect();
        let required = self.required_undeclared.iter();
        required
            .filter(move |(name, _)| !patterns.iter().any(|pattern| pattern.matches(name)))
            .map(|(name, origin)| (name.as_str(), *origin))
    }
}

fn names<S: Serializer>(names: &IndexMap<String, Origin>, to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(names.keys())
}

/// What holds of the name of each member.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct NameRules {
    pub string: StringRules,
    /// The only names that there are.
    pub values: Option<Vec<String>>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Property {
    #[serde(skip)]
    pub origin: Origin,
    pub required: bool,
    pub schema: Use,
}

/// What the document says of members that it does not name.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub enum Additional {
    /// Nothing.
    #[default]
    Unsaid,
    /// `true`, or an empty schema.
    Any,
    /// `false`.
    Forbidden,
    /// A schema.
    Typed(Box<Use>),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Union {
    #[serde(skip)]
    pub origin: Origin,
    /// Whether exactly one variant holds (`oneOf`), or at least one (`anyOf`).
    pub exactly_one: bool,
    pub variants: Vec<Variant>,
    pub discriminator: Option<Discriminator>,
    /// What the variants ask of a value together, for whom takes them for one; `None` where that is more than a statement can say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Statement>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Variant {
    #[serde(skip)]
    pub origin: Origin,
    pub schema: Use,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Discriminator {
    #[serde(skip)]
    pub origin: Origin,
    pub property: String,
    /// The value of the property and the index of the variant in [`Union::variants`]; explicit mappings first, implicit ones (the schema's name) for the variants that have none.
    pub mapping: Vec<(String, usize)>,
    /// The variant of an object without the property, or with a value that no mapping names.
    pub default: Option<usize>,
}
