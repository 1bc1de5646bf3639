//! letterpress.toml: which document makes which crate, and what a document can't say.

use std::path::{Path, PathBuf};
use std::time::Duration;

use indexmap::IndexMap;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Origin, Sources};

mod package;
mod pages;
mod paths;
mod problem;
mod read;
pub(crate) mod rules;
mod select;
mod stream;
mod table;
mod wait;

pub(crate) use select::matches_segment;
pub use select::{Picks, SelectTable};

/// The name of the file.
pub const FILE_NAME: &str = "letterpress.toml";

/// The whole file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `deny = "warnings"`: a warning stops the run.
    pub deny_warnings: bool,
    /// `[[crate]]`, in order.
    pub crates: Vec<Crate>,
}

impl Config {
    /// The letterpress.toml that rules in a folder: its own, or that of the nearest folder above. `None`: there is none.
    #[must_use]
    pub fn find(from: &Path) -> Option<PathBuf> {
        from.ancestors()
            .map(|folder| folder.join(FILE_NAME))
            .find(|file| file.is_file())
    }

    /// Reads letterpress.toml. `None` when anything in it is wrong; `diagnostics` has all of it.
    ///
    /// The documents that it names must be there; they are not read.
    pub fn read(path: &Path, sources: &mut Sources, diagnostics: &mut Diagnostics) -> Option<Self> {
        let file = match sources.open(path) {
            Ok(file) => file,
            Err(diagnostic) => {
                diagnostics.push(diagnostic);
                return None;
            }
        };
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = paths::normal(absolute.parent().unwrap_or(&absolute));
        read::read(file, &folder, sources, diagnostics)
    }
}

/// A value with its place in letterpress.toml. In a table with free keys (`env`, `secrets`, `rename`) the place is the whole entry, key and value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Located<T> {
    pub value: T,
    pub origin: Origin,
}

/// One `[[crate]]`: a document and the crate that it makes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crate {
    pub origin: Origin,
    /// `name = "cloud-billing"`
    pub name: Located<String>,
    /// Relative to letterpress.toml; made absolute by the reader.
    pub schema: Located<PathBuf>,
    pub out: Located<PathBuf>,
    /// `overlays = ["fix.yaml"]`: files that patch the document, in order. As `schema`.
    pub overlays: Vec<Located<PathBuf>>,
    /// `[crate.select]`: which operations the crate has. `None`: all.
    pub select: Option<Located<SelectTable>>,
    /// `[crate.package]`: version, description, license, repository, homepage, documentation, authors, keywords, categories, publish.
    pub package: PackageTable,
    /// `[crate.env]`: environment variables, `base_url` and one a security scheme.
    pub env: IndexMap<String, Located<String>>,
    /// `[crate.envelope]`
    pub envelope: Option<Located<EnvelopeTable>>,
    /// `max_untyped = 0`: how many places may become JSON as it is because the crate has no type for them.
    pub max_untyped: Option<Located<u64>>,
    /// `[[crate.wait]]`
    pub wait: Vec<Located<WaitTable>>,
    /// `[[crate.stream]]`
    pub stream: Vec<Located<StreamTable>>,
    /// `[[crate.pages]]`
    pub pages: Vec<Located<PagesTable>>,
    /// `[crate.secrets]`: JSON pointer of a schema -> `value` or `query`.
    pub secrets: IndexMap<String, Located<Secret>>,
    /// `[crate.rename]`: JSON pointer (`#/components/schemas/Foo`, `#/components/schemas/Foo/properties/bar`; `#/components/schemas/Foo/enum/red` of a value) or operationId -> Rust name (`module.function` for an operation).
    pub rename: IndexMap<String, Located<String>>,
    /// `[crate.alias]`: an old name (`OldType`, `module.old_function`, `old_module`) -> what it is called now. The place is the whole entry.
    pub alias: IndexMap<String, Located<String>>,
    /// `[crate.features]`: `resources = true` makes a cargo feature of each resource. The place is the value.
    pub resource_features: Option<Origin>,
    /// `[crate.dev-dependencies]`, each value as TOML.
    pub dev_dependencies: Vec<(String, String)>,
    /// `[crate.examples]`: example -> features that it needs.
    pub examples: Vec<(String, Vec<String>)>,
    /// `modules = ["ext"]`: hand-written modules that lib.rs declares.
    pub modules: Vec<Located<String>>,
}

impl Crate {
    /// A crate without a letterpress.toml: the document `schema`, written as the crate `name` into the folder `out`. The paths are relative to the current folder.
    ///
    /// # Errors
    ///
    /// A name that Cargo refuses; a folder that holds the document.
    pub fn new(name: &str, schema: &Path, out: &Path) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        if let Err(why) = rules::crate_name(name) {
            problems.push(problem::crate_name(name, &why));
        }
        let absolute = |path: &Path| {
            paths::normal(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()))
        };
        let (document, folder) = (absolute(schema), absolute(out));
        if document.starts_with(&folder) {
            problems.push(problem::holds(&out.display().to_string(), "the document"));
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(Self {
            name: unplaced(name.to_owned()),
            schema: unplaced(document),
            out: unplaced(folder),
            ..Self::default()
        })
    }
}

/// A value that stands in no file.
fn unplaced<T>(value: T) -> Located<T> {
    Located {
        value,
        origin: Origin::default(),
    }
}

/// `[crate.package]`: what Cargo.toml says about the crate. What is absent comes from the document's `info` or is left out.
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
    /// Whether the crate may go to a registry; not unless it is said.
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
    /// These four, at their lines.
    pub members: Vec<Located<String>>,
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

impl WaitTable {
    /// How long to wait between two requests, where the table does not say.
    pub const INTERVAL: Duration = Duration::from_secs(2);
    /// How long to wait in all, where the table does not say.
    pub const DEADLINE: Duration = Duration::from_secs(600);
}

/// One `[[crate.stream]]`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StreamTable {
    /// operationId
    pub operation: Located<String>,
    /// The data of the event that says that nothing follows: `[DONE]`.
    pub done: Located<String>,
}

/// One `[[crate.pages]]`. Members are wire names, with a `/` between those on the way into an object.
#[derive(Clone, Debug, PartialEq)]
pub struct PagesTable {
    /// operationId
    pub operation: Located<String>,
    /// The member of the output that holds the items; without, the output is the list.
    pub items: Option<Located<String>>,
    /// How the next page is asked for.
    pub by: PagesBy,
    /// The number of the first page; without, the default that the document has for the parameter, or 1.
    pub first: Option<u64>,
    /// The query parameter for the size of a page: one with fewer items is the last.
    pub size: Option<Located<String>>,
    /// The member that says how many there are: pages where pages are counted, else items.
    pub total: Option<Located<String>>,
    /// The member that says whether there are more.
    pub more: Option<Located<String>>,
}

/// How the next page is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum PagesBy {
    /// This query parameter counts pages.
    Page(Located<String>),
    /// This query parameter counts items.
    Offset(Located<String>),
    /// The answer names it: by what this query parameter takes, or without one by its URL.
    Next {
        cursor: Option<Located<String>>,
        next: Next,
    },
}

/// Where an answer names the next page.
#[derive(Clone, Debug, PartialEq)]
pub enum Next {
    Member(Located<String>),
    Header(Located<String>),
}

impl Next {
    /// Whether it is the header of RFC 8288, whose relation `next` names a URL.
    #[must_use]
    pub fn is_link(&self) -> bool {
        matches!(self, Self::Header(name) if name.value.eq_ignore_ascii_case("link"))
    }
}

/// What of a value must not be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Secret {
    #[default]
    Value,
    Query,
}
