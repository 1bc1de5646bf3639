//! What changed on the wire: two contracts, each pair of schemas compared once in each direction that it travels in.
//!
//! A request may take more than before, an answer may say less; the rest breaks programs that run today. A pair that many operations
//! share yields its findings once, and at the end the edges are followed back to all of them (behind.rs).

mod alike;
mod arrays;
mod asked;
mod behind;
mod bodies;
mod components;
mod constraints;
mod formats;
mod headers;
mod limits;
mod lone;
mod matched;
mod merged;
mod nulls;
mod objects;
mod operations;
mod pairs;
mod parameters;
mod replaced;
mod responses;
mod said;
mod schemas;
mod security;
mod servers;
mod spelled;
mod tags;
mod title;
mod unions;
mod webhooks;
mod within;

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use serde::Serialize;
use serde_json::Value;

use said::Said;
use spelled::Spelled;
pub use title::Title;

use crate::contract::{Contract, Operation, Schema, SchemaId, Use, inline};
use crate::source::Origin;

/// What a change does to programs that run today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    #[default]
    None,
    Compatible,
    /// The documents can't decide it.
    Risky,
    Breaking,
}

/// Which way a value travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    Request,
    Response,
}

impl Direction {
    /// More values are allowed than before.
    pub(super) fn wider(self) -> Verdict {
        self.pick(Verdict::Compatible, Verdict::Breaking)
    }

    /// Fewer values are allowed than before.
    pub(super) fn narrower(self) -> Verdict {
        self.pick(Verdict::Breaking, Verdict::Compatible)
    }

    pub(super) fn pick(self, request: Verdict, response: Verdict) -> Verdict {
        match self {
            Self::Request => request,
            Self::Response => response,
        }
    }
}

/// One change of the contract.
#[derive(Clone, Debug)]
pub struct Finding {
    pub rule: &'static str,
    pub title: Title,
    pub wire: Verdict,
    pub directions: BTreeSet<Direction>,
    /// Those in which it breaks.
    pub breaks: BTreeSet<Direction>,
    /// The operations behind it, by id, in document order.
    pub operations: Vec<String>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub base: Option<Origin>,
    pub revision: Option<Origin>,
    /// The value of an enum that it is about, where several stand at one place.
    pub value: Option<String>,
    /// Code compiles as before and does another thing.
    pub silent: bool,
    /// Other places where it shows: the uses of a component that changed.
    pub also: Vec<(Origin, Origin)>,
    /// Where the schema is used that it is about, itself or as what lists and maps hold: what has no type of its own shows there.
    pub uses: Vec<(Origin, Origin)>,
}

/// Everything found.
#[derive(Debug, Default)]
pub struct Findings {
    pub findings: Vec<Finding>,
    /// Nodes of the base and what became of them in the revision.
    pub pairs: Vec<(Origin, Origin)>,
}

/// Stands in a title for the operations behind the finding: a parameter, a body or an answer may be that of many.
const WHO: &str = "\u{1}";

/// A finding, and what it is known by while others are made.
type Key = (&'static str, u32, u32, String);

/// A pair of schemas in one direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Pair {
    base: SchemaId,
    revision: SchemaId,
    direction: Direction,
    spelled: Spelled,
}

/// A pair with what led to it.
#[derive(Debug, Default)]
struct Node {
    findings: Vec<usize>,
    parents: Vec<usize>,
    /// Operations that have it as a parameter, a body or an answer.
    operations: Vec<usize>,
    /// Whether it is a list or a map: what it holds shows where it is used.
    holds: bool,
    /// Where a schema with a place of its own is used.
    uses: Vec<(Origin, Origin)>,
}

/// Where a finding belongs: to an operation itself, or to a pair of schemas.
#[derive(Clone, Copy, Debug)]
enum Owner {
    Operation(usize),
    Node(usize),
    Api,
}

/// The comparison as it goes.
struct Wire<'a> {
    base: &'a Contract,
    revision: &'a Contract,
    findings: Vec<Finding>,
    known: HashMap<Key, usize>,
    nodes: Vec<Node>,
    numbers: HashMap<Pair, usize>,
    /// Pairs yet to be compared, with what they are called.
    open: Vec<(Pair, usize, String)>,
    /// Names of operations, by number, and the findings about each alone.
    operations: Vec<String>,
    own: Vec<(usize, usize)>,
    /// The operations that are in both contracts, by number.
    both: Vec<(usize, &'a Operation, &'a Operation)>,
    pairs: Vec<(Origin, Origin)>,
    nulls: nulls::Nulls,
    tags: Vec<tags::Changed>,
    lone: Vec<lone::Changed>,
    /// Of the components of both: those of the base as they are called now.
    names: [HashSet<&'a str>; 2],
    /// Components that are called otherwise now, by their old names.
    renamed: HashMap<&'a str, &'a str>,
    /// Whether two schemas look the same, down to a depth: asked of each pair many times.
    alike: RefCell<HashMap<(SchemaId, SchemaId, usize), bool>>,
    /// How the scalars of what is compared just now are written.
    spelled: Spelled,
}

