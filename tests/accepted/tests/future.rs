//! What a server may send tomorrow: every object of every case that is kept whole, with a member more, with null where a value is optional, with an enum's value that nobody knows.
//!
//! All of it is decoded, and encodes to what came in; only an optional member that is null may leave as absent.

use letterpress_accepted::table::{Fixture, Presence, Shape, Type};
use letterpress_accepted::{FIXTURES, Value};
use serde_json::json;

/// A changed value, what it must encode to, and what was changed.
struct Mutant {
    json: Value,
    encodes: Value,
    change: String,
}

#[test]
fn what_the_document_does_not_know_is_kept() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for fixture in FIXTURES {
        for case in kept(fixture) {
            let Some(ty) = find(fixture, &case["type"]) else {
                continue;
            };
            for mutant in mutants(fixture, ty, &case["json"]) {
                count += 1;
                let found = (ty.through)(mutant.json.to_string().as_bytes());
                let value = found
                    .as_ref()
                    .ok()
                    .and_then(|text| serde_json::from_slice::<Value>(text).ok());
                if value.as_ref() != Some(&mutant.encodes) {
                    let found = found.map(|text| String::from_utf8_lossy(&text).into_owned());
                    wrong.push(format!(
                        "{} {}: {}\n    {}\n    {found:?}",
                        fixture.name, ty.name, mutant.change, mutant.json
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 100, "only {count} mutants");
}

/// The cases whose value is encoded as it came in.
fn kept(fixture: &Fixture) -> Vec<Value> {
    let cases: Value = serde_json::from_str(fixture.cases).expect("tests/values.rs has read it");
    let values = cases["values"].as_array().cloned().unwrap_or_default();
    let changed = |case: &Value| case.get("error").is_some() || case.get("encodes").is_some();
    values.into_iter().filter(|case| !changed(case)).collect()
}

fn find<'f>(fixture: &'f Fixture, name: &Value) -> Option<&'f Type> {
    fixture.types.iter().find(|ty| *name == ty.name)
}

/// All values that differ from `json` in one place.
fn mutants(fixture: &Fixture, ty: &Type, json: &Value) -> Vec<Mutant> {
    match (&ty.shape, json) {
        (Shape::Enum { strings }, _) => {
            let unknown = if *strings {
                json!("never heard of")
            } else {
                json!(987_654)
            };
            vec![Mutant {
                encodes: unknown.clone(),
                json: unknown,
                change: "a value that is not in the enum".to_owned(),
            }]
        }
        (Shape::Object { open, members }, Value::Object(object)) => {
            let mut all = Vec::new();
            if *open {
                all.push(with_a_member(json));
            }
            for member in *members {
                let Some(value) = object.get(member.name) else {
                    continue;
                };
                let inside = find(fixture, &json!(member.ty)).map(|ty| mutants(fixture, ty, value));
                for mutant in inside.unwrap_or_default() {
                    all.push(Mutant {
                        json: with(json, member.name, mutant.json),
                        encodes: with(json, member.name, mutant.encodes),
                        change: format!("{}: {}", member.name, mutant.change),
                    });
                }
                let null = with(json, member.name, Value::Null);
                let change = format!("{}: null", member.name);
                match member.presence {
                    Presence::Required => {}
                    Presence::Nullable | Presence::Maybe => all.push(Mutant {
                        encodes: null.clone(),
                        json: null,
                        change,
                    }),
                    Presence::Optional => all.push(Mutant {
                        encodes: without(json, member.name),
                        json: null,
                        change,
                    }),
                }
            }
            all
        }
        (Shape::Union, Value::Object(_)) => vec![with_a_member(json)],
        _ => Vec::new(),
    }
}

fn with_a_member(json: &Value) -> Mutant {
    let json = with(json, "added tomorrow", json!({"deep": [1, null, "x"]}));
    Mutant {
        encodes: json.clone(),
        json,
        change: "a member more".to_owned(),
    }
}

fn with(object: &Value, name: &str, value: Value) -> Value {
    let mut object = object.clone();
    object[name] = value;
    object
}

fn without(object: &Value, name: &str) -> Value {
    let mut object = object.clone();
    if let Some(members) = object.as_object_mut() {
        members.shift_remove(name);
    }
    object
}
