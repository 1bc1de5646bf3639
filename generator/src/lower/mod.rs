//! Contract -> Api: which Rust a wire contract becomes. Every decision is taken here, none in `emit`.
//!
//! Three passes: *plan* what each reachable schema becomes (no names yet), *name* everything at once, so that nothing depends on the order in which
//! things are met, then *build* the plain data of [`crate::api`].

mod aliases;
mod alternatives;
mod answered;
mod bodies;
mod collisions;
mod conversions;
mod cycles;
mod directions;
mod docs;
mod elsewhere;
mod endpoints;
mod enums;
mod envelope;
mod examples;
mod failures;
mod features;
mod files;
mod headers;
mod loose;
mod media_types;
mod merge;
mod naming;
mod outcomes;
pub(crate) mod package;
mod paging;
mod parameters;
mod part_headers;
mod parts;
mod places;
mod plan;
mod polling;
mod received;
mod renames;
mod rules;
mod schemas;
mod secrets;
mod security;
mod servers;
mod statuses;
mod streams;
mod structs;
mod tell;
mod turned;
mod types;
mod undeclared;
mod unions;
mod unnamed;
mod untyped;
mod verbs;
mod ways;
mod written;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Mutex, PoisonError};

use indexmap::IndexMap;
use serde_json::Value;

use crate::api::{Api, TypeRef, Untyped};
use crate::config;
use crate::contract::{Contract, Redact, Schema, SchemaId, Use};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::names::Name;
use crate::source::{FileId, Origin, Sources};

use self::elsewhere::Elsewhere;
use self::plan::Plan;