/// Operations that have something from the same places: what changed of it is told once.
struct Group<'a> {
    operations: Vec<usize>,
    base: &'a Operation,
    revision: &'a Operation,
}

/// Compares.
#[must_use]
pub fn compare(base: &Contract, revision: &Contract) -> Findings {
    let mut wire = Wire::new(base, revision);
    components::note(&mut wire);
    operations::compare(&mut wire);
    servers::compare(&mut wire);
    security::compare(&mut wire);
    webhooks::compare(&mut wire);
    while let Some((pair, node, label)) = wire.open.pop() {
        wire.spelled = pair.spelled;
        schemas::compare(&mut wire, pair, node, &label);
    }
    nulls::tell(&mut wire);
    tags::tell(&mut wire);
    lone::tell(&mut wire);
    merged::tell(&mut wire);
    wire.finish()
}

impl<'a> Wire<'a> {
    fn new(base: &'a Contract, revision: &'a Contract) -> Self {
        Self {
            base,
            revision,
            findings: Vec::new(),
            known: HashMap::new(),
            nodes: Vec::new(),
            numbers: HashMap::new(),
            open: Vec::new(),
            operations: Vec::new(),
            own: Vec::new(),
            both: Vec::new(),
            pairs: Vec::new(),
            nulls: nulls::Nulls::default(),
            tags: Vec::new(),
            lone: Vec::new(),
            names: Default::default(),
            renamed: HashMap::new(),
            alike: RefCell::default(),
            spelled: Spelled::Json,
        }
    }

    /// What a schema of the base is called now.
    fn now<'s>(&'s self, schema: &'s Schema) -> Option<&'s str> {
        let name = schema.name.as_deref()?;
        Some(self.renamed.get(name).copied().unwrap_or(name))
    }

