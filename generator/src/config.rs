//! letterpress.toml: which document makes which crate, and what a document can't say.

use std::path::PathBuf;
use std::time::Duration;

use indexmap::IndexMap;

use crate::source::Origin;

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `deny = "warnings"`: a warning stops the run.
    pub deny_warnings: bool,
    /// `[[crate]]`, in order.
    pub crates: Vec<Crate>,
}

/// A value with its place in letterpress.toml.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Located<T> {
    pub value: T,
    pub origin: Origin,
}

/// One `[[crate]]`: a document and the crate that it makes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crate {
    pub origin: Origin,
    /// `name = "cloudflare-pcap"`
    pub name: Located<String>,
    /// Relative to letterpress.toml; made absolute by the reader.
    pub schema: Located<PathBuf>,
    pub out: Located<PathBuf>,
    /// `[crate.package]`: version, description, license, repository, homepage, documentation, authors, keywords, categories, publish.
    pub package: PackageTable,
    /// `[crate.env]`: environment variables, `base_url` and one a security scheme.
    pub env: IndexMap<String, Located<String>>,
    /// `[crate.envelope]`
    pub envelope: Option<Located<EnvelopeTable>>,
    /// `[[crate.wait]]`
    pub wait: Vec<Located<WaitTable>>,
    /// `[crate.secrets]`: JSON pointer of a schema -> `value` or `query`.
    pub secrets: IndexMap<String, Located<Secret>>,
    /// `[crate.rename]`: JSON pointer (`#/components/schemas/Foo`, `#/components/schemas/Foo/properties/bar`) or operationId -> Rust name (`module.function` for an operation).
    pub rename: IndexMap<String, Located<String>>,
    /// `[crate.dev-dependencies]`, each value as TOML.
    pub dev_dependencies: Vec<(String, String)>,
    /// `[crate.examples]`: example -> features that it needs.
    pub examples: Vec<(String, Vec<String>)>,
    /// `modules = ["ext"]`: hand-written modules that lib.rs declares.
    pub modules: Vec<Located<String>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct PackageTable {
    pub version: Option<Located<String>>,
    pub description: Option<String>,
    pub license: Option<Located<String>>,
    pub repository: Option<String>,
    pub homepage: Option<String>,
    pub documentation: Option<String>,
    pub authors: Vec<String>,
    pub keywords: Vec<String>,
    pub categories: Vec<String>,
    pub publish: bool,
}

/// Members of the envelope; see `api::Envelope`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnvelopeTable {
    pub result: String,
    pub success: Option<String>,
    pub errors: Option<String>,
    pub messages: Option<String>,
    pub page: Option<String>,
    /// Members of an item of `errors` and `messages`; the defaults are `code` and `message`.
    pub code: String,
    pub message: String,
    /// `source.pointer`, split at the dots.
    pub pointer: Vec<String>,
    pub documentation: Option<String>,
    pub request_id: Option<String>,
}

/// One `[[crate.wait]]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaitTable {
    /// operationId
    pub operation: Located<String>,
    /// The member of the output that tells: its wire name.
    pub member: Located<String>,
    pub done: Vec<Located<String>>,
    pub failed: Vec<Located<String>>,
    /// The member that says why it failed.
    pub reason: Option<Located<String>>,
    /// `"2s"`
    pub interval: Duration,
    /// `"10m"`
    pub deadline: Duration,
}

/// What of a value must not be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Secret {
    #[default]
    Value,
    Query,
}
