//! Documents that are made to take a generator's time, memory or stack. Each must end soon, in a crate or in an error with its place.
//!
//! `tests/tests/blowups.rs` presses them small, in this process; the example `blowups` presses them at full size, and measures.

mod graphs;
mod sizes;
mod texts;

use serde_json::{Value, json};

/// A document that is out to do harm.
#[derive(Clone, Debug)]
pub struct Case {
    /// What it does, in a few words with `_` between them.
    pub name: &'static str,
    /// `openapi.yaml` or `openapi.json`.
    pub file: &'static str,
    /// What stands in the file.
    pub bytes: Vec<u8>,
}

/// All of them; what is counted in them is counted up to a `part`th of full size.
#[must_use]
pub fn all(part: usize) -> Vec<Case> {
    let of = |count: usize| (count / part).max(3);
    let mut cases = texts::cases(&of);
    cases.extend(graphs::cases(&of));
    cases.extend(sizes::cases(&of));
    cases
}

fn yaml(name: &'static str, text: impl Into<Vec<u8>>) -> Case {
    Case {
        name,
        file: "openapi.yaml",
        bytes: text.into(),
    }
}

fn json(name: &'static str, text: impl Into<Vec<u8>>) -> Case {
    Case {
        name,
        file: "openapi.json",
        bytes: text.into(),
    }
}

/// A document with these schemas, of which the first one travels both ways.
fn schemas(name: &'static str, schemas: Vec<(String, Value)>) -> Case {
    let used = json!({ "$ref": format!("#/components/schemas/{}", schemas[0].0) });
    let content = json!({ "application/json": { "schema": used } });
    let operation = json!({
        "operationId": "things.put",
        "requestBody": { "required": true, "content": content },
        "responses": { "200": { "description": "Done.", "content": content } },
    });
    let schemas: serde_json::Map<String, Value> = schemas.into_iter().collect();
    document(name, &operation, &json!({ "schemas": schemas }))
}

/// A document with this one schema, named `S`.
fn schema(name: &'static str, schema: Value) -> Case {
    schemas(name, vec![("S".to_owned(), schema)])
}

/// A document with one operation.
fn document(name: &'static str, operation: &Value, components: &Value) -> Case {
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Things", "version": "1" },
        "paths": { "/things": { "put": operation } },
        "components": components,
    });
    json(name, document.to_string())
}

fn reference(schema: impl std::fmt::Display) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}
