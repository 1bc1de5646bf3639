//! The text of a file to a value: YAML by serde_yaml, JSON by serde_json, both through one visitor.
//!
//! The visitor keeps the keys as their text (`200:` is the key `200`), whole numbers exact, and budgets. What it only notes,
//! `oddities` finds again with its place: a sound document is never read twice.

use std::fmt;
use std::path::Path;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use super::brackets;
use super::index::Index;
use super::oddities;
use super::syntax::{self, Finding};

/// The most values in a file, aliases expanded.
const MOST_NODES: usize = 5_000_000;

/// Reads a text. `index` is asked only where something is odd.
pub(super) fn read<'i>(
    path: &Path,
    text: &str,
    index: impl FnOnce() -> &'i Index,
) -> Result<Value, Vec<Finding>> {
    let mut notes = Notes::new(text);
    let outcome = match format(path, text) {
        Format::Json => json(text, &mut notes),
        Format::Yaml => yaml(text, &mut notes).or_else(|finding| {
            // JSON that is not quite YAML, tabs for instance.
            if !text.trim_start().starts_with('{') {
                return Err(finding);
            }
            notes = Notes::new(text);
            json(text, &mut notes).map_err(|_| finding)
        }),
    };
    match outcome {
        Ok(value) if notes.is_plain() => Ok(value),
        Ok(value) => {
            let findings = oddities::find(text, index(), format(path, text) == Format::Yaml);
            if findings.is_empty() && notes.duplicates.is_empty() {
                return Ok(value);
            }
            Err(or_unplaced(findings, &notes))
        }
        Err(finding) => Err(vec![over_budget(&notes).unwrap_or(finding)]),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
}

/// The extension says it; the first character does where there is none.
fn format(path: &Path, text: &str) -> Format {
    let extension = path.extension().and_then(|extension| extension.to_str());
    match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("json") => Format::Json,
        Some("yaml" | "yml") => Format::Yaml,
        _ if text.trim_start().starts_with('{') => Format::Json,
        _ => Format::Yaml,
    }
}

fn json(text: &str, notes: &mut Notes) -> Result<Value, Finding> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Seed(notes)
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| syntax::json(text, &error))
}

fn yaml(text: &str, notes: &mut Notes) -> Result<Value, Finding> {
    if let Some(finding) = brackets::finding(text) {
        return Err(finding);
    }
    Seed(notes)
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| syntax::yaml(text, &error))
}

fn over_budget(notes: &Notes) -> Option<Finding> {
    if notes.bytes > notes.most_bytes {
        return Some(syntax::too_repetitive().at(0..0, "in this file"));
    }
    (notes.nodes > MOST_NODES).then(|| {
        Finding::new(
            "LP0009",
            format!("the document holds more than {MOST_NODES} values"),
        )
        .at(0..0, "in this file")
        .help("split the document into several crates")
    })
}

/// The index reads a text by a parser of its own; should it stop earlier, the finding still stands.
fn or_unplaced(findings: Vec<Finding>, notes: &Notes) -> Vec<Finding> {
    if !findings.is_empty() {
        return findings;
    }
    let unplaced = notes.duplicates.iter().map(|key| {
        Finding::new(
            "LP0005",
            format!("the key `{key}` stands twice in one object"),
        )
        .at(0..0, "somewhere in this file")
        .help("keep one of them")
    });
    unplaced.collect()
}

/// What the visitor counts and notes.
struct Notes {
    nodes: usize,
    bytes: usize,
    most_bytes: usize,
    duplicates: Vec<String>,
    merge_keys: bool,
    not_finite: bool,
}

impl Notes {
    fn new(text: &str) -> Self {
        Self {
            nodes: 0,
            bytes: 0,
            // Without aliases, texts and values together are less than twice the text.
            most_bytes: text.len().saturating_mul(10).saturating_add(1_000_000),
            duplicates: Vec::new(),
            merge_keys: false,
            not_finite: false,
        }
    }

    fn is_plain(&self) -> bool {
        self.duplicates.is_empty() && !self.merge_keys && !self.not_finite
    }

    fn count<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        self.nodes += 1;
        self.bytes += bytes + 1;
        if self.nodes > MOST_NODES || self.bytes > self.most_bytes {
            return Err(E::custom("over budget"));
        }
        Ok(())
    }
}

struct Seed<'n>(&'n mut Notes);

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a plain value")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        self.0.count(0)?;
        Ok(Value::Null)
    }

    /// An empty file.
    fn visit_none<E: Error>(self) -> Result<Value, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        self.0.count(0)?;
        Ok(Value::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        self.0.count(0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        self.0.count(0)?;
        Ok(Value::Number(value.into()))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        self.0.count(0)?;
        let number = Number::from_f64(value);
        self.0.not_finite |= number.is_none();
        Ok(number.map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.0.count(value.len())?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Value, E> {
        self.0.count(value.len())?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        self.0.count(0)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(Seed(&mut *self.0))? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.0.count(0)?;
        let mut object = Map::new();
        while let Some(key) = members.next_key_seed(Key)? {
            self.0.merge_keys |= key == "<<";
            self.0.bytes += key.len();
            let value = members.next_value_seed(Seed(&mut *self.0))?;
            match object.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(entry) => self.0.duplicates.push(entry.key().clone()),
            }
        }
        Ok(Value::Object(object))
    }
}

/// A key as its text: serde_yaml gives the text of any scalar to one who asks for a string.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text as a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        Ok(key.to_owned())
    }

    fn visit_string<E: Error>(self, key: String) -> Result<String, E> {
        Ok(key)
    }
}
