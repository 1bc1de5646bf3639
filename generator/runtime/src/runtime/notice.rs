//! An item of `errors` or `messages` in an envelope.

use serde_json::{Map, Value};

use super::error::without;
use super::{Envelope, Secret};

/// What an API says about a request: an item of its envelope's errors or messages.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Notice {
    /// The number by which the API knows it.
    pub code: Option<i64>,
    /// The text.
    pub message: Option<String>,
    /// The JSON pointer of the member of the request that is at fault.
    pub pointer: Option<String>,
    /// Where it is documented.
    pub documentation_url: Option<String>,
    /// Every other member, as received.
    pub extra: Map<String, Value>,
}

impl Notice {
    /// Reads a list of notices. What is no list is one.
    pub(crate) fn list(value: Value, envelope: &Envelope) -> Vec<Self> {
        match value {
            Value::Array(items) => items
                .into_iter()
                .map(|item| Self::read(item, envelope))
                .collect(),
            other => vec![Self::read(other, envelope)],
        }
    }

    /// Takes out what is not to be printed.
    pub(crate) fn hide(&mut self, hidden: &[Secret]) {
        for text in [&mut self.message, &mut self.pointer].into_iter().flatten() {
            hide(text, hidden);
        }
        let mut left: Vec<&mut Value> = self.extra.values_mut().collect();
        while let Some(value) = left.pop() {
            match value {
                Value::String(text) => hide(text, hidden),
                Value::Array(items) => left.extend(items),
                Value::Object(members) => left.extend(members.values_mut()),
                _ => {}
            }
        }
    }

    fn read(item: Value, envelope: &Envelope) -> Self {
        let mut members = match item {
            Value::Object(members) => members,
            Value::String(text) => {
                return Self {
                    message: Some(text),
                    ..Self::default()
                };
            }
            other => {
                return Self {
                    message: Some(other.to_string()),
                    ..Self::default()
                };
            }
        };
        Self {
            code: take(&mut members, envelope.code, code),
            message: take(&mut members, envelope.message, text),
            pointer: pointer(&mut members, envelope.pointer),
            documentation_url: envelope
                .documentation
                .and_then(|name| take(&mut members, name, text)),
            extra: members,
        }
    }
}

impl std::fmt::Display for Notice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let message = self
            .message
            .as_deref()
            .map(|message| super::excerpt(message.as_bytes()))
            .unwrap_or_default();
        match (message.as_str(), self.code) {
            ("", Some(code)) => write!(f, "code {code}")?,
            ("", None) => f.write_str("no message")?,
            (message, Some(code)) => write!(f, "{message} (code {code})")?,
            (message, None) => f.write_str(message)?,
        }
        match &self.pointer {
            Some(pointer) => write!(f, " at {}", super::excerpt(pointer.as_bytes())),
            None => Ok(()),
        }
    }
}

fn hide(text: &mut String, hidden: &[Secret]) {
    *text = without(std::mem::take(text), hidden);
}

/// Takes a member out if it can be read; else it stays among the others.
fn take<T>(
    members: &mut Map<String, Value>,
    name: &str,
    read: fn(&Value) -> Option<T>,
) -> Option<T> {
    let value = members.get(name).and_then(read)?;
    members.shift_remove(name);
    Some(value)
}

/// A code, also where it is written as text or as a whole float.
fn code(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number
                .as_f64()
                .filter(|float| float.fract() == 0.0 && float.abs() < 9e15)?;
            Some(float as i64)
        }),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// Takes the pointer out of the objects in which it stands, and those objects when nothing else is in them.
fn pointer(members: &mut Map<String, Value>, path: &[&str]) -> Option<String> {
    let (name, rest) = path.split_first()?;
    if rest.is_empty() {
        return take(members, name, text);
    }
    let inner = members.get_mut(*name)?.as_object_mut()?;
    let found = pointer(inner, rest);
    if found.is_some() && inner.is_empty() {
        members.shift_remove(*name);
    }
    found
}