/// Decides the Rust shape of a contract. With errors among the diagnostics the result is not to be emitted.
#[must_use]
pub fn lower(
    contract: &Contract,
    config: &config::Crate,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Api {
    let mut lower = Lower {
        contract,
        config,
        sources,
        said: Mutex::default(),
        synthetic: Vec::new(),
        elsewhere: Elsewhere::new(contract, sources),
        plans: HashMap::new(),
        placed: HashMap::new(),
        variants: HashMap::new(),
        open_values: HashSet::new(),
        stands_for: HashMap::new(),
        sent: HashSet::new(),
        received: HashSet::new(),
        order: Vec::new(),
        names: HashMap::new(),
        required_names: HashMap::new(),
        used_renames: Mutex::default(),
        secrets: secrets::table(config),
        same_unions: HashMap::new(),
        merged: HashMap::new(),
        loose: Vec::new(),
        said_above: HashMap::new(),
        unread: HashSet::new(),
        files: bodies::Files::new(),
        untyped: IndexMap::new(),
        inputs: HashMap::new(),
        tags: HashMap::new(),
    };
    unions::find_same(&mut lower);
    let operations = endpoints::plan(&mut lower);
    schemas::reach_selected(&mut lower);
    schemas::report_empty(&mut lower, &operations);
    loose::report(&mut lower);
    directions::split(&mut lower);
    unions::note_tags(&mut lower);
    let naming = naming::settle(&mut lower, &operations);
    let mut modules = endpoints::build(&lower, &operations, &naming);
    let mut types = files::files(&lower, &naming, &mut modules);
    cycles::break_cycles(&mut types, &mut modules);
    conversions::fill(&lower, &mut modules, &mut types);
    examples::fill(&lower, &operations, &mut modules, &types);
    polling::fill(&mut lower, &mut modules, &types);
    paging::fill(&mut lower, &mut modules, &types);
    streams::fill(&lower, &mut modules);
    rules::report_patterns(&mut lower, &modules, &types);
    aliases::fill(&mut lower, &mut modules, &mut types);
    features::fill(&mut lower, &mut modules, &mut types);
    untyped::hold_budget(&mut lower);
    let servers = servers::servers(&mut lower);
    for endpoint in modules.iter_mut().flat_map(|module| &mut module.endpoints) {
        endpoint.servers = servers::own(contract, &servers, endpoint.position);
    }
    let api = Api {
        package: package::package(config, contract),
        title: contract.title.clone(),
        description: contract.description.clone(),
        base_url: servers::default(contract),
        base_url_env: config.env.get("base_url").map(|name| name.value.clone()),
        servers,
        schemes: security::schemes(&mut lower),
        security: security::alternatives(contract),
        envelope: envelope::envelope(&mut lower, &operations),
        modules,
        types,
        untyped: std::mem::take(&mut lower.untyped).into_values().collect(),
    };
    renames::report_unused(&mut lower);
    secrets::report_unused(&mut lower);
    let said = std::mem::take(&mut lower.said).into_inner();
    let mut said = said.unwrap_or_else(PoisonError::into_inner);
    // Of several at one place none is first by chance.
    said.sort_by(|one, other| (one.code, &one.message).cmp(&(other.code, &other.message)));
    diagnostics.extend(said);
    api
}

/// What the passes share.
struct Lower<'a> {
    contract: &'a Contract,
    config: &'a config::Crate,
    sources: &'a Sources,
    /// What there is to say. Behind a lock, as the renames that applied: types are built side by side.
    said: Mutex<Vec<Diagnostic>>,
    /// Schemas that no document holds: what several variants of a union have in common. Their ids follow those of the contract.
    synthetic: Vec<Schema>,
    /// Pointers into other files.
    elsewhere: Elsewhere,
    /// What each reachable schema becomes.
    plans: HashMap<SchemaId, Plan>,
    /// Where a schema that its pointer can't name belongs: a parent, and the words to add.
    placed: HashMap<SchemaId, (SchemaId, String)>,
    /// Where what is written in place in a variant belongs, by the variant's pointer: a parent, and the words to add where it is told apart.
    variants: HashMap<String, (SchemaId, Option<String>)>,
    /// Enums that stand beside a free string: any value may be sent.
    open_values: HashSet<SchemaId>,
    /// Unions of which one thing is left: what it is.
    stands_for: HashMap<SchemaId, SchemaId>,
    /// Reachable from a request.
    sent: HashSet<SchemaId>,
    /// Reachable from an answer.
    received: HashSet<SchemaId>,
    /// Reachable schemas with a definition of their own, in the order in which they are met.
    order: Vec<SchemaId>,
    /// Their names, once settled.
    names: HashMap<SchemaId, TypeRef>,
    /// Names of the structs of required members.
    required_names: HashMap<SchemaId, Name>,
    /// Keys of `[rename]` that applied.
    used_renames: Mutex<HashSet<String>>,
    /// `[crate.secrets]` by JSON pointer.
    secrets: HashMap<String, Redact>,
    /// Unions of the same variants that the config calls by one name: what the others stand for.
    same_unions: HashMap<SchemaId, SchemaId>,
    /// The unions that were made of what nothing tells apart, by the schemas (and whether null is one of them) that they are made of.
    merged: HashMap<BTreeSet<(SchemaId, bool)>, SchemaId>,
    /// Unions of which one thing was made that lets more pass.
    loose: Vec<(SchemaId, Origin)>,
    /// Unions that were made of the items of lists, and whether all that these ask of an item is asked of the list.
    said_above: HashMap<SchemaId, bool>,
    /// Schemas of which no type is made, with the media type: each is told once.
    unread: HashSet<(SchemaId, String)>,
    /// Members of multipart forms that are files.
    files: bodies::Files,
    /// Where the crate has JSON as it is.
    untyped: IndexMap<(Option<FileId>, String), Untyped>,
    /// Where requests have a type of their own: the schema that stands for it.
    inputs: HashMap<SchemaId, SchemaId>,
    /// Members that tell a variant from others, with their only value where they have one.
    tags: HashMap<(SchemaId, String), Option<Value>>,
}

impl Lower<'_> {
    /// The schema behind an id, of the contract or synthetic.
    fn schema(&self, id: SchemaId) -> &Schema {
        let index = id.0 as usize;
        let known = self.contract.schemas.len();
        if index < known {
            &self.contract.schemas[index]
        } else {
            &self.synthetic[index - known]
        }
    }

    /// The schema that rules are read from: of a union of which one thing is left, that thing.
    fn ruled(&self, id: SchemaId) -> &Schema {
        let mut id = id;
        while let Some(next) = self.stands_for.get(&id) {
            id = *next;
        }
        self.schema(id)
    }

    /// The schema that a union of the same variants stands for, else the schema itself.
    fn one(&self, id: SchemaId) -> SchemaId {
        self.same_unions.get(&id).copied().unwrap_or(id)
    }

    /// Adds a schema that no document holds.
    fn synthesize(&mut self, schema: Schema) -> SchemaId {
        let id = self.contract.schemas.len() + self.synthetic.len();
        self.synthetic.push(schema);
        SchemaId(u32::try_from(id).expect("a document holds fewer than 2^32 schemas"))
    }

    fn plan(&self, usage: &Use) -> &Plan {
        self.plans
            .get(&self.one(usage.schema))
            .expect("every reachable schema was planned")
    }

    fn report(&self, diagnostic: Diagnostic) {
        let said = self.said.lock();
        said.unwrap_or_else(PoisonError::into_inner)
            .push(diagnostic);
    }
}
