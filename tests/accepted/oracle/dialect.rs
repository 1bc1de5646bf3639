//! The schemas of OpenAPI 3.0 in the words of JSON Schema 2020-12.

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
    let rest: Map<String, Value> = std::mem::take(members);
    *value = json!({ "anyOf": [rest, { "type": "null" }] });
}
