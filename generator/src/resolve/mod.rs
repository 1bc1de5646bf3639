//! Resolve: Document -> Contract. What is written becomes what is meant on the wire.
//!
//! Schemas are interned by the place where they stand: a component schema is made once, and its id exists before its contents, so that recursion
//! needs no special case. A schema that is made of others (`allOf`, members beside a `$ref` or a union) is an intersection, and an intersection
//! is known by the set of what it intersects: the same set is the same schema. The contents of schemas are made from a queue; only composition
//! (`$ref`, `allOf`, `anyOf`, `oneOf`) recurses, to a depth that is checked.
//!
//! - `references`, `walk`, `ids`, `files`: what a `$ref` leads to
//! - `schemas`, `place`, `own`: the table of schemas, and what a schema is made of
//! - `null`, `notes`: what stands at a use
//! - `intersect`, `rules`, `emptiness`, `union`, `discriminator`, `tags`, `family`, `kin`: composition
//! - `operations`, `parameters`, `media`: everything that is not a schema
//! - `finish`, `uses`, `equality`: equal schemas are made one, unused ones dropped
//! - `conditions`, `asked`: schemas that only ask, as statements that a crate checks and as text that versions are compared by
//! - `constraints`, `unhonoured`, `values`, `reason`, `formats`, `prune`, `misread`: what is wrong with what was read, and is left out

mod asked;
mod conditions;
mod constraints;
mod discriminator;
mod emptiness;
mod equality;
mod family;
mod files;
mod finish;
mod formats;
mod ids;
mod intersect;
mod kin;
mod matched;
mod media;
mod misread;
mod never;
mod notes;
mod null;
mod operations;
mod own;
mod parameters;
mod place;
mod prune;
mod reason;
mod references;
mod rules;
mod schemas;
mod tags;
mod unhonoured;
mod union;
mod urls;
mod uses;
mod values;
mod walk;

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use indexmap::IndexMap;
use serde_json::Value;

pub(crate) use references::percent_decoded;
pub(crate) use values::fits_scalar_rules;

use crate::contract::{Asked, Contract, SchemaId, Use};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::openapi::{Callback, Document, RefOr, Schema};
use crate::source::{FileId, Place, Sources};

