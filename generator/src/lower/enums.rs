//! `enum` and `const` -> an open enum over JSON scalars.

use serde_json::Value;

use crate::api::{Docs, Enum, EnumVariant, Kind, Type};
use crate::contract::{Schema, SchemaId};
use crate::names::{Claim, Name, Role, settle};

use super::Lower;
use super::plan::{Plan, untyped};

pub(super) fn plan(lower: &mut Lower<'_>, schema: &Schema, values: &[Value]) -> Plan {
    if values.is_empty() {
        return Plan::Plain(Type::Null);
    }
    if values.iter().all(Value::is_boolean) {
        return Plan::Plain(Type::Boolean);
    }
    if values
        .iter()
        .any(|value| value.is_object() || value.is_array())
    {
        untyped(lower, schema.origin, "`enum` holds objects or arrays");
        return Plan::Plain(Type::Value);
    }
    Plan::Enum(values.to_vec())
}

pub(super) fn build(lower: &mut Lower<'_>, id: SchemaId, values: &[Value]) -> Kind {
    let schema = lower.schema(id).clone();
    let descriptions = texts(
        &schema,
        &["x-enum-descriptions", "x-enumDescriptions"],
        values,
    );
    let varnames = texts(&schema, &["x-enum-varnames"], values);
    let place = lower.pointer(schema.origin);
    let claims: Vec<Claim> = values
        .iter()
        .enumerate()
        .map(|(index, value)| {
            let wire = wire(value);
            let by = key(&place, value);
            if let Some(to) = lower.renamed_type(&by) {
                let name = Name::spelled(Role::Variant, &to, &wire);
                return Claim { name, by, rank: 3 };
            }
            let words = varnames[index]
                .clone()
                .unwrap_or_else(|| words(value, &wire));
            let name = Name::spelled(Role::Variant, &words, &wire);
            Claim { name, by, rank: 0 }
        })
        .collect();
    let (names, collisions) = settle(Role::Variant, &claims, &[]);
    for collision in collisions {
        lower.report_collision(
            &collision,
            schema.origin,
            &claims,
            &names,
            "values of this `enum`",
            |_, index| Some((claims[index].by.clone(), names[index].rust().to_owned())),
        );
    }
    let variants = values
        .iter()
        .zip(names)
        .zip(descriptions)
        .map(|((value, name), description)| EnumVariant {
            origin: schema.origin,
            name,
            value: value.clone(),
            docs: Docs {
                description,
                ..Docs::default()
            },
        })
        .collect();
    Kind::Enum(Enum {
        variants,
        strings: values.iter().all(Value::is_string),
        closed: !lower.open_values.contains(&id),
    })
}

/// What `[crate.rename]` calls a value: `#/components/schemas/Color/enum/red`. A text that reads as another JSON value is in quotes.
fn key(place: &str, value: &Value) -> String {
    let text = match value {
        Value::String(text) if serde_json::from_str::<Value>(text).is_err() => text.clone(),
        other => other.to_string(),
    };
    format!(
        "#{place}/enum/{}",
        text.replace('~', "~0").replace('/', "~1")
    )
}

/// As a person would write the value.
fn wire(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn words(value: &Value, wire: &str) -> String {
    match value {
        Value::Null => "null".into(),
        Value::Number(_) => wire.replace('.', " dot "),
        _ => wire.to_owned(),
    }
}

/// What an extension says of each value: a list in the order of the values, or an object by value.
fn texts(schema: &Schema, extensions: &[&str], values: &[Value]) -> Vec<Option<String>> {
    let said = extensions
        .iter()
        .find_map(|name| schema.extensions.get(*name));
    values
        .iter()
        .enumerate()
        .map(|(index, value)| match said {
            Some(Value::Array(list)) => list.get(index).and_then(Value::as_str).map(str::to_owned),
            Some(Value::Object(map)) => map
                .get(&wire(value))
                .and_then(Value::as_str)
                .map(str::to_owned),
            _ => None,
        })
        .collect()
}

/// The variant of an enum of one value.
pub(super) fn first_variant(lower: &Lower<'_>, id: SchemaId, value: &Value) -> Name {
    let schema = lower.schema(id);
    let wire = wire(value);
    let chosen = lower.chosen_type(&key(&lower.pointer(schema.origin), value));
    let varname = texts(schema, &["x-enum-varnames"], std::slice::from_ref(value)).remove(0);
    let words = chosen.or(varname).unwrap_or_else(|| words(value, &wire));
    Name::spelled(Role::Variant, &words, &wire)
}
