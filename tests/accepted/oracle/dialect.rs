//! What OpenAPI says beside JSON Schema 2020-12, in its words: the schemas of 3.0, inheritance, and what a request lacks.

use letterpress_accepted::Value;
use serde_json::{Map, json};

pub(super) fn to_2020_12(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(to_2020_12),
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                // What is inside an example is nobody's schema.
                if !matches!(name.as_str(), "example" | "examples" | "default" | "enum") {
                    to_2020_12(member);
                }
            }
            schema(value);
        }
        _ => {}
    }
}

fn schema(value: &mut Value) {
    let Some(members) = value.as_object_mut() else {
        return;
    };
    for (flag, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if let Some(Value::Bool(exclusive)) = members.get(flag).cloned() {
            members.remove(flag);
            if let Some(number) = members.get(bound).filter(|_| exclusive).cloned() {
                members.remove(bound);
                members.insert(flag.to_owned(), number);
            }
        }
    }
    if members.get("$ref").is_some_and(Value::is_string) {
        // Nothing counts beside it.
        members.retain(|name, _| name == "$ref");
    }
    if members.remove("nullable") != Some(json!(true)) {
        return;
    }
    let mut rest: Map<String, Value> = std::mem::take(members);
    let read_only = rest.remove("readOnly");
    *value = json!({ "anyOf": [rest, { "type": "null" }] });
    if let Some(read_only) = read_only {
        value["readOnly"] = read_only;
    }
}

/// Schemas by position, what a member asks for, and a null without quotes, as earlier drafts and people write them.
pub(super) fn of_earlier_drafts(value: &mut Value) {
    let members = match value {
        Value::Array(items) => return items.iter_mut().for_each(of_earlier_drafts),
        Value::Object(members) => members,
        _ => return,
    };
    for (name, member) in members.iter_mut() {
        // What is inside an example is nobody's schema.
        if !matches!(name.as_str(), "example" | "examples" | "default" | "enum") {
            of_earlier_drafts(member);
        }
    }
    if members.get("items").is_some_and(Value::is_array)
        && let Some(items) = members.remove("items")
    {
        members.insert("prefixItems".to_owned(), items);
    }
    if members.contains_key("prefixItems")
        && !members.contains_key("items")
        && let Some(rest) = members.remove("additionalItems")
    {
        members.insert("items".to_owned(), rest);
    }
    match members.get_mut("type") {
        Some(Value::Array(types)) => {
            let nulls = types.iter_mut().filter(|name| name.is_null());
            nulls.for_each(|name| *name = json!("null"));
        }
        Some(name) if name.is_null() => *name = json!("null"),
        _ => {}
    }
    let dependencies = members.get("dependencies").and_then(Value::as_object);
    let is_one = |value: &Value| value.is_array() || value.is_object();
    if let Some(dependencies) = dependencies.filter(|all| all.values().all(is_one)).cloned() {
        members.remove("dependencies");
        let (names, schemas): (Map<_, _>, Map<_, _>) = dependencies
            .into_iter()
            .partition(|(_, value)| value.is_array());
        members.insert("dependentRequired".to_owned(), Value::Object(names));
        members.insert("dependentSchemas".to_owned(), Value::Object(schemas));
    }
}

/// `$recursiveRef` of draft 2019-09, as a reference to the schema around it that says `$recursiveAnchor`.
pub(super) fn of_2019(value: &mut Value, here: &str, around: Option<&str>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter_mut().enumerate() {
                of_2019(item, &format!("{here}/{index}"), around);
            }
        }
        Value::Object(members) => {
            let anchor = members.remove("$recursiveAnchor");
            let around = anchor.map_or(around, |_| Some(here));
            if let (Some(_), Some(around)) = (members.remove("$recursiveRef"), around) {
                members.insert("$ref".to_owned(), json!(around));
            }
            for (name, member) in members {
                let name = name.replace('~', "~0").replace('/', "~1");
                of_2019(member, &format!("{here}/{name}"), around);
            }
        }
        _ => {}
    }
}

/// A base with a discriminator is any of the components that are made of it; as a part of those it is itself.
pub(super) fn inheritance(root: &mut Value) {
    let Some(schemas) = root.pointer_mut("/components/schemas") else {
        return;
    };
    let Some(schemas) = schemas.as_object_mut() else {
        return;
    };
    let made_of = |schemas: &Map<String, Value>, base: &str| -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut open = vec![base.to_owned()];
        while let Some(parent) = open.pop() {
            for (name, schema) in schemas {
                let parts = schema.get("allOf").and_then(Value::as_array);
                let to = json!(reference(&parent));
                let is_part = parts
                    .is_some_and(|parts| parts.iter().any(|part| part.get("$ref") == Some(&to)));
                if is_part && name != base && !found.contains(name) {
                    found.push(name.clone());
                    open.push(name.clone());
                }
            }
        }
        found
    };
    // It may stand in a part that is written in place.
    let discriminator_of = |schema: &Value| -> Option<Value> {
        let has = |keyword: &str| schema.get(keyword).is_some();
        if has("discriminator") {
            return (!has("anyOf") && !has("oneOf")).then(|| schema["discriminator"].clone());
        }
        let parts = schema.get("allOf").and_then(Value::as_array)?;
        parts
            .iter()
            .find_map(|part| part.get("discriminator").cloned())
    };
    let bases: Vec<(String, Value)> = schemas
        .iter()
        .filter_map(|(name, schema)| Some((name.clone(), discriminator_of(schema)?)))
        .collect();
    let mut families = Vec::new();
    for (base, discriminator) in &bases {
        let mut members = made_of(schemas, base);
        if members.is_empty() {
            continue;
        }
        let itself = format!("{base} itself");
        let mut mapping = discriminator["mapping"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        // A base that is made of another is what the other's mapping calls it.
        for (_, outer) in &bases {
            let same = outer["propertyName"] == discriminator["propertyName"];
            let named = outer["mapping"].as_object().filter(|_| same);
            for (key, to) in named.into_iter().flatten() {
                if *to == json!(reference(base)) {
                    mapping.insert(key.clone(), to.clone());
                }
            }
        }
        let mut targets = mapping.values().filter_map(Value::as_str);
        if targets.any(|to| to == base || to == reference(base)) {
            members.push(itself.clone());
        }
        for name in &members {
            let parts = schemas
                .get_mut(name)
                .and_then(|schema| schema.get_mut("allOf"));
            for part in parts.and_then(Value::as_array_mut).into_iter().flatten() {
                if part.get("$ref") == Some(&json!(reference(base))) {
                    part["$ref"] = json!(reference(&itself));
                }
            }
        }
        let mapping: Map<String, Value> = mapping
            .into_iter()
            .map(|(key, to)| {
                let is_base = to == json!(base) || to == json!(reference(base));
                (
                    key,
                    if is_base {
                        json!(reference(&itself))
                    } else {
                        to
                    },
                )
            })
            .collect();
        let variants: Vec<Value> = members
            .iter()
            .map(|name| json!({ "$ref": reference(name) }))
            .collect();
        let property = &discriminator["propertyName"];
        let union = json!({ "anyOf": variants, "discriminator": { "propertyName": property, "mapping": mapping } });
        families.push((reference(base), union.clone()));
        if let Some(plain) = schemas.insert(base.clone(), union) {
            schemas.insert(itself, plain);
        }
    }
    unions_of_heirs(root, &families);
}

