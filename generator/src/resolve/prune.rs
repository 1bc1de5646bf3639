//! Values that break their own schema are left out of the contract: nothing is emitted from them.

use std::collections::HashSet;

use serde_json::Value;

use crate::contract::{Contract, Media, Notes, SchemaId, Use};
use crate::shared::Shared;

use super::finish::{each_use, each_use_of_contract, uses};
use super::values::is_valid;

/// Takes out the examples and defaults that are in `broken`, wherever they are invalid.
pub(super) fn broken(contract: &mut Contract, broken: &HashSet<&Value>) {
    let known = contract.clone();
    let keep = |schema: SchemaId, nullable: bool, value: &Value| {
        !broken.contains(value) || is_valid(&known, schema, nullable, value)
    };
    let of_use = &mut |usage: &mut Use| {
        let (schema, nullable) = (usage.schema, usage.nullable);
        of_notes(&mut usage.notes, |value| keep(schema, nullable, value));
    };
    each_use_of_contract(contract, of_use);
    let has_broken = |notes: &Notes| {
        let mut values = notes.examples.iter().chain(&notes.default);
        values.any(|value| broken.contains(value))
    };
    for index in 0..contract.schemas.len() {
        let schema = &mut contract.schemas[index];
        if !has_broken(&schema.notes) && !uses(schema).any(|usage| has_broken(&usage.notes)) {
            continue;
        }
        each_use(schema, of_use);
        let id = SchemaId(u32::try_from(index).expect("ids are 32 bits"));
        of_notes(&mut schema.notes, |value| keep(id, true, value));
    }
    let of_media = |content: &mut Vec<Media>| {
        for media in content {
            if let Some(usage) = &media.schema {
                media
                    .examples
                    .retain(|value| keep(usage.schema, usage.nullable, value));
            }
        }
    };
    let webhooks = (contract.webhooks.iter_mut()).map(|webhook| &mut webhook.request);
    for operation in contract.operations.iter_mut().chain(webhooks) {
        for parameter in &mut operation.parameters {
            let usage = &parameter.schema;
            parameter
                .examples
                .retain(|value| keep(usage.schema, usage.nullable, value));
        }
        if let Some(body) = &mut operation.body {
            of_media(&mut body.content);
        }
        for response in &mut operation.responses {
            of_media(&mut response.content);
        }
    }
}

fn of_notes(notes: &mut Shared<Notes>, keep: impl Fn(&Value) -> bool) {
    let sound = |notes: &Notes| notes.examples.iter().chain(&notes.default).all(&keep);
    if !sound(notes) {
        notes.examples.retain(&keep);
        notes.default = notes.default.take().filter(&keep);
    }
}
