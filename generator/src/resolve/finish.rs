//! The end: intersections that turned out to be one of their parts are that part, what nobody uses is dropped, the rest is numbered.

use std::borrow::Cow;
use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::contract::{Additional, Contract, Schema, SchemaId, Types, Use};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Origin, Place};

use super::constraints::no_effect;
use super::emptiness::relaxed;
use super::equality::same_shape;
use super::intersect::is_moot;
use super::never::without_never;
use super::schemas::{Content, Definition};
use super::uses::{each_use, each_use_of_contract, each_use_of_operations, uses};
use super::{Resolver, Subject, address};

/// Whether nothing but perhaps null is left, by the types and values of the parts: a crossed bound is a slip.
fn leaves_null(content: &Content) -> bool {
    let schema = &content.schema;
    schema.types == Types::NONE || schema.values.as_ref().is_some_and(Vec::is_empty)
}

fn only_null(origin: Origin) -> Schema {
    Schema {
        origin,
        types: Types::NONE,
        ..Schema::default()
    }
}

/// A value to check, and the schema of the finished contract that it must be valid for.
pub(super) struct Settled<'a> {
    pub(super) value: &'a Value,
    pub(super) place: Place,
    pub(super) code: Code,
    pub(super) what: &'static str,
    pub(super) schema: SchemaId,
    pub(super) nullable: bool,
}

/// Which schema stands for another, and the number of those that stay.
struct Numbers {
    stands_for: Vec<SchemaId>,
    number: Vec<Option<u32>>,
    /// The schemas that stay, in the order of their numbers.
    kept: Vec<SchemaId>,
}

impl Numbers {
    fn canonical(&self, id: SchemaId) -> SchemaId {
        let mut id = id;
        while self.stands_for[id.0 as usize] != id {
            id = self.stands_for[id.0 as usize];
        }
        id
    }

    /// The number of a schema in the contract; given out now if it has none.
    fn keep(&mut self, id: SchemaId) -> SchemaId {
        let id = self.canonical(id);
        let next = u32::try_from(self.kept.len())
            .expect("there are no more schemas in the contract than in the table");
        let number = *self.number[id.0 as usize].get_or_insert(next);
        if number == next {
            self.kept.push(id);
        }
        SchemaId(number)
    }
}