    fn base_of(&self, usage: &Use) -> &'a Schema {
        self.base.schema(usage.schema)
    }

    fn revision_of(&self, usage: &Use) -> &'a Schema {
        self.revision.schema(usage.schema)
    }

    /// Notes a finding; the same one in the other direction, or of another operation, is the same finding.
    fn found(
        &mut self,
        owner: Owner,
        direction: Option<Direction>,
        wire: Verdict,
        said: Said<'_>,
    ) -> usize {
        let key = said.key();
        let index = match self.known.get(&key) {
            Some(index) => *index,
            None => {
                self.findings.push(Finding {
                    rule: said.rule,
                    title: Title::Sentence(said.title),
                    wire,
                    directions: BTreeSet::new(),
                    breaks: BTreeSet::new(),
                    operations: Vec::new(),
                    before: said.before,
                    after: said.after,
                    base: said.base,
                    revision: said.revision,
                    value: said.value.map(str::to_owned),
                    silent: false,
                    also: Vec::new(),
                    uses: Vec::new(),
                });
                self.known.insert(key, self.findings.len() - 1);
                self.findings.len() - 1
            }
        };
        let finding = &mut self.findings[index];
        finding.wire = finding.wire.max(wire);
        finding.directions.extend(direction);
        let breaks = direction.filter(|_| wire == Verdict::Breaking);
        finding.breaks.extend(breaks);
        match owner {
            Owner::Operation(operation) => self.own.push((operation, index)),
            Owner::Node(node) => self.nodes[node].findings.push(index),
            Owner::Api => {}
        }
        index
    }

    /// Two uses of schemas belong together: notes the edge, and compares the pair if nobody has.
    fn pair(
        &mut self,
        owner: Owner,
        direction: Direction,
        base: &Use,
        revision: &Use,
        label: String,
    ) {
        let is_inside = matches!(owner, Owner::Node(_)) && self.base_of(base).types.object;
        let pair = Pair {
            base: base.schema,
            revision: revision.schema,
            direction,
            spelled: match self.spelled {
                Spelled::Parts if is_inside => Spelled::Json,
                spelled => spelled,
            },
        };
        let (before, after) = (self.base_of(base).origin, self.revision_of(revision).origin);
        let node = match self.numbers.get(&pair) {
            Some(node) => *node,
            None => {
                let node = self.nodes.len();
                let schema = self.revision_of(revision);
                self.nodes.push(Node {
                    holds: schema.object.properties.is_empty() && schema.union.is_none(),
                    ..Node::default()
                });
                self.numbers.insert(pair, node);
                // Another component is no other name of the first.
                if !replaced::is_replaced(self, self.base_of(base), schema) {
                    self.pairs.push((before, after));
                }
                self.open.push((pair, node, label));
                node
            }
        };
        match owner {
            Owner::Operation(operation) => self.nodes[node].operations.push(operation),
            Owner::Node(parent) => self.nodes[node].parents.push(parent),
            Owner::Api => {}
        }
        if (before.0, after.0) != (base.origin.0, revision.origin.0) {
            self.nodes[node].uses.push((base.origin, revision.origin));
        }
    }

    /// Where it is said what a thing is: at the schemas, or at the use, where that refers to another schema now.
    fn place(&self, node: usize, base: &Schema, revision: &Schema) -> (Origin, Origin) {
        let used = self.nodes[node].uses.first();
        used.filter(|_| schemas::is_another(self, base, revision))
            .map_or((base.origin, revision.origin), |used| *used)
    }

    fn operation(&mut self, operation: &Operation) -> usize {
        self.operations.push(name_of(operation));
        self.operations.len() - 1
    }

    /// Operations of both contracts by what they have something from, in the order of the first.
    fn grouped<K: Eq + Hash>(&self, places: impl Fn(&Operation) -> K) -> Vec<Group<'a>> {
        self.grouped_where(|_, _| true, places)
    }

    /// The same of those that differ in something.
    fn grouped_where<K: Eq + Hash>(
        &self,
        differ: impl Fn(&Operation, &Operation) -> bool,
        places: impl Fn(&Operation) -> K,
    ) -> Vec<Group<'a>> {
        let mut groups: Vec<Group<'a>> = Vec::new();
        let mut known = HashMap::new();
        let both = self.both.iter();
        for (number, base, revision) in both.filter(|(_, base, revision)| differ(base, revision)) {
            let index = *known
                .entry((places(base), places(revision)))
                .or_insert_with(|| {
                    groups.push(Group {
                        operations: Vec::new(),
                        base,
                        revision,
                    });
                    groups.len() - 1
                });
            groups[index].operations.push(*number);
        }
        groups
    }

    /// A few operations as the subject of a sentence.
    fn who(&self, operations: &[usize]) -> String {
        match operations {
            [only] => code(&self.operations[*only]),
            all => format!("{} operations", all.len()),
        }
    }

    /// Notes a finding about several operations.
    fn found_by(
        &mut self,
        operations: &[usize],
        direction: Option<Direction>,
        wire: Verdict,
        said: Said<'_>,
    ) -> usize {
        let index = self.found(Owner::Api, direction, wire, said);
        let own = operations.iter().map(|operation| (*operation, index));
        self.own.extend(own);
        index
    }

    /// Documentation that says another thing: words, not line breaks; `seen` where else it shows.
    fn documented(
        &mut self,
        owner: Owner,
        title: &str,
        base: (Option<&String>, Origin),
        revision: (Option<&String>, Origin),
        seen: Option<(Origin, Origin)>,
    ) {
        if base.0 == revision.0 || words(base.0).eq(words(revision.0)) {
            return;
        }
        let said = Said::new(
            "docs-changed",
            format!("The documentation of {title} changed"),
            base.1,
            revision.1,
        )
        .from(base.0.cloned(), revision.0.cloned());
        let index = self.found(owner, None, Verdict::None, said);
        self.findings[index].also.extend(seen);
    }
}

/// What an operation is called: its id, else method and path.
pub(super) fn name_of(operation: &Operation) -> String {
    operation
        .id
        .clone()
        .unwrap_or_else(|| format!("{} {}", operation.method, operation.path))
}

fn words(text: Option<&String>) -> impl Iterator<Item = &str> {
    text.into_iter().flat_map(|text| text.split_whitespace())
}

/// A value as the document would write it in JSON. The order of keys says nothing: they stand by name.
fn shown(value: &Value) -> String {
    let mut value = value.clone();
    value.sort_all_objects();
    match value {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// A value as a part of a sentence: its beginning, where it is long.
fn brief(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => code(&format!("{}…", &text[..end])),
        None => code(text),
    }
}

/// The values that others don't have, as a list of a sentence.
fn missing(values: &[String], others: &[String]) -> String {
    let missing = values.iter().filter(|value| !others.contains(value));
    missing
        .map(|value| code(value))
        .collect::<Vec<_>>()
        .join(", ")
}

/// A name, which is code in Markdown.
fn code(text: &str) -> String {
    inline(text)
}
