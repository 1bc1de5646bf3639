//! The catalogue of changes: each row as a pair of documents, in the frame that it names.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::press::root;

/// A pair of documents and the verdicts that belong to it.
#[derive(Clone, Debug)]
pub struct Pair {
    /// An identifier: `r069_request_prop_optional_added`.
    pub name: String,
    /// The number of the row.
    pub row: u64,
    /// The document as it was.
    pub base: Value,
    /// The document as it is.
    pub revision: Value,
    /// The verdict on the wire, as JSON has it.
    pub wire: String,
    /// The verdict on Rust, as JSON has it.
    pub rust: String,
}

/// All rows, those about a schema once as the body of a request and once as an answer.
///
/// # Panics
///
/// Where the catalogue can't be read.
#[must_use]
pub fn pairs() -> Vec<Pair> {
    let text = fs::read_to_string(root().join("tests/diff/catalogue.yaml"))
        .expect("the catalogue is there");
    let rows: Vec<Value> = serde_yaml::from_str(&text).expect("the catalogue is YAML");
    rows.iter().flat_map(pairs_of).collect()
}

fn pairs_of(row: &Value) -> Vec<Pair> {
    let text = |key: &str, index: usize| {
        let verdict = row[key][index].as_str();
        verdict.expect("a row has its verdicts").to_owned()
    };
    let frame = row["frame"].as_str().expect("a row has a frame");
    let number = row["row"].as_u64().expect("a row has a number");
    let name = row["name"].as_str().expect("a row has a name");
    let count = row["wire"].as_array().map_or(0, Vec::len);
    let pair = |index: usize| {
        let answer = index == 1;
        let direction = match (count, answer) {
            (1, _) => "",
            (_, false) => "request_",
            (_, true) => "response_",
        };
        Pair {
            name: format!("r{number:03}_{direction}{}", name.replace('-', "_")),
            row: number,
            base: framed(frame, &row["base"], answer),
            revision: framed(frame, &row["revision"], answer),
            wire: text("wire", index),
            rust: text("rust", index),
        }
    };
    (0..count).map(pair).collect()
}

impl Pair {
    /// Writes both documents into a folder, as JSON.
    ///
    /// # Panics
    ///
    /// Where the folder can't be written.
    #[must_use]
    pub fn write(&self, folder: &Path) -> [PathBuf; 2] {
        [("base", &self.base), ("revision", &self.revision)].map(|(side, document)| {
            let path = folder.join(format!("{}_{side}.json", self.name));
            let text = serde_json::to_string_pretty(document).expect("JSON is printed");
            fs::write(&path, text).expect("a file can be written");
            path
        })
    }
}

/// Schemas that rows refer to.
fn components() -> Value {
    json!({
        "M": { "type": "object", "properties": { "x": { "type": "string" } } },
        "M2": { "type": "object", "properties": { "x": { "type": "string" } } },
        "Cat": animal("cat"),
        "Dog": animal("dog"),
        "Fox": animal("fox"),
    })
}

fn animal(name: &str) -> Value {
    json!({
        "type": "object",
        "required": ["kind", "sort", name],
        "properties": { "kind": { "type": "string" }, "sort": { "type": "string" }, name: { "type": "string" } },
    })
}

/// A part of a document in its frame: the `document` itself, an `operation`, or the `schema` of a body or an answer.
fn framed(frame: &str, part: &Value, answer: bool) -> Value {
    let mut document = json!({ "openapi": "3.1.0", "info": { "title": "T", "version": "1" } });
    if frame == "document" {
        merge(&mut document, part);
        return document;
    }
    let mut operation =
        json!({ "operationId": "things.get", "responses": { "204": { "description": "d" } } });
    document["components"] = json!({ "schemas": components() });
    if frame == "operation" {
        merge(&mut operation, part);
    } else {
        document["components"]["schemas"]["S"] = part.clone();
        let content =
            json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S" } } });
        if answer {
            operation["responses"] = json!({ "200": { "description": "d", "content": content } });
        } else {
            operation["requestBody"] = json!({ "required": true, "content": content });
        }
    }
    let method = if frame == "schema" && !answer {
        "post"
    } else {
        "get"
    };
    let mut item = Map::new();
    item.insert(method.to_owned(), operation);
    document["paths"] = json!({ "/things": item });
    document
}

fn merge(into: &mut Value, part: &Value) {
    for (key, value) in part.as_object().into_iter().flatten() {
        into[key] = value.clone();
    }
}
