//! Api: the crate as it will be, in Rust's terms. Every name is final, every decision taken; `emit` only prints it.
//!
//! Plain data: `letterpress inspect api` shows it.

mod answer;
mod calls;
mod endpoint;
mod package;
mod received;
mod types;

use serde::Serialize;

pub use crate::contract::{CountRules, Statement};
use crate::names::Name;
pub use crate::openapi::JsonType;
use crate::source::Origin;

pub use answer::{
    Alternative, ByStatus, Failure, Framing, Header, HeaderForm, Headers, Outcome, Payload,
    StatusVariant, Statuses, Stream,
};
pub use calls::{Counts, PageTurn, Paging, Polling, PollingTold, Said, Step, Turned};
pub use endpoint::{
    Body, BodyFormat, Content, Encoding, EncodingHow, Endpoint, Former, Param, ParamPlace,
    ParamStyle, PartHeader, Scopes,
};
pub use package::{Envelope, Package, Scheme, SchemePlace, Server, ServerVariable};
pub use received::{Answered, Answers, Received, ReceivedBody, ReceivedContent};
pub use types::{
    Enum, EnumVariant, Expression, Extra, Field, JsonKind, Kind, PatternField, Presence, Rule,
    Struct, Tell, TellingKey, TextKind, Told, Type, TypeDef, TypeFile, TypeRef, Union,
    UnionVariant,
};

/// A whole crate.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Api {
    pub package: Package,
    /// The document's title and prose, for the crate's docs and README.
    pub title: String,
    pub description: Option<String>,
    /// The first server's URL, variables filled in; none where it is relative to the document.
    pub base_url: Option<String>,
    pub base_url_env: Option<String>,
    /// What there is to choose from; empty where that is one URL. Those of single operations come last.
    pub servers: Vec<Server>,
    pub schemes: Vec<Scheme>,
    /// Every alternative that some operation accepts, those first that most accept: scheme names.
    pub security: Vec<Vec<String>>,
    pub envelope: Option<Envelope>,
    /// Resources, sorted by name.
    pub modules: Vec<Module>,
    /// What stands under `types/`: a file each, sorted by file.
    pub types: Vec<TypeFile>,
    /// Where the crate has JSON as it is, in the order in which the places were met.
    pub untyped: Vec<Untyped>,
}

/// A place of the document that became a `serde_json::Value`, a map of such, or a list of such.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Untyped {
    #[serde(skip)]
    pub origin: Origin,
    /// The JSON pointer of the schema.
    pub pointer: String,
    pub cause: UntypedCause,
    /// Why: the end of a sentence.
    pub reason: String,
}

/// Who leaves open what a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum UntypedCause {
    /// The document: an empty schema, an object of which nothing is said.
    Document,
    /// The crate: it has no type for what the document says. `max_untyped` counts these.
    Crate,
}

/// A resource: a Rust module of endpoints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Module {
    pub name: Name,
    pub docs: Docs,
    /// Old names of the module, which stay as deprecated ones.
    pub former: Vec<Name>,
    /// The cargo feature that turns it on, where letterpress.toml asks for one a resource.
    pub feature: Option<Feature>,
    /// Sorted by function name.
    pub endpoints: Vec<Endpoint>,
    /// Requests that the API makes, sorted by name.
    pub received: Vec<Received>,
}

/// The cargo feature that turns on those of all resources.
pub const ALL_RESOURCES: &str = "all-resources";

/// A cargo feature of a resource.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Feature {
    pub name: String,
    /// Features of other resources, in whose files types of this one stand.
    pub needs: Vec<String>,
}

/// Prose of the document with what the generator adds: all of it text, none of it markup that runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Docs {
    pub title: Option<String>,
    pub description: Option<String>,
    /// Sentences made from the schema: "1 to 10000.", "Default: the time of the request."
    pub facts: Vec<String>,
    pub deprecated: bool,
    /// An http or https URL.
    pub link: Option<String>,
}