/// Makes the contract of a document.
///
/// `sources` are the files that the document was read from: places inside of values are added to its table, and files that a `$ref` reaches are
/// opened. All problems are added to `diagnostics`. A contract comes back in any case, so that later stages can report theirs; where there were
/// errors it is made of what could be read.
#[must_use]
pub fn resolve(
    document: &Document,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> Contract {
    let shelf = files::Shelf::default();
    let mut resolver = Resolver::new(document, sources, shelf.start());
    let mut contract = Contract {
        origin: document.origin,
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        summary: document.info.summary.clone(),
        description: document.info.description.clone(),
        ..Contract::default()
    };
    resolver.find_families();
    contract.components = resolver.components();
    contract.servers = resolver.servers(&document.servers);
    contract.security_schemes = resolver.security_schemes();
    contract.tags = document
        .tags
        .iter()
        .map(|tag| (tag.name.clone(), tag.description.clone()))
        .collect();
    contract.operations = resolver.operations();
    contract.webhooks = resolver.webhooks();
    resolver.drain();
    contract.asked = std::mem::take(&mut resolver.asked);
    contract.alone = std::mem::take(&mut resolver.alone);
    let checks = resolver.finish(&mut contract);
    values::check(
        &mut contract,
        &checks,
        resolver.lost,
        resolver.sources,
        &mut resolver.problems,
    );
    let problems = misread::without_followers(resolver.problems, diagnostics, resolver.sources);
    diagnostics.extend(problems);
    contract
}

type Callbacks = IndexMap<String, RefOr<Callback>>;

/// What is known while a document is resolved.
struct Resolver<'a> {
    document: &'a Document,
    sources: &'a mut Sources,
    problems: Vec<Diagnostic>,
    /// Objects of other files, and the place for the next one.
    loaded: HashMap<(FileId, String, &'static str), &'a files::Loaded>,
    shelf: &'a OnceCell<Box<files::Link>>,
    /// The schemas of other files by their place, as they were first read.
    read: HashMap<(FileId, String), &'a Schema>,
    /// What was read again, by its address.
    again: HashMap<usize, &'a Schema>,
    /// Schemas by their `$anchor`; made when one is first asked for.
    anchors: Option<HashMap<&'a str, Vec<&'a Schema>>>,
    /// The schemas with an `$id`; made when a reference is first followed.
    resources: Option<ids::Resources<'a>>,
    /// Parts of the document whose problem was told.
    told: HashSet<Part>,
    /// Whether a `$ref` leads to nothing: what refers to it is taken to say nothing.
    lost: bool,
    /// The names of component schemas and of `$defs`, by the address of the schema.
    names: HashMap<usize, String>,
    /// What became of a schema, by its address.
    placed: HashMap<usize, place::Placed>,
    /// The schemas that are being placed: each is a part of the one before.
    placing: Vec<&'a Schema>,
    /// Who is made of whom.
    kin: kin::Kin<'a>,
    /// Where such a base itself ends up.
    bases: HashMap<usize, place::Placed>,
    table: schemas::Table<'a>,
    checks: Vec<Check<'a>>,
    /// What `not`, `if` and others of their kind say, by the node of the schema that they hold of.
    asked: HashMap<u32, Vec<Asked>>,
    /// How many schemas may yet be looked at for the condition that is being said.
    saying: usize,
    /// What stands alone in a `oneOf` or `anyOf`, by its node.
    alone: BTreeSet<u32>,
    /// How many references were followed to write them.
    followed: usize,
    /// Callbacks that are yet to be resolved, with what their operation is called.
    callbacks: Vec<(String, &'a Callbacks)>,
    /// Examples that are checked against a schema already.
    seen_examples: HashSet<(usize, SchemaId)>,
}

/// A value of the document that must be valid for a schema.
struct Check<'a> {
    value: &'a Value,
    place: Place,
    /// Which item of the list at the place.
    index: Option<usize>,
    code: Code,
    /// `default`, `example`
    what: &'static str,
    subject: Subject<'a>,
}

/// Whose value it is.
enum Subject<'a> {
    /// A member of this schema.
    Schema(&'a Schema),
    /// An example beside a use of a schema.
    Use(SchemaId, bool),
}

impl<'a> Resolver<'a> {
    fn new(
        document: &'a Document,
        sources: &'a mut Sources,
        shelf: &'a OnceCell<Box<files::Link>>,
    ) -> Self {
        let names = document
            .components
            .schemas
            .iter()
            .map(|(name, schema)| (address(schema), name.clone()))
            .collect();
        Self {
            document,
            sources,
            problems: Vec::new(),
            loaded: HashMap::new(),
            shelf,
            read: HashMap::new(),
            again: HashMap::new(),
            anchors: None,
            resources: None,
            told: HashSet::new(),
            lost: false,
            names,
            placed: HashMap::new(),
            placing: Vec::new(),
            kin: kin::Kin::default(),
            bases: HashMap::new(),
            table: schemas::Table::default(),
            checks: Vec::new(),
            asked: HashMap::new(),
            saying: 0,
            alone: BTreeSet::new(),
            followed: 0,
            callbacks: Vec::new(),
            seen_examples: HashSet::new(),
        }
    }

    /// The component schemas, in document order.
    fn components(&mut self) -> IndexMap<String, Use> {
        let document = self.document;
        let mut components = IndexMap::with_capacity(document.components.schemas.len());
        for (name, schema) in &document.components.schemas {
            components.insert(name.clone(), self.use_of(schema));
            self.drain();
        }
        components
    }

    fn tell(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }
}

/// The identity of a part of the document: it is borrowed and unchanged for as long as the resolver lives.
fn address<T>(part: &T) -> usize {
    std::ptr::from_ref(part).addr()
}

/// A part of the document, and what kind of part: an object and its first member have one address.
type Part = (usize, &'static str);

fn part<T>(part: &T) -> Part {
    (address(part), std::any::type_name::<T>())
}