impl<'a> Resolver<'a> {
    /// Fills in the schemas of the contract, and hands back the values that are to be checked against it.
    pub(super) fn finish(&mut self, contract: &mut Contract) -> Vec<Settled<'a>> {
        let stands_for = self.stand_ins();
        let count = stands_for.len();
        let mut numbers = Numbers {
            stands_for,
            number: vec![None; count],
            kept: Vec::new(),
        };
        let mut told = HashSet::new();
        let mut problems = Vec::new();
        each_use_of_contract(contract, &mut |schema_use| {
            self.tell_empty(schema_use, &numbers, &mut told, &mut problems);
            schema_use.schema = numbers.keep(schema_use.schema);
        });
        let (mut used, mut parts) = (HashSet::new(), HashSet::new());
        each_use_of_operations(contract, &mut |schema_use| {
            used.insert(schema_use.schema);
        });
        let mut next = 0;
        while let Some(id) = numbers.kept.get(next).copied() {
            next += 1;
            let content = self.content(id);
            problems.extend(content.problems.iter().cloned());
            tell_undeclared(&content, &mut problems);
            for schema_use in uses(&settled(&content)) {
                self.tell_empty(schema_use, &numbers, &mut told, &mut problems);
                used.insert(numbers.keep(schema_use.schema));
            }
            for part in self.merged(id) {
                parts.insert(numbers.keep(part));
            }
        }
        for (number, id) in (0..).map(SchemaId).zip(&numbers.kept) {
            // What is only a part of others has no type of its own to guess.
            if used.contains(&number) || !parts.contains(&number) {
                let content = self.content(*id);
                let inferred = content.inferred;
                problems.extend(inferred.map(|by| guessed(by, content.schema.types)));
            }
        }
        self.tell_moot(&mut problems);
        self.tell_once(problems);
        let kept = numbers.kept.clone();
        // All is said and numbered: what was made is handed over, not copied.
        contract.schemas = kept
            .into_iter()
            .map(|id| self.hand_over(id, &mut numbers, &told))
            .collect();
        without_never(contract);
        self.settle(&numbers)
    }

    /// A schema as it stands in the contract.
    fn hand_over(
        &mut self,
        id: SchemaId,
        numbers: &mut Numbers,
        told: &HashSet<SchemaId>,
    ) -> Schema {
        let mut schema = match self.table.take(id) {
            Some(content) if content.empty.is_none() => content.schema,
            Some(content) if leaves_null(&content) && !told.contains(&id) => {
                only_null(content.schema.origin)
            }
            Some(content) => relaxed(content.schema),
            None => Schema::default(),
        };
        if schema.object.additional == Additional::Forbidden
            && !schema.object.required_undeclared.is_empty()
        {
            // What no pattern describes can't be there: told above.
            let object = &mut schema.object;
            let absent: Vec<String> = object
                .undescribed()
                .map(|(name, _)| name.to_owned())
                .collect();
            let undeclared = &mut object.required_undeclared;
            undeclared.retain(|name, _| !absent.contains(name));
        }
        each_use(&mut schema, &mut |schema_use| {
            schema_use.schema = numbers.keep(schema_use.schema);
        });
        schema.merged = self
            .merged(id)
            .into_iter()
            .map(|part| numbers.keep(part))
            .collect();
        let entry = self.table.entry(id);
        schema.origin = entry.origin;
        schema.name.clone_from(&entry.name);
        schema.notes.clone_from(&entry.notes);
        schema.extensions = self.extensions(id).into();
        schema
    }

    /// For each schema the one that stands for it: itself, or a part of it that allows the same.
    fn stand_ins(&mut self) -> Vec<SchemaId> {
        // An intersection is made after its parts and before what its members are merged to: from the end, one round settles nearly all.
        const ROUNDS: usize = 16;
        let count = self.table.entries.len();
        let mut stands_for: Vec<SchemaId> = (0..count)
            .map(|index| SchemaId(u32::try_from(index).expect("ids are 32 bits")))
            .collect();
        for _ in 0..ROUNDS {
            let mut changed = false;
            for index in (0..count).rev() {
                let id = stands_for[index];
                if id.0 as usize != index || self.table.entry(id).name.is_some() {
                    continue;
                }
                let content = self.content(id);
                if content.candidates.is_empty() {
                    continue;
                }
                let mut candidates = content.candidates.clone();
                candidates.sort_by_key(|part| self.table.entry(*part).name.is_none());
                for part in candidates {
                    let mut part = part;
                    while stands_for[part.0 as usize] != part {
                        part = stands_for[part.0 as usize];
                    }
                    if part != id
                        && same_shape(&content, &self.content(part), &stands_for)
                        && is_as_sure(&content, &self.content(part))
                        && !self.narrows(&content, part)
                    {
                        stands_for[index] = part;
                        changed = true;
                        break;
                    }
                }
            }
            if !changed {
                break;
            }
        }
        stands_for
    }

    /// Whether an intersection is fewer values of a component's enum, which an inline part of it lists: it is still known as that enum.
    fn narrows(&mut self, content: &Content, part: SchemaId) -> bool {
        self.table.entry(part).name.is_none()
            && content.candidates.iter().any(|whole| {
                self.table.entry(*whole).name.is_some()
                    && self.content(*whole).schema.values.is_some()
            })
    }

    /// The named schemas that an intersection is made of, in order.
    fn merged(&self, id: SchemaId) -> Vec<SchemaId> {
        let mut merged = Vec::new();
        let mut seen = HashSet::new();
        let mut open: Vec<SchemaId> = self.parts(id).iter().rev().copied().collect();
        while let Some(part) = open.pop() {
            if self.table.entry(part).name.is_some() {
                merged.push(part);
            } else if seen.insert(part) {
                open.extend(self.parts(part).iter().rev());
            }
        }
        merged
    }

    /// The extensions of a schema and of what it is made of; the schema's own win.
    fn extensions(&self, id: SchemaId) -> IndexMap<String, Value> {
        if self.parts(id).is_empty() {
            return self.table.entry(id).extensions.cloned().unwrap_or_default();
        }
        let mut extensions = IndexMap::new();
        // A part of several parts says nothing new the second time.
        let mut seen = HashSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            for (name, value) in self.table.entry(id).extensions.into_iter().flatten() {
                extensions
                    .entry(name.clone())
                    .or_insert_with(|| value.clone());
            }
            // The last part is asked first.
            open.extend(self.parts(id));
        }
        extensions
    }

    fn parts(&self, id: SchemaId) -> &[SchemaId] {
        match &self.table.entry(id).definition {
            Definition::Merge(parts) => parts,
            _ => &[],
        }
    }

    fn tell_empty(
        &self,
        schema_use: &Use,
        numbers: &Numbers,
        told: &mut HashSet<SchemaId>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let id = schema_use.schema;
        let Some(content) = self.table.made(id) else {
            return;
        };
        // Null in all parts is null, whatever the parts contradict each other in.
        let is_null = schema_use.nullable && self.table.entry(id).shares_null;
        if let Some(empty) = &content.empty
            && !(is_null && leaves_null(content))
            && told.insert(numbers.canonical(id))
        {
            problems.push(empty.clone());
        }
    }

    /// Rules of a schema of the document that say nothing about the type that the schema has once all parts are together.
    fn tell_moot(&self, problems: &mut Vec<Diagnostic>) {
        for entry in &self.table.entries {
            // What the document did not write as one schema is the distribution of a union: each rule is about some variant.
            let (Definition::Merge(parts), Some(_)) = (&entry.definition, entry.extensions) else {
                continue;
            };
            let contents: Vec<_> = parts
                .iter()
                .filter_map(|part| self.table.made(*part))
                .collect();
            for rules in &contents {
                let moot = contents.iter().find(|beside| is_moot(rules, beside));
                if let (Some(beside), Some((keyword, origin))) = (moot, rules.inferred) {
                    problems.push(no_effect(origin, keyword, beside.schema.types));
                }
            }
        }
    }

    /// Adds problems; one that several intersections inherited from one part is told once.
    fn tell_once(&mut self, problems: Vec<Diagnostic>) {
        let mut told = HashSet::new();
        for problem in problems {
            if told.insert(format!("{problem:?}")) {
                self.tell(problem);
            }
        }
    }

    fn settle(&mut self, numbers: &Numbers) -> Vec<Settled<'a>> {
        let mut settled = Vec::with_capacity(self.checks.len());
        for check in std::mem::take(&mut self.checks) {
            let (schema, nullable) = match check.subject {
                Subject::Use(schema, nullable) => (schema, nullable),
                Subject::Schema(schema) => match self.placed.get(&address(schema)) {
                    Some(placed) => (placed.schema, placed.nullable),
                    None => continue,
                },
            };
            let canonical = numbers.canonical(schema);
            // A part that is never used by itself has no value of its own.
            if let Some(number) = numbers.number[canonical.0 as usize] {
                let place = match check.index {
                    Some(index) => self.item(&check.place, index),
                    None => check.place,
                };
                settled.push(Settled {
                    value: check.value,
                    place,
                    code: check.code,
                    what: check.what,
                    schema: SchemaId(number),
                    nullable,
                });
            }
        }
        settled
    }

    /// The place of an item of the list at a place.
    pub(super) fn item(&mut self, place: &Place, index: usize) -> Place {
        let list = match &place.member {
            Some(member) => self.sources.member(place.origin, member),
            None => place.origin,
        };
        self.sources.item(list, index).place()
    }
}

