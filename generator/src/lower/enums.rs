//! `enum` and `const` -> an open enum over JSON scalars.

use std::collections::HashSet;

use indexmap::IndexMap;
use serde_json::{Map, Value};

use crate::api::{Docs, Enum, EnumVariant, Kind, Type};
use crate::contract::{Notes, Schema, SchemaId, Use};
use crate::names::{Claim, Name, Role, settle};
use crate::source::pointer::escaped;

use super::Lower;
use super::elsewhere;
use super::plan::Plan;

pub(super) fn plan(lower: &Lower<'_>, schema: &Schema, values: &[Value]) -> Plan {
    if values.is_empty() {
        return Plan::Plain(Type::Null);
    }
    if values.iter().all(Value::is_boolean) {
        return Plan::Plain(Type::Boolean);
    }
    match narrowed(lower, schema, values) {
        Some(plan) => plan,
        None => Plan::Enum(values.to_vec()),
    }
}

/// A member that is one component's enum (an `allOf` with a bound beside it) has that enum's type. With fewer values (`$ref` beside `const`, or an `allOf` of the two) they are checked.
fn narrowed(lower: &Lower<'_>, schema: &Schema, values: &[Value]) -> Option<Plan> {
    if schema.name.is_some() {
        return None;
    }
    let [whole] = schema.merged[..] else {
        return None;
    };
    let listed = lower.schema(whole).values.as_ref()?;
    let strings = listed.iter().all(Value::is_string);
    let all = values.len() == listed.len();
    if !(strings || all) || !values.iter().all(|value| listed.contains(value)) {
        return None;
    }
    let usage = Use {
        origin: schema.origin,
        schema: whole,
        nullable: false,
        notes: Notes::default().into(),
    };
    let values = values.iter().filter_map(Value::as_str).filter(|_| !all);
    Some(Plan::Narrowed(usage, values.map(str::to_owned).collect()))
}

pub(super) fn build(lower: &Lower<'_>, id: SchemaId, values: &[Value]) -> Kind {
    let origin = lower.schema(id).origin;
    let descriptions = descriptions(lower.ruled(id), values);
    let claims = claims(lower, id, values);
    for claim in &claims {
        lower.renamed_type(&claim.by);
    }
    let (names, collisions) = settle(Role::Variant, &claims, &[]);
    for collision in collisions {
        lower.report_collision(
            &collision,
            origin,
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
            origin,
            name,
            value: written(value),
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

/// What the variants would be called, each by itself.
fn claims(lower: &Lower<'_>, id: SchemaId, values: &[Value]) -> Vec<Claim> {
    let varnames = varnames(lower.ruled(id), values);
    let place = lower.pointer(lower.schema(id).origin);
    let claim = |(value, varname): (&Value, Option<String>)| {
        let wire = wire(value);
        let by = key(&place, value);
        let (words, rank) = match lower.chosen_type(&by) {
            Some(to) => (to, 3),
            None => (varname.unwrap_or_else(|| words(value, &wire)), 0),
        };
        let name = Name::spelled(Role::Variant, &words, &wire);
        Claim { name, by, rank }
    };
    values.iter().zip(varnames).map(claim).collect()
}

fn varnames(schema: &Schema, values: &[Value]) -> Vec<Option<String>> {
    let said = texts(schema, &["x-enum-varnames", "x-enumNames"], values);
    of_microsoft(schema, "name", values, said)
}

fn descriptions(schema: &Schema, values: &[Value]) -> Vec<Option<String>> {
    let said = texts(
        schema,
        &["x-enum-descriptions", "x-enumDescriptions"],
        values,
    );
    of_microsoft(schema, "description", values, said)
}

/// What a list of enums says of its values, for the one enum that is made of them. A constant says it by its `title` and `description`:
/// where each constant has a title of its own, it names those that are no texts.
pub(super) fn annotations(group: &[Use], schemas: &[Schema]) -> IndexMap<String, Value> {
    let (mut names, mut words) = (Map::new(), Map::new());
    let titles: Vec<Option<&String>> = group
        .iter()
        .zip(schemas)
        .filter(|(_, schema)| matches!(schema.values.as_deref(), Some([_])))
        .map(|(usage, _)| usage.notes.title.as_ref())
        .collect();
    let distinct: HashSet<&&String> = titles.iter().flatten().collect();
    let titled = distinct.len() == titles.len();
    for (usage, schema) in group.iter().zip(schemas) {
        let values = schema.values.as_deref().unwrap_or_default();
        let said = varnames(schema, values)
            .into_iter()
            .zip(descriptions(schema, values));
        for (value, (mut name, mut description)) in values.iter().zip(said) {
            if values.len() == 1 {
                let title = usage.notes.title.clone().filter(|_| titled);
                description = description.or_else(|| usage.notes.description.clone());
                if value.is_string() {
                    description = description.or(title);
                } else {
                    name = name.or(title);
                }
            }
            names.extend(name.map(|name| (wire(value), name.into())));
            words.extend(description.map(|words| (wire(value), words.into())));
        }
    }
    let said = [("x-enum-varnames", names), ("x-enum-descriptions", words)];
    said.into_iter()
        .filter(|(_, map)| !map.is_empty())
        .map(|(name, map)| (name.to_owned(), Value::Object(map)))
        .collect()
}

/// The variant of one of the values of an enum.
pub(super) fn variant(
    lower: &Lower<'_>,
    id: SchemaId,
    values: &[Value],
    value: &Value,
) -> Option<Name> {
    let claims = claims(lower, id, values);
    let (names, _) = settle(Role::Variant, &claims, &[]);
    let index = values.iter().position(|known| known == value)?;
    names.into_iter().nth(index)
}

/// What `[crate.rename]` calls a value: `#/components/schemas/Color/enum/red`. A text that reads as another JSON value is in quotes.
fn key(place: &str, value: &Value) -> String {
    let text = match value {
        Value::String(text) if serde_json::from_str::<Value>(text).is_err() => text.clone(),
        other => other.to_string(),
    };
    elsewhere::key(&format!("{place}/enum/{}", escaped(&text)))
}

/// As a person would write the value.
fn wire(value: &Value) -> String {
    match written(value) {
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// The value as it is sent: a whole number without a fraction.
pub(super) fn written(value: &Value) -> Value {
    /// From here on not every whole number is a float.
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    #[allow(
        clippy::cast_possible_truncation,
        reason = "a whole number of this size is an i64"
    )]
    match value {
        Value::Number(number) if number.is_f64() => match number.as_f64() {
            Some(float) if float.fract() == 0.0 && float.abs() < LARGEST => {
                Value::from(float as i64)
            }
            _ => value.clone(),
        },
        other => other.clone(),
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

/// What `x-ms-enum` says of each value, where nothing else does: `values: [{value: .., name: .., description: ..}]`.
fn of_microsoft(
    schema: &Schema,
    member: &str,
    values: &[Value],
    texts: Vec<Option<String>>,
) -> Vec<Option<String>> {
    let said = schema.extensions.get("x-ms-enum");
    let listed = said.and_then(|said| said.get("values")?.as_array());
    let of = |value: &Value| {
        let mut listed = listed?.iter();
        let one = listed.find(|one| one.get("value").is_some_and(|of| wire(of) == wire(value)))?;
        one.get(member)?.as_str().map(str::to_owned)
    };
    let pairs = values.iter().zip(texts);
    pairs
        .map(|(value, text)| text.or_else(|| of(value)))
        .collect()
}
