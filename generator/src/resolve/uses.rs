//! The uses of schemas: those that a schema makes of others, and those outside of schemas.

use indexmap::IndexMap;

use crate::contract::{Additional, ArrayRules, Contract, ObjectRules, PartEncoding, Schema, Use};
use crate::shared::Empty as _;

/// The uses that a schema makes of others.
pub(super) fn uses(schema: &Schema) -> impl Iterator<Item = &Use> {
    let object = &*schema.object;
    let additional = match &object.additional {
        Additional::Typed(additional) => Some(&**additional),
        Additional::Unsaid | Additional::Any | Additional::Forbidden => None,
    };
    let properties = object.properties.values().map(|property| &property.schema);
    let variants = schema.union.iter().flat_map(|union| &union.variants);
    properties
        .chain(object.patterns.values())
        .chain(additional)
        .chain(&schema.array.prefix)
        .chain(&schema.array.items)
        .chain(variants.map(|variant| &variant.schema))
}

/// Calls `f` for each use that a schema makes of others.
pub(super) fn each_use(schema: &mut Schema, f: &mut dyn FnMut(&mut Use)) {
    // What is empty stays shared.
    if schema.object != *ObjectRules::empty() {
        let object = &mut *schema.object;
        for property in object.properties.values_mut() {
            f(&mut property.schema);
        }
        for pattern in object.patterns.values_mut() {
            f(pattern);
        }
        if let Additional::Typed(additional) = &mut object.additional {
            f(additional);
        }
    }
    if schema.array != *ArrayRules::empty() {
        let array = &mut *schema.array;
        array.prefix.iter_mut().for_each(&mut *f);
        array.items.iter_mut().for_each(&mut *f);
    }
    if let Some(union) = &mut schema.union {
        for variant in &mut union.variants {
            f(&mut variant.schema);
        }
    }
}

/// Calls `f` for each use outside of schemas: components first, then operations in order.
pub(super) fn each_use_of_contract(contract: &mut Contract, f: &mut dyn FnMut(&mut Use)) {
    contract.components.values_mut().for_each(&mut *f);
    each_use_of_operations(contract, f);
}

pub(super) fn each_use_of_operations(contract: &mut Contract, f: &mut dyn FnMut(&mut Use)) {
    let parts = |encoding: &mut IndexMap<String, PartEncoding>, f: &mut dyn FnMut(&mut Use)| {
        for header in encoding.values_mut().flat_map(|part| &mut part.headers) {
            f(&mut header.schema);
        }
    };
    let media = |content: &mut Vec<crate::contract::Media>, f: &mut dyn FnMut(&mut Use)| {
        for media in content {
            media.schema.iter_mut().for_each(&mut *f);
            media.item_schema.iter_mut().for_each(&mut *f);
            parts(&mut media.encoding, f);
        }
    };
    let webhooks = (contract.webhooks.iter_mut()).map(|webhook| &mut webhook.request);
    for operation in contract.operations.iter_mut().chain(webhooks) {
        for parameter in &mut operation.parameters {
            f(&mut parameter.schema);
            parts(&mut parameter.encoding, f);
        }
        if let Some(body) = &mut operation.body {
            media(&mut body.content, f);
        }
        for response in &mut operation.responses {
            for header in &mut response.headers {
                f(&mut header.schema);
            }
            media(&mut response.content, f);
        }
    }
}
