//! Answers and requests of `tests/fixtures/bodies`, and when two values are the same.

use letterpress_tests::press::root;
use letterpress_tests::server::{Canned, Fault};
use serde_json::{Map, Value};

/// A file.
pub fn text(name: &str) -> String {
    std::fs::read_to_string(root().join("tests/fixtures/bodies").join(name)).unwrap()
}

/// A file as JSON.
pub fn json(name: &str) -> Value {
    parse(text(name))
}

/// Text as JSON.
pub fn parse(text: impl AsRef<[u8]>) -> Value {
    serde_json::from_slice(text.as_ref()).unwrap()
}

/// The next request is answered with this file under this status.
pub fn file(status: u16, name: &str) -> Fault {
    Fault::Canned(Canned::json(status, text(name)))
}

/// The next request is answered with this text under this status.
pub fn canned(status: u16, body: &str) -> Fault {
    Fault::Canned(Canned::json(status, body))
}

/// The same without members that are null: where a value is optional, null is absent.
pub fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let present = members.iter().filter(|(_, value)| !value.is_null());
            let present: Map<String, Value> = present
                .map(|(name, value)| (name.clone(), without_nulls(value)))
                .collect();
            present.into()
        }
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}
