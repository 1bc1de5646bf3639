//! What is made of several variants lets more pass than any of them: what they ask for together is checked before a request is sent, or the lack of it is told.

use std::collections::HashMap;

use serde_json::Value;

use crate::api::JsonKind;
use crate::contract::{Condition, Schema, Statement};
use crate::diagnostic::{Code, Diagnostic};
use crate::openapi::JsonType;
use crate::source::Origin;

use super::Lower;

/// Whether what is made of several schemas lets more pass than any of them; `open`: also values that none of them lists.
pub(super) fn is_looser(merged: &Schema, schemas: &[Schema], open: bool) -> bool {
    let items = |schema: &Schema| schema.array.items.as_ref().map(|usage| usage.schema);
    schemas.iter().all(|schema| {
        schema.string != merged.string
            || schema.number != merged.number
            || schema.array.min_items.is_some()
            || schema.array.max_items.is_some()
            || schema.array.unique_items
            || items(schema) != items(merged)
            || (schema.values.is_some() && (open || schema.values != merged.values))
    })
}

/// What a union asks of its values of one JSON type, without what their type says already; none where that says it all.
pub(super) fn condition(says: &Statement, kind: JsonKind, origin: Origin) -> Option<Condition> {
    let any = match says {
        Statement::Any(any) | Statement::One(any) => any,
        // Of several unions that `allOf` brings together.
        Statement::All(all) => {
            let each = all.iter().filter_map(|one| condition(one, kind, origin));
            let each: Vec<Statement> = each.map(|condition| condition.says).collect();
            return (!each.is_empty()).then(|| Condition {
                origin,
                keyword: "anyOf",
                says: Statement::all(each),
            });
        }
        _ => return None,
    };
    let left = any.iter().filter(|one| may_be(one, kind));
    let mut left: Vec<Vec<Statement>> = left.map(|one| beyond(one, kind)).collect();
    // Items that all of them describe in the same way are of that type.
    let first = left.first().cloned().unwrap_or_default();
    for items in first.iter().filter(|one| matches!(one, Statement::Each(_))) {
        if left.iter().all(|one| one.contains(items)) {
            left.iter_mut()
                .for_each(|one| one.retain(|one| one != items));
        }
    }
    without_types(&mut left);
    let left: Vec<Statement> = left.into_iter().map(Statement::all).collect();
    let by_value = left.iter().all(|one| matches!(one, Statement::Is(_)));
    let says = match says {
        Statement::One(_) if left.len() > 1 => Statement::one(left),
        _ if by_value || left.contains(&Statement::NOTHING) => return None,
        _ => Statement::Any(left),
    };
    Some(Condition {
        origin,
        keyword: "anyOf",
        says,
    })
}

/// Takes out the types of members that have one type wherever they are described: it is that of the field.
fn without_types(alternatives: &mut [Vec<Statement>]) {
    let mut types: HashMap<String, Option<Statement>> = HashMap::new();
    for one in alternatives.iter().flatten() {
        if let Statement::Member(name, says) = one {
            let said = types
                .entry(name.clone())
                .or_insert_with(|| Some((**says).clone()));
            if said.as_ref() != Some(&**says) {
                *said = None;
            }
        }
    }
    for all in alternatives {
        all.retain(|one| match one {
            Statement::Member(name, says) => {
                !matches!(**says, Statement::Kind(_)) || types[name].is_none()
            }
            _ => true,
        });
    }
}

/// What a union asks of a member of its values: where each of the variants that have the member says something about it.
pub(super) fn of_member(says: &Statement, wire: &str, variants: &[Schema]) -> Option<Statement> {
    let (Statement::Any(any) | Statement::One(any)) = says else {
        return None;
    };
    let of_variant = |one: &Statement| {
        let all = match one {
            Statement::All(all) => all.as_slice(),
            one => std::slice::from_ref(one),
        };
        let parts = all.iter().filter_map(|one| match one {
            Statement::Member(name, says) if name == wire => Some(Statement::clone(says)),
            _ => None,
        });
        let parts: Vec<Statement> = parts.collect();
        (!parts.is_empty()).then(|| Statement::all(parts))
    };
    let found: Vec<Option<Statement>> = any.iter().map(of_variant).collect();
    let has = |schema: &Schema| schema.object.properties.contains_key(wire);
    let same = found.len() == variants.len()
        && (found.iter().zip(variants)).all(|(found, variant)| found.is_some() == has(variant));
    same.then(|| Statement::Any(found.into_iter().flatten().collect()))
}

/// What a statement says of values that are known to be of a JSON type.
fn beyond(says: &Statement, kind: JsonKind) -> Vec<Statement> {
    match says {
        Statement::All(all) => all.iter().flat_map(|one| beyond(one, kind)).collect(),
        Statement::Kind(kinds) if kinds.iter().any(|one| is_sure(*one, kind)) => Vec::new(),
        other => vec![other.clone()],
    }
}

/// Whether each value of a JSON type is one of OpenAPI's type.
fn is_sure(one: JsonType, kind: JsonKind) -> bool {
    match kind {
        JsonKind::Null => one == JsonType::Null,
        JsonKind::Boolean => one == JsonType::Boolean,
        JsonKind::Integer => matches!(one, JsonType::Integer | JsonType::Number),
        JsonKind::Number => one == JsonType::Number,
        JsonKind::String => one == JsonType::String,
        JsonKind::Array => one == JsonType::Array,
        JsonKind::Object => one == JsonType::Object,
    }
}

/// Whether a statement leaves values of a JSON type.
fn may_be(says: &Statement, kind: JsonKind) -> bool {
    match says {
        Statement::Kind(kinds) => kinds.iter().any(|one| match one {
            JsonType::Null => kind == JsonKind::Null,
            JsonType::Boolean => kind == JsonKind::Boolean,
            JsonType::Integer | JsonType::Number => {
                matches!(kind, JsonKind::Integer | JsonKind::Number)
            }
            JsonType::String => kind == JsonKind::String,
            JsonType::Array => kind == JsonKind::Array,
            JsonType::Object => kind == JsonKind::Object,
        }),
        Statement::Is(values) => values.iter().any(|value| match value {
            Value::Null => kind == JsonKind::Null,
            Value::Bool(_) => kind == JsonKind::Boolean,
            Value::Number(_) => matches!(kind, JsonKind::Integer | JsonKind::Number),
            Value::String(_) => kind == JsonKind::String,
            Value::Array(_) => kind == JsonKind::Array,
            Value::Object(_) => kind == JsonKind::Object,
        }),
        Statement::All(all) => all.iter().all(|one| may_be(one, kind)),
        _ => true,
    }
}

/// Unions of which one thing was made that lets more pass than they do, where it is sent.
pub(super) fn report(lower: &mut Lower<'_>) {
    for (id, origin) in std::mem::take(&mut lower.loose) {
        let said = lower.said_above.get(&id) == Some(&true);
        if said || !lower.sent.contains(&id) {
            continue;
        }
        lower.report(
            Diagnostic::warning(
                Code("LP0356"),
                "which variant of this union a value is of is not checked before it is sent",
            )
            .at(origin.place(), "nothing tells the variants apart: they are one type")
            .help("tell them apart by a `discriminator` or by members that have a `const`; or leave the check to the server, and accept the warning"),
        );
    }
}