/// A union without a discriminator that lists what is made of a base has the base's; one that lists the base too is the base.
fn unions_of_heirs(value: &mut Value, families: &[(String, Value)]) {
    match value {
        Value::Array(items) => {
            let items = items.iter_mut();
            items.for_each(|item| unions_of_heirs(item, families));
        }
        Value::Object(members) => {
            let inner = members.values_mut();
            inner.for_each(|member| unions_of_heirs(member, families));
            for keyword in ["oneOf", "anyOf"] {
                let Some(listed) = members.get(keyword).and_then(Value::as_array) else {
                    continue;
                };
                let to: Option<Vec<&str>> = listed.iter().map(|one| one["$ref"].as_str()).collect();
                let Some(to) = to.filter(|to| to.len() > 1) else {
                    continue;
                };
                let is_of = |(base, union): &&(String, Value)| {
                    let heirs = union["anyOf"].as_array().into_iter().flatten();
                    let heirs: Vec<&str> = heirs.filter_map(|one| one["$ref"].as_str()).collect();
                    to.iter().all(|one| one == base || heirs.contains(one))
                };
                let Some((base, union)) = families.iter().find(is_of) else {
                    continue;
                };
                if members.contains_key("discriminator") {
                    continue;
                }
                if to.contains(&base.as_str()) {
                    members.remove(keyword);
                    members.insert("anyOf".to_owned(), json!([{ "$ref": base }]));
                    continue;
                }
                let mut discriminator = union["discriminator"].clone();
                if let Some(mapping) = discriminator["mapping"].as_object_mut() {
                    // A mapping may say no more than the name of a component.
                    let means = |target: &Value, one: &str| {
                        target
                            .as_str()
                            .is_some_and(|target| target == one || reference(target) == one)
                    };
                    mapping.retain(|_, target| to.iter().any(|one| means(target, one)));
                }
                members.insert("discriminator".to_owned(), discriminator);
            }
        }
        _ => {}
    }
}

fn reference(name: &str) -> String {
    format!("#/components/schemas/{}", name.replace(' ', "%20"))
}

/// Takes out the members that requests lack.
pub(super) fn without_read_only(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_read_only),
        Value::Object(members) => {
            let read_only = |schema: &Value| schema["readOnly"] == json!(true);
            let taken: Vec<String> =
                match members.get_mut("properties").and_then(Value::as_object_mut) {
                    Some(properties) => {
                        let names = properties.iter().filter(|(_, schema)| read_only(schema));
                        let names: Vec<String> = names.map(|(name, _)| name.clone()).collect();
                        properties.retain(|name, _| !names.contains(name));
                        names
                    }
                    None => Vec::new(),
                };
            if let Some(required) = members.get_mut("required").and_then(Value::as_array_mut) {
                required.retain(|name| !taken.iter().any(|taken| name == taken));
            }
            members.values_mut().for_each(without_read_only);
        }
        _ => {}
    }
}

/// A part of which the schema says nothing, and whose media type is that of a file, is bytes: the crate writes them as text where it writes JSON.
pub(super) fn files(root: &mut Value) {
    for pointer in nothing_said(root, root) {
        if let Some(schema) = root.pointer_mut(&pointer) {
            *schema = json!({ "type": "string" });
        }
    }
}

/// The pointers of the schemas of such parts, in a value and below it.
fn nothing_said(root: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (member, encoding) in value["encoding"].as_object().into_iter().flatten() {
        let content_type = encoding["contentType"].as_str().unwrap_or("text/plain");
        if content_type.contains("json") || content_type.starts_with("text/") {
            continue;
        }
        let Some(to) = value["schema"]["$ref"].as_str() else {
            continue;
        };
        let part = format!("{}/properties/{member}", to.trim_start_matches('#'));
        let items = format!("{part}/items");
        let is_open = |pointer: &String| root.pointer(pointer) == Some(&json!({}));
        found.extend([part, items].into_iter().filter(is_open));
    }
    let inner: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(members) => Box::new(members.values()),
        _ => return found,
    };
    found.extend(inner.flat_map(|inner| nothing_said(root, inner)));
    found
}
