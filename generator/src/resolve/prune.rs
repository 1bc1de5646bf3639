//! Values that break their own schema are left out of the contract: nothing is emitted from them.

use std::collections::HashSet;
use std::mem::{Discriminant, discriminant};

use serde_json::Value;

use crate::contract::{Contract, Notes, SchemaId, Use};
use crate::shared::Shared;

use super::uses::{each_use, each_use_of_contract, uses};
use super::values::is_valid;

/// Values to find again among all others.
struct Broken<'v> {
    values: &'v HashSet<&'v Value>,
    /// What is soon known of each: nearly every other value differs in it, and to read all of a document's examples takes a while.
    outlines: HashSet<Outline>,
}

impl<'v> Broken<'v> {
    fn new(values: &'v HashSet<&'v Value>) -> Self {
        Self {
            values,
            outlines: values.iter().map(|value| outline(value)).collect(),
        }
    }

    fn get(&self, value: &Value) -> Option<&'v Value> {
        if !self.outlines.contains(&outline(value)) {
            return None;
        }
        self.values.get(value).copied()
    }
}

/// The kind of a value, its length, and that of all that it holds.
type Outline = (Discriminant<Value>, usize, usize);

fn outline(value: &Value) -> Outline {
    let inside = match value {
        Value::Array(items) => items.iter().map(length).sum(),
        Value::Object(members) => {
            let members = members.iter();
            members
                .map(|(name, value)| name.len() + length(value))
                .sum()
        }
        _ => 0,
    };
    (discriminant(value), length(value), inside)
}

fn length(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(items) => items.len(),
        Value::Object(members) => members.len(),
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
    }
}

/// Takes out the examples and defaults that are in `broken`, wherever they are invalid.
pub(super) fn broken(contract: &mut Contract, broken: &HashSet<&Value>) {
    let broken = &Broken::new(broken);
    // Where each of them stands; then, which of these places it can't keep.
    let mut found = HashSet::new();
    each(contract, broken, &mut |schema, nullable, value| {
        found.insert((schema, nullable, value));
        true
    });
    found.retain(|(schema, nullable, value)| !is_valid(contract, *schema, *nullable, value));
    each(contract, broken, &mut |schema, nullable, value| {
        !found.contains(&(schema, nullable, value))
    });
}

/// Keeps of the examples and defaults that are in `broken` those for which `keep` says so. All others stay.
fn each<'v>(
    contract: &mut Contract,
    broken: &Broken<'v>,
    keep: &mut dyn FnMut(SchemaId, bool, &'v Value) -> bool,
) {
    let mut keep = |schema: SchemaId, nullable: bool, value: &Value| {
        let value = broken.get(value);
        value.is_none_or(|value| keep(schema, nullable, value))
    };
    each_use_of_contract(contract, &mut |usage| of_use(usage, &mut keep));
    let has_broken = |notes: &Notes| {
        let mut values = values(notes);
        values.any(|value| broken.get(value).is_some())
    };
    for index in 0..contract.schemas.len() {
        let schema = &mut contract.schemas[index];
        if !has_broken(&schema.notes) && !uses(schema).any(|usage| has_broken(&usage.notes)) {
            continue;
        }
        each_use(schema, &mut |usage| of_use(usage, &mut keep));
        let id = SchemaId(u32::try_from(index).expect("ids are 32 bits"));
        of_notes(&mut schema.notes, &mut |value| keep(id, true, value));
    }
    let mut of_examples = |examples: &mut Vec<Shared<Value>>, usage: &Use| {
        examples.retain(|value| keep(usage.schema, usage.nullable, value));
    };
    let webhooks = (contract.webhooks.iter_mut()).map(|webhook| &mut webhook.request);
    for operation in contract.operations.iter_mut().chain(webhooks) {
        for parameter in &mut operation.parameters {
            of_examples(&mut parameter.examples, &parameter.schema);
        }
        let bodies = operation.body.iter_mut().map(|body| &mut body.content);
        let responses = operation.responses.iter_mut();
        let contents = bodies.chain(responses.map(|response| &mut response.content));
        for media in contents.flatten() {
            if let Some(usage) = &media.schema {
                of_examples(&mut media.examples, usage);
            }
        }
    }
}

fn of_use(usage: &mut Use, keep: &mut dyn FnMut(SchemaId, bool, &Value) -> bool) {
    let (schema, nullable) = (usage.schema, usage.nullable);
    of_notes(&mut usage.notes, &mut |value| keep(schema, nullable, value));
}

fn of_notes(notes: &mut Shared<Notes>, keep: &mut dyn FnMut(&Value) -> bool) {
    if !values(notes).all(&mut *keep) {
        notes.examples.retain(|value| keep(value));
        notes.default = notes.default.take().filter(|value| keep(value));
    }
}

/// The values that are said of another: its examples and its default.
fn values(notes: &Notes) -> impl Iterator<Item = &Value> {
    notes
        .examples
        .iter()
        .map(|value| &**value)
        .chain(&notes.default)
}
