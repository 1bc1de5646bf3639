//! What Cargo.toml, README.md and `src/api.rs` say: the package, servers, credentials, the envelope.

use serde::Serialize;

use super::{Docs, TypeDef};
use crate::names::Name;
use crate::source::Origin;

/// What Cargo.toml and README.md say; from letterpress.toml and the document's `info`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Package {
    /// `cloud-billing`
    pub name: String,
    /// `cloud_billing`
    pub library: String,
    pub version: String,
    pub description: Option<String>,
    pub license: Option<String>,
    pub repository: Option<String>,
    pub homepage: Option<String>,
    pub documentation: Option<String>,
    pub authors: Vec<String>,
    pub keywords: Vec<String>,
    pub categories: Vec<String>,
    pub publish: bool,
    /// Hand-written modules beside the generated ones, declared in lib.rs.
    pub modules: Vec<String>,
    /// `[dev-dependencies]`, each a line of TOML: (name, value as TOML).
    pub dev_dependencies: Vec<(String, String)>,
    /// Features that an example needs: (example, features).
    pub examples: Vec<(String, Vec<String>)>,
}

/// A server of the document: a type under `base_urls`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Server {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    /// With its variables in braces.
    pub url: String,
    /// Whether the URL is relative to that of the document.
    pub is_relative: bool,
    pub variables: Vec<ServerVariable>,
}

/// A part of a server's URL that users choose.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerVariable {
    #[serde(skip)]
    pub origin: Origin,
    pub name: Name,
    pub docs: Docs,
    pub default: String,
    /// The enum of its values, where the document lists them.
    pub values: Option<TypeDef>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scheme {
    #[serde(skip)]
    pub origin: Origin,
    /// The scheme's name in the document and the setter on `Credentials`.
    pub name: Name,
    pub docs: Docs,
    pub env: Option<String>,
    pub place: SchemePlace,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum SchemePlace {
    Bearer,
    Basic,
    Header(String),
    Query(String),
    Cookie(String),
}

/// The members of the object that wraps every JSON answer; from letterpress.toml, checked against the document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Envelope {
    pub result: String,
    pub success: Option<String>,
    pub errors: Option<String>,
    pub messages: Option<String>,
    pub page: Option<String>,
    pub code: String,
    pub message: String,
    pub pointer: Vec<String>,
    pub documentation: Option<String>,
    /// The response header that names the request.
    pub request_id: Option<String>,
}
