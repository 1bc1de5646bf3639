//! What tells the variants of a union apart in what was received: a declared tag, constants that differ, keys that only one has.

use serde_json::Value;

use crate::api::{TellingKey, Told};
use crate::contract::{self, Use};

use super::Lower;
use super::unions::DEEPEST;

/// The declared discriminator, where it names every variant.
pub(super) fn declared_tag(
    lower: &Lower<'_>,
    union: &contract::Union,
    variants: &[Use],
) -> Option<(String, Vec<Vec<Told>>)> {
    let discriminator = union.discriminator.as_ref()?;
    let mut told: Vec<Vec<Told>> = vec![Vec::new(); variants.len()];
    for (value, index) in &discriminator.mapping {
        told.get_mut(*index)?.push(Told::Constant(constant_like(
            lower,
            &variants[*index],
            &discriminator.property,
            value,
        )));
    }
    if let Some(default) = discriminator.default {
        told.get_mut(default)?.push(Told::Rest);
    }
    told.iter()
        .all(|by| !by.is_empty())
        .then(|| (discriminator.property.clone(), told))
}

/// A mapping's key is text; the member may be a boolean or an integer.
fn constant_like(lower: &Lower<'_>, usage: &Use, property: &str, value: &str) -> Value {
    let declared = lower.schema(usage.schema).object.properties.get(property);
    let types = declared.map(|property| lower.schema(property.schema.schema).types);
    match types {
        Some(types) if types.boolean && !types.string => {
            serde_json::from_str(value).unwrap_or_else(|_| value.into())
        }
        Some(types) if types.integer && !types.string => {
            serde_json::from_str(value).unwrap_or_else(|_| value.into())
        }
        _ => value.into(),
    }
}

/// A member that every variant requires, with constants that differ in every one.
pub(super) fn constant_tag(
    lower: &Lower<'_>,
    variants: &[Use],
) -> Option<(String, Vec<Vec<Told>>)> {
    candidates(lower, variants.first()?, 0).find_map(|wire| {
        let mut seen: Vec<Value> = Vec::new();
        let mut told = Vec::new();
        for usage in variants {
            let values = constants(lower, usage, &wire, 0)?;
            if values.iter().any(|value| seen.contains(value)) {
                return None;
            }
            seen.extend(values.iter().cloned());
            told.push(values.into_iter().map(Told::Constant).collect());
        }
        let same = |kind: fn(&Value) -> bool| seen.iter().all(kind);
        (same(Value::is_string) || same(Value::is_boolean) || same(Value::is_i64))
            .then(|| (wire.clone(), told))
    })
}

/// The members that may tell a variant: its own, or those of the first variant of a union that it is.
fn candidates<'l>(
    lower: &'l Lower<'_>,
    usage: &Use,
    depth: usize,
) -> Box<dyn Iterator<Item = String> + 'l> {
    let schema = lower.schema(usage.schema);
    match &schema.union {
        Some(union) if depth < DEEPEST => {
            let declared = union.discriminator.iter();
            let declared = declared.map(|discriminator| discriminator.property.clone());
            let first = union.variants.first().into_iter();
            let inner =
                first.flat_map(move |variant| candidates(lower, &variant.schema, depth + 1));
            Box::new(declared.chain(inner))
        }
        _ => Box::new(schema.object.properties.keys().cloned()),
    }
}

/// The constants that a member has in every value of a variant.
fn constants(lower: &Lower<'_>, usage: &Use, wire: &str, depth: usize) -> Option<Vec<Value>> {
    let schema = lower.schema(usage.schema);
    if let Some(union) = schema.union.as_ref().filter(|_| depth < DEEPEST) {
        if let Some(declared) = &union.discriminator
            && declared.property == wire
        {
            if declared.default.is_some() {
                return None;
            }
            let mapping = declared.mapping.iter();
            let values = mapping.map(|(value, index)| {
                constant_like(lower, &union.variants[*index].schema, wire, value)
            });
            return Some(values.collect());
        }
        let mut all = Vec::new();
        for variant in &union.variants {
            for value in constants(lower, &variant.schema, wire, depth + 1)? {
                if !all.contains(&value) {
                    all.push(value);
                }
            }
        }
        return Some(all);
    }
    let property = schema.object.properties.get(wire)?;
    let values = lower.schema(property.schema.schema).values.as_ref()?;
    let scalar = |value: &Value| value.is_string() || value.is_boolean() || value.is_i64();
    let fits = property.required
        && !property.schema.nullable
        && !values.is_empty()
        && values.iter().all(scalar);
    fits.then(|| values.clone())
}

/// For each variant a key that it requires and no other has; at most one variant may be left without: what has no other's key is that one.
pub(super) fn telling_keys(lower: &Lower<'_>, variants: &[Use]) -> Option<Vec<Vec<Told>>> {
    let mut left = 0;
    let mut all = Vec::new();
    for (index, usage) in variants.iter().enumerate() {
        let rules = &lower.schema(usage.schema).object;
        let keys = rules.properties.iter().filter(|(wire, property)| {
            let elsewhere = variants.iter().enumerate().any(|(other, usage)| {
                other != index
                    && lower
                        .schema(usage.schema)
                        .object
                        .properties
                        .contains_key(*wire)
            });
            property.required && !elsewhere
        });
        let keys: Vec<TellingKey> = keys
            .map(|(wire, property)| TellingKey {
                wire: wire.clone(),
                nullable: property.schema.nullable,
            })
            .collect();
        if keys.is_empty() {
            left += 1;
            all.push(vec![Told::Rest]);
        } else {
            all.push(vec![Told::Keys(keys)]);
        }
    }
    (left <= 1 && variants.len() > 1).then_some(all)
}
