//! Bodies that the API would refuse.

use serde_json::{Map, Value};

use super::answer::{self, Answer};

/// Whole numbers of a body and their bounds: for a simple capture, for a full one.
const SIMPLE: &[(&str, bool, i64)] = &[("time_limit", true, 300), ("packet_limit", true, 10_000)];
const FULL: &[(&str, bool, i64)] = &[
    ("time_limit", true, 86_400),
    ("packet_limit", false, 10_000),
    ("byte_limit", false, 1_000_000_000),
];

/// A capture's body is right, or the answer that says what is wrong.
pub(super) fn capture(body: &Map<String, Value>) -> Result<(), Box<Answer>> {
    let numbers = match body.get("type").and_then(Value::as_str) {
        Some("simple") => SIMPLE,
        Some("full") => FULL,
        _ => return refuse("type must be simple or full", "/type"),
    };
    if body.get("system").and_then(Value::as_str) != Some("magic-transit") {
        return refuse("system must be magic-transit", "/system");
    }
    for (name, required, maximum) in numbers {
        whole_number(body, name, *required, *maximum)?;
    }
    if numbers == FULL {
        // The reference calls it colo_name, the guides colo.
        let place = if body.contains_key("colo") {
            "colo"
        } else {
            "colo_name"
        };
        text(body, place)?;
        text(body, "destination_conf")?;
    }
    match body.get("filter_v1") {
        None => Ok(()),
        Some(Value::Object(filter)) => filter_members(filter),
        Some(_) => refuse("filter_v1 must be an object", "/filter_v1"),
    }
}

/// A required text.
pub(super) fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Result<&'a str, Box<Answer>> {
    match body.get(name).and_then(Value::as_str) {
        Some(text) if !text.is_empty() => Ok(text),
        _ => Err(Box::new(answer::invalid_body(
            &format!("{name} is required"),
            &format!("/{name}"),
        ))),
    }
}

/// `10000.0` is refused, as a server would that decodes into integers.
fn whole_number(
    body: &Map<String, Value>,
    name: &str,
    required: bool,
    maximum: i64,
) -> Result<(), Box<Answer>> {
    match body.get(name) {
        None if !required => Ok(()),
        Some(value)
            if value
                .as_i64()
                .is_some_and(|value| (1..=maximum).contains(&value)) =>
        {
            Ok(())
        }
        _ => refuse(
            &format!("{name} must be a whole number from 1 to {maximum}"),
            &format!("/{name}"),
        ),
    }
}

fn filter_members(filter: &Map<String, Value>) -> Result<(), Box<Answer>> {
    for (name, value) in filter {
        let right = match name.as_str() {
            "source_address" | "destination_address" => value.is_string(),
            "source_port" | "destination_port" | "protocol" => value.is_i64() || value.is_u64(),
            _ => true,
        };
        if !right {
            return refuse(
                &format!("{name} is of the wrong type"),
                &format!("/filter_v1/{name}"),
            );
        }
    }
    Ok(())
}

fn refuse(message: &str, pointer: &str) -> Result<(), Box<Answer>> {
    Err(Box::new(answer::invalid_body(message, pointer)))
}