/// A type that nobody said.
fn guessed((keyword, origin): (&'static str, Origin), types: Types) -> Diagnostic {
    let kind = super::values::type_words(types);
    Diagnostic::warning(
        Code("LP0225"),
        format!("no `type` beside `{keyword}`: it is taken to be `{kind}`"),
    )
    .at(
        origin.key_of(keyword),
        format!("a rule for values of type {kind}"),
    )
    .help(format!("write `type: {kind}`"))
}

/// What is required without being declared: known only once all parts are together.
fn tell_undeclared(content: &Content, problems: &mut Vec<Diagnostic>) {
    let schema = &content.schema;
    for (name, origin) in schema.object.undescribed() {
        let diagnostic = if schema.object.additional == Additional::Forbidden {
            Diagnostic::warning(
                Code("LP0233"),
                format!(
                    "`{name}` is required and can't be there: `properties` does not declare it, and `additionalProperties` is false"
                ),
            )
        } else {
            Diagnostic::warning(
                Code("LP0234"),
                format!("`{name}` is required, and `properties` does not declare it"),
            )
        };
        let help = match super::references::closest(
            name,
            schema.object.properties.keys().map(String::as_str),
        ) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("declare it: `properties: {{{name}: {{type: ..}}}}`"),
        };
        problems.push(
            diagnostic
                .at(origin.place(), format!("`{name}` is not declared"))
                .help(help),
        );
    }
}

/// The schema of what was made, without rules that contradict each other.
fn settled(content: &Content) -> Cow<'_, Schema> {
    if content.empty.is_none() {
        return Cow::Borrowed(&content.schema);
    }
    Cow::Owned(relaxed(content.schema.clone()))
}

/// A part whose type is a guess is not what a schema is whose type is said.
fn is_as_sure(content: &Content, part: &Content) -> bool {
    content.inferred.is_some() || part.inferred.is_none()
}
