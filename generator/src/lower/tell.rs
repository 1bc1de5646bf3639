//! What tells the variants of a union apart in what was received: a declared tag, constants that differ, keys that only one has.

use serde_json::Value;

use crate::api::{TellingKey, Told};
use crate::contract::{self, Statement, Use};

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

/// The same where one of several variants need not have the member, or never has it with the constants of the others: that one is what has none of these.
pub(super) fn constant_tag_of_others(
    lower: &Lower<'_>,
    variants: &[Use],
) -> Option<(String, Vec<Vec<Told>>)> {
    let first = variants.iter().take(2);
    let mut candidates = first.flat_map(|usage| candidates(lower, usage, 0));
    candidates.find_map(|wire| {
        let found = variants
            .iter()
            .map(|usage| constants(lower, usage, &wire, 0));
        let mut found: Vec<Option<Vec<Value>>> = found.collect();
        let mut without = (0..variants.len()).filter(|index| found[*index].is_none());
        let (Some(rest), None) = (without.next(), without.next()) else {
            return None;
        };
        let mut seen: Vec<Value> = Vec::new();
        for value in found.iter().flatten().flatten() {
            if seen.contains(value) {
                return None;
            }
            seen.push(value.clone());
        }
        found[rest] = Some(constants_but_of(lower, &variants[rest], &wire, &seen)?);
        let all = || found.iter().flatten().flatten();
        let same = |kind: fn(&Value) -> bool| all().all(kind);
        let alike = same(Value::is_string) || same(Value::is_boolean) || same(Value::is_i64);
        let told = found.iter().enumerate().map(|(index, values)| {
            let values = values.iter().flatten().cloned().map(Told::Constant);
            values
                .chain((index == rest).then_some(Told::Rest))
                .collect()
        });
        (alike && variants.len() > 2).then(|| (wire.clone(), told.collect()))
    })
}

/// What a member is in the one variant that need not have it; `None` where it may be what it is in another variant.
fn constants_but_of(
    lower: &Lower<'_>,
    usage: &Use,
    wire: &str,
    others: &[Value],
) -> Option<Vec<Value>> {
    let schema = lower.schema(usage.schema);
    if schema.union.is_some() || !schema.types.object {
        return None;
    }
    let Some(property) = schema.object.properties.get(wire) else {
        let closed = matches!(schema.object.additional, contract::Additional::Forbidden);
        // A map may have any member.
        return (closed || !schema.object.properties.is_empty()).then(Vec::new);
    };
    let schema = lower.schema(property.schema.schema);
    if let Some(values) = &schema.values {
        return (!values.iter().any(|value| others.contains(value))).then(|| values.clone());
    }
    let excludes = |condition: &contract::Condition| match &condition.says {
        Statement::Not(says) => match &**says {
            Statement::Is(values) => others.iter().all(|other| values.contains(other)),
            _ => false,
        },
        _ => false,
    };
    schema.conditions.iter().any(excludes).then(Vec::new)
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
        // Which of several tells does not depend on which is written first.
        _ => {
            let mut names: Vec<String> = schema.object.properties.keys().cloned().collect();
            names.sort_unstable();
            Box::new(names.into_iter())
        }
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
        let mut keys: Vec<TellingKey> = keys
            .map(|(wire, property)| TellingKey {
                wire: wire.clone(),
                nullable: property.schema.nullable,
            })
            .collect();
        keys.sort_unstable_by(|one, other| one.wire.cmp(&other.wire));
        if keys.is_empty() {
            left += 1;
            all.push(vec![Told::Rest]);
        } else {
            all.push(vec![Told::Keys(keys)]);
        }
    }
    (left <= 1 && variants.len() > 1).then_some(all)
}
